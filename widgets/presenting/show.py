"""A presentation going on: which picture is shown, and the camera that goes there.

It moves the camera and dims what is not spoken of; nothing is laid out for it.
"""

from PySide6.QtCore import QObject, QRectF, Signal

from model.layout.build import Laid
from model.names import own_name
from model.records import Stage
from widgets.presenting.glide import Glide
from widgets.presenting.onlooker import Onlooker
from widgets.presenting.shots import Shot, shots

#: px of the window around what is shown.
_MARGIN = 14
#: A stage is shown no larger than this times the smallest text that can be read, all of the
#: map no larger than this zoom.
_LARGEST, _WHOLE = 1.5, 1.5


class Show(QObject):
    """Goes from picture to picture on one canvas.

    Attributes:
        shots: all pictures, in order.
        at: the place of the one that is shown.
    """

    #: Another picture is shown, or its words are others.
    changed = Signal()

    def __init__(self, canvas: Onlooker, glide: Glide, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._glide = canvas, glide
        self.shots: tuple[Shot, ...] = ()
        self.at = 0
        canvas.scene_changed.connect(self._again)
        canvas.resized.connect(self._fit)

    def begin(self) -> None:
        """Show all of the map."""
        self._measure()
        self._canvas.spotted = False
        self.go(0)

    def end(self) -> None:
        """Nothing is dimmed for it any more, and the camera is somebody else's.

        A picture that is held is dimmed until it is let go, by whoever holds it.
        """
        self._canvas.scene_changed.disconnect(self._again)
        self._canvas.resized.disconnect(self._fit)
        if not self._canvas.still:
            self._canvas.spot.put("presenting", None)
        self._canvas.spotted = True

    @property
    def shot(self) -> Shot | None:
        """What is shown; None of a map with no stage or no lane."""
        return self.shots[self.at] if self.shots else None

    @property
    def stage(self) -> Stage | None:
        """The stage that is shown; None for all of the map."""
        return self._stage_of(self.shot)

    def go(self, at: int) -> None:
        """Show the picture in that place, or the first or last one."""
        self.at = min(max(0, at), max(0, len(self.shots) - 1))
        self._show()
        self.changed.emit()

    def step(self, by: int) -> None:
        """So many pictures on, or back."""
        self.go(self.at + by)

    def look(self) -> None:
        """Show the picture again, which was held still when it was gone to."""
        self._show()

    def name(self, shot: Shot | None) -> str:
        """What a picture is called: "Compare, part 2 of 3"."""
        stage = self._stage_of(shot)
        if shot is None or not shot.stage:
            return "All of the map"
        words = (own_name(stage) if stage is not None else "") or "Stage without a name"
        return f"{words}, part {shot.part} of {shot.parts}" if shot.parts > 1 else words

    @property
    def next_name(self) -> str:
        """What comes after this one; "" after the last."""
        return self.name(self.shots[self.at + 1]) if self.at + 1 < len(self.shots) else ""

    def _stage_of(self, shot: Shot | None) -> Stage | None:
        return self._canvas.shown.get(shot.stage, Stage) if shot and shot.stage else None

    def _show(self, *, at_once: bool = False) -> None:
        canvas, shot = self._canvas, self.shot
        if shot is None or canvas.still:
            return
        canvas.spot.put("presenting", bright(canvas.laid, shot) if shot.stage else None)
        box = QRectF(*shot.box)
        self._glide.to(box.center(), self._zoom(shot), at_once=at_once)

    def _zoom(self, shot: Shot) -> float:
        """The same for all parts of a stage, so that only the place changes between them."""
        if not shot.stage:
            return fitting(self._canvas, QRectF(*shot.box), 0.04, _WHOLE)
        least = self._canvas.least_zoom()
        same = [each.box for each in self.shots if each.stage == shot.stage]
        largest = QRectF(0, 0, max(b.w for b in same), max(b.h for b in same))
        return fitting(self._canvas, largest, least, least * _LARGEST)

    def _measure(self) -> None:
        canvas = self._canvas
        zoom = canvas.least_zoom()
        room = canvas.room(zoom)
        wide, high = room.width() - 2 * _MARGIN, room.height() - 2 * _MARGIN
        self.shots = shots(canvas.laid, max(1.0, wide) / zoom, max(1.0, high) / zoom)

    def _again(self) -> None:
        """The map is another one: the same stage is shown, if it is there."""
        before, was = self.shot, self.at
        self._measure()
        same = [n for n, shot in enumerate(self.shots) if before and shot.stage == before.stage]
        if before is not None and same and before.stage:
            self.at = same[min(before.part, len(same)) - 1]
        elif was:
            # Of all of the map there are two pictures, and of a stage that went there is none.
            self.at = len(self.shots) - 1 if same else min(was, max(0, len(self.shots) - 1))
        self._show()
        self.changed.emit()

    def _fit(self) -> None:
        before = self.shot
        self._measure()
        if before is not None:
            same = [n for n, shot in enumerate(self.shots) if shot.stage == before.stage]
            whole = 0 if self.at == 0 else -1
            if same:
                self.at = same[min(before.part, len(same)) - 1 if before.stage else whole]
        self._show(at_once=True)
        self.changed.emit()


def fitting(canvas: Onlooker, box: QRectF, least: float, most: float) -> float:
    """The largest zoom at which a box is in view, beside headers that grow with it."""
    low, high = least, most
    if _fits(canvas, box, high):
        return high
    for _ in range(24):
        middle = (low + high) / 2
        if _fits(canvas, box, middle):
            low = middle
        else:
            high = middle
    return low


def _fits(canvas: Onlooker, box: QRectF, zoom: float) -> bool:
    room = canvas.room(zoom)
    wide, high = room.width() - 2 * _MARGIN, room.height() - 2 * _MARGIN
    return box.width() * zoom <= wide and box.height() * zoom <= high


def bright(laid: Laid, shot: Shot) -> frozenset[str]:
    """What of the map a picture of a stage is about: it, its steps and cards, and every lane."""
    places = laid.places
    steps = [column.step.id for column in places.columns[shot.begins : shot.ends + 1]]
    lanes = [lane.id for lane in places.lanes]
    cards = [c.id for lane in lanes for s in steps for c in places.cells.get((s, lane), ())]
    cards += [
        reach.card.id
        for lane in lanes
        for reach in places.spans.get(lane, ())
        if reach.first <= shot.ends and reach.last >= shot.begins
    ]
    people = [persona.id for persona in places.personas]
    return frozenset((shot.stage, *steps, *lanes, *cards, *people))
