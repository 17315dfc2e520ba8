"""The header beside the grid: the names of lanes, scrolled with it."""

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from export.qt import paint_primitives
from model.edits.lanes import add_lane, fold_lanes
from model.labels import titled
from model.layout.lanes import LaneLayout
from model.layout.measures import Measures
from model.layout.scene import Node, Path, Primitive
from model.records import Lane
from widgets.canvas.header_type import header_type
from widgets.canvas.headers import FOUND, Header, Spot, stride
from widgets.canvas.lane_names import LaneName, curves_of, lay_out
from widgets.steady import steady

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: Side of the button that folds, height of the words that add a lane, px.
_FOLD, _ADDER = 18.0, 22.0
_ADD = "Lane"


@steady
class LaneHeader(Header):
    """The lanes' names.

    Attributes:
        laid_out: how often a name was laid out, for tests.
    """

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas, "Lanes")
        self.laid_out = 0
        self._names: dict[str, tuple[Node, Node | None, float, float, LaneName]] = {}

    def wanted_width(self) -> int:
        """px at the canvas's zoom."""
        return round(header_type(self._measures(), self._canvas.zoom).lane_header)

    def name_box(self, record_id: str) -> QRect | None:
        """Where a lane's name stands, as it has slid along."""
        row = self._canvas.laid.places.row_of.get(record_id)
        if row is None:
            return None
        name, top = self._name(row), self._top(row)
        box = QRectF(*name.name).translated(0, top + self._slid(row, name))
        return box.toAlignedRect()

    def ink_of(self, lane_id: str) -> tuple[float, float] | None:
        """The left and the right end of the letters of a lane's name; None if it is not there."""
        row = self._canvas.laid.places.row_of.get(lane_id)
        return self._name(row).ink if row is not None else None

    def spot_at(self, at: QPointF) -> Spot:
        """A lane, the button that folds it, or the words that add one."""
        if self._adder().contains(at):
            return Spot("add", tip="Add a lane at the end")
        row = self._row(at.y())
        if row < 0:
            return Spot()
        lane = self._lane(row).lane
        if self._fold_box(row).contains(at):
            verb = "Fold" if lane.collapsed_height is None else "Unfold"
            return Spot("fold", lane.id, lane.id, f"{verb} this lane")
        tip = lane.name if self._canvas.zoom < 1.0 else ""
        return Spot("record", lane.id, lane.id, tip)

    def use(self, spot: Spot) -> None:
        """Fold or unfold a lane, or add one and let its name be written."""
        document = self._canvas.document
        lane = document.map.get(spot.record, Lane)
        if spot.kind == "fold" and lane is not None:
            verb = "Fold" if lane.collapsed_height is None else "Unfold"
            document.edit(f"{verb} {titled(lane)}", fold_lanes, lane.id)
        elif spot.kind == "add":
            change = document.edit("Add lane", add_lane, document.ids)
            made = next((i for i in change if document.map.get(i, Lane)
                         and change[i][0] is None), "")  # fmt: skip
            if made:
                self._canvas.begin_edit(made, fresh=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lanes in view."""
        canvas, theme = self._canvas, self._canvas.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        exposed = event.rect()
        first = max(0, self._nearest_row(exposed.top() - 2.0))
        for row in range(first, len(canvas.laid.grounds)):
            if self._top(row) > exposed.bottom() + 2:
                break
            self._paint_lane(painter, row)
        if not canvas.document.read_only and not self.dragging:
            painter.setFont(self.small_font())
            self.paint_adder(painter, self._adder(), _ADD, self._hover.kind == "add")
        edge = 0 if canvas.laid.rtl else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), theme.colour("grid"))
        painter.end()

    def _paint_lane(self, painter: QPainter, row: int) -> None:
        canvas, theme = self._canvas, self._canvas.theme
        lane = self._lane(row)
        top, height = self._top(row), lane.height * canvas.zoom
        box = QRectF(0, top, self.width(), height)
        painter.fillRect(box, theme.colour("lane.alternate" if row % 2 else "surface"))
        self._paint_state(painter, lane.lane.id, box)
        self._paint_line(painter, lane, box)
        name = self._name(row)
        slid = self._slid(row, name)
        painter.setOpacity(self.opacity_of(lane.lane.id))
        self._paint(painter, name.primitives, name.x, top + slid + name.y, name.scale)
        low = slid + name.y + name.name.h + (name.name.y if name.scale != 1.0 else 0.0)
        for level in name.levels:
            b = level.box
            beside = b.x >= name.ink[1] + 6 or b.x + b.w <= name.ink[0] - 6
            if beside or not slid - 1 < b.y + b.h / 2 < low + b.h / 2:
                self._paint(painter, level.primitives, name.x, top, level.scale)
        painter.setOpacity(1.0)
        if lane.lane.id in canvas.selection:
            edge = 0 if canvas.laid.rtl else self.width() - 3
            painter.fillRect(QRectF(edge, top, 3, height), theme.colour("focus"))
        if lane.lane.id == self._hover.over and not self.dragging:
            self._paint_fold(painter, row)

    def _paint_state(self, painter: QPainter, lane_id: str, box: QRectF) -> None:
        """Whether the lane is selected, has the focus, or is pointed at."""
        chosen, cell = self._canvas.selection, self._canvas.selection.cell
        if lane_id in self._canvas.surface.found:
            self.shade(painter, box, FOUND)
        if lane_id in chosen:
            self.shade(painter, box, 0.12)
        elif cell is not None and cell[1] == lane_id:
            edge = 0.0 if self._canvas.laid.rtl else box.right() - 3
            self.shade(painter, QRectF(edge, box.y(), 3, box.height()), 0.45)
        if lane_id == self._hover.over and not self.dragging:
            self.shade(painter, box, 0.05)

    def _paint_line(self, painter: QPainter, lane: LaneLayout, box: QRectF) -> None:
        """The blueprint line at the lane's foot goes on from the grid, dash by dash."""
        if not lane.boundary.names:
            return
        zoom = self._canvas.zoom
        for line in lane.node.primitives:
            if isinstance(line, Path) and line.stroke == "muted":
                pen = QPen(self._canvas.theme.tools.pen("muted", line.stroke_width, line.dash))
                start = self._measures().lane_header - box.width() / zoom
                pen.setDashOffset(start / line.stroke_width)
                pen.setWidthF(line.stroke_width * zoom)
                painter.setPen(pen)
                y = box.y() + float(line.steps[0][2]) * zoom
                ends = (QPointF(0, y), QPointF(box.width(), y))
                painter.drawLine(*(reversed(ends) if self._canvas.laid.rtl else ends))

    def _paint_fold(self, painter: QPainter, row: int) -> None:
        """A triangle that points down where the lane is open."""
        box = self._fold_box(row)
        if box.isEmpty():
            return
        lit = self._hover.kind == "fold"
        self.paint_button(painter, box, self._fold_icon(row), lit)

    def _fold_icon(self, row: int) -> str:
        if self._lane(row).lane.collapsed_height is None:
            return "chevron-down"
        return "chevron-left" if self._canvas.laid.rtl else "chevron-right"

    def _paint(
        self,
        painter: QPainter,
        primitives: tuple[Primitive, ...],
        x: float,
        y: float,
        scale: float,
    ) -> None:
        before = painter.worldTransform()
        painter.translate(x, y)
        painter.scale(scale, scale)
        paint_primitives(primitives, painter, self._canvas.theme.tools)
        painter.setWorldTransform(before)

    def _name(self, row: int) -> LaneName:
        """What stands in the header of a lane, laid out again only if it must be."""
        canvas = self._canvas
        lane = self._lane(row).lane
        node = canvas.scene.layers[2].node.children[row].node
        placed = curves_of(canvas.scene, lane.id) if lane.kind == "emotion" else None
        curves = placed.node if placed else None
        height = self._lane(row).height * canvas.zoom
        known = self._names.get(lane.id)
        if known and known[0] is node and known[1] is curves and known[2:4] == (
            canvas.zoom, height
        ):  # fmt: skip
            return known[4]
        if len(self._names) > 2 * len(canvas.laid.grounds) + 50:
            self._names.clear()
        made = lay_out(lane, node, curves, height, canvas.laid, canvas.zoom)
        self._names[lane.id] = (node, curves, canvas.zoom, height, made)
        self.laid_out += 1
        return made

    def _slid(self, row: int, name: LaneName) -> float:
        """How far down a name slides inside its lane so as to stay in view."""
        top, height = self._top(row), self._lane(row).height * self._canvas.zoom
        return max(0.0, min(-top, height - name.height))

    def _fold_box(self, row: int) -> QRectF:
        """The button that folds a lane, at the far end of its name, or under it."""
        lane, zoom = self._lane(row), self._canvas.zoom
        height = lane.height * zoom
        if height < _FOLD or self._canvas.document.read_only:
            return QRectF()
        name = self._name(row)
        pad = header_type(self._measures(), zoom).pad
        top = self._top(row) + self._slid(row, name) + min(pad, (height - _FOLD) / 2)
        near, far = pad / 2, self.width() - _FOLD - pad / 2 - 2
        rtl = self._canvas.laid.rtl
        if lane.lane.kind == "emotion" and height >= name.height + _FOLD + pad:
            # The far end is where the words for the scores stand.
            return QRectF(far if rtl else near, top + name.height, _FOLD, _FOLD)
        return QRectF(near if rtl else far, top, _FOLD, _FOLD)

    def _adder(self) -> QRectF:
        """Where the words stand that add a lane, under the last one."""
        if self._canvas.document.read_only:
            return QRectF()
        pad = header_type(self._measures(), self._canvas.zoom).pad
        top = self._top(len(self._canvas.laid.grounds)) + pad
        return QRectF(pad, top, self.width() - 2 * pad, _ADDER)

    def _top(self, row: int) -> float:
        """y of a lane's upper edge in this widget."""
        laid = self._canvas.laid
        return (laid.y + laid.tops[row]) * self._canvas.zoom + self.offset().y()

    def _nearest_row(self, y: float) -> int:
        """The lane at a y of this widget, or the nearest one."""
        laid = self._canvas.laid
        at = (y - self.offset().y()) / self._canvas.zoom - laid.y
        return min(bisect_right(laid.tops, at) - 1, len(laid.grounds) - 1)

    def _row(self, y: float) -> int:
        """The lane at a y of this widget; -1 if there is none."""
        if not self._canvas.laid.grounds or y >= self._top(len(self._canvas.laid.grounds)):
            return -1
        return self._nearest_row(y)

    def _lane(self, row: int) -> LaneLayout:
        return self._canvas.laid.grounds[row]

    def _stride(self) -> tuple[float, float]:
        return 0.0, stride(self._pointer.y(), self.height())

    def _measures(self) -> Measures:
        return self._canvas.laid.setting.measures
