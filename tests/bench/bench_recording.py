"""A recording of 5,000 changes on a map of 10,000 cards: writing, reading, going to and fro."""

import time
from itertools import cycle, pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QWidget

from model.change import Change, JourneyMap, apply
from model.edits.fields import set_fields
from model.files import codec, recorded
from model.files.recording import Writer
from model.records import Card
from tests.bench.harness import figure, heading, in_turns, measure, report
from tests.generator import make
from widgets.replay.past import PastCanvas, PastMap, changed_ids
from widgets.theme import Theme

CHANGES = 5000


def main() -> None:
    """Print the figures."""
    application = QApplication.instance() or QApplication([])
    heading(f"a recording: 10,000 cards, {CHANGES:,} changes")
    with TemporaryDirectory() as folder:
        journey = make(10_000)
        path = Path(folder, "map.journey.json")
        codec.save(journey, path)
        file = Path(folder, "map.recording")
        _write(journey, file)
        figures = in_turns(lambda: recorded.load(file), lambda: codec.load(path), repeat=5)
        report("reading it, in a thread", *figures, baseline="opening the map")
        found = recorded.load(file)
        places = cycle([CHANGES, 7, 3111, 3290, 40, 2500])
        turns = in_turns(
            lambda: found.map_at(next(places)), lambda: dict(journey.records), repeat=60
        )
        report("the map of any moment", *turns, baseline="a copy of its table")
    _show(found)
    application.processEvents()


def _edits(journey: JourneyMap) -> list[Change]:
    cards, random = [card.id for card in journey.all(Card)], Random(1)
    changes = []
    for number in range(CHANGES):
        changes.append(set_fields(journey, random.choice(cards), title=f"Reworded {number}"))
        journey = apply(changes[-1], journey)
    return changes


def _write(journey: JourneyMap, file: Path) -> None:
    """What the window waits for, until the thread has it; and all of it until it is written."""
    changes = _edits(journey)
    writer = Writer(file, journey)
    times = []
    began = time.perf_counter_ns()
    for change in changes:
        start = time.perf_counter_ns()
        writer.note(change, "Rewrite a card")
        times.append((time.perf_counter_ns() - start) / 1e6)
    assert writer.stop(60)
    report("noting one change, in the window", figure(times), target_ms=1.0)
    report("all of it until it is written", figure([(time.perf_counter_ns() - began) / 1e6]))


def _show(found: recorded.Recording) -> None:
    """The canvas of the past: the first picture, and from one entry to the next."""
    theme, parent = Theme("light"), QWidget()
    parent.resize(1600, 1000)
    report(
        "the first picture",
        measure(lambda: PastCanvas(PastMap(found.map_at(0)), theme, parent), repeat=3),
    )
    canvas = PastCanvas(PastMap(found.map_at(0)), theme, parent)
    canvas.resize(1600, 1000)
    parent.show()

    def show(index: int) -> None:
        journey = found.map_at(index)
        ids = changed_ids(found.moments[index].change, journey)
        canvas.show_moment(journey, ids, passing=False)
        QApplication.processEvents()

    steps = iter(pairwise(range(100, 1000)))
    report("one entry on, until it is painted", measure(lambda: show(next(steps)[1]), repeat=60))
    parent.close()
