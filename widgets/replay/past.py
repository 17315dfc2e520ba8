"""The map as it was, on a canvas of its own, where nothing can be changed or saved."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtWidgets import QWidget

from model.change import Change, JourneyMap, changed_between, diff
from model.files.errors import SaveError
from model.records import Card, Feeling, Lane, Link, Persona, Record, Stage, Step
from widgets.canvas.canvas import Canvas
from widgets.document import Document
from widgets.keeping import Save
from widgets.presenting.glide import may_move
from widgets.selection import Selection
from widgets.theme import Theme

WHY = "This is the recording: it can be looked at, not changed. Esc goes back to the map."
#: What is marked and brought into view, the first kind of which something changed.
_SHOWN: tuple[type[Record], ...] = (Card, Feeling, Link, Stage, Lane, Step, Persona)
#: ms in which the view moves to what changed.
_LASTS = 320
#: px around what changed, and the share of the view that it is brought in further.
_MARGIN, _FURTHER = 16.0, 0.2


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
        self, path: Path | None, replace: bool | str, then: Callable[[SaveError | None], None]
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
    """Shows a `PastMap`, with what just changed selected, and follows it without haste."""

    def __init__(self, past: PastMap, theme: Theme, parent: QWidget) -> None:
        super().__init__(past, Selection(past), theme, parent)
        past.setParent(self)
        self.selection.setParent(self)
        self._past = past
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
        """Show a moment, select these records in it, and see to it that the last one is in view.

        While moments are `passing`, one movement ends before the next begins.
        """
        self._past.show(journey)
        ids = list(changed)
        self.selection.set(*ids)
        moving = self._motion.state() == QVariantAnimation.State.Running
        if ids and not (passing and moving):
            self._follow_to(ids[-1])

    def resizeEvent(self, event: object) -> None:
        """What is in view by then is in view without moving."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self._motion.stop()

    def _follow_to(self, record_id: str) -> None:
        box = self.box_of(record_id)
        if box is None:
            return
        self._motion.stop()
        seen = self.view.visible()
        space = min(_MARGIN / self.zoom, seen.width() / 8, seen.height() / 8)
        goal = _moved(seen, box.adjusted(-space, -space, space, space), self.grid_box())
        if goal == seen.center():
            return
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


def _moved(seen: QRectF, box: QRectF, area: QRectF) -> QPointF:
    """The middle of what is seen once `box` is in view: as it is, if it is in view already.

    What has to be brought in comes a little further than just to the edge, as the next thing is
    likely to be done beside it; but not so that ground without a map is seen for it.
    """
    x = _along((seen.left(), seen.right()), (box.left(), box.right()), (area.left(), area.right()))
    y = _along((seen.top(), seen.bottom()), (box.top(), box.bottom()), (area.top(), area.bottom()))
    return seen.center() + QPointF(x, y)


def _along(seen: tuple[float, float], box: tuple[float, float], area: tuple[float, float]) -> float:
    """How far to go in one direction."""
    more = _FURTHER * (seen[1] - seen[0])
    if box[1] > seen[1]:
        least = box[1] - seen[1]
        return max(least, min(least + more, area[1] - seen[1]))
    if box[0] < seen[0]:
        least = box[0] - seen[0]
        return min(least, max(least - more, area[0] - seen[0]))
    return 0.0
