"""What a long run of a law met, as a table at the end of `make soak`.

A test asks for `reached` and counts what its examples were about: rows by columns. The
counts travel with pytest's reports, so also from the processes of a parallel run.
"""

from collections import Counter
from typing import Any

import pytest

from tests.tools import SOAK

_KEY = "touchline-reached"


class Reached:
    """The counts of one test, by row and column."""

    def __init__(self, node: pytest.Item) -> None:
        self._node = node
        self.counts: Counter[tuple[str, str]] = Counter()
        self.examples = 0

    def tell(self, title: str) -> None:
        """Have the counts printed under that title at the end of a long run."""
        cells = [(row, column, n) for (row, column), n in self.counts.items()]
        self._node.user_properties.append((_KEY, (title, self.examples, cells)))


@pytest.fixture
def reached(request: pytest.FixtureRequest) -> Reached:
    """Counts of what the examples of this test were about."""
    return Reached(request.node)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the tables of a long run."""
    if SOAK == 1:
        return
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                for key, data in report.user_properties:
                    if key == _KEY:
                        terminalreporter.section(f"{data[0]}, {data[1]:,} examples")
                        for line in lines(data[2]):
                            terminalreporter.write_line(line)


def lines(cells: list[tuple[str, str, int]]) -> list[str]:
    """The table in lines, turned so that it is rather long than wide."""
    counts = {(row, column): n for row, column, n in cells}
    across = sorted({row for row, _ in counts})
    down = sorted({column for _, column in counts})
    first = max(len(name) for name in [*down, ""])
    widths = [max(len(name), 6) for name in across]
    table = [" ".join([" " * first, *(f"{n:>{w}}" for n, w in zip(across, widths, strict=True))])]
    for name in down:
        numbers = [counts.get((column, name), 0) for column in across]
        texts = (f"{n or '.':>{w}}" for n, w in zip(numbers, widths, strict=True))
        table.append(" ".join([f"{name:{first}}", *texts]))
    return table
