"""Work beside the window, in a thread: what takes long is asked for, and told when it is there.

One piece runs at a time. Of those that are asked for meanwhile only the newest comes next:
the others are about what nobody wants any more, and stop where they ask for it.
"""

from collections.abc import Callable
from random import Random
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, QTimer

from model.ids import Ids
from model.records import Record

#: ms between two looks at whether it is done.
_LOOK = 10


class Unwanted(Exception):
    """Nobody waits for this piece of work any more."""


class Work(QObject):
    """Runs pieces of work for one dialog; nothing is told once that is gone."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._running: Piece | None = None
        self._next: Piece | None = None
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self._see)

    @property
    def is_busy(self) -> bool:
        """Whether anything is still to come."""
        return self._running is not None or self._next is not None

    def do(
        self,
        make: "Callable[[Piece], Any]",
        then: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Call `make` in a thread, and here `then` with what it returns, or `failed`."""
        piece = Piece(make, then, failed)
        if self._running is None:
            self._begin(piece)
        else:
            self._running.is_wanted = False
            self._next = piece

    def stop(self) -> None:
        """Nobody wants to hear any more."""
        self._look.stop()
        self._next = None
        if self._running is not None:
            self._running.is_wanted = False

    def _begin(self, piece: "Piece") -> None:
        self._running, self._next = piece, None
        piece.start()
        self._look.start()

    def _see(self) -> None:
        piece = self._running
        if piece is None or piece.is_alive():
            return
        self._look.stop()
        self._running = None
        if self._next is not None:
            self._begin(self._next)
        if piece.is_wanted:
            piece.tell()


class Piece(Thread):
    """One piece of work.

    Attributes:
        is_wanted: whether anybody waits for it.
    """

    def __init__(
        self,
        make: "Callable[[Piece], Any]",
        then: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__(daemon=True)
        self._make, self._then, self._failed = make, then, failed
        self._made: Any = None
        self._error: Exception | None = None
        self.is_wanted = True

    def run(self) -> None:
        """Do it."""
        try:
            self._made = self._make(self)
        except Exception as error:  # told where somebody can hear it
            self._error = error

    def check(self) -> None:
        """Go on only if somebody waits for it.

        Raises:
            Unwanted: nobody does.
        """
        if not self.is_wanted:
            raise Unwanted

    def tell(self) -> None:
        """Hand over what came of it."""
        if self._error is not None:
            self._failed(self._error)
        else:
            self._then(self._made)


class WantedIds(Ids):
    """Ids as long as the work that makes records with them is wanted.

    The system is asked for chance once only: Python lets go of its lock each time, and in a
    thread beside the window's ten thousand ids then take ten times as long.
    """

    __slots__ = ("_piece",)

    def __init__(self, ids: Ids, piece: Piece) -> None:
        super().__init__(Random(ids.new("seed") + ids.new("seed")))
        self._piece = piece

    def new(self, kind: type[Record] | str) -> str:
        """A new id. Raises Unwanted."""
        self._piece.check()
        return super().new(kind)
