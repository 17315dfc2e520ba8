"""The header above the grid: stages over their steps, scrolled with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent

from export.qt import paint_primitives
from model.edits.stages import add_stage
from model.layout import header
from model.layout.scene import Node, Primitive, Text
from model.records import Stage, Step
from widgets.canvas.header_type import header_type
from widgets.canvas.headers import FOUND, Header, Spot, stride
from widgets.canvas.stage_names import (
    Extent,
    Label,
    Rows,
    StageNames,
    height_of,
    rows_of,
)
from widgets.steady import steady

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: Size of the button between two stages, and how near its border shows it, px.
_BUTTON, _NEAR = 16.0, 10.0
_ADD = "Stage"
#: Height of a header without stages, px.
_EMPTY = 44


@steady
class StageHeader(Header):
    """Stages over their steps."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas, "Stages and steps")
        self._rows: tuple[Node, Rows] | None = None
        self._names: tuple[Node, float, StageNames] | None = None

    def wanted_height(self, zoom: float | None = None) -> int:
        """px at the canvas's zoom, or at another one."""
        if not self._canvas.laid.places.columns:
            return _EMPTY  # room for what adds the first stage
        zoom = self._canvas.zoom if zoom is None else zoom
        return round(height_of(self._canvas.laid, self._known_rows(), zoom))

    def names(self) -> StageNames:
        """What stands in the header now."""
        heads, zoom = self._canvas.scene.layers[3], self._canvas.zoom
        known = self._names
        if known is None or known[0] is not heads.node or known[1] != zoom:
            made = StageNames(
                self._canvas.shown, self._canvas.laid, heads, self._known_rows(), zoom
            )
            known = self._names = (heads.node, zoom, made)
        return known[2]

    def name_box(self, record_id: str) -> QRect | None:
        """Where the name of a stage or a step stands, as it has slid along."""
        names, x = self.names(), self.offset().x()
        for nth, extent in enumerate(names.stages):
            label = names.stage_label(nth) if extent.record == record_id else None
            if label is not None:
                box = QRectF(*label.name).translated(x, 0)
                # Of a stage that is half out of view, that part which is not.
                seen = box.intersected(QRectF(self._margin(), 0, self.width(), self.height()))
                return (seen if seen.width() > 60 else box).toAlignedRect()
        for nth, extent in enumerate(names.steps):
            if extent.record == record_id:
                label = names.step_label(nth)
                if label is not None:
                    return QRectF(*label.name).translated(x, 0).toAlignedRect()
                # It has no name, or no room for it.
                kind = header_type(self._canvas.laid.setting.measures, self._canvas.zoom)
                lead = kind.meta.leading
                top = min(names.step_y, names.height - kind.pad / 2 - lead)
                wide = extent.right - extent.left
                space = min(kind.pad, wide / 8)
                box = QRectF(extent.left + x + space, top, wide - 2 * space, lead)
                return box.toAlignedRect()
        return None

    def spot_at(self, at: QPointF) -> Spot:
        """A stage, a step, or a button that adds a stage."""
        names, x = self.names(), at.x() - self.offset().x()
        if self._end_box().contains(at):
            return Spot("add", tip="Add a stage at the end")
        for extent in names.stages:
            if not extent.left - _NEAR <= x <= extent.right + _NEAR:
                continue
            start = extent.right if self._canvas.laid.rtl else extent.left
            if extent.record and self._button(start).contains(QPointF(x, at.y())):
                return Spot("add", extent.record, self._record(names, x, at.y()),
                            "Add a stage here")  # fmt: skip
        record = self._record(names, x, at.y())
        return Spot("record", record, tip=self._told(record)) if record else Spot()

    def use(self, spot: Spot) -> None:
        """Add a stage, and let its name be written."""
        document = self._canvas.document
        change = document.edit("Add stage", add_stage, document.ids,
                               before_id=spot.record or None)  # fmt: skip
        made = next((i for i in change if isinstance(document.map.get(i, Stage), Stage)
                     and change[i][0] is None), "")  # fmt: skip
        if made:
            self._canvas.begin_edit(made, fresh=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what of the header is in view."""
        canvas, names = self._canvas, self.names()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), canvas.theme.colour("canvas"))
        x = self.offset().x()
        exposed = event.rect()
        left, right = exposed.left() - x - 1.0, exposed.right() + 1 - x + 1.0
        painter.translate(x, 0)
        self._paint_grounds(painter, names, left, right)
        grid = canvas.theme.colour("grid")
        wide = canvas.zoom
        for line, top in names.lines:
            if left <= line <= right:
                box = QRectF(line - wide / 2, top, wide, names.height - top)
                painter.fillRect(box, grid)
        for nth, extent in enumerate(names.steps):
            if extent.left <= right and extent.right >= left:
                self._paint_label(painter, names.step_label(nth), None)
        for nth, extent in enumerate(names.stages):
            if extent.left <= right and extent.right >= left:
                self._paint_label(painter, names.stage_label(nth), x)
        painter.translate(-x, 0)
        self._paint_buttons(painter, names, x)
        painter.fillRect(0, self.height() - 1, self.width(), 1, grid)
        painter.end()

    def _paint_grounds(
        self, painter: QPainter, names: StageNames, left: float, right: float
    ) -> None:
        """What is selected, what has the focus, what is pointed at."""
        chosen, cell = self._canvas.selection, self._canvas.selection.cell
        focused = cell[0] if cell else ""
        low = names.step_y if names.step_y < names.height else names.height
        space = (names.height - low) and 4.0
        for extents, top, bottom in (
            (names.stages, 0.0, names.height),
            (names.steps, low - space, names.height),
        ):
            for record, a, b in extents:
                if a > right or b < left or not record:
                    continue
                if record in self._canvas.surface.found:
                    self.shade(painter, QRectF(a, top, b - a, bottom - top), FOUND)
                if record in chosen:
                    self.shade(painter, QRectF(a, top, b - a, bottom - top), 0.12)
                    painter.fillRect(
                        QRectF(a, names.height - 3, b - a, 3), self._canvas.theme.colour("focus")
                    )
                elif record == focused:
                    self.shade(painter, QRectF(a, names.height - 3, b - a, 3), 0.45)
                pointed = self._hover.kind == "record" and record == self._hover.record
                if pointed and record not in chosen:
                    end = low - space if extents is names.stages and space else bottom
                    self.shade(painter, QRectF(a, top, b - a, end - top), 0.05)

    def _paint_label(self, painter: QPainter, label: Label | None, x: float | None) -> None:
        """A label; given where the Scene's x = 0 stands, it slides so as to stay in view."""
        if label is None:
            return
        before = painter.worldTransform()
        tools = self._canvas.theme.tools
        painter.setOpacity(self.opacity_of(label.record))
        for primitive in label.primitives:
            slid = 0.0 if x is None else self._slid(label, primitive, x)
            painter.translate(label.x + slid, label.y)
            painter.scale(label.scale, label.scale)
            paint_primitives((primitive,), painter, tools)
            painter.setWorldTransform(before)
        painter.setOpacity(1.0)

    def _slid(self, label: Label, primitive: Primitive, x: float) -> float:
        """How far a line slides along inside its stage so as to stay in view."""
        if not isinstance(primitive, Text):
            return 0.0
        left = label.x + primitive.x * label.scale
        right = left + primitive.line.width * label.scale
        if self._canvas.laid.rtl:
            wanted = self._seen_width() - self._margin() - x - label.right
            return max(min(0.0, wanted), min(0.0, label.left - left))
        wanted = self._margin() - x - label.left
        return min(max(0.0, wanted), max(0.0, label.right - right))

    def _paint_buttons(self, painter: QPainter, names: StageNames, x: float) -> None:
        painter.setFont(self.small_font())
        lit = self._hover.kind == "add"
        if not self.dragging and not self._canvas.document.read_only:
            self.paint_adder(painter, self._end_box(), _ADD, lit and not self._hover.record)
        if lit and self._hover.record:
            for extent in names.stages:
                if extent.record == self._hover.record:
                    start = extent.right if self._canvas.laid.rtl else extent.left
                    self.paint_button(painter, self._button(start).translated(x, 0), "plus", True)

    def _button(self, border: float) -> QRectF:
        """The button on the border where a stage starts, in the Scene's direction."""
        kind = header_type(self._canvas.laid.setting.measures, self._canvas.zoom)
        top = kind.pad + (kind.stage.leading - _BUTTON) / 2
        return QRectF(border - _BUTTON / 2, max(1.0, top), _BUTTON, _BUTTON)

    def _end_box(self) -> QRectF:
        """Where the words stand that add a stage, after the last one."""
        if self._canvas.document.read_only:
            return QRectF()
        kind = header_type(self._canvas.laid.setting.measures, self._canvas.zoom)
        width = QFontMetricsF(self.small_font()).horizontalAdvance(_ADD) + 20
        end = self.names().end + self.offset().x()
        left = end - width - 2 * kind.pad if self._canvas.laid.rtl else end + 2 * kind.pad
        return QRectF(left, kind.pad, width, kind.stage.leading)

    def _record(self, names: StageNames, x: float, y: float) -> str:
        """The stage or the step whose ground is at a point."""
        stage = _at(names.stages, x)
        steps = [s for s in names.steps if s.left >= stage.left - 1 and s.right <= stage.right + 1
                 ] if stage else []  # fmt: skip
        low = names.step_y - 4
        if names.step_y >= names.height:
            # No names of steps to point at: where there are several, they have the foot.
            low = names.height * (2 / 3 if len(steps) > 1 else 1.0)
        step = _at(tuple(steps), x) if y >= low else None
        return step.record if step else stage.record if stage else ""

    def _told(self, record_id: str) -> str:
        """All that a narrow column may have no room for."""
        if self._canvas.zoom >= 1.0:
            return ""
        record = self._canvas.shown.records.get(record_id)
        if isinstance(record, Stage):
            return "\n".join(filter(None, header.stage_texts(record, self._canvas.shown)))
        return header.step_text(record)[0] if isinstance(record, Step) else ""

    def _margin(self) -> float:
        """What stays between a name that slides and the end of the header."""
        return 2 * header_type(self._canvas.laid.setting.measures, self._canvas.zoom).pad

    def _seen_width(self) -> float:
        return float(self._canvas.view.viewport().width())

    def _stride(self) -> tuple[float, float]:
        return stride(self._pointer.x(), self.width()), 0.0

    def _known_rows(self) -> Rows:
        heads = self._canvas.scene.layers[3]
        if self._rows is None or self._rows[0] is not heads.node:
            self._rows = (heads.node, rows_of(self._canvas.laid, heads))
        return self._rows[1]


def _at(extents: tuple[Extent, ...], x: float) -> Extent | None:
    return next((e for e in extents if e.left <= x < e.right), None)
