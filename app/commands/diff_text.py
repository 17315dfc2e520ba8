"""A comparison as text: for pipes plain lines that never break, for a terminal wrapped to its
width, with colours where it has them. Signs say it either way.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from model.compare import Comparison
from model.comparing.digest import Digest, Section
from model.comparing.naming import bare, isolated, signed
from model.comparing.shown import Words, sign, words
from model.comparing.strip import StageCount
from model.comparing.wording import Piece
from model.facts import plain
from model.labels import counted

#: Sign of a line -> its colour on a terminal.
_STYLES: Final = {"+": "green", "-": "red", "→": "cyan", "≠": "yellow", "!": "bold"}
_MARKS: Final = {"gone": ("[-", "-]"), "new": ("{+", "+}"), "same": ("", "")}
_PIECES: Final = {"gone": "red", "new": "green", "same": ""}
_HEADS: Final = ("stage", "+", "-", "≠", "feeling")
#: Columns of the figures of a stage.
_WIDE: Final = (5, 5, 5, 9)
#: What stands before the words of a line that goes on: spaces and colours.
_START: Final = re.compile(r"(?: |\x1b\[[0-9;]*m)*")
#: Columns; a terminal that says it has fewer is not believed.
_NARROWEST: Final = 30


class Row(NamedTuple):
    """One line of the report: pieces of text, each with its style, behind an indent and a sign."""

    indent: int
    sign: str
    parts: tuple[tuple[str, str], ...]


def in_text(
    c: Comparison, of: Digest, old: str, new: str, width: int | None = None, colour: bool = False
) -> str:
    """The report, wrapped to `width` columns unless that is None, which is one line a line."""
    rows = list(_rows(c, of, old, new))
    if width is None:
        return "".join(f"{_plainly(row)}\n" for row in rows)
    return _wrapped(rows, width, colour)


def _rows(c: Comparison, of: Digest, old: str, new: str) -> Iterator[Row]:
    yield Row(0, "", ((f"{isolated(_one_line(old))} → {isolated(_one_line(new))}", ""),))
    yield Row(0, "", ((_one_line(of.sentence), "bold"),))
    if not c.told:
        if c.items:
            yield Row(0, "", ((f"{counted(len(c.items), 'key')} of order renewed.", ""),))
        return
    yield _EMPTY
    yield from _strip(of.strip)
    for section in of.sections:
        yield _EMPTY
        yield Row(0, "", ((section.title, "bold"),))
        yield from _section(c, section)


def _section(c: Comparison, section: Section) -> Iterator[Row]:
    for line in section.lines:
        its = sign(c, line)
        yield Row(2, its, ((_one_line(line.text), ""),))
        for text in words(c, line):
            yield Row(6, "", tuple(_worded(text)))


_EMPTY: Final = Row(0, "", ())


def _strip(stages: Sequence[StageCount]) -> Iterator[Row]:
    """A table of the stages; dots where nothing came, went or changed."""
    if not stages:
        return
    for n, (name, *figures) in enumerate([_HEADS, *map(_cells, stages)]):
        shown = "".join(f"{figure:>{wide}}" for figure, wide in zip(figures, _WIDE, strict=True))
        yield Row(0, "", ((f"{shown}   {name}", "bold" if n == 0 else ""),))


def _cells(stage: StageCount) -> tuple[str, ...]:
    counts = (str(n) if n else "·" for n in (stage.added, stage.removed, stage.changed))
    state = f" ({stage.state})" if stage.state else ""
    feeling = "" if stage.feeling is None else signed(stage.feeling)
    return f"{isolated(_one_line(stage.name))}{state}", *counts, "·" if feeling == "0" else feeling


def _worded(text: Words) -> Iterator[tuple[str, str]]:
    """The pieces in reading order; a text from the right is isolated as a whole."""
    marked = [(_marked(piece), _PIECES[piece.state]) for piece in text.pieces]
    whole = "".join(part for part, _ in marked)
    first, last = ("\u2068", "\u2069") if isolated(whole) != whole else ("", "")
    yield f"{text.name}: {first}", ""
    yield from ((bare(part), style) for part, style in marked)
    yield last, ""


def _marked(piece: Piece) -> str:
    first, last = _MARKS[piece.state]
    return f"{first}{_one_line(piece.text)}{last}"


def _one_line(text: str) -> str:
    """`text` in one line, with nothing in it that a terminal obeys."""
    return plain(text.replace("\r\n", "\n")).replace("\n", " ↵ ")


def _plainly(row: Row) -> str:
    start = " " * row.indent + (f"{row.sign} " if row.sign else "")
    return (start + "".join(text for text, _ in row.parts)).rstrip()


def _wrapped(rows: Sequence[Row], width: int, colour: bool) -> str:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(
        file=out, width=max(width, _NARROWEST), force_terminal=colour, no_color=not colour,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for row in rows:
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
