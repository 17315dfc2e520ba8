"""What is typed into a cell: a line with offers, or a text of several lines.

Enter, Tab and Esc mean the table, not the text; `finished` says which way to go then.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)

from widgets.table.columns import plain

_Key, _Held = Qt.Key, Qt.KeyboardModifier
#: How many lines a text has room for before it scrolls.
_LINES = 7
#: px more, as fonts set several lines a little wider apart than they say.
_LEAD = 4


def way(event: QKeyEvent) -> str:
    """Where a key leads from a cell: "down", "up", "right", "left", "fill", "back"; or ""."""
    shift = bool(event.modifiers() & _Held.ShiftModifier)
    match event.key():
        case _Key.Key_Return | _Key.Key_Enter:
            if event.modifiers() & _Held.ControlModifier:
                return "fill"
            return "up" if shift else "down"
        case _Key.Key_Tab:
            return "right"
        case _Key.Key_Backtab:
            return "left"
        case _Key.Key_Escape:
            return "back"
    return ""


def framed(widget: QWidget) -> None:
    """Paint a frame in the colour of the focus."""
    painter = QPainter(widget)
    painter.setPen(QPen(widget.palette().color(QPalette.ColorRole.Link), 2))
    painter.drawRect(widget.rect().adjusted(1, 1, -1, -1))
    painter.end()


class CellLine(QLineEdit):
    """One line, with offers that fit what is typed. With `many`, after the last comma."""

    finished = Signal(str)

    def __init__(self, offers: Sequence[str], many: bool, closed: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._offers, self._many, self._closed = offers, many, closed
        self.changed = False
        self.setFrame(False)
        self.setTextMargins(6, 0, 6, 0)
        self.textEdited.connect(self._edited)
        self._list: QCompleter | None = None
        if offers:
            found = self._list = QCompleter(QStringListModel(list(offers), self), self)
            found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            found.setFilterMode(Qt.MatchFlag.MatchContains)
            found.setMaxVisibleItems(10)
            rows = found.popup()
            if isinstance(rows, QListView):
                rows.setSpacing(2)
            found.setWidget(self)
            found.activated.connect(self._take)

    def show_text(self, text: str) -> None:
        """Begin with this, all of it selected."""
        self.setText(" ".join(text.split()))
        self.selectAll()

    def open_offers(self) -> None:
        """Show everything that may be chosen."""
        if self._list is not None:
            self._list.setCompletionPrefix("")
            self._list.complete(QRect(0, 0, max(self.width(), 180), self.height()))

    def value(self) -> str:
        """What is typed; of what can only be chosen, the one offer that begins so."""
        text = self.text().strip()
        if not self._closed or not text or any(plain(o) == plain(text) for o in self._offers):
            return text
        fitting = [offer for offer in self._offers if plain(offer).startswith(plain(text))]
        return fitting[0] if len(fitting) == 1 else text

    def event(self, event: QEvent) -> bool:
        """Keys that lead elsewhere do not reach the line, nor shortcuts."""
        if isinstance(event, QKeyEvent) and (to := way(event)):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._leave(to)
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down shows the offers where none are seen."""
        if event.key() == _Key.Key_Down and self._list and not self._offering():
            self.open_offers()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """In a frame of the colour of the focus."""
        super().paintEvent(event)
        framed(self)

    def _leave(self, to: str) -> None:
        if self._offering():
            chosen = self._popup().currentIndex()
            self._popup().hide()
            if to == "back":
                return
            if chosen.isValid():
                self._take(chosen.data())
        self.finished.emit(to)

    def _popup(self) -> QAbstractItemView:
        assert self._list is not None, "there are offers"
        popup = self._list.popup()
        assert popup is not None, "Qt makes one when it is asked for"
        return popup

    def _offering(self) -> bool:
        return self._list is not None and self._popup().isVisible()

    def _hide_offers(self) -> None:
        if self._offering():
            self._popup().hide()

    def _edited(self) -> None:
        self.changed = True
        if self._list is None:
            return
        word = self._word()
        self._list.setCompletionPrefix(word)
        if word and self._list.completionCount():
            self._list.complete(QRect(0, 0, max(self.width(), 180), self.height()))
        else:
            self._hide_offers()

    def _word(self) -> str:
        before = self.text()[: self.cursorPosition()]
        return before.rpartition(",")[2].lstrip() if self._many else self.text().strip()

    def _take(self, offer: str) -> None:
        self.changed = True
        if not self._many:
            self.setText(offer)
            return
        before, comma, _ = self.text()[: self.cursorPosition()].rpartition(",")
        self.setText(f"{before}{comma} {offer}" if comma else offer)


class CellText(QPlainTextEdit):
    """A text over its cell and as far below as it needs; Shift+Enter begins a new line."""

    finished = Signal(str)
    #: It needs more room, or less.
    grown = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.changed = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(7)  # as far in as the cell's own words
        self.textChanged.connect(self._edited)

    def show_text(self, text: str) -> None:
        """Begin with this, all of it selected."""
        self.setPlainText(text)
        self.selectAll()
        self.changed = False

    def value(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def wanted(self, width: int) -> QSize:
        """The room that its lines need, in px, no more than some of them at once."""
        line = self.fontMetrics().lineSpacing()
        lines = 0
        block = self.document().firstBlock()
        inside = max(40, width - 14)
        while block.isValid() and lines < _LINES:
            for part in block.text().split("\u2028"):  # Shift+Enter begins no block
                across = self.fontMetrics().horizontalAdvance(part)
                lines += max(1, -(-across * 21 // 20 // inside))
            block = block.next()
        lines = min(_LINES, max(1, lines))
        return QSize(width, lines * line + 14 + (lines > 1) * _LEAD)

    def event(self, event: QEvent) -> bool:
        """Keys that lead elsewhere do not reach the text, nor shortcuts."""
        if isinstance(event, QKeyEvent) and (to := way(event)) and to != "up":
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.finished.emit(to)
                event.accept()
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """In a frame of the colour of the focus."""
        super().paintEvent(event)
        framed(self.viewport())

    def _edited(self) -> None:
        self.changed = True
        self.grown.emit()


class Refusal(QLabel):
    """One sentence under a cell that says why its text was not taken."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.edge = QColor()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(8)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, sentence: str, beside: QRect, edge: QColor) -> None:
        """Show it below a rectangle of the parent, or above where there is no room."""
        self.edge = edge
        self.setText(sentence)
        room = self.parentWidget()
        assert room is not None, "it stands in a table"
        widest = min(340, max(160, room.width() - 16))
        self.setFixedWidth(min(widest, self.fontMetrics().horizontalAdvance(sentence) + 24))
        self.setFixedHeight(self.heightForWidth(self.width()))
        left = min(max(4, beside.left()), max(4, room.width() - self.width() - 4))
        top = beside.bottom() + 4
        if top + self.height() > room.height():
            top = max(0, beside.top() - self.height() - 4)
        self.move(left, top)
        self.show()
        self.raise_()

    def announce(self) -> None:
        """Let a screen reader say it at once."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thin frame around the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(self.edge, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
