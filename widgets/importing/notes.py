"""What could not be read of a table, a sentence each, broken into lines where it is long."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QStringListModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from widgets.box import GRID
from widgets.scrollbar import thin
from widgets.theme import outlined

#: Notes that are seen at once, and lines of them.
_MOST_NOTES = 4
_MOST_LINES = 5
#: So many notes may be longer than a line: each is measured, which very many would make slow.
_MOST_WRAPPED = 500


class Notes(QListView):
    """The notes below a table; out of sight while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes = QStringListModel(self)
        self.setModel(self._notes)
        self.setAccessibleName("What could not be read")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPalette(outlined(self.palette()))
        thin(self)
        self.hide()

    def tell(self, notes: Sequence[str]) -> None:
        """Show these."""
        self.setWordWrap(len(notes) <= _MOST_WRAPPED)
        self.setUniformItemSizes(len(notes) > _MOST_WRAPPED)
        self._notes.setStringList(list(notes))
        self.setVisible(bool(notes))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the first ones need, broken into lines as they are."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        room = QRect(0, 0, max(self.viewport().width() - 2 * GRID, 20 * GRID), 0)
        flags = Qt.TextFlag.TextWordWrap.value if self.wordWrap() else 0
        shown = self._notes.stringList()[:_MOST_NOTES]
        high = sum(metrics.boundingRect(room, flags, note).height() + 1 for note in shown)
        lines = min(high, _MOST_LINES * metrics.lineSpacing())
        self.setFixedHeight(lines + 2 * self.frameWidth() + 2)
