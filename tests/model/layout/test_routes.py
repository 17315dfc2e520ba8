"""Who goes where: automatic routes, links that replace them, and how each is drawn."""

from itertools import pairwise
from typing import Any

import pytest

from model.change import JourneyMap
from model.layout.build import build
from model.layout.measures import POSTER
from model.layout.scene import Path, Rect, Scene, Text, walk
from model.records import Card, Lane, Link, Persona, Record, Stage, Step, create, evolve
from tests.model.layout.geometry import Box, Drawn, Segment, boxes, hops
from tests.model.layout.maps import numbered
from tests.model.layout.test_routes_drawn import at, crossings


def journey(*cards: tuple[str, int, int, dict[str, Any]], more: tuple[Record, ...] = (),
            personas: int = 0, columns: int = 4, rows: int = 3) -> JourneyMap:  # fmt: skip
    """Cards by name, column and row; in journey order as they are written."""
    placed = [
        create(Card, **{"id": name, "title": name, "step_id": f"step_{column}",
                        "lane_id": f"lane_{row}", "order": f"a{i:x}", **fields})
        for i, (name, column, row, fields) in enumerate(cards)
    ]  # fmt: skip
    return JourneyMap(
        [
            Stage(id="stage_0"),
            *numbered(Step, columns, stage_id="stage_0"),
            *numbered(Lane, rows),
            *numbered(Persona, personas),
            *placed,
            *more,
        ]
    )


def touch(name: str, column: int, row: int, **fields: Any) -> tuple[str, int, int, dict[str, Any]]:
    return (name, column, row, fields)


def link(source: str, target: str, **fields: Any) -> Link:
    made: Link = create(
        Link, id=f"link_{source}_{target}", source_id=source, target_id=target, **fields
    )
    return made


def ways(scene: Scene) -> list[tuple[str, str]]:
    """The cards at both ends of every hop, sorted."""
    cards = boxes(scene, "card")
    return sorted((at(hop.points[0], cards), at(hop.points[-1], cards)) for hop in hops(scene))


def between(scene: Scene, source: str, target: str) -> list[Drawn]:
    cards = boxes(scene, "card")
    return [
        hop
        for hop in hops(scene)
        if (at(hop.points[0], cards), at(hop.points[-1], cards)) == (source, target)
    ]


def card_box(scene: Scene, name: str) -> Box:
    (found,) = [c for c in boxes(scene, "card") if c.node.record == name]
    return found


def words_of(scene: Scene, name: str) -> list[str]:
    return [p.line.text for p in card_box(scene, name).node.primitives if isinstance(p, Text)]


def length(segment: Segment) -> float:
    low, high = segment.range
    return abs(high - low)


THREE = (touch("see", 0, 0), touch("ask", 1, 2), touch("buy", 3, 1))


def test_a_route_goes_by_step_and_then_by_order() -> None:
    scene = build(journey(*THREE, touch("weigh", 1, 0)))
    assert ways(scene) == [("ask", "weigh"), ("see", "ask"), ("weigh", "buy")]


def test_only_touchpoints_are_on_a_route() -> None:
    scene = build(journey(*THREE, touch("fear", 2, 0, kind="pain")))
    assert ways(scene) == [("ask", "buy"), ("see", "ask")]


def test_a_card_with_links_of_its_own_follows_those_instead() -> None:
    scene = build(journey(*THREE, more=(link("see", "buy"),)))
    assert ways(scene) == [("ask", "buy"), ("see", "buy")]


def test_a_link_for_one_persona_replaces_only_her_route() -> None:
    scene = build(
        journey(*THREE, personas=2, more=(link("see", "buy", persona_ids=("persona_1",)),))
    )
    assert ways(scene) == [("ask", "buy"), ("see", "ask"), ("see", "buy")]
    (own,) = between(scene, "see", "buy")
    (others,) = between(scene, "see", "ask")
    assert own.line.stroke == "persona.plum"
    assert others.line.stroke == "persona.teal"


def test_a_persona_passes_by_what_is_for_others() -> None:
    scene = build(
        journey(
            touch("see", 0, 0), touch("call", 1, 1, persona_ids=("persona_1",)),
            touch("buy", 2, 0), personas=2,
        )
    )  # fmt: skip
    assert ways(scene) == [("call", "buy"), ("see", "buy"), ("see", "call")]


