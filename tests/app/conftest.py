"""The whole program in a test: its windows, with settings of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.windows import Windows
from resources import templates
from tests.app.lending import Lend, Lender
from tests.driver import Driver
from widgets.theme import Theme


@pytest.fixture
def ride(tmp_path: Path) -> Path:
    """The bicycle map in a file."""
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    return file


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: Path) -> Iterator[Windows]:
    """No window open yet; all are closed at the end, whatever is in them."""
    theme = Theme("light")
    theme.apply()
    made = Windows(Settings(tmp_path / "settings.ini"), theme)
    yield made
    for window in made.all:
        window.close_without_asking()
    for left in QApplication.topLevelWidgets():
        left.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.deleteLater()
    made.deleteLater()


@pytest.fixture(scope="module")
def _lender(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lender]:
    made = Lender(tmp_path_factory.mktemp("lent"))
    yield made
    made.close()


@pytest.fixture
def lend(qtbot: QtBot, _lender: Lender) -> Iterator[Lend]:
    """Opens a map in a window that other tests of the module use too, one after the other."""
    bicycle = templates.path("bicycle").read_bytes()

    def lends(data: bytes = bicycle, hand: type[Driver] = Driver) -> Driver:
        return _lender.lend(qtbot, data, hand)

    yield lends
    _lender.take_back()
