"""Words replaced by others wherever they are found, in one change."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from model.change import Change, JourneyMap
from model.edits.common import changing
from model.loose import hits
from model.records import LONGEST_TEXT, Record, evolve
from model.searching import FIELDS, Query

_TAGS_APART = re.compile("[,;\n]")


class Replaced(NamedTuple):
    """What replacing comes to.

    Attributes:
        change: makes it.
        times: how often words are replaced; records: in how many records.
        too_long: ids of records that stay as they are: a text would be longer than
            LONGEST_TEXT characters.
    """

    change: Change
    times: int
    records: int
    too_long: tuple[str, ...]


def replace_words(to: JourneyMap, record_ids: Iterable[str], query: Query, by: str) -> Replaced:
    """Every hit in these records replaced by `by`; ids that are gone do no harm.

    Unless the query matches case or `by` has capitals of its own, a capital at the start of a
    hit stays one, and so do capitals all along. What was taken out leaves no double space, and
    those that stand elsewhere stay; a tag of which nothing is left goes.
    """
    after: list[Record] = []
    times = 0
    too_long: list[str] = []
    for record_id in record_ids:
        record = to.records.get(record_id)
        if record is None:
            continue
        fields, n = _fields(record, query, by)
        if any(len(text) > LONGEST_TEXT for text in _texts(fields)):
            too_long.append(record_id)
        elif fields:
            after.append(evolve(record, **fields))
            times += n
    return Replaced(changing(to, *after), times, len(after), tuple(too_long))


def cased_like(hit: str, by: str) -> str:
    """`by` with the capitals of what it replaces, if it says nothing about capitals."""
    if not by or by != by.lower():
        return by
    letters = [letter for letter in hit if letter.isalpha()]
    if len(letters) > 1 and hit.isupper():
        return by.upper()
    if letters and hit[0].isupper():
        return by[0].upper() + by[1:]
    return by


def _fields(record: Record, query: Query, by: str) -> tuple[dict[str, Any], int]:
    """The fields that become others, with their values, and how many hits that takes."""
    fields: dict[str, Any] = {}
    times = 0
    for name in FIELDS.get(type(record), ()):
        value = getattr(record, name)
        if isinstance(value, tuple):
            pairs = [_replaced(text, query, by) for text in value]
            apart = (word.strip() for text, _ in pairs for word in _TAGS_APART.split(text))
            new: Any = tuple(dict.fromkeys(word for word in apart if word))
            n = sum(count for _, count in pairs)
        else:
            new, n = _replaced(value, query, by)
        if n and new != value:
            fields[name] = new
            times += n
    return fields, times


def _replaced(text: str, query: Query, by: str) -> tuple[str, int]:
    parts: list[str] = []
    end = n = 0
    for hit in hits(text, query.words, query.level, query.whole_words):
        word = text[hit.start : hit.end]
        parts.append(text[end : hit.start])
        end, n = hit.end, n + 1
        if by.strip():
            parts.append(by if query.match_case else cased_like(word, by))
        else:
            end = _close_gap(parts, text, end)
    return "".join((*parts, text[end:])), n


def _close_gap(parts: list[str], text: str, end: int) -> int:
    """Words were taken out before `end`: so is the space that they leave; where it ends now."""
    before, after = "".join(parts), text[end:]
    parts[:] = [before]
    if not before.strip():  # nothing is left of the text so far
        parts.clear()
        return len(text) - len(after.lstrip())
    if not after.strip():
        parts[:] = [before.rstrip()]
        return len(text)
    if before[-1] in " \n" and after[0] == " ":
        return len(text) - len(after.lstrip(" "))
    if before[-1] == " " and after[0] == "\n":
        parts[:] = [before.rstrip(" ")]
    return end


def _texts(fields: dict[str, Any]) -> Iterable[str]:
    for value in fields.values():
        yield from value if isinstance(value, tuple) else (value,)
