"""Which command stands in which menu, in what order. Only what there is is shown.

A command that no list names stands at the end of the menu of its subject, so that a new
table needs no change here; the lists are for order and grouping.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from PySide6.QtWidgets import QMenu, QMenuBar

from app.actions import Actions

#: Between two groups of entries.
LINE = "-"


class Sub(NamedTuple):
    """A menu within a menu."""

    text: str
    entries: "tuple[Entry, ...]"


Entry: TypeAlias = str | Sub

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "&File",
        (
            "file.new", "file.open", "file.recent", LINE,
            "file.save", "file.save_as", "file.save_copy", LINE,
            "file.export", "file.print", LINE,
            "file.close", "file.quit",
        ),
    ),
    (
        "&Edit",
        (
            "edit.undo", "edit.redo", LINE,
            "edit.cut", "edit.copy", "edit.paste", "edit.paste_one", "edit.duplicate",
            "edit.delete", LINE,
            "edit.select_all",
        ),
    ),
    (
        "&View",
        (
            "view.zoom_in", "view.zoom_out",
            "view.actual_size", "view.fit", "view.selection", "view.stage", LINE,
            "view.inspector", "view.parking", "view.history", "view.minimap",
            "view.reset_layout", LINE,
            Sub("&Colours", ("view.light", "view.dark", "view.system")),
            "view.full_screen",
        ),
    ),
    ("&Insert", ()),
    ("&Arrange", ()),
    ("&Help", ("help.palette", "help.keys", LINE, "help.about")),
)  # fmt: skip

_OF_SUBJECT = {"file": "&File", "edit": "&Edit", "view": "&View", "help": "&Help"}


def menu_of(command_id: str) -> str:
    """The menu where a command stands that no list names."""
    subject, _, verb = command_id.partition(".")
    return _OF_SUBJECT.get(subject, "&Insert" if verb.startswith("add") else "&Arrange")


def arranged(there: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
    """The entries of every menu, without those that are not `there`; menus without any left out.

    Lines stand only between entries.
    """
    there = list(there)
    listed = set(_named(entry for _, entries in MENUS for entry in entries))
    found = {}
    for title, entries in MENUS:
        rest = [i for i in there if i not in listed and menu_of(i) == title]
        kept = _tidy((*entries, *_by_subject(rest)), set(there))
        if kept:
            found[title] = kept
    return found


def fill(bar: QMenuBar, actions: Actions, subs: dict[str, QMenu]) -> list[QMenu]:
    """Put the menus into the bar. `subs` are menus made elsewhere, which stand for an id."""
    menus = []
    for title, entries in arranged((*actions.commands, *subs)).items():
        menu = bar.addMenu(title)
        menu.setToolTipsVisible(False)
        menu.aboutToShow.connect(actions.refresh_now)
        put(menu, entries, actions, subs)
        menus.append(menu)
    return menus


def put(menu: QMenu, entries: Sequence[Entry], actions: Actions, subs: dict[str, QMenu]) -> None:
    """Put entries into a menu."""
    for entry in entries:
        if isinstance(entry, Sub):
            put(menu.addMenu(entry.text), entry.entries, actions, subs)
        elif entry == LINE:
            menu.addSeparator()
        elif entry in subs:
            menu.addMenu(subs[entry])
        else:
            menu.addAction(actions[entry])


def _named(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Sub):
            yield from _named(entry.entries)
        else:
            yield entry


def _by_subject(ids: Sequence[str]) -> Iterator[str]:
    """The ids with a line before each new subject."""
    before = None
    for command_id in ids:
        subject = command_id.partition(".")[0]
        if subject != before:
            yield LINE
        yield command_id
        before = subject


def _tidy(entries: Iterable[Entry], there: set[str]) -> tuple[Entry, ...]:
    kept: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Sub):
            inner = _tidy(entry.entries, there)
            if inner:
                kept.append(Sub(entry.text, inner))
        elif entry == LINE:
            if kept and kept[-1] != LINE:
                kept.append(LINE)
        elif entry in there:
            kept.append(entry)
    if kept and kept[-1] == LINE:
        kept.pop()
    return tuple(kept)
