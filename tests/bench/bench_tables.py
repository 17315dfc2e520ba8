"""10,000 rows of CSV brought onto a map, beside reading them with csv and pydantic alone."""

import csv
import io
from random import Random

from pydantic import TypeAdapter

from export.formats import TABLES
from export.sheets import read
from model.change import JourneyMap, apply
from model.ids import Ids
from model.importing.importing import importing
from model.importing.plan import guess
from model.records import Card
from tests.bench.harness import heading, in_turns, report
from tests.generator import make

ROWS = 10_000
_CARDS = TypeAdapter(list[Card])
_HEADS = ("Id", "Stage", "Lane", "Title", "Text", "Kind", "Tags", "Owner", "Severity", "Persona")


def main() -> None:
    """Print the figures for a list of 10,000 cards, new and brought up to date, and the way out."""
    data = table()
    heading(f"tables: {ROWS:,} rows of CSV, {len(data) / 1e6:.1f} MB")
    alone = "csv and pydantic alone"
    report(
        "import as new cards",
        *in_turns(lambda: brought(JourneyMap(), data), lambda: validated(data), repeat=7),
        baseline=alone,
        target=10.0,
    )
    there = brought(JourneyMap(), data)
    report(
        "import again, nothing new",
        *in_turns(lambda: brought(there, data), lambda: validated(data), repeat=7),
        baseline=alone,
        target=10.0,
    )
    book = TABLES["xlsx"].encoded(make(2_000))
    figures = in_turns(lambda: read(book), lambda: validated(data), repeat=3)
    report("read XLSX of 2,000 cards", *figures, baseline=f"{alone}, 10,000 rows")
    journey = make(ROWS)
    figures = in_turns(lambda: TABLES["csv"].encoded(journey), lambda: validated(data), repeat=5)
    report("write 10,000 cards as CSV", *figures, baseline=alone)


def table() -> bytes:
    """A list of cards of four kinds in 12 stages and 9 lanes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEADS)
    for i in range(ROWS):
        kind = ("touchpoint", "pain", "opportunity", "quote")[i % 4]
        writer.writerow(
            (
                f"card_{i:05}",
                f"Stage {i % 12}",
                f"Lane {i % 9}",
                f"Card {i} of what people said",
                f"Some more words about it, and then a few, {i}",
                kind,
                "price; web" if i % 3 else "",
                f"Person {i % 7}",
                i % 5 + 1 if kind == "pain" else "",
                f"Persona {i % 3}",
            )
        )
    return out.getvalue().encode()


def brought(to: JourneyMap, data: bytes) -> JourneyMap:
    """All that `touchline import` does but for the files."""
    rows = read(data)[0].rows
    return apply(importing(to, rows, guess(rows), Ids(Random(1))).change, to)


def validated(data: bytes) -> list[Card]:
    """The rows as cards, each with its words for what it refers to; nothing looked up."""
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
    return _CARDS.validate_python(
        [
            {
                "id": row["Id"],
                "kind": row["Kind"],
                "step_id": row["Stage"],
                "lane_id": row["Lane"],
                "title": row["Title"],
                "body": row["Text"],
                "tags": tuple(row["Tags"].split("; ")),
                "owner_id": row["Owner"],
                "severity": int(row["Severity"]) if row["Severity"] else None,
                "persona_ids": (row["Persona"],),
            }
            for row in rows
        ]
    )
