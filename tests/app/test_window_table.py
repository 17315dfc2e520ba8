"""The same map as a table: typed into, pasted into, sorted, and in step with the canvas."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.window import Window
from model.edits.cards import delete_cards, park_cards
from model.edits.fields import set_fields
from model.records import Card, Feeling, Person
from tests.app.sharing import one_window
from tests.driver import Driver
from widgets.table.columns import AT, COLUMNS
from widgets.table.editors import CellText
from widgets.table.page import TablePage
from widgets.table.pasting import grid_of

TARIFFS = "Compares three tariffs on the phone"
SMALL = "Tariff table does not fit a small screen"
FLAT = "Reports a flat tyre and waits on the line"
SEARCHES = "Searches for the price of a monthly pass"


class Hand:
    """Uses the table of one window as a person does: cells by the card's title and the column."""

    def __init__(self, editor: Driver) -> None:
        self.editor = editor
        if not editor.window.centre.shows_table:
            editor.press("Ctrl+Shift+T")

    @property
    def page(self) -> TablePage:
        found = self.editor.window.centre.table
        assert found is not None
        return found

    @property
    def at(self) -> tuple[str, str]:
        """The card and the column that one is in."""
        index = self.page.view.currentIndex()
        card = self.page.rows.card(index.row())
        return (card.title if card else ""), COLUMNS[index.column()].name

    def row(self, title: str) -> int:
        return self.page.rows.row_of(self.editor.card(title).id)

    def go(self, title: str, column: str) -> None:
        row = self.row(title) if title else len(self.page.rows.ids)
        self.page.view.go(row, AT[column])
        self.editor.settle()

    def text(self, title: str, column: str) -> str:
        return self.page.rows.text(self.row(title), AT[column])

    def enter(self, title: str, column: str, text: str, key: str = "Return") -> None:
        self.go(title, column)
        self.editor.type(text)
        self.editor.press(key)

    def titles(self) -> list[str]:
        """The rows from the top."""
        rows = self.page.rows
        return [rows.text(row, AT["title"]) for row in range(len(rows.ids))]

    def choose(self, titles: list[str], *columns: str) -> None:
        """Select these cells."""
        view, model = self.page.view, self.page.rows
        self.go(titles[0], columns[0])
        flag = QItemSelectionModel.SelectionFlag
        for title in titles:
            for column in columns:
                index = model.index(self.row(title), AT[column])
                view.selectionModel().setCurrentIndex(index, flag.Select)
        self.editor.settle()


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """The bicycle map in a window that all tests here share: each leaves it as it was."""
    with one_window(tmp_path_factory.mktemp("table")) as made:
        yield made


@pytest.fixture
def table(qtbot: QtBot, window: Window) -> Iterator[Hand]:
    """Its table, nothing done yet."""
    editor = Driver(qtbot, window)
    hand = Hand(editor)
    hand.go(hand.titles()[0], "title")
    yield hand
    window.document.locked, window.document.read_only = False, ""
    window.document.state_changed.emit()
    editor.canvas.editing.cancel()
    if hand.page.view.typing is not None:
        hand.page.view.typing.finished.emit("back")
    for box in window.findChildren(QMessageBox):
        box.close()
    window.document.go_to(0)
    editor.canvas.spot.put("filter", None)
    editor.canvas.persona = ""
    hand.page.view.sort_by(-1, False)
    hand.page.arrange({})


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_the_table_has_a_row_for_each_card_in_journey_order(table: Hand) -> None:
    titles = table.titles()
    assert len(titles) == sum(1 for _ in table.editor.map.all(Card))
    assert titles.index(SEARCHES) < titles.index(TARIFFS) < titles.index(FLAT)
    assert table.text(SMALL, "stage") == "Compare"
    assert table.text(SMALL, "lane") == "Website"
    assert table.text(SMALL, "kind") == "Pain point"


def test_the_table_and_the_canvas_take_turns(table: Hand) -> None:
    assert table.page.isVisible()
    assert not table.editor.canvas.isVisible()
    table.editor.press("Ctrl+Shift+T")
    assert table.editor.canvas.isVisible()
    assert table.editor.canvas.view.hasFocus()


