"""Corners."""

from hypothesis import given
from hypothesis import strategies as st

from export.outlines import rounded
from model.layout.scene import Rect
from tests.tools import law

lengths = st.floats(min_value=0.5, max_value=500)
radii = st.tuples(*[st.floats(min_value=0, max_value=600)] * 4)


@law(60)
@given(lengths, lengths, radii)
def test_an_outline_stays_in_its_rectangle_and_touches_every_side(
    w: float, h: float, corners: tuple[float, float, float, float]
) -> None:
    steps = rounded(Rect(3, 5, w, h, radii=corners))
    points = [
        (float(step[i]), float(step[i + 1])) for step in steps for i in range(1, len(step) - 1, 2)
    ]
    slack = 1e-6 * (w + h)
    for x, y in points:
        assert 3 - slack <= x <= 3 + w + slack
        assert 5 - slack <= y <= 5 + h + slack
    assert min(x for x, _ in points) <= 3 + slack
    assert max(x for x, _ in points) >= 3 + w - slack
    assert min(y for _, y in points) <= 5 + slack
    assert max(y for _, y in points) >= 5 + h - slack


def test_a_corner_without_a_radius_stays_sharp() -> None:
    steps = rounded(Rect(0, 0, 10, 10, radii=(0, 2, 0, 0)))
    assert [step[0] for step in steps].count("C") == 1


def test_radii_that_do_not_fit_shrink_together() -> None:
    steps = rounded(Rect(0, 0, 10, 100, radii=(10, 30, 0, 0)))
    assert steps[0] == ("M", 2.5, 0)
    assert steps[1] == ("L", 2.5, 0)
