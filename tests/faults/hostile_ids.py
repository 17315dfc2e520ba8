"""Hostile names: equal keys and ids at every level, and ids that were made to mislead."""

from collections.abc import Iterator

from model.records import TABLES
from tests.faults.hostile import HEAD, Hostile, clean, grid, opens, refused, told, whole

#: Ids that are awkward as keys, file names, attributes or in a comparison.
_IDS = (
    "unknown:x",
    "unknown:",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "null",
    "true",
    "0",
    "-1",
    "NaN",
    " ",
    "\t",
    "\n",
    "\x00",
    "\x1b[2J",
    "\x7f",
    "\u202ecard",
    "\u200b",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\U0010ffff",
    "\U000e0041",
    "e\u0301",
    "\u00e9",
    "..",
    ".",
    "/",
    "../../CANARIES-STAND-HERE/secret.json",
    "a/b/c",
    "a\\b",
    "C:",
    "con",
    "a:b",
    "a~2",
    "~",
    "~0",
    "#",
    "?",
    "%2e%2e",
    "<b>",
    "&amp;",
    '"',
    "'",
    "card_1 ",
    "CARD_1",
    "stage_",
    "map/title",
    "format",
    "schema_version",
    "cards",
    "x" * 10_000,
    "\U0001f6b2" * 5_000,
    "__class__",
    "id",
    "model_fields",
    "__dict__",
    "{0.__class__}",
    "%(x)s",
    "\\u0000",
)


def files() -> Iterator[Hostile]:
    """All of them."""
    yield from _twice()
    yield from _ids()


def _twice() -> Iterator[Hostile]:
    group = "twice"
    head = HEAD.replace("{", '{"schema_version": 1, ')
    yield Hostile(
        group, "the version twice", "Two equal versions.", told("twice"), f"{head}}}".encode()
    )
    yield Hostile(
        group,
        "two versions",
        "1 and then 7.",
        told("twice"),
        f'{HEAD}, "schema_version": 7}}'.encode(),
    )
    yield Hostile(
        group,
        "the format and another",
        "A second format.",
        told("twice"),
        f'{HEAD}, "format": "x"}}'.encode(),
    )
    for table in ("map", *TABLES):
        first, second = (
            ("{}", '{"title": "2"}')
            if table == "map"
            else ('{"a": {"n": 1}}', '{"a": {"n": 2}, "b": {}}')
        )
        if table == "steps":
            first, second = (text.replace("{}", '{"stage_id": ""}') for text in (first, second))
            first, second = (text.replace('"n"', '"stage_id": "", "n"') for text in (first, second))
        yield Hostile(
            group,
            f"{table} twice",
            f'"{table}" stands twice in the file.',
            told("twice"),
            whole(f'"{table}": {first}, "{table}": {second}'),
        )
    others = (
        ("cards twice, once a list", '"cards": {}, "cards": []'),
        ("map twice, once null", '"map": {"title": "1"}, "map": null'),
        ("an unknown table twice", '"x": {"a": 1}, "x": {"a": 2}'),
        ("an unknown table 1,000 times", ", ".join(f'"x": {n}' for n in range(1000))),
        ("an id twice", '"cards": {"c": {"title": "1"}, "c": {"title": "2"}}'),
        ("an id twice, as an escape", r'"cards": {"c": {"title": "1"}, "\u0063": {}}'),
        ("the same record twice", '"cards": {"c": {"title": "1"}, "c": {"title": "1"}}'),
        ("a record and null", '"cards": {"c": {"title": "1"}, "c": {}}, "x": 1, "x": null'),
        (
            "an id 5,000 times",
            _joined('"cards": {', '"c": {"n": N}', "}"),
        ),
        (
            "5,000 ids twice",
            _joined('"cards": {', '"cN": {}, "cN": {"n": 1}', "}"),
        ),
        ("cards 2,000 times", ", ".join(f'"cards": {{"c": {{"n": {n}}}}}' for n in range(2000))),
        ("a field twice", '"cards": {"c": {"title": "1", "title": "2"}}'),
        (
            "a field 5,000 times",
            _joined('"cards": {"c": {', '"title": "N"', "}}"),
        ),
        ("an unknown field twice", '"cards": {"c": {"x": 1, "x": 2}}'),
        ("a field of a duration twice", '"cards": {"c": {"wait": {"low": 1, "low": 2}}}'),
        (
            "a field of an attribute twice",
            '"personas": {"p": {"attributes": [{"name": "1", "name": "2"}]}}',
        ),
        ("a field of the label twice", '"map": {"version": {"label": "1", "label": "2"}}'),
        ("a key twice, deep inside", '"x": [[[{"y": {"z": 1, "z": 2}}]]]'),
        ("names that are taken", '"cards": {"c": {}, "c~2": {"n": 1}, "c": {"n": 2}}'),
        ("empty keys", '"x": {"": 1, "": 2}, "": 1, "": 2'),
    )
    for name, rest in others:
        yield Hostile(group, name, f"Equal keys: {name}.", told("twice"), whole(rest))
    yield Hostile(
        group,
        "a bad field twice",
        "The second is of the wrong kind: it is kept apart.",
        told("twice"),
        whole('"cards": {"c": {"severity": 1, "severity": "x"}}'),
    )
    yield Hostile(
        group,
        "a bad field first",
        "The first of two is of the wrong kind.",
        refused("severity"),
        whole('"cards": {"c": {"severity": "x", "severity": 1}}'),
    )


