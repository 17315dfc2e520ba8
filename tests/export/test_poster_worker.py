"""The worker answers every request for a preview or a poster, whatever is wrong with it."""

import base64
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from export.poster import paper_name
from export.worker import Posters, Sheet, serve
from model.files import codec
from resources import templates
from tests.sample import sample


def asked(*requests: dict[str, Any], of: str = "") -> list[dict[str, Any]]:
    """What comes back for these requests about a map."""
    text = Path(templates.path(of)).read_text() if of else codec.dumps(sample()).decode()
    lines = [json.dumps(request) for request in ({"map": text}, *requests)]
    out = StringIO()
    serve(StringIO("\n".join(lines) + "\n"), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def sheet(**chosen: Any) -> dict[str, Any]:
    return Sheet(**chosen)._asdict()


def test_a_preview_is_a_small_picture_of_the_sheet_and_its_facts() -> None:
    (answer,) = asked({"preview": 7, "longest": 300, "sheet": sheet(paper="A3")}, of="bicycle")
    assert answer["preview"] == 7
    assert answer["facts"].startswith("A3 landscape, ")
    assert "words on cards" in answer["facts"]
    picture = QImage.fromData(base64.b64decode(answer["png"]))
    assert (picture.width(), picture.height()) == (300, 212)
    colours = {picture.pixel(x, y) for x in range(0, 300, 3) for y in range(0, 212, 3)}
    assert len(colours) > 20


def test_a_poster_is_written_and_its_progress_told(tmp_path: Path) -> None:
    file = tmp_path / "map.png"
    wish = sheet(kind="png", paper="A5", dpi=72.0)
    *parts, last = asked({"write": str(file), "sheet": wish}, of="bicycle")
    assert [part["part"] for part in parts] == [0.0, 1.0]
    assert last["written"].endswith("595 x 420 pixels")
    assert file.read_bytes().startswith(b"\x89PNG")


def test_preview_and_file_are_about_the_part_that_was_chosen(tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    wish = sheet(kind="svg", paper="", lanes=("lane_web",), personas=("persona_anna",))
    asked({"write": str(file), "sheet": wish})
    text = file.read_text()
    assert "Offers" in text
    assert "Ben" not in text
    assert "Till" not in text


def test_words_too_small_to_be_read_are_told() -> None:
    small, large = asked(
        {"preview": 1, "longest": 50, "sheet": sheet(paper="A5")},
        {"preview": 2, "longest": 50, "sheet": sheet(paper="A0")},
        of="bicycle",
    )
    assert (small["small"], large["small"]) == (True, False)


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"scale": 900.0}, r"At most \d+(\.\d+)?% fits on A0\."),
        ({"paper": "30x30mm"}, None),
        ({"paper": "A17"}, "'A17' is no paper size.*"),
        ({"lanes": ["lane_gone"]}, "A persona or lane that was chosen is not on the map any more."),
        ({"kind": "png", "dpi": 2400.0}, r"\d+ x \d+ pixels are too many.*\."),
    ],
)
def test_what_is_not_possible_is_said_in_one_sentence(
    chosen: dict[str, Any], sentence: str | None
) -> None:
    (answer,) = asked({"preview": 1, "longest": 50, "sheet": {**sheet(), **chosen}}, of="bicycle")
    if sentence is None:
        assert answer["facts"].startswith("30x30mm")
    else:
        assert re.fullmatch(sentence, answer["error"])
        assert answer["preview"] == 1


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    *_, last = asked({"write": str(tmp_path / "gone" / "map.pdf"), "sheet": sheet(paper="A4")})
    assert last["error"].startswith(str(tmp_path))
    assert last["error"].endswith(".")


def test_what_was_laid_out_for_the_preview_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    laid: list[str] = []
    from export import poster

    lay_out = poster.lay_out
    monkeypatch.setattr(
        poster, "lay_out", lambda *args, **more: laid.append("") or lay_out(*args, **more)
    )
    posters = Posters(sample())
    for wish in (Sheet(), Sheet(kind="png", theme="dark", dpi=20), Sheet(kind="svg")):
        posters.preview(wish, 50)
    assert len(laid) == 1, "neither colours nor format need another layout"
    posters.preview(Sheet(redact=True), 50)
    assert len(laid) == 2


@pytest.mark.parametrize(
    ("typed", "name"),
    [("a0", "A0"), (" letter ", "Letter"), ("900.0 x 1200 mm", "900x1200mm")],
)
def test_papers_have_one_name(typed: str, name: str) -> None:
    assert paper_name(typed) == name
