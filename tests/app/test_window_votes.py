"""Dot voting: cards are chosen and dots typed on the canvas, seen by nobody until revealed."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel
from pytestqt.qtbot import QtBot

from app.windows import Windows
from export.poster import lay_out
from model.edits.votes import tally
from model.files import codec
from model.records import Card, Vote
from resources import templates
from tests.app.pressing import opened
from tests.driver import Driver
from tests.model.layout.dump import dump
from widgets.room.sheet import RoomSheet
from widgets.voting.bar import VotesBar

FLAT = "Reports a flat tyre and waits on the line"
CALLS = "Eleven minutes of waiting, then told to use the app"
LIGHT = "Scan fails three times in low light"


class Teller(Driver):
    """Counts dots."""

    @property
    def bar(self) -> VotesBar:
        return cast(VotesBar, self.window.bars.made("votes"))

    def dots(self) -> dict[str, int]:
        found = tally(self.map, self.bar.voting.round)
        return {self.map.get(i, Card).title: n for i, n in found.items()}  # type: ignore[union-attr]

    def badges(self) -> dict[str, int]:
        shown = self.bar.badges.shown
        return {self.map.get(b.card_id, Card).title: b.dots for b in shown}  # type: ignore[union-attr]

    def pixels(self) -> bytes:
        """The canvas as it is painted."""
        image = self.canvas.view.grab().toImage()
        return bytes(image.constBits())

    def sheet(self) -> RoomSheet:
        (found,) = (s for s in self.window.findChildren(RoomSheet) if s.isVisible())
        return found


@pytest.fixture
def teller(windows: Windows, tmp_path: Path, qtbot: QtBot) -> Teller:
    """The bicycle map with its voting bar open, a card chosen, eight people with five dots."""
    file = tmp_path / "bicycle.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    made = Teller(qtbot, opened(windows, file))
    made.click(CALLS)
    made.press("Ctrl+Shift+D")
    made.type("8")
    made.press("Tab")
    made.type("5")
    made.press("Return")
    return made


def test_the_first_time_the_budget_is_typed_first(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "bicycle.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    hand = Teller(qtbot, opened(windows, file))
    cards = len(list(hand.map.all(Card)))
    hand.press("Ctrl+Shift+D")
    assert QApplication.focusWidget() is hand.bar.people
    assert "How many people vote" in hand.bar.card.text()
    hand.type("20")
    hand.press("Tab")
    assert QApplication.focusWidget() is hand.bar.each
    hand.type("3")
    hand.press("Return")
    assert (hand.bar.voting.people, hand.bar.voting.each) == (20, 3)
    assert hand.canvas.isAncestorOf(QApplication.focusWidget())
    assert hand.bar.card.text().startswith("Choose a card")
    assert not hand.canvas.editing.is_on
    hand.press("Return")
    assert not hand.canvas.editing.is_on, "nor does Enter begin a card where none is chosen"
    assert len(list(hand.map.all(Card))) == cards
    hand.press("Ctrl+Shift+D", "Ctrl+Shift+D")
    assert hand.canvas.isAncestorOf(QApplication.focusWidget()), "it is known now"


def test_a_budget_that_is_fine_as_it_is_is_taken_with_enter(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "bicycle.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    hand = Teller(qtbot, opened(windows, file))
    hand.press("Ctrl+Shift+D")
    assert not windows.settings.votes_given
    hand.press("Return")
    assert windows.settings.votes_given
    assert hand.canvas.isAncestorOf(QApplication.focusWidget())


def test_letters_begin_no_card_while_dots_are_counted(teller: Teller) -> None:
    cards = len(list(teller.map.all(Card)))
    teller.type("2")
    teller.type("o")
    assert not teller.canvas.editing.is_on
    assert "are dots" in teller.bar.card.text()
    assert teller.said[-1] == teller.bar.card.text()
    teller.type("0")
    teller.press("Return")
    assert teller.dots() == {CALLS: 20}, "what was typed before it still counts"
    composed = QInputMethodEvent("자", [])
    QApplication.sendEvent(teller.viewport.parentWidget(), composed)
    assert not teller.canvas.editing.is_on
    assert "are dots" in teller.bar.card.text()
    teller.press("Up")
    assert "are dots" not in teller.bar.card.text()
    assert len(list(teller.map.all(Card))) == cards
    teller.press("F2")
    assert teller.canvas.editing.is_on, "but a card is reworded when asked for"
    teller.press("Escape", "Escape", "Escape")
    teller.type("o")
    assert teller.canvas.editing.is_on, "and typed again with the bar away"


def test_digits_and_enter_give_the_chosen_card_its_dots(teller: Teller) -> None:
    assert teller.canvas.isAncestorOf(QApplication.focusWidget())
    teller.type("12")
    assert teller.dots() == {}, "not before Enter"
    assert teller.bar.card.text().startswith("12")
    teller.press("Return")
    assert teller.dots() == {CALLS: 12}
    assert teller.undoable == ["12 dots for “Eleven minutes of waiting, then told to…”"]
    assert teller.bar.tally.text() == "12 of 40 dots given"
    assert teller.card(CALLS), "the card still reads as it did"
    teller.press("Return")
    assert not teller.canvas.editing.is_on, "a second Enter begins no card"
    teller.type("١٣")
    teller.press("Return")
    assert teller.dots() == {CALLS: 13}, "digits of any script"


def test_an_arrow_enters_the_dots_and_goes_on_as_always(teller: Teller) -> None:
    teller.type("3")
    teller.press("Up")
    assert teller.selected == [FLAT]
    teller.type("4")
    teller.press("Down")
    assert teller.selected == [CALLS]
    assert teller.dots() == {CALLS: 3, FLAT: 4}
    assert teller.bar.card.text().startswith("3 dots")


def test_plus_and_minus_are_one_more_and_one_less_and_one_step_back(teller: Teller) -> None:
    for key in "+++-":
        teller.type(key)
    assert teller.dots() == {CALLS: 2}
    assert len(teller.undoable) == 1
    teller.press("Ctrl+Z")
    assert teller.dots() == {}
    teller.type("-")
    assert teller.dots() == {}, "there is nothing below none"


def test_backspace_takes_a_digit_and_never_the_card(teller: Teller) -> None:
    teller.type("15")
    teller.press("Backspace")
    teller.press("Return")
    assert teller.dots() == {CALLS: 1}
    teller.type("9")
    teller.press("Escape")
    teller.press("Up")
    assert teller.dots() == {CALLS: 1}, "Esc forgets what is typed"


def test_more_than_the_budget_is_said_and_not_forbidden(teller: Teller) -> None:
    teller.type("43")
    teller.press("Return")
    assert teller.bar.tally.text() == "43 of 40 dots given: 3 too many"
    assert teller.bar.tally.warn is not None, "and by a sign"
    teller.do("votes.budget")
    assert QApplication.focusWidget() is teller.bar.people
    teller.type("9")
    teller.press("Tab")
    assert QApplication.focusWidget() is teller.bar.each
    assert teller.bar.tally.text() == "43 of 45 dots given"
    teller.type("0")
    teller.press("Return")
    assert teller.canvas.isAncestorOf(QApplication.focusWidget())
    assert teller.bar.tally.text() == "43 dots given"


def test_nothing_is_on_the_canvas_before_it_is_revealed(teller: Teller) -> None:
    teller.do("votes.reveal")
    assert not teller.bar.voting.is_revealed, "there is nothing to reveal yet"
    assert "No dots were given" in teller.said[-1]
    teller.canvas.camera.fit()
    teller.pixels()  # the first picture may be of cards that are yet to be drawn sharp
    before = teller.pixels()
    teller.type("7")
    teller.press("Return")
    assert teller.badges() == {}
    assert teller.pixels() == before
    teller.do("votes.reveal")
    assert teller.badges() == {CALLS: 7}
    assert teller.pixels() != before
    teller.do("votes.reveal")
    assert teller.badges() == {}
    assert teller.pixels() == before


def speaks_of_votes(of: Driver) -> bool:
    """Whether the details of what is chosen do."""
    inspector = of.window.inspector
    inspector.refresh()
    labels = inspector.findChildren(QLabel)
    return any(label.text() == "Votes" and label.isVisible() for label in labels)


def test_the_details_keep_the_round_back_until_it_is_revealed(teller: Teller) -> None:
    teller.type("7")
    teller.press("Return")
    assert not speaks_of_votes(teller)
    teller.bar.voting.go_to("Round 2")
    assert not speaks_of_votes(teller), "the first one is as secret as it was"
    teller.bar.voting.go_to("Round 1")
    teller.do("votes.reveal")
    assert speaks_of_votes(teller)
    teller.bar.voting.go_to("Round 2")
    assert speaks_of_votes(teller)
    teller.bar.voting.go_to("Round 1")
    teller.do("votes.reveal")
    assert not speaks_of_votes(teller)


def test_from_the_table_the_bar_leads_to_the_canvas(teller: Teller) -> None:
    teller.press("Ctrl+Shift+D")
    teller.do("view.table")
    teller.do("view.votes")
    assert not teller.window.centre.shows_table
    teller.type("7")
    teller.press("Return")
    assert teller.dots() == {CALLS: 7}


def test_badges_follow_the_cards_and_the_dots(teller: Teller) -> None:
    teller.type("7")
    teller.press("Return")
    teller.do("votes.reveal")
    teller.drag(CALLS, to=("Compare", "Website"))
    (badge,) = teller.bar.badges.shown
    assert badge.card == teller.canvas.box_of(teller.card(CALLS).id)
    teller.press("Escape")
    teller.click(LIGHT)
    teller.type("2")
    teller.press("Return")
    assert teller.badges() == {CALLS: 7, LIGHT: 2}
    teller.press("Ctrl+Z")
    assert teller.badges() == {CALLS: 7}


def test_a_dot_lays_nothing_out(teller: Teller) -> None:
    memo = teller.canvas.memo
    memo.reset_counts()
    teller.type("+")
    teller.do("votes.reveal")
    teller.type("+")
    assert teller.dots() == {CALLS: 2}
    assert not any(memo.built.values())


def test_a_poster_shows_no_votes(teller: Teller) -> None:
    before = dump(lay_out(teller.map, "").scene)
    teller.type("7")
    teller.press("Return")
    teller.do("votes.reveal")
    assert dump(lay_out(teller.map, "").scene) == before


def test_the_ranking_fills_the_window_in_large_words(teller: Teller) -> None:
    for title, dots in ((CALLS, "7"), (LIGHT, "9"), (FLAT, "7")):
        teller.click(title)
        teller.type(dots)
        teller.press("Return")
    action = teller.window.actions_["votes.ranking"]
    teller.window.actions_.refresh()
    assert not action.isEnabled(), "there is no ranking before the reveal"
    teller.do("votes.reveal")
    teller.do("votes.ranking")
    sheet = teller.sheet()
    said = [label.text() for label in sheet.labels]
    assert [t for t in said if t in (CALLS, LIGHT, FLAT)] == [LIGHT, FLAT, CALLS]
    assert [t for t in said if t.endswith(".") and t[0].isdigit()] == ["1.", "2.", "2."]
    assert all(label.fontInfo().pixelSize() >= 24 for label in sheet.findChildren(QLabel))
    assert sheet.size() == teller.window.size()
    before = sheet.text
    teller.press("Ctrl++")
    assert sheet.text > before
    teller.press("Escape")
    assert not sheet.isVisible()


def test_rounds_are_counted_apart_and_cleared_as_one_step(teller: Teller) -> None:
    teller.type("7")
    teller.press("Return")
    teller.do("votes.reveal")
    teller.do("votes.new_round")
    (asked,) = teller.window.findChildren(QInputDialog)
    assert asked.textValue() == "Round 2"
    asked.setTextValue("What we could do")
    asked.accept()
    assert teller.bar.voting.round == "What we could do"
    assert (teller.dots(), teller.badges()) == ({}, {}), "a new round is hidden and empty"
    teller.click(LIGHT)
    teller.type("2")
    teller.press("Return")
    assert teller.bar.tally.text() == "2 of 40 dots given"
    teller.do("votes.clear")
    assert teller.undoable[-1] == "Clear the dots of “What we could do”"
    assert {v.round for v in teller.map.all(Vote)} == {"Round 1"}
    teller.do("edit.undo")
    assert teller.dots() == {LIGHT: 2}
    wide = teller.bar.minimumSizeHint().width()
    teller.bar.voting.go_to("R&D " + "wide " * 60)
    assert "R&&D" in teller.bar.round.text()
    assert teller.bar.minimumSizeHint().width() < wide + 200, "no name makes the window wider"


def test_without_a_card_digits_begin_none_and_a_map_to_read_takes_none(teller: Teller) -> None:
    teller.window.document.read_only = "This map can only be read here."
    teller.type("5")
    teller.press("Return")
    assert teller.dots() == {}
    teller.window.document.read_only = ""
    teller.press("Escape")
    teller.click(("Ride", "Website"))
    cards = len(list(teller.map.all(Card)))
    teller.type("3")
    teller.press("Return")
    teller.press("Escape")
    assert len(list(teller.map.all(Card))) == cards
    assert "Choose the card" in " ".join(teller.said)


def test_the_bar_away_digits_are_words_again(teller: Teller) -> None:
    teller.type("5")
    teller.press("Ctrl+Shift+D")
    assert not teller.bar.isVisible()
    assert teller.dots() == {CALLS: 5}, "what was typed is entered"
    teller.type("4")
    assert teller.canvas.editing.is_on


def test_digits_that_are_not_entered_are_kept_and_saved_with_the_map(
    teller: Teller, qtbot: QtBot
) -> None:
    teller.type("5")
    assert teller.window.pending_typing(teller.map)
    teller.press("Ctrl+S")
    qtbot.waitUntil(lambda: not teller.window.document.is_saving)
    assert teller.window.document.path is not None
    assert sum(v.count for v in codec.load(teller.window.document.path).map.all(Vote)) == 5


def test_a_map_that_is_opened_again_counts_on_and_shows_nothing(
    teller: Teller, windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    teller.type("5")
    teller.press("Return")
    copy = tmp_path / "copy.journey.json"
    codec.save(teller.map, copy)
    other = Teller(qtbot, opened(windows, copy))
    other.click(CALLS)
    assert not speaks_of_votes(other), "before anybody asked for the voting bar too"
    other.press("Ctrl+Shift+D")
    assert other.bar.tally.text() == "5 of 40 dots given", "the budget is that of the last time"
    assert other.badges() == {}
