"""Files that are damaged, of another version or much too large: what the window says and offers."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.broken import Broken
from app.opening import Opening
from app.place import Place
from app.window import Window
from app.windows import Windows
from model.files import codec, kept
from model.files.codec import digest
from model.records import Card, Stage
from resources import templates
from tests.app.pressing import answer, asked, edit, nothing_is_asked, opened, press
from tests.driver import Driver

GOOD = templates.path("bicycle").read_bytes()
OLD = Path(__file__).parents[1] / "old_files" / "v0-museum.journey.json"


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "state"))


@pytest.fixture
def window(windows: Windows) -> Window:
    """The window on which files are dropped."""
    return windows.new("bank")


@pytest.fixture
def shown_folders(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the file manager was asked to show."""
    found: list[Path] = []

    def show(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    return found


def written(folder: Path, content: bytes | str, name: str = "ride.journey.json") -> Path:
    """A file with that content."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def keep(file: Path, content: bytes) -> None:
    """Keep a state of the map, as saving does."""
    kept.keep(file, content, digest(content), now=datetime(2024, 11, 12, 16, 40, tzinfo=UTC))


def drop(qtbot: QtBot, window: Window, file: Path) -> None:
    """Drop a file on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    assert Driver(qtbot, window).drop(data, window.rect().center())


def told(window: Window) -> Broken:
    """The dialog about a file that cannot be opened."""
    (dialog,) = (d for d in window.findChildren(Broken) if d.isVisible())
    return dialog


def words(dialog: QDialog) -> str:
    """All that stands in it."""
    assert isinstance(dialog, Broken)
    return f"{dialog.said.text()}\n{dialog.offer.text()}"


def place(dialog: Broken, qtbot: QtBot) -> Place:
    """What opens when the place is to be shown."""
    press(qtbot, dialog.place_button)
    (found,) = dialog.findChildren(Place)
    assert found.isVisible()
    return found


def line_shown(of: Place) -> str:
    """The line on which the cursor stands."""
    return of.text.textCursor().block().text()


def character_shown(of: Place) -> str:
    """The character that is stressed."""
    (_, there) = of.text.extraSelections()
    return str(there.cursor.selectedText())


def offered(dialog: QDialog) -> list[str]:
    """The buttons that can be pressed."""
    found = [b for b in dialog.findChildren(QPushButton) if b.isVisible() and b.isEnabled()]
    return [button.text().replace("&", "") for button in found]


def nothing_but(window: Window, kind: type[QDialog]) -> bool:
    """Whether all dialogs that are seen are of this sort."""
    return all(isinstance(d, kind) for d in window.findChildren(QDialog) if d.isVisible())


# Row 9.


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (GOOD[: len(GOOD) // 2], "cut off here"),
        (GOOD.replace(b'"cards": {', b'"cards": {,', 1), "name in double quotes is needed"),
        (b"", "The file is empty"),
        (bytes(5000), "holds only zeros"),
        (GOOD[:3000] + bytes(3000), "from here on the file holds only zeros"),
    ],
    ids=["truncated", "corrupt", "empty", "zeros", "zeros at the end"],
)
def test_a_damaged_file_is_refused_and_the_last_good_state_opens_beside_it(
    windows: Windows, window: Window, tmp_path: Path, content: bytes, said: str, qtbot: QtBot
) -> None:
    file = written(tmp_path, content)
    keep(file, GOOD)
    drop(qtbot, window, file)
    dialog = told(window)
    assert said.lower() in words(dialog).lower()
    assert str(file) in words(dialog)
    assert "Nothing was changed" in words(dialog)
    assert "saved 12 November 2024" in words(dialog)
    assert "earlier copy" not in words(dialog)  # there is one
    assert windows.all == (window,)
    assert file not in windows.settings.recent
    press(qtbot, dialog.good_button)
    qtbot.waitUntil(lambda: len(windows.all) == 2)
    copy = windows.all[-1]
    assert copy.windowTitle().startswith("ride (saved 12 November 2024 ")
    assert copy.document.map == codec.loads(GOOD).map
    assert copy.document.path is None
    assert file.read_bytes() == content
    assert [f.name for f in tmp_path.glob("*.json")] == [file.name]


def test_a_good_state_that_was_damaged_itself_is_not_offered_but_the_one_before_is(
    windows: Windows, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    file = written(tmp_path, b"{")
    keep(file, GOOD)
    kept.keep(file, b"other", digest(b"other"))
    newer = GOOD.replace(b"A year", b"Half a year")
    kept.keep(file, newer, digest(newer))
    kept.states(file)[0].file.chmod(0o600)
    kept.states(file)[0].file.write_bytes(newer[:100])
    windows.open([file], window)
    assert "12 November 2024" in words(told(window))
    press(qtbot, told(window).good_button)
    qtbot.waitUntil(lambda: len(windows.all) == 2)
    assert windows.all[-1].document.map == codec.loads(GOOD).map


def test_without_a_good_state_one_can_look_at_the_place_and_at_the_folder(
    windows: Windows, window: Window, tmp_path: Path, shown_folders: list[Path], qtbot: QtBot
) -> None:
    lines = GOOD.decode().splitlines()
    lines[20] = lines[20].replace('"', "“")
    file = written(tmp_path, "\n".join(lines))
    windows.open([file], window)
    dialog = told(window)
    assert offered(dialog) == ["Close", "Show the place", "Show in folder"]
    assert "Line 21, column" in words(dialog)
    found = place(dialog, qtbot)
    assert line_shown(found) == f"21  {lines[20]}"
    assert character_shown(found) == "“"
    press(qtbot, dialog.folder_button)
    assert shown_folders == [tmp_path]
    assert file.read_text() == "\n".join(lines)


def test_what_is_no_text_is_shown_as_escapes(
    windows: Windows, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    file = written(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00<b>bold</b>\x1b[31m\xff")
    windows.open([file], window)
    assert "This is a picture, not a journey map" in words(told(window))
    text = place(told(window), qtbot).text.toPlainText()
    assert r"\x89PNG" in text
    assert r"\x00\x00<b>bold</b>\x1b[31m\xff" in text
    assert text.replace("\n", "").isprintable()


def test_a_file_that_is_gone_or_may_not_be_read_is_only_told(
    windows: Windows, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    windows.open([tmp_path / "gone.journey.json"], window)
    assert "There is no such file" in asked(window).informativeText()
    answer(qtbot, window, "OK")
    windows.open([tmp_path / ("x" * 300 + ".json")], window)
    assert asked(window).informativeText()
    answer(qtbot, window, "OK")
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    windows.open([pipe], window)
    assert nothing_but(window, QMessageBox)
    answer(qtbot, window, "OK")
    folder = tmp_path / "folder.json"
    folder.mkdir()
    windows.open([folder], window)
    assert "This is a folder" in asked(window).informativeText()
    answer(qtbot, window, "OK")


def test_the_last_good_state_of_a_file_that_is_gone_can_be_opened(
    windows: Windows, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    gone = tmp_path / "gone.journey.json"
    keep(gone, GOOD)
    windows.open([gone], window)
    assert offered(told(window)) == ["Close", "Open the last good state", "Show in folder"]
    press(qtbot, told(window).good_button)
    qtbot.waitUntil(lambda: len(windows.all) == 2)
    assert not gone.exists()


# Rows 10 and 11.


def test_a_file_of_a_newer_version_is_shown_read_only_and_keeps_what_is_unknown(
    windows: Windows, window: Window, tmp_path: Path
) -> None:
    newer = json.loads(GOOD)
    newer["schema_version"] = 99
    newer["holograms"] = {"holo_1": {"depth": 3}}
    file = written(tmp_path, json.dumps(newer))
    before = file.read_bytes()
    found = opened(windows, file)
    assert found.notice.isVisible()
    assert "newer Touchline" in found.notice.words.text()
    assert "Update Touchline" in found.notice.words.text()
    assert not found.notice.button.isVisible()
    document = found.document
    assert not document.edit("Rename", lambda of: {"map": (of.info, None)})
    assert any("holograms" in record_id for record_id in document.map.records)
    assert file.read_bytes() == before


def test_an_older_file_changes_only_when_it_is_saved_and_then_the_old_one_is_kept(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    file = written(tmp_path, OLD.read_bytes())
    window = opened(windows, file)
    said: list[str] = []
    window.status.say = said.append  # type: ignore[method-assign]  # what is seen for a moment
    edit(window)
    assert file.read_bytes() == OLD.read_bytes()
    window.files.save()
    qtbot.waitUntil(lambda: any("The old file is kept" in line for line in said))
    (line,) = (line for line in said if "The old file is kept" in line)
    backup = Path(line.rpartition(": ")[2])
    assert backup.read_bytes() == OLD.read_bytes()
    assert codec.load(file).migrated_from is None


# Rows 12 and 13.


def test_ids_and_keys_that_stand_twice_are_told_and_nothing_is_lost(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    text = GOOD.decode()
    stage = next(iter(json.loads(text)["stages"]))
    again = f'"stages": {{"{stage}": {{"name": "Twice", "order": "zz"}}, '
    file = written(tmp_path, text.replace('"stages": {', again, 1))
    before = file.read_bytes()
    window = opened(windows, file)
    qtbot.waitUntil(window.notice.isVisible)
    names = {each.name for each in window.document.map.all(Stage)}
    assert "Twice" in names
    assert len(names) == len(json.loads(text)["stages"]) + 1
    assert not window.isWindowModified()
    assert file.read_bytes() == before


def test_what_refers_to_something_that_is_gone_loads_and_is_told(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    content = json.loads(GOOD)
    gone = next(iter(content["lanes"]))
    del content["lanes"][gone]
    file = written(tmp_path, json.dumps(content))
    before = file.read_bytes()
    window = opened(windows, file)
    qtbot.waitUntil(window.notice.isVisible)
    cards = list(window.document.map.all(Card))
    assert len(cards) == len(content["cards"])
    assert any(card.lane_id == gone for card in cards)
    assert not window.isWindowModified()
    assert file.read_bytes() == before


# Rows 14, 15 and 17.


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e400", "1" + "0" * 400])
def test_a_number_that_is_none_is_refused_with_its_place(
    windows: Windows, window: Window, tmp_path: Path, number: str, qtbot: QtBot
) -> None:
    text = GOOD.decode().replace('"score": ', f'"score": {number}, "before": ', 1)
    file = written(tmp_path, text)
    drop(qtbot, window, file)
    assert "Line " in words(told(window))
    assert "score" in words(told(window))
    assert f'"score": {number[:20]}' in line_shown(place(told(window), qtbot))
    assert file.read_text() == text


def test_lists_within_lists_without_end_are_a_clean_refusal(
    windows: Windows, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    file = written(tmp_path, GOOD.replace(b"{", b'{"x": ' + b"[" * 100_000, 1))
    drop(qtbot, window, file)
    assert "deep" in words(told(window))
    shown = place(told(window), qtbot).text.toPlainText()
    assert "[[[[" in shown
    assert len(shown) < 20_000


# Row 16.


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is larger than what opens without a question."""
    monkeypatch.setattr(codec, "MOST_BYTES", 1000)
    return written(tmp_path, GOOD)


def reading(window: Window) -> Opening:
    """The dialog that says that a file is being read."""
    (dialog,) = (d for d in window.findChildren(Opening) if d.isVisible())
    return dialog


def test_a_large_file_is_not_read_before_the_user_says_so(
    windows: Windows, window: Window, large: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as reads:
        reads.setattr(codec, "loads", lambda *_, **__: pytest.fail("it was read"))
        drop(qtbot, window, large)
    assert asked(window).text() == "Open “ride.journey.json” all the same?"
    assert "large maps are up to" in asked(window).informativeText()
    answer(qtbot, window, "Cancel")
    assert windows.window_of(large) is None


def test_a_large_file_is_read_beside_the_window_and_is_whole(
    windows: Windows, window: Window, large: Path, qtbot: QtBot
) -> None:
    windows.open([large], window)
    answer(qtbot, window, "Open")
    assert reading(window).said.text() == "Opening “ride.journey.json”…"
    assert windows.window_of(large) is None
    window.editor.canvas.view.viewport().update()  # the window goes on
    qtbot.waitUntil(lambda: windows.window_of(large) is not None, timeout=20_000)
    found = windows.window_of(large)
    assert found is not None
    loaded = codec.loads(GOOD, allow_large=True)
    assert found.document.map == loaded.map
    assert found.document.digest == loaded.digest
    assert nothing_is_asked(found)
    edit(found, "Compare tariffs")  # records that came over are as good as others


def test_a_file_that_was_opened_twice_while_it_was_read_has_one_window(
    windows: Windows, window: Window, tmp_path: Path
) -> None:
    file = written(tmp_path, GOOD)
    loaded = codec.load(file)
    first = windows.show_read(loaded, file)
    assert windows.show_read(loaded, file) is first
    assert len(windows.all) == 2


def test_reading_a_large_file_can_be_cancelled(
    windows: Windows, window: Window, large: Path, qtbot: QtBot
) -> None:
    windows.open([large], window)
    answer(qtbot, window, "Open")
    dialog = reading(window)
    process = dialog.process_id
    press(qtbot, dialog.cancel_button)
    assert nothing_is_asked(window)
    assert not Path(f"/proc/{process}").exists() or not Path("/proc").exists()
    assert windows.all == (window,)


@pytest.mark.parametrize(
    ("content", "said"), [(GOOD[:5000], "cut off here"), (bytes(5000), "only zeros")]
)
def test_what_is_wrong_with_a_large_file_is_told_as_of_any_other(
    windows: Windows, window: Window, large: Path, content: bytes, said: str, qtbot: QtBot
) -> None:
    large.write_bytes(content)
    windows.open([large], window)
    answer(qtbot, window, "Open")
    qtbot.waitUntil(lambda: bool(window.findChildren(Broken)), timeout=20_000)
    assert said in words(told(window))
    assert nothing_but(window, Broken)


def test_a_process_that_ends_too_early_is_told(
    windows: Windows, window: Window, large: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    windows.open([large], window)
    answer(qtbot, window, "Open")
    qtbot.waitUntil(lambda: bool(window.findChildren(Broken)), timeout=20_000)
    assert "ended before it was done" in words(told(window))


# Rows 18 and 19.


def test_half_characters_are_left_out_and_the_file_stays_as_it_is(
    windows: Windows, tmp_path: Path
) -> None:
    content = GOOD.replace(b'"title": "A year', b'"title": "A \\ud83d year', 1)
    file = written(tmp_path, content)
    window = opened(windows, file)
    assert window.document.map.info.title.startswith("A  year")
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "make",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-16"),
    ],
    ids=["a byte order mark", "Windows line ends", "UTF-16"],
)
def test_text_in_other_forms_opens_as_it_is(
    windows: Windows, tmp_path: Path, make: Callable[[str], bytes]
) -> None:
    content = make(GOOD.decode())
    file = written(tmp_path, content)
    assert opened(windows, file).document.map == codec.loads(GOOD).map
    assert file.read_bytes() == content


def test_a_merge_that_git_did_not_finish_is_told_and_shown(
    windows: Windows, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    lines = GOOD.decode().splitlines()
    lines[12:13] = ["<<<<<<< HEAD", lines[12], "=======", lines[12], ">>>>>>> theirs"]
    file = written(tmp_path, "\n".join(lines))
    keep(file, GOOD)
    drop(qtbot, window, file)
    assert "A merge was not finished" in words(told(window))
    assert "remove git's marker lines" in words(told(window))
    found = place(told(window), qtbot)
    assert line_shown(found) == "13  <<<<<<< HEAD"
    assert ">>>>>>> theirs" in found.text.toPlainText()
    assert file.read_text() == "\n".join(lines)


def test_a_place_in_text_of_another_form_is_found_too(
    windows: Windows, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    lines = GOOD.decode().splitlines()
    lines[30] = lines[30] + "“"
    file = written(tmp_path, "\r".join(lines).encode("utf-16"))
    windows.open([file], window)
    found = place(told(window), qtbot)
    assert line_shown(found) == f"31  {lines[30]}"
    assert character_shown(found) == "“"
