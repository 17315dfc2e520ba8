from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from widgets.importing.table import HeadWords, Table


class Counted(tuple[str, ...]):
    """A row, or the rows, that notes what is asked of it."""

    asked: set[int]

    def __getitem__(self, at: Any) -> Any:
        self.asked.add(at)
        return super().__getitem__(at)


@pytest.mark.parametrize(("height", "width"), [(100_000, 2), (20, 1000), (0, 0)])
def test_only_what_is_in_view_is_asked_for(qtbot: QtBot, height: int, width: int) -> None:
    row = Counted(f"word {at}" for at in range(width))
    rows: Any = Counted([row] * height)
    row.asked, rows.asked = set(), set()
    heads: set[int] = set()

    def head(at: int) -> HeadWords:
        heads.add(at)
        return f"Stage {at}", "new stage"

    table = Table("A table")
    qtbot.addWidget(table)
    table.resize(800, 500)
    table.show_table(rows, width, head, head)
    table.show()
    qtbot.waitExposed(table)
    table.grab()
    QCoreApplication.processEvents()
    assert (len(rows.asked) > 5, len(heads) > 5) == (height > 0, height > 0)
    assert max(len(rows.asked), len(row.asked), len(heads)) < 60


def test_a_screen_reader_hears_what_a_head_shows(qtbot: QtBot) -> None:
    table = Table("A table")
    qtbot.addWidget(table)
    table.show_table((("Asks",),), 1, lambda _: ("Buy", "new stage"), lambda _: ("Web", ""))
    said = table.rows.headerData
    accessible = Qt.ItemDataRole.AccessibleTextRole
    assert said(0, Qt.Orientation.Horizontal, accessible) == "Buy, new stage"
    assert said(0, Qt.Orientation.Vertical, accessible) == "Web"
    assert table.rows.index(0, 0).data(accessible) == "Buy: new stage. Asks"
