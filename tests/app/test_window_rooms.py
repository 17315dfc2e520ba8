"""Several panels at one side: what was asked for last has the room to be read."""

import pytest
from pytestqt.qtbot import QtBot

from app.window import Window
from app.windows import Windows
from model.change import apply, diff
from model.edits.fields import set_fields
from model.merge import Labels, merge
from model.records import Card


@pytest.fixture
def window(windows: Windows) -> Window:
    """The bicycle map in a window of 1400 x 900."""
    window = windows.new("bicycle")
    window.resize(1400, 900)
    return window


def heights(window: Window) -> dict[str, int]:
    """How high each panel at the right is that is seen."""
    return {name: dock.height() for name, dock in window.docks.items() if dock.isVisible()}


def two_edit(window: Window) -> None:
    """A merge comes in that leaves something to be decided about six cards."""
    base = ours = theirs = window.document.map
    for card in [card for card in base.all(Card) if card.title][:6]:
        ours = apply(set_fields(ours, card.id, title=f"{card.title} soon"), ours)
        theirs = apply(set_fields(theirs, card.id, title=f"{card.title} now"), theirs)
    merged = merge(base, ours, theirs, Labels("before", "main", "ina")).map

    window.document.commit(diff(base, merged), "Merge")


def test_versions_open_with_room_for_more_than_the_details(qtbot: QtBot, window: Window) -> None:
    window.actions_.run("view.versions")
    qtbot.waitUntil(lambda: heights(window)["versions"] > heights(window)["inspector"])


@pytest.mark.parametrize("high", [900, 720])
def test_every_choice_of_a_conflict_is_seen_beside_the_versions(
    qtbot: QtBot, window: Window, high: int
) -> None:
    window.resize(1400, high)
    window.actions_.run("view.versions")
    two_edit(window)
    qtbot.waitUntil(lambda: heights(window).get("conflicts", 0) > heights(window)["versions"] + 100)
    assert heights(window)["conflicts"] > high * 0.5


def test_a_projectors_picture_is_never_outgrown_by_panels(qtbot: QtBot, window: Window) -> None:
    window.resize(1280, 720)
    for name in ("versions", "comments", "conflicts", "actions"):
        window.actions_.run(f"view.{name}")
        qtbot.waitUntil(lambda name=name: heights(window).get(name, 0) > 100)
        assert (window.width(), window.height()) == (1280, 720)
    assert "inspector" not in heights(window)
    window.actions_.run("view.inspector")
    qtbot.waitUntil(lambda: "inspector" in heights(window))
    assert window.height() == 720
    window.reset_layout()
    window.actions_.run("view.versions")
    window.actions_.run("view.comments")
    window.odd._show()
    qtbot.waitUntil(lambda: heights(window).get("problems", 0) > 100)
    assert window.height() == 720, "nor by one that is asked for elsewhere"
    assert "inspector" not in heights(window)
    window.docks["problems"].close()
    assert {"inspector", "versions", "comments"} <= heights(window).keys(), "they come back"


def test_panels_of_a_higher_screen_are_put_away_on_a_low_one(
    qtbot: QtBot, windows: Windows, window: Window
) -> None:
    window.resize(1280, 1100)
    for name in ("versions", "comments", "problems"):
        window.actions_.run(f"view.{name}")
    qtbot.waitUntil(lambda: len(heights(window)) == 4)
    windows.settings.layout = window.saveState(1)
    other = windows.new("bicycle")
    assert other.height() < 800, "as high as this screen"
    assert len(heights(other)) == 4
    qtbot.waitUntil(lambda: not any(dock.content is None for dock in other.docks.values()))
    assert other.height() <= 800
    assert heights(other).keys() == {"versions", "comments", "problems"}


def test_conflicts_that_come_and_go_beside_a_comparison_are_there_when_it_is_left(
    qtbot: QtBot, window: Window
) -> None:
    two_edit(window)
    for command, seen in (("edit.undo", False), ("edit.redo", True)):
        window.comparing.open(window.document.map, "before")
        window.actions_.run(command)
        assert not heights(window), "nothing takes the room of the comparison"
        window.comparing.close()
        assert ("conflicts" in heights(window)) is seen
        assert "settled" not in window.status.hint.text(), "nobody decided anything"
