"""Hostile versions: files of other versions, and parts that no version knows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.faults.hostile import HEAD, Hostile, opens, read_only, refused, told, whole

_OLD = Path(__file__).parents[1] / "old_files"
_FORMAT = '{"format": "touchline.journey-map", "schema_version": '


def files() -> Iterator[Hostile]:
    """All of them."""
    yield from _newer()
    yield from _older()
    yield from _no_versions()


def _newer() -> Iterator[Hostile]:
    group = "newer versions"
    plain = '"map": {"title": "x", "mood": [1]}, "weather": {"w": {"sun": true}}'
    for version in (2, 3, 1000, 10**6, 999_999_999):
        yield Hostile(
            group,
            f"version {version:,}",
            "A newer Touchline wrote it.",
            read_only(),
            f"{_FORMAT}{version}, {plain}}}".encode(),
        )
    yield Hostile(
        group,
        "version 2 and equal ids",
        "Newer, and two cards share an id.",
        read_only(),
        f'{_FORMAT}2, "cards": {{"c": {{}}, "c": {{"n": 1}}}}}}'.encode(),
    )
    yield Hostile(
        group,
        "version 2 and a new kind",
        "A kind of card that is not known yet.",
        refused("a newer Touchline"),
        f'{_FORMAT}2, "cards": {{"c": {{"kind": "dream"}}}}}}'.encode(),
    )
    yield Hostile(
        group,
        "version 2 and other tables",
        "Its cards are a list.",
        refused("a newer Touchline"),
        f'{_FORMAT}2, "cards": []}}'.encode(),
    )
    yield Hostile(
        group,
        "version 2, cut off",
        "Newer, and not whole.",
        refused("cut off"),
        f'{_FORMAT}2, "cards": {{'.encode(),
    )
    yield Hostile(
        group,
        "a version that hides",
        "The version is newer by its second key.",
        told("twice"),
        f'{HEAD}, "x": 1, "schema_version": 9}}'.encode(),
    )
    yield Hostile(
        group,
        "an unknown part called so",
        "A record is called like the mark of a newer version.",
        told(),
        whole(
            '"cards": {"unknown:schema_version": {"data": "9"}}, "schema_version~2": 9'
            ', "schema_version": 1'
        ),
    )


def _no_versions() -> Iterator[Hostile]:
    group = "no versions"
    for version in (
        -1,
        '"1"',
        "1.0",
        "1e0",
        "true",
        "false",
        "null",
        "[]",
        "{}",
        "[1]",
        '""',
        '"2"',
        0.5,
        10**9,
        10**18,
        10**400,
        "1" * 5000,
        "NaN",
        '"latest"',
    ):
        shown = str(version) if len(str(version)) < 30 else f"of {len(str(version)):,} digits"
        yield Hostile(
            group,
            f"the version {shown}",
            f"{shown} is no version of a file.",
            refused(""),
            f"{_FORMAT}{version}}}".encode(),
        )
    yield Hostile(
        group,
        "no version at all",
        "schema_version is missing.",
        refused("schema_version"),
        b'{"format": "touchline.journey-map"}',
    )


def _older() -> Iterator[Hostile]:
    group = "older versions"
    old = (_OLD / "v0-museum.journey.json").read_bytes()
    for path in sorted(_OLD.glob("*.journey.json")):
        yield Hostile(
            group, path.stem, "A file of an older version, in order.", opens(), path.read_bytes()
        )
    for tenth in (3, 6, 9):
        yield Hostile(
            group,
            f"version 0, {tenth} tenths",
            "Older, and cut off.",
            refused("cut off"),
            old[: len(old) * tenth // 10],
        )
    parts: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("nothing", {}, ""),
        ("columns that are an object", {"columns": {}}, '"columns" is not a list'),
        ("columns that are null", {"columns": None}, '"columns" is not a list'),
        ("cards that are a text", {"cards": "x"}, '"cards" is not a list'),
        ("a column that is a text", {"columns": ["x"]}, "no record with an id"),
        ("a column without an id", {"columns": [{}]}, "no record with an id"),
        ("an id that is a number", {"rows": [{"id": 1}]}, "no record with an id"),
        ("an id that is a list", {"rows": [{"id": ["a"]}]}, "no record with an id"),
        ("a position that is true", {"rows": [{"id": "a", "position": True}]}, "a whole number"),
        ("a position below 0", {"rows": [{"id": "a", "position": -1}]}, "a whole number"),
        ("a huge position", {"rows": [{"id": "a", "position": 2**60}]}, "a whole number"),
        ("a position that is a fraction", {"rows": [{"id": "a", "position": 0.5}]}, "a whole"),
        ("a title that is a list", {"title": [1]}, "title"),
        ("a card of no kind", {"cards": [{"id": "a", "type": "dream"}]}, "dream"),
        ("a card in two places", {"cards": [{"id": "a", "column": 1}]}, "step_id"),
        ("a severity of 99", {"cards": [{"id": "a", "severity": 99}]}, "out of range"),
    )
    for name, part, words in parts:
        file = {"format": "touchline.journey-map", "schema_version": 0, **part}
        must = refused(words) if words else opens()
        yield Hostile(
            group, f"version 0, {name}", f"Older: {name}.", must, json.dumps(file).encode()
        )
    odd: tuple[tuple[str, dict[str, Any]], ...] = (
        ("equal ids", {"cards": [{"id": "a"}, {"id": "a", "text": "2"}, {"id": "a~2"}]}),
        ("an empty id", {"columns": [{"id": ""}], "rows": [{"id": ""}]}),
        (
            "one id everywhere",
            {
                "columns": [{"id": "a"}],
                "rows": [{"id": "a"}],
                "cards": [{"id": "a", "column": "a", "row": "a"}],
            },
        ),
        ("references to nowhere", {"cards": [{"id": "a", "column": "x", "row": "y"}]}),
        ("hostile ids", {"cards": [{"id": "map"}, {"id": "__proto__"}, {"id": "unknown:x"}]}),
        ("equal positions", {"rows": [{"id": f"r{n}", "position": 7} for n in range(50)]}),
        (
            "new names beside old ones",
            {"cards": [{"id": "a", "title": "x", "text": "y", "kind": "pain", "type": "gain"}]},
        ),
        (
            "a map and stages of its own",
            {"map": {"a": 1}, "stages": [1], "steps": 2, "lanes": None},
        ),
        ("an id of a step's", {"columns": [{"id": "a"}, {"id": "step_of_a"}]}),
        ("orders of its own", {"rows": [{"id": "a", "order": "\u0661"}]}),
        ("names of the new version taken", {"map~0": 1, "map": 2, "stages~0": 3, "stages": 4}),
    )
    for name, part in odd:
        file = {"format": "touchline.journey-map", "schema_version": 0, **part}
        yield Hostile(
            group, f"version 0, {name}", f"Older: {name}.", opens(), json.dumps(file).encode()
        )
    many = {"cards": [{"id": "a", "text": str(n)} for n in range(20_000)]}
    file = {"format": "touchline.journey-map", "schema_version": 0, **many}
    yield Hostile(
        group,
        "version 0, 20,000 equal ids",
        "Older, and all cards are called a.",
        opens(),
        json.dumps(file).encode(),
    )
    for name, text in (
        ("a key twice", '"title": "1", "title": "2"'),
        ("cards twice", '"cards": [{"id": "a"}], "cards": [{"id": "b"}]'),
        ("a surrogate", r'"title": "\ud83d"'),
    ):
        yield Hostile(
            group,
            f"version 0, {name}",
            f"Older, with {name}.",
            told(),
            f"{_FORMAT}0, {text}}}".encode(),
        )
