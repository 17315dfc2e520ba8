"""A line that offers words below what is typed, and outlives whatever its keys set off.

Qt's list of offers goes on working after it has handed a key to the line. So there is one list
for the whole life of the line: one that is replaced by what Enter does takes the program along.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from widgets.inspector.boxes import Line


class OfferingLine(Line):
    """A line with offers. Enter takes what is chosen and means the line; Esc closes the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QStringListModel(self)
        self._list = QCompleter(self._words, self)
        self._list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self._list)

    def offer(self, words: Sequence[str]) -> None:
        """Offer these from now on; what is offered already is left alone."""
        if self._words.stringList() != list(words):
            self._words.setStringList(list(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that end the choice close the list before they mean anything else."""
        popup = self._list.popup()
        ending = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if popup is None or not popup.isVisible() or event.key() not in ending:
            super().keyPressEvent(event)
            return
        popup.hide()
        if event.key() != Qt.Key.Key_Escape:
            # The list hands keys over past whoever watches the line: they see this one too.
            again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QCoreApplication.sendEvent(self, again)
        event.accept()
