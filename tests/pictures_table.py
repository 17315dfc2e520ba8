"""The guide's picture of the table, with the outline beside it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTreeView

from tests.album import Album, wait
from widgets.table.columns import AT

_SMALL = "Tariff table does not fit a small screen"


def take_table(album: Album) -> None:
    """A few cells are selected; the outline has the same card."""
    with album.editor(size=(1400, 820)) as editor:
        window = editor.window
        window.toggle_dock("inspector")
        editor.press("Ctrl+Shift+O")
        editor.press("Ctrl+Shift+T")
        page = window.centre.table
        assert page is not None
        for name in ("body", "personas", "frequency"):
            page.view.hide_column(AT[name], True)
        row = page.rows.row_of(editor.card(_SMALL).id)
        page.view.go(row, AT["title"])
        lines = window.docks["outline"].findChild(QTreeView)
        assert lines is not None
        lines.expand(lines.model().index(2, 0))
        cells = QItemSelection(
            page.rows.index(row - 1, AT["lane"]), page.rows.index(row + 1, AT["title"])
        )
        page.view.selectionModel().select(cells, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        page.view.setFocus()
        wait()
        album.take(editor, "table")


STORIES: Mapping[str, Callable[[Album], None]] = {"table": take_table}
