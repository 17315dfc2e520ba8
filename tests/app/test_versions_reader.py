"""The process that reads versions and commits: what it says, and what becomes of its mishaps."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dulwich import porcelain
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.versions_reader import InFile, Reader, Said, State
from app.versions_words import commit_row
from model.change import JourneyMap
from model.files import codec
from model.files.commit import Commit, from_fields
from model.files.encode import Memo, parts
from model.files.versions import save_version
from model.records import Card, VersionLabel, create


def a_map(*titles: str) -> JourneyMap:
    cards = [create(Card, id=f"card_{n}", kind="pain", title=t) for n, t in enumerate(titles)]
    return JourneyMap(cards)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ride.journey.json"


@pytest.fixture
def reader(file: Path) -> Iterator[Reader]:
    parent = QObject()
    made = Reader(lambda: file, parent)
    yield made
    made.stop()


def version(file: Path, journey: JourneyMap, name: str) -> InFile:
    path = save_version(file, journey, VersionLabel(label=name, date="2026-11-01"))
    return InFile(path, path.stat().st_size, path.stat().st_mtime_ns)


def said(qtbot: QtBot, reader: Reader, old: State, new: State) -> Said:
    heard: list[Said] = []
    reader.say(old, new, heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    return heard[0]


def test_it_says_what_changed_between_versions_commits_and_the_map_of_now(
    reader: Reader, file: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    one, two = version(file, a_map("Slow"), "One"), version(file, a_map("Slow", "Dear"), "Two")
    assert said(qtbot, reader, one, two) == Said("One new pain: “Dear”")
    assert said(qtbot, reader, one, one).same
    reader.show_now(parts(a_map("Slow", "Dear", "Far"), Memo()))
    assert said(qtbot, reader, two, None) == Said("One new pain: “Far”")
    reader.show_now(parts(a_map("Slow", "Dear"), Memo()))
    assert said(qtbot, reader, two, None).same, "what a version is called is no difference"
    who = b"Jun <jun@example.org>"
    codec.save(a_map("Slow"), file)
    with porcelain.init(tmp_path) as repo:
        porcelain.add(repo, [str(file)])
        porcelain.commit(repo, message=b"Begun", author=who, committer=who)
    found: list[Commit] = []
    reader.log(lambda commits, _more: found.extend(commits))
    qtbot.waitUntil(lambda: bool(found))
    assert said(qtbot, reader, found[0], two) == Said("One new pain: “Dear”")
    copy, over = tmp_path / "copy.json", list[str]()
    reader.take(found[0], copy, over.append)
    qtbot.waitUntil(lambda: bool(over))
    assert (over, copy.read_bytes()) == ([""], file.read_bytes())


def test_what_is_wrong_with_a_file_is_an_answer(reader: Reader, file: Path, qtbot: QtBot) -> None:
    good, bad = version(file, a_map(), "Good"), version(file, a_map("Slow"), "Bad")
    bad.path.write_bytes(bad.path.read_bytes()[:-20])
    found = said(qtbot, reader, good, bad)
    assert (found.wrong, found.same, found.failed) == ("new", False, False)
    assert found.text
    assert said(qtbot, reader, bad, good).wrong == "old"
    gone = Commit("0" * 40, "", datetime.fromtimestamp(0, UTC), "", "ride.journey.json")
    assert said(qtbot, reader, gone, good).wrong == "old"


def test_a_process_that_dies_leaves_nobody_waiting_and_another_one_answers(
    reader: Reader, file: Path, qtbot: QtBot
) -> None:
    one = version(file, a_map("Slow"), "One")
    reader.show_now(parts(a_map("Slow"), Memo()))
    assert said(qtbot, reader, one, None).same
    heard: list[Said] = []
    process = reader._process
    assert process is not None
    os.kill(process.processId(), signal.SIGSTOP)
    reader.say(one, None, heard.append)
    os.kill(process.processId(), signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].failed
    assert reader._process is None
    assert said(qtbot, reader, one, None).same, "it is told again what the map is now"


def test_only_a_commit_that_the_map_came_with_is_called_its_first() -> None:
    came = Commit("0" * 40, "Lena", datetime(2026, 9, 1, tzinfo=UTC), "Set up", "a", is_first=True)
    today = datetime(2026, 11, 1, tzinfo=UTC).date()
    told = [
        commit_row(commit, None, today, first=True, trouble="").said
        for commit in (came, came._replace(is_first=False))
    ]
    assert told == ["The first commit of the map.", "The oldest commit listed here."]
    assert from_fields(came.fields) == came
