"""Replacing words: one by one, everywhere at once, with one step back."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.find_bar import FindBar
from app.windows import Windows
from model.edits.fields import set_fields
from model.files import codec
from model.records import LONGEST_TEXT, Card
from tests.app.lending import Lend
from tests.driver import Driver, opened
from tests.sample import sample
from widgets.finding import in_places


class Editor(Driver):
    """Replaces words with keys alone."""

    @property
    def bar(self) -> FindBar:
        bar = self.window.bars.made("find")
        assert isinstance(bar, FindBar)
        return bar

    def replace(self, words: str, by: str) -> None:
        """Look for words and type what comes in their place."""
        self.press("Ctrl+F")
        self.type(words)
        self.press("Ctrl+H")
        self.type(by)

    def titles(self) -> set[str]:
        return {card.title for card in self.map.all(Card)}

    @property
    def line(self) -> str:
        """The line at the bottom."""
        return self.window.status.hint.text()


@pytest.fixture
def editor(lend: Lend) -> Editor:
    """A map on which "queue" stands five times."""
    of = sample(
        stage_buy={"name": "Queue"},
        card_till={"title": "Stands in the queue", "body": "The queue goes round the corner."},
        card_queue={"title": "Queue is long", "tags": ("queue",)},
    )
    return lend(codec.dumps(of), Editor)


def test_the_second_line_opens_below_the_first_and_says_what_would_be_done(editor: Editor) -> None:
    editor.press("Ctrl+H")
    assert QApplication.focusWidget() is editor.bar.line, "first what is looked for"
    editor.type("queue")
    editor.press("Ctrl+H")
    assert QApplication.focusWidget() is editor.bar.by
    assert editor.bar.preview.text() == "All: 5 times, in 3 places"
    editor.press("Escape", "Ctrl+F")
    assert editor.bar.by.isVisible(), "it is as it was left"


def test_enter_replaces_this_one_and_shows_the_next(editor: Editor) -> None:
    editor.replace("queue", "line")
    editor.press("Return")
    assert editor.stage_names() == ["Compare", "Line"]
    assert editor.selected == ["Stands in the queue"]
    editor.press("Return")
    assert editor.card("Stands in the line").body == "The line goes round the corner."
    assert editor.undoable == [
        "Replace “queue” with “line” in “Queue”",
        "Replace “queue” with “line” in “Stands in the queue”",
    ]
    assert editor.bar.count.text() == "1 of 1"
    editor.press("Return")
    assert editor.bar.count.text() == "Nothing found"
    assert editor.card("Line is long").tags == ("line",)


def test_words_that_say_the_old_ones_too_are_not_replaced_again_and_again(editor: Editor) -> None:
    editor.replace("queue", "queues")
    editor.press("Return")
    assert editor.selected == ["Stands in the queue"]
    assert editor.bar.count.text() == "2 of 3"


def test_the_first_enter_only_shows_a_hit_where_none_is_shown(editor: Editor) -> None:
    editor.replace("queue", "line")
    editor.click("Visit")
    editor.bar.by.setFocus()
    editor.press("Return")
    assert editor.undoable == []
    assert editor.selected == ["Queue"], "the next one after what was clicked"


def test_everywhere_is_one_step_that_says_how_many(editor: Editor) -> None:
    before = editor.map
    editor.replace("queue", "line")
    editor.press("Ctrl+Return")
    assert {"Stands in the line", "Line is long"} <= editor.titles()
    assert editor.undoable == ["Replace “queue” with “line”, 5 times"]
    assert editor.line == "Replaced 5 times in 3 places"
    editor.press("Escape", "Ctrl+Z")
    assert editor.map == before


def test_cards_alone_are_counted_as_cards(editor: Editor) -> None:
    editor.replace("stands", "waits")
    editor.press("Ctrl+Return")
    assert editor.line == "Replaced once on 1 card"


def test_a_word_that_is_to_go_is_taken_out(editor: Editor) -> None:
    editor.replace("is long", "")
    editor.press("Ctrl+Return")
    assert "Queue" in editor.titles()
    assert editor.undoable == ["Take out “is long”, once"]


def test_capitals_that_are_typed_are_kept(editor: Editor) -> None:
    editor.replace("queue", "iLine")
    editor.press("Ctrl+Return")
    assert {"Stands in the iLine", "iLine is long"} <= editor.titles()


def test_a_text_that_would_become_too_long_is_left_and_told(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "long.journey.json"
    full = "queue" + "x" * (LONGEST_TEXT - 5)
    codec.save(sample(card_till={"body": full}, card_chat={"title": "queue"}), file)
    editor = opened(qtbot, windows, file)
    editor.__class__ = Editor
    assert isinstance(editor, Editor)
    editor.replace("queue", "long line")
    editor.press("Ctrl+Return")
    assert "Long line" in editor.titles(), "where there is room"
    assert editor.line == (
        "Replaced twice on 2 cards; 1 card would become too long and stays as it is"
    )
    editor.press("Return", "Return")
    assert editor.line == "“Till” would become too long."
    assert editor.card("Till").body == full


def test_a_map_that_is_only_read_is_searched_and_not_changed(editor: Editor) -> None:
    editor.window.document.read_only = "This map is read-only."
    editor.window.document.state_changed.emit()
    editor.press("Ctrl+F")
    editor.type("queue")
    assert editor.bar.count.text() == "1 of 3"
    assert not editor.window.actions_["view.replace"].isEnabled()
    editor.bar.more.click()
    assert not editor.bar.all.isEnabled()
    assert editor.bar.preview.text() == "This map is read-only."


def test_a_line_end_that_is_pasted_is_a_space(editor: Editor) -> None:
    editor.replace("Queue is long", "")
    QGuiApplication.clipboard().setText("Waits\nand waits")
    editor.press("Ctrl+V", "Ctrl+Return")
    assert "Waits and waits" in editor.titles()


def test_one_place_is_told_as_one(editor: Editor) -> None:
    editor.window.document.edit("Name", set_fields, "stage_buy", name="Ride")
    editor.replace("ride", "tour")
    editor.press("Ctrl+Return")
    assert editor.line == "Replaced once in 1 place"
    assert in_places(9000) == "in 9,000 places"


def test_half_of_what_is_one_character_holds_nobody_up(editor: Editor) -> None:
    for card_id, title in (("card_till", "Fuß"), ("card_queue", "Fus")):
        editor.window.document.edit("Title", set_fields, card_id, title=title)
    editor.replace("fus", "leg")
    assert editor.bar.count.text() == "1 of 2"
    assert editor.selected == ["Fuß"]
    editor.press("Return")
    assert editor.line == "Nothing was replaced"
    assert editor.selected == ["Fus"]
    editor.press("Return")
    assert {"Fuß", "Leg"} <= editor.titles()
    editor.press("Ctrl+Return")
    assert editor.line == "Nothing was replaced"
