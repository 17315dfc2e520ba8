"""A whole story in the real window: from three questions to a poster on paper."""

import subprocess
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.files import codec
from model.layout import build as layout
from model.layout.measures import SCREEN
from model.layout.scene import Text, drawn
from tests.driver import Driver
from tests.tools import needs_tool
from widgets.panels.export import ExportDialog


def answer(editor: Driver, *texts: str) -> None:
    """Type an answer, Enter; the next."""
    for text in texts:
        editor.type(text)
        editor.press("Return")


def words_of(editor: Driver) -> str:
    """Every word that the canvas shows now."""
    return " ".join(p.line.text for _, _, p in drawn(editor.canvas.scene) if isinstance(p, Text))


def test_a_map_is_asked_for_built_undone_redone_saved_opened_again_and_printed(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    editor = Driver(qtbot, windows.new())

    # Three questions, then the stages.
    answer(editor, "Noor, moves house", "needs a new internet line before the first of the month")
    answer(editor, "the lease is signed", "the first film runs without a break")
    stages = editor.window.focusWidget()
    assert isinstance(stages, QPlainTextEdit)
    stages.selectAll()
    answer(editor, "Look, Order, Wait, Install")
    assert editor.stage_names() == ["Look", "Order", "Wait", "Install"]
    assert editor.persona("Noor").segment == "moves house"
    assert editor.map.info.ends_when == "the first film runs without a break"
    assert editor.undoable == ["Start the map"]

    # A stage and a lane more.
    editor.click(("Install", "Online"))
    editor.do("stage.add")
    editor.type("Settle in")
    editor.press("Return")
    assert editor.stage_names()[-1] == "Settle in"
    editor.click(("Look", "In person, phone"))
    editor.do("lane.add")
    editor.type("Technician")
    editor.press("Return")
    assert "Technician" in editor.lane_names()

    # Six cards, typed along.
    editor.click(("Look", "Online"))
    editor.type("Compares offers")
    editor.press("Tab")
    editor.type("Orders the line")
    editor.press("Tab")
    editor.type("Looks up the date")
    editor.press("Return")
    editor.type("Date moves again")
    editor.press("Escape")
    editor.click(("Wait", "In person, phone"))
    editor.type("Calls to ask")
    editor.press("Escape")
    editor.click(("Install", "What they do"))
    editor.type("Clears the cupboard")
    editor.press("Escape")
    assert editor.cards_in("Wait", "Online") == ["Looks up the date", "Date moves again"]
    assert editor.card("Clears the cupboard").kind == "doing"
    assert editor.card("Calls to ask").kind == "touchpoint"

    # One across lanes, two connected, a feeling raised.
    editor.drag("Date moves again", to=("Wait", "Technician"))
    assert editor.cards_in("Wait", "Technician") == ["Date moves again"]
    editor.connect("Compares offers", "Calls to ask")
    assert editor.links() == {("Compares offers", "Calls to ask")}
    editor.click(("Order", "Online"))
    editor.press("Alt+Shift+Up", "Alt+Shift+Up")
    assert editor.score("Noor", "Order") == 1.0
    assert "Date moves again" in words_of(editor)

    # All undone, all redone.
    built = editor.map
    many = len(editor.undoable)
    for _ in range(many):
        editor.press("Ctrl+Z")
    assert editor.stage_names() == []
    assert editor.undoable == []
    for _ in range(many):
        editor.press("Ctrl+Shift+Z")
    assert editor.map == built
    fresh = layout.build(editor.map, SCREEN, layout.View(furniture=False))
    assert editor.canvas.scene == fresh, "what is shown is what the map says"

    # Saved, and opened again.
    file = tmp_path / "noor.journey.json"
    editor.press("Ctrl+S")
    dialog = editor.window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    line = dialog.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText(str(file))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not editor.window.isWindowModified())
    assert codec.load(file).map == built
    editor.window.close()
    windows.open([file])
    window = windows.window_of(file)
    assert window is not None
    again = Driver(qtbot, window)
    assert again.map == built
    assert again.canvas.scene == fresh

    # Printed.
    again.press("Ctrl+E")
    export = again.window.findChild(ExportDialog)
    assert isinstance(export, ExportDialog)
    poster = tmp_path / "noor.pdf"
    export.file.setText(str(poster))
    (button,) = (b for b in export.findChildren(QPushButton) if b.text() == "&Export")
    with qtbot.waitSignal(export.exported, timeout=60_000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    pdftotext = needs_tool("pdftotext")
    said = subprocess.run(
        [pdftotext, "-raw", str(poster), "-"], check=True, capture_output=True, text=True
    ).stdout
    for words in ("The journey of Noor", "Compares offers", "Date moves again", "Settle in"):
        assert words in " ".join(said.split())
