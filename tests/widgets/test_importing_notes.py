"""Notes about a table can be read to their end, however long they are."""

from pytestqt.qtbot import QtBot

from widgets.importing.notes import Notes

LONG = "Row 2, “Due”: “sometime next spring” is not a day, such as 2026-09-14; it is in its text."


def test_a_long_note_is_broken_into_lines_that_are_all_seen(qtbot: QtBot) -> None:
    notes = Notes()
    qtbot.addWidget(notes)
    notes.resize(320, 400)
    notes.tell([LONG])
    notes.show()
    last = notes.visualRect(notes.model().index(0, 0))
    assert last.height() > 1.5 * notes.fontMetrics().lineSpacing()
    assert notes.viewport().rect().contains(last)
    assert not notes.horizontalScrollBar().maximum()


def test_notes_are_out_of_sight_while_there_are_none(qtbot: QtBot) -> None:
    notes = Notes()
    qtbot.addWidget(notes)
    notes.tell([LONG])
    notes.tell([])
    assert notes.isHidden()
