"""Qt's application as every window needs it: style, font, sharpness, colours.

Everything is imported by `make`, in the order and the way that starts soonest.
"""

import builtins
import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from model import collector
from resources import fonts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.windows import Windows

#: After how many ms a start has painted its window, or is about to.
_PAINTED = 100


def make(settings_file: Path | None = None) -> "tuple[QApplication, Windows]":
    """The application and its windows, none open yet."""
    # The collector would look several times through all that is just coming in.
    with collector.paused():
        load_qt()
        made = _make(settings_file)
        collector.set_aside()
    return made


def load_qt() -> None:
    """Import Qt, and take its hooks out of Python's imports again.

    PySide6 reads the source of every module that is imported after it, in search of
    `from __feature__ import`, which nothing here uses; that takes a tenth of a start.
    """
    # No plugin of pydantic's is used either, and the search for one takes 20 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    plain = builtins.__import__
    import_module("PySide6.QtWidgets")
    builtins.__import__ = plain


def _make(settings_file: Path | None) -> "tuple[QApplication, Windows]":
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from app import log

    log.listen()
    _watch_early()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    QGuiApplication.setDesktopFileName("touchline")
    application = QApplication(["touchline"])
    application.setApplicationName("Touchline")
    application.setStyle("Fusion")
    give_font(application)

    from app.guards import Guards
    from app.settings import Settings
    from app.windows import Windows
    from widgets.theme import Theme

    collector.calm()
    settings = Settings(settings_file)
    application.aboutToQuit.connect(settings.sync)
    theme = Theme(settings.theme, application)
    theme.apply()
    windows = Windows(settings, theme, application)
    Guards(application, windows).begin()
    return application, windows


def listen_soon(windows: "Windows") -> None:
    """Open what later starts hand over, once the first window is on the screen."""
    from PySide6.QtCore import QTimer

    def listen() -> None:
        from app.handover import address
        from app.handover_server import Listener

        Listener(windows).listen(address())

    QTimer.singleShot(_PAINTED, windows, listen)


def _watch_early() -> None:
    """Say on standard error what a crash was in, until there is a file for it."""
    import faulthandler

    # There may be no standard error at all.
    with suppress(AttributeError, ValueError, OSError, RuntimeError):
        faulthandler.enable()


def give_font(application: "QApplication") -> None:
    """The system's own font; the bundled one where there is none to write with."""
    from PySide6.QtGui import QFont, QFontDatabase

    if QFontDatabase.families():
        return
    for key, font in fonts.manifest().items():
        if font.family == "Inter":
            QFontDatabase.addApplicationFont(str(fonts.path(key)))
    application.setFont(QFont("Inter", 10))
