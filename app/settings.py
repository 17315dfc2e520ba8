"""What the program remembers from one start to the next: looks, places, files, keys.

Nothing of a map is kept here but the names of files. Every value that is read is checked:
the file may be of another version, or written by hand.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from widgets.theme import CHOICES, Choice

#: How many files are kept in the list of recent ones.
MOST_RECENT = 12


class Settings:
    """Typed access to one settings file.

    Without `file` it is the user's own ("~/.config/Touchline/Touchline.conf" on Linux).
    """

    def __init__(self, file: Path | None = None) -> None:
        self._kept = (
            QSettings("Touchline", "Touchline")
            if file is None
            else QSettings(str(file), QSettings.Format.IniFormat)
        )

    @property
    def theme(self) -> Choice:
        """Light, dark, or as the system is."""
        kept = str(self._kept.value("theme", "system"))
        return kept if kept in CHOICES else "system"

    @theme.setter
    def theme(self, choice: Choice) -> None:
        self._kept.setValue("theme", choice)

    @property
    def geometry(self) -> QByteArray:
        """Where the last window was, as QWidget.saveGeometry gives it; empty if unknown."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._kept.setValue("window/geometry", value)

    @property
    def layout(self) -> QByteArray:
        """Where its panels were, as QMainWindow.saveState gives it; empty if unknown."""
        return self._bytes("window/layout")

    @layout.setter
    def layout(self, value: QByteArray) -> None:
        self._kept.setValue("window/layout", value)

    @property
    def folder(self) -> Path:
        """Where files are looked for first: where the last one was."""
        kept = Path(str(self._kept.value("files/folder", "")) or Path.home())
        return kept if kept.is_dir() else Path.home()

    @folder.setter
    def folder(self, value: Path) -> None:
        self._kept.setValue("files/folder", str(value))

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened or saved lately, the last one first, whether or not they are there."""
        return tuple(Path(name) for name in self._texts("files/recent"))[:MOST_RECENT]

    def remember(self, file: Path) -> None:
        """Put a file at the top of the recent ones, and look for others in its folder."""
        file = file.absolute()
        self._keep_recent((file, *(other for other in self.recent if other != file)))
        self.folder = file.parent

    def forget(self, *files: Path) -> None:
        """Take files off the list of recent ones; all of them if none is named."""
        self._keep_recent(other for other in self.recent if files and other not in files)

    @property
    def poster(self) -> dict[str, Any]:
        """How the last poster was exported."""
        try:
            kept = json.loads(str(self._kept.value("poster", "{}")))
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    @poster.setter
    def poster(self, choices: dict[str, Any]) -> None:
        self._kept.setValue("poster", json.dumps(choices))

    @property
    def hints(self) -> bool:
        """Whether a new map still says what to do first."""
        return str(self._kept.value("hints", "true")) != "false"

    @hints.setter
    def hints(self, wanted: bool) -> None:
        self._kept.setValue("hints", "true" if wanted else "false")

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The user's own shortcuts by command, as portable text; () takes a command's away."""
        self._kept.beginGroup("keys")
        commands = self._kept.childKeys()
        self._kept.endGroup()
        return {command: self._texts(f"keys/{command}") for command in commands}

    def keep_keys(self, command: str, keys: tuple[str, ...] | None) -> None:
        """Give a command shortcuts of the user's; None gives it its own back."""
        if keys is None:
            self._kept.remove(f"keys/{command}")
        else:
            self._kept.setValue(f"keys/{command}", list(keys))

    def sync(self) -> None:
        """Write what is not written yet."""
        self._kept.sync()

    def _keep_recent(self, files: Iterable[Path]) -> None:
        self._kept.setValue("files/recent", [str(file) for file in files][:MOST_RECENT])

    def _bytes(self, key: str) -> QByteArray:
        kept = self._kept.value(key)
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def _texts(self, key: str) -> tuple[str, ...]:
        # A list of one comes back as its only member, and one of none as None or "".
        kept = self._kept.value(key)
        if isinstance(kept, str):
            return (kept,) if kept else ()
        return tuple(str(each) for each in kept if each) if isinstance(kept, list) else ()
