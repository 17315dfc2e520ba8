"""Scroll bars are thin wherever something scrolls."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.sample import sample
from widgets.document import Document
from widgets.inspector.panel import Inspector
from widgets.panels.export_form import ExportForm
from widgets.panels.history import HistoryPanel
from widgets.panels.invitation import Invitation
from widgets.panels.parking import ParkingPanel
from widgets.panels.templates import TemplateChooser
from widgets.scrollbar import ThinScrollBar, thin
from widgets.selection import Selection
from widgets.theme import Theme


def every(name: str) -> QWidget:
    document, theme = Document(sample()), Theme("light")
    selection = Selection(document)
    match name:
        case "details":
            return Inspector(document, selection, theme)
        case "parking lot":
            return ParkingPanel(document, selection, theme)
        case "history":
            return HistoryPanel(document, theme)
        case "templates":
            return TemplateChooser(theme)
        case "export":
            return ExportForm(document.map, {})
        case _:
            return Invitation(document, theme)


@pytest.mark.parametrize(
    "name", ["details", "parking lot", "history", "templates", "export", "invitation"]
)
def test_every_panel_has_thin_scroll_bars(name: str, qtbot: QtBot) -> None:
    panel = every(name)
    qtbot.addWidget(panel)
    areas = [
        area
        for area in panel.findChildren(QAbstractScrollArea)
        if "Combo" not in type(area).__name__
        and not area.window().inherits("QComboBoxPrivateContainer")
    ]
    assert areas
    for area in areas:
        assert isinstance(area.verticalScrollBar(), ThinScrollBar), area


def test_a_thin_scroll_bar_stands_on_the_ground_of_its_list(qtbot: QtBot) -> None:
    shown = QListWidget()
    qtbot.addWidget(shown)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#123456"))
    shown.setPalette(palette)
    thin(shown)
    shown.addItems([str(i) for i in range(100)])
    shown.resize(200, 200)
    shown.show()
    bar = shown.verticalScrollBar()
    assert bar.width() == 12
    assert bar.grab().toImage().pixelColor(1, bar.height() // 2) == QColor("#123456")
