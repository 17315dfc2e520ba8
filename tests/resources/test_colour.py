"""Contrast, distance and simulated vision, against published figures."""

import pytest

from resources.palettes.colour import (
    VISION,
    Lab,
    cie76,
    ciede2000,
    ciede2000_of,
    contrast,
    hexadecimal,
    lab,
    luminance,
    rgb,
    seen,
)


def test_black_on_white_has_the_largest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#336699", "#336699") == 1


def test_767676_is_the_lightest_grey_with_a_contrast_of_four_and_a_half_on_white() -> None:
    assert contrast("#767676", "#FFFFFF") >= 4.5
    assert contrast("#777777", "#FFFFFF") < 4.5


def test_green_is_the_brightest_primary() -> None:
    assert luminance("#FF0000") == pytest.approx(0.2126)
    assert luminance("#00FF00") == pytest.approx(0.7152)
    assert luminance("#0000FF") == pytest.approx(0.0722)


def test_red_lies_where_lindbloom_says_in_lab() -> None:
    assert lab("#FF0000") == pytest.approx((53.2408, 80.0925, 67.2032), abs=0.01)
    assert lab("#FFFFFF") == pytest.approx((100, 0, 0), abs=0.01)
    assert lab("#000000") == pytest.approx((0, 0, 0), abs=0.01)


def test_black_and_white_are_a_hundred_apart() -> None:
    assert cie76("#000000", "#FFFFFF") == pytest.approx(100, abs=0.01)
    assert ciede2000("#000000", "#FFFFFF") == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
        ((50.0, -0.001, 2.49), (50.0, 0.0009, -2.49), 4.8045),
        ((50.0, -0.001, 2.49), (50.0, 0.0011, -2.49), 4.7461),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
        ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_ciede2000_gives_the_figures_that_sharma_wu_and_dalal_publish(
    one: tuple[float, float, float], other: tuple[float, float, float], distance: float
) -> None:
    assert ciede2000_of(Lab(*one), Lab(*other)) == pytest.approx(distance, abs=1e-4)
    assert ciede2000_of(Lab(*other), Lab(*one)) == pytest.approx(distance, abs=1e-4)


def test_grey_looks_the_same_to_everybody() -> None:
    for vision in VISION:
        assert cie76(seen("#808080", vision), "#808080") < 1


def test_red_and_green_come_close_without_red_or_green_cones_only() -> None:
    def apart(vision: str) -> float:
        return cie76(seen("#B03A2E", vision), seen("#4E7A27", vision))

    assert cie76("#B03A2E", "#4E7A27") > 70
    assert max(apart("protan"), apart("deutan")) < 30
    assert apart("tritan") > 60


def test_a_colour_survives_being_taken_apart() -> None:
    assert hexadecimal(rgb("#1A202B")) == "#1A202B"


@pytest.mark.parametrize("text", ["red", "#FFF", "1A202BC", "#GGGGGG"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - int() words half of these itself
        rgb(text)
