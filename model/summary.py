"""What a workshop came to, on one page: counted and ranked from the map, nothing typed.

The order of what hurts is the room's: dots first, then severity, then how many said it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from model import due
from model.change import JourneyMap
from model.edits.actions import dealt_with, is_overdue, ordered, owner_name
from model.grid import Grid
from model.labels import counted, listed
from model.names import kind_name, own_name
from model.places import PARKING_LOT, place_of
from model.records import (
    HEARD_FROM_CUSTOMERS,
    Action,
    Card,
    CardKind,
    Evidence,
    Person,
    Stage,
    Vote,
)
from model.remarks import talks

#: In which order cards are counted.
_KINDS: tuple[CardKind, ...] = (
    "touchpoint", "pain", "gain", "opportunity", "quote", "activity", "question", "doing",
    "thought", "need", "metric", "picture", "note",
)  # fmt: skip


class Point(NamedTuple):
    """One card: its words, where it stands, and what makes it matter ("12 dots, severity 5")."""

    text: str
    place: str = ""
    facts: str = ""


class Decision(NamedTuple):
    """One action as it is told."""

    title: str
    owner: str
    due: str
    day: str
    status: str
    overdue: bool
    about: str
    done_on: str

    @property
    def over(self) -> bool:
        """Whether nothing is left to do."""
        return self.status in ("done", "dropped")


class Summary(NamedTuple):
    """All that is told of a map on a day.

    Attributes:
        day: in ISO form; `said_day` as people read it.
        today: what was added that day, or since when it is known; "" where nothing was.
        holds: what the map holds, in words.
        evidence: how much of it was heard, in words; "" on a map without touchpoints.
        voted: the cards with the most dots, whatever they are.
        answered: how many questions an action is about.
        comments: those that are open, along the journey.
    """

    title: str
    subtitle: str
    day: str
    said_day: str
    language: str
    today: str
    holds: str
    evidence: str
    voted: tuple[Point, ...]
    pains: tuple[Point, ...]
    gains: tuple[Point, ...]
    decisions: tuple[Decision, ...]
    questions: tuple[Point, ...]
    answered: int
    parked: tuple[Point, ...]
    comments: tuple[Point, ...] = ()


def summarise(
    of: JourneyMap, today: date, before: JourneyMap | None = None, since: str = ""
) -> Summary:
    """What there is to say of a map; `before` is the map as it was when the day began.

    Where that is not known, it is the map as it was `since` ("since 10:42").
    """
    grid = Grid(of)
    dots: Counter[str] = Counter()
    for vote in of.all(Vote):
        dots[vote.card_id] += vote.count
    met = dealt_with(of)
    cards = list(grid.cards) + list(grid.parked)
    questions = [card for card in cards if card.kind == "question"]
    voted = sorted((c for c in cards if dots[c.id]), key=lambda card: -dots[card.id])
    return Summary(
        title=" ".join(of.info.title.split()) or "A journey map",
        subtitle=" ".join(of.info.subtitle.split()),
        day=today.isoformat(),
        said_day=f"{today.day} {due.MONTHS[today.month - 1].capitalize()} {today.year}",
        language=of.info.language,
        today=_added(of, before, since or "today") if before is not None else "",
        holds=_holds(grid),
        evidence=_evidence(grid),
        voted=tuple(_point(grid, card, dots[card.id]) for card in voted),
        pains=_points(grid, "pain", dots),
        gains=_points(grid, "gain", dots),
        decisions=tuple(_decision(grid, action, today) for action in ordered(of)),
        questions=tuple(_point(grid, c, dots[c.id]) for c in questions if c.id not in met),
        answered=sum(card.id in met for card in questions),
        parked=tuple(
            _point(grid, card, dots[card.id], what=True)
            for card in grid.parked
            if card.id not in met and card.kind != "question"
        ),
        comments=tuple(_comments(grid, today)),
    )


def _comments(grid: Grid, today: date) -> Iterator[Point]:
    for talk in talks(grid.map):
        place = place_of(grid, talk.about_id)
        for comment, _ in talk.said:
            if not comment.resolved:
                author = grid.map.get(comment.author_id, Person)
                who = own_name(author) if author is not None else ""
                facts = ", ".join(filter(None, (who, due.in_words(comment.date[:10], today))))
                yield Point(" ".join(comment.text.split()), place, facts)


def by_kind(cards: Sequence[Card]) -> str:
    """How many of each kind: "3 touchpoints, 2 pain points and 1 gain"."""
    counts = Counter(card.kind for card in cards)
    names = {card.kind: kind_name(card) for card in cards}
    return listed([counted(counts[k], names[k]) for k in _KINDS if counts[k]])


def _added(of: JourneyMap, before: JourneyMap, when: str) -> str:
    """What was added since, and how many cards were changed or removed."""
    new = [card for card in of.all(Card) if before.get(card.id, Card) is None]
    changed = sum(1 for card in of.all(Card) if (old := before.get(card.id, Card)) and old != card)
    gone = sum(1 for card in before.all(Card) if of.get(card.id, Card) is None)
    stages = sum(1 for stage in of.all(Stage) if before.get(stage.id, Stage) is None)
    actions = sum(1 for action in of.all(Action) if before.get(action.id, Action) is None)
    parts = [by_kind(new)] if new else []
    parts += [counted(stages, "stage")] if stages else []
    parts += [counted(actions, "action")] if actions else []
    said = f"Added {when}: {'; '.join(parts)}." if parts else ""
    others = [f"{changed:,} changed"] if changed else []
    others += [f"{gone:,} removed"] if gone else []
    if others:
        said += f"{' ' if said else ''}Cards {' and '.join(others)}."
    return said


def _holds(grid: Grid) -> str:
    parts = [
        counted(len(grid.stages), "stage"),
        counted(len(grid.lanes), "lane"),
        counted(len(grid.personas), "persona"),
    ]
    cards = by_kind(grid.cards)
    return f"{', '.join(parts)}; {cards}" if cards else ", ".join(parts)


def _evidence(grid: Grid) -> str:
    """The share of touchpoints with evidence from customers, as the poster's title has it."""
    of = grid.map
    heard = sum(
        any(
            (found := of.get(i, Evidence)) is not None and found.kind in HEARD_FROM_CUSTOMERS
            for i in card.evidence_ids
        )
        for card in grid.touchpoints
    )
    n = len(grid.touchpoints)
    return f"{heard} of {counted(n, 'touchpoint')} heard or seen from customers" if n else ""


