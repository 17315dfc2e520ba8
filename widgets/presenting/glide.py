"""The camera of an onlooker's canvas, moved calmly: about a third of a second, soft at the ends.

Where the system asks for no animations it is there at once.
"""

from math import exp, log

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPointF, QTimer, QVariantAnimation, Signal
from PySide6.QtWidgets import QApplication, QStyle

from widgets.presenting.onlooker import Onlooker

#: ms of one movement.
LASTS = 300
#: Less than this is no movement: px of the window, and a share of the zoom.
_NEAR, _SAME = 0.5, 1e-4


def may_move() -> bool:
    """Whether the system lets things move on the screen."""
    style = QApplication.style()
    return bool(
        style.styleHint(QStyle.StyleHint.SH_Widget_Animate)
        and style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
    )


class Glide(QObject):
    """Moves one canvas.

    Attributes:
        goal: the point of the Scene that is, or will be, in the middle.
        zoom: the zoom there.
    """

    arrived = Signal()

    def __init__(self, canvas: Onlooker) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.goal, self.zoom = QPointF(), 1.0
        self._from, self._from_zoom = QPointF(), 1.0
        self._motion = QVariantAnimation(self, duration=LASTS, startValue=0.0, endValue=1.0)
        self._motion.valueChanged.connect(self._step)
        self._motion.finished.connect(self.arrived)
        # The headers find their size after the camera has found its place.
        self._holds = False
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._hold)
        canvas.view.viewport().installEventFilter(self)
        self.arrived.connect(self._settle.start)

    @property
    def is_moving(self) -> bool:
        """Whether it is on its way."""
        return self._motion.state() == QVariantAnimation.State.Running

    def to(self, centre: QPointF, zoom: float, *, at_once: bool = False) -> None:
        """Bring a point of the Scene into the middle, as far as the map goes."""
        canvas = self._canvas
        goal = canvas.within(centre, zoom)
        near = (goal - self.goal).manhattanLength() * zoom < _NEAR
        if self.is_moving and near and abs(zoom / self.zoom - 1) < _SAME and not at_once:
            return
        moving = self.is_moving
        self._motion.stop()
        self.goal, self.zoom, self._holds = goal, zoom, True
        self._from, self._from_zoom = canvas.seen_box().center(), canvas.zoom
        far = (goal - self._from).manhattanLength() * zoom
        there = far < _NEAR and abs(zoom / self._from_zoom - 1) < _SAME
        if at_once or there or not may_move() or not canvas.isVisible():
            canvas.show_at(goal, zoom)
            self.arrived.emit()
            return
        curve = QEasingCurve.Type.OutCubic if moving else QEasingCurve.Type.InOutCubic
        self._motion.setEasingCurve(curve)
        self._motion.start()

    def stop(self) -> None:
        """Somebody else moves it now."""
        self._motion.stop()
        self._holds = False

    def again(self) -> None:
        """The window has another size, or the map: what is looked at stays in the middle."""
        self.to(self.goal, self.zoom, at_once=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever size its view takes, what is looked at stays in the middle."""
        if event.type() == QEvent.Type.Resize and not self.is_moving:
            self._settle.start()
        return False

    def _hold(self) -> None:
        if self._holds and not self.is_moving:
            off = (self.goal - self._canvas.seen_box().center()).manhattanLength()
            if off * self.zoom > 2 * _NEAR:
                self._canvas.show_at(self.goal, self.zoom)

    def _step(self, part: float) -> None:
        """Even steps of the zoom look even where each is the same share."""
        zoom = exp(log(self._from_zoom) * (1 - part) + log(self.zoom) * part)
        if abs(self.zoom - self._from_zoom) > _SAME:
            # What is passed moves evenly over the screen while it grows.
            part = (1 / self._from_zoom - 1 / zoom) / (1 / self._from_zoom - 1 / self.zoom)
        self._canvas.show_at(self._from + (self.goal - self._from) * part, zoom)
