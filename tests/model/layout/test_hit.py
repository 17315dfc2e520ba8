"""What is under a point of the Scene, and where things stand: one is the other, backwards."""

import math
from itertools import pairwise
from typing import NamedTuple

import pytest

from model.change import JourneyMap, apply
from model.edits.cards import set_span
from model.edits.fields import set_fields, set_many
from model.files import codec
from model.grid import Grid
from model.layout import hit, standing
from model.layout.build import Laid, View, build, laid
from model.layout.measures import SCREEN
from model.layout.memo import Memo
from model.layout.scene import Bounds, Node, Scene
from model.records import Card, Link
from resources import templates
from tests.sample import sample


class Shown(NamedTuple):
    journey: JourneyMap
    scene: Scene
    laid: Laid


def show(journey: JourneyMap) -> Shown:
    memo = Memo()
    scene = build(journey, SCREEN, View(furniture=False), memo)
    found = laid(memo)
    assert found is not None
    return Shown(journey, scene, found)


def turned(journey: JourneyMap) -> JourneyMap:
    return apply(set_fields(journey, "map", language="ar"), journey)


MAPS = {name: codec.load(templates.path(name)).map for name in templates.names()}
EVERY = [
    *(pytest.param(journey, id=name) for name, journey in MAPS.items()),
    *(pytest.param(turned(journey), id=f"{name}, mirrored") for name, journey in MAPS.items()),
]  # fmt: skip


def at(shown: Shown, x: float, y: float) -> hit.Hit:
    return hit.at(shown.scene, shown.laid, x, y)


def middle(box: Bounds) -> tuple[float, float]:
    return box.x + box.w / 2, box.y + box.h / 2


def placed(shown: Shown) -> list[tuple[Card, Bounds]]:
    found = []
    for card in Grid(shown.journey).cards:
        box = standing.card_bounds(shown.laid, card.id, card.step_id, card.lane_id)
        if box is not None:
            found.append((card, box))
    return found


def along(node: Node) -> list[tuple[float, float]]:
    """Points at every px of the lines that are drawn for a link."""
    found: list[tuple[float, float]] = []
    for path in node.primitives:
        ends = [(float(s[-2]), float(s[-1])) for s in getattr(path, "steps", ()) if len(s) > 2]
        for (x, y), (x2, y2) in pairwise(ends):
            many = max(1, round(abs(x2 - x) + abs(y2 - y)))
            found += [(x + (x2 - x) * i / many, y + (y2 - y) * i / many) for i in range(many + 1)]
    return found


@pytest.mark.parametrize("journey", EVERY)
def test_every_card_is_under_the_middle_of_its_own_box(journey: JourneyMap) -> None:
    shown = show(journey)
    for card, box in placed(shown):
        found = at(shown, *middle(box))
        assert (found.kind, found.record) == ("card", card.id)


@pytest.mark.parametrize("journey", EVERY)
def test_everything_that_is_drawn_is_touched_by_a_box_around_it_all(journey: JourneyMap) -> None:
    shown = show(journey)
    whole = Bounds(0, 0, shown.scene.width, shown.scene.height)
    assert set(standing.inside(shown.laid, whole)) == {card.id for card, _ in placed(shown)}


@pytest.mark.parametrize("journey", EVERY)
def test_a_box_within_a_card_touches_that_card_and_no_other(journey: JourneyMap) -> None:
    shown = show(journey)
    for card, box in placed(shown):
        x, y = middle(box)
        assert standing.inside(shown.laid, Bounds(x, y, 2, 2)) == [card.id]


def test_the_next_card_of_a_cell_stands_below_the_last_one() -> None:
    shown = show(MAPS["bicycle"])
    *_, last = [
        box for card, box in placed(shown)
        if (card.step_id, card.lane_id) == ("step_first_ride", "lane_station")
    ]  # fmt: skip
    free = standing.free_place(shown.laid, "step_first_ride", "lane_station")
    assert free is not None
    assert last.y + last.h < free.y <= last.y + last.h + 40


