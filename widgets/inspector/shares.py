"""What many records hold in a list, and how many of them hold each: nothing is made up."""

from collections import Counter
from collections.abc import Mapping, Sequence

from model.records import Record

#: More than these are not listed; the rest is counted.
MOST = 12


def shares_of(records: Sequence[Record], field: str) -> dict[str, int]:
    """Each item of a tuple field, and how many of the records have it: most of them first."""
    counted: Counter[str] = Counter()
    for record in records:
        counted.update(list(dict.fromkeys(getattr(record, field))))
    return dict(counted.most_common())


def shown_of(shares: Mapping[str, int]) -> dict[str, int]:
    """Those that are listed."""
    return dict(list(shares.items())[:MOST])


def shared(n: int, of: int) -> str:
    """How many have an item: "2 of 5", or "" where all have it."""
    return "" if n == of else f"{n:,} of {of:,}"


def add_words(thing: str, shares: Mapping[str, int], of: int) -> str:
    """What the button says that adds one more."""
    hidden = len(shares) - MOST
    words = f"Add {thing} to all" if of > 1 else f"Add {thing}"
    return f"{words} ({hidden:,} more not shown)" if hidden > 0 else words
