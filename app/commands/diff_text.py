"""A comparison as text on a terminal: wrapped to its width, with colours where it has them."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from export.change_text import Row, change_text, rows
from model.compare import Comparison
from model.comparing.digest import Digest

#: Sign of a line -> its colour on a terminal.
_STYLES: Final = {"+": "green", "-": "red", "→": "cyan", "≠": "yellow", "!": "bold"}
#: What stands before the words of a line that goes on: spaces and colours.
_START: Final = re.compile(r"(?: |\x1b\[[0-9;]*m)*")
#: Columns; a terminal that says it has fewer is not believed.
_NARROWEST: Final = 30


def in_text(
    c: Comparison, of: Digest, old: str, new: str, width: int | None = None, colour: bool = False
) -> str:
    """The report, wrapped to `width` columns unless that is None, which is one line a line."""
    if width is None:
        return change_text(c, of, old, new)
    return _wrapped(list(rows(c, of, old, new)), width, colour)


def _wrapped(lines: Sequence[Row], width: int, colour: bool) -> str:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(
        file=out, width=max(width, _NARROWEST), force_terminal=colour, no_color=not colour,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for row in lines:
        text = Text.assemble(*(part for part in row.parts if part[0]))
        if not row.sign:
            console.print(Padding(text, (0, 0, 0, row.indent)))
            continue
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=1)
        grid.add_column()
        grid.add_row(Text(row.sign, style=_STYLES.get(row.sign, "")), text)
        console.print(Padding(grid, (0, 0, 0, row.indent)))
    return "".join(f"{line.rstrip()}\n" for line in _closed(out.getvalue().splitlines()))


def _closed(lines: Iterable[str]) -> Iterator[str]:
    """Lines with what is isolated isolated in each: to a terminal a line is a text of its own."""
    is_open = False
    for line in lines:
        text = _START.sub("\\g<0>\u2068", line, count=1) if is_open and line.strip() else line
        is_open = text.count("\u2068") > text.count("\u2069")
        yield f"{text.rstrip()}\u2069" if is_open else text
