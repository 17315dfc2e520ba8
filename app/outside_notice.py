"""What the notice says of a map that is another on the disk, with one thing to do about it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.files import name_of
from model.change import Change, JourneyMap, apply, diff
from model.files.errors import FileProblem
from model.records import Conflict

if TYPE_CHECKING:
    from app.window import Window


class OutsideNotice:
    """Says in one window what became of its file; each sentence takes the place of the last."""

    def __init__(self, window: "Window") -> None:
        self._window, self._document = window, window.document
        #: What the map was before, and after, all that came from outside and is told of now.
        self._came: tuple[JourneyMap, JourneyMap] | None = None
        #: Whether conflicts are among it, which the sentence counts.
        self._has_conflicts = False
        self._document.changed.connect(self._settled)

    def renamed(self, elsewhere: Path, go_on: Callable[[], None]) -> None:
        """The file has another name by now."""
        self._say(
            f"The file of “{name_of(self._document)}” is called “{elsewhere.name}” now.",
            f"Go on as “{elsewhere.name}”",
            go_on,
        )

    def gone(self, *, has_folder: bool) -> None:
        """The file is gone, or its folder is, too."""
        name, files = name_of(self._document), self._window.files
        if has_folder:
            self._say(
                f"The file of “{name}” was deleted or moved away. The map is still here.",
                "Save it again",
                files.save,
            )
        else:
            self._say(
                f"The folder of “{name}” cannot be reached: it was moved, or its drive is gone. "
                "The map is still here.",
                "Save as…",
                files.save_as,
            )

    def broken(self, problem: FileProblem) -> None:
        """The file is no map any more."""
        what = problem.what.rstrip(".")
        if problem.is_unmerged:
            what = "git left the marks of a merge in its file"
        elif problem.line:  # what a parser says of it helps nobody who looks at a map
            what = f"its file is broken from line {problem.line:,} on"
        self._say(
            f"“{name_of(self._document)}” cannot be read on the disk any more: {what}. "
            "The map here is unharmed.",
            "Save elsewhere…",
            self._window.files.save_as,
        )

    def unmerged(self, merge: Callable[[], None]) -> None:
        """Git's marks are in the file."""
        self._say(
            f"Git stopped in a merge of “{name_of(self._document)}” and left its marks in the "
            "file. Both sides are still in git, and the map here is unharmed.",
            "Merge both sides",
            merge,
        )

    def too_new(self) -> None:
        """The file cannot be written by this program any more."""
        self._say(
            f"“{name_of(self._document)}” was saved by a newer Touchline meanwhile. "
            "Save yours elsewhere.",
            "Save elsewhere…",
            self._window.files.save_as,
        )

    def both_edited(self, theirs: JourneyMap, ask: Callable[[], None]) -> None:
        """The file is another, and so is the map here."""
        told = in_words(self._document.on_disk, theirs)
        self._say(
            f"“{name_of(self._document)}” was changed on the disk meanwhile: {told} "
            "Your changes are here.",
            "Bring together…",
            ask,
        )

    def followed(self, before: JourneyMap, after: JourneyMap) -> None:
        """The map here is now what the file became."""
        if self._came is not None and self._came[1] is before and diff(self._came[0], after):
            before = self._came[0]  # several times, and nobody has looked at it yet
        self._came = before, self._document.map
        self._has_conflicts = any(c.id not in before.records for c in after.all(Conflict))
        self._say_came(before, after)

    def _say_came(self, before: JourneyMap, after: JourneyMap) -> None:
        window = self._window
        window.notice.say(
            f"“{name_of(self._document)}” was changed on the disk: {in_words(before, after)}",
            "outside",
            todo="Show what changed",
            do=lambda: window.comparing.open(before, "before"),
            close=self.calm,
        )

    def _settled(self, change: Change) -> None:
        """A conflict that came was decided: how many there are is said at the bottom."""
        if self._came is None or not self._has_conflicts:
            return
        if not any(isinstance(record, Conflict) for pair in change.values() for record in pair):
            return
        self._has_conflicts = False
        before, after = (
            apply({c.id: (c, None) for c in of.all(Conflict)}, of) for of in self._came
        )
        if diff(before, after):
            self._say_came(before, after)
        else:
            self.calm()

    def calm(self) -> None:
        """Nothing is odd any more."""
        self._came = None
        self._window.notice.say("", "outside")

    def _say(self, what: str, todo: str, do: Callable[[], None]) -> None:
        self._came = None
        self._window.notice.say(what, "outside", todo=todo, do=do)


def left_behind(was: Path, path: Path) -> str:
    """What to do about the versions of a map that was renamed without them; "" if nothing."""
    from model.files.versions import folder_of  # which no start needs

    old, new = folder_of(was), folder_of(path)
    if not old.is_dir() or os.path.lexists(new):
        return ""
    return f"Its versions are still in “{old.name}”: call that “{new.name}” to have them here"


def in_words(before: JourneyMap, after: JourneyMap) -> str:
    """What became of a map, as it goes on after a colon."""
    from model.compare import compare  # which no start needs
    from model.comparing.sentence import sentence

    said = sentence(compare(before, after)).rstrip(".")
    return f"{said[:1].lower()}{said[1:]}."
