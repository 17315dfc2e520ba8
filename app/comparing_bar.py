"""The bar above a comparison: what is compared with what, how it is shown, and going through it."""

from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QButtonGroup, QLabel, QWidget

from app.buttons import FlatButton
from app.choice_button import ChoiceButton
from app.flow import Flow
from model.change import Change, JourneyMap
from model.comparing.naming import isolated
from model.labels import counted
from widgets.box import GRID
from widgets.panels.parts import paint_bar
from widgets.theme import Theme

Mode: TypeAlias = Literal["overlay", "beside", "swipe"]
_NAMES: Final[dict[Mode, tuple[str, str, str]]] = {
    "overlay": ("On the map", "map", "Both maps in one: what is gone stands where it was"),
    "beside": ("Side by side", "columns-2", "The old map and the new one, moving together"),
    "swipe": ("Swipe", "arrow-left-right", "A handle between the old map and the new one"),
}  # fmt: skip
#: Letters of a map's name that are shown.
_LONGEST = 40


class CompareBar(QWidget):
    """One line, or two in a narrow window.

    Attributes:
        names: opens what can be compared.
        modes: how it is shown.
    """

    #: It is put away: what it is about goes first, then keys go to the canvas again.
    leaving = Signal()
    left = Signal()
    mode_chosen = Signal(str)
    choice_wanted = Signal()
    forth_wanted = Signal()
    back_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.names = ChoiceButton("Compare", theme, self)
        self.names.setToolTip("What is compared with what")
        self.names.clicked.connect(self.choice_wanted)
        self.modes: dict[Mode, FlatButton] = {}
        group = QButtonGroup(self)
        for mode, (text, _, tip) in _NAMES.items():
            button = self.modes[mode] = self._button(text, tip)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, mode=mode: self.mode_chosen.emit(mode))
            group.addButton(button)
        self.modes["overlay"].setChecked(True)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.count.setContentsMargins(GRID, 0, GRID, 0)
        self.back = self._button("", "Previous change (Shift+F8)")
        self.forth = self._button("", "Next change (F8)")
        self.report = self._button("Report…", "A poster, a page or a text of what changed")
        self.report.setAccessibleName("Change report")
        self.report.clicked.connect(self.report_wanted)
        self.close_button = self._button("", "Back to the map (Esc)")
        for button, name in (
            (self.back, "Previous change"), (self.forth, "Next change"),
            (self.close_button, "Close the comparison"),
        ):  # fmt: skip
            button.setAccessibleName(name)
        self.back.clicked.connect(self.back_wanted)
        self.forth.clicked.connect(self.forth_wanted)
        self.close_button.clicked.connect(self.close_bar)
        row = Flow(self, 4, 4)
        row.setContentsMargins(12, 6, 6, 7)
        row.addWidget(self.names)
        for button in self.modes.values():
            row.addWidget(button)
        row.push()
        for part in (self.count, self.back, self.forth, self.report, self.close_button):
            row.addWidget(part)
        theme.changed.connect(self._take_icons)
        self._take_icons()
        self.hide()

    @property
    def mode(self) -> Mode:
        """How it is shown."""
        return next(mode for mode, button in self.modes.items() if button.isChecked())

    def say(self, old_name: str, new_name: str) -> None:
        """What is compared with what."""
        # Each keeps its own direction, and the arrow goes from the left to the right.
        both = f"{isolated(_short(old_name))} → {isolated(_short(new_name))}"
        self.names.setText(both if "\u2068" not in both else f"\u200e{both}")
        self.names.setAccessibleName(f"{old_name} compared with {new_name}")
        self.names.updateGeometry()

    def say_count(self, nth: int, of: int, all_: int, news: int) -> None:
        """The number of the change looked at (0 for none), how many are wanted, and of how many.

        `news` is how many lines there are to go through, with remarks and actions.
        """
        if not all_:
            words = f"{counted(news, 'line')}, no change of the journey" if news else "No changes"
        elif not of:
            words = f"None of {counted(all_, 'change')}"
        elif nth:
            words = f"{nth:,} of {all_:,}{f' ({of:,} shown)' if of < all_ else ''}"
        else:
            narrowed = f" (of {all_:,})" if of < all_ else ""
            words = f"{of:,} {'change' if of == 1 else 'changes'}{narrowed}"
        self.count.setText(words)
        self.back.setEnabled(news > 0)
        self.forth.setEnabled(news > 0)

    def open(self) -> None:
        """Show it."""
        self.show()

    def close_bar(self) -> None:
        """Put it away."""
        self.hide()  # before the panels need the room
        self.leaving.emit()
        self.left.emit()

    def pending(self, to: JourneyMap) -> Change:
        """Nothing is typed here."""
        return {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of its own and a line below."""
        paint_bar(self, self._theme, above=True)

    def minimumSizeHint(self) -> QSize:
        """It goes on in the next line."""
        return QSize(self.names.sizeHint().width() + 3 * GRID, super().minimumSizeHint().height())

    def _button(self, text: str, tip: str) -> FlatButton:
        button = FlatButton(self._theme, self)
        button.setText(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _take_icons(self) -> None:
        for mode, button in self.modes.items():
            button.setIcon(self._theme.icon(_NAMES[mode][1]))
        for button, icon in (
            (self.back, "chevron-left"), (self.forth, "chevron-right"),
            (self.report, "file-output"), (self.close_button, "x"),
        ):  # fmt: skip
            button.setIcon(self._theme.icon(icon))


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
