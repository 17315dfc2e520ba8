"""Keeping what is done, at 10,000 cards: the journal, saving, and how long a window is held."""

import os
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from model.change import Change, JourneyMap, apply
from model.edits.fields import set_fields
from model.files import codec, frames, recovery
from model.files import journal as journals
from model.files.journal import Journal
from model.records import Card
from tests.bench.harness import figure, heading, in_turns, report
from tests.generator import make
from widgets.document import Document

_REPEAT = 60


def main() -> None:
    """Print the figures for the journal and the save of a map with 10,000 cards."""
    journey = make(10_000)
    heading("keeping what is done: 10,000 cards")
    with TemporaryDirectory() as folder:
        os.environ["TOUCHLINE_STATE"] = str(Path(folder, "state"))
        _journal(journey, Path(folder))
        _save(journey, Path(folder))
        _recover(journey, Path(folder))
        del os.environ["TOUCHLINE_STATE"]


def _journal(journey: JourneyMap, folder: Path) -> None:
    """One edit until the disk has confirmed it, beside the same bytes written bare."""
    edits = _edits(journey)
    journal = Journal(folder / "journals", path=str(folder / "a.journey.json"), digest="x")
    journal.note(next(edits), "Rewrite")
    journal.wait(10)
    payload = frames.pack("edit", frames.changed(next(edits), "Rewrite", journal._clock()))
    handle = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT, 0o600)

    confirmed: list[int] = []
    confirm = journals._confirm

    def told(handle: int) -> None:
        confirm(handle)
        confirmed.append(time.perf_counter_ns())

    journals._confirm = told
    kept, bare = [], []
    for _ in range(_REPEAT):
        change = next(edits)
        start = time.perf_counter_ns()
        journal.note(change, "Rewrite")
        assert journal.wait(10)
        # When the disk said so, not when this thread heard of it: nobody waits for that.
        kept.append((confirmed[-1] - start) / 1e6)
        start = time.perf_counter_ns()
        os.write(handle, payload)
        os.fdatasync(handle)
        bare.append((time.perf_counter_ns() - start) / 1e6)
    journals._confirm = confirm
    baseline = "bare write and fdatasync"
    report("one edit, on the disk", figure(kept), figure(bare), baseline, target=2.0)
    held = []
    for _ in range(_REPEAT):
        change = next(edits)
        start = time.perf_counter_ns()
        journal.note(change, "Rewrite")
        held.append((time.perf_counter_ns() - start) / 1e6)
        journal.wait(10)
    report("  of that, the window is held", figure(held))
    journal.close()
    os.close(handle)


def _save(journey: JourneyMap, folder: Path) -> None:
    """A save after one edit: until it is verified, and how long the window waits meanwhile."""
    application = QCoreApplication.instance() or QApplication([])
    path = folder / "save.journey.json"
    data = codec.dumps(journey)
    path.write_bytes(data)
    document = Document.open(path)
    document.keep(folder / "journals")
    document.warm()
    cards = [card.id for card in document.map.all(Card)]
    calls, gaps, whole, bare = [], [], [], []
    for number in range(_REPEAT):
        card = cards[number % len(cards)]
        document.edit("Rewrite", set_fields, card, title=f"Reworded {number}")
        application.processEvents()
        start = last = time.perf_counter_ns()
        document.save_soon()
        calls.append((time.perf_counter_ns() - start) / 1e6)
        worst = 0
        while document.is_saving:
            last = time.perf_counter_ns()
            application.processEvents()
            time.sleep(0.0005)
            worst = max(worst, time.perf_counter_ns() - last)
        whole.append((time.perf_counter_ns() - start) / 1e6)
        gaps.append(worst / 1e6)
        start = time.perf_counter_ns()
        with (folder / "bare.json").open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        bare.append((time.perf_counter_ns() - start) / 1e6)
    report("save, pressing it", figure(calls), target_ms=16.7)
    report("save, longest hold while it is written", figure(gaps), target_ms=16.7)
    report("save until verified and kept", figure(whole), figure(bare), "write and fsync once")
    document.let_go()


def _recover(journey: JourneyMap, folder: Path) -> None:
    """Reading a journal of 1,000 edits back, beside opening the map."""
    path = folder / "recover.journey.json"
    digest = codec.save(journey, path)
    journal = Journal(folder / "left", path=str(path), digest=digest)
    edits = _edits(journey)
    for _ in range(1000):
        journal.note(next(edits), "Rewrite")
    journal.close()

    def again() -> None:
        (left,) = recovery.left(folder / "left")
        recovery.recover(left)
        left.release()

    figures = in_turns(again, lambda: codec.load(path), repeat=5)
    report("recover 1,000 edits", *figures, baseline="opening the map")


def _edits(journey: JourneyMap) -> Iterator[Change]:
    """Another card reworded each time."""
    cards = [card.id for card in journey.all(Card)]
    for number in count():
        change = set_fields(journey, cards[number % len(cards)], title=f"Reworded {number}")
        journey = apply(change, journey)
        yield change