def _points(grid: Grid, kind: str, dots: Counter[str]) -> tuple[Point, ...]:
    """The cards of a kind, what matters most first; of equals in journey order."""

    def weight(card: Card) -> tuple[int, int, int]:
        felt = card.severity if kind == "pain" else card.strength
        return -dots[card.id], -(felt or 0), -(card.mentions or 0)

    found = sorted((card for card in grid.cards if card.kind == kind), key=weight)
    return tuple(_point(grid, card, dots[card.id]) for card in found)


def _point(grid: Grid, card: Card, dots: int, *, what: bool = False) -> Point:
    words = " ".join((card.title or card.body).split()) or f"A {kind_name(card)} without words"
    facts = [counted(dots, "dot")] if dots else []
    facts += [f"severity {card.severity}"] if card.kind == "pain" and card.severity else []
    facts += [f"strength {card.strength}"] if card.kind == "gain" and card.strength else []
    facts += [f"said by {card.mentions}"] if card.mentions else []
    place = place_of(grid, card.id)
    if what:
        place = kind_name(card)
    elif place == PARKING_LOT:
        place = "parked"
    return Point(words, place, ", ".join(facts))


def _decision(grid: Grid, action: Action, today: date) -> Decision:
    of = grid.map
    about = next((of[i] for i in action.about_ids if i in of), None)
    name = (own_name(about) or kind_name(about)) if about is not None else ""
    title = " ".join(action.title.split()) or "An action without words"
    return Decision(
        title=title,
        owner=owner_name(of, action),
        due=due.in_words(action.due, today),
        day=action.due,
        status=action.status,
        overdue=is_overdue(action, today),
        about=name,
        done_on=action.done_on,
    )


def left(decisions: Sequence[Decision]) -> str:
    """How many are left and overdue: "5 to do, 1 overdue, 2 done"."""
    open_ones = [d for d in decisions if not d.over]
    late = sum(d.overdue for d in decisions)
    done = sum(d.status == "done" for d in decisions)
    parts = [f"{len(open_ones)} to do"] if open_ones else []
    parts += [f"{late} overdue"] if late else []
    parts += [f"{done} done"] if done else []
    return ", ".join(parts)


def facts_of_point(point: Point) -> str:
    """What stands behind a card's words: "12 dots, severity 5, Get help, Phone"."""
    return ", ".join(filter(None, (point.facts, point.place)))


def facts_of(decision: Decision) -> str:
    """Who does it, by when, how far: "Lena, by Fri 4 Dec, in progress"."""
    by = f"by {decision.due}" if decision.due else "no day yet"
    if decision.overdue:
        by = f"overdue since {decision.due}"
    status = "" if decision.status == "open" else decision.status
    shown = [decision.owner or "nobody yet", "" if decision.over and not decision.due else by]
    return ", ".join(filter(None, (*shown, status)))
