"""What is added to be named: one step back with its name, and gone again by Esc without one."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from model.edits.fields import set_fields
from model.grid import Grid
from model.records import Stage
from tests.widgets.canvas_window import click
from tests.widgets.typing_hand import Hand, Key, card, small_map
from widgets.commands import history, structure
from widgets.editor import Editor

COMMANDS = {command.id: command for command in (*structure.COMMANDS, *history.COMMANDS)}


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    """A card is selected."""
    return Hand(qtbot, small_map(card("k1", "a", "web", "One"))).on("k1")


def do(hand: Hand, command: str) -> None:
    window = QWidget()
    hand.canvas.commit_edit()
    editor = Editor(hand.document, hand.selection, hand.canvas, hand.canvas.theme, window)
    COMMANDS[command].run(editor)
    window.deleteLater()


def names(hand: Hand) -> tuple[list[str], list[str], list[str]]:
    grid = Grid(hand.document.map)
    return (
        [stage.name for stage in grid.stages],
        [step.name for step in grid.steps],
        [lane.name for lane in grid.lanes],
    )


def by_command(command: str) -> Callable[[Hand], None]:
    return lambda hand: do(hand, command)


def by_stage_button(hand: Hand) -> None:
    header = hand.canvas.stage_header
    click(header, header._end_box().center())


def by_lane_button(hand: Hand) -> None:
    header = hand.canvas.lane_header
    click(header, header._adder().center())


WAYS = [
    pytest.param(by_command("stage.add"), "stage", id="stage-by-command"),
    pytest.param(by_command("stage.add_before"), "stage", id="stage-before-by-command"),
    pytest.param(by_command("step.add"), "step", id="step-by-command"),
    pytest.param(by_command("lane.add"), "lane", id="lane-by-command"),
    pytest.param(by_stage_button, "stage", id="stage-by-button"),
    pytest.param(by_lane_button, "lane", id="lane-by-button"),
]
ways = pytest.mark.parametrize(("add", "kind"), WAYS)


@ways
def test_adding_and_naming_are_one_step_back(
    hand: Hand, add: Callable[[Hand], None], kind: str
) -> None:
    before, was = hand.document.map, names(hand)
    add(hand)
    hand.type("Try").press(Key.Key_Return)
    assert sum(each.count("Try") for each in names(hand)) == 1
    assert hand.labels == [f"Add {kind} “Try”"]
    now = hand.document.map
    hand.document.undo()
    assert (hand.document.map, names(hand)) == (before, was)
    hand.document.redo()
    assert hand.document.map == now


@ways
def test_esc_without_a_name_takes_the_addition_back(
    hand: Hand, add: Callable[[Hand], None], kind: str
) -> None:
    before = hand.document.map
    add(hand)
    assert hand.is_typing
    hand.press(Key.Key_Escape)
    assert hand.document.map == before
    assert hand.labels == []
    assert hand.document.undone == ()
    assert not hand.document.is_dirty
    assert not hand.canvas.previewing
    assert hand.is_walking
    assert hand.chosen == ["One"]


@ways
def test_esc_after_a_name_keeps_it(hand: Hand, add: Callable[[Hand], None], kind: str) -> None:
    add(hand)
    hand.type("Try").press(Key.Key_Escape)
    assert sum(each.count("Try") for each in names(hand)) == 1
    assert hand.labels == [f"Add {kind} “Try”"]


@ways
def test_a_name_that_was_deleted_again_is_none(
    hand: Hand, add: Callable[[Hand], None], kind: str
) -> None:
    before = hand.document.map
    add(hand)
    hand.type("T").press(Key.Key_Backspace, Key.Key_Escape)
    assert hand.document.map == before
    assert hand.labels == []


def test_enter_without_a_name_keeps_what_was_added(hand: Hand) -> None:
    do(hand, "step.add")
    hand.press(Key.Key_Return)
    assert len(hand.steps) == 4
    assert hand.labels == ["Add step"]


def test_a_map_that_was_saved_needs_no_saving_after_esc(hand: Hand, tmp_path) -> None:
    hand.at("b", "web").type("Two").press(Key.Key_Escape)
    hand.document.save(tmp_path / "map.journey.json")
    do(hand, "stage.add")
    hand.press(Key.Key_Escape)
    assert not hand.document.is_dirty
    assert hand.labels == ["Add “Two”"]


def test_what_else_happened_meanwhile_is_left_alone(hand: Hand) -> None:
    do(hand, "stage.add")
    hand.document.edit("Other", set_fields, "stage_one", name="Look around")
    hand.press(Key.Key_Escape)
    assert names(hand)[0] == ["Look around", "", "Buy"]
    assert hand.labels == ["Add stage", "Other"]


def test_a_name_given_after_something_else_happened_is_a_step_of_its_own(hand: Hand) -> None:
    do(hand, "stage.add")
    hand.document.edit("Other", set_fields, "stage_one", name="Look around")
    hand.type("Try").press(Key.Key_Return)
    assert hand.labels == ["Add stage", "Other", "Rename stage “Try”"]


def test_renaming_what_was_there_is_as_it_was(hand: Hand) -> None:
    do(hand, "stage.add")
    hand.type("Try").press(Key.Key_Return)
    (stage,) = (s for s in hand.document.map.all(Stage) if s.name == "Try")
    hand.canvas.begin_edit(stage.id)
    hand.press(Key.Key_Escape)
    assert stage.id in hand.document.map
    hand.canvas.begin_edit(stage.id, "Test")
    hand.press(Key.Key_Return)
    assert hand.labels == ["Add stage “Try”", "Rename stage “Test”"]


def test_typing_a_card_goes_on_into_the_history_before_the_addition(hand: Hand) -> None:
    hand.at("b", "web").type("Two")
    click(hand.canvas.stage_header, hand.canvas.stage_header._end_box().center())
    hand.type("Try").press(Key.Key_Return)
    assert hand.labels == ["Add “Two”", "Add stage “Try”"]


def test_an_undo_by_the_mouse_while_naming_takes_the_addition_back(hand: Hand) -> None:
    before = hand.document.map
    do(hand, "stage.add")
    hand.type("Try")
    do(hand, "edit.undo")
    assert hand.document.map == before
    assert hand.labels == []


@pytest.mark.parametrize("command", ["step.add", "step.add_before"])
@pytest.mark.parametrize("zoom", [1.0, 0.7])
def test_the_first_name_of_a_step_is_typed_below_the_name_of_its_stage(
    hand: Hand, command: str, zoom: float
) -> None:
    canvas = hand.canvas
    canvas.camera.zoom_to(zoom)
    low = canvas.stage_header.height()
    do(hand, command)
    name = canvas.stage_header.name_box("stage_one")
    assert name is not None
    assert canvas.editing.caret.isVisible()
    assert canvas.editing.caret.geometry().top() >= name.bottom()
    assert canvas.editing.caret.geometry().bottom() <= canvas.stage_header.height()
    hand.press(Key.Key_Escape)
    assert canvas.stage_header.height() == low
    assert not canvas.previewing
    do(hand, command)
    hand.type("Look").press(Key.Key_Return)
    assert canvas.stage_header.height() > low
    assert "Look" in names(hand)[1]


def test_a_step_whose_name_is_not_typed_after_all_leaves_no_row(hand: Hand) -> None:
    low = hand.canvas.stage_header.height()
    hand.canvas.begin_edit("a", "L")
    assert hand.canvas.stage_header.height() > low
    hand.press(Key.Key_Escape)
    assert hand.canvas.stage_header.height() == low
    assert not hand.canvas.previewing
