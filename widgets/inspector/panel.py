"""The inspector: what is selected, one or many, every field to see and to edit.

It follows the selection and the document. As long as it is hidden it does nothing; another
record of the same kind only fills the widgets that are there.
"""

from contextlib import suppress
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from model.change import Change, JourneyMap
from model.edits.common import EditError
from model.labels import counted
from model.names import own_name
from model.records import Card, Lane, Record, Stage, Step
from widgets.box import GRID
from widgets.document import Document
from widgets.inspector.around import Around, short_name
from widgets.inspector.chips import LEADS_TO, Name
from widgets.inspector.feelings import Feelings
from widgets.inspector.form import Form, kinds_of
from widgets.inspector.head import Head
from widgets.scrollbar import thin
from widgets.selection import Selection
from widgets.theme import Theme

#: Forms that are kept for the next selection of their kind.
_KEPT = 10


class Inspector(QWidget):
    """Shows the selection; with nothing selected the focused cell, or the map itself.

    It waits `lag` ms for the selection and the map to come to rest, so that walking
    through a large map by key is not held up; 0 is at once.
    """

    def __init__(
        self,
        document: Document,
        selection: Selection,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        lag: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Inspector")
        self._document, self._selection, self._theme = document, selection, theme
        self._around = Around(document, theme, self.look_into, self._select)
        self._inside: list[str] = []
        self._more = False
        self._stale = True
        self._flushing = False
        self._lag = lag
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        # Timers of its own, as what `singleShot` is to call outlives a window that closes.
        self._finding = QTimer(self, singleShot=True, interval=0)
        self._finding.timeout.connect(self._find_focus)
        self._sighting = QTimer(self, singleShot=True, interval=0)
        self._sighting.timeout.connect(self._bring_into_sight)
        self._read_only = bool(document.read_only)
        self._stops: list[QWidget] = []
        self._refreshing = False
        self._opening = False
        self._lost: int | None = None
        self._forms: dict[object, Form] = {}
        self.form: Form | None = None
        self.head = Head(self._around)
        self.feelings = Feelings(self._around, "Feeling")
        self.about_map = Name(self, quiet=True)
        self.about_map.clicked.connect(lambda: self.look_into("map"))
        self.about_map.setProperty(LEADS_TO, "map")
        content = self._content = QWidget()
        self._column = QVBoxLayout(content)
        # The frame of the title being edited stands out by its own margin on both sides.
        self._column.setContentsMargins(GRID, 2 * GRID, GRID, 3 * GRID)
        self._column.setSpacing(2 * GRID)
        self._column.addWidget(self.head)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(GRID, 0, GRID, 0)
        self._body.setSpacing(2 * GRID)
        self._body.addWidget(self.feelings)
        self._body.addWidget(self.about_map)
        self._column.addLayout(self._body)
        self._column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        thin(self.area)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.setMinimumWidth(34 * GRID)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.head.back.connect(self.go_back)
        selection.changed.connect(self._selection_changed)
        document.changed.connect(self._document_changed)
        document.state_changed.connect(self._state_changed)
        theme.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """What it likes to have, px."""
        return QSize(39 * GRID, 90 * GRID)

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the records that are shown; none for an empty cell."""
        if self._inside:
            return (self._inside[-1],)
        if self._selection.ids:
            return self._selection.ids
        return () if self._selection.cell else ("map",)

    def look_into(self, record_id: str) -> None:
        """Show one record, whatever is selected; `go_back` leads back."""
        if record_id in self._document.map and self.shown != (record_id,):
            self.commit_pending()
            self._inside.append(record_id)
            self._opening = self._has_focus()
            self.refresh()
            self.area.verticalScrollBar().setValue(0)

    def go_back(self) -> None:
        """Show what was shown before the last `look_into`."""
        if self._inside:
            self.commit_pending()
            inside = self._has_focus()
            left = self._inside.pop()
            self.refresh()
            if inside:
                self._give_focus(self._leading_to(left))

    def take_focus(self) -> None:
        """Let keys go to what is shown, from its top."""
        self.refresh()
        self._give_focus(next((s for s in self._stops if s.isVisible()), self._content))

    def commit_pending(self) -> None:
        """Commit what is being typed, as leaving the field would. Call it before saving."""
        self._flushing = True  # what is shown stays until all of it is committed
        try:
            self.head.flush()
            if self.form is not None:
                self.form.flush()
        finally:
            self._flushing = False
        if self._stale and not self._later.isActive():
            self.refresh()

    def pending(self, to: JourneyMap) -> Change:
        """What `commit_pending` would do to a map; what would be refused does nothing."""
        for part in (self.head, self.form):
            with suppress(EditError):
                change = part.pending(to) if part is not None else {}
                if change:
                    return change
        return {}

    def refresh_later(self, change: Change | None = None) -> None:
        """As `refresh`, once nothing has changed for `lag` ms: keys come faster than that."""
        if not self._lag:
            self.refresh(change)
            return
        self._stale = True
        self._later.start(self._lag)

    def refresh(self, change: Change | None = None) -> None:
        """Show everything as it is now; put off until the inspector is seen.

        `change` is all that is other than before, if that is known.
        """
        self._later.stop()
        if self._flushing or not self.isVisible():
            self._stale = True
            return
        change = None if self._stale else change
        self._stale = False
        self._refreshing = True
        try:
            self._show(change)
        finally:
            self._refreshing = False
        self._find_focus()

    def event(self, event: QEvent) -> bool:
        """Delete means what has the focus in here, never what is selected on the map."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the focus when what has it goes away: Qt would give it to a stranger outside."""
        at = QApplication.focusWidget()
        if at is None or at.isVisible() or not self.isVisible() or not self.isAncestorOf(at):
            return super().focusNextPrevChild(forward)
        if self._lost is None:
            self._lost = self._stops.index(at) if at in self._stops else 0
        self._content.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._refreshing:  # what takes its place may only just be made
            self._finding.start()
        return True

    def _show(self, change: Change | None) -> None:
        of = self._document.map
        self._inside = [i for i in self._inside if i in of]
        ids = tuple(i for i in self.shown if i in of)
        self.head.show_way_back(self._way_back())
        if ids:
            self._show_records(ids, change)
        else:
            self._show_cell()
        self._chain()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _show_records(self, ids: tuple[str, ...], change: Change | None) -> None:
        of = self._document.map
        self.head.show_records(ids, self._read_only)
        self.feelings.hide()
        self.about_map.hide()
        form = self._form_for([of[i] for i in ids])
        if form is not self.form:
            change = None
            if self.form is not None:
                self.form.hide()
            self.form = form
            self._body.addWidget(form)
            form.show()
        form.show_records(ids, self._more, self._read_only, change)

    def _show_cell(self) -> None:
        of, cell = self._document.map, self._selection.cell
        if self.form is not None:
            self.form.hide()
            self.form = None
        step = of.get(cell[0], Step) if cell else None
        lane = of.get(cell[1], Lane) if cell else None
        if step is None or lane is None:
            return
        stage = of.get(step.stage_id, Stage)
        column = " › ".join(own_name(r) for r in (stage, step) if r and own_name(r))
        place = " · ".join(filter(None, (column, own_name(lane))))
        held = sum(1 for card in of.all(Card) if (card.step_id, card.lane_id) == cell)
        empty = "Feelings here" if lane.kind == "emotion" else "Empty cell"
        count = f"{counted(held, 'card')} here" if held else empty
        self.head.show_words(place, count)
        self.feelings.show()
        self.feelings.show_records((step.id,))
        self.feelings.set_read_only(self._read_only)
        self.about_map.show()
        self.about_map.say("About the map", self._around.icon("map"))

    def _form_for(self, records: list[Record]) -> Form:
        key = kinds_of(records)
        form = self._forms.pop(key, None)
        if form is None:
            form = Form(self._around, *key, self.area.widget())
            form.unfolded.connect(self._unfold)
        self._forms[key] = form
        while len(self._forms) > _KEPT:
            old = self._forms.pop(next(iter(self._forms)))
            old.hide()
            old.deleteLater()
        return form

    def _way_back(self) -> str:
        if not self._inside:
            return ""
        of = self._document.map
        before = self._inside[-2] if len(self._inside) > 1 else ""
        if not before and len(self._selection.ids) == 1:
            before = self._selection.ids[0]
        if before in of:
            return short_name(of[before])
        if self._selection.ids:
            return f"{len(self._selection.ids)} selected"
        return "The cell" if self._selection.cell else "The map"

    def _select(self, record_id: str) -> None:
        self._opening = self._has_focus()
        self._selection.set(record_id)
        if self._inside:  # it was selected before and something of it was looked into
            self._selection_changed()

    def _selection_changed(self) -> None:
        self.commit_pending()
        self._inside.clear()
        self.refresh_later()

    def _document_changed(self, change: Change) -> None:
        """Show what changed, unless many cards are shown and none of them did."""
        shown = self.shown
        if len(shown) > 1 and change.keys().isdisjoint(shown):
            kinds = {type(r) for pair in change.values() for r in pair if r is not None}
            if kinds <= {Card}:
                return
        self.refresh_later(change)

    def _state_changed(self) -> None:
        read_only = bool(self._document.read_only)
        if read_only != self._read_only:  # saved under another name, it may be edited
            self._read_only = read_only
            self.refresh()

    def _unfold(self, more: bool) -> None:
        self._more = more
        self.refresh()

    def _chain(self) -> None:
        """Tab goes from top to bottom."""
        stops = self.head.stops()
        stops += self.form.stops() if self.form else [*self.feelings.stops(), self.about_map]
        if stops != self._stops:
            self._stops = stops
            for one, other in pairwise(stops):
                QWidget.setTabOrder(one, other)

    def _has_focus(self) -> bool:
        at = QApplication.focusWidget()
        return at is not None and self.isAncestorOf(at)

    def _give_focus(self, to: QWidget) -> None:
        """Focus a stop, and bring it into sight once everything has its place."""
        self._lost = None
        to.setFocus(Qt.FocusReason.OtherFocusReason)
        self._sighting.start()

    def _bring_into_sight(self) -> None:
        at = QApplication.focusWidget()
        if at is not None and self.isAncestorOf(at):
            self.area.ensureWidgetVisible(at)

    def _find_focus(self) -> None:
        """Focus what stands where the lost stop stood; on top if another record is opened."""
        if self._opening and self._has_focus():
            lost: int | None = 0
        else:
            lost = self._lost if self._content.hasFocus() else None
        self._opening, self._lost = False, None
        if lost is not None:
            self._chain()
            there = self._stops[lost:] + self._stops[lost::-1]
            self._give_focus(next((s for s in there if s.isVisible()), self._content))

    def _leading_to(self, record_id: str) -> QWidget:
        """What was pressed to look into a record; where it is gone, what there is on top."""
        here = [stop for stop in self._stops if stop.property(LEADS_TO) == record_id]
        return next((stop for stop in (*here, *self._stops) if stop.isVisible()), self.head)

    def _restyle(self) -> None:
        self.head.restyle()
        self.feelings.restyle()
        for form in self._forms.values():
            form.restyle()
        self.refresh()
