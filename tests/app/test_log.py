"""The log: what Qt and Python say is kept in a small file, and shown without words of maps."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import log_lines
from app.log import MOST_BYTES, Log
from tests.app.running import ROOT


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """A log of its own, written to `tmp_path`."""
    made = Log()
    made.start(tmp_path)
    return made


def _written(folder: Path) -> list[str]:
    """What the log says, without the times."""
    return [line.partition(" ")[2] for line in (folder / "touchline.log").read_text().splitlines()]


def _said(lines: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A process that logs as the program does, and runs `lines`."""
    script = (
        "import logging\n"
        "from PySide6.QtCore import *\n"
        "from app import log\n"
        "log.listen()\n"
        f"{lines}\n"
        "log.leave()\n"
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "TOUCHLINE_STATE": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_messages_of_qt_and_of_python_are_in_one_file_even_those_from_before_it_was_opened(
    tmp_path: Path,
) -> None:
    ran = _said(
        "qWarning('early')\n"
        "log.log.start()\n"
        "qCCritical(QLoggingCategory('qt.qpa.xcb'), 'no cursor')\n"
        "qDebug('by the way')\n"
        "logging.getLogger('fontTools.subset').warning('odd %s', 'table')\n"
        "logging.getLogger('fontTools.subset').info('fine')\n"
        "log.own.info('all is well')",
        tmp_path,
    )
    assert ran.returncode == 0, ran.stderr
    assert _written(tmp_path / "log") == [
        "WARNING qt | early",
        "ERROR qt.qpa.xcb | no cursor",
        "DEBUG qt | by the way",
        "WARNING fontTools.subset | odd table",
        "INFO touchline | all is well",
    ]
    assert ran.stderr.splitlines() == ["early", "qt.qpa.xcb: no cursor", "odd table"]


def test_a_message_of_qt_that_comes_again_and_again_is_written_once_and_counted(
    tmp_path: Path,
) -> None:
    ran = _said("log.log.start()\nfor _ in range(1000): qWarning('again')", tmp_path)
    assert _written(tmp_path / "log") == ["WARNING qt | again", "INFO qt | 1000 times: again"]
    assert ran.stderr == "again\n"


def test_what_makes_qt_end_the_program_is_written_before(tmp_path: Path) -> None:
    ran = _said(
        "import os; os.environ['QT_QPA_PLATFORM'] = 'none such'\n"
        "from PySide6.QtGui import QGuiApplication; QGuiApplication([])",
        tmp_path,
    )
    assert ran.returncode == -6
    last = _written(tmp_path / "log")[-1]
    assert last.startswith("FATAL qt")
    assert "no Qt platform plugin could be initialized" in last
    assert "no Qt platform plugin could be initialized" in ran.stderr


def test_messages_of_threads_are_kept(tmp_path: Path) -> None:
    _said(
        "log.log.start()\n"
        "import threading\n"
        "threads = [threading.Thread(target=qWarning, args=(f'from {n}',)) for n in range(8)]\n"
        "[t.start() for t in threads]; [t.join() for t in threads]",
        tmp_path,
    )
    assert sorted(_written(tmp_path / "log")) == [f"WARNING qt | from {n}" for n in range(8)]


def test_one_message_is_one_line(log: Log, tmp_path: Path) -> None:
    log.put("WARNING", "a b", "two\nlines\r\u2028and more")
    assert _written(tmp_path) == ["WARNING a-b | two lines  and more"]


def test_the_log_stays_small(log: Log, tmp_path: Path) -> None:
    for number in range(1000):
        log.put("WARNING", "touchline", f"{number} {'x' * 1000}")
    files = sorted(file.name for file in tmp_path.iterdir())
    assert files == ["touchline.1.log", "touchline.2.log", "touchline.log"]
    assert all(file.stat().st_size < MOST_BYTES + 2000 for file in tmp_path.iterdir())
    shown = log_lines.last_lines(300, tmp_path)
    assert [line.split()[3] for line in shown] == [str(number) for number in range(700, 1000)]


def test_very_many_different_messages_are_not_remembered_for_ever(log: Log, tmp_path: Path) -> None:
    assert log.is_new("qt", "first")
    assert not log.is_new("qt", "first")
    for number in range(1000):
        assert log.is_new("qt", str(number))
    assert _written(tmp_path) == ["INFO qt | 2 times: first"]
    assert log.is_new("qt", "first")


def test_messages_wait_in_memory_only_up_to_a_limit(tmp_path: Path) -> None:
    log = Log()
    for number in range(5000):
        log.put("INFO", "touchline", str(number))
    log.start(tmp_path)
    assert len(_written(tmp_path)) == 500
    assert _written(tmp_path)[-1] == "INFO touchline | 4999"


def test_of_an_error_in_a_record_only_the_class_is_kept(log: Log, tmp_path: Path) -> None:
    error = ValueError("secret words")
    record = logging.LogRecord("x", logging.INFO, "", 0, "it failed", (), (ValueError, error, None))
    log.emit(record)
    assert _written(tmp_path) == ["INFO x | it failed (ValueError)"]


def test_a_record_whose_arguments_do_not_fit_is_kept(log: Log, tmp_path: Path) -> None:
    log.emit(logging.LogRecord("x", logging.INFO, "", 0, "%d of %d", ("one",), None))
    assert _written(tmp_path) == ["INFO x | %d of %d"]


def test_where_nothing_can_be_written_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    log = Log()
    log.start(tmp_path / "file" / "log")
    log.put("WARNING", "touchline", "gone")


@pytest.mark.parametrize(
    ("who", "message", "shown"),
    [
        ("touchline", "asked to end by SIGTERM", "asked to end by SIGTERM"),
        (
            "qt",
            'QString::arg: Argument missing: "Zanzibar", 3',
            "QString::arg: Argument missing: “…”, 3",
        ),
        ("qt.svg", "Cannot open 'Zanzibar'", "Cannot open “…”"),
        ("qt", 'unfinished "Zanzibar', "unfinished “…”"),
        ("qt", "cannot read file:///home/anna/Zanzibar map.json", "cannot read (a path)"),
        ("qt", "cannot read ~/Zanzibar.journey.json", "cannot read (a path)"),
        ("qt", "cannot read Zanzibar.journey.json", "cannot read (a path)"),
        ("widgets.keeping", "no room for 'Zanzibar'", "no room for “…”"),
        ("fontTools", "no glyphs for Zanzibar", "(said by a library)"),
    ],
)
def test_what_is_shown_of_the_log_holds_no_words_of_maps(
    log: Log, tmp_path: Path, who: str, message: str, shown: str
) -> None:
    log.put("WARNING", who, message)
    (line,) = log_lines.last_lines(5, tmp_path)
    assert line.partition(" ")[2] == f"WARNING {who}: {shown}"


def test_a_line_that_nobody_wrote_so_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "touchline.log").write_bytes(b"Zanzibar\n\xff\xfe\n")
    assert log_lines.last_lines(5, tmp_path) == ["(a line that cannot be read)"] * 2


def test_without_a_log_there_is_nothing_to_show(tmp_path: Path) -> None:
    assert log_lines.last_lines(5, tmp_path / "none") == []
