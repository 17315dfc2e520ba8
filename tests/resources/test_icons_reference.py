"""The page of icons and colours says what there is."""

import re
from pathlib import Path

from resources import icons, palettes
from resources.icons.reference import page

DOCS = Path(__file__).parents[2] / "docs"


def test_the_documentation_lists_the_icons_and_colours_that_there_are_now() -> None:
    text = (DOCS / "icons.md").read_text(encoding="utf-8")
    assert text == page(), "run python -m resources.icons.reference > docs/icons.md"


def test_the_page_names_every_icon_alias_and_colour_once_and_no_other() -> None:
    rows = [line for line in page().splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall("`([^`]+)`", row)]
    assert sorted(named) == sorted([*icons.load(), *palettes.PERSONAS])
    assert "| `mail` | `email` |" in rows
    teal = [palettes.load(theme)["persona.teal"] for theme in ("light", "dark")]
    assert f"| `teal` | {' | '.join(teal)} |" in rows


def test_the_page_of_the_file_format_leads_there() -> None:
    assert "](icons.md)" in (DOCS / "file-format.md").read_text(encoding="utf-8")


def test_the_example_of_a_colour_is_one() -> None:
    (example,) = re.findall("`(#[0-9a-f]+)`", page())
    assert palettes.is_persona_colour(example)
