"""The text itself while it is typed: plain, as it will print, and never lost."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFontInfo,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QInputMethodEvent,
    QKeySequence,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from model.edits.cards import delete_cards
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.grid import Grid
from model.layout import standing
from model.layout.text import TextStyle, block
from model.records import LONGEST_TEXT, Card, Step
from tests.widgets.typing_hand import ALT, CTRL, NO, SHIFT, Hand, Key, card, small_map
from widgets.canvas.caret import Caret

LONG = "Compares three tariffs on the phone and gives up after the second page of small print"


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot, small_map(card("a1", "a", "web", "A one"), card("b1", "b", "web", LONG)))


def lines_typed(hand: Hand) -> list[str]:
    """The lines of the text as the widget breaks them."""
    found = []
    paragraph = hand.canvas.editing.caret.document().begin()
    while paragraph.isValid():
        layout = paragraph.layout()
        for nth in range(layout.lineCount()):
            line = layout.lineAt(nth)
            units = paragraph.text().encode("utf-16-le")  # Qt counts in these
            start = 2 * line.textStart()
            found.append(units[start:][: 2 * line.textLength()].decode("utf-16-le").strip())
        paragraph = paragraph.next()
    return found


def lines_printed(hand: Hand, record: str) -> list[str]:
    """The lines of a card's title as the Scene has them."""
    shown = hand.canvas.shown.get(record, Card)
    assert shown is not None
    box = standing.title_bounds(hand.canvas.laid, record, shown.step_id, shown.lane_id)
    assert box is not None
    lines = block(shown.title, TextStyle(13, 18), box.w).lines
    return [line.text.strip() for line in lines]


def compose(text: str) -> None:
    """Have an input method show what it composes."""
    QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent(text, []))


def turn(caret: Caret, held: Qt.KeyboardModifier, notches: int = 1) -> None:
    """Turn the wheel over the text."""
    at = QPointF(caret.viewport().rect().center())
    event = QWheelEvent(
        at, caret.viewport().mapToGlobal(at), QPoint(0, 0), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(caret.viewport(), event)


def ink(image: QImage) -> QRect:
    """The rectangle around everything dark."""
    dark = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < 150
    ]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    return QRect(QPoint(min(xs), min(ys)), QPoint(max(xs), max(ys)))


def test_shift_enter_begins_a_new_line(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_F2).press(Key.Key_Return, held=SHIFT).type("below")
    assert hand.is_typing
    hand.press(Key.Key_Escape)
    assert hand.cell("a", "web") == ["A one\nbelow"]


def test_the_map_shows_at_every_key_what_is_typed_but_holds_it_only_once_committed(
    hand: Hand,
) -> None:
    hand.at("c", "web").type("Pays")
    new = hand.canvas.editing.target
    assert new is not None
    shown = hand.canvas.shown.get(new.record, Card)
    assert shown is not None
    assert shown.title == "Pays"
    assert new.record not in hand.document.map
    hand.press(Key.Key_Escape)
    assert new.record in hand.document.map


@pytest.mark.parametrize("zoom", [1.0, 1.25, 2.0])
def test_text_wraps_as_it_will_print_and_the_card_grows_with_it(hand: Hand, zoom: float) -> None:
    hand.canvas.camera.zoom_to(zoom)
    hand.on("a1").press(Key.Key_F2)
    before = hand.canvas.box_of("a1")
    for word in f" {LONG}".split(" "):
        hand.type(f" {word}")
        assert lines_typed(hand) == lines_printed(hand, "a1")
    after = hand.canvas.box_of("a1")
    assert before is not None
    assert after is not None
    assert after.height() > before.height() + 2 * 18


