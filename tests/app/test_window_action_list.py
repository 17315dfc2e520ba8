"""Actions: made of cards, given to people, due on a day that is typed, shown to the room."""

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.deciding import actions_panel
from app.windows import Windows
from model.edits.actions import owner_name, set_status
from model.edits.cards import add_card, park_cards
from model.edits.common import new_ids
from model.edits.details import add_action
from model.files import codec
from model.records import Action, Card, Person
from resources import templates
from tests.app.pressing import answer, asked, opened, press
from tests.driver import Driver
from widgets.panels.actions import ActionsPanel
from widgets.panels.parking import ParkingPanel
from widgets.room.sheet import RoomSheet

CALLS = "Eleven minutes of waiting, then told to use the app"
LIGHT = "Scan fails three times in low light"
TODAY = date(2026, 11, 22)


class Lead(Driver):
    """Writes down who does what."""

    @property
    def panel(self) -> ActionsPanel:
        return cast(ActionsPanel, self.window.docks["actions"].fill())

    def action(self, title: str) -> Action:
        (found,) = (a for a in self.map.all(Action) if a.title == title)
        return found

    def owner(self, title: str) -> str:
        return owner_name(self.map, self.action(title))

    def rows(self) -> list[str]:
        index = self.panel.model.index
        role = Qt.ItemDataRole.AccessibleTextRole
        return [index(i).data(role) for i in range(self.panel.model.rowCount())]

    @property
    def focused(self) -> object:
        return QApplication.focusWidget()


@pytest.fixture
def lead(windows: Windows, tmp_path: Path, qtbot: QtBot) -> Lead:
    """The bicycle map without its own actions, on the 22nd of November 2026."""
    journey = codec.load(templates.path("bicycle")).map
    assert not list(journey.all(Action))
    file = tmp_path / "bicycle.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    made = Lead(qtbot, opened(windows, file))
    actions_panel(made.window).today = lambda: TODAY
    made.window.centre.take_focus()
    return made


def test_a_card_becomes_an_action_whose_owner_and_day_are_typed_next(lead: Lead) -> None:
    lead.click(CALLS)
    lead.press("Ctrl+Shift+A")
    assert lead.focused is lead.panel.form.title
    assert lead.panel.form.title.selectedText() == CALLS, "the first letter rewords it"
    lead.press("Tab")
    assert lead.focused is lead.panel.form.owner
    lead.type("lena")
    lead.press("Return")
    assert lead.focused is lead.panel.form.due
    lead.type("in 2 weeks")
    lead.press("Return")
    assert lead.focused is lead.panel.list
    action = lead.action(CALLS)
    assert (lead.owner(CALLS), action.due) == ("Lena", "2026-12-06")
    assert action.about_ids == (lead.card(CALLS).id,)
    assert lead.undoable == [
        "Make an action of “Eleven minutes of waiting, then told to…”",
        "Give “Eleven minutes of waiting, then told to…” to Lena",
        "“Eleven minutes of waiting, then told to…” is due Sun 6 Dec",
    ]
    assert lead.rows() == [f"{CALLS}. Sun 6 Dec · Lena"]


def test_a_card_that_has_an_action_is_given_another_only_when_asked_again(lead: Lead) -> None:
    lead.click(CALLS)
    lead.press("Ctrl+Shift+A")
    lead.type("Answer in three minutes")
    lead.press("Return", "Escape")
    lead.panel.line.setFocus()
    lead.type("Call the depot")
    lead.press("Return", "Escape")
    lead.window.centre.take_focus()
    lead.press("Ctrl+Shift+A")
    first = lead.action("Answer in three minutes").id
    assert len(list(lead.map.all(Action))) == 2, "no twin"
    assert (lead.panel.chosen, lead.focused) == (first, lead.panel.list)
    said = lead.panel.form.said
    assert said.isVisible()
    assert "an action about the card already: “Answer in three minutes”" in said.text()
    assert lead.said[-1] == said.text()
    assert said.height() >= said.heightForWidth(said.width()), "all of it is seen"
    lead.press("Ctrl+Shift+A")
    assert len(list(lead.map.all(Action))) == 3, "asked again"
    assert lead.focused is lead.panel.form.title
    lead.click(LIGHT)
    lead.click(CALLS)
    lead.press("Ctrl+Shift+A")
    assert len(list(lead.map.all(Action))) == 3, "what was asked for long ago counts no longer"


def test_of_many_cards_those_without_an_action_get_one(lead: Lead) -> None:
    lead.click(CALLS)
    lead.press("Ctrl+Shift+A")
    lead.window.editor.selection.set(lead.card(CALLS).id, lead.card(LIGHT).id)
    lead.do("actions.add")
    assert sorted(a.title for a in lead.map.all(Action)) == [CALLS, LIGHT]
    assert lead.panel.chosen == lead.action(LIGHT).id
    assert "one of the 2 cards already: “Eleven minutes" in lead.panel.form.said.text()


