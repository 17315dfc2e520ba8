"""The timer that everybody sees."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.live_marks import LiveMarks
from app.timer_dialog import TimerDialog
from app.windows import Windows
from resources import templates
from tests.driver import Driver, opened
from widgets.presenting.timer import Countdown, in_figures
from widgets.presenting.timer_face import TimerFace
from widgets.theme import Theme


class Clock:
    """Says what it is told to say, in seconds."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timer(clock: Clock, qtbot: QtBot) -> Countdown:
    return Countdown(clock=clock)


@pytest.fixture
def lead(qtbot: QtBot, windows: Windows, tmp_path: Path, clock: Clock) -> Driver:
    """The bicycle map, with a clock that stands still."""
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    made = opened(qtbot, windows, file)
    made.window.live.timer._clock = clock
    return made


def marks(lead: Driver) -> LiveMarks:
    found = lead.window.live._marks
    assert found is not None
    return found


def test_seconds_are_shown_as_on_a_clock() -> None:
    assert [in_figures(s) for s in (0, 9, 65, 600, 3599, 3600, 3661)] == [
        "0:00", "0:09", "1:05", "10:00", "59:59", "1:00:00", "1:01:01"
    ]  # fmt: skip


def test_it_says_how_long_it_still_is_and_that_it_is_over_once(
    timer: Countdown, clock: Clock, qtbot: QtBot
) -> None:
    over: list[bool] = []
    timer.ended.connect(lambda: over.append(True))
    timer.start(65)
    assert timer.text == "1:05"
    clock.now += 0.4
    assert timer.text == "1:05"
    clock.now += 0.7
    assert timer.text == "1:04"
    clock.now += 500  # covered, asleep or busy for all that time
    timer.look()
    timer.look()
    assert timer.text == "Time is up"
    assert over == [True]
    timer.stop()
    assert timer.text == ""


def test_it_can_stand_still_go_on_and_be_given_a_minute_more(
    timer: Countdown, clock: Clock
) -> None:
    timer.start(300)
    clock.now += 100
    timer.pause()
    clock.now += 1000
    assert (timer.state, timer.text) == ("paused", "3:20")
    timer.more()
    assert timer.text == "4:20"
    timer.pause()
    clock.now += 10
    assert (timer.state, timer.text) == ("running", "4:10")
    timer.more()
    assert timer.text == "5:10"
    clock.now += 400
    timer.look()
    timer.more()
    assert (timer.state, timer.text) == ("running", "1:00")


def test_it_ticks_by_itself_once_a_second_and_not_more_often(
    timer: Countdown, clock: Clock, qtbot: QtBot
) -> None:
    said: list[str] = []
    timer.changed.connect(lambda: said.append(timer.text))
    timer.start(2)
    assert timer._tick.interval() == pytest.approx(1000, abs=2)
    clock.now += 1.98
    timer._tick.start(0)  # the second that is due
    qtbot.waitUntil(lambda: len(said) == 2)
    clock.now += 0.05
    qtbot.waitUntil(lambda: said[-1] == "Time is up")
    assert said == ["0:02", "0:01", "Time is up"]


def test_five_minutes_stand_at_the_bottom_and_in_large_before_the_audience(
    lead: Driver, clock: Clock
) -> None:
    lead.do("view.audience")
    audience = lead.window.live.audience
    assert audience is not None
    face = audience.top.timer
    assert not face.isVisible()
    before = audience.canvas.geometry()
    lead.do("view.timer_5")
    lead.settle()
    assert marks(lead).timer.isVisible()
    assert marks(lead).timer.text() == "5:00"
    assert face.isVisible()
    assert face.text == "5:00"
    assert face._font().pixelSize() >= 40
    assert audience.canvas.geometry() == before  # nothing jumps
    assert face.accessibleName() == "Timer, 5:00"
    lead.do("view.timer_more")
    assert face.text == marks(lead).timer.text() == "6:00"
    lead.do("view.timer_pause")
    assert marks(lead).timer.text() == "6:00 · paused"
    lead.do("view.timer_pause")
    lead.do("view.audience")
    clock.now += 60  # it goes on without anybody's window
    lead.do("view.audience")
    audience = lead.window.live.audience
    assert audience is not None
    face = audience.top.timer
    assert face.isVisible()
    assert face.text == "5:00"
    lead.do("view.timer_stop")
    assert not face.isVisible()
    assert not marks(lead).timer.isVisible()


def test_any_number_of_minutes_is_typed_and_started_without_the_pointer(lead: Driver) -> None:
    lead.press("Ctrl+T")
    (dialog,) = lead.window.findChildren(TimerDialog)
    assert dialog.minutes.hasFocus()
    lead.type("7")
    lead.press("Return")
    assert lead.window.live.timer.text == "7:00"
    lead.do("view.timer_other")
    dialog = next(d for d in lead.window.findChildren(TimerDialog) if d.isVisible())
    lead.qtbot.mouseClick(dialog.often[1], Qt.MouseButton.LeftButton)
    assert lead.window.live.timer.text == "10:00"


def test_the_end_is_shown_calmly_and_heard_only_if_that_is_asked_for(
    lead: Driver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[bool] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append(True))
    timer = lead.window.live.timer
    lead.do("view.audience")
    audience = lead.window.live.audience
    assert audience is not None
    face = audience.top.timer
    lead.do("view.timer_5")
    assert face.ground() == ""
    clock.now += 250
    timer.look()
    assert face.ground() == "card.activity.tint"
    clock.now += 60
    timer.look()
    assert face.text == "Time is up"
    assert face.ground() == "card.pain.tint"
    assert marks(lead).timer.text() == "Time is up"
    assert heard == []
    lead.settle()
    assert not lead.window.actions_["view.timer_pause"].isEnabled()
    lead.do("view.timer_sound")
    lead.do("view.timer_more")
    clock.now += 61
    timer.look()
    assert heard == [True]


def test_longer_words_and_figures_are_never_cut(timer: Countdown, qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    face = TimerFace(timer, Theme("light", around), around)
    wide = []
    for seconds in (59, 600, 3600):
        timer.start(seconds)
        wide.append(face.sizeHint().width())
        assert wide[-1] >= face.fontMetrics().horizontalAdvance(timer.text)
    assert wide == sorted(wide)
