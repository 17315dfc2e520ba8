"""Hostile relations: references that lead nowhere or round, and keys of order that mislead."""

from collections.abc import Iterator
from typing import Any

from model.records import TABLES, MapInfo
from model.references import reference_fields
from tests.faults.hostile import Hostile, grid, of_tables, opens, refused, told

Plain = dict[str, Any]


def files() -> Iterator[Hostile]:
    """All of them."""
    yield from _dangling()
    yield from _circles()
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


def _circles() -> Iterator[Hostile]:
    group = "circles"
    for field in ("about_ids", "addresses_ids", "supports_ids"):
        for length in (1, 2, 3, 2000):
            cards = {f"c{n}": {field: [f"c{(n + 1) % length}"]} for n in range(length)}
            yield Hostile(
                group,
                f"{field} round {length:,} cards",
                f"{field} leads back.",
                told(),
                grid(cards),
            )
        everybody = [f"c{n}" for n in range(150)]
        yield Hostile(
            group,
            f"{field}, everybody to everybody",
            "150 cards name all 150.",
            told(),
            grid({i: {field: everybody} for i in everybody}),
        )
        chain = {f"c{n}": {field: [f"c{n + 1}"]} for n in range(5000)}
        yield Hostile(
            group,
            f"a chain of 5,000 {field}",
            "A very long chain, no circle.",
            opens(),
            grid({**chain, "c5000": {}}),
        )
    for length in (1, 2, 3, 1000):
        cards = {f"c{n}": {"step_id": "step_a" if n % 2 else "step_b"} for n in range(length)}
        links = {
            f"l{n}": {"source_id": f"c{n}", "target_id": f"c{(n + 1) % length}"}
            for n in range(length)
        }
        yield Hostile(
            group,
            f"links round {length:,} cards",
            "The way leads back.",
            opens(),
            grid(cards, links=links),
        )
    pairs = {
        f"l{a}_{b}": {"source_id": f"c{a}", "target_id": f"c{b}"}
        for a in range(40)
        for b in range(40)
    }
    yield Hostile(
        group,
        "1,600 links between 40 cards",
        "From everybody to everybody.",
        opens(),
        grid(
            {f"c{n}": {"step_id": "step_b" if n % 2 else "step_a"} for n in range(40)}, links=pairs
        ),
    )
    same = {f"l{n}": {"source_id": "c0", "target_id": "c1"} for n in range(1000)}
    yield Hostile(
        group,
        "1,000 equal links",
        "One card leads to another 1,000 times.",
        opens(),
        grid({"c0": {}, "c1": {"step_id": "step_b"}}, links=same),
    )
    ends = {f"l{n}": {"source_id": "c0"} if n % 2 else {"target_id": "c0"} for n in range(500)}
    yield Hostile(
        group,
        "500 entries and drop-offs",
        "Links with one end, at one card.",
        opens(),
        grid({"c0": {}}, links=ends),
    )
    yield Hostile(
        group,
        "links without ends",
        "No source and no target.",
        opens(),
        grid({"c0": {}}, links={"l": {}, "m": {"source_id": "", "target_id": ""}}),
    )
    for kind, table in (("stages", "stages"), ("lanes", "lanes"), ("people", "people")):
        yield Hostile(
            group,
            f"links between {kind}",
            "Links lead from cards only.",
            told(),
            of_tables(**{table: {"a": {}}}, links={"l": {"source_id": "a", "target_id": "a"}}),
        )
    comments = {f"k{n}": {"about_id": f"k{(n + 1) % 3}", "text": "?"} for n in range(3)}
    yield Hostile(
        group,
        "comments about comments",
        "Three comments are about each other.",
        opens(),
        grid({}, comments=comments),
    )
    long = {f"k{n}": {"about_id": f"k{n + 1}", "text": "?"} for n in range(3000)}
    yield Hostile(
        group,
        "3,000 comments about comments",
        "Each about the next.",
        opens(),
        grid({}, comments={**long, "k3000": {"about_id": "map"}}),
    )
    for table, field in (("comments", "about_id"), ("conflicts", "about_id")):
        yield Hostile(
            group,
            f"{table} about themselves",
            "A record is about itself.",
            opens(),
            grid({}, **{table: {"k": {field: "k"}}}),
        )
    yield Hostile(
        group,
        "conflicts about conflicts",
        "Two conflicts are about each other.",
        opens(),
        grid(
            {},
            conflicts={
                "k": {"about_id": "m", "base": "{", "ours": "[" * 999},
                "m": {"about_id": "k", "theirs": "NaN"},
            },
        ),
    )
    yield Hostile(
        group,
        "a stage that is its own step",
        "One id, and it owns itself.",
        told(),
        of_tables(stages={"s": {"owner_id": "s"}}, steps={"s": {"stage_id": "s"}}),
    )
    yield Hostile(
        group,
        "a step in a step",
        "Steps whose stage is a step.",
        told(),
        of_tables(stages={}, steps={"a": {"stage_id": "b"}, "b": {"stage_id": "a"}}),
    )
    yield Hostile(
        group,
        "metrics, people and evidence in a round",
        "Each rests on the next.",
        opens(),
        of_tables(
            metrics={"m": {"persona_id": "p", "evidence_ids": ["e", "m"]}},
            personas={"p": {"evidence_ids": ["e"], "asset_id": "p"}},
            evidence={"e": {}},
            map={"metric_ids": ["m", "m"], "owner_id": "map"},
        ),
    )
    feelings = {f"f{n}": {"persona_id": "p", "step_id": "step_a", "score": 1} for n in range(500)}
    yield Hostile(
        group,
        "500 feelings with one key",
        "One persona scores one step 500 times.",
        told(),
        grid({}, feelings=feelings, personas={"p": {"name": "P"}}),
    )


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
