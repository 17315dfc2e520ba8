"""A list that a whole room reads: large words over the full window, one scroll for all of it.

It only shows. What it shows is asked for again whenever the map changes.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from widgets.box import GRID
from widgets.edited import Edited
from widgets.scrollbar import thin
from widgets.theme import Theme

#: px of the words: at first, and at least and at most. A room reads 24 px from its back.
TEXT, LEAST, LARGEST = 28, 24, 72
#: Words so long may go on in the next line: nothing else could be seen beside an address.
_LONG = re.compile(r"\S{24}")
#: Cells of more letters wrap.
_SHORT = 24
#: More rows than these are only counted: no room reads them.
MOST = 200


class Row(NamedTuple):
    """One row.

    Attributes:
        text: what it is about; it wraps.
        below: what there is to say of it, quietly.
        cells: what stands beside it, a word or a few each.
        icon: what stands before it; its words are among the cells.
        mark: large words before the text, such as a place in a ranking.
        strong: whether the first thing to see.
        quiet: whether it is over and done with.
    """

    text: str
    below: str = ""
    cells: tuple[str, ...] = ()
    icon: str = ""
    mark: str = ""
    strong: bool = False
    quiet: bool = False


class Shown(NamedTuple):
    """All that a sheet shows."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    summary: str = ""
    empty: str = ""
    from_right: bool = False


