"""A review in the window: what changed is gone through, decided, left, taken up again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.comparing_choice import OPENED, CompareChooser
from app.reviewing import reviewing
from app.windows import Windows
from model import due
from model.compare import compare
from model.comparing.digest import digest
from model.edits.fields import set_fields
from model.records import Action, Comment, Person
from model.review_points import points
from model.reviewing import Scribe, comment, to_review
from tests.app.reviewed import Hand, Opened, opens
from tests.compared import OLD_NAME, TODAY, new_map, old_map
from tests.driver import LEFT, opened
from widgets.comparing.lines_look import VERDICTS


@pytest.fixture
def hand(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Opened:
    return opens(qtbot, windows, tmp_path)


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
    total = editor.window.comparing.total
    assert editor.review.current == first
    assert editor.bar.headline.text() == first.text
    assert editor.bar.count.text() == f"1 of {total}"
    editor.press("A")
    assert editor.review.current == second
    assert editor.bar.count.text() == f"{second.number} of {total} · 1 agreed", "at once"
    editor.follow()
    assert editor.bar.count.text() == f"{second.number} of {total} · 1 agreed"
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
    total = editor.window.comparing.total
    editor.press("Q")
    editor.type("Who said so?")
    assert editor.bar.line.hasFocus()
    editor.press("Return")
    assert not editor.bar.line.isVisible()
    editor.press("T")
    editor.type("Ask the riders @Lena")
    editor.press("Return")
    editor.follow()
    panel = editor.window.comparing.panel
    assert panel is not None
    row = panel.tree.row
    assert row is not None
    assert row.number == 4, "an action is in the list too, with a number of its own"
    assert editor.bar.count.text() == f"{row.number} of {total} · 1 question · 1 action"
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


def test_an_action_is_given_to_somebody_by_a_day_and_says_so_while_it_is_typed(
    hand: Opened,
) -> None:
    editor = hand()
    editor.begin()
    editor.do("review.action")
    assert not editor.bar.understood.isVisible()
    day = datetime.now(UTC).astimezone().date() + timedelta(days=1)
    editor.type("Watch the queue @lena tomorrow")
    assert editor.bar.understood.isVisible()
    assert editor.bar.understood.text().startswith("For Lena")
    assert f"by {due.in_words(day.isoformat(), day)}" in editor.bar.understood.text()
    editor.press("Return")
    (todo,) = (a for a in editor.map.all(Action) if a.title == "Watch the queue")
    owner = editor.map.get(todo.owner_id, Person)
    assert owner is not None
    assert owner.name.startswith("Lena")
    assert todo.due == day.isoformat()
    editor.do("review.question")
    editor.type("Really tomorrow")
    assert not editor.bar.understood.isVisible(), "a question has no day"


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
    assert editor.bar.count.text() == f"1 of {editor.window.comparing.total}"


def test_a_review_goes_on_where_it_was_left(hand: Opened, qtbot: QtBot, windows: Windows) -> None:
    editor = hand()
    editor.begin()
    editor.press("A", "A")
    third, before = editor.review.current, editor.map
    editor.press("Escape")
    assert reviewing(editor.window) is None
    assert editor.window.comparing.is_open
    assert editor.signs() == []
    editor.type("hello")
    editor.press("Return")
    assert editor.window.document.map is before, "nothing is typed on a map that nobody sees"
    editor.press("Escape")
    assert not editor.window.comparing.is_open
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


def test_a_review_of_other_sides_begins_at_their_first_change(hand: Opened) -> None:
    editor = hand()
    changed = set_fields(editor.map, "map", scenario="Another one")
    editor.window.document.commit(changed, "Edit")
    editor.begin()
    editor.press("A")
    editor.qtbot.mouseClick(editor.window.bars.made("compare").names, LEFT)
    (chooser,) = (d for d in editor.window.findChildren(CompareChooser) if d.isVisible())
    names = [chooser.old.item(row).text() for row in range(chooser.old.count())]
    chooser.old.setCurrentRow(next(n for n, name in enumerate(names) if OPENED in name))
    editor.qtbot.mouseClick(chooser.compare_button, LEFT)
    editor.window.activateWindow()
    editor.qtbot.waitUntil(editor.bar.buttons["agreed"].hasFocus)
    assert [point.ids for point in editor.review.points] == [("map",)]
    assert editor.review.current == editor.review.points[0]
    editor.press("Q")
    editor.type("Which one?")
    assert editor.bar.line.text() == "Which one?"
    assert editor.bar.asked.text() == "Question"


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


def test_what_a_review_writes_changes_neither_numbers_nor_counts_nor_the_sentence(
    hand: Opened,
) -> None:
    editor = hand()
    editor.begin()
    panel, page = editor.window.comparing.panel, editor.window.comparing.page
    assert panel is not None
    assert page is not None
    lines, sentence = panel.tree.lines.rows, panel.sentence.text()
    editor.press("A", "A", "Q")
    editor.type("Who?")
    editor.press("Return", "T")
    editor.type("Look")
    editor.press("Return")
    editor.follow()
    assert panel.tree.lines.rows == lines
    assert panel.sentence.text() == sentence
    assert len(editor.signs()) == 4
    compared = editor.window.bars.made("compare")
    assert not compared.count.isVisible(), "one count is enough"
    assert not compared.forth.isVisible(), "and one way on"
    assert not compared.close_button.isVisible(), "and one cross"
    editor.press("Ctrl+Z", "Ctrl+Y")
    editor.follow()
    assert panel.tree.lines.rows == lines
    editor.press("Escape")
    assert len(panel.tree.lines.rows) > len(lines), "without a review all of it is told"
    assert editor.window.bars.made("compare").count.isVisible()


def test_a_change_of_the_map_itself_is_acted_upon_for_good(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.window.comparing.show("map")
    assert editor.review.current is not None
    assert editor.review.current.ids == ("map",)
    editor.do("review.action")
    editor.type("Tell the board")
    editor.press("Return")
    editor.follow()
    assert editor.review.given["map"] == "action"


def test_words_that_are_typed_go_with_their_change_while_others_edit(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.press("Q")
    editor.type("Half a thought")
    point = editor.review.current
    assert point is not None
    document, old = editor.window.document, old_map()
    (card_id,) = point.ids
    renamed = set_fields(editor.map, card_id, title="Another name")
    document.commit(renamed, "Somebody else")
    editor.follow()
    assert "Another name" in editor.bar.headline.text()
    total = editor.window.comparing.total
    assert editor.bar.count.text() == f"1 of {total}"
    document.commit({card_id: (editor.map[card_id], old[card_id])}, "Somebody else")
    editor.follow()
    editor.press("Return")
    assert editor.said[-1] == "Nothing is different there any more."
    editor.press("Escape")
    assert editor.bar.headline.text() == "Choose a change in the list"
    editor.press("Right", "Q")
    now = editor.review.current
    assert now is not None
    assert editor.bar.headline.text() == now.text.replace("-", "−")
    editor.press("Return")
    assert editor.bar.line.text() == ""
    (said,) = (c for c in editor.map.all(Comment) if c.text.endswith("Half a thought"))
    assert said.about_id == now.ids[0]


def test_what_is_typed_outlives_the_comparison_too(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    editor.press("Q")
    editor.type("Half a thought")
    editor.do("review.compare")
    assert not editor.window.comparing.is_open
    kept = editor.window.pending_typing(editor.map).values()
    assert "Half a thought" in [c.text for _, c in kept if isinstance(c, Comment)]


def test_agreeing_once_more_writes_nothing_and_to_a_question_answers_it(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    point = editor.review.current
    assert point is not None
    editor.press("Q")
    editor.type("Who?")
    editor.press("Return", "Left", "A")
    editor.follow()
    assert editor.review.given[point.ids[0]] == "agreed"
    (said,) = (c for c in editor.map.all(Comment) if c.text == "Who?")
    assert said.resolved
    before = editor.map
    editor.press("Left", "A")
    assert editor.map is before
    assert editor.review.current == editor.review.points[1], "it goes on"
    editor.press("T")
    editor.type("Look")
    editor.press("Return", "Left")
    before = editor.map
    editor.press("A")
    assert editor.map is before, "what is to be done is not agreed in silence"


def test_what_others_asked_is_not_answered_by_agreeing(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    point = editor.review.current
    assert point is not None
    document = editor.window.document
    lena = Scribe("Lena", "2026-12-10")
    theirs = comment(editor.map, point.ids[0], "Mind the price", document.ids, lena)
    document.commit(theirs, "Somebody else")
    editor.follow()
    before = editor.map
    editor.press("A")
    editor.press("Backspace")
    assert editor.map is before
    assert editor.window.status.hint.text().startswith("Others remarked this")


def test_keys_begin_at_agreed_and_stay_in_the_bar(hand: Opened) -> None:
    editor = hand()
    editor.begin()
    agreed = editor.bar.buttons["agreed"]
    assert agreed.hasFocus()
    editor.press("Return", "Left")
    editor.qtbot.mouseClick(editor.bar.buttons["take_back"], LEFT)
    assert agreed.hasFocus(), "take back is over, and nothing else is pressed by Enter"
    panel = editor.window.comparing.panel
    assert panel is not None
    document = editor.window.document
    remark = comment(editor.map, "stage_compare", "Hm", document.ids, Scribe("", "2026-12-10"))
    document.commit(remark, "Somebody else")
    editor.follow()
    panel.tree.go_to(panel.tree.nth_about(list(remark)))
    assert editor.bar.headline.text().startswith("This is told for information")
    assert agreed.hasFocus()
    before = editor.map
    editor.press("Return")
    assert editor.map is before
