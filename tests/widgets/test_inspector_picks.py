from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from model.edits.fields import set_fields
from model.edits.links import connect
from model.records import Asset, Evidence, Metric, Person, Persona
from tests.strategies import BITMAPS
from tests.widgets.inspecting import Opened
from widgets.inspector import related
from widgets.inspector.picklist import Offer, matching

#: The offscreen plugin has these to say about every list that opens.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")


@pytest.fixture
def opened(qtbot: Any) -> Opened:
    return Opened(qtbot)


def names(opened: Opened, label: str) -> list[str]:
    return [chip.name.text() for chip in opened.field(label).chips]


def test_an_owner_is_picked_by_a_few_letters(opened: Opened) -> None:
    opened.selection.set("card_chat")
    opened.pick(opened.field("Owner").button, "ber")
    assert opened.record("card_chat").owner_id == "person_mia"
    assert opened.field("Owner").button.text() == "Mia Berg"
    assert opened.done == ["Change owner of “Chat”"]


def test_an_owner_who_is_not_there_yet_is_made_only_when_picked(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_chat")
    opened.press(opened.field("Owner").button)
    window = opened.open_list()
    qtbot.keyClicks(window.search, "Lena Voss")
    assert window.list.item(0).text() == "New person “Lena Voss”"
    assert len(list(opened.document.map.all(Person))) == 1
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    owner = opened.record(opened.record("card_chat").owner_id)
    assert (owner.name, owner.initials) == ("Lena Voss", "LV")
    assert opened.done == ["Add person “Lena Voss” to “Chat”"]
    opened.document.undo()
    assert len(list(opened.document.map.all(Person))) == 1


def test_escape_closes_the_list_and_changes_nothing(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_chat")
    opened.press(opened.field("Owner").button)
    window = opened.open_list()
    qtbot.keyClicks(window.search, "Mia")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert opened.record("card_chat").owner_id == ""


def test_an_owner_is_taken_off_by_picking_nobody(opened: Opened) -> None:
    opened.selection.set("card_till")
    opened.pick(opened.field("Owner").button, "nobody")
    assert opened.record("card_till").owner_id == ""


def test_the_arrows_choose_in_the_list(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_chat")
    opened.unfold()
    opened.press(opened.field("Personas").add)
    window = opened.open_list()
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Up)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert opened.record("card_chat").persona_ids == ("persona_anna", "persona_ben")


def test_evidence_is_picked_and_taken_off(opened: Opened) -> None:
    opened.selection.set("card_chat")
    opened.pick(opened.field("Evidence").add, "talks")
    assert opened.record("card_chat").evidence_ids == ("evidence_talks",)
    assert names(opened, "Evidence") == ["Interview: Talks"]
    opened.press(opened.field("Evidence").chips[0].remove)
    assert opened.record("card_chat").evidence_ids == ()
    assert names(opened, "Evidence") == []
    assert opened.done == ["Add “Talks” to “Chat”", "Take “Talks” off “Chat”"]


def test_evidence_is_looked_into_and_taken_off_by_key(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_offers")
    name = opened.field("Evidence").chips[0].name
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert opened.inspector.shown == ("evidence_talks",)
    opened.inspector.go_back()
    qtbot.keyClick(name, Qt.Key.Key_Delete)
    assert opened.record("card_offers").evidence_ids == ()


def test_evidence_is_made_there_and_attached_in_one_step(opened: Opened) -> None:
    opened.selection.set("card_chat")
    opened.pick(opened.field("Evidence").add, "Chat log, 90 lines")
    (made,) = (e for e in opened.document.map.all(Evidence) if e.id != "evidence_talks")
    assert made.title == "Chat log, 90 lines"
    assert opened.record("card_chat").evidence_ids == (made.id,)
    assert len(opened.done) == 1


def test_a_metric_and_a_persona_are_made_there(opened: Opened) -> None:
    opened.selection.set("card_chat")
    opened.unfold()
    opened.pick(opened.field("Metrics").add, "Answered in a minute")
    opened.pick(opened.field("Personas").add, "Cem")
    assert "Answered in a minute" in {m.name for m in opened.document.map.all(Metric)}
    assert "Cem" in {p.name for p in opened.document.map.all(Persona)}
    assert names(opened, "Personas") == ["Anna", "Cem"]


def test_a_chip_leads_into_its_record_and_back(opened: Opened) -> None:
    opened.selection.set("card_offers")
    opened.press(opened.field("Evidence").chips[0].name)
    head = opened.inspector.head
    assert head.place.text() == "Evidence · Interview"
    assert opened.selection.ids == ("card_offers",)
    opened.type_in("Source", "Five shops")
    assert opened.record("evidence_talks").source == "Five shops"
    assert head.way_back.text() == "Offers"
    opened.press(head.way_back)
    assert head.title.toPlainText() == "Offers"
    assert not head.way_back.isVisible()


def test_selecting_something_else_ends_the_looking_into(opened: Opened) -> None:
    opened.selection.set("card_offers")
    opened.inspector.look_into("evidence_talks")
    opened.selection.set("card_chat")
    assert opened.inspector.shown == ("card_chat",)


def test_an_owner_can_be_looked_into(opened: Opened) -> None:
    opened.selection.set("card_till")
    opened.press(opened.field("Owner").look)
    assert opened.inspector.head.title.toPlainText() == "Mia Berg"
    assert "Responsible for" in opened.texts()


def test_several_cards_take_one_more_source_and_keep_their_own(opened: Opened) -> None:
    opened.selection.set("card_offers")
    opened.pick(opened.field("Evidence").add, "Survey in May")
    opened.selection.set("card_offers", "card_chat")
    assert names(opened, "Evidence") == ["Interview: Talks", "Assumption: Survey in May"]
    assert [chip.count.text() for chip in opened.field("Evidence").chips] == ["1 of 2", "1 of 2"]
    assert opened.field("Evidence").add.text() == "Add evidence to all"
    opened.pick(opened.field("Evidence").add, "talks")
    assert len(opened.record("card_offers").evidence_ids) == 2
    assert opened.record("card_chat").evidence_ids == ("evidence_talks",)
    assert names(opened, "Evidence") == ["Interview: Talks", "Assumption: Survey in May"]
    assert [chip.count.text() for chip in opened.field("Evidence").chips] == ["", "1 of 2"]


def test_what_a_pain_point_is_about_is_found_among_everything(opened: Opened) -> None:
    opened.selection.set("card_queue")
    opened.press(opened.field("About").add)
    window = opened.open_list()
    offered = [window.list.item(i).text() for i in range(window.list.count())]
    assert {"Offers", "Compare (stage)", "Web (lane)", "Anna"} <= set(offered)
    assert "Till" not in offered
    window.close()


def test_a_link_gets_other_ends_and_a_refusal_is_said(opened: Opened) -> None:
    opened.selection.set("link_chat")
    opened.pick(opened.field("To").button, "visit")
    assert opened.record("link_chat").target_id == "card_visit"
    opened.pick(opened.field("To").button, "offers")
    assert opened.record("link_chat").target_id == "card_visit"
    assert opened.field("To").error
    assert opened.field("To").button.text() == "Visit"


def test_an_icon_is_found_by_its_name(opened: Opened) -> None:
    opened.selection.set("lane_web")
    opened.pick(opened.field("Icon").button, "globe")
    assert opened.record("lane_web").icon == "globe"
    assert opened.field("Icon").button.text() == "Globe"
    opened.pick(opened.field("Icon").button, "no icon")
    assert opened.record("lane_web").icon == ""


def test_a_picture_file_is_added(opened: Opened, tmp_path: Path, qtbot: Any) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(BITMAPS[1])
    opened.selection.set("card_chat")
    opened.unfold()
    opened.press(opened.field("Pictures").add)
    (dialog,) = opened.inspector.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    (picture,) = opened.record("card_chat").asset_ids
    assert isinstance(opened.record(picture), Asset)
    assert opened.done == ["Add a picture to “Chat”"]


def test_a_file_that_is_no_picture_is_refused_at_the_field(opened: Opened, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"not a picture")
    opened.selection.set("card_chat")
    opened.unfold()
    opened.press(opened.field("Pictures").add)
    (dialog,) = opened.inspector.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    assert "PNG" in opened.field("Pictures").error
    assert opened.done == []


def test_pain_points_of_a_touchpoint_are_listed_and_selected(opened: Opened) -> None:
    opened.selection.set("card_till")
    section = opened.section("related")
    assert "Pain points" in opened.texts()
    (chip,) = [row for row in section._rows if getattr(row, "record_id", "") == "card_queue"]
    opened.press(chip.name)
    assert opened.selection.ids == ("card_queue",)


def test_links_of_a_card_are_named_by_their_other_end(opened: Opened) -> None:
    opened.selection.set("card_offers")
    section = opened.section("related")
    rows = [row.name.text() for row in section._rows if hasattr(row, "record_id")]
    assert rows == ["Chat", "Entry (Advert)"]


def test_what_is_related_follows_every_edit(opened: Opened) -> None:
    opened.selection.set("card_till")

    def cards() -> set[str]:
        return {r.name.text() for r in opened.section("related")._rows if hasattr(r, "record_id")}

    assert cards() == {"Queue"}
    opened.document.edit("", set_fields, "card_queue", title="The long queue")
    assert cards() == {"The long queue"}
    opened.document.edit("", set_fields, "card_queue", about_ids=())
    assert cards() == {"The long queue"}  # it stands in the same cell
    opened.document.edit("", set_fields, "card_queue", lane_id="lane_web")
    assert cards() == set()
    opened.document.edit("", set_fields, "card_queue", lane_id="lane_shop")
    assert cards() == {"The long queue"}
    opened.document.edit("", set_fields, "card_queue", lane_id="lane_web")
    assert cards() == set()
    opened.document.edit("", set_fields, "card_queue", about_ids=("card_till",))
    assert cards() == {"The long queue"}
    opened.document.edit("", set_fields, "card_queue", kind="note")
    assert cards() == set()
    opened.document.edit("", connect, "card_chat", "card_till", opened.document.ids)
    assert cards() == {"Chat"}
    opened.document.undo()
    assert cards() == set()
    assert not opened.section("related").isVisible()


def test_an_edit_of_the_card_shown_does_not_search_the_map_for_what_refers_to_it(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.selection.set("card_till")
    searched: list[object] = []
    monkeypatch.setattr(related, "referrers", lambda *_: searched.append(1) or set())
    opened.type_in("Device", "Phone")
    opened.document.edit("", set_fields, "card_offers", device="Phone")
    assert searched == []


def test_the_map_lists_its_people_and_takes_one_more(opened: Opened) -> None:
    section = opened.section("related")
    adds = {row.text(): row for row in section._rows if hasattr(row, "isCheckable")}
    opened.pick(adds["Add person"], "Omar")
    assert opened.done == ["Add person “Omar”"]
    rows = [row.name.text() for row in section._rows if hasattr(row, "record_id")]
    assert {"Omar", "Mia Berg", "Anna", "Interview: Talks", "Open a till"} <= set(rows)


def test_a_renamed_record_is_renamed_on_its_chip(opened: Opened) -> None:
    opened.selection.set("card_offers")
    opened.document.edit("", set_fields, "evidence_talks", title="Twelve talks")
    assert names(opened, "Evidence") == ["Interview: Twelve talks"]


def test_a_reference_to_what_is_gone_is_shown(opened: Opened) -> None:
    before = opened.record("card_chat")
    broken = before.model_copy(update={"evidence_ids": ("evidence_gone",)})
    opened.document.commit({"card_chat": (before, broken)}, "")
    opened.selection.set("card_chat")
    assert names(opened, "Evidence") == ["A piece of evidence that is gone"]


def test_offers_match_every_word_and_those_that_begin_so_come_first() -> None:
    offers = [Offer(n, n) for n in ("Waits for help", "Help line", "Asks")]
    assert [o.id for o in matching(offers, "help")] == ["Help line", "Waits for help"]
    assert [o.id for o in matching(offers, "HELP wait")] == ["Waits for help"]
    assert len(matching(offers, "", most=2)) == 2
