"""What was recovered outlives any number of further crashes, saved or not.

A crash is a copy of what is on the disk at that moment, given to a program that starts anew.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.window import Window
from app.windows import Windows
from model.change import JourneyMap
from model.files import codec
from model.files.frames import unpack
from model.files.state import state_folder
from model.records import Card, Persona, Stage
from tests.app.crashing import Crash, crashes, offered
from tests.app.pressing import answer, asked, edit, nothing_is_asked, opened, press
from tests.driver import Driver

WORDS = "half a sentence"


@pytest.fixture
def ride(ride: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That map, and a state folder of the test's own."""
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "state"))
    return ride


@pytest.fixture
def crash(
    windows: Windows, ride: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Crash]:
    """The program that runs ends here, and starts again."""
    with crashes(windows, tmp_path, monkeypatch) as again:
        yield again


def recovered(windows: Windows, qtbot: QtBot) -> Window:
    """The window of the one map that is offered to a program that starts."""
    windows.new("blank")
    press(qtbot, offered(windows, qtbot).open_button)
    return windows.all[-1]


def on_disk(text: str) -> bool:
    files = state_folder("journals").glob("*.journal")
    return any(text.encode() in file.read_bytes() for file in files)


def typed_last() -> bool:
    """Whether the last that stands on the disk is what is being typed."""
    (file,) = state_folder("journals").glob("*.journal")
    return unpack(file.read_bytes())[0][-1].kind == "typing"


def on_a_new_card(hand: Driver) -> None:
    lane = next(lane for lane in hand.canvas.laid.places.lanes if lane.kind == "channel")
    hand.canvas.begin_card(hand.canvas.laid.places.columns[0].step.id, lane.id)


def on_a_card(hand: Driver) -> None:
    hand.canvas.begin_edit(sorted(card.id for card in hand.map.all(Card))[0])


def in_the_details(hand: Driver) -> None:
    hand.window.inspector.head.title.setFocus()


def in_the_capture_bar(hand: Driver) -> None:
    hand.press("Ctrl+J")


def in_the_outline(hand: Driver) -> None:
    hand.press("Ctrl+Shift+O")
    hand.press("F2")


def in_the_table(hand: Driver) -> None:
    hand.press("Ctrl+Shift+T")
    hand.press("F2")


def words_on(of: JourneyMap) -> str:
    """All that stands on the map."""
    return "\n".join(str(record) for record in of.records.values())


@pytest.mark.parametrize(
    "begin",
    [on_a_new_card, on_a_card, in_the_details, in_the_capture_bar, in_the_outline, in_the_table],
)
def test_typed_words_that_were_recovered_outlive_more_crashes(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot, begin: Callable[[Driver], None]
) -> None:
    hand = Driver(qtbot, opened(windows, ride))
    begin(hand)
    qtbot.keyClicks(QApplication.focusWidget(), WORDS)
    qtbot.waitUntil(lambda: on_disk(WORDS))
    window = recovered(crash(), qtbot)
    edit(window, "After the first crash")
    assert WORDS in words_on(window.document.map)
    now = window.document.map
    assert recovered(crash(), qtbot).document.map == now


def test_answers_that_were_recovered_outlive_another_crash(
    windows: Windows, crash: Crash, qtbot: QtBot
) -> None:
    window = windows.new()
    Driver(qtbot, window)
    assert window.centre.invitation is not None
    who = window.centre.invitation.field("who")
    who.setFocus()
    qtbot.keyClicks(who, WORDS)
    qtbot.waitUntil(lambda: on_disk(WORDS))
    edit(recovered(crash(), qtbot), "After the crash")
    of = recovered(crash(), qtbot).document.map
    assert [persona.name for persona in of.all(Persona)] == [WORDS]
    assert "After the crash" in {stage.name for stage in of.all(Stage)}
    assert recovered(crash(), qtbot).document.map == of, "without an edit between two crashes"


def test_words_are_kept_in_one_crash_after_the_other(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    for words in ("first words", "second words", "third words"):
        hand = Driver(qtbot, window)
        on_a_new_card(hand)
        qtbot.keyClicks(hand.canvas.editing.caret, words)
        qtbot.waitUntil(lambda words=words: on_disk(words))
        window = recovered(crash(), qtbot)
    titles = {card.title for card in window.document.map.all(Card)}
    assert {"first words", "second words", "third words"} <= titles


def waiting_in_the_bar(windows: Windows, ride: Path, qtbot: QtBot) -> Driver:
    """Words wait in the capture bar, which has been left."""
    hand = Driver(qtbot, opened(windows, ride))
    in_the_capture_bar(hand)
    qtbot.keyClicks(QApplication.focusWidget(), WORDS)
    qtbot.waitUntil(lambda: on_disk(WORDS))
    leave(hand, qtbot)
    return hand


def leave(hand: Driver, qtbot: QtBot) -> None:
    """Put the bar away, and rest until nothing is about to be kept any more."""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    pauses = hand.window.pauses
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in pauses.findChildren(QTimer)))


