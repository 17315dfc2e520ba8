"""The canvas: a map laid out and painted, with headers that stay in view.

It lays out what the document holds, or what it would hold if a drag ended now
(`preview`), and keeps the picture, the marks and the view in step with it.
"""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGridLayout, QWidget

from model.change import Change, JourneyMap, apply
from model.layout import standing
from model.layout.build import Laid, build, laid
from model.layout.build import View as Furniture
from model.layout.measures import SCREEN
from model.layout.memo import Memo
from model.layout.scene import Bounds, Scene
from model.layout.steering import Stop
from model.records import CardKind
from widgets.canvas import selected
from widgets.canvas.camera import Camera
from widgets.canvas.dimmer import Dimmer
from widgets.canvas.drops import Drops
from widgets.canvas.editing import Editing
from widgets.canvas.hands import Hands
from widgets.canvas.headers import Corner
from widgets.canvas.items import Picture
from widgets.canvas.lane_header import LaneHeader
from widgets.canvas.marks import Marks
from widgets.canvas.minimap import Minimap
from widgets.canvas.spot import Spot
from widgets.canvas.spotlight import Spotlight
from widgets.canvas.stage_header import StageHeader
from widgets.canvas.surface import Surface
from widgets.canvas.view import View
from widgets.document import Document
from widgets.selection import Selection
from widgets.theme import Theme


