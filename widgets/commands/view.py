"""Commands about how the map is seen: how large, which part, in which colours."""

from PySide6.QtGui import QKeySequence

from widgets.commands.command import Command, always
from widgets.editor import Editor
from widgets.theme import Choice


def zoom_in(editor: Editor) -> None:
    """Show everything larger."""
    editor.canvas.camera.zoom_in()


def zoom_out(editor: Editor) -> None:
    """Show everything smaller."""
    editor.canvas.camera.zoom_out()


def actual_size(editor: Editor) -> None:
    """Show one unit of the map as one pixel."""
    editor.canvas.camera.actual_size()


def fit(editor: Editor) -> None:
    """Show the whole map."""
    editor.canvas.camera.fit()


def show_selection(editor: Editor) -> None:
    """Show what is selected as large as it fits."""
    editor.canvas.camera.show_selection()


def show_stage(editor: Editor) -> None:
    """Show the stage that has the focus as large as it fits."""
    editor.canvas.camera.show_stage()


def toggle_minimap(editor: Editor) -> None:
    """Show the small picture of the whole map, or no longer."""
    editor.canvas.minimap.wanted = not editor.canvas.minimap.wanted


def _has_selection(editor: Editor) -> bool:
    return bool(editor.selection.ids)


def _chosen(choice: Choice, id: str, text: str, icon: str) -> Command:
    return Command(
        id,
        text,
        lambda editor: editor.theme.choose(choice),
        icon=icon,
        enabled=always,
        checked=lambda editor: editor.theme.choice == choice,
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        "view.zoom_in", "Zoom &in", zoom_in, (QKeySequence.StandardKey.ZoomIn, "Ctrl+="),
        icon="zoom-in", enabled=always,
    ),
    Command(
        "view.zoom_out", "Zoom &out", zoom_out, (QKeySequence.StandardKey.ZoomOut,),
        icon="zoom-out", enabled=always,
    ),
    Command("view.actual_size", "&Actual size", actual_size, ("Ctrl+0",), enabled=always),
    Command("view.fit", "&Whole map", fit, ("Ctrl+1",), icon="maximize", enabled=always),
    Command(
        "view.selection", "&Selection", show_selection, ("Ctrl+2",), icon="focus",
        enabled=_has_selection,
    ),
    Command(
        "view.stage", "S&tage", show_stage, ("Ctrl+3",), icon="frame", enabled=always
    ),
    Command(
        "view.minimap", "&Overview", toggle_minimap, icon="map", enabled=always,
        checked=lambda editor: editor.canvas.minimap.wanted,
    ),
    _chosen("light", "view.light", "&Light", "sun"),
    _chosen("dark", "view.dark", "&Dark", "moon"),
    _chosen("system", "view.system", "As the &system is", "sun-moon"),
)  # fmt: skip
