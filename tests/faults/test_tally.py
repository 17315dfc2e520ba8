"""A fault that is lost is counted, told at the end, and keeps no other from being tried."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.faults import tally as tallies
from tests.faults.shim import Fault, shim
from tests.faults.tally import Missed, Tally


class Paper:
    """Where the table is printed."""

    def __init__(self, *reports: object) -> None:
        self.stats = {"passed": list(reports)}
        self.lines: list[str] = []

    def section(self, title: str) -> None:
        self.lines.append(f"[{title}]")

    def write_line(self, line: str, **_how: Any) -> None:
        self.lines.append(" ".join(line.split()))


def node() -> Any:
    return SimpleNamespace(user_properties=[])


def report(item: Any, when: str = "call") -> object:
    return SimpleNamespace(when=when, user_properties=item.user_properties)


def test_the_table_adds_up_what_all_tests_tried() -> None:
    one, two = node(), node()
    first = Tally(one).line("1", "killed")
    for good in (True, False, True):
        with first.fault("a call"):
            assert good, "both files are gone"
    again, other = Tally(two).line("1", "killed"), Tally(two).line("3, 4", "no room")
    with again.fault("a call"), other.fault("a byte"):
        again.add(saves=1200)
    Tally(two).remark("No disk was full.")
    assert first.losses == ["a call: AssertionError: both files are gone\nassert False"]
    paper = Paper(report(one), report(two), report(two, "setup"))
    tallies.pytest_terminal_summary(paper)
    assert paper.lines == [
        "[faults]",
        "row fault tried survived lost",
        "1 killed 4 3 1 1,200 saves",
        "3, 4 no room 1 1 0",
        "in all 5 4 1",
        "No disk was full.",
    ]


def test_a_run_without_faults_prints_no_table() -> None:
    paper = Paper(report(node()))
    tallies.pytest_terminal_summary(paper)
    assert paper.lines == []


def test_a_fault_that_did_not_come_up_was_not_tried() -> None:
    item = node()
    line = Tally(item).line("1", "killed")
    with line.fault("a call"):
        raise Missed
    assert (line.data["tried"], line.data["lost"], line.missed) == (0, 0, 1)


@pytest.mark.parametrize("what", ["ENOSPC", "short"])
def test_the_shim_strikes_the_call_that_it_was_told_and_files_under_watch_only(
    what: str, tmp_path: Any
) -> None:
    import os

    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    with shim(inside, Fault("write", 2, what)) as seen:
        for path in (outside, inside / "file"):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT)
            assert os.write(handle, b"1234") == 4
            if path == outside:
                assert os.write(handle, b"1234") == 4
            elif what == "short":
                assert os.write(handle, b"1234") == 2
            else:
                with pytest.raises(OSError, match="No space"):
                    os.write(handle, b"1234")
            os.close(handle)
    assert seen.struck
    assert seen.calls == ["open", "write", "write", "close"]
