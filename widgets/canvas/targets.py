"""What typed text becomes: a new card, another title of a card, a name of a stage, step or lane.

A target turns a map and a text into the Change that committing now would make. It is asked
at every key, for the preview, and once at the end.
"""

from typing import Protocol

from model.change import Change, JourneyMap
from model.edits.cards import add_card, add_card_after
from model.edits.fields import set_fields
from model.history import Entry
from model.ids import Ids
from model.labels import quoted_text
from model.layout.index import Index
from model.names import kind_name
from model.order import sort_key
from model.records import Card, CardKind, Lane, Record, Stage, Step, evolve


class Target(Protocol):
    """Where text goes.

    Attributes:
        record: id of what shows the text; of a new card too, before it is on the map.
        is_new: whether nothing is on the map yet.
    """

    record: str
    is_new: bool

    def text(self, of: JourneyMap) -> str:
        """What it says now."""

    def change(self, to: JourneyMap, text: str) -> Change:
        """What committing this text does to the map.

        Raises:
            EditError: it cannot be done any more.
        """

    def label(self, of: JourneyMap, text: str) -> str:
        """What the history calls it."""


class NewCard:
    """A card that is made as soon as something is typed.

    Attributes:
        cell: its step and lane; both empty for the parking lot.
    """

    is_new = True

    def __init__(
        self,
        ids: Ids,
        step: str,
        lane: str,
        before: str = "",
        after: str = "",
        kind: CardKind | None = None,
    ) -> None:
        """Last in its step, or before another card of it; the lane decides without `kind`.

        With `after`, a card of the last step, it is in a step of its own after that one.
        """
        self._ids = _Same(ids)
        self._before, self._after = before, after
        self._fields = {"kind": kind} if kind else {}
        self._base: Change = {}
        self._of: JourneyMap | None = None
        self.cell = (step, lane)
        self.record = self._ids.new(Card)

    def text(self, of: JourneyMap) -> str:
        """Nothing yet."""
        return ""

    def change(self, to: JourneyMap, text: str) -> Change:
        """The card, with its step if that is new; parked if its place is gone."""
        if self._of is not to:
            self._base, self._of = self._made(to), to
        card = self._base[self.record][1]
        assert isinstance(card, Card)
        return {**self._base, self.record: (None, evolve(card, title=text))}

    def label(self, of: JourneyMap, text: str) -> str:
        """Add “Compare offers”."""
        return f"Add {quoted_text(text)}"

    def _made(self, to: JourneyMap) -> Change:
        self._ids.again()
        if self._after and self._after in to:
            change = add_card_after(to, self._after, self._ids)
            card = change[self.record][1]
            assert isinstance(card, Card)
            self.cell = (card.step_id, card.lane_id)
            return change
        step, lane = self.cell
        if to.get(step, Step) is None or to.get(lane, Lane) is None:
            step = lane = ""
            self.cell = ("", "")
        sibling = to.get(self._before, Card)
        stays = sibling is not None and sibling.step_id == step
        before = self._before if stays else None
        return add_card(to, self._ids, step, lane, before, **self._fields)


class Title:
    """The title of a card that is on the map."""

    is_new = False

    def __init__(self, record: str) -> None:
        self.record = record

    def text(self, of: JourneyMap) -> str:
        """The title."""
        card = of.get(self.record, Card)
        return card.title if card else ""

    def change(self, to: JourneyMap, text: str) -> Change:
        """The card with another title."""
        return set_fields(to, self.record, title=text)

    def label(self, of: JourneyMap, text: str) -> str:
        """Rewrite “Compare offers”."""
        return f"Rewrite {quoted_text(text or self.text(of))}"


class Name:
    """The name of a stage, a step or a lane.

    Attributes:
        added: the entry of the history that has just put it on the map; None if it was there.
    """

    is_new = False

    def __init__(self, record: str, added: Entry | None = None) -> None:
        self.record, self.added = record, added

    def text(self, of: JourneyMap) -> str:
        """The name."""
        found = of.records.get(self.record)
        return found.name if isinstance(found, Stage | Step | Lane) else ""

    def change(self, to: JourneyMap, text: str) -> Change:
        """The record with another name, in one line."""
        return set_fields(to, self.record, name=" ".join(text.split()))

    def room(self, on: JourneyMap) -> Change:
        """What is shown meanwhile: the row of the steps also where no step has a name yet."""
        step = on.get(self.record, Step)
        if step is None or step.name:
            return {}
        return {step.id: (step, evolve(step, name="\u00a0"))}

    def label(self, of: JourneyMap, text: str) -> str:
        """Rename stage “Compare”; add it, where that is still the same step back."""
        found = of.records.get(self.record)
        kind = kind_name(found) if isinstance(found, Record) else "record"
        verb = "Rename" if self.added is None else "Add"
        return f"{verb} {kind} {quoted_text(text or self.text(of))}"


def following(places: Index, card: Card) -> str:
    """The card after this one in its step, over all lanes; "" if it is the last one."""
    cells = (places.cells.get((card.step_id, lane.id), ()) for lane in places.lanes)
    cards = [each for cell in cells for each in cell]
    cards += [r.card for of_lane in places.spans.values() for r in of_lane]
    beside = (each for each in cards if each.step_id == card.step_id)
    later = [each for each in beside if sort_key(each) > sort_key(card)]
    return min(later, key=sort_key).id if later else ""


class _Same(Ids):
    """Ids that are made once and given again, so that a preview's records stay the same ones."""

    __slots__ = ("_given", "_ids", "_next")

    def __init__(self, ids: Ids) -> None:
        super().__init__()
        self._ids = ids
        self._given: dict[str, list[str]] = {}
        self._next: dict[str, int] = {}

    def again(self) -> None:
        """Begin again with the first ids."""
        self._next.clear()

    def new(self, kind: type[Record] | str) -> str:
        """The next id of that kind."""
        name = kind if isinstance(kind, str) else kind.kind_name
        nth = self._next.get(name, 0)
        self._next[name] = nth + 1
        given = self._given.setdefault(name, [])
        if nth == len(given):
            given.append(self._ids.new(kind))
        return given[nth]
