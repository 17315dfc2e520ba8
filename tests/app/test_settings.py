"""What is remembered from start to start: whole or not at all, and never trusted blindly."""

import errno
import json
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from app.settings import Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_everything_comes_back_as_it_was(file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    settings = Settings(file)
    settings.theme = "dark"
    settings.geometry = QByteArray(b"\x00\xff geometry")
    settings.layout = QByteArray(b"layout")
    settings.poster = {"paper": "A0", "scale": 1.5}
    settings.hints = False
    settings.keep_keys("card.park", ("Ctrl+B", "F9"))
    settings.keep_keys("card.add", ())
    settings.remember(tmp_path / "one.journey.json")
    settings.remember(tmp_path / "\udcff.journey.json")
    settings.sync()
    again = Settings(file)
    assert again.theme == "dark"
    assert again.geometry == QByteArray(b"\x00\xff geometry")
    assert again.layout == QByteArray(b"layout")
    assert again.poster == {"paper": "A0", "scale": 1.5}
    assert not again.hints
    assert again.keys == {"card.park": ("Ctrl+B", "F9"), "card.add": ()}
    assert again.recent == (tmp_path / "\udcff.journey.json", tmp_path / "one.journey.json")
    assert again.folder == tmp_path


def test_a_change_is_written_without_being_asked_for(file: Path, qtbot: QtBot) -> None:
    settings = Settings(file)
    settings.theme = "light"
    qtbot.waitUntil(lambda: Settings(file).theme == "light")


def test_a_full_disk_leaves_the_settings_that_were_there_and_they_are_written_later(
    file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(file)
    settings.theme = "light"
    settings.sync()
    before = file.read_bytes()
    real = os.write

    def full(handle: int, data: bytes) -> int:
        real(handle, bytes(data)[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    settings.poster = {"paper": "A0"}
    with monkeypatch.context() as disk:
        disk.setattr(os, "write", full)
        settings.sync()
    assert file.read_bytes() == before
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]
    settings.sync()
    assert Settings(file).poster == {"paper": "A0"}


def test_what_another_process_changed_meanwhile_stays(file: Path, qtbot: QtBot) -> None:
    mine, theirs = Settings(file), Settings(file)
    theirs.theme = "dark"
    theirs.sync()
    mine.hints = False
    mine.sync()
    assert (Settings(file).theme, Settings(file).hints) == ("dark", False)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"null",
        json.dumps(dict.fromkeys(
            ("theme", "geometry", "layout", "folder", "recent", "poster", "keys", "hints"), 7
        )).encode(),
        b'{"folder": "\\u0000", "recent": [null, ""], "keys": {"a": 7}, "geometry": "\\ud800"}',
    ],
)  # fmt: skip
def test_a_file_that_makes_no_sense_is_as_good_as_none(
    file: Path, content: bytes, qtbot: QtBot
) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.theme == "system"
    assert settings.folder == Path.home() or settings.folder == Path("7")
    assert (settings.recent, settings.poster, settings.hints) == ((), {}, True)
    assert not any(settings.keys.values())
    assert settings.layout.size() < 5
    settings.theme = "dark"
    settings.sync()
    assert Settings(file).theme == "dark"
