"""Keeping versions of a map as a person does, for tests of the window."""

from pathlib import Path

from app.version_dialog import VersionDialog
from model.change import apply
from model.edits.fields import set_fields
from model.files.versions import save_version
from model.records import VersionLabel
from tests.driver import Driver
from widgets.panels.versions import VersionsPanel
from widgets.panels.versions_rows import Row

PAIN = "Scan fails three times in low light"


class Keeper(Driver):
    """Keeps versions of a map."""

    @property
    def file(self) -> Path:
        path = self.window.document.path
        assert path is not None
        return path

    @property
    def panel(self) -> VersionsPanel:
        dock = self.window.docks["versions"]
        if not dock.isVisible():
            self.do("view.versions")
        panel = dock.fill()
        assert isinstance(panel, VersionsPanel)
        return panel

    def ask(self) -> VersionDialog:
        """The dialog that saves a version, opened by its keys."""
        self.window.activateWindow()  # as after a dialog, which offscreen nobody does
        self.settle()
        self.press("Ctrl+Shift+K")
        (dialog,) = (d for d in self.window.findChildren(VersionDialog) if d.isVisible())
        return dialog

    def rows(self, number: int) -> list[Row]:
        """What the panel lists, once all of it is known."""
        model = self.panel.model
        self.qtbot.waitUntil(
            lambda: len(model.rows) == number and all(r.said or r.trouble for r in model.rows),
            timeout=20_000,
        )
        return list(model.rows)

    def choose(self, *names: str) -> None:
        """Choose rows by their names, in the order in which they are clicked."""
        rows = self.panel.model.rows
        keys = [next(row.key for row in rows if row.name == name) for name in names]
        self.panel.choose(*keys)
        self.window.activateWindow()
        self.panel.list.setFocus()
        self.settle()


def write(keeper: Keeper, day: str, name: str, **fields: object) -> Path:
    """A version from another day, in which a card is other than now."""
    journey = keeper.map
    if fields:
        journey = apply(set_fields(journey, keeper.card(PAIN).id, **fields), journey)
    return save_version(keeper.file, journey, VersionLabel(label=name, author="Jun", date=day))
