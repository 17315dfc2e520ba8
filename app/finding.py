"""Find and replace as commands: the bar above the canvas, and the keys that work without it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from model.grid import is_placed
from model.records import Card
from widgets.commands.command import Command, always, editable

if TYPE_CHECKING:
    from app.find_bar import FindBar
    from app.window import Window

#: Selected text that is longer is no word that somebody looks for.
_LONGEST = 100


def make_bar(window: "Window", parent: QWidget) -> "FindBar":
    """The bar of a window: hits in the parking lot open it, and get the keys at the end."""
    from app.find_bar import FindBar

    bar = FindBar(window.editor, parent)
    bar.finder.parked.connect(lambda _: _show_parking_lot(window))
    bar.closed.connect(lambda: _focus_parked(window, bar))
    return bar


def commands(window: "Window") -> tuple[Command, ...]:
    """The commands of one window. They are called "view" as they may interrupt typing."""
    return (
        Command("view.find", "&Find…", lambda _: find(window), ("Ctrl+F",), "search", always),
        Command("view.find_next", "Find ne&xt", lambda _: go(window, 1), ("F3",), "", always),
        Command("view.find_previous", "Find pre&vious", lambda _: go(window, -1), ("Shift+F3",),
                "", always),
        Command("view.replace", "R&eplace…", lambda _: replace(window), ("Ctrl+H",),
                "replace", editable),
    )  # fmt: skip


def find(window: "Window") -> None:
    """Let words be typed that are looked for; those that are selected in a text are there."""
    _opened(window)


def replace(window: "Window") -> None:
    """As `find`, with the line that says what comes in place of what is found."""
    _opened(window).show_replace()


def go(window: "Window", by: int) -> None:
    """The next hit (1) or the one before (-1) of what was looked for last, bar or no bar."""
    from app.find_bar import FindBar

    bar = window.bars.made("find")
    if not isinstance(bar, FindBar) or not bar.finder.query.needle:
        find(window)
        return
    if not bar.isVisible():
        window.commit_typing()
        window.centre.take_focus()
    bar.finder.go(by)
    if not bar.isVisible():
        said = (bar.finder.said(), bar.finder.remark())
        window.editor.canvas.hint.emit(" · ".join(part for part in said if part))


def _opened(window: "Window") -> "FindBar":
    from app.find_bar import FindBar

    words = _selected_words()
    bar = window.bars.open("find")
    assert isinstance(bar, FindBar), "the row of the table makes it"
    bar.look_for(words)
    return bar


def _selected_words() -> str:
    """What is selected in the text that has the focus, if it can be looked for."""
    at = QApplication.focusWidget()
    words = ""
    if isinstance(at, QLineEdit):
        words = at.selectedText()
    elif isinstance(at, QPlainTextEdit | QTextEdit):
        words = at.textCursor().selectedText()
    return words if words.isprintable() and len(words) <= _LONGEST else ""


def _focus_parked(window: "Window", bar: "FindBar") -> None:
    """Keys go to the hit, which may be in the parking lot and not on the canvas."""
    parked = window.docks["parking"].content
    record = window.document.map.get(bar.finder.current, Card)
    if parked is not None and record is not None and not is_placed(window.document.map, record):
        parked.setFocus(Qt.FocusReason.OtherFocusReason)


def _show_parking_lot(window: "Window") -> None:
    dock = window.docks["parking"]
    dock.fill()
    dock.show()
    dock.raise_()
