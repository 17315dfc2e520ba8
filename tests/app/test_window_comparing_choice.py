"""What is compared with what, and which of the changes are wanted."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.comparing_choice import OPENED, SAVED, CompareChooser, states
from app.window import Window
from model.change import apply
from model.edits.fields import set_fields
from model.edits.stages import add_stage
from model.files import codec, versions
from model.ids import Ids
from model.records import VersionLabel
from tests.app.comparing import (
    bar,
    card,
    compare,
    lent,
    lines,
    page,
    panel,
    reviewed_window,
    showing,
)
from tests.app.pressing import answer, asked, nothing_is_asked
from tests.compared import CHAT_NOW, LOCK, TABLE, new_map, old_map
from tests.driver import LEFT, Driver
from widgets.comparing.looked import Looked

USER_ROLE, ACCESSIBLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """A window that all tests here share: each leaves it as it was."""
    with reviewed_window(tmp_path_factory.mktemp("compared")) as made:
        yield made


@pytest.fixture
def editor(qtbot: QtBot, window: Window) -> Iterator[Driver]:
    """A hand in a window on the map of after the review."""
    with lent(qtbot, window) as made:
        yield made


def version(editor: Driver, name: str, day: str) -> None:
    """Keep the old map as a version beside the file."""
    file = editor.window.document.path
    assert file is not None
    versions.save_version(file, old_map(), VersionLabel(label=name, date=day))


def chooser(editor: Driver) -> CompareChooser:
    """The dialog that asks what is compared."""
    (found,) = (d for d in editor.window.findChildren(CompareChooser) if d.isVisible())
    return found


def rows(found: CompareChooser) -> list[str]:
    """What can be the older side."""
    return [found.old.item(row).text() for row in range(found.old.count())]


def test_one_key_compares_with_the_last_version(editor: Driver) -> None:
    version(editor, "November review", "2026-11-21")
    editor.press("Ctrl+Shift+C")
    assert bar(editor).names.text() == "November review → now"
    assert len(lines(editor)) == 19
    assert editor.window.actions_["review.compare"].isChecked()
    editor.press("Ctrl+Shift+C")
    assert not editor.window.comparing.is_open


def test_a_map_with_nothing_to_compare_with_says_so_and_asks_for_a_file(
    editor: Driver, tmp_path: Path
) -> None:
    other = tmp_path / "before.journey.json"
    codec.save(old_map(), other)
    editor.press("Ctrl+Shift+C")
    assert "nothing yet to compare" in asked(editor.window).text()
    answer(editor.qtbot, editor.window, "Choose a file")
    (dialog,) = editor.window.findChildren(QFileDialog)
    dialog.selectFile(str(other))
    dialog.accept()
    editor.settle()
    assert bar(editor).names.text() == "before → now"
    assert len(lines(editor)) == 19


def test_any_two_states_are_compared(editor: Driver) -> None:
    version(editor, "October", "2026-10-20")
    version(editor, "November", "2026-11-21")
    editor.window.document.edit(
        "Rewrite", set_fields, card(editor.map, LOCK).id, title="The lock freezes"
    )
    editor.do("review.compare_with")
    found = chooser(editor)
    assert rows(found) == [SAVED, OPENED, "November", "October"]
    assert any("20 October 2026" in state.about for state in states(editor.window.document))
    found.old.setCurrentRow(3)
    found.new.setCurrentRow(3)
    assert found.compare_button.isEnabled()
    editor.qtbot.mouseClick(found.compare_button, LEFT)
    editor.settle()
    assert bar(editor).names.text() == "October → November"
    assert not lines(editor)
    assert bar(editor).count.text() == "No changes"
    editor.qtbot.mouseClick(panel(editor).opened_button, LEFT)  # as there is nothing to see
    editor.settle()
    assert bar(editor).names.text() == "the map as opened → now"
    assert len(lines(editor)) == 1
    assert not panel(editor).offers.isVisible()
    assert editor.window.focusWidget() is panel(editor).tree
    editor.window.comparing.open(old_map(), "October", old_map(), "November")
    editor.settle()
    editor.qtbot.mouseClick(panel(editor).choice_button, LEFT)
    again = chooser(editor)
    assert (again.old.currentRow(), again.new.currentRow()) == (3, 3)  # what is compared now
    again.old.setCurrentRow(0)
    again.new.setCurrentRow(0)
    editor.qtbot.keyClick(again.old, Qt.Key.Key_Return)
    editor.settle()
    assert bar(editor).names.text() == "the map as last saved → now"
    assert len(lines(editor)) == 1


def test_a_file_that_cannot_be_read_is_told_and_nothing_changes(
    editor: Driver, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.journey.json"
    broken.write_text("{", "utf-8")
    editor.do("review.compare_with")
    found = chooser(editor)
    assert not found.compare_button.isEnabled()
    editor.qtbot.mouseClick(found.file_button, LEFT)
    (dialog,) = found.findChildren(QFileDialog)
    dialog.selectFile(str(broken))
    dialog.accept()
    editor.settle()
    editor.qtbot.mouseClick(found.compare_button, LEFT)
    editor.settle()
    assert "cannot be compared" in asked(editor.window).text()
    answer(editor.qtbot, editor.window, "OK")
    assert nothing_is_asked(editor.window)
    assert not editor.window.comparing.is_open


def test_a_comparison_can_be_replaced_by_another_one(editor: Driver) -> None:
    compare(editor)
    editor.press("F8")
    editor.window.comparing.open(new_map(), "the same", new_map(), "itself")
    editor.settle()
    assert bar(editor).names.text() == "the same → itself"
    assert not lines(editor)
    assert not editor.window.actions_["edit.undo"].isEnabled()
    editor.press("Escape")
    assert not editor.window.comparing.is_open


def test_names_that_run_from_the_right_do_not_turn_the_arrow(editor: Driver) -> None:
    editor.window.comparing.open(old_map(), "قديم", new_map(), "جديد")
    editor.settle()
    names = bar(editor).names
    assert names.text() == "\u200e\u2068قديم\u2069 → \u2068جديد\u2069"
    assert names.accessibleName() == "قديم compared with جديد"


def test_a_stage_of_the_strip_keeps_its_changes_and_dims_the_rest(editor: Driver) -> None:
    compare(editor)
    everything = len(lines(editor))
    (ride,) = (b for b in page(editor).strip.buttons if b.text() == "Ride")
    editor.qtbot.mouseClick(ride, LEFT)
    assert ride.isChecked()
    assert any("The new lock freezes" in text for text in lines(editor))
    assert len(lines(editor)) < everything
    canvas = cast(Looked, showing(editor).canvas)
    bright = canvas.surface.bright
    assert bright is not None
    assert card(new_map(), LOCK).id in bright
    assert card(new_map(), TABLE).id not in bright
    ride.setFocus()
    editor.press("Space")
    assert len(lines(editor)) == everything
    assert canvas.surface.bright is None


def test_a_wheel_moves_stages_that_have_no_room(editor: Driver) -> None:
    journey = old_map()
    for number in range(30):
        journey = apply(add_stage(journey, Ids(), f"Further {number}"), journey)
    editor.window.comparing.open(old_map(), "old", journey, "new")
    editor.settle()
    strip = page(editor).strip
    first, *_, last = strip.buttons
    editor.qtbot.waitUntil(strip.horizontalScrollBar().isVisible)
    assert strip.viewport().height() >= last.sizeHint().height()
    assert last.visibleRegion().isEmpty()
    editor.wheel(-100, on=strip.viewport())
    assert not last.visibleRegion().isEmpty()
    assert first.visibleRegion().isEmpty()
    assert "stage added" in last.accessibleName()


def test_kinds_of_change_are_chosen_from_a_list_with_numbers(editor: Driver) -> None:
    compare(editor)
    panel(editor).buttons["changes"].setFocus()
    editor.press("Return")
    found = panel(editor).list
    assert found is not None
    choices = [found.list.item(n).data(USER_ROLE) for n in range(found.list.count())]
    assert ("Moved", 1) in [(choice.name, choice.left) for choice in choices]
    spoken = [found.list.item(n).data(ACCESSIBLE) for n in range(found.list.count())]
    assert "Moved, 1 change" in spoken
    found.list.setCurrentRow([choice.name for choice in choices].index("Moved"))
    editor.qtbot.keyClick(found.list, " ")
    found.close()
    assert all(CHAT_NOW[:20] in text for text in lines(editor))
    assert panel(editor).buttons["changes"].text() == "Moved"
    assert bar(editor).count.text() == "1 change (of 18)"
    editor.press("F8")
    (row,) = panel(editor).tree.lines.rows
    assert bar(editor).count.text() == f"{row.number} of 18 (1 shown)", "the number of its badge"


def test_content_only_leaves_wording_and_order_out(editor: Driver) -> None:
    compare(editor)
    titles = [part.title for part in panel(editor).tree.lines.parts]
    assert "Wording and order" in titles
    panel(editor).content_only.setFocus()
    editor.press("Space")
    assert "Wording and order" not in [part.title for part in panel(editor).tree.lines.parts]


def test_looking_for_a_change_that_is_filtered_out_brings_all_back(editor: Driver) -> None:
    compare(editor)
    panel(editor).toggle("changes", "removed")
    wanted = card(new_map(), LOCK).id
    editor.window.comparing.show(wanted)
    assert wanted in editor.window.comparing.current
    assert not panel(editor).narrowing.is_on


def test_sections_fold_and_open_by_key_and_stay_so(editor: Driver) -> None:
    compare(editor)
    tree = panel(editor).tree
    last = tree.lines.index(len(tree.lines.parts) - 1, 0)
    assert not tree.isExpanded(last)
    tree.setFocus()
    tree.setCurrentIndex(last)
    editor.press("Return")
    assert tree.isExpanded(last)
    panel(editor).toggle("records", "touchpoint")
    panel(editor).toggle("records", "touchpoint")
    assert tree.isExpanded(tree.lines.index(len(tree.lines.parts) - 1, 0))
