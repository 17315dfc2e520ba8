from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.bitmaps import LARGEST_SIDE, stored
from model.change import JourneyMap
from model.clips import MIME
from model.records import Asset, Evidence
from tests.widgets.commands_hand import Hand
from widgets import clips
from widgets.importing.paste_table import PasteTable
from widgets.pictures import Unreadable


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


@pytest.fixture(autouse=True)
def _own_clipboard() -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def clip_text(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def accept_table(hand: Hand) -> None:
    """Press Enter in the preview of the table."""
    (dialog,) = hand.canvas.findChildren(PasteTable)
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_copied_cards_are_pasted_after_the_one_in_focus(hand: Hand) -> None:
    hand.select("card_till", "card_queue").do("edit.copy")
    hand.select("card_till").do("edit.paste")
    assert hand.titles("step_pay", "lane_shop") == ["Till", "Till", "Queue", "Queue"]
    assert [card.title for card in hand.new()] == ["Till", "Queue"]
    assert hand.canvas.revealed == hand.selection.ids
    hand.one_undo("Paste 2 cards")


def test_a_card_is_pasted_into_the_focused_cell(hand: Hand) -> None:
    hand.select("card_till").do("edit.copy")
    hand.select(cell=("step_look", "lane_shop")).do("edit.paste")
    assert hand.titles("step_look", "lane_shop") == ["Till"]
    hand.one_undo("Paste “Till”")


def test_cutting_takes_cards_away_in_one_undo_and_they_can_be_pasted(hand: Hand) -> None:
    hand.select("card_queue").do("edit.cut")
    assert "card_queue" not in hand.map
    assert hand.selection.ids == ("card_till",)
    hand.one_undo("Cut “Queue”")
    hand.select(cell=("step_look", "lane_shop")).do("edit.paste")
    assert hand.new()[0].severity == 4


def test_cards_are_pasted_into_another_map_with_what_they_rest_on(hand: Hand, qtbot: QtBot) -> None:
    other = Hand(qtbot, JourneyMap())
    other.do("stage.add").do("lane.add").select()
    hand.select("card_offers", "card_chat").do("edit.copy")
    other.do("edit.paste")
    assert [card.title for card in other.new()] == ["Offers", "Chat"]
    assert len(other.steps()) == 2
    assert [e.title for e in other.map.all(Evidence)] == ["Talks"]
    assert "“Anna”" in other.said[-1]


def test_other_programs_get_text(hand: Hand) -> None:
    hand.select("card_queue", "card_till").do("edit.copy")
    assert QGuiApplication.clipboard().text() == "Till\nQueue"


@pytest.mark.parametrize("data", [b"", b"{}", b'{"format": "touchline.clip", "version": 99}'])
def test_a_clip_that_cannot_be_read_gives_way_to_the_text(hand: Hand, data: bytes) -> None:
    foreign = QMimeData()
    foreign.setData(MIME, data)
    foreign.setText("Ask a friend")
    QGuiApplication.clipboard().setMimeData(foreign)
    hand.select(cell=("step_look", "lane_shop")).do("edit.paste")
    assert hand.titles("step_look", "lane_shop") == ["Ask a friend"]


def test_lines_become_cards(hand: Hand) -> None:
    clip_text("Ask\n\nCompare\n")
    hand.select(cell=("step_look", "lane_shop")).do("edit.paste")
    assert hand.titles("step_look", "lane_shop") == ["Ask", "Compare"]
    hand.one_undo("Paste text")


def test_a_table_becomes_a_grid_of_cards(hand: Hand) -> None:
    clip_text("Ask\tPay\nListen\t\n")
    hand.select(cell=("step_ask", "lane_shop")).do("edit.paste")
    accept_table(hand)
    assert hand.titles("step_ask", "lane_shop") == ["Visit", "Ask"]
    assert hand.titles("step_pay", "lane_shop") == ["Till", "Queue", "Pay"]
    assert hand.titles("step_ask", "lane_team") == ["Stock", "Listen"]
    hand.one_undo("Paste table")


def test_what_a_table_loses_of_its_shape_is_said(hand: Hand) -> None:
    clip_text("a\tb\nc\td")
    hand.select(cell=("step_look", "lane_team")).do("edit.paste")
    accept_table(hand)
    assert hand.titles("step_look", "lane_team") == ["a\nc"]
    assert "more rows than lanes" in hand.said[0]


def test_text_is_pasted_as_one_card(hand: Hand) -> None:
    clip_text("Ask\n\nA friend, by phone.\n")
    hand.select(cell=("step_look", "lane_shop")).do("edit.paste_one")
    (card,) = hand.new()
    assert (card.title, card.body) == ("Ask", "A friend, by phone.")
    hand.one_undo("Paste as one card")


def test_a_picture_becomes_a_picture_card(hand: Hand) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    QGuiApplication.clipboard().setImage(image)
    hand.select(cell=("step_look", "lane_shop")).do("edit.paste")
    (card,) = hand.new()
    asset = hand.map.get(card.asset_ids[0], Asset)
    assert asset is not None
    bitmap = stored(asset.data).bitmap
    assert (card.kind, asset.media_type) == ("picture", "image/png")
    assert bitmap is not None
    assert (bitmap.width, bitmap.height) == (40, 30)
    hand.one_undo("Paste picture")


def test_text_comes_before_a_picture_of_it(hand: Hand) -> None:
    both = QMimeData()
    both.setText("Ask")
    both.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(both)
    hand.select(cell=("step_look", "lane_shop")).do("edit.paste")
    assert hand.titles("step_look", "lane_shop") == ["Ask"]


def test_a_picture_with_empty_text_beside_it_is_pasted(hand: Hand) -> None:
    both = QMimeData()
    both.setText(" \n")
    both.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(both)
    hand.do("edit.paste")
    assert hand.new()[0].kind == "picture"


@pytest.mark.parametrize("command", ["edit.paste", "edit.paste_one"])
def test_an_empty_clipboard_is_said_to_be_empty(hand: Hand, command: str) -> None:
    hand.do(command)
    assert len(hand.said) == 1
    assert hand.labels == []


def test_copying_needs_a_card(hand: Hand) -> None:
    assert not hand.select("stage_buy").can("edit.copy")
    assert not hand.can("edit.cut")


def test_a_picture_that_is_too_wide_is_made_smaller(hand: Hand) -> None:
    wide = QImage(3000, 600, QImage.Format.Format_RGB32)
    wide.fill(0xFF336699)
    QGuiApplication.clipboard().setImage(wide)
    hand.do("edit.paste")
    asset = hand.map.get(hand.new()[0].asset_ids[0], Asset)
    assert asset is not None
    bitmap = stored(asset.data).bitmap
    assert bitmap is not None
    assert bitmap.width == LARGEST_SIDE


def test_why_a_picture_cannot_be_pasted_is_said(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(image: QImage) -> bytes:
        raise Unreadable("it cannot be made small enough")

    monkeypatch.setattr(clips, "shrunk_image", refuse)
    QGuiApplication.clipboard().setImage(QImage(4, 4, QImage.Format.Format_RGB32))
    hand.do("edit.paste")
    assert hand.said == ["The picture was not pasted: it cannot be made small enough."]
