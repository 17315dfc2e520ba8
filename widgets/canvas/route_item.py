"""The layer of routes on the canvas: only what is in view is worked out, compared and stroked."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from export.qt import Tools
from model.layout.marks import original
from model.layout.scene import Bounds, Node, Path, Placed, SparseNode, TiedNode
from widgets.canvas.spot import is_bright
from widgets.canvas.surface import FAR, Surface

#: Room kept around the routes, px.
_SPARE = 4000.0
#: What is stroked with each pen.
Strokes = dict[tuple[object, ...], tuple[QPen, QPainterPath]]


class RoutesItem(QGraphicsRectItem):
    """Paints the layer of routes, which run between the cards and never over them."""

    def __init__(self, surface: Surface) -> None:
        super().__init__()
        self._surface = surface
        self.node = Node("", Bounds(0, 0, 0, 0))
        self._followed: frozenset[str] = frozenset()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_node(self, node: Node) -> None:
        """Paint these routes from now on; only those in view that differ are painted again."""
        before, self.node = self.node, node
        box = QRectF(*node.bounds)
        if not self.rect().contains(box):
            # Qt paints all of an item again whose size changes: make room for much growth.
            self.setRect(box.adjusted(-_SPARE, -_SPARE, _SPARE, _SPARE))
        old = {id(group.node): group for group in before.children}
        new = {id(group.node): group for group in node.children}
        gone = [group for key, group in old.items() if new.get(key) != group]
        come = [group for key, group in new.items() if old.get(key) != group]
        for seen in self._seen():
            self._update_hops(_hops(gone, seen), _hops(come, seen))

    def paint_again(self, record_ids: frozenset[str]) -> None:
        """Paint the routes in view once more that begin or end at one of these cards."""
        for seen in self._seen():
            for x, y, node in _hops(self.node.children, seen):
                ties = node.ties if isinstance(node, TiedNode) else ()
                if any(not record_ids.isdisjoint(group) for group in ties):
                    self.update(QRectF(*node.bounds).translated(x, y).adjusted(-3, -3, 3, 3))

    def follow(self, card_ids: frozenset[str]) -> None:
        """Paint the arrows faintly that tell where other cards than these came from; () none."""
        if card_ids != self._followed:
            self._followed = card_ids
            self.update()

    def _seen(self) -> Iterator[QRectF]:
        """What the views show of the layer, where they show routes at all."""
        for view in self.scene().views():
            if view.transform().m11() >= FAR:
                yield self.mapFromScene(view.mapToScene(view.viewport().rect())).boundingRect()

    def _update_hops(self, before: list[Placed], after: list[Placed]) -> None:
        left = list(before)
        for hop in after:
            if hop in left:
                left.remove(hop)
            else:
                left.append(hop)
        for x, y, node in left:
            self.update(QRectF(*node.bounds).translated(x, y).adjusted(-3, -3, 3, 3))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint what is exposed."""
        self._surface.painted += 1
        if painter.worldTransform().m11() < FAR:
            return
        e = option.exposedRect.adjusted(-2, -2, 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hops = _hops(self.node.children, e)
        faint = [hop for hop in hops if self._is_faint(hop.node)]
        if faint:
            painter.setOpacity(self._surface.dim)
            self._stroke(painter, faint)
            painter.setOpacity(1.0)
            hops = [hop for hop in hops if not self._is_faint(hop.node)]
        self._stroke(painter, hops)

    def _is_faint(self, hop: Node) -> bool:
        bright, followed = self._surface.bright, self._followed
        if bright is not None and not is_bright(hop, bright):
            return True
        return bool(followed) and came_from_elsewhere(hop) and hop.record not in followed

    def _stroke(self, painter: QPainter, hops: list[Placed]) -> None:
        strokes: Strokes = {}
        for x, y, hop in hops:
            _gather(hop, x, y, strokes, self._surface.tools)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen, path in strokes.values():
            painter.strokePath(path, pen)


def came_from_elsewhere(hop: Node) -> bool:
    """Whether it leads from where a card stood before, in a comparison."""
    ties = hop.ties if isinstance(hop, TiedNode) else ()
    return any(original(i) != i for group in ties for i in group)


def _hops(groups: Iterable[Placed], seen: QRectF) -> list[Placed]:
    """The hops of these groups that may be seen there, where they stand in the layer."""
    found = []
    left, top, right, bottom = seen.left(), seen.top(), seen.right(), seen.bottom()
    for x, y, group in groups:
        b = group.bounds
        if x + b.x > right or x + b.x + b.w < left:
            continue
        if isinstance(group, SparseNode):
            hops: Iterable[Placed] = group.within(top - y, bottom - y)
        else:
            hops = group.children
        for hop in hops:
            if seen.intersects(QRectF(*hop.node.bounds).translated(x + hop.x, y + hop.y)):
                found.append(Placed(x + hop.x, y + hop.y, hop.node))
    return found


def _gather(
    hop: Node,
    x: float,
    y: float,
    strokes: Strokes,
    tools: Tools,
) -> None:
    """Add the lines of a hop to those that are stroked with the same pens."""
    for path in hop.primitives:
        assert isinstance(path, Path), "a route is made of lines"
        look = (path.stroke, path.stroke_width, path.dash, path.round_cap)
        found = strokes.get(look)
        if found is None:
            found = strokes[look] = (tools.pen(*look, round_join=True), QPainterPath())
        found[1].addPath(tools.shape(path).translated(x, y))
