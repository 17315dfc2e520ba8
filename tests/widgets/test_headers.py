"""Headers stay in view, tell where one is, and can be read from afar."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from model import grid
from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.edits.lanes import add_lane
from model.edits.stages import add_stage, add_step
from model.files import codec
from model.ids import Ids
from model.layout import hit
from model.layout.scene import Text
from resources import templates
from tests.generator import make
from tests.widgets.canvas_window import click, hover, look_at, shown
from widgets.canvas.canvas import Canvas
from widgets.canvas.stage_names import Label


@pytest.fixture(scope="module")
def bicycle() -> JourneyMap:
    return codec.load(templates.path("bicycle")).map


@pytest.fixture(scope="module")
def large() -> JourneyMap:
    return make(cards=300, steps=60, lanes=20)


def arabic(journey: JourneyMap) -> JourneyMap:
    return apply(set_fields(journey, "map", language="ar"), journey)


def ink(label: Label) -> tuple[float, float]:
    """The left and right end of a label's letters, before it slides."""
    texts = [p for p in label.primitives if isinstance(p, Text)]
    return (
        min((label.x + t.x * label.scale for t in texts), default=label.left),
        max((label.x + (t.x + t.line.width) * label.scale for t in texts), default=label.left),
    )


def stage_labels(canvas: Canvas) -> list[Label]:
    names = canvas.stage_header.names()
    return [x for i in range(len(names.stages)) if (x := names.stage_label(i))]


def step_labels(canvas: Canvas) -> list[Label]:
    names = canvas.stage_header.names()
    return [x for i in range(len(names.steps)) if (x := names.step_label(i))]


def sizes(label) -> set[float]:
    texts = [p for p in label.primitives if isinstance(p, Text)]
    return {run.size * label.scale for t in texts for run in t.line.runs}


def stage_named(canvas: Canvas, name: str) -> str:
    return next(s.id for s in grid.stages(canvas.document.map) if s.name == name)


def lane_named(canvas: Canvas, name: str) -> str:
    return next(x.id for x in grid.lanes(canvas.document.map) if x.name == name)


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_from_100_percent_on_the_headers_are_the_scenes_own(qtbot, bicycle, zoom) -> None:
    canvas = shown(qtbot, bicycle, zoom)
    heads = canvas.scene.layers[3]
    drawn = {p.node.record: (p, p.node.primitives) for p in heads.node.children}
    for label in stage_labels(canvas) + step_labels(canvas):
        placed, primitives = drawn[label.record]
        assert label.primitives is primitives
        assert (label.x, label.y) == ((heads.x + placed.x) * zoom, placed.y * zoom)
        assert label.scale == zoom
    assert canvas.stage_header.height() == round(heads.node.bounds.h * zoom)
    assert canvas.lane_header.width() == 160 * zoom


@pytest.mark.parametrize("zoom", [0.05, 0.1, 0.25, 0.5, 0.8, 0.95])
def test_names_are_never_too_small_to_be_read(qtbot, bicycle, zoom) -> None:
    canvas = shown(qtbot, bicycle, zoom)
    assert all(min(sizes(label) or {11}) >= 11 for label in stage_labels(canvas))
    assert all(max(sizes(label) or {13}) >= 13 for label in stage_labels(canvas))
    assert all(min(sizes(label) or {11}) >= 11 for label in step_labels(canvas))


@pytest.mark.parametrize("zoom", [0.06, 0.12, 0.3, 0.6])
def test_names_of_stages_never_run_into_each_other(qtbot, large, zoom) -> None:
    canvas = shown(qtbot, large, zoom)
    names = canvas.stage_header.names()
    assert stage_labels(canvas)
    for labels, extents in (
        (stage_labels(canvas), names.stages),
        (step_labels(canvas), names.steps),
    ):
        ground = {e.record: e for e in extents}
        for label in labels:
            left, right = ink(label)
            assert ground[label.record].left <= left
            assert right <= ground[label.record].right
    for label in stage_labels(canvas):
        lines = {p.y for p in label.primitives if isinstance(p, Text)}
        assert label.y + max(lines, default=0.0) < names.step_y


