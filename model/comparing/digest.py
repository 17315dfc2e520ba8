"""A comparison in the order in which a monthly review asks: work, feelings and figures, pains
and gains, evidence and questions, structure; wording and order folded away at the end.
"""

from collections.abc import Callable, Generator
from datetime import date
from typing import Final, NamedTuple

from model.compare import Comparison, Item
from model.comparing.digest_evidence import evidence_lines, is_supported
from model.comparing.digest_feelings import feeling_lines
from model.comparing.digest_votes import together
from model.comparing.digest_work import is_work, work_lines
from model.comparing.fates import Fate, both_ways, combined_into, fates, is_pain_or_gain
from model.comparing.kinds import FORM, kind_of
from model.comparing.lines import Line, line
from model.comparing.naming import capitalised, isolated, subject
from model.comparing.numbering import numbered
from model.comparing.phrases import only_lost
from model.comparing.review_traces import is_only_days, traces, traces_text
from model.comparing.sentence import sentence
from model.comparing.strip import StageCount, strip
from model.grid import is_placed
from model.labels import listed, quoted
from model.records import Card, Comment, Conflict, Evidence, Feeling, Metric, Stage, Step

#: Name -> title, in the order of a review; the last one is folded.
_TITLES: Final = {
    "work": "Actions and opportunities",
    "feelings": "Feelings and metrics",
    "pains": "Pains and gains",
    "evidence": "Evidence and open questions",
    "structure": "Structure and details",
    "wording": "Wording and order",
}
_FOLDED: Final = frozenset({"wording"})
#: In which order pains and gains are told, with a word for each; "" for words of its own.
_FATES: Final[dict[Fate, str]] = {
    "new pain": "New",
    "worse pain": "Worse",
    "mixed pain": "",
    "solved pain": "Solved",
    "lost gain": "Lost",
    "gain to pain": "Turned",
    "pain to gain": "Turned",
    "pain turned": "Turned",
    "weaker gain": "Weaker",
    "new gain": "New",
    "stronger gain": "Stronger",
    "milder pain": "Milder",
}
#: Fate -> what is said of those that went with a stage or a lane, all in one line.
_WENT: Final[dict[Fate, str]] = {
    "gone with its place": "Gone with {} place",
    "gone with the rest": "Gone with the rest of {} place",
    "parked with its place": "Now in the parking lot, as {} place is gone",
}
_STRUCTURAL: Final = frozenset({"added", "removed", "moved", "reordered"})
_OF_PAINS: Final = frozenset({"added", "removed", "severity", "kind"})
_RECORDS: Final = ("stage", "step", "lane", "persona", "card", "link")
#: So many names stand in a line; the rest is counted.
_NAMED: Final = 3


class Section(NamedTuple):
    """One answer of a review; folded where few want to read it."""

    name: str
    title: str
    lines: tuple[Line, ...]
    folded: bool


class Digest(NamedTuple):
    """All that a review reads. Sections without a line are left out."""

    sentence: str
    strip: tuple[StageCount, ...]
    sections: tuple[Section, ...]


def digest(c: Comparison, today: date) -> Digest:
    """Every told item is in at least one line, and one of these has a number, unless it is a
    conflict or the mark of a review; what is overdue, stale or open is told too, changed or not.
    """
    parts = digested(c, today)
    while True:
        try:
            next(parts)
        except StopIteration as end:
            found: Digest = end.value
            return found


def digested(c: Comparison, today: date) -> Generator[None, None, Digest]:
    """The same, a part at a time: others may have their turn in between."""
    rooms: dict[str, list[Item]] = {name: [] for name in _TITLES}
    supported: list[Item] = []
    of_reviews = traces(c)
    left_out = {item.id for item in of_reviews}
    for item in c.told:
        if item.id in left_out:
            continue
        room = _room(c, item)
        rooms[room].append(item)
        if is_supported(item) and room != "evidence":
            supported.append(item)
    lines: dict[str, Callable[[], list[Line]]] = {
        "work": lambda: work_lines(c, rooms["work"], today),
        "feelings": lambda: feeling_lines(c, rooms["feelings"]),
        "pains": lambda: _pains(c, rooms["pains"]),
        "evidence": lambda: [
            *evidence_lines(c, rooms["evidence"], supported, today),
            *_agreed(of_reviews),
        ],
        "structure": lambda: _structure(c, rooms["structure"]),
        "wording": lambda: [line(c, item) for item in rooms["wording"]],
    }
    told = []
    for name in _TITLES:
        yield
        told.append(lines[name]())
    yield
    sections = (
        Section(name, title, told, name in _FOLDED)
        for (name, title), told in zip(_TITLES.items(), numbered(c, told), strict=True)
    )
    return Digest(sentence(c), strip(c), tuple(s for s in sections if s.lines))


