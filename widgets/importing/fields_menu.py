"""The menu over a column: which field of a card it is."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from model.importing.fields import BY_NAME, FIELDS, INTO_TEXT, SEVERAL

_TITLES = {"": "Not imported", INTO_TEXT: "Into the text, with its heading"}


def title_of(field: str) -> str:
    """What a field is called above its column."""
    return _TITLES.get(field) or BY_NAME[field].title


def fields_menu(now: str, chosen: Callable[[str], None], parent: QWidget) -> QMenu:
    """The fields to choose from, what is rare in a menu of its own."""
    menu = QMenu(parent)
    rare = QMenu("&More", menu)

    def offer(to: QMenu, field: str) -> None:
        action = QAction(title_of(field), to)
        action.setCheckable(field == now)
        action.setChecked(field == now)
        action.triggered.connect(lambda: chosen(field))
        to.addAction(action)
        if field == now:
            to.setActiveAction(action)

    offer(menu, "")
    offer(menu, INTO_TEXT)
    menu.addSeparator()
    for field in FIELDS:
        offer(menu if field.always else rare, field.name)
    menu.addMenu(rare)
    return menu


def mapped(columns: tuple[str, ...], at: int, field: str) -> tuple[str, ...]:
    """The columns with another field in one place; it leaves the column that had it before."""
    alone = field and field != INTO_TEXT and field not in SEVERAL
    freed = ("" if alone and other == field else other for other in columns)
    return tuple(field if i == at else other for i, other in enumerate(freed))
