"""What changed as a numbered list in even columns, for beneath a map and for pages after it.

Entries keep their order down the columns; no heading stands at the foot of one alone.
"""

from collections.abc import Sequence
from typing import NamedTuple

from model.layout.marks import Badge
from model.layout.scene import Bounds, Node, Primitive, snap
from model.layout.setting import Setting
from model.layout.text import Block, TextStyle

_CONTINUED = ", continued"


class Entry(NamedTuple):
    """One line of the list: a badge with the numbers of what it tells, or none, and its words."""

    badge: Badge | None
    text: str


class Section(NamedTuple):
    """Entries under one heading; "" for none."""

    title: str
    entries: tuple[Entry, ...]


class Filled(NamedTuple):
    """A list laid out in its (0, 0), and the sections that found no more room."""

    node: Node
    left: tuple[Section, ...]


class _Part(NamedTuple):
    """A heading or an entry, laid out; `above` of its height is left out at a column's top."""

    section: int
    entry: int
    lines: Block
    style: TextStyle
    badge: Badge | None
    height: float
    above: float
    keep: bool


class _Stands(NamedTuple):
    """A part and its place."""

    part: _Part
    column: int
    y: float


def in_columns(sections: Sequence[Section], width: float, most: float, setting: Setting) -> Filled:
    """As many of the entries as fit into `width` px and columns of `most` px, evenly."""
    m = setting.measures
    gap = m.pad * 3
    count = max(1, int((width + gap) // (m.column * 1.7 + gap)))
    across = snap((width - (count - 1) * gap) / count)
    badges = [e.badge.width for s in sections for e in s.entries if e.badge]
    indent = snap(max(badges, default=0.0) + m.pad * 0.75)
    parts = list(_parts(sections, across, indent, setting))
    total = sum(part.height for part in parts)
    tallest = max((_together(parts, nth) for nth in range(len(parts))), default=0.0)
    high = min(most, max(total / count, tallest))
    stands = _flow(parts, count, high)
    while len(stands) < len(parts) and high < most:
        high = min(most, high + m.card.leading)
        stands = _flow(parts, count, high)

    def primitives() -> tuple[Primitive, ...]:
        out: list[Primitive] = []
        for part, column, y in stands:
            x = snap(column * (across + gap))
            out += _put(part, x, snap(y), across, indent, setting)
        return tuple(out)

    bottom = max(
        (at.y + at.part.height - (0.0 if at.y else at.part.above) for at in stands), default=0.0
    )
    node = Node("changes list", Bounds(0, 0, width, snap(bottom)), primitives)
    return Filled(node, _left(sections, stands))


def _parts(
    sections: Sequence[Section], across: float, indent: float, setting: Setting
) -> "list[_Part]":
    m = setting.measures
    found = []
    for nth, section in enumerate(sections):
        if section.title:
            lines = setting.wrap(section.title, m.lane, across)
            above = m.pad * 1.5
            below = m.pad * 0.4
            high = lines.height + above + below
            found.append(_Part(nth, -1, lines, m.lane, None, high, above, True))
        for i, entry in enumerate(section.entries):
            lines = setting.wrap(entry.text, m.card, across - indent)
            high = max(lines.height, entry.badge.height if entry.badge else 0.0) + m.pad / 2
            found.append(_Part(nth, i, lines, m.card, entry.badge, high, 0.0, False))
    return found


def _flow(parts: list[_Part], count: int, high: float) -> list[_Stands]:
    """Where the first parts stand in `count` columns `high` px high."""
    stands: list[_Stands] = []
    column, y = 0, 0.0
    for nth, part in enumerate(parts):
        needed = _together(parts, nth)
        if y and y + needed > high + 0.01:
            column, y = column + 1, 0.0
        if not y:
            needed -= part.above
        if column >= count or needed > high + 0.01:
            break
        stands.append(_Stands(part, column, y))
        y += part.height if y else part.height - part.above
    return stands


def _together(parts: list[_Part], nth: int) -> float:
    """The height of a part, with the first entry of its section if it is a heading."""
    following = parts[nth + 1].height if parts[nth].keep and nth + 1 < len(parts) else 0.0
    return parts[nth].height + following


def _left(sections: Sequence[Section], stands: list[_Stands]) -> tuple[Section, ...]:
    """What is to be shown elsewhere; a heading alone was not shown."""
    shown = {(at.part.section, at.part.entry) for at in stands}
    left = []
    for nth, section in enumerate(sections):
        entries = tuple(e for i, e in enumerate(section.entries) if (nth, i) not in shown)
        if not entries:
            continue
        begun = len(entries) < len(section.entries)
        title = section.title
        if begun and title and not title.endswith(_CONTINUED):
            title += _CONTINUED
        left.append(Section(title, entries))
    return tuple(left)


def _put(
    part: _Part, x: float, y: float, across: float, indent: float, setting: Setting
) -> list[Primitive]:
    m = setting.measures
    if part.keep:
        top = y + part.above if y else y
        return setting.put(part.lines, x, snap(top), across, part.style)
    out: list[Primitive] = []
    if part.badge:
        out += part.badge.at(x, y + (m.card.leading - part.badge.height) / 2)
    return out + setting.put(part.lines, x + indent, y, across - indent, part.style)
