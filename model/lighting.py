"""What stands in a spotlight: all of one stage, of one lane, or of one persona."""

from collections.abc import Callable, Iterable

from model.change import JourneyMap, changed_between
from model.grid import Grid
from model.records import Card, Lane, Persona, Record, Stage, Step

_FRAME = (Stage, Step, Lane, Persona)
Lit = Callable[[Card], bool]


class Lighting:
    """Follows the maps of one document, which come from each other by edits.

    Attributes:
        bright: ids of the cards, stages, steps, lanes and personas in the light.
        checked: how often a card was looked at, for tests.
    """

    def __init__(self) -> None:
        self.bright: frozenset[str] = frozenset()
        self.checked = 0
        self._about = ""
        self._map: JourneyMap | None = None
        self._is_lit: Lit = lambda _: False

    def look(self, of: JourneyMap, about: str) -> bool:
        """Light up a stage, lane or persona; False, and nothing, if the map has none of that id."""
        before, self._map = self._map, of
        ids = changed_between(before, of) if before is not None and about == self._about else None
        self._about = about
        if not isinstance(of.records.get(about), Stage | Lane | Persona):
            self._map, self.bright = None, frozenset()
            return False
        if before is None or ids is None or self._is_framed(before, of, ids):
            self._is_lit = _of(of, about)
            self.bright = _frame(of, about) | self._lit(of.all(Card))
            return True
        cards = [card for i in ids if (card := of.get(i, Card))]
        lit = self._lit(cards)
        gone = self.bright.intersection(i for i in ids if i not in lit)
        if gone or not lit <= self.bright:
            self.bright = (self.bright - gone) | lit
        return True

    def _lit(self, cards: Iterable[Card]) -> frozenset[str]:
        found = []
        for card in cards:
            self.checked += 1
            if self._is_lit(card):
                found.append(card.id)
        return frozenset(found)

    def _is_framed(self, before: JourneyMap, of: JourneyMap, ids: Iterable[str]) -> bool:
        """Whether more than cards is another than before."""
        return any(isinstance(m.records.get(i), _FRAME) for i in ids for m in (before, of))


def _frame(of: JourneyMap, about: str) -> frozenset[str]:
    """What is no card: the names of the other sort stay, as they say where one is."""
    return frozenset(r.id for r in of.records.values() if _belongs(of, r, of[about]))


def _belongs(of: JourneyMap, record: Record, about: Record) -> bool:
    match record:
        case Stage() | Lane() | Persona() if type(record) is type(about):
            return record is about
        case Step():
            return not isinstance(about, Stage) or record.stage_id == about.id
        case Lane():
            # Emotion lines of others only.
            return not (isinstance(about, Persona) and record.persona_ids) or (
                about.id in record.persona_ids
            )
        case _:
            return isinstance(record, Stage | Persona)


def _of(of: JourneyMap, about: str) -> Lit:
    """What tells whether a card is in the light; cards that reach into it are."""
    record = of[about]
    if isinstance(record, Persona):
        return lambda card: not card.persona_ids or about in card.persona_ids
    grid = Grid(of)
    at, first, last = grid.lane_at, 0, -1
    if isinstance(record, Stage):
        at = grid.step_at
        own = [at[step.id] for step in grid.steps_in(about)]
        first, last = min(own, default=0), max(own, default=-1)
    else:
        first = last = at[about]
    by_stage = isinstance(record, Stage)

    def lit(card: Card) -> bool:
        if card.step_id not in grid.step_at or card.lane_id not in grid.lane_at:
            return False  # it is parked
        start, until = (
            (card.step_id, card.until_step_id) if by_stage else (card.lane_id, card.until_lane_id)
        )
        begin = at[start]
        return begin <= last and max(begin, at.get(until, begin)) >= first

    return lit
