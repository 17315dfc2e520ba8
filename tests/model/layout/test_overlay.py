"""Two maps laid out as one: what the union holds, what its marks say, and how it is drawn."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import Change, JourneyMap, apply
from model.compare import Comparison, compare
from model.comparing.digest import digest
from model.comparing.numbering import has_a_number
from model.edits.cards import move_cards, park_cards
from model.edits.feelings import draw_line, set_feeling
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.edits.stages import move_stage
from model.grid import stages
from model.layout import hit, standing
from model.layout.build import View, build, laid
from model.layout.marks import Mark, ghost_id, original
from model.layout.measures import POSTER, SCREEN
from model.layout.memo import Memo
from model.layout.overlay import Overlay
from model.layout.scene import CardNode, Node, Path, Rect, Scene, Text, walk
from model.records import Card, Feeling, Lane, Link, Persona, Stage, Step, evolve, same
from model.references import mentions
from tests.compared import (
    CALLS,
    CHAT,
    CHAT_NOW,
    LOCK,
    STATEMENT,
    TABLE,
    TODAY,
    new_map,
    old_map,
    one,
    overlaid,
)
from tests.model.layout.maps import crowded, generated
from tests.model.layout.test_layout_memo import any_change
from tests.sample import sample
from tests.strategies import broken_maps, maps
from tests.tools import law

any_map = st.just(sample()) | generated() | crowded(folded=True) | maps() | broken_maps()
VIEWS = (View(), View(furniture=False))


@st.composite
def two_maps(draw: st.DrawFn) -> Comparison:
    """A map and the same some edits later."""
    old = new = draw(any_map)
    for number in range(draw(st.integers(0, 4))):
        new = apply(draw(any_change(new, number)), new)
    return compare(old, new)


def union(c: Comparison | None = None) -> Overlay:
    return overlaid(c or compare(old_map(), new_map()))


def drawn(of: Overlay, memo: Memo | None = None, furniture: bool = False) -> Scene:
    measures = POSTER if furniture else SCREEN
    return build(of.map, measures, View(furniture=furniture, marks=of.marks), memo)


def after(
    old: JourneyMap, edit: Callable[..., Change], *arguments: object, **named: object
) -> Overlay:
    """The overlay of a map and what an edit makes of it."""
    return overlaid(compare(old, apply(edit(old, *arguments, **named), old)))


def node_of(scene: Scene, record: str, kind: str) -> Node:
    return next(n for _, _, n in walk(scene) if n.record == record and n.kind == kind)


def words_of(node: Node) -> list[str]:
    return [p.line.text.replace("\u00a0", " ") for p in node.primitives if isinstance(p, Text)]


@law(20)
@given(two_maps())
def test_the_union_holds_each_record_of_both_maps_once_and_ghosts_besides(c: Comparison) -> None:
    of = overlaid(c)
    for record_id, record in c.new.records.items():
        assert of.map[record_id] is record
    for record_id, record in c.old.records.items():
        if record_id not in c.new:
            kept = of.map[record_id]
            again = evolve(kept, order=record.order) if hasattr(record, "order") else kept
            assert same(again, record), "as it was, but for its place among siblings"
    for record_id in of.map.records.keys() - c.old.records.keys() - c.new.records.keys():
        assert original(record_id) in c.old.records, record_id
        assert original(record_id) != record_id


@law(20)
@given(two_maps())
def test_no_reference_of_the_union_leads_nowhere_that_led_somewhere(c: Comparison) -> None:
    of = overlaid(c).map
    for record_id, record in of.records.items():
        home = c.new if record_id in c.new else c.old
        for field, target in mentions(record):
            assert target in of or target not in home, (record_id, field, target)


@law(20)
@given(two_maps())
def test_every_difference_that_is_told_is_marked_with_its_number(c: Comparison) -> None:
    of = overlaid(c)
    lines = [line for s in digest(c, TODAY).sections for line in s.lines]
    given = [line.number for line in lines if line.number]
    assert given == list(range(1, len(given) + 1)), "from 1 in the order of the list"
    for line in lines:
        if line.number:
            assert line.number in [of.marks[i].number for i in line.ids if i in of.marks]
    told = {i: line.number for line in reversed(lines) for i in line.ids if line.number}
    counted = {item.id for item in c.told if has_a_number(item)}
    assert {i for i in counted if c.by_id[i].record != "conflict"} <= told.keys()
    for item in c.items:
        mark = of.marks.get(item.id)
        if item.kinds == ("rekeyed",):
            assert mark is None or item.record == "card"
            continue
        assert mark is not None
        if item.because and item.id not in told:
            above = of.marks.get(item.because)
            assert above is None or mark.number == above.number
        expected = {(True, False): "added", (False, True): "removed"}
        state = expected.get((item.before is None, item.after is None))
        assert mark.state == state if state else mark.state in ("changed", "moved")
    for record_id, mark in of.marks.items():
        if mark.state == "ghost":
            assert mark.number == of.marks[original(record_id)].number
        assert record_id in of.map


@law(15)
@given(any_map)
def test_the_overlay_of_a_map_with_itself_is_the_map_without_marks(of: JourneyMap) -> None:
    both = overlaid(compare(of, of))
    assert both.map is of
    assert not both.marks


def test_what_was_removed_stands_between_its_old_neighbours() -> None:
    old = old_map()
    names = [stage.name for stage in stages(old)]
    gone, last = names[2], names[-1]
    first = apply(move_stage(old, one(old, Stage, last).id, one(old, Stage, names[0]).id), old)
    new = apply(remove(first, one(first, Stage, gone).id), first)
    of = overlaid(compare(old, new))
    assert [stage.name for stage in stages(of.map)] == [last, *names[:-1]]
    assert of.marks[one(old, Stage, gone).id].state == "removed"


def test_a_removed_stage_whose_steps_went_elsewhere_has_a_column() -> None:
    old = old_map()
    get_help, ride = one(old, Stage, "Get help"), one(old, Stage, "Ride")
    moved = {
        step.id: (step, evolve(step, stage_id=ride.id, order="z0"))
        for step in old.all(Step)
        if step.stage_id == get_help.id
    }
    new = apply({**moved, get_help.id: (get_help, None)}, old)
    scene = drawn(overlaid(compare(old, new)))
    stage = node_of(scene, get_help.id, "stage")
    assert "Get help" in words_of(stage)


def test_a_moved_card_leaves_a_ghost_and_is_drawn_once_where_it_is() -> None:
    of = union()
    card = one(of.map, Card, CHAT_NOW)
    ghost = ghost_id(card.id)
    assert of.marks[card.id].came_from == ghost
    assert of.marks[ghost] == Mark("ghost", "→≠", of.marks[card.id].number)
    assert of.map[ghost].title == CHAT  # type: ignore[attr-defined]
    scene = drawn(of)
    assert [n.record for _, _, n in walk(scene)].count(card.id) == 2, "the card and its arrow"
    border = next(p for p in node_of(scene, ghost, "card").primitives if isinstance(p, Rect))
    assert border.dash
    assert border.fill == "surface"


def test_a_card_that_no_arrow_leads_to_says_where_it_went_or_came_from() -> None:
    old = old_map()
    card = one(old, Card, STATEMENT)
    parked = apply(park_cards(old, card.id), old)
    of = overlaid(compare(old, parked))
    assert "→ 1 parked" in words_of(node_of(drawn(of), ghost_id(card.id), "card"))
    back = overlaid(compare(parked, old))
    assert "→ 1 was parked" in words_of(node_of(drawn(back), card.id, "card"))


def test_in_a_map_from_the_right_a_moved_card_points_to_the_left() -> None:
    old = old_map()
    old = apply(set_fields(old, "map", language="ar"), old)
    card = one(old, Card, STATEMENT)
    step = next(s.id for s in old.all(Step) if s.id != card.step_id)
    of = after(old, move_cards, [card.id], step, card.lane_id)
    (said,) = [w for w in words_of(node_of(drawn(of), card.id, "card")) if w.endswith("1")]
    assert "←" in said
    assert "→" not in said


def test_the_old_line_of_a_future_says_that_it_was_of_the_future() -> None:
    old = old_map()
    mara = one(old, Persona, "Mara")
    steps = [step.id for step in old.all(Step)]
    future = apply(draw_line(old, mara.id, dict.fromkeys(steps, 1.8), "future"), old)
    new = apply(draw_line(future, mara.id, dict.fromkeys(steps[2:5], -1.0), "future"), future)
    scene = drawn(overlaid(compare(future, new)))
    said = [w for _, _, n in walk(scene) if n.kind == "words" for w in words_of(n)]
    assert "Mara · future, before" in said


def test_pointing_at_a_ghost_or_its_arrow_means_the_card() -> None:
    of, memo = union(), Memo()
    card = one(of.map, Card, CHAT_NOW)
    scene, ghost = drawn(of, memo), of.map.get(ghost_id(card.id), Card)
    of_layout = laid(memo)
    assert ghost is not None
    assert of_layout is not None
    box = standing.card_bounds(of_layout, ghost.id, ghost.step_id, ghost.lane_id)
    assert box is not None
    found = hit.at(scene, of_layout, box.x + box.w / 2, box.y + box.h - 12)
    assert (found.kind, found.record) == ("card", card.id)
    arrow = next(
        (x + (steps[0][1] + steps[1][1]) / 2, y + steps[0][2])
        for x, y, node in walk(scene)
        if node.kind == "hop" and node.record == card.id
        for steps in [next(p for p in node.primitives if len(p.steps) > 3).steps]  # type: ignore[union-attr]
    )
    found = hit.at(scene, of_layout, *arrow)
    assert (found.kind, found.record) == ("card", card.id)


def test_a_record_that_calls_itself_a_ghost_stays_what_it_is() -> None:
    old = old_map()
    card = one(old, Card, CHAT)
    odd = evolve(one(old, Card, STATEMENT), id=ghost_id(card.id))
    old = apply({odd.id: (None, odd)}, old)
    lane = one(old, Lane, "App").id
    of = after(old, move_cards, [card.id], card.step_id, lane)
    assert of.map[odd.id] is odd
    assert of.marks[card.id].state == "moved"
    assert odd.id not in of.marks


def test_every_state_is_told_by_sign_and_shape_before_colour() -> None:
    scene, of = drawn(union()), union()
    frames = {}
    for mark_state, title in (
        ("added", LOCK), ("removed", CALLS), ("changed", TABLE), ("moved", CHAT_NOW),
    ):  # fmt: skip
        card = one(of.map, Card, title)
        node = node_of(scene, card.id, "card")
        mark = of.marks[card.id]
        assert f"{mark.sign} {mark.number}" in words_of(node)
        assert mark.state == mark_state
        assert isinstance(node, CardNode)
        assert node.block == mark.role, "from afar too"
        plain = [p for p in node.primitives if isinstance(p, Rect | Path) and p.stroke == mark.role]
        # The last one is the badge's own outline.
        frames[mark_state] = [(type(p), p.stroke_width) for p in plain]
    assert frames["added"] == [(Rect, 3.0), (Rect, 1.5)], "one strong line"
    assert frames["changed"] == [(Rect, 1.0), (Rect, 1.0), (Rect, 1.5)], "a double one"
    assert frames["removed"][0] == (Rect, 1.0)
    assert [kind for kind, _ in frames["removed"]].count(Path) == 3, "each line of words is struck"
    assert of.marks[one(of.map, Card, CHAT_NOW).id].sign == "→≠"


def test_headers_personas_links_and_the_map_carry_badges_too() -> None:
    old = old_map()
    mara = one(old, Persona, "Mara")
    new = apply(set_fields(new_map(), mara.id, goals=("Sleep longer",)), new_map())
    of = union(compare(old, new))
    scene = drawn(of, furniture=True)
    for record, kind in (
        (one(of.map, Stage, "Come back").id, "stage"),
        (one(of.map, Lane, "Platform").id, "lane header"),
        (mara.id, "persona"),
        (next(link.id for link in new.all(Link) if link.id not in old), "badge"),
        ("map", "title"),
    ):
        mark = of.marks[record]
        assert f"{mark.sign} {mark.number}" in words_of(node_of(scene, record, kind))


def test_what_is_gone_is_on_no_route_and_in_no_count() -> None:
    old = old_map()
    card = one(old, Card, "Follows the route to work")
    of = after(old, remove, card.id)
    scene = drawn(of, furniture=True)
    ties = {i for _, _, n in walk(scene) if n.kind == "hop" for group in n.ties for i in group}  # type: ignore[attr-defined]
    assert card.id not in ties
    assert node_of(scene, card.id, "card")
    touchpoints = sum(c.kind == "touchpoint" for c in of.map.all(Card))
    assert f"of {touchpoints - 1} touchpoints" in words_of(node_of(scene, "map", "title"))[0]


def test_cards_that_stay_as_they_were_are_the_same_as_in_the_new_map() -> None:
    of, new = drawn(union()), build(new_map(), SCREEN, View(furniture=False))
    cards = {n.record: n for _, _, n in walk(new) if n.kind == "card"}
    alike = [n for _, _, n in walk(of) if n.kind == "card" and n.record not in union().marks]
    assert len(alike) > 20
    assert all(node == cards[node.record] for node in alike)


def test_the_old_line_is_drawn_for_those_whose_feelings_changed_alone() -> None:
    old = old_map()
    mara, jonas = one(old, Persona, "Mara"), one(old, Persona, "Jonas")
    feeling = next(f for f in old.all(Feeling) if f.persona_id == mara.id and f.score == -1.8)
    of = after(old, set_fields, feeling.id, score=-0.4)
    before = [n for _, _, n in walk(drawn(of)) if n.kind == "before"]
    assert [n.record for n in before] == [mara.id]
    line = before[0].primitives[0]
    assert isinstance(line, Path)
    assert not line.dash, "dashes are the future's"
    said = [text for _, _, n in walk(drawn(of)) if n.kind == "words" for text in words_of(n)]
    assert "Mara, before" in said
    assert "\u200e+1.4" in said
    assert not any(jonas.name in text and "before" in text for text in said)


def test_a_note_at_a_feeling_draws_no_second_line() -> None:
    old = old_map()
    feeling = next(iter(old.all(Feeling)))
    of = after(old, set_fields, feeling.id, note="Asked again in spring")
    assert not [n for _, _, n in walk(drawn(of)) if n.kind == "before"]


def test_a_removed_persona_stands_last_and_takes_nobodys_colour() -> None:
    old = old_map()
    mara = one(old, Persona, "Mara")
    of = after(old, remove, mara.id)
    scene = drawn(of, furniture=True)
    shown = [n.record for _, _, n in walk(scene) if n.kind == "persona"]
    assert shown == [one(old, Persona, "Jonas").id, mara.id]
    roles = {p.stroke for _, _, n in walk(scene) if n.kind == "curve" for p in n.primitives}  # type: ignore[union-attr]
    assert len(roles) == 1


def test_a_metric_that_differs_is_marked_on_the_card_that_shows_it() -> None:
    of = union()
    shows = [c for c in of.map.all(Card) if c.kind == "metric" and "metric_found" in c.metric_ids]
    assert shows
    assert all(of.marks[card.id] == of.marks["metric_found"] for card in shows)


@pytest.mark.parametrize("furniture", [True, False], ids=["poster", "screen"])
def test_no_badge_and_no_word_covers_another(furniture: bool) -> None:
    boxes = sorted(
        (left, top - 0.75 * size, left + p.line.width, top + 0.1 * size, p.line.text)
        for x, y, node in walk(drawn(union(), furniture=furniture))
        for p in node.primitives
        if isinstance(p, Text) and p.line.width
        for left, top, size in [(x + p.x, y + p.y, max(run.size for run in p.line.runs))]
    )
    assert len(boxes) > 150
    for nth, a in enumerate(boxes):
        for b in boxes[nth + 1 :]:
            if b[0] >= a[2]:
                break
            assert a[1] >= b[3] or b[1] >= a[3], (a[4], b[4])


def test_what_went_as_a_whole_has_one_badge_on_its_line() -> None:
    old = old_map()
    jonas = one(old, Persona, "Jonas")
    of = after(old, remove, jonas.id)
    number = of.marks[jonas.id].number
    assert sum(of.marks.get(f.id) is not None for f in old.all(Feeling)) > 5
    said = [text for _, _, n in walk(drawn(of)) if n.kind == "words" for text in words_of(n)]
    assert said.count(f"− {number}") == 1
    assert "Jonas, before" in said


@pytest.mark.parametrize("furniture", [True, False], ids=["poster", "screen"])
def test_no_way_after_the_last_column_crosses_the_name_of_a_blueprint_line(furniture: bool) -> None:
    old = old_map()
    card, step = one(old, Card, STATEMENT), list(old.all(Step))[-1].id
    team = next(lane for lane in old.all(Lane) if lane.name == "Service team")
    scene = drawn(after(old, move_cards, [card.id], step, team.id), furniture=furniture)
    names = [
        (x + p.x, x + p.x + p.line.width, y + p.y)
        for x, y, n in walk(scene)
        for p in n.primitives
        if isinstance(p, Text) and p.line.text.replace("\u00a0", " ").startswith("Line of ")
    ]
    ways = [
        (x + float(b[-2]), sorted((y + float(a[-1]), y + float(b[-1]))))
        for x, y, n in walk(scene)
        for p in n.primitives
        if isinstance(p, Path) and n.kind == "hop"
        for a, b in pairwise(p.steps)
        if b[0] == "L" and a[-2] == b[-2]
    ]
    assert ways
    for left, right, y in names:
        for x, (top, low) in ways:
            assert not (left < x < right and top < y < low)


def test_an_arrow_ends_outside_the_frame_of_words_without_a_box() -> None:
    old = old_map()
    doing = next(c for c in old.all(Card) if c.kind == "doing" and c.step_id)
    web = next(lane for lane in old.all(Lane) if lane.name == "Website")
    scene = drawn(after(old, move_cards, [doing.id], doing.step_id, web.id))
    x, node = next((x, n) for x, _, n in walk(scene) if n.record == doing.id and n.kind == "card")
    frame = max((p for p in node.primitives if isinstance(p, Rect)), key=lambda p: p.w)
    (tip,) = {
        x + float(p.steps[1][1])
        for x, _, n in walk(scene)
        if n.kind == "hop" and n.record == doing.id
        for p in n.primitives
        if isinstance(p, Path) and len(p.steps) == 3
    }
    assert not x + frame.x - 1 < tip < x + frame.x + frame.w + 0.5


def test_where_there_are_two_lines_each_difference_has_the_shape_of_its_persona() -> None:
    old = old_map()
    mara, jonas = one(old, Persona, "Mara"), one(old, Persona, "Jonas")
    step = list(old.all(Step))[3].id

    def shapes(of: JourneyMap, *persona_ids: str) -> set[str]:
        new = of
        for persona_id in persona_ids:
            new = apply(set_feeling(new, persona_id, step, -1.9), new)
        nodes = [n for _, _, n in walk(drawn(overlaid(compare(of, new)))) if n.kind == "words"]
        labelled = [n for n in nodes if any(text.startswith("≠") for text in words_of(n))]
        return {p.fill for n in labelled for p in n.primitives if isinstance(p, Path)}

    assert len(shapes(old, mara.id, jonas.id)) == 2
    assert not shapes(apply(remove(old, jonas.id), old), mara.id), "nobody asks whose it is"


def test_a_removed_stage_has_one_badge_among_all_the_lines_of_a_lane() -> None:
    old = old_map()
    ride = next(stage for stage in stages(old) if stage.name == "Ride")
    of = after(old, remove, ride.id)
    said = [text for _, _, n in walk(drawn(of)) if n.kind == "words" for text in words_of(n)]
    assert sum(text.startswith("−") for text in said) == 1
    assert {"Mara, before", "Jonas, before"} <= set(said)
