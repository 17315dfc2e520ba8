"""One open map: the only place where edits are applied, undone, saved and read again.

Whatever shows a map listens to `changed` and asks for `map`; whatever edits one goes
through `edit`, which turns an `EditError` into one sentence for the user.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from model.change import Change, JourneyMap, apply, compose, diff
from model.edits.common import EditError
from model.files import codec
from model.files.encode import Memo, parts
from model.files.errors import LoadProblem, SaveError
from model.files.recovery import Left, Recovered
from model.files.state import state_folder
from model.history import Entry, History, Mark
from model.ids import Ids
from widgets.keeping import Keeping, Safety, Save


def _now() -> datetime:
    return datetime.now(UTC)


class Document(QObject):
    """A map with its history and its file.

    Attributes:
        path: its file, or None as long as it has none.
        read_only: why it must not be edited, as a sentence; "" if it may be.
        ids: makes the ids of new records.
        problems: what is odd in the file that it was read from; nothing once it is saved.
        proposed: the file that saving proposes, and its name, as long as it has none.
    """

    #: The Change that was just applied, whether made, undone or redone.
    changed = Signal(object)
    #: What can be undone or redone is other than before.
    history_changed = Signal()
    #: The path, the title, or whether there is anything to save is other than before.
    state_changed = Signal()
    #: An edit was not made; the sentence says why.
    refused = Signal(str)
    #: `safety` is other than before.
    safety_changed = Signal()

    def __init__(
        self,
        journey: JourneyMap | None = None,
        *,
        path: Path | None = None,
        read_only: str = "",
        digest: str | None = None,
        ids: Ids | None = None,
        problems: tuple[LoadProblem, ...] = (),
        proposed: Path | None = None,
        clock: Callable[[], datetime] = _now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._map = journey or JourneyMap()
        self._history = History()
        self._digest = digest
        self._memo = Memo()
        self._clock = clock
        self._run: Mark | None = None
        self._keeping = Keeping(self)
        self._keeping.changed.connect(self._look_if_safe)
        self._keeping.over.connect(self._saved)
        self._waiting: list[Callable[[], None]] = []
        self._after: list[Callable[[], None]] = []
        self._safety = Safety("saved")
        self.path = path
        self.read_only = read_only
        self.ids = ids or Ids()
        self.problems = problems
        self.proposed = proposed
        self.migrated_from: int | None = None

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> "Document":
        """The document of a file.

        Raises:
            TooLarge, FileProblem: as `model.files.codec.load`.
        """
        return cls.loaded(codec.load(path), Path(path))

    @classmethod
    def loaded(cls, loaded: codec.Loaded, path: Path) -> "Document":
        """The document of a file that was read already."""
        document = cls(
            loaded.map,
            path=path,
            read_only=loaded.read_only_reason,
            digest=loaded.digest,
            problems=loaded.problems,
        )
        document.migrated_from = loaded.migrated_from
        return document

    @classmethod
    def recovered(cls, left: Left, found: Recovered, proposed: Path | None) -> "Document":
        """The document of what a process left behind: what was not saved can be undone."""
        document = cls(found.base, proposed=proposed)
        journal = document._keeping.begin(
            state_folder("journals"), None, "", lambda: b"", found.map.info.title
        )
        left.go_on(journal, fits=found.fits)
        document._map = found.map
        entry = Entry(found.change, "Recovered changes", left.time, origin="recovery")
        document._history.enter(entry)
        return document

    def belong_to(self, path: Path, digest: str) -> None:
        """It is the map of that file from now on, which has that digest, with changes in it."""
        self.path, self._digest, self.proposed = path, digest, None
        self.state_changed.emit()

    @property
    def map(self) -> JourneyMap:
        """The map as it is now."""
        return self._map

    @property
    def digest(self) -> str:
        """The digest of its file as it was last read or saved; "" if it has none."""
        return self._digest or ""

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
        return self._step(self._history.undo, "Undo")

    def redo(self) -> Change:
        """Make the last undone entry again; what was changed by it, or {}."""
        return self._step(self._history.redo, "Redo")

    def go_to(self, depth: int) -> None:
        """Undo or redo until `depth` entries are done."""
        total: Change = {}
        was_dirty = self.is_dirty
        while len(self.done) > depth:
            total = compose(total, self._history.undo())
        while len(self.done) < depth and self.undone:
            total = compose(total, self._history.redo())
        if total:
            self._map = apply(total, self._map)
        self._tell(total, was_dirty, "Go back")

    # Keeping it.

    @property
    def safety(self) -> Safety:
        """How safe what was done is."""
        if self._keeping.running is not None:
            return Safety("saving")
        why = self._keeping.why_unkept
        if not self.is_dirty and not why:
            return Safety("saved")
        if self._keeping.journal is None:
            return Safety("unkept")
        return Safety("unkept", why) if why else Safety("kept")

    @property
    def is_kept(self) -> bool:
        """Whether what is done is kept at once."""
        return self._keeping.journal is not None

    def keep(self, folder: Path) -> None:
        """From now on what is done is kept in that folder at once, until it is saved."""
        base = self._map
        self._keeping.begin(
            folder,
            self.path,
            self._digest or "",
            lambda: codec.dumps(base, self._memo),
            self._map.info.title,
        )

    def note_typing(self, change: Change, label: str = "") -> None:
        """Keep what is being typed, which would make this change; {} if nothing is."""
        self._keeping.note_typing(change, label)

    def save(self, path: Path | None = None, *, replace: bool = False) -> None:
        """Write the map to its file, or to `path`, which is its file from then on.

        With `replace`, what somebody else wrote there in the meantime is replaced. It is
        written, checked and on the disk when this returns; the window uses `save_soon`.

        Raises:
            SaveError: it cannot be written, or there was another file at the new path in
                the meantime; the file is as it was.
        """
        failed: list[SaveError] = []

        def then(error: SaveError | None) -> None:
            failed.extend([error] if error else [])

        self._keeping.finish()
        save = self._prepared(path, replace, then)
        save.run(self._keeping.journal)
        self._saved(save)
        if failed:
            raise failed[0]

    def save_soon(
        self,
        path: Path | None = None,
        *,
        replace: bool = False,
        then: Callable[[SaveError | None], None] = lambda _: None,
    ) -> None:
        """As `save`, but at once back here; `then` is called with what went wrong, or None.

        What is edited meanwhile is not saved with it. One save waits for another.
        """
        if self._keeping.running is not None:
            self._waiting.append(lambda: self.save_soon(path, replace=replace, then=then))
            return
        try:
            save = self._prepared(path, replace, then)
        except SaveError as error:
            then(error)
            return
        self._keeping.start(save)
        self._look_if_safe()

    def finish_saving(self) -> None:
        """Wait for what is being saved."""
        while self._keeping.running is not None:
            self._keeping.finish()

    @property
    def is_saving(self) -> bool:
        """Whether the map is just being written."""
        return self._keeping.running is not None

    def after_saving(self, then: Callable[[], None]) -> None:
        """Call `then` once what is just being saved is; not at all if that fails."""
        self._after.append(then)

    def save_copy(self, path: Path) -> None:
        """Write the map to another file and go on with this one.

        Raises:
            SaveError: it cannot be written.
        """
        codec.save(self._map, path, memo=self._memo)

    def reread(self, loaded: codec.Loaded) -> None:
        """Go on with what its file holds by now; what was done before cannot be undone."""
        change = diff(self._map, loaded.map)
        journal = self._keeping.journal
        if journal is not None:
            journal.discard(aside=self.is_dirty)
        self._map = apply(change, self._map)
        self._history, self._run = History(), None
        self._digest, self.read_only = loaded.digest, loaded.read_only_reason
        self.problems, self.migrated_from = loaded.problems, loaded.migrated_from
        if journal is not None:
            self.keep(journal.folder)
        self.changed.emit(change)
        self.history_changed.emit()
        self.state_changed.emit()
        self._look_if_safe()

    def let_go(self, *, unwanted: bool = False) -> None:
        """The map is closed. What was not saved is kept for a while if it is `unwanted`."""
        self.finish_saving()
        journal, self._keeping.journal = self._keeping.journal, None
        if journal is not None and (unwanted or not self.is_dirty):
            journal.discard(aside=self.is_dirty)
        elif journal is not None:
            journal.close()

    def warm(self, most: int | None = None) -> bool:
        """Encode what the next save would have to, while nobody waits for it.

        At most so many records; whether it was all.
        """
        return self._memo.update(self._map, most)

    def _prepared(
        self, path: Path | None, replace: bool, then: Callable[[SaveError | None], None]
    ) -> Save:
        target = path or self.path
        if target is None:
            raise ValueError("a map without a file needs a path")
        codec.refuse_newer(self._map, str(target))
        same = self.path is not None and path in (None, self.path)
        journal = self._keeping.journal
        return Save(
            parts(self._map, self._memo),
            target,
            self._digest if same and not replace else None,
            self._history.mark(),
            journal.mark() if journal else 0,
            then,
        )

    def _saved(self, save: Save) -> None:
        if save.error is None:
            self._digest = save.digest
            if self.path != save.path:
                self.path, self.read_only = save.path, ""
            self._history.saved(save.point)
            self._keeping.settled(save)
            self.problems = ()  # a file of ours has none
            self.state_changed.emit()
            self.history_changed.emit()
        self._look_if_safe()
        after, self._after = self._after, []
        save.then(save.error)
        if self._waiting and self._keeping.running is None:
            self._waiting.pop(0)()
        for each in after:
            if save.error is None:
                each()

    def _look_if_safe(self) -> None:
        now = self.safety
        if now != self._safety:
            self._safety = now
            self.safety_changed.emit()

    def _history_squashed(self) -> None:
        self.history_changed.emit()
        self.state_changed.emit()
        self._look_if_safe()

    def _step(self, take: Callable[[], Change], label: str) -> Change:
        was_dirty = self.is_dirty
        change = take()
        if change:
            self._map = apply(change, self._map)
            self._tell(change, was_dirty, label)
        return change

    def _tell(self, change: Change, was_dirty: bool, label: str) -> None:
        if change:
            self._keeping.note(change, label)
        self.changed.emit(change)
        self.history_changed.emit()
        if was_dirty != self.is_dirty or "map" in change:
            self.state_changed.emit()
        self._look_if_safe()
