"""The voting bar: choose a card, type its dots, go on to the next one.

The keys stay with the canvas: arrows go from card to card as always, only figures, + and -
mean dots as long as the bar is open, and letters mean nothing. Where nobody ever said how many
people vote, that is typed first.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from model.change import Change, JourneyMap
from model.edits.common import EditError
from model.labels import counted, quoted
from model.records import Card
from widgets.box import GRID, Box
from widgets.editor import Editor
from widgets.panels.parts import paint_bar
from widgets.tips import plain_tip
from widgets.voting.badges import Badges
from widgets.voting.keys import COMMANDS, meaning, with_digit
from widgets.voting.large import Large
from widgets.voting.voting import MOST_EACH, MOST_PEOPLE, Voting

#: px that the name of a round may take.
_NAME = 20 * GRID


class VotesBar(QWidget):
    """One round: its budget, what was given, and the dots of the card that is chosen.

    Attributes:
        voting: what is voted on; it goes on while the bar is away.
        typed: the digits that are typed for the chosen card and not entered yet.
    """

    #: The bar is left: keys go to the canvas again.
    left = Signal()
    #: The ranked list is wanted.
    ranking_wanted = Signal()
    #: Another round is wanted: its name is to be asked for.
    round_wanted = Signal()

    def __init__(self, editor: Editor, voting: Voting, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor, self._canvas = editor, editor.canvas
        self.voting = voting
        voting.setParent(self)
        self.badges = Badges(editor.canvas, voting, self)
        self.typed = ""
        self._typed_for = self._warning = ""
        self.round = self._button("The round that is counted")
        self.round.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.round.setMenu(QMenu(self.round))
        self.round.menu().aboutToShow.connect(self._list_rounds)
        self.people = self._number("People who vote", MOST_PEOPLE, voting.people)
        self.each = self._number("Dots for each of them", MOST_EACH, voting.each)
        self.budget = _plain(self, quiet=True)
        self.seen = self._button("Show the dots on the cards, or hide them again")
        self.seen.clicked.connect(lambda: self.voting.reveal(not self.voting.is_revealed))
        self.ranks = self._button("The cards with the most dots, for the whole room")
        self.ranks.setText(" Ranking")
        self.ranks.clicked.connect(self.ranking_wanted)
        self.close_button = self._button("Close the voting bar")
        self.close_button.clicked.connect(self.close_bar)
        self.card = Large(self)
        self.tally = Large(self, keeps=True)
        self._lay_out()
        voting.changed.connect(self._show)
        editor.selection.changed.connect(self._follow_selection)
        editor.theme.changed.connect(self._show)
        editor.document.state_changed.connect(self._show)
        editor.canvas.view.installEventFilter(self)
        self.people.valueChanged.connect(self._take_budget)
        self.each.valueChanged.connect(self._take_budget)
        self.hide()

    def open(self) -> None:
        """Let dots be typed for the card that is chosen, or first of all the budget."""
        self.show()
        self._show()
        if self.voting.is_settled or self._editor.document.read_only:
            self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.focus_budget()

    def close_bar(self) -> None:
        """Put the bar away; what is typed is entered before."""
        self.enter()
        self.hide()
        self.left.emit()

    def pending(self, to: JourneyMap) -> Change:
        """What the digits that are not entered yet would do to a map."""
        if not self.typed:
            return {}
        try:
            return self.voting.giving(to, self._typed_for, int(self.typed))
        except EditError:
            return {}

    def enter(self) -> None:
        """Give the dots that are typed."""
        typed, self.typed = self.typed, ""
        if typed:
            self.voting.give(self._typed_for, int(typed))
            self._show()

    def focus_budget(self) -> None:
        """Let the budget be typed."""
        self.people.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.people.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the canvas, as far as they are dots; Esc and Enter lead out of the budget."""
        kind = event.type()
        if kind == QEvent.Type.FocusOut and watched is self._canvas.view:
            self.enter()  # a menu opens, or something else is typed
        if kind == QEvent.Type.FocusIn:
            self._warning = ""
            self._show()  # what is to be typed there
        if kind == QEvent.Type.InputMethod and watched is self._canvas.view:
            return self._refuse_words()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)
        if watched in (self.people, self.each):
            out = event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if out and kind == QEvent.Type.KeyPress:
                self.voting.settle()
                self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            return out and kind == QEvent.Type.KeyPress
        if not self.isVisible() or self._canvas.editing.is_on:
            return super().eventFilter(watched, event)
        if kind == QEvent.Type.ShortcutOverride:
            if self.typed and meaning(event, self.typed) == "back":
                event.accept()  # and no card is deleted
                return True
            if event.modifiers() & COMMANDS:
                self.enter()  # what a command is about is about the map with these dots
            return super().eventFilter(watched, event)
        return self._do(meaning(event, self.typed)) or super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from the bar's buttons back to the cards."""
        if event.key() == Qt.Key.Key_Escape:
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of its own and a line above."""
        paint_bar(self, self._editor.theme, above=False)

    # What keys do.

    def _do(self, what: str) -> bool:
        """Do what a key means; whether it was one of ours."""
        self._warning = ""
        selection = self._editor.selection
        card = self._chosen()
        if what == "leave":
            if self.typed:
                self.typed = ""
                self._show()
            elif selection.ids:
                return False  # the canvas lets go of the card first
            else:
                self.close_bar()
        elif not what or self._editor.document.read_only:
            return False
        elif what == "word":
            return self._refuse_words()
        elif card is None:
            self._warn("Choose the card that the dots are for.")
        elif what == "enter":
            self.enter()
        elif what == "back":
            self.typed = self.typed[:-1]
            self._show()
        elif what in ("more", "less"):
            self.enter()
            self.voting.add(card.id, 1 if what == "more" else -1)
        else:
            self.typed, self._typed_for = with_digit(self.typed, what), card.id
            self._show()
        return True

    def _refuse_words(self) -> bool:
        """Whether words that would begin a card are kept off the map, and that is said."""
        editing = self._canvas.editing.is_on
        if not self.isVisible() or editing or self._editor.document.read_only:
            return False
        self._warn("Digits, + and - are dots here. Close the bar to type words.")
        return True

    def _warn(self, words: str) -> None:
        self._warning = words
        self._show()
        self._editor.document.refused.emit(words)

    def _chosen(self) -> Card | None:
        return self._editor.document.map.get(self._editor.selection.anchor, Card)

    def _follow_selection(self) -> None:
        if self.typed and self._editor.selection.anchor != self._typed_for:
            self.enter()
        self._warning = ""
        if self.isVisible():
            self._show()

    def _take_budget(self) -> None:
        self.voting.is_settled = True
        self.voting.set_budget(self.people.value(), self.each.value())

    # What is shown.

    def _show(self) -> None:
        if not self.isVisible():
            return  # nobody sees it, and it is shown anew when it is opened
        voting, theme = self.voting, self._editor.theme
        name = self.fontMetrics().elidedText(voting.round, Qt.TextElideMode.ElideRight, _NAME)
        self.round.setText(f" {name.replace('&', '&&')}   ")
        self.round.setToolTip(plain_tip(f"The round that is counted: {voting.round}"))
        self.round.setAccessibleName(f"Round: {voting.round}")
        self.round.setIcon(theme.icon("vote", "text"))
        shown = voting.is_revealed
        self.seen.setText(" Hide" if shown else " Reveal")
        self.seen.setIcon(theme.icon("eye-off" if shown else "eye", "text"))
        self.ranks.setIcon(theme.icon("list-checks", "text" if shown else "muted"))
        self.ranks.setEnabled(shown)
        self.close_button.setIcon(theme.icon("x", "muted"))
        self.budget.setText(f"= {counted(voting.budget, 'dot')}" if voting.budget else "no budget")
        over = voting.given - voting.budget if voting.budget else 0
        of = f" of {voting.budget:,}" if voting.budget else ""
        given = f"{voting.given:,}{of} dot{'s' * ((voting.budget or voting.given) != 1)} given"
        self.tally.setText(f"{given}: {over:,} too many" if over > 0 else given)
        self.tally.warn = theme.icon("triangle-alert", "text") if over > 0 else None
        card = self._chosen()
        if self._editor.document.read_only:
            self.card.setText(self._editor.document.read_only)
        elif self.people.hasFocus() or self.each.hasFocus():
            self.card.setText("How many people vote, Tab, how many dots each has, Enter")
        elif self._warning:
            self.card.setText(self._warning)
        elif card is None:
            self.card.setText("Choose a card, type its dots, press Enter")
        elif self.typed:
            self.card.setText(f"{self.typed}▏{quoted(card)}")
        else:
            dots = voting.tally.get(card.id, 0)
            self.card.setText(f"{counted(dots, 'dot')}: {quoted(card)}")

    def _list_rounds(self) -> None:
        menu = self.round.menu()
        menu.clear()
        for name in self.voting.rounds:
            shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 2 * _NAME)
            action = menu.addAction(shown.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name == self.voting.round)
            action.triggered.connect(_going(self.voting, name))
        menu.addSeparator()
        menu.addAction("New round…").triggered.connect(lambda: self.round_wanted.emit())
        clear = menu.addAction("Clear this round")
        clear.setEnabled(bool(self.voting.given) and not self._editor.document.read_only)
        clear.triggered.connect(lambda: self.voting.clear())

    def _button(self, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _number(self, name: str, most: int, value: int) -> QSpinBox:
        field = QSpinBox(self)
        field.setRange(0, most)
        field.setValue(value)
        field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        field.setFrame(False)
        field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        field.setFixedWidth(field.fontMetrics().horizontalAdvance("00000") + GRID)
        field.setAccessibleName(name)
        field.setToolTip(name)
        field.installEventFilter(self)
        return field

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.round)
        top.addSpacing(GRID)
        for words, field in (("People", self.people), ("× dots each", self.each)):
            label = _plain(self, words, quiet=True)
            top.addWidget(label)
            top.addWidget(Box(field, self))
        top.addWidget(self.budget)
        top.addStretch(1)
        for button in (self.seen, self.ranks, self.close_button):
            top.addWidget(button)
        self.close_button.setAccessibleName("Close the voting bar")
        below = QHBoxLayout()
        below.setSpacing(3 * GRID)
        below.addWidget(self.card, 1)
        below.addWidget(self.tally)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(below)


def _going(voting: Voting, name: str) -> Callable[[], None]:
    return lambda: voting.go_to(name)


def _plain(parent: QWidget, words: str = "", *, quiet: bool = False) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    if quiet:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
