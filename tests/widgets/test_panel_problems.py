"""The panel of problems: one sentence a row, by severity, with a button that mends."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from model.change import JourneyMap, apply
from model.edits.cards import move_cards
from model.edits.fields import set_fields
from model.files.errors import LoadProblem
from model.records import Card, Feeling, Lane, Stage, Step, evolve
from widgets.document import Document
from widgets.panels.problems import ProblemsPanel
from widgets.panels.problems_rows import MOST
from widgets.theme import Theme

LEFT = Qt.MouseButton.LeftButton
ARABIC = "قارن العروض على الهاتف المحمول قبل الشراء"


def odd_map(cards: int = 1) -> JourneyMap:
    """Cards whose owner is gone, one with an icon that there is not, a feeling misfiled."""
    many = [
        Card(id=f"card_{n:05}", title=f"Card {n}", step_id="step_a", lane_id="lane_a",
             owner_id="person_gone", order="a1")
        for n in range(cards)
    ]  # fmt: skip
    return JourneyMap(
        [
            Stage(id="stage_a", name="Buy", order="a1"),
            Step(id="step_a", stage_id="stage_a", order="a1"),
            Lane(id="lane_a", name="Shop", order="a1"),
            Lane(id="lane_b", name="Website", order="a2", icon="no-such-icon"),
            Feeling(id="feeling_x", step_id="step_a", score=1.0),
            *many,
        ]
    )


def shown(
    qtbot: QtBot, journey: JourneyMap, problems: tuple[LoadProblem, ...] = (), look: str = "light"
) -> tuple[ProblemsPanel, Document]:
    """The panel on a map, seen."""
    document = Document(journey, problems=problems)
    theme = Theme("dark" if look == "dark" else "light")
    panel = ProblemsPanel(document, theme)
    qtbot.addWidget(panel)
    panel.setPalette(theme.widget_palette())
    panel.resize(300, 480)
    panel.show()
    qtbot.waitExposed(panel)
    return panel, document


def told(panel: ProblemsPanel) -> list[str]:
    """What the rows say."""
    return [row.text for row in panel.model.rows]


def test_what_is_odd_stands_under_words_for_how_bad_it_is(qtbot: QtBot) -> None:
    panel, _ = shown(qtbot, odd_map())
    assert told(panel) == [
        "Wrong (1)",
        "The owner of touchpoint “Card 0” is not on the map.",
        "Doubtful (1)",
        "There is no icon 'no-such-icon' (of lane “Website”).",
        "Harmless (1)",
        "A feeling is filed under another name than is usual; that is harmless.",
    ]
    assert panel.summary.text() == "2 can be mended. One needs a person."


def test_a_row_says_where_it_is(qtbot: QtBot) -> None:
    odd = LoadProblem(
        "half a character was left out", "feelings/feeling_x/word", 1200, 9, "feeling_x"
    )
    panel, document = shown(qtbot, odd_map(), (odd,))
    below = [row.below for row in panel.model.rows if row.odd]
    assert below == ["Buy, Shop", "Website", "Buy · line 1,200 of the file", "Buy"]
    document.edit("x", move_cards, ["card_00000"], "step_a", "lane_b")
    qtbot.waitUntil(lambda: panel.model.rows[1].below == "Buy, Website")


def test_who_does_not_see_hears_how_bad_it_is_and_where(qtbot: QtBot) -> None:
    panel, _ = shown(qtbot, odd_map())
    role = Qt.ItemDataRole.AccessibleTextRole
    heard = panel.model.index(1, 0).data(role)
    assert heard == "Wrong, The owner of touchpoint “Card 0” is not on the map., Buy, Shop"
    assert panel.list.accessibleName()
    assert panel.button.accessibleDescription() == panel.summary.text()


def test_headings_are_passed_over_by_the_arrows(qtbot: QtBot) -> None:
    panel, _ = shown(qtbot, odd_map())
    chosen: list[str] = []
    panel.chosen.connect(chosen.append)
    panel.list.setFocus()
    qtbot.waitUntil(panel.list.hasFocus)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(panel.list, key)
    assert chosen[-3:] == ["lane_b", "feeling_x", "lane_b"]


def test_enter_goes_to_the_record(qtbot: QtBot) -> None:
    panel, _ = shown(qtbot, odd_map())
    panel.list.setFocus()
    qtbot.waitUntil(panel.list.hasFocus)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.entered) as entered:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert entered.args == ["lane_b"]


def test_the_row_stays_chosen_when_others_come(qtbot: QtBot) -> None:
    panel, document = shown(qtbot, odd_map(2))
    row = panel.model.index(2, 0)
    qtbot.mouseClick(panel.list.viewport(), LEFT, pos=panel.list.visualRect(row).center())
    chosen: list[str] = []
    panel.chosen.connect(chosen.append)
    document.edit("x", set_fields, "card_00000", owner_id="")
    qtbot.waitUntil(lambda: len(panel.found) == 3)
    assert panel.list.currentIndex().row() == 1
    assert chosen == []


def test_hidden_it_waits_and_catches_up_when_it_is_seen(qtbot: QtBot) -> None:
    panel, document = shown(qtbot, odd_map())
    panel.hide()
    document.edit("x", set_fields, "card_00000", owner_id="")
    panel.refresh()
    assert told(panel)[0] == "Wrong (1)"
    panel.show()
    assert told(panel)[0] == "Doubtful (1)"


def test_thousands_are_counted_and_mended_with_one_press(qtbot: QtBot) -> None:
    panel, document = shown(qtbot, odd_map(MOST + 1000))
    assert told(panel)[0] == f"Wrong ({MOST + 1000})"
    assert "And 1,001 more" in told(panel)
    assert len(told(panel)) < MOST + 10
    qtbot.mouseClick(panel.button, LEFT)
    assert panel.summary.text() == "Mended 1,201 things. One is left and needs a person."
    assert [entry.label for entry in document.done] == ["Mend 1,201 things"]
    document.undo()
    qtbot.waitUntil(lambda: told(panel)[0] == f"Wrong ({MOST + 1000})")
    assert panel.summary.text() == "1,201 can be mended. One needs a person."


def test_text_of_a_file_is_never_taken_for_markup(qtbot: QtBot) -> None:
    journey = odd_map()
    card = journey["card_00000"]
    named = evolve(card, title="<b>&lt; Bold")
    panel, _ = shown(qtbot, apply({card.id: (card, named)}, journey))
    tip = panel.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;&amp;lt; Bold" in tip


@pytest.mark.parametrize("look", ["light", "dark"])
def test_long_words_and_arabic_stay_within_their_row(qtbot: QtBot, look: str) -> None:
    journey = odd_map(2)
    cards = {
        f"card_{n:05}": (journey[f"card_{n:05}"], evolve(journey[f"card_{n:05}"], title=title))
        for n, title in enumerate(("W" * 60, ARABIC))
    }
    panel, _ = shown(qtbot, apply(cards, journey), look=look)
    panel.resize(272, 480)
    bottom = 0
    for row in range(panel.model.rowCount()):
        place = panel.list.visualRect(panel.model.index(row, 0))
        assert place.top() >= bottom
        assert place.right() <= panel.list.viewport().width()
        bottom = place.bottom()
    image = panel.list.viewport().grab().toImage()
    edge = {QColor(image.pixel(image.width() - 14, y)).name() for y in range(image.height())}
    assert len(edge) <= 2, "words run into the edge"


def test_the_list_says_so_when_nothing_is_odd(qtbot: QtBot) -> None:
    panel, _ = shown(qtbot, JourneyMap())
    assert told(panel) == []
    assert panel.summary.isHidden()
    assert not panel.button.isEnabled()
    assert "Nothing in this map is odd." in panel.button.toolTip()