def test_typing_replaces_what_a_cell_says_and_enter_goes_down(table: Hand) -> None:
    below = table.titles()[table.row(TARIFFS) + 1]
    table.enter(TARIFFS, "title", "Looks at prices")
    assert table.editor.card("Looks at prices").lane_id == table.editor.lane("Website").id
    assert table.at == (below, "title")
    assert table.editor.undoable == ["Edit “Looks at prices”"]


def test_f2_changes_a_text_and_tab_goes_on(table: Hand) -> None:
    table.go(TARIFFS, "title")
    table.editor.press("F2")
    table.editor.type(" again")
    table.editor.press("Tab")
    assert table.at == (f"{TARIFFS} again", "body")


def test_esc_leaves_a_cell_as_it_was(table: Hand) -> None:
    table.enter(TARIFFS, "title", "Something else", "Escape")
    assert table.text(TARIFFS, "title") == TARIFFS
    assert table.editor.undoable == []


def test_a_line_end_in_a_text_is_kept(table: Hand) -> None:
    table.go(TARIFFS, "body")
    table.editor.type("One")
    table.editor.press("Shift+Return")
    table.editor.type("Two")
    table.editor.press("Return")
    assert table.editor.card(TARIFFS).body == "One\nTwo"


@pytest.mark.parametrize(
    ("column", "text", "why"),
    [
        ("severity", "6", "Write a whole number from 1 to 5."),
        ("feeling", "3", "Write a score from −2 to +2."),
        ("mentions", "some", "Write a whole number, 0 or more."),
        ("stage", "Nowhere", "There is no stage called “Nowhere”."),
        ("lane", "Fax", "There is no lane called “Fax”."),
        ("kind", "Joke", "“Joke” is no kind of card."),
        ("personas", "Mara, Nobody", "There is no persona called “Nobody”."),
        ("moment_of_truth", "perhaps", "Write yes or no."),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_stays_to_be_mended(
    table: Hand, column: str, text: str, why: str
) -> None:
    before = table.editor.map
    table.enter(SMALL, column, text)
    typing = table.page.view.typing
    assert typing is not None
    assert typing.value() == text
    assert typing.hasFocus()
    assert table.page.view.refusal.isVisible()
    assert table.page.view.refusal.text() == why
    assert table.editor.said[-1] == why
    assert table.editor.map is before
    table.editor.press("Escape")
    assert table.page.view.typing is None
    assert not table.page.view.refusal.isVisible()


def test_a_click_elsewhere_does_not_lose_a_text_that_was_refused(table: Hand) -> None:
    table.enter(SMALL, "severity", "9")
    view = table.page.view
    other = view.visualRect(table.page.rows.index(table.row(TARIFFS), AT["title"])).center()
    table.editor.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=other)
    assert view.typing is not None
    assert view.typing.hasFocus()
    assert view.typing.value() == "9"
    assert table.at == (SMALL, "severity")
    table.editor.press("Backspace", "3", "Return")
    assert table.editor.card(SMALL).severity == 3


def test_what_is_selected_elsewhere_does_not_lose_a_text_that_was_refused(table: Hand) -> None:
    table.enter(SMALL, "severity", "9")
    table.editor.window.editor.selection.set(table.editor.card(TARIFFS).id)
    view = table.page.view
    assert view.typing is not None
    assert view.typing.isVisible()
    view.typing.setFocus()
    table.editor.press("Backspace", "3", "Return")
    assert table.editor.card(SMALL).severity == 3


def test_what_is_typed_is_written_when_something_else_is_selected(table: Hand) -> None:
    table.go(SMALL, "severity")
    table.editor.type("2")
    table.editor.window.editor.selection.set(table.editor.card(TARIFFS).id)
    assert table.page.view.typing is None
    assert table.editor.card(SMALL).severity == 2
    assert table.at == (TARIFFS, "severity")


def test_a_severity_is_for_pain_points_alone(table: Hand) -> None:
    table.go(TARIFFS, "severity")
    table.editor.type("3")
    assert table.page.view.typing is None
    assert table.editor.said[-1] == "Only pain points have a severity."


def test_another_stage_moves_the_card_and_the_cell_goes_along(table: Hand) -> None:
    table.enter(SMALL, "stage", "get help", "Tab")
    assert table.editor.cards_in("Get help", "Website") == [SMALL]
    assert table.at == (SMALL, "step")
    assert table.editor.undoable == [f"Move “{SMALL}”"]
    table.editor.press("Ctrl+Z")
    assert table.text(SMALL, "stage") == "Compare"
    assert table.at == (SMALL, "step")


def test_the_beginning_of_a_name_is_enough_where_it_fits_one(table: Hand) -> None:
    table.enter(SMALL, "lane", "phon")
    assert table.editor.cards_in("Compare", "Phone, chat") == [SMALL]


def test_a_choice_is_taken_from_what_is_offered(table: Hand) -> None:
    table.go(SMALL, "kind")
    table.editor.press("F2")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        table.editor.qtbot.keyClick(popup, key)
    table.editor.settle()
    assert table.editor.card(SMALL).kind == "gain"


def test_an_empty_stage_parks_the_card_which_comes_last(table: Hand) -> None:
    table.go(SMALL, "stage")
    table.editor.press("Delete")
    assert table.editor.card(SMALL).step_id == ""
    assert table.titles()[-1] == SMALL


def test_the_feeling_is_that_of_the_active_persona(table: Hand) -> None:
    table.enter(SMALL, "feeling", "-1.5")
    felt = [f for f in table.editor.map.all(Feeling) if f.card_id == table.editor.card(SMALL).id]
    assert [(f.persona_id, f.score) for f in felt] == [(table.editor.persona("Mara").id, -1.5)]
    assert table.text(SMALL, "feeling") == "−1.5"
    table.editor.canvas.persona = table.editor.persona("Jonas").id
    assert table.text(SMALL, "feeling") == ""
    heads = table.page.rows.headerData(AT["feeling"], Qt.Orientation.Horizontal)
    assert heads == "Feeling of Jonas (−2 to +2)"


def test_names_and_tags_are_written_with_commas_between(table: Hand) -> None:
    table.enter(SMALL, "personas", "mara, Jonas")
    table.enter(SMALL, "tags", "screen, #Price")
    card = table.editor.card(SMALL)
    assert card.persona_ids == (table.editor.persona("Mara").id, table.editor.persona("Jonas").id)
    assert card.tags == ("screen", "Price")


def test_an_owner_whom_nobody_knows_is_made_when_enter_is_pressed_again(table: Hand) -> None:
    table.enter(SMALL, "owner", "Noor Haddad")
    assert "Press Enter again" in table.editor.said[-1]
    assert not any(p.name == "Noor Haddad" for p in table.editor.map.all(Person))
    table.editor.press("Return")
    (noor,) = (p for p in table.editor.map.all(Person) if p.name == "Noor Haddad")
    assert table.editor.card(SMALL).owner_id == noor.id
    assert len(table.editor.undoable) == 1


def test_delete_empties_the_cells_that_are_selected(table: Hand) -> None:
    table.enter(TARIFFS, "tags", "one")
    table.choose([TARIFFS, SMALL], "tags", "severity")
    table.editor.press("Delete")
    assert table.editor.card(TARIFFS).tags == ()
    assert table.editor.card(SMALL).severity is None
    assert table.editor.card(SMALL).title == SMALL
    assert table.editor.undoable[-1] == "Change 2 cards"


def test_delete_on_whole_rows_deletes_the_cards(table: Hand) -> None:
    table.go(SMALL, "title")
    table.editor.press("Shift+Space", "Delete")
    assert SMALL not in table.titles()
    assert table.editor.undoable == [f"Delete “{SMALL}”"]
    table.editor.press("Ctrl+Z")
    assert SMALL in table.titles()


def test_a_range_is_copied_as_a_spreadsheet_would(table: Hand) -> None:
    table.choose([TARIFFS, SMALL], "kind", "title")
    table.editor.press("Ctrl+C")
    assert clipboard() == f"Touchpoint\t{TARIFFS}\nPain point\t{SMALL}"


def test_a_column_is_pasted_into_many_cards_with_one_undo(table: Hand) -> None:
    first = table.row(TARIFFS)
    titles = table.titles()[first : first + 3]
    put("1\n22\n333")
    table.go(TARIFFS, "mentions")
    table.editor.press("Ctrl+V")
    assert [table.editor.card(title).mentions for title in titles] == [1, 22, 333]
    assert table.editor.undoable == ["Change the mentions of 3 cards"]


def test_one_value_is_pasted_into_all_cells_that_are_selected(table: Hand) -> None:
    put("price")
    table.choose([TARIFFS, SMALL, FLAT], "tags")
    table.editor.press("Ctrl+V")
    assert {table.editor.card(t).tags for t in (TARIFFS, SMALL, FLAT)} == {("price",)}
    assert len(table.editor.undoable) == 1


def test_nothing_is_pasted_where_one_value_does_not_fit(table: Hand) -> None:
    before = table.editor.map
    put("3\nmany")
    table.go(TARIFFS, "mentions")
    table.editor.press("Ctrl+V")
    assert table.editor.map is before
    assert table.editor.said[-1].endswith("Write a whole number, 0 or more.")


def test_what_is_pasted_below_the_last_row_becomes_cards(table: Hand) -> None:
    put("Compare\tWebsite\tpain\tToo small\nRide\tApp\t\tGets lost")
    view = table.page.view
    for column in ("step",):
        view.hide_column(AT[column], True)
    table.go("", "stage")
    table.editor.press("Ctrl+V")
    assert table.editor.cards_in("Compare", "Website")[-1] == "Too small"
    assert table.editor.card("Too small").kind == "pain"
    assert table.editor.card("Gets lost").lane_id == table.editor.lane("App").id
    assert table.editor.undoable == ["Add 2 cards"]


def test_owners_that_nobody_knows_are_asked_about_when_they_are_pasted(table: Hand) -> None:
    put("Noor Haddad\nNoor Haddad")
    table.go(TARIFFS, "owner")
    table.editor.press("Ctrl+V")
    (box,) = table.editor.window.findChildren(QMessageBox)
    assert "Noor Haddad" in box.text()
    box.buttons()[0].click()
    people = [p for p in table.editor.map.all(Person) if p.name == "Noor Haddad"]
    assert len(people) == 1
    assert table.text(TARIFFS, "owner") == table.text(SMALL, "owner") == "Noor Haddad"


def test_ctrl_enter_writes_into_all_cells_that_are_selected(table: Hand) -> None:
    table.choose([TARIFFS, SMALL], "mentions")
    table.editor.type("7")
    table.editor.press("Ctrl+Return")
    assert table.editor.card(TARIFFS).mentions == table.editor.card(SMALL).mentions == 7
    assert table.editor.undoable == ["Change the mentions of 2 cards"]


def test_typing_into_the_empty_row_makes_a_card(table: Hand) -> None:
    before = len(table.titles())
    table.enter("", "title", "Asks a passer-by", "Tab")
    assert table.titles()[-1] == "Asks a passer-by"
    assert table.page.rows.rowCount() == before + 2
    assert table.at == ("Asks a passer-by", "body")
    table.enter("Asks a passer-by", "stage", "Ride")
    assert table.text("Asks a passer-by", "stage") == "Ride"
    assert table.text("Asks a passer-by", "lane") != ""
    assert table.at[0] == ""  # the row below it was the empty one


def test_kinds_parking_and_duplicating_work_on_the_cards_of_the_cells(table: Hand) -> None:
    table.choose([TARIFFS, SMALL], "title")
    table.editor.press("Alt+5")
    assert table.editor.card(TARIFFS).kind == table.editor.card(SMALL).kind == "quote"
    table.editor.press("Ctrl+D")
    assert table.titles().count(TARIFFS) == 2
    table.editor.press("Ctrl+Z")
    table.go(SMALL, "title")
    table.editor.do("card.park")
    assert table.titles()[-1] == SMALL


def test_the_selection_is_the_same_on_the_canvas(table: Hand) -> None:
    table.choose([TARIFFS, SMALL], "title")
    assert sorted(table.editor.selected) == sorted([TARIFFS, SMALL])
    table.editor.press("Ctrl+Shift+T")
    table.editor.click(FLAT)
    table.editor.press("Ctrl+Shift+T")
    assert table.at == (FLAT, "title")
    assert table.page.view.selected_rows() == [table.row(FLAT)]


def test_a_change_elsewhere_moves_nothing_that_one_looks_at(table: Hand) -> None:
    resets: list[object] = []
    table.page.rows.modelReset.connect(lambda: resets.append(1))
    table.go(FLAT, "tags")
    scrolled = table.page.view.verticalScrollBar().value()
    document = table.editor.window.document
    document.edit("Elsewhere", set_fields, table.editor.card(FLAT).id, title="Flat tyre")
    assert table.at == ("Flat tyre", "tags")
    above = table.row("Flat tyre")
    document.edit("Elsewhere", park_cards, table.editor.card(SMALL).id)
    assert table.row("Flat tyre") == above - 1
    assert table.at == ("Flat tyre", "tags")
    table.editor.press("Ctrl+Z", "Ctrl+Z")
    assert table.at == (FLAT, "tags")
    assert table.page.view.verticalScrollBar().value() == scrolled
    assert resets == []


def test_what_is_being_typed_survives_a_change_elsewhere(table: Hand) -> None:
    table.go(TARIFFS, "title")
    table.editor.type("Half a wo")
    card = table.editor.card(FLAT)
    table.editor.window.document.edit("Elsewhere", set_fields, card.id, title="Flat tyre")
    table.editor.type("rd")
    table.editor.press("Return")
    assert table.editor.card("Half a word").lane_id == table.editor.lane("Website").id


def test_what_is_typed_is_kept_and_saved(table: Hand) -> None:
    table.go(TARIFFS, "title")
    table.editor.type("Half a word")
    window = table.editor.window
    change = window.pending_typing(window.document.map)
    assert [pair[1].title for pair in change.values() if isinstance(pair[1], Card)] == [
        "Half a word"
    ]
    window.commit_typing()
    assert table.editor.card("Half a word")


def test_a_head_sorts_by_its_column_and_leaves_the_map_as_it_is(table: Hand) -> None:
    before, journey = table.titles(), table.editor.map
    view = table.page.view
    heads = view.heads()

    def click() -> None:
        x = heads.sectionViewportPosition(AT["title"]) + 20
        at = heads.viewport().rect().center()
        at.setX(x)
        table.editor.qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=at)

    click()
    assert table.titles() == sorted(before, key=str.casefold)
    click()
    assert table.titles() == sorted(before, key=str.casefold, reverse=True)
    click()
    assert table.titles() == before
    assert table.editor.map is journey


