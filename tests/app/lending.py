"""Windows that the tests of a module use one after the other: opening one takes most of the time.

A window is lent again only if it is as it was when it was new, in all that is seen of it and
in what it holds; otherwise, however that came, it is closed and the next test has a new one.
So no test can tell which ones were before it.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QPoint, QPointF
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.settings import Settings
from app.window import Window
from app.windows import Windows
from model.history import History
from model.records import Card
from tests.driver import Driver
from widgets.theme import Theme

D = TypeVar("D", bound=Driver)
#: What opens a map, by default the bicycle one, for a kind of hand: (data, hand).
Lend: TypeAlias = Callable[..., Any]
#: What of the canvas and the rest is compared: not the objects that they are made of.
_PLAIN = (bool, int, float, str, tuple, frozenset, type(None))
#: Set anew whenever typing begins, or with the map.
_ASIDE = frozenset({"_run", "_back", "_before", "_replacing", "scene"})
#: Settings that any file which is opened makes.
_PLACES = ("recent", "folder")


class Lender:
    """Lends one window at a time, each on a file in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._theme = Theme("light")
        self._windows: Windows | None = None
        self._window: Window | None = None
        self._data = b""
        self._view = (1.0, 0, 0)
        self._size = (0, 0)
        self._layout = QByteArray()
        self._first: dict[object, object] = {}

    def lend(self, qtbot: QtBot, data: bytes, hand: type[D]) -> D:
        """A hand in a window on that map, with settings of its own."""
        if data != self._data or not self._is_there():
            self.close()
            self._open(data)
        assert self._window is not None
        if self._first:
            return hand(qtbot, self._window)
        driver = hand(qtbot, self._window)
        qtbot.waitUntil(lambda: not driver.window._later.isActive())  # until all panels are there
        # What the details show of no card is made only when they have shown one.
        self._window.editor.selection.set(*[card.id for card in driver.map.all(Card)][:1])
        driver.settle()
        self._window.editor.selection.set()
        driver.settle()
        view = driver.canvas.view
        bars = view.horizontalScrollBar(), view.verticalScrollBar()
        self._view = view.zoom, bars[0].value(), bars[1].value()
        self._size = self._window.width(), self._window.height()
        self._layout = self._window.saveState()
        self._first = self._told(self._window)
        return driver

    def take_back(self) -> None:
        """Keep the window for the next test if it is as it was."""
        if self._window is None or not self._is_there() or not self._is_same_file():
            self.close()
        else:
            self._tidy(self._window)
            told = self._told(self._window)
            if any(told.get(name) != value for name, value in self._first.items()):
                self.close()

    def close(self) -> None:
        """Close whatever is open."""
        if self._windows is not None:
            for window in self._windows.all:
                window.close_without_asking()
            for left in QApplication.topLevelWidgets():
                left.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self._windows.deleteLater()
        self._windows = self._window = None

    def _open(self, data: bytes) -> None:
        folder = self._folder / str(len([*self._folder.iterdir()]))
        folder.mkdir()
        file = folder / "ride.journey.json"
        file.write_bytes(data)
        self._data, self._first = data, {}
        self._theme.apply()
        self._windows = Windows(Settings(folder / "settings.json"), self._theme)
        self._windows.open([file])
        self._window = self._windows.window_of(file)

    def _is_there(self) -> bool:
        found = self._window
        if self._windows is None or found is None or self._windows.all != (found,):
            return False
        others = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not found]
        return isValid(found) and found.isVisible() and all(map(_goes_with_a_key, others))

    def _is_same_file(self) -> bool:
        assert self._window is not None
        document = self._window.document
        file = document.path
        if file is None or document.is_saving:
            return False
        return file.parent.parent == self._folder and file.read_bytes() == self._data

    def _tidy(self, window: Window) -> None:
        """What can be taken back is."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()
        canvas, document = window.editor.canvas, window.document
        window.commit_typing()
        for name in ("find", "capture"):  # the others leave more of themselves behind
            bar = window.bars._made.pop(name, None)
            if bar is not None:
                bar.close_bar()
                cast(QWidget, bar).deleteLater()
        if window.saveState() != self._layout:
            window.restoreState(self._layout)
        document.locked = False
        if document.done or document.undone:
            document.go_to(0)
            document._history = History()
            document._begin_journal_anew(document.path)
            document._say_state()
        window.editor.selection.set()
        canvas.persona, canvas.walked = "", None
        canvas.hint.emit("")
        window.activateWindow()
        window.centre.take_focus()
        zoom, x, y = self._view
        if zoom != canvas.zoom:
            canvas.view.show_at(zoom, QPointF(), QPointF())
            canvas.size_headers()
        canvas.view.horizontalScrollBar().setValue(x)
        canvas.view.verticalScrollBar().setValue(y)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        window.resize(*self._size)
        QApplication.processEvents()
        window.inspector.refresh()
        settings = window.windows.settings
        settings.sync()
        settings._kept = {name: settings._kept[name] for name in _PLACES}
        QApplication.processEvents()

    def _told(self, window: Window) -> dict[object, object]:
        """What is seen of a window, and what it holds."""
        assert self._windows is not None
        window.actions_.refresh()
        canvas, document = window.editor.canvas, window.document
        seen = Counter(_looks(w, window) for w in window.findChildren(QWidget) if w.isVisible())
        told: dict[object, object] = {"seen": seen}
        for each in (window, canvas, canvas.editing, canvas.view, window.centre, document):
            for name, value in getattr(each, "__dict__", {}).items():
                if isinstance(value, _PLAIN) and name not in _ASIDE:
                    told[type(each).__name__, name] = value
        for command in window.actions_.commands:
            action = window.actions_[command]
            told[command] = (action.isEnabled(), action.isChecked(), action.text())
        kept = self._windows.settings._kept
        told["settings"] = {name: kept[name] for name in kept if name not in _PLACES}
        told["map"] = document.map == document.on_disk, document.is_dirty
        told["history"] = document.done, document.undone
        told["selection"] = window.editor.selection.ids, window.editor.selection.cell
        told["bars"] = set(window.bars._made)
        told["replaced"] = [tuple(dock.in_place_of) for dock in window.docks.values()]
        told["outside"] = window.outside.is_lost, window.outside.theirs is None
        told["conflicts"] = window.conflicts.number, window.conflicts._by_itself
        told["ticked"] = Counter(
            (type(button), button.text(), button.accessibleName())
            for button in window.findChildren(QAbstractButton)
            if button.isChecked()
        )
        told["focus"] = QApplication.focusWidget()
        told["theme"] = self._theme.choice, QApplication.layoutDirection(), window.windowState()
        return told


def _goes_with_a_key(window: QWidget) -> bool:
    return isinstance(window, QDialog | QMenu)


def _looks(widget: QWidget, window: QWidget) -> tuple[object, ...]:
    at = widget.mapTo(window, QPoint())
    words = widget.text() if isinstance(widget, QAbstractButton | QLabel | QLineEdit) else ""
    is_on = isinstance(widget, QAbstractButton) and widget.isChecked()
    size = widget.width(), widget.height()
    return type(widget), at.x(), at.y(), size, widget.isEnabled(), words, is_on
