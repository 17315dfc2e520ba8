"""The dialog for a new map: every template with a picture of what it looks like.

It opens at once: pictures are laid out one after the other once it is there.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from model.layout.scene import Scene
from resources import templates
from widgets.asking import without_icons
from widgets.box import GRID
from widgets.panels.parts import dialog_column, heading, open_at, primary
from widgets.panels.template_pictures import picture, scene_of
from widgets.scrollbar import thin
from widgets.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NAME = Qt.ItemDataRole.UserRole
_DESCRIPTION = Qt.ItemDataRole.UserRole + 1
_PICTURE = QSize(272, 152)
_LINES = 3
#: Stands for the map that is empty at first: the questions make it.
QUESTIONS = templates.Template(
    "Start with three questions",
    "Who is it about, in what situation, from where to where: stages and lanes follow from that.",
)


class _Shown(NamedTuple):
    scene: Scene | None
    pixmap: QPixmap


class TemplateChooser(QDialog):
    """Choose what a new map starts from; `chosen` tells the template's name.

    "" stands for the entirely empty map, which begins with its three questions.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        scene: Callable[[str], Scene] = scene_of,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scene = scene
        self._shown: dict[str, _Shown] = {}
        self.setWindowTitle("New map")
        self.list = _Tiles(self)
        offered = dict(templates.TEMPLATES)
        first = offered.pop(templates.DEFAULT)
        for name, template in ((templates.DEFAULT, first), ("", QUESTIONS), *offered.items()):
            item = QListWidgetItem(template.title, self.list)
            item.setData(_NAME, name)
            item.setData(_DESCRIPTION, template.description)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, template.description)
        tiles = _Tile(self)
        self.list.setItemDelegate(tiles)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._choose)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        self.create_button = buttons.addButton(
            "Create &map", QDialogButtonBox.ButtonRole.AcceptRole
        )
        primary(self.create_button, theme)
        without_icons(self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = dialog_column(self)
        layout.addWidget(heading("New map", self))
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self._draw = QTimer(self)
        self._draw.setInterval(0)
        self._draw.timeout.connect(self._draw_next)
        theme.changed.connect(self._redraw)
        across = 3 * (_PICTURE.width() + 3 * GRID)
        open_at(self, across + 10 * GRID, 2 * tiles.tile().height() + 20 * GRID)
        self._draw.start()

    def accept(self) -> None:
        """Tell what is chosen, and close."""
        item = self.list.currentItem()
        super().accept()
        self.chosen.emit(item.data(_NAME))

    def picture(self, name: str) -> QPixmap | None:
        """The picture of a template, once it is drawn."""
        found = self._shown.get(name)
        return found.pixmap if found else None

    def _choose(self, item: QListWidgetItem) -> None:
        self.list.setCurrentItem(item)
        self.accept()

    def _names(self) -> list[str]:
        return [self.list.item(row).data(_NAME) for row in range(self.list.count())]

    def _draw_next(self) -> None:
        name = next((n for n in self._names() if n not in self._shown), None)
        if name is None:
            self._draw.stop()
            return
        self._show(name, self._scene(name) if name else None)

    def _show(self, name: str, scene: Scene | None) -> None:
        drawn = picture(scene, _PICTURE, self.devicePixelRatioF(), self._theme)
        self._shown[name] = _Shown(scene, drawn)
        self.list.viewport().update()

    def _redraw(self) -> None:
        for name, (scene, _) in self._shown.items():
            self._show(name, scene)


class _Tiles(QListWidget):
    """Tiles side by side, as many as there is room for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionRectVisible(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        thin(self)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setMouseTracking(True)
        self.setAccessibleName("Templates")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tiles out anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Tile(QStyledItemDelegate):
    """A picture, below it the title and a few lines of description."""

    def __init__(self, chooser: TemplateChooser) -> None:
        super().__init__(chooser)
        self._chooser = chooser

    def tile(self) -> QSize:
        """The size of every tile."""
        line = QFontMetrics(self._chooser.font()).lineSpacing()
        height = _PICTURE.height() + (1 + _LINES) * line + 5 * GRID
        return QSize(_PICTURE.width() + 3 * GRID, height)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The same for all."""
        return self.tile()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a tile, with a ring around it when it is chosen."""
        place: QRect = option.rect
        state = option.state
        palette: QPalette = option.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        tile = place.adjusted(2, 2, -GRID + 2, -GRID + 2).toRectF()
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            ring = palette.color(QPalette.ColorRole.Highlight)
            painter.setPen(QPen(ring, 2) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(tile, GRID, GRID)
        left, top = place.left() + GRID + 2, place.top() + GRID + 2
        drawn = self._chooser.picture(index.data(_NAME))
        if drawn is not None:
            painter.drawPixmap(left, top, drawn)
        text = QRect(left, top + _PICTURE.height() + GRID, _PICTURE.width(), 0)
        font = painter.font()
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        metrics = QFontMetrics(font)
        text.setHeight(metrics.lineSpacing())
        title = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeading, title)
        font.setWeight(font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        text.moveTop(text.bottom() + GRID // 2)
        text.setHeight(_LINES * metrics.lineSpacing())
        painter.drawText(text, Qt.TextFlag.TextWordWrap, index.data(_DESCRIPTION))
        painter.restore()