@pytest.mark.parametrize("zoom", [1.0, 1.25, 2.0])
def test_the_text_stands_where_it_will_be_painted(hand: Hand, zoom: float) -> None:
    hand.canvas.camera.zoom_to(zoom)
    hand.on("b1").canvas.reveal("b1")
    painted = hand.canvas.grab().toImage()
    hand.press(Key.Key_F2)
    hand.canvas.editing.caret.setCursorWidth(0)
    typed = hand.canvas.grab().toImage()
    box = hand.canvas.box_of("b1")
    assert box is not None
    at = hand.canvas.view.viewportTransform().mapRect(box).toRect()
    at.translate(hand.canvas.view.viewport().mapTo(hand.canvas, QPoint(0, 0)))
    at.adjust(round(9 * zoom), 4, -9, -4)  # without the bar and the border
    before, now = ink(painted.copy(at)), ink(typed.copy(at))
    differences = zip(before.getCoords(), now.getCoords(), strict=True)
    assert max(abs(a - b) for a, b in differences) <= 1


def test_text_is_at_least_13_px_high_when_the_map_is_small(hand: Hand) -> None:
    hand.canvas.camera.zoom_to(0.5)
    hand.on("b1").press(Key.Key_F2)
    caret = hand.canvas.editing.caret
    assert QFontInfo(caret.font()).pixelSize() == 13
    assert hand.canvas.view.viewport().rect().contains(caret.geometry())
    hand.type("!").press(Key.Key_Escape)
    assert hand.cell("b", "web") == [f"{LONG}!"]


def test_the_font_is_the_bundled_one_under_a_name_of_its_own(hand: Hand) -> None:
    hand.on("b1").press(Key.Key_F2)
    font = hand.canvas.editing.caret.font()
    assert QFontInfo(font).family() != "Inter"
    wide = QFontMetricsF(font).horizontalAdvance("Compare offers")
    assert wide == pytest.approx(block("Compare offers", TextStyle(13, 18)).width, abs=0.5)


def test_the_title_is_not_painted_below_the_text_that_replaces_it(hand: Hand) -> None:
    hand.on("b1").press(Key.Key_F2)
    hand.canvas.editing.caret.viewport().hide()
    box = hand.canvas.box_of("b1")
    assert box is not None
    at = hand.canvas.view.viewportTransform().mapRect(box).toRect()
    image = hand.canvas.view.grab(at.adjusted(8, 4, -30, -4)).toImage()
    dark = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < 100
    ]
    assert dark == []


@pytest.mark.parametrize(
    ("keys", "held"),
    [(Key.Key_D, CTRL), (Key.Key_Delete, None), (Key.Key_A, CTRL), (Key.Key_3, ALT),
     (Key.Key_Right, CTRL | SHIFT), (Key.Key_Up, ALT), (Key.Key_Z, CTRL), (Key.Key_V, CTRL)],
)  # fmt: skip
def test_keys_that_mean_something_in_a_text_are_no_shortcuts_meanwhile(
    hand: Hand, keys: Key, held: Qt.KeyboardModifier | None
) -> None:
    held = held or Qt.KeyboardModifier.NoModifier
    fired: list[bool] = []
    action = QAction(hand.canvas)
    action.setShortcut(QKeySequence(held.value | keys.value))
    action.triggered.connect(lambda: fired.append(True))
    hand.canvas.addAction(action)
    hand.on("a1").press(keys, held=held)
    assert fired  # it does fire where nothing is typed
    fired.clear()
    hand.press(Key.Key_F2).press(keys, held=held)
    assert fired == []
    assert hand.is_typing


def test_undo_while_typing_is_that_of_the_text(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_F2).type("!!").press(Key.Key_Z, held=CTRL)
    assert hand.canvas.editing.caret.text == "A one"
    hand.press(Key.Key_Z, held=CTRL)
    assert hand.canvas.editing.caret.text == "A one"
    hand.press(Key.Key_Escape)
    assert hand.labels == []


def test_what_is_pasted_and_copied_is_plain_text(hand: Hand) -> None:
    data = QMimeData()
    data.setHtml("<b>Bold</b> words<br>below<img src='file:///etc/hostname'>")
    data.setText("Bold words\r\nbelow\n")
    QGuiApplication.clipboard().setMimeData(data)
    hand.at("c", "web").press(Key.Key_Return).press(Key.Key_V, held=CTRL)
    assert hand.canvas.editing.caret.text == "Bold words\nbelow"
    hand.press(Key.Key_A, held=CTRL).press(Key.Key_C, held=CTRL)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.formats() == ["text/plain"]
    assert copied.text() == "Bold words\nbelow"
    hand.press(Key.Key_Escape)
    assert hand.cell("c", "web") == ["Bold words\nbelow"]


