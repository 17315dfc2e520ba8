from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QColorDialog, QLabel, QPlainTextEdit

from model.change import JourneyMap
from model.edits.fields import set_fields, set_many
from model.edits.removing import remove
from model.edits.stages import add_stage
from model.records import TABLES, Card, create
from tests.sample import sample
from tests.widgets.inspecting import Opened

#: The offscreen plugin has these to say about every list that opens.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")


@pytest.fixture
def opened(qtbot: Any) -> Opened:
    return Opened(qtbot)


def test_the_head_says_what_is_selected_and_where(opened: Opened) -> None:
    opened.selection.set("card_chat")
    assert opened.inspector.head.place.text() == "Touchpoint · Compare › Ask · Web"
    assert opened.inspector.head.title.toPlainText() == "Chat"
    opened.document.edit("", set_fields, "lane_web", name="Touchpoint")
    assert opened.inspector.head.place.text() == "Touchpoint · Compare › Ask"  # not twice


def test_a_title_is_committed_by_enter(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_chat")
    title = opened.inspector.head.title
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Chats with the shop")
    assert opened.record("card_chat").title == "Chat"
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert opened.record("card_chat").title == "Chats with the shop"
    assert opened.done == ["Change title of “Chat”"]


def test_escape_brings_a_title_back(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_chat")
    title = opened.inspector.head.title
    qtbot.keyClicks(title, "X")
    qtbot.keyClick(title, Qt.Key.Key_Escape)
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert title.toPlainText() == "Chat"
    assert opened.done == []


def test_only_fields_that_matter_for_the_kind_are_in_sight(opened: Opened) -> None:
    opened.selection.set("card_queue")
    pain = opened.fields()
    opened.selection.set("card_chat")
    touchpoint = opened.fields()
    assert {"Severity", "Frequency", "Affected"} <= set(pain)
    assert {"Status", "Initiated by"} <= set(touchpoint)
    assert not {"Status", "Initiated by"} & set(pain)
    assert not {"Severity", "Kind of card", "Private"} & set(touchpoint)


def test_more_shows_the_rest_and_stays_open_for_the_next_card(opened: Opened) -> None:
    opened.selection.set("card_offers")
    opened.unfold()
    assert {"Kind of card", "Private", "Address", "Takes"} <= set(opened.fields())
    opened.selection.set("card_till")
    assert "Private" in opened.fields()
    opened.unfold()
    assert "Private" not in opened.fields()


def test_a_field_with_a_value_shows_though_it_belongs_under_more(opened: Opened) -> None:
    opened.selection.set("card_offers")
    assert "Tags" in opened.fields()
    opened.selection.set("card_till")
    assert "Tags" not in opened.fields()


def test_what_another_kind_left_behind_shows(opened: Opened) -> None:
    opened.document.edit("", set_fields, "card_queue", kind="note")
    opened.selection.set("card_queue")
    assert "Severity" in opened.fields()
    assert "Frequency" not in opened.fields()


def test_a_line_is_committed_by_enter_and_by_leaving(opened: Opened) -> None:
    opened.selection.set("card_chat")
    opened.type_in("Device", "Phone")
    assert opened.record("card_chat").device == "Phone"
    opened.type_in("Device", "Tablet", enter=False)
    assert opened.record("card_chat").device == "Phone"
    opened.field("Details").line.setFocus()
    assert opened.record("card_chat").device == "Tablet"
    assert opened.done == ["Change device of “Chat”"] * 2


def test_leaving_a_line_untouched_enters_nothing(opened: Opened) -> None:
    opened.selection.set("card_chat")
    for label in ("Device", "Details"):
        opened.field(label).line.setFocus()
    opened.type_in("Device", "  ", enter=True)
    assert opened.done == []
    assert opened.field("Device").line.text() == ""


def test_escape_brings_a_line_back_and_commits_nothing(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_offers")
    opened.type_in("Tags", "cheap", enter=False)
    qtbot.keyClick(opened.field("Tags").line, Qt.Key.Key_Escape)
    assert opened.field("Tags").line.text() == "price"
    opened.field("Details").line.setFocus()
    assert opened.done == []


def test_a_text_takes_several_lines_and_grows_with_them(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_chat")
    text = opened.field("Details").line
    before = text.height()
    text.setFocus()
    for _ in range(5):
        qtbot.keyClicks(text, "line")
        qtbot.keyClick(text, Qt.Key.Key_Return)
    assert text.height() > before
    opened.field("Device").line.setFocus()
    assert opened.record("card_chat").body == "\n".join(["line"] * 5)


def test_text_that_looks_like_markup_stays_plain(opened: Opened) -> None:
    opened.document.edit("", set_fields, "card_chat", title="<b>A</b>", body="<img src=x>")
    opened.document.edit("", set_fields, "person_mia", name="<i>Mia</i>")
    opened.selection.set("card_chat", "card_till")
    opened.selection.set("card_chat")
    assert opened.inspector.head.title.toPlainText() == "<b>A</b>"
    assert opened.field("Details").line.toPlainText() == "<img src=x>"
    labels = opened.inspector.findChildren(QLabel)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert all(type(t).__mro__[1] is QPlainTextEdit
               for t in opened.inspector.findChildren(QPlainTextEdit))  # fmt: skip


def test_a_choice_is_shown_in_words_and_set_by_key(opened: Opened) -> None:
    opened.selection.set("card_chat")
    assert opened.field("Status").combo.currentText() == "Not given"
    opened.choose("Status", "Planned")
    assert opened.record("card_chat").status == "planned"
    assert opened.done[-1] == "Change status of “Chat”"


def test_severity_is_set_by_its_ticks_and_taken_back(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_queue")
    ticks = opened.field("Severity").ticks
    at = ticks.rect().center()
    at.setX(ticks.width() // 5 * 2 - 4)
    qtbot.mouseClick(ticks, Qt.MouseButton.LeftButton, pos=at)
    assert opened.record("card_queue").severity == 2
    assert opened.done == ["Change severity of “Queue”"]
    qtbot.mouseClick(ticks, Qt.MouseButton.LeftButton, pos=at)
    assert opened.record("card_queue").severity is None
    qtbot.keyClick(ticks, Qt.Key.Key_5)
    assert opened.record("card_queue").severity == 5


def test_a_share_is_typed_in_percent(opened: Opened) -> None:
    opened.selection.set("card_queue")
    opened.type_in("Affected", "7")
    assert opened.record("card_queue").affected == 0.07
    assert opened.field("Affected").line.text() == "7%"
    opened.type_in("Affected", "")
    assert opened.record("card_queue").affected is None


def test_a_date_that_is_none_says_so_and_keeps_what_was_typed(opened: Opened) -> None:
    opened.selection.set("card_app")
    opened.type_in("Due", "soon")
    field = opened.field("Due")
    assert "2026-09-14" in field.error
    assert field.error in opened.texts()
    assert field.line.text() == "soon"
    assert opened.done == []
    opened.type_in("Due", "2026-9-4")
    assert field.error == ""
    assert opened.record("card_app").due == field.line.text() == "2026-09-04"


def test_an_edit_that_is_refused_says_why_at_the_field(opened: Opened) -> None:
    opened.selection.set("map")
    opened.unfold()
    opened.type_in("Language", "not a language")
    field = opened.field("Language")
    assert field.error
    assert field.line.text() == "not a language"
    opened.type_in("Language", "de")
    assert field.error == ""
    assert opened.document.map.info.language == "de"


def test_an_error_is_forgotten_when_something_else_is_selected(opened: Opened) -> None:
    opened.selection.set("card_app")
    opened.type_in("Due", "soon")
    opened.document.edit("", set_fields, "card_chat", kind="opportunity")
    opened.selection.set("card_chat")
    assert opened.field("Due").error == ""
    assert opened.field("Due").line.text() == ""


def test_what_is_typed_is_committed_when_the_selection_moves_on(opened: Opened) -> None:
    opened.selection.set("card_chat")
    opened.type_in("Device", "Phone", enter=False)
    opened.selection.set("card_till")
    assert opened.record("card_chat").device == "Phone"
    assert opened.record("card_till").device == ""
    assert opened.field("Device").line.text() == ""


def test_all_that_is_typed_goes_to_what_was_shown_when_it_was_typed(
    opened: Opened, qtbot: Any
) -> None:
    opened.selection.set("card_chat")
    qtbot.keyClicks(opened.inspector.head.title, "!")
    for label in ("Device", "Details"):
        qtbot.keyClicks(opened.field(label).line, "x")
    opened.selection.set("card_till")
    chat, till = opened.record("card_chat"), opened.record("card_till")
    assert (chat.title, chat.device, chat.body) == ("!Chat", "x", "x")
    assert (till.title, till.device, till.body) == ("Till", "", "")


def test_what_is_typed_can_be_committed_before_saving(opened: Opened) -> None:
    opened.selection.set("card_chat")
    opened.type_in("Device", "Phone", enter=False)
    opened.inspector.commit_pending()
    assert opened.record("card_chat").device == "Phone"


def test_undo_shows_in_the_fields(opened: Opened) -> None:
    opened.selection.set("card_chat")
    opened.type_in("Device", "Phone")
    opened.document.undo()
    assert opened.field("Device").line.text() == ""


def test_a_change_elsewhere_leaves_what_is_being_typed_and_the_cursor(
    opened: Opened, qtbot: Any
) -> None:
    opened.selection.set("card_chat")
    opened.type_in("Device", "Phone", enter=False)
    line = opened.field("Device").line
    line.setCursorPosition(2)
    opened.document.edit("", set_fields, "card_chat", status="planned", device="Watch")
    assert (line.text(), line.cursorPosition()) == ("Phone", 2)
    assert opened.field("Status").combo.currentText() == "Planned"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "Watch"


def test_several_cards_show_what_they_have_in_common(opened: Opened) -> None:
    opened.document.edit(
        "", set_many, {"card_chat": {"device": "Phone"}, "card_till": {"status": "planned"},
                       "card_offers": {"status": "planned"}}
    )  # fmt: skip
    opened.selection.set("card_offers", "card_till")
    assert opened.field("Status").combo.currentText() == "Planned"
    opened.selection.set("card_offers", "card_chat")
    assert opened.inspector.head.fixed.text() == "2 cards"
    assert opened.field("Status").combo.currentIndex() == -1
    assert opened.field("Status").combo.placeholderText() == "Various"
    assert opened.field("Device").line.placeholderText() == "Various"
    assert opened.field("Device").line.text() == ""


def test_setting_a_field_of_several_is_one_undo_step(opened: Opened) -> None:
    opened.selection.set("card_offers", "card_chat", "card_till")
    opened.type_in("Device", "Phone")
    assert {opened.record(i).device for i in opened.selection.ids} == {"Phone"}
    assert opened.done == ["Change device of 3 cards"]
    opened.document.undo()
    assert {opened.record(i).device for i in opened.selection.ids} == {""}


def test_leaving_a_various_field_alone_changes_nothing(opened: Opened) -> None:
    opened.document.edit("", set_fields, "card_chat", device="Phone")
    opened.selection.set("card_offers", "card_chat")
    opened.field("Device").line.setFocus()
    opened.field("Details").line.setFocus()
    assert opened.record("card_chat").device == "Phone"


def test_cards_of_different_kinds_show_no_field_that_one_has_no_use_for(opened: Opened) -> None:
    opened.selection.set("card_chat", "card_queue")
    assert opened.inspector.head.place.text() == "1 touchpoint · 1 pain point"
    assert not {"Severity", "Status"} & set(opened.fields())
    assert "Details" in opened.fields()


@pytest.mark.parametrize("record_type", TABLES.values(), ids=lambda t: t.__name__)
def test_every_kind_of_record_can_be_shown(opened: Opened, record_type: Any) -> None:
    for record in opened.document.map.all(record_type):
        opened.inspector.look_into(record.id)
        assert opened.inspector.shown == (record.id,)
        opened.unfold()
        assert opened.fields() or record_type.kind_name == "asset"
        opened.inspector.go_back()


def test_nothing_selected_shows_the_map(opened: Opened) -> None:
    head = opened.inspector.head
    assert (head.place.text(), head.title.toPlainText()) == ("Map", "A bicycle for the city")
    opened.type_in("Subtitle", "One year")
    assert opened.document.map.info.subtitle == "One year"
    opened.unfold()
    opened.type_in("Version", "Review 4")
    assert opened.document.map.info.version.label == "Review 4"
    assert opened.done[-1] == "Change version of “A bicycle for the city”"


def test_lines_become_goals(opened: Opened, qtbot: Any) -> None:
    text = opened.field("What customers want").line
    text.setFocus()
    qtbot.keyClicks(text, "Be on time")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "No fuss")
    opened.field("Subtitle").line.setFocus()
    assert opened.document.map.info.customer_goals == ("Be on time", "No fuss")


def test_a_focused_cell_shows_its_place_and_a_way_to_the_map(opened: Opened) -> None:
    opened.selection.set(cell=("step_look", "lane_shop"))
    assert opened.inspector.head.place.text() == "Compare › Look · Shop"
    assert opened.inspector.head.fixed.text() == "Empty cell"
    opened.press(opened.inspector.about_map)
    assert opened.inspector.head.place.text() == "Map"
    opened.press(opened.inspector.head.way_back)
    assert opened.inspector.head.fixed.text() == "Empty cell"


def test_a_lane_shows_fields_by_its_kind(opened: Opened) -> None:
    opened.selection.set("lane_web")
    assert {"Medium", "Run by"} <= set(opened.fields())
    opened.choose("Kind of lane", "Team")
    assert opened.record("lane_web").kind == "team"
    assert {"Customers see it", "Team"} <= set(opened.fields())
    assert "Run by" not in opened.fields()


def test_a_lane_that_holds_cards_does_not_hide_them_as_an_emotion_line(opened: Opened) -> None:
    said: list[str] = []
    opened.document.refused.connect(said.append)
    opened.selection.set("lane_web")
    opened.choose("Kind of lane", "Feelings")
    assert opened.record("lane_web").kind == "channel"
    assert said
    assert said[0].startswith("An emotion line shows no cards")


def test_a_duration_is_three_figures_and_a_unit(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("step_look")
    field = opened.field("Takes")
    qtbot.keyClicks(field.lines[1], "3")
    qtbot.keyClick(field.lines[1], Qt.Key.Key_Return)
    assert opened.record("step_look").duration.typical == 3
    qtbot.keyClick(field.unit, Qt.Key.Key_H)
    assert opened.record("step_look").duration.unit == "hours"
    qtbot.keyClicks(field.lines[0], "5")
    qtbot.keyClick(field.lines[0], Qt.Key.Key_Return)
    assert "least" in field.error
    assert opened.record("step_look").duration.low is None


def test_facts_about_a_persona_are_added_typed_and_taken_out(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("persona_anna")
    field = opened.field("Facts")
    opened.press(field.add)
    _, lines = field._rows[0]
    qtbot.keyClicks(lines[0], "Age")
    qtbot.keyClick(lines[0], Qt.Key.Key_Tab)
    qtbot.keyClicks(lines[1], "34")
    qtbot.keyClick(lines[1], Qt.Key.Key_Return)
    (fact,) = opened.record("persona_anna").attributes
    assert (fact.name, fact.value) == ("Age", "34")
    row, _ = field._rows[0]
    opened.press(row.children()[-1])
    assert opened.record("persona_anna").attributes == ()


def test_a_box_is_ticked(opened: Opened) -> None:
    opened.selection.set("step_pay")
    check = opened.field("Moment of truth").check
    assert check.isChecked()
    opened.press(check)
    assert not opened.record("step_pay").moment_of_truth


def test_a_persona_takes_a_colour(opened: Opened) -> None:
    opened.selection.set("persona_anna")
    opened.choose("Colour", "Plum")
    assert opened.record("persona_anna").colour == "plum"
    opened.document.edit("", set_fields, "persona_anna", colour="#123456")
    assert opened.field("Colour").combo.currentText() == "#123456"


def test_a_persona_takes_a_colour_that_nobody_else_has(opened: Opened) -> None:
    opened.selection.set("persona_anna")
    opened.choose("Colour", "Another…")
    (dialog,) = opened.inspector.findChildren(QColorDialog)
    dialog.colorSelected.emit(QColor("#123456"))
    dialog.close()
    assert opened.record("persona_anna").colour == "#123456"
    opened.choose("Colour", "By its place")
    assert opened.record("persona_anna").colour == ""


def test_undo_under_the_cursor_leaves_it_where_it_is(opened: Opened) -> None:
    opened.selection.set("card_chat")
    opened.type_in("Device", "Telephone")
    opened.type_in("Device", "Telephones")
    line = opened.field("Device").line
    line.setCursorPosition(4)
    opened.document.undo()
    assert (line.text(), line.cursorPosition()) == ("Telephone", 4)


def test_a_read_only_map_can_be_read_and_not_changed(qtbot: Any) -> None:
    opened = Opened(qtbot, read_only="This file is of a newer version.")
    opened.selection.set("card_queue")
    assert opened.field("Details").line.isReadOnly()
    assert opened.inspector.head.title.isReadOnly()
    assert not opened.field("Severity").ticks.isEnabled()
    assert not opened.field("Owner").button.isEnabled()
    assert not opened.field("Evidence").add.isVisible()
    qtbot.keyClicks(opened.field("Details").line, "x")
    assert opened.field("Details").line.toPlainText() == ""


def test_what_is_gone_is_not_shown(opened: Opened) -> None:
    opened.selection.set("card_chat")
    opened.inspector.look_into("persona_anna")
    opened.document.edit("", remove, "persona_anna")
    assert opened.inspector.shown == ("card_chat",)
    opened.document.edit("", remove, "card_chat")
    assert "card_chat" not in opened.inspector.shown


def test_a_hidden_inspector_does_nothing_and_catches_up_when_shown(opened: Opened) -> None:
    opened.selection.set("card_chat")
    opened.inspector.hide()
    form = opened.inspector.form
    opened.selection.set("card_queue")
    opened.document.edit("", set_fields, "card_queue", title="The queue")
    assert opened.inspector.form is form
    opened.inspector.show()
    assert opened.inspector.head.title.toPlainText() == "The queue"


def test_another_card_of_the_same_kind_makes_no_new_widgets(opened: Opened) -> None:
    opened.selection.set("card_offers")
    opened.selection.set("card_chat")
    before = {id(w) for w in opened.inspector.findChildren(QPlainTextEdit)}
    form = opened.inspector.form
    opened.selection.set("card_till")
    opened.selection.set("card_chat", "card_till")
    assert opened.inspector.form is form
    assert {id(w) for w in opened.inspector.findChildren(QPlainTextEdit)} == before


def test_an_edit_of_a_card_that_is_not_among_many_shown_is_not_looked_at(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.selection.set("card_offers", "card_chat")
    looked: list[object] = []
    monkeypatch.setattr(opened.inspector, "refresh", looked.append)
    opened.document.edit("", set_fields, "card_till", device="Watch")
    assert looked == []
    opened.document.edit("", set_fields, "card_chat", device="Watch")
    assert len(looked) == 1


def test_a_thousand_cards_are_set_in_one_step(qtbot: Any) -> None:
    cards = {
        f"card_{i:04}": create(
            Card, id=f"card_{i:04}", step_id="step_ask", lane_id="lane_web", order=f"b{i:04}"
        )
        for i in range(1000)
    }
    journey = JourneyMap({**sample().records, **cards})
    opened = Opened(qtbot, journey)
    opened.selection.set(*cards)
    opened.choose("Status", "Planned")
    assert {opened.record(i).status for i in cards} == {"planned"}
    assert opened.done == ["Change status of 1000 cards"]


def test_tab_goes_from_the_title_down(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_queue")
    title = opened.inspector.head.title
    title.setFocus()
    assert QApplication.focusWidget() is title
    seen = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget().accessibleName())
    assert seen == ["Details", "Owner", "Severity", "Frequency"]


def test_every_field_has_a_name_for_screen_readers(opened: Opened) -> None:
    for record_id in ("map", "card_queue", "card_app", "persona_anna", "lane_web"):
        opened.selection.set(*([record_id] if record_id != "map" else []))
        opened.unfold()
        form = opened.inspector.form
        assert form is not None
        for stop in form.stops():
            assert stop.accessibleName() or getattr(stop, "text", str)(), (record_id, stop)
        opened.unfold()


def test_another_theme_is_taken_up(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("persona_anna")
    usual = QApplication.palette()

    def ground() -> int:
        image = opened.inspector.grab().toImage()
        return image.pixelColor(image.width() // 2, 3).lightness()

    try:
        opened.theme.choose("dark")
        qtbot.waitUntil(lambda: ground() < 50)
        opened.theme.choose("light")
        qtbot.waitUntil(lambda: ground() > 200)
    finally:
        QApplication.setPalette(usual)


def test_an_unnamed_stage_is_called_by_its_kind_in_the_history(opened: Opened) -> None:
    change = opened.document.edit("Add stage", add_stage, opened.document.ids)
    stage_id = next(i for i in change if i.startswith("stage"))
    opened.selection.set(stage_id)
    opened.type_in("Phase", "buy")
    assert opened.done[-1] == "Change phase of a stage"
