"""A canvas of one of the maps that are compared: to look around on, not to work on."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QWidget

from model.change import JourneyMap, difference
from model.files.errors import SaveError
from model.layout.build import Room, build
from model.layout.build import View as Furniture
from model.layout.level import Level
from model.layout.marks import NO_MARKS, Marks
from model.layout.measures import SCREEN
from model.layout.scene import Node, Scene
from model.records import Feeling
from widgets.canvas.canvas import Canvas
from widgets.canvas.marks import Mark
from widgets.document import Document
from widgets.keeping import Save
from widgets.selection import Selection
from widgets.theme import Theme

WHY = "This compares two maps: it can be looked at, not changed. Esc goes back to the map."
#: px around what is brought into view.
_MARGIN = 48.0
#: What a mark is larger than a card, px: from the left, the top, the right and below.
_BADGE = (-3, -18, 3, 3)


class Compared(Document):
    """A map that is looked at. No edit goes through it, and it has no file."""

    def __init__(self, journey: JourneyMap, parent: QWidget | None = None) -> None:
        super().__init__(journey, read_only=WHY, parent=parent)

    def show(self, journey: JourneyMap) -> None:
        """Another map is looked at from now on."""
        before, self._map = self._map, journey
        self.changed.emit(difference(before, journey))

    def save_copy(self, path: Path) -> None:
        """Nothing is saved here.

        Raises:
            SaveError: always.
        """
        raise SaveError("what is compared is not saved", str(path), WHY)

    def _prepared(
        self, path: Path | None, replace: bool | str, then: Callable[[SaveError | None], None]
    ) -> Save:
        raise SaveError("what is compared is not saved", todo=WHY)


class Looked(Canvas):
    """Shows one map of a comparison.

    Attributes:
        layouts: how often it was laid out, for tests.
    """

    def __init__(
        self,
        journey: JourneyMap,
        theme: Theme,
        parent: QWidget,
        like: Canvas | None = None,
        marks: Marks = NO_MARKS,
    ) -> None:
        """`like` shows nearly the same map: what it has laid out is not laid out again."""
        # Before Qt's own part: a Canvas asks for its Scene while it is made.
        self._change_marks = marks
        self._room = Room()
        self._lines: Mapping[str, Node] = {}
        self.layouts = 0
        compared = Compared(journey)
        memo = like.memo.copy() if like is not None else None
        super().__init__(compared, Selection(compared), theme, parent, memo=memo)
        compared.setParent(self)
        self.selection.setParent(self)
        self.compared = compared
        for part in (self.stage_header, self.lane_header, self.minimap):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAcceptDrops(False)
        self.view.drops = None

    def show_map(self, journey: JourneyMap, marks: Marks = NO_MARKS) -> None:
        """Show another map; what is looked at stays where it is."""
        if journey is self.compared.map and marks == self._change_marks:
            return
        self._change_marks = marks
        self.compared.show(journey)

    def leave_room(self, room: Room) -> None:
        """Keep so much free at least, so that another map stands alike."""
        self._room = room
        self._rebuild()

    def show_lines(self, lines: Mapping[str, Node]) -> None:
        """Paint these emotion lines, by their lanes, instead of those of the map."""
        self._lines = lines
        for node in lines.values():
            self.picture.show_instead(node)
        self._mark_selection()

    def box_of(self, record_id: str) -> QRectF | None:
        """Where a record stands; a face that is on its way, where it is now."""
        if self._lines and isinstance(self.shown.records.get(record_id), Feeling):
            body = self.scene.layers[0]
            for x, y, node in body.node.children:
                for face in self._lines.get(node.record, node).children:
                    if face.node.kind == "feeling" and face.node.record == record_id:
                        box = QRectF(*face.node.bounds)
                        return box.translated(body.x + x + face.x, body.y + y + face.y)
        return super().box_of(record_id)

    def look_as(self, other: Canvas) -> None:
        """See the same part as another canvas, as large."""
        self._fitted = True
        self.minimap.wanted = isinstance(other, Looked) and other.minimap.wanted
        self.persona = other.persona if other.persona in self.shown else ""
        seen, rtl = other.view.visible(), self.laid.rtl
        start = seen.topRight() if rtl else seen.topLeft()
        goal = QPointF(*Level(other.laid, self.laid).point(start.x(), start.y(), cards=False))
        for _ in range(2):  # the headers take more or less room at another zoom
            corner = QPointF(self.view.viewport().width() if rtl else 0, 0)
            self.view.show_at(other.zoom, goal, corner)
            self.size_headers()
        focus = other.box_in_focus()
        box = self.box_of(other.selection.anchor)
        if focus is not None and box is not None and seen.intersects(focus):
            self.view.bring_in(box)

    def want(self, *record_ids: str, bring: bool = True) -> bool:
        """Select these records and bring them into view; whether any of them is there."""
        there = {i: box for i in record_ids if (box := self.box_of(i)) is not None}
        self.selection.set(*there)
        if there and bring:
            self.bring(list(there.values()))
        return bool(there)

    def bring(self, boxes: list[QRectF]) -> None:
        """Scroll until these are well in view: the last of them if there is no room for all."""
        whole = boxes[0]
        for box in boxes[1:]:
            whole = whole.united(box)
        seen = self.view.visible()
        if whole.width() > seen.width() or whole.height() > seen.height():
            whole = boxes[-1]
        self.view.bring_in(whole, min(_MARGIN, seen.width() * self.zoom / 6))

    def bring_column(self, stage_id: str) -> None:
        """Scroll sideways until a stage is in view: its start, if it is wider than that."""
        box, seen = self.box_of(stage_id), self.view.visible()
        if box is None or (box.left() >= seen.left() and box.right() <= seen.right()):
            return
        if box.width() > seen.width():
            start = box.right() - seen.width() if self.laid.rtl else box.left()
            box = QRectF(start, box.top(), seen.width(), box.height())
        self.view.bring_in(QRectF(box.left(), seen.center().y(), box.width(), 0), 0)

    def _build(self) -> Scene:
        self.layouts += 1
        view = Furniture(False, self.persona, marks=self._change_marks, room=self._room)
        return build(self.shown, SCREEN, view, self.memo)

    def _sync(self) -> None:
        self._lines = {}
        super()._sync()

    def _mark_selection(self, _focus: bool = False) -> None:
        super()._mark_selection()
        if self._change_marks:
            self.marks.put("selection", map(_around_badge, self.marks.of("selection")))


def _around_badge(mark: Mark) -> Mark:
    """With room for the badge on the upper edge of a card; a face has its own elsewhere."""
    if mark.sort != "selected" or mark.box.width() < SCREEN.column / 2:
        return mark
    return mark._replace(box=mark.box.adjusted(*_BADGE))
