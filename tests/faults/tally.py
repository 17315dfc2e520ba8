"""The table at the end of a run: which faults were tried, survived and lost.

A test asks for `tally`, opens a line and tries its faults one by one: a fault that
breaks the law does not keep the rest from being tried, and fails the test at its end.
Lines travel with pytest's reports, so also from the processes of a parallel run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_KEY, _REMARK = "touchline-faults", "touchline-faults-remark"


class Missed(Exception):
    """The fault did not come up: threads took turns in another way than before."""


class Line:
    """One line of the table: rows of test_rows.py and what was done to the program."""

    def __init__(self, rows: str, what: str) -> None:
        self.data: dict[str, Any] = {
            "rows": rows, "what": what, "tried": 0, "lost": 0, "figures": {},
        }  # fmt: skip
        self.losses: list[str] = []
        self.missed = 0

    @contextmanager
    def fault(self, name: object) -> Iterator[None]:
        """Try one fault; it is lost if the block ends with an exception, unless it Missed."""
        self.data["tried"] += 1
        try:
            yield
        except Missed:
            self.data["tried"] -= 1
            self.missed += 1
        except (pytest.skip.Exception, KeyboardInterrupt):
            raise
        except BaseException as error:
            self.data["lost"] += 1
            self.losses.append(f"{name}: {type(error).__name__}: {error}")

    def add(self, **figures: int) -> None:
        """Add to figures that stand behind the others."""
        for name, figure in figures.items():
            self.data["figures"][name] = self.data["figures"].get(name, 0) + figure


class Tally:
    """The lines of one test."""

    def __init__(self, node: pytest.Item) -> None:
        self._node = node
        self.lines: list[Line] = []

    def remark(self, words: str) -> None:
        """Say under the table what was not, or not really, tried here, and why."""
        self._node.user_properties.append((_REMARK, words))

    def line(self, rows: str, what: str) -> Line:
        """A new line; lines of the same words are added up at the end."""
        line = Line(rows, what)
        self.lines.append(line)
        self._node.user_properties.append((_KEY, line.data))
        return line


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """The lines that this test adds to the table; lost faults fail the test at its end."""
    made = Tally(request.node)
    request.node.stash[_TALLY] = made
    return made


_TALLY = pytest.StashKey[Tally]()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Any:
    """Fail a test that has lost something, and say what; also one that tried nothing."""
    result = yield
    made = pyfuncitem.stash.get(_TALLY, None)
    if made is not None:
        losses = [loss for line in made.lines for loss in line.losses]
        if losses:
            more = f"\n... and {len(losses) - 20} more" if len(losses) > 20 else ""
            pytest.fail(f"{len(losses)} lost:\n" + "\n".join(losses[:20]) + more, pytrace=False)
        for line in made.lines:
            assert line.data["tried"] > 2 * line.missed, f"{line.missed} faults did not come up"
    return result


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the table, if any faults were tried."""
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    remarks: set[str] = set()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for key, data in getattr(report, "user_properties", ()):
                if key == _KEY and report.when == "call":
                    _add(lines, data)
                elif key == _REMARK:
                    remarks.add(data)
    if not lines:
        return
    terminalreporter.section("faults")
    width = max(len(what) for _, what in lines)
    terminalreporter.write_line(f"{'row':>7}  {'fault':{width}}  tried  survived  lost")
    for data in sorted(lines.values(), key=_order):
        terminalreporter.write_line(_text(data, width), red=bool(data["lost"]))
    total = Line("", "in all").data
    for data in lines.values():
        total["tried"] += data["tried"]
        total["lost"] += data["lost"]
    terminalreporter.write_line(_text(total, width))
    for remark in sorted(remarks):
        terminalreporter.write_line(remark)


def _add(lines: dict[tuple[str, str], dict[str, Any]], data: dict[str, Any]) -> None:
    start = Line(data["rows"], data["what"])
    found = lines.setdefault((data["rows"], data["what"]), start.data)
    found["tried"] += data["tried"]
    found["lost"] += data["lost"]
    for name, figure in data["figures"].items():
        found["figures"][name] = found["figures"].get(name, 0) + figure


def _order(data: dict[str, Any]) -> tuple[int, str]:
    first = data["rows"].replace("-", ",").split(",")[0].strip()
    return (int(first) if first.isdigit() else 99, data["what"])


def _text(data: dict[str, Any], width: int) -> str:
    survived = data["tried"] - data["lost"]
    more = "".join(f"  {figure:,} {name}" for name, figure in data["figures"].items())
    figures = f"{data['tried']:5}  {survived:8}  {data['lost']:4}"
    return f"{data['rows']:>7}  {data['what']:{width}}  {figures}{more}"