def test_names_of_lanes_never_run_into_each_other(qtbot, large) -> None:
    for zoom in (0.05, 0.08, 0.15, 0.4):
        canvas = shown(qtbot, large, zoom)
        header, free = canvas.lane_header, 0.0
        shown_names = 0
        for row, lane in enumerate(canvas.laid.grounds):
            name = header._name(row)
            if any(isinstance(p, Text) for p in name.primitives):
                box = header.name_box(lane.lane.id)
                assert box.top() >= free - 4  # a line has some air of its own
                free = box.top() + name.name.h
                shown_names += 1
        assert shown_names > 1


def test_the_header_keeps_its_height_while_one_zooms_and_scrolls(qtbot, bicycle) -> None:
    canvas = shown(qtbot, bicycle, 0.8)
    heights = []
    for zoom in (0.8, 0.7, 0.6, 0.5, 0.4):
        look_at(canvas, zoom)
        heights.append(canvas.stage_header.height())
        look_at(canvas, zoom, right=700, down=300)
        heights.append(canvas.stage_header.height())
    assert len(set(heights)) == 1
    before = heights[0]
    for step in range(0, 30):  # on the way to the smallest zoom it shrinks little by little
        look_at(canvas, 0.4 - step / 100)
        assert before - 5 <= canvas.stage_header.height() <= before
        before = canvas.stage_header.height()


def test_goals_and_steps_give_way_where_columns_are_too_narrow(qtbot, bicycle) -> None:
    canvas = shown(qtbot, bicycle, 0.7)
    assert step_labels(canvas)
    look_at(canvas, 0.1)
    assert not step_labels(canvas)
    assert all(
        p.role == "text" for label in stage_labels(canvas) for p in label.primitives
        if isinstance(p, Text)
    )  # fmt: skip


@pytest.mark.parametrize("zoom", [0.3, 1.0, 1.7])
@pytest.mark.parametrize("turned", [False, True])
def test_columns_and_lanes_stand_level_with_the_grid(qtbot, bicycle, zoom, turned) -> None:
    canvas = shown(qtbot, arabic(bicycle) if turned else bicycle, zoom)
    look_at(canvas, zoom, right=300, down=170)
    header, view = canvas.stage_header, canvas.view
    for extent in header.names().stages:
        box = canvas.box_of(extent.record)
        left = view.viewport().mapTo(canvas, view.to_viewport(box.topLeft()))
        here = header.mapTo(canvas, QPointF(extent.left + header.offset().x(), 0))
        assert here.x() == pytest.approx(left.x(), abs=0.01)
    lanes = canvas.lane_header
    for row, lane in enumerate(canvas.laid.grounds):
        top = view.viewport().mapTo(canvas, view.to_viewport(canvas.box_of(lane.lane.id).topLeft()))
        assert lanes.mapTo(canvas, QPointF(0, lanes._top(row))).y() == pytest.approx(top.y())


def test_a_stages_name_slides_along_while_any_of_the_stage_is_in_view(qtbot, bicycle) -> None:
    canvas = shown(qtbot, bicycle)
    stage = stage_named(canvas, "Compare")
    header = canvas.stage_header
    extent = next(e for e in header.names().stages if e.record == stage)
    start = extent.left - canvas.laid.setting.measures.lane_header
    look_at(canvas, 1.0, right=start + 200)
    left = QPoint(4, 20)
    assert header.spot_at(QPointF(left)).record == stage
    image = header.grab(header.rect()).toImage()
    ratio = image.devicePixelRatio()
    ink_columns = [
        x for x in range(0, 120)
        if any(image.pixelColor(round(x * ratio), round(y * ratio)).lightness() < 90
               for y in range(10, 28))
    ]  # fmt: skip
    assert ink_columns
    assert ink_columns[0] < 24  # its own place would be out of view
    box = header.name_box(stage)
    assert box.left() >= 0


def test_a_lanes_name_slides_along_inside_a_tall_lane(qtbot, bicycle) -> None:
    canvas = shown(qtbot, bicycle, 1.0)
    lane = lane_named(canvas, "Website")
    row = canvas.laid.places.row_of[lane]
    look_at(canvas, 1.0, down=canvas.laid.tops[row] + 60)
    box = canvas.lane_header.name_box(lane)
    assert 0 <= box.top() < 12
    look_at(canvas, 1.0, down=canvas.laid.tops[row + 1] - 10)
    assert canvas.lane_header.name_box(lane).top() < 0  # it leaves with its lane


