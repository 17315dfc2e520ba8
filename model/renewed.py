"""A map with ids of its own: what a template makes is no copy of what it made for others."""

from model.change import JourneyMap
from model.edits.votes import vote_id
from model.ids import Ids, id_of_feeling
from model.records import Asset, Conflict, Feeling, MapInfo, Record, Unknown, Vote, evolve
from model.references import rewritten

#: Their ids say what they are or hold.
_KEPT = (MapInfo, Asset, Feeling, Vote, Unknown)


def renewed(of: JourneyMap, ids: Ids) -> JourneyMap:
    """The same map under new ids; those that are derived follow what they are derived from."""
    by_kind: dict[type[Record], list[str]] = {}
    for record_id, record in sorted(of.records.items()):
        if not isinstance(record, _KEPT):
            by_kind.setdefault(type(record), []).append(record_id)
    new_ids: dict[str, str] = {}
    for kind, old in by_kind.items():  # in the order of the old ones, by which ties are broken
        new_ids.update(zip(old, sorted(ids.new(kind) for _ in old), strict=True))
    return JourneyMap(_under_its_id(rewritten(r, new_ids), new_ids) for r in of.records.values())


def _under_its_id(record: Record, new_ids: dict[str, str]) -> Record:
    match record:
        case Feeling():
            record_id = id_of_feeling(record)
        case Vote():
            record_id = vote_id(record.round, record.card_id)
        case _:
            record_id = new_ids.get(record.id, record.id)
    renamed: Record = evolve(record, id=record_id)
    if isinstance(renamed, Conflict):
        renamed = evolve(renamed, about_id=new_ids.get(renamed.about_id, renamed.about_id))
    return renamed
