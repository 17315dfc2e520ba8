"""The parking lot shows cards without a place, takes them and gives them away."""

import json

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from model.change import JourneyMap
from model.edits.cards import move_cards, park_cards
from model.edits.fields import set_fields
from model.edits.removing import remove
from tests.sample import sample
from widgets.document import Document
from widgets.panels import card_mime
from widgets.panels.parking import ParkingPanel
from widgets.selection import Selection
from widgets.theme import Theme


@pytest.fixture
def document() -> Document:
    return Document(sample())


@pytest.fixture
def selection(document: Document) -> Selection:
    return Selection(document)


@pytest.fixture
def panel(document: Document, selection: Selection, qtbot: QtBot) -> ParkingPanel:
    panel = ParkingPanel(document, selection, Theme("light"))
    qtbot.addWidget(panel)
    QAbstractItemModelTester(panel.model, panel)
    panel.resize(280, 500)
    panel.show()
    return panel


def titles(panel: ParkingPanel) -> list[str]:
    return [card.title for card in panel.model.cards]


def middle(panel: ParkingPanel, row: int) -> QPoint:
    return panel.list.visualRect(panel.model.index(row)).center()


def click(panel: ParkingPanel, row: int, qtbot: QtBot, *keys: Qt.KeyboardModifier) -> None:
    modifier = keys[0] if keys else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, modifier, middle(panel, row))


def drop(panel: ParkingPanel, data: QMimeData, at: QPoint) -> bool:
    """Drag over the list and let go; whether it was taken."""
    ground, actions = panel.list.viewport(), Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(at, actions, data, left, none),
        QDragMoveEvent(at, actions, data, left, none),
    ):
        QApplication.sendEvent(ground, event)
        if not event.isAccepted():
            return False
    QApplication.sendEvent(ground, QDropEvent(QPointF(at), actions, data, left, none))
    return True


def test_cards_without_a_place_are_listed(panel: ParkingPanel) -> None:
    assert titles(panel) == ["App"]


def test_a_card_whose_lane_is_gone_is_parked_too(qtbot: QtBot) -> None:
    records = {i: r for i, r in sample().records.items() if i != "lane_shop"}
    document = Document(JourneyMap(records))
    panel = ParkingPanel(document, Selection(document), Theme("light"))
    qtbot.addWidget(panel)
    assert set(titles(panel)) == {"App", "Visit", "Till", "Queue"}


def test_the_list_follows_every_way_into_the_parking_lot_and_out_of_it(
    panel: ParkingPanel, document: Document
) -> None:
    document.edit("", park_cards, "card_offers", "card_chat")
    assert titles(panel) == ["App", "Offers", "Chat"]
    document.edit("", move_cards, ["card_app"], "step_look", "lane_web")
    assert titles(panel) == ["Offers", "Chat"]
    document.edit("", remove, "lane_shop", park_cards=True)
    assert set(titles(panel)) == {"Offers", "Chat", "Visit", "Till", "Queue"}
    document.go_to(0)
    assert titles(panel) == ["App"]


def test_cards_come_and_go_with_a_lane_though_they_stay_as_they_are(
    panel: ParkingPanel, document: Document
) -> None:
    document.commit({"lane_team": (document.map["lane_team"], None)}, "")
    assert titles(panel) == ["App", "Stock"]
    document.undo()
    assert titles(panel) == ["App"]


