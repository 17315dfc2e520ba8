"""Every line of tests/files/merge_scenarios.txt comes out as it says, whoever is called ours."""

import json
import re
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from model.change import JourneyMap, apply, diff
from model.merge import Labels, Merged, merge
from model.merging.kinds import ConflictKind, kind_of_conflict
from model.merging.strategies import STRATEGIES, strategy_of
from model.order import sort_key
from model.records import TABLES, Card, MapInfo, Record, Step, Unknown, evolve
from model.units import MISSING, differing, unit_of, values_of
from tests.model.merge_scenarios import Scenario, made, named, scenarios, statements

SCENARIOS = list(scenarios())
LABELS = Labels("Monday", "main", "workshop")


@pytest.mark.parametrize(
    "scenario", SCENARIOS, ids=[f"{s.heading}: {s.name}" for s in SCENARIOS]
)  # fmt: skip
def test_what_must_come_out_comes_out(scenario: Scenario) -> None:
    ours, theirs = (
        made(scenario.start, scenario.about, c) for c in (scenario.ours, scenario.theirs)
    )
    merged = merge(scenario.base, ours, theirs, LABELS)
    expected, rows = _expected(scenario, ours, theirs)
    _compare(merged, expected, rows)
    _conflicts(scenario, merged, scenario.base, ours, theirs)
    swapped = merge(scenario.base, theirs, ours, LABELS)
    _conflicts(scenario, swapped, scenario.base, theirs, ours)
    told = {i for c in merged.conflicts for i in (c.about_id, c.id)}
    put = {*ours.records, *theirs.records}  # the step of a stage that one side emptied is not
    assert {i for i in diff(merged.map, swapped.map) if i in put} <= told


def _expected(
    scenario: Scenario, ours: JourneyMap, theirs: JourneyMap
) -> tuple[JourneyMap, dict[str, list[str]]]:
    said = statements(scenario.out)
    begin = scenario.start
    if said[:1] == ["both"]:
        begin = made(ours, scenario.about, scenario.theirs)
    elif said[:1] in (["ours"], ["theirs"]):
        begin = ours if said[0] == "ours" else theirs
    rows = {}
    for statement in said:
        if statement.startswith("row "):
            of, ids = statement.removeprefix("row ").split(": ")
            rows[of] = [named(i) for i in ids.split(", ")]
    return made(begin, scenario.about, scenario.out), rows


def _compare(merged: Merged, expected: JourneyMap, rows: dict[str, list[str]]) -> None:
    plain = apply({c.id: (c, None) for c in merged.conflicts}, merged.map)
    for of, ids in rows.items():
        kind = type(plain[ids[0]])
        parent = {Card: "step_id", Step: "stage_id"}.get(kind)
        row = [r for r in plain.all(kind) if parent is None or getattr(r, parent) == of]
        assert [r.id for r in sorted(row, key=sort_key)] == ids  # type: ignore[arg-type]  # has an order
        same = {r.id: (r, evolve(r, order=expected[r.id].order)) for r in row}
        plain = apply(same, plain)
    wrong = {
        i: (was, now) for i, (was, now) in diff(expected, plain).items()
    }  # nothing else came, went, or changed
    assert wrong == {}


def _conflicts(
    scenario: Scenario,
    merged: Merged,
    base: JourneyMap | None,
    ours: JourneyMap,
    theirs: JourneyMap,
) -> None:
    wanted, values = set(), {}
    for statement in statements(scenario.out):
        if statement.startswith("! "):
            what, kind, *said = statement.removeprefix("! ").split(": ", 2)
            record_id, _, field = what.rpartition(".")
            about, field = named(record_id or scenario.about), "" if field == "all" else field
            wanted.add((about, field, kind))
            values[about, field] = [json.dumps(v) for v in re.split(" [<>] ", "".join(said)) if v]
    found = {(c.about_id, c.field, kind_of_conflict(c, merged.map)) for c in merged.conflicts}
    assert found == wanted
    for conflict in merged.conflicts:
        sides = [m.records.get(conflict.about_id) if m else None for m in (base, ours, theirs)]
        noted = [conflict.base, conflict.ours, conflict.theirs]
        if said := values[conflict.about_id, conflict.field]:
            assert [noted[0], *sorted(noted[1:])] == [said[1], *sorted((said[0], said[2]))]
            continue
        assert noted == [_text(record, conflict.field) for record in sides]
        assert conflict.base_label == "Monday"
        assert (conflict.ours_label, conflict.theirs_label) == ("main", "workshop")


def _text(record: Record | None, field: str) -> str:
    if record is None:
        return ""
    value: Any = record
    if field:
        value = values_of(record, unit_of(type(record), field))
        if len(value) == 1 and field in value:
            value = value[field]
    return "" if value is MISSING else json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def test_the_table_is_long_and_no_two_lines_are_called_the_same() -> None:
    assert len(SCENARIOS) >= 200
    assert len({(s.heading, s.name) for s in SCENARIOS}) == len(SCENARIOS)


def test_the_table_has_every_kind_of_record_of_conflict_and_every_strategy() -> None:
    records, kinds, strategies = set(), set(), set()
    for scenario in SCENARIOS:
        start = scenario.start
        sides = [made(start, scenario.about, c) for c in (scenario.ours, scenario.theirs)]
        for side in sides:
            for before, after in diff(start, side).values():
                there = after or before
                assert there is not None
                records.add(there.kind_name)
                if before is not None and type(before) is type(after):
                    strategies |= {strategy_of(type(there), n) for n in differing(before, there)}
        kinds |= {s.split(": ")[1] for s in statements(scenario.out) if s.startswith("! ")}
    assert records == {kind.kind_name for kind in (MapInfo, *TABLES.values(), Unknown)}
    assert kinds == set(get_args(ConflictKind))
    assert strategies == set(STRATEGIES)
