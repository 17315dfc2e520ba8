"""The line above the canvas that finds words, and a second one that replaces them.

What is found follows each letter. Enter goes on, Esc leaves the keys with the hit.
"""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from app.buttons import FlatButton
from model.change import Change, JourneyMap
from model.records import LONGEST_TEXT
from model.searching import Query
from widgets.box import GRID, Box
from widgets.editor import Editor
from widgets.finding import Finder, in_places, times
from widgets.panels.parts import paint_bar

#: Characters of the remark that are to be seen before the options may be spelt out.
_REMARK = 24
#: Names and titles stand in one line.
_ENDS = dict.fromkeys(map(ord, "\r\n\u2028\u2029"), " ")
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


class FindBar(QWidget):
    """Finds, and replaces where its second line is open.

    Attributes:
        finder: what it is the face of.
        line, by: what is looked for, and what comes in its place.
    """

    #: The bar is left: keys go to the canvas again.
    left = Signal()
    #: It is away, and the canvas has the keys.
    closed = Signal()

    def __init__(self, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme = editor.theme
        self._document = editor.document
        self.finder = Finder(editor, self)
        self.line = _line("Find on this map", "Find", self)
        self.by = _line("Replace with", "Replace with", self)
        self.count = _words(self)
        self.count.setAccessibleName("Hits")
        self.remark = _Remark(self)
        self.previous = self._button("Previous hit (Shift+F3)", "chevron-up")
        self.next = self._button("Next hit (F3)", "chevron-down")
        self.case = self._option("Match case", "Aa", "Tell capitals and accents apart")
        self.whole = self._option("Whole words", "“ab”", "Find whole words only")
        self.more = self._option("Replace", "", "Replace what is found (Ctrl+H)")
        self.close_button = self._button("Close (Esc)", "x")
        self.one = self._button("Replace this one and go on", "", "Replace")
        self.one.setAccessibleName("Replace this one")
        self.all = self._button("Replace everywhere, as one step", "", "Replace all")
        self.preview = _Remark(self)
        self._box = Box(self.line, self)
        self._by_box = Box(self.by, self)
        self._lay_out()
        self.line.textChanged.connect(self._look)
        self.case.toggled.connect(self._look)
        self.whole.toggled.connect(self._look)
        self.more.toggled.connect(self.show_replace)
        self.previous.clicked.connect(lambda: self.finder.go(-1))
        self.next.clicked.connect(lambda: self.finder.go(1))
        self.close_button.clicked.connect(self.close_bar)
        self.one.clicked.connect(lambda: self.finder.replace_one(self._by()))
        self.all.clicked.connect(lambda: self.finder.replace_all(self._by()))
        self.finder.changed.connect(self._show)
        editor.document.state_changed.connect(self._show)
        theme.changed.connect(self._take_icons)
        for line in (self.line, self.by):
            line.installEventFilter(self)
        self._take_icons()
        self._speak(in_full=False)
        self._least = self._needed()
        self.show_replace(False)
        self.hide()

    def open(self) -> None:
        """Let words be typed that are looked for at every letter."""
        if not self.isVisible():
            self.show()
            self.finder.begin()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._show()

    def look_for(self, words: str) -> None:
        """Look for these words, as if they were typed."""
        if words and words != self.line.text():
            self.line.setText(words)
            self.line.selectAll()

    def show_replace(self, shown: bool = True) -> None:
        """Show the second line, or put it away."""
        with QSignalBlocker(self.more):
            self.more.setChecked(shown)
        for widget in (self._by_box, self.one, self.all, self.preview):
            widget.setVisible(shown)
        if shown and self.isVisible() and self.line.text():
            self.by.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.by.selectAll()
            self.finder.reveal()
        elif not shown and self.isVisible():
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def close_bar(self) -> None:
        """Put the bar away; what was looked for stays for the next time."""
        self.hide()
        self.finder.stop()
        self.left.emit()
        self.closed.emit()

    def pending(self, to: JourneyMap) -> Change:
        """Nothing that is typed here belongs to the map."""
        return {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Shift+Enter and Esc in both lines."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() == Qt.Key.Key_Escape and not held:
                self.close_bar()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._entered(watched is self.by, held)
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of its own and a line below."""
        paint_bar(self, self._theme, above=True)

    def minimumSizeHint(self) -> QSize:
        """What it can do with: the window may become narrower than all its words."""
        return QSize(self._least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, words give way to icons and letters."""
        super().resizeEvent(event)
        self._fit()

    # What is typed.

    def _entered(self, replacing: bool, held: Qt.KeyboardModifier) -> None:
        if held == _SHIFT:
            self.finder.go(-1)
        elif replacing and held == _CTRL:
            self.all.click()
        elif replacing and not held:
            self.one.click()
        elif not held:
            self.finder.go(1)

    def _by(self) -> str:
        """What comes in place of what is found: line ends that were pasted are spaces."""
        return self.by.text().translate(_ENDS)

    def _look(self) -> None:
        query = Query(self.line.text(), self.case.isChecked(), self.whole.isChecked())
        self.finder.look_for(query)

    def _show(self) -> None:
        finder = self.finder
        self.count.setText(finder.said())
        self.remark.setText(finder.remark())
        told = (finder.said(), finder.remark())
        self.line.setAccessibleDescription(", ".join(part for part in told if part))
        for button in (self.previous, self.next):
            button.setEnabled(bool(finder.hits))
        missing = bool(finder.query.needle) and not finder.hits
        self._box.set_edge(self._theme.colour("feeling.below") if missing else None)
        if self.more.isChecked():
            may = bool(finder.hits) and not self._document.read_only
            self.one.setEnabled(may)
            self.all.setEnabled(may)
            self.preview.setText(self._previewed())

    def _previewed(self) -> str:
        """What replacing everywhere would do."""
        if self._document.read_only:
            return self._document.read_only
        if not self.finder.hits:
            return ""
        return f"All: {times(self.finder.times)}, {in_places(len(self.finder.hits))}"

    # How it looks.

    def _lay_out(self) -> None:
        self._rows = first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(2)
        for widget in (self.previous, self.next):
            first.addWidget(widget)
        first.addSpacing(GRID)
        for widget in (self.case, self.whole, self.more):
            first.addWidget(widget)
        first.addWidget(self.remark, 1)
        first.addWidget(self.close_button)
        second.addWidget(self.one)
        second.addWidget(self.all)
        second.addWidget(self.preview, 1)
        for remark in (self.remark, self.preview):
            remark.setContentsMargins(GRID, 0, GRID, 0)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 6, 7)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(6)
        grid.addWidget(self._box, 0, 0)
        grid.addWidget(self.count, 0, 1)
        grid.addLayout(first, 0, 2)
        grid.addWidget(self._by_box, 1, 0)
        grid.addLayout(second, 1, 1, 1, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 3)
        wide = self.fontMetrics().horizontalAdvance("888 of 888")
        self.count.setMinimumWidth(wide)
        for box in (self._box, self._by_box):
            box.setMinimumWidth(16 * GRID)
            box.setMaximumWidth(56 * GRID)
        self.setTabOrder(self.line, self.by)

    def _fit(self) -> None:
        self._speak(in_full=True)
        room = self.fontMetrics().averageCharWidth() * _REMARK
        if self._needed() + room > self.width():
            self._speak(in_full=False)

    def _speak(self, in_full: bool) -> None:
        """Name the options in words, or in two letters."""
        for button in (self.case, self.whole, self.more):
            words, few = button.property("words"), button.property("few")
            button.setText(words if in_full else few)
        style = Qt.ToolButtonStyle
        self.more.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if in_full else style.ToolButtonIconOnly
        )

    def _needed(self) -> int:
        """How wide it has to be as it is now, px."""
        layout = self.layout()
        assert layout is not None, "it is laid out"
        for row in self._rows:  # they remember how wide the words were before
            row.invalidate()
        layout.invalidate()
        return layout.totalMinimumSize().width()

    def _button(self, tip: str, icon: str, text: str = "") -> FlatButton:
        button = FlatButton(self._theme, self)
        button.setText(text)
        button.setProperty("sign", icon)
        button.setToolTip(tip)
        button.setAccessibleName(text or tip.partition(" (")[0])
        button.setAccessibleDescription(tip if text else "")
        return button

    def _option(self, words: str, few: str, tip: str) -> FlatButton:
        button = self._button(tip, "" if few else "replace", words)
        button.setProperty("words", words)
        button.setProperty("few", few)
        button.setCheckable(True)
        return button

    def _take_icons(self) -> None:
        for button in self.findChildren(FlatButton):
            if icon := button.property("sign"):
                button.setIcon(self._theme.icon(icon))
        self._show()


class _Remark(QLabel):
    """Quiet words in one line, cut where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        fitting = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(room, int(flags), fitting)
        painter.end()


def _line(placeholder: str, name: str, parent: QWidget) -> QLineEdit:
    line = QLineEdit(parent)
    line.setFrame(False)
    line.setMaxLength(LONGEST_TEXT)
    line.setPlaceholderText(placeholder)
    line.setAccessibleName(name)
    line.setClearButtonEnabled(False)
    return line


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
