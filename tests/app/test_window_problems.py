"""What is odd in a map is said quietly, found with one press, and mended as one step back."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.edits.fields import set_fields
from model.files import codec
from tests.app.odd_file import written
from tests.driver import LEFT, Driver, opened
from widgets.panels.problems import ProblemsPanel

GONE = {"cards": {"card_pay": {"step_id": "step_gone"}, "card_ask": {"owner_id": "person_gone"}}}


class Hand(Driver):
    """A driver that knows the panel of problems."""

    @property
    def panel(self) -> ProblemsPanel:
        """The panel, made if it was not yet."""
        made = self.window.docks["problems"].fill()
        assert isinstance(made, ProblemsPanel)
        return made

    @property
    def notice(self) -> str:
        """What the bar above the canvas says, "" if it is not there."""
        bar = self.window.notice
        return bar.words.text() if bar.isVisible() else ""

    def rows(self) -> list[str]:
        """What the panel lists, with where it is."""
        return [f"{r.text} | {r.below}" if r.below else r.text for r in self.panel.model.rows]

    def click_row(self, words: str) -> None:
        """Click the row that says so."""
        rows = self.panel.model.rows
        (row,) = [i for i, r in enumerate(rows) if words in r.text and r.odd]
        view = self.panel.list
        index = self.panel.model.index(row, 0)
        view.scrollTo(index)
        self.qtbot.mouseClick(
            view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, view.visualRect(index).center()
        )
        self.settle()


def hand(qtbot: QtBot, windows: Windows, file: Path) -> Hand:
    """A hand in the window of that file, once everything in it is made."""
    windows.open([file])
    window = windows.window_of(file)
    assert window is not None
    made = Hand(qtbot, window)
    qtbot.waitUntil(lambda: all(dock.content is not None for dock in window.docks.values()))
    qtbot.waitUntil(lambda: window.odd.has_looked)
    return made


@pytest.fixture
def odd(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Hand:
    """A card in a step that is gone, another of an owner who is."""
    return hand(qtbot, windows, written(tmp_path, **GONE))


def test_a_map_in_good_order_is_opened_without_a_word(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    editor = hand(qtbot, windows, written(tmp_path))
    assert editor.notice == ""
    assert not editor.window.docks["problems"].isVisible()
    editor.do("view.problems")
    assert editor.panel.isVisible()
    assert editor.rows() == []
    assert not editor.panel.button.isEnabled()
    assert "Nothing in this map is odd." in editor.panel.button.toolTip()


def test_a_new_map_says_nothing(qtbot: QtBot, windows: Windows) -> None:
    window = windows.new("bicycle")
    editor = Hand(qtbot, window)
    qtbot.waitUntil(lambda: window.odd.has_looked)
    assert editor.notice == ""


def test_what_is_odd_in_a_file_is_said_and_changes_nothing(odd: Hand) -> None:
    assert odd.notice == (
        "2 things in this file are odd. The first one: The owner of touchpoint "
        "“Asks the assistant” is not on the map."
    )
    assert not odd.window.document.is_dirty
    assert odd.undoable == []


def test_show_opens_the_list_with_the_keyboard_in_it(odd: Hand, qtbot: QtBot) -> None:
    qtbot.mouseClick(odd.window.notice.button, LEFT)
    qtbot.waitUntil(odd.panel.isVisible)
    assert QApplication.focusWidget() is odd.panel.list
    assert odd.rows() == [
        "Wrong (2)",
        "The owner of touchpoint “Asks the assistant” is not on the map. | Buy, Shop",
        "The step of touchpoint “Pays at the till” is not on the map. | Parking lot",
    ]


def test_the_notice_can_be_closed_for_good(odd: Hand, qtbot: QtBot) -> None:
    qtbot.mouseClick(odd.window.notice.close_button, LEFT)
    assert odd.notice == ""
    odd.window.document.edit("x", set_fields, "card_read", title="Reads all reviews")
    odd.do("view.problems")
    qtbot.waitUntil(lambda: len(odd.panel.found) == 2)
    assert odd.notice == ""


def test_mending_is_one_step_back_and_says_what_was_done(odd: Hand, qtbot: QtBot) -> None:
    before = odd.map.records
    odd.do("view.problems")
    assert odd.panel.summary.text() == "2 can be mended."
    qtbot.mouseClick(odd.panel.button, LEFT)
    assert odd.undoable == ["Mend 2 things"]
    assert odd.panel.summary.text() == "Mended 2 things."
    assert odd.rows() == []
    assert not odd.panel.button.isEnabled()
    assert odd.card("Asks the assistant").owner_id == ""
    assert odd.card("Pays at the till").step_id == ""
    qtbot.waitUntil(lambda: odd.notice == "")
    odd.canvas.setFocus()
    odd.press("Ctrl+Z")
    assert odd.map.records == before
    qtbot.waitUntil(lambda: len(odd.rows()) == 3)
    assert odd.panel.button.isEnabled()


def test_what_needs_a_person_is_left_and_said(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    cards = {"card_pay": {"icon": "no-such-icon"}, "card_ask": {"owner_id": "person_gone"}}
    editor = hand(qtbot, windows, written(tmp_path, cards=cards))
    editor.do("view.problems")
    assert editor.panel.summary.text() == "One can be mended. One needs a person."
    qtbot.mouseClick(editor.panel.button, LEFT)
    assert editor.panel.summary.text() == "Mended one thing. One is left and needs a person."
    assert editor.rows()[0] == "Doubtful (1)"
    assert not editor.panel.button.isEnabled()
    assert "without a person" in editor.panel.button.toolTip()
    assert QApplication.focusWidget() is not editor.panel.button
    qtbot.waitUntil(lambda: editor.notice.startswith("One thing in this file is odd. There is no"))


def test_arrows_show_the_records_and_enter_goes_there(odd: Hand) -> None:
    odd.do("view.problems")
    odd.panel.list.setFocus()
    odd.press("Down", "Up")
    assert odd.selected == ["Asks the assistant"]
    assert [i.row() for i in odd.panel.list.selectedIndexes()] == [1]
    assert QApplication.focusWidget() is odd.panel.list
    odd.press("Return")
    assert odd.canvas.view.hasFocus()
    odd.panel.list.setFocus()
    odd.press("Down")
    assert odd.selected == ["Pays at the till"]
    odd.press("Return")
    assert odd.window.docks["parking"].isVisible()
    assert odd.window.docks["parking"].isAncestorOf(QApplication.focusWidget())


def test_a_click_brings_the_record_into_sight(odd: Hand) -> None:
    odd.do("view.actual_size")
    odd.window.resize(760, 560)
    odd.settle()
    odd.canvas.reveal("card_read")
    odd.do("view.problems")
    odd.click_row("The owner of")
    assert odd.selected == ["Asks the assistant"]
    box = odd.canvas.box_of("card_ask")
    assert box is not None
    assert odd.canvas.view.visible().contains(box.center())


def test_what_stands_behind_the_map_is_shown_in_the_details(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    metrics = {"metric_a": {"name": "Sales", "persona_id": "persona_gone"}}
    editor = hand(qtbot, windows, written(tmp_path, metrics=metrics, map={}))
    editor.do("view.problems")
    editor.window.docks["inspector"].hide()
    editor.click_row("metric “Sales”")
    assert editor.window.inspector.isVisible()
    assert editor.window.inspector.shown == ("metric_a",)
    assert "Behind the map" in editor.rows()[1]


def test_a_card_of_a_folded_lane_is_brought_into_sight_too(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = written(tmp_path, cards={"card_pay": {"owner_id": "person_gone"}})
    editor = hand(qtbot, windows, file)
    editor.window.editor.selection.set("lane_shop")
    editor.do("lane.fold")
    editor.do("view.actual_size")
    editor.window.resize(760, 560)
    editor.do("view.problems")
    editor.canvas.reveal("card_read")
    editor.click_row("The owner of")
    assert editor.selected == ["Pays at the till"]
    box = editor.canvas.box_of("card_pay")
    assert box is not None
    assert editor.canvas.view.visible().contains(box.center())


def test_two_cards_of_one_id_are_told_with_their_line_and_mended(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = written(tmp_path, more='"card_pay": {"title": "Pays by card"}')
    line = 1 + file.read_text("utf-8").splitlines().index('    "card_pay": {')
    editor = hand(qtbot, windows, file)
    sentence = "Touchpoint “Pays at the till” had the id of another one; both are on the map."
    assert editor.notice == f"One thing in this file is odd. {sentence}"
    editor.do("view.problems")
    assert editor.rows()[1] == f"{sentence} | Buy, Shop · line {line} of the file"
    editor.click_row(sentence)
    assert editor.selected == ["Pays at the till"]
    qtbot.mouseClick(editor.panel.button, LEFT)
    assert editor.undoable == ["Mend one thing"]
    assert editor.rows() == []
    assert "~" not in editor.card("Pays at the till").id
    assert editor.card("Pays by card").id == "card_pay"
    editor.canvas.setFocus()
    editor.press("Ctrl+S")
    qtbot.waitUntil(lambda: not editor.window.document.is_dirty)
    assert codec.load(file).problems == ()


def test_what_the_next_save_writes_right_is_gone_with_it(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = written(tmp_path, more='"card_x": {"title": "Twice", "title": "Twice"}')
    editor = hand(qtbot, windows, file)
    editor.do("view.problems")
    assert editor.panel.summary.text() == "One is gone with the next save."
    assert not editor.panel.button.isEnabled()
    editor.window.document.edit("x", set_fields, "card_read", title="Reads all reviews")
    editor.canvas.setFocus()
    editor.press("Ctrl+S")
    qtbot.waitUntil(lambda: editor.rows() == [] and editor.notice == "")


def test_an_edit_that_mends_takes_its_row_away(odd: Hand, qtbot: QtBot) -> None:
    odd.do("view.problems")
    odd.click_row("The owner of")
    odd.window.document.edit("x", set_fields, "card_ask", owner_id="")
    qtbot.waitUntil(lambda: odd.rows()[0] == "Wrong (1)")
    qtbot.waitUntil(lambda: odd.notice.startswith("One thing in this file is odd."))


def test_nobody_looks_where_list_and_notice_are_hidden(
    odd: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = odd.panel
    qtbot.mouseClick(odd.window.notice.close_button, LEFT)
    assert not panel.isVisible()
    monkeypatch.setattr("model.oddities.check", None)
    odd.window.document.edit("x", set_fields, "card_read", title="Reads all reviews")
    panel.refresh()
    assert panel.found == ()


def test_a_map_that_must_not_be_edited_is_not_mended(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = written(tmp_path, **GONE)
    file.write_text(file.read_text().replace('"schema_version": 1', '"schema_version": 99'))
    editor = hand(qtbot, windows, file)
    assert "newer Touchline" in editor.notice  # it matters more than what is odd
    editor.do("view.problems")
    assert len(editor.rows()) == 3
    assert not editor.panel.button.isEnabled()
    assert "newer Touchline" in editor.panel.button.toolTip()


def test_what_leads_nowhere_is_saved_as_it_is_until_it_is_mended(odd: Hand, qtbot: QtBot) -> None:
    file = odd.window.document.path
    assert file is not None
    odd.window.document.edit("x", set_fields, "card_read", title="Reads all reviews")
    odd.canvas.setFocus()
    odd.press("Ctrl+S")
    qtbot.waitUntil(lambda: not odd.window.document.is_dirty)
    cards = json.loads(file.read_text("utf-8"))["cards"]
    assert cards["card_pay"]["step_id"] == "step_gone"
    assert cards["card_ask"]["owner_id"] == "person_gone"
    odd.do("view.problems")
    qtbot.mouseClick(odd.panel.button, LEFT)
    odd.canvas.setFocus()
    odd.press("Ctrl+Z", "Ctrl+S")
    qtbot.waitUntil(lambda: not odd.window.document.is_dirty)
    assert json.loads(file.read_text("utf-8"))["cards"] == cards


def test_the_panel_is_opened_by_name(qtbot: QtBot, windows: Windows, tmp_path: Path) -> None:
    editor: Driver = opened(qtbot, windows, written(tmp_path))
    assert editor.window.actions_["view.problems"].text().replace("&", "") == "Problems"
