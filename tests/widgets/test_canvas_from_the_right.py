"""The canvas of a map that is read from the right ends where its grid begins: at the right."""

import pytest
from PySide6.QtWidgets import QScrollBar

from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from tests.generator import make
from tests.widgets.canvas_window import shown
from widgets.canvas.canvas import Canvas


@pytest.fixture
def arabic() -> JourneyMap:
    made = make(cards=60, steps=12, lanes=6)
    return apply(set_fields(made, "map", language="ar"), made)


def beginning(canvas: Canvas) -> float:
    """x of the Scene where the headers of the lanes meet the grid."""
    at = canvas.laid
    return at.width - at.x - at.setting.measures.lane_header


def at_the_end(bar: QScrollBar) -> bool:
    bar.setValue(bar.maximum())
    return bar.maximum() > bar.minimum()


@pytest.mark.parametrize("zoom", [0.5, 1.0, 2.0])
def test_one_cannot_scroll_behind_the_headers_at_the_right(qtbot, arabic, zoom) -> None:
    canvas = shown(qtbot, arabic, zoom)
    assert at_the_end(canvas.view.horizontalScrollBar())
    assert abs(canvas.view.visible().right() - beginning(canvas)) <= 1.5 / zoom


def test_one_scrolls_a_little_beyond_the_last_stage_at_the_left(qtbot, arabic) -> None:
    canvas = shown(qtbot, arabic, 1.0)
    bar = canvas.view.horizontalScrollBar()
    bar.setValue(bar.minimum())
    last = canvas.laid.width - canvas.laid.x - canvas.laid.columns.right
    assert canvas.view.visible().left() < last - 100


def test_the_whole_map_stands_at_its_headers(qtbot, arabic) -> None:
    canvas = shown(qtbot, arabic, 1.0, size=(1600, 400))
    canvas.camera.fit()
    assert abs(canvas.view.visible().right() - beginning(canvas)) <= 1.5 / canvas.zoom


def test_a_map_read_from_the_left_begins_at_the_left(qtbot) -> None:
    canvas = shown(qtbot, make(cards=60, steps=12, lanes=6), 1.0)
    bar = canvas.view.horizontalScrollBar()
    bar.setValue(bar.minimum())
    at = canvas.laid
    start = at.x + at.setting.measures.lane_header
    assert abs(canvas.view.visible().left() - start) <= 1.5
