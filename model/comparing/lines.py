"""One line of what a review reads, and the records that it is about."""

from typing import NamedTuple

from model.compare import Comparison, Item
from model.comparing.headlines import headline


class Line(NamedTuple):
    """A plain sentence without its full stop.

    Attributes:
        ids: what it is about, the first one what a click on it shows; gone ones too.
    """

    text: str
    ids: tuple[str, ...]


def line(c: Comparison, item: Item, word: str = "", more: str = "") -> Line:
    """What became of a record, with a word for it in front and something more behind."""
    text = headline(c, item)
    text = f"{word}: {text[:1].lower()}{text[1:]}" if word else text
    return Line(f"{text}, {more}" if more else text, (item.id,))
