"""Finding words on a map: which texts are looked through, in which order the hits come.

What is compared is kept for every record as long as that record is on the map, so that one
more letter costs a look at each text and an edit costs what it changed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from model.change import JourneyMap, changed_between
from model.grid import Grid
from model.loose import Hit, Level, folded, hits, level_for, stands_at
from model.records import Card, Feeling, Lane, Link, Persona, Record, Stage, Step

#: The fields that are looked through, the one that stands for the record first.
FIELDS: Mapping[type[Record], tuple[str, ...]] = MappingProxyType(
    {
        Card: ("title", "body", "who", "tags", "expected", "measured"),
        Stage: ("name",),
        Step: ("name",),
        Lane: ("name",),
        Persona: ("name",),
        Feeling: ("word",),
        Link: ("label",),
    }
)
#: Fields by which what is found takes its place among the others.
_PLACING: Mapping[type[Record], tuple[str, ...]] = MappingProxyType(
    {
        Card: ("step_id", "lane_id", "order"),
        Stage: ("order",),
        Step: ("stage_id", "order"),
        Lane: ("order", "kind", "measure"),
        Persona: ("order",),
        Feeling: ("step_id", "card_id", "measure"),
        Link: ("source_id", "target_id"),
    }
)
#: Stands between the texts of one record; nobody can type it.
_BETWEEN = "\0"

#: Where something stands: part of the map, column, row, and what sorts within the cell.
Rank: TypeAlias = tuple[int, int, int, str, str]


class Query(NamedTuple):
    """What is looked for, and how strictly."""

    words: str = ""
    match_case: bool = False
    whole_words: bool = False

    @property
    def level(self) -> Level:
        """How texts are compared."""
        return level_for(self.words, self.match_case)

    @property
    def needle(self) -> str:
        """The words as they are compared; "" if there is nothing to look for."""
        needle = folded(self.words, self.level)
        return needle if needle.strip() else ""


def texts(record: Record) -> Iterator[tuple[str, str]]:
    """The field's name and the text of everything that is looked through in a record."""
    for name in FIELDS.get(type(record), ()):
        value = getattr(record, name)
        for text in value if isinstance(value, tuple) else (value,):
            if text:
                yield name, text


def hits_in(record: Record, query: Query) -> Iterator[tuple[str, str, Hit]]:
    """Field, text and place of each hit in a record."""
    if not query.needle:
        return
    for name, text in texts(record):
        for hit in hits(text, query.words, query.level, query.whole_words):
            yield name, text, hit


class Searching:
    """Looks through the maps of one document, which come from each other by edits.

    Attributes:
        folds: how many records' texts were made comparable, for tests; sorts: how often all
            of a map was put in order.
    """

    def __init__(self) -> None:
        self.folds = self.sorts = 0
        self._map: JourneyMap | None = None
        self._order: list[str] = []
        self._ranks: list[Rank] = []
        self._at: dict[str, int] = {}
        #: What was made comparable of which record, and the same in the order of the map.
        self._folded: dict[Level, dict[str, tuple[Record, str]]] = {}
        self._texts: dict[Level, list[str]] = {}

    def prepare(self, of: JourneyMap) -> None:
        """Make ready what the first letter needs."""
        self._follow(of)
        self._comparable(of, "loose")

    def find(self, of: JourneyMap, query: Query) -> tuple[str, ...]:
        """The ids of the records that say these words, as the map is read."""
        needle, level = query.needle, query.level
        if not needle:
            return ()
        self._follow(of)
        pairs = zip(self._order, self._comparable(of, level), strict=True)
        if query.whole_words:
            return tuple([i for i, text in pairs if stands_at(text, needle, True) >= 0])
        return tuple([i for i, text in pairs if needle in text])

    def count(self, of: JourneyMap, query: Query, ids: Iterable[str]) -> int:
        """How often those of `ids` that are looked through say the words."""
        needle, level = query.needle, query.level
        if not needle:
            return 0
        self._follow(of)
        texts_ = self._comparable(of, level)
        found = [texts_[self._at[i]] for i in ids if i in self._at]
        if not query.whole_words:
            return sum(text.count(needle) for text in found)
        return sum(_times(text, needle) for text in found)

    def place(self, of: JourneyMap, record_id: str, cell: tuple[str, str] | None = None) -> int:
        """How many of all that is looked through stand before a record, or before a cell.

        0 for what has no place among them.
        """
        self._follow(of)
        if record_id in self._at or cell is None:
            return self._at.get(record_id, 0)
        step = self._at.get(cell[0], -1)
        lane = self._at.get(cell[1], -1)
        if step < 0 or lane < 0:
            return 0
        column = self._ranks[step][1]
        row = self._ranks[lane][2]
        return bisect_left(self._ranks, (2, column, row, "", ""))

    def at(self, record_id: str) -> int:
        """As `place`, of a record, in the map that was looked through last."""
        return self._at.get(record_id, 0)

    def _follow(self, of: JourneyMap) -> None:
        if of is self._map:
            return
        changed = changed_between(self._map, of) if self._map is not None else None
        before, self._map = self._map, of
        if before is None or changed is None or any(_moves(before, of, i) for i in changed):
            self._sort(of)
            return
        for record_id in changed:
            at = self._at.get(record_id, -1)
            for level, found in self._texts.items() if at >= 0 else ():
                found[at] = self._text(of[record_id], level)

    def _sort(self, of: JourneyMap) -> None:
        self.sorts += 1
        ranked = sorted(_ranked(of))
        self._ranks = [rank for rank, _ in ranked]
        self._order = [record_id for _, record_id in ranked]
        self._at = {record_id: at for at, record_id in enumerate(self._order)}
        self._texts.clear()

    def _comparable(self, of: JourneyMap, level: Level) -> list[str]:
        """The texts of all that is looked through as they are compared, in the map's order."""
        made = self._texts.get(level)
        if made is None:
            kept = self._folded.get(level, {})
            if len(kept) > 2 * len(self._order):  # what is gone is let go now and then
                self._folded[level] = {i: kept[i] for i in self._order if i in kept}
            made = self._texts[level] = [self._text(of[i], level) for i in self._order]
        return made

    def _text(self, record: Record, level: Level) -> str:
        kept = self._folded.setdefault(level, {})
        found = kept.get(record.id)
        if found is None or found[0] is not record:
            joined = _BETWEEN.join([text for _, text in texts(record)])
            found = kept[record.id] = (record, folded(joined, level))
            self.folds += 1
        return found[1]