def _agreed(items: tuple[Item, ...]) -> list[Line]:
    """The marks of reviews in one line, which tells of no change."""
    text, ids = traces_text(items), tuple(item.id for item in items)
    return [Line(text, ids, stands=True)] if ids else []


def _room(c: Comparison, item: Item) -> str:
    """Where it is told first; what rests on other sources than before is told there too."""
    there, its = item.there, fates(c).get(item.id, "")
    content = _content(c, item)
    if is_only_days(item):
        return "structure"
    if not content:
        return "structure" if isinstance(there, (Stage, Step)) and _is_moved(item) else "wording"
    if (is_work(item.before) or is_work(item.after)) and content != {"moved"} and not its:
        return "work"
    if isinstance(there, (Feeling, Metric)):
        return "feelings"
    if is_pain_or_gain(item) and (its or content & _OF_PAINS or _parked(c, item)):
        return "pains"
    if isinstance(there, (Evidence, Comment, Conflict)) or content == {"evidence"}:
        return "evidence"
    if isinstance(there, Card) and there.kind == "question" and content != {"moved"}:
        return "evidence"
    return "structure"


def _content(c: Comparison, item: Item) -> set[str]:
    """The kinds of what became of it but for form, and for references to what is gone itself."""
    old, new, kinds = item.before, item.after, set(item.kinds)
    if old is None or new is None or type(old) is not type(new):
        return kinds - FORM
    lost = {name for name in item.fields if only_lost(c, old, new, name)}
    if lost and lost != set(item.fields):
        left = {kind_of(type(new), name) for name in item.fields if name not in lost}
        kinds -= {kind_of(type(new), name) for name in lost} - left
    return kinds - FORM


def _is_moved(item: Item) -> bool:
    return "reordered" in item.kinds


def _parked(c: Comparison, item: Item) -> bool:
    """Whether a card was put off the map, or taken up again."""
    sides = ((c.old, item.before), (c.new, item.after))
    placed = {is_placed(of, card) for of, card in sides if isinstance(card, Card)}
    return len(placed) > 1


def _structure(c: Comparison, items: list[Item]) -> list[Line]:
    rounds, others = together(c, items)
    return [*(line(c, item) for item in sorted(others, key=_rank)), *rounds]


def _rank(item: Item) -> tuple[bool, int, bool]:
    """What the journey is made of comes first, then details of what stayed."""
    structural = bool(_STRUCTURAL.intersection(item.kinds))
    at = _RECORDS.index(item.record) if item.record in _RECORDS else len(_RECORDS)
    is_touchpoint = isinstance(item.there, Card) and item.there.kind == "touchpoint"
    return not structural, at if structural else 0, structural and not is_touchpoint


def _pains(c: Comparison, items: list[Item]) -> list[Line]:
    """By what became of them, also of those that came or went with a stage or a lane."""
    found = fates(c)
    by: dict[Fate, list[Item]] = {}
    for record_id, its in found.items():
        by.setdefault(its, []).append(c.by_id[record_id])
    lines = [
        _pain(c, item, word or capitalised(both_ways(item)))
        for its, word in _FATES.items()
        for item in by.get(its, ())
    ]
    lines += [_pain(c, item, "") for item in items if item.id not in found]
    for its, words in _WENT.items():
        gone = by.get(its, [])
        if gone:
            names = [isolated(quoted(item.there)) for item in gone[:_NAMED]]
            more = len(gone) - len(names)
            told = listed([*names, f"{more} more"] if more else names)
            said = words.format("its" if len(gone) == 1 else "their")
            lines.append(Line(f"{said}: {told}", tuple(item.id for item in gone)))
    return lines


def _pain(c: Comparison, item: Item, word: str) -> Line:
    card, cause, into = item.after, c.by_id.get(item.because), combined_into(c, item)
    more, but = [], frozenset[str]()
    if isinstance(card, Card) and fates(c).get(item.id) == "solved pain":  # the word tells it
        assert isinstance(item.before, Card), "it had a severity"
        more, but = [f"severity was {item.before.severity}"], frozenset({"severity"})
    if into is not None:
        more.append(f"its words now on {isolated(quoted(into))}")
    if isinstance(card, Card) and item.before is None and card.kind == "pain" and card.severity:
        more.append(f"severity {card.severity}")
    if cause is not None:
        more.append(f"with {subject(c.old if item.after is None else c.new, cause.there)}")
    return line(c, item, word, ", ".join(more), but)
