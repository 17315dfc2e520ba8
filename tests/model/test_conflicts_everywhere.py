"""Every conflict of every scenario of the merge is told, and can be settled either way."""

from collections.abc import Iterator

import pytest

from model.change import JourneyMap, apply, invert
from model.merge import Labels, merge
from model.merging.conflicts import (
    check_conflicts,
    offers,
    pieces,
    preview,
    stands,
    take,
    take_all,
    told,
    what_happened,
)
from model.records import Conflict, Record
from model.references import mentions
from tests.model.merge_scenarios import made, scenarios


def contested() -> Iterator[tuple[str, JourneyMap]]:
    """The maps of all scenarios that end with conflicts, with what the scenario is called."""
    for scenario in scenarios():
        sides = (made(scenario.start, scenario.about, c) for c in (scenario.ours, scenario.theirs))
        merged = merge(scenario.base, *sides, Labels("Monday", "main", "workshop"))
        if merged.conflicts:
            yield f"{scenario.heading}: {scenario.name}", merged.map


MAPS = list(contested())


def seen_of(of: JourneyMap) -> dict[str, Record]:
    """All of a map but what is noted of conflicts."""
    return {i: record for i, record in of.records.items() if not isinstance(record, Conflict)}


def lost(of: JourneyMap) -> set[tuple[str, str]]:
    """What refers to something that is not on the map."""
    return {(r.id, i) for r in of.records.values() for _, i in mentions(r) if i not in of}


def test_every_conflict_offers_both_sides_and_is_gone_with_either() -> None:
    seen = 0
    for name, of in MAPS:
        for conflict in of.all(Conflict):
            seen += 1
            offered = offers(of, conflict)
            if conflict.about_id in of or not conflict.field:
                assert len(offered) > 2, (name, what_happened(of, conflict))
            new = conflict.ours_label == "main"  # older ones may have been edited since
            if new and conflict.field != "marks":  # a tuple here is a list in the file
                assert stands(of, conflict) or conflict.about_id not in of, name
            for choice in offered:
                if choice in ("write", "leave"):
                    continue
                change = take(of, conflict.id, choice)
                now = apply(change, of)
                assert conflict.id not in now, name
                looked_at = apply(preview(of, conflict, choice), of)
                assert seen_of(looked_at) == seen_of(now), (name, choice)
                assert lost(now) <= lost(of), (name, choice)
                assert apply(invert(change), now) == of
                assert told(of, conflict, choice), name
                said = "".join(p.text for p in pieces(of, conflict, choice) if p.state != "gone")
                assert said, name
    assert seen >= len(MAPS) > 50


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_one_side_of_everything_leaves_nothing_open(side: str) -> None:
    for name, of in MAPS:
        now = apply(take_all(of, side), of)  # type: ignore[arg-type]  # one of both
        assert check_conflicts(now) == (), name
        assert lost(now) <= lost(of), name
