"""The menu of files that were open lately."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from model.files.naming import bare_name
from widgets.tips import plain_tip

if TYPE_CHECKING:
    from app.window import Window
    from app.windows import Windows


class RecentMenu(QMenu):
    """Filled when it opens. What is no longer there is shown, but cannot be chosen."""

    def __init__(self, windows: "Windows", window: "Window") -> None:
        super().__init__("Open &recent", window)
        self._windows, self._window = windows, window
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Show the list as it is now."""
        self.clear()
        files = self._windows.settings.recent
        for place, file in enumerate(files, 1):
            self.addAction(self._entry(place, file))
        if not files:
            self.addAction("No files yet").setEnabled(False)
            return
        self.addSeparator()
        self.addAction("&Clear this list").triggered.connect(
            lambda: self._windows.settings.forget()
        )

    def _entry(self, place: int, file: Path) -> QAction:
        name = bare_name(file).replace("&", "&&")
        there = file.is_file()
        mnemonic = f"&{place} " if place < 10 else ""
        action = QAction(mnemonic + name + ("" if there else " (not there)"), self)
        action.setToolTip(plain_tip(str(file)))
        action.setEnabled(there)
        action.triggered.connect(lambda: self._windows.open([file], self._window))
        return action