@pytest.mark.parametrize("journey", EVERY)
def test_the_nearest_face_is_meant_and_of_equal_ones_the_last(journey: JourneyMap) -> None:
    shown = show(journey)
    drawn = [
        face.node.record
        for lines in shown.scene.layers[0].node.children if lines.node.kind == "curves"
        for face in lines.node.children if face.node.kind == "feeling" and face.node.record
    ]  # fmt: skip
    boxes = {i: box for i in drawn if (box := standing.feeling_bounds(shown.scene, i))}
    middles = {i: middle(box) for i, box in boxes.items()}
    for own in middles.values():
        there = [i for i, other in middles.items() if other == own]
        assert at(shown, *own)[:2] == ("feeling", there[-1])
        others = [other for other in middles.values() if 0 < math.dist(own, other) < 30]
        for other in others:  # a little before half of the way
            x, y = (a + (b - a) * 0.4 for a, b in zip(own, other, strict=True))
            if min(middles.values(), key=lambda one: math.dist(one, (x, y))) == own:
                assert at(shown, x, y)[:2] == ("feeling", there[-1])


@pytest.mark.parametrize("journey", EVERY)
def test_a_link_is_under_the_corners_of_its_line(journey: JourneyMap) -> None:
    shown = show(journey)
    layer = shown.scene.layers[1]
    links = {link.id for link in journey.all(Link)}
    for link in journey.all(Link):
        for node in standing.route_nodes(shown.scene, link.id):
            path = node.primitives[0]
            (_, x, y), (_, x2, y2) = (path.steps[0], path.steps[1])[:2]  # type: ignore[union-attr]  # routes are paths
            found = at(shown, layer.x + (x + x2) / 2, layer.y + (y + y2) / 2)
            assert found.kind in ("route", "card")
            assert found.kind == "card" or found.record in links


def test_a_point_of_a_cell_names_its_step_and_lane() -> None:
    shown = show(MAPS["bicycle"])
    for step in shown.laid.places.columns:
        for lane in shown.laid.places.lanes:
            cell = standing.cell_bounds(shown.laid, step.step.id, lane.id)
            assert cell is not None
            found = at(shown, cell.x + 1, cell.y + cell.h - 1)
            assert (found.step, found.lane) == (step.step.id, lane.id)


def test_beside_the_lanes_there_is_nothing() -> None:
    shown = show(MAPS["bicycle"])
    assert at(shown, shown.scene.width + 10, 300) == hit.Hit()
    assert at(shown, 300, shown.scene.height + 10) == hit.Hit()
    assert at(shown, 300, -10) == hit.Hit()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_drop_above_the_middle_of_a_card_comes_before_it(language: str) -> None:
    journey = MAPS["bicycle"]
    shown = show(apply(set_fields(journey, "map", language=language), journey))
    for card, box in placed(shown):
        lane = shown.laid.places.row_of[card.lane_id]
        if card.until_step_id or shown.laid.places.lanes[lane].kind == "emotion":
            continue
        slot = hit.slot_at(shown.laid, box.x + 5, box.y + 2)
        assert slot is not None
        assert (slot.step, slot.lane, slot.before) == (card.step_id, card.lane_id, card.id)


def test_a_drop_below_the_last_card_comes_last() -> None:
    shown = show(MAPS["bicycle"])
    for step in shown.laid.places.columns:
        cell = standing.cell_bounds(shown.laid, step.step.id, "lane_app")
        assert cell is not None
        slot = hit.slot_at(shown.laid, cell.x + 5, cell.y + cell.h - 2)
        assert slot is not None
        assert (slot.step, slot.lane, slot.before) == (step.step.id, "lane_app", "")


def test_nothing_is_dropped_among_emotion_lines() -> None:
    shown = show(MAPS["bicycle"])
    cell = standing.cell_bounds(shown.laid, "step_see", "lane_feeling")
    assert cell is not None
    assert hit.slot_at(shown.laid, *middle(cell)) is None


def test_the_gap_held_open_for_a_card_stays_where_it_is() -> None:
    shown = show(MAPS["bicycle"])
    by_cell: dict[tuple[str, str], list[tuple[Card, Bounds]]] = {}
    for card, box in placed(shown):
        by_cell.setdefault((card.step_id, card.lane_id), []).append((card, box))
    for cards in by_cell.values():
        for (card, box), following in zip(cards, [*cards[1:], None], strict=True):
            for y in (box.y + 1, box.y + box.h - 1):
                slot = hit.slot_at(shown.laid, box.x + 5, y, [card.id])
                assert slot is not None
                assert slot.before == (following[0].id if following else "")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_score_is_read_where_it_is_drawn(language: str) -> None:
    journey = MAPS["bicycle"]
    shown = show(apply(set_fields(journey, "map", language=language), journey))
    row = shown.laid.places.row_of["lane_feeling"]
    for tenth in range(-20, 21):
        y = hit.score_y(shown.scene, shown.laid, row, tenth / 10)
        assert hit.score_at(shown.scene, shown.laid, row, y) == pytest.approx(tenth / 10, abs=0.06)
    assert hit.score_at(shown.scene, shown.laid, row, -1e6) == 2.0
    assert hit.score_at(shown.scene, shown.laid, row, 1e6) == -2.0


