"""Where a line runs higher or lower than the scores that changed would say: a card with a score
moved, or a step lost its own score and shows the mean of its cards.
"""

from collections.abc import Iterator
from typing import NamedTuple

from model.change import JourneyMap
from model.compare import Comparison
from model.comparing.lines import Line
from model.comparing.naming import grids, isolated, signed
from model.comparing.points import At, Point, at, points
from model.labels import quoted
from model.labels import where as named
from model.names import own_name
from model.records import Card, Feeling, Persona


class Moved(NamedTuple):
    """A point of a line that is elsewhere, by how much, and the line of the report about it."""

    at: At
    by: float
    told: Line


def moved_points(c: Comparison) -> Iterator[Moved]:
    """The points that both maps have and that no score's own line tells of."""
    before, after = points(c)
    for where, now in after.items():
        was = before.get(where)
        if was is None or signed(now.score - was.score) == "0" or _is_told(c, was, now):
            continue
        if where.step_id in c.new and where.step_id in c.old:
            by = now.score - was.score
            ways = f"from {signed(was.score)} to {signed(now.score)}"
            text = f"{_whose(c.new, where)} {signed(by)}, {ways}, {_source(c.new, was, now)}"
            ids = _causes(c, was, now) or (where.step_id,)
            yield Moved(where, by, Line(text, ids, "≠", brief=True))


def hidden(c: Comparison, feeling: Feeling) -> str:
    """What is to be said of a card's score where its step has one of its own; else ""."""
    where = at(grids(c)[1], feeling) if feeling.card_id and not feeling.step_id else None
    point = points(c)[1].get(where) if where is not None else None
    if point is None or not point.own:
        return ""
    return f"the line keeps the step's own {signed(point.score)}"


def _is_told(c: Comparison, was: Point, now: Point) -> bool:
    """Whether one score makes the point in both maps, so that its own line says it."""
    scores = {feeling.id for feeling in (*was.of, *now.of)}
    item = c.by_id.get(next(iter(scores)))
    return len(scores) == 1 and item is not None and not item.because


def _causes(c: Comparison, was: Point, now: Point) -> tuple[str, ...]:
    """The scores that came, went or changed there, or the cards that did."""
    both = {feeling.id: feeling for feeling in (*was.of, *now.of)}
    scores = tuple(i for i in both if i in c.by_id)
    return scores or tuple(f.card_id for f in both.values() if f.card_id in c.by_id)


def _source(of: JourneyMap, was: Point, now: Point) -> str:
    if now.own:
        return "now the step's own score"
    again = "now " if was.own else ""
    card = of.get(now.of[0].card_id, Card)
    if len(now.of) == 1 and card is not None:
        return f"{again}the score of {isolated(quoted(card))}"
    return f"{again}the mean of its {len(now.of)} cards"


def _whose(of: JourneyMap, where: At) -> str:
    """ "Mara's line at “Get help”", "Everyone's line (trust) in the future at “Pay”"."""
    persona = of.get(where.persona_id, Persona)
    name = isolated(own_name(persona)) if persona is not None else ""
    parts = [f"{name or 'Everyone'}'s line"]
    parts += [f"({where.measure})"] if where.measure != "emotion" else []
    parts += ["in the future"] if where.curve == "future" else []
    return f"{' '.join(parts)} at {isolated(named(of, where.step_id))}"
