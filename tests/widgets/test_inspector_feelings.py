from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from model.edits.feelings import set_feeling
from model.edits.fields import set_fields
from model.edits.lanes import add_lane
from model.ids import feeling_id
from model.records import Feeling
from tests.widgets.inspecting import Opened
from widgets.inspector.feelings import level


@pytest.fixture
def opened(qtbot: Any) -> Opened:
    return Opened(qtbot)


def feelings(opened: Opened) -> Any:
    form = opened.inspector.form
    return opened.inspector.feelings if form is None else opened.section("feelings")


def rows(opened: Opened) -> dict[str, Any]:
    return {row.name.text(): row for row in feelings(opened).rows}


def score(opened: Opened, persona: str, at: str) -> float | None:
    feeling = opened.document.map.get(feeling_id(persona, at), Feeling)
    return feeling.score if feeling else None


def at(slider: Any, value: float) -> QPoint:
    """Where the handle stands at that score."""
    return QPoint(round(7 + (value + 2) / 4 * (slider.width() - 14)), slider.height() // 2)


def test_each_persona_has_a_slider_that_shows_its_score(opened: Opened) -> None:
    opened.selection.set("step_look")
    anna, ben = rows(opened)["Anna"], rows(opened)["Ben"]
    assert (anna.figure.text(), anna.slider.given) == ("+1", True)
    assert (ben.figure.text(), ben.slider.given) == ("–", False)
    assert not ben.clear.isVisible()


def test_a_drag_is_one_undo_step(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_chat")
    slider = rows(opened)["Anna"].slider
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(slider, 0))
    for value in (0.5, 1.0, -1.5):
        qtbot.mouseMove(slider, at(slider, value))
        assert rows(opened)["Anna"].figure.text() == ("+" if value > 0 else "−") + (
            f"{abs(value):g}"
        )
    assert opened.done == []
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(slider, -1.5))
    assert score(opened, "persona_anna", "card_chat") == -1.5
    assert opened.done == ["Change the feeling of Anna at “Chat”"]
    opened.document.undo()
    assert score(opened, "persona_anna", "card_chat") is None
    assert rows(opened)["Anna"].figure.text() == "–"


def test_escape_during_a_drag_brings_the_score_back(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("step_look")
    slider = rows(opened)["Anna"].slider
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(slider, -2))
    qtbot.keyClick(slider, Qt.Key.Key_Escape)
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(slider, -2))
    assert opened.done == []
    assert rows(opened)["Anna"].figure.text() == "+1"


