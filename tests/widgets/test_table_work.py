"""How much the table and the outline work out for what happens, counted and not timed."""

import pytest
from PySide6.QtWidgets import QApplication

from model.change import JourneyMap
from model.edits.cards import add_card, delete_cards
from model.edits.fields import set_fields, set_many
from model.grid import Grid
from model.records import Card
from tests.generator import make
from tests.widgets.canvas_window import shown
from widgets.editor import Editor
from widgets.outline.panel import OutlinePanel
from widgets.table.columns import AT, COLUMNS
from widgets.table.page import TablePage

CARDS = 2_000


@pytest.fixture(scope="module")
def journey() -> JourneyMap:
    """A large map."""
    return make(CARDS)


@pytest.fixture
def editor(qtbot, journey) -> Editor:
    """Its canvas."""
    canvas = shown(qtbot, journey, size=(600, 400))
    return Editor(canvas.document, canvas.selection, canvas, canvas.theme, canvas)


@pytest.fixture
def page(qtbot, editor) -> TablePage:
    """Its table, as large as a window."""
    made = TablePage(editor, {})
    qtbot.addWidget(made)
    made.resize(1600, 1000)
    made.show()
    qtbot.waitExposed(made)
    return made


def seen(page: TablePage) -> int:
    """How many cells are in view, with those that begin at its edges."""
    view = page.view
    down = view.viewport().height() // view.rowHeight(0) + 2
    return down * len(COLUMNS)


def test_opening_works_out_no_more_cells_than_are_seen(page) -> None:
    assert len(page.rows.ids) == CARDS
    assert 0 < page.rows.reading.asked <= 3 * seen(page)


def test_an_edit_works_out_the_cells_in_view_again_and_moves_no_row(page, editor) -> None:
    resets: list[int] = []
    page.rows.modelReset.connect(lambda: resets.append(1))
    card = page.rows.card(3)
    assert card is not None
    QApplication.processEvents()
    asked, moved, drawn = page.rows.reading.asked, page.rows.moved, page.view.cells.drawn
    editor.document.edit("Edit", set_fields, card.id, title="Other words")
    QApplication.processEvents()
    assert page.rows.text(3, AT["title"]) == "Other words"
    assert 5 < page.view.cells.drawn - drawn <= seen(page)
    assert page.rows.reading.asked - asked <= 3 * seen(page)
    assert page.rows.moved == moved
    assert resets == []


def test_a_change_out_of_sight_draws_no_other_cell(page, editor) -> None:
    last = page.rows.card(CARDS - 5)
    assert last is not None
    page.view.go(0, AT["title"])
    page.view.viewport().repaint()
    QApplication.processEvents()
    drawn = page.view.cells.drawn
    editor.document.edit("Edit", set_fields, last.id, title="Other words")
    QApplication.processEvents()
    assert page.view.cells.drawn - drawn <= 1  # the cell that one is in


def test_rows_come_and_go_by_their_ids(page, editor) -> None:
    came: list[tuple[int, int]] = []
    went: list[tuple[int, int]] = []
    page.rows.rowsInserted.connect(lambda _, first, last: came.append((first, last)))
    page.rows.rowsRemoved.connect(lambda _, first, last: went.append((first, last)))
    card = page.rows.card(10)
    assert card is not None
    document = editor.document
    document.edit("Add", add_card, document.ids, card.step_id, card.lane_id, card.id, title="New")
    assert came == [(10, 10)]
    assert page.rows.text(10, AT["title"]) == "New"
    document.edit("Delete", delete_cards, card.id)
    assert went == [(11, 11)]
    document.undo()
    assert came == [(10, 10), (11, 11)]


def test_rows_are_what_a_table_made_anew_would_show(qtbot, page, editor) -> None:
    document = editor.document
    every = [card.id for card in Grid(document.map).cards]
    document.edit("Delete", delete_cards, *every[::7])
    document.edit("Change", set_many, {i: {"mentions": 3} for i in every[1::7]})
    grid = Grid(document.map)
    assert page.rows.ids == [card.id for card in (*grid.cards, *grid.parked)]
    document.undo()
    document.undo()
    grid = Grid(document.map)
    assert page.rows.ids == [card.id for card in (*grid.cards, *grid.parked)]


def test_a_table_that_is_not_seen_does_nothing(page, editor) -> None:
    page.hide()
    before = page.rows.of
    editor.document.edit("Edit", set_fields, page.rows.ids[0], title="Other words")
    assert page.rows.of is before
    page.show()
    assert page.rows.of is editor.document.map
    assert page.rows.text(0, AT["title"]) == "Other words"


def test_the_outline_looks_only_where_something_stands_otherwise(qtbot, editor) -> None:
    panel = OutlinePanel(editor)
    qtbot.addWidget(panel)
    panel.resize(300, 600)
    panel.show()
    tree = panel.tree
    for row in range(3):
        panel.view.expand(tree.index(row, 0))
    card = next(editor.document.map.all(Card))
    looked = tree.looked
    editor.document.edit("Edit", set_fields, card.id, title="Other words")
    assert tree.looked == looked
    placed = Grid(editor.document.map).cards[0]
    editor.document.edit("Delete", delete_cards, placed.id)
    assert 0 < tree.looked - looked <= 3
