"""A mistake of the program's own is told in the window, once, and kept for the one who mends it."""

import logging
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRunnable, Qt, QThreadPool, QTimer
from PySide6.QtGui import QDesktopServices, QGuiApplication, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app import log, reports
from app.mishaps import Mishaps
from app.window import Window
from app.windows import Windows
from model.edits.fields import set_fields
from model.files import atomic, codec
from model.files.errors import SaveError
from model.records import Card
from tests.app.pressing import answer, asked, edit, nothing_is_asked
from tests.app.running import BICYCLE, done
from tests.driver import LEFT, Driver
from widgets.document import Document


@pytest.fixture
def heard() -> list[str]:
    """What the hooks heard that were there before ours."""
    return []


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's state folder, empty yet."""
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def window(
    windows: Windows,
    qtbot: QtBot,
    heard: list[str],
    state: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Window]:
    """The bicycle map, in a program that tells of its mistakes."""
    made = windows.new("bicycle")
    qtbot.waitExposed(made)
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: heard.append(str(error)))
    for module, name in ((threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, name, lambda args: heard.append(str(args.exc_value)))
    written = log.Log()
    written.start(state / "log")
    monkeypatch.setattr(log, "log", written)
    mishaps = Mishaps(windows)
    mishaps.watch()
    yield made
    mishaps.end()


def _go_wrong(*ways: Callable[[], object]) -> None:
    """Let slots fail."""
    for way in ways:
        QTimer.singleShot(0, way)
        QCoreApplication.processEvents()
    QCoreApplication.processEvents()


def _fail() -> None:
    raise RuntimeError("the grid has a hole")


def _fail_elsewhere() -> None:
    raise RuntimeError("the wheel came off")


def _reports(state: Path) -> list[str]:
    """The reports that were written, the newest first."""
    return [report.file.read_text("utf-8") for report in reports.kept(state)]


def _box_is_gone() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def test_an_error_in_a_slot_is_told_in_the_window_and_on_standard_error(
    window: Window, qtbot: QtBot, heard: list[str]
) -> None:
    _go_wrong(_fail)
    assert heard == ["the grid has a hole"]
    box = asked(window)
    assert box.text() == "Something went wrong in Touchline"
    assert "Everything else is on your map as before" in box.informativeText()
    answer(qtbot, window, "Go on")
    assert nothing_is_asked(window)


def test_a_report_is_written_and_the_window_says_where_and_that_nothing_was_sent(
    window: Window, state: Path
) -> None:
    window.actions_["view.fit"].trigger()
    _go_wrong(_fail)
    (report,) = _reports(state)
    for said in ("Error: RuntimeError", "in _fail", "the grid has a hole", "view.fit", "Stage"):
        assert said in report
    more = asked(window).informativeText()
    assert "Nothing was sent" in more
    assert str(next(reports.kept(state)).file) in more


def test_the_folder_of_the_reports_is_shown(
    window: Window, qtbot: QtBot, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    _go_wrong(_fail)
    answer(qtbot, window, "Show the report")
    assert shown == [str(state / "reports")]


def test_an_error_in_a_command_is_told(window: Window, state: Path) -> None:
    command = window.actions_.commands["view.fit"]
    window.actions_.commands["view.fit"] = command._replace(run=lambda _: _fail())
    window.actions_["view.fit"].trigger()
    QCoreApplication.processEvents()
    assert asked(window)
    (report,) = _reports(state)
    assert "app/actions.py" in report


def test_after_an_error_the_map_is_edited_on(window: Window, qtbot: QtBot) -> None:
    _go_wrong(_fail)
    answer(qtbot, window, "Go on")
    edit(window, "Compare")
    window.actions_.refresh()
    window.actions_["edit.undo"].trigger()
    assert not window.document.done
    assert window.document.undone


def test_the_same_error_is_told_once_and_counted_in_its_report(
    window: Window, qtbot: QtBot, heard: list[str], state: Path
) -> None:
    _go_wrong(*[_fail] * 500)
    assert len(heard) == 1
    answer(qtbot, window, "Go on")
    _go_wrong(_fail)
    assert nothing_is_asked(window)
    (mishaps,) = window.windows.findChildren(Mishaps)
    mishaps.end()
    assert [report.times for report in reports.kept(state)] == [501]


def test_two_ways_to_the_same_place_are_two_mistakes(window: Window, state: Path) -> None:
    def one_way() -> None:
        _fail()

    def other_way() -> None:
        _fail()

    _go_wrong(one_way, other_way)
    assert len(_reports(state)) == 2


def test_an_endless_recursion_is_told_once_wherever_it_ends(window: Window, state: Path) -> None:
    def deeper(times: int) -> None:
        _ = [1] * times, deeper(times)

    def fail() -> None:
        for spare in range(next(depths)):
            if spare == 3:
                break
        deeper(1)

    depths = iter(range(20))
    _go_wrong(*[fail] * 10)
    assert len(_reports(state)) == 1


def test_a_storm_of_the_same_error_writes_ever_more_seldom(
    window: Window, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    real = atomic.replace_bytes
    monkeypatch.setattr(atomic, "replace_bytes", lambda *args: (written.append(1), real(*args))[1])
    monkeypatch.setattr("app.mishaps.COUNTED", 0)
    (mishaps,) = window.windows.findChildren(Mishaps)
    mishaps._recount.setInterval(0)
    _go_wrong(*[_fail] * 300)
    assert 2 <= len(written) <= 10


def test_a_storm_of_different_errors_does_not_fill_the_folder(
    window: Window, heard: list[str], state: Path
) -> None:
    def fail_as(number: int) -> Callable[[], None]:
        code = "\n" * number + "raise RuntimeError"
        return lambda: exec(compile(code, "made up", "exec"))

    _go_wrong(*[fail_as(number) for number in range(100)])
    assert 5 < len(_reports(state)) < 20
    assert len(heard) < 20


def test_another_error_waits_until_the_first_is_answered(
    window: Window, qtbot: QtBot, state: Path
) -> None:
    _go_wrong(_fail)
    first = asked(window).informativeText()
    _go_wrong(_fail_elsewhere)
    assert asked(window).informativeText() == first
    answer(qtbot, window, "Go on")
    _box_is_gone()
    assert str(next(reports.kept(state)).file) in asked(window).informativeText()


def test_the_details_are_copied_without_what_may_be_words_of_the_map(
    window: Window, qtbot: QtBot
) -> None:
    _go_wrong(_fail)
    answer(qtbot, window, "Copy the details")
    copied = QGuiApplication.clipboard().text()
    assert "in _fail" in copied
    assert "Touchline: " in copied
    assert "the grid has a hole" not in copied.replace('RuntimeError("the grid has a hole")', "")


def test_a_copy_can_be_saved_at_once(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.windows.settings.folder = tmp_path
    _go_wrong(_fail)
    answer(qtbot, window, "Save a copy")
    (dialog,) = (d for d in window.findChildren(QFileDialog) if d.isVisible())
    dialog.reject()


def test_an_error_in_a_thread_is_reported_but_not_told(
    window: Window, heard: list[str], state: Path
) -> None:
    thread = threading.Thread(target=_fail, name="helper")
    thread.start()
    thread.join()
    QCoreApplication.processEvents()
    assert nothing_is_asked(window)
    (report,) = _reports(state)
    assert "Thread: helper" in report
    assert heard == ["the grid has a hole"]


def test_an_error_in_a_thread_of_qts_is_reported_but_not_told(
    window: Window, qtbot: QtBot, state: Path
) -> None:
    class Work(QRunnable):
        def run(self) -> None:
            _fail()

    QThreadPool.globalInstance().start(Work())
    qtbot.waitUntil(lambda: len(_reports(state)) == 1)
    QCoreApplication.processEvents()
    assert nothing_is_asked(window)


def test_an_error_in_a_thread_that_saves_is_told(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_read_back", lambda *_: _fail())
    write = partial(codec.save, window.document.map, tmp_path / "map.journey.json")
    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: not nothing_is_asked(window))
    assert "could not save" in asked(window).text()


def test_an_error_in_reading_a_map_is_not_taken_for_one_in_saving(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.files.codec.digest", lambda _: _fail())
    _go_wrong(lambda: codec.load(BICYCLE))
    assert "could not save" not in asked(window).text()


def test_an_error_in_an_object_on_its_way_out_is_reported_but_not_told(
    window: Window, state: Path
) -> None:
    class Stubborn:
        def __del__(self) -> None:
            _fail()

    Stubborn()
    QCoreApplication.processEvents()
    assert nothing_is_asked(window)
    assert len(_reports(state)) == 1


def test_a_mistake_that_was_dealt_with_and_logged_is_reported_but_not_told(
    window: Window, heard: list[str], state: Path, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger().addHandler(log.log)
    try:
        _fail()
    except RuntimeError:
        logging.getLogger("widgets.keeping").exception("a save failed")
    finally:
        logging.getLogger().removeHandler(log.log)
    QCoreApplication.processEvents()
    assert nothing_is_asked(window)
    assert heard == []
    (report,) = _reports(state)
    assert "in _fail" in report


def test_where_no_report_can_be_written_the_window_still_tells(
    window: Window, qtbot: QtBot, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise SaveError("the disk is full", "", "")

    monkeypatch.setattr(atomic, "replace_bytes", full)
    _go_wrong(_fail)
    assert "No report could be written" in asked(window).informativeText()
    assert "Show the report" not in [button.text() for button in asked(window).buttons()]
    answer(qtbot, window, "Copy the details")
    assert "in _fail" in QGuiApplication.clipboard().text()


def test_where_the_window_cannot_tell_the_report_is_written_and_the_program_goes_on(
    window: Window, heard: list[str], state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.mishap_dialog.ask", lambda *_, **__: _fail_elsewhere())
    _go_wrong(_fail)
    assert len(_reports(state)) == 1
    assert heard == ["the grid has a hole"]
    monkeypatch.undo()
    edit(window)
    assert window.document.done


def test_where_the_circumstances_cannot_be_told_the_report_says_so(
    window: Window, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.circumstances.desktop", _fail_elsewhere)
    _go_wrong(_fail)
    (report,) = _reports(state)
    assert "Desktop: unknown (RuntimeError)" in report


def test_an_error_that_cannot_be_put_into_words_is_reported_all_the_same(
    window: Window, state: Path
) -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise ValueError("no words")

    def fail() -> None:
        raise Mute

    _go_wrong(fail)
    (report,) = _reports(state)
    assert "Mute" in report


def test_words_of_the_map_are_in_the_file_of_the_report_only(
    window: Window, qtbot: QtBot, state: Path
) -> None:
    secret = "Zanzibar"
    editor = Driver(qtbot, window)
    card = next(iter(window.document.map.all(Card)))
    assert window.document.edit("Rename", set_fields, card.id, title=secret)
    titled = editor.card(secret)

    def validate() -> None:
        Card(id=titled.id, kind="pain", severity=titled.title)  # type: ignore[arg-type]  # that is the mistake

    def look_up() -> None:
        _ = {}[titled.title]

    command = window.actions_.commands["view.fit"]
    for fail in (validate, look_up):
        window.actions_.commands["view.fit"] = command._replace(run=lambda _, fail=fail: fail())
        window.actions_["view.fit"].trigger()
        QCoreApplication.processEvents()
        answer(qtbot, window, "Copy the details")
        assert secret not in QGuiApplication.clipboard().text()
        _box_is_gone()
    found = _reports(state)
    assert len(found) == 2
    assert all(secret in report for report in found)
    assert not any(secret in reports.without_words(report) for report in found)
    shown = done("doctor")
    assert "ValidationError" in shown
    assert "KeyError" in shown
    assert secret not in shown
    assert "ERROR touchline: KeyError at app/actions.py, line " in shown
    assert secret not in (state / "log" / "touchline.log").read_text("utf-8")


def test_an_error_while_a_window_is_painted_is_told_once_however_often_it_is_painted(
    window: Window, heard: list[str], state: Path
) -> None:
    class Broken(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            _fail()

    broken = Broken(window)
    broken.show()
    for _ in range(50):
        broken.update()
        QCoreApplication.processEvents()
    assert asked(window)
    assert len(_reports(state)) == 1
    assert len(heard) == 1
    broken.hide()


def test_a_mistake_at_the_start_is_told_once_there_is_a_window(
    windows: Windows, qtbot: QtBot, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    mishaps = Mishaps(windows)
    mishaps.watch()
    mishaps._patience.setInterval(1)
    _go_wrong(_fail)
    made = windows.new()
    qtbot.waitUntil(lambda: not nothing_is_asked(made))
    mishaps.end()


def test_a_mistake_in_opening_one_map_does_not_keep_the_others_from_opening(
    windows: Windows, qtbot: QtBot, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    mishaps = Mishaps(windows)
    mishaps.watch()
    fill = Window.fill

    def fill_or_fail(of: Window, document: Document) -> None:
        if document.path == bad:
            _fail()
        fill(of, document)

    monkeypatch.setattr(Window, "fill", fill_or_fail)
    bad, good = (tmp_path / f"{name}.journey.json" for name in ("bad", "good"))
    for file in (bad, good):
        shutil.copy(BICYCLE, file)
    windows.begin()
    windows.open([bad])
    assert [window.document.path for window in windows.all] == [None]
    windows.open([bad, good], windows.all[0])
    assert [window.document.path for window in windows.all] == [good]
    assert len(windows.all) == len([w for w in QApplication.topLevelWidgets() if w.isVisible()])
    qtbot.waitUntil(lambda: not nothing_is_asked(windows.all[0]))
    mishaps.end()


def test_when_the_program_ends_the_hooks_are_as_before(window: Window) -> None:
    (mishaps,) = window.windows.findChildren(Mishaps)
    mishaps.end()
    assert "Mishaps" not in f"{sys.excepthook}{threading.excepthook}{sys.unraisablehook}"


@pytest.mark.parametrize("nested", [ZeroDivisionError, IndexError])
def test_an_error_in_an_event_of_a_header_ends_nothing(
    window: Window, monkeypatch: pytest.MonkeyPatch, nested: type[Exception]
) -> None:
    def fail(*_: object, **__: object) -> None:
        _ = 1 // len([]) if nested is ZeroDivisionError else [][len([])]

    header = window.editor.canvas.stage_header
    monkeypatch.setattr(window.document, "edit", fail)
    at = header._end_box().center()
    kinds = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
    for kind in kinds:
        event = QMouseEvent(
            kind, at, header.mapToGlobal(at), LEFT, LEFT, Qt.KeyboardModifier.NoModifier
        )
        if kind == kinds[0]:
            QApplication.sendEvent(header, event)
        else:
            with pytest.raises(nested):  # what called it from Python hears of it
                QApplication.sendEvent(header, event)
