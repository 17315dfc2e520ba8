"""Filter and spotlight in the window: what stays bright, what is said of it, what is kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.choice_list import ChoiceList
from app.dim_mark import DimMark
from app.filter_bar import FilterBar
from app.windows import Windows
from model.edits.fields import set_fields
from model.edits.personas import delete_persona
from model.files import codec
from model.records import Card, Persona, SavedView, evolve
from tests.app.test_window_actions import palette
from tests.driver import CTRL, LEFT, Driver, opened
from widgets.inspector.picklist import PickList

BICYCLE_PAINS = 3


class Looker(Driver):
    """Looks for what matters just now."""

    @property
    def bar(self) -> FilterBar:
        bar = self.window.bars.made("filter")
        assert isinstance(bar, FilterBar)
        return bar

    def is_bright(self, title: str) -> bool:
        bright = self.canvas.spot.bright
        return bright is None or self.card(title).id in bright

    def bright_cards(self) -> set[str]:
        return {c.title for c in self.map.all(Card) if self.is_bright(c.title)}

    def mark(self, begins: str) -> DimMark | None:
        """The mark at the bottom that is seen and begins so."""
        marks = self.window.status.findChildren(DimMark)
        shown = [m for m in marks if m.isVisible() and m.button.text().startswith(begins)]
        return shown[0] if shown else None

    def click_on(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, LEFT)
        self.settle()

    def choices(self) -> ChoiceList:
        """The list that is open."""
        found = self.bar.list
        assert found is not None
        assert found.isVisible()
        return found

    def rows(self) -> list[str]:
        found = self.choices().list
        role = Qt.ItemDataRole.AccessibleTextRole
        items = [found.item(row) for row in range(found.count())]
        return [str(item.data(role)) for item in items if item is not None]

    def entries(self) -> list[str]:
        """What the menu of the saved views offers; it is open then."""
        self.click_on(self.bar.views)
        return [a.text() for a in self.menu().actions() if not a.isSeparator()]

    def menu(self) -> QMenu:
        menus = [m for m in self.bar.findChildren(QMenu) if m.isVisible()]
        assert len(menus) == 1
        return menus[0]

    def choose(self, entry: str) -> None:
        """Choose from the menu of the saved views."""
        assert entry in self.entries()
        action = next(a for a in self.menu().actions() if a.text() == entry)
        self.menu().setActiveAction(action)
        self.qtbot.keyClick(self.menu(), Qt.Key.Key_Return)
        self.settle()

    def name_it(self, name: str) -> str:
        """Answer the question for a name; what stood there before."""
        (dialog,) = (d for d in self.window.findChildren(QInputDialog) if d.isVisible())
        line = dialog.findChild(QLineEdit)
        assert line is not None
        before = line.text()
        line.selectAll()
        self.qtbot.keyClicks(line, name)
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
        self.settle()
        return before


@pytest.fixture
def editor(windows: Windows, qtbot: QtBot) -> Looker:
    return Looker(qtbot, windows.new("bicycle"))


@pytest.fixture
def filtering(editor: Looker) -> Looker:
    """The bar is open, and only pain points are bright."""
    editor.press("Ctrl+Shift+F")
    editor.bar.filter.toggle("kinds", "pain")
    editor.settle()
    return editor


def test_letters_dim_what_does_not_hold_them(editor: Looker) -> None:
    nothing = editor.canvas.grab().toImage()
    editor.press("Ctrl+Shift+F")
    assert QApplication.focusWidget() is editor.bar.line
    assert editor.bar.count.text() == f"{len(list(editor.map.all(Card)))} cards"
    editor.type("tariff")
    assert editor.bright_cards() == {
        "Compares three tariffs on the phone", "Tariff table does not fit a small screen",
    }  # fmt: skip
    assert editor.bar.count.text() == "2 of 36 cards"
    assert editor.canvas.grab().toImage() != nothing
    editor.press(*["Backspace"] * 6)
    assert editor.canvas.spot.bright is None


def test_a_list_says_how_many_cards_each_choice_leaves_and_stays_open(editor: Looker) -> None:
    editor.press("Ctrl+Shift+F", "Tab", "Enter")
    assert "Pain point, 3 cards" in editor.rows()
    editor.press("Down", "Down", "Space")
    assert "Pain point, 3 cards, chosen" in editor.rows()
    assert editor.bar.count.text() == "3 of 36 cards"
    editor.press("Down", "Enter")
    assert editor.bar.count.text() == "4 of 36 cards"
    assert editor.bar.buttons["kinds"].text() == "Pain point +1"
    editor.press("Escape")
    assert editor.bar.list is None
    assert editor.bar.isVisible()
    assert editor.bar.buttons["kinds"].hasFocus()


def test_a_click_in_a_list_chooses_and_takes_back(editor: Looker) -> None:
    editor.press("Ctrl+Shift+F")
    editor.click_on(editor.bar.buttons["severity_from"])
    list_ = editor.choices().list
    row = list_.visualItemRect(list_.item(3)).center()
    editor.qtbot.mouseClick(list_.viewport(), LEFT, pos=row)
    assert editor.bar.filter.view.severity_from == 4
    assert editor.bar.buttons["severity_from"].text() == "Severity 4 or more"
    row = list_.visualItemRect(list_.item(4)).center()
    editor.qtbot.mouseClick(list_.viewport(), LEFT, pos=row)
    assert editor.bar.filter.view.severity_from == 5, "there is only one"
    editor.qtbot.mouseClick(list_.viewport(), LEFT, pos=row)
    assert editor.bar.filter.view.severity_from is None


def test_one_of_many_is_found_by_its_letters(editor: Looker) -> None:
    cards = list(editor.map.all(Card))[:20]
    change = {c.id: (c, evolve(c, tags=(f"tag {n}",))) for n, c in enumerate(cards)}
    editor.window.document.commit(change, "Tag")
    editor.press("Ctrl+Shift+F")
    editor.click_on(editor.bar.buttons["tags"])
    assert QApplication.focusWidget() is editor.choices().search
    editor.type("G 17")
    assert editor.rows() == ["tag 17, 1 card"]
    editor.press("Enter")
    assert editor.bright_cards() == {cards[17].title}


def test_esc_puts_the_bar_away_and_the_filter_stays_with_a_mark(filtering: Looker) -> None:
    assert filtering.mark("Filter") is None, "the bar says it itself"
    filtering.press("Escape")
    assert not filtering.bar.isVisible()
    assert filtering.canvas.view.hasFocus()
    assert len(filtering.bright_cards()) == BICYCLE_PAINS
    mark = filtering.mark("Filter: 3 of 36 cards")
    assert mark is not None
    assert "pain point" in mark.button.accessibleDescription()
    filtering.click_on(mark.button)
    assert filtering.bar.isVisible()
    assert filtering.mark("Filter") is None


def test_the_mark_can_end_the_filter(filtering: Looker) -> None:
    filtering.press("Escape")
    mark = filtering.mark("Filter")
    assert mark is not None
    filtering.click_on(mark.end)
    assert filtering.canvas.spot.bright is None
    assert filtering.mark("Filter") is None


def test_clear_asks_for_nothing_and_keeps_the_keys_in_the_line(filtering: Looker) -> None:
    filtering.type("scan")
    filtering.click_on(filtering.bar.clear)
    assert filtering.bar.line.text() == ""
    assert filtering.canvas.spot.bright is None
    assert not filtering.bar.clear.isEnabled()
    assert QApplication.focusWidget() is filtering.bar.line


def test_the_key_leads_back_to_the_bar_and_then_puts_it_away(filtering: Looker) -> None:
    filtering.click(("Discover", "Website"))
    assert filtering.canvas.view.hasFocus()
    filtering.press("Ctrl+Shift+F")
    assert QApplication.focusWidget() is filtering.bar.line
    filtering.press("Ctrl+Shift+F")
    assert not filtering.bar.isVisible()


def test_enter_leaves_the_keys_with_the_map(filtering: Looker) -> None:
    filtering.press("Enter")
    assert filtering.bar.isVisible()
    assert filtering.canvas.view.hasFocus()


def test_a_new_card_that_does_not_fit_is_told(filtering: Looker) -> None:
    filtering.click(("Discover", "Website"))
    filtering.type("Sees a leaflet")
    filtering.press("Escape")
    assert filtering.card("Sees a leaflet").kind != "pain"
    assert filtering.window.status.hint.text() == "The new card is dimmed by the filter"
    assert filtering.bar.count.text() == "3 of 37 cards"


def test_of_a_new_card_that_fits_and_of_one_that_comes_back_nothing_is_told(
    filtering: Looker,
) -> None:
    filtering.click(("Discover", "Website"))
    filtering.do("card.add_pain")
    filtering.type("Too dear")
    filtering.press("Escape")
    assert filtering.is_bright("Too dear")
    filtering.click("Follows the route to work")
    filtering.do("edit.delete")
    filtering.do("edit.undo")
    assert not filtering.is_bright("Follows the route to work")
    assert not any("dimmed" in said for said in filtering.said)


def test_several_new_cards_that_do_not_fit_are_counted(filtering: Looker) -> None:
    filtering.click(("Discover", "Website"))
    filtering.do("edit.select_all")
    filtering.do("edit.copy")
    filtering.said.clear()
    filtering.do("edit.paste")
    assert filtering.said[-1] == "33 new cards are dimmed by the filter"


def test_an_edit_dims_the_card_that_does_not_fit_any_more(filtering: Looker) -> None:
    pain = "Scan fails three times in low light"
    filtering.click(pain)
    filtering.do("card.kind_gain")
    assert not filtering.is_bright(pain)
    assert filtering.bar.count.text() == "2 of 36 cards"
    filtering.do("edit.undo")
    assert filtering.is_bright(pain)


def test_what_fits_can_be_selected(filtering: Looker) -> None:
    filtering.click_on(filtering.bar.select)
    assert filtering.canvas.view.hasFocus()
    assert set(filtering.canvas.selection.ids) == {
        c.id for c in filtering.map.all(Card) if c.kind == "pain"
    }


def test_a_view_is_kept_with_the_map_and_chosen_again(filtering: Looker) -> None:
    filtering.choose("Save this filter…")
    assert filtering.name_it("  What  hurts ") == "pain point"
    assert [v.name for v in filtering.map.info.saved_views] == ["What hurts"]
    assert filtering.window.document.done[-1].label == "Save view “What hurts”"
    assert filtering.bar.views.text() == "What hurts"
    filtering.click_on(filtering.bar.clear)
    assert filtering.bar.views.text() == "Views"
    filtering.choose("What hurts")
    assert len(filtering.bright_cards()) == BICYCLE_PAINS
    filtering.bar.filter.toggle("kinds", "gain")
    assert filtering.bar.views.text() == "What hurts, changed"
    filtering.do("edit.undo")
    assert filtering.map.info.saved_views == ()
    assert filtering.bar.views.text() == "Views"


def test_a_view_is_renamed_and_deleted(filtering: Looker) -> None:
    filtering.bar.filter.save("Pains & gains")
    filtering.bar.filter.save("Other")
    filtering.choose("Pains && gains")
    filtering.choose("Rename “Pains && gains”…")
    filtering.name_it("other")
    assert filtering.window.status.hint.text() == "Another view is called “other” already."
    filtering.choose("Rename “Pains && gains”…")
    filtering.name_it("Pains")
    assert [v.name for v in filtering.map.info.saved_views] == ["Pains", "Other"]
    filtering.choose("Delete “Pains”")
    assert [v.name for v in filtering.map.info.saved_views] == ["Other"]
    assert len(filtering.bright_cards()) == BICYCLE_PAINS, "the filter itself stays"
    filtering.do("edit.undo")
    assert filtering.bar.views.text() == "Pains"


def test_of_many_views_one_is_found_by_its_letters(filtering: Looker) -> None:
    info = filtering.map.info
    views = tuple(SavedView(name=f"View {n}", text=f"{n}") for n in range(40))
    many = evolve(info, saved_views=(*views, SavedView(name="Tariffs", text="tariff")))
    filtering.window.document.commit({"map": (info, many)}, "Save views")
    filtering.choose("More views…")
    list_ = filtering.bar.findChild(PickList)
    assert list_ is not None
    filtering.qtbot.keyClicks(list_.search, "tar")
    filtering.qtbot.keyClick(list_.search, Qt.Key.Key_Return)
    assert filtering.bar.line.text() == "tariff"
    assert len(filtering.bright_cards()) == 2


def test_a_view_can_be_saved_from_the_menu_while_the_bar_is_away(filtering: Looker) -> None:
    filtering.press("Escape")
    filtering.do("view.filter_save")
    filtering.name_it("Pains")
    assert [v.name for v in filtering.map.info.saved_views] == ["Pains"]
    filtering.do("view.filter_clear")
    filtering.window.actions_.refresh()
    assert not filtering.window.actions_["view.filter_save"].isEnabled()
    assert not filtering.window.actions_["view.filter_clear"].isEnabled()


def test_a_saved_view_is_found_by_a_few_letters(filtering: Looker) -> None:
    filtering.bar.filter.save("What hurts")
    filtering.click_on(filtering.bar.clear)
    filtering.press("Escape")
    found = palette(filtering.window)
    filtering.qtbot.keyClicks(found.line, "hurts")
    filtering.qtbot.keyClick(found.line, Qt.Key.Key_Return)
    assert filtering.bar.isVisible()
    assert len(filtering.bright_cards()) == BICYCLE_PAINS


def test_a_persona_that_is_gone_is_named_so_and_can_be_taken_out(editor: Looker) -> None:
    mara = editor.persona("Mara")
    editor.press("Ctrl+Shift+F")
    editor.bar.filter.put(SavedView(persona_ids=(mara.id,)))
    assert editor.bar.buttons["persona_ids"].text() == "Mara"
    editor.window.document.edit("Delete", delete_persona, mara.id)
    assert editor.bar.buttons["persona_ids"].text() == "A persona that is gone"
    editor.click_on(editor.bar.buttons["persona_ids"])
    assert any(r.startswith("A persona that is gone") and "chosen" in r for r in editor.rows())
    editor.bar.filter.toggle("persona_ids", mara.id)
    assert editor.canvas.spot.bright is None


def test_a_read_only_map_is_filtered_and_keeps_no_view(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    map_ = windows.new("bicycle").document.map
    file = tmp_path / "bicycle.journey.json"
    codec.save(map_, file)
    newer = file.read_text("utf-8").replace('"schema_version": 1', '"schema_version": 99')
    file.write_text(newer, "utf-8")
    plain = opened(qtbot, windows, file)
    editor = Looker(qtbot, plain.window)
    assert editor.window.document.read_only
    editor.press("Ctrl+Shift+F")
    editor.type("tariff")
    assert len(editor.bright_cards()) == 2
    editor.click_on(editor.bar.views)
    offered = {a.text(): a.isEnabled() for a in editor.menu().actions()}
    assert offered == {"Save this filter…": False}


def test_a_narrow_window_puts_the_bar_in_several_lines(filtering: Looker) -> None:
    wide = filtering.bar.height()
    filtering.window.docks["inspector"].hide()
    filtering.window.resize(700, 700)
    filtering.settle()
    bar = filtering.bar
    assert bar.height() > 1.5 * wide
    for widget in (bar.line, *bar.buttons.values(), bar.select, bar.clear, bar.views):
        box = widget.rect().translated(widget.mapTo(bar, QPoint(0, 0)))
        assert bar.rect().contains(box)


def test_the_marks_make_no_window_wider(filtering: Looker) -> None:
    filtering.window.docks["inspector"].hide()
    filtering.window.resize(640, 520)
    filtering.settle()
    wide = filtering.window.width()
    filtering.canvas.spotlight.put(filtering.stage("Sign up").id)
    filtering.press("Escape")
    filtering.settle()
    for begins in ("Filter", "Spotlight"):
        mark = filtering.mark(begins)
        assert mark is not None
        assert mark.end.isVisible()
        assert mark.button.width() > 30
    assert filtering.window.width() == wide


def test_a_spotlight_on_a_stage_dims_the_rest_and_is_in_no_file(editor: Looker) -> None:
    before = codec.dumps(editor.map)
    editor.click("Scan fails three times in low light")
    editor.do("view.spotlight_stage")
    stage = editor.stage("Sign up")
    bright = editor.canvas.spot.bright
    assert bright is not None
    assert stage.id in bright
    assert editor.stage("Discover").id not in bright
    assert editor.lane("Website").id in bright
    assert editor.is_bright("Scan fails three times in low light")
    assert not editor.is_bright("Follows the route to work")
    assert editor.mark("Spotlight: stage “Sign up”") is not None
    assert editor.window.actions_["view.spotlight_stage"].isChecked()
    assert codec.dumps(editor.map) == before
    assert not editor.window.document.is_dirty


def test_esc_on_the_map_ends_the_spotlight_when_nothing_else_is_to_end(editor: Looker) -> None:
    editor.click("Scan fails three times in low light")
    editor.do("view.spotlight_lane")
    assert not editor.is_bright("Unlocks the first bicycle")
    editor.press("Escape")
    assert editor.canvas.selection.ids == ()
    assert editor.canvas.spotlight.about
    editor.press("Escape")
    assert editor.canvas.spot.bright is None
    assert editor.mark("Spotlight") is None


def test_a_persona_in_the_spotlight_is_the_one_whose_line_is_filled(editor: Looker) -> None:
    jonas = editor.persona("Jonas")
    editor.canvas.selection.set(jonas.id)
    editor.do("view.spotlight_persona")
    assert editor.canvas.persona == jonas.id
    bright = editor.canvas.spot.bright
    assert bright is not None
    assert jonas.id in bright
    assert editor.persona("Mara").id not in bright
    mark = editor.mark("Spotlight: persona “Jonas”")
    assert mark is not None
    editor.click_on(mark.end)
    assert editor.canvas.spot.bright is None


def test_the_context_menu_of_a_header_offers_the_spotlight(editor: Looker) -> None:
    from app.context_menu import menu_for

    editor.canvas.selection.set(editor.lane("App").id)
    editor.window.actions_.refresh()
    menu = menu_for(editor.lane("App").id, editor.window.editor, editor.window.actions_,
                    editor.window)  # fmt: skip
    assert menu is not None
    offered = [a.text() for a in menu.actions()]
    assert editor.canvas.selection.ids
    assert "Spotlight on this &lane" in offered
    assert "Spotlight &off" not in offered
    next(a for a in menu.actions() if a.text() == "Spotlight on this &lane").trigger()
    assert editor.canvas.spotlight.about == editor.lane("App").id
    assert editor.canvas.selection.ids == (), "no mark lies over what is lit"
    menu.deleteLater()


def test_a_filter_and_a_spotlight_leave_what_both_leave(filtering: Looker) -> None:
    filtering.click("Scan fails three times in low light")
    filtering.do("view.spotlight_stage")
    assert filtering.bright_cards() == {"Scan fails three times in low light"}
    assert filtering.bar.count.text() == "3 of 36 cards"


def test_a_spotlight_ends_when_its_stage_goes(editor: Looker) -> None:
    editor.canvas.selection.set(editor.stage("Sign up").id)
    editor.do("view.spotlight_stage")
    stage = editor.stage("Sign up")
    editor.window.document.commit({stage.id: (stage, None)}, "Delete")
    assert editor.canvas.spot.bright is None
    assert editor.mark("Spotlight") is None


def test_a_window_closed_with_a_filter_opens_without(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "map.journey.json"
    codec.save(windows.new("bicycle").document.map, file)
    window = opened(qtbot, windows, file).window
    editor = Looker(qtbot, window)
    editor.press("Ctrl+Shift+F")
    editor.type("tariff")
    assert not window.document.is_dirty
    assert window.bars.is_open("filter")
    editor.qtbot.keyClick(editor.canvas.view, Qt.Key.Key_W, CTRL)
    again = opened(qtbot, windows, file).window
    assert again.editor.canvas.spot.bright is None


def test_the_mark_of_the_spotlight_follows_the_name(editor: Looker) -> None:
    persona = next(editor.map.all(Persona))
    editor.canvas.spotlight.put(persona.id)
    editor.window.document.edit("Name", set_fields, persona.id, name="Zora")
    assert editor.mark("Spotlight: persona “Zora”")
    editor.do("edit.undo")
    assert editor.mark(f"Spotlight: persona “{persona.name}”")


def test_a_filter_that_was_saved_before_is_that_view_when_it_is_saved_again(
    filtering: Looker,
) -> None:
    filtering.bar.filter.save("Pains")
    filtering.click_on(filtering.bar.clear)
    filtering.bar.filter.toggle("kinds", "pain")
    assert filtering.bar.views.text() == "Views"
    filtering.bar.filter.save("Pains")
    assert filtering.bar.views.text() == "Pains"


def test_of_two_views_that_differ_in_case_the_chosen_one_is_deleted(filtering: Looker) -> None:
    views = (SavedView(name="Pains", kinds=("pain",)), SavedView(name="pains", kinds=("gain",)))
    filtering.window.document.edit("Views", set_fields, "map", saved_views=views)
    filtering.choose("pains")
    assert filtering.bar.views.text() == "pains"
    filtering.choose("Delete “pains”")
    assert filtering.map.info.saved_views == views[:1]
