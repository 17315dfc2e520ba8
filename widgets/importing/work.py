"""Work beside the window, in a thread: what takes long is asked for, and told when it is there.

One piece runs at a time. Of those that are asked for meanwhile only the newest comes next:
the others are about what nobody wants any more.
"""

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")
#: ms between two looks at whether it is done.
_LOOK = 10


class Work(QObject):
    """Runs pieces of work for one dialog; nothing is told once that is gone."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._running: _Piece[object] | None = None
        self._next: _Piece[object] | None = None
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self._see)

    @property
    def is_busy(self) -> bool:
        """Whether anything is still to come."""
        return self._running is not None or self._next is not None

    def do(
        self, make: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Call `make` in a thread and `then` here with what it returns, or `failed`."""
        piece: _Piece[T] = _Piece(make, then, failed)
        if self._running is None:
            self._begin(piece)  # type: ignore[arg-type]  # a piece takes what it made itself
        else:
            self._running.is_wanted = False
            self._next = piece  # type: ignore[assignment]  # as above

    def stop(self) -> None:
        """Nobody wants to hear any more. What runs comes to its end unheard."""
        self._look.stop()
        self._next = None

    def _begin(self, piece: "_Piece[object]") -> None:
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


class _Piece(Thread, Generic[T]):
    """One piece of work.

    Attributes:
        is_wanted: whether anybody waits for it.
    """

    def __init__(
        self, make: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        super().__init__(daemon=True)
        self._make, self._then, self._failed = make, then, failed
        self._made: list[T] = []
        self._error: Exception | None = None
        self.is_wanted = True

    def run(self) -> None:
        """Do it."""
        try:
            self._made.append(self._make())
        except Exception as error:  # told where somebody can hear it
            self._error = error

    def tell(self) -> None:
        """Hand over what came of it."""
        if self._error is not None:
            self._failed(self._error)
        else:
            self._then(self._made[0])
