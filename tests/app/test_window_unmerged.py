"""Git left its marks in the file of a map: the window merges both sides after all."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.broken import Broken
from app.window import Window
from app.windows import Windows
from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.records import Conflict, Stage
from tests.app.git_repo import RIDES, Repo, alone_with_git
from tests.app.pressing import (
    answer,
    asked,
    edit,
    nothing_is_asked,
    opened,
    press,
    saved,
    together,
)
from tests.sample import sample


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Two branches of a map that word one card differently; git knows nothing of Touchline."""
    alone_with_git(tmp_path, monkeypatch)
    made = Repo(tmp_path / "our maps")
    made.commit(sample(), "Begin")
    made.git("checkout", "--quiet", "-b", "pains")
    made.commit(reworded("Asks Ina"), "Ask Ina")
    made.git("checkout", "--quiet", "main")
    made.commit(reworded("Calls us"), "Call us")
    return made


def reworded(title: str) -> JourneyMap:
    return apply(set_fields(sample(), "card_chat", title=title), sample())


def watched(windows: Windows, repo: Repo) -> Window:
    """The map of the repository, open and watched."""
    window = opened(windows, repo.folder / RIDES)
    window.outside.begin()
    return window


def waits_for(qtbot: QtBot, window: Window, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.notice.words.text(), timeout=10_000)


def choices(of: JourneyMap) -> list[tuple[str | None, str | None]]:
    """What there is to be decided about the card."""
    return [(c.ours, c.theirs) for c in of.all(Conflict) if c.about_id == "card_chat"]


BOTH = ('"Calls us"', '"Asks Ina"')


def test_a_merge_that_git_leaves_unfinished_is_done_from_the_notice(
    qtbot: QtBot, windows: Windows, repo: Repo
) -> None:
    window = watched(windows, repo)
    repo.stops("merge", "pains")
    waits_for(qtbot, window, "Git stopped in a merge of “rides”")
    assert window.notice.button.text() == "Merge both sides"
    press(qtbot, window.notice.button)
    qtbot.waitUntil(lambda: BOTH in choices(window.document.map), timeout=10_000)
    assert BOTH in choices(repo.map())
    assert not window.isWindowModified()
    assert window.docks["conflicts"].isVisible()
    assert "Git stopped" not in window.notice.words.text()


def test_saving_over_git_s_marks_offers_to_merge_and_then_brings_all_together(
    qtbot: QtBot, windows: Windows, repo: Repo
) -> None:
    window = watched(windows, repo)
    edit(window, "Mine")
    repo.stops("merge", "pains")
    waits_for(qtbot, window, "Git stopped in a merge of “rides”")
    window.files.save()
    saved(qtbot, window)
    assert "Git stopped in a merge of “rides”" in asked(window).text()
    assert "Replace anyway" not in [b.text() for b in asked(window).buttons()]
    answer(qtbot, window, "Merge both sides")
    qtbot.waitUntil(lambda: shown(window), timeout=10_000)
    press(qtbot, together(window).bring)
    saved(qtbot, window)
    assert BOTH in choices(repo.map())
    assert "Mine" in {stage.name for stage in repo.map().all(Stage)}
    assert not window.isWindowModified()


def shown(window: Window) -> bool:
    """Whether a dialog is in front of the window."""
    return not nothing_is_asked(window)


def test_a_file_with_git_s_marks_is_merged_where_it_cannot_be_opened(
    qtbot: QtBot, windows: Windows, repo: Repo
) -> None:
    window = windows.new("bank")
    repo.stops("merge", "pains")
    windows.open([repo.folder / RIDES], window)
    (dialog,) = (d for d in window.findChildren(Broken) if d.isVisible())
    assert dialog.focusWidget() is dialog.merge_button
    assert "“Merge both sides” brings them together" in dialog.offer.text()
    qtbot.keyClick(dialog.merge_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: windows.window_of(repo.folder / RIDES) is not None, timeout=10_000)
    there = windows.window_of(repo.folder / RIDES)
    assert there is not None
    assert BOTH in choices(there.document.map)


def test_outside_a_repository_nothing_is_offered_that_git_alone_could_do(
    qtbot: QtBot, windows: Windows, repo: Repo, tmp_path: Path
) -> None:
    repo.stops("merge", "pains")
    elsewhere = tmp_path / "rides.journey.json"
    elsewhere.write_bytes(repo.bytes())
    window = windows.new("bank")
    windows.open([elsewhere], window)
    (dialog,) = (d for d in window.findChildren(Broken) if d.isVisible())
    assert not dialog.merge_button.isVisible()
    assert "mergetool" not in dialog.offer.text()
    assert "by hand" in dialog.offer.text()


def test_marks_of_which_git_knows_no_merge_are_told_as_any_damage(
    qtbot: QtBot, windows: Windows, repo: Repo
) -> None:
    window = watched(windows, repo)
    repo.stops("merge", "pains")
    marks = repo.bytes()
    repo.git("merge", "--abort")
    (repo.folder / RIDES).write_bytes(marks)
    waits_for(qtbot, window, "cannot be read on the disk any more")
    assert window.notice.button.text() == "Save elsewhere…"
    assert "<<<" not in window.notice.words.text()
    edit(window, "Mine")
    window.files.save()
    saved(qtbot, window)
    assert "is broken on the disk" in asked(window).text()
    assert "no journey map" in asked(window).informativeText()
    answer(qtbot, window, "Cancel")


def test_a_merge_that_cannot_be_done_is_told_and_harms_nothing(
    qtbot: QtBot, windows: Windows, repo: Repo
) -> None:
    window = watched(windows, repo)
    repo.stops("merge", "pains")
    waits_for(qtbot, window, "Git stopped in a merge of “rides”")
    marks, before = repo.bytes(), window.document.map
    repo.git("update-index", "--force-remove", RIDES)  # somebody was faster
    press(qtbot, window.notice.button)
    qtbot.waitUntil(lambda: shown(window), timeout=10_000)
    assert asked(window).text() == "Both sides could not be merged"
    assert "by no merge of two branches" in asked(window).informativeText()
    assert repo.bytes() == marks
    assert window.document.map is before


def test_once_all_is_settled_the_way_to_tell_git_is_told(
    qtbot: QtBot, windows: Windows, repo: Repo
) -> None:
    window = watched(windows, repo)
    repo.stops("merge", "pains")
    waits_for(qtbot, window, "Git stopped in a merge of “rides”")
    press(qtbot, window.notice.button)
    qtbot.waitUntil(lambda: BOTH in choices(window.document.map), timeout=10_000)
    window.conflicts.panel.take_all("ours")
    qtbot.waitUntil(lambda: "`git add rides.journey.json`" in status(window), timeout=10_000)
    assert status(window).startswith("All conflicts are settled. Save, then")
    assert "conflict" not in window.notice.words.text(), "it counts none that is settled"
    window.files.save()
    saved(qtbot, window)
    assert status(window).startswith("Settled and saved. Now `git add rides.journey.json`, then")
    assert "`git commit`" in status(window)


def status(window: Window) -> str:
    """What the line at the bottom says."""
    return window.status.hint.text()