def test_what_is_empty_sorts_last_both_ways(table: Hand) -> None:
    for descending in (False, True):
        table.page.view.sort_by(AT["severity"], descending)
        rows = table.page.rows
        said = [rows.text(row, AT["severity"]) for row in range(len(rows.ids))]
        given = [text for text in said if text]
        assert said[: len(given)] == sorted(given, reverse=descending)
        assert len(given) > 1


def test_columns_are_hidden_and_moved_and_that_is_remembered(table: Hand) -> None:
    menu = table.page.show_columns(column=AT["body"])
    texts = [action.text() for action in menu.actions()]
    menu.actions()[texts.index("&Hide this column")].trigger()
    menu.close()
    heads = table.page.view.heads()
    heads.moveSection(heads.visualIndex(AT["severity"]), 0)
    heads.resizeSection(AT["lane"], 222)
    other = table.editor.window.windows.new("bicycle")
    other.centre.show_table(other.editor)
    view = other.centre.table.view if other.centre.table else None
    assert view is not None
    assert view.isColumnHidden(AT["body"])
    assert view.heads().visualIndex(AT["severity"]) == 0
    assert view.columnWidth(AT["lane"]) == 222
    assert view.shown_columns()[1] == AT["stage"]
    other.close_without_asking()


def test_what_a_filter_leaves_out_is_dimmed_and_stays(table: Hand) -> None:
    card = table.editor.card(SMALL).id
    table.editor.canvas.spot.put("filter", frozenset((card,)))
    rows = table.page.rows
    assert not rows.is_dim(table.row(SMALL))
    assert rows.is_dim(table.row(TARIFFS))
    assert TARIFFS in table.titles()
    table.editor.canvas.spot.put("filter", None)
    assert not rows.is_dim(table.row(TARIFFS))


