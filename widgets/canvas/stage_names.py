"""Where the names of stages and steps stand in the header above the grid, at a zoom.

Lengths are px of the window; x counts from the left end of the Scene. Nothing here paints.
"""

from functools import partial
from typing import NamedTuple

from model.change import JourneyMap
from model.layout import header, standing
from model.layout.build import Laid
from model.layout.marks import Badge, headed
from model.layout.scene import Bounds, Icon, Placed, Primitive, Text, snap
from model.layout.text import Block
from widgets.canvas.header_type import HeaderType, header_type

#: A column (px) narrower than this has no room for a step's name, a stage for its goals or
#: even for its own.
_STEP_ROOM, _GOAL_ROOM, _NAME_ROOM = 52.0, 88.0, 18.0
#: Between these zooms the header gives back the room of what can no longer be read.
_FAR, _NEAR = 0.2, 0.4


class Extent(NamedTuple):
    """A stage or a step with its ground, from border to border."""

    record: str
    left: float
    right: float


class Label(NamedTuple):
    """What is written for a stage or a step.

    Attributes:
        x, y, scale: where the primitives' (0, 0) stands, and what 1 of them is in px.
        left, right: how far they may slide along.
        name: where the name itself stands: what an editor lies over.
    """

    record: str
    x: float
    y: float
    scale: float
    primitives: tuple[Primitive, ...]
    left: float
    right: float
    name: Bounds


class Rows(NamedTuple):
    """What the Scene's own header has room for, in lines.

    Attributes:
        upper: for each stage, the lines of its name and those of all below it.
        lower: the most lines of a step.
    """

    upper: tuple[tuple[int, int], ...]
    lower: int


def groups(laid: Laid) -> list[tuple[int, int]]:
    """First and last column of each stage."""
    starts = [i for i, starts in enumerate(laid.columns.stage_starts) if starts]
    ends = [*(i - 1 for i in starts[1:]), len(laid.columns.xs) - 1]
    return list(zip(starts, ends, strict=False))


def rows_of(laid: Laid, heads: Placed) -> Rows:
    """The lines of the Scene's header."""
    setting, columns = laid.setting, laid.columns
    m = setting.measures
    nodes = [p.node for p in heads.node.children if p.node.kind == "stage"]
    upper = []
    for (first, last), node in zip(groups(laid), nodes, strict=True):
        stage = laid.places.columns[first].stage
        width = columns.xs[last] + columns.card - columns.xs[first]
        name = setting.wrap(stage.name, m.stage, width).height if stage else m.stage.leading
        rest = node.bounds.h - name
        upper.append((round(name / m.stage.leading), round(rest / m.meta.leading)))
    steps = [p.node.bounds.h for p in heads.node.children if p.node.kind == "step"]
    return Rows(tuple(upper), round(max(steps, default=0.0) / m.meta.leading))


def height_of(laid: Laid, rows: Rows, zoom: float) -> float:
    """How high the header is; it shrinks evenly, and not at all for long whiles."""
    kind = header_type(laid.setting.measures, zoom)
    if not kind.own:
        return laid.y * zoom
    upper = _upper(rows, kind)
    if upper:  # soon names need two lines, as their columns get narrower
        narrow = min(1.0, (1.0 - zoom) * 5)
        upper = max(upper, upper + narrow * (2 * kind.stage.leading - upper))
    full = 2 * kind.pad + upper + _lower(rows, kind)
    compact = min(full, 2 * kind.pad + 2 * kind.stage.leading)
    near = min(1.0, max(0.0, (zoom - _FAR) / (_NEAR - _FAR)))
    return compact + (full - compact) * near


def _upper(rows: Rows, kind: HeaderType) -> float:
    return max(
        (name * kind.stage.leading + rest * kind.meta.leading for name, rest in rows.upper),
        default=0.0,
    )


def _lower(rows: Rows, kind: HeaderType) -> float:
    return kind.pad * 0.75 + rows.lower * kind.meta.leading if rows.lower else 0.0


