"""`touchline doctor` says what is installed and what is missing, and nothing of any map."""

import json
import sys
from pathlib import Path

import jsonschema
import pytest

from app.commands import doctor
from app.commands.facts import nameless
from resources import fonts
from tests.app.running import BICYCLE, alone, done, touchline


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


def test_the_schema_that_is_printed_holds_for_a_template() -> None:
    schema = json.loads(done("schema"))
    jsonschema.validate(json.loads(Path(BICYCLE).read_text("utf-8")), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"format": "other"}, schema)
