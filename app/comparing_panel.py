"""The list beside the maps that are compared: what is wanted of it, the changes, details."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSplitter, QVBoxLayout, QWidget

from app.buttons import FlatButton
from app.choice_button import ChoiceButton
from app.choice_list import ChoiceList
from app.flow import Flow
from model.compare import Comparison
from model.comparing.narrowing import CRITERIA, NAMES, Criterion, Narrowed, Narrowing
from widgets.box import GRID
from widgets.comparing.details import Details
from widgets.comparing.tree import ChangesTree
from widgets.panels.parts import words
from widgets.theme import Theme

_NOTHING = {
    "changes": "Nothing differs.",
    "records": "Nothing differs.",
    "stages": "No change is in a stage.",
    "owners": "Nothing that differs has an owner.",
    "personas": "Nothing that differs is of one persona.",
}


class ComparePanel(QWidget):
    """Filters over the tree over the details.

    Attributes:
        narrowing: what is wanted.
        tree, details: the list, and what is told of the line that is looked at.
        list: the list of a filter that is open.
        all_button: there while anything is left out.
    """

    #: Something else is wanted.
    narrowed = Signal()
    #: Where nothing differs: what there is to compare with instead.
    opened_wanted = Signal()
    choice_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.narrowing = Narrowing()
        self._by: Narrowed | None = None
        self.list: ChoiceList | None = None
        self.sentence = words(parent=self)
        self.buttons: dict[Criterion, ChoiceButton] = {}
        filters = self._filters = QWidget(self)
        flow = Flow(filters, 2, 2)
        flow.setContentsMargins(GRID, 0, GRID, GRID // 2)
        for name in CRITERIA:
            button = self.buttons[name] = ChoiceButton(NAMES[name], theme, filters)
            button.setToolTip(f"{NAMES[name]}: only the changes that you choose")
            button.clicked.connect(partial(self.open_list, name))
            flow.addWidget(button)
        self.content_only = QCheckBox("&Content only", filters)
        self.content_only.setToolTip("Without wording, order and looks")
        self.content_only.setMinimumHeight(34)
        self.content_only.setContentsMargins(GRID, 0, GRID, 0)
        self.content_only.toggled.connect(self._want_content)
        flow.addWidget(self.content_only)
        self.all_button = FlatButton(theme, filters)
        self.all_button.setText("Show all")
        self.all_button.setToolTip("Every change again")
        self.all_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.all_button.clicked.connect(self._show_all)
        self.all_button.hide()
        flow.addWidget(self.all_button)
        self.tree = ChangesTree(theme, self)
        self.tree.lines.modelReset.connect(self._show_sentence)
        self.details = Details(theme, self)
        self.offers = self._offers(theme)
        self._below = _Below(self.details, theme, self)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self._below)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setHandleWidth(5)
        #: Somebody chose how high the details are.
        self._parted = self._told = False
        self.splitter.splitterMoved.connect(self._part_by_hand)
        self.sentence.setContentsMargins(2 * GRID, GRID + 2, 2 * GRID, GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sentence)
        column.addWidget(filters)
        column.addWidget(self.splitter, 1)

    def sizeHint(self) -> QSize:
        """Room for sentences, px."""
        return QSize(43 * GRID, 60 * GRID)

    def minimumSizeHint(self) -> QSize:
        """As much as a sentence needs, px."""
        return QSize(32 * GRID, 30 * GRID)

    def take(self, by: Narrowed) -> None:
        """Another comparison is listed: what is wanted stays, and is asked of that."""
        self._by = by
        any_change = bool(by.fitting(Narrowing()))
        self._filters.setVisible(any_change or self.narrowing.is_on)
        self._say()

    def offer(self, wanted: bool, opened: bool) -> None:
        """Offer other states to compare with; also how the map was opened, if `opened`."""
        self.offers.setVisible(wanted)
        self.opened_button.setVisible(opened)

    def toggle(self, name: Criterion, value: str) -> None:
        """Want a value for a criterion, or no longer."""
        self._want(self.narrowing.toggled(name, value))

    def want_all(self) -> None:
        """Want every change again."""
        self._want(Narrowing())

    def open_list(self, name: Criterion) -> None:
        """Show what can be wanted for a criterion, and how many changes each choice leaves."""
        if self._by is None:
            return
        by = self._by
        found = ChoiceList(
            NAMES[name], by.choices(self.narrowing, name), _NOTHING[name], False, self, "change"
        )

        def toggle(value: object) -> None:
            self.toggle(name, str(value))
            found.show_choices(by.choices(self.narrowing, name))

        found.toggled.connect(toggle)
        found.closed.connect(self._forget_list)
        found.open_below(self.buttons[name])
        self.list = found

    def tell(self, comparison: Comparison | None, ids: tuple[str, ...]) -> None:
        """Tell what became of these records: the list has all the room until there are some."""
        self.details.show_items(comparison, ids)
        told = not self.details.is_empty
        if told != self._told:
            self._told = told
            self._part()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list and the details share another height."""
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self._part()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list takes the keys. As its proxy it would let Tab leave out the filters."""
        self.tree.setFocus(event.reason())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of panels, and a line towards the map."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - 1 if mirrored else 0
        painter.fillRect(x, 0, 1, self.height(), self._theme.colour("grid"))
        painter.end()

    def _offers(self, theme: Theme) -> QWidget:
        """Buttons below the sentence in the middle of an empty list."""
        offers = QWidget(self.tree.viewport())
        column = QVBoxLayout(offers)
        column.setContentsMargins(0, 0, 0, 0)
        self.opened_button, self.choice_button = (FlatButton(theme, offers) for _ in range(2))
        for button, text, wanted in (
            (self.opened_button, "Compare with the map as opened", self.opened_wanted),
            (self.choice_button, "Compare with something else…", self.choice_wanted),
        ):
            button.setText(text)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(wanted)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        # The sentence stands in the middle, and as much room above it as they take below.
        middle = QVBoxLayout(self.tree.viewport())
        middle.addStretch(1)
        middle.addSpacing(offers.sizeHint().height() + 5 * GRID)
        middle.addWidget(offers)
        middle.addStretch(1)
        offers.hide()
        return offers

    def _part(self) -> None:
        """Two fifths are for the details once they tell something."""
        if self._parted:
            return
        high = sum(self.splitter.sizes())
        below = round(high * 0.4) if self._told else 0  # then as little as it takes
        self.splitter.setSizes([high - below, below])

    def _part_by_hand(self) -> None:
        self._parted = True

    def _show_sentence(self) -> None:
        """An empty list says itself that nothing differs."""
        any_line = bool(self.tree.lines.parts)
        self.sentence.setVisible(any_line or self.narrowing.is_on)
        self._below.setVisible(any_line)

    def _forget_list(self) -> None:
        self.list = None

    def _want_content(self, only: bool) -> None:
        self._want(self.narrowing._replace(content_only=only))

    def _want(self, narrowing: Narrowing) -> None:
        if narrowing == self.narrowing:
            return
        self.narrowing = narrowing
        self.content_only.setChecked(narrowing.content_only)
        self._say()
        self.narrowed.emit()

    def _show_all(self) -> None:
        self.tree.setFocus()  # the button goes
        self.want_all()

    def _say(self) -> None:
        self.all_button.setVisible(self.narrowing.is_on)
        for name, button in self.buttons.items():
            chosen = getattr(self.narrowing, name)
            if self._by is not None:
                button.say(*sorted(self._by.word(name, value) for value in chosen))


class _Below(QWidget):
    """What stands below the list, with a line above it: rows of the list end anywhere."""

    def __init__(self, inside: QWidget, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.addWidget(inside)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("grid"))
        painter.end()
