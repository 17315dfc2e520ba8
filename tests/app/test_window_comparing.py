"""Comparing in the window: the list, going through it, looking only, and all as it was after."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import comparison_subject
from app.version_dialog import VersionDialog
from app.window import Window
from app.windows import Windows
from model.change import JourneyMap, apply
from model.compare import Comparison
from model.edits.fields import set_fields
from model.records import Card
from tests.app.comparing import (
    bar,
    card,
    compare,
    edited,
    lent,
    line,
    lines,
    page,
    panel,
    reviewed_window,
    showing,
)
from tests.compared import CALLS, CHAT_NOW, FLAT, LOCK, TABLE, new_map, old_map
from tests.driver import LEFT, NONE, Driver, opened
from tests.sample_arabic import write_arabic
from widgets.capture.bar import CaptureBar
from widgets.comparing.looked import WHY, Looked

UNLOCKS = "Unlocks the first bicycle"


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


@pytest.fixture
def windows(window: Window) -> Iterator[Windows]:
    """Further windows, which go again."""
    yield window.windows
    for each in window.windows.all:
        if each is not window:
            each.close_without_asking()


def canvas(editor: Driver) -> Looked:
    """The map that is seen."""
    return cast(Looked, showing(editor).canvas)


def in_view(editor: Driver, record_id: str) -> bool:
    """Whether all of a card is seen."""
    box = canvas(editor).box_of(record_id)
    return box is not None and canvas(editor).view.visible().contains(box)


def test_every_change_is_in_the_list_with_the_sign_and_number_of_its_badge(
    editor: Driver,
) -> None:
    compare(editor)
    comparison = editor.window.comparing.comparison
    assert comparison is not None
    rows = panel(editor).tree.lines.rows
    told = {item.id for item in comparison.told}
    assert told <= {i for row in rows for i in row.ids}
    marks = canvas(editor)._change_marks
    for row in rows:
        assert row.sign
        if row.number:
            assert row.number in [marks[i].number for i in row.ids if i in marks]
    numbers = [row.number for row in rows if row.number]
    assert numbers == list(range(1, len(rows))), "in the order of the list; one is told twice"
    (again,) = (row for row in rows if not row.number)
    assert "now rests on" in again.text
    assert bar(editor).names.text() == "November review → now"
    assert bar(editor).count.text() == f"{len(numbers)} changes"
    assert "One pain solved" in panel(editor).sentence.text()


def test_keys_go_from_change_to_change_and_bring_each_into_view(editor: Driver) -> None:
    compare(editor)
    rows = panel(editor).tree.lines.rows
    every = [row.text for row in rows if row.number]
    seen = []
    for number in range(len(every)):
        editor.press("F8")
        seen.append(line(editor))
        row = panel(editor).tree.row
        assert row is not None
        assert row.number == number + 1
        assert bar(editor).count.text() == f"{row.number} of {len(every)}"
        for record_id in editor.window.comparing.current:
            box = canvas(editor).box_of(record_id)  # of a stage or a lane there may be no room
            assert box is None or canvas(editor).view.visible().intersects(box)
            if canvas(editor).shown.get(record_id, Card):
                assert box is None or in_view(editor, record_id)
    assert seen == every
    said = editor.window.status.hint
    assert said.text() == ""
    editor.press("F8")
    assert line(editor) == every[0]
    assert "the last change" in said.text()
    editor.press("F8")
    assert said.text() == ""
    editor.press("Shift+F8", "Shift+F8")
    assert line(editor) == every[-1]
    assert "the first change" in said.text()
    panel(editor).toggle("changes", "moved")
    panel(editor).toggle("records", "pain point")
    editor.press("F8")
    assert said.text() == panel(editor).tree.empty == "No change fits what is chosen above."
    assert panel(editor).details.placeholderText() == ""
    editor.qtbot.mouseClick(panel(editor).all_button, LEFT)
    assert lines(editor) == [row.text for row in rows]
    assert not panel(editor).all_button.isVisible()


def test_words_that_differ_are_told_with_signs_and_strokes(editor: Driver) -> None:
    compare(editor)
    editor.window.comparing.show(card(old_map(), FLAT).id)
    told = panel(editor).details
    assert "Reports a flat tyre −and waits on the line +in two taps" in told.toPlainText()
    cursor = told.document().find("and waits")
    assert cursor.charFormat().fontStrikeOut()
    cursor = told.document().find("in two taps", told.toPlainText().index("+in two"))
    assert cursor.charFormat().fontUnderline()


def test_what_is_folded_away_beside_other_changes_is_open_alone(editor: Driver) -> None:
    compare(editor)
    tree = panel(editor).tree
    parts = tree.lines.parts
    assert [tree.isExpanded(tree.lines.index(n, 0)) for n in range(len(parts))] == [
        not part.folded for part in parts
    ]
    reworded = set_fields(old_map(), card(old_map(), FLAT).id, title="Reports a tyre")
    editor.window.comparing.open(old_map(), "November", apply(reworded, old_map()), "December")
    editor.settle()
    (part,) = tree.lines.parts
    assert part.folded
    assert tree.isExpanded(tree.lines.index(0, 0))


def test_a_press_on_the_map_finds_the_line_and_enter_in_the_list_gives_keys_to_the_map(
    editor: Driver,
) -> None:
    compare(editor)
    wanted = card(new_map(), TABLE).id
    box = canvas(editor).box_of(wanted)
    assert box is not None
    at = canvas(editor).view.to_viewport(box.center()).toPoint()
    editor.qtbot.mouseClick(canvas(editor).view.viewport(), LEFT, NONE, at)
    editor.settle()
    assert wanted in editor.window.comparing.current
    panel(editor).tree.setFocus()
    editor.press("Return")
    assert canvas(editor).view.hasFocus()
    editor.press("Tab")
    assert not canvas(editor).view.hasFocus()  # on the map that is worked on, Tab walks
    editor.press("Shift+Tab")
    assert canvas(editor).view.hasFocus()
    editor.press("Escape")  # though a card is selected there
    assert not editor.window.comparing.is_open


def test_tab_goes_through_the_list_the_map_the_stages_the_bar_and_all_filters(
    editor: Driver,
) -> None:
    compare(editor)
    panel(editor).setFocus()
    seen: list[QWidget | None] = []
    while QApplication.focusWidget() is not panel(editor).tree or not seen:
        seen.append(QApplication.focusWidget())
        editor.press("Tab")
        assert len(seen) < 40
    wanted = (
        panel(editor).tree, panel(editor).details, canvas(editor).view, *page(editor).strip.buttons,
        bar(editor).names, bar(editor).close_button, *panel(editor).buttons.values(),
        panel(editor).content_only,
    )  # fmt: skip
    assert [each for each in wanted if each not in seen] == []


def test_what_was_removed_and_where_something_stood_is_on_the_map(editor: Driver) -> None:
    compare(editor)
    solved, moved = card(old_map(), CALLS).id, card(new_map(), CHAT_NOW).id
    assert canvas(editor).box_of(solved) is not None
    editor.window.comparing.show(moved)
    there = canvas(editor).selection.ids
    assert there == (f"ghost:{moved}", moved)


def test_esc_brings_everything_back_as_it_was(editor: Driver) -> None:
    window = editor.window
    editor.click(LOCK)
    editor.do("view.history")
    editor.press("Ctrl+J")
    editor.type("Half a line")
    before, zoom, seen = editor.map, editor.canvas.zoom, editor.canvas.view.visible()
    shown = [name for name, dock in window.docks.items() if dock.isVisible()]
    compare(editor)
    assert not window.toolbar.isVisible()
    assert not any(dock.isVisible() for dock in window.docks.values())
    assert not window.bars.is_open("capture")
    editor.press("F8", "Escape")
    assert not window.comparing.is_open
    assert not window.bars.is_open("compare")
    assert [name for name, dock in window.docks.items() if dock.isVisible()] == shown
    assert (editor.canvas.zoom, editor.canvas.view.visible()) == (zoom, seen)
    assert editor.selected == [LOCK]
    assert editor.map is before
    capture = cast(CaptureBar, window.bars.made("capture"))
    assert capture.isVisible()
    assert capture.line.text == "Half a line"
    assert QApplication.focusWidget() is not None
    assert capture.isAncestorOf(cast(QWidget, QApplication.focusWidget()))


def test_the_same_part_of_the_map_is_seen_first(editor: Driver) -> None:
    editor.canvas.camera.actual_size()
    editor.click(LOCK)
    compare(editor)
    assert canvas(editor).zoom == editor.canvas.zoom
    assert in_view(editor, card(new_map(), LOCK).id)


def test_nothing_can_be_changed_meanwhile(editor: Driver) -> None:
    compare(editor)
    before = editor.map
    editor.window.comparing.show(card(new_map(), LOCK).id)
    canvas(editor).setFocus()
    editor.press("Delete", "F2", "Ctrl+D", "Alt+1")
    editor.type("x")
    editor.press("Return", "Alt+Shift+Up")
    assert editor.map is before
    assert canvas(editor).shown is not before
    editor.press("F2")
    editor.settle()
    assert editor.window.status.hint.text() == WHY


def test_what_is_edited_and_taken_back_is_followed(editor: Driver, qtbot: QtBot) -> None:
    compare(editor)
    before = lines(editor)
    editor.window.comparing.show(card(old_map(), FLAT).id)
    looked_at = editor.window.comparing.current
    wanted = card(new_map(), UNLOCKS).id
    seen: list[tuple[str, bool]] = []

    def meanwhile() -> None:
        """The map is right before its list is made, which another edit puts off."""
        shown = canvas(editor).shown.get(wanted, Card)
        seen.append((shown.title if shown else "", lines(editor) == before))
        if len(seen) < 3:
            title = f"Opens the lock{' at once' * len(seen)}"
            editor.window.document.edit("Rewrite", set_fields, wanted, title=title)

    editor.window.comparing.changed.connect(meanwhile)
    editor.window.document.edit("Rewrite", set_fields, wanted, title="Opens the lock")
    qtbot.waitUntil(lambda: len(lines(editor)) == len(before) + 1)
    editor.window.comparing.changed.disconnect(meanwhile)
    assert seen == [
        ("Opens the lock", True),
        ("Opens the lock at once", True),
        ("Opens the lock at once at once", True),
    ]
    assert editor.window.comparing.current == looked_at
    editor.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    qtbot.waitUntil(lambda: lines(editor) == before)
    assert card(editor.map, UNLOCKS)
    editor.press("Ctrl+Shift+K")  # what was looked at can be kept at once
    (dialog,) = editor.window.findChildren(VersionDialog)
    dialog.reject()
    assert editor.window.comparing.is_open


def test_an_edit_lays_out_one_card_and_not_the_map(editor: Driver, qtbot: QtBot) -> None:
    compare(editor)
    memo = canvas(editor).memo
    memo.reset_counts()
    before, wanted = lines(editor), card(new_map(), LOCK).id
    editor.window.document.edit("Rewrite", set_fields, wanted, title="The lock freezes")
    qtbot.waitUntil(lambda: lines(editor) != before)
    assert memo.built["card"] == 1


def test_the_pointer_says_that_many_changes_take_their_time(
    editor: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def watched(*of: JourneyMap) -> Comparison:
        cursor = QApplication.overrideCursor()
        seen.append(cursor.shape() if cursor is not None else None)
        return found(*of)

    found = comparison_subject.compare
    monkeypatch.setattr(comparison_subject, "compare", watched)
    compare(editor)
    assert seen == [Qt.CursorShape.WaitCursor]
    assert QApplication.overrideCursor() is None


def test_opening_lays_out_only_what_differs(editor: Driver) -> None:
    compare(editor)
    seen = canvas(editor)
    differing = [i for i in page(editor).both.overlay.marks if seen.shown.get(i, Card)]
    assert 0 < seen.memo.built["card"] <= len(differing)
    assert seen.layouts == 1


def test_a_map_that_was_never_saved_is_compared_with_what_it_was_at_first(
    qtbot: QtBot, windows: Windows
) -> None:
    windows.new("bicycle")
    editor = Driver(qtbot, windows.all[-1])
    editor.click(TABLE)
    editor.press("F2")
    editor.type("The table is too wide")
    editor.press("Escape")
    editor.press("Ctrl+Shift+C")
    assert bar(editor).names.text() == "the map as opened → now"
    assert len(lines(editor)) == 1
    editor.press("Ctrl+Shift+C")
    assert not editor.window.comparing.is_open


def test_a_locked_map_is_compared_too(editor: Driver) -> None:
    editor.do("edit.lock")
    compare(editor)
    assert lines(editor)
    editor.press("Escape")
    assert editor.window.document.locked


def test_an_audience_sees_what_is_compared_and_then_the_map_again(editor: Driver) -> None:
    editor.do("view.audience")
    audience = editor.window.live.audience
    assert audience is not None
    compare(editor)
    assert audience.canvas.scene is canvas(editor).scene
    bar(editor).modes["beside"].click()
    editor.settle()
    assert audience.canvas.scene is canvas(editor).scene
    editor.press("Escape")
    assert audience.canvas.scene is editor.canvas.scene
    editor.do("view.audience")


def test_a_window_that_is_closed_meanwhile_opens_as_it_was(
    windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    editor = edited(qtbot, windows, tmp_path)
    editor.do("view.history")
    file = editor.window.document.path
    assert file is not None
    compare(editor)
    editor.window.close()
    editor.settle()
    again = opened(qtbot, windows, file)
    assert again.window.docks["history"].isVisible()
    assert again.window.toolbar.isVisible()


def test_everything_has_room_in_a_small_window_and_words_for_a_screen_reader(
    editor: Driver,
) -> None:
    editor.window.resize(1000, 640)
    for mode in ("overlay", "beside", "swipe"):
        compare(editor, mode)
        assert (editor.window.width(), editor.window.height()) == (1000, 640)
        for part in (panel(editor), page(editor).strip, bar(editor).close_button):
            corner = part.mapTo(editor.window, QPoint(part.width(), part.height()))
            assert corner.x() <= 1000
            assert corner.y() <= 640
        assert all(c.view.accessibleName() for c in showing(editor).canvases)
    assert panel(editor).tree.accessibleName() == "Changes"
    assert bar(editor).names.accessibleName() == "November review compared with now"
    spoken = [button.accessibleName() for button in page(editor).strip.buttons]
    assert "Ride: 1 card added, links differ, metrics differ" in spoken


def test_a_map_from_the_right_stands_as_it_does_on_the_canvas(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "arabic.journey.json"
    write_arabic(file)
    editor = opened(qtbot, windows, file)
    old: JourneyMap = editor.map
    first = next(c for c in old.all(Card) if c.step_id)
    editor.window.document.edit("Rewrite", set_fields, first.id, title="كلمة")
    editor.window.comparing.open(old, "old")
    editor.settle()
    editor.press("F8")
    assert first.id in editor.window.comparing.current
    assert in_view(editor, first.id)
    assert canvas(editor).laid.rtl
    assert canvas(editor).lane_header.x() > canvas(editor).view.x()
    first_stage, second_stage, *_ = page(editor).strip.buttons
    assert first_stage.x() > second_stage.x()
