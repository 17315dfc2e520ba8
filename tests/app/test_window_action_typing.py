"""Typing into an action while the names of people are offered below its line."""

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.deciding import actions_panel
from app.windows import Windows
from model.edits.actions import owner_name
from model.records import Action
from resources import templates
from tests.app.pressing import opened
from tests.driver import Driver
from widgets.panels.actions_form import ActionForm

CALLS = "Eleven minutes of waiting, then told to use the app"


class Typist(Driver):
    """Presses keys where a real keyboard's arrive: in a list that is open."""

    @property
    def form(self) -> ActionForm:
        return actions_panel(self.window).form

    @property
    def offers(self) -> QWidget | None:
        """The list of names, where it is seen."""
        return QApplication.activePopupWidget()

    def owners(self) -> list[str]:
        return [owner_name(self.map, action) for action in self.map.all(Action)]

    def new_action(self) -> None:
        self.click(CALLS)
        self.press("Ctrl+Shift+A")
        self.form.begin_owner()

    def _focused(self) -> QWidget:
        return self.offers or super()._focused()


@pytest.fixture
def typist(windows: Windows, tmp_path: Path, qtbot: QtBot) -> Typist:
    """The bicycle map, an action of one of its cards, and its owner being typed."""
    file = tmp_path / "bicycle.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    made = Typist(qtbot, opened(windows, file))
    actions_panel(made.window).today = lambda: date(2026, 11, 22)
    made.window.centre.take_focus()
    made.new_action()
    return made


def test_enter_takes_the_name_that_is_offered_and_goes_on(typist: Typist) -> None:
    typist.type("le")
    assert typist.offers is not None
    typist.press("Return")
    assert typist.owners() == ["Lena"]
    assert typist.offers is None
    assert QApplication.focusWidget() is typist.form.due
    typist.type("friday")
    typist.press("Return")
    (action,) = typist.map.all(Action)
    assert action.due == "2026-11-27"
    assert len(typist.undoable) == 3, "made, given and due: nothing twice"


def test_enter_takes_the_name_that_was_walked_to(typist: Typist) -> None:
    typist.type("l")
    typist.press("Down", "Down", "Return")
    assert typist.owners() == ["Lena"]
    assert QApplication.focusWidget() is typist.form.due


def test_tab_takes_what_is_typed_and_goes_on(typist: Typist) -> None:
    typist.type("le")
    typist.press("Tab")
    assert typist.owners() == ["Lena"]
    assert typist.offers is None
    assert QApplication.focusWidget() is typist.form.due


def test_escape_puts_the_names_away_first_and_then_what_was_typed(typist: Typist) -> None:
    typist.type("le")
    typist.press("Escape")
    assert typist.offers is None
    assert typist.form.owner.text() == "le"
    typist.press("Escape")
    assert typist.form.owner.text() == ""
    assert typist.owners() == [""]


def test_a_click_on_a_name_gives_the_action_to_it(typist: Typist, qtbot: QtBot) -> None:
    typist.type("le")
    rows = cast(QAbstractItemView, typist.offers)
    at = rows.visualRect(rows.model().index(0, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert typist.form.owner.text() == "Lena"
    typist.press("Return")
    assert typist.owners() == ["Lena"]
    assert QApplication.focusWidget() is typist.form.due
