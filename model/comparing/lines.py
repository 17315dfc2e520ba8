"""One line of what a review reads, and the records that it is about."""

from collections.abc import Set
from typing import Final, NamedTuple

from model.compare import Comparison, Item
from model.comparing.headlines import headline
from model.records import Conflict

#: What stands before a line about something that stayed as it was: it is overdue, say.
UNCHANGED: Final = "!"


class Line(NamedTuple):
    """A plain sentence without its full stop.

    Attributes:
        ids: what it is about, the first one what a click on it shows; gone ones too.
        sign: how it begins in a report; "" for what became of the first of them.
        brief: whether the texts that changed stand by another line about the same.
        stands: whether it tells of no change: an overdue action, a question still open, a conflict.
        number: its place among the lines of a digest that tell of a change of the journey, from 1;
            0 for others.
        news: whether it is the line in which something is told that became of a record.
    """

    text: str
    ids: tuple[str, ...]
    sign: str = ""
    brief: bool = False
    stands: bool = False
    number: int = 0
    news: bool = False


#: More than any record has: in a report nothing is only counted.
_ALL: Final = 1000


def line(
    c: Comparison, item: Item, word: str = "", more: str = "", but: Set[str] = frozenset()
) -> Line:
    """What became of a record, with a word for it in front and something more behind.

    `but` are fields of which the word says enough.
    """
    text = headline(c, item, but, _ALL)
    text = f"{word}: {text[:1].lower()}{text[1:]}" if word else text
    stands = isinstance(item.there, Conflict)  # it is to be settled, and is no change by itself
    return Line(f"{text}, {more}" if more else text, (item.id,), stands=stands)
