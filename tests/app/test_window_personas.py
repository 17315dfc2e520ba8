"""The personas in the toolbar: there as soon as they are on the map, and as they are there."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from app.chips import Chip, Chips
from app.windows import Windows
from model.edits.fields import set_fields
from tests.app.pressing import press
from tests.driver import Driver


@pytest.fixture
def editor(qtbot: QtBot, windows: Windows) -> Driver:
    """A new map of Mara, made by the questions."""
    editor = Driver(qtbot, windows.new())
    editor.type("Mara")
    editor.press("Return", "Return", "Return", "Return", "Return", "Return")
    return editor


def _chips(editor: Driver) -> list[Chip]:
    """The chips from the left, each where it can be seen and pressed."""
    bar = editor.window.toolbar
    (row,) = bar.findChildren(Chips)
    editor.settle()
    found = [chip for chip in row.findChildren(Chip) if chip.isVisible()]
    for chip in found:
        middle = chip.mapTo(bar, chip.rect().center())
        assert bar.childAt(middle) is chip, f"{chip.text()} is covered"
        assert chip.width() >= chip.sizeHint().width()
    return sorted(found, key=lambda chip: chip.mapTo(bar, QPoint()).x())


def _names(editor: Driver) -> list[str]:
    return [chip.text() for chip in _chips(editor)]


def _on(editor: Driver) -> list[str]:
    return [chip.text() for chip in _chips(editor) if chip.isChecked()]


def _say(editor: Driver, name: str) -> None:
    (dialog,) = (d for d in editor.window.findChildren(QInputDialog) if d.isVisible())
    dialog.setTextValue(name)
    dialog.accept()
    editor.settle()


def _add(editor: Driver, name: str) -> None:
    editor.do("persona.add")
    _say(editor, name)


def test_the_first_persona_has_a_chip_as_soon_as_the_questions_are_answered(
    editor: Driver,
) -> None:
    assert _names(editor) == ["Mara"]


def test_a_second_persona_has_a_chip_at_once_and_is_drawn_only_when_it_is_chosen(
    editor: Driver, qtbot: QtBot
) -> None:
    _add(editor, "Ines")
    assert _names(editor) == ["Mara", "Ines"]
    assert _on(editor) == ["Mara"]
    press(qtbot, _chips(editor)[1])
    assert _on(editor) == ["Ines"]
    assert editor.canvas.persona == editor.persona("Ines").id


def test_chips_follow_a_persona_that_is_renamed_put_first_or_deleted(editor: Driver) -> None:
    _add(editor, "Ines")
    editor.do("persona.rename")
    _say(editor, "Inés")
    assert _names(editor) == ["Mara", "Inés"]
    editor.do("persona.earlier")
    assert _names(editor) == ["Inés", "Mara"]
    editor.do("persona.delete")
    assert _names(editor) == ["Mara"]
    editor.do("edit.undo")
    assert _names(editor) == ["Inés", "Mara"]


def test_a_chip_has_the_colour_that_its_persona_is_given(editor: Driver) -> None:
    def inks() -> set[int]:
        picture = _chips(editor)[0].grab().toImage()
        return {picture.pixel(x, picture.height() // 2) for x in range(picture.width())}

    before = inks()
    mara = editor.persona("Mara")
    document = editor.window.document
    document.edit("Colour", set_fields, mara.id, colour="rust")
    assert inks() != before


def test_the_last_persona_takes_its_chip_along(editor: Driver) -> None:
    editor.do("persona.delete")
    assert _names(editor) == []
    editor.do("edit.undo")
    assert _names(editor) == ["Mara"]