def test_a_screen_reader_hears_column_stage_lane_and_title(table: Hand) -> None:
    view = table.page.view
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    assert found.text(QAccessible.Text.Name) == "Table of cards"
    across = len(COLUMNS) + 1  # the numbers of the rows are a column of their own
    row = found.child((table.row(SMALL) + 1) * across)
    cell = found.child((table.row(SMALL) + 1) * across + AT["severity"] + 1)
    head = found.child(AT["mentions"] + 1)
    assert row is not None
    assert cell is not None
    assert head is not None
    assert (row.role(), cell.role(), head.role()) == (
        QAccessible.Role.RowHeader, QAccessible.Role.Cell, QAccessible.Role.ColumnHeader,
    )  # fmt: skip
    name = QAccessible.Text.Name
    assert row.text(name).startswith("“Tariff table does not fit")
    assert row.text(name).endswith("Compare › Look around, Website")
    assert cell.text(name) == f"Severity (1–5): 4. {row.text(name)}"
    assert head.text(name) == "Mentions (people)"


def test_a_cell_that_is_typed_into_says_which_it_is(table: Hand) -> None:
    table.enter(SMALL, "severity", "9")
    found = QAccessible.queryAccessibleInterface(table.page.view.typing)
    assert found is not None
    assert found.text(QAccessible.Text.Name).startswith("Severity (1–5): 4. “Tariff")
    why = "Write a whole number from 1 to 5."
    assert found.text(QAccessible.Text.Description) == why


