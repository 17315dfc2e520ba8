"""What stands in the middle of the window: the canvas or the table of its cards.

First of all it is the questions of an empty map.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.settings import Settings
from model.change import Change, JourneyMap
from model.records import Card
from widgets.canvas.canvas import Canvas
from widgets.document import Document
from widgets.panels.hints import Hints
from widgets.panels.invitation import Invitation, is_empty
from widgets.theme import Theme

if TYPE_CHECKING:
    from widgets.editor import Editor
    from widgets.table.page import TablePage

#: Commands whose doing is seen on the canvas, and often typed there.
_ON_CANVAS = ("stage.", "step.", "lane.", "persona.", "link.", "votes.", "view.votes", "view.zoom",
              "view.actual_size", "view.fit", "view.selection", "view.stage", "view.minimap",
              "view.present", "view.laser")  # fmt: skip
#: Commands that a text which does not fit its cell need not wait for.
_AT_ANY_TIME = ("view.", "help.", "file.")


class Centre(QWidget):
    """The canvas, and the invitation over it as long as there is nothing to see."""

    #: The questions are over: the canvas is seen from now on.
    begun = Signal()
    #: The table is seen now, or the canvas again.
    turned = Signal()
    #: The menu of a card in the table is wanted: where on the screen, and the card.
    menu_wanted = Signal(QPoint, str, object)

    def __init__(
        self, canvas: Canvas, document: Document, theme: Theme, settings: Settings
    ) -> None:
        super().__init__()
        self._canvas, self._document = canvas, document
        self._settings = settings
        self.hints = Hints(
            document,
            theme,
            canvas,
            dismissed=not settings.hints,
            on_dismissed=self._no_more_hints,
        )
        self._pages = QStackedLayout(self)
        self._pages.addWidget(canvas)
        self.table: TablePage | None = None
        self.invitation: Invitation | None = None
        if document.path is None and is_empty(document.map) and not document.read_only:
            self.invitation = Invitation(document, theme, self)
            self.invitation.finished.connect(self._show_canvas)
            self._pages.addWidget(self.invitation)
            self._pages.setCurrentWidget(self.invitation)
            document.changed.connect(self._follow)

    def take_focus(self) -> None:
        """Let keys go to the canvas or the table; the questions take them by themselves.

        Where something else stands in place of them, it keeps them: what nobody sees is not edited.
        """
        if self.invitation is None and not self.isHidden():
            (self.table if self.table and self.shows_table else self._canvas).setFocus()

    @property
    def shows_table(self) -> bool:
        """Whether the table stands in place of the canvas."""
        return self.table is not None and self._pages.currentWidget() is self.table

    def show_table(self, editor: "Editor") -> None:
        """Show the same map as a table."""
        self._canvas.commit_edit()
        if self.table is None:
            from widgets.table.page import TablePage

            self.table = TablePage(editor, self._settings.table, self)
            self.table.arranged.connect(self._keep_columns)
            self.table.menu_wanted.connect(
                lambda at, card_id: self.menu_wanted.emit(at, card_id, None)
            )
            self._pages.addWidget(self.table)
        self._pages.setCurrentWidget(self.table)
        self.table.setFocus()
        self.turned.emit()

    def show_canvas(self) -> None:
        """Show the canvas again, and there what was selected in the table."""
        if not self.shows_table or self.table is None or self.table.view.commit():
            return
        self._pages.setCurrentWidget(self._canvas)
        self._canvas.setFocus()
        box = self._canvas.box_in_focus()
        if box is not None:
            self._canvas.view.bring_in(box)
        self.turned.emit()

    def reveal_selection(self) -> None:
        """Show on the canvas what is selected, and let keys go there."""
        self.show_canvas()
        box = self._canvas.box_in_focus()
        if box is not None:
            self._canvas.view.bring_in(box)
        self._canvas.setFocus()

    def go_to(self, record_id: str) -> None:
        """Let what was selected be seen: cards in the table, if that is shown, or the canvas."""
        if not (self.shows_table and isinstance(self._document.map.records.get(record_id), Card)):
            self.show_canvas()
            self._canvas.reveal(record_id)
        self.take_focus()

    def before(self, command: str) -> Callable[[], None] | None:
        """A command comes: what is to be done in its place, if the table means something else."""
        if self.table is None or not self.shows_table:
            return None
        if self.table.view.commit() and not command.startswith(_AT_ANY_TIME):
            return lambda: None  # the text that does not fit is mended first
        if command.startswith(_ON_CANVAS):
            self.show_canvas()
            return None
        focus = self.window().focusWidget()
        here = focus is not None and (focus is self.table or self.table.isAncestorOf(focus))
        typed = command.startswith(("card.add", "edit.rename"))  # what the canvas would type
        return self.table.takes(command) if here or typed else None

    def commit_typing(self) -> None:
        """Enter what is typed in the table."""
        if self.table is not None:
            self.table.commit_typing()

    def pending(self, to: JourneyMap) -> Change:
        """What is only typed yet, as a change."""
        if self.invitation is not None:
            return self.invitation.pending(to)
        return self.table.pending(to) if self.table is not None else {}

    def _keep_columns(self, arrangement: dict[str, object]) -> None:
        self._settings.table = arrangement

    def _no_more_hints(self) -> None:
        self._settings.hints = False

    def _follow(self) -> None:
        """Something was put on the map by other ways than by answering."""
        if self.invitation is not None and not is_empty(self._document.map):
            self._show_canvas()

    def _show_canvas(self) -> None:
        self._pages.setCurrentWidget(self._canvas)
        self._canvas.setFocus()
        if self.invitation is not None:
            self.invitation.deleteLater()
            self.invitation = None
            self.begun.emit()
