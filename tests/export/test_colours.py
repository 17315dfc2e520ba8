"""Roles, literal colours and greys."""

import pytest

from export.colours import Colours, UnknownRole, grey_of


def test_a_role_is_looked_up_in_the_palette() -> None:
    assert Colours({"text": "#1A202b"}).rgb("text") == (0x1A, 0x20, 0x2B)
    assert Colours({"text": "#1A202b"}).hex("text") == "#1a202b"


def test_a_literal_colour_stays_as_it_is() -> None:
    assert Colours({"text": "#000000", "accent": "#174e83"}).hex("#8a2F6b") == "#8a2f6b"


def test_in_a_palette_of_greys_a_literal_colour_becomes_the_grey_of_its_luminance() -> None:
    grey = Colours({"text": "#000000", "surface": "#ffffff"})
    assert grey.hex("#00ff00") == "#dcdcdc"
    assert grey.hex("#123456") == "#333333"
    assert grey.hex("text") == "#000000"


@pytest.mark.parametrize("level", [0, 1, 10, 128, 254, 255])
def test_a_grey_is_its_own_luminance(level: int) -> None:
    assert grey_of((level,) * 3) == (level,) * 3


@pytest.mark.parametrize("role", ["no.such.role", "#12345", "#12345g", "#1234567", "red"])
def test_an_unknown_role_is_named(role: str) -> None:
    with pytest.raises(UnknownRole, match=f"'{role}'"):
        Colours({"text": "#000000"}).rgb(role)


def test_a_palette_entry_that_is_no_colour_is_named_by_its_role() -> None:
    with pytest.raises(UnknownRole, match="'text'"):
        Colours({"text": "black"}).rgb("text")


def test_a_palette_without_entries_is_not_grey() -> None:
    assert Colours({}).hex("#8a2f6b") == "#8a2f6b"
