"""The menu of the table's columns: sorting, hiding, moving, and which are seen."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from widgets.table.columns import COLUMNS, TITLE
from widgets.table.view import Table


def columns_menu(view: Table, at: int, reset: Callable[[], None]) -> QMenu:
    """The menu for one column; `reset` puts all of them as they are at first."""
    menu = QMenu(view)
    menu.setAccessibleName("Columns")
    heads = view.heads()
    column = COLUMNS[at]
    place = heads.visualIndex(at)
    shown = view.shown_columns()

    def move(by: int) -> None:
        other = shown[shown.index(at) + by]
        heads.moveSection(place, heads.visualIndex(other))

    def wider(by: int) -> None:
        heads.resizeSection(at, max(heads.minimumSectionSize(), heads.sectionSize(at) + by))

    name = column.header.partition(" (")[0].replace("&", "&&")
    up = menu.addAction(f"&Sort by {name.lower()}", lambda: view.sort_by(at, False))
    down = menu.addAction("Sort the &other way round", lambda: view.sort_by(at, True))
    journey = menu.addAction("Sort as the &journey goes", lambda: view.sort_by(-1, False))
    for action, on in (
        (up, heads.sorted_at == at and not heads.descending),
        (down, heads.sorted_at == at and heads.descending),
        (journey, heads.sorted_at < 0),
    ):
        action.setCheckable(True)
        action.setChecked(on)
    menu.addSeparator()
    menu.addAction("Move &left", lambda: move(-1)).setEnabled(at in shown[1:])
    menu.addAction("Move &right", lambda: move(1)).setEnabled(at in shown[:-1])
    menu.addAction("&Wider", lambda: wider(40))
    menu.addAction("&Narrower", lambda: wider(-40))
    hide = menu.addAction("&Hide this column", lambda: view.hide_column(at, True))
    hide.setEnabled(at != TITLE)
    menu.addSeparator()
    for other in (heads.logicalIndex(i) for i in range(heads.count())):
        action = menu.addAction(view.rows.reading.header(COLUMNS[other]).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(not view.isColumnHidden(other))
        action.setEnabled(other != TITLE)
        action.toggled.connect(lambda on, other=other: view.hide_column(other, not on))
    menu.addSeparator()
    menu.addAction("&All columns as at first", reset)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
