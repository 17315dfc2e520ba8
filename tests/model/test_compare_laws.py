"""Laws of the comparison, over random maps and what became of them."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from model import grid
from model.change import Change, JourneyMap, apply, diff
from model.compare import Comparison, compare
from model.comparing.kinds import KINDS, TABLE
from model.comparing.rows import IN_ROWS, row_of
from model.edits import cards, lanes, personas, stages
from model.edits.common import EditError
from model.edits.removing import remove
from model.files.codec import loads
from model.files.encode import dumps
from model.ids import Ids
from model.order import several, sort_key
from model.records import TABLES, Card, Lane, MapInfo, Persona, Record, Stage, Step, Unknown, same
from model.references import reference_fields
from model.units import UNITS, differing
from tests.edits import EDITS, Hand
from tests.reached import Reached
from tests.sample import sample
from tests.strategies import broken_maps, changes, field_values, json_values, maps
from tests.tools import SOAK

#: Fields by the kind of record and of change, so that rare ones are drawn as often as others.
FIELDS: dict[tuple[type[Record], str], list[str]] = {(Unknown, "other"): ["data"]}
#: Fields that nobody knows; some are called as what a record of another kind has.
STRANGE = ["sparkle", "order", "place"]
for _kind in (MapInfo, *TABLES.values()):
    FIELDS[_kind, "strange"] = [name for name in STRANGE if name not in _kind.model_fields]
    for _name in _kind.model_fields.keys() - {"id"}:
        FIELDS.setdefault((_kind, TABLE[_kind].get(_name, "unit")), []).append(_name)
        FIELDS[_kind, TABLE[_kind].get(_name, "unit")].sort()
ROWS = sorted(IN_ROWS, key=lambda kind: kind.kind_name)


def law(examples: int) -> settings:
    """So many examples, and at least 10,000 in `make soak`."""
    return settings(max_examples=max(examples * SOAK, 10_000 if SOAK > 1 else 0))


def one_edit(draw: st.DrawFn, of: JourneyMap, ids: Ids) -> Change:
    """Something that the program does."""
    try:
        return EDITS[draw(st.sampled_from(sorted(EDITS)))](Hand(draw, of, ids), of)
    except EditError:
        return {}


def one_field(draw: st.DrawFn, of: JourneyMap, _: Ids) -> Change:
    """Another value in any field of any kind of record, or in one that nobody knows."""
    there = {type(record) for record in of.records.values()}
    kind, about = draw(st.sampled_from([key for key in FIELDS if key[0] in there]))
    name = draw(st.sampled_from(FIELDS[kind, about]))
    found = sorted(i for i, r in of.records.items() if type(r) is kind)
    before = of.records[draw(st.sampled_from(found))]
    fields: dict[str, Any] = {**before.__dict__, **(before.__pydantic_extra__ or {})}
    kinds = reference_fields(kind).get(name)
    if about == "strange":
        fields[name] = draw(json_values)
    elif kinds is None:
        fields[name] = draw(field_values(kind, name))
    else:
        one = st.sampled_from([i for i in of.records if i != before.id] or ["gone_1"])
        single = kind.model_fields[name].annotation is str
        fields[name] = draw(one if single else st.lists(one, max_size=3).map(tuple))
    with suppress(ValidationError):
        after = kind.model_validate(fields)
        return {} if same(before, after) else {before.id: (before, after)}
    return {}


def one_row(draw: st.DrawFn, of: JourneyMap, _: Ids) -> Change:
    """New keys for some of the siblings of a row, at other places or at the same."""
    kind = draw(st.sampled_from(ROWS))
    rows: dict[Any, list[Any]] = {}
    for record in of.all(kind):
        rows.setdefault(row_of(of, record), []).append(record)
    if not rows:
        return {}
    row = sorted(draw(st.sampled_from(sorted(rows.items(), key=str)))[1], key=sort_key)
    wanted = draw(st.permutations(row) | st.just(row))
    keys = several("", "", len(row))
    new = {r.id: r.model_copy(update={"order": k}) for r, k in zip(wanted, keys, strict=True)}
    return {r.id: (r, new[r.id]) for r in row if r.order != new[r.id].order and draw(st.booleans())}


def anything(draw: st.DrawFn, of: JourneyMap, _: Ids) -> Change:
    """Records put in, taken out or replaced at random."""
    return draw(changes(of))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[JourneyMap, JourneyMap]:
    """A map, sound or broken, and what became of it; or the other way round."""
    old = draw(st.just(sample()) | maps() | broken_maps())
    new, ids = old, Ids(Random(draw(st.integers(1, 3))))
    for _ in range(draw(st.integers(0, 6))):
        way = draw(st.sampled_from([one_field, one_field, one_edit, one_row, anything]))
        new = apply(way(draw, new, ids), new)
    return (new, old) if draw(st.integers(0, 3)) == 0 else (old, new)


def possible() -> set[tuple[str, str]]:
    """Each kind of record with each kind of change that can be told of it."""
    found = set()
    for of, table in TABLE.items():
        kinds = {"added", "removed", "other", *table.values()} - (
            {"other"} if of is Unknown else set()
        )
        if of is MapInfo:
            kinds -= {"added", "removed"}
        if of in IN_ROWS:
            kinds.add("rekeyed")
        if of is Card:
            kinds.add("span")
        found.update((of.kind_name, kind) for kind in kinds | {"other"})
    return found


@pytest.mark.soak
def test_the_laws_of_the_comparison_hold_for_every_kind_of_record_and_change(
    reached: Reached,
) -> None:
    @law(60)
    @given(pairs())
    def holds(pair: tuple[JourneyMap, JourneyMap]) -> None:
        old, new = pair
        c = compare(old, new)
        reached.examples += 1
        reached.counts.update((i.record, kind) for i in c.items for kind in i.kinds)
        items_together_are_the_change(c)
        each_field_that_differs_stands_once(c)
        causes_are_told_themselves(c)
        swapped_it_says_the_opposite(c)
        what_was_not_reordered_stands_as_before(c)
        order_is_that_of_the_journey(c)

    holds()
    reached.tell("comparison: kinds of change by kinds of record")
    assert reached.counts.keys() <= possible()
    if SOAK > 1:
        assert possible() - reached.counts.keys() == set()


def items_together_are_the_change(c: Comparison) -> None:
    expected = diff(c.old, c.new)
    assert len(c.items) == len(c.by_id) == len(expected)
    assert all(
        same(c.change[i][0], a) and same(c.change[i][1], b) for i, (a, b) in expected.items()
    )
    mere_keys = [i for i in c.items if i.kinds == ("rekeyed",)]
    following = [i for i in c.items if i.because]
    assert {i.id for i in (*c.told, *mere_keys, *following)} == set(expected)
    for item in c.items:
        assert item.kinds
        assert list(item.kinds) == [kind for kind in KINDS if kind in item.kinds]


def each_field_that_differs_stands_once(c: Comparison) -> None:
    for item in c.items:
        if item.before is None or item.after is None or type(item.before) is not type(item.after):
            assert item.fields == ()
            continue
        together = {u.name: u.fields for u in UNITS.get(type(item.after), ())}
        differ = differing(item.before, item.after)
        assert len(set(item.fields)) == len(item.fields)
        for name in item.fields:
            assert differ & {name, *together.get(name, ())}
        assert differ <= {f for name in item.fields for f in (name, *together.get(name, ()))}


def causes_are_told_themselves(c: Comparison) -> None:
    told = {item.id for item in c.told}
    assert all(item.because in told for item in c.items if item.because)
    for item in c.told:
        assert [i.id for i in c.because_of(item.id)] == [
            i.id for i in c.items if i.because == item.id
        ]


def swapped_it_says_the_opposite(c: Comparison) -> None:
    back = compare(c.new, c.old)
    opposite = {"added": "removed", "removed": "added"}
    for item in c.items:
        assert back.by_id[item.id].kinds == tuple(opposite.get(k, k) for k in item.kinds)
        assert back.by_id[item.id].fields == item.fields


def rows_of(of: JourneyMap) -> dict[Any, list[str]]:
    found: dict[Any, list[Any]] = {}
    for record in of.records.values():
        if type(record) in IN_ROWS:
            found.setdefault(row_of(of, record), []).append(record)
    return {row: [r.id for r in sorted(rs, key=sort_key)] for row, rs in found.items()}


def staying(c: Comparison) -> Iterator[tuple[list[str], list[str]]]:
    """Each row before and after, of what was neither added, removed nor moved."""
    was, now = rows_of(c.old), rows_of(c.new)
    gone = {i.id for i in c.items if not {"added", "removed", "moved"}.isdisjoint(i.kinds)}
    for row in was.keys() & now.keys():
        yield (
            [i for i in was[row] if i in now[row] and i not in gone],
            [i for i in now[row] if i in was[row] and i not in gone],
        )


def what_was_not_reordered_stands_as_before(c: Comparison) -> None:
    reordered = {i.id for i in c.items if "reordered" in i.kinds}
    for was, now in staying(c):
        assert [i for i in was if i not in reordered] == [i for i in now if i not in reordered]


def order_is_that_of_the_journey(c: Comparison) -> None:
    """What is there comes in the order of the map, what is gone between its old neighbours."""
    at = {item.id: n for n, item in enumerate(c.items)}
    elsewhere = {"added", "moved", "reordered"}
    stood = {i.id for i in c.items if elsewhere.isdisjoint(i.kinds)}
    for of in (c.old, c.new):
        read = grid.Grid(of)
        paths = [[r.id for r in row] for row in (read.stages, read.lanes, read.personas)]
        paths += [[step.id for step in steps] for steps in read.steps_by_stage.values()]
        for step in read.steps:
            cells = [[c.id for c in read.cards_in(step.id, lane.id)] for lane in read.lanes]
            if of is c.new:
                above = [i for i in (step.stage_id,) if of.get(i, Stage)]
                paths.append([*above, step.id, *(i for cell in cells for i in cell)])
            paths += cells
        if of is c.new:
            paths.append([step.id for step in read.steps])
        for path in paths:
            told = [at[i] for i in path if i in at and (of is c.new or i in stood)]
            assert told == sorted(told), (of is c.old, path)


def rank_of(of: Any, order: str, n: int) -> Any:
    return of(id=f"{of.kind_name}_{n}", order=order, **({"stage_id": "s"} if of is Step else {}))


@law(40)
@given(st.data())
def test_no_smaller_set_of_what_has_new_keys_leaves_the_rest_in_order(data: st.DataObject) -> None:
    of = data.draw(st.sampled_from([Stage, Step, Lane, Persona, Card]))
    keys = st.sampled_from(["", "a0", "a1", "a2", "a3", "a4"])
    rows = st.lists(st.none() | keys, min_size=1, max_size=6)
    was, now = data.draw(rows), data.draw(rows)
    old, new = (
        JourneyMap([rank_of(of, key, n) for n, key in enumerate(row) if key is not None])
        for row in (was, now)
    )
    c = compare(old, new)
    reordered = {i.id for i in c.items if "reordered" in i.kinds}
    changed = {i.id for i in c.items if i.before and i.after}
    assert reordered <= changed
    for before, after in staying(c):
        for n in range(len(reordered)):
            for fewer in combinations(sorted(changed), n):
                assert [i for i in before if i not in fewer] != [i for i in after if i not in fewer]


MOVES: dict[str, Any] = {
    "stage": lambda h, m: stages.move_stage(m, h.some(Stage), h.maybe(Stage)),
    "step": lambda h, m: stages.move_step(m, h.some(Step), h.some(Stage), h.maybe(Step)),
    "lane": lambda h, m: lanes.move_lane(m, h.some(Lane), h.maybe(Lane)),
    "persona": lambda h, m: personas.move_persona(m, h.some(Persona), h.maybe(Persona)),
    "card": lambda h, m: cards.move_cards(m, [h.some(Card)], *h.cell(), h.maybe(Card)),
    "parked": lambda h, m: cards.park_cards(m, h.some(Card)),
    "start": lambda h, m: cards.start_at(m, h.some(Card), h.some(Step)),
}
ONE: dict[str, Any] = {
    **MOVES,
    "removed": lambda h, m: remove(m, h.some(Record), park_cards=h.draw(st.booleans())),
    "new stage": lambda h, m: stages.add_stage(m, h.ids, "New", h.maybe(Stage)),
    "new card": lambda h, m: cards.add_card(m, h.ids, *h.cell(), h.maybe(Card)),
}


@law(40)
@given(st.just(sample()) | maps(), st.sampled_from(sorted(ONE)), st.data())
def test_one_drag_or_removal_or_addition_is_told_as_one(
    old: JourneyMap, name: str, data: st.DataObject
) -> None:
    try:
        change = ONE[name](Hand(data.draw, old, Ids(Random(1))), old)
    except EditError:
        assume(False)
    c = compare(old, apply(change, old))
    assert len(c.told) == (1 if change else 0), [i.id for i in c.told]
    if name in MOVES and change:
        assert {"moved", "reordered", "span"} & set(c.told[0].kinds)


@law(40)
@given(maps() | broken_maps())
def test_a_map_compared_with_itself_or_as_it_is_saved_and_loaded_is_the_same(
    of: JourneyMap,
) -> None:
    assert compare(of, of).items == ()
    read = loads(dumps(of)).map
    assert compare(read, loads(dumps(read)).map).items == ()


@pytest.mark.parametrize("of", [*TABLE], ids=lambda of: of.__name__)
def test_every_field_has_a_kind_that_somebody_decided_on(of: type[Record]) -> None:
    together = UNITS.get(of, ())
    taken = {"id", *(name for unit in together for name in unit.fields)}
    names = {unit.name for unit in together} | (set(of.model_fields) - taken)
    assert set(TABLE[of]) == names
    assert set(TABLE[of].values()) <= set(KINDS)


def test_every_kind_of_record_has_a_table() -> None:
    assert set(TABLE) == {MapInfo, *TABLES.values(), Unknown}
