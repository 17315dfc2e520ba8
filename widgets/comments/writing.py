"""The line for a new comment: what it is about, its words, and who writes."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.box import GRID, Box
from widgets.inspector.boxes import Text, quiet
from widgets.inspector.offered import OfferingLine
from widgets.panels.parts import OneLine

_HINT = "Type a comment and press Enter"


class Writing(QWidget):
    """Words that become a comment with Enter; until then they stay, whatever else is done.

    Attributes:
        about_id: what they are about; "map" for the map.
        about: says so.
        text: the words.
        author: who writes.
    """

    #: Enter, with words there.
    entered = Signal()
    #: Esc: keys go elsewhere, and the words stay.
    left = Signal()
    #: Somebody else writes from now on.
    named = Signal(str)

    def __init__(self, author: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._author = author
        self.about_id = "map"
        self.about = OneLine(self)
        font = self.about.font()
        font.setWeight(font.Weight.DemiBold)
        self.about.setFont(font)
        self.text = _Words(self)
        self._hint = _HINT
        self.text.setPlaceholderText(_HINT)
        self.text.setAccessibleName("New comment")
        self.text.entered.connect(self._enter)
        self.text.left.connect(self.left)
        self.author = OfferingLine(self)
        self.author.setPlaceholderText("Somebody")
        self.author.setAccessibleName("You are")
        self.author.setToolTip("Whose comments you write: kept on this computer")
        self.author.done.connect(self._name)
        self._box, self._whose = Box(self.text, self), Box(self.author, self)
        label = quiet("You are", self)
        label.setBuddy(self.author)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label)
        row.addWidget(self._whose, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID - 2)
        column.addWidget(self.about)
        column.addWidget(self._box)
        column.addLayout(row)
        self.refresh(())

    @property
    def words(self) -> str:
        """What is typed."""
        return self.text.toPlainText().strip()

    @property
    def name(self) -> str:
        """Who writes; "" for nobody."""
        return " ".join(self.author.text().split())

    def say(self, about_id: str, words: str, hint: str = _HINT) -> None:
        """What the next words are about; the line itself shows the hint until they begin."""
        self.about_id = about_id
        self.about.setText(words)
        self.text.setAccessibleDescription(words)
        self._hint = hint
        if not self.text.isReadOnly():
            self.text.setPlaceholderText(hint)

    def begin(self) -> None:
        """Let words be typed, after those that are there."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    def clear(self) -> None:
        """The words are on the map."""
        self.text.setPlainText("")

    def refresh(self, people: Iterable[str]) -> None:
        """Who writes, unless that is being typed, and who else may."""
        self.author.show_text(self._author())
        names = {" ".join(name.split()) for name in (*people, self._author())} - {""}
        self.author.offer(sorted(names, key=str.casefold))

    def allow(self, why_not: str) -> None:
        """Let words be typed, or say why not."""
        self.text.setReadOnly(bool(why_not))
        self.text.setPlaceholderText(why_not or self._hint)
        self.author.setEnabled(not why_not)
        for box in (self._box, self._whose):
            box.flat = bool(why_not)
            box.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line below the list."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self.palette().color(QPalette.ColorRole.Mid))
        painter.end()

    def _enter(self) -> None:
        if self.words:
            self._name()
            self.entered.emit()

    def _name(self) -> None:
        if self.author.is_typed:
            self.author.shown = self.name
            self.named.emit(self.name)


class _Words(Text):
    """Several lines; what is typed is never taken back by a key."""

    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, least=1, most=8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc; Shift+Enter begins a line."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)
        ):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
