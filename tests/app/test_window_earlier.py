"""Earlier saved states: seen with their time and what changed since, opened, gone back to."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import earlier
from app.earlier import EarlierStates
from app.earlier_words import since, whens
from app.opening import Opening
from app.window import Window
from app.windows import Windows
from model.change import JourneyMap, apply
from model.edits.cards import add_card
from model.edits.removing import remove
from model.files import codec, kept
from model.files.codec import digest
from model.ids import Ids
from model.layout.scene import Bounds, Scene
from model.records import Card, evolve
from resources import templates
from tests.app.pressing import edit, nothing_is_asked, opened, press
from widgets.panels import map_picture


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "state"))


@pytest.fixture
def ride(tmp_path: Path) -> Path:
    """A map in a file, saved three times: five cards fewer each time."""
    file = tmp_path / "ride.journey.json"
    journey = codec.load(templates.path("bicycle")).map
    for saved in moments():
        if saved != next(moments()):
            cards = sorted(card.id for card in journey.all(Card))[:5]
            journey = apply(remove(journey, *cards), journey)
        data = codec.dumps(journey)
        kept.keep(file, data, digest(data), now=saved)
    file.write_bytes(data)
    return file


def moments() -> Iterator[datetime]:
    """When the map was saved."""
    for month in (3, 7, 11):
        yield datetime(2024, month, 12, 16, 40).astimezone()


def shown(window: Window) -> EarlierStates:
    """The dialog, opened from the menu."""
    window.actions_.run("file.earlier")
    (dialog,) = (d for d in window.findChildren(EarlierStates) if d.isVisible())
    return dialog


def lines(dialog: EarlierStates) -> list[str]:
    """What each row says below its time."""
    return [dialog.list.said(row) for row in range(dialog.list.count())]


def number_of_cards(of: JourneyMap) -> int:
    return sum(1 for _ in of.all(Card))


def test_each_state_says_when_it_was_saved_and_what_changed_since(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    dialog = shown(opened(windows, ride))
    assert [dialog.list.item(row).text() for row in range(3)] == [
        f"12 {month} 2024 16:40" for month in ("November", "July", "March")
    ]
    qtbot.waitUntil(lambda: all(lines(dialog)))
    assert lines(dialog)[0] == "As the map is now"
    assert lines(dialog)[1].startswith("Since then 5 cards removed")
    assert lines(dialog)[2].startswith("Since then 10 cards removed")
    spoken = dialog.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "12 July 2024 16:40. Since then 5 cards removed" in spoken


def test_the_chosen_state_is_seen_beside_the_list(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    dialog = shown(opened(windows, ride))
    qtbot.waitUntil(lambda: dialog.picture.has_picture)
    now = dialog.picture.grab().toImage()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.about.text().startswith("12 July 2024 16:40: since then"))
    qtbot.waitUntil(lambda: dialog.picture.grab().toImage() != now)


def test_enter_opens_a_copy_that_has_no_file_yet_and_is_saved_beside_the_map(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    before = ride.read_bytes()
    dialog = shown(window)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(windows.all) == 2)
    copy = windows.all[-1]
    assert copy.windowTitle() == "ride, 12 March 2024 16.40[*] - Touchline"
    assert number_of_cards(copy.document.map) == number_of_cards(window.document.map) + 10
    assert copy.document.path is None
    assert not copy.is_untouched
    assert copy.document.proposed == ride.with_name("ride, 12 March 2024 16.40.journey.json")
    assert ride.read_bytes() == before
    assert nothing_is_asked(window)


def test_enter_reads_a_large_state_once_which_takes_a_while(
    windows: Windows, ride: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    monkeypatch.setattr("app.opening.load", lambda *of: read.append(of[2]))
    dialog = shown(opened(windows, ride))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert len(read) == 1
    dialog.reject()


def test_going_back_is_one_edit_that_can_be_undone(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    edit(window, "Compare tariffs")
    now = window.document.map
    dialog = shown(window)
    dialog.list.setCurrentRow(1)
    press(qtbot, dialog.back_button)
    qtbot.waitUntil(lambda: len(window.document.done) == 2)
    assert window.document.done[-1].label == "Go back to the state saved 12 July 2024 16:40"
    assert (
        window.document.map == codec.loads(kept.find(ride, kept.states(ride)[1].digest) or b"").map
    )
    assert window.isWindowModified()
    window.actions_.run("edit.undo")
    assert window.document.map == now


def test_there_is_nothing_to_go_back_to_where_nothing_changed(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    dialog = shown(window)
    qtbot.waitUntil(lambda: not dialog.back_button.isEnabled())
    assert dialog.open_button.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.waitUntil(dialog.back_button.isEnabled)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert nothing_is_asked(window)
    assert window.document.done == ()


def test_a_state_that_was_damaged_is_told_and_cannot_be_chosen(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    state = kept.states(ride)[1]
    state.file.chmod(0o600)
    state.file.write_bytes(state.file.read_bytes()[:100])
    dialog = shown(opened(windows, ride))
    dialog.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: "damaged" in dialog.about.text())
    assert not dialog.open_button.isEnabled()
    assert not dialog.back_button.isEnabled()
    assert "nothing to see" in dialog.picture.words


def test_a_map_that_may_not_be_edited_is_not_gone_back_in(
    windows: Windows, ride: Path, qtbot: QtBot
) -> None:
    window = opened(windows, ride)
    window.document.read_only = "Somebody else has it open."
    dialog = shown(window)
    dialog.list.setCurrentRow(2)
    qtbot.waitUntil(lambda: all(lines(dialog)))
    assert dialog.open_button.isEnabled()
    assert not dialog.back_button.isEnabled()


def test_a_large_state_is_not_looked_at_beforehand_and_opens_all_the_same(
    windows: Windows, ride: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(windows, ride)
    monkeypatch.setattr(earlier, "_LOOKED_AT", 1000)
    monkeypatch.setattr(earlier, "_AHEAD", 1000)
    monkeypatch.setattr(codec, "MOST_BYTES", 1000)
    dialog = shown(window)
    qtbot.waitUntil(lambda: "too large" in dialog.picture.words)
    assert lines(dialog)[0] == "0 MB"
    press(qtbot, dialog.open_button)
    assert dialog.findChildren(Opening)
    qtbot.waitUntil(lambda: len(windows.all) == 2, timeout=20_000)
    assert number_of_cards(windows.all[-1].document.map) == number_of_cards(window.document.map)


def test_what_changed_since_a_larger_state_is_looked_at_when_it_is_chosen(
    windows: Windows, ride: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "_AHEAD", 1000)
    dialog = shown(opened(windows, ride))
    qtbot.waitUntil(lambda: lines(dialog)[0] == "As the map is now")
    assert all("choose it" in line for line in lines(dialog)[1:])
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "5 cards removed" in lines(dialog)[1])
    assert "choose it" in lines(dialog)[2]


@pytest.mark.parametrize("saved", [True, False])
def test_where_there_is_none_yet_it_says_so_and_what_is_kept(
    windows: Windows, tmp_path: Path, saved: bool, qtbot: QtBot
) -> None:
    file = tmp_path / "new.journey.json"
    file.write_bytes(templates.path("bank").read_bytes())
    window = opened(windows, file) if saved else windows.new("bank")
    dialog = shown(window)
    assert "There are none yet" in dialog.said.text()
    assert "The last ten saved states of every map are kept" in dialog.said.text()
    buttons = [b for b in dialog.findChildren(QPushButton) if b.isVisible()]
    assert [b.text().replace("&", "") for b in buttons] == ["Close"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert nothing_is_asked(window)


def test_it_says_where_the_states_are_kept_and_shows_the_folder(
    windows: Windows, ride: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[Path] = []

    def show(url: QUrl) -> bool:
        asked_for.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    dialog = shown(opened(windows, ride))
    folder = kept.folder_of(ride)
    assert str(folder) in dialog.said.text().replace("\u200e", "")
    press(qtbot, dialog.folder_button)
    assert asked_for == [folder]


def test_states_of_a_map_that_was_renamed_are_still_there(windows: Windows, ride: Path) -> None:
    moved = ride.rename(ride.with_name("journey of a rider.journey.json"))
    assert len(shown(opened(windows, moved)).states) == 3


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_map_is_seen_from_where_it_begins(
    windows: Windows, language: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[float, Bounds]] = []

    def paint(scene: Scene, *_: object, exposed: Bounds) -> None:
        seen.append((scene.width, exposed))

    monkeypatch.setattr(map_picture, "paint", paint)
    journey = codec.load(templates.path("bicycle")).map
    info = evolve(journey.info, language=language)
    picture = map_picture.MapPicture(windows.theme)
    qtbot.addWidget(picture)
    picture.show_map(apply({"map": (journey.info, info)}, journey))
    picture.resize(240, 200)
    picture.grab()
    width, exposed = seen[-1]
    assert exposed.w < width
    begins = exposed.x + exposed.w == pytest.approx(width) if language == "ar" else exposed.x == 0
    assert begins


def test_moments_are_said_as_people_say_them() -> None:
    now = datetime(2031, 3, 4, 15, 0).astimezone()
    of = [
        now,
        now.replace(hour=9, minute=5),
        now - timedelta(days=1),
        now - timedelta(days=20),
        now - timedelta(days=400),
        now - timedelta(seconds=30),
        now - timedelta(seconds=40),
    ]
    assert whens(of, now.date()) == [
        "Today 15:00",
        "Today 9:05",
        "Yesterday 15:00",
        "12 February 15:00",
        "28 January 2030 15:00",
        "Today 14:59:30",
        "Today 14:59:20",
    ]
    assert whens([datetime(2031, 3, 4, 15, 0, tzinfo=UTC)], now.date())


def test_what_changed_since_is_said_in_one_short_line() -> None:
    then = codec.load(templates.path("bicycle")).map
    first, second, *_ = then.all(Card)
    assert since(then, then) == "As the map is now"
    renamed = apply({first.id: (first, evolve(first, title="Other"))}, then)
    assert since(then, renamed) == "Since then 1 card changed"
    titled = apply({"map": (then.info, evolve(then.info, title="Other"))}, then)
    assert since(then, titled) == "Since then 1 change, none in cards"
    both = apply({second.id: (second, None), "map": (then.info, titled.info)}, renamed)
    assert since(then, both) == "Since then 1 card removed, 1 changed, 1 other change"
    more = apply(
        add_card(then, Ids(), kind="note", title="New", step_id=first.step_id,
                 lane_id=first.lane_id),
        then,
    )  # fmt: skip
    assert since(then, more) == "Since then 1 card added"
