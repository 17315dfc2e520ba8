"""The map as it was, on a canvas of its own, where nothing can be changed or saved."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtWidgets import QWidget

from model.change import Change, JourneyMap, changed_between, diff
from model.files.errors import SaveError
from model.records import Card, Feeling, Lane, Link, Persona, Record, Stage, Step
from widgets.canvas.canvas import Canvas
from widgets.canvas.marks import Mark
from widgets.document import Document
from widgets.keeping import Save
from widgets.presenting.glide import may_move
from widgets.selection import Selection
from widgets.theme import Theme

WHY = "This is the recording: it can be looked at, not changed. Esc goes back to the map."
#: What is marked and brought into view, the first kind of which something changed.
_SHOWN: tuple[type[Record], ...] = (Card, Feeling, Link, Stage, Lane, Step, Persona)
#: More than this many marks would say nothing.
_MOST_MARKS = 60
#: ms in which the view moves to what changed.
_LASTS = 320
_MARGIN = 48.0


class PastMap(Document):
    """One moment of the map after the other. No edit goes through it, and it has no file."""

    def __init__(self, journey: JourneyMap, parent: QWidget | None = None) -> None:
        super().__init__(journey, read_only=WHY, parent=parent)

    def show(self, journey: JourneyMap) -> None:
        """The map of another moment is looked at from now on."""
        before, self._map = self._map, journey
        change = between(before, journey)
        if change:
            self.changed.emit(change)

    def save_copy(self, path: Path) -> None:
        """Nothing is saved here.

        Raises:
            SaveError: always.
        """
        raise SaveError("a moment of a recording is not saved", str(path), "Open it as a copy.")

    def _prepared(
        self, path: Path | None, replace: bool, then: Callable[[SaveError | None], None]
    ) -> Save:
        raise SaveError("a moment of a recording is not saved", todo="Open it as a copy.")


def between(before: JourneyMap, after: JourneyMap) -> Change:
    """What leads from one moment to another, told without a look at every record if possible."""
    ids = changed_between(before, after)
    if ids is None:
        return diff(before, after)
    pairs = ((i, (before.records.get(i), after.records.get(i))) for i in ids)
    return {i: pair for i, pair in pairs if pair[0] is not pair[1]}


def changed_ids(change: Change, journey: JourneyMap) -> list[str]:
    """The records that a change is about, as far as they are on the map, of the first kind."""
    there = [record for i in change if (record := journey.records.get(i)) is not None]
    for kind in _SHOWN:
        found = [record.id for record in there if isinstance(record, kind)]
        if found:
            return found
    return []


class PastCanvas(Canvas):
    """Shows a `PastMap`, marks what just changed, and follows it without haste."""

    def __init__(self, past: PastMap, theme: Theme, parent: QWidget) -> None:
        super().__init__(past, Selection(past), theme, parent)
        past.setParent(self)
        self.selection.setParent(self)
        self._past = past
        self._changed: list[str] = []
        self._way = (QPointF(), QPointF())
        self._motion = QVariantAnimation(self, duration=_LASTS, startValue=0.0, endValue=1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._motion.valueChanged.connect(self._move)
        # The keys are the bar's: they play and step.
        for part in (self, self.view, self.stage_header, self.lane_header, self.minimap):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAcceptDrops(False)
        self.view.drops = None
        self.view.setAccessibleName("The map as it was")

    def look_as(self, other: Canvas) -> None:
        """See the same part as another canvas, as large."""
        self._fitted = True
        self.minimap.wanted = other.minimap.wanted
        self.persona = other.persona if other.persona in self.shown else ""
        seen, rtl = other.view.visible(), self.laid.rtl
        for _ in range(2):  # the headers take more or less room at another zoom
            corner = QPointF(self.view.viewport().width() if rtl else 0, 0)
            start = seen.topRight() if rtl else seen.topLeft()
            self.view.show_at(other.zoom, start, corner)
            self.size_headers()

    def show_moment(self, journey: JourneyMap, changed: Iterable[str], *, passing: bool) -> None:
        """Show a moment, mark these records in it, and see to it that the last one is in view.

        While moments are `passing`, one movement ends before the next begins.
        """
        self._past.show(journey)
        self._changed = list(changed)
        self._mark()
        moving = self._motion.state() == QVariantAnimation.State.Running
        if self._changed and not (passing and moving):
            self._follow_to(self._changed[-1])

    def resizeEvent(self, event: object) -> None:
        """What just changed stays marked where it stands now."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self._motion.stop()

    def _mark(self) -> None:
        boxes = [self.box_of(i) for i in self._changed[-_MOST_MARKS:]]
        self.marks.put("replay", [Mark("selected", box) for box in boxes if box is not None])

    def _follow_to(self, record_id: str) -> None:
        box = self.box_of(record_id)
        if box is None:
            return
        seen = self.view.visible()
        space = min(_MARGIN / self.zoom, seen.width() / 8, seen.height() / 8)
        goal = _moved(seen, box.adjusted(-space, -space, space, space))
        if goal == seen.center():
            return
        self._motion.stop()
        if not may_move() or not self.isVisible():
            self._centre(goal, self.zoom)
            return
        self._way = (seen.center(), goal)
        self._motion.start()

    def _move(self, part: float) -> None:
        start, goal = self._way
        self._centre(start + (goal - start) * part, self.zoom)

    def _centre(self, point: QPointF, zoom: float) -> None:
        for _ in range(2):  # the headers take more or less room at another zoom
            port = self.view.viewport()
            self.view.show_at(zoom, point, QPointF(port.width() / 2, port.height() / 2))
            if not self.size_headers():
                return


def _moved(seen: QRectF, box: QRectF) -> QPointF:
    """The middle of what is seen once `box` is in view: as it is, if it is in view already.

    What has to be brought in from outside comes a third of the way in, not just to the edge:
    the next thing is likely to be done beside it.
    """
    x, y = seen.center().x(), seen.center().y()
    if box.left() < seen.left() or box.right() > seen.right():
        x = box.center().x()
    if box.top() < seen.top() or box.bottom() > seen.bottom():
        y = box.center().y()
    return QPointF(x, y)