def test_keys_move_a_score_and_delete_takes_it_back(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("step_look")
    slider = rows(opened)["Anna"].slider
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert score(opened, "persona_anna", "step_look") == 1.1
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert score(opened, "persona_anna", "step_look") == 1.6
    qtbot.keyClick(slider, Qt.Key.Key_Delete)
    assert score(opened, "persona_anna", "step_look") is None
    assert opened.done[-1] == "Clear the feeling of Anna at “Compare › Look”"


def test_a_neutral_score_differs_from_none(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("step_look")
    slider = rows(opened)["Ben"].slider
    qtbot.keyClick(slider, Qt.Key.Key_0)
    assert score(opened, "persona_ben", "step_look") == 0.0
    assert rows(opened)["Ben"].figure.text() == "0"
    opened.press(rows(opened)["Ben"].clear)
    assert score(opened, "persona_ben", "step_look") is None


def test_a_card_shows_and_moves_the_score_of_its_step_where_that_wins(
    opened: Opened, qtbot: Any
) -> None:
    opened.selection.set("card_offers")
    anna = rows(opened)["Anna"]
    assert anna.figure.text() == "+1"
    assert opened.section("feelings").heading.text() == "Feeling of the whole step"
    qtbot.keyClick(anna.slider, Qt.Key.Key_Right)
    assert score(opened, "persona_anna", "step_look") == 1.1
    assert score(opened, "persona_anna", "card_offers") is None


def test_a_card_for_one_persona_has_one_slider(opened: Opened) -> None:
    opened.selection.set("card_chat")
    assert list(rows(opened)) == ["Anna"]


def test_an_empty_cell_has_the_feelings_of_its_step(opened: Opened, qtbot: Any) -> None:
    opened.selection.set(cell=("step_look", "lane_shop"))
    assert opened.inspector.form is None
    qtbot.keyClick(rows(opened)["Ben"].slider, Qt.Key.Key_Left)
    assert score(opened, "persona_ben", "step_look") == -0.1


def test_several_cards_get_one_score_in_one_step(opened: Opened, qtbot: Any) -> None:
    opened.selection.set("card_till", "card_queue")
    assert rows(opened)["Ben"].figure.text() == "Various"
    qtbot.keyClick(rows(opened)["Ben"].slider, Qt.Key.Key_0)
    assert score(opened, "persona_ben", "card_till") == 0.0
    assert score(opened, "persona_ben", "card_queue") == 0.0
    assert len(opened.done) == 1


def test_a_word_leads_to_everything_else_of_the_feeling(opened: Opened) -> None:
    opened.document.edit("", set_feeling, "persona_anna", "step_look", 1.0, word="so many")
    opened.selection.set("step_look")
    word = rows(opened)["Anna"].word
    assert word.text() == "so many"
    opened.press(word)
    assert opened.inspector.head.fixed.text() == "Anna: +1"
    opened.type_in("In a word", "at last")
    opened.inspector.go_back()
    assert rows(opened)["Anna"].word.text() == "at last"


def test_the_score_of_a_feeling_is_moved_on_its_own_page(opened: Opened, qtbot: Any) -> None:
    feeling = feeling_id("persona_anna", "step_look")
    opened.selection.set(feeling)
    slider = opened.field("Score").slider
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert opened.record(feeling).score == 2.0
    qtbot.keyClick(slider, Qt.Key.Key_Delete)
    assert opened.record(feeling).score == 2.0


def test_a_score_changed_elsewhere_shows(opened: Opened) -> None:
    opened.selection.set("step_look")
    opened.document.edit("", set_feeling, "persona_anna", "step_look", -2.0)
    assert rows(opened)["Anna"].figure.text() == "−2"
    assert rows(opened)["Anna"].slider.score == -2.0


def test_what_lanes_measure_besides_emotion_has_sliders_too(opened: Opened, qtbot: Any) -> None:
    for measure in ("emotion", "trust"):
        opened.document.edit(
            "", add_lane, opened.document.ids, measure, kind="emotion", measure=measure
        )
    opened.selection.set("step_ask")
    sliders = {row.slider.accessibleName(): row.slider for row in feelings(opened).rows}
    assert list(sliders) == [
        f"Feeling of {who}, −2 to +2"
        for who in ("Anna, emotion", "Ben, emotion", "Anna, trust", "Ben, trust")
    ]
    captions = [label.text() for label in feelings(opened).findChildren(QLabel)]
    assert captions.index("Feeling") < captions.index("Trust")
    qtbot.keyClick(sliders["Feeling of Ben, trust, −2 to +2"], Qt.Key.Key_Home)
    trust = opened.document.map.get(feeling_id("persona_ben", "step_ask", measure="trust"), Feeling)
    assert trust is not None
    assert trust.score == -2.0


def test_sliders_wear_the_colours_of_their_personas(opened: Opened) -> None:
    opened.document.edit("", set_fields, "persona_anna", colour="#ff0000")
    opened.selection.set("step_look")
    slider = rows(opened)["Anna"].slider
    image = slider.grab().toImage()
    handle = at(slider, 1.0)
    assert image.pixelColor(handle).name() == "#ff0000"


def test_a_score_has_a_word() -> None:
    assert [level(s, "emotion") for s in (2, 1, 0, -1, -2)] == [
        "delighted", "rather delighted", "neutral", "rather angry", "angry",
    ]  # fmt: skip
