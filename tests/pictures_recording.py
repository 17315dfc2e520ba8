"""The guide's picture of a recording that is replayed."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import cast

from app.replay import Replay
from model.change import JourneyMap, apply
from model.files import codec, recording
from model.grid import Grid
from model.labels import quoted_text
from model.records import Card, Feeling, Link, Record
from tests.album import Album, wait, wait_until

START = datetime(2026, 11, 3, 9, 2, tzinfo=UTC)
#: s between one thing that is said and the next; now and then there is a break.
_PAUSES, _BREAK = (4, 6, 9, 14, 25, 60), 900


def workshop(file: Path) -> None:
    """Write a recording in which a room puts the cards of a map on it one by one."""
    whole = codec.load(file).map
    said = [r for r in whole.records.values() if isinstance(r, Card | Feeling | Link)]
    grid = Grid(whole)
    steps, lanes = ([r.id for r in found] for found in (grid.steps, grid.lanes))

    def when(record: Record) -> tuple[object, ...]:
        is_placed = isinstance(record, Card) and record.step_id in steps
        at = (lanes.index(record.lane_id) // 5, steps.index(record.step_id)) if is_placed else ()
        return isinstance(record, Link), isinstance(record, Feeling), at, record.id

    said.sort(key=when)
    gone = {record.id for record in said}
    journey = JourneyMap({i: r for i, r in whole.records.items() if i not in gone})
    random, time = Random(4), START
    lines = [recording.begin_line(journey, time)]
    for number, record in enumerate(said, 1):
        time += timedelta(seconds=random.choice(_PAUSES) if number % 17 else _BREAK)
        change = {record.id: (None, record)}
        journey = apply(change, journey)
        lines.append(recording.change_line(change, _label(record), time))
    recording.file_of(file).write_bytes(b"".join([*lines, recording.end_line(time)]))


def take_replay(album: Album) -> None:
    """In the midst of a workshop, an hour in."""
    with album.editor(size=(1200, 760)) as editor:
        file = editor.window.document.path
        assert file is not None
        workshop(file)
        editor.do("view.minimap")
        editor.do("view.replay")
        bar = cast(Replay, editor.window.bars.made("replay"))
        wait_until(lambda: bar.recording is not None)
        for _ in range(31):
            editor.press("Right")
        wait(600)
        album.take(editor, "replay")


def _label(record: Record) -> str:
    if isinstance(record, Card):
        return f"Add {quoted_text(record.title)}"
    return "Set a feeling" if isinstance(record, Feeling) else "Connect two cards"


STORIES: Mapping[str, Callable[[Album], None]] = {"replay": take_replay}
