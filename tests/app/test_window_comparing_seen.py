"""What is seen of a comparison: bright faces, room for the list, figures that cannot be misread."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.window import Window
from model.change import apply
from model.edits.cards import move_cards
from model.edits.fields import set_fields
from model.ids import feeling_id
from model.layout.marks import ghost_id
from tests.app.comparing import (
    bar,
    card,
    compare,
    lent,
    lines,
    page,
    panel,
    reviewed_window,
    showing,
)
from tests.compared import CALLS, CHAT, FLAT, LOCK, SCAN, TABLE, new_map, old_map
from tests.driver import LEFT, Driver
from widgets.box import GRID
from widgets.comparing.looked import Looked
from widgets.comparing.swipe import SwipeShown


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """A window that all tests here share: each leaves it as it was."""
    with reviewed_window(tmp_path_factory.mktemp("compared")) as made:
        yield made


@pytest.fixture
def editor(qtbot: QtBot, window: Window) -> Iterator[Driver]:
    """A hand in a window on the map of after the review."""
    with lent(qtbot, window) as made:
        yield made


@pytest.mark.parametrize("mode", ["overlay", "beside", "swipe"])
def test_a_pressed_stage_is_brought_into_view_with_the_faces_that_changed_bright(
    editor: Driver, mode: str
) -> None:
    compare(editor, mode)
    if mode == "swipe":  # half way up she meets somebody else
        cast(SwipeShown, showing(editor)).handle.setValue(0)
    canvas = cast(Looked, showing(editor).canvas)
    canvas.camera.zoom_to(1.0)
    canvas.view.scroll_by(5000, 0)
    (help_,) = (b for b in page(editor).strip.buttons if b.text() == "Get help")
    stage = canvas.box_of(help_.stage.stage_id)
    assert stage is not None
    assert canvas.view.visible().right() < stage.right()
    editor.qtbot.mouseClick(help_, LEFT)
    seen = canvas.view.visible()
    assert seen.left() <= stage.left()
    assert stage.right() <= seen.right()
    face = canvas.box_of(feeling_id("persona_mara", "step_get_help"))
    assert face is not None
    canvas.view.bring_in(face)
    viewport, spot = canvas.view.viewport(), canvas.view.to_viewport(face.center()).toPoint()
    around = QRect(spot - QPoint(8, 8), QSize(16, 16))
    assert viewport.rect().contains(around)
    lit = viewport.grab(around).toImage()
    editor.qtbot.mouseClick(help_, LEFT)
    assert canvas.view.to_viewport(face.center()).toPoint() == spot
    assert viewport.grab(around).toImage() == lit


def test_a_list_of_a_filter_is_as_high_as_its_lines(editor: Driver) -> None:
    compare(editor)
    panel(editor).open_list("personas")
    found = panel(editor).list
    assert found is not None
    assert found.list.count() == 2
    assert found.height() - found.list.height() <= 2 * GRID + 2 * found.frameWidth()
    found.close()


def test_the_strip_says_what_its_average_is_of_in_the_figures_of_reports(editor: Driver) -> None:
    compare(editor)
    sign_up, help_ = (
        next(b for b in page(editor).strip.buttons if b.text() == name)
        for name in ("Sign up", "Get help")
    )
    assert "feeling −0.15 on average" in sign_up.accessibleName()
    assert "feeling +0.7 on average" in help_.accessibleName()
    assert "average is of all customers" in help_.toolTip()


def test_the_list_has_the_room_as_long_as_nothing_is_told_below_it(editor: Driver) -> None:
    compare(editor)
    tree, details = panel(editor).tree, panel(editor).details
    assert details.height() < tree.height() / 6
    editor.press("F8")
    assert details.height() > tree.height() / 2
    panel(editor).toggle("stages", page(editor).strip.buttons[0].stage.stage_id)
    editor.settle()
    assert not details.isVisible(), "the list is empty, and says so"


def test_figures_that_went_are_no_negative_ones_and_a_kind_is_told_once(editor: Driver) -> None:
    compare(editor)
    assert any("from −1.8 to −0.4" in text for text in lines(editor))
    editor.window.comparing.show(feeling_id("persona_mara", "step_get_help"))
    assert "−1.8, n = 8 → −0.4, n = 8" in panel(editor).details.toPlainText()
    editor.window.comparing.show(card(old_map(), CALLS).id)
    told = panel(editor).details.toPlainText().splitlines()
    assert told[0] == "Place", "the line in the list says what went"
    assert "Kind" not in told
    pain = card(new_map(), TABLE)
    document = editor.window.document
    document.edit("Severity", set_fields, pain.id, severity=None)
    comparing = editor.window.comparing
    editor.qtbot.waitUntil(
        lambda: (
            comparing.comparison is not None
            and comparing.comparison.by_id[pain.id].after == document.map.records[pain.id]
        )
    )
    editor.window.comparing.show(pain.id)
    told = panel(editor).details.toPlainText().splitlines()
    assert told[told.index("Severity") + 1] == "4 → none"


def test_one_change_that_is_left_out_is_told_as_one(editor: Driver) -> None:
    change = set_fields(old_map(), "map", scope="All of the city")
    editor.window.comparing.open(old_map(), "old", apply(change, old_map()), "new")
    editor.settle()
    panel(editor).toggle("records", "pain point")
    assert bar(editor).count.text() == "None of 1 change"


def test_a_place_that_the_line_names_is_not_named_below_it(editor: Driver) -> None:
    compare(editor)
    where = {row.text.split(",")[0]: row.where for row in panel(editor).tree.lines.rows}
    assert where["Mara at “Sign up” +0.4"] == ""
    (lock,) = (text for text in where if "new lock" in text)
    assert "Ride › Every day ▸ Station" in lock
    assert where[lock] == ""
    assert "Compare › Look around, Website" in where.values()


def test_where_nothing_differs_nothing_is_asked_and_it_is_said_once(editor: Driver) -> None:
    editor.window.comparing.open(old_map(), "old", old_map(), "new")
    editor.settle()
    shown = panel(editor)
    assert shown.tree.empty == "Nothing differs."
    assert not shown.sentence.isVisible()
    assert not shown.buttons["changes"].isVisible()
    compare(editor)
    assert shown.sentence.isVisible()
    assert shown.buttons["changes"].isVisible()


def test_the_ring_of_a_line_leaves_nothing_behind_outside_of_it(editor: Driver) -> None:
    compare(editor)
    tree = panel(editor).tree
    editor.press("F8")
    tree.setFocus()
    option = QStyleOptionViewItem()
    option.initFrom(tree)
    high = tree.visualRect(tree.currentIndex()).height()
    option.rect = QRect(0, 20, tree.viewport().width(), high)
    option.state |= QStyle.StateFlag.State_Selected
    drawn = QImage(option.rect.width(), high + 40, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(0)
    painter = QPainter(drawn)
    tree.itemDelegate().paint(painter, option, tree.currentIndex())
    painter.end()
    inside = {drawn.pixel(x, 20) for x in range(drawn.width())}
    assert tree.palette().color(QPalette.ColorRole.Highlight).rgba() in inside
    assert all(drawn.pixel(x, y) == 0 for x in range(drawn.width()) for y in (19, high + 20))


def test_the_arrow_of_what_is_looked_at_stands_out_from_the_others(editor: Driver) -> None:
    chat, flat = card(old_map(), CHAT).id, card(old_map(), FLAT).id
    place = card(old_map(), TABLE)
    first = apply(move_cards(old_map(), [chat], place.step_id, place.lane_id), old_map())
    both = apply(move_cards(first, [flat], place.step_id, place.lane_id), first)
    editor.window.comparing.open(old_map(), "old", both, "new")
    editor.settle()
    canvas = cast(Looked, showing(editor).canvas)
    canvas.camera.zoom_to(1.0)
    ghost = canvas.box_of(ghost_id(flat))
    assert ghost is not None

    def begins() -> QImage:
        """The arrow of the second card, where it leaves its old place."""
        canvas.view.bring_in(ghost)
        at = canvas.view.to_viewport(ghost.topRight()).toPoint() + QPoint(7, 0)
        return canvas.view.viewport().grab(QRect(at, QSize(5, round(ghost.height())))).toImage()

    strong = begins()
    editor.window.comparing.show(chat)
    assert begins() != strong
    showing(editor).want(chat, flat)
    assert begins() == strong
    showing(editor).want(chat)
    assert begins() != strong
    showing(editor).want()
    assert begins() == strong


def test_from_afar_what_changed_has_a_sign_and_not_only_a_colour(editor: Driver) -> None:
    compare(editor)
    canvas = cast(Looked, showing(editor).canvas)
    canvas.camera.zoom_to(0.2)

    def darkest(title: str) -> int:
        box = canvas.box_of(card(new_map(), title).id)
        assert box is not None
        canvas.view.bring_in(box)
        at = canvas.view.to_viewport(box.center()).toPoint()
        drawn = canvas.view.viewport().grab(QRect(at - QPoint(4, 3), QSize(9, 7))).toImage()
        return min(
            drawn.pixelColor(x, y).lightness()
            for x in range(drawn.width())
            for y in range(drawn.height())
        )

    assert darkest(LOCK) < darkest(SCAN) - 40
