"""The fields of panels and of the invitation look alike, and one sees which has the focus."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QDrag, QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from model.change import JourneyMap
from tests.sample import sample
from widgets.document import Document
from widgets.panels.invitation import Invitation
from widgets.panels.parking import ParkingPanel
from widgets.selection import Selection
from widgets.theme import Theme


def has_ring(field: QWidget, theme: Theme) -> bool:
    """Whether a line in the colour of the focus goes around the field."""
    frame = field.parentWidget()
    assert frame is not None
    seen = frame.grab().toImage()
    x, y = seen.width() // 2, seen.height() // 2
    focus: QColor = theme.colour("focus")
    edges = ((x, 1), (x, seen.height() - 2), (1, y), (seen.width() - 2, y))
    return all(seen.pixelColor(*edge) == focus for edge in edges)


@pytest.mark.parametrize("answer", ["who", "situation", "starts", "stages"])
def test_a_question_shows_that_its_field_has_the_focus(answer: str, qtbot: QtBot) -> None:
    theme = Theme("light")
    invitation = Invitation(Document(JourneyMap({})), theme)
    invitation.setPalette(theme.widget_palette())
    qtbot.addWidget(invitation)
    invitation.show()
    invitation.activateWindow()
    field = invitation.field(answer)
    while not field.isVisible():
        qtbot.mouseClick(invitation.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(field.hasFocus)
    assert has_ring(field, theme)
    invitation.back.setFocus() if answer != "who" else invitation.next.setFocus()
    assert not has_ring(field, theme)


def test_the_line_of_the_parking_lot_shows_that_it_has_the_focus(qtbot: QtBot) -> None:
    document, theme = Document(sample()), Theme("light")
    panel = ParkingPanel(document, Selection(document), theme)
    panel.setPalette(theme.widget_palette())
    qtbot.addWidget(panel)
    panel.show()
    panel.activateWindow()
    panel.line.setFocus()
    qtbot.waitUntil(panel.line.hasFocus)
    assert has_ring(panel.line, theme)


def test_a_dragged_card_is_small_and_can_be_seen_through(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document(sample())
    panel = ParkingPanel(document, Selection(document), Theme("light"))
    qtbot.addWidget(panel)
    panel.resize(300, 400)
    panel.show()
    seen: list[tuple[QPixmap, QPoint, QMimeData]] = []
    monkeypatch.setattr(
        QDrag,
        "exec",
        lambda drag, *_: seen.append((drag.pixmap(), drag.hotSpot(), drag.mimeData())),
    )
    place = panel.list.visualRect(panel.model.index(0))
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    panel.list.startDrag(Qt.DropAction.MoveAction)
    ((picture, spot, _),) = seen
    assert picture.width() <= 0.6 * place.width()
    assert spot == QPoint(0, 0)
    drawn = picture.toImage()
    points = [(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
    solid = sum(drawn.pixelColor(x, y).alphaF() for x, y in points) / len(points)
    assert 0.3 < solid < 0.75
    assert drawn.pixelColor(4, drawn.height() // 2).alphaF() > 0.3, "it begins at the pointer"
