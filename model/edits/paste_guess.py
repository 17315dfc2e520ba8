"""A guess at whether a table that is pasted brings the names of stages and lanes along."""

from collections.abc import Iterable, Sequence

from model.change import JourneyMap
from model.edits.paste import Table
from model.edits.paste_grounds import Names, plain
from model.grid import Grid

#: A name of a stage or lane is shorter, in characters; longer words are what a card says.
_LONGEST_NAME = 40
#: How many rows are looked at.
_LOOKED_AT = 200


def guess_names(of: JourneyMap, rows: Table) -> Names:
    """Whether a table seems to bring names along.

    It does where its corner is empty and what is beside it is not; where half of the names
    are those of stages or lanes of the map; and where the first row is made of short words
    above cells that are much longer.
    """
    first, *below = rows[:_LOOKED_AT]
    column = [row[0] for row in below]
    named = [text for text in first[1:] if text]  # a name over several columns stands in one
    if not first[0] and _are_names(named) and _are_names(column) and 2 * len(named) >= len(first):
        return Names(True, True)
    grid = Grid(of)
    lanes = _known(column, (lane.name for lane in grid.card_lanes))
    heads = first[1:] if lanes else first
    if _known(heads, (stage.name for stage in grid.stages)):
        return Names(True, lanes)
    lengths = sorted(len(text) for row in below for text in row if text)
    typical = lengths[len(lengths) // 2] if lengths else 0
    short = 2 * sum(map(len, heads)) <= typical * len(heads)
    return Names(_are_names(heads) and short and len(below) > 1, lanes)


def _are_names(texts: Sequence[str]) -> bool:
    """Whether these are short words, each another, as names are; no figures."""
    named = [plain(text) for text in texts]
    return (
        bool(named)
        and all(named)
        and len(set(named)) == len(named)
        and all(len(text) <= _LONGEST_NAME and "\n" not in text for text in texts)
        and not any(any(c.isdigit() for c in name) and not any(c.isalpha() for c in name)
                    for name in named)
    )  # fmt: skip


def _known(texts: Sequence[str], names: Iterable[str]) -> bool:
    """Whether at least half of these are such names."""
    there = {plain(name) for name in names} - {""}
    given = [plain(text) for text in texts if plain(text)]
    return bool(given) and 2 * sum(text in there for text in given) >= len(given)