class StageNames:
    """The whole header at one zoom. What is written is laid out when first asked for.

    Attributes:
        height: px.
        step_y: where the steps begin; `height` if none are shown.
        stages, steps: their grounds, in journey order.
        lines: the borders between columns, each with its top.
        end: where the last stage ends, in reading direction.
        laid_out: how many names were laid out, for tests.
    """

    def __init__(
        self, journey: JourneyMap, laid: Laid, heads: Placed, rows: Rows, zoom: float
    ) -> None:
        self._journey, self._laid, self._heads, self._zoom = journey, laid, heads, zoom
        self._kind = header_type(laid.setting.measures, zoom)
        self._groups = groups(laid)
        self._labels: dict[tuple[str, int], Label | None] = {}
        self._stage_nodes = [p for p in heads.node.children if p.node.kind == "stage"]
        self._step_nodes = {p.node.record: p for p in heads.node.children if p.node.kind == "step"}
        self.laid_out = 0
        self.height = float(round(height_of(laid, rows, zoom)))
        self._most = self._step_lines(rows)
        self.step_y = self._where_steps_begin()
        columns, stages = laid.places.columns, []
        for first, last in self._groups:
            stage = columns[first].stage
            stages.append(Extent(stage.id if stage else "", *_ground(laid, first, last, zoom)))
        self.stages = tuple(stages)
        self.steps = tuple(
            Extent(column.step.id, *_ground(laid, i, i, zoom)) for i, column in enumerate(columns)
        )
        end = laid.setting.measures.lane_header
        if laid.columns.xs:
            end = laid.columns.border(len(laid.columns.xs))
        self.end = self._x(end)
        self.lines = tuple(
            (self._x(laid.columns.border(i)), 0.0 if starts else self.step_y)
            for i, starts in enumerate(laid.columns.stage_starts)
            if i and (starts or self.step_y < self.height)
        )

    def stage_label(self, nth: int) -> Label | None:
        """What is written for a stage."""
        return self._label("stage", nth)

    def step_label(self, nth: int) -> Label | None:
        """What is written for a step; None if that is nothing."""
        return self._label("step", nth)

    def _label(self, sort: str, nth: int) -> Label | None:
        key = (sort, nth)
        if key not in self._labels:
            self.laid_out += 1
            if not self._kind.own:
                self._labels[key] = self._scenes(sort, nth)
            elif sort == "stage":
                self._labels[key] = self._own_stage(nth)
            else:
                self._labels[key] = self._own_step(nth)
        return self._labels[key]

    def _x(self, body_x: float) -> float:
        x = body_x + self._laid.x
        return (self._laid.width - x if self._laid.rtl else x) * self._zoom

    def _step_lines(self, rows: Rows) -> int:
        """How many lines a step's name may have here."""
        kind, room = self._kind, self.height - 2 * self._kind.pad
        if not kind.own:
            return rows.lower
        if self._laid.columns.card * self._zoom < _STEP_ROOM:
            return 0
        room -= kind.pad * 0.75 + kind.stage.leading
        return max(0, min(rows.lower, int((room + 0.5) // kind.meta.leading)))

    def _where_steps_begin(self) -> float:
        if not self._most:
            return self.height
        if not self._kind.own:
            return next(iter(self._step_nodes.values())).y * self._zoom
        return self.height - self._kind.pad - self._most * self._kind.meta.leading

    def _scenes(self, sort: str, nth: int) -> Label | None:
        """The Scene's own node, enlarged."""
        if sort == "stage":
            placed = self._stage_nodes[nth]
        elif self.steps[nth].record in self._step_nodes:
            placed = self._step_nodes[self.steps[nth].record]
        else:
            return None
        first, last = self._groups[nth] if sort == "stage" else (nth, nth)
        left, right = _cards(self._laid, first, last, self._zoom)
        x, y = (self._heads.x + placed.x) * self._zoom, placed.y * self._zoom
        drawn = placed.node.primitives
        high = self._kind.meta.leading
        if sort == "stage":
            high = self._kind.stage.leading * _name_lines(drawn)
        box = Bounds(left, y, right - left, high)
        return Label(placed.node.record, x, y, self._zoom, drawn, left, right, box)

    def _own_stage(self, nth: int) -> Label:
        """A name set for the window, with the goals that there is room for."""
        kind, laid = self._kind, self._laid
        first, last = self._groups[nth]
        left, right = _written(laid, first, last, self._zoom, kind)
        texts = header.stage_texts(laid.places.columns[first].stage, self._journey)
        badge = laid.setting.badge(self.stages[nth].record)
        put = partial(laid.setting.put, align="end" if laid.rtl else "start")
        width, lead = right - left, kind.meta.leading
        room = self.height - 2 * kind.pad
        if self._most:
            room = self.step_y - kind.pad * 1.75
        most = max(1, min(2, int((room + 0.5) // kind.stage.leading)))
        beside = _beside(badge, width, kind)
        name = _name(texts[0] if width >= _NAME_ROOM else "", width - beside, most, laid, kind)
        start = 0.0 if laid.rtl else beside
        out: list[Primitive] = list(put(name, start, 0.0, width - beside, kind.stage))
        y = name.height
        for text in texts[1:] if width >= _GOAL_ROOM else ():
            lines = int((room - y + 0.5) // lead)
            if text and lines > 0:
                block = laid.setting.wrap(text, kind.meta, width, lines)
                out += put(block, 0.0, y, width, kind.meta, "muted")
                y += block.height
        if badge and beside:
            out = _signed(out, badge, width, kind.stage.leading, rtl=laid.rtl)
        box = Bounds(left, kind.pad, width, max(name.height, kind.stage.leading))
        record = self.stages[nth].record
        return Label(record, left, kind.pad, 1.0, tuple(out), left, right, box)

    def _own_step(self, nth: int) -> Label | None:
        """A step's name set for the window."""
        step = self._laid.places.columns[nth].step
        text, truth = header.step_text(step)
        if not self._most or not (text or truth):
            return None
        left, right = _written(self._laid, nth, nth, self._zoom, self._kind)
        width, laid = right - left, self._laid
        badge = laid.setting.badge(step.id)
        beside = _beside(badge, width, self._kind)
        drawn = _step(text, truth, width - beside, self._most, laid, self._kind)
        if badge and beside:
            shifted = [_right(p, 0.0 if laid.rtl else beside) for p in drawn]
            lead = self._kind.meta.leading
            drawn = tuple(_signed(shifted, badge, width, lead, rtl=laid.rtl))
        box = Bounds(left, self.step_y, right - left, self._kind.meta.leading)
        return Label(step.id, left, self.step_y, 1.0, drawn, left, right, box)


def _ground(laid: Laid, first: int, last: int, zoom: float) -> tuple[float, float]:
    bounds = standing.column_bounds(laid, first, last)
    return bounds.x * zoom, (bounds.x + bounds.w) * zoom


def _cards(laid: Laid, first: int, last: int, zoom: float) -> tuple[float, float]:
    """From the left edge of the first card to the right edge of the last one."""
    left = laid.columns.xs[first] + laid.x
    right = laid.columns.xs[last] + laid.columns.card + laid.x
    if laid.rtl:
        left, right = laid.width - right, laid.width - left
    return left * zoom, right * zoom


def _written(
    laid: Laid, first: int, last: int, zoom: float, kind: HeaderType
) -> tuple[float, float]:
    """As wide as the cards, but never so that two names touch at the border."""
    left, right = _cards(laid, first, last, zoom)
    start, end = _ground(laid, first, last, zoom)
    if laid.rtl:
        return max(left, start + kind.pad), right
    return left, min(right, end - kind.pad)


def _name_lines(primitives: tuple[Primitive, ...]) -> int:
    """How many of the lines are a stage's name: those in ink."""
    return max(1, sum(isinstance(p, Text) and p.role == "text" for p in primitives))


def _name(text: str, width: float, most: int, laid: Laid, kind: HeaderType) -> Block:
    """A stage's name, cut rather than broken within a word."""
    block = laid.setting.wrap(text, kind.stage, width, most)
    if len(block.lines) > 1:
        end = len(block.lines[0].text)
        if text[end - 1 : end + 1].isalnum() and text[end : end + 1] < "\u2e80":
            return laid.setting.wrap(text, kind.stage, width, 1)
    return block


def _beside(badge: Badge | None, width: float, kind: HeaderType) -> float:
    """The room that a badge takes before a name; 0 where there is none for it."""
    if badge is None or badge.width + _NAME_ROOM > width:
        return 0.0
    return snap(badge.width + kind.pad / 2)


def _signed(
    out: list[Primitive], badge: Badge, width: float, lead: float, *, rtl: bool
) -> list[Primitive]:
    """A name with a badge before its first line, `lead` px high."""
    x = width - badge.width if rtl else 0.0
    return list(headed(out, badge, snap(x), snap((lead + badge.height) / 2)))


def _right(p: Primitive, by: float) -> Primitive:
    assert isinstance(p, Text | Icon)
    return p._replace(x=p.x + by)


def _step(
    text: str, truth: bool, width: float, most: int, laid: Laid, kind: HeaderType
) -> tuple[Primitive, ...]:
    """A step's name, after a star where it is a moment of truth."""
    size, lead = kind.meta.size, kind.meta.leading
    indent = lead if truth else 0.0
    out: list[Primitive] = []
    if truth:
        x = snap(width - size) if laid.rtl else 0.0
        out.append(Icon("star", x, snap((lead - size) / 2), size, "card.touchpoint.accent"))
    block = laid.setting.wrap(text, kind.meta, width - indent, most)
    start = 0.0 if laid.rtl else indent
    align = "end" if laid.rtl else "start"
    out += laid.setting.put(block, start, 0.0, width - indent, kind.meta, align=align)
    return tuple(out)