def test_a_dropped_action_is_not_in_the_way_of_a_new_one(lead: Lead) -> None:
    lead.click(CALLS)
    lead.press("Ctrl+Shift+A")
    document = lead.window.document
    document.edit("Drop", set_status, lead.action(CALLS).id, "dropped", TODAY)
    lead.window.centre.take_focus()
    lead.press("Ctrl+Shift+A")
    assert len(list(lead.map.all(Action))) == 2


def test_a_question_and_a_parked_card_become_actions_and_stay(lead: Lead) -> None:
    document = lead.window.document
    change = document.edit("Add", add_card, document.ids, title="Who pays?", kind="question")
    (question,) = new_ids(change, Card)
    document.edit("Park", park_cards, lead.card(LIGHT).id)
    lead.do("view.parking")
    parking = lead.window.findChild(ParkingPanel)
    assert parking is not None
    lead.window.editor.selection.set(lead.card(LIGHT).id, question)
    lead.do("actions.add")
    assert {a.title for a in lead.map.all(Action)} == {LIGHT, "Who pays?"}
    assert lead.undoable[-1] == "Make actions of 2 cards"
    assert len(parking.model.cards) == 2, "both still wait in the parking lot"


def test_nobody_is_made_a_person_in_silence(lead: Lead, qtbot: QtBot) -> None:
    people = len(list(lead.map.all(Person)))
    lead.click(CALLS)
    lead.press("Ctrl+Shift+A", "Return")
    lead.type("Noor Haddad")
    lead.press("Return")
    assert "Nobody on this map is called “Noor Haddad”" in asked(lead.window).text()
    assert len(list(lead.map.all(Person))) == people
    asked(lead.window).reject()
    lead.settle()
    assert (lead.owner(CALLS), lead.panel.form.owner.text()) == ("", "")
    lead.panel.form.owner.setFocus()
    lead.type("Noor Haddad")
    lead.press("Return")
    answer(qtbot, lead.window, "Add Noor Haddad")
    assert lead.owner(CALLS) == "Noor Haddad"
    assert len(list(lead.map.all(Person))) == people + 1


def test_what_is_no_day_is_said_and_stays_typed(lead: Lead) -> None:
    lead.click(CALLS)
    lead.press("Ctrl+Shift+A")
    form = lead.panel.form
    form.due.setFocus()
    lead.type("4/5")
    lead.press("Return")
    assert lead.action(CALLS).due == ""
    assert form.said.isVisible()
    assert "4 May or 5 April" in form.said.text()
    assert form.due.text() == "4/5"
    form.due.clear()
    lead.type("fri")
    assert form.said.text() == "Fri 27 Nov", "what it will be is said while it is typed"


def test_a_day_that_is_past_is_said_to_be_taken_as_one_of_next_year(lead: Lead) -> None:
    lead.click(CALLS)
    lead.press("Ctrl+Shift+A")
    form = lead.panel.form
    form.due.setFocus()
    lead.type("10.11.")
    said = "10 Nov 2027, as Tue 10 Nov is over. For this year, type the year too."
    assert form.said.text() == said
    lead.press("Return")
    assert lead.action(CALLS).due == "2027-11-10"
    assert (form.said.isVisible(), form.said.text()) == (True, said), "also when it was entered"
    form.due.setFocus()
    form.due.clear()
    lead.type("10.11.2026")
    assert form.said.text() == "Tue 10 Nov"


def test_what_was_refused_is_not_said_any_longer_than_it_is_typed(lead: Lead) -> None:
    lead.click(LIGHT)
    lead.press("Ctrl+Shift+A")
    lead.click(CALLS)
    lead.press("Ctrl+Shift+A")
    form = lead.panel.form
    form.due.setFocus()
    lead.type("4/5")
    lead.press("Return")
    lead.press("Escape")
    assert (form.due.text(), form.said.isVisible()) == ("", False)
    lead.type("soon")
    other = next(row.id for row in lead.panel.model.rows if row.id != lead.panel.chosen)
    lead.panel.choose(other)
    assert (form.due.text(), form.said.isVisible()) == ("", False)
    assert "“soon” is no day" in lead.said[-1], "it is not lost in silence"


def test_overdue_is_a_word_and_a_sign_and_stands_first(lead: Lead) -> None:
    for title, due in ((CALLS, "2026-12-24"), (LIGHT, "2026-11-01")):
        lead.click(title)
        lead.press("Ctrl+Shift+A")
        lead.panel.form.due.setFocus()
        lead.type(due)
        lead.press("Return")
        lead.window.centre.take_focus()
    assert lead.rows() == [
        f"{LIGHT}. Overdue: Sun 1 Nov · Nobody yet",
        f"{CALLS}. Thu 24 Dec · Nobody yet",
    ]
    assert [row.icon for row in lead.panel.model.rows] == ["alarm-clock", "circle"]