@pytest.mark.parametrize("zoom", [0.7, 1.0, 1.5])
@pytest.mark.parametrize("turned", [False, True])
def test_levels_of_feeling_are_named_beside_their_lines(qtbot, bicycle, zoom, turned) -> None:
    canvas = shown(qtbot, arabic(bicycle) if turned else bicycle, zoom)
    row = next(i for i, g in enumerate(canvas.laid.grounds) if g.lane.kind == "emotion")
    name = canvas.lane_header._name(row)
    levels = {level.primitives[0].line.text: level.box for level in name.levels}
    assert set(levels) == {"delighted", "neutral", "angry"}
    for word, score in (("delighted", 2.0), ("neutral", 0.0), ("angry", -2.0)):
        y = hit.score_y(canvas.scene, canvas.laid, row, score) - canvas.laid.y
        box = levels[word]
        assert box.y + box.h / 2 == pytest.approx((y - canvas.laid.tops[row]) * zoom, abs=2)
        assert box.x >= 0
        assert box.x + box.w <= canvas.lane_header.width()


def test_names_are_laid_out_once_and_then_only_scrolled(qtbot, large) -> None:
    canvas = shown(qtbot, large, 0.5)

    def to_and_fro() -> tuple[int, int]:
        for right in range(0, 2000, 100):
            look_at(canvas, 0.5, right=right)
            canvas.grab()
        return canvas.stage_header.names().laid_out, canvas.lane_header.laid_out

    first = to_and_fro()
    assert 0 < first[0] < 40  # of 20 stages and 60 steps, those that were in view
    assert to_and_fro() == first


def test_another_name_lays_out_one_lane_and_no_stage(qtbot, large) -> None:
    canvas = shown(qtbot, large)
    canvas.grab()
    stages, lanes = canvas.stage_header.names(), canvas.lane_header.laid_out
    before = stages.laid_out
    lane = canvas.laid.grounds[0].lane.id
    canvas.document.edit("Rename", set_fields, lane, name="Front")
    canvas.grab()
    assert canvas.stage_header.names() is stages
    assert stages.laid_out == before
    assert canvas.lane_header.laid_out == lanes + 1


def test_only_what_is_in_view_is_laid_out(qtbot, large) -> None:
    canvas = shown(qtbot, large, 2.0)
    canvas.lane_header.laid_out = 0
    look_at(canvas, 1.9)
    canvas.grab()
    assert 0 < canvas.lane_header.laid_out < 6
    assert 0 < canvas.stage_header.names().laid_out < 8


def test_every_name_has_a_place_to_be_written_in(qtbot, bicycle) -> None:
    for zoom in (0.2, 0.7, 1.0):
        canvas = shown(qtbot, bicycle, zoom)
        for stage in grid.stages(bicycle):
            box = canvas.stage_header.name_box(stage.id)
            assert box.height() >= 14
            assert 0 <= box.top() < box.bottom() < canvas.stage_header.height()
            for step in grid.steps_of(bicycle, stage.id):
                inner = canvas.stage_header.name_box(step.id)
                assert inner.height() >= 14
                assert inner.bottom() <= canvas.stage_header.height()
        for lane in grid.lanes(bicycle):
            box = canvas.lane_header.name_box(lane.id)
            assert box.width() > 70
            assert box.right() <= canvas.lane_header.width()
        assert canvas.stage_header.name_box(grid.lanes(bicycle)[0].id) is None
        assert canvas.lane_header.name_box(grid.stages(bicycle)[0].id) is None


def test_what_is_selected_is_tinted_in_the_header(qtbot, bicycle) -> None:
    canvas = shown(qtbot, bicycle)
    stage = stage_named(canvas, "Compare")
    header = canvas.stage_header
    extent = next(e for e in header.names().stages if e.record == stage)
    foot = QPoint(round(extent.left + header.offset().x()) + 60, header.height() - 2)
    before = header.grab().toImage().pixelColor(foot)
    canvas.selection.set(stage)
    assert header.grab().toImage().pixelColor(foot) != before
    assert header.grab().toImage().pixelColor(foot) == canvas.theme.colour("focus")


