"""Presenting: the map picture by picture, the notes of the lead, and the dot of light."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.console import Console
from app.presenting import Presenting, Solo
from app.windows import Windows
from model.edits.fields import set_fields
from model.edits.stages import add_stage
from model.records import Card, Stage
from resources import templates
from tests.driver import Driver, opened
from tests.sample_arabic import write_arabic
from widgets.canvas import canvas as canvas_module
from widgets.presenting import glide, laser, onlooker
from widgets.presenting.laser import Laser, pointed_at

TARIFFS = "Compares three tariffs on the phone"
STAGES = ["Discover", "Compare", "Sign up", "Ride", "Get help", "Stay or leave"]
NO_BUTTON = Qt.MouseButton.NoButton


@pytest.fixture(autouse=True)
def nothing_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system asks for no animations: the camera is there at once."""
    monkeypatch.setattr(glide, "may_move", lambda: False)
    monkeypatch.setattr(laser, "may_move", lambda: False)


@pytest.fixture
def lead(qtbot: QtBot, windows: Windows, tmp_path: Path) -> Driver:
    """The bicycle map."""
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    return opened(qtbot, windows, file)


def going_on(lead: Driver) -> Presenting:
    found = lead.window.live.presenting
    assert found is not None
    return found


def presented(lead: Driver, size: tuple[int, int] = (1600, 900)) -> Solo:
    """The pictures on the only screen."""
    lead.press("F5")
    window = going_on(lead).alone
    assert window is not None
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*size)
    lead.settle()
    return window


def with_audience(lead: Driver) -> Console:
    """The lead's notes; the pictures are in the audience's window."""
    lead.press("Shift+F5")
    audience = lead.window.live.audience
    assert audience is not None
    audience.resize(1600, 900)
    lead.window.activateWindow()
    lead.press("F5")
    console = going_on(lead).console
    assert console is not None
    console.resize(1200, 760)
    lead.settle()
    return console


def key(lead: Driver, on: QWidget, *keys: Qt.Key) -> None:
    for each in keys:
        lead.qtbot.keyClick(on, each)
        lead.settle()


def two_fingers(on: QWidget, at: QPointF, by: QPoint) -> QWheelEvent:
    """They move so far on a trackpad, in px."""
    return QWheelEvent(
        at, on.mapToGlobal(at), by, 2 * by, NO_BUTTON,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.ScrollUpdate, False,
    )  # fmt: skip


def names(lead: Driver) -> list[str]:
    """The stages as they come, each once."""
    show = going_on(lead).show
    stages = [lead.map.get(shot.stage, Stage) for shot in show.shots if shot.part == 1]
    return [stage.name if stage else "" for stage in stages]


def test_it_begins_and_ends_with_all_of_the_map_and_goes_stage_by_stage(lead: Driver) -> None:
    window = presented(lead)
    show = going_on(lead).show
    assert names(lead) == ["", *STAGES, ""]
    grid = window.canvas.grid_box()
    assert window.canvas.view.visible().contains(grid.adjusted(1, 1, -1, -1))
    seen = [show.at]
    for pressed in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageDown):
        key(lead, window, pressed)
        seen.append(show.at)
    for pressed in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
        key(lead, window, pressed)
        seen.append(show.at)
    key(lead, window, Qt.Key.Key_End, Qt.Key.Key_Right)
    seen.append(show.at)
    assert window.canvas.view.visible().contains(grid.adjusted(1, 1, -1, -1))
    key(lead, window, Qt.Key.Key_Home, Qt.Key.Key_Left)
    seen.append(show.at)
    assert seen == [0, 1, 2, 3, 2, 1, len(show.shots) - 1, 0]


def test_every_card_of_a_stage_is_seen_with_text_of_at_least_22_px(lead: Driver) -> None:
    window = presented(lead)
    show, canvas = going_on(lead).show, window.canvas
    for size in ((1920, 1080), (1280, 720)):
        window.resize(*size)
        key(lead, window, Qt.Key.Key_Home)
        left = {card.id for card in lead.map.all(Card) if card.step_id}
        assert left
        for _ in show.shots[1:-1]:
            key(lead, window, Qt.Key.Key_Right)
            assert canvas.zoom * 13 >= 22
            seen, bright = canvas.view.visible(), canvas.spot.bright
            assert bright is not None
            left -= {i for i in left if i in bright and seen.contains(canvas.box_of(i) or QRectF())}
        assert not left


