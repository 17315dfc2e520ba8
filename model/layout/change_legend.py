"""The legend of a change poster: how each state looks that is there, its sign, and its words."""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from model.layout.marks import Badge, Mark, Marks, State, sample
from model.layout.scene import Path, Primitive, snap
from model.layout.setting import Setting
from model.layout.shapes import circle

_WORDS: dict[State, str] = {
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "moved": "moved here",
    "ghost": "stood here before",
}
_SIGNS: dict[State, str] = {
    "added": "+",
    "removed": "−",
    "changed": "≠",
    "moved": "→",
    "ghost": "→",
}


class Explained(NamedTuple):
    """One entry of the legend and its place: a state, or "before" for an old emotion line."""

    x: float
    y: float
    part: State | None


def legend(marks: Marks, lines: bool, width: float, setting: Setting) -> Iterator[Explained]:
    """What is to be explained of these marks, in rows `width` px wide; old `lines` come last."""
    m = setting.measures
    # What was parked is nowhere on the map but where it stood before.
    states = {m.state for m in marks.values() if m.note != "parked" or m.state == "ghost"}
    states |= {"changed" for m in marks.values() if "≠" in m.sign}
    shown: list[State | None] = [state for state in _WORDS if state in states]
    if lines:
        shown.append(None)
    x = y = 0.0
    for part in shown:
        taken = _sample_width(part, setting) + setting.wrap(_said(part), m.meta).width
        if x and x + taken > width:
            x, y = 0.0, y + m.meta.leading * 1.7
        yield Explained(x, y, part)
        x += taken + m.pad * 2.5


def _said(part: State | None) -> str:
    return "felt like this before" if part is None else _WORDS[part]


def _sample_width(part: State | None, setting: Setting) -> float:
    m = setting.measures
    sign = _sign(part, setting).width + m.pad * 0.75 if part else 0.0
    return snap(m.icon * 2 + sign + m.pad * 0.8)


def _sign(part: State, setting: Setting) -> Badge:
    return setting.badge_of(Mark(part, _SIGNS[part]))


def explained(
    part: State | None, x: float, y: float, row: float, setting: Setting
) -> list[Primitive]:
    """An entry in a row `row` px high whose top left corner is at (x, y)."""
    m = setting.measures
    wide, high = snap(m.icon * 2), snap(m.icon * 0.9)
    middle = snap(y + row / 2)
    out: list[Primitive] = []
    if part is None:
        line = (("M", x + 3, middle), ("L", x + wide - 3, middle))
        out.append(Path(line, stroke="text", stroke_width=1.25, opacity=0.75))
        out += [
            Path(circle(end, middle, 3.0), fill="surface", stroke="text", stroke_width=1.25)
            for end in (x + 3, x + wide - 3)
        ]
    else:
        out += sample(part, snap(x + 4), snap(middle - high / 2), wide - 8, high, m)
        badge = _sign(part, setting)
        out += badge.at(x + wide + m.pad * 0.75, middle - badge.height / 2)
    start = x + _sample_width(part, setting)
    return out + setting.write(_said(part), start, middle - m.meta.leading / 2, inf, m.meta)
