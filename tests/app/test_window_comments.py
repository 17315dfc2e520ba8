"""Comments in the window: written about what is selected, read, answered, dealt with, found."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.change import apply
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.ids import feeling_id
from model.layout.build import build
from model.records import Card, Comment, Lane, Person, create
from tests.app.remarked import Opened, bare, opens
from tests.driver import LEFT, NONE
from widgets.outline.panel import OutlinePanel
from widgets.theme import outlined


@pytest.fixture
def hand(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Opened:
    return opens(qtbot, windows, tmp_path)


@contextmanager
def menu() -> Iterator[QMenu]:
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    yield shown
    shown.close()


def test_a_comment_is_typed_about_what_is_selected(hand: Opened) -> None:
    editor = hand()
    editor.click("Chat")
    editor.press("Ctrl+Shift+N")
    assert editor.panel.isVisible()
    assert editor.panel.writing.about.text() == "About “Chat”"
    editor.type("Who says so?")
    editor.press("Return")
    assert editor.texts() == ["Touchpoint “Chat”", "Who says so?"]
    assert editor.rows()[1].below == "Ines Vogt · today 10:32"
    (said,) = editor.comments()
    assert (said.about_id, said.date) == ("card_chat", "2026-11-22T10:32:00+00:00")
    assert [p.name for p in editor.map.all(Person) if p.id == said.author_id] == ["Ines Vogt"]
    assert editor.undoable == ["Comment on “Chat”"], "the person came with it"
    editor.press("Escape")
    assert QApplication.focusWidget() is editor.canvas.view


@pytest.mark.parametrize(
    ("selected", "about"),
    [
        ("stage_buy", "About “Buy”"), ("lane_web", "About “Web”"),
        ("persona_anna", "About “Anna”"), ("", "About the map"),
        ("step_pay", "About a step"),
        (feeling_id("persona_anna", "step_look"), "About the feeling of Anna at “Compare › Look”"),
    ],
)  # fmt: skip
def test_stages_lanes_personas_and_the_map_have_comments_too(
    hand: Opened, selected: str, about: str
) -> None:
    editor = hand()
    editor.write(selected, "Hm")
    assert editor.panel.writing.about.text() == about
    assert editor.comments()[0].about_id == (selected or "map")


def test_words_that_are_typed_stay_with_what_they_are_about(hand: Opened) -> None:
    editor = hand()
    editor.on("card_chat")
    editor.do("comments.add")
    editor.type("Half a")
    editor.press("Escape")
    editor.click("Till")
    editor.press("Ctrl+Shift+N")
    assert editor.panel.writing.about.text() == "About “Chat”"
    pending = editor.window.pending_typing(editor.map)
    kept = [pair[1] for pair in pending.values() if isinstance(pair[1], Comment)]
    assert [c.text for c in kept] == ["Half a"], "it outlives a crash"
    editor.type(" thought")
    editor.press("Return")
    assert [(c.about_id, c.text) for c in editor.comments()] == [("card_chat", "Half a thought")]
    assert editor.panel.writing.about.text() == "About “Till”"


def test_who_writes_is_asked_once_and_kept(hand: Opened, windows: Windows) -> None:
    editor = hand()
    editor.do("comments.add")
    line = editor.panel.writing.author
    assert line.text() == "Ines Vogt"
    editor.qtbot.mouseClick(line, LEFT)
    line.selectAll()
    editor.type("Omar Haddad")
    editor.press("Return")
    assert windows.settings.author == "Omar Haddad"
    editor.write("", "Hm")
    assert editor.rows()[1].who == "Omar Haddad"


def test_whoever_wants_no_name_stays_without_one(hand: Opened, windows: Windows) -> None:
    editor = hand()
    editor.do("comments.add")
    line = editor.panel.writing.author
    editor.qtbot.mouseClick(line, LEFT)
    line.selectAll()
    editor.press("Delete", "Return")
    editor.write("", "Hm")
    editor.write("", "Hm again")
    assert [row.who for row in editor.rows()[1:]] == ["", ""]
    assert line.text() == ""


def test_space_resolves_and_opens_again_and_delete_removes(hand: Opened) -> None:
    editor = hand()
    editor.write("card_chat", "One")
    editor.write("card_till", "Two")
    editor.click_row("One")
    assert editor.selected == ["Chat"], "a click shows what it is about"
    editor.press("Space")
    assert editor.texts() == ["Touchpoint “Till”", "Two"]
    assert editor.undoable[-1] == "Resolve the comment “One”"
    editor.qtbot.mouseClick(editor.panel.resolved, LEFT, NONE, QPoint(9, 9))
    assert editor.texts() == ["Touchpoint “Till”", "Two", "Touchpoint “Chat”", "One"]
    editor.click_row("One")
    editor.press("Space")
    assert editor.texts() == ["Touchpoint “Chat”", "One", "Touchpoint “Till”", "Two"]
    editor.press("Delete")
    assert editor.texts() == ["Touchpoint “Till”", "Two"]
    assert "card_chat" in editor.map, "what it was about stays"
    editor.do("edit.undo")
    assert len(editor.comments()) == 2


def test_the_sign_before_a_comment_resolves_it_and_enter_goes_to_the_map(hand: Opened) -> None:
    editor = hand()
    editor.write("card_till", "Two")
    at = editor.row_at("Two")
    editor.on("")
    editor.panel.list.setFocus()
    editor.press("Return")
    assert editor.selected == ["Till"]
    assert QApplication.focusWidget() is editor.canvas.view
    editor.qtbot.mouseClick(editor.panel.list.viewport(), LEFT, NONE, QPoint(24, at.y()))
    assert editor.comments()[0].resolved


def test_letters_in_the_list_answer_and_answers_stand_below(hand: Opened) -> None:
    editor = hand()
    editor.write("card_chat", "Who says so?")
    editor.write("card_chat", "Another")
    editor.click_row("Who says so?")
    editor.type("A rider")
    assert editor.panel.writing.about.text() == "Answer to Ines Vogt: “Who says so?”"
    editor.press("Return")
    rows = editor.rows()[1:]
    assert [(r.text, r.depth) for r in rows] == [
        ("Who says so?", 0), ("A rider", 1), ("Another", 0),
    ]  # fmt: skip
    editor.click_row("Who says so?")
    editor.press("Space")
    assert editor.texts() == ["Touchpoint “Chat”", "Another"], "its answers with it"


def test_a_bubble_or_a_row_offers_an_answer_there_whatever_else_is_selected(hand: Opened) -> None:
    editor = hand()
    editor.write("card_till", "One")
    editor.write("card_chat", "Two")
    editor.on("card_chat")
    line = editor.panel.writing
    assert line.about.text() == "About “Chat”"
    editor.window.commenting.show("card_till")
    assert line.about.text() == "Answer to Ines Vogt: “One”"
    assert line.text.placeholderText() == "Answer Ines Vogt about “Till”…"
    editor.qtbot.mouseClick(line.text.viewport(), LEFT)
    editor.type("Yes")
    editor.press("Return")
    one, _, yes = editor.comments()
    assert (yes.text, yes.about_id) == ("Yes", one.id), "not at the card that is selected"
    assert line.about.text() == "About “Chat”"
    editor.click_row("Two")
    assert line.text.placeholderText() == "Answer Ines Vogt about “Chat”…"
    editor.press("Down")
    assert line.about.text() == "Answer to Ines Vogt: “One”"
    editor.press("Ctrl+Shift+N")
    assert line.about.text() == "About “Chat”", "the key is about what is selected"
    assert line.text.placeholderText() == "Type a comment and press Enter"
    editor.type("Half a")
    editor.click_row("One")
    assert line.about.text() == "About “Chat”", "what is typed stays with what it is about"


def test_the_menu_of_a_comment_offers_the_same(hand: Opened) -> None:
    editor = hand()
    editor.write("card_chat", "Who says so?")
    at = editor.row_at("Who says so?")
    editor.panel.list.customContextMenuRequested.emit(at)
    with menu() as shown:
        words = [action.text().replace("&", "") for action in shown.actions()]
        assert words == ["Show on the map", "Answer", "Resolve", "Delete"]
        shown.actions()[2].trigger()
    assert editor.comments()[0].resolved


def test_a_bubble_tells_how_many_are_open_and_leads_to_them(hand: Opened) -> None:
    editor = hand()
    assert editor.window.commenting.badges is None
    editor.write("card_till", "One")
    editor.write("card_till", "Two")
    editor.write("stage_buy", "Three")
    (badge,) = editor.badges.shown
    assert editor.badges.told(badge.record_id) == "2 open comments"
    assert editor.badges.headers.badges["stage_buy"].accessibleName() == "1 open comment"
    editor.window.docks["comments"].hide()
    editor.canvas.reveal("card_till")
    box = editor.badges.spot(badge.box, editor.canvas.zoom, editor.canvas.laid.rtl)
    place = editor.canvas.view.to_viewport(box.center()).toPoint()
    editor.on("")
    editor.click_at(place)
    assert editor.panel.isVisible()
    assert editor.panel.chosen is not None
    assert editor.panel.chosen.text == "One"
    assert editor.selected == [], "the press is not meant for the card"
    editor.press("Space", "Space")
    assert editor.badges.shown == ()
    without = apply({c.id: (c, None) for c in editor.comments()}, editor.map)
    assert build(editor.map) == build(without), "no bubble is laid out, nor on a poster"


def test_a_bubble_hides_no_words_of_its_card(hand: Opened) -> None:
    editor = hand()
    editor.write("card_till", "One")
    (badge,) = editor.badges.shown
    for zoom in (0.67, 1.0, 2.0):
        for rtl in (False, True):
            box = editor.badges.spot(badge.box, zoom, rtl)
            padding = badge.box.adjusted(4, 4, -4, -4)
            assert not box.intersects(padding)


def test_a_bubble_stands_beside_the_name_of_its_lane(hand: Opened) -> None:
    editor = hand()
    lanes = [lane for lane in editor.map.all(Lane) if lane.kind != "emotion"]
    editor.window.document.edit("Rename", set_fields, lanes[0].id, name="What they do")
    for lane in lanes:
        editor.write(lane.id, "One")
    header = editor.canvas.lane_header
    for zoom in (0.5, 0.67, 1.0):
        editor.canvas.camera.zoom_to(zoom)
        editor.settle()
        beside = []
        for lane in lanes:
            badge = editor.badges.headers.badges[lane.id]
            _, right = header.ink_of(lane.id) or (0.0, 0.0)
            if right + badge.width() + 4 <= header.width():
                beside.append(lane.name)
                assert badge.x() >= right, (zoom, lane.name)
        assert beside


def test_the_bubble_of_a_lane_goes_when_the_lane_is_scrolled_away(hand: Opened) -> None:
    editor = hand()
    first = editor.map[editor.canvas.laid.places.lanes[0].id]
    editor.write(first.id, "One")
    badge = editor.badges.headers.badges[first.id]
    assert badge.isVisible()
    editor.canvas.camera.zoom_to(2.0)
    bar = editor.canvas.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    editor.settle()
    assert not badge.isVisible(), "it would stand at another lane"
    bar.setValue(bar.minimum())
    editor.settle()
    assert badge.isVisible()


def test_the_box_of_resolved_ones_has_the_outline_of_boxes(hand: Opened) -> None:
    editor = hand()
    editor.do("comments.add")
    role = editor.panel.palette().ColorRole.Window
    for choice in ("light", "dark"):
        editor.window.windows.theme.choose(choice)
        wanted = outlined(editor.window.windows.theme.widget_palette()).color(role)
        assert editor.panel.resolved.palette().color(role) == wanted


def test_somebody_who_hears_the_map_is_told_of_comments(hand: Opened) -> None:
    editor = hand()
    editor.write("card_till", "One")
    editor.do("view.outline")
    model = cast(OutlinePanel, editor.window.docks["outline"].fill()).tree
    node = model.find("card_till")
    spoken = model.index_of(node).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", 1 open comment")
    index = editor.panel.model.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "One. Ines Vogt · today 10:32. Open. About: Touchpoint “Till”"
    )


def test_a_locked_map_is_read_and_says_why_nothing_is_written(hand: Opened) -> None:
    editor = hand()
    editor.write("card_till", "One")
    editor.do("edit.lock")
    editor.do("comments.add")
    assert "locked" in editor.window.status.hint.text()
    editor.type("No")
    assert editor.panel.writing.words == ""
    editor.click_row("One")
    editor.press("Space", "Delete")
    assert [c.resolved for c in editor.comments()] == [False]


def test_a_thousand_comments_are_listed_once_and_other_edits_cost_nothing(hand: Opened) -> None:
    of = bare()
    cards = [c.id for c in of.all(Card)]
    many = (
        create(Comment, id=f"comment_{i}", about_id=cards[i % 3], text=f"Remark {i}")
        for i in range(1000)
    )
    editor = hand(apply({c.id: (None, c) for c in many}, of))
    panel = editor.panel
    built, measured = panel.built, panel.list.looks.measured
    editor.do("view.comments")
    editor.settle()
    assert panel.built == built + 1
    assert panel.list.looks.measured <= measured + 1000
    built, measured = panel.built, panel.list.looks.measured
    cell = editor.map.all(Card)
    other = next(card.id for card in cell if card.id not in cards[:3])
    editor.window.document.edit("Rename", set_fields, other, title="Another")
    assert (panel.built, panel.list.looks.measured) == (built, measured)
    panel.list.scrollToBottom()
    first = panel.model.index(1)
    panel.list.scrollTo(first)
    heading = panel.list.visualRect(panel.model.index(0))
    assert panel.list.viewport().rect().contains(heading), "what it is about is seen with it"
    editor.write("card_offers", "One more")
    assert panel.list.looks.measured <= measured + 2


def test_the_key_enters_what_is_being_typed_and_is_about_that_card(hand: Opened) -> None:
    editor = hand()
    editor.click("Till")
    editor.type("Pays")
    editor.press("Ctrl+Shift+N")
    assert editor.card("Pays").id == "card_till"
    assert editor.panel.writing.about.text() == "About “Pays”"
    editor.type("By card?")
    editor.press("Shift+Return")
    editor.type("Or cash?")
    editor.press("Return")
    assert editor.comments()[0].text == "By card?\nOr cash?"


def test_what_a_comment_is_about_is_told_by_its_name_of_now(hand: Opened) -> None:
    editor = hand()
    editor.write("card_till", "One")
    editor.do("comments.add")
    editor.type("Two")
    editor.window.document.edit("Rename", set_fields, "card_till", title="Cash desk")
    assert editor.texts()[0] == "Touchpoint “Cash desk”"
    assert editor.panel.writing.about.text() == "About “Cash desk”"
    editor.window.document.edit("Delete", remove, "card_till")
    assert editor.texts() == [], "the comment went with its card"
    assert editor.panel.writing.about.text() == "About the map", "the words are still there"
    assert editor.panel.writing.words == "Two"