def test_text_from_the_map_is_plain_text(table: Hand) -> None:
    table.enter(TARIFFS, "title", "<b>Bold</b> <img src=x>")
    index = table.page.rows.index(table.row("<b>Bold</b> <img src=x>"), AT["title"])
    assert index.data() == "<b>Bold</b> <img src=x>"
    assert "&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_nothing_can_be_typed_into_a_map_that_is_only_read(table: Hand) -> None:
    table.editor.window.document.read_only = "This map was made by a newer Touchline."
    table.editor.window.document.state_changed.emit()
    table.go(TARIFFS, "title")
    for key in ("x", "F2"):
        table.editor.said.clear()
        table.editor.press(key)
        assert table.page.view.typing is None
        assert table.editor.said == ["This map was made by a newer Touchline."]
    table.editor.press("Right")
    assert table.at == (TARIFFS, "body"), "one can walk all the same"
    assert table.page.rows.rowCount() == len(table.titles())


@pytest.mark.parametrize("command", ["stage.add", "view.fit", "view.laser"])
def test_what_is_done_on_the_canvas_leads_back_there(table: Hand, command: str) -> None:
    table.go(TARIFFS, "title")
    table.editor.do(command)
    assert table.editor.canvas.isVisible()
    assert table.editor.selected != []
    if command == "view.laser":
        table.editor.do(command)