class Canvas(QWidget):
    """One window's canvas.

    Attributes:
        view: the part that scrolls.
        camera: moves it.
        marks: what lies over the picture.
        scene, laid: what is shown; `laid` is what `model.layout.hit` asks.
        memo: what was laid out, for a surface that shows nearly the same map.
        shown: the map that is shown: the document's, or that of a preview.
        hands: what the pointer does.
        editing: what is typed.
        walked: where left and right arrows have led, and the height that they keep to.
        spot: what stays bright while the rest is dimmed.
        spotlight: dims all but one stage, lane or persona.
        parking_places: widgets that park the cards that are dragged onto them.
    """

    #: Scrolled, zoomed or resized.
    view_changed = Signal()
    #: Another Scene is shown.
    scene_changed = Signal()
    #: Where on the screen, the record ("" for ground), and the (step, lane) or None.
    context_menu_requested = Signal(QPoint, str, object)
    #: One line on what one can do here, "" for none.
    hint = Signal(str)
    persona_changed = Signal(str)
    #: The details of this record are to be written next: it has no words on the canvas.
    details_wanted = Signal(str)
    #: The Connect tool was taken up or laid down.
    connecting_changed = Signal(bool)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        memo: Memo | None = None,
    ) -> None:
        """`memo` has the layout of nearly the same map, which is not laid out again."""
        super().__init__(parent)
        # The map's language says where it begins, whatever the language of the window is.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.document, self.selection, self.theme = document, selection, theme
        self.memo = memo if memo is not None else Memo()
        self._persona = ""
        self._preview: Change = {}
        self._fitted = False
        self.parking_places: list[QWidget] = []
        self.walked: tuple[Stop, float] | None = None
        self.surface = Surface(theme.tools)
        self._graphics = QGraphicsScene(self)
        self._graphics.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.picture = Picture(self._graphics, self.surface)
        self.marks = Marks(self.surface)
        self._graphics.addItem(self.marks)
        self.view = View(self._graphics, self)
        self.camera = Camera(self)
        self.hands = Hands(self)
        self.view.hands = self.hands
        self.drops = self.view.drops = Drops(self)
        self.spot = Spot(self)
        self.shown: JourneyMap = document.map
        self.scene: Scene = self._build()
        self.stage_header = StageHeader(self)
        self.lane_header = LaneHeader(self)
        self.corner = Corner(self)
        self.minimap = Minimap(self)
        self.dimmer = Dimmer(self)
        self.spotlight = Spotlight(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._place_parts()
        self.setFocusProxy(self.view)
        # The headers' size changes with the zoom; the window's is not to follow.
        self.setMinimumSize(320, 240)
        self._colour()
        self._sync()
        self.view.moved.connect(self._tell_moved)
        self.view.zoom_asked.connect(self.camera.zoom_to)
        self.view.focus_changed.connect(self._mark_selection)
        document.changed.connect(self._follow)
        selection.changed.connect(self._mark_selection)
        theme.changed.connect(self._recolour)
        self.editing = Editing(self)

    # What is shown.

    @property
    def laid(self) -> Laid:
        """Where everything of the Scene stands."""
        found = laid(self.memo)
        assert found is not None, "a Scene is built before anybody asks"
        return found

    @property
    def persona(self) -> str:
        """Id of the persona whose line is filled and drawn by hand; "" for the first one."""
        return self._persona

    @persona.setter
    def persona(self, persona_id: str) -> None:
        if persona_id != self._persona:
            self._persona = persona_id
            self._rebuild()
            self.persona_changed.emit(persona_id)

    @property
    def previewing(self) -> bool:
        """Whether what is shown is not yet done."""
        return bool(self._preview)

    def preview(self, change: Change | None) -> None:
        """Show the map as if `change` were made; None shows it as it is."""
        change = change or {}
        if change == self._preview:
            return
        self._preview = change
        self._rebuild()

    def lift(self, *card_ids: str) -> None:
        """Show gaps instead of these cards, as they hang at the pointer; none puts all back."""
        before, self.surface.lifted = self.surface.lifted, frozenset(card_ids)
        for card_id in before ^ self.surface.lifted:
            box = self.box_of(card_id)
            if box is not None:
                self._graphics.update(box.adjusted(-30, -30, 30, 30))

    def begin_edit(self, record_id: str, text: str | None = None, *, fresh: bool = False) -> None:
        """Type a card's title or the name of a stage, step or lane in place.

        Without a record, a new card in the focused cell. `text` replaces what it says. What
        is `fresh` was added by the last edit: naming it is the same step back, and Esc
        without a name takes it off the map again.
        """
        if record_id:
            self.editing.begin(record_id, text, fresh=fresh)
        elif self.selection.cell is not None:
            self.editing.begin_card(*self.selection.cell, text or "")

    def begin_card(
        self, step_id: str, lane_id: str, before_id: str = "", kind: CardKind | None = None
    ) -> None:
        """Type a new card in a cell, before another card of that step or last.

        The lane decides its kind unless one is given. It comes to nothing if nothing is typed.
        """
        self.editing.begin_card(step_id, lane_id, "", before_id, kind)

    def commit_edit(self) -> None:
        """Commit what is being typed, and stop typing."""
        self.editing.commit()

    @property
    def connecting(self) -> bool:
        """Whether the next drags from cards draw links."""
        return self.hands.connecting

    def set_connecting(self, on: bool) -> None:
        """Whether the next drags from cards draw links; Esc ends it."""
        if on != self.hands.connecting:
            self.hands.connecting = on
            self.hint.emit("Drag from one card to another; Esc when you are done" if on else "")
            self.connecting_changed.emit(on)

    def parking_at(self, at: QPointF) -> bool:
        """Whether a point of the Scene is over a panel that takes cards, outside of the view."""
        inside = self.view.to_viewport(at)
        viewport = self.view.viewport()
        if viewport.rect().contains(inside.toPoint()):
            return False
        under = QApplication.widgetAt(viewport.mapToGlobal(inside).toPoint())
        while under is not None:
            if under in self.parking_places:
                return True
            under = under.parentWidget()
        return False

    # Looking around.

    @property
    def zoom(self) -> float:
        """1.0 is 100%: one px of the Scene for one of the window."""
        return self.view.zoom

    def reveal(self, *record_ids: str) -> None:
        """Scroll as little as is needed to see these records."""
        boxes = [box for i in record_ids if (box := self.box_of(i)) is not None]
        if boxes:
            whole = boxes[0]
            for box in boxes[1:]:
                whole = whole.united(box)
            seen = self.view.visible()
            if whole.width() > seen.width() or whole.height() > seen.height():
                whole = boxes[-1]
            self.view.bring_in(whole)

    def reveal_cell(self, step_id: str, lane_id: str) -> None:
        """Scroll as little as is needed to see where a cell's next card would stand."""
        box = standing.free_place(self.laid, step_id, lane_id)
        if box is not None:
            self.view.bring_in(QRectF(*box))

    def box_of(self, record_id: str) -> QRectF | None:
        """Where a record stands in the Scene; None if it is not in the picture."""
        bounds = standing.bounds_of(self.scene, self.laid, self.shown.records.get(record_id))
        return QRectF(*bounds) if bounds is not None else None

    def box_in_focus(self) -> QRectF | None:
        """Where what was selected last stands, or the focused cell's next card would."""
        box = self.box_of(self.selection.anchor)
        if box is None and self.selection.cell is not None:
            free = standing.free_place(self.laid, *self.selection.cell)
            box = QRectF(*free) if free else None
        return box

    def sizeHint(self) -> QSize:
        """Room for a few stages and lanes."""
        return QSize(1100, 700)

    def showEvent(self, event: object) -> None:
        """The first time, the whole width of the map is seen if it stays legible."""
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if not self._fitted:
            self._fitted = True
            self.camera.first_look()

    # Keeping in step.

    def _build(self) -> Scene:
        return build(self.shown, SCREEN, Furniture(False, self._persona), self.memo)

    def _follow(self, change: Change) -> None:
        self._preview = {}
        self.hands.let_go()
        self.drops.let_go()
        if self._persona and self._persona not in self.document.map:
            self._persona = ""
            self.persona_changed.emit("")
        self._rebuild()

    def _rebuild(self) -> None:
        journey = self.document.map
        self.shown = apply(self._preview, journey) if self._preview else journey
        self.scene = self._build()
        self._sync()

    def _sync(self) -> None:
        self.picture.sync(self.scene)
        self.hands.forget()
        self.dimmer.place()
        self.view.set_area(self.grid_box(), self.laid.rtl)
        if self._grid.itemAtPosition(1, 1) is not None and self._turned():
            self._place_parts()
        self.size_headers()
        self._mark_selection()
        self.stage_header.update()
        self.lane_header.update()
        self.scene_changed.emit()

    def grid_box(self) -> QRectF:
        """The cells without the headers, which are views of their own."""
        at, m = self.laid, self.laid.setting.measures
        left = at.x + m.lane_header
        box = Bounds(left, at.y, at.x + at.columns.right - left, at.tops[-1])
        x = at.width - box.x - box.w if at.rtl else box.x
        return QRectF(x, box.y, box.w, box.h)

    def _turned(self) -> bool:
        """Whether the lane headers stand at the wrong side for the map's language."""
        return (self._grid.itemAtPosition(1, 0) is None) != self.laid.rtl

    def _place_parts(self) -> None:
        left = 2 if self.laid.rtl else 0
        for part in (self.corner, self.lane_header, self.stage_header, self.view):
            self._grid.removeWidget(part)
        self._grid.addWidget(self.corner, 0, left)
        self._grid.addWidget(self.stage_header, 0, 1)
        self._grid.addWidget(self.lane_header, 1, left)
        self._grid.addWidget(self.view, 1, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(1, 1)

    def size_headers(self) -> bool:
        """Give the headers the room that this zoom asks for; whether that changed."""
        high, wide = self.stage_header.wanted_height(), self.lane_header.wanted_width()
        if (high, wide) == (self.stage_header.height(), self.lane_header.width()):
            return False
        self.stage_header.setFixedHeight(high)
        self.lane_header.setFixedWidth(wide)
        self.corner.setFixedSize(wide, high)
        self._grid.activate()
        return True

    def _mark_selection(self, _focus: bool = False) -> None:
        many = selected.of_many(self)
        self.picture.choose(many)
        self.marks.put("selection", selected.marks_of(self, many))
        self.stage_header.update()
        self.lane_header.update()

    def _tell_moved(self) -> None:
        self.stage_header.update()
        self.lane_header.update()
        self.view_changed.emit()

    def _colour(self) -> None:
        self.view.setBackgroundBrush(QBrush(self.theme.colour("canvas")))

    def _recolour(self) -> None:
        self.surface.use(self.theme.tools)
        self.dimmer.take_colours()
        self._colour()
        self.picture.sync(self.scene)
        self.picture.repaint()
        self.marks.update()
        self.stage_header.update()
        self.lane_header.update()
        self.corner.update()
