"""A journal holds what was done since the map was saved, whatever happens to the disk."""

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import Change, JourneyMap, apply
from model.edits.fields import set_fields
from model.files import codec, frames, journal, recovery
from model.files.errors import FileProblem
from model.files.journal import MOST_ASIDE, Journal, put_aside
from model.files.recovery import Left, Recovered
from model.ids import Ids
from model.records import Card, Lane, Stage, Step, Unknown
from tests.edits import edits
from tests.sample import sample
from tests.strategies import broken_maps, maps
from tests.tools import law


class Work:
    """A map in a file, and somebody who edits it."""

    def __init__(self, folder: Path, start: JourneyMap | None = None, in_file: bool = True) -> None:
        self.folder = folder / "journals"
        self.file = folder / "ride.journey.json"
        self.state = folder / "state"
        start = start or sample(map={"title": "A ride"})
        self.map = codec.loads(codec.dumps(start)).map
        self.digest = codec.save(self.map, self.file) if in_file else ""
        base = self.map
        self.journal = Journal(
            self.folder,
            path=str(self.file) if in_file else "",
            digest=self.digest,
            title=self.map.info.title,
            base=None if in_file else lambda: codec.dumps(base),
        )

    def do(self, change: Change, label: str = "Edit") -> None:
        self.map = apply(change, self.map)
        self.journal.note(change, label)

    def retitle(self, title: str) -> None:
        self.do(set_fields(self.map, "map", title=title), f"Title “{title}”")

    def save(self, mark: int | None = None, path: Path | None = None) -> None:
        """As the window does it, with the journal told before and after."""
        mark = self.journal.mark() if mark is None else mark
        path = path or self.file
        data = codec.dumps(self.map)
        self.digest = codec.digest(data)
        codec.save_bytes(
            data,
            path,
            before_replace=lambda: self.journal.saving(mark, str(path), self.digest),
        )
        self.journal.saved(mark, str(path), self.digest)

    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*.journal"))

    def in_file_now(self) -> int:
        """How many edits another process would find now."""
        (file,) = self.files()
        found, _ = frames.unpack(file.read_bytes())
        return sum(frame.kind == "edit" for frame in found)

    def end(self) -> None:
        """As a process that is killed: nothing is written any more."""
        self.journal.close()

    def left(self) -> Left:
        (one,) = recovery.left(self.folder)
        one.release()
        return one

    def recovered(self) -> Recovered:
        return recovery.recover(self.left(), self.state)


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(tmp_path)


def test_every_edit_is_in_the_file_when_the_call_returns(work: Work) -> None:
    for title in ("One", "Two", "Three"):
        work.retitle(title)
        (file,) = work.files()
        found, size = frames.unpack(file.read_bytes())
        assert size == file.stat().st_size
        assert title.encode() in found[-1].payload
    assert [frame.kind for frame in found] == ["begin", "edit", "edit", "edit"]


