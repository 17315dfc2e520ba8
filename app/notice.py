"""A quiet bar above the canvas for what holds as long as the map is open.

Several parts of the window have something to say there; one is heard at a time, by `ORDER`.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.buttons import FlatButton
from widgets.theme import Theme

_ICON = 18
#: Who says it and what about; whoever stands further up is heard first.
ORDER = (
    "unkept",  # what is done now would be lost with this window
    "recording",  # what is done is no longer recorded
    "recovered",  # this is a copy with what was not saved
    "bringing",  # what bringing together would make of the map is being looked at
    "outside",  # the file is not what was last read or saved here
    "frozen",  # the audience sees a still picture
    "elsewhere",  # it can only be read, as it is open elsewhere
    "read only",  # this map cannot be saved where it is, or must not be
    "odd",  # something in the file was odd when it was opened
)
#: Where work is at stake the sign is another one, in a colour of its own.
_SIGNS = {"unkept": ("triangle-alert", "feeling.below")}


class Message(NamedTuple):
    """One sentence and what can be done about it; "" for nothing."""

    sentence: str
    todo: str
    do: Callable[[], None]
    #: What its closing button does, if it may be closed.
    close: Callable[[], None] | None = None


class Notice(QWidget):
    """One sentence and one thing to do about it; hidden while there is nothing to say."""

    def __init__(
        self, theme: Theme, todo: str, do: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._usual = todo, do
        self._messages: dict[str, Message] = {}
        self._only: frozenset[str] | None = None
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(todo, self)
        self.button.clicked.connect(self._do)
        self.close_button = FlatButton(theme, self)
        self.close_button.setIconSize(QSize(14, 14))
        self.close_button.setToolTip("Close this notice")
        self.close_button.setAccessibleName("Close this notice")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(12 + _ICON + 10, 6, 12, 7)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        theme.changed.connect(self._take_icon)
        self._take_icon()
        self.hide()

    def say(
        self,
        sentence: str,
        who: str = "read only",
        *,
        todo: str | None = None,
        do: Callable[[], None] | None = None,
        close: Callable[[], None] | None = None,
    ) -> None:
        """Have `who` of ORDER say a sentence; "" takes back what was said.

        Without `todo` and `do` the button is the usual one; `todo=""` is for none. With
        `close`, the user may take it away, and `close` is called.
        """
        if sentence:
            usual_todo, usual_do = self._usual
            self._messages[who] = Message(
                sentence, usual_todo if todo is None else todo, do or usual_do, close
            )
        else:
            self._messages.pop(who, None)
        self._show()

    def hear(self, only: frozenset[str] | None) -> None:
        """Let nobody else be heard from now on; None for everybody, with what was said since."""
        self._only = only
        self._show()

    @property
    def saying(self) -> str:
        """Who of ORDER is heard now, or ""."""
        heard = (who for who in ORDER if self._only is None or who in self._only)
        return next((who for who in heard if who in self._messages), "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tinted ground, a line below and a sign at the start."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("lane.alternate"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("grid"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - 12 - _ICON if mirrored else 12
        sign = self._theme.icon(*_SIGNS.get(self.saying, ("info",)))
        sign.paint(painter, x, (self.height() - _ICON) // 2, _ICON, _ICON)
        painter.end()

    def _show(self) -> None:
        message = self._messages.get(self.saying)
        if message is not None:
            self.words.setText(message.sentence)
            self.button.setText(message.todo)
            self.button.setVisible(bool(message.todo))
            self.close_button.setVisible(message.close is not None)
            if message.todo:  # the line is as high as others are
                self.close_button.setFixedHeight(self.button.sizeHint().height())
        else:
            self.words.clear()
        self.setVisible(message is not None)

    def _do(self) -> None:
        message = self._messages.get(self.saying)
        if message is not None:
            message.do()

    def _close(self) -> None:
        message = self._messages.pop(self.saying, None)
        self._show()
        if message is not None and message.close is not None:
            message.close()

    def _take_icon(self) -> None:
        self.close_button.setIcon(self._theme.icon("x", "muted"))