def test_the_list_is_walked_ticked_and_cleared_with_keys(lead: Lead) -> None:
    panel = lead.panel
    for title in ("Call the depot", "Write to the city"):
        panel.line.setFocus()
        lead.type(title)
        lead.press("Return")
    assert lead.focused is panel.form.owner
    lead.press("Escape")
    assert lead.focused is panel.list
    panel.line.setFocus()
    lead.type("Count them @lena")
    lead.press("Return")
    assert (lead.owner("Count them"), lead.focused) == ("Lena", panel.form.due)
    lead.press("Escape", "Ctrl+Z")
    lead.press("Home", "Space")
    assert lead.action("Call the depot").status == "done"
    assert lead.action("Call the depot").done_on == "2026-11-22"
    assert [row.title for row in panel.model.rows] == ["Write to the city", "Call the depot"]
    assert panel.chosen == lead.action("Call the depot").id, "it goes along to the end"
    lead.press("Space")
    assert lead.action("Call the depot").status == "open"
    lead.press("Return")
    assert lead.focused is panel.form.title
    lead.type("Visit the depot")
    lead.press("Return", "Escape")
    assert lead.action("Visit the depot")
    cards = len(list(lead.map.all(Card)))
    lead.window.editor.selection.set(lead.card(CALLS).id)
    panel.list.setFocus()
    lead.press("Delete")
    assert [a.title for a in lead.map.all(Action)] == ["Write to the city"]
    assert len(list(lead.map.all(Card))) == cards
    lead.press("Ctrl+Z")
    assert len(list(lead.map.all(Action))) == 2


def test_with_no_card_chosen_the_action_is_typed_unless_the_map_is_to_read(lead: Lead) -> None:
    lead.window.document.read_only = "This map can only be read here."
    lead.window.document.state_changed.emit()
    assert not lead.panel.line.isEnabled()
    lead.window.actions_.refresh()
    assert not lead.window.actions_["actions.add"].isEnabled()
    lead.window.document.read_only = ""
    lead.window.document.state_changed.emit()
    lead.press("Escape")
    lead.press("Ctrl+Shift+A")
    assert lead.focused is lead.panel.line


def test_words_in_a_field_are_saved_with_the_map(lead: Lead, qtbot: QtBot) -> None:
    lead.panel.line.setFocus()
    lead.type("Call the depot")
    lead.press("Return")
    lead.panel.form.due.setFocus()
    lead.type("4.12.")
    assert lead.window.pending_typing(lead.map)
    lead.press("Ctrl+S")
    qtbot.waitUntil(lambda: not lead.window.document.is_saving)
    path = lead.window.document.path
    assert path is not None
    assert [a.due for a in codec.load(path).map.all(Action)] == ["2026-12-04"]


def test_what_an_action_is_about_is_shown_and_said_in_its_details(lead: Lead, qtbot: QtBot) -> None:
    lead.click(CALLS)
    lead.press("Ctrl+Shift+A")
    lead.press("Escape")
    lead.window.editor.selection.clear()
    press(qtbot, lead.panel.form.about)
    assert lead.selected == [CALLS]
    lead.window.inspector.refresh()
    said = [label.text() for label in lead.window.inspector.findChildren(QLabel)]
    assert "Actions" in said


def test_the_room_reads_who_does_what_by_when(lead: Lead) -> None:
    lead.click(LIGHT)
    lead.press("Ctrl+Shift+A", "Return")
    lead.type("lena")
    lead.press("Return")
    lead.type("2026-11-01")
    lead.press("Return")
    lead.do("view.actions_room")
    (sheet,) = (s for s in lead.window.findChildren(RoomSheet) if s.isVisible())
    said = [label.text() for label in sheet.labels]
    assert said[-4:] == ["", LIGHT, "Lena", "Overdue: Sun 1 Nov"]
    assert all(label.fontInfo().pixelSize() >= 24 for label in sheet.findChildren(QLabel))
    lead.press("Escape")
    assert not sheet.isVisible()


def test_the_audience_sees_the_list_and_follows_it(lead: Lead) -> None:
    lead.do("view.audience")
    audience = lead.window.live.audience
    assert audience is not None
    for number in range(60):
        document = lead.window.document
        document.edit("Add", add_action, document.ids, f"Action {number}")
    lead.do("view.actions_room")
    (sheet,) = (s for s in lead.window.findChildren(RoomSheet) if s.isVisible())
    (shown,) = audience.findChildren(RoomSheet)
    assert shown.isVisible()
    assert shown.size() == audience.size()
    lead.press("End", "Ctrl++")
    document.edit("Add", add_action, document.ids, "See https://example.org/" + "x" * 300)
    lead.settle()
    inner = sheet.area.widget()
    assert inner.minimumSizeHint().width() <= sheet.area.viewport().width(), "no word is too long"
    bar = shown.area.verticalScrollBar()
    assert bar.value() > bar.maximum() // 2
    assert shown.text == sheet.text
    audience.resize(700, 500)
    lead.settle()
    assert shown.size() == audience.size()
    audience.close()
    lead.settle()
    lead.press("Home")  # nobody's list goes along any more
    assert sheet.area.verticalScrollBar().value() == 0
    lead.do("view.audience")
    lead.press("Escape")
    lead.do("view.actions_room")
    lead.press("Escape")
    audience = lead.window.live.audience
    assert audience is not None
    assert not any(sheet.isVisible() for sheet in audience.findChildren(RoomSheet))
