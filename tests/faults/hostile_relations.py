"""Hostile relations: references that lead nowhere, spans, and keys of order that mislead."""

from collections.abc import Iterator
from typing import Any

from model.records import TABLES, MapInfo
from model.references import reference_fields
from tests.faults.hostile import Hostile, grid, of_tables, opens, refused, told

Plain = dict[str, Any]


def files() -> Iterator[Hostile]:
    """All of them."""
    yield from _dangling()
    yield from _spans()
    yield from _orders()


def _dangling() -> Iterator[Hostile]:
    group = "references"
    for table, kind in (("map", MapInfo), *TABLES.items()):
        for field in reference_fields(kind):
            many = field.endswith("_ids")
            targets: tuple[tuple[str, Any, bool], ...] = (
                ("nowhere", "nobody_here", True),
                ("itself", "map" if table == "map" else "x", True),
                ("a file", "../../CANARIES-STAND-HERE/secret.json", True),
            )
            for name, target, odd in targets:
                record: Plain = {field: [target, target, ""] if many else target}
                if table == "steps":
                    record.setdefault("stage_id", "s")
                of_one = of_tables(**{table: record if table == "map" else {"x": record}})
                must = told() if odd and name == "nowhere" else opens()
                yield Hostile(
                    group,
                    f"{table}.{field} leads to {name}",
                    f"{field} of a record of {table} names {name}.",
                    must,
                    of_one,
                    soak=name == "a file",
                    painted=False,
                )
    yield Hostile(
        group,
        "50,000 references to nowhere",
        "One card is about 50,000 things.",
        told(),
        grid({"c": {"about_ids": [f"card_{n}" for n in range(50_000)]}}),
    )
    yield Hostile(
        group,
        "a step without a stage",
        "stage_id is missing.",
        refused("stage_id"),
        of_tables(steps={"s": {}}),
    )
    yield Hostile(
        group,
        "cards without a grid",
        "1,000 cards in lanes and steps that are not.",
        told(),
        of_tables(cards={f"c{n}": {"step_id": f"s{n}", "lane_id": f"l{n}"} for n in range(1000)}),
    )
    yield Hostile(
        group,
        "a reference of every kind to a card",
        "Every field names one card.",
        opens(),
        _all_to("card_x"),
    )
    yield Hostile(
        group,
        "a reference of every kind to the map",
        "Every field names the map.",
        opens(),
        _all_to("map"),
    )


def _all_to(target: str) -> bytes:
    tables: Plain = {}
    for table, kind in TABLES.items():
        record: Plain = {
            field: [target] if field.endswith("_ids") else target
            for field in reference_fields(kind)
        }
        tables[table] = {f"{kind.kind_name}_x": record}
    return of_tables(**tables)


def _spans() -> Iterator[Hostile]:
    group = "spans"
    spans: tuple[tuple[str, Plain], ...] = (
        ("a span that ends before it begins", {"step_id": "step_b", "until_step_id": "step_a"}),
        ("a span that ends above itself", {"lane_id": "lane_b", "until_lane_id": "lane_a"}),
        ("a span to itself", {"until_step_id": "step_a", "until_lane_id": "lane_a"}),
        ("a span to nowhere", {"until_step_id": "gone", "until_lane_id": "gone"}),
        ("a span to a lane as a step", {"until_step_id": "lane_a", "until_lane_id": "step_a"}),
        ("a span without a start", {"step_id": "", "lane_id": "", "until_step_id": "step_b"}),
        ("half a place", {"step_id": "step_a", "lane_id": ""}),
        ("a step for a lane", {"step_id": "lane_a", "lane_id": "step_a"}),
        ("a stage for a step", {"step_id": "stage_a"}),
        ("itself for a step", {"step_id": "c", "lane_id": "c"}),
    )
    for name, card in spans:
        must = opens() if name == "a span to itself" else told()
        yield Hostile(group, name, f"One card: {name}.", must, grid({"c": card}))
    over = {
        f"c{n}": {"until_step_id": "step_b", "until_lane_id": "lane_b", "order": "a0"}
        for n in range(250)
    }
    yield Hostile(
        group, "250 cards over everything", "All of them span the whole grid.", opens(), grid(over)
    )


def _orders() -> Iterator[Hostile]:
    group = "orders"
    keys = (
        ("empty", ["", "", ""]),
        ("all equal", ["a0"] * 3),
        ("very long", ["a" * 10_000, "a" * 10_000 + "1", "b" * 10_000]),
        ("of zeros", ["0", "00", "000"]),
        ("at the ends", ["0", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "A"]),
        ("with zeros behind", ["a0", "a00", "a000"]),
        ("that only look like keys", ["zzz1", "Zzz", "1e5"]),
    )
    for name, three in keys:
        ids = ("one", "two", "three")
        rows = {i: {"order": key} for i, key in zip(ids, three, strict=True)}
        steps = {f"t{i}": {"stage_id": i, **row} for i, row in rows.items()}
        cards = {f"c{i}": {**row, "step_id": "tone", "lane_id": "two~"} for i, row in rows.items()}
        lanes = {f"{i}~": row for i, row in rows.items()}
        personas = {f"p{i}": row for i, row in rows.items()}
        yield Hostile(
            group,
            f"keys {name}",
            f"Keys of order that are {name}.",
            told() if name == "very long" else opens(),
            of_tables(stages=rows, steps=steps, lanes=lanes, cards=cards, personas=personas),
        )
    for name, key in (
        ("with a dash", "a-1"),
        ("with a blank", "a 1"),
        ("of other digits", "\u0661"),
        ("with a line break", "a1\n"),
        ("with NUL", "a\x00"),
        ("negative", "-1"),
    ):
        yield Hostile(
            group,
            f"a key {name}",
            "No key of order.",
            refused("order"),
            of_tables(stages={"s": {"order": key}}),
        )
    many = {f"c{n}": {"order": "a0", "title": str(n)} for n in range(3000)}
    yield Hostile(
        group, "3,000 cards of one key", "All in one cell, all with one key.", opens(), grid(many)
    )
