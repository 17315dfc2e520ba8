"""What the guide to the command line shows by example works as it says."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from model.files import codec
from model.grid import lanes, stages
from model.order import between
from tests.app.running import BICYCLE, ROOT, done
from tests.tools import needs_tool

GUIDE = (ROOT / "docs" / "command-line.md").read_text("utf-8")


@pytest.fixture
def by_hand(tmp_path: Path) -> Path:
    """The bicycle map with what the guide adds by hand."""
    (example,) = re.findall(r"## A map by hand\n.*?```json\n(.*?)```", GUIDE, re.DOTALL)
    whole = json.loads(Path(BICYCLE).read_text("utf-8"))
    for table, records in json.loads(example).items():
        assert not whole[table].keys() & records.keys()
        whole[table].update(records)
    path = tmp_path / "rides.journey.json"
    path.write_text(json.dumps(whole), "utf-8")
    return path


def test_a_map_edited_by_hand_is_sound_and_in_the_order_that_was_meant(by_hand: Path) -> None:
    assert done("check", str(by_hand)) == f"{by_hand}: nothing found\n"
    made = codec.load(by_hand).map
    assert [stage.name for stage in stages(made)][1:4] == ["Compare", "Decide", "Sign up"]
    names = [lane.name for lane in lanes(made)]
    assert names[names.index("Station") + 1] == "Post"
    assert "Touchpoint: Gets a letter with an offer" in done("describe", str(by_hand))


def test_the_keys_of_order_in_the_guide_are_those_that_touchline_makes() -> None:
    assert (between("a1", "a2"), between("a1", "a1V")) == ("a1V", "a1G")
    assert (between("a5", ""), between("az", "")) == ("a6", "b00")


def test_the_map_is_taken_out_of_a_poster(tmp_path: Path) -> None:
    (recipe,) = re.findall(r"^    (pdfdetach .*)$", GUIDE, re.MULTILINE)
    needs_tool("pdfdetach")
    done("export", BICYCLE, "-o", str(tmp_path / "poster.pdf"))
    subprocess.run(shlex.split(recipe), cwd=tmp_path, check=True)
    assert codec.load(tmp_path / "map.journey.json").map == codec.load(BICYCLE).map
