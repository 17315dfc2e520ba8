"""The audience's window: what people see while the lead works."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMenuBar, QToolBar
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.audience import AudienceWindow
from app.windows import Windows
from model.records import Card
from resources import templates
from tests.app.running import ROOT
from tests.driver import Driver, opened
from tests.sample_arabic import write_arabic
from widgets.canvas import canvas as canvas_module
from widgets.presenting import glide, laser
from widgets.presenting.screens import for_audience

TARIFFS = "Compares three tariffs on the phone"
FLAT = "Reports a flat tyre and waits on the line"


@pytest.fixture(autouse=True)
def nothing_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system asks for no animations: the camera is there at once."""
    monkeypatch.setattr(glide, "may_move", lambda: False)
    monkeypatch.setattr(laser, "may_move", lambda: False)


@pytest.fixture
def lead(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Driver:
    """The bicycle map with an audience's window."""
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    return watched(opened(qtbot, windows, file))


def watched(lead: Driver, size: tuple[int, int] = (1280, 720)) -> Driver:
    lead.press("Shift+F5")
    people(lead).resize(*size)
    lead.settle()
    return lead


def people(lead: Driver) -> AudienceWindow:
    window = lead.window.live.audience
    assert window is not None
    return window


def is_seen(lead: Driver, title: str) -> bool:
    canvas = people(lead).canvas
    box = canvas.box_of(lead.card(title).id)
    return box is not None and canvas.view.visible().contains(box)


def test_it_is_clean_and_its_text_is_large(lead: Driver) -> None:
    window = people(lead)
    assert window.isVisible()
    assert window.isWindow()
    for part in (QMenuBar, QToolBar, QDockWidget):
        assert not window.findChildren(part)
    lead.do("view.fit")
    assert lead.canvas.zoom * 13 < 22
    assert window.canvas.zoom * 13 >= 22
    names = window.canvas.stage_header.names()
    assert window.canvas.stage_header.height() > 60
    assert names.stages
    window.resize(2560, 1440)
    lead.settle()
    assert window.canvas.zoom * 13 > 26  # and larger on a larger wall
    assert window.top.title.text == "A year with the city bicycle"


def test_it_shows_none_of_what_the_lead_works_with(lead: Driver) -> None:
    lead.click(TARIFFS)
    lead.hover(lead.where(TARIFFS))
    canvas = people(lead).canvas
    assert lead.canvas.marks.of("selection")
    assert lead.canvas.marks.of("handles")
    for group in ("selection", "handles", "typing", "drag"):
        assert not canvas.marks.of(group)
    assert canvas.selection.ids == ()
    assert canvas.minimap.isHidden()
    assert canvas.stage_header._end_box().isEmpty()
    lead.type("Looks at prices")
    assert not canvas.editing.caret.isVisible()


def test_it_opens_with_what_the_lead_looks_at_in_its_middle(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    lead = opened(qtbot, windows, file)
    lead.click(FLAT)
    lead.press("Shift+F5")
    for _ in range(3):
        lead.settle()
    canvas = people(lead).canvas
    box = canvas.box_of(lead.card(FLAT).id)
    assert box is not None
    off = canvas.seen_box().center() - people(lead).glide.goal
    assert abs(off.x()) * canvas.zoom < 2
    assert abs(off.y()) * canvas.zoom < 2
    assert canvas.seen_box().contains(box.center())


def test_it_follows_what_the_lead_selects_types_and_scrolls_to(lead: Driver) -> None:
    lead.click(FLAT)
    assert is_seen(lead, FLAT)
    assert not is_seen(lead, TARIFFS)
    lead.click(TARIFFS)
    assert is_seen(lead, TARIFFS)
    before = people(lead).canvas.view.visible()
    lead.press("Down")
    assert lead.selected == ["Tariff table does not fit a small screen"]
    assert people(lead).canvas.view.visible() == before  # it was near the middle already
    lead.click(("Stay or leave", "Phone, chat"))
    lead.type("Asks to pause")
    assert is_seen_while_typed(lead, "Asks to pause")
    lead.press("Escape")
    lead.canvas.camera.zoom_to(1.0)
    lead.canvas.view.scroll_by(5000, 5000)
    lead.settle()
    assert lead.canvas.view.visible().contains(people(lead).canvas.view.visible().center())


def is_seen_while_typed(lead: Driver, title: str) -> bool:
    """On the map of no document yet, and on the picture already."""
    assert title not in [card.title for card in lead.map.all(Card)]
    canvas = people(lead).canvas
    (card,) = (card for card in canvas.shown.all(Card) if card.title == title)
    box = canvas.box_of(card.id)
    return box is not None and canvas.view.visible().contains(box)


def test_the_camera_glides_unless_the_system_asks_for_stillness(
    lead: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = people(lead)
    lead.click(TARIFFS)
    assert not window.glide.is_moving
    before = window.canvas.view.visible().center()
    monkeypatch.setattr(glide, "may_move", lambda: True)
    lead.click(FLAT)
    lead.settle()
    assert window.glide.is_moving
    on_the_way = window.canvas.view.visible().center()
    goal = window.glide.goal
    assert (on_the_way - before).manhattanLength() < (goal - before).manhattanLength()
    with lead.qtbot.waitSignal(window.glide.arrived):
        pass
    assert (window.canvas.view.visible().center() - goal).manhattanLength() < 2
    assert is_seen(lead, FLAT)


def test_two_fingers_pan_the_leads_map_and_the_audience_goes_along(lead: Driver) -> None:
    lead.canvas.camera.zoom_to(1.0)
    lead.settle()
    zoom, mine = lead.canvas.zoom, lead.canvas.view.visible()
    theirs = people(lead).canvas.view.visible()
    at = QPointF(lead.viewport.rect().center())
    for phase in (Qt.ScrollPhase.ScrollBegin, *[Qt.ScrollPhase.ScrollUpdate] * 12):
        event = QWheelEvent(
            at, lead.viewport.mapToGlobal(at), QPoint(-80, -40), QPoint(-160, -80),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, phase, False,
        )  # fmt: skip
        QApplication.sendEvent(lead.viewport, event)
    lead.settle()
    assert lead.canvas.zoom == zoom
    assert lead.canvas.view.visible().left() > mine.left() + 500
    assert people(lead).canvas.view.visible().left() > theirs.left() + 300


def test_a_still_picture_is_held_while_the_lead_tidies_up(lead: Driver) -> None:
    window = people(lead)
    lead.click(TARIFFS)
    scene, view = window.canvas.scene, window.canvas.view.visible()
    lead.press("Ctrl+F5")
    assert lead.window.notice.isVisible()
    assert "still" not in lead.window.notice.words.text()
    mark = lead.window.live._marks
    assert mark is not None
    assert mark.frozen.isVisible()
    lead.press("Delete")
    lead.click(FLAT)
    lead.do("view.dark")
    assert window.canvas.scene is scene
    assert window.canvas.view.visible() == view
    assert TARIFFS in [card.title for card in window.canvas.shown.all(Card)]
    lead.qtbot.mouseClick(mark.frozen, Qt.MouseButton.LeftButton)
    lead.settle()
    assert not mark.frozen.isVisible()
    assert not lead.window.notice.isVisible()
    assert window.canvas.scene is lead.canvas.scene
    assert is_seen(lead, FLAT)


def test_however_many_look_the_map_is_laid_out_once(
    lead: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = []
    build = canvas_module.build
    monkeypatch.setattr(
        canvas_module, "build", lambda *of: (built.append(of), build(*of))[1]
    )  # fmt: skip
    lead.click(TARIFFS)
    lead.press("F2")
    built.clear()
    lead.type("x")
    assert len(built) == 1
    assert people(lead).canvas.scene is lead.canvas.scene
    assert people(lead).canvas.laid is lead.canvas.laid


def test_nothing_can_be_done_in_it_and_keys_stay_the_leads(lead: Driver) -> None:
    window, before = people(lead), lead.map
    lead.click(TARIFFS)
    at = window.canvas.view.viewport()
    place = at.mapTo(window, at.rect().center())
    for _ in range(2):
        lead.qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=place)
    lead.qtbot.mouseDClick(window, Qt.MouseButton.LeftButton, pos=place)
    assert window.isFullScreen()
    assert lead.map is before
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    lead.qtbot.keyClicks(window, "Asks")  # of a desktop that gives it the keys all the same
    assert lead.canvas.editing.is_on
    assert lead.canvas.editing.caret.text == "Asks"


def test_lines_and_names_are_seen_in_large_as_they_are_typed(lead: Driver) -> None:
    window = people(lead)
    lead.click(("Sign up", "Station"))
    assert not window.typed.isVisible()
    lead.press("Ctrl+J")
    lead.type("!Nobody is there")
    assert window.typed.isVisible()
    assert window.typed.words.text == "!Nobody is there"
    assert window.typed.place.text.endswith("Sign up ▸ Station ▸ Pain point")
    assert window.typed.words.font().pixelSize() >= 22
    lead.press("Return")
    assert not window.typed.isVisible()
    assert is_seen(lead, "Nobody is there")
    for _ in lead.lane_names():
        lead.press("Ctrl+Down")
    lead.type("In the last lane")
    lead.press("Return")
    lead.type("Another")
    assert is_seen(lead, "In the last lane")
    box = window.canvas.box_of(lead.card("In the last lane").id)
    assert box is not None
    foot = window.canvas.view.to_viewport(box.bottomLeft()).toPoint()
    assert window.canvas.view.viewport().mapTo(window, foot).y() < window.typed.y()
    lead.press("Escape")
    lead.window.editor.selection.set(lead.stage("Compare").id)
    lead.type("Choose")
    assert window.typed.words.text == "Choose"
    lead.press("Return")
    assert not window.typed.isVisible()


def test_closing_it_leaves_the_lead_alone_and_closing_the_lead_takes_it_along(
    lead: Driver, windows: Windows
) -> None:
    first = people(lead)
    first.close()
    lead.settle()
    assert lead.window.live.audience is None
    assert lead.window.isVisible()
    assert not lead.window.actions_["view.freeze"].isEnabled()
    second = people(watched(lead))
    lead.window.close_without_asking()
    lead.qtbot.waitUntil(lambda: not isValid(second) or not second.isVisible())
    assert windows.all == ()


def test_every_map_has_an_audience_of_its_own(
    lead: Driver, windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "arabic.journey.json"
    write_arabic(file)
    other = watched(opened(qtbot, windows, file))
    assert people(other) is not people(lead)
    seen = people(lead).canvas.shown
    other.click(("التسجيل", "الموقع"))
    other.window.live.toggle_freeze()
    assert people(lead).canvas.shown is seen
    assert not lead.window.live.frozen


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def interface(request: pytest.FixtureRequest) -> Iterator[None]:
    """Windows of either direction, whatever the map's is."""
    QApplication.setLayoutDirection(request.param)
    yield
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("interface")
def test_a_map_that_is_read_from_the_right_is_shown_so(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "arabic.journey.json"
    write_arabic(file)
    lead = watched(opened(qtbot, windows, file))
    canvas = people(lead).canvas
    assert canvas.laid.rtl
    assert lead.canvas.lane_header.x() > lead.canvas.view.x()
    assert canvas.lane_header.x() > canvas.view.x()
    lead.click("تبحث عن كتاب لابنتها")
    assert is_seen(lead, "تبحث عن كتاب لابنتها")
    first = canvas.view.visible().center().x()
    lead.click("تضع الكتب في صندوق الإرجاع")
    assert is_seen(lead, "تضع الكتب في صندوق الإرجاع")
    assert canvas.view.visible().center().x() < first


class Screen:
    """A screen of that size at that place."""

    def __init__(self, x: int, y: int, wide: int, high: int) -> None:
        self._box = QRect(x, y, wide, high)

    def geometry(self) -> QRect:
        return self._box


def test_the_audience_gets_the_largest_screen_that_is_not_the_leads() -> None:
    own, small, wall = (
        Screen(0, 0, 1440, 900),
        Screen(1440, 0, 800, 600),
        Screen(0, 900, 1920, 1080),
    )
    assert for_audience([own, small, wall], own) is wall
    assert for_audience([own, small, wall], wall) is own
    assert for_audience([own], own) is None
    mirrored = Screen(0, 0, 1024, 768)
    assert for_audience([own, mirrored], own) is None


_TWO_SCREENS = """
import json, os, sys
from pathlib import Path
from PySide6.QtTest import QTest
from app.application import make
application, windows = make(Path(sys.argv[2]))
windows.open([Path(sys.argv[1])])
window = windows.all[0]
window.setGeometry(20, 20, 500, 350)
window.live.toggle_audience()
people = window.live.audience
QTest.qWait(50)
canvas = people.canvas
picture = canvas.view.viewport().grab()
sprite = next(iter(canvas.surface.displays._sprites.values()), None)
found = {
    "place": people.geometry().getRect(),
    "full": people.isFullScreen(),
    "sharp": [picture.devicePixelRatio(), picture.width() / canvas.view.viewport().width(),
              sprite.devicePixelRatio() if sprite else 2.0],
    "text": canvas.zoom * 13,
}
people.close()
window.live.present()
QTest.qWait(50)
presenting = window.live.presenting
found["alone"] = presenting.alone is not None
found["shown"] = window.live.audience.geometry().getRect()
found["notes"] = presenting.console.screen().name()
print(json.dumps(found))
sys.stdout.flush()
os._exit(0)
"""


def test_a_second_screen_is_filled_sharp_with_twice_as_many_pixels_too(tmp_path: Path) -> None:
    """The lead keeps the first one, for the map and for notes."""
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    screens = tmp_path / "screens.json"
    usual = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens.write_text(json.dumps({"screens": [
        {"name": "mine", "x": 0, "y": 0, "width": 1440, "height": 900, **usual},
        {"name": "wall", "x": 1440, "y": 0, "width": 1920, "height": 1080, **usual},
    ]}))  # fmt: skip
    environment = {
        **os.environ, "QT_SCALE_FACTOR": "2", "TOUCHLINE_STATE": str(tmp_path / "state"),
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", _TWO_SCREENS, str(file), str(tmp_path / "settings.json")],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["place"] == found["shown"]
    assert found["place"][2:] == [960, 540]
    assert found["place"][0] >= 720
    assert found["full"]
    assert found["sharp"] == [2, 2, 2]
    assert found["text"] >= 22
    assert not found["alone"]
    assert found["notes"] == "mine"
    assert "requestActivate" not in done.stderr


def test_the_audience_sees_revealed_votes_and_what_is_dimmed(lead: Driver) -> None:
    lead.click(TARIFFS)
    lead.press("Ctrl+Shift+D", "Return")
    lead.type("3")
    lead.press("Return")
    badges = people(lead)._badges
    assert badges is not None
    assert badges.shown == ()
    lead.do("view.freeze")
    lead.do("votes.reveal")
    assert badges.shown == ()
    lead.do("view.freeze")
    assert [(b.card_id, b.dots) for b in badges.shown] == [(lead.card(TARIFFS).id, 3)]
    for wanted in (frozenset({lead.card(TARIFFS).id}), None):
        lead.canvas.spot.put("filter", wanted)
        lead.settle()
        assert people(lead).canvas.spot.bright == wanted