def test_presenting_moves_the_camera_and_lays_out_nothing_again(
    lead: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = []
    build = canvas_module.build
    monkeypatch.setattr(canvas_module, "build", lambda *of: (built.append(of), build(*of))[1])
    scene, visible = lead.canvas.scene, lead.canvas.view.visible()
    window = presented(lead)
    for _ in going_on(lead).show.shots:
        key(lead, window, Qt.Key.Key_Right)
    key(lead, window, Qt.Key.Key_Escape)
    assert built == []
    assert lead.canvas.scene is scene
    assert lead.canvas.view.visible() == visible
    assert onlooker.Onlooker._build is not canvas_module.Canvas._build


def test_esc_ends_it_and_the_map_is_as_it_was(lead: Driver) -> None:
    lead.click(TARIFFS)
    window = presented(lead)
    before = lead.map
    for pressed in (Qt.Key.Key_Delete, Qt.Key.Key_A, Qt.Key.Key_F2):
        key(lead, window, pressed)
    assert lead.map is before
    key(lead, window, Qt.Key.Key_Escape)
    assert lead.window.live.presenting is None
    lead.qtbot.waitUntil(lambda: not any(isinstance(w, Solo) for w in QApplication.allWidgets()))
    assert lead.selected == [TARIFFS]
    lead.window.activateWindow()
    presented(lead)
    lead.window.close_without_asking()
    lead.qtbot.waitUntil(lambda: not any(isinstance(w, Solo) for w in QApplication.allWidgets()))


def test_people_see_the_pictures_and_the_lead_the_notes(lead: Driver) -> None:
    lead.window.document.edit(
        "Describe",
        lambda of: {
            (s := lead.stage("Compare")).id: (
                s, s.model_copy(update={"description": "Read out the quote.",
                                        "business_goal": "Be one of three offers"}),
            )
        },
    )  # fmt: skip
    lead.window.document.edit("Name it", set_fields, "map", title="A long title " * 20)
    console = with_audience(lead)
    audience = lead.window.live.audience
    assert audience is not None
    show = going_on(lead).show
    assert console.next.text().startswith("Next: Discover")
    while show.stage != lead.stage("Compare"):
        key(lead, console, Qt.Key.Key_Right)
    assert console.name.text() == "Compare"
    assert "Read out the quote." in console.notes.text()
    assert "Business goal: Be one of three offers" in console.notes.text()
    assert "Customer goal: Be sure it fits my day" in console.notes.text()
    assert ":" in console.clock.text()
    assert audience.top.beside.text.startswith("Compare")
    lead.qtbot.waitUntil(
        lambda: audience.top.beside.width() >= audience.top.beside.sizeHint().width()
    )
    assert "Read out the quote." not in audience.top.beside.text
    box = audience.canvas.box_of(lead.stage("Compare").id)
    assert box is not None
    assert audience.canvas.view.visible().center().x() == pytest.approx(box.center().x(), abs=2)
    lead.window.live.start_timer(5)
    assert console.timer.isVisible()
    assert console.timer.text == audience.top.timer.text == "5:00"
    key(lead, console, Qt.Key.Key_Escape)
    assert audience.isVisible()
    assert audience.canvas.spot.bright is None
    lead.click("Reports a flat tyre and waits on the line")
    box = audience.canvas.box_of(lead.card("Reports a flat tyre and waits on the line").id)
    assert box is not None
    assert audience.canvas.view.visible().contains(box)


def test_closing_the_notes_or_the_audiences_window_ends_it(lead: Driver) -> None:
    with_audience(lead).close()
    lead.settle()
    assert lead.window.live.presenting is None
    lead.window.activateWindow()
    lead.press("F5")
    audience = lead.window.live.audience
    assert audience is not None
    audience.close()
    lead.settle()
    assert lead.window.live.presenting is None
    assert lead.window.isVisible()


def test_a_picture_that_is_held_still_waits_for_the_lead_who_looks_ahead(lead: Driver) -> None:
    console = with_audience(lead)
    audience = lead.window.live.audience
    assert audience is not None
    key(lead, console, Qt.Key.Key_Space)
    lead.do("view.freeze")
    held, said = audience.canvas.grab().toImage(), audience.top.beside.text
    while console.name.text() != "Compare":
        key(lead, console, Qt.Key.Key_Space)
    assert (audience.canvas.grab().toImage(), audience.top.beside.text) == (held, said)
    lead.do("view.freeze")
    assert audience.top.beside.text.startswith("Compare")
    assert audience.canvas.spot.bright is not None
    assert lead.stage("Compare").id in audience.canvas.spot.bright
    lead.do("view.freeze")
    held = audience.canvas.grab().toImage()
    key(lead, console, Qt.Key.Key_Escape)
    assert audience.canvas.grab().toImage() == held
    lead.do("view.freeze")
    assert audience.canvas.spot.bright is None, "nothing is left of the presentation"


def test_the_small_bar_comes_with_the_pointer_and_goes_on_and_back(lead: Driver) -> None:
    window = presented(lead)
    bar, show = window.bar, going_on(lead).show
    bar.fade()
    lead.qtbot.waitUntil(bar.isHidden)
    assert window.cursor().shape() == Qt.CursorShape.BlankCursor
    lead.move_on(window, QPoint(300, 300), buttons=NO_BUTTON)
    assert bar.isVisible()
    assert window.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert window.rect().contains(bar.geometry())
    lead.qtbot.mouseClick(bar.on, Qt.MouseButton.LeftButton)
    assert show.at == 1
    assert bar.place.text() == f"2 / {len(show.shots)}"
    lead.qtbot.mouseClick(bar.back, Qt.MouseButton.LeftButton)
    assert show.at == 0
    lead.qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert show.at == 1
    lead.qtbot.mouseClick(bar.end, Qt.MouseButton.LeftButton)
    assert lead.window.live.presenting is None


def test_a_map_that_changes_meanwhile_stays_at_the_same_stage(lead: Driver) -> None:
    window = presented(lead)
    show, document = going_on(lead).show, lead.window.document
    while show.stage != lead.stage("Ride"):
        key(lead, window, Qt.Key.Key_Right)
    document.edit("Add stage", add_stage, document.ids, name="Hear of it",
                  before_id=lead.stage("Discover").id)  # fmt: skip
    lead.settle()
    assert show.stage == lead.stage("Ride")
    assert names(lead) == ["", "Hear of it", *STAGES, ""]
    document.undo()
    lead.settle()
    assert show.stage == lead.stage("Ride")
    key(lead, window, Qt.Key.Key_Left)
    assert show.stage in (lead.stage("Ride"), lead.stage("Sign up"))


def test_an_empty_map_says_that_there_is_nothing_to_present(lead: Driver) -> None:
    document = lead.window.document
    document.edit(
        "Delete all", lambda of: {r.id: (r, None) for r in of.records.values() if r.id != "map"}
    )
    window = presented(lead)
    key(lead, window, Qt.Key.Key_Right, Qt.Key.Key_Left)
    assert window.top.beside.text == "There is no stage to show yet"
    key(lead, window, Qt.Key.Key_Escape)
    assert lead.window.live.presenting is None


def test_two_fingers_look_around_in_a_picture_and_the_next_key_goes_on(lead: Driver) -> None:
    window = presented(lead)
    key(lead, window, Qt.Key.Key_Right)
    zoom, before = window.canvas.zoom, window.canvas.view.visible()
    at = QPointF(window.rect().center())
    for _ in range(5):
        QApplication.sendEvent(window, two_fingers(window, at, QPoint(-60, 0)))
    assert window.canvas.zoom == zoom
    assert window.canvas.view.visible().left() == pytest.approx(before.left() + 300 / zoom, abs=2)
    around = window.canvas.view.visible()
    key(lead, window, Qt.Key.Key_L, Qt.Key.Key_L)
    assert window.canvas.view.visible() == around, "pointing at it moves nothing"
    key(lead, window, Qt.Key.Key_Left, Qt.Key.Key_Right)
    assert window.canvas.view.visible() == before


def test_a_map_that_is_read_from_the_right_goes_on_to_the_left(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "arabic.journey.json"
    write_arabic(file)
    lead = opened(qtbot, windows, file)
    window = presented(lead)
    show = going_on(lead).show
    key(lead, window, Qt.Key.Key_Left)
    assert show.stage == lead.stage("الاكتشاف")
    first = window.canvas.view.visible().center().x()
    while show.stage == lead.stage("الاكتشاف"):
        key(lead, window, Qt.Key.Key_Left)
    assert show.stage == lead.stage("التسجيل")
    assert window.canvas.view.visible().center().x() < first
    key(lead, window, Qt.Key.Key_Right)
    assert show.stage == lead.stage("الاكتشاف")


# The dot of light.


def light(lead: Driver) -> Laser:
    lead.press("Ctrl+Shift+R")
    return lead.window.live.laser


def test_the_dot_is_seen_on_both_and_nothing_below_it_can_be_touched(lead: Driver) -> None:
    lead.press("Shift+F5")
    audience = lead.window.live.audience
    assert audience is not None
    audience.resize(1280, 720)
    lead.window.activateWindow()
    lead.click(TARIFFS)
    at, before = lead.where("Tariff table does not fit a small screen"), lead.map
    glass = light(lead).glass(lead.canvas)
    place = lead.viewport.mapTo(lead.canvas, at)
    assert lead.window.childAt(lead.canvas.mapTo(lead.window, place)) is glass
    lead.move_on(glass, place, buttons=NO_BUTTON)
    lead.qtbot.mouseClick(glass, Qt.MouseButton.LeftButton, pos=place)
    lead.qtbot.mouseDClick(glass, Qt.MouseButton.LeftButton, pos=place)
    lead.move_on(glass, place + QPoint(40, 0))
    lead.move_on(glass, place, buttons=NO_BUTTON)
    assert lead.selected == [TARIFFS]
    assert lead.map is before
    assert not lead.canvas.editing.is_on
    dot = light_on(lead, audience.canvas)
    assert dot is not None
    card = lead.card("Tariff table does not fit a small screen")
    inside = audience.canvas.view.to_scene(
        dot - QPointF(audience.canvas.view.viewport().mapTo(audience.canvas, QPoint(0, 0)))
    )
    box = audience.canvas.box_of(card.id)
    assert box is not None
    assert box.contains(inside)
    header = lead.canvas.lane_header
    place = header.mapTo(lead.canvas, QPoint(header.width() // 2, 30))
    assert pointed_at(lead.canvas, QPointF(place)).beside
    lead.move_on(glass, place, buttons=NO_BUTTON)
    dot = light_on(lead, audience.canvas)
    assert dot is not None
    assert audience.canvas.lane_header.geometry().contains(dot.toPoint())
    lead.press("Ctrl+Shift+R")
    assert light_on(lead, audience.canvas) is None
    lead.click("Tariff table does not fit a small screen")
    assert lead.selected == ["Tariff table does not fit a small screen"]


def light_on(lead: Driver, canvas: onlooker.Onlooker) -> QPointF | None:
    return lead.window.live.laser.beam(canvas).at


def test_the_dot_goes_with_the_pointer_when_that_leaves(lead: Driver) -> None:
    glass = light(lead).glass(lead.canvas)
    lead.move_on(glass, QPoint(400, 300), buttons=NO_BUTTON)
    assert glass.at == QPointF(400, 300)
    lead.move_on(glass, QPoint(420, 300), buttons=NO_BUTTON)
    assert glass.at == QPointF(420, 300)
    before = lead.canvas.view.visible()
    QApplication.sendEvent(glass, two_fingers(glass, QPointF(420, 300), QPoint(-60, -30)))
    assert lead.canvas.view.visible().left() > before.left()
    assert glass.at == QPointF(420 - 60, 300 - 30)  # it stays on what it points at
    QApplication.sendEvent(glass, QEvent(QEvent.Type.Leave))
    assert glass.at is None


def test_in_a_presentation_the_dot_points_and_a_click_does_not_go_on(lead: Driver) -> None:
    window = presented(lead)
    key(lead, window, Qt.Key.Key_L)
    glass = lead.window.live.laser.glass(window.canvas)
    lead.move_on(glass, QPoint(500, 300), buttons=NO_BUTTON)
    lead.qtbot.mouseClick(glass, Qt.MouseButton.LeftButton, pos=QPoint(500, 300))
    assert glass.at == QPointF(500, 300)
    assert going_on(lead).show.at == 0
    key(lead, window, Qt.Key.Key_L)
    lead.qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(500, 300))
    assert going_on(lead).show.at == 1
    key(lead, window, Qt.Key.Key_L, Qt.Key.Key_Escape)
    assert not lead.window.live.pointing
