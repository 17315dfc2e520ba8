"""Two maps side by side, and with a handle between them along which emotion lines go over."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.window import Window
from model.edits.fields import set_fields
from model.ids import feeling_id
from model.layout.scene import Node
from model.records import Card, Stage
from tests.app.comparing import bar, card, compare, lent, lines, page, reviewed_window, showing
from tests.compared import CALLS, CHAT_NOW, LOCK, TABLE, new_map, old_map, one
from tests.driver import LEFT, NONE, Driver
from widgets.comparing.beside import BesideShown
from widgets.comparing.looked import Looked
from widgets.comparing.swipe import PARTS, SwipeShown

TARIFFS = "Compares three tariffs on the phone"
MARA, HELP = "persona_mara", "step_get_help"


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


@pytest.fixture
def beside(editor: Driver) -> BesideShown:
    """Both maps, side by side."""
    compare(editor, "beside")
    return cast(BesideShown, showing(editor))


@pytest.fixture
def swipe(editor: Driver) -> SwipeShown:
    """Both maps, with the handle in the middle."""
    compare(editor, "swipe")
    return cast(SwipeShown, showing(editor))


def pixel(canvas: Looked, record_id: str) -> QPointF:
    """Where in its view the middle of a record stands."""
    box = canvas.box_of(record_id)
    assert box is not None
    return canvas.view.to_viewport(box.center())


def curves(canvas: Looked) -> Node:
    """The emotion lines as they are painted now."""
    (item,) = (i for i in canvas.picture._items.values() if i.node.kind == "curves")
    return item.node


def face(canvas: Looked, persona: str, step: str) -> float:
    """How high a face stands on its lane."""
    wanted = feeling_id(persona, step)
    (found,) = (c.y for c in curves(canvas).children if c.node.record == wanted)
    return found


# Side by side.


def test_both_maps_stand_under_their_names_and_say_what_they_do_not_have(
    editor: Driver, beside: BesideShown
) -> None:
    assert (beside.old.name.text(), beside.new.name.text()) == ("November review", "Now")
    assert beside.old.canvas.shown.records.keys() == old_map().records.keys()
    assert card(beside.new.canvas.shown, LOCK)
    comparing = editor.window.comparing
    comparing.show(card(new_map(), LOCK).id)
    assert (beside.old.missing.text(), beside.new.missing.text()) == ("+ not there yet", "")
    comparing.show(card(old_map(), CALLS).id)
    assert (beside.old.missing.text(), beside.new.missing.text()) == (
        "", "− not there any more",
    )  # fmt: skip
    comparing.show(card(new_map(), TABLE).id)
    assert (beside.old.missing.text(), beside.new.missing.text()) == ("", "")


def test_what_is_in_the_middle_of_one_map_is_level_in_the_other(
    editor: Driver, beside: BesideShown
) -> None:
    new, old = beside.new.canvas, beside.old.canvas
    for title in ("Moves 400 bicycles before seven", "Finds a bicycle within two minutes"):
        wanted = card(new_map(), title).id
        box = new.box_of(wanted)
        assert box is not None
        middle = QPointF(new.view.viewport().width() / 2, new.view.viewport().height() / 2)
        new.view.show_at(new.zoom, box.center(), middle)
        assert (pixel(new, wanted) - pixel(old, wanted)).manhattanLength() <= 3
    # Moved by the other one too, with the wheel.
    before = new.view.visible().center()
    old.view.scroll_by(-120, -60)
    assert new.view.visible().center() != before


def test_zooming_one_zooms_the_other(editor: Driver, beside: BesideShown) -> None:
    editor.press("Ctrl+0")
    assert beside.old.canvas.zoom == beside.new.canvas.zoom == 1.0
    beside.old.canvas.camera.zoom_to(0.5)
    assert beside.new.canvas.zoom == 0.5


def test_what_moved_far_is_in_view_on_both_sides(editor: Driver, beside: BesideShown) -> None:
    moved = card(new_map(), CHAT_NOW).id
    editor.window.comparing.show(moved)
    for canvas in beside.canvases:
        box = canvas.box_of(moved)
        assert box is not None
        assert canvas.view.visible().contains(box)
        assert canvas.selection.ids == (moved,)


# With a handle.


def test_both_maps_stand_alike_to_the_pixel(swipe: SwipeShown) -> None:
    for title in (TARIFFS, TABLE, "Unlocks the first bicycle"):
        wanted = card(new_map(), title).id
        there, here = pixel(swipe.old, wanted), pixel(swipe.new, wanted)
        assert there == here
    assert swipe.old.view.visible() == swipe.new.view.visible()
    # A stage that is new is a gap without a name in the old one.
    added = one(new_map(), Stage, "Come back")
    shown = swipe.old.shown.get(added.id, Stage)
    assert shown is not None
    assert shown.name == ""


def test_keys_and_the_pointer_move_the_handle(editor: Driver, swipe: SwipeShown) -> None:
    assert swipe.handle.hasFocus()
    before = swipe.handle.value()
    editor.press("Right")
    assert swipe.handle.value() > before
    editor.press("Left", "Left")
    assert swipe.handle.value() < before
    editor.press("End")
    assert swipe.handle.value() == PARTS
    editor.press("Home")
    assert swipe.handle.value() == 0
    editor.press("End")
    handle, middle = swipe.handle, swipe.handle.rect().center()
    goal = middle - QPoint(round(swipe.width() * 0.75), 0)
    editor.qtbot.mousePress(handle, LEFT, NONE, middle)
    editor.move_on(handle, goal)
    editor.qtbot.mouseRelease(handle, LEFT, NONE, handle.rect().center())
    assert abs(handle.value() - PARTS // 4) <= 3
    assert handle.geometry().center().x() == pytest.approx(swipe.width() / 4, abs=3)


def test_the_old_map_is_seen_up_to_the_handle(editor: Driver, swipe: SwipeShown) -> None:
    swipe.handle.setValue(600)
    seen = round(swipe.width() * 0.6)
    high = swipe.height() - 40
    inside, beyond = QPoint(seen - 30, high), QPoint(seen + 30, high)
    assert swipe.old.isAncestorOf(cast(Looked, swipe.childAt(inside)))
    assert swipe.new.isAncestorOf(cast(Looked, swipe.childAt(beyond)))


def test_what_one_map_has_alone_is_brought_to_its_side_of_the_handle(editor: Driver) -> None:
    compare(editor)
    new, gone = card(new_map(), LOCK).id, card(old_map(), CALLS).id
    editor.window.comparing.show(new)
    bar(editor).modes["swipe"].click()
    editor.settle()
    swipe = cast(SwipeShown, showing(editor))
    for zoom, handle in ((0.5, 500), (1.0, 500), (1.0, 950), (0.5, 50)):
        swipe.new.camera.zoom_to(zoom)
        swipe.handle.setValue(handle)
        for wanted, canvas in ((new, swipe.new), (gone, swipe.old)):
            swipe.want(wanted)
            line = swipe.handle.geometry().center().x()
            box = canvas.box_of(wanted)
            assert box is not None
            left, right = (
                canvas.view.mapTo(swipe, canvas.view.to_viewport(corner).toPoint()).x()
                for corner in (box.topLeft(), box.topRight())
            )
            assert 0 < left < right < swipe.width()
            assert left > line if canvas is swipe.new else right < line


def test_lines_that_differ_go_over_with_the_handle_and_nothing_is_laid_out(
    editor: Driver, swipe: SwipeShown
) -> None:
    layouts = [canvas.layouts for canvas in swipe.canvases]
    built = [dict(canvas.memo.built) for canvas in swipe.canvases]
    swipe.handle.setValue(PARTS)
    before = face(swipe.new, MARA, HELP)
    heights = []
    for value in range(PARTS, -1, -100):
        swipe.handle.setValue(value)
        heights.append(face(swipe.new, MARA, HELP))
        assert face(swipe.old, MARA, HELP) == heights[-1]
    assert heights[0] == before
    assert heights == sorted(heights, reverse=True)  # she feels better: the face rises
    assert heights[0] - heights[-1] > 20
    plain = next(
        placed.node
        for placed in swipe.new.scene.layers[0].node.children
        if placed.node.kind == "curves"
    )
    wanted = feeling_id(MARA, HELP)
    (now,) = (c.y for c in plain.children if c.node.record == wanted)
    assert heights[-1] == now
    assert [canvas.layouts for canvas in swipe.canvases] == layouts
    assert [dict(canvas.memo.built) for canvas in swipe.canvases] == built


def test_an_edit_lays_out_both_sides_of_the_handle_and_its_list_does_not(
    editor: Driver, swipe: SwipeShown, qtbot: QtBot
) -> None:
    layouts = [canvas.layouts for canvas in swipe.canvases]
    wanted, seen = card(new_map(), LOCK).id, []

    def note() -> None:
        seen.append([canvas.layouts for canvas in swipe.canvases])

    editor.window.comparing.changed.connect(note)
    editor.window.document.edit("Rewrite", set_fields, wanted, title="The lock freezes")
    qtbot.waitUntil(lambda: any("The lock freezes" in text for text in lines(editor)))
    assert swipe.new.shown.get(wanted, Card) == editor.map.get(wanted, Card)
    assert seen == [[canvas.layouts for canvas in swipe.canvases]]
    assert seen[0][1] > layouts[1]


def test_the_mark_of_a_face_goes_with_it(editor: Driver, swipe: SwipeShown) -> None:
    wanted = feeling_id(MARA, HELP)
    editor.window.comparing.show(wanted)
    for value in (PARTS, PARTS // 3, 0):
        swipe.handle.setValue(value)
        box = swipe.new.box_of(wanted)
        (mark,) = swipe.new.marks.of("selection")
        assert box is not None
        assert mark.box.contains(box)
        assert mark.box.height() < 3 * box.height()
    # A screen reader hears of a slider.
    spoken = QAccessible.queryAccessibleInterface(swipe.handle)
    assert spoken.role() == QAccessible.Role.Slider
    assert spoken.text(QAccessible.Text.Name) == "How much is seen of: November review"


def test_what_is_looked_at_stays_when_it_is_shown_otherwise(editor: Driver) -> None:
    compare(editor)
    wanted = card(new_map(), LOCK).id
    editor.window.comparing.show(wanted)
    for mode in ("beside", "swipe", "overlay"):
        editor.qtbot.mouseClick(bar(editor).modes[mode], LEFT)  # type: ignore[index]  # a mode
        editor.settle()
        assert editor.window.comparing.current == (wanted,)
        canvas = cast(Looked, page(editor).showing.canvas)
        box = canvas.box_of(wanted)
        assert box is not None
        assert canvas.view.visible().contains(box), mode
        assert canvas.selection.ids == (wanted,)
