"""Whole pictures, kept as text in `tests/golden` so that a change of looks shows in review.

Where a picture is meant to change: `make golden`, then look at what the files say now.
"""

import os
from collections.abc import Callable
from difflib import unified_diff
from itertools import islice
from pathlib import Path as File

import pytest

from model.compare import compare
from model.layout.build import View, build
from model.layout.measures import POSTER, SCREEN
from model.layout.scene import Path, Rect, Scene
from tests.compared import new_map, old_map, overlaid
from tests.model.layout.dump import dump, line
from tests.model.layout.everything import everything
from tests.model.layout.geometry import template

GOLDEN = File(__file__).parents[2] / "golden"
SCENES: dict[str, Callable[[], Scene]] = {
    "bicycle-poster": lambda: build(template("bicycle"), POSTER, View(sheet="A0, 100%")),
    "bicycle-screen": lambda: build(template("bicycle"), SCREEN, View(furniture=False)),
    "everything-screen": lambda: build(everything(), SCREEN),
    "compared-screen": lambda: _compared(),
}


def _compared() -> Scene:
    both = overlaid(compare(old_map(), new_map()))
    return build(both.map, SCREEN, View(marks=both.marks))


@pytest.mark.parametrize("name", SCENES)
def test_the_picture_is_as_it_was_last_approved(name: str) -> None:
    file = GOLDEN / f"{name}.json"
    found = dump(SCENES[name]())
    if os.environ.get("TOUCHLINE_RENEW_GOLDEN"):
        file.write_text(found, "utf-8")
    kept = file.read_text("utf-8") if file.exists() else ""
    if found != kept:
        lines = unified_diff(kept.splitlines(), found.splitlines(), "approved", "now", "", "", 1)
        shown = "\n".join(islice(lines, 60))
        pytest.fail(f"{file.name} is another picture; if it should be: make golden\n{shown}", False)


def test_every_kept_picture_is_compared_and_small_enough_to_read() -> None:
    assert {file.stem for file in GOLDEN.iterdir()} == set(SCENES)
    assert all(file.stat().st_size < 400_000 for file in GOLDEN.iterdir())


def test_a_dump_says_in_words_what_is_drawn() -> None:
    assert line(Rect(0, -0.001, 10.25, 3, "surface", "border", 1.5, (3, 0, 0, 3), (4, 2), 0.5)) == (
        "rect 0 0 10.25 3 radii 3 0 0 3 fill surface stroke border 1.5 dash 4 2 opacity 0.5"
    )
    assert line(Path((("M", 1, 2), ("L", 3, 4), ("Z",)), stroke="route", round_cap=True)) == (
        "path M 1 2 L 3 4 Z stroke route 1 round"
    )
    text = dump(SCENES["everything-screen"]())
    for part in (
        '"scene": "', "card card_chooses_a_shop at ", "inter-400 13 text: Chooses a shop",
        " rtl: ", "picture asset_", "hyperlink 0 0 ", "icon globe ", '"asset_',
    ):  # fmt: skip
        assert part in text, part
