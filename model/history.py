"""Undo and redo: changes with their labels, in the order in which they were made.

The history holds no map. It hands out changes, and whoever holds the map applies them.
Label, time, author and origin live here, around a change, never in it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from model.change import Change, compose, invert

Origin = Literal["user", "recovery", "migration", "merge", "remote"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as the user knows it ("Move “Compare offers”")."""

    change: Change
    label: str
    time: datetime
    author: str = ""
    origin: Origin = "user"


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in a history, to squash back to."""

    depth: int
    state: int


#: No state: what is saved was never here.
_NOWHERE = -1


class History:
    """What was done and undone, and which state is the saved one."""

    def __init__(self) -> None:
        self._done: list[tuple[int, Entry]] = []
        self._undone: list[tuple[int, Entry]] = []
        self._newest = 0
        self._saved = 0

    @property
    def done(self) -> tuple[Entry, ...]:
        """What can be undone, oldest first."""
        return tuple(entry for _, entry in self._done)

    @property
    def undone(self) -> tuple[Entry, ...]:
        """What can be redone, next first."""
        return tuple(entry for _, entry in reversed(self._undone))

    @property
    def is_dirty(self) -> bool:
        """Whether the map is in another state than the one last saved."""
        return self._state() != self._saved

    def saved(self, at: Mark | None = None, *, is_saved: bool = True) -> None:
        """The state of now, or of a mark, is the saved one. A new history starts saved.

        With `is_saved` false none is: the saved one is no state that was ever here.
        """
        self._saved = (self._state() if at is None else at.state) if is_saved else _NOWHERE

    def enter(self, entry: Entry) -> bool:
        """Remember what was just done, and forget what was undone. A no-op is not entered."""
        if not entry.change:
            return False
        self._newest += 1
        self._done.append((self._newest, entry))
        self._undone.clear()
        return True

    def undo(self) -> Change:
        """The change that takes the last entry back; empty if there is none."""
        if not self._done:
            return {}
        state, entry = self._done.pop()
        self._undone.append((state, entry))
        return invert(entry.change)

    def redo(self) -> Change:
        """The change that makes the last undone entry again; empty if there is none."""
        if not self._undone:
            return {}
        state, entry = self._undone.pop()
        self._done.append((state, entry))
        return entry.change

    def mark(self, back: int = 0) -> Mark:
        """This point, or the one before the last `back` entries, for `squash`."""
        depth = max(0, len(self._done) - back)
        return Mark(depth, self._state(depth))

    def squash(self, since: Mark, label: str = "") -> bool:
        """Make one entry of all since the mark; none if they take one another back.

        It has the last one's time, author, origin and, unless given, label. Returns whether
        there was anything to squash; there is not once the mark itself was undone.
        """
        if len(self._done) <= since.depth or self._state(since.depth) != since.state:
            return False
        state, last = self._done[-1]
        change: Change = {}
        for _, entry in self._done[since.depth :]:
            change = compose(change, entry.change)
        del self._done[since.depth :]
        if change:
            self._done.append((state, replace(last, change=change, label=label or last.label)))
        elif self._saved == state:
            self._saved = since.state  # the same map, under the older name
        return True

    def _state(self, depth: int | None = None) -> int:
        """What the map is after the first `depth` entries (all): 0 before the first."""
        done = self._done if depth is None else self._done[:depth]
        return done[-1][0] if done else 0
