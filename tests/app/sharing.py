"""One window for many tests, which leave it as it was: opening one takes most of their time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from app.settings import Settings
from app.window import Window
from app.windows import Windows
from resources import templates
from widgets.theme import Theme


@contextmanager
def one_window(folder: Path, data: bytes = b"") -> Iterator[Window]:
    """The bicycle map, or another one, open, with settings of its own in that folder."""
    theme = Theme("light")
    theme.apply()
    file = folder / "ride.journey.json"
    file.write_bytes(data or templates.path("bicycle").read_bytes())
    windows = Windows(Settings(folder / "settings.json"), theme)
    windows.open([file])
    window = windows.window_of(file)
    assert window is not None
    yield window
    for each in windows.all:
        each.close_without_asking()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.deleteLater()
    windows.deleteLater()
