"""What every way to show a comparison has in common, and the simplest one: both maps in one."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.change import JourneyMap
from model.compare import Comparison
from model.layout.marks import Marks, ghost_id, original
from model.layout.overlay import Overlay
from model.records import (
    Action,
    Card,
    Comment,
    Evidence,
    Feeling,
    Lane,
    Link,
    Metric,
    Record,
    Stage,
    Step,
    Vote,
)
from widgets.canvas.canvas import Canvas
from widgets.comparing.looked import Looked
from widgets.theme import Theme


class Both(NamedTuple):
    """What is shown: a comparison, its two maps in one, and what they are called."""

    comparison: Comparison
    overlay: Overlay
    old_name: str = ""
    new_name: str = ""

    def marks_on(self, journey: JourneyMap) -> Marks:
        """The marks of what one of the maps has; there are no ghosts on it."""
        marks = self.overlay.marks
        return {i: m._replace(came_from="") for i, m in marks.items() if i in journey.records}


class Showing(QWidget):
    """One way to show a comparison."""

    #: A record was chosen on a map.
    picked = Signal(str)
    left = Signal()

    @property
    def canvas(self) -> Canvas:
        """The one that commands act on, and that an audience sees."""
        raise NotImplementedError

    @property
    def canvases(self) -> Sequence[Looked]:
        """All that are seen."""
        raise NotImplementedError

    def show_both(self, both: Both) -> None:
        """Show another comparison, or this one after an edit."""
        raise NotImplementedError

    def want(self, *record_ids: str) -> None:
        """Outline these records and bring them into view."""
        raise NotImplementedError

    def begin(self) -> None:
        """It was chosen: keys may go to what there is to move in it."""

    def dim(self, bright: frozenset[str] | None) -> None:
        """Dim all records but these; None dims nothing."""
        for canvas in self.canvases:
            canvas.spot.put("changes", bright)

    def bring_stage(self, stage_id: str) -> None:
        """Scroll sideways until a stage is in view, on the maps that have it."""
        for canvas in self.canvases:
            canvas.bring_column(stage_id)

    def look_as(self, other: Canvas) -> None:
        """See the same part as another canvas, as large."""
        raise NotImplementedError

    def listen(self, canvas: Looked) -> None:
        """What is chosen on a canvas is told; Esc leaves."""
        canvas.selection.changed.connect(lambda: self._tell(canvas))
        canvas.view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a map that is not worked on Esc has nothing else to end, and Tab leads out of it."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
            return True
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
            return True
        return super().eventFilter(watched, event)

    def _tell(self, canvas: Looked) -> None:
        if canvas.selection.anchor:
            self.picked.emit(original(canvas.selection.anchor))


class OverlayShown(Showing):
    """The new map with what was removed, ghosts of what moved, and a badge on all that differs."""

    def __init__(self, both: Both, like: Canvas, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = Looked(both.overlay.map, theme, self, like, both.overlay.marks)
        self._canvas.view.setAccessibleName("Both maps in one")
        self.listen(self._canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._canvas)

    @property
    def canvas(self) -> Canvas:
        """The only one."""
        return self._canvas

    @property
    def canvases(self) -> Sequence[Looked]:
        """The only one."""
        return (self._canvas,)

    def show_both(self, both: Both) -> None:
        """Show another comparison, or this one after an edit."""
        self._canvas.show_map(both.overlay.map, both.overlay.marks)

    def want(self, *record_ids: str) -> None:
        """What moved is outlined where it is and where it was."""
        shown = self._canvas.shown
        ghosts = [ghost for i in record_ids if (ghost := ghost_id(i)) in shown]
        moved = frozenset(i for i in map(original, ghosts) if shown.get(i, Card))
        self._canvas.picture.follow(moved)
        self._canvas.want(*ghosts, *record_ids)

    def look_as(self, other: Canvas) -> None:
        """See the same part as another canvas, as large."""
        self._canvas.look_as(other)


def places_of(comparison: Comparison, ids: Iterable[str]) -> tuple[str, ...]:
    """What to look at for these records: those that stand nowhere, by what they are about."""
    found: dict[str, None] = {}
    shown: dict[str, list[str]] | None = None
    for record_id in ids:
        record = comparison.new.records.get(record_id) or comparison.old.records.get(record_id)
        match record:
            case Action():
                found.update(dict.fromkeys(record.about_ids))
            case Comment():
                found[record.about_id] = None
            case Vote():
                found[record.card_id] = None
            case Evidence() | Metric():
                if shown is None:  # one line may be about thousands of sources
                    shown = _cards_with(comparison)
                found.update(dict.fromkeys(shown.get(record_id, ())))
            case _:
                found[record_id] = None
    return tuple(found)


def _cards_with(comparison: Comparison) -> dict[str, list[str]]:
    """Source or metric -> the cards that mention it, those of the newer map first."""
    found: dict[str, list[str]] = {}
    for of in (comparison.new, comparison.old):
        for card in of.all(Card):
            for record_id in (*card.evidence_ids, *card.metric_ids):
                found.setdefault(record_id, []).append(card.id)
    return found


def bright_with(comparison: Comparison, ids: Iterable[str]) -> frozenset[str]:
    """The records to be left bright so that these changes are seen, and where they stand."""
    found: set[str] = set()
    for record_id in ids:
        item = comparison.by_id.get(record_id)
        if item is None:
            continue
        for of, record in ((comparison.old, item.before), (comparison.new, item.after)):
            if record is not None:
                found.update(_around(of, record))
        found.update((record_id, ghost_id(record_id)))
        for follower in comparison.because_of(record_id):
            found.update((follower.id, ghost_id(follower.id)))
    found.discard("")
    return frozenset(found)


def _around(of: JourneyMap, record: Record) -> Iterable[str]:
    """What a record speaks of, and the places that it stands in."""
    match record:
        case Card():
            yield from (record.lane_id, record.step_id)
            yield from _stage_of(of, record.step_id)
        case Step():
            yield from (record.id, record.stage_id)
        case Stage():
            yield record.id
            yield from (step.id for step in of.all(Step) if step.stage_id == record.id)
        case Feeling():
            card = of.get(record.card_id, Card)
            step_id = card.step_id if card else record.step_id
            yield from (record.persona_id, record.card_id, step_id)
            yield from _stage_of(of, step_id)
            for lane in of.all(Lane):  # where its line is drawn
                whose = lane.persona_ids
                if lane.kind == "emotion" and lane.measure == record.measure:
                    yield from (lane.id,) if not whose or record.persona_id in whose else ()
        case Link():
            yield from (record.source_id, record.target_id)


def _stage_of(of: JourneyMap, step_id: str) -> Iterable[str]:
    step = of.get(step_id, Step)
    if step is not None:
        yield step.stage_id
