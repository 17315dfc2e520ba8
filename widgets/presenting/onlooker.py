"""A canvas for people who look on: it shows what another canvas shows, and nothing can be done.

Nothing is laid out here: it takes the Scene of the lead's canvas as it is, so that an edit
costs one layout however many look. Held still, it keeps the Scene that it has.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent

from model.change import JourneyMap
from model.layout.build import Laid
from model.layout.scene import Scene
from widgets.canvas.canvas import Canvas
from widgets.canvas.header_type import header_type
from widgets.document import Document
from widgets.selection import Selection
from widgets.steady import steady

#: Text of cards is at least so large, px, on a window of so many px height or less.
LEAST_TEXT, USUAL_HEIGHT = 22.0, 1080


class Seen(Document):
    """The map that is looked at. No edit goes through it."""

    def __init__(self, journey: JourneyMap) -> None:
        super().__init__(journey, read_only="This window is for looking only")

    def show(self, journey: JourneyMap) -> None:
        """Another map is looked at from now on."""
        self._map = journey


@steady
class Onlooker(Canvas):
    """What `lead` shows, without its marks, carets and buttons.

    Attributes:
        lead: the canvas whose Scene is shown.
        covered: px at its foot that something else lies over: what is looked at stands above.
    """

    resized = Signal()

    def __init__(self, lead: Canvas) -> None:
        # Before Qt's own part: a Canvas asks for its Scene while it is made.
        self.lead = lead
        self._laid = lead.laid
        self._still, self._spotted = False, True
        self.covered = 0
        seen = Seen(lead.shown)
        super().__init__(seen, Selection(seen), lead.theme)
        seen.setParent(self)
        self.selection.setParent(self)
        self._seen = seen
        self.view.hands = self.view.drops = self.view.composing = None
        self.view.setAcceptDrops(False)
        self.minimap.wanted = False
        # Clicks go through to the window below, which may do something about them.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.view.setHorizontalScrollBarPolicy(off)
        self.view.setVerticalScrollBarPolicy(off)
        for widget in (self, self.view, self.stage_header, self.lane_header):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # After the lead's own picture is painted: nobody's typing waits for those who look on.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._take)
        for changed in (lead.scene_changed, lead.spot.changed):
            changed.connect(self._soon.start)
        self.spot.put("lead", lead.spot.bright)

    def watch(self, lead: Canvas) -> None:
        """Show what another canvas of the same window shows: that of a replay, for a while."""
        for old in (self.lead.scene_changed, self.lead.spot.changed):
            old.disconnect(self._soon.start)
        self.lead = lead
        for changed in (lead.scene_changed, lead.spot.changed):
            changed.connect(self._soon.start)
        self._take()

    @property
    def laid(self) -> Laid:
        """Where everything of the Scene stands."""
        return self._laid

    @property
    def still(self) -> bool:
        """Whether the picture is held as it is, whatever the lead does."""
        return self._still

    @still.setter
    def still(self, still: bool) -> None:
        self._still = still
        self._take()

    @property
    def spotted(self) -> bool:
        """Whether what the lead's canvas dims is dimmed here too."""
        return self._spotted

    @spotted.setter
    def spotted(self, spotted: bool) -> None:
        self._spotted = spotted
        self._take()

    def least_zoom(self) -> float:
        """The zoom from which on the text of cards can be read from the back of the room."""
        text = LEAST_TEXT * max(1.0, self.height() / USUAL_HEIGHT)
        return text / self.laid.setting.measures.card.size

    def room(self, zoom: float) -> QSizeF:
        """How many px of the grid are seen beside the headers at a zoom."""
        wide = header_type(self.laid.setting.measures, zoom).lane_header
        high = self.stage_header.wanted_height(zoom) + self.covered
        return QSizeF(max(1.0, self.width() - round(wide)), max(1.0, self.height() - high))

    def show_at(self, centre: QPointF, zoom: float) -> None:
        """Put a point of the Scene into the middle, at once."""
        for _ in range(2):  # the headers take more or less room at another zoom
            port = self.view.viewport()
            middle = QPointF(port.width() / 2, (port.height() - self.covered) / 2)
            self.view.show_at(zoom, centre, middle)
            if not self.size_headers():
                return

    def within(self, centre: QPointF, zoom: float) -> QPointF:
        """The point nearest to `centre` that leaves no needless empty ground around the map."""
        area, room = self.grid_box(), self.room(zoom)
        wide, high = room.width() / zoom, room.height() / zoom
        if area.width() > wide:
            x = min(max(centre.x(), area.left() + wide / 2), area.right() - wide / 2)
        elif self.laid.rtl:
            x = area.right() - wide / 2
        else:
            x = area.left() + wide / 2
        if area.height() > high:
            y = min(max(centre.y(), area.top() + high / 2), area.bottom() - high / 2)
        else:
            y = area.top() + high / 2
        return QPointF(x, y)

    def seen_box(self) -> QRectF:
        """The part of the Scene that is seen."""
        return self.view.visible().adjusted(0, 0, 0, -self.covered / self.zoom)

    def showEvent(self, event: object) -> None:
        """Whoever moves its camera has chosen what is seen first."""
        self._fitted = True
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whoever moves its camera looks again."""
        super().resizeEvent(event)
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """No tips either."""
        return event.type() == QEvent.Type.ToolTip or super().event(event)

    def _build(self) -> Scene:
        self.shown, self._laid = self.lead.shown, self.lead.laid
        return self.lead.scene

    def _take(self) -> None:
        self._soon.stop()
        lead = self.lead
        if self._still:
            return
        self.spot.put("lead", lead.spot.bright if self._spotted else None)
        if self.scene is lead.scene and self.shown is lead.shown:
            return
        self.scene = self._build()
        self._seen.show(self.shown)
        self._sync()
