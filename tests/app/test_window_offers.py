"""Lists of offers that open below a line: keys and clicks in them end nothing but the choice."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.records import Card
from resources import templates
from tests.app.pressing import opened
from tests.app.test_window_table import TARIFFS, Hand
from tests.driver import Driver
from widgets.inspector.offered import OfferingLine

POPUP_KEYS = ("Return", "Tab", "Backtab", "Escape")


class Typist(Driver):
    """Presses keys where a real keyboard's arrive: in a list that is open."""

    @property
    def offers(self) -> QAbstractItemView | None:
        found = QApplication.activePopupWidget()
        return found if isinstance(found, QAbstractItemView) else None

    def click_offer(self, row: int) -> None:
        rows = self.offers
        assert rows is not None, "nothing is offered"
        at = rows.visualRect(rows.model().index(row, 0)).center()
        self.qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
        self.settle()

    def _focused(self) -> QWidget:
        return QApplication.activePopupWidget() or super()._focused()


@pytest.fixture
def typist(windows: Windows, tmp_path: Path, qtbot: QtBot) -> Typist:
    """The bicycle map."""
    file = tmp_path / "bicycle.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    return Typist(qtbot, opened(windows, file))


def phase_line(typist: Typist) -> OfferingLine:
    """The line of the details in which a stage's phase is typed."""
    typist.window.editor.selection.set(typist.stage("Compare").id)
    typist.window.inspector.refresh()
    found = typist.window.inspector.findChildren(OfferingLine)
    (line,) = (each for each in found if each.isVisible())
    line.setFocus()
    line.selectAll()
    return line


@pytest.mark.parametrize("key", POPUP_KEYS)
def test_in_the_details_every_key_ends_the_choice_and_the_program_goes_on(
    typist: Typist, key: str
) -> None:
    line = phase_line(typist)
    first = line.completer().model().index(0, 0).data()
    typist.type(first[:2])
    assert typist.offers is not None
    typist.press("Down", key)
    assert typist.offers is None
    expected = typist.stage("Compare").phase if key == "Escape" else first
    assert typist.stage("Compare").phase == expected
    typist.window.editor.selection.set(typist.card(TARIFFS).id)
    typist.window.inspector.refresh()
    assert typist.stage("Compare").phase == first


@pytest.mark.parametrize("key", POPUP_KEYS)
def test_in_a_cell_of_the_table_too(typist: Typist, key: str) -> None:
    table = Hand(typist)
    table.go(TARIFFS, "lane")
    typist.type("St")
    assert typist.offers is not None
    typist.press("Down", key)
    assert typist.offers is None
    if key == "Escape":
        typist.press("Escape")
    where = typist.card(TARIFFS).lane_id
    assert where == typist.lane("Website" if key == "Escape" else "Station").id
    assert len([c for c in typist.map.all(Card) if c.title == TARIFFS]) == 1


def test_an_offer_is_clicked_in_a_cell_and_in_the_details(typist: Typist) -> None:
    line = phase_line(typist)
    first = line.completer().model().index(0, 0).data()
    typist.type(first[:2])
    typist.click_offer(0)
    typist.press("Return")
    assert typist.stage("Compare").phase == first
    table = Hand(typist)
    table.go(TARIFFS, "lane")
    typist.type("St")
    typist.click_offer(0)
    typist.press("Return")
    assert typist.card(TARIFFS).lane_id == typist.lane("Station").id
