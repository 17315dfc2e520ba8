"""Texts merged by words: the edits of both, where they do not touch.

Two edits touch where they are in one sentence, however many words stand between them: "Some
riders hate it" out of "Some riders love it" and "All riders hate it" is what nobody said. They
do as well where no whole word that neither changed stands between them, and where both insert
at one place, in an order that nobody can know. The same edit on both sides is one edit.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from model.comparing.wording import Piece, worded
from model.records import LONGEST_TEXT

#: Where a sentence may end: a line does, and what has a sign of an end and then a space. A
#: full stop behind a figure may be a date.
_ENDS: Final = re.compile(
    "[\r\n]+|(?<=[^\\d\\s][.!?\u2026\u061f\u06d4\u0964])\\s+|(?<=[\u3002\uff01\uff1f])"
)


class _Edit(NamedTuple):
    """Characters of the text before, from one place to another, and what came instead."""

    start: int
    end: int
    new: str


def merged_text(before: str, ours: str, theirs: str) -> str | None:
    """The text with the edits of both; None for a conflict.

    Each of its sentences is one that somebody wrote.
    """
    found = woven(before, ours, theirs)
    if found is None or not _sentences(found) <= _sentences(ours) | _sentences(theirs):
        return None
    return found


def woven(before: str, ours: str, theirs: str) -> str | None:
    """The text with the edits of both, also in one sentence: to be read before it is taken.

    None where they are at one place, or it is too long. So is one that would come out
    differently if it were merged with a side once more: words that recur can be compared in
    several ways.
    """
    found = _merged(before, ours, theirs)
    if found is None or len(found) > LONGEST_TEXT:
        return None
    again = (_merged(before, found, side) for side in (ours, theirs))
    return found if all(text == found for text in again) else None


def _merged(before: str, ours: str, theirs: str) -> str | None:
    mine, its = set(_edits(before, ours)), set(_edits(before, theirs))
    text, at = "", 0
    last: _Edit | None = None
    for edit in sorted(mine | its):
        one_side = last is None or {last, edit} <= mine or {last, edit} <= its
        between = before[last.end if last else 0 : edit.start]
        if not one_side and not any(map(str.isalnum, between)):
            return None
        text += before[at : edit.start] + edit.new
        at, last = edit.end, edit
    return text + before[at:]


def _sentences(text: str) -> set[str]:
    """The sentences and lines of a text; an end before a small letter or a figure is none."""
    found, start = set(), 0
    for end in _ENDS.finditer(text):
        goes_on = text[end.end() : end.end() + 1]
        if end[0][:1] in ("\r", "\n") or not (goes_on.islower() or goes_on.isdigit()):
            found.add(text[start : end.start()].strip())
            start = end.end()
    return found | {text[start:].strip(), ""}


def _edits(before: str, after: str) -> Iterator[_Edit]:
    """What leads from one text to the other, in order, each between two unchanged pieces."""
    pieces = worded(before, after)
    start = end = 0
    new = ""
    for n, (text, state) in enumerate((*pieces, Piece("", "same"))):
        if state == "gone":
            end += len(text)
        elif state == "new":
            new += text
        else:
            if new or end > start:
                # Not as far as the next edit, or the two would be one.
                room = len(text) if n == len(pieces) - 1 else len(text) - 1
                yield _last_of(_Edit(start, end, new), before, end + room)
            end += len(text)
            start, new = end, ""


def _last_of(edit: _Edit, before: str, most: int) -> _Edit:
    """The same edit as far on as it can be told: "a. b." in "a. b. b." is told in two ways."""
    start, end, new = edit
    while end < most and (not new or start == end):
        first = new[0] if new else before[start]
        if before[end] != first:
            break
        start, end, new = start + 1, end + 1, new[1:] + first if new else new
        if not (before[end - 1].isalnum() and before[end : end + 1].isalnum()):
            edit = _Edit(start, end, new)
    return edit
