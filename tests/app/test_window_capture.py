"""The capture bar: typed as people talk, and never a hand off the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.change import JourneyMap
from model.files import codec
from model.files.recovery import left, recover
from model.grid import steps
from model.ids import feeling_id
from model.records import Card, Feeling, Lane, Person, Persona, Stage, Step, create
from tests.app.lending import Lend
from tests.app.pressing import opened
from tests.driver import Driver
from tests.sample_arabic import write_arabic
from widgets.capture.bar import CaptureBar
from widgets.capture.line import CaptureLine
from widgets.commands.cards import KINDS

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def four_by_four() -> JourneyMap:
    """Four stages, four lanes, two personas."""
    names = ("Discover", "Compare", "Buy", "Use")
    return JourneyMap(
        (
            *(create(Stage, id=f"stage_{i}", name=n, order=f"a{i}") for i, n in enumerate(names)),
            *(create(Step, id=f"step_{i}", stage_id=f"stage_{i}", order="a0") for i in range(4)),
            create(Lane, id="lane_0", name="What they do", order="a0", kind="customer",
                   default_card_kind="doing"),
            create(Lane, id="lane_1", name="Website", order="a1", kind="channel"),
            create(Lane, id="lane_2", name="Shop", order="a2", kind="channel"),
            create(Lane, id="lane_3", name="Service team", order="a3", kind="team"),
            create(Lane, id="lane_feeling", name="Feeling", order="a4", kind="emotion"),
            create(Persona, id="persona_a", name="Mara", order="a0"),
            create(Persona, id="persona_b", name="Jonas", order="a1"),
            create(Person, id="person_1", name="Sun-hee Park", initials="SP"),
        )
    )  # fmt: skip


class Scribe(Driver):
    """Types in the capture bar with nothing but keys."""

    @property
    def bar(self) -> CaptureBar:
        bar = self.window.bars.made("capture")
        assert bar is not None
        return bar

    @property
    def line(self) -> CaptureLine:
        return self.bar.line

    def open_bar(self) -> None:
        self.press("Ctrl+J")
        assert QApplication.focusWidget() is self.line

    def say(self, line: str, key: Qt.Key = Qt.Key.Key_Return, held: Qt.KeyboardModifier =
            Qt.KeyboardModifier.NoModifier) -> None:  # fmt: skip
        self.qtbot.keyClicks(self.line, line)
        self.qtbot.keyClick(self.line, key, held)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.line, key, held)

    def post(self, key: Qt.Key, text: str = "") -> None:
        """Put a key into the queue, to be taken when its turn comes."""
        for sort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(sort, key, Qt.KeyboardModifier.NoModifier, text)
            QApplication.postEvent(self.line, event)

    def titles(self, step: str, lane: str) -> list[str]:
        found = [c for c in self.map.all(Card) if (c.step_id, c.lane_id) == (step, lane)]
        return [card.title for card in sorted(found, key=lambda card: card.order)]

    def card_called(self, title: str) -> Card:
        (card,) = (card for card in self.map.all(Card) if card.title == title)
        return card


@pytest.fixture
def scribe(lend: Lend) -> Scribe:
    """The window of a small map with its capture bar open."""
    made: Scribe = lend(codec.dumps(four_by_four()), Scribe)
    made.open_bar()
    return made


def test_sixty_cards_of_all_kinds_are_typed_with_keys_alone(scribe: Scribe) -> None:
    """As fast as the queue takes them: no keystroke is lost, and each card is one undo."""
    signs = ("", "!", "+", "*", '"', ">", "%", "?")
    kinds = ("", "pain", "gain", "opportunity", "quote", "activity", "metric", "question")
    usual = ("doing", "touchpoint", "touchpoint", "activity")
    wanted: dict[tuple[str, str], list[tuple[str, str]]] = {}
    number = 0
    for lane in range(4):
        for step in range(4):
            for again in range(4 if (step + lane) % 4 else 3):
                sign = number % 8
                title = f"Line {number}, said aloud: x & <b>"
                last = again == (3 if (step + lane) % 4 else 2)
                key = Qt.Key.Key_Tab if last and step < 3 else Qt.Key.Key_Return
                scribe.say(f"{signs[sign]}{title}", key)
                kind = kinds[sign] or usual[lane]
                wanted.setdefault((f"step_{step}", f"lane_{lane}"), []).append((title, kind))
                number += 1
        if lane < 3:
            scribe.key(Qt.Key.Key_Down, CTRL)
            for _ in range(3):
                scribe.key(Qt.Key.Key_Backtab, SHIFT)
    assert number == 60
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for card in sorted(scribe.map.all(Card), key=lambda card: card.order):
        found.setdefault((card.step_id, card.lane_id), []).append((card.title, card.kind))
    assert found == wanted
    assert len(scribe.window.document.done) == 60
    scribe.key(Qt.Key.Key_Escape)
    for _ in range(60):
        scribe.press("Ctrl+Z")
    assert list(scribe.map.all(Card)) == []


def test_keys_that_come_faster_than_they_are_taken_are_all_there(scribe: Scribe) -> None:
    """Four hundred keys wait in the queue before the first of them is looked at."""
    names = [f"Line {number} of twelve" for number in range(12)]
    for number, name in enumerate(names):
        for letter in name:
            scribe.post(Qt.Key.Key_unknown, letter)
        scribe.post(Qt.Key.Key_Tab if number % 4 == 3 else Qt.Key.Key_Return)
    assert list(scribe.map.all(Card)) == []
    QApplication.processEvents()
    found = [scribe.titles(f"step_{step}", "lane_0") for step in range(3)]
    assert found == [names[0:4], names[4:8], names[8:12]]
    assert len(scribe.window.document.done) == 12


def test_the_bar_says_where_the_next_card_goes_of_which_kind_and_for_whom(scribe: Scribe) -> None:
    assert scribe.bar.place.text() == "Mara:  Discover ▸ What they do ▸"
    assert scribe.bar.kind.text() == "Thing they do"
    scribe.key(Qt.Key.Key_Down, CTRL)
    scribe.key(Qt.Key.Key_Tab)
    assert scribe.bar.place.text() == "Mara:  Compare ▸ Website ▸"
    assert scribe.bar.kind.text() == "Touchpoint"
    scribe.qtbot.keyClicks(scribe.line, "!")
    assert scribe.bar.kind.text() == "Pain point"
    scribe.canvas.persona = "persona_b"
    assert scribe.bar.place.text().startswith("Jonas:")


def test_an_empty_bar_says_what_to_do(scribe: Scribe) -> None:
    assert scribe.line.placeholderText() == "Type what is said, Enter makes a card"


def test_a_ring_on_the_map_is_where_the_next_card_lands(scribe: Scribe) -> None:
    def ring() -> QRectF:
        QApplication.processEvents()
        (mark,) = scribe.canvas.marks.of("capture")
        return mark.box

    def lands() -> QRectF:
        scribe.say(f"Line {len(list(scribe.map.all(Card)))}")
        card = max(scribe.map.all(Card), key=lambda card: int(card.title[5:]))
        box = scribe.canvas.box_of(card.id)
        assert box is not None
        return box

    scribe.key(Qt.Key.Key_Tab)
    for _ in range(3):
        before = ring()
        landed = lands()
        assert before.contains(landed.center()) or ring().height() > before.height()
        assert ring().contains(landed), "the lane has grown with its cards"
        scribe.canvas.camera.zoom_to(scribe.canvas.zoom * 1.3)
    before = ring()
    scribe.key(Qt.Key.Key_Down, CTRL)
    assert ring().top() >= before.bottom()
    assert ring().contains(lands())
    before = ring()
    scribe.key(Qt.Key.Key_Up)  # another wording of the card where it stands
    box = scribe.canvas.box_of(scribe.window.editor.selection.anchor)
    assert box is not None
    assert ring().center() == box.center() != before.center()
    scribe.key(Qt.Key.Key_Escape)
    assert ring() == before
    scribe.key(Qt.Key.Key_Escape)
    assert scribe.canvas.marks.of("capture") == ()


def test_those_who_look_on_see_no_ring(scribe: Scribe) -> None:
    scribe.do("view.audience")
    audience = scribe.window.live.audience
    assert audience is not None
    scribe.say("Asks")
    QApplication.processEvents()
    assert scribe.canvas.marks.of("capture")
    assert not audience.canvas.marks.of("capture")
    audience.close()


def test_the_text_is_large_enough_for_the_back_of_the_room(scribe: Scribe) -> None:
    assert scribe.line.fontInfo().pixelSize() >= 24


def test_enter_stays_and_tab_goes_a_step_on_and_back(scribe: Scribe) -> None:
    scribe.say("One")
    scribe.say("Two", Qt.Key.Key_Tab)
    scribe.say("Three", Qt.Key.Key_Backtab, SHIFT)
    scribe.say("Four")
    assert scribe.titles("step_0", "lane_0") == ["One", "Two", "Four"]
    assert scribe.titles("step_1", "lane_0") == ["Three"]
    scribe.key(Qt.Key.Key_Backtab, SHIFT)
    assert scribe.bar.said.text() == "This is the first step"


def test_feelings_have_no_cards_and_are_no_lane_to_stop_at(scribe: Scribe) -> None:
    for _ in range(6):
        scribe.key(Qt.Key.Key_Down, CTRL)
    assert scribe.bar.cell == ("step_0", "lane_3")
    assert scribe.bar.said.text() == "This is the last lane"


def test_what_stands_at_the_end_is_a_chip_and_backspace_makes_words_of_it(scribe: Scribe) -> None:
    scribe.qtbot.keyClicks(scribe.line, "Calls room #4")
    assert scribe.line._chips == [(11, 13)]
    assert scribe.bar.said.text() == "#4"
    scribe.key(Qt.Key.Key_Backspace)
    assert scribe.line.text == "Calls room #4"
    assert scribe.line._chips == []
    scribe.key(Qt.Key.Key_Return)
    card = scribe.card_called("Calls room #4")
    assert card.tags == ()


def test_scores_of_several_are_the_active_personas_alone(scribe: Scribe) -> None:
    scribe.canvas.persona = "persona_b"
    scribe.qtbot.keyClicks(scribe.line, "Waits =-2,-1,0")
    assert scribe.bar.said.text() == "Jonas −1 (−2 to 0, 3 people)"
    scribe.key(Qt.Key.Key_Return)
    card = scribe.card_called("Waits")
    (feeling,) = scribe.map.all(Feeling)
    assert feeling.id == feeling_id("persona_b", card.id)
    assert (feeling.score, feeling.low, feeling.high, feeling.n) == (-1.0, -2.0, 0.0, 3)


def test_nobody_is_made_a_person_in_silence(scribe: Scribe) -> None:
    scribe.say("Asks the bank @fred")
    assert list(scribe.map.all(Card)) == []
    assert "Nobody is called “fred”" in scribe.bar.said.text()
    scribe.key(Qt.Key.Key_Return)
    owner = scribe.map.get(scribe.card_called("Asks the bank").owner_id, Person)
    assert owner is not None
    assert owner.name == "fred"
    scribe.say("Asks again @sp")
    assert scribe.card_called("Asks again").owner_id == "person_1"


def test_typing_on_after_the_question_for_a_name_begins_another_card(scribe: Scribe) -> None:
    """The lead does not look: no two statements are glued together, and no word is lost."""
    for end, key, step in (
        ("@Lena", Qt.Key.Key_Return, "step_0"),
        ("@Lena x3", Qt.Key.Key_Tab, "step_0"),
        ("@Lena", Qt.Key.Key_Return, "step_1"),
    ):
        scribe.say(f"! Waits #wait {end}", key)
        scribe.say("The next one")
        first, second = (
            c for c in sorted(scribe.map.all(Card), key=lambda card: card.order)
        )  # fmt: skip
        assert (first.title, first.kind, first.tags) == ("Waits @Lena", "pain", ("wait",))
        assert (second.title, second.kind, first.step_id) == ("The next one", "doing", step)
        assert first.mentions == (3 if "x3" in end else None)
        assert second.step_id == ("step_0" if key == Qt.Key.Key_Return and step == "step_0"
                                  else "step_1")  # fmt: skip
        assert [person.name for person in scribe.map.all(Person)] == ["Sun-hee Park"]
        for _ in range(2):
            scribe.press("Ctrl+Z")
        assert scribe.bar.place.isVisible()


def test_a_line_that_was_asked_about_is_mended_where_the_caret_is_put(scribe: Scribe) -> None:
    scribe.say("Waits @Lena")
    scribe.key(Qt.Key.Key_Left)
    scribe.qtbot.keyClicks(scribe.line, "n")
    assert scribe.line.text == "Waits @Lenna"
    scribe.key(Qt.Key.Key_End)
    scribe.key(Qt.Key.Key_Return)
    scribe.key(Qt.Key.Key_Backspace)
    scribe.qtbot.keyClicks(scribe.line, "s")
    assert scribe.line.text == "Waits @Lennas", "it was answered: the line goes on"
    assert list(scribe.map.all(Card)) == []


def test_the_question_for_a_name_stands_in_ink_at_the_text(scribe: Scribe) -> None:
    bar = scribe.bar
    quiet, high = bar.said.foregroundRole(), bar.height()
    scribe.say("Waits @Lena")
    QApplication.processEvents()
    assert bar.said.foregroundRole() == QPalette.ColorRole.WindowText != quiet
    assert bar.said.x() == bar.line.x()
    assert not bar.place.isVisible()
    assert bar.height() == high, "the map does not jump"
    scribe.key(Qt.Key.Key_Backspace)
    QApplication.processEvents()
    assert bar.said.foregroundRole() == quiet
    assert bar.place.isVisible()
    assert bar.place.x() == bar.line.x()


def test_the_right_arrow_takes_a_completion_and_enter_and_tab_never_do(scribe: Scribe) -> None:
    scribe.say("Reads #phone")
    scribe.qtbot.keyClicks(scribe.line, "Calls #ph")
    assert scribe.line._ghost == "one"
    scribe.key(Qt.Key.Key_Return)
    assert scribe.card_called("Calls").tags == ("ph",)
    scribe.qtbot.keyClicks(scribe.line, "Writes #pho")
    scribe.key(Qt.Key.Key_Right)
    assert scribe.line.text == "Writes #phone"
    scribe.key(Qt.Key.Key_Tab)
    assert scribe.card_called("Writes").tags == ("phone",)


def test_a_lane_of_feelings_in_focus_is_told_to_take_no_cards(scribe: Scribe) -> None:
    said = "Feelings take no cards: they go to “What they do”"
    select = scribe.window.editor.selection.set
    least = scribe.bar.minimumSizeHint().width()
    select(cell=("step_2", "lane_feeling"))
    assert scribe.bar.said.text() == said
    assert scribe.bar.minimumSizeHint().width() <= least, "the window does not grow"
    assert scribe.bar.cell == ("step_2", "lane_0")
    scribe.key(Qt.Key.Key_Escape)
    scribe.open_bar()
    assert scribe.bar.said.text() == said
    scribe.say("Asks")
    assert scribe.bar.said.text() == ""
    select(cell=("step_2", "lane_1"))
    assert scribe.bar.said.text() == ""


def test_a_name_with_a_colon_makes_a_stage_or_goes_to_it(scribe: Scribe) -> None:
    scribe.say("Pay:")
    names = [scribe.map.get(step.stage_id, Stage).name for step in steps(scribe.map)]  # type: ignore[union-attr]
    assert names == ["Discover", "Pay", "Compare", "Buy", "Use"]
    scribe.say("Types the card number")
    assert scribe.card_called("Types the card number").step_id == steps(scribe.map)[1].id
    scribe.say("use:")
    assert len(steps(scribe.map)) == 5
    scribe.say("Unpacks it")
    assert scribe.card_called("Unpacks it").step_id == "step_3"
    scribe.say("Note::")
    assert scribe.card_called("Note:").step_id == "step_3"


def test_a_few_letters_lead_to_another_place(scribe: Scribe) -> None:
    scribe.qtbot.keyClicks(scribe.line, "@?buy sh")
    assert scribe.bar.said.text() == "Enter goes to Buy ▸ Shop"
    scribe.key(Qt.Key.Key_Return)
    assert scribe.bar.cell == ("step_2", "lane_2")
    assert scribe.line.text == ""
    scribe.say("@?zzz")
    assert scribe.bar.said.text() == "Nothing there reads so"
    assert scribe.line.text == "@?zzz"


def test_the_last_card_is_taken_back_for_another_wording(scribe: Scribe) -> None:
    scribe.say("!Waits on hold #phone x3")
    scribe.key(Qt.Key.Key_Up)
    assert scribe.line.text == "!Waits on hold #phone x3"
    for _ in range(2):  # once the chip becomes words, then the 3 goes
        scribe.key(Qt.Key.Key_Backspace)
    scribe.say("5")
    card = scribe.card_called("Waits on hold")
    assert (card.kind, card.tags, card.mentions) == ("pain", ("phone",), 5)
    assert len(list(scribe.map.all(Card))) == 1
    scribe.key(Qt.Key.Key_Up)
    scribe.key(Qt.Key.Key_Escape)
    assert scribe.line.text == ""
    assert scribe.bar.isVisible()


def test_a_card_that_is_taken_back_can_be_parked_or_carried_to_another_lane(scribe: Scribe) -> None:
    """“No, wait: that was in the shop.”"""
    scribe.say("Asks for help", Qt.Key.Key_Tab)
    scribe.key(Qt.Key.Key_Up)
    assert scribe.bar.place.text() == "Mara:  Discover ▸ What they do ▸"
    scribe.key(Qt.Key.Key_Down, CTRL)
    assert scribe.bar.place.text() == "Mara:  Discover ▸ Website ▸"
    assert scribe.bar.said.text() == "Enter rewrites this card; Esc leaves it as it is"
    scribe.key(Qt.Key.Key_Return)
    assert scribe.titles("step_0", "lane_1") == ["Asks for help"]
    scribe.say("Waits")
    assert scribe.titles("step_0", "lane_1") == ["Asks for help", "Waits"]
    scribe.key(Qt.Key.Key_Up)
    scribe.key(Qt.Key.Key_Return, CTRL)
    assert scribe.titles("", "") == ["Waits"]
    assert scribe.bar.said.text() == "“Waits” is in the parking lot"
    scribe.key(Qt.Key.Key_Up)
    scribe.say(" long")
    assert scribe.titles("", "") == ["Waits long"]
    assert scribe.bar.place.text() == "Mara:  Discover ▸ Website ▸"


def test_another_wording_leaves_the_bar_where_it_was(scribe: Scribe) -> None:
    scribe.say("Asks", Qt.Key.Key_Tab)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        scribe.key(Qt.Key.Key_Up)
        scribe.key(key)
        assert scribe.bar.place.text() == "Mara:  Compare ▸ What they do ▸"
    scribe.key(Qt.Key.Key_Up)
    scribe.say(" twice", Qt.Key.Key_Tab)
    assert scribe.bar.place.text() == "Mara:  Compare ▸ What they do ▸"
    assert scribe.titles("step_0", "lane_0") == ["Asks twice"]


def test_going_elsewhere_instead_of_another_wording_leaves_the_card_alone(scribe: Scribe) -> None:
    for elsewhere, word in (("@?us", "jump"), ("Renew:", "stage")):
        scribe.say(f"Before the {word}")
        scribe.key(Qt.Key.Key_Up)
        scribe.line.selectAll()
        scribe.say(elsewhere)
        scribe.say(f"After the {word}")
        assert scribe.card_called(f"Before the {word}")
        assert scribe.card_called(f"After the {word}")


def test_words_that_read_as_marks_stay_words_when_a_card_is_taken_back(scribe: Scribe) -> None:
    """Chips that Backspace turned back into text are text from then on."""
    scribe.qtbot.keyClicks(scribe.line, "Calls room #4")
    scribe.key(Qt.Key.Key_Backspace)
    scribe.key(Qt.Key.Key_Return)
    scribe.say("Note::")
    for title in ("Note:", "Calls room #4"):
        scribe.key(Qt.Key.Key_Up)
        scribe.key(Qt.Key.Key_Return)
        assert scribe.card_called(title).tags == ()
        scribe.key(Qt.Key.Key_Backspace, CTRL)
    assert len(scribe.stage_names()) == 4


def test_the_last_card_can_be_taken_back_though_a_stage_was_made_since(scribe: Scribe) -> None:
    scribe.say("Asks")
    scribe.say("Waits")
    scribe.say("Renew:")
    scribe.key(Qt.Key.Key_Up)
    assert scribe.line.text == "Waits"
    scribe.key(Qt.Key.Key_Escape)
    scribe.press("Ctrl+Z")  # the stage
    scribe.press("Ctrl+Z")
    scribe.key(Qt.Key.Key_Up)
    assert scribe.line.text == "Asks"


def test_undo_on_an_empty_line_undoes_on_the_map_and_says_what(scribe: Scribe) -> None:
    scribe.say("Asks")
    scribe.press("Ctrl+Z")
    assert list(scribe.map.all(Card)) == []
    assert scribe.bar.said.text() == "Taken back: Add “Asks”"
    scribe.press("Ctrl+Shift+Z")
    assert scribe.titles("step_0", "lane_0") == ["Asks"]
    assert scribe.bar.said.text() == "Done again: Add “Asks”"
    scribe.qtbot.keyClicks(scribe.line, "Wai")
    scribe.press("Ctrl+Z")
    assert (scribe.line.text, scribe.titles("step_0", "lane_0")) == ("", ["Asks"])


def test_nothing_is_said_to_be_taken_back_on_a_locked_map(scribe: Scribe) -> None:
    scribe.say("Asks")
    scribe.do("edit.lock")
    scribe.key(Qt.Key.Key_Backspace, CTRL)
    assert scribe.titles("step_0", "lane_0") == ["Asks"]
    assert "locked" in scribe.bar.said.text()
    scribe.do("edit.lock")
    scribe.key(Qt.Key.Key_Backspace, CTRL)
    assert scribe.bar.said.text() == "Taken back: Add “Asks”"


def test_chips_are_where_their_words_are_behind_emoji(scribe: Scribe) -> None:
    scribe.line.insertPlainText("Pays 😀😀 #phone")
    (chip,) = scribe.line.chip_boxes()
    assert abs(chip.right() - scribe.line.cursorRect().right()) <= 2
    scribe.key(Qt.Key.Key_Backspace)
    assert scribe.line.text == "Pays 😀😀 #phone"
    assert scribe.line.chip_boxes() == []


def test_a_completion_is_written_as_the_map_has_it(scribe: Scribe) -> None:
    scribe.say("Pays #Mobile")
    scribe.line.insertPlainText("😀 waits #mo")
    scribe.key(Qt.Key.Key_Right)
    assert scribe.line.text == "😀 waits #Mobile"


def test_ctrl_backspace_undoes_the_last_line_once_and_says_which(scribe: Scribe) -> None:
    scribe.say("One")
    scribe.say("Two")
    scribe.key(Qt.Key.Key_Backspace, CTRL)
    assert scribe.bar.said.text() == "Taken back: Add “Two”"
    assert [card.title for card in scribe.map.all(Card)] == ["One"]
    scribe.key(Qt.Key.Key_Backspace, CTRL)
    assert [card.title for card in scribe.map.all(Card)] == ["One"]


def test_ctrl_enter_parks(scribe: Scribe) -> None:
    scribe.say("Ask the bank", Qt.Key.Key_Return, CTRL)
    card = scribe.card_called("Ask the bank")
    assert (card.step_id, card.lane_id) == ("", "")
    assert "parking lot" in scribe.bar.said.text()
    scribe.say("Compares")
    assert scribe.card_called("Compares").step_id == "step_0"


def test_a_sign_alone_keeps_its_kind_until_it_is_typed_again(scribe: Scribe) -> None:
    scribe.say("!")
    assert scribe.bar.kind.text() == "Pain point · kept"
    scribe.say("Waits")
    scribe.say("+Knows")
    scribe.say("Pays twice")
    kinds = {card.title: card.kind for card in scribe.map.all(Card)}
    assert kinds == {"Waits": "pain", "Knows": "gain", "Pays twice": "pain"}
    scribe.say("!")
    scribe.say("Looks around")
    assert scribe.card_called("Looks around").kind == "doing"


def test_alt_and_a_number_keep_the_kind_that_has_it_on_the_map(scribe: Scribe) -> None:
    scribe.say("One")
    for number in range(1, 10):
        words = [i for i in KINDS if scribe.window.actions_[f"card.kind_{i}"].shortcut()
                 == QKeySequence(f"Alt+{number}")]  # fmt: skip
        scribe.key(Qt.Key(Qt.Key.Key_0 + number), ALT)
        assert [scribe.bar.kept_kind] == words
        assert scribe.bar.kind.text().endswith(" · kept")
    assert scribe.card_called("One").kind == "doing", "the card that was made is left alone"
    scribe.key(Qt.Key.Key_5, ALT)
    kept = scribe.bar.kept_kind
    scribe.say("Two")
    assert scribe.card_called("Two").kind == kept
    scribe.key(Qt.Key.Key_5, ALT)
    assert scribe.bar.kept_kind is None


def test_alt_and_a_letter_type_nothing(scribe: Scribe) -> None:
    for key in (Qt.Key.Key_X, Qt.Key.Key_0, Qt.Key.Key_3):
        scribe.key(key, ALT)
        scribe.key(key, ALT | SHIFT)
    assert scribe.line.text == ""
    scribe.key(Qt.Key.Key_At, ALT | CTRL)  # AltGr, on some systems
    assert scribe.line.text == "@"


def test_the_bar_begins_where_the_focus_is_and_gives_it_back(scribe: Scribe) -> None:
    scribe.key(Qt.Key.Key_Escape)
    assert not scribe.bar.isVisible()
    scribe.window.editor.selection.set(cell=("step_2", "lane_1"))
    scribe.open_bar()
    scribe.say("Pays")
    assert scribe.card_called("Pays").step_id == "step_2"
    scribe.press("Ctrl+J")
    assert not scribe.bar.isVisible()
    assert scribe.canvas.isAncestorOf(QApplication.focusWidget())


def test_what_is_typed_and_not_committed_is_kept_and_stays(scribe: Scribe) -> None:
    scribe.qtbot.keyClicks(scribe.line, "Half a sent")
    kept = scribe.window.document._keeping

    def is_kept() -> bool:
        file = kept.journal.file if kept.journal is not None else None
        return file is not None and b"Half a sent" in file.read_bytes()

    scribe.qtbot.waitUntil(is_kept)
    scribe.key(Qt.Key.Key_Escape)
    scribe.open_bar()
    assert scribe.line.text == "Half a sent"


def test_a_line_that_was_not_committed_is_put_aside_when_the_window_closes_at_once(
    scribe: Scribe,
) -> None:
    scribe.qtbot.keyClicks(scribe.line, "Half a sent")
    scribe.window.close()
    newest, *_ = aside = left(aside=True)
    assert [card.title for card in recover(newest).map.all(Card)] == ["Half a sent"]
    for each in aside:
        each.release()


def test_a_map_that_can_only_be_read_says_so(scribe: Scribe) -> None:
    scribe.window.document.read_only = "This map can only be read here."
    scribe.say("Compares")
    assert list(scribe.map.all(Card)) == []
    assert scribe.line.text == "Compares", "no word is lost"
    assert "can only be read" in scribe.bar.said.text()


@pytest.fixture
def from_the_right() -> Iterator[None]:
    """An interface as Arabic and Hebrew systems have it."""
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    QApplication.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


@pytest.mark.usefixtures("from_the_right")
def test_a_map_from_right_to_left_is_captured_like_any_other(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "map.journey.json"
    write_arabic(file)
    scribe = Scribe(qtbot, opened(windows, file))
    scribe.open_bar()
    bar, before = scribe.bar, set(scribe.map.records)
    assert bar.place.mapTo(bar, bar.place.rect().center()).x() > bar.width() // 2
    for letter in "تسأل الأمينة #هاتف =-1 x3":
        scribe.post(Qt.Key.Key_unknown, letter)
    QApplication.processEvents()
    first, second, third = bar.line.chip_boxes()
    assert first.left() > second.right() > third.right()
    scribe.key(Qt.Key.Key_Tab)
    (card,) = (r for i, r in scribe.map.records.items() if i not in before and type(r) is Card)
    assert (card.title, card.tags, card.mentions) == ("تسأل الأمينة", ("هاتف",), 3)
    assert bar.cell[0] == steps(scribe.map)[1].id
