"""Stages, steps and lanes are selected, renamed, folded, added and reordered in the headers."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip

from model import grid
from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.files import codec
from model.records import Lane, Stage, Step
from resources import templates
from tests.widgets.canvas_window import (
    LEFT,
    click,
    hover,
    let_go,
    look_at,
    pointer,
    pull,
    shown,
)
from widgets.canvas.canvas import Canvas

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def bicycle() -> JourneyMap:
    return codec.load(templates.path("bicycle")).map


@pytest.fixture
def canvas(qtbot, bicycle) -> Canvas:
    made = shown(qtbot, bicycle, 0.6, size=(1400, 900))
    made.edited = []

    def begin_edit(record_id: str, *, fresh: bool = False) -> None:
        made.edited.append(record_id)
        made.selection.set(record_id)

    made.begin_edit = begin_edit
    return made


def named(canvas: Canvas, kind: type, name: str) -> str:
    return next(r.id for r in canvas.document.map.all(kind) if r.name == name)


def stages(canvas: Canvas, journey: JourneyMap | None = None) -> list[str]:
    return [s.name for s in grid.stages(journey or canvas.document.map)]


def lanes(canvas: Canvas, journey: JourneyMap | None = None) -> list[str]:
    return [x.name for x in grid.lanes(journey or canvas.document.map)]


def over(canvas: Canvas, record_id: str) -> QPointF:
    """A point on the name of a stage or step in the header."""
    box = canvas.stage_header.name_box(record_id)
    return QPointF(box.left() + min(30, box.width() / 2), box.center().y())


def beside(canvas: Canvas, lane_id: str) -> QPointF:
    box = canvas.lane_header.name_box(lane_id)
    return QPointF(box.left() + 10, box.center().y())


def test_a_click_selects_a_stage_a_step_or_a_lane(canvas) -> None:
    stage, step = named(canvas, Stage, "Compare"), named(canvas, Step, "Look around")
    lane = named(canvas, Lane, "App")
    click(canvas.stage_header, over(canvas, stage))
    assert canvas.selection.ids == (stage,)
    click(canvas.stage_header, over(canvas, step))
    assert canvas.selection.ids == (step,)
    click(canvas.lane_header, beside(canvas, lane))
    assert canvas.selection.ids == (lane,)


def test_ctrl_and_shift_select_several(canvas) -> None:
    a, b = named(canvas, Stage, "Compare"), named(canvas, Stage, "Ride")
    click(canvas.stage_header, over(canvas, a))
    click(canvas.stage_header, over(canvas, b), SHIFT)
    assert canvas.selection.ids == (a, b)
    click(canvas.stage_header, over(canvas, a), CTRL)
    assert canvas.selection.ids == (b,)


def test_a_double_click_begins_to_write_the_name(canvas) -> None:
    stage, lane = named(canvas, Stage, "Ride"), named(canvas, Lane, "Station")
    pointer(canvas.stage_header, QEvent.Type.MouseButtonDblClick, over(canvas, stage))
    pointer(canvas.lane_header, QEvent.Type.MouseButtonDblClick, beside(canvas, lane))
    assert canvas.edited == [stage, lane]


def test_the_right_button_asks_for_a_menu(canvas) -> None:
    asked: list[tuple[str, object]] = []
    canvas.context_menu_requested.connect(lambda at, record, cell: asked.append((record, cell)))
    stage = named(canvas, Stage, "Ride")
    at = over(canvas, stage).toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at,
                              canvas.stage_header.mapToGlobal(at))  # fmt: skip
    QApplication.sendEvent(canvas.stage_header, event)
    assert asked == [(stage, None)]
    assert canvas.selection.ids == (stage,)


def test_a_triangle_folds_a_lane_and_unfolds_it_again(canvas) -> None:
    lane = named(canvas, Lane, "Website")
    row = canvas.laid.places.row_of[lane]
    high = canvas.laid.grounds[row].height
    hover(canvas.lane_header, beside(canvas, lane))
    click(canvas.lane_header, canvas.lane_header._fold_box(row).center())
    assert canvas.document.map.get(lane, Lane).collapsed_height is not None
    assert canvas.laid.grounds[row].height < high / 2
    assert canvas.document.done[-1].label == "Fold lane “Website”"
    click(canvas.lane_header, canvas.lane_header._fold_box(row).center())
    assert canvas.document.map.get(lane, Lane).collapsed_height is None
    assert canvas.laid.grounds[row].height == high


def test_the_triangle_is_seen_only_where_the_pointer_is(canvas) -> None:
    lane = named(canvas, Lane, "Website")
    row = canvas.laid.places.row_of[lane]
    box = canvas.lane_header._fold_box(row).toAlignedRect()
    calm = canvas.lane_header.grab(box).toImage()
    hover(canvas.lane_header, beside(canvas, lane))
    assert canvas.lane_header.grab(box).toImage() != calm
    QApplication.sendEvent(canvas.lane_header, QEvent(QEvent.Type.Leave))
    assert canvas.lane_header.grab(box).toImage() == calm


def wheel(widget, at: QPointF, turn: int, keys=Qt.KeyboardModifier.NoModifier) -> None:
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_wheel_scrolls_and_zooms_over_a_header_too(canvas) -> None:
    look_at(canvas, 1.0, right=200, down=0)
    before = canvas.view.visible()
    wheel(canvas.lane_header, QPointF(20, 100), -120)
    assert canvas.view.visible().top() > before.top()
    wheel(canvas.stage_header, QPointF(300, 20), -120, SHIFT)
    assert canvas.view.visible().left() > before.left()
    wheel(canvas.stage_header, QPointF(300, 20), 120, CTRL)
    assert canvas.zoom > 1.0


def test_a_pinch_over_a_header_zooms(canvas) -> None:
    at = QPointF(300, 20)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, at, at,
        canvas.stage_header.mapToGlobal(at), 0.25, QPointF(),
    )  # fmt: skip
    before = canvas.zoom
    QApplication.sendEvent(canvas.stage_header, event)
    assert canvas.zoom == pytest.approx(before * 1.25)


def test_what_a_narrow_column_cuts_is_told_as_plain_text(canvas) -> None:
    stage = named(canvas, Stage, "Ride")
    canvas.document.edit("Rename", set_fields, stage, name="<b>Ride</b> & ride")
    look_at(canvas, 0.2)
    at = over(canvas, stage).toPoint()
    QApplication.sendEvent(
        canvas.stage_header,
        QHelpEvent(QEvent.Type.ToolTip, at, canvas.stage_header.mapToGlobal(at)),
    )
    assert "&lt;b&gt;Ride&lt;/b&gt; &amp; ride" in QToolTip.text()
    assert "Get there on time" in QToolTip.text()
    QToolTip.hideText()


def test_a_stage_dragged_sideways_goes_there_in_front_of_ones_eyes(canvas) -> None:
    stage = named(canvas, Stage, "Compare")
    goal = over(canvas, named(canvas, Stage, "Ride")) + QPointF(130, 0)
    before = stages(canvas)
    start = over(canvas, stage)
    pull(canvas.stage_header, start, goal)
    assert stages(canvas) == before  # not yet
    assert stages(canvas, canvas.shown)[:4] == ["Discover", "Sign up", "Ride", "Compare"]
    let_go(canvas.stage_header, goal)
    assert stages(canvas)[:4] == ["Discover", "Sign up", "Ride", "Compare"]
    assert not canvas.previewing
    assert [e.label for e in canvas.document.done] == ["Move stage “Compare”"]


def test_esc_puts_a_dragged_stage_back(canvas) -> None:
    stage = named(canvas, Stage, "Compare")
    goal = over(canvas, named(canvas, Stage, "Get help"))
    before = stages(canvas)
    pull(canvas.stage_header, over(canvas, stage), goal)
    assert canvas.previewing
    QTest.keyClick(canvas.window().focusWidget(), Qt.Key.Key_Escape)
    assert not canvas.previewing
    pointer(canvas.stage_header, QEvent.Type.MouseMove, goal + QPointF(90, 0))
    let_go(canvas.stage_header, goal)
    assert stages(canvas, canvas.shown) == before
    assert not canvas.document.done


def test_what_was_typed_elsewhere_is_entered_as_a_lane_is_dropped(
    canvas,
) -> None:
    lane = canvas.document.map[named(canvas, Lane, "Station")]
    line = QLineEdit(canvas)
    line.editingFinished.connect(
        lambda: canvas.document.edit("Rename", set_fields, lane.id, name=line.text())
    )
    line.show()
    goal = beside(canvas, named(canvas, Lane, "Website"))
    pull(canvas.lane_header, beside(canvas, lane.id), goal)
    line.setFocus()
    QTest.keyClicks(line, "Behind")
    let_go(canvas.lane_header, goal)
    assert lanes(canvas).index("Behind") < lanes(canvas).index("Website")
    assert [entry.label for entry in canvas.document.done] == ["Rename", "Move lane “Station”"]


def test_a_tremble_is_no_drag(canvas) -> None:
    start = over(canvas, named(canvas, Stage, "Compare"))
    pull(canvas.stage_header, start, start + QPointF(3, 0))
    assert not canvas.stage_header.dragging
    let_go(canvas.stage_header, start + QPointF(3, 0))
    assert not canvas.document.done


def test_a_stage_carried_to_and_fro_comes_back_to_its_place(canvas) -> None:
    stage = named(canvas, Stage, "Compare")
    start, before = over(canvas, stage), stages(canvas)
    far = over(canvas, named(canvas, Stage, "Get help"))
    pull(canvas.stage_header, start, far, start)
    assert stages(canvas, canvas.shown) == before
    let_go(canvas.stage_header, start)
    assert not canvas.document.done


def test_what_is_previewed_does_not_flicker_under_a_still_hand(canvas) -> None:
    stage = named(canvas, Stage, "Sign up")
    # Just where one place ends and the next begins.
    column = canvas.box_of(named(canvas, Step, "Look around"))
    middle = canvas.laid.columns.xs[2] + canvas.laid.columns.card / 2
    assert column.left() < middle < column.right()
    goal = QPointF(middle * canvas.zoom + canvas.stage_header.offset().x(), 12)
    seen: list[list[str]] = []
    canvas.scene_changed.connect(lambda: seen.append(stages(canvas, canvas.shown)))
    pull(canvas.stage_header, over(canvas, stage), goal)
    reached = len(seen)
    for wobble in (1, -2, 2, -1, 3, -3, 0):
        pointer(canvas.stage_header, QEvent.Type.MouseMove, goal + QPointF(wobble, 0))
    assert len(seen) == reached
    let_go(canvas.stage_header, goal)


def test_a_step_dragged_over_another_stage_goes_into_it(canvas) -> None:
    step = named(canvas, Step, "Ask someone")
    ride = named(canvas, Stage, "Ride")
    goal = over(canvas, named(canvas, Step, "First ride")) + QPointF(-25, 0)
    pull(canvas.stage_header, over(canvas, step), goal)
    let_go(canvas.stage_header, goal)
    names = [s.name for s in grid.steps_of(canvas.document.map, ride)]
    assert names == ["Ask someone", "First ride", "Every day"]
    assert canvas.document.done[-1].label == "Move step “Ask someone”"


def test_the_only_step_of_a_stage_stays_and_one_is_told_why(canvas) -> None:
    sign_up = named(canvas, Stage, "Sign up")
    step = grid.steps_of(canvas.document.map, sign_up)[0].id
    hints: list[str] = []
    canvas.hint.connect(hints.append)
    start, goal = over(canvas, step), over(canvas, named(canvas, Step, "Every day"))
    pull(canvas.stage_header, start, goal)
    assert any("only one" in hint for hint in hints)
    let_go(canvas.stage_header, goal)
    assert not canvas.document.done
    assert hints[-1] == ""


def test_a_lane_dragged_down_goes_there(canvas) -> None:
    lane = named(canvas, Lane, "Website")
    goal = beside(canvas, named(canvas, Lane, "Station")) + QPointF(0, 60)
    pull(canvas.lane_header, beside(canvas, lane), goal)
    assert lanes(canvas, canvas.shown)[2:5] == ["App", "Station", "Website"]
    let_go(canvas.lane_header, goal)
    assert lanes(canvas)[2:5] == ["App", "Station", "Website"]
    canvas.document.undo()
    assert lanes(canvas)[2:5] == ["Website", "App", "Station"]


def test_a_drag_to_the_edge_scrolls_on(canvas, qtbot) -> None:
    look_at(canvas, 1.5)
    header = canvas.stage_header
    before = canvas.view.visible().left()
    goal = QPointF(header.width() - 4, 20)
    pull(header, over(canvas, named(canvas, Stage, "Discover")), goal)
    qtbot.waitUntil(lambda: canvas.view.visible().left() > before + 100)
    let_go(header, goal)


def test_in_a_map_read_from_the_right_a_drag_to_the_left_goes_onwards(qtbot, bicycle) -> None:
    journey = apply(set_fields(bicycle, "map", language="ar"), bicycle)
    canvas = shown(qtbot, journey, 0.6, size=(1400, 900))
    box = canvas.stage_header.name_box(named(canvas, Stage, "Ride"))
    goal = QPointF(box.left() + 20, 10)
    start = canvas.stage_header.name_box(named(canvas, Stage, "Compare")).center()
    pull(canvas.stage_header, start, goal)
    let_go(canvas.stage_header, goal)
    assert stages(canvas)[:4] == ["Discover", "Sign up", "Ride", "Compare"]


def test_a_map_that_is_only_read_is_not_dragged(canvas) -> None:
    canvas.document.read_only = "This map was made by a newer Touchline."
    start = over(canvas, named(canvas, Stage, "Compare"))
    pull(canvas.stage_header, start, start + QPointF(400, 0))
    assert not canvas.previewing
    let_go(canvas.stage_header, start)


def test_a_plus_between_two_stages_adds_one_there(canvas) -> None:
    sign_up = named(canvas, Stage, "Sign up")
    header = canvas.stage_header
    extent = next(e for e in header.names().stages if e.record == sign_up)
    at = header._button(extent.left).center() + QPointF(header.offset().x(), 0)
    calm = header.grab().toImage()
    hover(header, at)
    assert header.grab().toImage() != calm
    click(header, at)
    added = grid.stages(canvas.document.map)[2]
    assert (added.name, stages(canvas)[3]) == ("", "Sign up")
    assert canvas.edited == [added.id]
    assert canvas.selection.ids == (added.id,)
    assert canvas.document.done[-1].label == "Add stage"


def test_words_at_the_end_add_a_stage_and_a_lane(canvas) -> None:
    click(canvas.stage_header, canvas.stage_header._end_box().center())
    look_at(canvas, 0.3)
    click(canvas.lane_header, canvas.lane_header._adder().center())
    assert [stages(canvas)[-1], lanes(canvas)[-1]] == ["", ""]
    assert canvas.edited == [
        grid.stages(canvas.document.map)[-1].id,
        grid.lanes(canvas.document.map)[-1].id,
    ]


def test_a_button_left_before_it_is_let_go_does_nothing(canvas) -> None:
    header = canvas.stage_header
    pointer(header, QEvent.Type.MouseButtonPress, header._end_box().center(), LEFT)
    let_go(header, QPointF(40, 20))
    assert not canvas.document.done
