"""A person whom two people enter by name is one person on the merged map."""

from random import Random

from model.change import JourneyMap, apply
from model.edits.details import find_or_make_person
from model.edits.fields import set_fields
from model.ids import Ids
from model.merge import Merged, merge
from model.records import MapInfo, Person, SavedView, evolve
from tests.sample import sample


def owned(of: JourneyMap, card_id: str, name: str, number: int) -> JourneyMap:
    """The map in which somebody typed a name into a card's field for its owner."""
    person_id, made = find_or_make_person(of, name, Ids(Random(number)))
    of = apply(made, of)
    return apply(set_fields(of, card_id, owner_id=person_id), of)


def called(of: JourneyMap, name: str) -> list[str]:
    return [p.id for p in of.all(Person) if p.name.casefold() == name.casefold()]


def owner(of: JourneyMap, card_id: str) -> str:
    found: str = of[card_id].owner_id  # type: ignore[attr-defined]  # a card
    return found


def test_whoever_is_entered_on_both_sides_owns_what_either_gave_her() -> None:
    base = sample()
    ours, theirs = (
        owned(base, card, "Ines Vogt", n) for n, card in enumerate(("card_chat", "card_till"))
    )
    merged = merge(base, ours, theirs)
    (ines,) = called(merged.map, "Ines Vogt")
    assert owner(merged.map, "card_chat") == owner(merged.map, "card_till") == ines
    assert merged.conflicts == ()
    assert merge(base, theirs, ours) == Merged(merged.map, ())
    assert merge(base, merged.map, theirs).map == merged.map
    assert merge(base, merged.map, ours).map == merged.map


def test_one_card_for_her_on_both_sides_is_no_conflict() -> None:
    base = sample()
    ours, theirs = (owned(base, "card_chat", "Ines Vogt", n) for n in (1, 2))
    merged = merge(base, ours, theirs)
    assert called(merged.map, "Ines Vogt") == [owner(merged.map, "card_chat")]
    assert merged.conflicts == ()


def test_a_name_spelled_in_two_ways_is_one_person_and_a_conflict() -> None:
    base = sample()
    ours = owned(base, "card_chat", "Ines Vogt", 1)
    theirs = owned(base, "card_till", "ines vogt", 2)
    merged = merge(base, ours, theirs)
    (ines,) = called(merged.map, "Ines Vogt")
    (conflict,) = merged.conflicts
    assert (conflict.about_id, conflict.field) == (ines, "name")
    assert {conflict.ours, conflict.theirs} == {'"Ines Vogt"', '"ines vogt"'}


def test_a_saved_view_of_hers_is_still_hers() -> None:
    base = sample()
    sides = []
    for n in (1, 2):
        of = owned(base, "card_chat", "Ines Vogt", n)
        view = SavedView(name=f"Hers {n}", owner_ids=tuple(called(of, "Ines Vogt")))
        info = of["map"]
        assert isinstance(info, MapInfo)
        now = evolve(info, saved_views=(*info.saved_views, view))
        sides.append(apply({"map": (info, now)}, of))
    merged = merge(base, *sides).map
    hers = [v.owner_ids for v in merged.info.saved_views if v.name.startswith("Hers")]
    assert hers == [tuple(called(merged, "Ines Vogt"))] * 2