def test_bars_work_with_the_table(table: Hand) -> None:
    table.editor.press("Ctrl+F")
    table.editor.type("small screen")
    table.editor.press("Return")
    assert table.at == (SMALL, "title")
    table.editor.press("Escape")
    assert table.page.view.hasFocus()
    table.editor.press("Ctrl+J")
    table.editor.type("Said by the room")
    table.editor.press("Return", "Escape")
    assert table.at == ("Said by the room", "title")
    assert table.page.view.hasFocus()


def test_a_text_that_does_not_fit_holds_commands_back(table: Hand) -> None:
    table.enter(SMALL, "severity", "9")
    table.editor.do("card.park")
    assert table.editor.card(SMALL).step_id != ""
    typing = table.page.view.typing
    assert typing is not None
    assert typing.value() == "9"


def test_a_map_that_is_read_from_the_right_has_its_first_column_at_the_right(
    table: Hand,
) -> None:
    document = table.editor.window.document
    document.edit("Language", set_fields, "map", language="ar")
    view = table.page.view
    first, second = (view.columnViewportPosition(AT[name]) for name in ("stage", "step"))
    assert first > second
    table.go(TARIFFS, "stage")
    table.editor.press("Left")
    assert table.at == (TARIFFS, "step")


def test_a_card_that_goes_while_it_is_typed_into_takes_the_line_along(table: Hand) -> None:
    table.go(SMALL, "title")
    table.editor.type("Half a wo")
    document = table.editor.window.document
    document.edit("Elsewhere", delete_cards, table.editor.card(SMALL).id)
    table.editor.settle()
    assert table.page.view.typing is None
    assert table.page.pending(document.map) == {}
    table.enter(TARIFFS, "title", "Still works")
    assert table.editor.card("Still works")


def test_tags_are_offered_behind_each_comma(table: Hand) -> None:
    table.enter(TARIFFS, "tags", "screen, price")
    table.go(SMALL, "tags")
    table.editor.type("new, scr")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    table.editor.qtbot.keyClick(popup, Qt.Key.Key_Down)
    table.editor.qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert table.editor.card(SMALL).tags == ("new", "screen")


def test_a_button_of_the_toolbar_begins_a_card_in_the_empty_row(table: Hand) -> None:
    table.editor.do("card.add_pain")
    table.editor.type("Too steep")
    table.editor.press("Return")
    assert table.editor.card("Too steep").kind == "pain"
    assert table.titles()[-1] == "Too steep"


