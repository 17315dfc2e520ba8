"""A window in which two maps are compared, for the tests of all that is seen there."""

from pathlib import Path
from typing import cast

from pytestqt.qtbot import QtBot

from app.comparing_bar import CompareBar
from app.comparing_panel import ComparePanel
from app.windows import Windows
from model.change import JourneyMap
from model.files import codec
from model.records import Card
from tests.compared import OLD_NAME, new_map, old_map
from tests.driver import Driver, opened
from widgets.comparing.page import ComparePage
from widgets.comparing.shown import Showing


def written(folder: Path, journey: JourneyMap | None = None) -> Path:
    """The map of after the review, or another one, in a file."""
    file = folder / "ride.journey.json"
    codec.save(journey or new_map(), file)
    return file


def edited(qtbot: QtBot, windows: Windows, folder: Path) -> Driver:
    """A hand in a window on the map of after the review."""
    return opened(qtbot, windows, written(folder))


def compare(editor: Driver, mode: str = "overlay") -> None:
    """Compare the map with what it was at the review."""
    editor.window.comparing.open(old_map(), OLD_NAME)
    editor.settle()
    if mode != "overlay":
        bar(editor).modes[mode].click()  # type: ignore[index]  # it is one of them
        editor.settle()


def bar(editor: Driver) -> CompareBar:
    """The bar above."""
    return cast(CompareBar, editor.window.bars.made("compare"))


def page(editor: Driver) -> ComparePage:
    """What stands in the place of the canvas."""
    found = editor.window.comparing.page
    assert found is not None, "nothing is compared"
    return found


def panel(editor: Driver) -> ComparePanel:
    """The list and what belongs to it."""
    found = editor.window.comparing.panel
    assert found is not None, "nothing is compared"
    return found


def showing(editor: Driver) -> Showing:
    """How it is shown."""
    return page(editor).showing


def lines(editor: Driver) -> list[str]:
    """What the list reads."""
    return [row.text for row in panel(editor).tree.lines.rows]


def line(editor: Driver) -> str:
    """What the line reads that is looked at; "" for none."""
    row = panel(editor).tree.row
    return row.text if row is not None else ""


def card(journey: JourneyMap, title: str) -> Card:
    """The card that reads so."""
    (found,) = (c for c in journey.all(Card) if c.title == title)
    return found
