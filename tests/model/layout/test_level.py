"""Two laid-out maps beside each other, on one grid, and emotion lines on their way between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import JourneyMap, apply
from model.compare import compare
from model.edits.stages import add_stage
from model.ids import Ids, feeling_id
from model.layout import standing
from model.layout.build import Laid, Room, View, build, laid
from model.layout.level import Level
from model.layout.measures import SCREEN
from model.layout.memo import Memo
from model.layout.morph import Morph
from model.layout.one_grid import on_one_grid, room_for
from model.layout.scene import Node, Scene
from model.records import Feeling, Lane, Stage, evolve
from tests.compared import new_map, old_map, one, overlaid
from tests.tools import law

MARA, HELP = "persona_mara", "step_get_help"


def drawn(journey: JourneyMap, room: Room | None = None) -> tuple[Scene, Laid]:
    """A map laid out for the screen."""
    memo = Memo()
    scene = build(journey, SCREEN, View(False, room=room or Room()), memo)
    found = laid(memo)
    assert found is not None
    return scene, found


def middle(of: Laid, step: str, lane: str) -> tuple[float, float]:
    """The middle of a cell in the Scene."""
    box = standing.cell_bounds(of, step, lane)
    assert box is not None
    return box.x + box.w / 2, box.y + box.h / 2


def test_the_same_map_is_level_with_itself() -> None:
    _, at = drawn(old_map())
    assert Level(at, at).point(700.0, 300.0) == pytest.approx((700.0, 300.0))


def test_a_step_stands_beside_itself_though_a_stage_came_before_it() -> None:
    old = old_map()
    ride = one(old, Stage, "Ride")
    new = apply(add_stage(old, Ids(), "Between", ride.id), old)
    (_, here), (_, there) = drawn(new), drawn(old)
    lane = one(old, Lane, "App").id
    for step in ("step_see", "step_first_ride", HELP):
        x, y = Level(here, there).point(*middle(here, step, lane))
        assert (x, y) == pytest.approx(middle(there, step, lane))
        back = Level(there, here).point(x, y)
        assert back == pytest.approx(middle(here, step, lane))


def test_a_lane_that_went_up_does_not_drag_the_others_along() -> None:
    (_, here), (_, there) = drawn(new_map()), drawn(old_map())
    for name in ("Website", "App", "Station"):
        lane = one(old_map(), Lane, name).id
        point = Level(here, there).point(*middle(here, HELP, lane), cards=False)
        assert point == pytest.approx(middle(there, HELP, lane))


@law(30)
@given(st.floats(-200, 3000), st.floats(-200, 3000), st.booleans())
def test_what_is_further_along_never_stands_further_back(x: float, y: float, cards: bool) -> None:
    level = Level(_NEW, _OLD)
    a = level.point(x, y, cards=cards)
    b = level.point(x + 10, y, cards=cards)
    c = level.point(x, y + 10, cards=cards)
    assert b[0] >= a[0]
    assert c[1] >= a[1]


_NEW, _OLD = drawn(new_map())[1], drawn(old_map())[1]


@pytest.mark.parametrize("rtl", [False, True])
def test_on_one_grid_all_columns_and_lanes_are_at_the_same_places(rtl: bool) -> None:
    old, new = _turned(old_map(), rtl), _turned(new_map(), rtl)
    c = compare(old, new)
    both = on_one_grid(c, overlaid(c))
    room = room_for(*(drawn(one)[1] for one in both))
    (first, a), (second, b) = (drawn(one, room) for one in both)
    assert a.tops == b.tops
    assert a.columns.xs == b.columns.xs
    assert first.width == second.width
    assert a.rtl is rtl
    names = [lane.name for lane in a.places.lanes]
    assert names[2] == "Phone, chat"  # where the new map has it
    assert "Platform" in names
    assert "Platform" not in [lane.name for lane in b.places.lanes]


def test_a_lane_that_a_map_does_not_have_draws_no_lines_and_names_nobody_in_it() -> None:
    old = old_map()
    feeling = next(lane for lane in old.all(Lane) if lane.kind == "emotion")
    team = next(lane for lane in old.all(Lane) if lane.kind == "team")
    more = {"care": evolve(feeling, id="care"), "crew": evolve(team, id="crew", name="Crew")}
    c = compare(old, JourneyMap({**old.records, **more}))
    room = room_for(*(drawn(one)[1] for one in on_one_grid(c, overlaid(c))))
    (before, a), (_, b) = (drawn(one, room) for one in on_one_grid(c, overlaid(c)))
    assert a.tops == b.tops
    lines = [p.node.record for p in before.layers[0].node.children if p.node.kind == "curves"]
    assert lines == [feeling.id]
    gap = next(lane for lane in a.places.lanes if lane.id == "crew")
    assert gap.kind != "team"


def test_maps_with_the_same_grid_are_left_as_they_are() -> None:
    old = old_map()
    feeling = old.records[feeling_id(MARA, HELP)]
    new = apply({feeling.id: (feeling, evolve(feeling, score=1.0))}, old)
    c = compare(old, new)
    assert on_one_grid(c, overlaid(c)) == (old, new)


def _turned(of: JourneyMap, rtl: bool) -> JourneyMap:
    info = evolve(of.info, language="ar" if rtl else "en")
    return JourneyMap({**of.records, "map": info})


def _morph(shown: JourneyMap, old: JourneyMap, new: JourneyMap) -> tuple[Morph, Scene]:
    scene, at = drawn(shown)
    return Morph(at, scene, shown, old, new), scene


def _lines(scene: Scene) -> dict[str, Node]:
    body = scene.layers[0].node.children
    return {p.node.record: p.node for p in body if p.node.kind == "curves"}


@pytest.mark.parametrize("rtl", [False, True])
def test_a_line_begins_as_it_was_and_ends_as_it_is(rtl: bool) -> None:
    old = _turned(old_map(), rtl)
    new = apply(_felt(old, 1.5), old)
    for shown, part in ((old, 0.0), (new, 1.0)):
        morph, scene = _morph(shown, old, new)
        assert morph.at(part) == _lines(scene)
        assert morph.at(0.5) != _lines(scene)


def test_only_lines_that_differ_are_drawn_anew() -> None:
    old = old_map()
    morph, _ = _morph(old, old, apply(_felt(old, 1.5), old))
    assert morph.lines == {(MARA, "current", "emotion")}
    still, _ = _morph(old, old, old)
    assert still.at(0.5) == {}


def test_a_face_that_is_new_grows_out_of_the_line() -> None:
    new = old_map()
    feeling = new.records[feeling_id(MARA, HELP)]
    old = apply({feeling.id: (feeling, None)}, new)
    morph, _ = _morph(new, old, new)
    before = _height(morph.at(0.0), feeling.id)
    sides = [_height(morph.at(0.0), feeling_id(MARA, s)) for s in ("step_every_day", "step_stay")]
    assert min(sides) < before < max(sides)
    assert before < _height(morph.at(1.0), feeling.id)


def _felt(of: JourneyMap, score: float) -> dict[str, tuple[Feeling, Feeling]]:
    feeling = of.get(feeling_id(MARA, HELP), Feeling)
    assert feeling is not None
    return {feeling.id: (feeling, evolve(feeling, score=score))}


def _height(lanes: dict[str, Node], feeling: str) -> float:
    (node,) = lanes.values()
    (y,) = (child.y for child in node.children if child.node.record == feeling)
    return y
