"""The pictures of README and user guide, taken of the real window: `make pictures`.

They need a display, as a user's window has one (Xvfb will do). Each picture is a small
story told through `tests.driver`, so that none shows what the program does not do.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.application import make
from app.windows import Windows
from model.records import Card
from resources import fonts, templates
from tests.driver import Driver

SIZE = (1440, 900)
_TARIFFS = "Compares three tariffs on the phone"
_FLAT = "Reports a flat tyre and waits on the line"


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
        QTest.qWaitFor(there)


class Album:
    """Takes the pictures and puts them into a folder."""

    def __init__(self, windows: Windows, folder: Path) -> None:
        self.windows, self.folder = windows, folder

    @contextmanager
    def editor(self, theme: str = "light", template: str = "bicycle") -> Iterator[Driver]:
        """A window on a copy of a template, or on a new map if there is none."""
        self.windows.theme.choose(theme)  # type: ignore[arg-type]  # one of its choices
        with tempfile.TemporaryDirectory() as folder:
            if template:
                file = Path(folder) / f"{template}.journey.json"
                shutil.copy(templates.path(template), file)
                self.windows.open([file])
            else:
                self.windows.new()
            bot: Any = Bot()
            driver = Driver(bot, self.windows.all[-1], SIZE)
            wait()
            yield driver
            driver.window.close_without_asking()
            wait()

    def take(self, driver: Driver, name: str) -> None:
        """Keep what the window shows now."""
        wait()
        picture = driver.window.grab()
        picture.save(str(self.folder / f"{name}.png"))
        print(f"{name}: {picture.width()} x {picture.height()}")


def wait(milliseconds: int = 300) -> None:
    """Let what is due happen: idle work, minimap, fading hints."""
    QTest.qWait(milliseconds)


def take_all(album: Album) -> None:
    """Every picture, one after the other."""
    for theme in ("light", "dark"):
        with album.editor(theme) as editor:
            editor.click(_FLAT)
            album.take(editor, f"window-{theme}")
            editor.canvas.actual_size()
            editor.canvas.reveal(editor.card(_FLAT).id)
            album.take(editor, f"full-size-{theme}")
            editor.canvas.fit()
            album.take(editor, f"fit-{theme}")
    with album.editor() as editor, editor.held(_TARIFFS, to="Eleven minutes faster than the bus"):
        album.take(editor, "dragging")
    with album.editor() as editor:
        editor.canvas.actual_size()
        editor.click(("Sign up", "Station"))
        editor.type("Asks a passer-by which side the card")
        album.take(editor, "typing")
    with album.editor() as editor:
        for card in [c.id for c in editor.map.all(Card) if c.kind == "pain"]:
            editor.window.editor.selection.extend([card])
        album.take(editor, "many-selected")
    with album.editor(template="") as editor:
        album.take(editor, "empty-map")
        for text in ("Noor, moves house", "needs the internet by the first of the month",
                     "the lease is signed", "the first film runs without a break"):  # fmt: skip
            editor.type(text)
            editor.press("Return")
        album.take(editor, "empty-map-stages")
        editor.press("Return")
        album.take(editor, "first-cell")
    with album.editor() as editor:
        editor.canvas.persona = editor.persona("Jonas").id
        editor.window.editor.selection.set(editor.persona("Jonas").id)
        album.take(editor, "persona")


def main() -> None:
    """Take every picture into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as settings:
        application, windows = make(Path(settings) / "settings.ini")
        for key, font in fonts.manifest().items():
            if font.family == "Inter":
                QFontDatabase.addApplicationFont(str(fonts.path(key)))
        application.setFont(QFont("Inter", 10))
        application.setQuitOnLastWindowClosed(False)
        take_all(Album(windows, folder))


if __name__ == "__main__":
    main()
