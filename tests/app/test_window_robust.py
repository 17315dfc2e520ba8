"""What hands did at random and the window did not bear, each told as what it should bear."""

from pathlib import Path

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.change import JourneyMap
from model.files import codec
from model.records import Card, evolve
from tests.app.odd_maps import template
from tests.driver import Driver, opened
from widgets.theme import Theme


def shown(
    qtbot: QtBot, windows: Windows, folder: Path, journey: JourneyMap | None = None
) -> Driver:
    """A hand in a window with that map: by default the bicycle."""
    file = folder / "ride.journey.json"
    codec.save(journey or template("bicycle"), file)
    return opened(qtbot, windows, file)


def test_a_parked_card_whose_lane_is_not_on_the_map_is_selected_without_a_cell(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    of = template("bicycle")
    card = next(of.all(Card))
    lost = evolve(card, lane_id="lane_nowhere")
    journey = JourneyMap([*(r for r in of.records.values() if r is not card), lost])
    editor = shown(qtbot, windows, tmp_path, journey)
    editor.window.editor.selection.set(card.id)
    assert editor.window.editor.selection.cell is None
    editor.press("Right")
    assert editor.focus is not None


def test_an_icon_that_has_no_room_is_not_painted(qtbot: QtBot) -> None:
    theme = Theme("light")
    assert theme.icon("plus").pixmap(QSize(0, 0)).isNull()
    assert not theme.icon("plus").pixmap(QSize(8, 8)).isNull()
