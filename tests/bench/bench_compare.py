"""Two maps of 10,000 cards compared, 1% edited, beside one pass over all records by type.

The same two files are also compared as plain JSON: by jsonpatch, and by a diff of dicts that
knows the tables' keys. Both give paths and values; neither says what was moved, what was only
numbered anew, or what follows from what.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import jsonpatch
import orjson

from model.change import JourneyMap, apply
from model.compare import compare, compare_again
from model.comparing.wording import worded
from model.edits.cards import add_card, delete_cards, move_cards
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.files.codec import loads
from model.files.encode import dumps
from model.grid import Grid
from model.ids import Ids
from model.records import Card, same
from tests.bench.harness import heading, in_turns, report
from tests.generator import make

CARDS = 10_000
EDITED = CARDS // 100


def main() -> None:
    """Print the figures for maps from two files, for one edited in memory, and for words."""
    start = make(CARDS)
    files = [dumps(start), dumps(edited(start))]
    old, new = (loads(data).map for data in files)
    trees = [orjson.loads(data) for data in files]
    found = compare(old, new)
    heading(f"comparison: {CARDS:,} cards, {len(old):,} records, {len(found.items)} differ")
    alone = "each pair of records, typed"
    report(
        "two files in memory",
        *in_turns(lambda: compare(*fresh(old, new)), lambda: typed(old, new), repeat=25),
        baseline=alone,
        target=2.0,
    )
    report(
        "the same, all that is told of it listed",
        *in_turns(lambda: compare(*fresh(old, new)).told, lambda: typed(old, new), repeat=25),
        baseline=alone,
        target=2.0,
    )
    later = apply(remove(old, Grid(old).stages[1].id), old)
    report(
        "without a stage of a thousand cards",
        *in_turns(lambda: compare(*fresh(old, later)), lambda: typed(old, new), repeat=25),
        baseline=alone,
    )
    one = apply(set_fields(new, Grid(new).cards[7].id, title="Asks at the desk"), new)
    report(
        "followed over one more edit",
        *in_turns(lambda: compare_again(found, one), lambda: typed(old, new), repeat=25),
        baseline=alone,
    )
    report(
        "the files' JSON by a keyed diff of dicts",
        *in_turns(lambda: list(keyed(*trees)), lambda: typed(old, new), repeat=10),
        baseline=alone,
    )
    report(
        "the files' JSON by jsonpatch",
        *in_turns(lambda: jsonpatch.make_patch(*trees), lambda: typed(old, new), repeat=3),
        baseline=alone,
    )
    texts = [(card.body, card.body + " And then some more.") for card in old.all(Card)][:1000]
    report(
        "1,000 texts by words",
        *in_turns(lambda: [worded(*pair) for pair in texts], lambda: typed(old, new), repeat=10),
        baseline=alone,
    )


def edited(of: JourneyMap) -> JourneyMap:
    """1% of the cards reworded, moved, put elsewhere in their step, removed, or new."""
    random, ids = Random(3), Ids(Random(4))
    for n, card in enumerate(random.sample(Grid(of).cards, EDITED)):
        grid = Grid(of)
        step = random.choice(grid.steps).id
        match n % 5:
            case 0:
                change = delete_cards(of, card.id)
            case 1:
                change = move_cards(of, [card.id], step, card.lane_id)
            case 2:
                first = grid.cards_at(card.step_id)[0].id
                change = move_cards(of, [card.id], card.step_id, card.lane_id, first)
            case 3:
                change = add_card(of, ids, step, card.lane_id, title="Rings the bell")
            case _:
                change = set_fields(of, card.id, title=f"{card.title} again")
        of = apply(change, of)
    return of


def fresh(*of: JourneyMap) -> Iterator[JourneyMap]:
    """The same records in maps that remember nothing of what was asked of them."""
    return (JourneyMap(each.records) for each in of)


def typed(old: JourneyMap, new: JourneyMap) -> list[str]:
    """The ids of all records that differ by value or type: the least that can be done."""
    now = new.records
    return [i for i, record in old.records.items() if not same(record, now.get(i))]


def keyed(old: Any, new: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Where two trees of JSON differ, and the value now; lists are compared as wholes."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in old.keys() | new.keys():
            yield from keyed(old.get(name), new.get(name), (*path, name))
    elif old != new:
        yield path, new
