"""Another person's copy of the map, dropped on the window or chosen, comes into it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.copies import Copy, bring_in
from app.window import Window
from app.windows import Windows
from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.files import codec
from model.grid import Grid
from model.records import Card, Conflict, create
from resources import templates
from tests.app.pressing import opened, press
from tests.driver import Driver


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "state"))


@pytest.fixture
def ride(tmp_path: Path) -> Path:
    file = tmp_path / "ride.journey.json"
    shutil.copy(templates.path("bicycle"), file)
    return file


def some_card(of: JourneyMap) -> Card:
    return next(iter(Grid(of).cards_at(Grid(of).steps[0].id)))


def scribe(ride: Path, **words: Any) -> Path:
    """A copy in which somebody wrote two cards and perhaps changed the first one."""
    of = codec.load(ride).map
    first = some_card(of)
    for number in (1, 2):
        new = create(Card, id=f"card_new{number}", step_id=first.step_id, lane_id=first.lane_id,
                     order=f"z{number}", title=f"Heard at table {number}")  # fmt: skip
        of = apply({new.id: (None, new)}, of)
    if words:
        of = apply(set_fields(of, first.id, **words), of)
    file = ride.with_name("ride-ina.journey.json")
    codec.save(of, file)
    return file


def shown(window: Window) -> Copy:
    (dialog,) = (d for d in window.findChildren(Copy) if d.isVisible())
    return dialog


def drop(qtbot: QtBot, window: Window, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    assert Driver(qtbot, window).drop(data, window.rect().center())


def titles(window: Window) -> set[str]:
    return {card.title for card in window.document.map.all(Card)}


def test_a_copy_that_is_dropped_brings_its_cards_and_keeps_ours_as_one_undo(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    ours = some_card(window.document.map)
    window.document.edit("Reword", set_fields, ours.id, title="Waits for the bus")
    before = titles(window)
    drop(qtbot, window, scribe(ride, body="Said at the table by the door"))
    dialog = shown(window)
    assert dialog.said.text().startswith("2 new cards; 1 card is changed.")
    assert not dialog.table.isVisible()
    press(qtbot, dialog.bring)
    assert titles(window) == before | {"Heard at table 1", "Heard at table 2"}
    assert some_card(window.document.map).body == "Said at the table by the door"
    assert window.document.done[-1].label == "Bring in “ride-ina”"
    assert {window.document.map[i].title for i in window.editor.selection.ids} == {  # type: ignore[attr-defined]  # cards
        "Heard at table 1", "Heard at table 2",
    }  # fmt: skip
    window.document.undo()
    assert titles(window) == before


def test_what_both_changed_is_asked_about_and_the_other_wording_is_kept(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    ours = some_card(window.document.map)
    window.document.edit("Reword", set_fields, ours.id, title="Waits for the bus", body="Mine")
    bring_in(window, scribe(ride, title="Runs after the bus", body="Theirs"))
    dialog = shown(window)
    rows = {
        dialog.table.item(row, 0).text().rpartition(": ")[2]: row
        for row in range(dialog.table.rowCount())
    }
    assert set(rows) == {"title", "body"}
    assert [dialog.table.item(rows["title"], c).text() for c in (1, 2)] == [
        "Waits for the bus", "Runs after the bus",
    ]  # fmt: skip
    assert not any(dialog.taken(row) for row in rows.values())
    dialog.table.setCurrentCell(rows["title"], 2)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.taken(rows["title"])
    assert dialog.table.item(rows["title"], 1).checkState() == Qt.CheckState.Unchecked
    press(qtbot, dialog.bring)
    card = window.document.map[ours.id]
    assert isinstance(card, Card)
    assert (card.title, card.body) == ("Runs after the bus", "Mine")
    (left,) = window.document.map.all(Conflict)
    assert (left.field, left.theirs, left.theirs_label) == ("body", '"Theirs"', "ride-ina")


def test_what_is_missing_in_the_copy_stays_and_is_said(windows: Windows, ride: Path) -> None:
    window = opened(windows, ride)
    of = window.document.map
    first = some_card(of)
    window.document.edit("Reword", set_fields, first.id, body="At lunch")
    file = ride.with_name("less.journey.json")
    codec.save(apply(remove(codec.load(ride).map, first.id), codec.load(ride).map), file)
    bring_in(window, file)
    dialog = shown(window)
    assert "1 card of this map not in the copy stays." in dialog.said.text()
    dialog.reject()
    assert first.id in window.document.map


def test_a_copy_with_nothing_new_says_so(windows: Windows, ride: Path, qtbot: QtBot) -> None:
    window = opened(windows, ride)
    same = ride.with_name("same.journey.json")
    shutil.copy(ride, same)
    bring_in(window, same)
    dialog = shown(window)
    assert dialog.said.text() == "Nothing new is in it."
    assert not dialog.bring.isEnabled()
    press(qtbot, dialog.instead)
    assert windows.window_of(same) is not None


def test_another_map_that_is_dropped_opens_in_a_window_of_its_own(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    window.document.edit("Name", set_fields, "map", title="Rides")
    other = ride.with_name("other.journey.json")
    shutil.copy(templates.path("retailer"), other)
    drop(qtbot, window, other)
    assert windows.window_of(other) is not None
    assert not window.findChildren(Copy)


def test_another_map_that_is_chosen_is_offered_to_be_opened(windows: Windows, ride: Path) -> None:
    window = opened(windows, ride)
    other = ride.with_name("other.journey.json")
    shutil.copy(templates.path("retailer"), other)
    bring_in(window, other)
    (box,) = window.findChildren(QMessageBox)
    assert "is no copy of this map" in box.text()
    box.reject()


def test_what_is_done_while_the_question_stands_there_is_not_lost(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    bring_in(window, scribe(ride))
    window.document.edit("Name", set_fields, "map", title="Rides")
    press(qtbot, shown(window).bring)
    assert window.document.map.info.title == "Rides"
    assert "Heard at table 2" in titles(window)
