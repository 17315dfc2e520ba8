"""Finding on the map: typed above the canvas, shown on it, gone on with by key."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.find_bar import FindBar
from app.windows import Windows
from model.files import codec
from model.ids import feeling_id
from model.records import Card
from model.searching import Query
from tests.app.lending import Lend
from tests.driver import Driver
from tests.driver import opened as opened_by_hand
from tests.generator import make
from tests.sample import sample
from tests.sample_arabic import write_arabic


class Reader(Driver):
    """Looks for words as a person does."""

    @property
    def bar(self) -> FindBar:
        bar = self.window.bars.made("find")
        assert isinstance(bar, FindBar)
        return bar

    @property
    def told(self) -> list[str]:
        """What the bar says: which hit it is, and where."""
        return [self.bar.count.text(), self.bar.remark.text()]

    def find(self, words: str) -> None:
        self.press("Ctrl+F")
        self.type(words)

    @property
    def found(self) -> list[str]:
        """What is marked on the canvas, in reading order."""
        assert self.bar.finder.found.ids == frozenset(self.bar.finder.hits)
        return [self.named_by(i) for i in self.bar.finder.hits]

    def named_by(self, record_id: str) -> str:
        record = self.map.records[record_id]
        return str(getattr(record, "title", getattr(record, "name", record_id)))


def reader_of(qtbot: QtBot, windows: Windows, file: Path) -> Reader:
    windows.open([file])
    window = windows.window_of(file)
    assert window is not None
    return Reader(qtbot, window)


@pytest.fixture
def reader(lend: Lend) -> Reader:
    """A small map with a bit of everything, open."""
    of = sample(
        card_offers={"title": "Compares the café’s prices", "tags": ("price", "Queues")},
        card_chat={"title": "Asks in the chat"},
        card_till={"title": "Pays at the till", "body": "There is a queue at noon."},
        card_queue={"title": "The queue is long"},
        card_visit={"title": "Visits", "kind": "quote", "who": "A man in the queue"},
        card_app={"title": "Queue in the app"},
    )
    return lend(codec.dumps(of), Reader)


def test_every_letter_finds_and_the_first_hit_is_shown_and_selected(reader: Reader) -> None:
    reader.find("que")
    assert reader.found == [
        "Compares the café’s prices", "Visits", "Pays at the till", "The queue is long",
        "Queue in the app",
    ]  # fmt: skip
    assert reader.told == ["1 of 5", "In its tags"]
    assert reader.selected == ["Compares the café’s prices"]
    reader.type("ue is")
    assert reader.selected == ["The queue is long"]
    assert reader.told == ["1 of 1", ""]


def test_enter_and_f3_go_on_and_with_shift_back(reader: Reader) -> None:
    reader.find("queue")
    reader.press("Return", "F3")
    assert reader.told == ["3 of 5", "In its details"]
    assert reader.selected == ["Pays at the till"]
    reader.press("Shift+Return")
    assert reader.told == ["2 of 5", "In who said it"]
    reader.press("Shift+F3")
    assert reader.selected == ["Compares the café’s prices"]
    assert QApplication.focusWidget() is reader.bar.line


def test_over_the_end_the_search_goes_on_from_the_start_and_says_so(reader: Reader) -> None:
    reader.find("queue")
    reader.press("Shift+Return")
    assert reader.told == ["5 of 5", "In the parking lot · went on from the end"]
    reader.press("Return")
    assert reader.told == ["1 of 5", "In its tags · went on from the start"]
    reader.press("Return")
    assert reader.told == ["2 of 5", "In who said it"]


def test_what_is_selected_is_looked_at_first(reader: Reader) -> None:
    reader.click("The queue is long")
    reader.find("q")
    assert reader.selected == ["The queue is long"]
    assert reader.told == ["4 of 5", ""]
    reader.click("Asks in the chat")
    reader.press("F3")
    assert reader.selected == ["Visits"]


def test_hits_are_ringed_on_the_canvas_until_the_bar_is_left(reader: Reader) -> None:
    reader.find("queue")
    boxes = reader.bar.finder.found.boxes()
    wanted = [reader.canvas.box_of(reader.card(title).id) for title in reader.found[:-1]]
    assert sorted(map(_corner, boxes)) == sorted(map(_corner, filter(None, wanted)))
    reader.press("Escape")
    assert reader.bar.finder.found.boxes() == []


def test_the_words_themselves_are_tinted_letter_by_letter(reader: Reader) -> None:
    box = reader.canvas.box_of(reader.card("The queue is long").id)
    assert box is not None

    def tint() -> QRectF:
        (found,) = (word for word in reader.bar.finder.found.words() if box.contains(word))
        return found

    reader.find("queue is")
    words = tint()
    reader.press("Backspace", "Backspace", "Backspace")
    assert tint().left() == words.left()
    assert tint().right() < words.right()
    reader.press("Ctrl+F")
    reader.type("the queue")
    assert tint().left() < words.left()
    assert tint().right() < words.right()


def test_esc_leaves_the_keys_at_the_hit(reader: Reader) -> None:
    reader.find("long")
    reader.press("Escape")
    assert not reader.bar.isVisible()
    assert reader.canvas.isAncestorOf(QApplication.focusWidget())
    assert reader.selected == ["The queue is long"]
    reader.press("F2")
    assert reader.canvas.editing.caret.toPlainText() == "The queue is long"


def test_a_hit_in_the_parking_lot_opens_it_and_gets_the_keys(reader: Reader) -> None:
    assert not reader.window.docks["parking"].isVisible()
    reader.find("queue in the app")
    assert reader.told == ["1 of 1", "In the parking lot"]
    assert reader.window.docks["parking"].isVisible()
    reader.press("Escape")
    assert reader.window.docks["parking"].isAncestorOf(QApplication.focusWidget())


def test_accents_width_and_kinds_of_quotation_marks_do_not_matter(reader: Reader) -> None:
    reader.find("CAFE's")
    assert reader.found == ["Compares the café’s prices"]
    reader.press("Ctrl+F")
    reader.type("ｃａｆｅ")
    assert reader.found == ["Compares the café’s prices"]


def test_who_types_an_accent_means_it(reader: Reader) -> None:
    reader.find("pricés")
    assert reader.told == ["Nothing found", ""]


def test_match_case_and_whole_words(reader: Reader) -> None:
    reader.find("queue")
    reader.bar.case.click()
    assert reader.found == ["Visits", "Pays at the till", "The queue is long"]
    reader.bar.case.click()
    reader.bar.whole.click()
    assert "Compares the café’s prices" not in reader.found
    assert len(reader.found) == 4


def test_names_are_found_too(reader: Reader) -> None:
    for words, name, remark in (
        ("compare", "Compare", "A stage"),
        ("look", "Look", "A step"),
        ("sales", "Sales", "A lane"),
        ("ben", "Ben", "A persona"),
        ("advert", "link_in", "A link"),
    ):
        reader.window.editor.selection.set()
        reader.find(words)
        assert reader.told[1] == remark
        assert reader.named_by(reader.window.editor.selection.anchor) == name
    assert reader.canvas.persona == "", "an A on the way to an advert is not yet Anna"


def test_a_persona_at_whom_the_search_ends_is_the_one_that_is_worked_on(reader: Reader) -> None:
    reader.find("ben")
    assert reader.canvas.persona == ""
    reader.press("Escape")
    assert reader.canvas.persona == "persona_ben"


def test_the_word_of_a_feeling_is_found(qtbot: QtBot, windows: Windows, tmp_path: Path) -> None:
    file = tmp_path / "felt.journey.json"
    felt = feeling_id("persona_anna", "step_look")
    codec.save(sample(**{felt: {"word": "curious"}}), file)
    reader = reader_of(qtbot, windows, file)
    reader.find("curi")
    assert reader.window.editor.selection.ids == (felt,)


def test_a_card_in_a_folded_lane_is_said_to_be_there(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "folded.journey.json"
    codec.save(sample(lane_shop={"collapsed_height": 0}), file)
    reader = reader_of(qtbot, windows, file)
    reader.find("till")
    assert reader.told == ["1 of 1", "In “Shop”, which is folded"]


def test_what_is_typed_stays_for_the_next_time_and_f3_needs_no_bar(reader: Reader) -> None:
    reader.find("queue")
    reader.press("Escape", "F3")
    assert not reader.bar.isVisible()
    assert reader.selected == ["Visits"]
    assert reader.window.status.hint.text() == "2 of 5 · In who said it"
    reader.press("Ctrl+F")
    assert reader.bar.line.selectedText() == "queue"


def test_f3_asks_for_words_where_there_are_none_yet(reader: Reader) -> None:
    reader.press("F3")
    assert QApplication.focusWidget() is reader.bar.line


def test_the_words_that_are_selected_in_a_text_are_looked_for(reader: Reader) -> None:
    reader.click("The queue is long")
    reader.press("F2")
    cursor = reader.canvas.editing.caret.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(9, cursor.MoveMode.KeepAnchor)
    reader.canvas.editing.caret.setTextCursor(cursor)
    reader.press("Ctrl+F")
    assert reader.bar.line.text() == "queue"
    assert reader.told[0] == "4 of 5"


def test_an_edit_makes_hits_come_and_go_without_moving_the_selection(reader: Reader) -> None:
    reader.find("queue")
    reader.press("Return")
    reader.do("edit.delete")
    assert reader.told[0] == "4 found"
    reader.do("edit.undo")
    assert len(reader.found) == 5
    reader.press("Return")
    assert reader.told[0] == "2 of 5", "on from where the card was"


def test_all_that_was_found_is_selected_at_once(reader: Reader) -> None:
    reader.find("queue")
    reader.do("select.hits")
    assert sorted(reader.selected) == sorted(reader.found)
    assert reader.window.status.hint.text() == "5 cards selected"


def test_a_map_read_from_the_right_is_searched_as_it_is_read(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "library.journey.json"
    write_arabic(file)
    reader = reader_of(qtbot, windows, file)
    reader.find("بطاقة")
    assert [reader.named_by(i) for i in reader.bar.finder.hits] == [
        "تحضر بطاقة الهوية", "تمسح البطاقة بنفسها",
    ]  # fmt: skip
    first = reader.canvas.box_of(reader.bar.finder.hits[0])
    second = reader.canvas.box_of(reader.bar.finder.hits[1])
    assert first is not None
    assert second is not None
    assert first.left() > second.left()
    reader.press("Ctrl+F")
    reader.type("ارجاع")  # without the hamza that it is written with
    assert reader.told == ["1 of 2", "A stage"]


def test_one_more_letter_makes_no_text_anew_on_a_map_of_many_cards(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "large.journey.json"
    codec.save(make(800), file)
    hand = opened_by_hand(qtbot, windows, file)
    hand.press("Ctrl+F")
    bar = hand.window.bars.made("find")
    assert isinstance(bar, FindBar)
    searching = bar.finder.searching
    assert searching.folds >= 800, "made ready when the bar opens"
    before, sorts = searching.folds, searching.sorts
    hand.type("wai")
    assert bar.finder.hits
    assert (searching.folds, searching.sorts) == (before, sorts)
    card = hand.map.get(bar.finder.current, Card)
    assert card is not None
    hand.press("Escape", "F2")
    hand.type(" again")
    hand.press("Escape", "Ctrl+F")
    assert (searching.folds, searching.sorts) == (before + 1, sorts)


def test_few_cards_are_looked_at_to_mark_the_hits_that_are_seen(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "large.journey.json"
    codec.save(make(800), file)
    hand = opened_by_hand(qtbot, windows, file)
    hand.do("view.actual_size")
    hand.press("Ctrl+F")
    hand.type("e")
    bar = hand.window.bars.made("find")
    assert isinstance(bar, FindBar)
    hand.window.grab()
    looked = bar.finder.found.looked_at
    hand.press("Return")
    hand.window.grab()
    assert bar.finder.found.looked_at - looked <= 400, "lanes that were seen are known"


def test_a_query_of_spaces_finds_nothing(reader: Reader) -> None:
    reader.find("  ")
    assert reader.told == ["", ""]
    assert Query("  ").needle == ""


def _corner(box: object) -> tuple[float, float]:
    return (round(box.x(), 3), round(box.y(), 3))  # type: ignore[attr-defined]
