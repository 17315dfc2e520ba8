"""Commands with the canvas itself: what is typed next, and what Esc leaves behind."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.names import name_of
from tests.sample import sample
from tests.widgets.commands_hand import EVERY
from widgets.canvas.canvas import Canvas
from widgets.document import Document
from widgets.editor import Editor
from widgets.selection import Selection
from widgets.theme import Theme


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    document = Document(sample())
    selection = Selection(document)
    theme = Theme("light")
    canvas = Canvas(document, selection, theme)
    qtbot.addWidget(canvas)
    canvas.resize(1200, 800)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.setFocus()
    return Editor(document, selection, canvas, theme, canvas)


def do(editor: Editor, command_id: str) -> None:
    command = EVERY[command_id]
    assert command.enabled(editor)
    command.run(editor)


def type_text(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def test_a_pain_point_is_typed_after_the_selected_card_as_one_undo(
    editor: Editor, qtbot: QtBot
) -> None:
    editor.selection.set("card_till")
    do(editor, "card.add_pain")
    type_text(qtbot, "Waits too long")
    press(qtbot, Qt.Key.Key_Escape)
    (new,) = (
        c
        for c in editor.document.map.records.values()
        if getattr(c, "title", "") == "Waits too long"
    )
    assert new.kind == "pain"
    assert [entry.label for entry in editor.document.done] == ["Add “Waits too long”"]
    assert editor.selection.anchor == new.id


def test_a_new_card_with_nothing_typed_leaves_nothing(editor: Editor, qtbot: QtBot) -> None:
    before = editor.document.map
    editor.selection.set("card_till")
    do(editor, "card.add_pain")
    press(qtbot, Qt.Key.Key_Escape)
    assert editor.document.map == before
    assert editor.document.done == ()
    assert editor.selection.ids == ("card_till",)


@pytest.mark.parametrize(
    ("command", "kind"),
    [("stage.add", "stage"), ("lane.add", "lane"), ("step.add", "step")],
)
def test_the_name_of_what_was_added_is_typed_next(
    editor: Editor, qtbot: QtBot, command: str, kind: str
) -> None:
    editor.selection.set("card_chat")
    do(editor, command)
    new = editor.selection.anchor
    type_text(qtbot, "Ride")
    press(qtbot, Qt.Key.Key_Return)
    assert name_of(editor.document.map.records[new]) == f"{kind} “Ride”"
