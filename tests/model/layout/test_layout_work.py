"""What one edit costs on a map of 1,000 cards, counted rather than timed."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import Any

import pytest

from model.change import JourneyMap
from model.layout import text
from model.layout.build import build
from model.layout.measures import SCREEN
from model.layout.memo import Key, Memo
from model.layout.scene import Node, Placed, Scene, drawn, walk
from model.records import (
    Card,
    Comment,
    Evidence,
    Feeling,
    Lane,
    MapInfo,
    Persona,
    Record,
    Stage,
    Step,
    evolve,
)
from tests import generator

LONG = "and then some more words until it takes another line and yet another one below"
MAP = generator.make(1000, 60, 20)


class Counting(Memo):
    """A memo that counts how often it was asked, not only how often it had to build."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    def get(self, table: str, name: Hashable, key: Key, make: Callable[[], Any]) -> Any:
        self.asked[table] += 1
        return super().get(table, name, key, make)


class Editor:
    """A map with its Scene, looked at in full, and what the last edit cost."""

    def __init__(self, journey: JourneyMap) -> None:
        self.journey = journey
        self.memo = Counting()
        self.scene = self.before = build(journey, SCREEN, memo=self.memo)
        self._look()

    def edit(self, record: Record, **fields: Any) -> dict[str, int]:
        """The record changed; returned is how many pieces of each table were built."""
        self.journey = JourneyMap(
            {**self.journey.records, record.id: evolve(self.journey[record.id], **fields)}
        )
        self.memo.reset_counts()
        self.memo.asked.clear()
        self.before, shaped = self.scene, text.work.lines_shaped
        self.scene = build(self.journey, SCREEN, memo=self.memo)
        self._look()
        self.shaped = text.work.lines_shaped - shaped
        return dict(self.memo.built)

    def _look(self) -> None:
        """Every line seen once, as on a screen that shows the whole map."""
        for _, _, primitive in drawn(self.scene):
            if hasattr(primitive, "line"):
                assert primitive.line.runs is not None


@pytest.fixture
def editor() -> Editor:
    return Editor(MAP)


def lanes(scene: Scene) -> list[Placed]:
    return [child for child in scene.layers[0].node.children if child.node.kind == "lane"]


def nodes(scene: Scene, kind: str) -> Iterator[Node]:
    return (node for _, _, node in walk(scene) if node.kind == kind)


def one(kind: str) -> Card:
    return next(
        card
        for card in MAP.all(Card)
        if card.kind == kind and card.step_id and not card.until_step_id and not card.persona_ids
    )


@pytest.mark.parametrize("kind", ["pain", "touchpoint", "activity"])
def test_retitling_a_card_builds_that_card_its_cell_and_its_lane(editor: Editor, kind: str) -> None:
    card = one(kind)
    built = editor.edit(card, title=f"Another {kind} {LONG}")
    assert (built["card"], built["cell"], built["lane"]) == (1, 1, 1)
    assert built.get("furniture", 0) == built.get("gutter", 0) == built.get("edge", 0) == 0
    (after,) = [node for node in nodes(editor.scene, "card") if node.record == card.id]
    lines = [p for p in after.primitives if hasattr(p, "line")]
    assert 0 < editor.shaped <= len(lines), "the lines of this card alone"


def test_a_shorter_title_that_was_seen_before_shapes_nothing(editor: Editor) -> None:
    card = one("pain")
    editor.edit(card, title="Something else")
    editor.edit(card, title=card.title)
    assert editor.shaped == 0


def test_all_other_lanes_are_the_same_objects(editor: Editor) -> None:
    card = one("pain")
    editor.edit(card, title=f"Something else {LONG} {LONG}")
    for before, after in zip(lanes(editor.before), lanes(editor.scene), strict=True):
        assert (before.node is after.node) == (after.node.record != card.lane_id)