def test_the_edges_of_a_card_are_where_it_is_stretched() -> None:
    shown = show(MAPS["bicycle"])
    card, box = placed(shown)[0]
    assert at(shown, box.x + 1, box.y + 20).part == "left"
    assert at(shown, box.x + box.w - 1, box.y + 20).part == "right"
    assert at(shown, box.x + box.w / 2, box.y + box.h).part == "bottom"
    title = standing.title_bounds(shown.laid, card.id, card.step_id, card.lane_id)
    assert title is not None
    assert at(shown, *middle(title)).part == "title"


def test_a_card_over_several_steps_is_under_all_of_them() -> None:
    journey = sample()
    card = next(c for c in Grid(journey).cards if c.step_id == Grid(journey).steps[0].id)
    last = Grid(journey).steps[-1].id
    shown = show(apply(set_span(journey, card.id, last), journey))
    for step in Grid(journey).steps:
        cell = standing.cell_bounds(shown.laid, step.id, card.lane_id)
        box = standing.card_bounds(shown.laid, card.id, card.step_id, card.lane_id)
        assert cell is not None
        assert box is not None
        assert at(shown, cell.x + cell.w / 2, box.y + 5).record == card.id


def test_gaps_between_columns_and_lanes_are_counted_from_the_start() -> None:
    for journey in (MAPS["bicycle"], turned(MAPS["bicycle"])):
        shown = show(journey)
        for i, column in enumerate(shown.laid.places.columns):
            box = standing.column_bounds(shown.laid, i, i)
            first = box.x + box.w - 2 if shown.laid.rtl else box.x + 2
            assert hit.gap_between_columns(shown.laid, first) == i, column.step.id
        for row in range(len(shown.laid.grounds)):
            box = standing.row_bounds(shown.laid, row)
            assert hit.gap_between_lanes(shown.laid, box.y + 2) == row


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_column_reaches_from_border_to_border(language: str) -> None:
    journey = MAPS["bicycle"]
    shown = show(apply(set_fields(journey, "map", language=language), journey))
    for i in range(len(shown.laid.places.columns)):
        box = standing.column_bounds(shown.laid, i, i)
        assert hit.column_at(shown.laid, box.x + 2) == i
        assert hit.column_at(shown.laid, box.x + box.w - 2) == i


def test_there_are_no_cards_in_a_folded_lane() -> None:
    journey = MAPS["bicycle"]
    before = show(journey)
    lane = "lane_website"
    boxes = [box for card, box in placed(before) if card.lane_id == lane]
    folded = apply(set_fields(journey, lane, collapsed_height=120.0), journey)
    after = show(folded)
    row = standing.row_bounds(after.laid, after.laid.places.row_of[lane])
    assert boxes
    for box in boxes:
        for y in range(round(row.y) + 1, round(row.y + row.h), 4):
            assert at(after, box.x + box.w / 2, y).kind in ("cell", "route")
    assert not set(standing.inside(after.laid, row)) & {
        card.id for card, _ in placed(before) if card.lane_id == lane
    }


def test_a_link_is_not_where_its_line_would_only_go_on() -> None:
    journey = MAPS["retailer"]
    wordless = {link.id: {"label": "", "share": None, "reason": ""} for link in journey.all(Link)}
    shown = show(apply(set_many(journey, wordless), journey))
    layer = shown.scene.layers[1]
    tried = 0
    for link in shown.journey.all(Link):
        nodes = list(standing.route_nodes(shown.scene, link.id))
        line = [point for node in nodes for point in along(node)]
        for b in [node.bounds for node in nodes]:
            for x in range(round(b.x), round(b.x + b.w), 19):
                for y in range(round(b.y), round(b.y + b.h), 19):
                    away = min((px - x) ** 2 + (py - y) ** 2 for px, py in line) ** 0.5
                    if away > hit.NEAR + 2:
                        tried += 1
                        assert at(shown, layer.x + x, layer.y + y).record != link.id
    assert tried > 50
