"""A whole comparison in one sentence: what a person would say who has seen both maps.

"Three pains solved, one gain lost, Get help +1.4 for Mara".
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Final, NamedTuple

from model.change import JourneyMap
from model.compare import Comparison, Item
from model.comparing.fates import Fate, both_ways, fates
from model.comparing.headlines import headline, regrouped_in_words
from model.comparing.kinds import FORM
from model.comparing.naming import capitalised, grids, in_letters, isolated, signed
from model.comparing.review_traces import is_only_days, traces, traces_text
from model.comparing.values import figures
from model.grid import is_placed
from model.labels import counted, listed, plural, quoted
from model.names import kind_name, own_name
from model.places import place_of
from model.records import Action, Card, Comment, Feeling, Metric, Persona, Record, Stage, Vote

NOTHING: Final = "Nothing changed."
#: So many parts are told; the rest is counted.
_MOST: Final = 3
#: A score that changed by less than this is told only where nothing else is.
_FELT: Final = 0.5
#: What people feel now comes before what they might, and before what else is scored.
_LINE: Final = ("current", "emotion")
_FATES: Final[dict[Fate, tuple[str, str]]] = {
    "solved pain": ("pain", "solved"),
    "new pain": ("new pain", ""),
    "worse pain": ("pain", "worse"),
    "mixed pain": ("pain", "better and worse"),
    "lost gain": ("gain", "lost"),
    "gain to pain": ("gain", "turned into pain"),
    "pain to gain": ("pain", "turned into gain"),
    "new gain": ("new gain", ""),
    "weaker gain": ("gain", "weaker"),
    "milder pain": ("pain", "milder"),
    "stronger gain": ("gain", "stronger"),
}
#: Those that come before feelings.
_FIRST: Final[tuple[Fate, ...]] = (
    "solved pain", "new pain", "worse pain", "mixed pain", "lost gain", "gain to pain",
)  # fmt: skip
#: In a row of parts nobody says "are".
_NOW: Final = re.compile(r" (?:is|are)( now \w+)$")
#: Kinds of records that have another word where they are counted.
_WORDS: Final = {"feeling": "score", "evidence": "source", "unknown": "unknown part"}
#: What makes two maps the same journey, if one of them is in both.
_HELD: Final[dict[type[Record], str]] = {Stage: "stage", Card: "card"}
#: What stands where something else does not change is told in this order.
_STRUCTURE: Final = ("stage", "step", "lane", "persona", "card")


#: What became of all else is counted in this order.
_WAYS: Final = (
    "added", "removed", "changed", "resolved", "renamed", "reworded", "put elsewhere",
)  # fmt: skip


class Part(NamedTuple):
    """One part of the sentence, and the ids of what it tells."""

    text: str
    ids: frozenset[str]


def sentence(c: Comparison) -> str:
    """What changed, in at most three parts; "Nothing changed." if nobody would see anything."""
    told = _changes(c)
    said = _of_changes(c, told) if told else _of_reviews(c)
    return capitalised(", ".join(filter(None, (said, *_conflicts(c))))) or NOTHING


def _of_reviews(c: Comparison) -> str:
    """What reviews left, where nothing else is told: their marks, or else their days."""
    days = (headline(c, item) for item in c.told if is_only_days(item))
    return traces_text(traces(c)) or next(days, "")


def _changes(c: Comparison) -> list[Item]:
    """What is told, without conflicts and what reviews leave: these are no changes of a journey."""
    left = {item.id for item in traces(c)}
    left |= {item.id for item in c.told if item.record == "conflict" or is_only_days(item)}
    return [item for item in c.told if item.id not in left]


def _conflicts(c: Comparison) -> Iterator[str]:
    found = [item for item in c.told if item.record == "conflict"]
    if found and _other_map(c):
        return  # they came, or went, with all else
    settled = [item for item in found if item.after is None]
    if len(settled) < len(found):
        yield _counted("conflict", "to settle", found[len(settled) :]).text
    if settled:
        yield _counted("conflict", "settled", settled).text


def _of_changes(c: Comparison, told: Sequence[Item]) -> str:
    if len(told) == 1 and not any(_has_a_word(c, item) for item in c.items):
        return headline(c, told[0])
    if other := _other_map(c):
        return other
    parts: list[Part] = []
    covered: set[str] = set()
    for part in _parts(c, covered):
        _take(part, parts, covered)
        if len(parts) == _MOST:
            break
    for part in _structure(c, covered, ("stage",), ("added", "removed")):
        _take(part, parts, covered)  # a stage is no small change
    rest = sum(item.id not in covered for item in told)
    text = ", ".join(part.text for part in parts)
    if len(told) == len(parts) == 1 and isinstance(told[0].there, Card | Action):
        named = isolated(quoted(told[0].there)) if own_name(told[0].there) else ""
        return f"{text}: {named}" if named and parts[0].ids == {told[0].id} else text
    if rest:
        text += f" and {in_letters(rest)} more {'change' if rest == 1 else 'changes'}"
    return text


def _take(part: Part, parts: list[Part], covered: set[str]) -> None:
    if not part.ids <= covered:
        parts.append(part)
        covered |= part.ids


def _has_a_word(c: Comparison, item: Item) -> bool:
    """Whether a word for it says more than its own line would."""
    old, new = item.before, item.after
    felt = isinstance(old, Feeling) and isinstance(new, Feeling) and old.score != new.score
    done = _is_done(item.after) and not _is_done(item.before)
    return fates(c).get(item.id, "") in _FATES or felt or done


def _other_map(c: Comparison) -> str:
    """What is said where no stage and no card is in both: all came, all went, or another map."""
    known = c.new.records.get
    if any(type(known(record.id)) in _HELD for kind in _HELD for record in c.old.all(kind)):
        return ""
    old, new = (_holds(of) for of in (c.old, c.new))
    if not old.ids and new.ids:
        return f"All of it is new: {new.text}"
    if old.ids and not new.ids:
        return f"All of it was removed: {old.text}"
    if not old.ids:
        return ""
    words = Counter(_words(c.old)) & Counter(_words(c.new))
    alike = f", but {counted(n, 'card')} read alike" if (n := words.total()) > 1 else ""
    return f"No stage and no card is in both maps{alike}"


def _holds(of: JourneyMap) -> Part:
    """How many stages and cards a map has, and which."""
    ids = {kind: {record.id for record in of.all(kind)} for kind in _HELD}
    told = [counted(len(ids[kind]), word) for kind, word in _HELD.items() if ids[kind]]
    return Part(listed(told), frozenset().union(*ids.values()))


def _words(of: JourneyMap) -> Iterator[tuple[str, str]]:
    yield from ((card.kind, card.title) for card in of.all(Card) if card.title)


def _parts(c: Comparison, covered: Set[str]) -> Iterator[Part]:
    """All that can be said, what matters most first; `covered` grows as they are taken."""
    found: dict[Fate, list[str]] = {name: [] for name in _FATES}
    for record_id, its in fates(c).items():
        if its in found:
            found[its].append(record_id)
    yield from _of_fates(c, found, _FIRST)
    felt = _felt(c)
    large = [part for size, part in felt if size >= _FELT]
    yield from large[:1]
    yield from _work(c)
    yield from _of_fates(c, found, (name for name in _FATES if name not in _FIRST))
    yield from _metrics(c)
    yield from _structure(c, covered)
    yield from (part for _, part in felt[: 1 if not large else 0])
    if not covered:
        yield from _rest(c)


def _of_fates(c: Comparison, found: dict[Fate, list[str]], names: Iterable[Fate]) -> Iterator[Part]:
    for name in names:
        what, done = _FATES[name]
        if name == "mixed pain" and len(found[name]) == 1:
            done = both_ways(c.by_id[found[name][0]])
        if found[name]:
            yield _many(what, done, found[name])


def _counted(what: str, done: str, items: Iterable[Item]) -> Part:
    return _many(what, done, [item.id for item in items])


def _many(what: str, done: str, ids: Sequence[str]) -> Part:
    """Many of a kind: "three pains solved", "one new pain", "one gain turned into a pain"."""
    one, n = len(ids) == 1, in_letters(len(ids))
    if done.startswith("turned into "):
        kind = done.removeprefix("turned into ")
        done = f"turned into {f'a {kind}' if one else plural(kind)}"
    return Part(f"{n} {what if one else plural(what)} {done}".rstrip(), frozenset(ids))


def _felt(c: Comparison) -> list[tuple[float, Part]]:
    """Scores that changed, the largest difference first."""
    found = []
    for item in c.told:
        old, new = item.before, item.after
        if isinstance(old, Feeling) and isinstance(new, Feeling) and old.score != new.score:
            difference = new.score - old.score
            text = f"{_place(c, new)} {signed(difference)}"
            if signed(difference) == "0":
                text = f"{_place(c, new)} a little {'better' if difference > 0 else 'worse'}"
            persona = c.new.get(new.persona_id, Persona)
            if persona is not None and own_name(persona):
                text += f" for {isolated(own_name(persona))}"
            text += f" ({new.measure})" if new.measure != "emotion" else ""
            text += {"current": "", "future": " in the future"}[new.curve]
            told = Part(text, frozenset({item.id}))
            found.append((abs(difference), (new.curve, new.measure) != _LINE, told))
    found.sort(key=lambda one: (one[1], -one[0]))
    return [(size, part) for size, _, part in found]


def _place(c: Comparison, feeling: Feeling) -> str:
    """Where something is felt, as one says it: a stage's name, or a card's words."""
    card = c.new.get(feeling.card_id, Card)
    if card is not None and not feeling.step_id:
        return isolated(f"“{own_name(card)}”") if own_name(card) else f"a {kind_name(card)}"
    return isolated(place_of(grids(c)[1], feeling.step_id)) or "one score"


def _work(c: Comparison) -> Iterator[Part]:
    """What was done."""
    done: dict[str, list[Item]] = {"action": [], "opportunity": []}
    new: list[Item] = []
    for item in c.told:
        kind = "action" if isinstance(item.there, Action) else "opportunity"
        if _is_done(item.after) and not _is_done(item.before):
            done[kind].append(item)
        elif isinstance(item.after, Action) and item.before is None:
            new.append(item)
    for kind, items in done.items():
        if items:
            yield _counted(kind, "done", items)
    if new:
        yield _counted("new action", "", new)


def _is_done(record: Record | None) -> bool:
    match record:
        case Action():
            return record.status == "done"
        case Card(kind="opportunity"):
            return record.opportunity_status == "done"
        case _:
            return False


def _structure(
    c: Comparison,
    covered: Set[str],
    records: Sequence[str] = _STRUCTURE,
    ways: Sequence[str] = ("added", "removed", "moved", "parked", "put on the map"),
) -> Iterator[Part]:
    """What was added, removed, moved and put into the parking lot, by kinds."""
    found: dict[tuple[str, str], list[Item]] = {}
    for item in c.told:
        for kind in ways:
            if kind in item.kinds:
                done = _moved(c, item) if kind == "moved" else kind
                found.setdefault((item.record, done), []).append(item)
    for record in records:
        for done in ways:
            items = [i for i in found.get((record, done), ()) if i.id not in covered]
            if record == "stage":
                whole = [i for i in items if c.regrouped.about(i.id)]
                items = [i for i in items if not c.regrouped.about(i.id)]
                yield from _regrouped(c, whole, "merged" if done == "removed" else "split")
            names = {_kind(item.there) for item in items}
            if len(items) == 1 and record != "card" and own_name(items[0].there):
                name = isolated(own_name(items[0].there))
                yield Part(f"{record} “{name}” {done}", frozenset({items[0].id}))
            elif items:
                what = names.pop() if len(names) == 1 else record
                others = [i for i in covered if c.by_id[i].record == record]
                more = what == "card" and any(done in c.by_id[i].kinds for i in others)
                yield _counted(f"more {what}" if more else what, done, items)


def _regrouped(c: Comparison, items: Sequence[Item], done: str) -> Iterator[Part]:
    """Stages that became one, or several, by their names as long as these are few."""
    if len(items) > _MOST:
        text = f"stages {done} in {in_letters(len(items))} places"
        yield Part(text, frozenset(item.id for item in items))
        return
    for item in items:
        text = _NOW.sub(r"\1", regrouped_in_words(c, item))
        yield Part(text, frozenset({item.id}))


def _moved(c: Comparison, item: Item) -> str:
    """Where it went: from a cell to the parking lot, from there into one, or elsewhere."""
    old, new = item.before, item.after
    if not isinstance(old, Card) or not isinstance(new, Card):
        return "moved"
    was, stands = is_placed(c.old, old), is_placed(c.new, new)
    return "moved" if was == stands else "parked" if was else "put on the map"


def _metrics(c: Comparison) -> Iterator[Part]:
    """The figure that changed the most for what it was, with what it was and is."""
    found: list[tuple[float, Part]] = []
    for item in c.told:
        old, new = item.before, item.after
        if isinstance(old, Metric) and isinstance(new, Metric) and old.value != new.value:
            if old.value is None or new.value is None:
                continue
            share = abs(new.value - old.value) / max(abs(new.value), abs(old.value))
            name = f"metric {isolated(quoted(new))}" if own_name(new) else "a metric"
            told = Part(f"{name} {figures(old, new)}", frozenset({item.id}))
            found.append((share if old.unit == new.unit else 0.0, told))
    if found:
        yield max(found, key=lambda one: one[0])[1]


def _rest(c: Comparison) -> Iterator[Part]:
    """All else, what is only written or set out otherwise after what is not."""
    by: dict[str, list[Item]] = {}
    for item in _changes(c):
        by.setdefault(_way(item), []).append(item)
    for way in _WAYS:
        items = by.get(way, [])
        kinds = {_kind(item.there) for item in items}
        if items:
            all_cards = all(item.record == "card" for item in items)
            what = kinds.pop() if len(kinds) == 1 else "card" if all_cards else "thing"
            if what == "vote" and way in ("added", "removed"):
                dots = sum(item.there.count for item in items if isinstance(item.there, Vote))
                yield Part(f"{counted(dots, 'dot')} {way}", frozenset(i.id for i in items))
            elif what == "the map":
                yield Part(f"the map's own details {way}", frozenset(i.id for i in items))
            else:
                yield _counted(what, way, items)


def _way(item: Item) -> str:
    """What became of a record, in one word or two."""
    if "added" in item.kinds or "removed" in item.kinds:
        return item.kinds[0]
    there = item.there
    if FORM.issuperset(item.kinds) and "reworded" in item.kinds:
        return "renamed" if {"name", "order"}.issuperset(item.fields) else "reworded"
    if FORM.issuperset(item.kinds) and "reordered" in item.kinds:
        return "put elsewhere"
    is_resolved = isinstance(there, Comment) and "resolved" in item.fields and there.resolved
    return "resolved" if is_resolved else "changed"


def _kind(record: Record) -> str:
    if record.id == "map":
        return "the map"
    if isinstance(record, Card) and record.kind == "doing":
        return "card"  # "a thing they do" is nothing that people say
    return _WORDS.get(record.kind_name) or kind_name(record)
