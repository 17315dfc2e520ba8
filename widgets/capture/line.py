"""The one line of the capture bar: large text, chips where something was understood.

It knows the keys and the looks, and nothing of maps.
"""

import sys
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from model.records import LONGEST_TEXT
from widgets.steady import steady

#: The size of the text, px: legible from the back of the room.
TEXT = 24

Key = Literal[
    "enter", "next", "previous", "lane down", "lane up", "park", "again", "take back", "leave",
    "undo", "redo",
]  # fmt: skip
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
#: Whether characters are written with Alt alone, such as @ on some keyboards of the Mac.
_ALT_TYPES = sys.platform == "darwin"
_KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], Key] = {
    (Qt.Key.Key_Return, _NONE): "enter",
    (Qt.Key.Key_Return, _CTRL): "park",
    (Qt.Key.Key_Tab, _NONE): "next",
    (Qt.Key.Key_Backtab, _SHIFT): "previous",
    (Qt.Key.Key_Down, _CTRL): "lane down",
    (Qt.Key.Key_Up, _CTRL): "lane up",
    (Qt.Key.Key_Escape, _NONE): "leave",
}
#: What these do only where nothing is typed.
_ON_EMPTY: dict[tuple[Qt.Key, Qt.KeyboardModifier], Key] = {
    (Qt.Key.Key_Up, _NONE): "again",
    (Qt.Key.Key_Backspace, _CTRL): "take back",
}


@steady
class CaptureLine(QPlainTextEdit):
    """One line of plain text."""

    #: The text is another one, or what is a chip in it.
    typed = Signal()
    #: A key that does something (a `Key`).
    pressed = Signal(str)
    #: Alt and a number from 1 to 9.
    numbered = Signal(int)
    #: The line is typed on behind its end, although a question about it stands.
    passed_over = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUndoRedoEnabled(True)
        font = QFont(self.font())
        font.setPixelSize(TEXT)
        self.setFont(font)
        self.document().setDocumentMargin(4)
        self.setFixedHeight(self.sizeHint().height())
        self.setAccessibleName("Capture a card")
        self.setPlaceholderText("Type what is said, Enter makes a card")
        self._chips: list[tuple[int, int]] = []
        self._plain: frozenset[str] = frozenset()
        self._ghost = self._begun = ""
        self._chip = QColor()
        #: Whether a question about the line stands: what is typed then begins another line.
        self.asking = False
        self.textChanged.connect(self._changed)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.toPlainText()

    @property
    def plain(self) -> frozenset[str]:
        """What was turned back from a chip into words."""
        return self._plain

    def fill(self, text: str, plain: frozenset[str] = frozenset()) -> None:
        """Put another line there, the caret behind it; chips that are `plain` are words."""
        self._plain = plain
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def show_chips(self, chips: Sequence[tuple[int, int]], colour: QColor) -> None:
        """Show these parts of the text as chips."""
        self._chips, self._chip = list(chips), colour
        self.viewport().update()

    def chip_boxes(self) -> list[QRectF]:
        """Where the chips are, in px of the viewport."""
        return [
            self._box(start).united(self._box(end)).adjusted(-1, 1, 1, -1)
            for start, end in self._chips
        ]

    def show_ghost(self, rest: str, begun: str = "") -> None:
        """Offer the rest of a word behind the caret; the right arrow takes it.

        What is typed of it is then written as in `begun`, which is as long.
        """
        self._begun = begun
        if rest != self._ghost:
            self._ghost = rest
            self.viewport().update()

    def sizeHint(self) -> QSize:
        """As high as one line."""
        return QSize(400, self.fontMetrics().lineSpacing() + 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that do something do it; all others type."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        key = Qt.Key.Key_Return if key == Qt.Key.Key_Enter else key
        found = _KEYS.get((key, held))
        if found is None and not self.text:
            found = _ON_EMPTY.get((key, held))
        if found is not None:
            self.pressed.emit(found)
        elif key == Qt.Key.Key_Right and held == _NONE and self._ghost and self._at_end:
            self._take_ghost()
        elif self._steps_back(event) or (
            key == Qt.Key.Key_Backspace and held == _NONE and self._turn_back()
        ):
            pass
        elif held == _ALT and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.numbered.emit(key - Qt.Key.Key_0)
        elif held & (_ALT | _CTRL) == _ALT and not _ALT_TYPES:
            event.ignore()
        elif key not in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return):
            if _types(event, held):
                self._pass_over()
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Letters that are composed count like typed ones."""
        if event.preeditString() or event.commitString():
            self._pass_over()
        super().inputMethodEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes a step on, not to another control."""
        return False

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted is one line."""
        self._pass_over()
        self.insertPlainText(" ".join(source.text().split()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Chips below the text, the offered rest of a word behind it."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box in self.chip_boxes():
            path = QPainterPath()
            path.addRoundedRect(box, 6, 6)
            painter.fillPath(path, self._chip)
        if self._ghost and self._at_end:
            caret = self.cursorRect()
            painter.setFont(self.font())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            room = QRectF(caret.right(), caret.top(), self.width(), caret.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._ghost)
        painter.end()
        super().paintEvent(event)

    @property
    def _at_end(self) -> bool:
        return self.textCursor().atEnd() and not self.textCursor().hasSelection()

    def _box(self, at: int) -> QRectF:
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(self.text[:at]))
        return QRectF(self.cursorRect(cursor))

    def _pass_over(self) -> None:
        """Whoever types on behind the line does not look; elsewhere, it is being mended."""
        if self.asking and self._at_end:
            self.passed_over.emit()

    def _turn_back(self) -> bool:
        """Make words of the chip before the caret; whether there was one."""
        text, at = self.text, self.textCursor().position()
        for start, end in self._chips:
            if _units(text[:end]) == at and not self.textCursor().hasSelection():
                self._plain |= {text[start:end]}
                self.typed.emit()
                return True
        return False

    def _take_ghost(self) -> None:
        """Write the word that is offered, in the map's letters."""
        cursor, back = self.textCursor(), QTextCursor.MoveMode.KeepAnchor
        cursor.setPosition(cursor.position() - _units(self._begun), back)
        cursor.insertText(self._begun + self._ghost)

    def _steps_back(self, event: QKeyEvent) -> bool:
        """On an empty line with nothing of its own to undo or redo, the map is meant."""
        paper, keys = self.document(), QKeySequence.StandardKey
        if self.text:
            return False
        if event.matches(keys.Undo) and not paper.isUndoAvailable():
            self.pressed.emit("undo")
        elif event.matches(keys.Redo) and not paper.isRedoAvailable():
            self.pressed.emit("redo")
        else:
            return False
        return True

    def _changed(self) -> None:
        text = self.text
        if "\n" in text or len(text) > LONGEST_TEXT:
            self.fill(" ".join(text.split())[:LONGEST_TEXT])
            return
        self.typed.emit()


def _types(event: QKeyEvent, held: Qt.KeyboardModifier) -> bool:
    """Whether a key writes a character; AltGr is Ctrl and Alt on some systems."""
    with_what = held & (_CTRL | _ALT)
    return bool(event.text()) and event.text().isprintable() and with_what != _CTRL


def _units(text: str) -> int:
    """How far Qt's caret goes for a text: some characters, such as emoji, take two places."""
    return len(text) + sum(character > "\uffff" for character in text)
