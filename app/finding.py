"""Find and replace as commands: the bar above the canvas, and the keys that work without it."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from model.grid import is_placed
from model.records import Card
from widgets.commands import here
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
        Command("select.hits", "All that was &found", lambda _: select_hits(window), (), "",
                lambda _: bool(_hits(window))),
    )  # fmt: skip


def find(window: "Window") -> None:
    """Let words be typed that are looked for; those that are selected in a text are there."""
    _opened(window)


def replace(window: "Window") -> None:
    """As `find`, with the line that says what comes in place of what is found."""
    _opened(window).show_replace()


def select_hits(window: "Window") -> None:
    """Select all cards that were found, to change them at once."""
    editor = window.editor
    cards = [i for i in _hits(window) if editor.document.map.get(i, Card)]
    if cards:
        editor.selection.set(*cards)
        here.say_selected(editor)
    else:
        editor.canvas.hint.emit("No cards were found")


def go(window: "Window", by: int) -> None:
    """The next hit (1) or the one before (-1) of what was looked for last, bar or no bar."""
    bar = _made(window)
    if bar is None or not bar.finder.query.needle:
        find(window)
        return
    if not bar.isVisible():
        window.commit_typing()
        window.centre.take_focus()
    bar.finder.go(by)
    if not bar.isVisible():
        said = (bar.finder.said(), bar.finder.remark())
        window.editor.canvas.hint.emit(" · ".join(part for part in said if part))


def _hits(window: "Window") -> tuple[str, ...]:
    """What a search found that is still to be seen."""
    bar = _made(window)
    return bar.finder.hits if bar is not None and bar.isVisible() else ()


def _made(window: "Window") -> "FindBar | None":
    """The bar of a window, if anything was looked for in it."""
    bar = window.bars.made("find")
    return cast("FindBar | None", bar)


def _opened(window: "Window") -> "FindBar":
    words = _selected_words()
    bar = cast("FindBar", window.bars.open("find"))
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
    dock.open()