def test_a_map_that_is_locked_is_not_typed_into(table: Hand) -> None:
    table.editor.window.document.locked = True
    table.go(TARIFFS, "title")
    table.editor.type("x")
    assert table.page.view.typing is None
    table.editor.press("Delete")
    assert table.editor.card(TARIFFS).title == TARIFFS
    table.editor.window.document.locked = False
    table.enter(TARIFFS, "title", "Unlocked")
    assert table.editor.card("Unlocked")


def test_enter_tab_and_their_opposites_walk_the_cells(table: Hand) -> None:
    table.go(TARIFFS, "title")
    table.editor.press("Return")
    assert table.at == (SMALL, "title")
    table.editor.press("Shift+Return", "Tab")
    assert table.at == (TARIFFS, "body")
    table.editor.press("Shift+Tab")
    assert table.at == (TARIFFS, "title")
    last = COLUMNS[-1].name
    table.go(TARIFFS, last)
    table.editor.press("Tab")
    assert table.at == (SMALL, "stage")
    table.editor.press("Shift+Tab")
    assert table.at == (TARIFFS, last)


def test_the_space_bar_marks_a_moment_of_truth(table: Hand) -> None:
    table.choose([TARIFFS, SMALL], "moment_of_truth")
    table.editor.press("Space")
    assert table.editor.card(TARIFFS).moment_of_truth
    assert table.editor.card(SMALL).moment_of_truth
    table.editor.press("Space")
    assert not table.editor.card(TARIFFS).moment_of_truth
    assert len(table.editor.undoable) == 2


def test_a_column_is_selected_by_key_and_everything_by_another(table: Hand) -> None:
    table.go(TARIFFS, "kind")
    table.editor.press("Ctrl+Space")
    assert {at for _, at in table.page.view.selected_cells()} == {AT["kind"]}
    assert len(table.page.view.selected_rows()) == len(table.titles())
    table.editor.press("Escape", "Ctrl+A")
    assert len(table.page.view.selected_cells()) == table.page.rows.rowCount() * len(COLUMNS)
    assert len(table.editor.selected) == len(table.titles())


def test_whole_rows_are_copied_as_cards(table: Hand) -> None:
    before = len(table.titles())
    table.go(SMALL, "title")
    table.editor.press("Shift+Space", "Ctrl+C")
    assert clipboard().split("\t")[4] == SMALL
    table.editor.press("Ctrl+V")
    assert len(table.titles()) == before + 1
    assert table.titles().count(SMALL) == 2


def test_a_text_of_several_lines_travels_in_quotes(table: Hand) -> None:
    put('"One\nTwo"\t\nThree\t4')
    table.page.view.heads().moveSection(
        table.page.view.heads().visualIndex(AT["mentions"]),
        table.page.view.heads().visualIndex(AT["body"]) + 1,
    )
    table.go(TARIFFS, "body")
    table.editor.press("Ctrl+V")
    assert table.editor.card(TARIFFS).body == "One\nTwo"
    assert (table.editor.card(SMALL).body, table.editor.card(SMALL).mentions) == ("Three", 4)
    table.choose([TARIFFS, SMALL], "body", "mentions")
    table.editor.press("Ctrl+C")
    assert clipboard() == '"One\nTwo"\t\nThree\t4'


def test_more_columns_than_there_are_is_said_and_not_cut_off(table: Hand) -> None:
    before = table.editor.map
    put("a\tb\tc")
    table.go(TARIFFS, "mentions")
    table.editor.press("Ctrl+V")
    assert table.editor.map is before
    assert table.editor.said[-1] == "There are 2 columns from here on, and 3 on the clipboard."


def test_a_column_with_empty_cells_is_cut_and_pasted_back(table: Hand) -> None:
    before = table.editor.map
    table.go(table.titles()[0], "evidence")
    table.editor.press("Ctrl+Space", "Ctrl+X")
    assert table.editor.map != before
    table.editor.press("Ctrl+V")
    assert table.editor.map == before


