"""Why something is a conflict: each kind with the sign, the word and the sentence for it.

The file keeps no kind: it follows from the three values, and from what stands where now.
"""

from typing import Final, Literal, NamedTuple, TypeAlias

from model.change import JourneyMap
from model.ids import derived_id
from model.merging.strategies import strategy_of
from model.records import TABLES, Card, Conflict, Lane, MapInfo, Record, Stage, Step, Unknown
from model.units import unit_of

ConflictKind: TypeAlias = Literal[
    "both edited",
    "deleted and edited",
    "moved to two places",
    "container deleted",
    "reference deleted",
    "added twice",
    "do not go together",
]


class Told(NamedTuple):
    """A kind of conflict on a badge, in a list, and explained."""

    sign: str
    word: str
    sentence: str


CONFLICT_KINDS: Final[dict[ConflictKind, Told]] = {
    "both edited": Told("≠", "both edited", "Both changed it, each in another way."),
    "deleted and edited": Told(
        "-", "deleted and edited", "One deleted it and the other changed it, so it was kept."
    ),
    "moved to two places": Told("→", "moved to two places", "Both moved it, each elsewhere."),
    "container deleted": Told(
        "+",
        "deleted and filled",
        "One deleted it and the other put something into it, so it is back.",
    ),
    "reference deleted": Told(
        "↶", "deleted and needed", "One deleted it and the other refers to it, so it is back."
    ),
    "added twice": Told("=", "added twice", "Both added it, each in another way."),
    "do not go together": Told(
        "!", "do not go together", "Each edit is fine alone, but not beside the other."
    ),
}

_RECORDS: Final[tuple[type[Record], ...]] = (MapInfo, *TABLES.values(), Unknown)
_KINDS: Final = {kind.kind_name: kind for kind in _RECORDS}


def kind_of_conflict(conflict: Conflict, of: JourneyMap) -> ConflictKind:
    """The kind of a conflict on a map, however it came there and whatever it says."""
    base, sides = conflict.base, (conflict.ours, conflict.theirs)
    about = of.records.get(conflict.about_id)
    if conflict.field:
        kind = type(about) if about else _KINDS.get(conflict.about_id.partition("_")[0])
        is_place = kind is not None and strategy_of(kind, conflict.field) == "place"
        # An unknown field that was not there before is one that both added to a record.
        known = is_place or (kind is not None and _is_known(kind, conflict.field))
        if not base and all(sides) and known:
            return "added twice"
        if base in sides:
            return "do not go together"
        return "moved to two places" if is_place else "both edited"
    if all(sides):
        return "both edited" if base else "added twice"
    if not base or about is None or not any(sides):
        return "do not go together"
    if base not in sides:
        return "deleted and edited"
    return "container deleted" if _is_filled(of, about) else "reference deleted"


def _is_known(kind: type[Record], field: str) -> bool:
    return unit_of(kind, field).fields[0] in kind.model_fields


def _is_filled(of: JourneyMap, record: Record) -> bool:
    """Whether it is a stage, step or lane in which something stands, or would by a conflict."""
    here = record.id
    match record:
        case Stage():
            own = derived_id(Step, "first", here)  # made for a stage that came back without one
            stands = any(step.stage_id == here and step.id != own for step in of.all(Step))
        case Step() | Lane():
            stands = any(
                here in (c.step_id, c.lane_id, c.until_step_id, c.until_lane_id)
                for c in of.all(Card)
            )
        case _:
            return False
    return stands or any(
        f'"{here}"' in conflict.ours + conflict.theirs
        for conflict in of.all(Conflict)
        if conflict.field in ("place", "stage_id")
    )
