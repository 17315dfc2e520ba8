"""Replaying a recording on the canvas: looking only, and all is as it was afterwards."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.dim_mark import DimMark
from app.replay import Replay
from app.window import Window
from app.windows import Windows
from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.files import codec, recorded, recording
from model.files.errors import SaveError
from model.records import Card, Stage
from tests.app.pressing import asked, nothing_is_asked, opened, press
from tests.driver import Driver
from widgets.capture.bar import CaptureBar

START = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
_FLAT = "Reports a flat tyre and waits on the line"
_TARIFFS = "Compares three tariffs on the phone"


def record(file: Path, *titles: tuple[str, str], minutes: int = 10) -> JourneyMap:
    """Write a recording in which cards are retitled one after the other; the last map."""
    journey = codec.load(file).map
    time = START
    lines = [recording.begin_line(journey, time)]
    for old, new in titles:
        (card,) = (card for card in journey.all(Card) if card.title == old)
        change = set_fields(journey, card.id, title=new)
        time += timedelta(minutes=minutes)
        lines.append(recording.change_line(change, f"Rewrite “{new}”", time))
        journey = apply(change, journey)
    recording.file_of(file).write_bytes(b"".join([*lines, recording.end_line(time)]))
    return journey


@pytest.fixture
def ride(ride: Path) -> Path:
    """That map with a recording of three changes."""
    record(ride, (_TARIFFS, "One"), (_FLAT, "Two"), ("One", "Three"))
    return ride


@pytest.fixture
def editor(qtbot: QtBot, windows: Windows, ride: Path) -> Driver:
    """A hand in a window on the map."""
    return Driver(qtbot, opened(windows, ride))


def replayed(editor: Driver) -> Replay:
    """Open the replay, and wait until it is read."""
    editor.do("view.replay")
    bar = cast(Replay, editor.window.bars.made("replay"))
    editor.qtbot.waitUntil(lambda: bar.recording is not None)
    editor.settle()
    return bar


def titles(bar: Replay) -> set[str]:
    """What the cards read on the canvas that is seen."""
    assert bar.canvas is not None
    assert bar.canvas.isVisible()
    return {card.title for card in bar.canvas.shown.all(Card)}


def marked(bar: Replay) -> list[str]:
    """Where the marks are: the cards that they are around."""
    canvas = bar.canvas
    assert canvas is not None
    cards = {card.id: canvas.box_of(card.id) for card in canvas.shown.all(Card)}
    boxes = [mark.box for mark in canvas.marks.of("selection")]
    return [cast(Card, canvas.shown[i]).title for i, box in cards.items() if box in boxes]


def test_the_map_of_each_moment_is_shown_with_its_clock_and_what_was_done(editor: Driver) -> None:
    bar = replayed(editor)
    assert (bar.label.text(), bar.count.text()) == ("The recording begins", "1 of 4")
    local = (START + timedelta(minutes=10)).astimezone()
    editor.press("Right")
    assert bar.clock.text() == f"{local.hour}:{local:%M}"
    assert bar.label.text() == "Rewrite “One”"
    assert {"One", _FLAT} <= titles(bar)
    assert marked(bar) == ["One"]
    editor.press("Right")
    assert {"One", "Two"} <= titles(bar)
    assert marked(bar) == ["Two"]
    editor.press("Left", "Left")
    assert {_TARIFFS, _FLAT} <= titles(bar)
    editor.press("End")
    assert {"Three", "Two"} <= titles(bar)
    assert not bar.forth.isEnabled()
    editor.press("Home")
    assert not bar.back.isEnabled()
    press(editor.qtbot, bar.forth)
    assert bar.label.text() == "Rewrite “One”"


def test_esc_brings_everything_back_as_it_was(editor: Driver) -> None:
    window = editor.window
    editor.click(_FLAT)
    editor.do("view.history")
    editor.press("Ctrl+J")
    before, zoom, seen = editor.map, editor.canvas.zoom, editor.canvas.view.visible()
    shown = [name for name, dock in window.docks.items() if dock.isVisible()]
    bar = replayed(editor)
    assert not window.toolbar.isVisible()
    assert not any(dock.isVisible() for dock in window.docks.values())
    assert not window.bars.is_open("capture")
    assert not window.centre.isVisible()
    assert window.actions_["view.replay"].isChecked()
    editor.press("Right", "Escape")
    assert not bar.isVisible()
    assert window.toolbar.isVisible()
    assert [name for name, dock in window.docks.items() if dock.isVisible()] == shown
    assert window.bars.is_open("capture")
    assert editor.canvas.isVisible()
    assert (editor.canvas.zoom, editor.canvas.view.visible()) == (zoom, seen)
    assert editor.selected == [_FLAT]
    assert editor.map is before
    assert editor.undoable == []
    window.activateWindow()
    editor.canvas.setFocus()
    editor.press("Ctrl+D")
    assert len(editor.undoable) == 1, "and the map can be edited again"


def test_the_table_and_the_capture_bar_come_back_with_their_focus(editor: Driver) -> None:
    window = editor.window
    editor.do("view.table")
    table = QApplication.focusWidget()
    replayed(editor)
    editor.press("Right", "Escape")
    assert window.centre.shows_table
    assert QApplication.focusWidget() is table
    editor.press("Ctrl+J")
    editor.type("Half a")
    replayed(editor)
    editor.press("Ctrl+J", "Escape")
    editor.type(" line")
    bar = window.bars.made("capture")
    assert isinstance(bar, CaptureBar)
    assert (bar.line.text, bar.isVisible()) == ("Half a line", True)


def test_a_small_window_is_as_large_afterwards_and_so_are_its_panels(editor: Driver) -> None:
    window = editor.window
    window.resize(860, 700)
    editor.settle()
    panel = window.docks["inspector"].geometry()
    replayed(editor)
    assert window.width() == 860
    editor.press("Escape")
    editor.settle()
    assert window.width() == 860
    assert window.docks["inspector"].geometry() == panel


def test_what_is_typed_while_a_recording_is_read_is_entered(
    editor: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, load = Event(), recorded.load

    def slowly(*args: Any, **fields: Any) -> recorded.Recording:
        read.wait(10)
        return load(*args, **fields)

    monkeypatch.setattr(recorded, "load", slowly)
    editor.do("view.replay")
    assert not editor.window.actions_["file.import"].isEnabled()
    editor.double_click(_FLAT)
    editor.type("Half typed")
    read.set()
    bar = cast(Replay, editor.window.bars.made("replay"))
    editor.qtbot.waitUntil(lambda: bar.recording is not None)
    assert [card for card in editor.map.all(Card) if "Half typed" in card.title]
    editor.press("Escape")
    editor.settle()
    assert editor.window.actions_["file.import"].isEnabled()


def test_nothing_can_be_done_to_the_map_meanwhile(editor: Driver, ride: Path) -> None:
    window = editor.window
    editor.click(_FLAT)
    before, written = editor.map, ride.read_bytes()
    bar = replayed(editor)
    editor.press("Right")
    for command_id in window.actions_.commands:
        if command_id.partition(".")[0] in ("edit", "card", "stage", "lane", "move", "persona"):
            usable = window.actions_[command_id].isEnabled()
            assert not usable or command_id == "edit.copy", command_id
        if command_id.startswith("file.save") or "capture" in command_id:
            assert not window.actions_[command_id].isEnabled()
    canvas = bar.canvas
    assert canvas is not None
    box = canvas.box_of(next(c.id for c in canvas.shown.all(Card) if c.title == "One"))
    assert box is not None
    at = canvas.view.to_viewport(box.center()).toPoint()
    port = canvas.view.viewport()
    editor.qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=at)
    editor.type("xyz")
    editor.qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=at)
    for x in range(0, 400, 50):
        editor.move_on(port, at + QPoint(x, 60))
    editor.qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=at + QPoint(400, 60))
    for keys in ("Delete", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Ctrl+S", "F2", "Return"):
        editor.press(keys)
    assert "looked at, not changed" in window.status.hint.text()
    with pytest.raises(SaveError):
        canvas.document.save(ride)
    with pytest.raises(SaveError):
        canvas.document.save_copy(ride.with_name("copy.journey.json"))
    canvas.document.save_soon(ride)
    assert bar.recording is not None
    assert canvas.document.map is bar.recording.map_at(1)
    assert editor.map is before
    assert ride.read_bytes() == written
    assert not window.document.is_dirty


def test_neither_panels_nor_notices_lead_to_the_map_meanwhile(editor: Driver) -> None:
    window = editor.window
    editor.do("view.filter")
    editor.type("flat")
    window.bars.toggle("filter")
    assert any(mark.isVisible() for mark in window.status.findChildren(DimMark))
    window.notice.say("Three things were odd", "odd", todo="Show")
    bar = replayed(editor)
    assert not window.notice.isVisible()
    window.notice.say("Nothing is kept", "unkept", todo="")
    assert window.notice.words.text() == "Nothing is kept"
    window.notice.say("", "unkept")
    at = QPoint(window.menuBar().width() - 5, 5)
    for part in (window.menuBar(), window.statusBar(), window.notice):
        there = part.mapToGlobal(at)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, there)
        QApplication.sendEvent(part, event)
        assert QApplication.activePopupWidget() is None
    window.docks["inspector"].show()
    assert not window.inspector.isEnabled()
    assert not any(mark.isVisible() for mark in window.status.findChildren(DimMark))
    window.docks["inspector"].hide()
    bar.close_bar()
    assert window.notice.words.text() == "Three things were odd"
    assert window.notice.isVisible()
    assert window.inspector.isEnabled()
    assert any(mark.isVisible() for mark in window.status.findChildren(DimMark))


def test_zooming_and_copying_act_on_the_moment_that_is_seen(editor: Driver) -> None:
    bar = replayed(editor)
    editor.press("End")
    canvas = bar.canvas
    assert canvas is not None
    zoom = editor.canvas.zoom
    editor.press("Ctrl+1")
    assert canvas.zoom != zoom
    assert editor.canvas.zoom == zoom
    assert editor.window.status.zoom.text() == f"{round(canvas.zoom * 100)}%"
    editor.press("Escape")
    assert editor.window.status.zoom.text() == f"{round(zoom * 100)}%"


def test_space_plays_to_the_end_and_stands_still(editor: Driver) -> None:
    bar = replayed(editor)
    seen: list[int] = []
    bar.moved.connect(lambda index, _: seen.append(index))
    bar.take(1)
    editor.press("Space")
    assert bar.is_playing
    assert bar.play_button.accessibleName() == "Stop here"
    editor.press("Space")
    assert not bar.is_playing
    editor.press("Space")
    editor.qtbot.waitUntil(lambda: not bar.is_playing)
    assert seen == sorted(set(seen)), "a slow machine may leave some out"
    assert seen[-1] == 3
    assert {"Three", "Two"} <= titles(bar)
    editor.press("Space")
    assert bar.index == 0, "once more from the beginning"
    bar.stop()


def test_a_day_takes_half_a_minute_unless_another_speed_is_chosen(editor: Driver) -> None:
    bar = replayed(editor)
    assert bar.seconds == 30
    menu = bar.speed.menu()
    assert [action.text() for action in menu.actions()] == [
        "All in 10 s", "All in 30 s", "All in 60 s",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    assert (bar.seconds, bar.speed.text()) == (10, "All in 10 s")


def test_the_line_of_time_goes_where_it_is_pressed(editor: Driver) -> None:
    bar = replayed(editor)
    slider = bar.slider
    middle = slider.height() // 2
    right = slider.width() - 12
    editor.qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(right, middle))
    assert bar.index == 3
    editor.qtbot.mousePress(
        slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 3, middle)
    )
    assert bar.index == 1
    editor.move_on(slider, QPoint(slider.width() * 2 // 3, middle))
    assert bar.index == 2
    editor.qtbot.mouseRelease(
        slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() * 2 // 3, middle)
    )


def test_the_camera_goes_to_what_changed_only_if_it_is_out_of_view(editor: Driver) -> None:
    bar = replayed(editor)
    canvas = bar.canvas
    assert canvas is not None
    tariffs = canvas.box_of(next(c.id for c in canvas.shown.all(Card) if c.title == _TARIFFS))
    flat = canvas.box_of(next(c.id for c in canvas.shown.all(Card) if c.title == _FLAT))
    assert tariffs is not None
    assert flat is not None
    canvas.camera.zoom_to(2.5)
    canvas._centre(tariffs.center(), 2.5)
    before = canvas.view.visible()
    assert not before.intersects(flat)
    editor.press("Right")
    assert canvas.view.visible() == before
    editor.press("Right")
    editor.qtbot.waitUntil(lambda: canvas.view.visible().contains(flat))
    assert canvas.zoom == pytest.approx(2.5)


def test_a_moment_is_opened_as_a_copy_in_a_window_of_its_own(
    editor: Driver, windows: Windows
) -> None:
    bar = replayed(editor)
    editor.press("Right", "Right")
    press(editor.qtbot, bar.copy_button)
    first, copy = windows.all
    assert first is editor.window
    assert {"One", "Two"} <= {card.title for card in copy.document.map.all(Card)}
    assert copy.document.path is None
    assert not copy.document.read_only
    local = (START + timedelta(minutes=20)).astimezone()
    assert copy.windowTitle().startswith(f"ride, 3 November {local.hour}.{local:%M}[*]")
    assert bar.isVisible()


def test_what_is_being_recorded_can_be_replayed_to_the_last_change(editor: Driver) -> None:
    editor.do("file.record")
    editor.window.document.edit(
        "Rewrite “Just now”", set_fields, editor.card(_FLAT).id, title="Just now"
    )
    bar = replayed(editor)
    editor.press("End")
    assert bar.label.text() == "Rewrite “Just now”"
    assert "Just now" in titles(bar)
    days = {m.time.astimezone().date() for m in bar._moments}
    assert len(days) > 1, "the recording of the fixture is of another day"
    assert bar.clock.text().count(" ") == 2, "the day stands before the clock"
    editor.press("Escape")
    assert editor.window.recorder.is_on


def test_without_a_recording_that_is_said(editor: Driver, ride: Path, qtbot: QtBot) -> None:
    recording.file_of(ride).unlink()
    editor.do("view.replay")
    assert asked(editor.window).text() == "There is no recording of this map"
    assert not editor.window.bars.is_open("replay")
    asked(editor.window).reject()
    editor.press("Ctrl+D")


def test_a_broken_recording_is_told_in_one_message(editor: Driver, ride: Path) -> None:
    recording.file_of(ride).write_bytes(b"Dear diary\n")
    editor.do("view.replay")
    editor.qtbot.waitUntil(lambda: not nothing_is_asked(editor.window))
    box = asked(editor.window)
    assert box.text() == "The recording cannot be replayed"
    assert "This is no recording of a workshop." in box.informativeText()
    assert not editor.window.bars.is_open("replay")
    assert editor.canvas.isVisible()
    box.reject()


def test_a_part_that_is_damaged_is_said_and_the_rest_is_replayed(
    editor: Driver, ride: Path
) -> None:
    file = recording.file_of(ride)
    lines = file.read_bytes().splitlines(keepends=True)
    lines[2] = b"{broken\n"
    file.write_bytes(b"".join(lines))
    bar = replayed(editor)
    assert bar.count.text() == "1 of 2"
    assert "Line 3 of the recording is damaged" in editor.window.status.hint.text()


def test_a_window_that_is_closed_meanwhile_opens_as_it_was(
    editor: Driver, windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    replayed(editor)
    editor.window.close()
    window: Window = opened(windows, ride)
    Driver(qtbot, window)
    assert window.toolbar.isVisible()
    assert window.docks["inspector"].isVisible()


def test_stages_that_come_and_go_are_shown_too(windows: Windows, qtbot: QtBot, ride: Path) -> None:
    editor = Driver(qtbot, opened(windows, ride))
    editor.do("file.record")
    editor.click("Compares three tariffs on the phone")
    editor.do("stage.add")
    editor.press("Escape", "Escape")
    for _ in range(len(editor.undoable)):
        editor.press("Ctrl+Z")
    bar = replayed(editor)
    counts = []
    assert bar.recording is not None
    for index in range(len(bar.recording)):
        bar._go(index)
        assert bar.canvas is not None
        counts.append(len(list(bar.canvas.shown.all(Stage))))
    assert max(counts) == min(counts) + 1
    assert counts[-1] == counts[0]


def test_an_audience_sees_the_replay_as_long_as_it_lasts(editor: Driver) -> None:
    editor.do("view.audience")
    people = editor.window.live.audience
    assert people is not None
    replay = replayed(editor)
    editor.settle()
    assert replay.canvas is not None
    assert people.canvas.scene is replay.canvas.scene
    editor.window.activateWindow()
    replay.close_bar()
    editor.settle()
    assert people.canvas.scene is editor.canvas.scene