def test_the_column_and_the_lane_of_the_focus_are_quietly_marked(qtbot, bicycle) -> None:
    canvas = shown(qtbot, bicycle)
    stages, lanes = canvas.stage_header, canvas.lane_header
    before = stages.grab().toImage(), lanes.grab().toImage()
    step, lane = canvas.laid.places.columns[1].step.id, canvas.laid.grounds[2].lane.id
    canvas.selection.set(cell=(step, lane))
    after = stages.grab().toImage(), lanes.grab().toImage()
    extent = stages.names().steps[1]
    x = round((extent.left + extent.right) / 2 + stages.offset().x())
    foot = stages.height() - 2
    assert after[0].pixelColor(x, foot) != before[0].pixelColor(x, foot)
    assert after[0].pixelColor(x + 216, foot) == before[0].pixelColor(x + 216, foot)
    edge, y = lanes.width() - 3, round(lanes._top(2)) + 40
    assert after[1].pixelColor(edge, y) != before[1].pixelColor(edge, y)
    assert after[1].pixelColor(edge, y - 80) == before[1].pixelColor(edge, y - 80)


def test_steps_whose_stage_is_gone_are_headed_each_in_its_place(qtbot, bicycle) -> None:
    gone = [s for s in grid.stages(bicycle) if s.name in ("Discover", "Sign up")]
    journey = JourneyMap(r for r in bicycle.records.values() if r not in gone)
    canvas = shown(qtbot, journey)
    labels = stage_labels(canvas)
    grounds = canvas.stage_header.names().stages
    assert len(labels) == len(grounds)
    for label, ground in zip(labels, grounds, strict=True):
        assert ground.left <= label.x <= ground.right


def test_a_map_without_anything_offers_a_first_stage_and_lane(qtbot) -> None:
    canvas = shown(qtbot, JourneyMap())
    begun: list[str] = []
    canvas.begin_edit = lambda record_id, *, fresh: begun.append(record_id)
    click(canvas.stage_header, canvas.stage_header._end_box().center())
    click(canvas.lane_header, canvas.lane_header._adder().center())
    journey = canvas.document.map
    assert [s.id for s in grid.stages(journey)] == begun[:1]
    assert [x.id for x in grid.lanes(journey)] == begun[1:]


def test_nothing_can_be_added_to_a_map_that_is_only_read(qtbot, bicycle) -> None:
    canvas = shown(qtbot, bicycle, 0.3)
    at = canvas.stage_header._end_box().center()
    canvas.document.read_only = "This map was made by a newer Touchline."
    assert canvas.stage_header.spot_at(at).kind == ""
    assert canvas.lane_header._adder().isEmpty()


def test_a_step_without_a_name_can_be_pointed_at(qtbot) -> None:
    ids = Ids()
    journey = JourneyMap()
    journey = apply(add_stage(journey, ids, "Look"), journey)
    stage = grid.stages(journey)[0]
    journey = apply(add_step(journey, stage.id, ids), journey)
    journey = apply(add_lane(journey, ids, "Web"), journey)
    canvas = shown(qtbot, journey)
    header = canvas.stage_header
    second = grid.steps_of(journey, stage.id)[1]
    extent = header.names().steps[1]
    middle = (extent.left + extent.right) / 2 + header.offset().x()
    click(header, QPointF(middle, header.height() - 5))
    assert canvas.selection.ids == (second.id,)
    click(header, QPointF(middle, 6))
    assert canvas.selection.ids == (stage.id,)


def test_the_pointer_shows_what_can_be_clicked(qtbot, bicycle) -> None:
    canvas = shown(qtbot, bicycle, 0.3)
    header = canvas.stage_header
    hover(header, QPointF(30, 20))
    assert header.cursor().shape() == Qt.CursorShape.PointingHandCursor
    hover(header, QPointF(header.width() - 40, 20))
    assert header.cursor().shape() == Qt.CursorShape.ArrowCursor
