"""What a merge left open is settled in the window: list, choices, a look at them, one undo each."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.change import apply
from model.edits.fields import set_fields
from model.edits.removing import remove
from tests.app.lending import Lend
from tests.app.settling import CHAT, Opened, opens
from tests.sample import sample


@pytest.fixture
def hand(lend: Lend) -> Opened:
    return opens(lend)


def test_a_map_with_conflicts_opens_with_the_panel_and_tells_how_many(
    hand: Opened,
) -> None:
    editor = hand()
    assert editor.panel.isVisible()
    assert editor.panel.count.text() == "4 of 4 open"
    assert editor.rows() == [
        "Touchpoint “Asks Ina”", "Title",
        "Stage “Order”", "Name",
        "Touchpoint “Till”", "Severity",
        "Opportunity “An app”", "Deleted in main, changed in ina",
    ]  # fmt: skip
    mark = editor.window.conflicts.mark
    assert mark is not None
    assert (mark.isVisible(), mark.text()) == (True, "4 conflicts")
    assert not editor.window.document.is_dirty


def test_a_map_without_conflicts_opens_without_any_of_it(hand: Opened) -> None:
    of = sample()
    editor = hand(apply({"conflict_1": (of["conflict_1"], None)}, of))
    assert not editor.window.docks["conflicts"].isVisible()
    assert editor.window.conflicts.mark is None
    assert not editor.window.actions_["review.next_conflict"].isEnabled()
    editor.do("view.conflicts")
    assert editor.panel.isVisible()
    assert editor.rows() == []


def test_each_side_is_shown_with_what_became_of_the_words(hand: Opened) -> None:
    editor = hand()
    editor.choose("Title")
    assert editor.boxes() == {
        "Take “main”": "Asks Ina", "Take “ina”": "Calls Tom", "As it was before": "Asks",
        "Take both": "Asks Ina / Calls Tom", "Write another…": "", "Leave as it is": "",
    }  # fmt: skip
    assert editor.box("Take “main”").stands
    assert "On the map now. Asks Ina" in editor.box("Take “main”").accessibleName()
    assert not editor.box("Take “ina”").stands


def test_pointing_at_a_choice_shows_it_on_the_map_and_nothing_is_done(
    hand: Opened, qtbot: QtBot
) -> None:
    editor = hand()
    editor.choose("Title")
    laid: list[int] = []
    editor.canvas.scene_changed.connect(lambda: laid.append(1))
    before = editor.map
    qtbot.mouseMove(editor.box("Take “ina”"))
    assert editor.shown(CHAT).title == "Calls Tom"
    assert len(laid) == 1, "one look, one layout"
    qtbot.mouseMove(editor.box("Take “ina”"), QPoint(9, 9))
    assert len(laid) == 1
    qtbot.mouseMove(editor.window.statusBar())
    assert editor.shown(CHAT).title == "Asks Ina"
    assert len(laid) == 2
    assert editor.map is before
    assert editor.undoable == []


def test_a_look_by_key_goes_with_escape_and_comes_where_the_card_would_stand(
    hand: Opened,
) -> None:
    editor = hand()
    editor.choose("Title")
    editor.press("2")
    assert editor.shown(CHAT).title == "Calls Tom"
    assert editor.box("Take “ina”").marked
    editor.press("Escape")
    assert editor.shown(CHAT).title == "Asks Ina"
    assert editor.box("Take “main”").marked
    editor.press("Right", "Right", "Left")
    assert editor.shown(CHAT).title == "Calls Tom"
    editor.canvas.view.setFocus()
    assert editor.shown(CHAT).title == "Asks Ina", "keys are elsewhere"


def test_keys_alone_settle_all_of_them(hand: Opened) -> None:
    editor = hand()
    editor.press("Ctrl+F8")
    assert editor.panel.sheet.subject.text() == "Touchpoint “Asks Ina”: title"
    editor.press("Return")  # what stands
    assert editor.panel.count.text() == "3 of 4 open"
    assert editor.panel.sheet.subject.text() == "Stage “Order”: name"
    editor.press("2", "Return")
    assert editor.stage("Pay")
    assert editor.panel.sheet.subject.text() == "Touchpoint “Till”: severity"
    editor.press("Down", "1", "Return")
    assert "card_app" not in editor.map
    editor.press("2", "Return")
    assert editor.map["card_till"].severity == 5  # type: ignore[attr-defined]  # a card
    assert editor.open == 0
    assert len(editor.undoable) == 4
    assert not editor.window.docks["conflicts"].isVisible()
    assert QApplication.focusWidget() is editor.canvas.view


def test_each_settled_conflict_comes_back_with_one_undo(hand: Opened) -> None:
    editor = hand()
    editor.choose("Title")
    editor.take("Take both")
    assert editor.card("Asks Ina / Calls Tom")
    assert editor.undoable == ["Settle: Touchpoint “Asks Ina”: title"]
    assert editor.panel.list.hasFocus()
    editor.press("Ctrl+Z")
    assert editor.panel.sheet.subject.text() == "Touchpoint “Asks Ina”: title"
    assert editor.panel.count.text() == "4 of 4 open"


def test_another_value_is_written_in_place(hand: Opened, qtbot: QtBot) -> None:
    editor = hand()
    editor.choose("Severity")
    editor.take("Write another…")
    field, writing = editor.panel.sheet.writing.field, editor.panel.sheet.writing
    assert field.hasFocus()
    above, below = editor.box("Write another…"), editor.box("Leave as it is")
    assert above.geometry().bottom() < writing.y() < writing.geometry().bottom() < below.y()
    assert field.toPlainText() == "2"
    editor.type("9")
    editor.press("Return")
    assert "less than or equal to 5" in editor.panel.sheet.writing.says.text()
    assert editor.open == 4
    editor.press("Backspace")
    editor.type("4")
    qtbot.waitUntil(lambda: editor.shown("card_till").severity == 4)
    assert editor.map["card_till"].severity == 2  # type: ignore[attr-defined]  # a card
    editor.press("Return")
    assert editor.map["card_till"].severity == 4  # type: ignore[attr-defined]  # a card
    assert not editor.panel.sheet.writing.isVisible()


def test_what_is_written_is_given_up_with_escape_and_saved_with_the_map(
    hand: Opened,
) -> None:
    editor = hand()
    editor.choose("Title")
    editor.press("5")
    editor.type("Writes")
    editor.press("Escape")
    assert not editor.panel.sheet.writing.isVisible()
    assert editor.shown(CHAT).title == "Asks Ina"
    editor.press("5")
    editor.type("Writes to us")
    editor.do("file.save")
    editor.qtbot.waitUntil(lambda: not editor.window.document.is_dirty)
    assert editor.card("Writes to us")
    assert editor.open == 3


def test_an_edit_elsewhere_is_said_and_leaving_it_keeps_the_edit(
    hand: Opened,
) -> None:
    editor = hand()
    editor.choose("Title")
    editor.window.document.edit("Reword", set_fields, CHAT, title="Writes")
    assert "It was edited since" in editor.panel.sheet.note.text()
    assert editor.box("Leave as it is").marked
    editor.take("Leave as it is")
    assert editor.card("Writes")
    assert editor.open == 3
    editor.choose("Severity")
    editor.window.document.edit("Delete", remove, "card_till")
    assert "not on the map any more" in editor.panel.sheet.note.text()
    assert list(editor.boxes()) == ["Leave as it is"]


def test_what_a_key_has_marked_is_what_enter_takes_whatever_else_is_done(hand: Opened) -> None:
    editor = hand()
    editor.choose("Title")
    editor.press("2")
    assert editor.shown(CHAT).title == "Calls Tom"
    # Somebody else's change, which comes while the list has the keyboard.
    editor.window.document.edit("Write", set_fields, CHAT, body="At the door")
    assert editor.shown(CHAT).title == "Asks Ina"
    editor.press("Enter")
    assert editor.map[CHAT].title == "Calls Tom"  # type: ignore[attr-defined]  # a card
