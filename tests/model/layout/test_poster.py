"""A poster fills its sheet and says so."""

import pytest

from model.change import apply
from model.edits.fields import set_fields
from model.files import codec
from model.layout import pages
from model.layout.build import View, build
from model.layout.measures import POSTER
from model.layout.poster import DoesNotFit, Poster, poster
from model.layout.scene import Text, drawn
from model.records import VersionLabel
from resources import templates

BLUEPRINT = codec.load(templates.path("service-blueprint")).map
BICYCLE = codec.load(templates.path("bicycle")).map


def _words(made: Poster) -> list[str]:
    return [p.line.text for _, _, p in drawn(made.scene) if isinstance(p, Text)]


def test_columns_are_chosen_so_that_text_is_largest_on_the_sheet() -> None:
    usual = build(BICYCLE, POSTER, View(sheet="A0, 50%"))
    before = pages.fit((usual.width, usual.height), "A0").percent
    assert poster(BICYCLE, "A0").page.percent > before * 1.05


@pytest.mark.parametrize("paper", ["A0", "A3", "Tabloid", "900x1200mm"])
def test_the_title_block_names_the_sheet_and_the_percentage_in_effect(paper: str) -> None:
    made = poster(BICYCLE, paper)
    assert f"{paper}, {made.page.percent:g}%" in _words(made)


@pytest.mark.parametrize(
    ("label", "date", "reviewed", "said"),
    [
        ("Review 4", "2026-11-21", "2026-11-21", "Review 4, 2026-11-21"),
        ("Review 4", "2026-11-21", "2026-11", "Review 4, 2026-11-21"),
        ("Review 4", "2026-11", "2026-11-30", "Review 4, 2026-11"),
        ("Review 4", "2026-11-21", "2026-12-14", "after Review 4, 2026-12-14"),
        ("", "2026-11-21", "2026-12", "2026-12"),
        ("Review 4", "", "2026-12-14", "Review 4, 2026-12-14"),
    ],
)
def test_a_map_that_was_reviewed_since_its_version_is_not_called_that(
    label: str, date: str, reviewed: str, said: str
) -> None:
    version = VersionLabel(label=label, date=date, author="Ines Vogt")
    change = set_fields(BICYCLE, "map", version=version, reviewed_on=reviewed)
    words = _words(poster(apply(change, BICYCLE), "A3"))
    assert said in words
    assert ("Ines Vogt" in words) is (not said.startswith(("after", "2026-12")))


def test_the_picture_lies_within_the_margins_of_its_sheet() -> None:
    made = poster(BLUEPRINT, "A1", "landscape")
    page = made.page
    assert page.width > page.height
    assert page.x >= page.margin - 0.01
    assert page.y >= page.margin - 0.01
    assert page.x + made.scene.width * page.scale <= page.width - page.margin + 0.01
    assert page.y + made.scene.height * page.scale <= page.height - page.margin + 0.01


def test_a_percentage_that_fits_is_kept_exactly() -> None:
    made = poster(BICYCLE, "A0", scale_percent=50)
    assert made.page.percent == 50
    assert "A0, 50%" in _words(made)


def test_a_percentage_that_needs_other_columns_gets_them() -> None:
    most = poster(BICYCLE, "A0").page.percent
    assert poster(BICYCLE, "A0", scale_percent=most).page.percent == most


def test_a_percentage_too_large_for_the_sheet_is_refused_with_the_largest_that_fits() -> None:
    with pytest.raises(DoesNotFit) as refused:
        poster(BICYCLE, "A4", scale_percent=100)
    assert poster(BICYCLE, "A4", scale_percent=refused.value.largest)