def test_the_disk_is_asked_to_confirm_every_edit(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def confirm(handle: int) -> None:
        asked.append(os.fstat(handle).st_size)
        os.fdatasync(handle)

    monkeypatch.setattr(journal, "_confirm", confirm)
    for title in ("One", "Two"):
        work.retitle(title)
        assert work.journal.wait(10)
        assert work.journal.is_confirmed
        assert asked[-1] == work.files()[0].stat().st_size


def test_a_map_without_edits_has_no_journal(work: Work) -> None:
    work.journal.note_typing({})
    work.end()
    assert not work.folder.exists()


@pytest.mark.parametrize("in_file", [True, False], ids=["in a file", "never saved"])
def test_what_was_done_is_there_again(tmp_path: Path, in_file: bool) -> None:
    work = Work(tmp_path, in_file=in_file)
    start = work.map
    work.retitle("Two years")
    work.retitle("Three years")
    work.end()
    left = work.left()
    assert (left.changes, left.path) == (2, str(work.file) if in_file else "")
    assert left.title == "A ride"
    found = recovery.recover(left, work.state)
    assert found.map == work.map
    assert found.base == start
    assert found.fits
    assert found.change.keys() == {"map"}
    assert work.recovered().map == work.map, "reading it twice gives the same"


def test_while_its_process_lives_nobody_else_is_offered_a_journal(work: Work) -> None:
    work.retitle("Two years")
    assert recovery.left(work.folder) == []
    work.end()
    (one,) = recovery.left(work.folder)
    assert recovery.left(work.folder) == [], "it is held by whoever found it"
    one.release()


@law(examples=15)
@given(st.one_of(maps(), broken_maps()), st.data())
def test_whatever_is_edited_comes_back(
    tmp_path_factory: pytest.TempPathFactory, of: JourneyMap, data: st.DataObject
) -> None:
    in_file = data.draw(st.booleans())
    work = Work(tmp_path_factory.mktemp("law"), of, in_file)
    start = work.map
    for number in range(data.draw(st.integers(1, 6))):
        change = data.draw(edits(work.map, number))
        if change:
            work.do(change)
        if data.draw(st.integers(0, 5)) == 0:
            work.save()
    end = work.map
    work.end()
    left = recovery.left(work.folder)
    if left:
        (one,) = left
        assert recovery.recover(one, work.state).map == end
        one.release()
    else:
        assert codec.load(work.file).map == end if work.digest else end == start


def test_every_kind_of_record_comes_back_and_goes(work: Work) -> None:
    work.map = JourneyMap((*work.map.records.values(), Unknown(id="unknown:mood", data="[1]")))
    codec.save(work.map, work.file)
    work.journal = Journal(
        work.folder, path=str(work.file), digest=codec.digest(work.file.read_bytes())
    )
    for record in [r for r in work.map.records.values() if r.id != "map"]:
        work.do({record.id: (record, None)})
    other = Unknown(id="unknown:weather", data='{"rain":1.0}')
    work.do({other.id: (None, other)})
    work.end()
    found = work.recovered()
    assert found.map == work.map
    assert set(found.map.records) == {"map", "unknown:weather"}


def test_after_a_save_nothing_is_left(work: Work) -> None:
    work.retitle("Two years")
    work.save()
    assert work.files() == []
    assert work.journal.is_empty
    work.retitle("Three years")
    work.end()
    found = work.recovered()
    assert found.map == work.map
    assert found.base.info.title == "Two years"


def test_what_was_done_while_it_was_saved_stays(work: Work) -> None:
    work.retitle("Two years")
    mark = work.journal.mark()
    as_saved = work.map
    work.retitle("Three years")
    data = codec.dumps(as_saved)
    work.journal.saving(mark, str(work.file), codec.digest(data))
    work.file.write_bytes(data)
    work.journal.saved(mark, str(work.file), codec.digest(data))
    work.end()
    found = work.recovered()
    assert found.base.info.title == "Two years"
    assert found.map.info.title == "Three years"


def test_what_was_saved_just_before_the_end_is_not_offered(work: Work) -> None:
    work.retitle("Two years")
    data = codec.dumps(work.map)
    mark = work.journal.mark()
    codec.save_bytes(
        data,
        work.file,
        before_replace=lambda: work.journal.saving(mark, str(work.file), codec.digest(data)),
    )
    work.end()
    assert work.recovered().change == {}


def test_a_save_that_came_to_nothing_changes_nothing(work: Work) -> None:
    work.retitle("Two years")
    work.journal.saving(work.journal.mark(), str(work.file), "a digest of what was never written")
    work.retitle("Three years")
    work.end()
    found = work.recovered()
    assert found.base.info.title == "A ride"
    assert found.map.info.title == "Three years"


def test_after_saving_elsewhere_it_belongs_to_the_new_file(work: Work, tmp_path: Path) -> None:
    work.retitle("Two years")
    mark = work.journal.mark()
    saved_as = work.map
    work.retitle("Three years")
    other = tmp_path / "other.journey.json"
    data = codec.dumps(saved_as)
    work.journal.saving(mark, str(other), codec.digest(data))
    other.write_bytes(data)
    work.journal.saved(mark, str(other), codec.digest(data))
    work.end()
    found = work.recovered()
    assert (found.path, found.digest) == (str(other), codec.digest(data))
    assert found.map.info.title == "Three years"


def test_what_is_being_typed_comes_back_as_the_last_edit(work: Work) -> None:
    work.retitle("Two years")
    typed = set_fields(work.map, "map", subtitle="in the ra")
    work.journal.note_typing(typed)
    work.journal.note_typing(set_fields(work.map, "map", subtitle="in the rain"))
    work.end()
    found = work.recovered()
    assert found.has_typing
    assert (found.map.info.title, found.map.info.subtitle) == ("Two years", "in the rain")


@pytest.mark.parametrize("how", ["committed", "taken back"])
def test_typing_that_is_over_counts_no_more(work: Work, how: str) -> None:
    work.journal.note_typing(set_fields(work.map, "map", subtitle="in the rain"))
    if how == "committed":
        work.retitle("Two years")
    else:
        work.journal.note_typing({})
    work.end()
    found = work.recovered()
    assert not found.has_typing
    assert found.map.info.subtitle == ""


def test_typing_alone_is_kept_too(work: Work) -> None:
    work.journal.note_typing(set_fields(work.map, "map", subtitle="in the rain"))
    work.end()
    assert work.recovered().map.info.subtitle == "in the rain"


def test_what_was_being_typed_when_it_was_recovered_is_an_edit_from_then_on(work: Work) -> None:
    work.journal.note_typing(set_fields(work.map, "map", subtitle="in the rain"))
    work.end()
    for title in ("One", "Two"):
        (left,) = recovery.left(work.folder)
        found = recovery.recover(left, work.state)
        again = Journal(work.folder)
        left.go_on(again, fits=found.fits, has_typing=found.has_typing)
        again.note(set_fields(found.map, "map", title=title), "Title")
        again.close()
        found = work.recovered()
        assert not found.has_typing
        assert (found.map.info.title, found.map.info.subtitle) == (title, "in the rain")


def test_of_a_torn_end_the_whole_frames_count(work: Work) -> None:
    for title in ("One", "Two", "Three"):
        work.retitle(title)
    work.end()
    (file,) = work.files()
    whole = file.read_bytes()
    found, _ = frames.unpack(whole)
    lengths = [0]
    for frame in found:
        lengths.append(lengths[-1] + len(frames.pack(*frame)))
    for cut in range(lengths[1], len(whole)):
        file.write_bytes(whole[:cut])
        count = sum(cut >= length for length in lengths[2:])
        left = work.left()
        assert left.changes == count
        assert left.size == lengths[count + 1]


def test_a_damaged_frame_and_what_follows_it_do_not_count(work: Work) -> None:
    for title in ("One", "Two", "Three"):
        work.retitle(title)
    work.end()
    (file,) = work.files()
    file.write_bytes(file.read_bytes().replace(b"Two", b"Tvo"))
    assert work.recovered().map.info.title == "One"


def test_one_goes_on_with_a_journal_after_its_last_whole_frame(work: Work) -> None:
    work.retitle("Two years")
    work.end()
    (file,) = work.files()
    with file.open("ab") as stream:
        stream.write(b"00000100 0000")
    (left,) = recovery.left(work.folder)
    found = recovery.recover(left, work.state)
    again = Journal(work.folder)
    left.go_on(again, fits=found.fits)
    again.note(set_fields(found.map, "map", subtitle="to work"), "Subtitle")
    assert work.files() == [file]
    again.close()
    twice = work.recovered().map.info
    assert (twice.title, twice.subtitle) == ("Two years", "to work")


def test_a_map_that_was_changed_since_is_put_together_from_what_is_kept(work: Work) -> None:
    from model.files import kept

    kept.keep(work.file, work.file.read_bytes(), work.digest, work.state)
    work.retitle("Two years")
    work.end()
    codec.save(sample(map={"title": "Theirs"}), work.file)
    theirs = work.file.read_bytes()
    found = work.recovered()
    assert not found.fits
    assert found.map == work.map
    assert work.file.read_bytes() == theirs


def test_without_the_map_it_started_from_the_records_go_onto_what_is_there(work: Work) -> None:
    work.retitle("Two years")
    work.end()
    codec.save(apply(set_fields(work.map, "map", subtitle="Theirs"), work.map), work.file)
    found = work.recovered()
    assert not found.fits
    assert (found.map.info.title, found.map.info.subtitle) == ("Two years", "")


@pytest.mark.parametrize("what", ["gone", "broken"])
def test_without_any_map_there_are_still_the_records_that_were_edited(
    work: Work, what: str
) -> None:
    stage = next(work.map.all(Stage))
    work.do(set_fields(work.map, stage.id, name="Ride in the rain"))
    work.end()
    if what == "gone":
        work.file.unlink()
    else:
        work.file.write_bytes(b"{")
    found = work.recovered()
    assert [s.name for s in found.map.all(Stage)] == ["Ride in the rain"]
    assert not found.fits


def test_a_journal_that_does_not_fit_is_put_aside_and_not_thrown_away(
    work: Work, tmp_path: Path
) -> None:
    work.retitle("Two years")
    work.end()
    work.file.unlink()
    (left,) = recovery.left(work.folder)
    found = recovery.recover(left, work.state)
    again = Journal(work.folder)
    left.go_on(again, fits=found.fits)
    again.saved(again.mark(), str(tmp_path / "copy.journey.json"), "digest")
    again.close()
    assert work.files() == []
    (aside,) = recovery.left(work.folder, aside=True)
    assert aside.changes == 1
    aside.release()


def test_what_is_not_wanted_is_put_aside_and_can_be_had_again(work: Work) -> None:
    work.retitle("Two years")
    work.journal.discard(aside=True)
    assert work.files() == []
    assert recovery.left(work.folder) == []
    (left,) = recovery.left(work.folder, aside=True)
    assert left.is_aside
    found = recovery.recover(left, work.state)
    assert found.map == work.map
    again = Journal(work.folder)
    left.go_on(again, fits=found.fits)
    again.note(set_fields(found.map, "map", subtitle="to work"), "Subtitle")
    again.close()
    assert work.left().changes == 2, "it is where the next start looks"


def test_only_the_newest_are_kept_aside(tmp_path: Path) -> None:
    for number in range(MOST_ASIDE + 3):
        file = tmp_path / f"ride-{number:02}.journal"
        file.write_bytes(b"")
        moved = put_aside(file)
        os.utime(moved, (1000 + number, 1000 + number))
    there = sorted(file.name for file in (tmp_path / "aside").iterdir())
    assert len(there) == MOST_ASIDE
    assert there[0] == "ride-03.journal"


def test_what_is_no_journal_is_left_alone(work: Work) -> None:
    work.folder.mkdir()
    (work.folder / "notes.txt").write_text("mine")
    strange = work.folder / "strange.journal"
    strange.write_text("a text of somebody else")
    (work.folder / "folder.journal").mkdir()
    assert recovery.left(work.folder) == []
    assert strange.read_text() == "a text of somebody else"


def test_a_journal_of_a_newer_version_is_kept_and_says_so(work: Work) -> None:
    work.retitle("Two years")
    work.end()
    (file,) = work.files()
    found, _ = frames.unpack(file.read_bytes())
    newer = found[-1].payload.replace(b'"schema_version":1', b'"schema_version":2')
    file.write_bytes(frames.pack(*found[0]) + frames.pack("edit", newer))
    left = work.left()
    assert left.is_newer
    with pytest.raises(FileProblem, match="newer Touchline") as caught:
        recovery.recover(left, work.state)
    assert caught.value.todo
    assert file.exists()


def failing(fails: list[OSError | None], really: Callable[..., int]) -> Callable[..., int]:
    """A system call that fails as long as there is an error in `fails`."""

    def call(*args: object) -> int:
        error = fails[0]
        if error is not None:
            raise error
        return really(*args)

    return call


@pytest.mark.parametrize("call", ["open", "write", "lseek"])
def test_what_cannot_be_written_is_told_kept_and_written_later(
    work: Work, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    told: list[str] = []
    work.journal._tell = lambda: told.append(work.journal.trouble)
    fails: list[OSError | None] = [OSError(errno.ENOSPC, "")]
    monkeypatch.setattr(os, call, failing(fails, getattr(os, call)))
    work.retitle("Two years")
    work.retitle("Three years")
    assert told == ["the disk is full"]
    assert not work.journal.retry()
    fails[0] = None
    assert work.journal.retry()
    assert work.journal.trouble == ""
    assert work.journal.wait(10)
    work.end()
    assert work.left().changes == 2
    assert work.recovered().map == work.map


def test_what_half_went_to_a_full_disk_is_written_whole_later(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.retitle("One")
    assert work.journal.wait(10)
    really = os.write
    room = [10]

    def short(handle: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, "")
        room[0], wrote = 0, really(handle, data[: room[0]])
        return wrote

    monkeypatch.setattr(os, "write", short)
    work.retitle("Two")
    monkeypatch.setattr(os, "write", really)
    assert work.in_file_now() == 1
    work.retitle("Three")
    work.end()
    assert work.left().changes == 3
    assert work.recovered().map.info.title == "Three"


def test_after_the_disk_failed_to_confirm_all_is_written_again_elsewhere(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.retitle("One")
    assert work.journal.wait(10)
    (first,) = work.files()

    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "")

    monkeypatch.setattr(journal, "_confirm", broken)
    work.retitle("Two")
    assert not work.journal.wait(10)
    assert "the disk reported an error" in work.journal.trouble
    assert first.exists(), "what was confirmed stays until there is something better"
    monkeypatch.setattr(journal, "_confirm", os.fdatasync)
    work.retitle("Three")
    assert work.journal.wait(10)
    (second,) = work.files()
    assert second != first
    work.end()
    assert work.left().changes == 3


def test_a_journal_of_an_older_version_is_read(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it will be once there is a version 2, whose lanes are called rows."""
    from model.files import decode, encode, migrations, trees

    lane = next(work.map.all(Lane))
    step = next(work.map.all(Step))
    work.do(set_fields(work.map, lane.id, name="Old lane"))
    new = Card(id=Ids().new(Card), kind="note", step_id=step.id, lane_id=lane.id, title="Old card")
    work.do({new.id: (None, new)})
    work.end()

    def from_1(file: dict[str, object], _trail: object) -> dict[str, object]:
        stages = {k: {**v, "name": f"{v['name']} 2"} for k, v in file["stages"].items()}  # type: ignore[attr-defined]
        cards = {k: {**v, "title": f"{v['title']} 2"} for k, v in file["cards"].items()}  # type: ignore[attr-defined]
        return {**file, "schema_version": 2, "stages": stages, "cards": cards}

    monkeypatch.setattr(migrations, "STEPS", (migrations.from_0, from_1))
    for module in (codec, decode, encode, frames, recovery, trees):
        monkeypatch.setattr(module, "SCHEMA_VERSION", 2)
    found = work.recovered()
    assert found.map.get(lane.id, Lane).name == "Old lane"  # type: ignore[union-attr]
    assert found.map.get(new.id, Card).title == "Old card 2"  # type: ignore[union-attr]
    assert next(found.map.all(Stage)).name.endswith(" 2")
    assert found.base != found.map
    (left,) = recovery.left(work.folder)
    again = Journal(work.folder)
    left.go_on(again, fits=True)
    again.note(set_fields(found.map, new.id, body="New words"), "Words")
    again.close()
    twice = work.recovered().map.get(new.id, Card)
    assert twice is not None
    assert (twice.title, twice.body) == ("Old card 2", "New words")


def test_a_journal_that_was_written_by_the_first_version_gives_what_it_gave_then(
    tmp_path: Path,
) -> None:
    """The files are never written again: what is out there must go on being read."""
    old = Path(__file__).parents[2] / "old_files"
    copy = tmp_path / "v1-every-field.journal"
    copy.write_bytes((old / copy.name).read_bytes())
    (left,) = recovery.left(tmp_path)
    found = recovery.recover(left, tmp_path / "state")
    left.release()
    assert left.changes == 3
    assert found.has_typing
    assert found.map == codec.load(old / "v1-every-field.recovered.json").map


def whole(kind: str, payload: object) -> bytes:
    """A frame that is whole, whatever it says."""
    return frames.pack(kind, json.dumps(payload).encode())


def begun(**other: object) -> bytes:
    """A first frame, with some of what it says put otherwise."""
    said = json.loads(frames.begin("", "", "A ride", datetime(2026, 9, 14, tzinfo=UTC)))
    return whole("begin", said | other)


def edited(**other: object) -> bytes:
    said = {"time": "2026-09-14T08:30:00+00:00", "label": "Edit", "schema_version": 1, "after": {}}
    return whole("edit", said | other)


DEEP = b"[" * 200_000 + b"]" * 200_000
GOOD = edited(after={"map": {"map": {"title": "Two years"}}})
ODD = {
    "nothing but a beginning": begun(),
    "a path that is a number": begun(path=7) + GOOD,
    "a path with a zero": begun(path="/tmp/a\0b") + GOOD,
    "a path without a name": begun(path="/") + GOOD,
    "a path that is no text": begun(path="/tmp/\ud800") + GOOD,
    "a title that is a list": begun(title=["A"]) + GOOD,
    "no digest": whole(
        "begin",
        {
            k: v
            for k, v in json.loads(
                frames.unpack(begun(path="/nowhere/a.json"))[0][0].payload
            ).items()
            if k != "digest"
        },
    )
    + GOOD,
    "a version that is a word": begun(version="one") + GOOD,
    "a huge version": begun(version=10**4000) + GOOD,
    "a beginning that is a list": whole("begin", []) + GOOD,
    "a deep beginning": frames.pack("begin", DEEP) + GOOD,
    "a deep edit": begun() + frames.pack("edit", DEEP),
    "a deep value": begun()
    + GOOD
    + frames.pack("edit", GOOD.partition(b"\n")[2].rstrip().replace(b'"Two years"', DEEP)),
    "no time": begun() + whole("edit", {"schema_version": 1, "after": {}}),
    "a time without a zone": begun() + edited(time="2026-09-14T08:30:00"),
    "the first day of all": begun() + edited(time="0001-01-01T00:00:00+00:00"),
    "the last day of all": begun() + edited(time="9999-12-31T23:59:59-12:00"),
    "no schema version": begun() + whole("edit", {"time": "2026-09-14T08:30:00+00:00"}) + GOOD,
    "a schema version that is a word": begun() + edited(schema_version="1") + GOOD,
    "a negative schema version": begun() + edited(schema_version=-1) + GOOD,
    "an older schema version that never was": begun() + edited(schema_version=0.5) + GOOD,
    "records that are a list": begun() + edited(after=[1]) + GOOD,
    "a table that is a number": begun() + edited(after={"cards": 3}) + GOOD,
    "a record that is a number": begun() + edited(after={"cards": {"card_1": 3}}),
    "a map that is gone": begun() + edited(after={"map": {"map": None}}),
    "a table under a record": begun() + edited(after={"": {"cards": [1]}}) + GOOD,
    "another format": begun() + edited(after={"": {"format": "other"}}),
    "another version": begun() + edited(after={"": {"schema_version": 7}}),
    "a number that is none": begun() + edited(after={"cards": {"card_1": {"n": float("nan")}}}),
    "a save that knows all": begun()
    + GOOD
    + whole("saving", {"path": "", "digest": "", "start": 10**30}),
    "a save of no frame": begun() + GOOD + whole("saving", {"path": "", "digest": "", "start": -1}),
    "a save of nothing": begun() + GOOD + whole("saving", {}),
    "a base that is no map": begun() + frames.pack("base", b"{") + GOOD,
    "a base of bytes": begun() + frames.pack("base", bytes(range(256))) + GOOD,
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_whatever_stands_in_whole_frames_is_read_or_told_and_kept(
    tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "odd.journal"
    file.write_bytes(data)
    for one in recovery.left(tmp_path):
        assert one.time.tzinfo is UTC
        one.time.astimezone()
        with contextlib.suppress(FileProblem):
            found = recovery.recover(one, tmp_path / "state")
            assert found.change or data.count(b"edit") == data.count(b'"after": {}')
        one.release()
    kept = [*tmp_path.glob("*.journal"), *(tmp_path / "aside").glob("*.journal")]
    assert [each.read_bytes() for each in kept] == [data]


def test_a_pipe_that_is_called_a_journal_or_a_map_is_not_waited_for(work: Work) -> None:
    work.retitle("Two years")
    work.end()
    os.mkfifo(work.folder / "pipe.journal")
    work.file.unlink()
    os.mkfifo(work.file)
    assert work.recovered().map.info.title == "Two years"


def test_what_follows_a_damaged_frame_is_never_written_over(work: Work, tmp_path: Path) -> None:
    for title in ("One", "Two", "Three"):
        work.retitle(title)
    work.end()
    (file,) = work.files()
    damaged = file.read_bytes().replace(b"Two", b"Tvo")
    file.write_bytes(damaged)
    (left,) = recovery.left(work.folder)
    found = recovery.recover(left, work.state)
    again = Journal(work.folder)
    left.go_on(again, fits=found.fits)
    again.note(set_fields(found.map, "map", subtitle="to work"), "Subtitle")
    again.close()
    (aside,) = (work.folder / "aside").iterdir()
    assert aside.read_bytes() == damaged
    info = work.recovered().map.info
    assert (info.title, info.subtitle) == ("One", "to work")


def test_a_damaged_journal_is_put_aside_and_not_forgotten(work: Work) -> None:
    for title in ("One", "Two", "Three"):
        work.retitle(title)
    work.end()
    (file,) = work.files()
    damaged = file.read_bytes().replace(b"Two", b"Tvo")
    file.write_bytes(damaged)
    for aside in (False, True):
        (left,) = recovery.left(work.folder, aside=aside)
        left.forget()
    (kept,) = (work.folder / "aside").iterdir()
    assert kept.read_bytes() == damaged


def test_what_is_not_wanted_twice_is_still_found(work: Work) -> None:
    work.retitle("Two years")
    work.journal.discard(aside=True)
    for _ in range(2):
        (left,) = recovery.left(work.folder, aside=True)
        left.put_aside()


def test_a_clock_that_was_wrong_takes_nothing_away_that_is_just_put_aside(tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    for number in range(MOST_ASIDE):
        file = aside / f"ride-{number:02}.journal"
        file.write_bytes(b"")
        os.utime(file, (2**33 + number, 2**33 + number))
    file = tmp_path / "new.journal"
    file.write_bytes(b"")
    assert put_aside(file).exists()
    assert len(list(aside.iterdir())) == MOST_ASIDE


def test_a_newer_version_is_said_also_where_there_is_only_typing(work: Work) -> None:
    work.journal.note_typing(set_fields(work.map, "map", subtitle="in the rain"))
    work.end()
    (file,) = work.files()
    found, _ = frames.unpack(file.read_bytes())
    newer = found[-1].payload.replace(b'"schema_version":1', b'"schema_version":2')
    file.write_bytes(frames.pack(*found[0]) + frames.pack("typing", newer))
    assert work.left().is_newer


def test_records_go_onto_no_map_that_could_not_be_saved(work: Work) -> None:
    work.retitle("Two years")
    work.end()
    work.file.write_bytes(
        work.file.read_bytes().replace(b'"schema_version": 1', b'"schema_version": 9')
    )
    found = work.recovered()
    assert found.map.info.title == "Two years"
    assert not codec.newer_version(found.map)


def test_a_journal_that_somebody_removed_is_written_anew(work: Work) -> None:
    work.retitle("Two years")
    assert work.journal.wait(10)
    shutil.rmtree(work.folder)
    work.retitle("Three years")
    work.end()
    assert work.left().changes == 2
    assert work.recovered().map == work.map


def test_a_disk_that_knows_no_flushed_folders_is_no_trouble(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_handle: int) -> None:
        raise OSError(errno.EINVAL, "")

    monkeypatch.setattr(os, "fsync", unknown)
    work.retitle("Two years")
    assert work.journal.wait(10)
    assert work.journal.is_confirmed
    assert work.journal.trouble == ""


def test_a_disk_that_never_confirms_is_not_filled_with_journals(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "")

    monkeypatch.setattr(journal, "_confirm", broken)
    work.retitle("Two years")
    for _ in range(5):
        assert not work.journal.wait(10)
        work.journal.retry()
    assert not work.journal.wait(10)
    assert len(work.files()) == 1
    work.end()
    assert work.recovered().map == work.map


def test_a_save_that_ends_after_all_was_discarded_begins_no_journal(work: Work) -> None:
    work.retitle("Two years")
    mark = work.journal.mark()
    work.journal.discard(aside=False)
    work.journal.saving(mark, str(work.file), "digest")
    assert work.journal.is_empty
    assert work.files() == []
    work.end()


def test_an_unknown_part_that_is_called_as_a_known_one_comes_back(work: Work) -> None:
    other = Unknown(id="unknown:stages", data="[1]")
    work.do({other.id: (None, other)})
    work.end()
    assert codec.dumps(work.recovered().map) == codec.dumps(work.map)


def test_a_long_title_in_letters_of_four_bytes_is_no_trouble(tmp_path: Path) -> None:
    work = Work(tmp_path, sample(map={"title": "\U00020000" * 80}), in_file=False)
    work.retitle("Two years")
    assert work.journal.trouble == ""
    assert len(work.files()) == 1
    work.end()


def test_a_map_that_cannot_be_read_just_now_is_not_taken_for_gone(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.retitle("Two years")
    work.end()
    left = work.left()

    def fails(*_args: object) -> int:
        raise OSError(errno.EIO, "")

    monkeypatch.setattr(recovery, "_plain", fails)
    with pytest.raises(FileProblem, match="the disk reported an error while reading"):
        recovery.recover(left, work.state)
    monkeypatch.undo()
    assert work.recovered().fits


def test_an_unknown_part_that_is_null_is_recovered_as_such(work: Work) -> None:
    part = Unknown(id="unknown:weather", data="null")
    work.do({part.id: (None, part)})
    work.end()
    assert work.recovered().map.records.get(part.id) == part
