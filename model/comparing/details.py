"""What became of a record in detail: its fields as they were and are, in words, and where it
stands. Names, never ids.
"""

from collections.abc import Iterator
from typing import NamedTuple

from model.compare import Comparison, Item
from model.comparing.naming import capitalised, grids
from model.comparing.phrases import is_mere_key, is_text
from model.comparing.review_traces import untold
from model.comparing.rows import IN_ROWS
from model.comparing.siblings import put
from model.comparing.values import label, said, set_units
from model.comparing.wording import Piece, worded
from model.places import place_of


class Detail(NamedTuple):
    """One field as it was and as it is, in words; "" where it says nothing.

    `pieces` are its words compared, for a text of a record that is in both maps.
    """

    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


def details(c: Comparison, item: Item) -> tuple[Detail, ...]:
    """Each field that differs, in words; all that say something of what was added or removed."""
    return tuple(_details(c, item))


def where(c: Comparison, item: Item) -> str:
    """The place on the map, where it is now or was at last: "Ride › Every day, Station"."""
    grid = grids(c)[0 if item.after is None else 1]
    return place_of(grid, item.id)


def _details(c: Comparison, item: Item) -> Iterator[Detail]:
    old, new = grids(c)
    before, after = item.before, item.after
    if before is None or after is None or type(before) is not type(after):
        for grid, record in ((old, before), (new, after)):
            for name in set_units(record) if record is not None else ():
                text = said(grid, record, name) if record is not None else ""
                is_old = grid is old
                yield Detail(_title(name), text if is_old else "", "" if is_old else text)
        return
    for name in item.fields:
        if is_mere_key(item, name) or name in untold(item):
            continue
        if name == "order" and type(after) in IN_ROWS:
            yield Detail(_title(name), "", put(new, after))
            continue
        was, now = said(old, before, name), said(new, after, name)
        pieces = worded(was, now) if is_text(after, name) else ()
        yield Detail(_title(name), was, now, pieces)


def _title(name: str) -> str:
    return capitalised(label(name))