def _ids() -> Iterator[Hostile]:
    group = "ids"
    for record_id in _IDS:
        shown = ascii(record_id)[1:-1][:40]
        yield Hostile(
            group,
            f"the id {shown}",
            f"A card, a stage, a step and a table are called {shown}.",
            opens(),
            _everywhere(record_id),
        )
    for table in TABLES:
        row = '{"stage_id": ""}' if table == "steps" else "{}"
        yield Hostile(
            group,
            f"an empty id in {table}",
            "A record's id is empty.",
            told("is empty"),
            whole(f'"{table}": {{"": {row}}}'),
        )
    yield Hostile(
        group,
        "the id map",
        "A card is called like the map.",
        told("used elsewhere"),
        whole('"cards": {"map": {"title": "1"}}'),
    )
    yield Hostile(
        group,
        "the id of an unknown table",
        "A card is called like an unknown table.",
        told("used elsewhere"),
        whole('"cards": {"unknown:x": {}}, "x": 1'),
    )
    every = ", ".join(f'"{table}": {{"a": {{}}}}' for table in TABLES if table != "steps")
    yield Hostile(
        group,
        "one id in every table",
        "All records are called a.",
        told("used elsewhere"),
        whole(every),
    )
    for table, other in (
        ("cards", "stages"),
        ("lanes", "personas"),
        ("assets", "cards"),
        ("feelings", "cards"),
        ("people", "personas"),
    ):
        yield Hostile(
            group,
            f"an id in {table} and {other}",
            "Two records share their id.",
            told("used elsewhere"),
            whole(f'"{table}": {{"a": {{}}}}, "{other}": {{"a": {{}}}}'),
        )
    for count in (5_000, 20_000):
        rows = ", ".join(f'"a{n}": {{}}' for n in range(count))
        yield Hostile(
            group,
            f"{count:,} ids in two tables",
            "Every id stands for two things.",
            told("used elsewhere"),
            whole(f'"cards": {{{rows}}}, "people": {{{rows}}}'),
            soak=count > 5_000,
        )
    inner = (
        ("its own id", '"id": "c"', False),
        ("another id", '"id": "d"', True),
        ("an id of a number", '"id": 7', True),
        ("an id of null", '"id": null', True),
        ("an id of a list", '"id": ["c"]', True),
        ("an empty id", '"id": ""', False),
        ("two ids", '"id": "c", "id": "d"', True),
    )
    for name, field, odd in inner:
        yield Hostile(
            group,
            f"{name} inside a card",
            "The id stands in the record, too.",
            told() if odd else clean(),
            whole(f'"evidence": {{"c": {{{field}}}}}'),
        )
    yield Hostile(
        group,
        "an id inside the map",
        "The map says that it is called x.",
        told(),
        whole('"map": {"id": "x"}'),
    )
    yield Hostile(
        group,
        "fields of Python's",
        "Unknown fields with names that Python uses.",
        clean(),
        whole(
            '"people": {"p": {"__class__": "x", "__dict__": {}, "model_config": 1, '
            '"model_extra": {"a": 1}, "model_fields_set": [1], "copy": 1, "json": 2, '
            '"kind_name": "card", "__pydantic_extra__": {"b": 1}, "dict": 1, '
            '"__init__": 1, "model_fields": 1, "__slots__": 1}}'
        ),
    )
    yield Hostile(
        group,
        "tables of Python's",
        "Unknown tables with such names.",
        clean(),
        whole(
            '"__class__": "x", "__dict__": {}, "model_config": 1, "model_extra": {}, '
            '"copy": 1, "__pydantic_fields_set__": [1], "model_fields_set": [1]'
        ),
    )


def _joined(before: str, form: str, after: str) -> str:
    """`form` 5,000 times, N in it being the number, between `before` and `after`."""
    return before + ", ".join(form.replace("N", str(n)) for n in range(5000)) + after


def _everywhere(record_id: str) -> bytes:
    """The id as that of a card, in front of those of a stage, a step, and as a table's name."""
    stage, step, lane = f"s{record_id}", f"t{record_id}", f"l{record_id}"
    return grid(
        {
            record_id: {
                "title": record_id[:200],
                "step_id": step,
                "lane_id": lane,
                "about_ids": [record_id],
                record_id: record_id,
            }
        },
        stages={stage: {"order": "a0"}},
        steps={step: {"stage_id": stage, "order": "a0"}},
        lanes={lane: {"order": "a0"}},
        **{f"x{record_id}": {record_id: record_id}},
    )
