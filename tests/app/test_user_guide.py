"""The user guide names keys, menus and pictures that there are, and no others."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import menus
from app.keys import keys_of, name, why_not
from app.window import Window
from app.windows import Windows
from resources import templates
from tests.app.running import ROOT
from tests.driver import Driver, opened

DOCS = ROOT / "docs"
GUIDE = (DOCS / "user-guide.md").read_text("utf-8")
KEYS = (DOCS / "keyboard.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
#: Held with a key or a button, they are no keys of their own.
HELD = {"Ctrl", "Shift", "Alt", "Ctrl+Shift", "Space"}
#: Neither may be heavier, in bytes: one picture, and all of them.
HEAVIEST, ALL = 250_000, 2_000_000

Row = tuple[tuple[str, ...], str]


def quoted(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`([^`]+)`", text))


def tables() -> dict[str, list[Row]]:
    """The tables of keys by their headings."""
    found: dict[str, list[Row]] = {}
    heading = ""
    for line in KEYS.splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("|") and not line.startswith(("| key", "| gesture", "|---")):
            keys, does = (cell.strip() for cell in line.strip("|").split("|"))
            found.setdefault(heading, []).append((quoted(keys), does))
    return found


def slug(heading: str) -> str:
    """What a heading is called in a link."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


@pytest.fixture
def window(windows: Windows) -> Window:
    return windows.new()


def ways(window: Window) -> dict[str, str]:
    """Every command as the guide names it: "Arrange ▸ Stage ▸ Split stage here"."""
    commands = window.actions_.commands
    found = menus.paths((*commands, "file.recent")).items()
    names = {i: name(command) for i, command in commands.items()}
    names["file.recent"] = window.recent.title().replace("&", "")
    return {f"{way} ▸ {names[i]}": i for i, way in found}


def keys_in(window: Window) -> dict[str, tuple[QKeySequence, ...]]:
    """The keys of every command that has some."""
    found: Mapping[str, tuple[QKeySequence, ...]] = {
        i: tuple(k for k in keys_of(command, {}) if not why_not(k))
        for i, command in window.actions_.commands.items()
    }
    return {i: keys for i, keys in found.items() if keys}


def test_the_tables_name_every_key_of_a_command_and_no_other(window: Window) -> None:
    known, there = ways(window), keys_in(window)
    told = {
        f"{heading} ▸ {does}": {QKeySequence(key) for key in keys}
        for heading, rows in tables().items()
        for keys, does in rows
        if heading.split(" ▸ ")[0] in {title.replace("&", "") for title, _ in menus.MENUS}
    }
    assert set(told) == {way for way, command in known.items() if command in there}
    for way, keys in told.items():
        assert keys, way
        assert keys <= set(there[known[way]]), way


def test_the_guide_names_only_keys_that_the_tables_name() -> None:
    known = {key for rows in tables().values() for keys, _ in rows for key in keys} | HELD
    looks_so = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+?)+\S*|F\d+|[A-Z][a-z]+(?: Up| Down)?|Esc")
    named = {span for span in quoted(GUIDE) if looks_so.fullmatch(span)}
    assert len(named) > 25
    assert named <= known


def test_every_key_on_the_map_means_something_there(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "ride.journey.json"
    file.write_bytes(templates.path("bicycle").read_bytes())
    editor = opened(qtbot, windows, file)
    keys = [
        key for keys, _ in tables()["On the map"] for key in keys if key not in HELD - {"Space"}
    ]
    assert len(keys) > 10
    for key in keys:
        editor.click("Compares three tariffs on the phone")
        assert _taken(editor, key), key
        editor.canvas.editing.cancel()


def _taken(editor: Driver, key: str) -> bool:
    """Whether the canvas, or a command that has it, does something with a key."""
    pressed = QKeySequence(key.replace("Page ", "Pg"))[0]
    accepted = []
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, pressed.key(), pressed.keyboardModifiers())
        event.ignore()
        QApplication.sendEvent(editor.canvas.view, event)
        accepted.append(event.isAccepted())
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
    return accepted[0] or editor.canvas.editing.is_on


@pytest.mark.parametrize("document", ["README.md", "docs/user-guide.md", "docs/keyboard.md"])
def test_every_place_in_the_menus_that_is_named_is_there(window: Window, document: str) -> None:
    text = " ".join((ROOT / document).read_text("utf-8").split())
    named = set(re.findall(r"\*\*([^*]* ▸ [^*]*)\*\*", text))
    assert named
    assert named <= set(ways(window))


def _links(file: Path) -> Iterator[str]:
    text = re.sub(r"```.*?```", "", file.read_text("utf-8"), flags=re.DOTALL)
    yield from re.findall(r"\]\(([^)\s]+)\)", text)


@pytest.mark.parametrize(
    "file", [ROOT / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda f: f.name
)
def test_every_link_leads_somewhere(file: Path) -> None:
    for link in _links(file):
        if link.startswith(("http:", "https:", "mailto:")):
            continue
        path, _, part = link.partition("#")
        target = file.parent / path if path else file
        assert target.exists(), link
        if part:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert part in map(slug, headings), link


def test_every_picture_is_shown_somewhere_and_none_is_heavy() -> None:
    shown = {
        (file.parent / link).resolve()
        for file in (ROOT / "README.md", *DOCS.glob("*.md"))
        for link in _links(file)
        if link.endswith(".png")
    }
    there = {file.resolve() for file in (DOCS / "pictures").iterdir()}
    assert shown == there
    assert max(file.stat().st_size for file in there) < HEAVIEST
    assert sum(file.stat().st_size for file in there) < ALL


def test_the_guide_leads_to_each_of_its_parts_in_order() -> None:
    listed = re.findall(r"^\d+\. \[(.+)\]\(#", GUIDE, re.MULTILINE)
    assert listed == re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
