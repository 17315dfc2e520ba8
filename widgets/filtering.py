"""The filter of one window: what is asked for, what fits, and that the rest is dimmed.

It knows nothing of lines and buttons: the bar above the canvas speaks to it. It is view
state; only a saved view is in the map.
"""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from model.change import Change
from model.edits.common import new_ids
from model.edits.views import delete_view, rename_view, save_view, view_at
from model.filter_choices import Choice, choices, how_many, told
from model.filtering import Criterion, Filtering, filters, same_filter, tag_key
from model.grid import is_placed
from model.labels import counted, quoted_text
from model.records import Card, SavedView, evolve
from widgets.editor import Editor

_NOTHING = SavedView()
#: So many texts are made comparable at once while nobody waits: some milliseconds.
_MOST = 500


class Filter(QObject):
    """What of one window's map is looked at.

    Attributes:
        view: what is asked for; its name is that of the saved view that was chosen last.
        filtering: finds out what fits; counts its work.
    """

    #: Another filter, or other cards fit.
    changed = Signal()

    def __init__(self, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor, self._document = editor, editor.document
        self.view = _NOTHING
        self.filtering = Filtering()
        self._awake = False
        self._warm = QTimer(self, singleShot=True, interval=0)
        self._warm.timeout.connect(self._make_ready)
        editor.document.changed.connect(self._follow)

    @property
    def is_on(self) -> bool:
        """Whether anything is dimmed by it."""
        return filters(self.view)

    def wake(self, awake: bool) -> None:
        """Whether somebody looks at its numbers, even while it dims nothing."""
        self._awake = awake
        self._look()
        if awake:
            self._warm.start()

    def put(self, view: SavedView) -> None:
        """Ask for this from now on."""
        self.view = view
        self._look()

    def ask(self, name: Criterion, value: Any) -> None:
        """Ask for something else in one criterion: words, a severity, or a tuple of values."""
        self.put(evolve(self.view, **{name: value}))

    def toggle(self, name: Criterion, value: Any) -> None:
        """One value of a criterion more, or one less."""
        now = getattr(self.view, name)
        if name == "severity_from":
            self.ask(name, None if now == value else value)
            return
        key = tag_key if name == "tags" else str
        left = tuple(other for other in now if key(other) != key(value))
        self.ask(name, left if len(left) < len(now) else (*now, value))

    def clear(self) -> None:
        """Ask for nothing: everything is bright again."""
        self.put(_NOTHING)

    def choices(self, name: Criterion) -> tuple[Choice, ...]:
        """What can be chosen for a criterion, and how many cards each would leave."""
        self.filtering.look(self._document.map, self.view)
        return choices(self.filtering, self._document.map, name)

    def said(self) -> str:
        """34 of 178 cards; while it is off, how many there are."""
        found = self.filtering
        if not self.is_on:
            return counted(found.total, "card")
        return how_many(len(found.fitting), found.total, found.parked)

    def told(self) -> str:
        """What is asked for, in words."""
        return told(self._document.map, self.view)

    # Saved views.

    @property
    def saved(self) -> tuple[SavedView, ...]:
        """The views that are kept with the map."""
        return self._document.map.info.saved_views

    @property
    def saved_at(self) -> int:
        """Which of them has the name of the filter; -1 if none."""
        return view_at(self._document.map, self.view.name) if self.view.name.strip() else -1

    @property
    def is_altered(self) -> bool:
        """Whether the filter asks for something else than the saved view whose name it has."""
        at = self.saved_at
        return at >= 0 and not same_filter(self.saved[at], self.view)

    def save(self, name: str) -> None:
        """Keep the filter under a name with the map."""
        name = " ".join(name.split())
        self._document.edit(f"Save view {quoted_text(name)}", save_view, self.view, name)
        at = view_at(self._document.map, name)
        if at >= 0 and same_filter(self.saved[at], self.view):  # it may have been there already
            self.put(self.saved[at])

    def rename(self, name: str) -> None:
        """Give the saved view another name."""
        at = self.saved_at
        label = f"Rename view {quoted_text(self.view.name)}"
        if at >= 0 and self._document.edit(label, rename_view, at, name):
            self.put(evolve(self.view, name=self.saved[at].name))

    def delete(self) -> None:
        """Take the saved view off the map; the filter stays as it is."""
        at = self.saved_at
        if at >= 0:
            self._document.edit(f"Delete view {quoted_text(self.view.name)}", delete_view, at)

    # Keeping in step.

    def _look(self) -> None:
        if self.is_on or self._awake:
            self.filtering.look(self._document.map, self.view)
        bright = self.filtering.bright if self.is_on else None
        self._editor.canvas.spot.put("filter", bright)
        self.changed.emit()

    def _follow(self, change: Change) -> None:
        if not (self.is_on or self._awake):
            return
        self._look()
        if self.is_on and self._document.done and self._document.done[-1].change is change:
            self._tell_of_new(change)

    def _tell_of_new(self, change: Change) -> None:
        """What somebody has just added may be hard to see."""
        of, fitting = self._document.map, self.filtering.fitting
        added = [card for i in new_ids(change, Card) if (card := of.get(i, Card))]
        dimmed = sum(card.id not in fitting and is_placed(of, card) for card in added)
        if dimmed == 1:
            self._editor.canvas.hint.emit("The new card is dimmed by the filter")
        elif dimmed:
            self._editor.canvas.hint.emit(f"{dimmed} new cards are dimmed by the filter")

    def _make_ready(self) -> None:
        if self._awake and not self.filtering.warm(_MOST):
            self._warm.start()
