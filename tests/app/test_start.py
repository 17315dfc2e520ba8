"""Where no window can be opened, one line says why, and what can be done without one."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import start
from tests.app.running import BICYCLE, ROOT, alone, touchline

NOTHING = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}


@pytest.mark.parametrize("words", [(), (BICYCLE,), (BICYCLE, BICYCLE)])
def test_without_a_display_one_line_says_so_and_names_what_needs_none(words: tuple[str]) -> None:
    ran = alone(*words, **NOTHING)
    assert (ran.returncode, ran.stdout) == (2, b"")
    said = ran.stderr.decode()
    assert said.startswith("touchline: there is no display to open a window on")
    assert "DISPLAY" in said
    assert "touchline export" in said
    assert said.count("\n") == 1


def test_a_map_that_is_not_there_is_told_before_any_window(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.journey.json")
    ran = alone(BICYCLE, gone, **NOTHING)
    assert ran.returncode == 2
    assert "gone.journey.json: there is no such file. `touchline new" in ran.stderr.decode()


def test_a_library_that_a_window_needs_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(start, "missing", lambda window=False: ["libxcb-cursor.so.0"] * window)
    said = start.why_no_window({"DISPLAY": ":1"})
    assert "libxcb-cursor.so.0" in said
    assert "apt install libxcb-cursor0" in said
    assert start.why_no_window({"QT_QPA_PLATFORM": "offscreen"}) == ""


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_either_kind_of_display_will_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "missing", lambda window=False: [])
    assert start.why_no_window({name: ":1"}) == ""
    assert start.why_no_window({}) != ""


def test_other_systems_always_have_a_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert start.why_no_window({}) == ""


def test_make_run_opens_no_window_that_nobody_would_see() -> None:
    assert "offscreen" in start.why_nobody_would_see_it({"QT_QPA_PLATFORM": "offscreen"})
    assert "no display" in start.why_nobody_would_see_it({})


def test_doctor_says_whether_the_editor_can_open(monkeypatch: pytest.MonkeyPatch) -> None:
    assert b"Editor: there is no display" in alone("doctor", **NOTHING).stdout
    assert b"Editor: a window can be opened" in alone("doctor").stdout
    monkeypatch.setattr(start, "missing", lambda window=False: ["libxcb-cursor.so.0"] * window)
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    monkeypatch.setenv("DISPLAY", ":1")
    result = touchline("doctor")
    assert result.exit_code == 1
    assert "Editor: MISSING, Qt needs libxcb-cursor.so.0" in result.stdout


def test_a_mistake_while_the_editor_runs_ends_in_one_line_all_the_same() -> None:
    script = (
        "import sys\n"
        "from app import start\n"
        "start._stay = lambda files: 1 / 0\n"
        f"sys.argv = ['touchline', {BICYCLE!r}]\n"
        "start.main()\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert ran.stderr.startswith("touchline: this is a mistake in Touchline: ZeroDivisionError")
    assert ran.stderr.count("\n") == 1
