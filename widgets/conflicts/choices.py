"""What can be done about a conflict, one choice beside the other where there is room.

Where another value is written stands below the choice that begins it.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from widgets.box import GRID
from widgets.conflicts.choice_box import ChoiceBox
from widgets.conflicts.writing import Writing
from widgets.theme import Theme

#: From so many px on three stand side by side, and otherwise one below the other.
BESIDE = 560


class Choices(QWidget):
    """The choices of one conflict, side by side where there is room.

    Attributes:
        boxes: those that are offered now, in the order of their figures.
        writing: the field for another value, hidden unless it is wanted.
        made: how many boxes there are, for tests.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.boxes: list[ChoiceBox] = []
        self._spare: list[ChoiceBox] = []
        self._wide = False
        self.writing = Writing(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)

    @property
    def made(self) -> int:
        """How many boxes there are, shown or not."""
        return len(self.boxes) + len(self._spare)

    def offer(self, count: int) -> tuple[list[ChoiceBox], list[ChoiceBox]]:
        """So many boxes, and those of them that are new."""
        new = []
        while len(self.boxes) > count:
            box = self.boxes.pop()
            box.hide()
            self._spare.append(box)
        while len(self.boxes) < count:
            if self._spare:
                self.boxes.append(self._spare.pop())
            else:
                new.append(ChoiceBox(self._theme, self))
                self.boxes.append(new[-1])
        return self.boxes, new

    def arrange(self) -> None:
        """Put the boxes where they stand at this width."""
        for widget in (*self.boxes, *self._spare, self.writing):
            self._grid.removeWidget(widget)
        for place, box in zip(self._places(), self.boxes, strict=True):
            self._grid.addWidget(box, *place)
            box.show()
        # An empty column beside it would have a gap too.
        self._grid.addWidget(self.writing, self._written_at(), 0, 1, 3 if self._wide else 1)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if self._wide or column == 0 else 0)
        order: list[QWidget] = []
        for box in self.boxes:
            order += (box, *(self.writing.in_order if box.choice == "write" else ()))
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or one below the other."""
        super().resizeEvent(event)
        wide = self.width() >= BESIDE
        if wide != self._wide:
            self._wide = wide
            self.arrange()

    def _places(self) -> Sequence[tuple[int, int]]:
        """Where each box stands: the two sides and what was before in one row, if they fit."""
        if not self._wide:
            return [(2 * nth, 0) for nth in range(len(self.boxes))]
        above = [b for c in ("ours", "theirs", "base") for b in self.boxes if b.choice == c]
        below = [box for box in self.boxes if box not in above]
        at = {box: (0, nth) for nth, box in enumerate(above)}
        at |= {box: (2 + 2 * (nth // 3), nth % 3) for nth, box in enumerate(below)}
        return [at[box] for box in self.boxes]

    def _written_at(self) -> int:
        """The row below the choice that begins it: every second one is free."""
        for (row, _), box in zip(self._places(), self.boxes, strict=True):
            if box.choice == "write":
                return row + 1
        return 2 * len(self.boxes) + 1
