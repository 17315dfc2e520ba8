"""The plain pieces of every field: a quiet label, a line and a growing text.

They take their colours from the palette and so follow the theme. All text is plain text.
"""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QWidget,
)

from model.records import LONGEST_TEXT
from widgets.scrollbar import thin

#: What makes labels quiet beside what they name.
_SMALL = 0.9
Role = QPalette.ColorRole


def small(font: QFont) -> QFont:
    """The font of labels and remarks."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * _SMALL)
    else:
        made.setPixelSize(round(font.pixelSize() * _SMALL))
    return made


def quiet(text: str = "", parent: QWidget | None = None, wrap: bool = False) -> QLabel:
    """A small, muted label of plain text."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(small(label.font()))
    label.setForegroundRole(Role.PlaceholderText)
    label.setWordWrap(wrap)
    if wrap:
        label.setMinimumWidth(1)
    return label


def mirrored(widget: QWidget, rect: QRect) -> QRect:
    """`rect`, thought from the left, where the widget's direction of reading has it."""
    return QStyle.visualRect(widget.layoutDirection(), widget.rect(), rect)


class Line(QLineEdit):
    """One line. `done` when Enter is pressed or the focus goes; Esc brings back `shown`.

    `emptied` when Delete or Backspace is pressed where there is nothing.
    """

    done = Signal()
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setTextMargins(-2, 0, -2, 0)  # Qt's own inset would stand beside the box's
        self.setMaxLength(LONGEST_TEXT)
        self.shown = ""
        self.editingFinished.connect(self.done)

    def show_text(self, text: str, keep_typed: bool = True) -> None:
        """Show this, unless something else is being typed."""
        typing = keep_typed and self.is_typed
        self.shown = text
        if not typing and text != self.text():
            at = self.cursorPosition() if self.hasFocus() else 0
            self.setText(text)
            self.setCursorPosition(at)

    @property
    def is_typed(self) -> bool:
        """Whether there is anything that was not committed."""
        return self.text() != self.shown

    def typed(self) -> str:
        """What stands there now."""
        return self.text()

    def restore(self) -> None:
        """What was there before typing began."""
        self.setText(self.shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of its own come first."""
        if not _restored(self, event) and not _emptied(self, event):
            super().keyPressEvent(event)


class Text(QPlainTextEdit):
    """Several lines of plain text in as much height as they need.

    `done` when the focus goes or Ctrl+Enter is pressed, with `enter_commits` Enter alone;
    `emptied` when Delete or Backspace is pressed where there is nothing.
    """

    done = Signal()
    emptied = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        least: int = 2,
        most: int = 14,
        enter_commits: bool = False,
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._enter_commits = least, most, enter_commits
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        thin(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.shown = ""
        self.textChanged.connect(self._grow)
        self._grow()

    def show_text(self, text: str, keep_typed: bool = True) -> None:
        """Show this, unless something else is being typed."""
        typing = keep_typed and self.is_typed
        self.shown = text
        if not typing and text != self.toPlainText():
            at = self.textCursor().position() if self.hasFocus() else 0
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.setPosition(min(at, len(text)))
            self.setTextCursor(cursor)

    @property
    def is_typed(self) -> bool:
        """Whether there is anything that was not committed."""
        return self.toPlainText() != self.shown

    def typed(self) -> str:
        """What stands there now."""
        return self.toPlainText()

    def restore(self) -> None:
        """What was there before typing began."""
        self.setPlainText(self.shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of its own come first."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            wanted = Qt.KeyboardModifier.ControlModifier
            if held == wanted or (self._enter_commits and not held):
                self.done.emit()
                return
        if not _restored(self, event) and not _emptied(self, event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving it commits."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own menu is not elsewhere
            self.done.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs another height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "shown"):
            self._grow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel, which scrolls."""
        if self.verticalScrollBar().maximum() > 0 and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _grow(self) -> None:
        lines = int(self.document().size().height())  # a plain text's layout counts in lines
        few = max(self._least, min(lines, self._most))
        height = few * QFontMetrics(self.font()).lineSpacing() + 2
        shown = lines > self._most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if shown else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)


def scaled(font: QFont, by: float, weight: QFont.Weight) -> QFont:
    """A larger font for what stands above the rest."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * by)
    else:
        made.setPixelSize(round(font.pixelSize() * by))
    made.setWeight(weight)
    return made


def _emptied(field: "Line | Text", event: QKeyEvent) -> bool:
    """Whether this took away what is not even there: what many have where that differs."""
    if event.key() not in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) or field.typed():
        return False
    field.emptied.emit()
    return True


def _restored(field: "Line | Text", event: QKeyEvent) -> bool:
    """Whether this was Esc and took something typed back."""
    if event.key() == Qt.Key.Key_Escape and field.is_typed:
        field.restore()
        return True
    return False
