"""Every palette can be read, by every kind of eye. The tables are the specification."""

from itertools import combinations, pairwise

import pytest

from resources import palettes
from resources.palettes.colour import VISION, cie76, contrast, lab, rgb, seen

COLOURED = ("light", "dark")
ACCENTS = [f"card.{kind}.accent" for kind in palettes.CARD_KINDS]
HUES = [f"persona.{name}" for name in palettes.PERSONAS]
EVERY_KIND = palettes.CARD_KINDS + palettes.PLAIN_CARD_KINDS
CHANGES = [f"change.{state}" for state in ("added", "removed", "changed", "moved")]
TINTS = [f"card.{kind}.tint" for kind in EVERY_KIND] + [f"{hue}.tint" for hue in HUES]
GROUNDS = ("surface", "lane.alternate")
ROLES = {
    *("canvas", "surface", "lane.alternate", "text", "muted", "border", "grid", "focus"),
    *("on.accent", "route", "feeling.above", "feeling.below"),
    *(f"card.{kind}.accent" for kind in EVERY_KIND),
    *TINTS,
    *HUES,
    *CHANGES,
}

each_theme = pytest.mark.parametrize("theme", palettes.THEMES)
each_coloured_theme = pytest.mark.parametrize("theme", COLOURED)


def nearest(theme: str, roles: list[str]) -> tuple[float, str, str, str]:
    """The least distance of any two of `roles` for any vision, and which they are."""
    palette = palettes.load(theme)
    return min(
        (cie76(seen(palette[one], vision), seen(palette[other], vision)), one, other, vision)
        for one, other in combinations(roles, 2)
        for vision in VISION
    )


@each_theme
def test_a_palette_has_every_role_and_no_other(theme: str) -> None:
    assert set(palettes.load(theme)) == ROLES


@each_theme
def test_every_colour_is_written_as_capital_hexadecimal(theme: str) -> None:
    for role, colour in palettes.load(theme).items():
        rgb(colour)
        assert colour == colour.upper(), role


def test_an_unknown_palette_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(ValueError, match="light, dark, grey"):
        palettes.load("sepia")


@each_coloured_theme
def test_card_accents_stay_apart_for_every_colour_vision(theme: str) -> None:
    assert nearest(theme, ACCENTS)[0] >= 25, nearest(theme, ACCENTS)


@each_coloured_theme
def test_personas_stay_apart_for_every_colour_vision(theme: str) -> None:
    assert nearest(theme, HUES)[0] >= 25, nearest(theme, HUES)


@each_coloured_theme
def test_what_became_of_something_stays_apart_for_every_colour_vision(theme: str) -> None:
    assert nearest(theme, CHANGES)[0] >= 25, nearest(theme, CHANGES)


@each_theme
def test_signs_of_change_can_be_read_on_their_ground_and_as_a_ground(theme: str) -> None:
    palette = palettes.load(theme)
    for role in CHANGES:
        for other in (*GROUNDS, "canvas", "on.accent"):
            assert contrast(palette[role], palette[other]) >= 4.5, (role, other)


@each_coloured_theme
def test_feelings_above_and_below_stay_apart_for_every_colour_vision(theme: str) -> None:
    assert nearest(theme, ["feeling.above", "feeling.below"])[0] >= 25


@each_theme
def test_text_is_easy_to_read_on_every_tint_and_ground(theme: str) -> None:
    palette = palettes.load(theme)
    for role in [*TINTS, *GROUNDS, "canvas"]:
        assert contrast(palette["text"], palette[role]) >= 7, role
        assert contrast(palette["muted"], palette[role]) >= 4.5, role


@each_theme
def test_whatever_means_something_stands_out_from_both_lane_grounds(theme: str) -> None:
    palette = palettes.load(theme)
    for role in [*ACCENTS, *HUES, "border", "focus", "route"]:
        for ground in (*GROUNDS, "canvas"):
            assert contrast(palette[role], palette[ground]) >= 3, (role, ground)


@each_theme
def test_an_accent_stands_out_from_its_own_tint(theme: str) -> None:
    palette = palettes.load(theme)
    for role in ACCENTS:
        assert contrast(palette[role], palette[role.replace("accent", "tint")]) >= 3, role


@each_theme
def test_text_on_a_filled_touchpoint_or_pain_accent_can_be_read(theme: str) -> None:
    palette = palettes.load(theme)
    for kind in ("touchpoint", "pain"):
        assert contrast(palette["on.accent"], palette[f"card.{kind}.accent"]) >= 4.5, kind


def test_greyscale_has_no_colour() -> None:
    for colour in palettes.load("grey").values():
        assert len(set(rgb(colour))) == 1


@pytest.mark.parametrize("roles", [ACCENTS, HUES], ids=["cards", "personas"])
def test_greys_are_steps_that_can_be_told_apart(roles: list[str]) -> None:
    palette = palettes.load("grey")
    steps = sorted(lab(palette[role]).lightness for role in roles)
    assert min(high - low for low, high in pairwise(steps)) >= 6.5


def test_the_first_personas_of_a_map_are_far_apart_in_grey() -> None:
    palette = palettes.load("grey")
    steps = sorted(lab(palette[role]).lightness for role in HUES[:3])
    assert min(high - low for low, high in pairwise(steps)) >= 20
