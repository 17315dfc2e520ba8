"""Emotion lines as they were, for those that a comparison found to differ, and by how much.

An old line is thin and pale, with open rings where a score is another one now, and says
"before". A number stands only where there is room for it; a badge always does.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from math import inf
from typing import NamedTuple

from model.layout import curves
from model.layout.emotion_points import TALLEST, Curve, Point
from model.layout.emotion_words import mark_width, meet, whose_mark
from model.layout.lanes import Columns
from model.layout.marks import Badge
from model.layout.scene import Bounds, Path, Placed, Primitive, TiedNode, snap
from model.layout.setting import Setting
from model.layout.shapes import circle
from model.layout.text import TextStyle

#: Smaller differences of a score are none: they are shown as 0.0.
LEAST = 0.05
#: Radius of a ring, and what is kept free round words, px.
_RING, _APART = 3.0, 2.0


class Before(NamedTuple):
    """What is drawn for old lines.

    Attributes:
        under: the lines themselves, under the faces.
        over: badges, differences and names.
        taken: where those stand.
    """

    under: tuple[Placed, ...]
    over: tuple[Placed, ...]
    taken: tuple[Bounds, ...]


NOTHING = Before((), (), ())


class _Step(NamedTuple):
    """One column of a line: how it is felt now and how it was, if it is or was."""

    now: Point | None
    then: Point | None

    @property
    def differs(self) -> bool:
        """Whether one would see a difference between the two lines here."""
        if self.now is None or self.then is None:
            return True
        return abs(self.now.score - self.then.score) >= LEAST

    @property
    def difference(self) -> str:
        """ "+1.4", "−0.6"; "" where there is nothing to subtract."""
        if self.now is None or self.then is None or not self.differs:
            return ""
        value = self.now.score - self.then.score
        return f"{'+' if value > 0 else '−'}{abs(value):.1f}"


def draw(
    old: list[Curve],
    lines: list[Curve],
    height: float,
    middle: float,
    half: float,
    columns: Columns,
    setting: Setting,
) -> Before:
    """The old lines of a lane `height` px high beside those of now, which are placed already."""
    whole = Bounds(0, 0, columns.right, height)
    now = {(curve.record, curve.future): curve for curve in lines}
    steps_of: list[tuple[Curve, list[_Step]]] = []
    for curve in old:
        found = now.pop((curve.record, curve.future), None)
        steps_of.append((curve, _steps(curve, found, columns, middle, half)))
    # A line that is new as a whole has badges all the same.
    steps_of += [(c, [_Step(p, None) for p in c.points]) for c in now.values()]
    room = _Room(lines, whole, columns)
    room.draw(curve.points for curve in lines)
    room.draw([step.then for step in steps if step.then] for _, steps in steps_of)
    under: list[Placed] = []
    over: list[Placed] = []
    shown: set[tuple[str, int]] = set()
    for curve, steps in steps_of:
        ties = ((curve.record,),) if curve.record else ()
        then = [step.then for step in steps if step.then]
        if then and any(step.differs for step in steps):
            thin = _thin(curve, then, steps)
            under.append(Placed(0, 0, TiedNode("before", whole, thin, curve.record, ties)))
        whose = curve if len(steps_of) > 1 else None
        words = (*_badges(steps, whose, shown, room, setting), *_name(curve, steps, room, setting))
        if words:
            over.append(Placed(0, 0, TiedNode("words", whole, words, curve.record, ties)))
    stems = [
        _stem(step.now, step.then)
        for _, steps in steps_of
        for step in steps
        if step.now and step.then and step.differs
    ]
    return Before(tuple(under), tuple(over), (*room.taken, *stems))


def _steps(
    old: Curve, now: Curve | None, columns: Columns, middle: float, half: float
) -> list[_Step]:
    """Both lines, column by column; an old point stands over or under the new face."""
    by_column = {point.column: point for point in now.points} if now else {}
    found = []
    for point in old.points:
        new = by_column.pop(point.column, None)
        x = new.x if new else snap(columns.xs[point.column] + columns.card / 2)
        y = snap(middle - point.score / 2 * half)
        found.append(_Step(new, point._replace(x=x, y=y, r=_RING)))
    found += [_Step(point, None) for point in by_column.values()]
    return sorted(found, key=_column)


def _stem(now: Point, then: Point) -> Bounds:
    """What leads from a ring to its face."""
    top, low = sorted((now.y, then.y))
    return Bounds(then.x - 1, top, 2, low - top)


def _column(step: _Step) -> int:
    point = step.now or step.then
    return point.column if point else 0


def _thin(curve: Curve, then: list[Point], steps: list[_Step]) -> tuple[Primitive, ...]:
    """The line, a ring at each end and wherever it differs, and a stem from there to the face."""
    out: list[Primitive] = []
    if len(then) > 1:
        line = curves.line([(p.x, p.y) for p in then])
        out.append(Path(line, stroke=curve.role, stroke_width=1.25, opacity=0.75))
    for step in steps:
        if step.then is None or not (step.differs or step.then in (then[0], then[-1])):
            continue
        x, y = step.then.x, step.then.y
        if step.now is not None and step.differs:
            stem = (("M", x, y), ("L", x, step.now.y))
            out.append(Path(stem, stroke=curve.role, stroke_width=1.0, opacity=0.75))
        out.append(Path(circle(x, y, _RING), fill="surface", stroke=curve.role, stroke_width=1.25))
    return tuple(out)


class _Room:
    """What is taken in a lane, for finding places for words."""

    def __init__(self, lines: list[Curve], whole: Bounds, columns: Columns) -> None:
        self._whole = whole
        self.taken: list[Bounds] = []
        self._faces = [
            Bounds(p.x - p.r - 1, p.y - p.r * TALLEST - 1, 2 * p.r + 2, 2 * p.r * TALLEST + 2)
            for curve in lines
            for p in curve.points
        ]
        self._left = columns.xs[0] - columns.gutters[0] if columns.xs else 0.0
        self._ink: list[tuple[float, float]] = []

    def draw(self, of: Iterable[list[Point]]) -> None:
        """Know of lines through these points: words stand beside them if they can."""
        for points in of:
            self._ink += curves.along([(p.x, p.y) for p in points])
        self._ink.sort()

    def find(
        self, around: Point, width: float, height: float, *, anyway: bool = False
    ) -> Bounds | None:
        """A free place near a point, the nearest first; or None.

        With `anyway` it may be one that a line runs through.
        """
        found: list[Bounds] = []
        for x, y in _near(around, width, height):
            box = Bounds(snap(x), snap(y), width, height)
            if box.x < self._left or box.x + width > self._whole.w:
                continue
            if box.y < 0 or box.y + height > self._whole.h:
                continue
            wide = Bounds(box.x - _APART, box.y, width + 2 * _APART, height)
            if not any(meet(wide, other) for other in (*self._faces, *self.taken)):
                if not self._crossed(wide):
                    self.taken.append(box)
                    return box
                found.append(box)
        if anyway and found:
            self.taken.append(found[0])
            return found[0]
        return None

    def _crossed(self, box: Bounds) -> bool:
        """Whether a line runs through a box."""
        for x, y in self._ink[bisect_left(self._ink, (box.x, -inf)) :]:
            if x > box.x + box.w:
                break
            if box.y <= y <= box.y + box.h:
                return True
        return False


def _near(around: Point, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Beside, over and under a point, further and further away."""
    x, y, r = around.x, around.y, around.r + 3
    for out in (0.0, height * 0.5, height, height * 1.75, height * 2.5):
        yield x + r, y - height / 2 - out
        yield x + r, y - height / 2 + out
        yield x - r - width, y - height / 2 - out
        yield x - r - width, y - height / 2 + out
        yield x - width / 2, y - r - height - out
        yield x - width / 2, y + r + out


