"""Another person's copy of the map, dropped on the window or chosen, comes into it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.copies import Copy, bring_in
from app.window import Window
from app.windows import Windows
from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.files import codec, kept
from model.grid import Grid
from model.records import Card, Conflict, Persona, create
from resources import templates
from tests.app.pressing import answer, asked, opened, press
from tests.driver import Driver


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "state"))


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
    assert set(rows) == {"title", "text"}
    assert [dialog.table.item(rows["title"], c).text() for c in (1, 2)] == [
        "Waits for the bus", "Runs after the bus",
    ]  # fmt: skip
    assert not any(dialog.taken(row) or dialog.decided(row) for row in rows.values())
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
    first = some_card(window.document.map)
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


def test_what_was_taken_back_comes_with_the_same_copy_again(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window, file = opened(windows, ride), scribe(ride, body="At the door")
    bring_in(window, file)
    press(qtbot, shown(window).bring)
    window.document.undo()
    bring_in(window, file)
    assert shown(window).said.text().startswith("2 new cards; 1 card is changed.")


def test_a_copy_of_a_newer_version_is_opened_and_never_brought_in(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window, file = opened(windows, ride), scribe(ride)
    file.write_text(json.dumps({**json.loads(file.read_text()), "schema_version": 99}))
    before = window.document.map
    bring_in(window, file)
    assert asked(window).text() == "“ride-ina.journey.json” cannot be brought in"
    assert "newer Touchline" in asked(window).informativeText()
    answer(qtbot, window, "Cancel")
    drop(qtbot, window, file)
    assert window.document.map is before
    assert not window.findChildren(Copy)
    assert windows.window_of(file) is not None


def test_a_card_that_was_deleted_here_and_edited_there_is_there_unless_one_says_otherwise(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    first = some_card(window.document.map)
    file = scribe(ride, body="Said at the table by the door")
    window.document.edit("Delete", remove, first.id)
    bring_in(window, file)
    dialog = shown(window)
    assert [dialog.table.item(0, c).text() for c in (1, 2)] == ["deleted", "kept"]
    assert dialog.taken(0)
    press(qtbot, dialog.bring)
    card = window.document.map[first.id]
    assert isinstance(card, Card)
    assert card.body == "Said at the table by the door"
    (left,) = window.document.map.all(Conflict)  # nobody chose
    assert "Said at the table by the door" in left.theirs
    window.document.undo()
    bring_in(window, file)
    dialog = shown(window)
    dialog.table.setCurrentCell(0, 1)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    press(qtbot, dialog.bring)
    assert first.id not in window.document.map
    assert "Heard at table 1" in titles(window)
    assert not list(window.document.map.all(Conflict))


def test_another_choice_is_made_with_the_same_copy_once_more(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    ours, file = some_card(window.document.map), scribe(ride, title="Runs after the bus")
    window.document.edit("Reword", set_fields, ours.id, title="Waits for the bus")
    bring_in(window, file)
    press(qtbot, shown(window).bring)
    bring_in(window, file)
    dialog = shown(window)
    assert dialog.said.text() == "Nothing is in it but what both of you changed."
    assert not dialog.bring.isEnabled()
    dialog.table.setCurrentCell(0, 2)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    press(qtbot, dialog.bring)
    assert "Runs after the bus" in titles(window)
    assert not list(window.document.map.all(Conflict))


def test_what_is_noted_of_a_copy_is_noted_once_however_often_it_comes(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    ours, file = some_card(window.document.map), scribe(ride, title="Runs after the bus")
    for title in ("Waits for the bus", "Waits in the rain", "Waits and waits"):
        window.document.edit("Reword", set_fields, ours.id, title=title)
        bring_in(window, file)
        press(qtbot, shown(window).bring)
    (left,) = window.document.map.all(Conflict)
    assert (left.ours, left.theirs) == ('"Waits and waits"', '"Runs after the bus"')


def test_nothing_is_brought_onto_a_locked_map_and_it_says_why(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    before, file = window.document.map, scribe(ride)
    bring_in(window, file)
    window.document.locked = True
    dialog = shown(window)
    press(qtbot, dialog.bring)
    assert dialog.isVisible()
    assert dialog.said.text().startswith("The map is locked.")
    assert not dialog.bring.isEnabled()
    assert window.document.map is before


def test_tab_leads_from_the_choices_to_the_buttons(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    ours = some_card(window.document.map)
    window.document.edit("Reword", set_fields, ours.id, title="Waits for the bus")
    bring_in(window, scribe(ride, title="Runs after the bus"))
    dialog = shown(window)
    assert dialog.focusWidget() is dialog.table
    qtbot.keyClick(dialog.table, Qt.Key.Key_Tab)
    assert dialog.focusWidget() in (dialog.bring, dialog.instead)


def test_a_copy_older_than_all_that_is_known_takes_no_words_back(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    old = ride.with_name("ina.journey.json")
    shutil.copy(ride, old)
    window = opened(windows, ride)
    first = some_card(window.document.map)
    window.document.edit("Reword", set_fields, first.id, title="Waits for the bus")
    for number in range(kept.NEWEST + 2):
        window.document.edit("Name", set_fields, "map", subtitle=f"Draft {number}")
        window.document.save()
    window.close_without_asking()
    window = opened(windows, ride)
    bring_in(window, old)
    press(qtbot, shown(window).bring)
    assert some_card(window.document.map).title == "Waits for the bus"
    assert any(first.title in c.theirs for c in window.document.map.all(Conflict))


def test_what_was_deleted_here_and_is_in_the_copy_as_it_was_is_told(
    windows: Windows, ride: Path
) -> None:
    window, file = opened(windows, ride), scribe(ride)
    window.document.edit("Delete", remove, some_card(window.document.map).id)
    bring_in(window, file)
    assert "1 card of the copy was deleted here and stays so." in shown(window).said.text()


def test_one_copy_is_chosen_at_a_time(windows: Windows, ride: Path) -> None:
    window = opened(windows, ride)
    window.actions_["file.bring_in"].trigger()
    QApplication.processEvents()
    (dialog,) = window.findChildren(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.ExistingFile
    assert dialog.windowTitle() == "Bring in a copy"
    dialog.reject()


def test_facts_about_a_persona_that_both_changed_are_asked_about(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window, of = opened(windows, ride), codec.load(ride).map
    mara = next(of.all(Persona))
    file = ride.with_name("ride-ina.journey.json")
    fact = {"attributes": ({"name": "Age", "value": "34"},)}
    codec.save(apply(set_fields(of, mara.id, **fact), of), file)
    fact = {"attributes": ({"name": "Age", "value": "43"},)}
    window.document.edit("Age", set_fields, mara.id, **fact)
    bring_in(window, file)
    dialog = shown(window)
    assert [dialog.table.item(0, c).text() for c in (1, 2)] == [
        "name Age, value 43", "name Age, value 34",
    ]  # fmt: skip
    dialog.table.setCurrentCell(0, 2)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    press(qtbot, dialog.bring)
    persona = window.document.map[mara.id]
    assert isinstance(persona, Persona)
    assert [fact.value for fact in persona.attributes] == ["34"]


def test_a_copy_that_is_open_in_another_window_comes_with_what_is_not_saved_there(
    windows: Windows, ride: Path
) -> None:
    window, file = opened(windows, ride), scribe(ride)
    other = opened(windows, file)
    ours = some_card(other.document.map)
    other.document.edit("Reword", set_fields, ours.id, body="Not saved yet")
    bring_in(window, file)
    assert shown(window).said.text().startswith("2 new cards; 1 card is changed.")


def test_a_very_long_name_makes_no_dialog_wider_than_the_screen(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window, file = opened(windows, ride), scribe(ride)
    long = file.rename(file.with_name(f"{'ride-' * 40}.journey.json"))
    bring_in(window, long)
    dialog = shown(window)
    assert dialog.width() < window.width()
    press(qtbot, dialog.bring)
    assert window.document.done[-1].label.startswith("Bring in “ride-ride-")
    assert len(window.document.done[-1].label) < 60


def test_one_side_is_chosen_everywhere_and_what_nobody_chose_stays_open_in_the_panel(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    ours, file = some_card(window.document.map), scribe(ride, title="Runs", body="Theirs")
    window.document.edit("Reword", set_fields, ours.id, title="Waits", body="Mine")
    bring_in(window, file)
    dialog = shown(window)
    press(qtbot, dialog.its)
    assert [dialog.taken(row) for row in (0, 1)] == [True, True]
    press(qtbot, dialog.mine)
    assert [dialog.taken(row) for row in (0, 1)] == [False, False]
    press(qtbot, dialog.bring)
    card = window.document.map[ours.id]
    assert isinstance(card, Card)
    assert (card.title, card.body) == ("Waits", "Mine")
    assert not list(window.document.map.all(Conflict))
    window.document.undo()
    bring_in(window, file)
    press(qtbot, shown(window).bring)
    assert window.conflicts.panel.isVisible()
    assert window.conflicts.panel.count.text() == "2 of 2 open"
    window.conflicts.panel.take_all("theirs")
    card = window.document.map[ours.id]
    assert isinstance(card, Card)
    assert (card.title, card.body) == ("Runs", "Theirs")
