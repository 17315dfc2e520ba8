"""A comparison as text in lines that never break: for pipes, and for mail. Signs say it all."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from model.compare import Comparison
from model.comparing.digest import Digest, Section
from model.comparing.naming import bare, isolated, signed
from model.comparing.shown import Words, sign, words
from model.comparing.strip import StageCount
from model.comparing.wording import Piece
from model.facts import plain
from model.labels import counted

_MARKS: Final = {"gone": ("[-", "-]"), "new": ("{+", "+}"), "same": ("", "")}
_PIECES: Final = {"gone": "red", "new": "green", "same": ""}
_HEADS: Final = ("stage", "+", "-", "≠", "feeling")
#: Columns of the figures of a stage.
_WIDE: Final = (5, 5, 5, 9)


class Row(NamedTuple):
    """One line of the report: pieces of text, each with its style, behind an indent and a sign.

    A style ("bold", a colour) is for whoever shows it on a terminal.
    """

    indent: int
    sign: str
    parts: tuple[tuple[str, str], ...]


def change_text(c: Comparison, of: Digest, old: str, new: str) -> str:
    """The report, a line of it in one line however long, ending in a line break."""
    return "".join(f"{_plainly(row)}\n" for row in rows(c, of, old, new))


def rows(c: Comparison, of: Digest, old: str, new: str) -> Iterator[Row]:
    """All that the report has."""
    yield Row(0, "", ((f"{isolated(one_line(old))} → {isolated(one_line(new))}", ""),))
    yield Row(0, "", ((one_line(of.sentence), "bold"),))
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
        yield Row(2, its, ((one_line(line.text), ""),))
        for text in words(c, line):
            yield Row(6, "", tuple(_worded(text)))


_EMPTY: Final = Row(0, "", ())


def _strip(stages: Sequence[StageCount]) -> Iterator[Row]:
    """A table of the stages."""
    if not stages:
        return
    for n, (name, *figures) in enumerate([_HEADS, *map(stage_cells, stages)]):
        shown = "".join(f"{figure:>{wide}}" for figure, wide in zip(figures, _WIDE, strict=True))
        yield Row(0, "", ((f"{shown}   {name}", "bold" if n == 0 else ""),))


def stage_cells(stage: StageCount) -> tuple[str, ...]:
    """A stage's name and its figures, with dots where nothing came, went or changed."""
    counts = (str(n) if n else "·" for n in (stage.added, stage.removed, stage.changed))
    also = one_line(", ".join(stage.also)) or stage.state
    state = f" ({also})" if also else ""
    feeling = "" if stage.feeling is None else signed(stage.feeling)
    return f"{isolated(one_line(stage.name))}{state}", *counts, "·" if feeling == "0" else feeling


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
    return f"{first}{one_line(piece.text)}{last}"


def one_line(text: str) -> str:
    """`text` in one line, with nothing in it that a terminal obeys."""
    return plain(text.replace("\r\n", "\n")).replace("\n", " ↵ ")


def _plainly(row: Row) -> str:
    start = " " * row.indent + (f"{row.sign} " if row.sign else "")
    return (start + "".join(text for text, _ in row.parts)).rstrip()