def _badges(
    steps: list[_Step],
    whose: Curve | None,
    shown: set[tuple[str, int]],
    room: _Room,
    setting: Setting,
) -> Iterator[Primitive]:
    """A badge, and the difference beside it, at each point that a comparison marks.

    The shape of the persona tells `whose` it is, where that can be asked.

    What went or came as a whole, with its persona or a stage, has one badge in the lane.
    """
    m = setting.measures
    style = m.meta._replace(weight=600)
    for step in steps:
        point = step.now or step.then
        marks = [
            setting.marks[i]
            for i in dict.fromkeys((*_members(step.now), *_members(step.then)))
            if i in setting.marks and not setting.marks[i].came_from
        ]
        # A ghost says the same as the feeling that it is of.
        new = [x for x in marks if x.state != "ghost" and (x.state, x.number) not in shown]
        shown.update((mark.state, mark.number) for mark in new if mark.number is not None)
        badges = [setting.small_badge(mark) for mark in new]
        if point is None or not (badges or step.difference):
            continue
        yield from _labelled(badges[:2], whose, step.difference, point, style, room, setting)


def _members(point: Point | None) -> tuple[str, ...]:
    return point.members if point else ()


def _labelled(
    badges: list[Badge],
    whose: Curve | None,
    difference: str,
    point: Point,
    style: TextStyle,
    room: _Room,
    setting: Setting,
) -> Iterator[Primitive]:
    gap, m = 3.0, setting.measures
    height = m.meta.leading + 2
    shape = mark_width(m) if whose else 0.0
    # Between Arabic words too the sign stands before the figure.
    text = setting.wrap(f"\u200e{difference}", style)
    width = snap(sum(badge.width + gap for badge in badges) + shape + text.width)
    box = room.find(point, width, height) if difference else None
    if box is None:
        difference = ""
        width = snap(sum(badge.width + gap for badge in badges) - gap)
        box = room.find(point, width, height, anyway=True) if badges else None
    if box is None:
        return
    x = box.x
    for badge in badges:
        yield from badge.at(x, box.y)
        x += badge.width + gap
    if difference:
        if whose:
            yield whose_mark(whose, Bounds(x, box.y + 1, shape, height), m)
        yield from setting.put(text, snap(x + shape), box.y + 1, text.width, style)


def _name(curve: Curve, steps: list[_Step], room: _Room, setting: Setting) -> Iterator[Primitive]:
    """ "Mara, before", where the line is furthest from that of now and there is room."""
    m = setting.measures
    then = [step for step in steps if step.then]
    if not any(step.differs for step in then):
        return
    text = setting.wrap(curve.name, m.meta)

    def apart(step: _Step) -> float:
        if step.now is None or step.then is None:
            return 1.0
        return abs(step.now.score - step.then.score)

    for step in sorted(then, key=apart, reverse=True):
        assert step.then is not None
        box = room.find(step.then, text.width, m.meta.leading)
        if box is not None:
            yield from setting.put(text, box.x, box.y, text.width, m.meta, "muted")
            return
