"""What a map names and has not: the window shows it in words, and it can be taken off there."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.describe import describe
from model.grid import Grid
from model.ids import feeling_id
from model.places import place_of
from model.records import Card
from tests.app.odd_file import written
from tests.driver import LEFT, Driver, opened
from widgets.inspector.chips import Chip
from widgets.inspector.entry import Entry
from widgets.panels.parking import ParkingPanel


class Hand(Driver):
    """A driver that reads the details."""

    def look_at(self, record_id: str) -> None:
        """Show a record in the details, with all its fields."""
        inspector = self.window.inspector
        self.window.editor.selection.set(record_id)
        if self.window.editor.selection.ids != (record_id,):
            inspector.look_into(record_id)
        self.qtbot.waitUntil(lambda: inspector.shown == (record_id,))
        inspector.refresh()
        form = inspector.form
        if form is not None and form.more.isVisible() and form.more.text() == "More":
            self.qtbot.mouseClick(form.more, LEFT)
        self.settle()

    def words(self) -> list[str]:
        """Everything that the details say."""
        parts = [*self.window.inspector.findChildren(QLabel)]
        buttons = [*self.window.inspector.findChildren(QAbstractButton)]
        return [part.text() for part in (*parts, *buttons) if part.isVisible() and part.text()]

    def field(self, label: str) -> Entry:
        """The field of the details with that label."""
        form = self.window.inspector.form
        assert form is not None
        (found,) = [
            part for part in form.parts.values()
            if isinstance(part, Entry) and part.field.label == label and part.isVisible()
        ]  # fmt: skip
        return found

    def chip(self, words: str) -> Chip:
        """The chip that says so."""
        chips = self.window.inspector.findChildren(Chip)
        (found,) = [c for c in chips if c.isVisible() and c.name.text() == words]
        return found


def hand(qtbot: QtBot, windows: Windows, file: Path) -> Hand:
    """A hand in the window of that file."""
    made = opened(qtbot, windows, file)
    return Hand(qtbot, made.window)


@pytest.mark.parametrize("place", [{"step_id": "step_gone"}, {"lane_id": "lane_gone"}])
def test_a_card_whose_step_or_lane_is_gone_stands_in_the_parking_lot(
    qtbot: QtBot, windows: Windows, tmp_path: Path, place: dict[str, str]
) -> None:
    editor = hand(qtbot, windows, written(tmp_path, cards={"card_pay": place}))
    editor.do("view.parking")
    panel = editor.window.docks["parking"].fill()
    assert isinstance(panel, ParkingPanel)
    assert [c.title for c in panel.model.cards] == ["Waits for a place", "Pays at the till"]
    assert editor.canvas.box_of("card_pay") is None
    editor.look_at("card_pay")
    assert "Touchpoint · Parking lot" in editor.words()
    row = panel.model.row_of("card_pay")
    view = panel.list
    view.scrollTo(panel.model.index(row))
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(panel.model.index(row)).center())
    assert editor.selected == ["Pays at the till"]


def test_a_card_that_is_dragged_out_of_there_has_a_place_again(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = written(tmp_path, cards={"card_pay": {"step_id": "step_gone"}})
    editor = hand(qtbot, windows, file)
    editor.window.editor.selection.set("card_pay")
    editor.do("edit.cut")
    editor.click(("Buy", "Shop"))
    editor.do("edit.paste")
    assert editor.cards_in("Buy", "Shop") == ["Asks the assistant", "Pays at the till"]


@pytest.mark.parametrize(
    ("field", "label", "words"),
    [
        ("persona_ids", "Personas", "A persona that is gone"),
        ("evidence_ids", "Evidence", "A piece of evidence that is gone"),
        ("metric_ids", "Metrics", "A metric that is gone"),
        ("asset_ids", "Pictures", "A picture that is gone"),
    ],
)
def test_what_is_gone_is_a_chip_in_words_and_can_be_taken_off(
    qtbot: QtBot, windows: Windows, tmp_path: Path, field: str, label: str, words: str
) -> None:
    file = written(tmp_path, cards={"card_ask": {field: ["x_gone", "persona_mara"][:1]}})
    editor = hand(qtbot, windows, file)
    editor.look_at("card_ask")
    assert not any("x_gone" in text for text in editor.words())
    chip = editor.chip(words)
    assert not chip.name.icon().isNull()
    assert editor.field(label).isAncestorOf(chip)
    qtbot.mouseClick(chip.remove, LEFT)
    assert getattr(editor.card("Asks the assistant"), field) == ()
    assert words not in editor.words()
    assert len(editor.undoable) == 1


def test_an_owner_who_is_gone_is_words_and_can_be_taken_off(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = written(tmp_path, cards={"card_ask": {"owner_id": "person_gone"}})
    editor = hand(qtbot, windows, file)
    editor.look_at("card_ask")
    button = editor.field("Owner").findChild(QAbstractButton)
    assert button is not None
    assert button.text() == "A person that is gone"
    qtbot.mouseClick(button, LEFT)
    editor.type("Nobody")
    editor.press("Return")
    assert editor.card("Asks the assistant").owner_id == ""


@pytest.mark.parametrize(
    ("kind", "field", "label"),
    [("pain", "about_ids", "About"), ("opportunity", "addresses_ids", "Addresses"),
     ("activity", "supports_ids", "Supports")],
)  # fmt: skip
def test_what_a_card_is_about_may_be_gone_or_lead_round_in_a_circle(
    qtbot: QtBot, windows: Windows, tmp_path: Path, kind: str, field: str, label: str
) -> None:
    cards = {
        "card_ask": {"kind": kind, field: ["card_pay", "card_gone", "card_ask"]},
        "card_pay": {"kind": kind, field: ["card_read"]},
        "card_read": {"kind": kind, field: ["card_ask"]},
    }
    editor = hand(qtbot, windows, written(tmp_path, cards=cards))
    for card_id in cards:
        editor.look_at(card_id)
        assert editor.window.inspector.shown == (card_id,)
    editor.look_at("card_ask")
    words = "A card that is gone" if kind == "activity" else "A thing that is gone"
    chip = editor.chip(words)
    assert editor.field(label).isAncestorOf(chip)
    qtbot.mouseClick(chip.remove, LEFT)
    left = getattr(editor.card("Asks the assistant"), field)
    assert left == ("card_pay", "card_ask")
    assert editor.cards_in("Buy", "Shop") == ["Asks the assistant", "Pays at the till"]
    assert "Asks the assistant" in describe(editor.map)


def test_links_to_nothing_say_so(qtbot: QtBot, windows: Windows, tmp_path: Path) -> None:
    links = {
        "link_a": {"source_id": "card_ask", "target_id": "card_gone", "label": "On"},
        "link_b": {"source_id": "card_gone", "target_id": "card_read"},
        "link_c": {"source_id": "card_gone", "target_id": "card_lost"},
        "link_d": {},
    }
    editor = hand(qtbot, windows, written(tmp_path, links=links))
    editor.look_at("card_ask")
    assert "A card that is gone (On)" in editor.words()
    editor.look_at("card_read")
    assert "A card that is gone" in editor.words()
    editor.look_at("link_c")
    assert editor.words().count("A card that is gone") == 2
    editor.look_at("link_a")
    editor.do("edit.delete")
    assert "link_a" not in editor.map


def test_feelings_of_somebody_or_somewhere_that_is_gone_say_so(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    whose = feeling_id("persona_gone", "step_buy")
    there = feeling_id("persona_mara", "step_gone")
    feelings = {
        whose: {"persona_id": "persona_gone", "step_id": "step_buy", "score": 1.0},
        there: {"persona_id": "persona_mara", "step_id": "step_gone", "score": -1.0},
    }
    file = written(tmp_path, feelings=feelings, lanes={"lane_feel": {"persona_ids": ["x_gone"]}})
    editor = hand(qtbot, windows, file)
    editor.look_at(whose)
    assert "A persona that is gone: +1" in editor.words()
    editor.look_at("persona_mara")
    assert "Somewhere that is gone: −1" in editor.words()
    editor.look_at("lane_feel")
    qtbot.mouseClick(editor.chip("A persona that is gone").remove, LEFT)
    assert editor.lane("Feeling").persona_ids == ()
    editor.do("edit.undo")
    assert editor.lane("Feeling").persona_ids == ("x_gone",)


def test_a_step_whose_stage_is_gone_keeps_its_column_and_cards(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = written(tmp_path, steps={"step_buy": {"stage_id": "stage_gone", "name": "Pay"}})
    editor = hand(qtbot, windows, file)
    editor.canvas.reveal("card_ask")
    editor.click("Asks the assistant")
    assert editor.selected == ["Asks the assistant"]
    assert place_of(Grid(editor.map), "card_ask") == "stage that is gone › Pay, Shop"


def test_comments_about_one_another_have_no_end_and_are_shown(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    comments = {
        "comment_a": {"about_id": "comment_b", "text": "First"},
        "comment_b": {"about_id": "comment_a", "text": "Second"},
        "comment_c": {"about_id": "card_gone", "text": "Third"},
    }
    editor = hand(qtbot, windows, written(tmp_path, comments=comments))
    for comment in comments:
        editor.look_at(comment)
    assert "A thing that is gone" in editor.words()
    assert "First" in describe(editor.map)


def test_cards_that_span_to_what_is_gone_stay_in_their_cell(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    fields = {"until_step_id": "step_gone", "until_lane_id": "lane_gone"}
    editor = hand(qtbot, windows, written(tmp_path, cards={"card_ask": fields}))
    editor.click("Asks the assistant")
    assert editor.focus == ("Buy", "Shop")
    editor.look_at("card_ask")
    assert not any("gone" in text and "_" in text for text in editor.words())
    assert editor.map.get("card_ask", Card) is not None
