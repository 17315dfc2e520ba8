"""The menu at the pointer: what can be done with the thing that is under it."""

from PySide6.QtWidgets import QMenu, QWidget

from app import menus
from app.actions import Actions
from app.menus import KINDS, LINE, STATUS, Entry, Sub
from model.records import Card, Lane, Persona, Record, Stage, Step
from widgets.editor import Editor

_CLIPBOARD: tuple[Entry, ...] = ("edit.cut", "edit.copy", "edit.paste", "edit.duplicate")
_STAGE: tuple[Entry, ...] = (
    "stage.rename", "stage.add_before", "stage.add", "stage.split", "stage.merge",
)  # fmt: skip
_STEP: tuple[Entry, ...] = ("step.rename", "step.add_before", "step.add")

#: What is offered for each sort of record, and on empty ground.
_FOR: dict[type[Record], tuple[Entry, ...]] = {
    Card: (
        "edit.rename", "card.add", LINE, Sub("&Kind of card", KINDS),
        Sub("S&tatus", STATUS), "card.moment", "card.combine", "card.park", "actions.add",
        "link.*", LINE,
        *_CLIPBOARD, "select.like", LINE, "edit.delete",
    ),
    Stage: (*_STAGE, LINE, *_STEP, LINE, "move.left", "move.right",
            "select.stage", "view.spotlight_stage", "view.spotlight_off", LINE, "stage.delete"),
    Step: (
        *_STEP, LINE, *_STAGE, LINE, "move.left", "move.right", "view.spotlight_stage",
        "view.spotlight_off", LINE, "step.delete",
        "stage.delete",
    ),
    Lane: (
        "lane.rename", "lane.add_above", "lane.add", "lane.fold",
        Sub("&Kind of lane", ("lane.kind_*",)), LINE, "move.up", "move.down",
        "select.lane", "view.spotlight_lane", "view.spotlight_off", LINE, "lane.delete",
    ),
    Persona: ("persona.*", LINE, "view.spotlight_persona", "view.spotlight_off"),
}  # fmt: skip
_OTHERS: tuple[Entry, ...] = (
    "feeling.*", "link.*", LINE, "view.spotlight_persona", LINE, "edit.delete",
)  # fmt: skip
_GROUND: tuple[Entry, ...] = (
    "card.add", "card.add_touchpoint", "card.add_pain", "card.add_gain", "card.add_opportunity",
    "card.add_quote", LINE, "edit.paste", "edit.paste_one", LINE, "stage.add", "step.add",
    "lane.add", LINE, "edit.select_all",
)  # fmt: skip


def menu_for(record_id: str, editor: Editor, actions: Actions, parent: QWidget) -> QMenu | None:
    """The menu for a record, or for empty ground for ""; None if there were nothing in it."""
    record = editor.document.map.records.get(record_id)
    wanted = _GROUND if record is None else _FOR.get(type(record), _OTHERS)
    usable = [i for i in actions.commands if actions[i].isEnabled()]
    entries = menus.offered(wanted, usable)
    if not entries:
        return None
    menu = QMenu(parent)
    menus.put(menu, entries, actions, {})
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
