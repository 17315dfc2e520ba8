"""What can be picked for a field: the records of the right kinds, in the map's order."""

from model.change import JourneyMap
from model.grid import Grid
from model.names import kind_name
from model.records import (
    Asset,
    Card,
    Evidence,
    Feeling,
    Lane,
    Link,
    Metric,
    Person,
    Persona,
    Record,
    Stage,
    Step,
)
from widgets.inspector.around import Around, short_name
from widgets.inspector.picklist import Offer

_TYPES: dict[str, type[Record]] = {
    t.kind_name: t
    for t in (Person, Persona, Evidence, Metric, Card, Asset, Stage, Step, Lane, Link, Feeling)
}
#: Fields that may hold any record offer these; nobody means a feeling's or a picture's id.
_ANYTHING = ("card", "stage", "step", "lane", "persona", "metric")


def offers(around: Around, kinds: tuple[str, ...], without: set[str]) -> list[Offer]:
    """Everything of these kinds ("*" for all that can be meant) that is not in `without`."""
    wanted = _ANYTHING if kinds == ("*",) else kinds
    found: list[Record] = []
    for kind in wanted:
        found += _in_order(around.map, kind)
    many_kinds = len(wanted) > 1
    return [_offer(around, record, many_kinds) for record in found if record.id not in without]


def _offer(around: Around, record: Record, many_kinds: bool) -> Offer:
    name = short_name(record)
    if many_kinds and isinstance(record, (Stage, Step, Lane)):
        name = f"{name} ({kind_name(record)})"
    return Offer(record.id, name, lambda: around.icon_of(record))


def _in_order(of: JourneyMap, kind: str) -> list[Record]:
    if kind in ("card", "stage", "step", "lane", "persona"):
        grid = Grid(of)
        if kind == "card":
            return [*grid.cards, *grid.parked]
        return list(
            {
                "stage": grid.stages, "step": grid.steps, "lane": grid.lanes,
                "persona": grid.personas,
            }[kind]
        )  # fmt: skip
    return sorted(of.all(_TYPES[kind]), key=lambda r: (short_name(r).casefold(), r.id))
