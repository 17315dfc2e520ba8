"""Reports of what is compared, written from the window."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.comparing_report import KINDS, Writing, write
from app.window import Window
from model.files import codec
from tests.app.comparing import bar, compare, lent, reviewed_window
from tests.app.pressing import answer, asked, give_file
from tests.compared import new_map
from tests.driver import LEFT, Driver


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """A window that all tests here share: each leaves it as it was."""
    with reviewed_window(tmp_path_factory.mktemp("report")) as found:
        yield found


@pytest.fixture
def editor(qtbot: QtBot, window: Window) -> Iterator[Driver]:
    """A hand in a window that compares the map with its review."""
    with lent(qtbot, window) as found:
        compare(found)
        yield found


def chosen(editor: Driver, file: Path, nth: int = 0) -> None:
    """Choose a file, and the `nth` of what it may be, in the dialog that asks."""
    (dialog,) = (d for d in editor.window.findChildren(QFileDialog) if d.isVisible())
    name = dialog.nameFilters()[nth]
    dialog.selectNameFilter(name)
    dialog.filterSelected.emit(name)
    dialog.setFocus()  # what is typed into is not written over
    give_file(editor.qtbot, editor.window, file)
    editor.qtbot.waitUntil(lambda: not writing(editor), timeout=60_000)


def writing(editor: Driver) -> bool:
    """Whether a report is being written."""
    return any(dialog.isVisible() for dialog in editor.window.findChildren(Writing))


def test_a_page_is_written_from_the_bar_and_it_is_told_where(
    editor: Driver, tmp_path: Path
) -> None:
    editor.qtbot.mouseClick(bar(editor).report, LEFT)
    chosen(editor, tmp_path / "what changed", 1)
    file = tmp_path / "what changed.html"
    text = file.read_text("utf-8")
    assert "What changed from <bdi>November review</bdi> to <bdi>now (" in text
    assert "Get help +1.4 for Mara" in text
    assert str(file) in editor.window.status.hint.text()
    assert editor.window.comparing.is_open


def test_the_poster_is_written_of_what_is_compared_and_bears_the_map(
    editor: Driver, tmp_path: Path
) -> None:
    editor.do("review.report")
    chosen(editor, tmp_path / "changes")
    with pikepdf.open(tmp_path / "changes.pdf") as pdf:
        (name,) = pdf.attachments
        assert codec.loads(pdf.attachments[name].get_file().read_bytes()).map == new_map()


def test_what_cannot_be_written_is_said_and_what_stood_there_stays(
    editor: Driver, tmp_path: Path
) -> None:
    both = editor.window.comparing.both
    assert both is not None
    (tmp_path / "changes.txt").mkdir()
    write(editor.window, both, tmp_path / "changes.txt")
    editor.qtbot.waitUntil(lambda: not writing(editor), timeout=60_000)
    assert "“changes.txt” was not written" in asked(editor.window).text()
    assert (tmp_path / "changes.txt").is_dir()


def test_what_is_cancelled_is_not_written(editor: Driver, tmp_path: Path) -> None:
    both = editor.window.comparing.both
    assert both is not None
    file = tmp_path / "changes.pdf"
    dialog = write(editor.window, both, file)
    dialog.reject()
    assert not file.exists()
    assert not writing(editor)
    there = tmp_path / "ride 1.2.html"
    there.write_text("earlier")
    editor.do("review.report")
    chosen(editor, tmp_path / "ride 1.2", 1)
    assert asked(editor.window).text() == "Replace “ride 1.2.html”?"
    answer(editor.qtbot, editor.window, "Cancel")
    assert not writing(editor)
    assert there.read_text() == "earlier"


def test_a_report_is_there_only_while_maps_are_compared(editor: Driver) -> None:
    action = editor.window.actions_["review.report"]
    assert action.isEnabled()
    editor.press("Escape")
    assert not action.isEnabled()
    assert [kind.ending for kind in KINDS] == [".pdf", ".html", ".md", ".txt"]
