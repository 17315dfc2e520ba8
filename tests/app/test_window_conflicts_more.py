"""Conflicts elsewhere in the window: all at once, badges, hundreds, a low window, printing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from model.change import apply
from model.edits.removing import remove
from model.files import codec
from model.records import Card, Conflict, Step, evolve
from tests.app.lending import Lend
from tests.app.pressing import answer, asked
from tests.app.settling import CHAT, Opened, both, opens
from tests.driver import LEFT
from tests.sample import sample
from tests.sample_arabic import write_arabic
from widgets.conflicts.badges import spot


@pytest.fixture
def hand(lend: Lend) -> Opened:
    return opens(lend)


def test_all_of_one_side_is_one_undo(hand: Opened) -> None:
    editor = hand()
    menu = editor.panel.all.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["All of “main”", "All of “ina”"]
    menu.actions()[1].trigger()
    assert editor.open == 0
    assert editor.map["card_app"].title == "An app"  # type: ignore[attr-defined]  # a card
    assert editor.undoable == ["Take all of “ina”"]
    assert editor.window.status.hint.text() == "All conflicts are settled"
    editor.window.document.undo()
    assert editor.open == 4
    assert editor.panel.isVisible()


def test_badges_stand_on_what_is_in_conflict_and_lead_to_it(hand: Opened, qtbot: QtBot) -> None:
    editor = hand()
    badges = editor.window.conflicts.badges
    assert badges is not None
    assert {badge.record_id for badge in badges.shown} == {CHAT, "card_till"}  # one is parked
    assert list(badges.headers.badges) == ["stage_buy"]
    assert badges.told("stage_buy") == "1 conflict: press to settle"
    editor.window.docks["conflicts"].hide()
    box = next(badge.box for badge in badges.shown if badge.record_id == "card_till")
    middle, _ = spot(box, editor.canvas.zoom, rtl=False)
    editor.click_at(editor._pixel(middle))
    assert editor.panel.sheet.subject.text() == "Touchpoint “Till”: severity"
    assert editor.panel.list.hasFocus()
    qtbot.mouseClick(badges.headers.badges["stage_buy"], LEFT)
    assert editor.panel.sheet.subject.text() == "Stage “Order”: name"
    editor.take("Take “main”")
    assert not badges.headers.badges


def test_the_word_at_the_bottom_leads_to_the_panel(hand: Opened, qtbot: QtBot) -> None:
    editor = hand()
    editor.window.docks["conflicts"].close()
    mark = editor.window.conflicts.mark
    assert mark is not None
    qtbot.mouseClick(mark, LEFT)
    assert editor.panel.list.hasFocus()


def test_hundreds_of_conflicts_make_few_rows_and_few_boxes(hand: Opened) -> None:
    of = sample()
    cards = [
        Card(id=f"card_many{n}", step_id="step_pay", lane_id="lane_web", order=f"b{n:03}",
             kind="note", title=f"Note {n}") for n in range(500)
    ]  # fmt: skip
    noted = [
        Conflict(id=f"conflict_{c.id}", about_id=c.id, field="title", ours=f'"{c.title}"',
                 theirs='"Other"') for c in cards
    ]  # fmt: skip
    editor = hand(apply({r.id: (None, r) for r in (*cards, *noted)}, of))
    assert editor.panel.count.text() == "501 of 501 open"
    assert len(editor.panel.model.made) < 40
    editor.press("Ctrl+F8")
    for _ in range(5):
        editor.press("2", "Return")
    assert editor.panel.count.text() == "496 of 501 open"
    assert len(editor.panel.model.made) < 60
    assert editor.panel.sheet.choices.made <= 6


def test_a_low_window_gives_the_panel_the_room_of_the_details(hand: Opened) -> None:
    editor = hand(size=(900, 600))
    assert editor.panel.isVisible()
    assert editor.panel.sheet.height() > 150
    editor.press("Ctrl+F8")
    editor.press("6")
    assert editor.panel.sheet.viewport().rect().intersects(
        editor.box("Leave as it is").geometry().translated(
            editor.panel.sheet.choices.mapTo(editor.panel.sheet.viewport(), QPoint(0, 0)))
    )  # fmt: skip
    editor.window.resize(1280, 720)
    editor.press("Ctrl+F8")
    sheet = editor.panel.sheet
    assert not sheet.verticalScrollBar().isVisible(), "on a projector all choices are seen at once"
    rows = editor.panel.list.verticalScrollBar()
    assert rows.maximum() == 0, "and so are all conflicts, in the room that is left"


def test_the_details_have_their_room_again_once_all_is_settled(hand: Opened) -> None:
    editor = hand(size=(900, 600))
    details = editor.window.docks["inspector"]
    editor.window.docks["conflicts"].hide()
    details.show()
    editor.press("Ctrl+F8")
    assert not details.isVisible()
    editor.panel.take_all("theirs")
    assert details.isVisible()


def test_nothing_is_settled_on_a_locked_map(hand: Opened) -> None:
    editor = hand()
    editor.window.document.locked = True
    editor.press("Ctrl+F8", "2", "Return")
    assert editor.open == 4
    assert any("locked" in line for line in editor.said)
    assert editor.stage("Order")


def test_printing_says_first_what_is_open(hand: Opened, qtbot: QtBot) -> None:
    editor = hand()
    editor.window.docks["conflicts"].hide()
    editor.do("file.print")
    assert asked(editor.window).text() == "4 conflicts are open on this map"
    answer(qtbot, editor.window, "Show conflicts")
    assert editor.panel.isVisible()


def test_on_a_map_read_from_the_right_badges_stand_at_the_right(
    hand: Opened, tmp_path: Path
) -> None:
    file = tmp_path / "library.journey.json"
    write_arabic(file)
    of = codec.load(file).map
    noted = [
        Conflict(id=f"conflict_{i}", about_id=i, field=field, ours='"a"', theirs='"b"')
        for i, field in (("card_00", "title"), ("stage_1", "name"), ("lane_1", "name"))
    ]
    editor = hand(apply({c.id: (None, c) for c in noted}, of))
    badges = editor.window.conflicts.badges
    assert badges is not None
    (badge,) = badges.shown
    middle, size = spot(badge.box, editor.canvas.zoom, rtl=True)
    assert abs(middle.x() - badge.box.right()) < size
    stage, lane = badges.headers.badges["stage_1"], badges.headers.badges["lane_1"]
    for head in (stage, lane):
        name = head.header.name_box(head.record_id)
        assert name is not None
        assert head.geometry().left() == name.left(), "at the end of the name, which is the left"
    assert editor.canvas.view.accessibleDescription() == "3 conflicts on this map"


def test_in_a_window_read_from_the_right_values_stand_below_their_titles(hand: Opened) -> None:
    editor = hand()
    editor.choose("Title")
    box = editor.box("Take “ina”")
    ends = []
    for way in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        box.setLayoutDirection(way)
        picture = box.grab().toImage()
        ground = picture.pixelColor(8, 8)
        rows = range(box.height() // 2 + 4, box.height() - 6)
        inked = [
            x for x in range(8, box.width() - 8)
            if any(picture.pixelColor(x, y) != ground for y in rows)
        ]  # fmt: skip
        ends.append((min(inked), max(inked)))
    (left, short), (_, right) = ends
    assert left < 20
    assert short < box.width() / 2
    assert right > box.width() - 20


def test_a_badge_covers_no_letter_of_words_without_a_frame(hand: Opened, qtbot: QtBot) -> None:
    editor = hand()
    canvas = editor.canvas
    card = next(c for c in editor.map.all(Card) if c.id == "card_till")
    doing = evolve(card, kind="doing")
    editor.window.document.commit({card.id: (card, doing)}, "Make it words")
    noted = Conflict(id="conflict_9", about_id=doing.id, field="title", ours='"a"', theirs='"b"')
    editor.window.document.commit({noted.id: (None, noted)}, "Merge")
    badges = editor.window.conflicts.badges
    assert badges is not None
    (badge,) = (b for b in badges.shown if b.record_id == doing.id)
    words = canvas.box_of(doing.id)
    assert words is not None
    middle, size = spot(badge.box, 1.0, rtl=False)
    letter = words.topLeft() + QPointF(0, 3)  # where the first capital begins
    away = middle - letter
    assert abs(away.x()) + abs(away.y()) > size / 2, "the diamond ends before it"
    assert abs(away.x()) + abs(away.y()) < size, "and stands beside it"


def test_a_stage_that_was_deleted_and_filled_is_one_row_and_its_card_is_told_as_parked(
    hand: Opened,
) -> None:
    of = apply({"conflict_1": (sample()["conflict_1"], None)}, sample())
    step = next(step for step in of.all(Step) if step.stage_id == "stage_buy")
    lane_id = next(card.lane_id for card in of.all(Card) if card.step_id == step.id)
    new = Card(id="card_new", title="Asks", step_id=step.id, lane_id=lane_id, order="a9")
    editor = hand(both(of, (remove(of, "stage_buy"), {new.id: (None, new)})))
    assert [row for row in editor.rows() if "step" in row.lower()] == []
    assert editor.panel.count.text() == "1 of 1 open"
    assert editor.window.conflicts.number == 1
    editor.take("Take “main”")
    assert not [*editor.map.all(Conflict)]
    hint = editor.window.status.hint.text()
    assert hint == "All conflicts are settled; 1 card went to the parking lot"


def test_another_merge_that_comes_in_is_counted_from_its_beginning(hand: Opened) -> None:
    editor = hand()
    editor.panel.take_all("ours")
    noted = Conflict(id="conflict_9", about_id=CHAT, field="title", ours='"a"', theirs='"b"')
    editor.window.document.commit({noted.id: (None, noted)}, "Merge")
    assert editor.panel.count.text() == "1 of 1 open"
