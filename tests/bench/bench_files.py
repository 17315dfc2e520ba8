"""Opening and saving 10,000 cards, beside pydantic alone and the bare writing of the bytes."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from model.change import JourneyMap, apply
from model.files.atomic import replace_bytes
from model.files.codec import Memo, dumps, loads, save
from model.files.decode import FILE, read_thoroughly
from model.records import Card, evolve
from tests.bench.harness import heading, in_turns, measure, report, size
from tests.generator import make


def main() -> None:
    """Print the figures for the file of a map with 10,000 cards."""
    journey = make(10_000)
    data = dumps(journey)
    heading("files: 10,000 cards")
    size("the file", len(data))
    validation = "pydantic's validation alone"
    figures = in_turns(lambda: loads(data), lambda: FILE.validate_json(data, strict=True))
    report("load", *figures, baseline=validation, target=3.0)
    figures = in_turns(lambda: read_thoroughly(data), lambda: FILE.validate_json(data), repeat=5)
    report("load the thorough way, if something is odd", *figures, baseline=validation)

    form = FILE.validate_json(data)
    figures = in_turns(
        lambda: dumps(journey), lambda: FILE.dump_json(form, exclude_defaults=True, indent=2)
    )
    report("encode, first time", *figures, baseline="pydantic's serialiser alone")
    memo = Memo()
    dumps(journey, memo)
    edited = _edits(journey)
    report("encode after one edit", measure(lambda: dumps(next(edited), memo)), target_ms=16.7)

    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.journey.json"
        figures = in_turns(lambda: replace_bytes(path, data), lambda: _write(path, data))
        report("replace the file, verified", *figures, baseline="write and fsync")
        figures = in_turns(lambda: save(next(edited), path, memo=memo), lambda: _write(path, data))
        report("save after one edit, in all", *figures, baseline="write and fsync")


def _edits(journey: JourneyMap) -> Iterator[JourneyMap]:
    """The map after one edit, another one each time."""
    cards = list(journey.all(Card))
    for number in count():
        card = cards[number % len(cards)]
        edited = evolve(card, title=f"{card.title} {number}")
        journey = apply({card.id: (journey[card.id], edited)}, journey)
        yield journey


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
