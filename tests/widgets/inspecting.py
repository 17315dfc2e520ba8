"""An inspector on a map of its own, and its fields by the labels that users read."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from model.change import JourneyMap
from model.ids import Ids
from tests.sample import sample
from widgets.document import Document
from widgets.inspector.entry import Entry
from widgets.inspector.panel import Inspector
from widgets.inspector.picklist import PickList
from widgets.selection import Selection
from widgets.theme import Theme


class Opened:
    """A shown inspector with its document and selection."""

    def __init__(self, qtbot: Any, journey: JourneyMap | None = None, read_only: str = "") -> None:
        self.qtbot = qtbot
        self.document = Document(
            journey or sample(),
            read_only=read_only,
            ids=Ids(),
            clock=lambda: datetime(2026, 5, 1, tzinfo=UTC),
        )
        self.selection = Selection(self.document)
        self.theme = Theme("light")
        self.inspector = Inspector(self.document, self.selection, self.theme)
        self.elsewhere = QWidget()
        self.elsewhere.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for window in (self.elsewhere, self.inspector):
            qtbot.addWidget(window)
        self.inspector.resize(320, 900)
        self.inspector.show()

    def record(self, record_id: str) -> Any:
        """The record as it is now."""
        return self.document.map[record_id]

    @property
    def done(self) -> list[str]:
        """What the history calls what was done."""
        return [entry.label for entry in self.document.done]

    def fields(self) -> list[str]:
        """The labels in sight, from the top."""
        form = self.inspector.form
        assert form is not None
        seen = [p for p in form.parts.values() if isinstance(p, Entry) and p.isVisible()]
        return [entry.field.label for entry in sorted(seen, key=_place)]

    def field(self, label: str) -> Any:
        """The field with that label."""
        form = self.inspector.form
        assert form is not None
        found = [
            part
            for part in form.parts.values()
            if isinstance(part, Entry) and part.field.label == label and part.isVisible()
        ]
        assert len(found) == 1, (label, self.fields())
        return found[0]

    def section(self, name: str) -> Any:
        """The section of feelings or of what is related."""
        form = self.inspector.form
        assert form is not None
        return form.parts[f"@{name}"]

    def type_in(self, label: str, text: str, enter: bool = True) -> None:
        """Replace what a line says, and press Enter or leave it."""
        line = self.field(label).line
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClick(line, Qt.Key.Key_Delete)
        self.qtbot.keyClicks(line, text)
        if enter:
            self.qtbot.keyClick(line, Qt.Key.Key_Return)

    def choose(self, label: str, words: str) -> None:
        """Choose from a list by its words, with the keyboard."""
        combo = self.field(label).combo
        combo.setFocus()
        index = combo.findText(words)
        assert index >= 0, [combo.itemText(i) for i in range(combo.count())]
        self.qtbot.keyClick(combo, Qt.Key.Key_Down)
        view = combo.view()
        self.qtbot.keyClick(view, Qt.Key.Key_Home)
        for _ in range(index):
            self.qtbot.keyClick(view, Qt.Key.Key_Down)
        self.qtbot.keyClick(view, Qt.Key.Key_Return)

    def pick(self, button: QWidget, letters: str) -> None:
        """Press a button that opens a list, type some letters, and press Enter."""
        self.press(button)
        window = self.open_list()
        self.qtbot.keyClicks(window.search, letters)
        self.qtbot.keyClick(window.search, Qt.Key.Key_Return)

    def open_list(self) -> PickList:
        """The list that is open."""
        found = [w for w in self.inspector.findChildren(PickList) if w.isVisible()]
        assert len(found) == 1
        return found[0]

    def press(self, widget: QWidget) -> None:
        """Click it."""
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def texts(self) -> list[str]:
        """What all labels in sight say."""
        return [w.text() for w in self.inspector.findChildren(QLabel) if w.isVisible()]

    def unfold(self) -> None:
        """Press More."""
        form = self.inspector.form
        assert form is not None
        self.press(form.more)


def _place(entry: Entry) -> tuple[int, int]:
    at = entry.mapTo(entry.window(), QPoint(0, 0))
    return (at.y(), at.x())
