"""What a story of the guide's pictures is told with: a real window, and a folder for what it shows.

`tests.pictures` takes the pictures.
"""

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.windows import Windows
from resources import templates
from tests.driver import Driver
from tests.few_colours import in_few_colours
from tests.sample_arabic import write_arabic

SIZE = (1440, 900)


class Bot:
    """What the driver needs of pytest-qt's bot, without a test around it."""

    mouseClick = staticmethod(QTest.mouseClick)
    mouseDClick = staticmethod(QTest.mouseDClick)
    mousePress = staticmethod(QTest.mousePress)
    mouseRelease = staticmethod(QTest.mouseRelease)
    keyClick = staticmethod(QTest.keyClick)
    keyClicks = staticmethod(QTest.keyClicks)

    def waitExposed(self, window: QWidget) -> None:
        QTest.qWaitForWindowExposed(window)

    def waitUntil(self, there: Callable[[], bool]) -> None:
        wait_until(there)


class Album:
    """Takes the pictures and puts them into a folder."""

    def __init__(self, windows: Windows, folder: Path) -> None:
        self.windows, self.folder = windows, folder

    @contextmanager
    def editor(
        self,
        template: str = "bicycle",
        theme: Literal["light", "dark"] = "light",
        size: tuple[int, int] = SIZE,
    ) -> Iterator[Driver]:
        """A window on a copy of a template, or on a new map if there is none."""
        self.windows.theme.choose(theme)
        with folder_called("maps") as folder:
            if template:
                file = folder / f"{template}.journey.json"
                if template == "arabic":
                    write_arabic(file)
                else:
                    shutil.copy(templates.path(template), file)
                self.windows.open([file])
            else:
                self.windows.new()
            bot: Any = Bot()
            driver = Driver(bot, self.windows.all[-1], size)
            if template:  # an empty map has no panels beside its questions
                driver.window.reset_layout()
            wait()
            yield driver
            driver.window.close_without_asking()
            wait()

    def take(self, shown: Driver | QWidget, name: str, part: QRect | None = None) -> None:
        """Keep what a window, a dialog or a part of either shows now."""
        wait()
        widget = shown.window if isinstance(shown, Driver) else shown
        grabbed = widget.grab(part) if part is not None else widget.grab()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        grabbed.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
        picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
        few = in_few_colours(picture)
        file = self.folder / f"{name}.png"
        few.save(file, optimize=True)
        print(f"{name}: {few.width} x {few.height}, {file.stat().st_size // 1000} kB")


@contextmanager
def folder_called(name: str) -> Iterator[Path]:
    """A folder for a while, whose name may be seen in a picture."""
    folder = Path(tempfile.gettempdir()) / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def wait(milliseconds: int = 300) -> None:
    """Let what is due happen: idle work, overview, fading hints."""
    QTest.qWait(milliseconds)


def wait_until(there: Callable[[], bool]) -> None:
    """Let things happen until something is there, for 20 s at most."""
    for _ in range(400):
        if there():
            return
        wait(50)
    raise TimeoutError("it did not come")
