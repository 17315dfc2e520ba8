"""What can be done about a conflict, one choice beside the other where there is room."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from widgets.box import GRID
from widgets.conflicts.choice_box import ChoiceBox
from widgets.theme import Theme

#: From so many px on three stand side by side, and otherwise one below the other.
BESIDE = 560


class Choices(QWidget):
    """The choices of one conflict, side by side where there is room.

    Attributes:
        boxes: those that are offered now, in the order of their figures.
        made: how many boxes there are, for tests.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.boxes: list[ChoiceBox] = []
        self._spare: list[ChoiceBox] = []
        self._wide = False
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
        for box in (*self.boxes, *self._spare):
            self._grid.removeWidget(box)
        for place, box in zip(self._places(), self.boxes, strict=True):
            self._grid.addWidget(box, *place)
            box.show()
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if self._wide or column == 0 else 0)
        for one, other in zip(self.boxes, self.boxes[1:], strict=False):
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
            return [(nth, 0) for nth in range(len(self.boxes))]
        above = [b for c in ("ours", "theirs", "base") for b in self.boxes if b.choice == c]
        below = [box for box in self.boxes if box not in above]
        at = {box: (0, nth) for nth, box in enumerate(above)}
        at |= {box: (1 + nth // 3, nth % 3) for nth, box in enumerate(below)}
        return [at[box] for box in self.boxes]
