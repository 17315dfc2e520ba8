"""What the lead looks at: what is typed or selected, or else what was scrolled to.

Whoever follows hears `moved` once for all that happens at one time.
"""

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal, SignalInstance

from widgets.canvas.canvas import Canvas


class Attention(QObject):
    """Watches the lead's canvas.

    Attributes:
        place: the point of the Scene that the lead looks at.
        box: what it is about, where that is known; empty for a point.
    """

    moved = Signal()

    def __init__(self, lead: Canvas, parent: QObject) -> None:
        super().__init__(parent)
        self._lead = lead
        self._focus: tuple[str, object] = ("", None)
        self._was = QRectF()
        self._middle = lead.view.visible().center()
        self.place, self.box = self._middle, QRectF()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.look)
        self._listen()
        self.look()

    def watch(self, lead: Canvas) -> None:
        """It is another canvas that the lead looks at now."""
        for happened in self._all():
            happened.disconnect(self._soon.start)
        self._lead = lead
        self._listen()
        self._middle = QPointF()
        self.look()

    def point(self, at: QPointF) -> None:
        """The lead points there."""
        self.place, self.box = at, QRectF()
        self.moved.emit()

    def look(self) -> None:
        """Find out where the lead looks now."""
        self._soon.stop()
        seen = self._lead.view.visible()
        box, focus = self._in_focus(), (self._lead.selection.anchor, self._lead.selection.cell)
        middle = seen.center()
        if not box.isEmpty() and (box != self._was or focus != self._focus):
            # As much of it as is seen: a whole stage is in view where the lead sees it.
            part = box.intersected(seen)
            self.box = box if part.isEmpty() else part
            self.place = self.box.center()
        elif middle != self._middle:
            # Scrolled by hand: along with it, and to the middle once that is about other things.
            there = not box.isEmpty() and seen.intersects(box)
            place = self.place + (middle - self._middle) if there else middle
            self.place = QPointF(
                min(max(place.x(), seen.left()), seen.right()),
                min(max(place.y(), seen.top()), seen.bottom()),
            )
            self.box = QRectF()
        self._was, self._focus, self._middle = box, focus, middle
        self.moved.emit()

    def _all(self) -> tuple[SignalInstance, ...]:
        lead = self._lead
        return lead.selection.changed, lead.scene_changed, lead.view_changed

    def _listen(self) -> None:
        for happened in self._all():
            happened.connect(self._soon.start)

    def _in_focus(self) -> QRectF:
        lead = self._lead
        typed = lead.editing.target
        box = lead.box_of(typed.record) if typed is not None else None
        return box or lead.box_in_focus() or QRectF()
