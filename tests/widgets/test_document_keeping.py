"""What a document keeps while it is edited and saved: journals, overlapping saves, typed text."""

import gc
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from model.change import Change, JourneyMap
from model.edits.fields import set_fields
from model.files import codec, recovery
from model.files.errors import SaveError
from tests.sample import sample
from widgets import keeping
from widgets.document import Document
from widgets.pauses import Pauses


@pytest.fixture
def ride(tmp_path: Path) -> Path:
    """A map in a file."""
    file = tmp_path / "ride.journey.json"
    codec.save(sample(map={"title": "A ride"}), file)
    return file


def retitle(document: Document, title: str) -> None:
    assert document.edit("Title", set_fields, "map", title=title)


def test_a_map_that_was_opened_from_its_folder_is_recovered_from_any_other(
    ride: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.chdir(ride.parent)
    document = Document.open(ride.name)
    document.keep(tmp_path / "journals")
    for title in ("One", "Two", "Three"):
        retitle(document, title)
        if title == "Two":
            document.save()
    journal = document._keeping.journal
    assert journal is not None
    journal.saving(journal.mark(), str(ride), "what was never written")
    document.let_go()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    (left,) = recovery.left(tmp_path / "journals")
    found = recovery.recover(left, tmp_path / "state")
    left.release()
    assert found.fits
    assert found.path == str(ride)
    assert (found.base.info.title, found.map.info.title) == ("Two", "Three")


def test_what_is_noted_of_a_save_names_the_whole_path(
    ride: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.chdir(ride.parent)
    document = Document.open(ride.name)
    document.keep(tmp_path / "journals")
    retitle(document, "One")
    go_on = threading.Event()
    really = keeping.codec.save_bytes

    def slowly(data: bytes, path: Path, **how: object) -> None:
        assert go_on.wait(20)
        really(data, path, **how)  # type: ignore[arg-type]  # it goes on as it came

    monkeypatch.setattr(keeping.codec, "save_bytes", slowly)
    document.save_soon()
    retitle(document, "Two")
    go_on.set()
    document.finish_saving()
    document.let_go()
    (left,) = recovery.left(tmp_path / "journals")
    monkeypatch.chdir(tmp_path.parent)
    found = recovery.recover(left, tmp_path / "state")
    left.release()
    assert (found.path, found.base.info.title) == (str(ride), "One")


def test_a_save_that_is_waited_for_comes_after_all_that_were_asked_for(
    ride: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    document = Document.open(ride)
    running: list[int] = []
    most: list[int] = []
    really = keeping.codec.save_bytes

    def counted(data: bytes, path: Path, **how: object) -> None:
        running.append(1)
        most.append(len(running))
        really(data, path, **how)  # type: ignore[arg-type]  # it goes on as it came
        running.pop()

    monkeypatch.setattr(keeping.codec, "save_bytes", counted)
    said: list[SaveError | None] = []
    for title in ("One", "Two", "Three"):
        retitle(document, title)
        document.save_soon(then=said.append)
    retitle(document, "Four")
    document.save()
    assert said == [None, None, None], "each was done before"
    assert max(most) == 1, "one at a time"
    assert codec.load(ride).map.info.title == "Four"
    assert not document.is_dirty
    assert not document.is_saving


@pytest.mark.parametrize("where", ["join", "kept"])
def test_whatever_breaks_in_a_save_it_comes_to_an_end(
    ride: Path,
    where: str,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> bytes:
        raise MemoryError

    document = Document.open(ride)
    if where == "join":
        monkeypatch.setattr(keeping, "join", broken)
    else:
        monkeypatch.setattr(keeping.kept, "keep", broken)
        monkeypatch.setattr(threading, "excepthook", lambda _: None)
    retitle(document, "One")
    said: list[SaveError | None] = []
    document.save_soon(then=said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert not document.is_saving
    if where == "join":
        assert said[0] is not None
        assert "MemoryError" in said[0].what
        assert document.is_dirty
        caplog.clear()
    else:
        assert said == [None], "the file itself is saved"
        assert codec.load(ride).map.info.title == "One"


def test_a_text_that_goes_while_it_has_the_keys_is_let_go(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    document = Document()
    asked: list[JourneyMap] = []

    def pending(to: JourneyMap) -> Change:
        asked.append(to)
        return {}

    Pauses(document, window, pending)
    window.show()
    window.activateWindow()
    for text in (QLineEdit, QPlainTextEdit):
        field = text(window)
        column.addWidget(field)
        field.show()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        field.deleteLater()
        del field
        asked.clear()
        qtbot.waitUntil(lambda: bool(asked))
        gc.collect()


def test_text_that_was_being_typed_when_its_map_is_closed_is_put_aside(
    ride: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    document = Document.open(ride)
    document.keep(tmp_path / "journals")
    document.note_typing(set_fields(document.map, "map", subtitle="in the rain"))
    document.let_go()
    (left,) = recovery.left(tmp_path / "journals", aside=True)
    assert recovery.recover(left, tmp_path / "state").map.info.subtitle == "in the rain"
    left.release()


def test_text_that_was_taken_back_is_not(ride: Path, tmp_path: Path, qtbot: QtBot) -> None:
    document = Document.open(ride)
    document.keep(tmp_path / "journals")
    document.note_typing(set_fields(document.map, "map", subtitle="in the rain"))
    document.note_typing({})
    document.let_go()
    assert [*(tmp_path / "journals").rglob("*.journal")] == []
