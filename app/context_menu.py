"""The menu at the pointer: what can be done with the thing that is under it."""

from PySide6.QtWidgets import QMenu, QWidget

from app import menus
from app.actions import Actions
from app.menus import LINE
from model.records import Card, Feeling, Lane, Link, Persona, Record, Stage, Step
from widgets.editor import Editor

_CLIPBOARD = ("edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.delete")

#: What is offered for each sort of record, by the subjects of commands and by their ids.
_FOR: dict[type[Record] | None, tuple[str, ...]] = {
    Card: ("card.", LINE, *_CLIPBOARD),
    Stage: ("stage.", LINE, "step.", LINE, "edit.delete"),
    Step: ("step.", LINE, "stage.", LINE, "edit.delete"),
    Lane: ("lane.", LINE, "edit.delete"),
    Persona: ("persona.", LINE, "edit.delete"),
    Feeling: ("feeling.", LINE, "edit.delete"),
    Link: ("link.", LINE, "edit.delete"),
    None: ("card.add", LINE, "edit.paste", "edit.paste_one", LINE, "edit.select_all"),
}


def menu_for(record_id: str, editor: Editor, actions: Actions, parent: QWidget) -> QMenu | None:
    """The menu for a record, or for empty ground where there is none; None if it were empty."""
    record = editor.document.map.records.get(record_id)
    offered = _FOR.get(type(record) if record is not None else None, _FOR[None])
    menu = QMenu(parent)
    menus.put(menu, _entries(offered, actions), actions, {})
    if menu.isEmpty():
        menu.deleteLater()
        return None
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _entries(offered: tuple[str, ...], actions: Actions) -> list[str]:
    """The ids of what can be done now, with lines only between them."""
    found: list[str] = []
    for wanted in offered:
        if wanted == LINE:
            if found and found[-1] != LINE:
                found.append(LINE)
            continue
        ids = [i for i in actions.commands if i == wanted or _begins(i, wanted)]
        found += [i for i in ids if actions[i].isEnabled() and i not in found]
    while found and found[-1] == LINE:
        found.pop()
    return found


def _begins(command_id: str, wanted: str) -> bool:
    return (wanted.startswith("card.add") and command_id.startswith(wanted)) or (
        wanted.endswith(".") and command_id.startswith(wanted)
    )