class RoomSheet(QDialog):
    """The list. Arrows scroll, Ctrl with + and - changes the size, Esc closes.

    Attributes:
        text: the size of the words, px.
    """

    text_changed = Signal(int)

    def __init__(
        self, document: Edited, theme: Theme, show: Callable[[], Shown], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._ask = theme, show
        self.text = TEXT
        self._from_right = False
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.title = _words(self)
        self.summary = _words(self, quiet=True)
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setIconSize(QSize(24, 24))
        self.close_button.setToolTip("Close")
        self.close_button.setAccessibleName("Close")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button.clicked.connect(self.reject)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setBackgroundRole(QPalette.ColorRole.Base)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        thin(self.area)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(top)
        column.addWidget(self.summary)
        column.addWidget(self.area, 1)
        self.labels: list[QLabel] = []
        document.changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Ask again what is to be shown."""
        shown = self._ask()
        self.setWindowTitle(shown.title)
        way = Qt.LayoutDirection
        self._from_right = shown.from_right
        self.setLayoutDirection(way.RightToLeft if shown.from_right else way.LeftToRight)
        self._say(self.title, shown.title, 1.5, bold=True)
        self._say(self.summary, shown.summary, 0.9)
        self.summary.setVisible(bool(shown.summary))
        self.close_button.setIcon(self._theme.icon("x", "muted"))
        at = self.area.verticalScrollBar().value()
        self.labels = []
        inner = QWidget()
        inner.setBackgroundRole(QPalette.ColorRole.Base)
        grid = QGridLayout(inner)
        beside = (2 * GRID, 0) if shown.from_right else (0, 2 * GRID)  # the scroll bar's side
        grid.setContentsMargins(beside[0], GRID, beside[1], GRID)
        grid.setHorizontalSpacing(4 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        if not shown.rows:
            grid.addWidget(self._label(shown.empty, quiet=True), 0, 0, 1, 2)
        elif any(shown.columns):
            for number, name in enumerate(shown.columns):
                grid.addWidget(self._label(name, size=0.8, quiet=True), 0, number + 1)
        for number, row in enumerate(shown.rows[:MOST], start=1):
            self._add(grid, 2 * number, row)
        if len(shown.rows) > MOST:
            more = f"And {len(shown.rows) - MOST:,} more"
            grid.addWidget(self._label(more, quiet=True), 2 * MOST + 2, 1)
        grid.setRowStretch(2 * MOST + 3, 1)
        self.area.setWidget(inner)
        inner.show()
        self.area.verticalScrollBar().setValue(at)

    def follow(self, lead: "RoomSheet") -> None:
        """Lie over all of the parent's window, and show what that sheet shows, until it closes."""
        parent = self.parentWidget()
        assert parent is not None, "there is something to lie over"
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button.hide()
        self.setGeometry(parent.rect())
        parent.installEventFilter(self)
        self._lead = lead.area.verticalScrollBar()
        self._lead.valueChanged.connect(self._scroll_along)
        lead.text_changed.connect(self._take_text)
        lead.finished.connect(self.deleteLater)
        lead.finished.connect(self.hide)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as what it lies over."""
        parent = self.parentWidget()
        if event.type() == QEvent.Type.Resize and parent is not None:
            self.setGeometry(parent.rect())
        return super().eventFilter(watched, event)

    def _scroll_along(self, value: int) -> None:
        share = value / self._lead.maximum() if self._lead.maximum() else 0.0
        bar = self.area.verticalScrollBar()
        bar.setValue(round(share * bar.maximum()))

    def _take_text(self, size: int) -> None:
        self.text = size
        self.refresh()

    def resize_text(self, by: int) -> None:
        """Larger or smaller words."""
        size = min(LARGEST, max(LEAST, self.text + by))
        if size != self.text:
            self._take_text(size)
            self.text_changed.emit(size)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, change the size, close."""
        bar = self.area.verticalScrollBar()
        key, line = event.key(), 2 * self.text
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {
            Qt.Key.Key_Down: line, Qt.Key.Key_Up: -line,
            Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Space: bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum(),
        }  # fmt: skip
        if ctrl and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.resize_text(4)
        elif ctrl and key == Qt.Key.Key_Minus:
            self.resize_text(-4)
        elif key in steps:
            bar.setValue(bar.value() + steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # there is nothing to press
        else:
            super().keyPressEvent(event)

    def _add(self, grid: QGridLayout, at: int, row: Row) -> None:
        line = QFrame()
        line.setFixedHeight(1)
        line.setAutoFillBackground(True)
        line.setBackgroundRole(QPalette.ColorRole.Mid)
        grid.addWidget(line, at - 1, 0, 1, 2 + len(row.cells))
        if row.mark or row.icon:
            first = self._label(row.mark, bold=True, wraps=False)
            if row.icon:
                side = round(self.text * 1.1)
                first.setPixmap(self._theme.icon(row.icon, "muted" if row.quiet else "text").pixmap(
                    QSize(side, side), self.devicePixelRatioF()))  # fmt: skip
            grid.addWidget(first, at, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignTrailing)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(self._label(row.text, bold=row.strong, quiet=row.quiet))
        if row.below:
            both.addWidget(self._label(row.below, size=0.8, quiet=True))
        both.addStretch(1)
        grid.addLayout(both, at, 1)
        for number, cell in enumerate(row.cells):
            wraps = len(cell) > _SHORT
            label = self._label(cell, bold=row.strong, quiet=row.quiet, wraps=wraps)
            if cell[:1].isdecimal():
                label.setAlignment(self._side(end=True))
            grid.addWidget(label, at, number + 2, Qt.AlignmentFlag.AlignTop)

    def _label(
        self, text: str, *, size: float = 1.0, bold: bool = False, quiet: bool = False,
        wraps: bool = True,
    ) -> QLabel:  # fmt: skip
        label = _words(None, quiet=quiet, wraps=wraps)
        self._say(label, text, size, bold=bold)
        self.labels.append(label)
        return label

    def _say(self, label: QLabel, text: str, size: float, *, bold: bool = False) -> None:
        font = QFont(label.font())
        font.setPixelSize(max(LEAST, round(self.text * size)))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        label.setFont(font)
        label.setText(_LONG.sub("\\g<0>\u200b", text))
        if self._from_right:  # by itself Qt puts each text where its own script begins
            label.setAlignment(self._side())

    def _side(self, *, end: bool = False) -> Qt.AlignmentFlag:
        """Where words stand, or figures at the end of a column."""
        flag = Qt.AlignmentFlag
        right = flag.AlignRight if self._from_right is not end else flag.AlignLeft
        return right | flag.AlignAbsolute | flag.AlignTop


def _words(parent: QWidget | None, *, quiet: bool = False, wraps: bool = True) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if quiet:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
