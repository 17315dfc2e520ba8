"""The Scene on a QGraphicsScene: one painting item a lane, one for its curves, one for routes.

`Picture.sync` takes a new Scene and touches only what is another object than before.
"""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QStyleOptionGraphicsItem,
    QWidget,
)

from export.qt import Tools
from model.layout.scene import Bounds, CardNode, Node, Placed, Scene
from widgets.canvas.display import Spot
from widgets.canvas.far_signs import LEAST, add_sign, paint_signs
from widgets.canvas.ground import Ground
from widgets.canvas.lines import paint_lines
from widgets.canvas.route_item import RoutesItem
from widgets.canvas.surface import FAR, TINY, Surface

#: What stands how high: routes at 2, everything else of the body at 1.
_HEIGHTS = {"lane": 0, "changes": 3}

#: The frames of a comparison stand out so far at both sides of a cell, px.
_ASIDE = 8.0


class _Blocks(NamedTuple):
    """Cards of one colour, seen from afar, and what a comparison says of them."""

    boxes: list[QRectF]
    records: list[str]
    signs: QPainterPath


class NodeItem(QGraphicsRectItem):
    """Paints one node of the body: a lane, an emotion lane's lines, a bracket."""

    def __init__(self, surface: Surface) -> None:
        super().__init__()
        self._surface = surface
        self.node = Node("", Bounds(0, 0, 0, 0))
        self._blocks: dict[tuple[bool, str], _Blocks] | None = None
        self._blocks_lit: frozenset[str] | None = None
        self._ground: Ground | None = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_node(self, node: Node) -> None:
        """Paint this node from now on; only what differs is painted again."""
        before, self.node = self.node, node
        self._blocks = self._ground = None
        if before.bounds != node.bounds or before.kind != "lane":
            self.setRect(QRectF(*node.bounds).adjusted(-2, -2, 2, 2))
            self.update()
            return
        changed = _differing(before.children, node.children)
        if changed is None:
            self.update()
        for box in changed or ():
            self.update(box)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint what is exposed."""
        self._surface.begin()
        # All items paint with one painter, and some leave this off.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        zoom = painter.worldTransform().m11()
        e = option.exposedRect
        exposed = Bounds(e.x(), e.y(), e.width(), e.height())
        if self.node.kind != "lane":
            paint_lines(self.node, painter, self._surface, exposed, self.x(), zoom < TINY)
            return
        displays = self._surface.displays
        if self._ground is None or self._ground.displays is not displays:
            self._ground = Ground(self.node.primitives, displays)
        self._ground.paint(painter, exposed)
        if zoom < FAR:
            self._paint_blocks(painter)
            return
        spots, gaps = self._exposed_cards(exposed)
        self._paint_cards(painter, spots)
        for gap in gaps:
            _paint_gap(painter, gap, self._surface.tools)
        if self._surface.chosen:
            self._paint_chosen(painter, spots)

    def _paint_cards(self, painter: QPainter, spots: list[Spot]) -> None:
        """What is dimmed first, so that the opacity is set once; what is typed on is bright."""
        surface, bright = self._surface, self._surface.bright
        if bright is None:
            surface.displays.paint(painter, spots)
            return
        lit: list[Spot] = []
        dimmed: list[Spot] = []
        for spot in spots:
            record = spot[2].record
            (lit if record in bright or record == surface.editing else dimmed).append(spot)
        painter.setOpacity(surface.dim)
        surface.displays.paint(painter, dimmed)
        painter.setOpacity(1.0)
        surface.displays.paint(painter, lit)

    def _exposed_cards(self, exposed: Bounds) -> tuple[list[Spot], list[QRectF]]:
        spots: list[Spot] = []
        gaps: list[QRectF] = []
        lifted, editing = self._surface.lifted, self._surface.editing
        left, right = exposed.x, exposed.x + exposed.w
        top, bottom = exposed.y, exposed.y + exposed.h
        for x, y, child in self.node.children:
            b = child.bounds
            if x + b.x - _ASIDE > right or x + b.x + b.w + _ASIDE < left:
                continue
            for cx, cy, card in child.children or (Placed(0.0, 0.0, child),):
                box = card.bounds
                if y + cy + box.y > bottom or y + cy + box.y + box.h < top:
                    continue
                if lifted and card.record in lifted and isinstance(card, CardNode):
                    gaps.append(QRectF(*card.body).translated(x + cx, y + cy))
                elif editing and card.record == editing and isinstance(card, CardNode):
                    spots.append((x + cx, y + cy, self._surface.untitled(card)))
                else:
                    spots.append((x + cx, y + cy, card))
        return spots, gaps

    def _paint_blocks(self, painter: QPainter) -> None:
        surface = self._surface
        bright = surface.bright
        if self._blocks is None or self._blocks_lit is not bright:
            self._blocks, self._blocks_lit = {}, bright
            for x, y, child in self.node.children:
                for cx, cy, card in child.children or (Placed(0.0, 0.0, child),):
                    if isinstance(card, CardNode):
                        role = card.block
                        dimmed = bright is not None and card.record not in bright
                        found = self._blocks.get((dimmed, role))
                        if found is None:
                            found = self._blocks[dimmed, role] = _Blocks([], [], QPainterPath())
                        box = QRectF(*card.body).translated(x + cx, y + cy)
                        found.boxes.append(box)
                        found.records.append(card.record)
                        add_sign(found.signs, role, box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for (dimmed, role), blocks in self._blocks.items():
            painter.setOpacity(0.55 * surface.dim if dimmed else 0.55)
            painter.setBrush(surface.tools.brush(role))
            painter.drawRects(blocks.boxes)
        painter.setOpacity(0.8)
        chosen = surface.chosen
        if chosen:
            painter.setBrush(surface.tools.brush("focus"))
            for blocks in self._blocks.values():
                pairs = zip(blocks.boxes, blocks.records, strict=True)
                painter.drawRects([box for box, record in pairs if record in chosen])
        painter.setOpacity(1.0)
        if painter.worldTransform().m11() >= LEAST:
            lit = (found.signs for (dimmed, _), found in self._blocks.items() if not dimmed)
            paint_signs(painter, lit, surface.tools)

    def _paint_chosen(self, painter: QPainter, spots: list[Spot]) -> None:
        """Outlines of selected cards, as `widgets.canvas.marks` draws them."""
        out = 2 / painter.worldTransform().m11()
        pen = QPen(self._surface.tools.pen("focus"))
        pen.setWidthF(out)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for x, y, card in spots:
            if card.record in self._surface.chosen and isinstance(card, CardNode):
                box = QRectF(*card.body).translated(x, y)
                painter.drawRoundedRect(box.adjusted(-out, -out, out, out), 7, 7)


class Picture:
    """The items of one Scene."""

    def __init__(self, graphics: QGraphicsScene, surface: Surface) -> None:
        self._graphics = graphics
        self._surface = surface
        self._items: dict[tuple[str, str], NodeItem] = {}
        self._routes = RoutesItem(surface)
        self._routes.setZValue(2)
        graphics.addItem(self._routes)

    def sync(self, scene: Scene) -> None:
        """Show this Scene; what is the same object as before is left alone."""
        self._surface.assets = scene.assets
        body, routes = scene.layers[0], scene.layers[1]
        seen = set()
        shown = [(body.x + x, body.y + y, node) for x, y, node in body.node.children]
        # What a comparison writes over everything.
        shown += [layer for layer in scene.layers if layer.node.kind == "changes"]
        for x, y, node in shown:
            key = (node.kind, node.record)
            seen.add(key)
            item = self._items.get(key)
            if item is None:
                item = self._items[key] = NodeItem(self._surface)
                item.setZValue(_HEIGHTS.get(node.kind, 1))
                self._graphics.addItem(item)
            if item.node is not node:
                item.show_node(node)
            item.setPos(x, y)
        for key in self._items.keys() - seen:
            self._graphics.removeItem(self._items.pop(key))
        if self._routes.node is not routes.node:
            self._routes.show_node(routes.node)
        self._routes.setPos(routes.x, routes.y)

    def show_instead(self, node: Node) -> None:
        """Paint this in place of the Scene's node of that kind and record, until the next Scene."""
        item = self._items.get((node.kind, node.record))
        if item is not None:
            item.show_node(node)

    def choose(self, card_ids: frozenset[str]) -> None:
        """Mark these many cards as selected."""
        if card_ids != self._surface.chosen:
            self._surface.chosen = card_ids
            self.repaint()

    def follow(self, card_ids: frozenset[str]) -> None:
        """Of the arrows to where cards moved, let those of these cards stand out; () all."""
        self._routes.follow(card_ids)

    def dim_again(self, record_ids: frozenset[str], boxes: Iterable[QRectF]) -> None:
        """Paint these cards, at these places in the Scene, and their routes once more."""
        for box in boxes:
            self._graphics.update(box.adjusted(-8, -30, 8, 30))
        for item in self._items.values():
            if item.node.kind == "reach" and item.node.record in record_ids:
                item.update()
        self._routes.paint_again(record_ids)

    def repaint(self) -> None:
        """Paint everything again, as with other colours."""
        for item in self._items.values():
            item.update()
        self._routes.update()


def _differing(before: tuple[Placed, ...], after: tuple[Placed, ...]) -> list[QRectF] | None:
    """The boxes of children that are not the same in both; None if there are very many."""
    if len(before) == len(after):
        pairs = [
            (a, b)
            for a, b in zip(before, after, strict=True)
            if a.node is not b.node or a.x != b.x or a.y != b.y
        ]
        changed = [p for pair in pairs for p in pair]
    else:
        old = {id(p.node): p for p in before}
        new = {id(p.node): p for p in after}
        changed = [p for key, p in old.items() if key not in new or new[key] != p]
        changed += [p for key, p in new.items() if key not in old or old[key] != p]
    if len(changed) > 40:
        return None
    return [
        QRectF(*p.node.bounds).translated(p.x, p.y).adjusted(-_ASIDE, -3, _ASIDE, 3)
        for p in changed
    ]


def _paint_gap(painter: QPainter, gap: QRectF, tools: Tools) -> None:
    """The place that a dragged card would take."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(tools.pen("focus", 1.5, (4, 3)))
    painter.setBrush(tools.brush("lane.alternate"))
    painter.drawRoundedRect(gap.adjusted(1, 1, -1, -1), 6, 6)
