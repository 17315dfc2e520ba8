"""Saved views of the filter bar: chosen again, kept under a name, renamed, deleted."""

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from widgets.asking import ask_name
from widgets.editor import Editor
from widgets.filtering import Filter

#: More than these are found by a few letters of their names.
_MOST, _LONGEST = 30, 40


def shown_name(filter_: Filter) -> str:
    """The name of the saved view that is chosen, "" if none is."""
    at = filter_.saved_at
    return _cut(filter_.saved[at].name) if at >= 0 and filter_.is_on else ""


def fill_menu(filter_: Filter, editor: Editor, anchor: QWidget) -> QMenu:
    """The saved views, and what can be done with the one that is chosen; for under `anchor`."""
    menu = QMenu(anchor)
    chosen = filter_.saved_at if filter_.is_on else -1
    for at, view in enumerate(filter_.saved[:_MOST]):
        action = menu.addAction(_cut(view.name).replace("&", "&&") or "A view without a name")
        action.setCheckable(True)
        action.setChecked(at == chosen)
        action.triggered.connect(partial(filter_.put, view))
    if len(filter_.saved) > _MOST:
        menu.addAction("More views…").triggered.connect(partial(_pick, filter_, anchor))
    if filter_.saved:
        menu.addSeparator()
    read_only = bool(editor.document.read_only)
    save = menu.addAction("Save this filter…")
    save.triggered.connect(partial(ask_to_save, filter_, editor))
    save.setEnabled(filter_.is_on and not read_only)
    if chosen >= 0:
        name = _cut(filter_.saved[chosen].name).replace("&", "&&")
        rename = menu.addAction(f"Rename “{name}”…")
        rename.triggered.connect(partial(ask_to_rename, filter_, editor))
        delete = menu.addAction(f"Delete “{name}”")
        delete.triggered.connect(filter_.delete)
        for action in (rename, delete):
            action.setEnabled(not read_only)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def ask_to_save(filter_: Filter, editor: Editor) -> None:
    """Ask what the filter is to be called, and keep it with the map."""
    name = shown_name(filter_) and filter_.view.name
    label = "Name of the view; one that has it already is replaced:"
    ask_name(editor.window, "Save this filter", label, name or filter_.told()[:_LONGEST],
             filter_.save)  # fmt: skip


def ask_to_rename(filter_: Filter, editor: Editor) -> None:
    """Ask for another name for the saved view that is chosen."""
    ask_name(editor.window, "Rename view", "Name of the view:", filter_.view.name, filter_.rename)


def _pick(filter_: Filter, anchor: QWidget) -> None:
    from widgets.inspector.picklist import Offer, PickList

    offers = [Offer(str(at), view.name) for at, view in enumerate(filter_.saved)]
    found = PickList(offers, anchor)
    found.picked.connect(lambda at: filter_.put(filter_.saved[int(at)]))
    found.open_below(anchor)


def _cut(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
