"""A library that Qt lacks is named in one line with the package that brings it."""

from pathlib import Path

import pytest

from app.system import ALWAYS, WINDOW, advice, explain, missing

CI = (Path(__file__).parents[2] / ".ci" / "run").read_text("utf-8")


def lacks(*names: str):  # type: ignore[no-untyped-def]  # a loader for the tests
    def load(name: str) -> None:
        if name in names:
            raise OSError(name)

    return load


def cannot_open(name: str) -> ImportError:
    return ImportError(f"{name}: cannot open shared object file: No such file or directory")


@pytest.mark.parametrize(
    ("library", "debian", "fedora"),
    [
        ("libEGL.so.1", "libegl1", "libglvnd-egl"),
        ("libGL.so.1", "libgl1", "libglvnd-glx"),
        ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
        ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
        ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
        ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ],
)
def test_a_missing_library_is_named_with_its_package(
    library: str, debian: str, fedora: str
) -> None:
    line = explain(cannot_open(library), lacks())
    assert line == (
        f"Qt needs {library}, which this system lacks; install it with "
        f"`apt install {debian}` (Debian, Ubuntu) or `dnf install {fedora}` (Fedora)"
    )


def test_all_that_is_missing_is_named_at_once_and_each_package_once() -> None:
    load = lacks("libGL.so.1", "libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0")
    line = explain(cannot_open("libGL.so.1"), load)
    assert "libGL.so.1, libEGL.so.1, libglib-2.0.so.0, libgthread-2.0.so.0" in line
    assert "`apt install libgl1 libegl1 libglib2.0-0`" in line
    assert "\n" not in line


def test_a_library_that_nobody_foresaw_is_still_named() -> None:
    line = explain(cannot_open("libnovel-2.so.7"), lacks())
    assert "Qt needs libnovel-2.so.7" in line
    assert "apt install" not in line


def test_a_package_that_is_not_there_at_all_is_named() -> None:
    error = ModuleNotFoundError("No module named 'PySide6'", name="PySide6")
    assert explain(error, lacks()).startswith("PySide6 is not installed")


def test_any_other_trouble_is_told_in_one_line() -> None:
    line = explain(ImportError("libQt6Core.so.6: version `Qt_6.11'\n  not found"), lacks())
    assert line == "Qt cannot be loaded: libQt6Core.so.6: version `Qt_6.11' not found"


def test_nothing_is_advised_where_nothing_is_missing() -> None:
    assert advice(missing(window=True, load=lacks())) == ""


def test_what_a_window_needs_is_looked_for_only_when_asked() -> None:
    load = lacks("libxcb-cursor.so.0")
    assert missing(load=load) == []
    assert missing(window=True, load=load) == ["libxcb-cursor.so.0"]


def test_other_systems_bring_all_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert missing(window=True, load=lacks(*ALWAYS)) == []


def test_the_tests_here_run_where_nothing_is_missing() -> None:
    assert missing() == []


def test_the_check_machine_installs_every_package_that_no_other_one_brings() -> None:
    # What these depend on was asked of apt on a system with nothing installed (Debian 12).
    brought = {"libx11-6", "libfreetype6", "zlib1g", "libzstd1", "libxcb-util1", "libx11-xcb1"}
    brought |= {f"libxcb-{part}" for part in ("randr0", "render0", "shm0", "sync1", "xfixes0")}
    brought |= {"libxcb1", "libxcb-xkb1"}
    needed = {packages.debian for packages in (*ALWAYS.values(), *WINDOW.values())} - brought
    assert needed <= set(CI.split())
