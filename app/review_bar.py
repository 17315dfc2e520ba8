"""The bar of a review: one change after the other, and what is decided about each."""

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.buttons import FlatButton
from app.flow import Flow
from model.change import Change, JourneyMap
from model.reviewing import VERDICTS
from widgets.box import GRID, Box
from widgets.inspector.boxes import Line, quiet
from widgets.panels.parts import OneLine, paint_bar
from widgets.theme import Theme

#: What can be wanted of the change that is looked at, and of the review.
Wish: TypeAlias = Literal[
    "agreed", "question", "action", "take_back", "previous", "next", "done", "author"
]
#: Wish -> text, icon, the key while a button has the focus, tip. Tab goes in this order.
BUTTONS: Final[dict[Wish, tuple[str, str, str, str]]] = {
    "agreed": ("Agreed", "circle-check", "A", "This change is as it should be (F9)"),
    "question": ("Question…", "circle-question-mark", "Q", "Ask about this change (Shift+F9)"),
    "action": ("Action…", "clipboard-check", "T", "Something is to be done (Ctrl+F9)"),
    "take_back": ("Take back", "undo-2", "Backspace", "Nothing is decided about this change"),
    "previous": ("Previous", "chevron-left", "Left", "The change before"),
    "next": ("Next", "chevron-right", "Right", "The next change"),
    "author": ("", "user-round", "", "Whose comments these are: kept on this computer"),
    "done": ("Review done…", "flag", "D", "Set the day of the next review"),
}
_KEYS: Final[dict[int, Wish]] = {
    Qt.Key.Key_A: "agreed", Qt.Key.Key_Q: "question", Qt.Key.Key_T: "action",
    Qt.Key.Key_Backspace: "take_back", Qt.Key.Key_D: "done",
}  # fmt: skip
_ASKED = {
    "question": ("Question", "Type the question and press Enter"),
    "action": ("Action", "What is to be done; @name and a day at its end: @lena friday"),
}


