"""Hints stand over a map without cards, go on with the first ones and away for good."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from model.change import JourneyMap
from model.edits.cards import add_card
from model.edits.fields import set_fields
from model.edits.lanes import add_lane
from model.edits.stages import add_stage
from resources import templates
from tests.sample import sample
from widgets.document import Document
from widgets.panels.hints import BARE, HINTS, Hints
from widgets.theme import Theme


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(900, 400)
    ground.show()
    return ground


@pytest.fixture
def blank() -> Document:
    return Document.open(templates.path("blank"))


def said(hints: Hints) -> str:
    """What the hint says; "" while it is not there."""
    label = hints.findChild(QLabel)
    assert label is not None
    return label.text() if hints.isVisible() else ""


def with_one_card() -> JourneyMap:
    document = Document.open(templates.path("blank"))
    card(document)
    return document.map


def card(document: Document) -> None:
    document.edit("", add_card, document.ids, "step_buy", "lane_doing", title="x")


def test_a_map_with_stages_and_lanes_but_no_card_says_how_to_begin(
    ground: QWidget, blank: Document
) -> None:
    assert said(Hints(blank, Theme("light"), ground)) == HINTS[0]


def test_the_hint_changes_with_the_first_cards_and_goes_for_good(
    ground: QWidget, blank: Document
) -> None:
    told: list[bool] = []
    hints = Hints(blank, Theme("light"), ground, on_dismissed=lambda: told.append(True))
    seen = [said(hints)]
    for _ in HINTS:
        card(blank)
        seen.append(said(hints))
    undo = QKeySequence(QKeySequence.StandardKey.Undo).toString()
    assert seen == [*HINTS[:2], HINTS[2].format(undo=undo), ""]
    assert told == [True]
    blank.go_to(0)
    assert said(hints) == ""


def test_a_map_without_cells_says_what_makes_them(ground: QWidget) -> None:
    document = Document()
    hints = Hints(document, Theme("light"), ground)
    assert said(hints) == BARE
    document.edit("", add_stage, document.ids, "Look")
    assert said(hints) == BARE
    document.edit("", add_lane, document.ids, "Shop")
    assert said(hints) == HINTS[0]


def test_its_button_sends_it_away_and_tells_the_settings(
    ground: QWidget, blank: Document, qtbot: QtBot
) -> None:
    told: list[bool] = []
    hints = Hints(blank, Theme("light"), ground, on_dismissed=lambda: told.append(True))
    qtbot.mouseClick(hints.close_button, Qt.MouseButton.LeftButton)
    card(blank)
    assert said(hints) == ""
    assert told == [True]


@pytest.mark.parametrize(
    ("opened", "dismissed"),
    [
        (lambda: Document(sample()), False),
        (lambda: Document(with_one_card()), False),
        (lambda: Document.open(templates.path("blank")), True),
        (lambda: Document(JourneyMap(), read_only="It is newer."), False),
    ],
    ids=["has cards", "has one card", "dismissed before", "read only"],
)
def test_it_stays_away(ground: QWidget, opened: Callable[[], Document], dismissed: bool) -> None:
    document = opened()
    hints = Hints(document, Theme("light"), ground, dismissed=dismissed)
    document.edit("", set_fields, "map", title="x")
    assert said(hints) == ""


def test_it_stays_at_the_bottom_in_the_middle_of_any_window(
    ground: QWidget, blank: Document, qtbot: QtBot
) -> None:
    hints = Hints(blank, Theme("light"), ground)
    label = hints.findChild(QLabel)
    assert label is not None
    for width in (1200, 320, 1200, 320):
        ground.resize(width, 400)
        hints.layout().activate()
        place = hints.geometry()
        assert ground.rect().contains(place)
        assert abs(place.center().x() - ground.rect().center().x()) <= 1
        if width == 1200:
            assert label.width() >= label.fontMetrics().horizontalAdvance(HINTS[0])
    assert label.heightForWidth(label.width()) <= hints.height(), "narrow: in several lines"
