"""In a narrow panel the details cut nothing off that they could show."""

from typing import Any

import pytest

from model.change import JourneyMap
from model.edits.feelings import set_feeling
from model.edits.fields import set_fields
from model.records import Lane, create
from tests.sample import sample
from tests.widgets.inspecting import Opened
from widgets.inspector.chips import Name


@pytest.fixture
def opened(qtbot: Any) -> Opened:
    opened = Opened(qtbot)
    opened.inspector.resize(272, 900)
    return opened


def test_a_long_place_takes_no_room_from_the_title(opened: Opened, qtbot: Any) -> None:
    long = "A stage with quite a long name"
    opened.document.edit("Name", set_fields, "stage_compare", name=long)
    opened.document.edit("Name", set_fields, "card_chat", title="Asks for advice " * 4)
    opened.selection.set("card_chat")
    head = opened.inspector.head
    line = head.place.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: head.place.height() >= 2 * line)
    lines = head.title.document().size().height()
    assert lines >= 2
    need = lines * head.title.fontMetrics().lineSpacing() + 12  # the room around it
    qtbot.waitUntil(lambda: head.box.height() >= need)


def test_the_words_in_an_empty_duration_are_whole(opened: Opened) -> None:
    opened.selection.set("step_ask")
    for line in opened.field("Takes").lines:
        word = line.fontMetrics().horizontalAdvance(line.placeholderText())
        assert line.contentsRect().width() >= word


def test_a_line_of_the_future_says_so_below_that_of_now(opened: Opened) -> None:
    opened.document.edit("Aim", set_feeling, "persona_anna", "step_look", 1.5, "future", "emotion")
    opened.selection.set("step_look")
    rows = opened.section("feelings").rows
    shown = [row.name.text() for row in rows]
    assert shown[:2] == ["Anna", "future"]
    assert rows[1].slider.accessibleName() == "Feeling of Anna, future, −2 to +2"


def test_feelings_of_a_persona_are_told_apart(opened: Opened) -> None:
    for curve, measure in (("future", "emotion"), ("current", "effort")):
        opened.document.edit("Feel", set_feeling, "persona_ben", "step_ask", 1.0, curve, measure)
    opened.selection.set("persona_ben")
    names = [n.text() for n in opened.inspector.findChildren(Name) if n.isVisible()]
    assert "Compare › Ask, future: +1" in names
    assert "Compare › Ask, effort: +1" in names


def test_a_cell_of_feelings_is_not_called_empty(qtbot: Any) -> None:
    line = create(Lane, id="lane_felt", kind="emotion", name="Feeling")
    opened = Opened(qtbot, JourneyMap([*sample().records.values(), line]))
    opened.selection.set(cell=("step_look", "lane_felt"))
    assert opened.inspector.head.fixed.text() == "Feelings here"