class ReviewBar(QWidget):
    """Two lines: the change and how far the review is; buttons. A third one to type in.

    Attributes:
        buttons: by what they are for.
        count: how far the review is.
        headline: the change that is looked at.
        line: where a question or an action is typed; `kind` says which, "" while it is away.
        understood: whom and which day the words of an action name.
    """

    left = Signal()
    #: A Wish.
    wanted = Signal(str)
    #: Words were typed: "question" or "action", and what was typed.
    given = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.kind = ""
        #: What the words that are typed would do to a map; whoever fills the bar says so.
        self.comes_to: Callable[[JourneyMap], Change] = lambda _: {}
        #: Who and which day the words of an action name, in a line; whoever fills the bar says so.
        self.reads: Callable[[str], str] = lambda _: ""
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.headline = OneLine(self, 120)
        font = self.headline.font()
        font.setWeight(font.Weight.DemiBold)
        self.headline.setFont(font)
        self.close_button = self._button("", "Leave the review for now: what is decided stays")
        self.close_button.setAccessibleName("Close the review")
        self.close_button.clicked.connect(self.close_bar)
        self.buttons: dict[Wish, FlatButton] = {}
        for wish, (text, _, _, tip) in BUTTONS.items():
            button = self.buttons[wish] = self._button(text, tip)
            button.clicked.connect(lambda _=False, wish=wish: self.wanted.emit(wish))
        self.line = _Words(self)
        self.line.returnPressed.connect(self._give)
        self.line.left.connect(self.end_typing)
        self.line.textChanged.connect(self._read)
        self.asked = quiet(parent=self)
        self.understood = OneLine(self, 10 * GRID)
        self.understood.setFont(self.asked.font())
        self.understood.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.understood.setMaximumWidth(40 * GRID)  # names can be long
        each = QSizePolicy.Policy.Preferred
        self.understood.setSizePolicy(each, each)
        self._typing = QWidget(self)
        self._lay_out()
        theme.changed.connect(self._take_icons)
        self._take_icons()
        self.hide()

    def open(self) -> None:
        """Show it; keys go to its buttons."""
        self.show()
        self.take_focus()

    def close_bar(self) -> None:
        """Put it away; words that are typed stay for the next time."""
        self.hide()
        self.left.emit()

    def pending(self, to: JourneyMap) -> Change:
        """What the words that are only typed yet would do to a map."""
        return self.comes_to(to)

    def take_focus(self) -> None:
        """Keys go to what is wanted most often."""
        wish: Wish = "agreed" if self.buttons["agreed"].isEnabled() else "done"
        self.buttons[wish].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, count: str, headline: str, verdict: str, *, any_left: bool) -> None:
        """How far the review is, which change is looked at, and its verdict.

        Without `any_left` there is no change at all to go through.
        """
        self.count.setText(count)
        self.headline.setText(headline)
        if self.buttons["take_back"].hasFocus() and not verdict:
            self.take_focus()  # what is disabled would pass it on to whatever is beside it
        for wish in ("previous", "next"):
            self.buttons[wish].setEnabled(any_left)
        for wish in VERDICTS:
            button = self.buttons[wish]
            button.setEnabled(any_left)
            button.setCheckable(wish == verdict)
            button.setChecked(wish == verdict)
        self.buttons["take_back"].setEnabled(bool(verdict))

    def say_author(self, name: str) -> None:
        """Who decides."""
        self.buttons["author"].setText(f"You are {name}" if name else "Who are you?")
        self.buttons["author"].updateGeometry()

    def begin_typing(self, kind: str, about: str) -> None:
        """Let a question or an action be typed about the change that reads so."""
        self.kind = kind
        what, hint = _ASKED[kind]
        self.asked.setText(what)
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(f"{what} about: {about}")
        self._read()
        self._typing.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_typing(self) -> None:
        """Put the line away; keys go to the buttons again."""
        had = self.line.hasFocus()
        self.kind = ""
        self._typing.hide()
        if had and self.isVisible():
            self.take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of their own while a button has the focus; to it some would mean another thing."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, FlatButton):
            return False
        assert isinstance(event, QKeyEvent)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ways: dict[int, Wish] = {
            Qt.Key.Key_Right: "previous" if right else "next",
            Qt.Key.Key_Left: "next" if right else "previous",
        }
        wish = (_KEYS | ways).get(event.key())
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            watched.click()
        elif wish is None:
            return False
        elif self.buttons[wish].isEnabled():
            self.wanted.emit(wish)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of its own and a line below."""
        paint_bar(self, self._theme, above=True)

    def _read(self) -> None:
        said = self.reads(self.line.text()) if self.kind == "action" else ""
        self.understood.setText(said)
        self.understood.setVisible(bool(said))
        self.line.setAccessibleDescription(said)

    def _give(self) -> None:
        if self.line.text().strip():
            self.given.emit(self.kind, self.line.text())

    def _button(self, text: str, tip: str) -> FlatButton:
        button = FlatButton(self._theme, self)
        button.setText(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.installEventFilter(self)
        return button

    def _take_icons(self) -> None:
        for wish, button in self.buttons.items():
            button.setIcon(self._theme.icon(BUTTONS[wish][1]))
        self.close_button.setIcon(self._theme.icon("x"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(2 * GRID, GRID // 2, 6, 0)
        top.setSpacing(2 * GRID)
        top.addWidget(self.headline, 1)
        top.addWidget(self.count)
        top.addWidget(self.close_button)
        row = QWidget(self)
        flow = Flow(row, 4, 2)
        flow.setContentsMargins(GRID - 2, 0, 6, 5)
        rest: tuple[Wish, ...] = ("take_back", "previous", "next")
        for wish in (*VERDICTS, *rest):
            flow.addWidget(self.buttons[wish])
        flow.push()
        flow.addWidget(self.buttons["author"])
        flow.addWidget(self.buttons["done"])
        typing = QHBoxLayout(self._typing)
        typing.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        typing.setSpacing(GRID)
        typing.addWidget(self.asked)
        typing.addWidget(Box(self.line, self._typing), 1)
        typing.addWidget(self.understood)
        self.understood.hide()
        self._typing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(row)
        column.addWidget(self._typing)


class _Words(Line):
    """Esc leaves the line, and what is typed stays."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of its own come first."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            event.accept()  # and no button of the bar is pressed
        else:
            super().keyPressEvent(event)
