"""The outline beside the canvas: it follows the map, shares the selection, renames and moves."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.window import Window
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.edits.stages import add_step, move_stage
from model.grid import Grid
from model.records import Card
from tests.app.sharing import one_window
from tests.driver import Driver
from widgets.outline.panel import OutlinePanel

TARIFFS = "Compares three tariffs on the phone"
SMALL = "Tariff table does not fit a small screen"
SCAN = "Scan fails three times in low light"


class Hand:
    """Uses the outline as a person does: lines by the words on the way to them."""

    def __init__(self, editor: Driver) -> None:
        self.editor = editor
        editor.press("Ctrl+Shift+O")

    @property
    def panel(self) -> OutlinePanel:
        found = self.editor.window.docks["outline"].content
        assert isinstance(found, OutlinePanel)
        return found

    def below(self, *way: str) -> list[str]:
        """What stands below a line."""
        index = self.at(*way) if way else QModelIndex()
        tree = self.panel.tree
        return [str(tree.index(row, 0, index).data()) for row in range(tree.rowCount(index))]

    def at(self, *way: str) -> QModelIndex:
        """The line that these words lead to."""
        tree, index = self.panel.tree, QModelIndex()
        for name in way:
            children = [tree.index(row, 0, index) for row in range(tree.rowCount(index))]
            index = next(child for child in children if child.data() == name)
        return index

    def go(self, *way: str) -> None:
        self.panel.view.setCurrentIndex(self.at(*way))
        self.editor.settle()

    @property
    def current(self) -> str:
        return str(self.panel.view.currentIndex().data())


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """The bicycle map in a window that all tests here share: each leaves it as it was."""
    with one_window(tmp_path_factory.mktemp("outline")) as made:
        yield made


@pytest.fixture
def outline(qtbot: QtBot, window: Window) -> Iterator[Hand]:
    """Its outline, nothing done yet."""
    editor = Driver(qtbot, window)
    editor.window.editor.selection.set()
    hand = Hand(editor)
    hand.panel.view.collapseAll()
    yield hand
    window.document.go_to(0)
    editor.canvas.spot.put("filter", None)
    window.centre.show_canvas()
    window.centre.take_focus()


def test_the_outline_shows_stages_steps_lanes_and_cards(outline: Hand) -> None:
    top = outline.below()
    assert top[:3] == ["Discover", "Compare", "Sign up"]
    assert top[-2:] == ["Personas", "Parking lot"]
    assert outline.below("Compare") == ["Look around", "Ask someone"]
    assert outline.below("Compare", "Look around") == ["What they do", "Website", "Opportunities"]
    assert outline.below("Compare", "Look around", "Website") == [TARIFFS, SMALL]
    assert outline.below("Personas") == ["Mara", "Jonas"]


def test_a_stage_with_one_step_has_its_lanes_right_below(outline: Hand) -> None:
    assert outline.below("Sign up")[:2] == ["What they do", "App"]
    stage = outline.editor.stage("Sign up").id
    document = outline.editor.window.document
    document.edit("Add step", add_step, stage, document.ids)
    assert outline.below("Sign up") == ["Step 1", "Step 2"]
    document.undo()
    assert outline.below("Sign up")[:2] == ["What they do", "App"]


def test_what_is_chosen_is_selected_on_the_canvas_and_the_other_way_round(outline: Hand) -> None:
    outline.go("Compare", "Look around", "Website", SMALL)
    assert outline.editor.selected == [SMALL]
    outline.go("Sign up")
    assert outline.editor.selected == ["Sign up"]
    outline.go("Sign up", "App")
    assert outline.editor.selected == []
    assert outline.editor.focus == ("Sign up", "App")
    outline.editor.click(SCAN)
    assert outline.current == SCAN
    assert outline.panel.view.isExpanded(outline.at("Sign up", "App"))


def test_enter_leads_to_the_canvas(outline: Hand) -> None:
    outline.go("Stay or leave")
    outline.editor.press("Return")
    assert outline.editor.canvas.view.hasFocus()
    box = outline.editor.canvas.box_of(outline.editor.stage("Stay or leave").id)
    assert box is not None
    assert outline.editor.canvas.view.visible().intersects(box)


def test_enter_leads_from_the_table_to_the_canvas(outline: Hand) -> None:
    outline.editor.press("Ctrl+Shift+T")
    assert not outline.editor.canvas.isVisible()
    outline.panel.view.setFocus()
    outline.go("Sign up", "App", SCAN)
    outline.editor.press("Return")
    assert outline.editor.canvas.isVisible()
    assert outline.editor.selected == [SCAN]


def test_f2_renames_in_place(outline: Hand) -> None:
    outline.go("Sign up")
    outline.editor.press("F2")
    outline.editor.type("Join")
    outline.editor.press("Return")
    assert "Join" in outline.editor.stage_names()
    assert outline.editor.undoable == ["Rename stage “Sign up”"]
    assert outline.current == "Join"
    outline.go("Join", "App", SCAN)
    outline.editor.press("F2")
    outline.editor.type("Scan fails")
    outline.editor.press("Return")
    assert outline.editor.cards_in("Join", "App")[-1] == "Scan fails"


def test_delete_deletes_the_card(outline: Hand) -> None:
    outline.go("Compare", "Look around", "Website", SMALL)
    outline.editor.press("Delete")
    assert outline.below("Compare", "Look around", "Website") == [TARIFFS]
    assert outline.editor.undoable == [f"Delete “{SMALL}”"]
    outline.editor.press("Ctrl+Z")
    assert outline.below("Compare", "Look around", "Website") == [TARIFFS, SMALL]


def test_a_card_that_goes_elsewhere_goes_elsewhere_in_the_outline(outline: Hand) -> None:
    outline.go("Compare", "Look around", "Website", SMALL)
    outline.editor.do("card.park")
    assert outline.below("Compare", "Look around", "Website") == [TARIFFS]
    assert outline.below("Parking lot (1)") == [SMALL]


def test_what_is_open_stays_open_when_a_stage_moves(outline: Hand) -> None:
    outline.panel.view.expand(outline.at("Compare"))
    resets: list[int] = []
    outline.panel.tree.modelReset.connect(lambda: resets.append(1))
    document = outline.editor.window.document
    stage = outline.editor.stage("Compare").id
    document.edit("Move", move_stage, stage, outline.editor.stage("Discover").id)
    assert outline.below()[:2] == ["Compare", "Discover"]
    assert outline.panel.view.isExpanded(outline.at("Compare"))
    assert not outline.panel.view.isExpanded(outline.at("Discover"))
    assert resets == []


def test_another_name_of_a_lane_is_seen_wherever_the_lane_is(outline: Hand) -> None:
    outline.below("Sign up")
    outline.below("Ride", "First ride")
    document = outline.editor.window.document
    document.edit("Rename", set_fields, outline.editor.lane("App").id, name="Phone app")
    assert "Phone app" in outline.below("Sign up")
    assert "Phone app" in outline.below("Ride", "First ride")


def test_cards_are_dragged_into_another_cell_and_into_the_parking_lot(outline: Hand) -> None:
    tree = outline.panel.tree
    data = tree.mimeData([outline.at("Compare", "Look around", "Website", SMALL)])
    move = Qt.DropAction.MoveAction
    app = outline.at("Sign up", "App")
    assert tree.canDropMimeData(data, move, 0, 0, app)
    tree.dropMimeData(data, move, 0, 0, app)
    assert outline.editor.cards_in("Sign up", "App")[0] == SMALL
    assert outline.editor.undoable == [f"Move “{SMALL}”"]
    tree.dropMimeData(data, move, -1, 0, outline.at("Parking lot"))
    assert [card.title for card in Grid(outline.editor.map).parked] == [SMALL]
    assert not tree.canDropMimeData(data, move, 0, 0, outline.at("Personas"))


def test_a_drag_on_the_canvas_is_seen_here_before_it_ends(outline: Hand) -> None:
    outline.below("Compare", "Look around", "Website")
    with outline.editor.held(SMALL, to=("Sign up", "Website")):
        assert outline.below("Compare", "Look around", "Website") == [TARIFFS]
    assert outline.below("Sign up", "Website") == [SMALL]


def test_the_outline_is_what_one_made_anew_would_be(outline: Hand) -> None:
    everything = walked(outline)
    document = outline.editor.window.document
    outline.editor.window.editor.selection.set(
        *(card.id for card in outline.editor.map.all(Card) if card.kind == "touchpoint")
    )
    outline.editor.do("edit.delete")
    document.edit("Rename", set_fields, outline.editor.step("Compare").id, name="")
    document.undo()
    document.undo()
    assert walked(outline) == everything


def walked(outline: Hand, *way: str) -> list[tuple[str, ...]]:
    """Every line, with the way to it."""
    found: list[tuple[str, ...]] = []
    for name in outline.below(*way):
        found += [(*way, name), *walked(outline, *way, name)]
    return found


def test_a_screen_reader_hears_what_a_line_is_and_where(outline: Hand) -> None:
    outline.go("Sign up", "App", SCAN)
    view = QAccessible.queryAccessibleInterface(outline.panel.view)
    assert view is not None
    assert view.text(QAccessible.Text.Name) == "Outline"
    names = [
        child.text(QAccessible.Text.Name)
        for at in range(view.childCount())
        if (child := view.child(at)) is not None
    ]
    assert "Stage: Sign up" in names
    assert f"Pain point: {SCAN}, Sign up, App" in names


def test_what_a_filter_leaves_out_is_faint_and_says_so(outline: Hand) -> None:
    index = outline.at("Sign up", "App", SCAN)
    ink, spoken = Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.AccessibleTextRole
    assert index.data(ink) is None
    outline.editor.canvas.spot.put("filter", frozenset((outline.editor.card(SMALL).id,)))
    assert index.data(ink).color().alphaF() < 0.5
    assert index.data(spoken).endswith("left out by the filter")
    bright = outline.at("Compare", "Look around", "Website", SMALL)
    assert bright.data(ink) is None


def test_a_second_press_puts_the_outline_away(outline: Hand) -> None:
    assert outline.panel.view.hasFocus()
    outline.editor.press("Ctrl+Shift+O")
    assert not outline.panel.isVisible()
    assert outline.editor.canvas.view.hasFocus()


def test_a_name_that_is_being_typed_is_kept_and_saved(outline: Hand) -> None:
    first = outline.editor.stage_names()[0]
    outline.go(first)
    outline.editor.press("F2")
    outline.editor.type("Half a na")
    window = outline.editor.window
    change = window.pending_typing(window.document.map)
    assert [getattr(now, "name", "") for _, now in change.values()] == ["Half a na"]
    window.commit_typing()
    assert outline.editor.stage_names()[0] == "Half a na"
    assert not window.pending_typing(window.document.map)
    assert QApplication.focusWidget() is outline.panel.view


def test_a_name_that_is_being_typed_survives_a_change_elsewhere(outline: Hand) -> None:
    stage = outline.editor.stage(outline.editor.stage_names()[0])
    outline.go(stage.name)
    outline.editor.press("F2")
    outline.editor.type("Half a na")
    outline.editor.window.document.edit("Elsewhere", set_fields, stage.id, name="Other")
    outline.editor.settle()
    outline.editor.type("me")
    outline.editor.press("Return")
    assert outline.editor.stage_names()[0] == "Half a name"


def test_a_stage_that_goes_while_its_name_is_typed_takes_the_name_along(outline: Hand) -> None:
    window, stage = outline.editor.window, outline.editor.stage(outline.editor.stage_names()[0])
    outline.go(stage.name)
    outline.editor.press("F2")
    outline.editor.type("Half a na")
    window.document.edit("Elsewhere", remove, stage.id)
    outline.editor.settle()
    window.commit_typing()
    assert not window.pending_typing(window.document.map)
    assert outline.editor.undoable == ["Elsewhere"]


def test_a_name_that_is_pasted_is_one_line(outline: Hand) -> None:
    outline.go(outline.editor.stage_names()[0])
    outline.editor.press("F2")
    QGuiApplication.clipboard().setText("Find\nout")
    outline.editor.press("Ctrl+V", "Return")
    assert outline.editor.stage_names()[0] == "Find out"
