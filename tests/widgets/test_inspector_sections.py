"""Which sections are there: none twice, and none that means nothing for what is shown."""

from typing import Any

import pytest

from model.edits.cards import park_cards
from model.edits.details import add_metric
from model.edits.feelings import set_feeling
from model.edits.fields import set_fields
from tests.widgets.inspecting import Opened
from widgets.inspector.chips import Name

#: The offscreen plugin has this to say about every list that opens.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")


@pytest.fixture
def opened(qtbot: Any) -> Opened:
    return Opened(qtbot)


def test_the_map_offers_one_place_to_add_a_metric(opened: Opened) -> None:
    said = [name.text() for name in opened.inspector.findChildren(Name)]
    assert said.count("Add metric") == 1
    assert "Other metrics" not in opened.texts()


def test_metrics_that_do_not_measure_the_whole_journey_are_listed_apart(opened: Opened) -> None:
    document = opened.document
    document.edit("Add", lambda to: add_metric(to, document.ids, name="Calls"))
    assert "Other metrics" in opened.texts()
    document.edit("Drop", set_fields, "map", metric_ids=())
    names = [name.text() for name in opened.inspector.findChildren(Name) if name.isVisible()]
    listed = [n.split()[0] for n in names if n.startswith(("Calls", "Sales"))]
    assert listed == ["Calls", "Sales"]


def test_a_sketch_is_not_asked_why_it_counts_as_validated(opened: Opened, qtbot: Any) -> None:
    why = "Why it counts as validated"
    assert why not in opened.fields()
    opened.choose("Maturity", "Validated")
    qtbot.waitUntil(lambda: opened.fields()[opened.fields().index("Maturity") + 1] == why)
    opened.type_in(why, "Read back to twelve riders", enter=False)
    opened.inspector.commit_pending()
    opened.choose("Maturity", "Sketch")
    assert why in opened.fields()


def test_a_parked_card_shows_no_feelings_unless_it_has_some(opened: Opened) -> None:
    opened.selection.set("card_chat")
    assert opened.section("feelings").isVisible()
    opened.document.edit("Park", park_cards, "card_chat")
    assert not opened.section("feelings").isVisible()
    opened.document.edit("Feel", set_feeling, "persona_anna", "card_chat", 1.0)
    assert opened.section("feelings").isVisible()