def test_employees_have_no_route_of_their_own() -> None:
    of = journey(
        touch("see", 0, 0), touch("own", 1, 1, persona_ids=("persona_0",)), touch("buy", 2, 0),
        personas=2,
    )  # fmt: skip
    clerk = evolve(of["persona_1"], role="employee")
    scene = build(JourneyMap({**of.records, "persona_1": clerk}))
    assert ways(scene) == [("own", "buy"), ("see", "own")]
    assert {hop.line.stroke for hop in hops(scene)} == {"route"}


def test_personas_on_one_way_together_run_side_by_side() -> None:
    scene = build(
        journey(
            touch("see", 0, 0), touch("else", 1, 1, persona_ids=("persona_2",)), touch("buy", 1, 2),
            personas=3,
        )
    )  # fmt: skip
    hop = {hop.line.stroke: hop for hop in between(scene, "see", "buy")}
    a, b = hop["persona.teal"], hop["persona.plum"]
    ax, bx = (max((s for s in one.segments if s.upright), key=length).x1 for one in (a, b))
    assert abs(ax - bx) == POSTER.track
    assert a.points[0][1] != b.points[0][1]
    assert a.points[-1][1] != b.points[-1][1]
    assert (ax > bx) == (a.points[0][1] < b.points[0][1]), "the one that turns first is further out"


def test_more_personas_than_tracks_share_one_line() -> None:
    scene = build(
        journey(
            touch("see", 0, 0), touch("out", 1, 2, persona_ids=("persona_0",)), touch("buy", 1, 1),
            personas=40,
        )
    )  # fmt: skip
    assert [hop.line.stroke for hop in between(scene, "see", "buy")] == ["route"]


@pytest.mark.parametrize(("share", "width"), [(None, 1.5), (0.0, 1.5), (0.5, 3.0), (1.0, 4.5)])
def test_a_share_is_a_width(share: float | None, width: float) -> None:
    scene = build(journey(*THREE, more=(link("see", "ask", share=share),)))
    (hop,) = between(scene, "see", "ask")
    assert hop.line.stroke_width == width
    (plain,) = between(scene, "ask", "buy")
    assert plain.line.stroke_width == 1.5


def test_the_way_to_a_missing_touchpoint_is_dashed() -> None:
    scene = build(
        journey(touch("see", 0, 0), touch("ask", 1, 1, status="missing"), touch("buy", 2, 0),
                touch("use", 3, 0))
    )  # fmt: skip
    dashed = {(ends): bool(between(scene, *ends)[0].line.dash) for ends in ways(scene)}
    assert dashed == {("see", "ask"): True, ("ask", "buy"): True, ("buy", "use"): False}


def test_entries_and_drop_offs_are_told_at_the_card() -> None:
    entry = create(Link, id="in", target_id="see", label="from a friend", share=0.4)
    out = create(Link, id="out", source_id="ask", reason="too dear", share=0.25)
    scene = build(journey(*THREE, more=(entry, out)))
    assert "40% from a friend" in words_of(scene, "see")
    assert "25% too dear" in words_of(scene, "ask")
    assert ways(scene) == [("ask", "buy"), ("see", "ask")], "the route goes on"


def test_a_labelled_branch_says_where_it_leads() -> None:
    scene = build(journey(*THREE, more=(link("see", "buy", share=0.3),)))
    assert "30% to “buy”" in words_of(scene, "see")


def test_neighbours_at_one_height_are_joined_by_a_straight_line() -> None:
    scene = build(journey(touch("see", 0, 0), touch("ask", 1, 0)))
    (hop,) = hops(scene)
    assert len(hop.points) == 2
    assert hop.points[0][1] == hop.points[1][1]


def test_a_route_falls_onto_the_next_card_of_its_cell() -> None:
    scene = build(journey(touch("see", 0, 0), touch("ask", 0, 0)))
    (hop,) = hops(scene)
    (x, y), (x2, y2) = hop.points
    upper, lower = card_box(scene, "see"), card_box(scene, "ask")
    assert x == x2
    assert (y, y2) == (upper.bottom, lower.top)
    assert upper.left < x < upper.right


def test_a_route_goes_round_what_stands_between_two_cards_of_a_cell() -> None:
    scene = build(journey(touch("see", 0, 0), touch("fear", 0, 0, kind="pain"), touch("ask", 0, 0)))
    (hop,) = hops(scene)
    assert hop.points[0][0] == hop.points[-1][0] == card_box(scene, "see").right
    assert max(x for x, _ in hop.points) > card_box(scene, "see").right


