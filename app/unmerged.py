"""A map in whose file git left its marks: both sides are still in git, and merged after all.

It is what `touchline git mergetool MAP` does, and done by that, in a process of its own: a
large merge does not hold the window, and nothing that the repository names is run.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app import asking
from app.asking import Answer, Role
from app.files import name_of
from app.troubles import FINE, FOUND
from model.files.errors import FileProblem
from widgets.keeping import post

if TYPE_CHECKING:
    from app.window import Window

#: What the button says, and what it comes to.
MERGE = "&Merge both sides"
OFFER = "Both sides are still in git. “Merge both sides” brings them together in the file."
COULD_NOT = "Both sides could not be merged"
_BEGINS = "touchline: "
#: The files that are just being merged.
_under_way: set[Path] = set()


def can_merge(file: Path, problem: FileProblem) -> bool:
    """Whether git left its marks in a file, and still has the sides of that merge.

    Git is asked, in any thread; without a repository around the file it is not.
    """
    if not problem.is_unmerged:
        return False
    there = _in_repository(file)
    if there is None:
        return False
    from app.commands.git_mergetool import can_merge

    return can_merge(there)


def ask_whether_unmerged(of: QObject, file: Path, then: Callable[[list[str]], None]) -> None:
    """Call `then`, as long as `of` lives, if git waits to be told that a file is merged.

    It is given the commands that say so, in their order.
    """

    def run() -> None:
        there = _in_repository(file)
        if there is None:
            return
        from app.commands.git_mergetool import to_be_told

        if commands := to_be_told(there):
            post(lambda: then(commands) if isValid(of) else None)

    Thread(target=run, name="is it unmerged", daemon=True).start()


def _in_repository(file: Path) -> Path | None:
    """Where a file is behind all links, if there is a repository around it."""
    there = Path(os.path.realpath(file))
    return there if any((folder / ".git").exists() for folder in there.parents) else None


def merge_sides(of: QObject, file: Path, then: Callable[[str], None]) -> None:
    """Merge them, in a process; `then` is told why it was not done, or "", as long as `of` lives.

    What is to be decided stands on the map in the file afterwards.
    """
    there = Path(os.path.realpath(file))
    _under_way.add(file)

    def over(why: str) -> None:
        _under_way.discard(file)
        if isValid(of):
            then(why)

    def run() -> None:
        why = merge_now(there)
        post(lambda: over(why))

    Thread(target=run, name="merge of both sides", daemon=True).start()


def ask_to_merge(window: "Window", merge: Callable[[], None], then: Callable[[], None]) -> None:
    """The map is to be saved over git's marks: offer to merge first; `then` follows a save."""
    asking.ask(
        window,
        f"Git stopped in a merge of “{name_of(window.document)}”",
        "Its marks are in the file. Saved over it, the other side would be lost; both are "
        "still in git. Merge them first: then what you did here is brought together with that.",
        Answer("Merge both sides", Role.AcceptRole, merge),
        Answer("Save elsewhere…", Role.ActionRole, lambda: window.files.save_as(then, "-copy")),
        Answer("Cancel", Role.RejectRole),
    )


def merge_in(window: "Window", then: Callable[[], None]) -> None:
    """Merge both sides of the file of a window's map, once; `then` follows if that went well."""
    path = window.document.path
    if path is None or path in _under_way:
        return

    def over(why: str) -> None:
        if why:
            asking.tell(window, COULD_NOT, why)
        else:
            then()

    window.status.say("Merging both sides…")
    merge_sides(window, path, over)


def merge_now(file: Path) -> str:
    """Merge both sides of a file; why that could not be done, or ""."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    words = [sys.executable, "-P", "-m", "app", "git", "mergetool", "--", str(file)]
    try:
        done = subprocess.run(
            words,
            cwd=file.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        return error.strerror or str(error)
    if done.returncode in (FINE, FOUND):
        return ""
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    return "\n".join(line.removeprefix(_BEGINS) for line in lines) or "git gave no answer."
