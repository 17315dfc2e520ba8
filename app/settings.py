"""What the program remembers from one start to the next: looks, places, files, keys.

Nothing of a map is kept here but the names of files, and the headings of tables. Every value
that is read is checked: the file may be of another version, or written by hand. It is not
QSettings', which leaves half a file and says that all is well when a disk is full.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QStandardPaths, QTimer

from model.files.atomic import replace_bytes
from model.files.errors import SaveError
from widgets.theme import CHOICES, Choice

#: How many files are kept in the list of recent ones.
MOST_RECENT = 12
#: How many headings of tables are remembered.
MOST_HEADINGS = 500
#: ms from a change until it is written, together with what else changes.
_SOON = 300
_log = logging.getLogger(__name__)


def usual_file() -> Path:
    """The user's own settings: "~/.config/Touchline/Touchline.json" on Linux."""
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    folder = QStandardPaths.writableLocation(place)
    return Path(folder or Path.home()) / "Touchline" / "Touchline.json"


class Settings:
    """Typed access to one settings file, by default the user's own."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or usual_file()
        self._kept = _read(self._file)
        self._changed: set[str] = set()
        self._soon = QTimer(singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.sync)

    @property
    def theme(self) -> Choice:
        """Light, dark, or as the system is."""
        kept = self._kept.get("theme")
        return kept if kept in CHOICES else "system"

    @theme.setter
    def theme(self, choice: Choice) -> None:
        self._keep("theme", choice)

    @property
    def geometry(self) -> QByteArray:
        """Where the last window was, as QWidget.saveGeometry gives it; empty if unknown."""
        return self._bytes("geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._keep("geometry", value.toBase64().toStdString())

    @property
    def layout(self) -> QByteArray:
        """Where its panels were, as QMainWindow.saveState gives it; empty if unknown."""
        return self._bytes("layout")

    @layout.setter
    def layout(self, value: QByteArray) -> None:
        self._keep("layout", value.toBase64().toStdString())

    @property
    def folder(self) -> Path:
        """Where files are looked for first: where the last one was."""
        kept = Path(str(self._kept.get("folder", "")) or Path.home())
        try:
            return kept if kept.is_dir() else Path.home()
        except ValueError:
            return Path.home()

    @folder.setter
    def folder(self, value: Path) -> None:
        self._keep("folder", str(value))

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened or saved lately, the last one first, whether or not they are there."""
        return tuple(Path(name) for name in self._texts(self._kept.get("recent")))[:MOST_RECENT]

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
        kept = self._kept.get("poster")
        return dict(kept) if isinstance(kept, dict) else {}

    @poster.setter
    def poster(self, choices: dict[str, Any]) -> None:
        self._keep("poster", choices)

    @property
    def votes(self) -> tuple[int, int]:
        """The last budget of dots: how many people, and how many dots each."""
        kept = self._kept.get("votes")
        fits = isinstance(kept, list) and len(kept) == 2 and all(type(n) is int for n in kept)
        return (max(0, kept[0]), max(0, kept[1])) if fits and kept else (8, 5)

    @votes.setter
    def votes(self, budget: tuple[int, int]) -> None:
        self._keep("votes", list(budget))

    @property
    def votes_given(self) -> bool:
        """Whether anybody ever said how many people vote."""
        return "votes" in self._kept

    @property
    def table(self) -> dict[str, Any]:
        """Which columns the table shows, in which order, how wide."""
        kept = self._kept.get("table")
        return dict(kept) if isinstance(kept, dict) else {}

    @table.setter
    def table(self, arrangement: dict[str, Any]) -> None:
        self._keep("table", arrangement)

    @property
    def headings(self) -> dict[str, str]:
        """What the headings of tables meant that were imported, the latest last."""
        kept = self._kept.get("headings")
        return {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}

    @headings.setter
    def headings(self, meant: Mapping[str, str]) -> None:
        others = {k: v for k, v in self.headings.items() if k not in meant}
        self._keep("headings", dict([*others.items(), *meant.items()][-MOST_HEADINGS:]))

    @property
    def author(self) -> str:
        """Whose versions and comments are written here, as they said last; "" if never."""
        kept = self._kept.get("author")
        return kept if isinstance(kept, str) else ""

    @author.setter
    def author(self, name: str) -> None:
        self._keep("author", name)

    @property
    def is_author_said(self) -> bool:
        """Whether anybody said who writes here, be it nobody."""
        return isinstance(self._kept.get("author"), str)

    @property
    def review_report(self) -> str:
        """The ending of the report that was written after the last review; "" for none."""
        kept = self._kept.get("review_report")
        return kept if isinstance(kept, str) else ""

    @review_report.setter
    def review_report(self, ending: str) -> None:
        self._keep("review_report", ending)

    @property
    def hints(self) -> bool:
        """Whether a new map still says what to do first."""
        return self._kept.get("hints") is not False

    @hints.setter
    def hints(self, wanted: bool) -> None:
        self._keep("hints", wanted)

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The user's own shortcuts by command, as portable text; () takes a command's away."""
        kept = self._kept.get("keys")
        return {k: self._texts(v) for k, v in kept.items()} if isinstance(kept, dict) else {}

    def keep_keys(self, command: str, keys: tuple[str, ...] | None) -> None:
        """Give a command shortcuts of the user's; None gives it its own back."""
        others = {k: v for k, v in self.keys.items() if k != command}
        self._keep("keys", others if keys is None else {**others, command: keys})

    def sync(self) -> None:
        """Write what is not written yet. What cannot be written now is tried again later."""
        self._soon.stop()
        if not self._changed:
            return
        # Another process may have changed other values meanwhile.
        kept = _read(self._file) | {key: self._kept[key] for key in self._changed}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            # Names of files may hold half characters, which UTF-8 cannot: JSON escapes them.
            replace_bytes(self._file, json.dumps(kept, indent=2).encode() + b"\n")
        except (OSError, SaveError) as error:
            _log.info("the settings were not written: %s", error)
        else:
            self._changed.clear()

    def _keep(self, key: str, value: Any) -> None:
        if self._kept.get(key) != value:
            self._kept[key] = value
            self._changed.add(key)
            self._soon.start()

    def _keep_recent(self, files: Iterable[Path]) -> None:
        self._keep("recent", [str(file) for file in files][:MOST_RECENT])

    def _bytes(self, key: str) -> QByteArray:
        kept = self._kept.get(key)
        return (
            QByteArray.fromBase64(kept.encode("utf-8", "replace"))
            if isinstance(kept, str)
            else QByteArray()
        )

    def _texts(self, kept: object) -> tuple[str, ...]:
        return tuple(str(each) for each in kept if each) if isinstance(kept, list | tuple) else ()


def _read(file: Path) -> dict[str, Any]:
    try:
        kept = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}
