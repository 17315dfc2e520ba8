"""What the palette finds: also what cannot be used yet, and whom the map is about."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from app.palette import Palette
from app.window import Window
from app.windows import Windows
from model.edits.cards import add_card
from model.grid import personas
from model.records import Card
from tests.app.test_window_actions import palette


@pytest.fixture
def window(windows: Windows, qtbot: QtBot) -> Window:
    """The bicycle map, nothing selected."""
    made = windows.new("bicycle")
    qtbot.waitExposed(made)
    return made


def _items(found: Palette) -> list[QListWidgetItem]:
    return [item for i in range(found.list.count()) if (item := found.list.item(i)) is not None]


def _texts(found: Palette) -> list[str]:
    return [item.text() for item in _items(found)]


def _looks(icon: QIcon) -> bytes:
    image = icon.pixmap(32, 32).toImage()  # the bits live as long as it does
    return bytes(image.constBits())


@pytest.mark.parametrize(
    ("letters", "command", "why"),
    [
        ("fold lane", "Fold lane", "Choose a lane first"),
        ("split", "Split stage here", "Choose a step first"),
        ("combine", "Combine into one", "Choose several cards first"),
        ("drop-off", "Add drop-off", "Choose a card first"),
        ("undo", "Undo", "Nothing to undo"),
    ],
)
def test_what_cannot_be_used_now_says_what_it_needs(
    window: Window, qtbot: QtBot, letters: str, command: str, why: str
) -> None:
    found = palette(window)
    qtbot.keyClicks(found.line, letters)
    assert f"{command}      {why}" in _texts(found)
    (item,) = (item for item in _items(found) if item.text().startswith(command))
    assert item.foreground().color() == window.windows.theme.colour("muted")
    found.list.setCurrentItem(item)
    qtbot.keyClick(found.line, Qt.Key.Key_Return)
    assert found.isVisible()


def test_what_can_be_used_comes_before_what_cannot(window: Window, qtbot: QtBot) -> None:
    found = palette(window)
    qtbot.keyClicks(found.line, "stage")
    greyed = ["first" in text for text in _texts(found)]
    assert greyed == sorted(greyed)
    assert any(greyed)
    assert not greyed[0]


def test_a_map_that_is_only_read_says_so(window: Window, qtbot: QtBot) -> None:
    window.document.read_only = "This map was made by a newer Touchline."
    found = palette(window)
    qtbot.keyClicks(found.line, "lane below")
    assert _texts(found)[0] == "Lane below      This map is read-only"


def test_without_letters_only_what_can_be_used_is_offered(window: Window) -> None:
    assert not any("first" in text for text in _texts(palette(window)))


def test_a_persona_is_found_and_chosen(window: Window, qtbot: QtBot) -> None:
    second = personas(window.document.map)[1]
    found = palette(window)
    qtbot.keyClicks(found.line, second.name)
    assert _texts(found)[0] == f"{second.name}      Persona"
    qtbot.keyClick(found.line, Qt.Key.Key_Return)
    assert window.editor.selection.ids == (second.id,)
    assert window.editor.canvas.persona == second.id


def test_a_pain_point_has_its_icon(window: Window, qtbot: QtBot) -> None:
    found = palette(window)
    qtbot.keyClicks(found.line, "Tariff table does not fit")
    item = _items(found)[0]
    assert _looks(item.icon()) == _looks(window.windows.theme.icon("pain"))


def test_a_parked_card_is_found_in_the_parking_lot(window: Window, qtbot: QtBot) -> None:
    document = window.document
    document.edit("Park", add_card, document.ids, title="Where do the gloves go?")
    found = palette(window)
    qtbot.keyClicks(found.line, "gloves")
    assert _texts(found)[0] == "Where do the gloves go?      Parking lot"
    qtbot.keyClick(found.line, Qt.Key.Key_Return)
    assert window.docks["parking"].isVisible()
    (card,) = window.editor.selection.of(Card)
    assert card.title == "Where do the gloves go?"


def test_more_letters_are_compared_with_what_fitted_before_and_with_nothing_else(
    window: Window, qtbot: QtBot
) -> None:
    found = palette(window)
    assert found.ranked == 0
    qtbot.keyClicks(found.line, "t")
    everything = found.ranked
    qtbot.keyClicks(found.line, "ariff")
    assert found.ranked < 4 * everything
    narrowed = _texts(found)
    found.line.clear()
    found.line.setText("tariff")
    assert _texts(found) == narrowed
    qtbot.keyClick(found.line, Qt.Key.Key_Backspace)
    assert set(narrowed) <= set(_texts(found))


def test_a_card_is_gone_to_in_the_table_where_that_is_shown(window: Window, qtbot: QtBot) -> None:
    window.actions_["view.table"].trigger()
    assert window.centre.table is not None
    found = palette(window)
    qtbot.keyClicks(found.line, "Tariff table does not fit")
    qtbot.keyClick(found.line, Qt.Key.Key_Return)
    assert window.centre.shows_table
    current = window.centre.table.view.currentIndex()
    card = window.centre.table.rows.card(current.row())
    assert card is not None
    assert card.title == "Tariff table does not fit a small screen"
    found = palette(window)
    qtbot.keyClicks(found.line, "Get help")
    qtbot.keyClick(found.line, Qt.Key.Key_Return)
    assert not window.centre.shows_table