def test_rows_with_others_between_them_take_a_line_each(table: Hand) -> None:
    titles = table.titles()
    table.choose([titles[0], titles[2]], "title", "body")
    put("One\tFirst\nTwo\tSecond")
    table.editor.press("Ctrl+V")
    assert table.titles()[:4] == ["One", titles[1], "Two", titles[3]]
    table.choose(["One", "Two"], "title", "body")
    put("Both\tSame")
    table.editor.press("Ctrl+V")
    assert table.titles()[:4] == ["Both", titles[1], "Both", titles[3]]
    assert table.text(titles[1], "body") != "Same"


@pytest.mark.parametrize(
    ("copied", "cells"),
    [
        ('"Never again," she said', [['"Never again," she said']]),
        ('"Never again"\tB', [['"Never again"', "B"]]),
        ('"Why?\tA\nNext\tB', [['"Why?', "A"], ["Next", "B"]]),
        ('"""Never"" she said\r\n"\tB\r\n', [['"Never" she said\n', "B"]]),
        ("A\n\n\tB\n", [["A"], [""], ["", "B"]]),
        ("A\t", [["A", ""]]),
        ('""\nA\n""', [[""], ["A"], [""]]),
    ],
)
def test_quotes_that_somebody_said_are_kept(copied: str, cells: list[list[str]]) -> None:
    assert grid_of(copied) == cells


def test_keys_that_come_back_go_to_the_text_that_was_refused(table: Hand) -> None:
    table.enter(SMALL, "severity", "9")
    typing = table.page.view.typing
    assert QApplication.focusWidget() is typing
    table.editor.press("Ctrl+F", "Escape")
    assert table.page.view.typing is typing
    assert QApplication.focusWidget() is typing
    table.editor.press("Escape")
    assert QApplication.focusWidget() is table.page.view


def test_nothing_is_typed_into_a_column_that_is_hidden(table: Hand) -> None:
    table.go(TARIFFS, "tags")
    table.page.view.hide_column(AT["tags"], True)
    assert table.at == (TARIFFS, "evidence")
    table.page.view.hide_column(AT["moment_of_truth"], True)
    assert table.at == (TARIFFS, "evidence")
    table.go(TARIFFS, "mentions")
    table.page.view.hide_column(AT["mentions"], True)
    assert table.at == (TARIFFS, "evidence"), "where there is none behind it, the one before"
    assert table.editor.selected == [TARIFFS]


def test_an_owner_whom_nobody_knows_is_kept_and_saved_too(table: Hand) -> None:
    table.go(TARIFFS, "owner")
    table.editor.type("Zoe Lindqvist")
    window = table.editor.window
    change = window.pending_typing(window.document.map)
    assert "Zoe Lindqvist" in {now.name for _, now in change.values() if isinstance(now, Person)}
    window.commit_typing()
    assert table.text(TARIFFS, "owner") == "Zoe Lindqvist"
    assert table.page.view.typing is None


@pytest.mark.parametrize("stage", ["", "Compare"])
def test_a_table_that_opens_selects_its_first_card_unless_something_else_is(
    table: Hand, stage: str
) -> None:
    editor, view = table.editor, table.page.view
    editor.press("Ctrl+Shift+T")
    view.setCurrentIndex(QModelIndex())
    view.clearSelection()
    editor.window.editor.selection.set(*([editor.stage(stage).id] if stage else []))
    editor.press("Ctrl+Shift+T")
    assert table.at == (table.titles()[0], "title")
    assert view.selected_rows() == ([] if stage else [0])
    assert editor.selected == [stage or table.titles()[0]]


def test_the_space_bar_leaves_the_other_columns_that_are_selected_alone(table: Hand) -> None:
    table.choose([TARIFFS, FLAT], "tags", "moment_of_truth")
    tags = table.text(TARIFFS, "tags")
    table.editor.press("Space")
    assert table.text(TARIFFS, "moment_of_truth") == table.text(FLAT, "moment_of_truth") == "Yes"
    assert table.text(TARIFFS, "tags") == tags


def test_a_text_of_several_lines_is_seen_whole_while_it_is_typed(table: Hand) -> None:
    table.go(TARIFFS, "title")
    table.editor.type("One")
    for line in ("Two", "Three", "Four"):
        table.editor.press("Shift+Return")
        table.editor.type(line)
    typing = table.page.view.typing
    assert isinstance(typing, CellText)
    assert typing.verticalScrollBar().maximum() == 0
    assert typing.cursorRect().bottom() < typing.viewport().height()
    table.editor.press("Return")
    assert table.editor.card("One\nTwo\nThree\nFour")
