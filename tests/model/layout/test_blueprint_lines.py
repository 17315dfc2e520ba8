"""Where the named lines of a service blueprint are drawn: where visibility changes."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import JourneyMap
from model.layout import words
from model.layout.build import build
from model.layout.lane_heads import lines_below
from model.layout.scene import Path, Scene, Text
from model.records import Lane, Stage, Step, create
from tests.model.layout.geometry import Box, boxes
from tests.model.layout.maps import numbered

SORTS = {
    "doing": {"kind": "customer"},
    "web": {"kind": "channel"},
    "front": {"kind": "team", "visibility": "frontstage"},
    "back": {"kind": "team", "visibility": "backstage"},
    "support": {"kind": "team", "visibility": "support"},
    "mood": {"kind": "emotion"},
    "ideas": {"kind": "insight"},
    "figures": {"kind": "metric"},
}
DEPTH = {"doing": 0, "web": 0, "front": 1, "back": 2, "support": 3}
NAMES = ("interaction", "visibility", "internal")


def lanes(*sorts: str) -> tuple[Lane, ...]:
    return tuple(
        create(Lane, id=f"lane_{i}", order=f"a{i}", name=sort, **SORTS[sort])
        for i, sort in enumerate(sorts)
    )


def drawn(*sorts: str) -> dict[int, str]:
    """Row above the border -> what the lines there are called."""
    return {i: "+".join(names) for i, names in enumerate(lines_below(lanes(*sorts))) if names}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (("doing", "web", "front", "back", "support"),
         {1: "interaction", 2: "visibility", 3: "internal"}),
        (("mood", "doing", "web", "back"), {2: "interaction+visibility"}),
        (("doing", "support", "ideas"), {0: "interaction+visibility+internal"}),
        (("front", "back"), {0: "visibility"}),
        (("doing", "web", "mood", "ideas"), {}),
        (("doing", "ideas", "front"), {1: "interaction"}),
        (("doing", "front", "web", "front", "back"), {0: "interaction", 3: "visibility"}),
        (("front", "doing"), {}),
        (("ideas", "figures", "mood"), {}),
        ((), {}),
    ],
)  # fmt: skip
def test_lines_stand_above_the_first_lane_that_is_less_visible(
    order: tuple[str, ...], expected: dict[int, str]
) -> None:
    assert drawn(*order) == expected


@given(st.lists(st.sampled_from(sorted(SORTS)), max_size=9))
def test_in_any_order_each_line_is_drawn_once_and_in_order(order: list[str]) -> None:
    found = [name for names in lines_below(lanes(*order)) for name in names]
    assert found == [name for name in NAMES if name in found]
    depths = [DEPTH[sort] for sort in order if sort in DEPTH]
    crossed = set(NAMES[depths[0] : max(depths)]) if depths else set()
    assert set(found) == crossed


@given(st.lists(st.sampled_from(sorted(SORTS)), max_size=9))
def test_from_the_customer_down_each_line_has_its_sides(order: list[str]) -> None:
    ranked = sorted((s for s in order if s in DEPTH), key=DEPTH.__getitem__)
    for row, names in drawn(*ranked).items():
        upper, lower = DEPTH[ranked[row]], DEPTH[ranked[row + 1]]
        assert names.split("+") == list(NAMES[upper:lower])


def picture(*sorts: str) -> Scene:
    steps = numbered(Step, 2, stage_id="stage_0")
    return build(JourneyMap([Stage(id="stage_0"), *steps, *lanes(*sorts)]))


def named(lane: Box) -> list[tuple[str, Text]]:
    lines = words.LINES.values()
    return [
        (p.line.text, p)
        for p in lane.node.primitives
        if isinstance(p, Text) and any(name in p.line.text for name in lines)
    ]


def test_each_line_has_its_stroke_and_its_name_at_the_border() -> None:
    found = boxes(picture("doing", "front", "back", "support"), "lane")
    for lane, name, dash in zip(
        found, ("Line of interaction", "Line of visibility", "Line of internal interaction"),
        ((), (6.0, 4.0), (1.5, 3.0)), strict=False,
    ):  # fmt: skip
        ((text, _),) = named(lane)
        assert text == name
        (line,) = [p for p in lane.node.primitives if isinstance(p, Path) and p.stroke_width == 1.5]
        assert line.dash == dash
        assert lane.bottom - (lane.top + float(line.steps[0][2])) < 1.5
    assert named(found[3]) == []


def test_two_lines_at_one_border_are_both_named() -> None:
    (lane, _) = boxes(picture("doing", "back"), "lane")
    ((text, _),) = named(lane)
    assert text == words.joined("Line of interaction", "Line of visibility")


def test_every_order_of_five_lanes_can_be_drawn() -> None:
    for order in permutations(DEPTH):
        assert len(boxes(picture(*order), "lane")) == 5