def test_a_line_that_waits_in_the_bar_is_kept_while_other_things_are_done(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    hand = waiting_in_the_bar(windows, ride, qtbot)
    edit(hand.window, "Another stage")
    qtbot.waitUntil(lambda: typed_last())
    of = recovered(crash(), qtbot).document.map
    assert WORDS in {card.title for card in of.all(Card)}
    assert "Another stage" in {stage.name for stage in of.all(Stage)}


def test_a_line_that_waits_in_the_bar_is_kept_when_the_map_is_saved(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    hand = waiting_in_the_bar(windows, ride, qtbot)
    edit(hand.window, "Another stage")
    hand.window.files.save()
    qtbot.waitUntil(lambda: not hand.window.document.is_saving)
    qtbot.waitUntil(lambda: on_disk(WORDS))
    of = recovered(crash(), qtbot).document.map
    assert WORDS in {card.title for card in of.all(Card)}


def test_a_line_that_waits_in_the_bar_is_kept_with_what_is_typed_elsewhere(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    hand = waiting_in_the_bar(windows, ride, qtbot)
    on_a_new_card(hand)
    qtbot.keyClicks(QApplication.focusWidget(), "Ask a colleague")
    qtbot.waitUntil(lambda: on_disk("Ask a colleague"))
    of = recovered(crash(), qtbot).document.map
    assert {WORDS, "Ask a colleague"} <= {card.title for card in of.all(Card)}


def test_a_line_that_the_locked_map_refused_is_kept_once_it_is_unlocked(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    hand = Driver(qtbot, opened(windows, ride))
    hand.window.actions_.run("edit.lock")
    in_the_capture_bar(hand)
    line = QApplication.focusWidget()
    qtbot.keyClicks(line, WORDS)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert WORDS not in {card.title for card in hand.map.all(Card)}
    hand.window.actions_.run("edit.lock")
    leave(hand, qtbot)
    edit(hand.window, "Another stage")
    qtbot.waitUntil(lambda: on_disk(WORDS) and typed_last())
    of = recovered(crash(), qtbot).document.map
    assert WORDS in {card.title for card in of.all(Card)}


def stale_and_copy(again: Windows, ride: Path, qtbot: QtBot) -> tuple[Window, Window]:
    """The window of the saved map that was opened after a crash, and the one of the copy."""
    stale = opened(again, ride)
    press(qtbot, offered(again, qtbot).open_button)
    (copy,) = (window for window in again.all if window is not stale)
    qtbot.waitUntil(lambda: stale.locked.has_it)
    return stale, copy


def test_the_copy_takes_the_place_of_the_saved_map_where_that_was_only_opened(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    now = window.document.map
    again = crash()
    window.close_without_asking()
    stale, copy = stale_and_copy(again, ride, qtbot)
    place = stale.geometry()
    press(qtbot, copy.notice.button)
    qtbot.waitUntil(lambda: not copy.document.is_saving)
    assert again.all == (copy,)
    assert copy.geometry() == place
    assert nothing_is_asked(copy)
    assert codec.load(ride).map == now
    assert copy.windowTitle() == "ride[*] - Touchline"
    assert copy.locked.has_it


def test_a_saved_map_that_is_edited_in_its_window_is_not_replaced_until_that_is_closed(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    again = crash()
    window.close_without_asking()
    before = ride.read_bytes()
    stale, copy = stale_and_copy(again, ride, qtbot)
    edit(stale, "Done in the saved map")
    press(qtbot, copy.notice.button)
    assert asked(copy).text() == "“ride.journey.json” is open in another window"
    assert "close that window first" in asked(copy).informativeText()
    assert ride.read_bytes() == before
    answer(qtbot, copy, "Show that window")
    assert again.all == (stale, copy)
    qtbot.waitUntil(stale.isActiveWindow)
    assert copy.notice.button.text() == "Replace the saved map", "it can be done afterwards"


def test_enter_opens_one_map_of_several(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    other = ride.with_name("other.journey.json")
    other.write_bytes(ride.read_bytes())
    for file in (ride, other):
        edit(opened(windows, file))
    again = crash()
    again.new("blank")
    dialog = offered(again, qtbot)
    chosen = dialog.list.item(1).text()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    titles = [window.windowTitle() for window in again.all]
    assert f"{chosen} (recovered)[*] - Touchline" in titles
    assert dialog.list.count() == 1
    if dialog._back.isActive():  # else it came back in front already
        again.all[-1].activateWindow()
    qtbot.waitUntil(lambda: not dialog._back.isActive() and dialog.isActiveWindow())
    dialog.reject()
