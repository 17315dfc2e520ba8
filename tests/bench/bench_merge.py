"""Two edited copies of a map of 10,000 cards merged, 1% edited in each, beside one typed pass.

A three-way merge has to find two differences, which are two such passes; the rest looks at what
was touched. Beside it stands what JSON libraries have for it: one side's patch (RFC 6902) made
and applied to the other, which tells of no conflict and leaves references hanging.
"""

from random import Random
from typing import Any

import jsonpatch
import orjson

from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.files.codec import loads
from model.files.encode import dumps
from model.grid import Grid
from model.merge import Merged, merge
from model.merging.of_files import merge_files
from model.records import Card
from tests.bench.bench_compare import CARDS, EDITED, edited, fresh, typed
from tests.bench.harness import heading, in_turns, report
from tests.generator import make

ALONE = "each pair of records, typed"


def main() -> None:
    """Print the figures for edits apart, for edits that meet, and for files."""
    start = make(CARDS)
    files = [dumps(each) for each in (start, edited(start), other(start, 5), meeting(start))]
    base, ours, theirs, meet = (loads(data).map for data in files)
    found, clashes = merge(base, ours, theirs), merge(base, ours, meet)
    heading(f"merge: {CARDS:,} cards, {len(base):,} records, {EDITED} edited on each side")

    def measure(what: str, *three: JourneyMap, target: float | None = None) -> None:
        figures = in_turns(lambda: merged(*three), lambda: typed(*three[:2]), repeat=25)
        report(what, *figures, baseline=ALONE, target=target)

    measure(f"from files, {len(found.conflicts)} conflicts", base, ours, theirs, target=4.0)
    measure(f"from files, {len(clashes.conflicts)} conflicts", base, ours, meet, target=4.0)
    near, far = edited(base), other(base, 5)
    figures = in_turns(lambda: merged(base, near, far), lambda: typed(base, ours), repeat=25)
    report("both edited in memory", *figures, baseline=ALONE)
    figures = in_turns(
        lambda: merge_files(*files[:3]), lambda: [loads(data) for data in files[:3]], repeat=5
    )
    report("the files, read and written", *figures, baseline="reading the three")
    trees = [orjson.loads(data) for data in files[:3]]
    figures = in_turns(lambda: patched(*trees), lambda: typed(base, ours), repeat=3)
    report("the files' JSON by jsonpatch", *figures, baseline=ALONE)


def merged(*three: JourneyMap) -> Merged:
    """The three merged, as maps that remember nothing of what was asked of them."""
    return merge(*fresh(*three))


def other(of: JourneyMap, seed: int) -> JourneyMap:
    """1% of the cards given an owner's words, by somebody else."""
    for n, card in enumerate(Random(seed).sample(Grid(of).cards, EDITED)):
        of = apply(set_fields(of, card.id, body=f"Heard at table {n}"), of)
    return of


def meeting(of: JourneyMap) -> JourneyMap:
    """The cards that `edited` edits, edited in another way."""
    for n, card in enumerate(Random(3).sample(Grid(of).cards, EDITED)):
        if of.get(card.id, Card) is not None:
            of = apply(set_fields(of, card.id, title=f"Asks {n}", severity=3), of)
    return of


def patched(base: Any, ours: Any, theirs: Any) -> Any:
    """Ours with their patch applied where it can be."""
    patch = jsonpatch.make_patch(base, theirs)
    try:
        return patch.apply(ours)
    except jsonpatch.JsonPatchException:
        return None
