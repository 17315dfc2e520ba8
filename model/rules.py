"""What must hold in every map, as a separate step: `check` tells, `model.repair` mends.

Loading flags and mends nothing. After an edit only the touched records and those that
refer to them are checked, with the same answer as the full check gives for them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from model import grid
from model.bitmaps import LARGEST_FILE, LARGEST_SIDE, LARGEST_TOTAL, stored
from model.change import Change, JourneyMap
from model.circles import circles
from model.ids import id_of_feeling
from model.lost import Near
from model.lost import doubtful as doubtful_reference
from model.names import field_name, name_of
from model.order import LONGEST_KEY
from model.problems import RULES, Problem, problem
from model.records import (
    TABLES,
    Action,
    Asset,
    Card,
    Comment,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Record,
    Stage,
    Step,
    Unknown,
    Vote,
)
from model.references import reference_fields, referrers
from model.twice import second_fields


def check(
    of: JourneyMap, touched: Collection[str] | None = None, stayed: AbstractSet[str] = frozenset()
) -> tuple[Problem, ...]:
    """What is wrong with the map, or with what `touched` ids may have put wrong.

    Sorted by record, rule and field. The partial answer is the full one's problems that
    are about `affected(of, touched, stayed)`.
    """
    scope = of.records.keys() if touched is None else affected(of, touched, stayed)
    problems: list[Problem] = []
    near = Near(of)
    records = [of.records[i] for i in scope]
    for record in records:
        lost = _of_references(of, record, near)
        problems += lost
        rules = _RULES_OF.get(type(record))
        # the id of a feeling is not judged by a misspelt step or card
        if rules and not (type(record) is Feeling and any(not p.fixable for p in lost)):
            problems += rules(record)
        if len(record.__dict__.get("order", "")) > LONGEST_KEY:
            message = f"The sorting key of {name_of(record)} is very long."
            problems.append(problem("long-order", record, message, "order"))
        if record.__pydantic_extra__:
            problems += second_fields(record)
    problems += _of_columns(of, records, near)
    problems += _of_spans(of, records)
    problems += _of_all_assets(of, scope)
    if any(_leads_on(record) for record in records):
        problems += _of_circles(of, scope)
    return tuple(sorted(problems, key=lambda p: (p.about, p.rule, p.field)))


def touched_by(change: Change) -> set[str]:
    """The ids to check after `change`: those in it, and the stages that steps were taken from."""
    touched = set(change)
    for before, _ in change.values():
        if isinstance(before, Step):
            touched.add(before.stage_id)
    return touched


def affected(
    of: JourneyMap, touched: Collection[str], stayed: AbstractSet[str] = frozenset()
) -> set[str]:
    """The ids that a change of `touched` can put wrong: those, and what depends on them.

    What refers to one that `stayed`, a record of the same kind as before, is as right as
    it was; so it is not looked for, which would take a walk over all records.
    """
    ids = set(touched)
    found = {i for i in ids if i in of}
    moved = ids - stayed
    if moved:
        found |= referrers(of, moved)
    gone = len(found & ids) < len(ids)
    kinds = {type(of.records[i]) for i in ids & found}
    if gone or not kinds.isdisjoint((Stage, Step, Lane)):
        found.update(c.id for c in of.all(Card) if c.until_step_id or c.until_lane_id)
    if gone or Asset in kinds:
        found.add("map")
    return found


def allowed(record: Record | None, kinds: tuple[str, ...]) -> bool:
    """Whether a reference to these kinds may point to `record`."""
    return record is not None and (record.kind_name in kinds or kinds == ("*",))


_KINDS: tuple[type[Record], ...] = (MapInfo, *TABLES.values(), Unknown)
#: Record type -> its references: field, types that it may point to.
_REFERENCES = {
    kind: tuple(
        (name, frozenset(k for k in _KINDS if k.kind_name in kinds or "*" in kinds))
        for name, kinds in reference_fields(kind).items()
    )
    for kind in _KINDS
}


def _of_references(of: JourneyMap, record: Record, near: Near) -> list[Problem]:
    # most of the time of a full check is spent here, so good references pass fast
    get = of.records.get
    values = record.__dict__
    doubtful = []
    for name, types in _REFERENCES[type(record)]:
        value = values[name]
        if not value:
            continue
        if type(value) is str:
            if type(get(value)) not in types or value == record.id:
                doubtful.append(name)
            continue
        for record_id in value:
            if type(get(record_id)) not in types or record_id == record.id:
                doubtful.append(name)
                break
        else:
            if len(value) > 1 and len(set(value)) < len(value):
                doubtful.append(name)
    return [p for name in doubtful for p in doubtful_reference(of, record, name, near)]


def _start(record: Record) -> str:
    name = name_of(record)
    return name[0].upper() + name[1:]


def _of_step(step: Step) -> Iterator[Problem]:
    if not step.stage_id:
        yield problem("no-subject", step, f"{_start(step)} belongs to no stage.", "stage_id")


def _of_card(card: Card) -> Iterator[Problem]:
    if bool(card.step_id) != bool(card.lane_id):
        there, missing = ("step", "lane") if card.step_id else ("lane", "step")
        message = f"{_start(card)} has a {there} but no {missing}."
        yield problem("half-placed", card, message, f"{missing}_id")
    if not (card.step_id and card.lane_id):
        for name in ("until_step_id", "until_lane_id"):
            if getattr(card, name):
                message = f"{_start(card)} has a {field_name(name)} but no place to start."
                yield problem("span-without-place", card, message, name)


def _of_feeling(feeling: Feeling) -> Iterator[Problem]:
    if feeling.step_id and feeling.card_id:
        message = f"{_start(feeling)} is both at a step and at a card."
        yield problem("feeling-in-two-places", feeling, message, "card_id")
    elif not (feeling.step_id or feeling.card_id):
        message = f"{_start(feeling)} is at no step and no card."
        yield problem("feeling-nowhere", feeling, message, "step_id")
    elif feeling.id != id_of_feeling(feeling):
        message = (
            f"{_start(feeling)}: its id is not the usual one for its persona and step; "
            "harmless, --fix renames it."
        )
        plain = f"{_start(feeling)} is filed under another name than is usual; that is harmless."
        yield problem("feeling-id", feeling, message, "id", plain=plain)


def _of_link(link: Link) -> Iterator[Problem]:
    if not (link.source_id or link.target_id):
        yield problem("link-without-ends", link, f"{_start(link)} has no end.", "source_id")
    elif link.source_id == link.target_id:
        message = f"{_start(link)} leads back to the card where it starts."
        yield problem("link-to-itself", link, message, "target_id")


def _of_vote(vote: Vote) -> Iterator[Problem]:
    if not vote.card_id:
        yield problem("no-subject", vote, f"{_start(vote)} is for no card.", "card_id")


def _of_comment(comment: Comment) -> Iterator[Problem]:
    if not comment.about_id:
        yield problem("no-subject", comment, f"{_start(comment)} is about nothing.", "about_id")


def _of_asset(asset: Asset) -> Iterator[Problem]:
    held = stored(asset.data)
    if held.bitmap is None:
        yield problem("asset-not-bitmap", asset, "A picture is neither a PNG nor a JPEG.", "data")
        return
    if held.size > LARGEST_FILE:
        message = f"A picture takes {held.size / 1024:.0f} KB."
        yield problem("asset-too-large", asset, message, "data")
    elif max(held.bitmap.width, held.bitmap.height) > LARGEST_SIDE:
        message = f"A picture is {held.bitmap.width} by {held.bitmap.height} pixels."
        yield problem("asset-too-large", asset, message, "data")
    if held.bitmap.media_type != asset.media_type:
        message = f"A picture says {asset.media_type} but is {held.bitmap.media_type}."
        yield problem("asset-type", asset, message, "media_type")
    if held.id != asset.id:
        message = "A picture is filed under another's id."
        yield problem("asset-id", asset, message, "id")


_RULES_OF: dict[type[Record], Callable[[Any], Iterator[Problem]]] = {
    Step: _of_step,
    Card: _of_card,
    Feeling: _of_feeling,
    Link: _of_link,
    Vote: _of_vote,
    Comment: _of_comment,
    Asset: _of_asset,
}


def _of_columns(of: JourneyMap, records: Iterable[Record], near: Near) -> Iterator[Problem]:
    stages = [r for r in records if type(r) is Stage]
    with_steps = {step.stage_id for step in of.all(Step)} if stages else set()
    with_steps |= {near.to(i, ("stage",)) for i in with_steps}  # its step misspells it
    for stage in stages:
        if stage.id not in with_steps:
            message = f"{_start(stage)} has no step."
            yield problem("stage-without-step", stage, message)


def _of_spans(of: JourneyMap, records: Iterable[Record]) -> Iterator[Problem]:
    cards = [r for r in records if type(r) is Card and (r.until_step_id or r.until_lane_id)]
    if not cards:
        return
    steps = {step.id: i for i, step in enumerate(grid.steps(of))}
    lanes = {lane.id: i for i, lane in enumerate(grid.lanes(of))}
    for card in cards:
        for start, until, name, at in (
            (card.step_id, card.until_step_id, "until_step_id", steps),
            (card.lane_id, card.until_lane_id, "until_lane_id", lanes),
        ):
            if start in at and until in at and at[until] < at[start]:
                message = f"The {field_name(name)} of {name_of(card)} comes before its first."
                yield problem("span-backwards", card, message, name)


def _of_all_assets(of: JourneyMap, scope: AbstractSet[str]) -> Iterator[Problem]:
    if "map" in scope:
        total = sum(stored(asset.data).size for asset in of.all(Asset))
        if total > LARGEST_TOTAL:
            message = f"The pictures of the map take {total / 2**20:.1f} MB together."
            yield problem("assets-too-large", of.info, message)


def _of_circles(of: JourneyMap, scope: AbstractSet[str]) -> Iterator[Problem]:
    severity, fixable, why = RULES["circle"]
    for field, edges in relations(of).items():
        for members in circles(edges):
            if not scope.isdisjoint(members):
                names = ", ".join(name_of(of[i]) for i in members[:3])
                more = f" and {len(members) - 3} more" if len(members) > 3 else ""
                message = f"These lead round in a circle: {names}{more}."
                yield Problem("circle", severity, message, why, members, fixable, field)


def _leads_on(record: Record) -> bool:
    """Whether a record is about, addresses or supports others, and so may lead in a circle."""
    values = record.__dict__
    return bool(
        values.get("about_ids")
        or values.get("about_id")
        or values.get("addresses_ids")
        or values.get("supports_ids")
    )


def relations(of: JourneyMap) -> dict[str, dict[str, tuple[str, ...]]]:
    """Who is about whom, addresses whom and supports whom, by field; itself left out."""
    about: dict[str, tuple[str, ...]] = {}
    addresses: dict[str, tuple[str, ...]] = {}
    supports: dict[str, tuple[str, ...]] = {}
    for card in of.all(Card):
        if card.about_ids:
            about[card.id] = card.about_ids
        if card.addresses_ids:
            addresses[card.id] = card.addresses_ids
        if card.supports_ids:
            supports[card.id] = card.supports_ids
    about.update((a.id, a.about_ids) for a in of.all(Action) if a.about_ids)
    about.update((c.id, (c.about_id,)) for c in of.all(Comment) if c.about_id)
    return {"about_ids": about, "addresses_ids": addresses, "supports_ids": supports}
