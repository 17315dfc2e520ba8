"""Where the names of stages and steps stand in the header above the grid, at a zoom.

Lengths are px of the window; x counts from the left end of the Scene. Nothing here paints.
"""

from functools import partial
from typing import NamedTuple

from model.change import JourneyMap
from model.layout import header, hit
from model.layout.build import Laid
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


class StageNames(NamedTuple):
    """The whole header at one zoom.

    Attributes:
        step_y: where the steps begin; `height` if none are shown.
        lines: the borders between columns, each with its top.
        end: where the last stage ends, in reading direction.
    """

    height: float
    step_y: float
    stages: tuple[Extent, ...]
    steps: tuple[Extent, ...]
    stage_labels: tuple[Label, ...]
    step_labels: tuple[Label, ...]
    lines: tuple[tuple[float, float], ...]
    end: float


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


def lay_out(journey: JourneyMap, laid: Laid, heads: Placed, rows: Rows, zoom: float) -> StageNames:
    """The header of the map laid out as `laid`, whose Scene has the header `heads`."""
    kind = header_type(laid.setting.measures, zoom)
    height = float(round(height_of(laid, rows, zoom)))
    stages, steps = [], []
    for first, last in groups(laid):
        stage = laid.places.columns[first].stage
        stages.append(Extent(stage.id if stage else "", *_ground(laid, first, last, zoom)))
    for i, column in enumerate(laid.places.columns):
        steps.append(Extent(column.step.id, *_ground(laid, i, i, zoom)))
    if laid.columns.xs:
        end = laid.columns.border(len(laid.columns.xs))
    else:
        end = laid.setting.measures.lane_header
    end = (laid.width - laid.x - end if laid.rtl else laid.x + end) * zoom
    make = _own if kind.own else _scenes
    step_y, of_stages, of_steps = make(journey, laid, heads, rows, zoom, kind, height)
    lines = []
    for i, starts in enumerate(laid.columns.stage_starts):
        if i and (starts or step_y < height):
            x = laid.columns.border(i) + laid.x
            x = laid.width - x if laid.rtl else x
            lines.append((x * zoom, 0.0 if starts else step_y))
    return StageNames(
        height, step_y, tuple(stages), tuple(steps), of_stages, of_steps, tuple(lines), end
    )


def _ground(laid: Laid, first: int, last: int, zoom: float) -> tuple[float, float]:
    bounds = hit.column_bounds(laid, first, last)
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


_Made = tuple[float, tuple[Label, ...], tuple[Label, ...]]


def _scenes(
    journey: JourneyMap,
    laid: Laid,
    heads: Placed,
    rows: Rows,
    zoom: float,
    kind: HeaderType,
    height: float,
) -> _Made:
    """The Scene's own nodes, enlarged."""
    areas = iter([_cards(laid, first, last, zoom) for first, last in groups(laid)])
    columns = laid.places.column_of
    stages, steps, step_y = [], [], height
    for x, y, node in heads.node.children:
        at = ((heads.x + x) * zoom, y * zoom)
        if node.kind == "stage":
            left, right = next(areas)
            lead = kind.stage.leading * _name_lines(node.primitives)
        else:
            column = columns[node.record]
            left, right = _cards(laid, column, column, zoom)
            lead = kind.meta.leading
            step_y = at[1]
        box = Bounds(left, at[1], right - left, max(lead, kind.meta.leading))
        label = Label(node.record, *at, zoom, node.primitives, left, right, box)
        (stages if node.kind == "stage" else steps).append(label)
    return step_y, tuple(stages), tuple(steps)


def _name_lines(primitives: tuple[Primitive, ...]) -> int:
    """How many of the lines are a stage's name: those in ink."""
    return max(1, sum(isinstance(p, Text) and p.role == "text" for p in primitives))


def _own(
    journey: JourneyMap,
    laid: Laid,
    heads: Placed,
    rows: Rows,
    zoom: float,
    kind: HeaderType,
    height: float,
) -> _Made:
    """Names set for the window, cut where there is no room for them."""
    room = height - 2 * kind.pad
    gap, lead = kind.pad * 0.75, kind.meta.leading
    wide = laid.columns.card * zoom >= _STEP_ROOM
    most = min(rows.lower, int((room - gap - kind.stage.leading + 0.5) // lead)) if wide else 0
    lower = most * lead + gap if most > 0 else 0.0
    step_y = height - kind.pad - lower + gap if lower else height
    stages = []
    for first, last in groups(laid):
        left, right = _written(laid, first, last, zoom, kind)
        column = laid.places.columns[first]
        texts = header.stage_texts(column.stage, journey)
        put = partial(laid.setting.put, align="end" if laid.rtl else "start")
        width = right - left
        out: list[Primitive] = []
        lines = max(1, min(2, int((room - lower + 0.5) // kind.stage.leading)))
        name = _name(texts[0] if width >= _NAME_ROOM else "", width, lines, laid, kind)
        out += put(name, 0.0, 0.0, width, kind.stage)
        y = name.height
        for text in texts[1:] if width >= _GOAL_ROOM else ():
            lines = int((room - lower - y + 0.5) // lead)
            if text and lines > 0:
                block = laid.setting.wrap(text, kind.meta, width, lines)
                out += put(block, 0.0, y, width, kind.meta, "muted")
                y += block.height
        box = Bounds(left, kind.pad, width, max(name.height, kind.stage.leading))
        record = column.stage.id if column.stage else ""
        stages.append(Label(record, left, kind.pad, 1.0, tuple(out), left, right, box))
    steps = []
    for i, column in enumerate(laid.places.columns if lower else ()):
        text, truth = header.step_text(column.step)
        if text or truth:
            left, right = _written(laid, i, i, zoom, kind)
            drawn = _step(text, truth, right - left, most, laid, kind)
            box = Bounds(left, step_y, right - left, lead)
            steps.append(Label(column.step.id, left, step_y, 1.0, drawn, left, right, box))
    return step_y, tuple(stages), tuple(steps)


def _name(text: str, width: float, most: int, laid: Laid, kind: HeaderType) -> Block:
    """A stage's name, cut rather than broken within a word."""
    block = laid.setting.wrap(text, kind.stage, width, most)
    if len(block.lines) > 1:
        end = len(block.lines[0].text)
        if text[end - 1 : end + 1].isalnum() and text[end : end + 1] < "\u2e80":
            return laid.setting.wrap(text, kind.stage, width, 1)
    return block


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
