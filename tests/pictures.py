"""The pictures of README and user guide, taken of the real window: `make pictures`.

They need a display, as a user's window has one (Xvfb will do). Each picture is a small
story told through `tests.driver`, so that none shows what the program does not do.
`tests.pictures FOLDER NAME...` takes only those that are named. Stories are also found in
the tables `STORIES` of modules called `tests.pictures_...`.
"""

import importlib
import os
import pkgutil
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog

import tests
from app.application import make
from app.recovery import Offer, Recovery, offers
from app.start import why_nobody_would_see_it
from model.edits.fields import set_fields
from model.files.state import state_folder
from model.records import Card
from resources import fonts, templates
from tests.album import Album, folder_called, wait, wait_until
from tests.driver import CellName, Driver
from widgets.panels.export import ExportDialog
from widgets.panels.parking import ParkingPanel
from widgets.panels.templates import TemplateChooser

_DISPLAY = 'xvfb-run --server-args "-screen 0 1600x1000x24" make pictures'
_TARIFFS = "Compares three tariffs on the phone"
_FLAT = "Reports a flat tyre and waits on the line"
_LIGHT = "Scan fails three times in low light"
_FASTER = "Eleven minutes faster than the bus"
_ROUTE = "Follows the route to work"
_CALLS = "Eleven minutes of waiting, then told to use the app"


def take_window(album: Album) -> None:
    """The whole window, by day and by night."""
    themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for theme in themes:
        with album.editor(theme=theme) as editor:
            editor.click(_FLAT)
            album.take(editor, f"window-{theme}")


def take_sizes(album: Album) -> None:
    """The same map at 100%, and all of it."""
    with album.editor() as editor:
        editor.canvas.camera.actual_size()
        editor.click(_FLAT)
        album.take(editor, "full-size")
        editor.window.toggle_dock("inspector")
        wait()
        editor.press("Ctrl+1")
        album.take(editor, "whole-map")


def take_start(album: Album) -> None:
    """How a map begins."""
    with album.editor() as editor:
        editor.do("file.new")
        (chooser,) = editor.window.findChildren(TemplateChooser)
        wait_until(lambda: all(map(chooser.picture, ("", *templates.names()))))
        album.take(chooser, "templates")
        chooser.reject()
    with album.editor(template="", size=(1200, 750)) as editor:
        editor.type("Noor, moves house")
        album.take(editor, "questions")
        for answer in ("", "needs the internet by the first of the month",
                       "the lease is signed", "the first film runs without a break"):  # fmt: skip
            editor.type(answer)
            editor.press("Return")
        editor.press("Return")
        album.take(editor, "first-cell")


def take_hands(album: Album) -> None:
    """Typing, dragging, drawing."""
    with _canvas(album) as editor:
        editor.click(("Sign up", "Station"))
        editor.type("Asks a passer-by which side the card")
        album.take(editor, "typing", _around(editor, ("Sign up", "Station"), 760, 420))
    with _canvas(album) as editor:
        editor.canvas.reveal(editor.card(_LIGHT).id, editor.card(_FASTER).id)
        with editor.held(_LIGHT, to=_FASTER):
            album.take(editor, "dragging", _around(editor, ("Sign up", "Station"), 760, 420))
    with _canvas(album, 0.8) as editor:
        editor.canvas.reveal(editor.card(_ROUTE).id, editor.card(_FLAT).id)
        with editor.connecting(_ROUTE, _FLAT):
            album.take(editor, "connecting", _around(editor, (("Ride", 2), "Station"), 760, 480))
    with album.editor() as editor:
        editor.canvas.persona = editor.persona("Jonas").id
        stroke = [("Compare", 0.4), (("Compare", 2), 1.2), ("Sign up", 0.3), ("Ride", -0.8)]
        with editor.drawing("Feeling", stroke):
            album.take(editor, "drawing", QRect(0, 0, 1130, 310))


def take_panels(album: Album) -> None:
    """Details, parking lot and history."""
    with album.editor() as editor:
        details = editor.window.docks["inspector"]
        editor.click(_CALLS)
        album.take(details, "details")
        for card in [c.id for c in editor.map.all(Card) if c.kind == "pain"]:
            editor.window.editor.selection.extend([card])
        album.take(details, "details-many")
        for command in ("view.inspector", "view.parking", "view.history"):
            editor.do(command)
        wait()
        parking = editor.window.findChild(ParkingPanel)
        assert parking is not None
        parking.line.setFocus()
        for idea in ("Rent for an afternoon without an account", "What about trailers?"):
            editor.type(idea)
            editor.press("Return")
        editor.canvas.view.setFocus()
        editor.drag(_TARIFFS, to=("Sign up", "Website"))
        editor.press("Alt+Shift+Up", "Alt+Shift+Up", "Ctrl+D", "Ctrl+Z")
        album.take(editor, "parking-and-history")


