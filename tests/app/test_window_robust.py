"""What hands did at random and the window did not bear, each told as what it should bear."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.change import JourneyMap
from model.edits.fields import set_fields
from model.files import codec
from model.ids import feeling_id
from model.layout import standing
from model.records import Card, evolve
from tests.app.odd_maps import template
from tests.driver import LEFT, NONE, Driver, opened
from widgets.canvas.connecting import handles
from widgets.panels.card_mime import packed
from widgets.theme import Theme

MARA = "Mara"
TARIFFS = "Compares three tariffs on the phone"
TABLE = "Tariff table does not fit a small screen"


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


def grips(editor: Driver) -> dict[str, QPoint]:
    """Where each sort of drag begins, in pixels of the viewport."""
    editor.show(TARIFFS)
    canvas = editor.canvas
    box = canvas.box_of(editor.card(TARIFFS).id)
    face = canvas.box_of(feeling_id(editor.persona(MARA).id, editor.step("Compare").id))
    line = standing.cell_bounds(canvas.laid, editor.step("Ride").id, editor.lane("Feeling").id)
    assert box is not None
    assert face is not None
    assert line is not None
    found = {
        "card": box.center(),
        "edge": QPointF(box.right() - 1, box.center().y()),
        "handle": handles(canvas, editor.card(TARIFFS).id)["out"],
        "face": face.center(),
        "line": QPointF(line.x + 4, line.y + 4),
    }
    pixels = {what: canvas.view.to_viewport(at).toPoint() for what, at in found.items()}
    return {**pixels, "lasso": editor.where(("Discover", "Website"))}


@pytest.mark.parametrize("what", ["card", "edge", "handle", "face", "line", "lasso"])
def test_a_drag_is_over_when_the_map_becomes_another_one_under_it(
    qtbot: QtBot, windows: Windows, tmp_path: Path, what: str
) -> None:
    editor = shown(qtbot, windows, tmp_path)
    document = editor.window.document
    document.edit("Rename", set_fields, editor.card(TABLE).id, title="Table")
    document.edit("Rename", set_fields, editor.card(TARIFFS).id, body="On the tram")
    start = grips(editor)[what]
    editor.hover(grips(editor)["card"])
    editor.hover(start)
    end = start + QPoint(260, 30)
    qtbot.mousePress(editor.viewport, LEFT, NONE, start)
    for nth in range(1, 6):
        editor.move_on(editor.viewport, start + (end - start) * nth / 5)
    assert editor.canvas.hands.dragging
    document.undo()
    before = editor.map
    assert not editor.canvas.previewing
    qtbot.mouseRelease(editor.viewport, LEFT, NONE, end)
    assert editor.map == before
    assert [entry.label for entry in document.undone] == ["Rename"]
    assert not editor.canvas.marks.of("drag")


def test_what_hangs_over_a_map_that_becomes_another_one_is_dropped_on_that(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    editor = shown(qtbot, windows, tmp_path)
    document = editor.window.document
    card = editor.card(TARIFFS).id
    document.edit("Rename", set_fields, card, body="On the tram")
    data, action = packed(document, [card]), Qt.DropAction.MoveAction
    at = editor.where(("Ride", "App"))
    QApplication.sendEvent(editor.viewport, QDragEnterEvent(at, action, data, LEFT, NONE))
    QApplication.sendEvent(editor.viewport, QDragMoveEvent(at, action, data, LEFT, NONE))
    assert editor.canvas.previewing
    document.undo()
    QApplication.sendEvent(editor.viewport, QDropEvent(QPointF(at), action, data, LEFT, NONE))
    assert TARIFFS in editor.cards_in("Ride", "App")
    assert editor.card(TARIFFS).body == ""
