"""What a report says about the moment: versions, the screen, the look, how large the maps are.

Numbers and names of the program's own only; nothing that was typed.
"""

import platform
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, qVersion
from PySide6.QtGui import QGuiApplication, QScreen

if TYPE_CHECKING:
    from app.windows import Windows


def facts(windows: "Windows") -> dict[str, str]:
    """The circumstances by name. Outside the main thread fewer are asked for: Qt allows no more."""
    from app.actions import lately  # `touchline doctor`, which asks for less, need not wait for it
    from app.version import program_version

    found = {
        "Touchline": program_version(),
        "Python": f"{platform.python_version()} on {system()}",
        "Qt": qVersion() or "unknown",
        "Thread": threading.current_thread().name,
    }
    if threading.current_thread() is threading.main_thread():
        found["Desktop"] = _or_why(desktop)
        found["Language"] = _or_why(language)
        found["Look"] = _or_why(lambda: _look(windows))
    found["Maps"] = _or_why(lambda: "; ".join(_sizes(windows)) or "none open")
    found["Commands"] = ", ".join(lately) or "none yet"
    return found


def system() -> str:
    """The operating system and the kind of machine."""
    return f"{platform.system()} {platform.release()}, {platform.machine()}"


def desktop() -> str:
    """How Qt reaches the desktop, and the sizes of the screens in logical pixels."""
    screens = ", ".join(_screen(screen) for screen in QGuiApplication.screens())
    return f"{QGuiApplication.platformName()}, {screens or 'no screen'}"


def language() -> str:
    """The language and country that the system is set to, and which way the window is laid out."""
    to_the_left = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return f"{QLocale.system().name()}, {'right to left' if to_the_left else 'left to right'}"


def _screen(screen: QScreen) -> str:
    size = screen.size()
    return f"{size.width()} x {size.height()} at {screen.devicePixelRatio():g}"


def _look(windows: "Windows") -> str:
    from PySide6.QtWidgets import QApplication

    theme = windows.theme
    style = QApplication.style()
    return f"{theme.name} ({theme.choice}), style {style.name() if style else 'unknown'}"


def _sizes(windows: "Windows") -> Iterator[str]:
    for window in windows.all:
        kinds = Counter(type(record).__name__ for record in window.document.map.records.values())
        yield ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))


def _or_why(tell: Callable[[], str]) -> str:
    """What is told; if even that goes wrong, by which error."""
    try:
        return tell()
    except Exception as error:  # the report of another mistake must be written all the same
        return f"unknown ({type(error).__name__})"
