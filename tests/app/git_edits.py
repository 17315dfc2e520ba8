"""What two people do to one map in two branches, drawn from every edit that the program has."""

from collections.abc import Callable
from functools import partial
from operator import ne
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from model.change import Change, JourneyMap, apply, diff
from model.edits import details, links, personas, votes
from model.edits.common import EditError
from model.files import codec
from model.ids import Ids
from model.records import Card, same
from model.references import mentions
from model.units import units, values_of
from resources import templates
from tests.edits import EDITS, Hand
from tests.generator import make
from tests.model.threes import Three, threes


def _used(of: JourneyMap) -> JourneyMap:
    """A map as a team has used it: something stands in every table that people fill."""
    ids, random = Ids(Random(7)), Random(8)
    cards = [card.id for card in of.all(Card)]
    for n in range(8):
        one, other = random.sample(cards, 2)
        for change in (
            details.add_action(of, ids, f"Try {n}", about_ids=(one,)),
            details.add_comment(of, one, f"Is {n} so?", ids),
            links.connect(of, one, other, ids),
            votes.set_votes(of, "1", other, n + 1),
            personas.add_persona(of, ids, f"Persona {n}"),
        ):
            of = apply(change, of)
    return of


T = TypeVar("T")
#: Maps that teams have: an example, and one that was made.
BASES = (
    _used(codec.load(templates.path("bicycle")).map),
    _used(make(cards=150, steps=12, lanes=8)),
)


@st.composite
def _edited(draw: st.DrawFn, of: JourneyMap, number: int) -> JourneyMap:
    ids = Ids(Random(f"{number} {draw(st.integers(0, 10**9))}"))
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(EDITS)))
        try:
            of = apply(EDITS[name](Hand(draw, of, ids), of), of)
        except EditError:
            continue
    return of


def separate(count: int, number: int) -> list[Three]:
    """So many maps, each with what two people made of it; `number` chooses which.

    No record's field is changed by both, and nobody leans on what the other deletes.
    """
    random = Random(number)
    found: list[Three] = []
    for place, base in enumerate(BASES):
        wanted = count // len(BASES) + (place < count % len(BASES))
        # Drawn in two runs: within one, Hypothesis likes to do the same thing twice.
        enough = wanted + wanted // 3 + 6
        sides = [
            drawn(_edited(base, side), enough, 2 * number + side, partial(ne, base))
            for side in (0, 1)
        ]
        for side in sides:
            random.shuffle(side)
        pairs = [Three(base, *pair) for pair in zip(*sides, strict=True)]
        apart = [three for three in pairs if _apart(*(diff(base, side) for side in three[1:]))]
        assert len(apart) >= wanted
        found += apart[:wanted]
    random.shuffle(found)
    return found


def meeting(count: int, number: int) -> list[Three]:
    """So many maps, each with what two people made of it, very often of the same thing."""
    return drawn(
        threes(), count, number, lambda t: t.ours != t.base != t.theirs and t.ours != t.theirs
    )


def drawn(
    strategy: st.SearchStrategy[T], count: int, number: int, wanted: Callable[[T], bool]
) -> list[T]:
    """So many examples that are wanted; `number` chooses which."""
    found: list[T] = []

    def draw(made: T) -> None:
        if len(found) < count and made not in found[-20:] and wanted(made):
            found.append(made)

    for more in range(20):
        if len(found) < count:
            _tried(strategy, count, 20 * number + more, draw)
    assert len(found) == count
    return found


def _tried(
    strategy: st.SearchStrategy[T], count: int, number: int, draw: Callable[[T], None]
) -> None:
    run = settings(
        max_examples=count + count // 2 + 10,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    seed(number)(run(given(strategy)(draw)))()


def _apart(mine: Change, its: Change) -> bool:
    for record_id in mine.keys() & its.keys():
        (was, ours), (_, theirs) = mine[record_id], its[record_id]
        if was is None or ours is None or theirs is None:
            return False
        changed = [
            {unit.name for unit in units(now, was, None)
             if not same(values_of(was, unit), values_of(now, unit))}
            for now in (ours, theirs)
        ]  # fmt: skip
        if changed[0] & changed[1]:
            return False
    return not (_leans(mine, its) or _leans(its, mine))


def _leans(one: Change, other: Change) -> bool:
    """Whether something that `one` left refers to what `other` deleted."""
    gone = {record_id for record_id, (_, now) in other.items() if now is None}
    return any(
        named in gone for _, now in one.values() if now is not None for _, named in mentions(now)
    )
