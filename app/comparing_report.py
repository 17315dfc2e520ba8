"""Review ▸ Change report: what the comparison of a window shows, as a file for those not there.

It is written in another process, and can be cancelled; the file that stood there is then as it was.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar

from app import asking
from app.written import Format, file_to_write
from export.change_report import REPORTS, format_of
from export.change_sides import Side
from model.change import JourneyMap
from model.files import codec
from widgets.asking import without_icons
from widgets.box import GRID
from widgets.comparing.shown import Both
from widgets.panels.parts import dialog_column, words
from widgets.panels.poster_process import PosterProcess

if TYPE_CHECKING:
    from app.window import Window


#: What people read, the most of it first, which is offered.
KINDS: Final = tuple(report for report in reversed(REPORTS.values()) if report.words)


def choose(window: "Window") -> None:
    """Ask for a file, and write what is compared into it."""
    both = window.comparing.both
    if both is not None:
        _ask(window, KINDS, lambda file: write(window, both, file))


def choose_between(
    window: "Window", maps: tuple[JourneyMap, JourneyMap], names: tuple[Side, Side], kind: int
) -> None:
    """The same of two maps that need not be compared just now; this kind is offered first."""
    kinds = [KINDS[kind], *(each for each in KINDS if each is not KINDS[kind])]
    _ask(window, kinds, lambda file: _write(window, maps, names, file))


def write(window: "Window", both: Both, file: Path) -> "Writing":
    """Write what changed, as the ending of `file` says, and tell where it is or why it is not."""
    names = Side(both.old_name), Side(both.new_name, _today() if window.comparing.follows else "")
    return _write(window, (both.comparison.old, both.comparison.new), names, file)


def _ask(window: "Window", kinds: Sequence[Format], then: Callable[[Path], object]) -> None:
    file_to_write(
        window, "Change report", kinds, lambda file, _: then(file), " - changes", format_of
    )


def _today() -> str:
    return datetime.now(UTC).astimezone().date().isoformat()


def _write(
    window: "Window", maps: tuple[JourneyMap, JourneyMap], names: tuple[Side, Side], file: Path
) -> "Writing":
    old, new = maps
    plan = {
        "report": str(file),
        "old": codec.dumps(old).decode(),
        "sides": names,
        "today": _today(),
        "paper": window.windows.settings.poster.get("paper") or "",
    }
    dialog = Writing(window, new, plan)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class Writing(QDialog):
    """Seen while the report is written."""

    def __init__(self, window: "Window", new: JourneyMap, plan: dict[str, object]) -> None:
        super().__init__(window)
        self._window, self._file = window, Path(str(plan["report"]))
        self.setWindowTitle("Change report")
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(GRID)
        self.bar.setAccessibleName("Progress")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        without_icons(self)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        column.addWidget(words(f"Writing “{self._file.name}”…", self))
        column.addWidget(self.bar)
        column.addWidget(buttons)
        self.setMinimumWidth(48 * GRID)
        self._process = PosterProcess(new, self)
        self._process.reported.connect(self._written)
        self._process.failed.connect(self._failed)
        self._process.report(plan)

    def done(self, result: int) -> None:
        """Nothing goes on behind a closed dialog."""
        self._process.stop()
        super().done(result)

    def _written(self) -> None:
        self.accept()
        self._window.windows.settings.folder = self._file.absolute().parent
        self._window.status.say(f"The change report is in {self._file}")

    def _failed(self, why: str) -> None:
        self.reject()
        asking.tell(self._window, f"“{self._file.name}” was not written", why)
