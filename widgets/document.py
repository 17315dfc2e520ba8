"""One open map and its file: reading it, saving it, and keeping what is done meanwhile."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from model.change import Change, JourneyMap, apply, diff
from model.files import codec
from model.files.encode import Memo, parts
from model.files.errors import LoadProblem, SaveError
from model.files.state import state_folder
from model.files.versions import labelled
from model.history import Entry, Origin
from model.ids import Ids
from model.records import VersionLabel
from widgets.edited import Edited
from widgets.keeping import Keeping, Safety, Save

if TYPE_CHECKING:
    from model.files.recovery import Left, Recovered


class Document(Edited):
    """A map with its history and its file.

    Attributes:
        path: its file, or None as long as it has none.
        problems: what is odd in the file that it was read from; nothing once it is saved.
        proposed: the file that saving proposes, and its name, as long as it has none.
    """

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
        clock: Callable[[], datetime] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(journey or JourneyMap(), read_only, ids, clock, parent)
        self._digest = digest
        #: The map as its file held it when that was last read or saved.
        self.on_disk = self._map
        self._memo = Memo()
        self._keeping = Keeping(self)
        self._keeping.changed.connect(self._look_if_safe)
        self._keeping.over.connect(self._saved)
        self._waiting: list[Callable[[], None]] = []
        self._after: list[Callable[[], None]] = []
        self._safety = Safety("saved")
        #: Told of every change with what it was, before anybody else: see `app.recording`.
        self.recorder: Callable[[Change, str], None] | None = None
        self.history_changed.connect(self._look_if_safe)
        self.path = path
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
    def recovered(cls, left: "Left", found: "Recovered", proposed: Path | None) -> "Document":
        """The document of what a process left behind: what was not saved can be undone."""
        document = cls(found.base, proposed=proposed)
        journal = document._keeping.begin(
            state_folder("journals"), None, "", lambda: b"", found.map.info.title
        )
        left.go_on(journal, fits=found.fits, has_typing=found.has_typing)
        document._map = found.map
        entry = Entry(found.change, "Recovered changes", left.time, origin="recovery")
        document._history.enter(entry)
        return document

    def belong_to(self, path: Path, digest: str) -> None:
        """It is the map of that file from now on, which has that digest, with changes in it."""
        self.path, self._digest, self.proposed = path, digest, None
        self.state_changed.emit()

    @property
    def digest(self) -> str:
        """The digest of its file as it was last read or saved; "" if it has none."""
        return self._digest or ""

    @property
    def safety(self) -> Safety:
        """How safe what was done is."""
        if self._keeping.running is not None:
            return Safety("saving")
        why = self._keeping.why_unkept
        if not self.is_dirty and not why and not self._keeping.has_typing:
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
        self._look_if_safe()

    def save(self, path: Path | None = None, *, replace: bool | str = False) -> None:
        """Write the map to its file, or to `path`, which is its file from then on.

        With `replace`, what somebody else wrote there in the meantime is replaced; with the
        digest of what they wrote, only that, which is kept with its earlier states. It is
        written, checked and on the disk when this returns; the window uses `save_soon`.

        Raises:
            SaveError: it cannot be written, or there was another file at the new path in
                the meantime; the file is as it was.
        """
        failed: list[SaveError] = []

        def then(error: SaveError | None) -> None:
            failed.extend([error] if error else [])

        self.finish_saving()
        save = self._prepared(path, replace, then)
        save.run(self._keeping.journal)
        self._saved(save)
        if failed:
            raise failed[0]

    def save_soon(
        self,
        path: Path | None = None,
        *,
        replace: bool | str = False,
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

    def encoded(self, label: VersionLabel | None = None) -> list[bytes | list[bytes]]:
        """What its file would hold now, for any thread to join; named by `label`, if given."""
        return parts(labelled(self._map, label) if label else self._map, self._memo)

    def save_copy(self, path: Path) -> None:
        """Write the map to another file and go on with this one.

        Raises:
            SaveError: it cannot be written.
        """
        codec.save(self._map, path, memo=self._memo)

    def take_in(
        self, loaded: codec.Loaded, change: Change, label: str, origin: Origin = "remote"
    ) -> None:
        """Go on from what somebody else wrote to its file meanwhile.

        `change` leads from the map here to the one to go on with: theirs, or both brought
        together. It is one step that can be undone. The next save replaces their file.
        """
        was_newer = codec.newer_version(self._map)
        self._map = apply(change, self._map)
        if not self.read_only_reason or self.done or self.undone:  # or there is nothing to undo
            self._history.enter(Entry(change, label, self._clock(), origin=origin))
        self._run = None
        self._digest, self.on_disk = loaded.digest, loaded.map
        if loaded.read_only_reason or was_newer:
            self.read_only_reason = loaded.read_only_reason
        self.problems, self.migrated_from = loaded.problems, loaded.migrated_from
        self._history.saved(is_saved=self._map == loaded.map)
        self._begin_journal_anew(self.path)
        if change and self.recorder is not None:
            self.recorder(change, label)
        self.changed.emit(change)
        self._say_state()

    def lose_file(self) -> None:
        """Its file is gone: the map is only here, and unsaved until it is written again."""
        self._history.saved(is_saved=False)
        self._begin_journal_anew(self.path, is_lost=True)
        self._say_state()

    def find_file(self) -> None:
        """Its file is there again, as it was when it was last read or saved."""
        self._history.saved(is_saved=self._map == self.on_disk)
        self._begin_journal_anew(self.path)
        self._say_state()

    def _begin_journal_anew(self, path: Path | None, *, is_lost: bool = False) -> None:
        """Keep what leads from its file to the map, and no longer what led here."""
        if self._keeping.journal is not None:
            change = diff(JourneyMap() if is_lost or not path else self.on_disk, self._map)
            title = self._map.info.title
            self._keeping.begin_anew(path, self._digest or "", title, change, is_lost=is_lost)

    def _say_state(self) -> None:
        self.history_changed.emit()
        self.state_changed.emit()
        self._look_if_safe()

    def let_go(self, *, unwanted: bool = False) -> None:
        """The map is closed. What was not saved is kept for a while if it is `unwanted`.

        So is what was being typed and is in no map.
        """
        self.finish_saving()
        journal, self._keeping.journal = self._keeping.journal, None
        if journal is not None and (unwanted or not self.is_dirty):
            journal.discard(aside=self.is_dirty or journal.has_typing)
        elif journal is not None:
            journal.close()

    def warm(self, most: int | None = None) -> bool:
        """Encode what the next save would have to, while nobody waits for it.

        At most so many records; whether it was all.
        """
        return self._memo.update(self._map, most)

    def _prepared(
        self, path: Path | None, replace: bool | str, then: Callable[[SaveError | None], None]
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
            replace if isinstance(replace, str) else self._digest if same and not replace else None,
            self._history.mark(),
            journal.mark() if journal else 0,
            then,
            (self._map, self.done) if self.path is None else None,
            self._map,
            replaces=isinstance(replace, str),
        )

    def _saved(self, save: Save) -> None:
        if save.error is None:
            self._digest, self.on_disk = save.digest, save.journey
            if self.path != save.path:
                self.path, self.read_only_reason = save.path, ""
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

    def _made(self, change: Change, label: str) -> None:
        if change:
            self._keeping.note(change, label)
            if self.recorder is not None:
                self.recorder(change, label)
