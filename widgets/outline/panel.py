"""The panel of the outline: it shares the selection with the canvas, both ways.

Enter shows on the canvas what is chosen, F2 renames it, cards can be dragged elsewhere.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from model.change import Change, JourneyMap
from model.edits.cards import move_cards
from model.edits.common import EditError
from model.edits.fields import set_fields
from model.labels import quoted
from model.records import LONGEST_TEXT, Card
from widgets.editor import Editor
from widgets.outline.model import Index, OutlineModel
from widgets.outline.tree import Node
from widgets.panels.parts import read_from
from widgets.scrollbar import thin
from widgets.table.editors import framed

_Key = Qt.Key
_Flag = QItemSelectionModel.SelectionFlag
#: Of more selected records than these only those in opened branches are shown as such.
_MOST = 60


class OutlinePanel(QWidget):
    """The outline of one window.

    Attributes:
        view, tree: the lines and their model.
    """

    #: What is chosen is to be seen on the canvas.
    entered = Signal()

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._selection = editor.document, editor.selection
        self._canvas, self._theme = editor.canvas, editor.theme
        self._busy = False
        self.tree = OutlineModel(editor.document, editor.theme, editor.canvas.shown, self)
        self.view = Lines(self.tree, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.wants_canvas.connect(self._enter)
        self.view.selectionModel().selectionChanged.connect(self._tell_selection)
        self.tree.dropped.connect(self._move)
        self._canvas.scene_changed.connect(self._follow)
        self._canvas.spot.changed.connect(self._follow)
        self._selection.changed.connect(self._show_selection)
        self._theme.changed.connect(self._colour)
        self._colour()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it was not seen is taken in now."""
        super().showEvent(event)
        self._follow()
        self._show_selection()

    def commit_pending(self) -> None:
        """Enter the name that is being typed."""
        self.view.commit()

    def pending(self, to: JourneyMap) -> Change:
        """What that would do to a map."""
        typed = self.view.typed()
        renamed = self.tree.renamed(*typed) if typed and not self._document.read_only else None
        if renamed is None:
            return {}
        _, record_id, fields = renamed
        try:
            return set_fields(to, record_id, **fields)
        except EditError:
            return {}

    def _colour(self) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Highlight, self._theme.colour("grid"))
        palette.setColor(QPalette.ColorRole.HighlightedText, self._theme.colour("text"))
        self.view.setPalette(palette)

    def _follow(self) -> None:
        if not self.isVisible():
            return
        self._busy = True
        try:
            self.tree.follow(self._canvas.shown)
            if self.tree.looks.bright != self._canvas.spot.bright:
                self.tree.looks.bright = self._canvas.spot.bright
                self.view.viewport().update()
            read_from(self.view, self._canvas.laid.rtl)
        finally:
            self._busy = False
        self._show_selection()

    def _chosen(self) -> list[Node]:
        """The chosen lines, the current one last."""
        current = self.view.currentIndex()
        indexes = self.view.selectionModel().selectedIndexes()
        indexes.sort(key=lambda index: index == current)
        return [self.tree.node(index) for index in indexes]

    def _tell_selection(self) -> None:
        if self._busy or not self.isVisible():
            return
        nodes = self._chosen()
        ids = [n.record_id for n in nodes if n.sort != "cell" and n.record_id]
        cell = nodes[-1].cell if nodes and nodes[-1].sort == "cell" else None
        self._busy = True
        try:
            self._selection.set(*ids, cell=cell)
        finally:
            self._busy = False

    def _show_selection(self) -> None:
        if self._busy or not self.isVisible():
            return
        ids = self._selection.ids
        if {n.record_id for n in self._chosen() if n.sort != "cell"} == set(ids):
            return
        few = len(ids) <= _MOST
        self._busy = True
        try:
            nodes = [
                node
                for i in ids
                if (node := self.tree.find(i, make=few or i == ids[-1])) is not None
            ]
            chosen = QItemSelection()
            for node in nodes:
                index = self.tree.index_of(node)
                chosen.select(index, index)
            model = self.view.selectionModel()
            if nodes:
                last = self.tree.index_of(nodes[-1])
                model.setCurrentIndex(last, _Flag.NoUpdate)
                model.select(chosen, _Flag.ClearAndSelect)
                self.view.scrollTo(last)
            else:
                model.clearSelection()
        finally:
            self._busy = False

    def _enter(self) -> None:
        self.entered.emit()

    def _move(self, ids: Sequence[str], step_id: str, lane_id: str, before_id: str) -> None:
        cards = [card for i in ids if (card := self._document.map.get(i, Card))]
        if cards and [card.id for card in cards] != [before_id]:
            label = f"{'Move' if step_id else 'Park'} {quoted(*cards)}"
            wanted = [card.id for card in cards]
            before = before_id or None
            self._document.edit(label, move_cards, wanted, step_id, lane_id, before)


class Lines(QTreeView):
    """The lines of the outline."""

    #: Enter was pressed, or a line was activated.
    wants_canvas = Signal()

    def __init__(self, tree: OutlineModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(tree)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(16)
        self.setIconSize(QSize(16, 16))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(600)
        self.setAccessibleName("Outline")
        self._airy = _Airy(self)
        self.setItemDelegate(self._airy)
        thin(self)
        self.doubleClicked.connect(lambda _: self.wants_canvas.emit())
        self.setExpandsOnDoubleClick(False)

    def typed(self) -> tuple[Index, str] | None:
        """The line whose name is being typed, and what stands there."""
        editor = self._airy.editor
        if editor is None or not self._airy.at.isValid():
            return None
        return self._airy.at, editor.text()

    def commit(self) -> None:
        """Enter the name that is being typed."""
        editor = self._airy.editor
        if editor is not None and self._airy.at.isValid():  # Qt takes it along with its line
            had = editor.hasFocus()
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            if had:
                self.setFocus()

    def event(self, event: QEvent) -> bool:
        """F2 renames here, whatever it means elsewhere."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == _Key.Key_F2
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the canvas."""
        if event.key() in (_Key.Key_Return, _Key.Key_Enter):
            if self.state() != QAbstractItemView.State.EditingState:
                self.wants_canvas.emit()
        else:
            super().keyPressEvent(event)


class _Airy(QStyledItemDelegate):
    """Lines with some air.

    Attributes:
        editor, at: what a name is typed into now, and its line.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor: QLineEdit | None = None
        self.at = QPersistentModelIndex()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a line of the table."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), option.fontMetrics.lineSpacing() + 9))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """One line, called what it renames."""
        self.editor, self.at = _Name(parent), QPersistentModelIndex(index)
        self.editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return self.editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """It is typed into no longer."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The name as it is; what was typed meanwhile is not replaced."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)


class _Name(QLineEdit):
    """What a name is typed into, in a frame of the colour of the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setMaxLength(LONGEST_TEXT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, and its frame."""
        super().paintEvent(event)
        framed(self)
