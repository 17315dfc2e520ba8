"""Many cards at once: selected by what they are, changed together, made one."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import menus
from app.windows import Windows
from model.edits.fields import set_many
from model.files import codec
from model.records import Card, Duration
from tests.app.lending import Lend
from tests.driver import LEFT, SHIFT, Driver, opened
from tests.sample import sample
from widgets.inspector.form import Form
from widgets.inspector.picklist import PickList
from widgets.inspector.spans import Span


class Editor(Driver):
    """Works on several cards."""

    @property
    def line(self) -> str:
        """The line at the bottom."""
        return self.window.status.hint.text()

    @property
    def form(self) -> Form:
        """What the details show."""
        self.window.inspector.refresh()
        form = self.window.inspector.form
        assert form is not None
        return form

    def choose(self, *titles: str) -> None:
        """Select cards one after the other."""
        self.click(titles[0])
        for title in titles[1:]:
            self.click(title, SHIFT)

    def label(self) -> str:
        """What the last step is called, which must be the only one."""
        assert len(self.undoable) == 1
        return self.undoable[0]


@pytest.fixture
def editor(lend: Lend) -> Editor:
    of = sample(
        card_chat={"tags": ("speed", "web"), "severity": 2},
        card_till={"tags": ("speed",)},
        card_app={"kind": "touchpoint"},
        card_stock={"kind": "pain", "severity": 2},
    )
    hand: Editor = lend(codec.dumps(of), Editor)
    hand.window.docks["inspector"].show()  # they have made way for the conflicts of the map
    return hand


# Selecting.


def test_every_way_to_select_stands_in_the_menu(editor: Editor) -> None:
    ways = menus.paths(editor.window.actions_.commands)
    there = [command for command in editor.window.actions_.commands if "select." in command]
    assert len(there) == 20
    assert {ways[command] for command in there} == {"Edit ▸ Select"}


def test_all_cards_like_this_one_are_selected_and_counted(editor: Editor) -> None:
    editor.click("Till")
    editor.do("select.like")
    assert set(editor.selected) == {"Offers", "Chat", "Visit", "Till"}
    assert editor.selected[-1] == "Till"
    assert editor.line == "4 touchpoints selected"


def test_like_a_parked_card_are_those_in_the_parking_lot(editor: Editor) -> None:
    editor.window.editor.selection.set("card_app")
    editor.do("select.like")
    assert editor.selected == ["App"]


def test_all_of_a_kind_a_stage_a_lane_and_a_persona(editor: Editor) -> None:
    editor.do("select.kind_pain")
    assert set(editor.selected) == {"Queue", "Stock"}
    assert editor.line == "2 pain points selected"
    editor.click("Till")
    editor.do("select.stage")
    assert set(editor.selected) == {"Till", "Queue"}
    assert editor.line == "2 cards selected"
    editor.click("Chat")
    editor.do("select.lane")
    assert editor.selected == ["Offers", "Chat"]
    editor.canvas.persona = "persona_anna"
    editor.do("select.persona")
    assert editor.selected == ["Chat"]
    editor.do("select.none")
    assert editor.selected == []


def test_where_there_is_none_it_says_so_and_the_selection_stays(editor: Editor) -> None:
    editor.click("Till")
    editor.do("select.kind_quote")
    assert editor.line == "There are no quotes on this map"
    assert editor.selected == ["Till"]
    editor.canvas.persona = "persona_ben"
    editor.do("select.persona")
    assert editor.line.startswith("No card names persona “Ben”")


def test_all_that_is_not_dimmed_is_selected(editor: Editor) -> None:
    assert not editor.window.actions_["select.undimmed"].isEnabled()
    editor.canvas.spot.put("filter", frozenset({"card_till", "card_stock", "lane_web"}))
    editor.do("select.undimmed")
    assert set(editor.selected) == {"Till", "Stock"}


def test_select_all_counts_too(editor: Editor) -> None:
    editor.press("Ctrl+A", "Ctrl+A")
    assert editor.line == "6 cards selected"


# One field of many.


def test_many_show_how_many_have_which_tag_and_one_is_added_to_all(editor: Editor) -> None:
    editor.choose("Chat", "Till", "Offers")
    tags = editor.form.parts["tags"]
    told = [(chip.name.text(), chip.count.text()) for chip in tags.chips]
    assert told[0] == ("speed", "2 of 3")
    assert set(told[1:]) == {("price", "1 of 3"), ("web", "1 of 3")}
    tags.line.setFocus()
    editor.type("phone, web")
    editor.press("Return")
    assert editor.card("Chat").tags == ("speed", "web", "phone")
    assert editor.card("Till").tags == ("speed", "phone", "web")
    assert editor.card("Offers").tags == ("price", "phone", "web")
    assert tags.line.text() == "", "ready for another one"
    assert editor.label() == "Tag 3 cards “phone” and “web”"
    editor.window.centre.take_focus()
    editor.press("Ctrl+Z")
    assert editor.card("Till").tags == ("speed",)


def test_a_tag_is_taken_off_all_and_one_that_some_have_is_given_to_all(editor: Editor) -> None:
    editor.choose("Chat", "Till")
    chip = next(c for c in editor.form.parts["tags"].chips if c.record_id == "web")
    chip.name.click()
    assert editor.card("Till").tags == ("speed", "web")
    editor.form.parts["tags"].chips[0].remove.click()
    assert (editor.card("Chat").tags, editor.card("Till").tags) == (("web",), ("web",))
    assert editor.undoable == ["Tag 2 cards “web”", "Take “speed” off 2 cards"]


def test_a_tag_that_is_typed_and_not_entered_yet_is_added_when_the_map_is_saved(
    editor: Editor,
) -> None:
    editor.choose("Chat", "Till")
    tags = editor.form.parts["tags"]
    tags.line.setFocus()
    editor.type("late")
    pending = editor.window.pending_typing(editor.map)
    assert pending["card_chat"][1].tags == ("speed", "web", "late")
    editor.press("Ctrl+S")
    assert editor.card("Till").tags == ("speed", "late")


def test_one_card_alone_has_its_tags_in_a_line(editor: Editor) -> None:
    editor.choose("Chat", "Till")
    assert editor.form.parts["tags"].chips
    editor.click("Chat")
    tags = editor.form.parts["tags"]
    assert tags.line.text() == "speed, web"
    assert tags.chips == []


#: Fields with a value that is given, and with none.
TOUCHPOINTS: dict[str, tuple[object, object]] = {
    "device": ("Kiosk", ""), "status": ("planned", ""), "body": ("Words", ""),
    "moment_of_truth": (True, False), "owner_id": ("person_mia", ""),
    "duration": (Duration(typical=2), None),
}  # fmt: skip
PAINS: dict[str, tuple[object, object]] = {
    "severity": (5, None), "affected": (0.4, None), "mentions": (4, None)
}  # fmt: skip


@pytest.mark.parametrize(
    ("titles", "fields"), [(("Chat", "Till"), TOUCHPOINTS), (("Queue", "Stock"), PAINS)]
)
def test_various_values_are_said_so_and_taken_from_all(
    editor: Editor, titles: tuple[str, str], fields: dict[str, tuple[object, object]]
) -> None:
    """With keys alone: Delete takes from all what not all have alike."""
    ids = [editor.card(title).id for title in titles]
    for field, (value, empty) in fields.items():
        values = {ids[0]: {field: value}, ids[1]: {field: empty}}
        editor.window.document.edit("", set_many, values)
        editor.choose(*titles)
        if field not in editor.form.parts or not editor.form.parts[field].isVisible():
            editor.form.more.click()
        assert _words(editor.form.parts[field]) == "Various", field
        take_from_all(editor, field)
        cards = [editor.map.get(i, Card) for i in ids]
        assert [getattr(card, field) for card in cards] == [empty, empty], field
        assert _words(editor.form.parts[field]) != "Various", field


def take_from_all(editor: Editor, field: str) -> None:
    """Empty a field of what is selected."""
    part = editor.form.parts[field]
    if field == "status":
        part.combo.activated.emit(_chosen(part.combo, "Not given"))
    elif field == "owner_id":
        part.button.click()
        window = next(w for w in _popups() if w.isVisible())
        editor.qtbot.keyClick(window.search, Qt.Key.Key_Return)
    elif field == "moment_of_truth":
        part.check.click()  # first all have it
        editor.form.parts[field].check.click()
    else:
        widget = getattr(part, "ticks", None) or getattr(part, "line", None) or part.lines[0]
        widget.setFocus()
        editor.press("Delete")


def test_delete_in_the_details_never_deletes_the_cards(editor: Editor) -> None:
    editor.choose("Queue", "Stock")
    editor.form.parts["kind"].combo.setFocus()
    editor.press("Delete", "Backspace")
    assert editor.undoable == []


def test_cards_of_several_kinds_have_kind_owner_tags_personas_and_place_in_sight(
    editor: Editor,
) -> None:
    editor.choose("Chat", "Queue")
    parts = editor.form.parts
    for name in ("kind", "owner_id", "tags", "persona_ids", "evidence_ids", "@place"):
        assert parts[name].isVisible(), name
    assert parts["kind"].combo.currentIndex() == -1
    combo = parts["kind"].combo
    combo.activated.emit(_chosen(combo, "Quote"))
    assert {editor.card("Chat").kind, editor.card("Queue").kind} == {"quote"}
    assert editor.label() == "Change kind of card of 2 cards"


def test_many_cards_are_moved_to_a_step_and_to_a_lane(editor: Editor) -> None:
    editor.choose("Offers", "Visit", "Till")
    place = editor.form.parts["@place"]
    assert (place.step.currentIndex(), place.step.placeholderText()) == (-1, "Various")
    place.step.activated.emit(_chosen(place.step, "Buy"))
    assert {editor.card(t).step_id for t in ("Offers", "Visit", "Till")} == {"step_pay"}
    assert editor.card("Offers").lane_id == "lane_web"
    assert editor.label() == "Move 3 cards"
    place = editor.form.parts["@place"]
    assert place.step.currentText() == "Buy"
    place.lane.activated.emit(_chosen(place.lane, "Sales"))
    assert editor.cards_in("Buy", "Sales") == ["Till", "Offers", "Visit"]


# Combining.


def test_selected_cards_become_one_that_keeps_every_wording(editor: Editor) -> None:
    editor.choose("Till", "Queue", "Chat")
    editor.do("card.combine")
    card = editor.card("Chat")
    assert card.body.startswith("Chat ×3\nTill ×1\nQueue ×1")
    assert card.mentions == 5
    assert editor.label() == "Combine 3 cards into “Chat”"
    assert editor.line == "Said by 5 people in 3 wordings, all kept in its details"
    editor.press("Ctrl+Z")
    assert {"Till", "Queue", "Chat"} <= {c.title for c in editor.map.all(Card)}


def test_a_card_dropped_on_another_with_shift_held_goes_into_it(editor: Editor) -> None:
    editor.drag("Queue", to=editor.where("Till"))
    assert len(list(editor.map.all(Card))) == 7, "without Shift it only moves"
    editor.press("Ctrl+Z")
    start, end = editor.where("Queue"), editor.where("Chat")
    editor.qtbot.mousePress(editor.viewport, LEFT, Qt.KeyboardModifier.NoModifier, start)
    editor.slide(start, end, Qt.KeyboardModifier.NoModifier)
    editor.slide(start, end, SHIFT)
    assert editor.line == "Combine 2 cards into “Chat”"
    (mark,) = editor.canvas.marks.of("drag")
    box = editor.canvas.box_of("card_chat")
    assert box is not None
    assert mark.box.contains(box)
    editor.qtbot.wait(50)  # at the border of the view it is scrolled meanwhile
    assert editor.line == "Combine 2 cards into “Chat”"
    editor.qtbot.mouseRelease(editor.viewport, LEFT, SHIFT, end)
    editor.settle()
    assert editor.card("Chat").body.startswith("Chat ×3\nQueue ×1")
    assert editor.selected == ["Chat"]
    assert editor.undoable == ["Combine 2 cards into “Chat”"]


def test_with_shift_on_free_ground_a_card_moves_as_ever(editor: Editor) -> None:
    start, end = editor.where("Queue"), editor.where(("Compare", "Sales"))
    editor.qtbot.mousePress(editor.viewport, LEFT, Qt.KeyboardModifier.NoModifier, start)
    editor.slide(start, end, SHIFT)
    assert editor.canvas.previewing, "it is shown where it would go"
    editor.qtbot.mouseRelease(editor.viewport, LEFT, SHIFT, end)
    editor.settle()
    assert editor.cards_in("Compare", "Sales") == ["Queue"]


def test_over_its_own_place_a_card_is_not_dropped_on_itself(editor: Editor) -> None:
    start = editor.where("Queue")
    editor.qtbot.mousePress(editor.viewport, LEFT, Qt.KeyboardModifier.NoModifier, start)
    editor.slide(start, start + QPoint(14, 4), SHIFT)
    editor.qtbot.mouseRelease(editor.viewport, LEFT, SHIFT, start + QPoint(14, 4))
    editor.settle()
    assert editor.undoable == []
    assert "two cards" not in editor.line


def test_cards_that_are_about_each_other_in_a_circle_stay_apart_and_say_why(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "circle.journey.json"
    of = sample(card_till={"about_ids": ("card_chat",)}, card_visit={"about_ids": ("card_queue",)})
    codec.save(of, file)
    hand = opened(qtbot, windows, file)
    start, end = hand.where("Chat"), hand.where("Visit")
    hand.qtbot.mousePress(hand.viewport, LEFT, Qt.KeyboardModifier.NoModifier, start)
    hand.slide(start, end, SHIFT)
    hand.qtbot.mouseRelease(hand.viewport, LEFT, SHIFT, end)
    hand.settle()
    assert "round in a circle" in hand.window.status.hint.text()
    assert hand.undoable == []


def _words(part: object) -> str:
    """What a field says of its value."""
    if isinstance(part, Span):
        return "Various" if part.lines[1].placeholderText() == "…" else "one"
    for name in ("line", "combo", "figure", "button", "check"):
        widget = getattr(part, name, None)
        if name == "line" and widget is not None:
            return str(widget.placeholderText())
        if name == "combo" and widget is not None:
            return str(widget.currentText() or widget.placeholderText())
        if name == "check" and widget is not None:
            some = Qt.CheckState.PartiallyChecked
            return "Various" if widget.checkState() == some else "one"
        if widget is not None:
            return str(widget.text())
    raise AssertionError(part)


def _chosen(combo: object, words: str) -> int:
    at = combo.findText(words)  # type: ignore[attr-defined]
    assert at >= 0, words
    combo.setCurrentIndex(at)  # type: ignore[attr-defined]
    return int(at)


def _popups() -> list[PickList]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, PickList)]