def take_dialogs(album: Album) -> None:
    """The poster, what deleting asks, keys, and finding anything."""
    with album.editor() as editor:
        editor.do("file.export")
        (export,) = editor.window.findChildren(ExportDialog)
        wait_until(lambda: bool(export.facts.text()))
        posters = Path(tempfile.gettempdir()) / "posters"
        posters.mkdir(exist_ok=True)
        export.file.setText(str(posters / "bicycle.pdf"))
        album.take(export, "export")
        export.reject()
        editor.click(("Ride", "App"))
        editor.do("stage.delete")
        album.take(_dialog(), "delete-asks")
        _dialog().reject()
        editor.do("help.keys")
        album.take(_dialog(), "shortcuts")
        _dialog().reject()
        editor.do("help.palette")
        editor.type("flat")
        album.take(_dialog(), "find")
        _dialog().reject()


def take_keeping(album: Album) -> None:
    """What a crash leaves behind, the states of before, and a map that is open elsewhere."""
    with album.editor() as editor:
        for title in (_FASTER, _ROUTE, _CALLS):
            editor.press("Ctrl+S")
            wait_until(lambda: not editor.window.document.is_saving)
            card = editor.card(title)
            said = f"{title}, they say"
            editor.window.document.edit(f"Rewrite “{title}”", set_fields, card.id, title=said)
        editor.do("file.earlier")
        wait(1500)
        album.take(_dialog(), "earlier-states")
        _dialog().reject()
        left = _left_behind(editor)
        dialog = Recovery(editor.window, left)
        dialog.open()
        album.take(dialog, "recovered")
        dialog.reject()
    shutil.rmtree(state_folder("journals"))  # or the next window would offer it again


def _left_behind(editor: Driver) -> list[Offer]:
    """What the next start would offer if the program ended here."""
    document = editor.window.document
    journal = document._keeping.journal
    assert journal is not None
    journal.close()
    return offers()


def take_capture(album: Album) -> None:
    """The capture bar, in the midst of a line."""
    with album.editor(size=(1200, 760)) as editor:
        editor.window.toggle_dock("inspector")
        editor.do("view.minimap")
        editor.click(("Compare", "Website"))
        editor.press("Ctrl+J")
        editor.type("Looks for the price of a day")
        editor.press("Return")
        editor.type("!Has to add the deposit by hand #price =-2,-1,-1 x3")
        album.take(editor, "capture")


def take_arabic(album: Album) -> None:
    """A map that is read from the right."""
    with album.editor("arabic", size=(1200, 750)) as editor:
        editor.press("Ctrl+1")
        editor.click(("التسجيل", "الموقع"))
        album.take(editor, "right-to-left")


def take_close_up(album: Album) -> None:
    """A part of the window on a screen with twice as many pixels: QT_SCALE_FACTOR=2."""
    with album.editor(size=(800, 500)) as editor:
        editor.window.toggle_dock("inspector")
        editor.canvas.camera.actual_size()
        editor.click(_FLAT)
        album.take(editor, "close-up")


@contextmanager
def _canvas(album: Album, zoom: float = 1.0) -> Iterator[Driver]:
    """Nothing but the canvas, at that size."""
    with album.editor() as editor:
        editor.window.toggle_dock("inspector")
        editor.do("view.minimap")
        wait()
        editor.canvas.camera.zoom_to(zoom)
        yield editor


def _around(editor: Driver, cell: CellName, width: int, height: int) -> QRect:
    """The part of the window that is so large, with a cell in its middle."""
    middle = editor.viewport.mapTo(editor.window, editor.where(cell))
    x = max(0, min(middle.x() - width // 2, editor.window.width() - width))
    below = editor.window.statusBar().y() - height
    y = max(0, min(middle.y() - height // 2, below))
    return QRect(x, y, width, height)


def _dialog() -> QDialog:
    wait()
    found = QApplication.activeModalWidget() or QApplication.activeWindow()
    assert isinstance(found, QDialog)
    return found


STORIES: Mapping[str, Callable[[Album], None]] = {
    "window": take_window,
    "sizes": take_sizes,
    "start": take_start,
    "hands": take_hands,
    "panels": take_panels,
    "dialogs": take_dialogs,
    "keeping": take_keeping,
    "capture": take_capture,
    "arabic": take_arabic,
}


def _every() -> Iterator[tuple[str, Callable[[Album], None]]]:
    yield from STORIES.items()
    for found in pkgutil.iter_modules(tests.__path__, "tests."):
        if found.name.startswith("tests.pictures_"):
            yield from importlib.import_module(found.name).STORIES.items()


def main() -> None:
    """Take the pictures into the folder that is named."""
    trouble = why_nobody_would_see_it()
    if trouble:
        sys.exit(f"{trouble}. A display for pictures: {_DISPLAY}")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    every = dict(_every())
    wanted = sys.argv[2:] or list(every)
    stories = {**every, "close-up": take_close_up}
    with tempfile.TemporaryDirectory() as settings, folder_called("touchline") as state:
        os.environ["TOUCHLINE_STATE"] = str(state)
        application, windows = make(Path(settings) / "settings.ini")
        for key, font in fonts.manifest().items():
            if font.family == "Inter":
                QFontDatabase.addApplicationFont(str(fonts.path(key)))
        application.setFont(QFont("Inter", 10))
        application.setQuitOnLastWindowClosed(False)
        for name in wanted:
            windows.settings.hints = True
            stories[name](Album(windows, folder))


if __name__ == "__main__":
    main()
