"""A review in the window: what changed is gone through, decided, left, taken up again, ended."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.review_bar import ReviewBar
from app.review_done import ReviewDone
from app.review_walk import Reviewing
from app.reviewing import reviewing
from app.windows import Windows
from model.compare import compare
from model.comparing.digest import digest
from model.edits.fields import set_fields
from model.files import codec
from model.files.last_review import last_review
from model.files.version_list import listed
from model.files.versions import save_version
from model.records import Action, Comment, Person, VersionLabel
from model.review_points import points
from model.reviewing import to_review
from tests.compared import OLD_NAME, TODAY, new_map, old_map
from tests.driver import LEFT, Driver, opened
from widgets.comparing.lines_look import VERDICTS

Opened = Callable[..., "Hand"]


class Hand(Driver):
    """A driver that knows the bar of a review."""

    @property
    def review(self) -> Reviewing:
        found = reviewing(self.window)
        assert found is not None, "no review is on"
        return found

    @property
    def bar(self) -> ReviewBar:
        return self.review.bar

    def begin(self) -> None:
        self.do("review.start")
        self.qtbot.waitUntil(lambda: reviewing(self.window) is not None)
        self.settle()

    def follow(self) -> None:
        """Wait until the comparison is that of the map as it is."""
        comparing = self.window.comparing
        self.qtbot.waitUntil(
            lambda: comparing.comparison is not None and comparing.comparison.new is self.map
        )
        self.settle()

    def signs(self) -> list[str]:
        """What the list shows beside its lines, of those that are decided."""
        panel = self.window.comparing.panel
        assert panel is not None
        found = (panel.tree.lines.decided(row) for row in panel.tree.lines.rows)
        return [decided for decided in found if decided]

    def done(self) -> ReviewDone:
        (dialog,) = (w for w in self.window.findChildren(ReviewDone) if w.isVisible())
        return dialog


@pytest.fixture
def hand(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Opened:
    windows.settings.author = "Ines Vogt"
    file = tmp_path / "ride.journey.json"
    save_version(file, old_map(), VersionLabel(label=OLD_NAME, date="2026-11-14"))
    codec.save(new_map(), file)

    def opens(size: tuple[int, int] = (1600, 1000)) -> Hand:
        driver = opened(qtbot, windows, file)
        return Hand(qtbot, driver.window, size)

    return opens


def test_a_review_goes_through_every_change_once_in_the_order_of_a_review() -> None:
    c = compare(old_map(), new_map())
    told = digest(c, TODAY)
    found = points(c, told)
    ids = [i for point in found for i in point.ids]
    assert sorted(ids) == sorted(item.id for item in to_review(c))
    wording = {
        i for s in told.sections if s.name == "wording" for line in s.lines for i in line.ids
    }
    assert wording
    assert set(ids[-len(wording) :]) == wording, "wording comes last"


def test_a_change_is_agreed_by_one_key_and_the_next_one_is_there(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    first, second = editor.review.points[:2]
    total = len(editor.review.points)
    assert editor.review.current == first
    assert editor.bar.headline.text() == first.text
    assert editor.bar.count.text() == f"1 of {total}"
    editor.press("A")
    assert editor.review.current == second
    assert editor.bar.count.text() == f"2 of {total} · 1 agreed", "at once"
    editor.follow()
    assert editor.bar.count.text() == f"2 of {total} · 1 agreed"
    assert editor.signs() == ["agreed"]
    assert len(editor.undoable) == 1
    (said,) = (c for c in editor.map.all(Comment) if c.text.startswith("Agreed: "))
    assert said.resolved
    assert "T" in said.date, "the time is there too"
    editor.press("Ctrl+Z")
    editor.follow()
    assert editor.signs() == []


def test_keys_that_come_faster_than_the_comparison_follows_are_all_heard(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.press("A", "A", "A")
    assert len({c.about_id for c in editor.map.all(Comment) if c.id not in new_map()}) == 3
    editor.follow()
    assert editor.signs() == ["agreed"] * 3


def test_questions_and_actions_are_typed_in_the_bar(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    total = len(editor.review.points)
    editor.press("Q")
    editor.type("Who said so?")
    assert editor.bar.line.hasFocus()
    editor.press("Return")
    assert not editor.bar.line.isVisible()
    editor.press("T")
    editor.type("Ask the riders @Lena")
    editor.press("Return")
    editor.follow()
    assert editor.bar.count.text() == f"3 of {total} · 1 question · 1 action"
    assert editor.signs().count("question") == 1
    assert set(editor.signs()) <= VERDICTS.keys()
    (asked,) = (c for c in editor.map.all(Comment) if c.text == "Who said so?")
    assert not asked.resolved
    (todo,) = (a for a in editor.map.all(Action) if a.title == "Ask the riders")
    owner = editor.map.get(todo.owner_id, Person)
    assert owner is not None
    assert owner.name == "Lena"


def test_nobody_is_made_a_person_in_silence_by_an_action(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.do("review.action")
    editor.type("Call @Nobody")
    editor.press("Return")
    assert "Call @Nobody" in [a.title for a in editor.map.all(Action)]
    assert "Nobody" not in [p.name for p in editor.map.all(Person)]


def test_what_is_typed_stays_when_its_line_is_left_and_outlives_a_crash(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    point = editor.review.current
    assert point is not None
    editor.press("Shift+F9")
    editor.type("Half a thought")
    editor.press("Escape")
    assert editor.review.bar.isVisible()
    kept = editor.window.pending_typing(editor.map).values()
    assert [c.text for _, c in kept if isinstance(c, Comment)] == ["Half a thought"]
    editor.press("Right", "Q")
    assert editor.bar.headline.text() == point.text, "it is about what it was begun for"
    editor.type("!")
    editor.press("Return")
    (said,) = (c for c in editor.map.all(Comment) if c.text == "Half a thought!")
    assert said.about_id == point.ids[0]


def test_a_decision_is_taken_back_also_right_after_it(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.press("A", "Left", "Backspace")
    assert editor.map.records.keys() - new_map().records.keys() == {
        p.id for p in editor.map.all(Person) if p.name == "Ines Vogt"
    }
    editor.follow()
    assert editor.signs() == []
    assert editor.bar.count.text() == f"1 of {len(editor.review.points)}"


def test_a_review_goes_on_where_it_was_left(hand: Opened, qtbot: QtBot, windows: Windows) -> None:
    editor = hand()
    editor.begin()
    editor.press("A", "A")
    third = editor.review.current
    editor.press("Escape")
    assert reviewing(editor.window) is None
    assert editor.window.comparing.is_open
    assert editor.signs() == []
    editor.window.comparing.close()
    editor.do("file.save")
    path = editor.window.document.path
    assert path is not None
    qtbot.waitUntil(lambda: not editor.window.document.is_saving)
    editor.window.close()
    again = opened(qtbot, windows, path)
    later = Hand(qtbot, again.window)
    later.begin()
    assert later.review.current is not None
    assert third is not None
    assert later.review.current.ids == third.ids
    assert later.bar.count.text().endswith("2 agreed")


def test_leaving_the_comparison_ends_the_review_and_old_states_have_none(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.do("review.compare")
    assert not editor.window.comparing.is_open
    assert reviewing(editor.window) is None
    assert not editor.window.actions_["review.agree"].isEnabled()
    editor.begin()
    editor.window.comparing.open(old_map(), OLD_NAME, new_map(), "then")
    editor.settle()
    assert reviewing(editor.window) is None, "only the map as it is can be reviewed"


def test_the_end_of_a_review_says_what_is_left_and_saves_a_version(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.press("A", "D")
    dialog = editor.done()
    total = len(editor.review.points)
    left = f"{total - 1} are not marked yet, and can be gone through later."
    assert dialog.said.text() == f"{total} changes: 1 agreed.\n{left}"
    assert dialog.version.isChecked()
    editor.type("in 2 weeks")
    editor.press("Return")
    path = editor.window.document.path
    assert path is not None
    editor.qtbot.waitUntil(lambda: not editor.window.comparing.is_open)
    info, today = editor.map.info, date.today()
    assert info.reviewed_on == today.isoformat()
    assert (date.fromisoformat(info.next_review) - today).days == 14
    version = listed(path)[-1]
    assert version.label.label.startswith("Review of ")
    assert version.label.author == "Ines Vogt"
    assert info.baseline == version.path.name
    assert len(editor.undoable) == 2, "the decision, and the end of the review"
    found = last_review(path, editor.map)
    assert found is not None
    assert found.path == version.path
    editor.begin()
    assert editor.review.points == (), "the next review begins with nothing"
    assert editor.bar.headline.text() == "Nothing changed since then"
    editor.window.comparing.close()
    editor.do("edit.undo")
    assert editor.map.info.baseline == ""
    assert editor.map.info.reviewed_on == new_map().info.reviewed_on


def test_the_day_of_the_next_review_is_read_as_people_say_it(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.do("review.done")
    dialog = editor.done()
    dialog.version.click()
    assert not dialog.name.isEnabled()
    for typed, may in (("yesterday", False), ("4/5", False), ("", False), ("tomorrow", True)):
        dialog.next_day.selectAll()
        editor.press("Delete")
        editor.type(typed)
        assert dialog.done_button.isEnabled() is may, typed
        assert dialog.wrong.text()
    dialog.every.setFocus()
    dialog.every.selectAll()
    editor.type("7")
    assert dialog.wrong.text().endswith("in 7 days")
    editor.qtbot.mouseClick(dialog.done_button, LEFT)
    assert not dialog.isVisible()
    assert editor.map.info.review_every_days == 7
    path = editor.window.document.path
    assert path is not None
    assert len(listed(path)) == 1, "no version was wanted"
    assert len(editor.undoable) == 1


def test_a_locked_map_is_reviewed_by_reading_and_says_why_nothing_is_decided(
    hand: Opened,
) -> None:
    editor = hand()
    editor.do("edit.lock")
    editor.begin()
    before = editor.map
    for key in ("A", "Q", "T"):
        editor.window.status.say("")
        editor.press(key)
        assert "locked" in editor.said[-1]
    assert not editor.bar.line.isVisible()
    assert editor.map is before
    editor.press("Right")
    assert editor.review.current == editor.review.points[1]


def test_a_review_that_is_due_is_told_quietly(hand: Opened) -> None:
    editor = hand()
    action = editor.window.actions_["review.start"]
    editor.window.document.edit("Due", set_fields, "map", next_review="2020-01-10")
    editor.window.actions_.refresh()
    assert action.text().replace("&", "") == "Review changes… (due since 10 Jan 2020)"
    editor.window.editor.selection.set()
    editor.window.inspector.refresh()
    assert editor.window.inspector.head.place.text() == "Map · Review due since 10 Jan 2020"
    editor.window.document.edit("Due", set_fields, "map", next_review="")
    editor.window.actions_.refresh()
    assert action.text().replace("&", "") == "Review changes…"
    assert QApplication.activeModalWidget() is None


def test_verdicts_are_spoken_and_the_words_of_the_list_keep_clear_of_them(hand: Opened) -> None:
    editor = hand((1000, 640))
    editor.begin()
    editor.press("A")
    editor.follow()
    panel = editor.window.comparing.panel
    assert panel is not None
    tree = panel.tree
    nth = next(n for n, row in enumerate(tree.lines.rows) if tree.lines.decided(row))
    spoken = tree.lines.index_of(nth).data(11 + 1)  # AccessibleDescriptionRole
    assert spoken.endswith("Agreed")


def test_a_version_that_cannot_be_saved_is_told_and_tried_again(hand: Opened) -> None:
    editor = hand()
    path = editor.window.document.path
    assert path is not None
    editor.begin()
    editor.do("review.done")
    dialog = editor.done()
    folder = path.with_name("ride.versions")
    away = folder.rename(path.with_name("away"))
    folder.write_text("in the way")
    dialog.done_button.click()
    editor.qtbot.waitUntil(lambda: "No version was saved" in dialog.said.text())
    assert editor.map.info.reviewed_on == date.today().isoformat(), "the review is done"
    folder.unlink()
    away.rename(folder)
    editor.press("Return")
    editor.qtbot.waitUntil(lambda: not editor.window.comparing.is_open)
    assert editor.map.info.baseline == listed(path)[-1].path.name
    assert editor.undoable == ["Review done"]


def test_a_map_without_a_file_is_saved_first(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    window = windows.new("bicycle")
    editor = Hand(qtbot, window)
    editor.window.document.edit("Edit", set_fields, "map", scenario="Another one")
    editor.begin()
    assert [point.ids for point in editor.review.points] == [("map",)]
    editor.press("A", "D")
    editor.done().done_button.click()
    (dialog,) = (d for d in window.findChildren(QFileDialog) if d.isVisible())
    assert editor.map.info.reviewed_on != date.today().isoformat(), "not before it has a file"
    file = tmp_path / "new.journey.json"
    dialog.selectFile(str(file))
    dialog.accept()
    editor.qtbot.waitUntil(lambda: not window.comparing.is_open)
    assert [v.path.name for v in listed(file)] == [editor.map.info.baseline]
