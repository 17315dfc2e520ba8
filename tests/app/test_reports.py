"""A report says what went wrong and where; what may be words of a map stands by itself."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import reports
from model.files.errors import SaveError
from model.order import between

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _caught(fail: Callable[[], object]) -> BaseException:
    try:
        fail()
    except BaseException as error:
        return error
    raise AssertionError("it did not fail")


def _raise(error: BaseException) -> None:
    raise error


def _report(error: BaseException, **facts: str) -> str:
    return reports.text(reports.mistake(error), facts, time=NOON)


def test_a_report_can_be_read_from_top_to_bottom() -> None:
    report = _report(_caught(lambda: 1 // len([])), Screen="one")
    head, trace, words = report.split("\n\n")
    assert head.splitlines() == [
        "Time: 2026-03-01T12:00:00+00:00",
        "Error: ZeroDivisionError",
        "Place: test_reports.py, line 34, in <lambda>",
        "Count: 1",
        "Screen: one",
    ]
    assert trace.startswith("The trace, the latest call last:\n")
    assert trace.endswith("\nZeroDivisionError")
    assert "lambda: 1 // len([])" in trace
    assert words.endswith("\nZeroDivisionError: integer division or modulo by zero\n")


def test_the_place_is_the_last_call_in_touchline_itself() -> None:
    what = reports.mistake(_caught(lambda: between("b", "a")))
    assert what.place.startswith("model/order.py, line ")
    assert what.place.endswith(", in between")


def test_what_an_error_said_is_in_the_last_part_only() -> None:
    secret = "".join(("Zanzi", "bar"))

    def fail() -> None:
        try:
            raise KeyError(secret)
        except KeyError as error:
            raise ValueError(f"no {secret}\n\nError: {secret}") from error

    error = _caught(fail)
    error.add_note(f"note {secret}")
    report = _report(error)
    assert report.count(secret) == 4
    assert secret not in reports.without_words(report)
    assert "which was the reason for" in reports.without_words(report)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (str(reports._ROOT / "app" / "window.py"), "app/window.py"),
        ("/home/anna/.venv/lib/python3.11/site-packages/pydantic/main.py", "pydantic/main.py"),
        ("C:\\Users\\Anna\\Lib\\site-packages\\shiboken6\\init.py", "shiboken6/init.py"),
        ("/usr/lib/python3.11/json/decoder.py", "python3.11/json/decoder.py"),
        ("/home/anna/secret plans/try.py", "try.py"),
        ("<string>", "<string>"),
    ],
)
def test_a_path_in_a_trace_tells_nothing_about_whose_machine_it_is(name: str, shown: str) -> None:
    assert reports.short_path(name) == shown


def test_an_error_in_an_endless_recursion_has_a_short_report() -> None:
    def deeper(depth: int) -> int:
        return deeper(depth + 1) if depth % 2 else deeper(depth + 3 - 2)

    assert len(_report(_caught(lambda: deeper(0))).splitlines()) < 200


def test_the_errors_of_a_group_are_told() -> None:
    group = ExceptionGroup("two", [KeyError("a"), _caught(lambda: [][len([])])])
    report = reports.without_words(_report(_caught(lambda: _raise(group))))
    for name in ("ExceptionGroup", "KeyError", "IndexError"):
        assert name in report


def test_an_error_that_is_its_own_reason_ends_the_chain() -> None:
    one, other = ValueError("one"), KeyError("other")
    one.__cause__, other.__cause__ = other, one
    assert _report(_caught(lambda: _raise(one))).count("\nKeyError\n") == 1


def test_what_cannot_be_encoded_is_written_all_the_same(tmp_path: Path) -> None:
    file = reports.write(_report(ValueError("\ud800")), "ValueError", time=NOON, state=tmp_path)
    assert "\\ud800" in file.read_text("utf-8")


def test_the_newest_twenty_reports_are_kept(tmp_path: Path) -> None:
    for second in range(25):
        time = NOON + timedelta(seconds=second)
        report = reports.text(reports.mistake(KeyError()), {}, time=time)
        reports.write(report, "KeyError", time=time, state=tmp_path)
    times = [report.time[17:19] for report in reports.kept(tmp_path)]
    assert times == [f"{second:02}" for second in range(24, 4, -1)]


def test_two_errors_at_the_same_moment_have_a_report_each(tmp_path: Path) -> None:
    files = {reports.write("Error: x\n", "x", time=NOON, state=tmp_path) for _ in range(3)}
    assert len(files) == 3
    assert len(list(reports.kept(tmp_path))) == 3


def test_the_name_of_an_error_becomes_a_name_of_a_file(tmp_path: Path) -> None:
    file = reports.write("Error: x\n", "../../a/b (c).Bad", time=NOON, state=tmp_path)
    assert file.parent == tmp_path / "reports"
    assert file.name == "2026-03-01-120000-000-Bad.txt"


def test_the_list_of_reports_has_what_their_heads_say(tmp_path: Path) -> None:
    report = reports.text(reports.mistake(KeyError("Zanzibar")), {}, time=NOON, count=7)
    file = reports.write(report, "KeyError", time=NOON, state=tmp_path)
    assert list(reports.kept(tmp_path)) == [
        reports.Report(file, "2026-03-01T12:00:00+00:00", "KeyError", "unknown", 7)
    ]


def test_a_file_that_is_no_report_is_left_out_of_the_list(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "notes.txt").write_text("hello\n")
    (folder / "empty.txt").touch()
    (folder / "folder.txt").mkdir()
    (folder / "odd.txt").write_bytes(b"Error: \xff\nCount: many\n")
    assert [(each.file.name, each.times) for each in reports.kept(tmp_path)] == [("odd.txt", 1)]


def test_a_folder_that_cannot_be_written_to_is_told_to_the_caller(tmp_path: Path) -> None:
    (tmp_path / "reports").touch()
    with pytest.raises(OSError, match="exist"):
        reports.write("Error: x\n", "x", time=NOON, state=tmp_path)


def test_a_full_disk_is_told_to_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(SaveError, match="full"):
        reports.write("Error: x\n", "x", time=NOON, state=tmp_path)
