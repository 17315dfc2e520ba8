"""The line above the canvas that dims what nobody looks for just now.

Words and lists narrow down which cards stay bright, at every letter and every tick. Esc puts
the bar away and leaves the filter on, which the window says at its bottom.
"""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.buttons import FlatButton
from app.choice_button import ChoiceButton
from app.choice_list import ChoiceList
from app.filter_views import fill_menu, shown_name
from app.flow import Flow
from model.change import Change, JourneyMap
from model.filter_choices import NAMES, words
from model.filtering import CRITERIA, Criterion
from model.records import LONGEST_TEXT
from widgets.box import GRID, Box
from widgets.editor import Editor
from widgets.filtering import Filter
from widgets.panels.parts import paint_bar

_NOTHING: dict[Criterion, str] = {
    "kinds": "There are no cards on this map.",
    "persona_ids": "There are no personas on this map.",
    "owner_ids": "No card has an owner.",
    "tags": "No card has a tag.",
    "evidence_kinds": "No card rests on evidence.",
    "severity_from": "No pain point has a severity.",
}


class FilterBar(QWidget):
    """The face of a filter.

    Attributes:
        filter: what it is the face of.
        line: the words that cards must hold.
        buttons: one for each other criterion.
        list: the list that is open.
    """

    #: The bar is left: keys go to the canvas again.
    left = Signal()
    #: All cards that are bright are to be selected.
    selection_wanted = Signal()

    def __init__(self, editor: Editor, filter_: Filter, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor, self._theme, self.filter = editor, editor.theme, filter_
        self.line = QLineEdit(self)
        self.line.setFrame(False)
        self.line.setMaxLength(LONGEST_TEXT)
        self.line.setPlaceholderText("Words on the card")
        self.line.setAccessibleName("Filter by words")
        self._box = Box(self.line, self)
        self._box.setFixedWidth(26 * GRID)
        self.buttons: dict[Criterion, ChoiceButton] = {}
        self.list: ChoiceList | None = None
        for name in CRITERIA[1:]:
            button = self.buttons[name] = ChoiceButton(NAMES[name], self._theme, self)
            button.setToolTip(f"{NAMES[name]}: only those that you choose stay bright")
            button.clicked.connect(partial(self.open_list, name))
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setContentsMargins(GRID, 0, GRID, 0)
        self.select = self._button("Select", "Select all cards that fit")
        self.clear = self._button("Clear", "Filter nothing: everything is bright again")
        self.views = ChoiceButton("Views", self._theme, self)
        self.views.setToolTip("Filters that are kept with the map")
        self.views.clicked.connect(self.open_views)
        self.close_button = self._button("", "Close; the filter stays on (Esc)")
        self.close_button.setAccessibleName("Close the filter bar")
        self._lay_out()
        self.line.textChanged.connect(partial(self.filter.ask, "text"))
        self.line.installEventFilter(self)
        self.select.clicked.connect(self.selection_wanted)
        self.clear.clicked.connect(self._clear)
        self.close_button.clicked.connect(self.close_bar)
        self.filter.changed.connect(self._show)
        self._theme.changed.connect(self._take_icons)
        self._take_icons()
        self.hide()

    def open(self) -> None:
        """Let words be typed that the bright cards hold."""
        if not self.isVisible():
            self.show()
            self.filter.wake(True)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def close_bar(self) -> None:
        """Put the bar away; the filter stays as it is."""
        self.hide()
        self.filter.wake(False)
        self.left.emit()

    def pending(self, to: JourneyMap) -> Change:
        """Nothing that is typed here belongs to the map."""
        return {}

    def open_list(self, name: Criterion) -> None:
        """Show what can be chosen for a criterion, and how many cards each choice leaves."""
        one = name == "severity_from"
        found = ChoiceList(NAMES[name], self.filter.choices(name), _NOTHING[name], one, self)

        def toggle(value: object) -> None:
            self.filter.toggle(name, value)
            found.show_choices(self.filter.choices(name))

        found.toggled.connect(toggle)
        found.closed.connect(self._forget_list)
        found.open_below(self.buttons[name])
        self.list = found

    def open_views(self) -> None:
        """Show the saved views, and what can be done with them."""
        menu = fill_menu(self.filter, self._editor, self.views)
        under = self.views.rect().bottomLeft()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            under = self.views.rect().bottomRight()
            under.setX(under.x() - menu.sizeHint().width())
        menu.popup(self.views.mapToGlobal(under))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the bar away, from wherever in it."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the line leaves the keys with the map; the bar stays."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and not event.modifiers():
                self.close_bar()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of its own and a line below."""
        paint_bar(self, self._theme, above=True)

    def minimumSizeHint(self) -> QSize:
        """What it can do with: it goes on in the next line."""
        return QSize(self._box.width() + 4 * GRID, super().minimumSizeHint().height())

    def _lay_out(self) -> None:
        row = Flow(self, 4, 4)
        row.setContentsMargins(12, 6, 6, 7)
        row.addWidget(self._box)
        for button in self.buttons.values():
            row.addWidget(button)
        row.push()
        for widget in (self.count, self.select, self.clear, self.views, self.close_button):
            row.addWidget(widget)

    def _forget_list(self) -> None:
        self.list = None

    def _clear(self) -> None:
        self.filter.clear()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        filter_, of = self.filter, self._editor.document.map
        if self.line.text() != filter_.view.text:
            with QSignalBlocker(self.line):
                self.line.setText(filter_.view.text)
        for name, button in self.buttons.items():
            value = getattr(filter_.view, name)
            chosen = value if isinstance(value, tuple) else (value,) if value else ()
            button.say(*(self._short(of, name, one) for one in chosen))
        self.count.setText(filter_.said())
        none = filter_.is_on and not filter_.filtering.fitting
        self._box.set_edge(self._theme.colour("feeling.below") if none else None)
        self.select.setEnabled(filter_.is_on and not none)
        self.clear.setEnabled(filter_.is_on)
        name_ = shown_name(filter_)
        self.views.say(*([name_] if name_ else []), altered=filter_.is_altered)

    def _short(self, of: JourneyMap, name: Criterion, value: object) -> str:
        """A chosen value as its button has room for it."""
        said = words(of, name, value)
        return f"Severity {said}" if name == "severity_from" else said

    def _button(self, text: str, tip: str) -> FlatButton:
        button = FlatButton(self._theme, self)
        button.setText(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _take_icons(self) -> None:
        self.close_button.setIcon(self._theme.icon("x"))
        self._show()