def test_edits_elsewhere_leave_the_list_alone(
    panel: ParkingPanel, document: Document, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(panel.model.modelReset):
        document.edit("", set_fields, "card_offers", title="Else")
        document.edit("", set_fields, "stage_buy", name="Else")
    with qtbot.waitSignal(panel.model.modelReset):
        document.edit("", set_fields, "card_app", title="An app")
    assert titles(panel) == ["An app"]


def test_enter_parks_what_is_typed_and_stays_for_the_next(
    panel: ParkingPanel, document: Document, qtbot: QtBot
) -> None:
    for words in ("Ask the drivers", "  Price?  "):
        qtbot.keyClicks(panel.line, words)
        qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    assert titles(panel) == ["App", "Ask the drivers", "Price?"]
    assert panel.line.text() == ""
    assert document.done[-1].label == "Park “Price?”"
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    assert len(titles(panel)) == 3, "nothing typed parks nothing"


def test_clicks_select_what_the_window_has_selected(
    panel: ParkingPanel, selection: Selection, qtbot: QtBot
) -> None:
    panel.take(["card_offers", "card_chat"])
    click(panel, 0, qtbot)
    assert selection.ids == ("card_app",)
    click(panel, 2, qtbot, Qt.KeyboardModifier.ControlModifier)
    assert selection.ids == ("card_app", "card_chat")
    click(panel, 1, qtbot)
    assert selection.ids == ("card_offers",)
    click(panel, 2, qtbot, Qt.KeyboardModifier.ShiftModifier)
    assert set(selection.ids) == {"card_offers", "card_chat"}


def test_what_is_selected_elsewhere_shows_here(panel: ParkingPanel, selection: Selection) -> None:
    selection.set("card_app")
    assert panel.list.selected_rows() == [0]
    selection.set("card_offers")
    assert panel.list.selected_rows() == []
    assert selection.ids == ("card_offers",), "showing a selection does not change it"


def test_delete_deletes_what_is_selected_and_can_be_undone(
    panel: ParkingPanel, document: Document, qtbot: QtBot
) -> None:
    panel.take(["card_offers"])
    click(panel, 0, qtbot)
    click(panel, 1, qtbot, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert titles(panel) == []
    assert document.done[-1].label == "Delete 2 cards"
    document.undo()
    assert titles(panel) == ["App", "Offers"]


def test_f2_rewords_a_card(panel: ParkingPanel, document: Document, qtbot: QtBot) -> None:
    click(panel, 0, qtbot)
    qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    line = panel.list.findChild(QLineEdit)
    assert line is not None
    qtbot.keyClicks(line, "Pause in the app")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(panel) == ["Pause in the app"])
    assert document.done[-1].label == "Edit “Pause in the app”"


def test_dragging_takes_the_selected_cards_along(
    panel: ParkingPanel, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[QMimeData] = []

    def let_go(drag: QDrag, *_: object) -> Qt.DropAction:
        assert not drag.pixmap().isNull()
        data = drag.mimeData()
        copy = QMimeData()
        copy.setData(card_mime.MIME, data.data(card_mime.MIME))
        copy.setText(data.text())
        dragged.append(copy)
        return Qt.DropAction.MoveAction

    monkeypatch.setattr(QDrag, "exec", let_go)
    panel.take(["card_offers"])
    click(panel, 0, qtbot)
    click(panel, 1, qtbot, Qt.KeyboardModifier.ControlModifier)
    ground, start = panel.list.viewport(), middle(panel, 0)
    qtbot.mousePress(ground, Qt.MouseButton.LeftButton, pos=start)
    for step in (10, 30):
        qtbot.mouseMove(ground, start + QPoint(step, step))
    qtbot.waitUntil(lambda: bool(dragged))
    payload = json.loads(dragged[0].data(card_mime.MIME).data())
    assert payload["ids"] == ["card_app", "card_offers"]
    assert card_mime.cards_in(dragged[0], document) == ("card_app", "card_offers")
    assert dragged[0].text() == "App\nOffers"
    assert titles(panel) == ["App", "Offers"], "whoever takes them moves them"


def test_cards_dragged_from_the_canvas_are_parked(panel: ParkingPanel, document: Document) -> None:
    data = card_mime.packed(document, ["card_till", "card_queue"])
    assert drop(panel, data, QPoint(100, 400))
    assert titles(panel) == ["App", "Till", "Queue"]
    assert document.done[-1].label == "Park 2 cards"


def test_a_parked_card_is_reordered_by_dragging_it_within_the_list(
    panel: ParkingPanel, document: Document
) -> None:
    panel.take(["card_till", "card_queue"])
    first = panel.list.visualRect(panel.model.index(0))
    data = card_mime.packed(document, ["card_queue"])
    assert drop(panel, data, QPoint(first.center().x(), first.top() + 1))
    assert titles(panel) == ["Queue", "App", "Till"]


def test_cards_of_another_map_are_not_taken(panel: ParkingPanel) -> None:
    other = Document(sample())
    assert not drop(panel, card_mime.packed(other, ["card_till"]), QPoint(100, 400))
    nonsense = QMimeData()
    nonsense.setData(card_mime.MIME, b"{")
    assert not drop(panel, nonsense, QPoint(100, 400))
    assert titles(panel) == ["App"]


def test_a_map_that_may_only_be_read_takes_nothing(qtbot: QtBot) -> None:
    document = Document(sample(), read_only="It is newer than this program.")
    panel = ParkingPanel(document, Selection(document), Theme("light"))
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.line.isEnabled()
    assert not drop(panel, card_mime.packed(document, ["card_till"]), QPoint(50, 50))


def test_an_empty_parking_lot_says_what_it_is_for(qtbot: QtBot) -> None:
    document = Document()
    panel = ParkingPanel(document, Selection(document), Theme("light"))
    qtbot.addWidget(panel)
    panel.resize(280, 300)
    panel.show()
    ink = _inked(panel)
    qtbot.keyClicks(panel.line, "x")
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    document.undo()
    assert ink > 200
    assert _inked(panel) == ink


def test_cards_are_as_wide_as_the_panel_and_as_high_as_their_words(
    panel: ParkingPanel, document: Document, qtbot: QtBot
) -> None:
    document.edit("", set_fields, "card_app", title="Pause the pass in the app at once")
    wide = panel.list.visualRect(panel.model.index(0)).height()
    panel.resize(160, 500)
    qtbot.waitUntil(lambda: panel.list.visualRect(panel.model.index(0)).height() > wide)


@pytest.mark.parametrize("kind", ["touchpoint", "doing", "quote", "metric", "pain"])
def test_a_card_of_any_kind_is_drawn_with_its_words(
    panel: ParkingPanel, document: Document, kind: str
) -> None:
    document.edit("", set_fields, "card_app", title="", kind=kind)
    bare = _picture(panel)
    document.edit("", set_fields, "card_app", title="Pause the pass")
    assert _picture(panel) != bare


def _inked(panel: ParkingPanel) -> int:
    """How many pixels of the list are not its ground."""
    picture = _picture(panel)
    ground = picture.pixel(1, 1)
    return sum(
        picture.pixel(x, y) != ground
        for x in range(picture.width())
        for y in range(0, picture.height(), 2)
    )


def _picture(panel: ParkingPanel) -> QImage:
    return panel.list.viewport().grab().toImage()
