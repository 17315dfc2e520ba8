"""Papers, percentages and where the picture stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.layout.pages import LARGEST_SIDE, MARGIN, PAPERS, POINTS_PER_MM, Page, fit, paper_size

sides = st.floats(min_value=1, max_value=20_000)


def inside(page: Page, width: float, height: float) -> bool:
    slack = 1e-6
    return (
        page.x >= page.margin - slack
        and page.y >= page.margin - slack
        and page.x + width * page.scale <= page.width - page.margin + slack
        and page.y + height * page.scale <= page.height - page.margin + slack
    )


def test_a4_is_595_by_842_points() -> None:
    assert [round(side) for side in paper_size("A4")] == [595, 842]


@pytest.mark.parametrize("paper", ["a0", "LETTER", " Tabloid "])
def test_papers_are_found_whatever_the_case(paper: str) -> None:
    assert paper_size(paper)[0] > 0


def test_a_paper_of_any_size_is_given_in_millimetres() -> None:
    width, height = paper_size("900x1200.5mm")
    assert (width / POINTS_PER_MM, height / POINTS_PER_MM) == pytest.approx((900, 1200.5))


@pytest.mark.parametrize("paper", ["A9", "900x1200", "0x10mm", "1x900mm", "900x6000mm", "-1x5mm"])
def test_an_impossible_paper_is_refused_and_named(paper: str) -> None:
    with pytest.raises(ValueError, match=paper.replace("+", r"\+")):
        paper_size(paper)


@given(sides, sides, st.sampled_from(list(PAPERS)))
def test_a_fitted_picture_stands_inside_the_margins_and_nearly_fills_them(
    width: float, height: float, paper: str
) -> None:
    page = fit((width, height), paper)
    assert inside(page, width, height)
    grown = page.scale + 0.0011
    live = (page.width - 2 * page.margin, page.height - 2 * page.margin)
    assert width * grown > live[0] or height * grown > live[1]


@given(sides, sides, st.sampled_from(list(PAPERS)))
def test_a_fitted_percentage_is_stated_exactly(width: float, height: float, paper: str) -> None:
    page = fit((width, height), paper)
    assert f"{page.percent:.1f}" == f"{page.scale * 100:.6f}"[: len(f"{page.percent:.1f}")]
    assert page.percent / 100 == pytest.approx(page.scale, abs=1e-12)


@given(sides, sides)
def test_a_sheet_cut_to_its_picture_never_passes_the_limit_of_pdf(
    width: float, height: float
) -> None:
    page = fit((width, height), "")
    assert inside(page, width, height)
    assert max(page.width, page.height) <= LARGEST_SIDE + 1e-6
    if max(width, height) + 2 * MARGIN <= LARGEST_SIDE:
        assert page.scale == 1


def test_the_paper_turns_to_where_the_picture_gets_larger() -> None:
    assert fit((2000, 1000), "A3").width > fit((2000, 1000), "A3").height
    assert fit((1000, 2000), "A3").width < fit((1000, 2000), "A3").height


def test_an_orientation_that_was_asked_for_is_kept() -> None:
    assert fit((2000, 1000), "A3", "portrait").width < fit((2000, 1000), "A3", "portrait").height
    assert fit((9, 20), "500x900mm", "landscape").width == pytest.approx(900 * POINTS_PER_MM)


def test_a_custom_paper_stands_as_it_is_written() -> None:
    assert fit((2000, 1000), "500x900mm").width == pytest.approx(500 * POINTS_PER_MM)


def test_a_percentage_that_does_not_fit_is_refused_with_the_largest_that_does() -> None:
    largest = fit((1000, 1000), "A4").percent
    assert fit((1000, 1000), "A4", scale_percent=largest).percent == largest
    with pytest.raises(ValueError, match=f"at most {largest:g}%"):
        fit((1000, 1000), "A4", scale_percent=largest + 0.1)


@pytest.mark.parametrize("percent", [0, -5, float("inf"), float("nan")])
def test_a_percentage_must_be_positive_and_finite(percent: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        fit((10, 10), "A4", scale_percent=percent)


def test_an_empty_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="0 x 10 px"):
        fit((0, 10), "A4")