@pytest.mark.parametrize("text", ['"it\'s" -> 3x4...', "a\u00a0b\u2009c", "<b>&amp;</b>"])
def test_nothing_that_is_typed_is_corrected(hand: Hand, text: str) -> None:
    hand.at("c", "web").press(Key.Key_Return)
    hand.canvas.editing.caret.textCursor().insertText(text)
    hand.press(Key.Key_Escape)
    assert hand.cell("c", "web") == [text]


def test_half_of_a_character_is_left_out(hand: Hand) -> None:
    hand.at("c", "web").type("Pays \ud83d").press(Key.Key_Escape)
    assert hand.cell("c", "web") == ["Pays"]
    assert hand.refused == []


def test_lines_with_emoji_break_as_they_will_print(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_F2).type(" 👍 👍 and a text of more than one line 👍 after it")
    assert lines_typed(hand) == lines_printed(hand, "a1")
    compose("に")
    shown = hand.canvas.shown.get("a1", Card)
    assert shown is not None
    assert shown.title.endswith("👍 after itに")


def test_a_text_is_never_longer_than_a_map_may_hold(hand: Hand) -> None:
    hand.at("c", "web").press(Key.Key_Return)
    QGuiApplication.clipboard().setText("word " * (LONGEST_TEXT // 4))
    hand.press(Key.Key_V, held=CTRL).type("x")
    assert "20,000" in hand.hints[-1]
    hand.press(Key.Key_Escape)
    assert len(hand.cell("c", "web")[0]) >= LONGEST_TEXT - 5
    assert hand.refused == []


def test_clicking_elsewhere_commits(hand: Hand, qtbot: QtBot) -> None:
    hand.at("c", "web").type("Pays")
    view = hand.canvas.view
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert hand.cell("c", "web") == ["Pays"]
    assert hand.is_walking


def test_going_to_another_widget_commits_and_leaves_the_focus_there(
    hand: Hand, qtbot: QtBot
) -> None:
    other = QLineEdit(hand.canvas)
    other.show()
    hand.at("c", "web").type("Pays")
    other.setFocus()
    assert hand.cell("c", "web") == ["Pays"]
    assert other.hasFocus()


def test_another_window_in_front_does_not_end_typing(hand: Hand) -> None:
    hand.at("c", "web").type("Pa")
    caret = hand.canvas.editing.caret
    event = QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(caret, event)
    hand.type("ys").press(Key.Key_Escape)
    assert hand.cell("c", "web") == ["Pays"]


def test_the_wheel_scrolls_and_zooms_the_map_while_typing(hand: Hand, qtbot: QtBot) -> None:
    hand.on("b1").press(Key.Key_F2)
    caret, before = hand.canvas.editing.caret, hand.canvas.zoom
    turn(caret, CTRL)
    assert hand.canvas.zoom > before
    assert hand.is_typing
    assert lines_typed(hand) == lines_printed(hand, "b1")
    hand.canvas.resize(700, 300)
    top = caret.y()
    turn(caret, NO, -1)
    assert caret.y() < top
    hand.press(Key.Key_Escape)
    assert hand.labels == []


def test_a_menu_commits_first(hand: Hand) -> None:
    hand.at("c", "web").type("Pays")
    event = QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
    QApplication.sendEvent(hand.canvas.editing.caret, event)
    assert hand.cell("c", "web") == ["Pays"]


def test_commit_edit_keeps_the_text_and_stops_typing(hand: Hand) -> None:
    hand.at("c", "web").type("Pays")
    hand.canvas.commit_edit()
    assert hand.cell("c", "web") == ["Pays"]
    assert hand.is_walking
    hand.canvas.commit_edit()
    assert hand.labels == ["Add “Pays”"]


def test_an_edit_elsewhere_does_not_disturb_what_is_typed(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_F2).type("!")
    hand.document.edit("Other", set_fields, "b1", title="Shorter")
    assert hand.is_typing
    hand.type("?").press(Key.Key_Escape)
    assert hand.cell("a", "web") == ["A one!?"]
    assert hand.cell("b", "web") == ["Shorter"]


def test_a_text_whose_card_is_deleted_is_kept_as_a_new_card_there(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_F2).type("!")
    hand.document.edit("Delete", delete_cards, "a1")
    hand.type("?").press(Key.Key_Escape)
    assert hand.cell("a", "web") == ["A one!?"]


def test_a_text_whose_step_is_deleted_is_kept_in_the_parking_lot(hand: Hand) -> None:
    hand.at("c", "web").type("Pays")
    hand.document.edit("Delete", remove, "c")
    assert hand.document.map.get("c", Step) is None
    hand.canvas.commit_edit()
    assert [parked.title for parked in Grid(hand.document.map).parked] == ["Pays"]


def test_a_new_card_that_is_left_empty_is_never_made(hand: Hand) -> None:
    hand.at("c", "web").type("x").press(Key.Key_Backspace).press(Key.Key_Escape)
    assert hand.labels == []
    assert hand.selection.cell == ("c", "web")
    assert hand.is_walking


def test_emptying_the_title_of_a_card_is_an_edit_like_any_other(hand: Hand) -> None:
    hand.on("a1").press(Key.Key_F2).press(Key.Key_A, held=CTRL)
    hand.press(Key.Key_Delete, Key.Key_Escape)
    assert hand.cell("a", "web") == [""]
    assert hand.labels == ["Rewrite “A one”"]


@pytest.mark.parametrize(
    "text",
    [
        "مرحبا بالعالم",
        "שלום עולם",
        "नमस्ते दुनिया",
        "日本語の文章",
        "待つ受け取る地図支払い質問受け取る駅",
        "👍 ok",
    ],
)
def test_any_script_is_typed(hand: Hand, text: str) -> None:
    hand.at("c", "web").type(text).press(Key.Key_Escape)
    assert hand.cell("c", "web") == [text]


@pytest.mark.parametrize("language", ["", "ar"])
def test_the_text_lies_over_the_card_in_maps_of_either_direction(
    qtbot: QtBot, language: str
) -> None:
    hand = Hand(qtbot, small_map(language=language)).at("b", "web").type("Pays")
    target = hand.canvas.editing.target
    assert target is not None
    box = hand.canvas.box_of(target.record)
    assert box is not None
    over = hand.canvas.view.viewportTransform().mapRect(box).adjusted(-4, -4, 4, 4)
    assert over.contains(hand.canvas.editing.caret.geometry())


def test_a_sentence_is_put_in_quotes_by_the_card_and_not_in_the_text(qtbot: QtBot) -> None:
    quote = card("q", "a", "web", "I could not tell", kind="quote")
    hand = (
        Hand(qtbot, small_map(quote)).on("q").press(Key.Key_F2).type(" you").press(Key.Key_Escape)
    )
    assert hand.cell("a", "web") == ["I could not tell you"]


def test_a_quote_is_typed_where_it_stands_between_its_marks(qtbot: QtBot) -> None:
    said = card("q", "a", "web", f"{LONG} {LONG}", kind="quote")
    hand = Hand(qtbot, small_map(said)).on("q").press(Key.Key_F2)
    marks = f"“{' '.join(lines_typed(hand))}”"
    box = standing.title_bounds(hand.canvas.laid, "q", "a", "web")
    assert box is not None
    style = TextStyle(13, 18, italic=True)
    printed = [line.text.strip() for line in block(f"“{LONG} {LONG}”", style, box.w).lines]
    assert len(lines_typed(hand)) == len(printed)
    assert marks == " ".join(printed)
    first = hand.canvas.editing.caret.document().begin().layout().lineAt(0)
    assert first.x() == pytest.approx(block("“", style).width, abs=0.5)


def test_a_new_quote_is_set_as_it_will_stand_from_its_first_letter(qtbot: QtBot) -> None:
    hand = Hand(qtbot, small_map())
    hand.canvas.begin_card("a", "web", kind="quote")
    hand.type("Too dear")
    first = hand.canvas.editing.caret.document().begin().layout().lineAt(0)
    assert first.x() > 2
    hand.press(Key.Key_Escape)
    assert hand.kinds("a", "web") == ["quote"]
