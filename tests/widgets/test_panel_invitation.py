"""An empty map asks three questions and its stages, and makes a map of the answers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from model.change import JourneyMap
from model.files import codec
from model.grid import Grid
from resources import templates
from tests.sample import sample
from widgets.document import Document
from widgets.panels.invitation import QUESTIONS, Invitation, is_empty
from widgets.theme import Theme


@pytest.fixture
def document() -> Document:
    return Document()


@pytest.fixture
def asking(document: Document, qtbot: QtBot) -> Invitation:
    invitation = Invitation(document, Theme("light"))
    qtbot.addWidget(invitation)
    invitation.resize(900, 600)
    invitation.show()
    qtbot.waitExposed(invitation)
    return invitation


def focused(invitation: Invitation) -> QWidget:
    found = invitation.window().focusWidget()
    assert found is not None
    return found


def answer(invitation: Invitation, text: str, qtbot: QtBot) -> None:
    """Type into the field that has the focus, and press Enter."""
    field = focused(invitation)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def press(button: QWidget, qtbot: QtBot) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_questions_answered_with_the_keyboard_alone_make_one_entry(
    asking: Invitation, document: Document, qtbot: QtBot
) -> None:
    for text in ("Mara, 34", "Gets to work", "the bicycle is stolen", "a year is over"):
        answer(asking, text, qtbot)
    qtbot.keyClick(focused(asking), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(focused(asking), "Look, Try, Buy")
    with qtbot.waitSignal(asking.finished):
        qtbot.keyClick(focused(asking), Qt.Key.Key_Return)
    info, grid = document.map.info, Grid(document.map)
    assert (info.scenario, info.starts_when) == ("Gets to work", "the bicycle is stolen")
    assert info.ends_when == "a year is over"
    assert [stage.name for stage in grid.stages] == ["Look", "Try", "Buy"]
    assert [persona.name for persona in grid.personas] == ["Mara"]
    assert len(grid.lanes) == 7
    assert [entry.label for entry in document.done] == ["Start the map"]
    document.undo()
    assert document.map == JourneyMap()


def test_the_stages_are_suggested_and_shown_as_they_will_be(
    asking: Invitation, document: Document, qtbot: QtBot
) -> None:
    for _ in range(4):
        answer(asking, "", qtbot)
    assert "5 stages: Become aware" in asking.preview.text()
    stages = asking.field("stages")
    qtbot.keyClicks(stages, ", Recommend")
    assert asking.preview.text().startswith("6 stages: ")
    qtbot.keyClick(stages, Qt.Key.Key_Return)
    assert [s.name for s in Grid(document.map).stages][-2:] == ["Stay or leave", "Recommend"]


def test_it_says_how_many_questions_there_are_before_the_stages(asking: Invitation) -> None:
    def said() -> list[str]:
        return [label.text() for label in asking.findChildren(QLabel) if label.isVisible()]

    for number in (1, 2, 3):
        assert f"Question {number} of 3" in said()
        asking.next.click()
    assert "Then the stages" in said()


def test_shift_and_enter_begin_a_new_line(asking: Invitation, qtbot: QtBot) -> None:
    answer(asking, "Mara", qtbot)
    field = focused(asking)
    qtbot.keyClicks(field, "one")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(field, "two")
    assert asking.answers.situation == "one\ntwo"


def test_back_leads_to_what_was_answered(asking: Invitation, qtbot: QtBot) -> None:
    assert not asking.back.isVisible()
    answer(asking, "Mara", qtbot)
    answer(asking, "Gets to work", qtbot)
    press(asking.back, qtbot)
    press(asking.back, qtbot)
    assert focused(asking) is asking.field("who")
    qtbot.keyClicks(focused(asking), " Berg")
    assert asking.answers.who == "Mara Berg"
    assert asking.answers.situation == "Gets to work"


def test_a_question_that_is_skipped_stays_open(
    asking: Invitation, document: Document, qtbot: QtBot
) -> None:
    qtbot.keyClicks(focused(asking), "Mara")
    press(asking.skip, qtbot)
    answer(asking, "Gets to work", qtbot)
    press(asking.next, qtbot)
    press(asking.next, qtbot)
    assert list(Grid(document.map).personas) == []
    assert document.map.info.title == "Gets to work"


def test_leaving_at_once_leaves_the_map_empty(
    asking: Invitation, document: Document, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(asking.finished):
        press(asking.leave, qtbot)
    assert document.map == JourneyMap()
    assert document.done == ()


def test_leaving_later_keeps_what_was_answered_and_gives_it_stages(
    asking: Invitation, document: Document, qtbot: QtBot
) -> None:
    answer(asking, "Mara", qtbot)
    with qtbot.waitSignal(asking.finished):
        press(asking.leave, qtbot)
    grid = Grid(document.map)
    assert [persona.name for persona in grid.personas] == ["Mara"]
    assert len(grid.stages) == 5


def test_every_field_says_what_it_is_for_and_gives_an_example(asking: Invitation) -> None:
    for question in QUESTIONS:
        for asked in question.fields:
            field = asking.field(asked.answer)
            assert field.accessibleName() == asked.label
            assert field.placeholderText() == asked.example
            assert asked.example


def test_only_a_map_with_nothing_on_it_is_empty() -> None:
    assert is_empty(JourneyMap())
    assert not is_empty(sample())
    assert not is_empty(codec.load(templates.path("blank")).map)
