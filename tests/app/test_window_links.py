"""Where customers come in and leave: said in a word as soon as it is made."""

import pytest
from PySide6.QtCore import QPointF

from model.layout import standing
from model.records import Link
from tests.app.lending import Lend
from tests.driver import Driver

TARIFFS = "Compares three tariffs on the phone"


@pytest.fixture
def editor(lend: Lend) -> Driver:
    """The bicycle map, a card selected."""
    editor = lend()
    editor.click(TARIFFS)
    return editor


def _labels(editor: Driver) -> list[str]:
    return [link.label for link in editor.map.all(Link)]


@pytest.mark.parametrize(
    ("command", "says", "calls"),
    [
        ("link.drop_off", f"Drop-off after “{TARIFFS}”", "Label of the drop-off"),
        ("link.entry", f"Entry at “{TARIFFS}”", "Label of the entry"),
    ],
)
def test_a_new_drop_off_or_entry_is_labelled_by_typing(
    editor: Driver, command: str, says: str, calls: str
) -> None:
    editor.do(command)
    head = editor.window.inspector.head
    assert head.place.text().startswith(says)
    assert head.title.placeholderText() == calls
    editor.type("Too dear")
    editor.press("Return")
    assert _labels(editor).count("Too dear") == 1


def test_a_drop_off_that_is_pulled_out_of_a_card_is_labelled_by_typing(editor: Driver) -> None:
    editor.window.docks["inspector"].hide()
    editor.connect(TARIFFS, editor.where(("Sign up", "Station")))
    assert editor.window.inspector.isVisible()
    editor.type("Too dear")
    editor.press("Return")
    assert _labels(editor).count("Too dear") == 1


def test_a_link_between_two_cards_leaves_the_keyboard_on_the_canvas(editor: Driver) -> None:
    editor.connect(TARIFFS, "Follows the route to work")
    assert editor.canvas.view.hasFocus()


@pytest.mark.parametrize("command", ["link.drop_off", "link.entry"])
def test_a_click_on_the_words_of_a_drop_off_or_entry_selects_it(
    editor: Driver, command: str
) -> None:
    editor.do(command)
    (made,) = editor.window.editor.selection.ids
    editor.click("Follows the route to work")
    editor.show(TARIFFS)
    card = editor.card(TARIFFS)
    stands = next(
        each
        for row in range(len(editor.canvas.laid.grounds))
        for column in range(len(editor.canvas.laid.places.columns))
        for each in standing.cards_of(editor.canvas.laid, row, column)
        if each.node.record == card.id
    )
    (top, low) = next((top, low) for link, top, low in stands.node.told if link == made)
    box = editor.canvas.box_of(card.id)
    assert box is not None
    at = QPointF(box.left() + 40, box.top() + (top + low) / 2)
    editor.click_at(editor.canvas.view.to_viewport(at).toPoint())
    assert editor.window.editor.selection.ids == (made,)
    assert editor.window.inspector.isVisible()
    editor.do("edit.delete")
    assert made not in editor.map
