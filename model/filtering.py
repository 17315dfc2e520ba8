"""Which cards fit a filter (`model.records.SavedView`), and how many each further choice leaves.

All criteria of a view must hold; several values of one criterion are either-or. A card that
names no persona is everyone's, and so fits every persona. What was found out about a card is
kept: an edit costs a look at what it changed and at the cards that rest on it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, TypeAlias, get_args

from model.change import JourneyMap, changed_between
from model.grid import is_placed
from model.loose import Level, folded, level_for
from model.records import Card, Evidence, Lane, Persona, Record, SavedView, Stage, Step
from model.searching import texts

#: The criteria of a view, by the names of its fields.
Criterion: TypeAlias = Literal[
    "text", "kinds", "persona_ids", "owner_ids", "tags", "evidence_kinds", "severity_from"
]
CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
_BIT = {name: 1 << n for n, name in enumerate(CRITERIA)}
_LEVELS: tuple[Level, ...] = get_args(Level)
_FRAME = (Stage, Step, Lane, Persona)
Test: TypeAlias = Callable[[Any, JourneyMap], bool]


def filters(view: SavedView) -> bool:
    """Whether a view leaves anything out at all."""
    return any(_asks(view, name) for name in CRITERIA)


def same_filter(a: SavedView, b: SavedView) -> bool:
    """Whether two views ask for the same, whatever they are called."""
    return all(_asked(a, name) == _asked(b, name) for name in CRITERIA)


def tag_key(tag: str) -> str:
    """A tag as it is compared: neither case nor spaces around it make it another one."""
    return folded(" ".join(tag.split()), "accents")


def fits(card: Card, of: JourneyMap, view: SavedView) -> bool:
    """Whether one card of a map fits a view."""
    return all(_test(view, name, _said)(card, of) for name in CRITERIA if _asks(view, name))


def values(card: Card, of: JourneyMap, name: Criterion) -> Iterator[Any]:
    """What a card says to one criterion: each value with which alone it would fit.

    For a persona, "" stands for everyone. Text has no values.
    """
    match name:
        case "kinds":
            yield card.kind
        case "persona_ids":
            yield from dict.fromkeys(card.persona_ids) or ("",)
        case "owner_ids":
            if card.owner_id:
                yield card.owner_id
        case "tags":
            yield from {key for tag in card.tags if (key := tag_key(tag))}
        case "evidence_kinds":
            found = (of.get(i, Evidence) for i in card.evidence_ids)
            yield from {evidence.kind for evidence in found if evidence is not None}
        case "severity_from":
            if card.kind == "pain" and card.severity is not None:
                yield from range(1, card.severity + 1)


def keys(view: SavedView, name: Criterion) -> frozenset[Any]:
    """What a view names for one criterion, as `values` gives it."""
    value = getattr(view, name)
    if name == "tags":
        return frozenset(map(tag_key, value))
    if isinstance(value, tuple):
        return frozenset(value)
    return frozenset() if value in (None, "") else frozenset((value,))


def _asks(view: SavedView, name: Criterion) -> bool:
    return bool(view.text.split() if name == "text" else getattr(view, name))


def _asked(view: SavedView, name: Criterion) -> object:
    """A criterion in a form that is the same for all ways to write it."""
    return frozenset(_words(view.text)) if name == "text" else keys(view, name)


def _words(text: str) -> list[str]:
    return folded(text, level_for(text)).split()


def _said(card: Record, level: Level) -> str:
    """All that is looked through in a card, as it is compared."""
    return folded("\0".join(text for _, text in texts(card)), level)


def _test(view: SavedView, name: Criterion, said: Callable[[Record, Level], str]) -> Test:
    """What asks a card for one criterion."""
    if name == "text":
        words, level = _words(view.text), level_for(view.text)
        return lambda card, _: all(word in said(card, level) for word in words)
    wanted = keys(view, name)
    if name == "kinds":
        return lambda card, _: card.kind in wanted
    if name == "owner_ids":
        return lambda card, _: card.owner_id in wanted
    if name == "persona_ids":
        wanted |= {""}
    return lambda card, of: any(value in wanted for value in values(card, of, name))


class Filtering:
    """Filters the maps of one document, which come from each other by edits.

    Attributes:
        view: what is asked for.
        fitting: ids of the cards that fit, parked ones too.
        bright: the same, with the stages, steps, lanes and personas that stay bright.
        checked: how often a card was looked at, for tests.
    """

    def __init__(self) -> None:
        self.view = SavedView()
        self.fitting: frozenset[str] = frozenset()
        self.bright: frozenset[str] = frozenset()
        self.checked = 0
        self._map: JourneyMap | None = None
        self._tests: dict[Criterion, Test] = {}
        self._frame: frozenset[str] = frozenset()
        #: For each card the criteria that it does not meet, one bit each.
        self._misses: dict[str, int] = {}
        self._parked: set[str] = set()
        #: The cards that rest on each piece of evidence.
        self._resting: dict[str, set[str]] = {}
        self._texts: dict[Level, dict[str, str]] = {level: {} for level in _LEVELS}

    @property
    def total(self) -> int:
        """How many cards there are, parked ones too."""
        return len(self._misses)

    @property
    def parked(self) -> int:
        """How many of the fitting cards wait in the parking lot."""
        return len(self._parked & self.fitting)

    def look(self, of: JourneyMap, view: SavedView) -> None:
        """Find out what fits; only what changed since the last time is looked at."""
        before, self._map = self._map, of
        ids = changed_between(before, of) if before is not None else None
        others = [n for n in CRITERIA if _asked(view, n) != _asked(self.view, n)]
        self.view = view
        for name in others:
            self._tests.pop(name, None)
            if _asks(view, name):
                self._tests[name] = _test(view, name, self._comparable)
        framed = before is None or ids is None or "persona_ids" in others
        if before is None or ids is None:
            self._misses.clear()
            self._resting.clear()
            for known in self._texts.values():
                known.clear()
            self._enter(of.all(Card))
            others = list(CRITERIA)
        elif ids:
            records = [r for i in ids for r in (before.records.get(i), of.records.get(i)) if r]
            framed = framed or any(isinstance(record, _FRAME) for record in records)
            self._renew(before, of, ids)
        if framed:
            self._take_frame(of)
        if others:
            self._ask(of, others)

    def left_by(self, name: Criterion) -> dict[Any, int]:
        """How many cards each value of a criterion would leave if it were alone there.

        Every value that a card of the map has is there, also those that would leave nothing.
        """
        assert self._map is not None, "a map was looked at"
        found: dict[Any, int] = {}
        others = ~_BIT[name]
        for card_id, misses in self._misses.items():
            card = self._map.records[card_id]
            assert isinstance(card, Card), "only cards are kept"
            one = 0 if misses & others else 1
            for value in values(card, self._map, name):
                found[value] = found.get(value, 0) + one
        return found

    def warm(self, most: int) -> bool:
        """Make at most so many texts comparable that the first letter would wait for.

        Whether all are.
        """
        assert self._map is not None, "a map was looked at"
        known = self._texts["loose"]
        missing = [card_id for card_id in self._misses if card_id not in known]
        for card_id in missing[:most]:
            self._comparable(self._map.records[card_id], "loose")
        return len(missing) <= most

    def _enter(self, cards: Iterable[Card]) -> None:
        for card in cards:
            self._misses[card.id] = 0
            for evidence in card.evidence_ids:
                self._resting.setdefault(evidence, set()).add(card.id)

    def _leave(self, card: Card) -> None:
        self._misses.pop(card.id, None)
        self._parked.discard(card.id)
        for evidence in card.evidence_ids:
            self._resting[evidence].discard(card.id)
        for known in self._texts.values():
            known.pop(card.id, None)

    def _renew(self, before: JourneyMap, of: JourneyMap, ids: Iterable[str]) -> None:
        """Look again at these cards, and at those that rest on these pieces of evidence."""
        stale: dict[str, None] = {}
        for record_id in ids:
            if (old := before.get(record_id, Card)) is not None:
                self._leave(old)
                stale[record_id] = None
            if (new := of.get(record_id, Card)) is not None:
                self._enter((new,))
                stale[record_id] = None
            if "evidence_kinds" in self._tests:
                stale |= dict.fromkeys(self._resting.get(record_id, ()))
        come, gone = set[str](), set[str]()
        for card_id in stale:
            card = of.get(card_id, Card)
            if card is None:
                gone.add(card_id)
                continue
            if not is_placed(of, card):
                self._parked.add(card_id)
            (come if self._check(card, of) else gone).add(card_id)
        come -= self.fitting
        gone &= self.fitting
        if come or gone:
            self._fit((self.fitting | come) - gone)

    def _ask(self, of: JourneyMap, names: Iterable[Criterion]) -> None:
        """Look at every card for these criteria."""
        clear = ~sum(_BIT[name] for name in names)
        tests = {name: self._tests[name] for name in names if name in self._tests}
        known = {card_id: misses & clear for card_id, misses in self._misses.items()}
        for name, test in tests.items():
            self.checked += len(known)
            bit = _BIT[name]
            if name == "text":
                missing = self._without(of, _words(self.view.text), level_for(self.view.text))
            else:
                missing = {i for i in known if not test(of.records[i], of)}
            for card_id in missing:
                known[card_id] |= bit
        self._misses = known
        self._fit(frozenset([card_id for card_id, misses in known.items() if not misses]))

    def _check(self, card: Card, of: JourneyMap) -> bool:
        """Note which criteria a card does not meet; whether it meets all."""
        self.checked += 1
        misses = sum(_BIT[name] for name, test in self._tests.items() if not test(card, of))
        self._misses[card.id] = misses
        return not misses

    def _take_frame(self, of: JourneyMap) -> None:
        wanted = self.view.persona_ids
        self._parked = {c.id for c in of.all(Card) if not is_placed(of, c)}
        self._frame = frozenset(
            r.id
            for r in of.records.values()
            if isinstance(r, _FRAME)
            and not (wanted and isinstance(r, Persona) and r.id not in wanted)
        )
        self._fit(self.fitting)

    def _fit(self, fitting: frozenset[str]) -> None:
        self.fitting = fitting
        self.bright = fitting | self._frame

    def _without(self, of: JourneyMap, words: Iterable[str], level: Level) -> set[str]:
        """The cards that do not hold all words; every letter that is typed asks for them."""
        said = self._texts[level]
        if len(said) < len(self._misses):
            for card_id in self._misses:
                self._comparable(of.records[card_id], level)
        return {i for word in words for i, text in said.items() if word not in text}

    def _comparable(self, card: Record, level: Level) -> str:
        known = self._texts[level]
        found = known.get(card.id)
        if found is None:
            found = known[card.id] = _said(card, level)
        return found
