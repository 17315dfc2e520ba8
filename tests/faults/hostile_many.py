"""Hostile amounts: very many of everything, within the limits that a file is opened at."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from model.records import TABLES
from tests.faults.hostile import HEAD, Hostile, Must, grid, of_tables, opens, whole

#: What a long run multiplies, with seconds that are allowed then: no map has so many.
_FULL, _PATIENCE = 5, 60.0


def files() -> Iterator[Hostile]:
    """All of them: the amounts of a very large map, and in a long run as many as fit in a file."""
    yield from _amounts("very many", 1)
    yield from (each._replace(soak=True, patience=_PATIENCE) for each in _amounts("most", _FULL))
    yield from _sizes()


def _amounts(group: str, times: int) -> Iterator[Hostile]:
    many, half = 19_800 * times, 10_000 * times
    made: tuple[tuple[str, Callable[[], bytes]], ...] = (
        (f"{6000 * times:,} stages of one step", lambda: _columns(6000 * times)),
        (f"{13_000 * times:,} steps of one stage", lambda: _steps(13_000 * times)),
        (
            f"{8000 * times:,} cards in one cell",
            lambda: grid({f"c{n}": {} for n in range(7800 * times)}),
        ),
        (
            f"{many:,} unknown tables",
            lambda: whole(", ".join(f'"t{n}": {{}}' for n in range(many))),
        ),
        (
            f"{many:,} unknown fields",
            lambda: whole(
                '"people": {"p": {' + ", ".join(f'"f{n}": 1' for n in range(many)) + "}}"
            ),
        ),
        (
            f"{half:,} fields like known ones",
            lambda: whole(
                '"cards": {"p": {' + ", ".join(f'"titl{n}": 1' for n in range(half)) + "}}"
            ),
        ),
        (f"{4000 * times:,} names like one another", lambda: _misspelt(4000 * times)),
    )
    for name, data in made:
        yield Hostile(group, name, f"A map of {name}.", opens(), data)
    for table in TABLES:
        if table != "steps":
            count = (
                half if table in ("feelings", "links", "votes", "comments", "conflicts") else many
            )
            yield Hostile(
                group,
                f"{count:,} {table}",
                f"A map of {count:,} {table}, all empty.",
                opens(),
                lambda table=table, count=count: _rows(table, count),
            )


def _sizes() -> Iterator[Hostile]:
    group = "very large"
    yield Hostile(
        group,
        "200 stages by 200 lanes",
        "40,000 empty cells.",
        opens(),
        lambda: _square(200, cards=False),
    )
    yield Hostile(
        group,
        "150 stages by 150 lanes, full",
        "22,500 cells with a card each.",
        opens(),
        lambda: _square(150, cards=True),
        patience=20.0,
        soak=True,
    )
    yield Hostile(
        group,
        "199,000 readings of a metric",
        "A long series.",
        opens(),
        lambda: of_tables(metrics={"m": {"series": [{"value": n} for n in range(90_000)]}}),
    )
    yield Hostile(
        group,
        "60,000 attributes",
        "A persona with very many facts.",
        opens(),
        lambda: of_tables(
            personas={"p": {"attributes": [{"name": str(n)} for n in range(60_000)]}}
        ),
    )
    yield Hostile(
        group,
        "150,000 wrong values",
        "Nothing in the file is right.",
        Must(("refused",), ""),
        lambda: whole('"cards": {' + ", ".join(f'"c{n}": 1' for n in range(150_000)) + "}"),
    )
    yield Hostile(
        group,
        "15,000 wrong values",
        "Few things are right.",
        Must(("refused",), "and 14999 more"),
        lambda: whole('"cards": {' + ", ".join(f'"c{n}": 1' for n in range(15_000)) + "}"),
    )
    yield Hostile(
        group,
        "45 MB of one text",
        "A text that no version knows.",
        opens(),
        lambda: whole('"x": "' + "a" * 45_000_000 + '"'),
    )
    yield Hostile(
        group,
        "45 MB of one text, twice",
        "The same, read the thorough way.",
        opens(),
        lambda: whole('"y": 1, "y": 1, "x": "' + "\\u00e4" * 7_500_000 + '"'),
    )
    yield Hostile(
        group,
        "45 MB in 2,000 texts",
        "2,000 cards with bodies of 20,000.",
        opens(),
        lambda: grid({f"c{n}": {"body": "lorem ipsum " * 1600} for n in range(2000)}),
    )
    yield Hostile(
        group,
        "45 MB of an id",
        "A card with a huge id.",
        opens(),
        lambda: whole('"cards": {"' + "a" * 22_000_000 + '": {}}'),
    )
    yield Hostile(
        group,
        "300,000 parts",
        "More than is opened without asking.",
        Must(("clean", "problems"), "", asks=True),
        lambda: whole('"x": [' + "[]," * 200_000 + "[]]"),
    )
    yield Hostile(
        group,
        "60 MB of one text",
        "More than is opened without asking.",
        Must(("clean", "problems"), "", asks=True),
        lambda: whole('"x": "' + "a" * 60_000_000 + '"'),
    )
    yield Hostile(
        group,
        "100 MB of cards",
        "100 MB of real JSON: asked about.",
        Must(("clean", "problems"), "", asks=True),
        _hundred_megabytes,
        soak=True,
        patience=20.0,
    )


def _rows(table: str, number: int) -> bytes:
    rows = ",".join(f'"{n}":{{}}' for n in range(number))
    return f'{HEAD}, "{table}": {{{rows}}}}}'.encode()


def _columns(number: int) -> bytes:
    stages: dict[str, Any] = {f"s{n}": {} for n in range(number)}
    steps = {f"t{n}": {"stage_id": f"s{n}"} for n in range(number)}
    return of_tables(stages=stages, steps=steps, lanes={"l": {}})


def _steps(number: int) -> bytes:
    steps = {f"t{n}": {"stage_id": "s"} for n in range(number)}
    return of_tables(stages={"s": {}}, steps=steps, lanes={"l": {}})


def _square(side: int, cards: bool) -> bytes:
    stages = {f"s{n}": {"order": f"a{n:04}1"} for n in range(side)}
    steps = {f"t{n}": {"stage_id": f"s{n}", "order": "a1"} for n in range(side)}
    lanes = {f"l{n}": {"order": f"a{n:04}1"} for n in range(side)}
    full = {
        f"c{a}_{b}": {"step_id": f"t{a}", "lane_id": f"l{b}"}
        for a in range(side)
        for b in range(side)
    }
    return of_tables(stages=stages, steps=steps, lanes=lanes, cards=full if cards else {})


def _misspelt(number: int) -> bytes:
    lanes: dict[str, Any] = {f"lane_{n}_shop": {} for n in range(number)}
    cards = {f"c{n}": {"lane_id": f"lane{n}_shop", "step_id": f"step_{n}"} for n in range(number)}
    return of_tables(lanes=lanes, cards=cards)


def _hundred_megabytes() -> bytes:
    body = "a body of several words " * 40
    rows = ",".join(
        f'"c{n}":{json.dumps({"title": f"Card {n}", "body": body})}' for n in range(100_000)
    )
    return f'{HEAD}, "cards": {{{rows}}}}}'.encode()
