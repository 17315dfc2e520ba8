"""The surroundings of a place in a file: the right lines and columns, and never all of it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import place
from app.place import around
from tests.tools import law

LINES = st.lists(st.text("ab\u0645\U0001f6b2<\x00", max_size=9), max_size=40)
#: Enough for telling the encoding.
BEGUN = '{"a"'
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("place")


@law(80)
@given(LINES, ENDS, st.integers(1, 45), st.integers(1, 12), st.sampled_from(["utf-8", "utf-16"]))
def test_lines_are_numbered_and_marked_as_in_the_whole_text(
    folder: Path, lines: list[str], end: str, line: int, column: int, encoding: str
) -> None:
    file = folder / "map.json"
    file.write_bytes((BEGUN + end.join(lines)).encode(encoding))
    whole = re.split("\r\n|\r|\n", BEGUN + end.join(lines))
    with pytest.MonkeyPatch.context() as small:
        small.setattr(place, "_BLOCK", 7 if encoding == "utf-8" else 8)
        small.setattr(place, "ASIDE", 4)
        small.setattr(place, "_MOST", 8)
        found = around(file, line, column)
    near = [n for n in range(line - place.AROUND, line + place.AROUND + 1) if 1 <= n <= len(whole)]
    assert [each.number for each in found] == near
    for each in found:
        text = whole[each.number - 1]
        start = max(column - 5, 0) if each.number == line else 0
        cut = text[start : start + 8].replace("\x00", "\\x00")
        assert each.text.strip("…") == cut
        if each.number == line and column <= len(text):
            marked = each.text[each.mark :]
            assert marked.startswith(text[column - 1].replace("\x00", "\\x00"))


def test_of_a_very_long_line_only_what_stands_around_the_place_is_given(tmp_path: Path) -> None:
    file = tmp_path / "map.json"
    file.write_text('{"a": "' + "x" * 300_000 + "HERE" + "y" * 300_000)
    (line,) = around(file, 1, 300_008)
    assert line.text[line.mark :].startswith("HEREyyy")
    assert line.text.startswith("…x")
    assert line.text.endswith("y…")
    assert len(line.text) < 600


def test_only_the_neighbouring_lines_are_given(tmp_path: Path) -> None:
    file = tmp_path / "map.json"
    file.write_text("\n".join(f"line {n}" for n in range(1, 200_001)))
    found = around(file, 150_000, 3)
    assert [found[0].text, found[-1].text] == ["line 149988", "line 150012"]
    assert [each.text for each in found if each.mark == 2] == ["line 150000"]


def test_what_is_no_text_is_given_as_escapes(tmp_path: Path) -> None:
    file = tmp_path / "map.json"
    file.write_bytes(b"{\xff\x00\x1b[31m\xe2\x80\xae\ttext")
    (line,) = around(file, 0, 0)
    assert line.text == r"{\xff\x00\x1b[31m\u202e text"
