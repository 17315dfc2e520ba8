"""`touchline doctor` says what is installed and what is missing, and nothing of any map."""

import json
import platform
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from app import reports
from app.commands import doctor, doctor_desktop
from app.commands.facts import nameless
from app.log import Log
from app.settings import Settings
from resources import fonts
from tests.app.running import BICYCLE, alone, done, touchline


@pytest.fixture(autouse=True)
def _quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desktop is asked in a process of its own, which only a test of that waits for."""
    if "desktop" not in request.node.name and "settings" not in request.node.name:
        monkeypatch.setattr(doctor_desktop, "_ask", lambda _: {"Theme": "light"})


def test_it_names_the_versions_the_scripts_and_the_state_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "touchline"))
    text = done("doctor")
    assert text.endswith("\nEverything is here.\n")
    names = [line.split(":")[0] for line in text.splitlines()]
    assert names[:4] == ["--- Installed ---", "Touchline", "Python", "Qt for Python"]
    assert "HarfBuzz, by uharfbuzz" in names
    assert sys.version.split()[0] in text
    (scripts,) = (line for line in text.splitlines() if line.startswith("Scripts: "))
    for script in ("Latin", "Arabic", "Japanese", "Chinese (simplified)", "Korean"):
        assert script in scripts
    assert f"State folder: {nameless(str(tmp_path))}/touchline, made when it is needed" in text
    assert list(tmp_path.iterdir()) == []


def test_a_missing_library_of_qt_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "missing", lambda: ["libEGL.so.1"])
    result = touchline("doctor")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "Qt: MISSING, Qt needs libEGL.so.1" in result.stdout
    assert "Everything" not in result.stdout
    assert "apt install libegl1" in result.stdout


def test_a_qt_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "missing", list)
    monkeypatch.setitem(sys.modules, "PySide6.QtGui", None)
    result = touchline("doctor")
    assert result.exit_code == 1
    assert "Qt: MISSING, " in result.stdout


def test_a_missing_font_and_its_scripts_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = fonts.path
    gone = "noto-sans-kr-400"
    monkeypatch.setattr(fonts, "path", lambda key: tmp_path / "x" if key == gone else real(key))
    result = touchline("doctor")
    assert result.exit_code == 1
    assert f"Fonts: MISSING, {fonts.manifest()[gone].file}; install Touchline" in result.stdout
    assert "Korean" not in result.stdout
    assert "Japanese" in result.stdout


def test_a_missing_library_of_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_LIBRARIES", (("no-such-thing", "Nothing"),))
    result = touchline("doctor")
    assert result.exit_code == 1
    assert "Nothing: MISSING, install Touchline again" in result.stdout


def test_a_state_folder_that_cannot_be_made_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "file/touchline"))
    result = touchline("doctor")
    assert result.exit_code == 1
    shown = f"{nameless(str(tmp_path))}/file/touchline"
    assert f"State folder: MISSING, {shown} cannot be written" in result.stdout


def test_the_home_folder_is_not_told(tmp_path: Path) -> None:
    (tmp_path / ".local/state/touchline").mkdir(parents=True)
    ran = alone("doctor", HOME=str(tmp_path), XDG_STATE_HOME="", TOUCHLINE_STATE="")
    assert str(tmp_path) not in ran.stdout.decode()
    assert b"State folder: ~/.local/state/touchline, writable\n" in ran.stdout


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's state folder, empty yet; the settings are new ones."""
    monkeypatch.setenv("TOUCHLINE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "state"


def _under(heading: str, text: str) -> list[str]:
    """The lines under a heading."""
    return text.partition(f"--- {heading} ---\n")[2].partition("\n\n")[0].splitlines()


def test_what_it_says_stands_under_headings(state: Path) -> None:
    text = done("doctor")
    headings = [line for line in text.splitlines() if line.startswith("---")]
    assert headings == [
        "--- Installed ---",
        "--- Settings and desktop ---",
        "--- git ---",
        "--- State folder ---",
        "--- Mistakes that were reported ---",
        "--- End of the log ---",
    ]
    assert _under("Mistakes that were reported", text) == ["None."]
    assert _under("End of the log", text) == ["Nothing was logged."]


def test_the_settings_that_matter_are_told(state: Path) -> None:
    settings = Settings()
    settings.theme = "dark"
    settings.keep_keys("view.fit", ("F7",))
    settings.keep_keys("view.zoom_in", ("F8",))
    settings.sync()
    told = _under("Settings and desktop", done("doctor"))
    assert "Theme: dark" in told
    assert "Own shortcuts: 2" in told
    assert any(line.startswith("Language: ") for line in told)
    assert any(re.fullmatch(r"Desktop: offscreen, \d+ x \d+ at 1", line) for line in told)


def test_a_start_that_joins_no_running_touchline_is_told(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.delenv("TMPDIR", raising=False)
    (told,) = (line for line in done("doctor").splitlines() if line.startswith("Second start"))
    assert "does not join the Touchline that is running" in told


def test_without_a_display_the_settings_are_told_and_no_screens(state: Path) -> None:
    ran = alone("doctor", QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    told = _under("Settings and desktop", ran.stdout.decode())
    assert "Theme: system" in told
    assert not any(line.startswith("Desktop") for line in told)


def test_a_desktop_that_does_not_answer_ends_nothing(state: Path) -> None:
    ran = alone("doctor", QT_QPA_PLATFORM="none-such", DISPLAY=":1")
    told = _under("Settings and desktop", ran.stdout.decode())
    assert "Desktop: cannot be reached (exit code -6)" in told
    assert "Theme: system" in told


def test_a_desktop_that_takes_too_long_is_not_waited_for(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_desktop, "_LONGEST", 0)
    told = _under("Settings and desktop", done("doctor"))
    assert told == ["Desktop: gave no answer within 0 s", "Settings: gave no answer within 0 s"]


def test_what_the_state_folder_holds_is_counted_and_never_named(state: Path) -> None:
    for name, size in (
        ("journals/Zanzibar.journal", 1500),
        ("saved/Zanzibar-12/1.json", 700),
        ("saved/Zanzibar-12/2.json", 800),
        ("backups/Zanzibar.json", 2_500_000),
    ):
        (state / name).parent.mkdir(parents=True, exist_ok=True)
        (state / name).write_bytes(b"x" * size)
    text = done("doctor")
    told = _under("State folder", text)
    assert "Maps not saved yet: 1 file, 1.5 kB" in told
    assert "Earlier saved states: 2 files, 1.5 kB" in told
    assert "Backups of older files: 1 file, 2.5 MB" in told
    assert "Reports of mistakes: none" in told
    assert any(re.fullmatch(r"Free space: [\d.]+ [kMGT]B", line) for line in told)
    assert "Zanzibar" not in text


def test_the_last_mistakes_are_told_without_what_the_errors_said(state: Path) -> None:
    for minute in range(12):
        time = datetime(2026, 3, 1, 12, minute, tzinfo=UTC)
        what = reports.mistake(KeyError("Zanzibar"))
        reports.write(
            reports.text(what, {}, time=time, count=minute + 1), "KeyError", time=time, state=state
        )
    text = done("doctor")
    told = _under("Mistakes that were reported", text)
    assert len(told) == 10
    assert told[0] == "2026-03-01T12:11:00+00:00: KeyError at unknown, 12 times"
    assert "Zanzibar" not in text


def test_the_end_of_the_log_names_neither_user_nor_computer_nor_home(
    state: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "anna"))
    monkeypatch.setenv("USER", "anna")
    monkeypatch.setattr(platform, "node", lambda: "annas-laptop.example.org")
    log = Log()
    log.start(state / "log")
    for number in range(40):
        log.put("WARNING", "touchline", f"{number} {tmp_path}/anna/x, ANNA on annas-laptop, Joanna")
    told = _under("End of the log", done("doctor"))
    assert len(told) == 30
    assert told[-1].endswith("WARNING touchline: 39 ~/x, (user) on (computer), Joanna")


def test_nobody_in_particular_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "root")
    monkeypatch.setenv("HOME", "/")
    assert nameless("root of /usr") == "root of /usr"


def test_the_schema_that_is_printed_holds_for_a_template() -> None:
    schema = json.loads(done("schema"))
    jsonschema.validate(json.loads(Path(BICYCLE).read_text("utf-8")), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"format": "other"}, schema)