def test_a_lane_that_grows_moves_those_below_with_one_number_each(editor: Editor) -> None:
    card = one("pain")
    editor.edit(card, title=f"Something else {LONG} {LONG} {LONG}")
    row = next(i for i, lane in enumerate(lanes(editor.scene)) if lane.node.record == card.lane_id)
    old, new = lanes(editor.before), lanes(editor.scene)
    grown = new[row].node.bounds.h - old[row].node.bounds.h
    assert grown > 0
    assert 0 < row < len(new) - 1
    for i, (before, after) in enumerate(zip(old, new, strict=True)):
        assert after.y - before.y == (grown if i > row else 0)


def test_all_other_cells_of_the_lane_are_the_same_objects(editor: Editor) -> None:
    card = one("pain")
    editor.edit(card, title="Something else")
    (before, after) = (
        next(lane.node for lane in lanes(scene) if lane.node.record == card.lane_id)
        for scene in (editor.before, editor.scene)
    )
    pairs = list(zip(before.children, after.children, strict=True))
    assert sum(a.node is not b.node for a, b in pairs) == 1


@pytest.mark.parametrize("kind", [Stage, Step, Persona, Comment])
def test_these_edits_look_at_no_card(editor: Editor, kind: type[Record]) -> None:
    record = next(MAP.all(kind))
    built = editor.edit(record, **{"text" if kind is Comment else "name": "Other"})
    assert not {"card", "cell", "lane", "hops", "gutter", "edge", "routes"} & built.keys()
    assert lanes(editor.before) == lanes(editor.scene)


def test_renaming_a_lane_builds_no_card(editor: Editor) -> None:
    lane = next(lane for lane in MAP.all(Lane) if lane.kind == "channel")
    built = editor.edit(lane, name="Other")
    assert built == {"lane": 1, "lane header": 1}


def test_a_score_changes_only_the_curves(editor: Editor) -> None:
    shown = sum(lane.kind == "emotion" for lane in MAP.all(Lane))
    assert editor.edit(next(MAP.all(Feeling)), score=-2) == {"curves": shown}


def test_evidence_changes_only_the_cards_that_rest_on_it(editor: Editor) -> None:
    evidence = next(MAP.all(Evidence))
    cards = [card for card in MAP.all(Card) if evidence.id in card.evidence_ids and card.step_id]
    built = editor.edit(evidence, n=5)
    assert 0 < built["card"] == len(cards) < 100


SPANS = sum(bool(card.until_step_id and card.lane_id) for card in MAP.all(Card))


@pytest.mark.parametrize("kind", [MapInfo, Feeling, Stage, Step, Comment])
def test_cells_are_not_even_asked_after_edits_that_they_do_not_show(
    editor: Editor, kind: type[Record]
) -> None:
    fields = {MapInfo: "title", Feeling: "word", Comment: "text"}
    editor.edit(next(MAP.all(kind)), **{fields.get(kind, "name"): "Other"})
    assert editor.memo.asked["cell"] == 0
    assert editor.memo.asked["card"] <= SPANS


def test_only_the_cell_of_an_edited_card_is_asked(editor: Editor) -> None:
    editor.edit(one("pain"), title="Something else")
    assert editor.memo.asked["cell"] == 1
    assert editor.memo.asked["card"] <= SPANS + 10


def test_a_move_looks_at_two_cells(editor: Editor) -> None:
    card = one("activity")
    elsewhere = next(
        other
        for other in MAP.all(Card)
        if other.kind == "activity" and other.step_id and other.lane_id != card.lane_id
    )
    built = editor.edit(card, step_id=elsewhere.step_id, lane_id=elsewhere.lane_id)
    assert built["card"] == 1
    assert built["cell"] <= 2
    assert built["lane"] == 2


def test_nothing_new_is_built_where_nothing_changed(editor: Editor) -> None:
    editor.memo.reset_counts()
    again = build(editor.journey, SCREEN, memo=editor.memo)
    assert editor.memo.built == {}
    assert again == editor.scene


def test_the_first_layout_of_a_map_leaves_lines_until_they_are_seen() -> None:
    text.forget()
    before = text.work.lines_shaped
    scene = build(MAP, SCREEN)
    shaped = text.work.lines_shaped - before
    lines = sum(hasattr(p, "line") for _, _, p in drawn(scene))
    assert shaped < lines / 10, "few need to be shaped to know how high they are"
