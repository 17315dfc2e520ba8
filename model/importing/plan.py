"""What a table is: a grid of cards or a list of them, guessed, to be asked and remembered.

A grid ("matrix") has stages across and lanes down, and in each cell a card a line. A list has
a card a row and a field a column. The guess goes by the words of the headings (`words.json`)
and by headings that were mapped before; whoever asks may change any part of it.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import fmean
from typing import Literal, NamedTuple, TypeAlias

from model.importing.fields import BY_NAME, INTO_TEXT, SEVERAL
from model.importing.words import key, meaning, meanings

Rows: TypeAlias = Sequence[Sequence[str]]
Remembered: TypeAlias = Mapping[str, str]

#: How far down the headings are looked for: above them stand titles and dates.
_FARTHEST = 20
#: The longest text that is taken for a heading, in characters.
_LONGEST_HEADING = 60
_CONTENT = frozenset({"title", "text"})
_PLACES = frozenset({"stage", "step", "lane"})


class Plan(NamedTuple):
    """How a table is understood.

    Attributes:
        shape: "matrix" is a grid, "list" a card a row.
        header: whether the first row has headings: stages in a grid, fields in a list.
        lanes: whether the first column of a grid has the lanes.
        steps: whether the row below the stages of a grid has the steps.
        turned: whether a grid has its stages down and its lanes across.
        columns: what each column of a list is: the name of a field, "into text", or "" for
            one that is left out.
        top: the row where the table begins, from 0; what stands above is left out.
    """

    shape: Literal["matrix", "list"] = "matrix"
    header: bool = True
    lanes: bool = True
    steps: bool = False
    turned: bool = False
    columns: tuple[str, ...] = ()
    top: int = 0


def guess(rows: Rows, remembered: Remembered = {}) -> Plan:  # noqa: B006  # never written to
    """What the table probably is; `remembered` is key of a heading -> field (`to_remember`)."""
    filled = [i for i, row in enumerate(rows[: _FARTHEST * 10]) if any(c.strip() for c in row)]
    best = Plan()
    most = 0
    for top in filled[:_FARTHEST]:
        columns = guess_columns(rows[top], remembered)
        known = len([c for c in columns if c])
        # One known name is enough only if no headings of a grid can stand above it.
        if known < 2 and not all(_alone(rows[i]) for i in filled if i < top):
            continue
        if known > most and _is_list(rows[top], columns, remembered):
            best, most = Plan("list", columns=columns, top=top), known
    if most:
        return best._replace(columns=with_title(best.columns, rows, best.top, remembered))
    if width(rows) < 2:
        return Plan("list", header=False, columns=("title",), top=filled[0] if filled else 0)
    return _grid(rows, filled)


def guess_columns(
    headings: Sequence[str],
    remembered: Remembered = {},  # noqa: B006  # never written to
) -> tuple[str, ...]:
    """The field of each heading, "" where none is meant; each field once."""
    found: list[str] = []
    for heading in headings:
        field = ""
        if heading.strip() and len(heading) <= _LONGEST_HEADING:
            field = remembered.get(key(heading), meaning("headings", heading))
        if field not in BY_NAME and field != INTO_TEXT:
            field = ""
        if field in found and field not in SEVERAL and field != INTO_TEXT:
            field = ""
        found.append(field)
    if "title" not in found:
        # "Stage, Touchpoint, Owner": the column that is called as cards are has their titles.
        for i, heading in enumerate(headings):
            if not found[i] and key(heading) in meanings("kind"):
                found[i] = "title"
                break
        else:
            if "text" in found:  # a card needs a title more than a text
                found[found.index("text")] = "title"
    return tuple(found)


def with_title(
    columns: tuple[str, ...],
    rows: Rows,
    top: int,
    remembered: Remembered = {},  # noqa: B006  # never written to
) -> tuple[str, ...]:
    """The columns of a list below the headings in row `top`, one of them with the titles.

    Where no heading says which, it is the one with the longest words of those without a
    field, unless somebody left it out before.
    """
    columns = _padded(columns, width(rows))
    if "title" in columns:
        return columns
    body = rows[top + 1 : top + 1 + _FARTHEST * 10]
    names = rows[top] if top < len(rows) else ()
    long = {
        i: sum(len(row[i].strip()) for row in body if i < len(row))
        for i, field in enumerate(columns)
        if not field and key(names[i] if i < len(names) else "") not in remembered
    }
    at = max(long, key=long.__getitem__, default=-1)
    if at < 0 or not long[at]:
        return columns
    return (*columns[:at], "title", *columns[at + 1 :])


def to_remember(rows: Rows, plan: Plan) -> dict[str, str]:
    """What to remember of a plan that somebody agreed to, for the next `guess`."""
    if plan.shape != "list" or not plan.header or plan.top >= len(rows):
        return {}
    headings = rows[plan.top]
    return {
        key(heading): field
        for heading, field in zip(headings, plan.columns, strict=False)
        if key(heading)
    }


def width(rows: Rows) -> int:
    """How many columns the widest row has."""
    return max(map(len, rows), default=0)


def _is_list(headings: Sequence[str], columns: tuple[str, ...], remembered: Remembered) -> bool:
    known = {c for c in columns if c}
    if any(key(h) in remembered for h in headings if h.strip()):
        return bool(known & _CONTENT)
    if _alone(headings):
        return known == {"title"}
    own = {meaning("headings", h) for h in headings} - {""}
    if "title" in own and headings[0].strip():
        return True  # a grid leaves its corner free, or says what runs down and across
    # "Stage, Touchpoints, Feeling" is a grid that was turned: nothing there is a card's own.
    return len(known) >= 2 and bool(
        own & _CONTENT or (known & _CONTENT and own - _PLACES - {"feeling"})
    )


def _alone(row: Sequence[str]) -> bool:
    """Whether one cell of a row says something, and no other."""
    return sum(bool(cell.strip()) for cell in row) == 1


def _grid(rows: Rows, filled: Sequence[int]) -> Plan:
    # A title stands alone above the table, in the first column; headings leave the corner free.
    top = next((i for i in filled if not rows[i][0].strip() or any(map(str.strip, rows[i][1:]))), 0)
    body = [rows[i] for i in filled if i > top]
    first = list(rows[top]) if rows else []
    left = [row[0] if row else "" for row in body]
    corner = first[0].strip() if first else ""
    turned = meaning("headings", corner) in ("stage", "step") and _of_lanes(first[1:]) > 0
    inner = [c for row in body for c in row[1:] if c.strip()]
    header = not corner or bool(meaning("headings", corner)) or _shorter(first[1:], inner)
    lanes = not corner or bool(meaning("headings", corner)) or _shorter(left, inner)
    steps = header and not turned and _has_steps(first, body)
    return Plan("matrix", header, lanes, steps, turned, top=top)


def _of_lanes(names: Sequence[str]) -> int:
    """How many of these headings are called as lanes or kinds of cards are."""
    words = {**meanings("kind"), **meanings("lane"), "channel": "", "channels": ""}
    return sum(key(name) in words for name in names)


def _shorter(names: Sequence[str], inner: Sequence[str]) -> bool:
    """Whether these look like names of rows or columns: one line each, no two equal."""
    said = [name.strip() for name in names if name.strip()]
    if len(said) < 2 or len({key(name) for name in said}) < len(said):
        return False
    if any("\n" in name or len(name) > _LONGEST_HEADING for name in said):
        return False
    return not inner or fmean(map(len, said)) <= fmean(map(len, inner))


def _has_steps(first: Sequence[str], body: Rows) -> bool:
    """Whether the stages reach over several columns, and the row below names each column."""
    if not body:
        return False
    below = body[0]
    names = [cell.strip() for cell in first[1:]]
    steps = [cell.strip() for cell in below[1:]]
    gaps = any(not a for a in names) or any(a == b for a, b in pairwise(names))
    return gaps and not (below[0].strip() if below else "") and sum(map(bool, steps)) >= 2


def _padded(columns: tuple[str, ...], wide: int) -> tuple[str, ...]:
    return columns + ("",) * (wide - len(columns))
