"""Two maps on one grid: the same columns and lanes at the same places, so that one can cover the
other. Where a map has none of them there is an empty one without a name.
"""

from collections.abc import Mapping

from model.change import JourneyMap
from model.compare import Comparison
from model.layout.build import Laid, Room
from model.layout.overlay import Overlay
from model.records import Lane, Record, Stage, Step, evolve

_GRID = (Stage, Step, Lane)


def on_one_grid(c: Comparison, overlay: Overlay) -> tuple[JourneyMap, JourneyMap]:
    """The old map and the new one of a comparison, with all columns and lanes of both.

    They stand in the order of the new map. These maps are to be looked at, never to be saved.
    """
    grid = {i: r for i, r in overlay.map.records.items() if isinstance(r, _GRID)}
    return _on(c.old, grid), _on(c.new, grid)


def _on(of: JourneyMap, grid: Mapping[str, Record]) -> JourneyMap:
    more = {}
    for record_id, wanted in grid.items():
        own = of.records.get(record_id)
        if own is None or type(own) is not type(wanted):
            more[record_id] = _empty(wanted)
        elif isinstance(wanted, Step) and isinstance(own, Step):
            if (own.stage_id, own.order) != (wanted.stage_id, wanted.order):
                more[record_id] = evolve(own, stage_id=wanted.stage_id, order=wanted.order)
        elif getattr(own, "order", "") != getattr(wanted, "order", ""):
            more[record_id] = evolve(own, order=getattr(wanted, "order", ""))
    return JourneyMap({**of.records, **more}) if more else of


def _empty(record: Record) -> Record:
    """A column or lane that holds a place and says nothing."""
    match record:
        case Stage():
            return Stage(id=record.id, order=record.order)
        case Step():
            return Step(id=record.id, stage_id=record.stage_id, order=record.order)
        case Lane():
            # Of the plainest kind: another one would draw lines, or name who sees it.
            return Lane(id=record.id, order=record.order, collapsed_height=record.collapsed_height)
        case _:
            return record


def room_for(*laid: Laid) -> Room:
    """What each of these needs: built with it, they stand alike."""
    heights: dict[str, float] = {}
    for one in laid:
        for ground in one.grounds:
            heights[ground.lane.id] = max(heights.get(ground.lane.id, 0.0), ground.height)
    widths = zip(*(one.columns.gutters for one in laid), strict=True)
    gutters = tuple(max(beside) for beside in widths)
    return Room(heights, gutters, max(one.columns.right for one in laid))
