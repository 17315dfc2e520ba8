"""The pictures of a presentation: all of the map, then stage by stage, and all of it again.

A stage that would be too small to be read is shown in parts, lanes together that belong
together. Everything is read from what is laid out; nothing is laid out for it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from model.layout import standing
from model.layout.build import Laid
from model.layout.scene import Bounds
from model.records import Lane

#: Parts of what is higher than a screen have this share of it in common.
_SHARED = 0.15


class Shot(NamedTuple):
    """One picture.

    Attributes:
        stage: its id; "" for all of the map.
        part, parts: which part of the stage it is, from 1, and of how many.
        box: what is to be in view, in the Scene.
        first, last: its lanes, from the top.
        begins, ends: its columns.
    """

    stage: str
    part: int
    parts: int
    box: Bounds
    first: int
    last: int
    begins: int
    ends: int


class _Part(NamedTuple):
    """Columns and lanes of a stage, and where they stand in the body from the top."""

    begins: int
    ends: int
    first: int
    last: int
    top: float
    bottom: float


def shots(laid: Laid, wide: float, high: float) -> tuple[Shot, ...]:
    """The pictures, none but the whole map wider or higher than that, in px of the Scene."""
    columns, lanes = laid.places.columns, laid.grounds
    if not columns or not lanes:
        return ()
    whole = _Part(0, len(columns) - 1, 0, len(lanes) - 1, 0.0, laid.tops[-1])
    all_of_it = Shot("", 1, 1, _box(laid, whole), 0, len(lanes) - 1, 0, len(columns) - 1)
    found = [all_of_it]
    for begins, ends in _stages(laid):
        stage = columns[begins].stage
        parts = list(_parts(laid, begins, ends, wide, high))
        found += [
            Shot(stage.id if stage else "", n, len(parts), _box(laid, p), *p[2:4], *p[:2])
            for n, p in enumerate(parts, 1)
        ]
    return (*found, all_of_it)


def _stages(laid: Laid) -> Iterator[tuple[int, int]]:
    """First and last column of every stage."""
    columns, begins = laid.places.columns, 0
    for at in range(1, len(columns) + 1):
        if at == len(columns) or columns[at].stage is not columns[begins].stage:
            yield begins, at - 1
            begins = at


def _parts(laid: Laid, begins: int, ends: int, wide: float, high: float) -> Iterator[_Part]:
    """A stage in as few parts as can be read; those with nothing in them are left out."""
    used = [row for row in range(len(laid.grounds)) if _has(laid, row, begins, ends)]
    if not used:
        yield _Part(begins, ends, 0, 0, 0.0, min(laid.tops[1], high))
        return
    for top_row, last_row in _row_groups(laid, used, high):
        for left, right in _column_groups(laid, begins, ends, wide):
            if not any(_has(laid, row, left, right) for row in range(top_row, last_row + 1)):
                continue
            top, bottom = laid.tops[top_row], laid.tops[last_row + 1]
            if bottom - top <= high:
                yield _Part(left, right, top_row, last_row, top, bottom)
                continue
            while True:  # one lane that is higher than the screen
                yield _Part(left, right, top_row, last_row, top, min(top + high, bottom))
                if top + high >= bottom:
                    break
                top = min(top + high * (1 - _SHARED), bottom - high)


def _row_groups(laid: Laid, used: list[int], high: float) -> list[tuple[int, int]]:
    """Lanes that fit together, from the first that is used to the last, in as few groups as can be.

    Where that takes no more of them, a group ends where another kind of lane begins.
    """
    plain = list(_packed(laid, used, high, kinds=False))
    kindly = list(_packed(laid, used, high, kinds=True))
    return kindly if len(kindly) <= len(plain) else plain


def _packed(laid: Laid, used: list[int], high: float, *, kinds: bool) -> Iterator[tuple[int, int]]:
    tops = laid.tops
    row, end = used[0], used[-1]
    while row <= end:
        last = row
        while last < end and tops[last + 2] - tops[row] <= high:
            last += 1
        if kinds and last < end and not _begins_kind(laid, last + 1):
            last = next((at - 1 for at in range(last, row, -1) if _begins_kind(laid, at)), last)
        inside = [at for at in used if row <= at <= last]
        if inside:
            yield inside[0], inside[-1]
        row = next((at for at in used if at > last), end + 1)


def _begins_kind(laid: Laid, row: int) -> bool:
    """Whether another kind of lane begins with this one."""
    above, here = laid.grounds[row - 1].lane, laid.grounds[row].lane
    return _family(above) != _family(here)


def _family(lane: Lane) -> tuple[str, str]:
    return (lane.group, "" if lane.group else lane.kind)


def _column_groups(laid: Laid, begins: int, ends: int, wide: float) -> Iterator[tuple[int, int]]:
    """Steps that fit beside each other."""
    left = begins
    while left <= ends:
        right = left
        while right < ends and standing.column_bounds(laid, left, right + 1).w <= wide:
            right += 1
        yield left, right
        left = right + 1


def _has(laid: Laid, row: int, begins: int, ends: int) -> bool:
    """Whether anything stands in a lane between two columns."""
    places, lane = laid.places, laid.grounds[row].lane
    steps = [places.columns[at].step.id for at in range(begins, ends + 1)]
    if any(places.cells.get((step, lane.id)) for step in steps):
        return True
    if lane.kind == "emotion" and places.feelings:
        return True
    reaches = places.spans.get(lane.id, ())
    return any(reach.first <= ends and reach.last >= begins for reach in reaches)


def _box(laid: Laid, part: _Part) -> Bounds:
    """Where a part stands in the Scene."""
    columns = standing.column_bounds(laid, part.begins, part.ends)
    rows = standing.to_scene(laid, Bounds(0.0, part.top, 1.0, part.bottom - part.top))
    return Bounds(columns.x, rows.y, columns.w, rows.h)
