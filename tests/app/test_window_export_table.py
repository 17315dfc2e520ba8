"""The cards of a map are written as a table from the window, and come back unchanged."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app import exporting_table
from app.window import Window
from app.windows import Windows
from export.sheets import read
from model.records import Card
from resources import templates
from tests.app.pressing import asked, give_file, opened


@pytest.fixture
def window(windows: Windows, tmp_path: Path) -> Window:
    file = tmp_path / "ride.journey.json"
    shutil.copy(templates.path("bicycle"), file)
    return opened(windows, file)


def dialog_of(window: Window) -> QFileDialog:
    window.actions_.run("file.export_table")
    (dialog,) = (d for d in window.findChildren(QFileDialog) if d.isVisible())
    return dialog


def test_the_cards_are_written_as_a_list_beside_the_map(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = dialog_of(window)
    dialog.selectNameFilter("List of cards (*.csv)")
    dialog.filterSelected.emit("List of cards (*.csv)")
    give_file(qtbot, window, tmp_path / "ride")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "ride.csv").read_text("utf-8-sig"))))
    cards = list(window.document.map.all(Card))
    assert {row["Title"] for row in rows} >= {c.title for c in cards if c.kind == "touchpoint"}
    assert window.status.hint.text() == f"{len(cards)} cards in {tmp_path / 'ride.csv'}"


def test_a_workbook_has_the_list_and_the_grid(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    dialog_of(window)
    give_file(qtbot, window, tmp_path / "all.xlsx")
    sheets = read((tmp_path / "all.xlsx").read_bytes(), "all.xlsx")
    assert len(sheets) == 2


def test_a_place_that_cannot_be_written_to_is_told(window: Window, tmp_path: Path) -> None:
    (tmp_path / "all.xlsx").mkdir()
    exporting_table.write(window, tmp_path / "all.xlsx", exporting_table.KINDS[0])
    assert "was not written" in asked(window).text()