def test_a_loop_back_goes_under_the_cards_and_arrives_from_the_left() -> None:
    scene = build(journey(*THREE, more=(link("buy", "see"),)))
    (hop,) = between(scene, "buy", "see")
    assert hop.points[0][0] == card_box(scene, "buy").right
    assert hop.points[-1][0] == card_box(scene, "see").left
    along = next(a[1] for a, b in pairwise(hop.points) if a[1] == b[1] and abs(a[0] - b[0]) > 500)
    (first, second, _) = boxes(scene, "lane")
    assert first.bottom - 20 < along <= second.top + 20


def test_a_route_goes_round_a_span() -> None:
    scene = build(
        journey(touch("see", 1, 0), touch("wide", 0, 1, until_step_id="step_3", kind="pain"),
                touch("ask", 2, 2))
    )  # fmt: skip
    (hop,) = hops(scene)
    span = card_box(scene, "wide")
    assert crossings(scene) == []
    xs = [x for x, _ in hop.points]
    assert min(xs) < span.left or max(xs) > span.right


def test_a_span_is_left_at_its_far_end() -> None:
    scene = build(journey(touch("wide", 0, 0, until_step_id="step_2"), touch("ask", 3, 0)))
    (hop,) = hops(scene)
    assert hop.points[0][0] == card_box(scene, "wide").right


def test_where_spans_leave_no_way_only_the_ends_are_drawn() -> None:
    """A span of the top lane that another one covers from below cannot be left."""
    scene = build(
        journey(
            touch("short", 0, 0, kind="pain", until_step_id="step_1"),
            touch("wide", 0, 0, kind="pain", until_step_id="step_7"),
            touch("inner", 2, 0, until_step_id="step_5"),
            touch("away", 7, 1),
            columns=8,
        )
    )
    inner, away = card_box(scene, "inner"), card_box(scene, "away")
    assert inner.bottom < card_box(scene, "wide").top
    out, into = hops(scene)
    assert out.node is into.node
    assert (out.points[0][0], into.points[-1][0]) == (inner.right, away.left)
    assert all(abs(a[0] - b[0]) < POSTER.gutter / 2 for a, b in (out.points, into.points))
    assert crossings(scene) == []


def test_parked_and_missing_ends_draw_nothing() -> None:
    parked = create(Card, id="parked", title="parked")
    scene = build(journey(*THREE, more=(parked, link("see", "parked"), link("ask", "gone"))))
    assert ways(scene) == []


def test_routes_into_a_folded_lane_lead_to_its_bar() -> None:
    of = journey(touch("note", 1, 2, kind="note"), *THREE)
    folded = evolve(of["lane_2"], collapsed_height=60)
    scene = build(JourneyMap({**of.records, "lane_2": folded}))
    lane = next(lane for lane in boxes(scene, "lane") if lane.node.record == "lane_2")
    (bar,) = [p for p in lane.node.primitives if isinstance(p, Rect) and p.radii[0]]
    ends = [hop.points[-1] for hop in hops(scene)] + [hop.points[0] for hop in hops(scene)]
    there = [y for _, y in ends if lane.top < y < lane.bottom]
    assert len(there) == 2
    assert all(lane.top + bar.y <= y <= lane.top + bar.y + bar.h for y in there)


def test_every_hop_ends_in_an_arrow_head() -> None:
    for _, _, node in walk(build(journey(*THREE))):
        if node.kind == "hop":
            line, head = node.primitives
            assert isinstance(line, Path)
            assert isinstance(head, Path)
            assert head.steps[1][1:] == line.steps[-1][1:]
            assert not head.dash


def test_links_whose_other_end_is_parked_or_gone_are_told_at_the_card() -> None:
    parked = create(Card, id="parked", title="Parked")
    links = (link("see", "parked"), link("ask", "gone"), link("parked", "buy"))
    scene = build(journey(*THREE, more=(parked, *links)))
    assert "to “Parked”" in words_of(scene, "see")
    assert "to a card that is gone" in words_of(scene, "ask")
    assert "from “Parked”" in words_of(scene, "buy")


def test_a_folded_lane_has_room_for_the_routes_at_its_edge() -> None:
    """Eight personas go round one card of a folded lane, and still keep within the map."""
    of = journey(
        touch("see", 0, 0, until_step_id="step_1"), touch("own", 0, 0, persona_ids=("persona_0",)),
        touch("buy", 0, 0), personas=9, columns=2,
    )  # fmt: skip
    folded = {f"lane_{i}": evolve(of[f"lane_{i}"], collapsed_height=0) for i in range(3)}
    scene = build(JourneyMap({**of.records, **folded}))
    (first, *_) = boxes(scene, "lane")
    assert len(hops(scene)) > 8
    assert all(first.top + 5 < y for hop in hops(scene) for _, y in hop.points)
