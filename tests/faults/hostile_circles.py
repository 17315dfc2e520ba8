"""Hostile relations that lead round, or very far, or all to one another."""

from collections.abc import Iterator

from tests.faults.hostile import Hostile, grid, of_tables, opens, told


def files() -> Iterator[Hostile]:
    """All of them."""
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
