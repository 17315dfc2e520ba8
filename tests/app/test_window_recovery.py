"""After a sudden end: what was done and typed is offered, opened as a copy, or put aside.

A sudden end is a copy of the journals that stand on the disk at that moment, given to a
program that starts anew. Real processes are killed in tests/faults.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.recovery import Recovery, named
from app.windows import Windows
from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.files import codec, recovery
from model.records import TABLES, Card, Stage, create
from tests.app.crashing import Crash, crashes, offered
from tests.app.pressing import answer, asked, edit, give_file, nothing_is_asked, opened, press
from tests.driver import Driver


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    folder = tmp_path / "state"
    monkeypatch.setenv("TOUCHLINE_STATE", str(folder))
    return folder


@pytest.fixture
def crash(
    windows: Windows, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Crash]:
    """The program ends here, and starts again with what is on the disk at this moment."""
    with crashes(windows, tmp_path, monkeypatch) as again:
        yield again


def journals(state: Path) -> list[Path]:
    return sorted((state / "journals").glob("*.journal"))


def nothing_offered(windows: Windows, qtbot: QtBot) -> bool:
    windows.recover_soon()
    qtbot.waitUntil(lambda: not windows._look_back.isActive())
    return nothing_is_asked(windows.all[-1])


def test_a_card_that_alone_was_changed_is_named_with_its_end() -> None:
    long = "I could not tell what a minute costs. The table says it"
    one, other = (create(TABLES["cards"], id=f"card_{n}", title=f"{long} {n}") for n in "ab")
    assert named({"card_a": (None, one)}) == f"“{long} a”"
    both = named({"card_a": (None, one), "card_b": (None, other)})
    assert both == "“I could not tell what a minute costs. T…”"


def test_after_a_crash_the_next_start_offers_what_was_not_saved(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    edit(window, "Wait for the card")
    before = ride.read_bytes()
    now = window.document.map
    again = crash()
    again.new()
    dialog = offered(again, qtbot)
    assert dialog.list.count() == 1
    assert dialog.list.item(0).text() == "ride"
    assert "today" in dialog.list.said(0)
    assert "Not saved" in dialog.about.text()
    assert dialog.picture.has_picture
    press(qtbot, dialog.open_button)
    (copy,) = again.all
    assert copy.document.map == now
    assert copy.windowTitle() == "ride (recovered)[*] - Touchline"
    assert copy.isWindowModified()
    assert copy.document.path is None
    assert ride.read_bytes() == before


def test_the_dialog_names_the_cards_and_says_how_many(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    cards = sorted(window.document.map.all(Card), key=lambda card: card.id)
    for number, card in enumerate(cards[:5]):
        title = f"Reworded {number}"
        window.document.edit(f"Rewrite “{title}”", set_fields, card.id, title=title)
    again = crash()
    again.new()
    said = offered(again, qtbot).about.text()
    assert "Not saved: 5 cards changed." in said
    assert "“Reworded 0”, “Reworded 1”, “Reworded 2” and 2 others" in said
    assert str(ride.parent) in said.replace("\u200e", "")


def test_enter_opens_and_escape_leaves_it_for_the_next_start(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    edit(opened(windows, ride))
    again = crash()
    again.new()
    dialog = offered(again, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog = offered(again, qtbot)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert [w.windowTitle() for w in again.all] == ["ride (recovered)[*] - Touchline"]


def test_a_map_that_was_never_saved_is_recovered_too(
    windows: Windows, crash: Crash, qtbot: QtBot
) -> None:
    window = windows.new("bicycle")
    edit(window, "Compare tariffs")
    now = window.document.map
    again = crash()
    again.new()
    dialog = offered(again, qtbot)
    assert dialog.list.item(0).text() == "A year with the city bicycle"
    press(qtbot, dialog.open_button)
    assert again.all[0].document.map == now


def test_what_was_recovered_can_be_undone_in_one_step(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window)
    edit(window, "Wait")
    again = crash()
    again.new()
    press(qtbot, offered(again, qtbot).open_button)
    (copy,) = again.all
    assert [entry.label for entry in copy.document.done] == ["Recovered changes"]
    copy.actions_.run("edit.undo")
    assert copy.document.map == codec.load(ride).map


def test_the_recovered_copy_is_saved_beside_the_saved_map(
    windows: Windows, ride: Path, crash: Crash, state: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    now, before = window.document.map, ride.read_bytes()
    again = crash()
    again.new()
    press(qtbot, offered(again, qtbot).open_button)
    (copy,) = again.all
    beside = ride.with_name("ride (recovered).journey.json")
    copy.files.save()
    give_file(qtbot, copy, beside)
    assert codec.load(beside).map == now
    assert ride.read_bytes() == before
    assert recovery.left() == [], "what is saved is not offered again"
    assert not copy.notice.isVisible()


def test_one_press_puts_the_recovered_copy_in_place_of_the_saved_map(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    now = window.document.map
    again = crash()
    window.close_without_asking()
    again.new()
    press(qtbot, offered(again, qtbot).open_button)
    (copy,) = again.all
    assert "what was not saved" in copy.notice.words.text()
    press(qtbot, copy.notice.button)
    qtbot.waitUntil(lambda: not copy.document.is_saving)
    assert codec.load(ride).map == now
    assert copy.windowTitle() == "ride[*] - Touchline"
    assert not copy.isWindowModified()
    assert not copy.notice.isVisible()


def test_a_map_that_was_changed_since_is_never_replaced_by_a_recovered_copy(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    now = window.document.map
    qtbot.waitUntil(lambda: bool(list((ride.parent / "state" / "saved").glob("*/*.json"))))
    again = crash()
    theirs = apply(set_fields(now, "map", subtitle="Theirs"), now)
    codec.save(theirs, ride)
    again.new()
    dialog = offered(again, qtbot)
    assert "put together" in dialog.about.text()
    press(qtbot, dialog.open_button)
    (copy,) = again.all
    assert copy.document.map == now
    assert copy.notice.isVisible()
    assert copy.notice.button.text() == "Save as…", "and nothing to replace"
    assert codec.load(ride).map == theirs


def test_what_is_not_wanted_is_put_aside_and_found_in_the_menu(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    edit(opened(windows, ride), "Compare tariffs")
    again = crash()
    window = again.new("blank")
    dialog = offered(again, qtbot)
    press(qtbot, dialog.unwanted_button)
    assert not dialog.isVisible()
    assert nothing_offered(again, qtbot)
    window.actions_.run("file.recovered")
    (found,) = (d for d in window.findChildren(Recovery) if d.isVisible())
    assert found.list.item(0).text() == "ride"
    press(qtbot, found.open_button)
    assert again.all[-1].windowTitle() == "ride (recovered)[*] - Touchline"


def test_changes_that_were_not_saved_on_purpose_can_be_had_back(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    wanted = window.document.map
    window.close()
    answer(qtbot, window, "Don't save")
    other = windows.new("blank")
    assert nothing_offered(windows, qtbot)
    other.actions_.run("file.recovered")
    (dialog,) = (d for d in other.findChildren(Recovery) if d.isVisible())
    press(qtbot, dialog.open_button)
    assert windows.all[-1].document.map == wanted


def test_the_menu_says_when_there_is_nothing_to_recover(windows: Windows, qtbot: QtBot) -> None:
    window = windows.new("blank")
    window.actions_.run("file.recovered")
    assert asked(window).text() == "There is nothing to recover"
    answer(qtbot, window, "OK")


def test_opening_a_file_offers_what_was_not_saved_of_it(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    edit(opened(windows, ride), "Compare tariffs")
    edit(windows.new("bicycle"), "Another")
    again = crash()
    window = opened(again, ride)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(Recovery)))
    (dialog,) = window.findChildren(Recovery)
    assert [dialog.list.item(i).text() for i in range(dialog.list.count())] == ["ride"]
    dialog.reject()


def test_several_maps_are_opened_one_by_one_or_all_at_once(
    windows: Windows, ride: Path, tmp_path: Path, crash: Crash, qtbot: QtBot
) -> None:
    for name in ("one", "two", "three"):
        file = tmp_path / f"{name}.journey.json"
        file.write_bytes(ride.read_bytes())
        edit(opened(windows, file), f"Stage of {name}")
    again = crash()
    again.new()
    dialog = offered(again, qtbot)
    assert dialog.list.count() == 3
    assert dialog.title.text() == "3 maps can be recovered"
    press(qtbot, dialog.open_button)
    assert dialog.isVisible()
    assert dialog.list.count() == 2
    assert dialog.title.text() == "2 maps can be recovered"
    press(qtbot, dialog.all_button)
    titles = {w.windowTitle() for w in again.all}
    assert titles == {f"{n} (recovered)[*] - Touchline" for n in ("one", "two", "three")}


def test_recovering_can_be_interrupted_and_done_again(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    edit(opened(windows, ride), "Compare tariffs")
    first = crash()
    first.new()
    press(qtbot, offered(first, qtbot).open_button)
    edit(first.all[0], "After the crash")
    now = first.all[0].document.map
    shutil.copytree(
        ride.parent / "after-0", ride.parent / "state", dirs_exist_ok=True
    )  # what the next crash leaves
    for file in journals(ride.parent / "state"):
        if not (ride.parent / "after-0" / "journals" / file.name).exists():
            file.unlink()
    second = crash()
    second.new()
    dialog = offered(second, qtbot)
    assert dialog.list.count() == 1
    press(qtbot, dialog.open_button)
    assert second.all[0].document.map == now


def test_after_an_orderly_end_nothing_is_offered(
    windows: Windows, ride: Path, state: Path, crash: Crash, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    assert len(journals(state)) == 1
    window.files.save()
    qtbot.waitUntil(lambda: not window.document.is_saving)
    window.close()
    assert journals(state) == []
    again = crash()
    again.new()
    assert nothing_offered(again, qtbot)


def test_what_was_undone_again_is_not_offered(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window)
    window.actions_.run("edit.undo")
    again = crash()
    again.new()
    assert nothing_offered(again, qtbot)


def typing_in(windows: Windows, ride: Path, qtbot: QtBot) -> Driver:
    return Driver(qtbot, opened(windows, ride))


def kept_typing(state: Path) -> bytes:
    (file,) = journals(state)
    return file.read_bytes()


def test_words_that_are_being_typed_on_a_card_are_kept_at_a_pause(
    windows: Windows, ride: Path, state: Path, crash: Crash, qtbot: QtBot
) -> None:
    hand = typing_in(windows, ride, qtbot)
    card = sorted(hand.map.all(Card), key=lambda c: c.id)[0]
    hand.canvas.begin_edit(card.id)
    qtbot.keyClicks(QApplication.focusWidget(), " in the rain")
    qtbot.waitUntil(lambda: bool(journals(state)) and b"in the rain" in kept_typing(state))
    again = crash()
    again.new()
    dialog = offered(again, qtbot)
    assert "just being typed" in dialog.about.text()
    press(qtbot, dialog.open_button)
    recovered = again.all[0].document.map.get(card.id, Card)
    assert recovered is not None
    assert recovered.title.endswith(" in the rain")


def test_a_card_that_is_only_being_typed_is_kept_too(
    windows: Windows, ride: Path, state: Path, crash: Crash, qtbot: QtBot
) -> None:
    hand = typing_in(windows, ride, qtbot)
    first = hand.canvas.laid.places.columns[0].step.id
    lane = next(lane for lane in hand.canvas.laid.places.lanes if lane.kind == "channel")
    hand.canvas.begin_card(first, lane.id)
    qtbot.keyClicks(QApplication.focusWidget(), "Ask a colleague")
    qtbot.waitUntil(lambda: bool(journals(state)) and b"Ask a colleague" in kept_typing(state))
    again = crash()
    again.new()
    press(qtbot, offered(again, qtbot).open_button)
    assert "Ask a colleague" in {c.title for c in again.all[0].document.map.all(Card)}


def test_words_in_the_details_are_kept_before_the_field_is_left(
    windows: Windows, ride: Path, state: Path, crash: Crash, qtbot: QtBot
) -> None:
    hand = typing_in(windows, ride, qtbot)
    title = hand.window.inspector.head.title
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Two years on two wheels")
    qtbot.waitUntil(lambda: bool(journals(state)) and b"Two years on two" in kept_typing(state))
    again = crash()
    again.new()
    press(qtbot, offered(again, qtbot).open_button)
    assert again.all[0].document.map.info.title == "Two years on two wheels"


def test_answers_to_the_questions_of_an_empty_map_are_kept(
    windows: Windows, state: Path, crash: Crash, qtbot: QtBot
) -> None:
    window = windows.new()
    Driver(qtbot, window)
    assert window.centre.invitation is not None
    who = window.centre.invitation.field("who")
    who.setFocus()
    qtbot.keyClicks(who, "Somebody who moved here")
    qtbot.waitUntil(lambda: bool(journals(state)) and b"who moved here" in kept_typing(state))
    again = crash()
    again.new("blank")
    press(qtbot, offered(again, qtbot).open_button)
    names = [p.name for p in personas(again.all[-1].document.map)]
    assert names == ["Somebody who moved here"]


def personas(of: JourneyMap) -> list[object]:
    from model.records import Persona

    return list(of.all(Persona))


def test_words_that_were_taken_back_are_not_offered(
    windows: Windows, ride: Path, state: Path, crash: Crash, qtbot: QtBot
) -> None:
    hand = typing_in(windows, ride, qtbot)
    title = hand.window.inspector.head.title
    title.setFocus()
    qtbot.keyClicks(title, " and more")
    qtbot.waitUntil(lambda: bool(journals(state)) and b"and more" in kept_typing(state))
    qtbot.keyClick(title, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: kept_typing(state).count(b" typing\n") == 2)
    again = crash()
    again.new()
    assert nothing_offered(again, qtbot)


def test_a_map_of_a_newer_touchline_is_kept_and_said(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    from model.files import frames

    edit(opened(windows, ride), "Compare tariffs")
    again = crash()
    (file,) = journals(ride.parent / "after-0")
    found, _ = frames.unpack(file.read_bytes())
    newer = found[-1].payload.replace(b'"schema_version":1', b'"schema_version":9')
    file.write_bytes(frames.pack(*found[0]) + frames.pack("edit", newer))
    again.new()
    dialog = offered(again, qtbot)
    assert "newer Touchline" in dialog.about.text()
    assert not dialog.open_button.isEnabled()
    dialog.reject()
    assert file.exists()


def test_what_makes_no_map_is_told_and_the_others_are_opened(
    windows: Windows, ride: Path, crash: Crash, qtbot: QtBot
) -> None:
    from model.files import frames

    edit(opened(windows, ride), "Compare tariffs")
    again = crash()
    (file,) = journals(ride.parent / "after-0")
    found, _ = frames.unpack(file.read_bytes())
    odd = found[-1].payload.replace(b'"after":{"', b'"after":{"lanes":3,"')
    strange = file.with_name("strange.journal")
    strange.write_bytes(frames.pack(*found[0]) + frames.pack("edit", odd))
    again.new()
    dialog = offered(again, qtbot)
    row = next(i for i, offer in enumerate(dialog.offers) if offer.left.file == strange)
    dialog.list.setCurrentRow(row)
    assert "makes no map" in dialog.about.text()
    assert not dialog.open_button.isEnabled()
    press(qtbot, dialog.all_button)
    assert "Compare tariffs" in {s.name for s in again.all[-1].document.map.all(Stage)}
    dialog.reject()
    assert strange.exists()
