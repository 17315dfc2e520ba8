"""A workshop's recording: what is written, what is read again, and what a broken file does."""

import errno
import json
import os
import threading
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import Change, JourneyMap, apply, changed_between, diff, invert
from model.edits.fields import set_fields
from model.files import codec, recorded, recording
from model.files.errors import FileProblem
from model.files.recorded import BEGINS, EVERY, GOES_ON, Recording
from model.files.recording import Writer, begin_line, change_line, end_line
from model.records import Card, Stage, Unknown, create
from tests.edits import edits
from tests.sample import sample
from tests.strategies import broken_maps
from tests.tools import law

FIRST = "A bicycle for the city"
START = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


class Clock:
    """A second later each time."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def titled(of: JourneyMap, title: str) -> Change:
    return set_fields(of, "map", title=title)


def session(journey: JourneyMap, changes: Iterable[Change], end: bool = True) -> bytes:
    """The lines of one session."""
    clock = Clock()
    lines = [begin_line(journey, clock())]
    lines += [change_line(change, f"Edit {n}", clock()) for n, change in enumerate(changes, 1)]
    return b"".join([*lines, *([end_line(clock())] if end else [])])


def titles(found: Recording) -> list[str]:
    return [found.map_at(n).info.title for n in range(len(found))]


def three_titles() -> bytes:
    """A session in which the title is changed three times."""
    journey = sample()
    lines = []
    for title in ("One", "Two", "Three"):
        change = titled(journey, title)
        lines.append(change)
        journey = apply(change, journey)
    return session(sample(), lines)


@law(60)
@given(st.data())
def test_the_map_at_every_entry_is_the_map_that_was(data: st.DataObject) -> None:
    written, states = b"", []
    for _ in range(data.draw(st.integers(1, 2))):
        # As a file brings it: that is where every map of a window comes from.
        journey = codec.loads(codec.dumps(data.draw(broken_maps()))).map
        begun, done = journey, []
        states.append(journey)
        for number in range(data.draw(st.integers(0, 5))):
            change = data.draw(edits(journey, number))
            if not change:
                continue
            journey = apply(change, journey)
            done.append(change)
            states.append(journey)
            if data.draw(st.booleans()):
                done.append(invert(change))
                journey = apply(done[-1], journey)
                states.append(journey)
        written += session(begun, done)
    found = recorded.loads(written)
    assert len(found) == len(states)
    assert not found.problems
    files = [codec.dumps(state) for state in states]
    order = data.draw(st.permutations(range(len(states))))
    for index in (*range(len(states)), *reversed(range(len(states))), *order):
        # What is no JSON in a field of nobody's is text in every file, so the files are compared.
        assert codec.dumps(found.map_at(index)) == files[index]


def test_a_label_is_shown_to_some_length() -> None:
    """Of one that somebody made as long as a book, every picture would take half a minute."""
    line = change_line(titled(sample(), "One"), "Wörd " * 10_000, START)
    (_, moment) = recorded.loads(session(sample(), [], end=False) + line).moments
    assert moment.label == ("Wörd " * 60)


def test_labels_and_times_are_those_of_what_was_done() -> None:
    found = recorded.loads(three_titles())
    assert [moment.label for moment in found.moments] == [BEGINS, "Edit 1", "Edit 2", "Edit 3"]
    assert found.moments[2].time == START + timedelta(seconds=3)
    assert titles(found) == [FIRST, "One", "Two", "Three"]


def test_fields_and_tables_that_nobody_knows_are_replayed_too() -> None:
    text = codec.dumps(sample()).decode()
    text = text.replace('"stages": {', '"weather": {"today": 1.0},\n  "stages": {', 1)
    journey = codec.loads(text.encode()).map
    stage = next(journey.all(Stage))
    odd = create(Stage, **{**stage.model_dump(), "scent": {"strength": 2.0, "of": ["rain"]}})
    found = recorded.loads(session(journey, [{stage.id: (stage, odd)}]))
    assert found.map_at(1) == apply({stage.id: (stage, odd)}, journey)
    assert "unknown:weather" in found.map_at(1)
    gone = {"unknown:weather": (journey["unknown:weather"], None)}
    assert "unknown:weather" not in recorded.loads(session(journey, [gone])).map_at(1)


def test_an_unknown_part_that_is_null_is_not_taken_for_one_that_is_gone() -> None:
    there = Unknown(id="unknown:weather", data="null")
    rain = Unknown(id="unknown:weather", data='"rain"')
    steps = [{there.id: pair} for pair in ((None, there), (there, rain), (rain, there))]
    found = recorded.loads(session(sample(), [*steps, {there.id: (there, None)}]))
    seen = [found.map_at(n).records.get(there.id) for n in range(5)]
    assert [part and part.data for part in seen] == [None, "null", '"rain"', "null", None]


def test_the_map_of_a_line_is_the_map_s_file_without_its_breaks() -> None:
    journey = apply(titled(sample(), 'Two\n  lines and "words"'), sample())
    line = begin_line(journey, START)
    assert line.count(b"\n") == 1
    assert orjson.loads(line)["map"] == orjson.loads(codec.dumps(journey))


def test_a_later_session_goes_on_where_the_map_was_by_then() -> None:
    later = apply(titled(sample(), "Changed while nobody recorded"), sample())
    found = recorded.loads(three_titles() + session(later, [titled(later, "Four")]))
    assert titles(found)[3:] == ["Three", "Changed while nobody recorded", "Four"]
    assert [m.label for m in found.moments if m.begins] == [BEGINS, GOES_ON]


# What a crash and a full disk leave.


@pytest.mark.parametrize("left", [1, 40, 200])
def test_a_torn_last_line_is_left_out(left: int) -> None:
    lines = three_titles().splitlines(keepends=True)[:-1]
    torn = b"".join(lines[:-1]) + lines[-1][:-left]
    found = recorded.loads(torn)
    assert titles(found)[:3] == [FIRST, "One", "Two"]
    assert not found.problems


def test_zeros_after_a_power_cut_are_no_entry() -> None:
    whole = b"".join(three_titles().splitlines(keepends=True)[:-1])
    found = recorded.loads(whole + b"\0" * 500)
    assert titles(found)[-1] == "Three"
    assert not found.problems


def test_a_session_can_begin_after_a_torn_line(tmp_path: Path) -> None:
    file = tmp_path / "ride.recording"
    file.write_bytes(three_titles()[:-60])
    writer = Writer(file, sample())
    writer.note(titled(sample(), "Again"), "Again")
    assert writer.stop()
    found = recorded.load(file)
    assert not found.problems
    assert titles(found)[-2:] == [FIRST, "Again"]


def test_a_broken_line_ends_its_session_and_is_told_with_its_number() -> None:
    lines = three_titles().splitlines(keepends=True)
    lines[2] = b'{"time": 3, "after": {}}\n'
    found = recorded.loads(b"".join(lines) + session(sample(), [titled(sample(), "Later")]))
    assert titles(found) == [FIRST, "One", FIRST, "Later"]
    (problem,) = found.problems
    assert "Line 3 of the recording is damaged" in problem


@law(60)
@given(st.data())
def test_a_file_of_which_bytes_were_changed_is_read_in_part_or_refused(
    data: st.DataObject,
) -> None:
    written = bytearray(three_titles() + session(sample(), [titled(sample(), "Later")]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(written) - 1))
        written[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=5))
    try:
        found = recorded.loads(bytes(written), "ride.recording")
    except FileProblem:
        return
    assert all(found.map_at(n).info for n in range(len(found)))


_MAP: dict[str, Any] = orjson.loads(codec.dumps(sample()))
_HEAD = {"format": "touchline.recording", "version": 1, "time": "2026-11-03T09:00:00+00:00"}


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"7",
        b'"format"',
        b"{}",
        b"[" * 5000,
        b"\xff\xfe",
        orjson.dumps({**_HEAD, "format": "touchline.journal", "map": _MAP}),
        orjson.dumps({**_HEAD, "map": []}),
        orjson.dumps({**_HEAD, "map": {**_MAP, "cards": 3}}),
        orjson.dumps({**_HEAD, "map": {**_MAP, "schema_version": "1"}}),
        orjson.dumps({**_HEAD, "time": "yesterday", "map": _MAP}),
    ],
)
def test_what_is_no_recording_gives_one_clear_error(line: bytes) -> None:
    with pytest.raises(FileProblem, match="this is no recording of a workshop"):
        recorded.loads(line + b"\n" + change_line({}, "Nothing", START), "ride.recording")


@pytest.mark.parametrize(
    "after",
    [
        [],
        {"cards": []},
        {"cards": {"gone_1": None}},
        {"stages": {"map": None}},
        {"map": {"map": None}},
        {"map": {"other": {}}},
        {"cards": {"card_1": {"kind": "dragon"}}},
        {"cards": {"card_1": {"id": "card_2"}}},
        {"cards": {"": {}}},
        {"cards": {"one": {}}, "lanes": {"one": {}}},
        {"": {"cards": {}}},
        {"": {"weather": json.loads("[" * 150 + "]" * 150)}},
        {"weather": {"today": {}}},
    ],
)
def test_a_hostile_entry_is_a_broken_line(after: object) -> None:
    line = orjson.dumps({"time": START.isoformat(), "label": "", "schema_version": 1})
    bad = line[:-1] + b',"after":' + json.dumps(after).encode() + b"}\n"
    more = change_line(titled(sample(), "More"), "More", START)
    found = recorded.loads(session(sample(), [], end=False) + bad + more)
    assert len(found) == 1
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    "newer",
    [
        {**_HEAD, "version": 2, "map": _MAP},
        {**_HEAD, "map": {**_MAP, "schema_version": 99}},
        {"time": START.isoformat(), "label": "", "schema_version": 99, "after": {}},
    ],
)
def test_a_newer_recording_says_so(newer: dict[str, Any]) -> None:
    with pytest.raises(FileProblem, match="a newer Touchline wrote this recording") as told:
        recorded.loads(three_titles() + orjson.dumps(newer) + b"\n", "ride.recording")
    assert told.value.line == 6


def test_a_session_of_an_older_version_is_brought_up_to_date() -> None:
    """Version 0 called steps columns and kept lists with positions; changes were tables then."""
    old = {
        "format": "touchline.journey-map",
        "schema_version": 0,
        "title": "An old ride",
        "columns": [{"id": "stage_1", "name": "Look"}],
        "rows": [{"id": "lane_1", "name": "Doing", "kind": "customer"}],
        "cards": [],
    }
    edit = {
        "time": START.isoformat(),
        "label": "Rename",
        "schema_version": 0,
        "after": {"": {"title": "A new ride"}},
    }
    found = recorded.loads(
        b"\n".join(map(orjson.dumps, ({**_HEAD, "map": old}, edit))) + b"\n"
        + session(sample(), [])
    )  # fmt: skip
    assert titles(found) == ["An old ride", "A new ride", FIRST]
    assert not found.problems


def test_a_file_that_is_far_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ride.recording"
    file.write_bytes(three_titles())
    monkeypatch.setattr(codec, "LARGEST_BYTES", 100)
    with pytest.raises(FileProblem, match="too large to be replayed"):
        recorded.load(file)
    monkeypatch.undo()
    monkeypatch.setattr(recorded, "MOST_ENTRIES", 2)
    with pytest.raises(FileProblem, match="too many to be replayed"):
        recorded.load(file)


def test_no_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="there is no such file"):
        recorded.load(tmp_path / "ride.recording")
    with pytest.raises(FileProblem, match="this is no file"):
        recorded.load(tmp_path)


# How much work it is.


def test_from_one_moment_to_another_is_never_far() -> None:
    journey, changes = sample(), []
    cards = [card.id for card in journey.all(Card)]
    for n in range(5 * EVERY):
        change = set_fields(journey, cards[n % len(cards)], title=f"Words {n}")
        journey = apply(change, journey)
        changes.append(change)
    found = recorded.loads(session(sample(), changes))
    for index in (5 * EVERY, 7, 4 * EVERY - 3, EVERY + EVERY // 2, 1):
        before = found.steps
        found.map_at(index)
        assert found.steps - before <= EVERY // 2
    before = found.steps
    two = found.map_at(2)
    assert found.steps - before == 1
    assert changed_between(two, found.map_at(3)) == list(changes[2])


# Writing.


def test_what_is_noted_is_in_the_file_in_order(tmp_path: Path) -> None:
    file = tmp_path / "ride.recording"
    writer = Writer(file, sample(), clock=Clock())
    journey = sample()
    for title in ("One", "Two"):
        change = titled(journey, title)
        writer.note(change, title)
        journey = apply(change, journey)
    assert writer.stop()
    assert writer.entries == 2
    found = recorded.load(file)
    assert titles(found) == [FIRST, "One", "Two"]
    assert codec.dumps(found.map_at(2)) == codec.dumps(journey)
    assert file.stat().st_mode & 0o077 == 0, "nobody else reads what a room said"


def test_a_slow_disk_holds_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, really = threading.Event(), os.write

    def slowly(handle: int, data: bytes) -> int:
        go_on.wait(20)
        return really(handle, data)

    monkeypatch.setattr(os, "write", slowly)
    writer = Writer(tmp_path / "ride.recording", sample())
    for number in range(50):
        writer.note(titled(sample(), f"Title {number}"), "Retitle")
    assert writer.entries == 0
    go_on.set()
    assert writer.stop(20)
    assert writer.entries == 50


def test_a_full_disk_ends_it_after_the_last_whole_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = threading.Event()
    file = tmp_path / "ride.recording"
    really, begun = os.write, []

    def full(handle: int, data: bytes) -> int:
        if begun:
            raise OSError(errno.ENOSPC, "")
        if b"Two" in bytes(data):
            begun.append(True)
            return really(handle, bytes(data)[:-15])
        return really(handle, data)

    monkeypatch.setattr(os, "write", full)
    writer = Writer(file, sample(), tell=told.set)
    for title in ("One", "Two", "Three"):
        writer.note(titled(sample(), title), title)
    assert told.wait(10)
    assert not writer.stop()
    assert writer.trouble == "the disk is full"
    assert titles(recorded.load(file)) == [FIRST, "One"]
    assert file.read_bytes().endswith(b"}\n"), "no half of a line is left"


def test_whoever_removes_the_file_gets_no_new_one(tmp_path: Path) -> None:
    file = tmp_path / "ride.recording"
    told = threading.Event()
    writer = Writer(file, sample(), tell=told.set)
    writer.note(titled(sample(), "One"), "One")
    for _ in range(1000):
        if writer.entries or told.wait(0.01):
            break
    file.unlink()
    writer.note(titled(sample(), "Two"), "Two")
    assert told.wait(10)
    assert "was moved or removed" in writer.trouble
    assert not file.exists()


@pytest.mark.parametrize(
    ("there", "why"),
    [
        (b"Dear diary\n", "is there already and is no recording"),
        (b'{"format": "touchline.recording", "version": 2}\n', "was written by a newer Touchline"),
    ],
)
def test_another_file_of_that_name_is_left_alone(tmp_path: Path, there: bytes, why: str) -> None:
    file = tmp_path / "ride.recording"
    file.write_bytes(there)
    writer = Writer(file, sample())
    assert not writer.stop()
    assert why in writer.trouble
    assert file.read_bytes() == there


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_of_that_name_is_not_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "ride.recording"
    os.mkfifo(file)
    writer = Writer(file, sample())
    assert not writer.stop()
    assert writer.trouble
    assert not recording.is_unfinished(file)


def test_a_recording_that_was_cut_short_is_known(tmp_path: Path) -> None:
    file = tmp_path / "ride.recording"
    assert not recording.is_unfinished(file)
    file.write_bytes(three_titles())
    assert not recording.is_unfinished(file)
    file.write_bytes(session(sample(), [titled(sample(), "One")], end=False))
    assert recording.is_unfinished(file)
    file.write_bytes(file.read_bytes()[:-9])
    assert recording.is_unfinished(file)
    file.write_bytes(b"Dear diary\n")
    assert not recording.is_unfinished(file)


@pytest.mark.parametrize(
    ("map_file", "name"),
    [
        ("ride.journey.json", "ride.recording"),
        ("ride.json", "ride.json.recording"),
        ("ride", "ride.recording"),
        (".journey.json", ".journey.json.recording"),
    ],
)
def test_it_stands_beside_the_map_under_its_name(map_file: str, name: str) -> None:
    assert recording.file_of(Path("maps") / map_file) == Path("maps") / name


def test_changes_between_sessions_are_one_entry() -> None:
    later = apply(titled(sample(), "Later"), sample())
    found = recorded.loads(session(sample(), []) + session(later, []))
    assert found.moments[1].change == diff(sample(), later)
