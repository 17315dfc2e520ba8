"""A map that is being edited: every edit goes through here, and can be taken back.

Whatever shows a map listens to `changed` and asks for `map`; whatever edits one goes
through `edit`, which turns an `EditError` into one sentence for the user.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from model.change import Change, JourneyMap, apply, compose
from model.edits.common import EditError
from model.history import Entry, History, Mark
from model.ids import Ids
from model.records import Record, Vote

#: Why nothing can be changed on a map that is locked.
LOCKED = "The map is locked. Edit ▸ Lock the map, or “Locked” at the bottom, unlocks it"


def _now() -> datetime:
    return datetime.now(UTC)


class Edited(QObject):
    """A map with its history. `Document` adds its file.

    Attributes:
        read_only_reason: why its file must not be written, as a sentence; "" if it may be.
        ids: makes the ids of new records.
    """

    #: The Change that was just applied, whether made, undone or redone.
    changed = Signal(object)
    #: What can be undone or redone is other than before.
    history_changed = Signal()
    #: The path, the title, or whether there is anything to save is other than before.
    state_changed = Signal()
    #: An edit was not made; the sentence says why.
    refused = Signal(str)

    def __init__(
        self,
        journey: JourneyMap,
        read_only: str,
        ids: Ids | None,
        clock: Callable[[], datetime] | None,
        parent: QObject | None,
    ) -> None:
        super().__init__(parent)
        self._map = journey
        self._history = History()
        self._clock = clock or _now
        self._run: Mark | None = None
        self.read_only_reason = read_only
        self._locked = False
        #: What panels do not speak of for the moment: votes that are yet to be revealed.
        self.keeps_back: Callable[[Record], bool] = lambda record: isinstance(record, Vote)
        self.ids = ids or Ids()

    @property
    def map(self) -> JourneyMap:
        """The map as it is now."""
        return self._map

    @property
    def read_only(self) -> str:
        """Why it must not be edited now, as a sentence; "" if it may be."""
        return self.read_only_reason or (LOCKED if self._locked else "")

    @read_only.setter
    def read_only(self, why: str) -> None:
        self.read_only_reason = why

    @property
    def locked(self) -> bool:
        """Whether the user wants nothing on it to change until that is taken back."""
        return self._locked

    @locked.setter
    def locked(self, locked: bool) -> None:
        if locked != self._locked:
            self._locked = locked
            self.state_changed.emit()

    @property
    def is_dirty(self) -> bool:
        """Whether there is anything to save."""
        return self._history.is_dirty

    @property
    def done(self) -> tuple[Entry, ...]:
        """What can be undone, oldest first."""
        return self._history.done

    @property
    def undone(self) -> tuple[Entry, ...]:
        """What can be redone, next first."""
        return self._history.undone

    def edit(self, label: str, make: Callable[..., Change], *args: Any, **fields: Any) -> Change:
        """Apply what `make(map, *args, **fields)` returns; what was changed, or {}.

        `label` is what the history calls it ("Move “Compare offers”"). If the edit is
        refused, `refused` says why.
        """
        try:
            change = make(self._map, *args, **fields)
        except EditError as error:
            self.refused.emit(str(error))
            return {}
        return change if self.commit(change, label) else {}

    def commit(self, change: Change, label: str) -> bool:
        """Apply a change and enter it in the history; False if there was nothing to do."""
        if not change:
            return False
        if self.read_only:
            self.refused.emit(self.read_only)
            return False
        was_dirty = self.is_dirty
        self._map = apply(change, self._map)
        self._history.enter(Entry(change, label, self._clock()))
        self._tell(change, was_dirty, label)
        return True

    @contextmanager
    def together(self, label: str = "") -> Iterator[None]:
        """Everything edited inside is one entry of the history, called `label` if given."""
        mark = self._history.mark()
        try:
            yield
        finally:
            if self._history.squash(mark, label):
                self._history_squashed()

    def edit_on(
        self,
        label: str,
        make: Callable[..., Change],
        *args: Any,
        within: float = 1.5,
        **fields: Any,
    ) -> Change:
        """As `edit`, but one entry with the last one where that one goes on: for keys held down.

        It does where it was made here too, has the same label and is no older than `within` s.
        """
        mark = self._history.mark()
        last = self.done[-1] if self.done else None
        run = self._run
        goes_on = (
            run is not None
            and last is not None
            and last.label == label
            and mark.depth == run.depth + 1
            and (self._clock() - last.time).total_seconds() <= within
        )
        change = self.edit(label, make, *args, **fields)
        if not change:
            return change
        if run is not None and goes_on and self._history.squash(run, label):
            self._history_squashed()
        else:
            self._run = mark
        return change

    def edit_with(
        self, entry: Entry, label: str, make: Callable[..., Change], *args: Any, **fields: Any
    ) -> Change:
        """As `edit`, and one entry with `entry` if that is still the last one that was made.

        An edit that takes all of it back leaves none.
        """
        mark = self._history.mark(back=1) if self.is_last(entry) else self._history.mark()
        change = self.edit(label, make, *args, **fields)
        if change and self._history.squash(mark, label):
            self._history_squashed()
        return change

    def is_last(self, entry: Entry | None) -> bool:
        """Whether nothing was made since that entry, and it was not undone."""
        return bool(self.done) and self.done[-1] is entry

    def undo(self) -> Change:
        """Take the last entry back; what was changed by it, or {}."""
        label = f"Undo: {self.done[-1].label}" if self.done else "Undo"
        return self._step(self._history.undo, label)

    def redo(self) -> Change:
        """Make the last undone entry again; what was changed by it, or {}."""
        label = f"Redo: {self.undone[0].label}" if self.undone else "Redo"
        return self._step(self._history.redo, label)

    def go_to(self, depth: int) -> None:
        """Undo or redo until `depth` entries are done."""
        if self._locked:
            self.refused.emit(self.read_only)
            return
        total: Change = {}
        was_dirty = self.is_dirty
        while len(self.done) > depth:
            total = compose(total, self._history.undo())
        while len(self.done) < depth and self.undone:
            total = compose(total, self._history.redo())
        if total:
            self._map = apply(total, self._map)
        self._tell(total, was_dirty, "Go back")

    def _made(self, change: Change, label: str) -> None:
        """A change was applied; nobody was told yet."""

    def _history_squashed(self) -> None:
        self.history_changed.emit()
        self.state_changed.emit()

    def _step(self, take: Callable[[], Change], label: str) -> Change:
        if self._locked:
            self.refused.emit(self.read_only)
            return {}
        was_dirty = self.is_dirty
        change = take()
        if change:
            self._map = apply(change, self._map)
            self._tell(change, was_dirty, label)
        return change

    def _tell(self, change: Change, was_dirty: bool, label: str) -> None:
        self._made(change, label)
        self.changed.emit(change)
        self.history_changed.emit()
        if was_dirty != self.is_dirty or "map" in change:
            self.state_changed.emit()


@contextmanager
def refusals(edited: Edited) -> Iterator[list[str]]:
    """The sentences with which edits are refused meanwhile."""
    said: list[str] = []

    def hear(sentence: str) -> None:
        said.append(sentence)

    edited.refused.connect(hear)
    try:
        yield said
    finally:
        edited.refused.disconnect(hear)
