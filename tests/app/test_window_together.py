"""What bringing together would make of the map is looked at first, and then done or not."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.window import Window
from app.windows import Windows
from model.change import apply
from model.comparing.headlines import headline
from model.files import codec
from model.records import Conflict, Stage, evolve
from resources import templates
from tests.app.pressing import nothing_is_asked, opened, press, press_in, saved, together


@pytest.fixture
def window(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Window:
    """A map of which the same stage was renamed here and in its file, about which it is asked."""
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    window = opened(windows, file)
    (stage,) = (s for s in window.document.map.all(Stage) if s.name == "Compare")
    theirs = apply({stage.id: (stage, evolve(stage, name="Choose"))}, window.document.map)
    codec.save(theirs, file)
    window.document.commit({stage.id: (stage, evolve(stage, name="Weigh up"))}, "Rename")
    window.outside.begin()
    qtbot.waitUntil(lambda: window.outside.theirs is not None, timeout=10_000)
    windows.settings.author = "Ada Berg"
    window.outside.ask()
    return window


def test_the_dialog_says_what_both_changed_and_to_what(window: Window) -> None:
    told = together(window).clashes.text()
    assert "Stage “Weigh up”: name: here “Weigh up”, in the file “Choose”" in told


def test_looked_at_on_the_map_it_can_be_brought_together_from_there(
    qtbot: QtBot, window: Window
) -> None:
    press_in(qtbot, window, together(window).buttons, "Show on the map")
    assert window.comparing.is_open
    qtbot.waitUntil(lambda: nothing_is_asked(window))
    (stage,) = (s for s in window.document.map.all(Stage) if s.name == "Weigh up")
    shown = window.comparing.page.showing.canvas.shown
    assert shown.records[stage.id] == stage, "as it will be, until somebody chooses"
    told = {headline(window.comparing.comparison, i) for i in window.comparing.comparison.told}
    assert told == {"To settle: Stage “Weigh up”: name"}
    assert window.notice.isVisible()
    assert "yours stays until you choose" in window.notice.words.text()
    press(qtbot, window.notice.button)
    assert not window.comparing.is_open
    (conflict,) = window.document.map.all(Conflict)
    assert conflict.ours_label == "Ada Berg’s copy"
    assert (conflict.ours, conflict.theirs) == ('"Weigh up"', '"Choose"')
    assert window.document.map.records[stage.id].name == "Weigh up"  # type: ignore[attr-defined]  # a stage
    assert "Nothing is brought" not in window.notice.words.text() or window.notice.isHidden()


def test_looked_at_and_left_it_waits_to_be_brought_together(qtbot: QtBot, window: Window) -> None:
    before = window.document.map
    press_in(qtbot, window, together(window).buttons, "Show on the map")
    window.comparing.close()
    assert window.document.map is before
    assert window.notice.button.text() == "Bring together…"
    assert "meanwhile" in window.notice.words.text()
    saved(qtbot, window)
