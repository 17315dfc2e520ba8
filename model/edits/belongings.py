"""What the cards of a clip refer to, found again on a map or taken along to it."""

import base64
import binascii
from collections.abc import Mapping
from typing import NamedTuple

from model.change import Change, JourneyMap, apply, compose
from model.clips import Clip
from model.edits.assets import add_asset
from model.edits.common import EditError, changing
from model.ids import Ids, asset_id, id_of_feeling
from model.records import (
    Evidence,
    Feeling,
    Link,
    Metric,
    Person,
    Persona,
    Record,
    evolve,
    same,
)
from model.references import mentions, rewritten


class Kept(NamedTuple):
    """What becomes of the references of a clip's cards.

    Attributes:
        by: id in the clip -> id on the map, "" for what is not there; no cards of the clip.
        change: what comes along.
        notes: sentences about what does not.
    """

    by: Mapping[str, str]
    change: Change
    notes: tuple[str, ...]


def keep(to: JourneyMap, clip: Clip, ids: Ids) -> Kept:
    """The clip's references on the map `to`.

    Evidence and metrics are those of the same content, whatever their id; where there are
    none they come along. Personas and people are those of the same name. Other cards are
    only those of the same id: where the clip was copied from this map.
    """
    by: dict[str, str] = {}
    notes = [
        *_named(to, clip, Persona, clip.personas, by),
        *_named(to, clip, Person, clip.people, by),
    ]
    if _elsewhere(to, clip, by):
        notes.append("What the cards say about things that are not on this map was left out.")
    change: Change = {}
    for asset in clip.assets:
        try:
            data = base64.b64decode(asset.data, validate=True)
            added = add_asset(apply(change, to), data)
        except (EditError, binascii.Error, ValueError) as error:
            by[asset.id] = ""
            notes.append(f"A picture was left out: {error}")
        else:
            by[asset.id] = asset_id(data)
            change = compose(change, added)
    now = apply(change, to)
    records: list[Record] = []
    for kind, found in ((Evidence, clip.evidence), (Metric, clip.metrics)):
        for record in found:
            moved = rewritten(record, by)
            equal = [k.id for k in to.all(kind) if same(evolve(k, id=moved.id), moved)]
            by[record.id] = record.id if record.id in equal else min(equal, default="")
            if not equal:
                by[record.id] = ids.new(kind)
                records.append(evolve(moved, id=by[record.id]))
    return Kept(by, compose(change, changing(now, *records)), tuple(notes))


def own(clip: Clip, by: Mapping[str, str], ids: Ids) -> list[Record]:
    """The scores and links of the clip's cards, as they are on the map.

    `by` says for every id in the clip, those of its cards among them, what it becomes.
    Scores of a persona who is not there are left out.
    """
    result: list[Record] = []
    cards = {card.id for card in clip.cards}
    for feeling in clip.feelings:
        if feeling.card_id not in cards or feeling.step_id:
            continue
        if by.get(feeling.persona_id, "") or not feeling.persona_id:
            moved: Feeling = rewritten(feeling, by)
            result.append(evolve(moved, id=id_of_feeling(moved)))
    for link in clip.links:
        if link.source_id in cards and link.target_id in cards:
            moved_link: Link = rewritten(link, by)
            result.append(evolve(moved_link, id=ids.new(Link)))
    return result


def _named(
    to: JourneyMap,
    clip: Clip,
    kind: type[Persona] | type[Person],
    names: Mapping[str, str],
    by: dict[str, str],
) -> list[str]:
    """Enter into `by` who has the same name here; a note about those whom nobody has."""
    there = [(r.id, _plain(r.name)) for r in sorted(to.all(kind), key=lambda r: r.id)]
    missing = []
    for record_id, name in sorted(names.items()):
        named = [i for i, other in there if other == _plain(name)]
        by[record_id] = record_id if record_id in named else next(iter(named), "")
        if not by[record_id]:
            missing.append(f"“{name}”")
    if not missing:
        return []
    who = ", ".join(missing)
    if kind is Person:
        return [f"Nobody here is called {who}: what was theirs has no owner now."]
    return [
        f"No persona here is called {who}: scores of theirs were left out, "
        "and what was for them alone is for everyone now."
    ]


def _elsewhere(to: JourneyMap, clip: Clip, by: dict[str, str]) -> bool:
    """Enter into `by` what is mentioned but not in the clip; whether any of it is missing."""
    inside = {r.id for r in (*clip.records, *clip.evidence, *clip.assets)}
    mentioned = {i for record in clip.records for _, i in mentions(record)} - inside - by.keys()
    by.update((i, i if i in to else "") for i in mentioned)
    return not all(by[i] for i in mentioned)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
