"""A crash of the whole program leaves its trace, and the next start tells of it once.

The program is a process of its own, with a window that nobody sees.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import crash, guards, reports
from app.windows import Windows
from model.files import recovery
from model.grid import stages
from tests.app.running import BICYCLE, ROOT, done

#: How long, in ms, a process may take to do what is waited for on a busy machine.
LONG = 60_000
#: What a closed terminal means does not depend on what the tests were started from, e.g. nohup.
_EDITOR = """
import signal, sys
signal.signal(signal.SIGHUP, {hangup})
from app import start
sys.argv[0] = 'touchline'
start.main()
"""
_WATCHED = "import os, sys; from app import crash; crash.Watch().begin()\n"
_DIES = f"{_WATCHED}os.kill(os.getpid(), int(sys.argv[1]))"
_WAITS = f"{_WATCHED}print('ready', flush=True); sys.stdin.read()"
#: Edits a map, and is idle once it watches over itself.
_EDITS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app import guards
from app.application import make
from model.edits.stages import add_stage
application, windows = make(Path(sys.argv[1]))
windows.begin()
windows.open([Path(sys.argv[2])])
document = windows.all[0].document
document.edit("Add stage", add_stage, document.ids, name="Buy at once")
complete = guards.Guards.complete
guards.Guards.complete = lambda of: (complete(of), QTimer.singleShot(0, tell))
tell = lambda: print("edited", flush=True)
sys.exit(application.exec())
"""

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's state folder, empty yet."""
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return tmp_path / "state"


