"""Two canvases that move together: what both maps have stays level, whatever came in between."""

from PySide6.QtCore import QObject, QPointF

from model.layout.build import Laid
from model.layout.level import Level
from widgets.comparing.looked import Looked


class Together(QObject):
    """Keeps the camera of one canvas in step with that of the other, whichever is moved.

    Attributes:
        apart: how far the old map is moved beyond where it would be level, in the Scene: what
            moved far is in view on both sides all the same.
    """

    def __init__(self, old: Looked, new: Looked, *, cards: bool, parent: QObject) -> None:
        """With `cards`, those of the column in the middle stay level, not only the lanes."""
        super().__init__(parent)
        self._old, self._new, self._cards = old, new, cards
        self._moving = False
        self.apart = QPointF()
        #: Where in both viewports they are level, as a part of the width.
        self._across = 0.5
        self._levels: dict[bool, tuple[Laid, Laid, Level]] = {}
        old.view_changed.connect(lambda: self._follow(from_old=True))
        new.view_changed.connect(lambda: self._follow(from_old=False))

    def level_at(self, across: float) -> None:
        """Be level at this part of the width from now on, from 0 at the left to 1."""
        self._across = across
        self.follow()

    def follow(self) -> None:
        """Bring the old map in step with the new one."""
        self._follow(from_old=False)

    def hold(self) -> None:
        """What is seen on both sides now belongs together from now on."""
        there = self._goal(from_old=False) - self.apart
        here = self._old.view.to_scene(self._middle(self._old))
        self.apart = here - there

    def moving(self, both: bool) -> None:
        """Whether both are moved by somebody else now: neither follows the other meanwhile."""
        self._moving = both

    def _follow(self, *, from_old: bool) -> None:
        source, target = (self._old, self._new) if from_old else (self._new, self._old)
        if self._moving or not target.isVisible():
            return
        self._moving = True
        try:
            goal = self._goal(from_old=from_old)
            for _ in range(2):  # the headers take more or less room at another zoom
                target.view.show_at(source.zoom, goal, self._middle(target))
                if not target.size_headers():
                    break
        finally:
            self._moving = False

    def _goal(self, *, from_old: bool) -> QPointF:
        source = self._old if from_old else self._new
        here = source.view.to_scene(self._middle(source))
        if from_old:
            here -= self.apart
        level = self._level(from_old)
        goal = QPointF(*level.point(here.x(), here.y(), cards=self._cards))
        return goal if from_old else goal + self.apart

    def _middle(self, canvas: Looked) -> QPointF:
        port = canvas.view.viewport()
        return QPointF(port.width() * self._across, port.height() / 2)

    def _level(self, from_old: bool) -> Level:
        source, target = (self._old, self._new) if from_old else (self._new, self._old)
        known = self._levels.get(from_old)
        if known is None or known[0] is not source.laid or known[1] is not target.laid:
            made = Level(source.laid, target.laid)
            known = self._levels[from_old] = (source.laid, target.laid, made)
        return known[2]
