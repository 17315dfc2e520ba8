"""Wrapping a workshop up from its window: one command, one folder, and no half of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.windows import Windows
from app.wrap_up import WrapUp, morning
from model.change import apply
from model.edits.details import add_action
from model.edits.stages import add_stage
from model.files import codec
from model.files.versions import versions_of
from model.records import Card, Stage
from resources import templates
from tests.app.pressing import give_file, opened, press
from tests.driver import Driver
from widgets.document import Document

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Closing(Driver):
    """Ends a workshop."""

    def wrap_up(self) -> WrapUp:
        self.do("file.wrap_up")
        (found,) = (d for d in self.window.findChildren(WrapUp) if d.isVisible())
        return found


@pytest.fixture
def lead(windows: Windows, tmp_path: Path, qtbot: QtBot) -> Closing:
    """The bicycle map with one card more and an action."""
    file = tmp_path / "maps" / "bicycle.journey.json"
    file.parent.mkdir()
    file.write_bytes(templates.path("bicycle").read_bytes())
    made = Closing(qtbot, opened(windows, file))
    document = made.window.document
    assert document.edit("Add", add_action, document.ids, "Call the depot", due="2026-12-04")
    made.click(("Ride", "Website"))
    made.type("Looks for the ride")
    return made


def test_one_command_saves_names_prints_and_tells(
    lead: Closing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = lead.wrap_up()
    assert QApplication.focusWidget() is dialog.name
    lead.type("End of day one")
    press(qtbot, dialog.go_button)
    with qtbot.waitSignal(dialog.wrapped, timeout=30_000):
        pass
    path = lead.window.document.path
    assert path is not None
    day = f"{datetime.now(UTC).astimezone():%Y-%m-%d}"
    folder = path.with_name(f"bicycle {day}")
    assert {file.name for file in folder.iterdir()} == {
        "poster.pdf", "actions.csv", "actions.md", "summary.md", "summary.pdf",
    }  # fmt: skip
    assert (folder / "poster.pdf").read_bytes().startswith(b"%PDF")
    assert "Call the depot" in (folder / "actions.csv").read_text(encoding="utf-8-sig")
    summary = (folder / "summary.md").read_text(encoding="utf-8")
    assert "Added today: 1 touchpoint; 1 action." in summary
    (version,) = versions_of(path)
    assert version.name == f"{day}-End of day one.journey.json"
    saved = codec.load(path).map
    assert any(card.title == "Looks for the ride" for card in saved.all(Card)), "typed, and saved"
    assert not lead.window.document.is_dirty
    assert "poster.pdf" in dialog.said.text()
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url) or True)
    press(qtbot, dialog.folder_button)
    again = WrapUp(lead.window)
    assert "bicycle.versions (1 so far)" in again.quiet.text()
    again.deleteLater()
    assert shown == [QUrl.fromLocalFile(str(folder))]


def test_cancelled_in_the_middle_it_leaves_the_saved_map_alone(lead: Closing, qtbot: QtBot) -> None:
    dialog = lead.wrap_up()
    press(qtbot, dialog.go_button)
    qtbot.waitUntil(lambda: dialog.bar.isVisible())
    dialog.reject()
    assert dialog.isVisible(), "the first Esc cancels the work"
    assert "Cancelled" in dialog.said.text()
    path = lead.window.document.path
    assert path is not None
    folder = path.parent

    def only_the_map() -> bool:
        return {f.name for f in folder.iterdir() if "lock" not in f.name} == {path.name}

    qtbot.waitUntil(only_the_map)
    assert dialog.go_button.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_map_without_a_file_is_given_one_first(
    windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    windows.new()
    window = windows.all[-1]
    document = window.document
    document.edit("Add stage", add_stage, document.ids, "Compare")
    lead = Closing(qtbot, window)
    dialog = lead.wrap_up()
    assert "no file yet" in dialog.quiet.text()
    dialog.poster.setChecked(False)
    press(qtbot, dialog.go_button)
    give_file(qtbot, window, tmp_path / "new.journey.json")
    qtbot.waitUntil(lambda: dialog.folder_button.isVisible(), timeout=30_000)
    assert len(versions_of(tmp_path / "new.journey.json")) == 1
    assert "poster.pdf" not in dialog.said.text()


def test_what_cannot_be_written_is_said_and_can_be_tried_again(lead: Closing, qtbot: QtBot) -> None:
    path = lead.window.document.path
    assert path is not None
    path.with_name("bicycle.versions").write_text("a file is in the way")
    dialog = lead.wrap_up()
    dialog.poster.setChecked(False)
    press(qtbot, dialog.go_button)
    qtbot.waitUntil(lambda: "nothing else was written" in dialog.said.text(), timeout=30_000)
    assert dialog.go_button.isEnabled()
    assert not any(f.is_dir() for f in path.parent.iterdir())


@pytest.mark.parametrize(("first", "left"), [(-24, ["First"]), (-1, [])])
def test_what_was_done_here_today_is_taken_back(first: int, left: list[str]) -> None:
    times = [NOON + timedelta(hours=hours) for hours in (first, 0, 1)]
    began = times[0].astimezone()
    document = Document(clock=lambda: times.pop(0))
    for name in ("First", "Second", "Third"):
        document.edit(f"Add {name}", add_stage, document.ids, name)
    back, since = morning(document, NOON.astimezone().date())
    assert [stage.name for stage in apply(back, document.map).all(Stage)] == left
    assert since == ("" if left else f"since {began:%H:%M}")


def test_after_a_break_the_summary_still_tells_of_the_whole_day(
    lead: Closing, windows: Windows, qtbot: QtBot
) -> None:
    lead.press("Ctrl+S")
    qtbot.waitUntil(lambda: not lead.window.document.is_dirty)
    file = lead.window.document.path
    assert file is not None
    lead.window.close()
    again = Closing(qtbot, opened(windows, file))
    assert not again.window.document.done
    assert "Added today: 1 touchpoint; 1 action." in wrapped_up(again, qtbot)


def test_of_a_map_that_was_begun_today_all_of_today_is_told_after_a_break(
    windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    windows.new()
    window = windows.all[-1]
    window.document.edit("Add stage", add_stage, window.document.ids, "Compare")
    file = tmp_path / "new.journey.json"
    window.document.save(file)
    window.close()
    again = Closing(qtbot, opened(windows, file))
    again.window.document.edit("Add stage", add_stage, again.window.document.ids, "Buy")
    assert "Added today: 2 stages." in wrapped_up(again, qtbot)


def wrapped_up(lead: Closing, qtbot: QtBot) -> str:
    """The summary of a workshop that is wrapped up without a poster."""
    dialog = lead.wrap_up()
    dialog.poster.setChecked(False)
    with qtbot.waitSignal(dialog.wrapped, timeout=30_000) as done:
        press(qtbot, dialog.go_button)
    return (Path(done.args[0]) / "summary.md").read_text(encoding="utf-8")
