"""Routes as they are drawn: in the gutters and along the lanes' edges, round every card."""

from itertools import combinations

import pytest
from hypothesis import given, settings

from model.change import JourneyMap
from model.layout.build import build
from model.layout.measures import POSTER, SCREEN, Measures
from model.layout.scene import Scene
from model.layout.tracks import MOST_TRACKS
from tests import generator
from tests.model.layout.geometry import NAMES, Box, Drawn, Segment, boxes, hops, template
from tests.model.layout.maps import crowded, generated

SURFACES = pytest.mark.parametrize("measures", [POSTER, SCREEN], ids=["poster", "screen"])


def crossings(scene: Scene) -> list[tuple[Segment, Box]]:
    """Every part of a hop that enters a card, its own ends included."""
    cards = boxes(scene, "card")
    found = []
    for hop in hops(scene):
        for s in hop.segments:
            for card in cards:
                if (
                    min(s.x1, s.x2) < card.right - 0.1
                    and max(s.x1, s.x2) > card.left + 0.1
                    and min(s.y1, s.y2) < card.bottom - 0.1
                    and max(s.y1, s.y2) > card.top + 0.1
                ):
                    found.append((s, card))
    return found


def touching(scene: Scene) -> list[tuple[Segment, Segment]]:
    """Parts of two hops that lie on each other, though they do not meet at one card there.

    Where as many tracks as there may be are taken, the outermost one is shared.
    """
    cards = boxes(scene, "card")
    parts = [(s, hop) for hop in hops(scene) for s in hop.segments]
    found = []
    for (s, hop), (t, other) in combinations(parts, 2):
        wide = (hop.line.stroke_width + other.line.stroke_width) / 2
        if hop.node is other.node or s.upright != t.upright or s.distance(t) > wide + 0.25:
            continue
        if not shares_an_end(hop, other, cards) and not full(s, parts):
            found.append((s, t))
    return found


def full(s: Segment, parts: list[tuple[Segment, Drawn]]) -> bool:
    """Whether all tracks beside this one are taken."""
    reach = MOST_TRACKS * POSTER.track
    tracks = {
        t.x1 if s.upright else t.y1
        for t, _ in parts
        if t.upright == s.upright and abs(t.x1 - s.x1 if s.upright else t.y1 - s.y1) < reach
    }
    return len(tracks) >= MOST_TRACKS


def at(point: tuple[float, float], cards: list[Box]) -> str:
    """The card on whose border a point is."""
    x, y = point
    for card in cards:
        beside = min(abs(x - card.left), abs(x - card.right)) < 0.1
        if beside and card.top - 0.1 <= y <= card.bottom + 0.1:
            return card.node.record
        above = min(abs(y - card.top), abs(y - card.bottom)) < 0.1
        if above and card.left <= x <= card.right:
            return card.node.record
    return ""


def shares_an_end(a: Drawn, b: Drawn, cards: list[Box]) -> bool:
    """Whether two hops leave the same card or arrive at the same card."""
    return any("" != at(a.points[i], cards) == at(b.points[i], cards) for i in (0, -1))


def astray(scene: Scene, measures: Measures) -> list[Segment]:
    """Parts of hops that are neither in a gutter nor in the space at a lane's edge."""
    columns = {(cell.left, cell.right) for cell in boxes(scene, "cell")}
    edges = [lane.bottom for lane in boxes(scene, "lane")]
    found = []
    for hop in hops(scene):
        low, high = sorted((hop.points[0], hop.points[-1]))
        falls = len(hop.points) == 2 and low[0] == high[0]
        for s in hop.segments:
            left, right = sorted((s.x1, s.x2))
            over = [c for c in columns if left < c[1] - 0.1 and right > c[0] + 0.1]
            near = min((abs(s.y1 - edge) for edge in edges), default=0.0)
            room = MOST_TRACKS * measures.track + measures.meta.leading + measures.pad
            if over and not falls and (s.upright or near > room):
                found.append(s)
    return found


@SURFACES
@pytest.mark.parametrize("name", NAMES)
def test_routes_of_the_templates_cross_no_card_and_share_no_track(
    name: str, measures: Measures
) -> None:
    scene = build(template(name), measures)
    assert crossings(scene) == []
    assert touching(scene) == []
    assert astray(scene, measures) == []


@pytest.mark.parametrize("seed", range(6))
def test_routes_of_large_maps_cross_no_card(seed: int) -> None:
    scene = build(generator.make(300, 20, 14, seed=seed), SCREEN)
    assert crossings(scene) == []
    assert touching(scene) == []


@settings(max_examples=150)
@given(crowded() | generated())
def test_routes_of_any_map_keep_to_gutters_and_edges_and_cross_no_card(journey: JourneyMap) -> None:
    scene = build(journey, POSTER)
    assert crossings(scene) == []
    assert astray(scene, POSTER) == []


@settings(max_examples=150)
@given(crowded() | generated())
def test_no_two_routes_run_on_each_other(journey: JourneyMap) -> None:
    assert touching(build(journey, POSTER)) == []
