"""Commands and the panel about the versions of a window's map.

What they need is imported with the panel: a start needs none of it.
"""

from typing import TYPE_CHECKING

from widgets.commands.command import Command, always
from widgets.editor import Editor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.versions_known import Versions
    from app.window import Window


def commands(window: "Window") -> tuple[Command, ...]:
    """The commands of one window."""

    def can_save(editor: Editor) -> bool:
        from model.files.codec import newer_version

        return not newer_version(editor.document.map)

    return (
        Command("file.save_version", "Save &version…", lambda _: save(window), ("Ctrl+Shift+K",),
                "bookmark", can_save),
        Command("view.versions", "Ver&sions", lambda _: window.toggle_dock("versions"), (),
                "bookmark", always, checked=lambda _: window.docks["versions"].isVisible()),
    )  # fmt: skip


def save(window: "Window") -> None:
    """Ask for the name of a version, and save it."""
    from app.version_dialog import show

    show(window)


def make_panel(editor: Editor) -> "QWidget":
    """The panel of the versions."""
    from app.window import Window
    from widgets.panels.versions import VersionsPanel

    panel = VersionsPanel(editor.theme)
    if isinstance(editor.window, Window):
        of(editor.window).fill(panel)
    return panel


def of(window: "Window") -> "Versions":
    """The versions of a window's map, made when they are first needed."""
    from app.versions_known import Versions

    return window.findChild(Versions) or Versions(window)
