"""The old map and the new one side by side, moving together."""

from collections.abc import Container, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets.box import GRID
from widgets.canvas.canvas import Canvas
from widgets.comparing.looked import Looked
from widgets.comparing.shown import Both, Showing
from widgets.comparing.together import Together
from widgets.panels.parts import OneLine
from widgets.theme import Theme


class Side(QWidget):
    """One map under its name.

    Attributes:
        missing: says that what is looked at is not on this one.
    """

    def __init__(self, canvas: Looked, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.canvas, self._theme = canvas, theme
        canvas.setParent(self)
        self.name = OneLine(self, 40)
        font = self.name.font()
        font.setWeight(font.Weight.DemiBold)
        self.name.setFont(font)
        self.missing = QLabel(self)
        self.missing.setTextFormat(Qt.TextFormat.PlainText)
        self.missing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        row = QHBoxLayout()
        row.setContentsMargins(12, 5, 12, 5)
        row.setSpacing(GRID)
        row.addWidget(self.name, 1)
        row.addWidget(self.missing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(canvas, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the name."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.end()


class BesideShown(Showing):
    """Both maps.

    Attributes:
        old, new: the sides.
    """

    def __init__(self, both: Both, like: Canvas, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._both = both
        found = both.comparison
        old = Looked(found.old, theme, self, like, both.marks_on(found.old))
        new = Looked(found.new, theme, self, like, both.marks_on(found.new))
        self.old, self.new = Side(old, theme, self), Side(new, theme, self)
        for canvas in (old, new):
            canvas.setMinimumSize(200, 200)
            self.listen(canvas)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.old, 1)
        row.addWidget(self.new, 1)
        self._together = Together(old, new, cards=True, parent=self)
        self._name()

    @property
    def canvas(self) -> Canvas:
        """The new map's."""
        return self.new.canvas

    @property
    def canvases(self) -> Sequence[Looked]:
        """The old map's and the new one's."""
        return self.old.canvas, self.new.canvas

    def show_both(self, both: Both) -> None:
        """Show another comparison, or this one after an edit."""
        self._both, found = both, both.comparison
        self.old.canvas.show_map(found.old, both.marks_on(found.old))
        self.new.canvas.show_map(found.new, both.marks_on(found.new))
        self._name()
        self._together.follow()

    def want(self, *record_ids: str) -> None:
        """Outline these on both sides, bring them into view, and say where they are missing."""
        together = self._together
        together.apart = QPointF()
        found = self._both.comparison
        on_new = self.new.canvas.want(*record_ids)
        together.follow()
        on_old = self.old.canvas.want(*record_ids, bring=False)
        if on_old:
            together.moving(on_new)
            self.old.canvas.want(*record_ids)
            together.moving(False)
            if on_new:
                together.hold()
        changed = [i for i in record_ids if i in found.by_id]
        self.old.missing.setText(_missing(changed, found.old.records, "+ not there yet"))
        self.new.missing.setText(_missing(changed, found.new.records, "− not there any more"))

    def look_as(self, other: Canvas) -> None:
        """See the same part as another canvas, as large."""
        self.new.canvas.look_as(other)
        self.old.canvas.look_as(other)
        self._together.follow()

    def _name(self) -> None:
        for side, name in ((self.old, self._both.old_name), (self.new, self._both.new_name)):
            side.name.setText(name[:1].upper() + name[1:])
            side.canvas.view.setAccessibleName(f"Journey map, {name}")


def _missing(ids: Sequence[str], there: Container[str], words: str) -> str:
    """`words` if none of these is on a map."""
    return words if ids and not any(i in there for i in ids) else ""
