"""Seeing that somebody else changed a file: its folder is watched, and looked at now and then.

A watched file goes out of sight when it is replaced, so the folder is. Not every disk
tells (one that others write to over the network does not): so the file is looked at every
two seconds as well, which is the only way left if the folder itself is gone.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from model.files.signs import Sign, sign

#: ms between two looks where nothing is told; ms in which several changes are one.
LOOKS, TOGETHER = 2000, 150
#: s that loading the library takes at the most.
_LOADS = 5


class Watch:
    """Calls `tell`, from a thread of its own, whenever the file may be another than before."""

    def __init__(self, path: Path, tell: Callable[[], None]) -> None:
        self.path = path
        self._tell = tell
        self._stop = threading.Event()
        self._last: Sign | None = sign(path)
        self._loaded = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Watch from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more; it does not wait for a folder that does not answer.

        It does for the library that is just being loaded: a program that ends meanwhile would
        wait for ever for what the thread holds.
        """
        self._stop.set()
        if self._thread.is_alive():
            self._loaded.wait(_LOADS)

    def _run(self) -> None:
        try:
            from watchfiles import watch  # takes 30 ms, which a start has no time for
        finally:
            self._loaded.set()
        while not self._stop.is_set():
            with suppress(OSError, RuntimeError):  # the folder is gone, or no more can be watched
                for _ in watch(
                    self.path.parent,
                    watch_filter=None,
                    debounce=TOGETHER,
                    step=50,
                    stop_event=self._stop,
                    rust_timeout=LOOKS,
                    yield_on_timeout=True,
                    raise_interrupt=False,
                    recursive=False,
                ):
                    self._look()
                    if not self.path.parent.is_dir():
                        break  # a new one of that name is watched anew
            self._look()
            self._stop.wait(LOOKS / 1000)

    def _look(self) -> None:
        now = sign(self.path)
        if now != self._last and not self._stop.is_set():
            self._last = now
            self._tell()