@pytest.fixture
def start(state: Path, qtbot: QtBot) -> Iterator[Start]:
    """Start the editor; it is given back once it watches over itself."""
    started: list[subprocess.Popen[bytes]] = []

    def start(file: str, hangup: str = "signal.SIG_DFL") -> subprocess.Popen[bytes]:
        before = _starts(state)
        process = subprocess.Popen(
            [sys.executable, "-c", _EDITOR.format(hangup=hangup), file],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        qtbot.waitUntil(lambda: _starts(state) > before or process.poll() is not None, timeout=LONG)
        assert process.poll() is None, process.communicate()[1].decode()
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _traces(state: Path) -> list[Path]:
    return list((state / "log").glob("crash-*.txt"))


def _starts(state: Path) -> int:
    log = state / "log" / "touchline.log"
    return log.read_text("utf-8").count(" | started: ") if log.exists() else 0


def _ended(process: subprocess.Popen[bytes]) -> int:
    """The exit code; it must come."""
    process.communicate(timeout=LONG / 1000)
    return process.returncode


def test_a_crash_becomes_a_report_at_the_next_start_and_is_told_once(
    start: Start, state: Path, tmp_path: Path
) -> None:
    ride = shutil.copy(BICYCLE, tmp_path / "map.journey.json")
    crashing = start(ride)
    crashing.send_signal(signal.SIGSEGV)
    assert _ended(crashing) == -signal.SIGSEGV
    next_one = start(ride)
    (report,) = reports.kept(state)
    assert report.error == "Touchline ended suddenly (Segmentation fault)"
    assert report.place != "unknown"
    assert "in _stay" in report.file.read_text("utf-8")
    assert str(ROOT) not in report.file.read_text("utf-8")
    next_one.send_signal(signal.SIGTERM)
    assert _ended(next_one) == 128 + signal.SIGTERM
    assert _traces(state) == []
    assert "Touchline ended suddenly (Segmentation fault) at " in done("doctor")


def test_the_program_ends_orderly_when_its_terminal_is_closed(
    start: Start, state: Path, tmp_path: Path
) -> None:
    process = start(shutil.copy(BICYCLE, tmp_path / "map.journey.json"))
    process.send_signal(signal.SIGHUP)
    assert _ended(process) == 128 + signal.SIGHUP
    assert _traces(state) == []
    assert list(reports.kept(state)) == []
    assert "touchline: asked to end by SIGHUP" in done("doctor")


def test_a_program_started_with_nohup_outlives_its_terminal(
    start: Start, state: Path, tmp_path: Path
) -> None:
    process = start(shutil.copy(BICYCLE, tmp_path / "map.journey.json"), "signal.SIG_IGN")
    process.send_signal(signal.SIGHUP)
    process.send_signal(signal.SIGTERM)
    assert _ended(process) == 128 + signal.SIGTERM
    assert "SIGHUP" not in done("doctor")


def test_the_trace_of_a_program_that_runs_is_left_alone(state: Path) -> None:
    with _waiting() as one, _waiting() as other:
        assert len(_traces(state)) == 2
        one.kill()
        one.wait()
        assert crash.report_earlier() == 0, "of a kill there is nothing to tell"
        assert len(_traces(state)) == 1
        other.send_signal(signal.SIGABRT)
        other.wait()
        assert crash.report_earlier() == 1
    assert _traces(state) == []


@contextmanager
def _waiting() -> Iterator[subprocess.Popen[bytes]]:
    """A process that watches over itself and does nothing."""
    with subprocess.Popen(
        [sys.executable, "-c", _WAITS],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        yield process


@pytest.mark.parametrize("name", ["SIGTERM", "SIGSEGV"])
def test_what_was_not_saved_is_there_after_a_sudden_end(
    state: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "map.journey.json"
    shutil.copy(BICYCLE, file)
    with subprocess.Popen(
        [sys.executable, "-c", _EDITS, str(tmp_path / "settings.ini"), str(file)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"edited\n"
        process.send_signal(signal.Signals[name])
        _ended(process)
    (left,) = recovery.left(state / "journals")
    found = recovery.recover(left, state)
    left.release()
    assert "Buy at once" in [stage.name for stage in stages(found.map)]


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL"])
def test_every_kind_of_crash_leaves_a_trace(state: Path, name: str) -> None:
    number = signal.Signals[name]
    ran = subprocess.run(
        [sys.executable, "-c", _DIES, str(int(number))],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )
    assert ran.returncode == -number
    assert crash.report_earlier() == 1
    (report,) = reports.kept(state)
    assert report.error.startswith("Touchline ended suddenly (")


def test_a_crash_of_an_earlier_run_is_told_in_passing_and_once(
    windows: Windows, qtbot: QtBot, state: Path
) -> None:
    (state / "log").mkdir(parents=True)
    trace = 'Fatal Python error: Aborted\n\n  File "/x/app/window.py", line 7 in paintEvent\n'
    (state / "log" / "crash-1-a.txt").write_text(trace)
    window = windows.new("bicycle")
    qtbot.waitExposed(window)
    guards.tell_of_earlier(windows)
    assert "ended suddenly the last time" in window.status.hint.text()
    window.status.say("")
    guards.tell_of_earlier(windows)
    assert window.status.hint.text() == ""


def test_where_no_trace_can_be_kept_the_program_runs_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    watch = crash.Watch(tmp_path / "file" / "log")
    watch.begin()
    watch.end()


def test_where_no_report_can_be_written_the_trace_is_kept(state: Path) -> None:
    (state / "log").mkdir(parents=True)
    (state / "reports").touch()
    left = state / "log" / "crash-1-a.txt"
    left.write_text("Fatal Python error: Aborted\n")
    assert crash.report_earlier() == 0
    assert left.exists()
    (state / "reports").unlink()
    assert crash.report_earlier() == 1
    assert not left.exists()


def test_a_trace_that_makes_no_sense_is_reported_all_the_same(state: Path) -> None:
    (state / "log").mkdir(parents=True)
    (state / "log" / "crash-1-a.txt").write_bytes(os.urandom(300) + b"x\n" * 500_000)
    assert crash.report_earlier() == 1
    (report,) = reports.kept(state)
    assert report.file.stat().st_size < 1_000_000
