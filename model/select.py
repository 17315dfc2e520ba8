"""A part of a map as a map of its own: for one persona, for some lanes, or for outsiders.

What is left out takes along what only speaks of it: its scores, links, votes, comments,
actions. Stages, steps and what belongs to everyone stay. A map in which everything refers
to something stays such a map.
"""

from collections.abc import Collection, Iterable

from model.change import JourneyMap
from model.grid import Grid
from model.ids import feeling_id
from model.records import (
    Action,
    Asset,
    Card,
    Comment,
    Conflict,
    Evidence,
    Feeling,
    Lane,
    Link,
    Metric,
    Person,
    Persona,
    Record,
    Unknown,
    Vote,
    create,
    evolve,
)
from model.redact import redacted
from model.references import mentions, rewritten
from resources.palettes import PERSONAS, is_persona_colour

#: Goes when the last thing that referred to it has gone.
_SUPPORTING = (Evidence, Metric, Asset, Person)


def select(
    of: JourneyMap,
    personas: Collection[str] = (),
    lanes: Collection[str] = (),
    redact: bool = False,
) -> JourneyMap:
    """The part of a map that concerns these personas and lanes; `of` itself if all is asked for.

    Args:
        personas: ids of those whose journey is kept, with what is for everyone; empty for all.
        lanes: ids of the lanes that are kept, with the cards in them; empty for all.
        redact: leave out what outsiders should not see (`model.redact`).

    Raises:
        KeyError: an id is not that of a persona or a lane.
    """
    for ids, kind in ((personas, Persona), (lanes, Lane)):
        for record_id in ids:
            if of.get(record_id, kind) is None:
                raise KeyError(f"there is no {kind.kind_name} {record_id!r}")
    new = redacted(of) if redact else of
    if redact:
        new = _left(new, _private(new))
    if personas:
        new = _only_personas(new, personas)
    if lanes:
        new = _only_lanes(new, lanes)
    return new if new is of else _left(new, _unused(of, new, redact))


def _only_personas(of: JourneyMap, personas: Collection[str]) -> JourneyMap:
    """The map with these personas only; they keep the colours that they had by their places."""
    everybody = Grid(of).personas
    gone = {p.id for p in everybody} - set(personas)
    if not gone:
        return of
    records = dict(of.records)
    for place, persona in enumerate(everybody):
        if not is_persona_colour(persona.colour):
            records[persona.id] = evolve(persona, colour=PERSONAS[place % len(PERSONAS)])
    return _left(JourneyMap(records), gone)


def _left(of: JourneyMap, gone: set[str]) -> JourneyMap:
    """`of` without the ids in `gone`, without what falls with them, and without mentions of it."""
    if not gone:
        return of
    gone = set(gone)
    while True:
        falling = {r.id for r in of.records.values() if r.id not in gone and _falls(r, gone)}
        if not falling:
            break
        gone |= falling
    nothing = dict.fromkeys(gone, "")
    return JourneyMap(rewritten(r, nothing) for r in of.records.values() if r.id not in gone)


def _falls(record: Record, gone: set[str]) -> bool:
    """Whether a record says nothing, or something else, once these ids are gone."""
    own = getattr(record, "persona_ids", ())
    if own and gone.issuperset(own):
        return True  # no persona at all would mean: for everyone
    match record:
        case Card():
            figures = record.kind == "metric" and record.metric_ids
            return record.lane_id in gone or bool(figures and gone.issuperset(record.metric_ids))
        case Feeling():
            return not gone.isdisjoint((record.persona_id, record.step_id, record.card_id))
        case Link():
            return not gone.isdisjoint((record.source_id, record.target_id))
        case Vote():
            return record.card_id in gone
        case Metric():
            return record.persona_id in gone
        case Comment() | Conflict():
            return record.about_id in gone
        case Action():
            return bool(record.about_ids) and gone.issuperset(record.about_ids)
        case _:
            return False


def _private(of: JourneyMap) -> set[str]:
    """What is marked, what nobody sees, the team's own talk, and what nobody can judge."""
    hidden = {card.id for card in of.all(Card) if card.private} | {c.id for c in Grid(of).parked}
    for kind in (Comment, Vote, Action, Conflict, Unknown):
        hidden.update(record.id for record in of.all(kind))
    return hidden


def _unused(before: JourneyMap, after: JourneyMap, redact: bool) -> set[str]:
    """Evidence, figures, pictures and people that stood only behind what has gone.

    Redacted editions also lose pictures and people that nothing ever referred to.
    """
    gone: set[str] = set()
    used = _mentioned(before.records.values())
    while True:
        still = _mentioned(r for r in after.records.values() if r.id not in gone)
        falling = {
            r.id
            for r in after.records.values()
            if isinstance(r, _SUPPORTING)
            and r.id not in gone | still
            and (r.id in used or (redact and isinstance(r, (Asset, Person))))
        }
        if not falling:
            return gone
        gone |= falling


def _mentioned(records: Iterable[Record]) -> set[str]:
    return {record_id for record in records for _, record_id in mentions(record)}


def _only_lanes(of: JourneyMap, lanes: Collection[str]) -> JourneyMap:
    """The map with these lanes only; emotion lines keep their shape."""
    grid = Grid(of)
    kept = set(lanes)
    records = dict(of.records)
    gone = {lane.id for lane in grid.lanes if lane.id not in kept}
    gone.update(card.id for card in grid.parked)
    for card in grid.cards:
        covered = [grid.lanes[i].id for i in grid.span(card)[1] if grid.lanes[i].id in kept]
        if not covered:
            gone.add(card.id)
        elif card.until_lane_id or covered[0] != card.lane_id:
            until = covered[-1] if len(covered) > 1 else ""
            records[card.id] = evolve(card, lane_id=covered[0], until_lane_id=until)
    for feeling in _means(of, gone):
        records[feeling.id] = feeling
    return _left(JourneyMap(records), gone)


def _means(of: JourneyMap, gone: set[str]) -> list[Feeling]:
    """Scores of steps in place of their cards' where some of those cards go.

    A step without a score of its own has the mean of its cards' (as the emotion lines do):
    that must not change because a lane is left out.
    """
    groups: dict[tuple[str, str, str, str], list[tuple[Feeling, Card]]] = {}
    for feeling in sorted(of.all(Feeling), key=lambda f: f.id):
        card = of.get(feeling.card_id, Card)
        if card is not None and card.step_id and not feeling.step_id:
            key = (feeling.persona_id, card.step_id, feeling.curve, feeling.measure)
            groups.setdefault(key, []).append((feeling, card))
    return [
        _mean(key, members)
        for key, members in groups.items()
        if feeling_id(*key) not in of and any(card.id in gone for _, card in members)
    ]


def _mean(key: tuple[str, str, str, str], members: list[tuple[Feeling, Card]]) -> Feeling:
    persona, step, curve, measure = key
    feelings = [feeling for feeling, _ in members]
    lowest, its_card = min(members, key=lambda pair: (pair[0].score, pair[0].id))
    lows = [f.low for f in feelings if f.low is not None]
    highs = [f.high for f in feelings if f.high is not None]
    made: Feeling = create(
        Feeling,
        id=feeling_id(*key),
        persona_id=persona,
        step_id=step,
        curve=curve,
        measure=measure,
        score=sum(f.score for f in feelings) / len(feelings),
        word=lowest.word or its_card.title,
        low=min(lows, default=None),
        high=max(highs, default=None),
        evidence_ids=tuple(dict.fromkeys(i for f in feelings for i in f.evidence_ids)),
    )
    return made
