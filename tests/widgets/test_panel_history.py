"""The history panel shows what was done and goes to whatever state is chosen."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from model.edits.fields import set_fields
from tests.sample import sample
from widgets.document import Document
from widgets.panels.history import PRESENT, TIME, UNDONE, HistoryPanel
from widgets.theme import Theme

START = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def retitled(document: Document, *titles: str) -> None:
    for title in titles:
        document.edit(f"Rename to “{title}”", set_fields, "map", title=title)


@pytest.fixture
def document() -> Document:
    minutes = count()
    return Document(sample(), clock=lambda: START + timedelta(minutes=next(minutes)))


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> HistoryPanel:
    panel = HistoryPanel(document, Theme("light"))
    qtbot.addWidget(panel)
    panel.resize(280, 300)
    panel.show()
    return panel


def rows(panel: HistoryPanel) -> list[str]:
    """Every row: its label, with * for the present state and ( ) around what was undone."""
    shown = []
    for row in range(panel.model.rowCount()):
        index = panel.model.index(row, 0)
        label = index.data()
        label = f"({label})" if index.data(UNDONE) else label
        shown.append(f"*{label}" if index.data(PRESENT) else label)
    return shown


def click(panel: HistoryPanel, row: int, qtbot: QtBot) -> None:
    view: QListView = panel.list
    place = view.visualRect(panel.model.index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_new_map_has_one_state(panel: HistoryPanel) -> None:
    assert rows(panel) == ["*New map"]


def test_an_opened_map_says_so(qtbot: QtBot) -> None:
    panel = HistoryPanel(Document(sample(), path=Path("city.journey.json")), Theme("light"))
    qtbot.addWidget(panel)
    assert rows(panel) == ["*Opened"]


def test_edits_are_listed_in_the_order_in_which_they_were_made(
    panel: HistoryPanel, document: Document
) -> None:
    retitled(document, "A", "B")
    assert rows(panel) == ["New map", "Rename to “A”", "*Rename to “B”"]
    local = (START + timedelta(minutes=1)).astimezone().time()
    shown = panel.model.index(2, 0).data(TIME)
    assert shown == QLocale().toString(local, QLocale.FormatType.ShortFormat)


def test_what_was_undone_stays_until_something_else_is_done(
    panel: HistoryPanel, document: Document
) -> None:
    retitled(document, "A", "B", "C")
    document.undo()
    document.undo()
    assert rows(panel) == ["New map", "*Rename to “A”", "(Rename to “B”)", "(Rename to “C”)"]
    retitled(document, "D")
    assert rows(panel) == ["New map", "Rename to “A”", "*Rename to “D”"]


def test_a_click_goes_back_to_that_state_and_forth_again(
    panel: HistoryPanel, document: Document, qtbot: QtBot
) -> None:
    retitled(document, "A", "B", "C")
    click(panel, 1, qtbot)
    assert document.map.info.title == "A"
    assert rows(panel)[1] == "*Rename to “A”"
    click(panel, 0, qtbot)
    assert document.map == sample()
    click(panel, 3, qtbot)
    assert document.map.info.title == "C"


def test_arrows_and_enter_go_to_a_state(
    panel: HistoryPanel, document: Document, qtbot: QtBot
) -> None:
    retitled(document, "A", "B", "C")
    panel.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Up)
    qtbot.keyClick(panel.list, Qt.Key.Key_Up)
    assert document.map.info.title == "C", "looking around changes nothing"
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert document.map.info.title == "A"


def test_the_present_state_is_always_in_view(panel: HistoryPanel, document: Document) -> None:
    retitled(document, *map(str, range(200)))
    here = panel.list.visualRect(panel.model.index(200, 0))
    assert panel.list.viewport().rect().contains(here)
    document.go_to(3)
    here = panel.list.visualRect(panel.model.index(3, 0))
    assert panel.list.viewport().rect().contains(here)


def test_one_more_edit_among_thousands_adds_one_row(
    panel: HistoryPanel, document: Document, qtbot: QtBot
) -> None:
    retitled(document, *map(str, range(2000)))
    model = panel.model
    told: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: told.append((first, last)))
    with qtbot.assertNotEmitted(model.rowsRemoved), qtbot.assertNotEmitted(model.modelReset):
        retitled(document, "last")
    assert told == [(2001, 2001)]


def test_a_hidden_panel_catches_up_when_it_is_shown(
    panel: HistoryPanel, document: Document
) -> None:
    panel.hide()
    retitled(document, "A", "B")
    assert rows(panel) == ["*New map"]
    panel.show()
    assert rows(panel)[-1] == "*Rename to “B”"


def test_a_screen_reader_hears_which_state_is_the_present_one(
    panel: HistoryPanel, document: Document
) -> None:
    retitled(document, "A", "B")
    document.undo()
    said = [
        panel.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole).split(", ")[-1]
        for row in range(3)
    ]
    assert said == ["New map", "now", "undone"]


def test_the_present_state_has_a_mark_in_front(panel: HistoryPanel, document: Document) -> None:
    retitled(document, "A", "B")
    marked = panel.list.palette().color(QPalette.ColorRole.Highlight)
    for done in (2, 1):
        document.go_to(done)
        picture = panel.list.viewport().grab().toImage()
        colours = [
            picture.pixelColor(18, panel.list.visualRect(panel.model.index(row, 0)).center().y())
            for row in range(3)
        ]
        assert [row for row, colour in enumerate(colours) if colour == marked] == [done]


def test_long_entries_are_told_apart_by_their_ends(panel: HistoryPanel, document: Document) -> None:
    long = "Change what customers want of the stage that is called"
    for title in ("Compare", "Sign up"):
        document.edit(f"{long} “{title}”", set_fields, "map", title=title)
    document.go_to(0)
    panel.list.setCurrentIndex(panel.model.index(0, 0))
    size = panel.list.visualRect(panel.model.index(1, 0)).size()
    assert size == panel.list.visualRect(panel.model.index(0, 0)).size(), "one line each"
    first, second = (
        panel.list.viewport().grab(panel.list.visualRect(panel.model.index(row, 0))).toImage()
        for row in (1, 2)
    )
    words = first.width() * 2 // 3  # the time behind them differs anyway
    assert first.copy(0, 0, words, first.height()) != second.copy(0, 0, words, second.height())
    tip = panel.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert f"{long} “Compare”" in tip