def _times(within: str, needle: str) -> int:
    """How often a folded text says a folded needle in whole words."""
    n, at = 0, stands_at(within, needle, True)
    while at >= 0:
        n, at = n + 1, stands_at(within, needle, True, at + len(needle))
    return n


def _moves(before: JourneyMap, after: JourneyMap, record_id: str) -> bool:
    """Whether a change of that record may change the order of what is looked through."""
    old, new = before.records.get(record_id), after.records.get(record_id)
    if old is None or new is None or type(old) is not type(new):
        return any(type(record) in FIELDS for record in (old, new))
    return any(getattr(old, name) != getattr(new, name) for name in _PLACING.get(type(new), ()))


def _ranked(of: JourneyMap) -> Iterator[tuple[Rank, str]]:
    """Everything that is looked through with its rank: personas, lanes, the journey, parked."""
    grid = Grid(of)
    column_of, row_of = grid.step_at, grid.lane_at
    end = len(grid.steps)
    first = {
        stage.id: min((column_of[s.id] for s in grid.steps_in(stage.id)), default=end)
        for stage in grid.stages
    }
    felt = {lane.measure: row_of[lane.id] for lane in grid.lanes if lane.kind == "emotion"}
    cards: dict[str, Rank] = {}
    for record_id, record in of.records.items():
        match record:
            case Card(step_id=step, lane_id=lane, order=order):
                if step in column_of and lane in row_of:
                    rank: Rank = (2, column_of[step], row_of[lane], order, record_id)
                else:
                    rank = (3, 0, 0, order, record_id)
                cards[record_id] = rank
                yield rank, record_id
            case Persona(order=order):
                yield (0, 0, 0, order, record_id), record_id
            case Lane():
                yield (1, 0, row_of[record_id], "", record_id), record_id
            case Stage():
                yield (2, first[record_id], -2, record.order, record_id), record_id
            case Step():
                yield (2, column_of[record_id], -1, "", record_id), record_id
            case Feeling() | Link():
                pass  # stand where their cards do, which may come later
    for record_id, record in of.records.items():
        if isinstance(record, Feeling):
            rank = cards.get(record.card_id) or (
                2, column_of.get(record.step_id, end), felt.get(record.measure, 0), "", record_id
            )  # fmt: skip
            yield (*rank[:4], f"{rank[4]} {record_id}"), record_id
        elif isinstance(record, Link):
            rank = cards.get(record.source_id or record.target_id) or (3, 0, 0, "", record_id)
            yield (*rank[:4], f"{rank[4]} {record_id}"), record_id
