"""Commands of the table and the outline: the same map in words."""

from typing import TYPE_CHECKING

from widgets.commands.command import Command, always

if TYPE_CHECKING:
    from app.window import Window


def turn(window: "Window") -> None:
    """From the canvas to the table, and back."""
    if window.centre.shows_table:
        window.centre.show_canvas()
    else:
        window.centre.show_table(window.editor)


def show_columns(window: "Window") -> None:
    """Let the table's columns be chosen, moved and sorted."""
    if window.centre.table is not None:
        window.centre.table.show_columns()


def outline(window: "Window") -> None:
    """Show the outline and let keys go there; put it away if they go there already."""
    dock = window.docks["outline"]
    inside = window.focusWidget()
    if dock.isVisible() and inside is not None and dock.isAncestorOf(inside):
        dock.close()
        window.centre.take_focus()
        return
    dock.open()
    dock.fill().setFocus()


def commands(window: "Window") -> tuple[Command, ...]:
    """The commands of one window."""
    return (
        Command("view.table", "&Table", lambda _: turn(window), ("Ctrl+Shift+T",), "table-2",
                lambda _: window.centre.invitation is None,
                checked=lambda _: window.centre.shows_table),
        Command("view.columns", "Colum&ns…", lambda _: show_columns(window), (), "columns-2",
                lambda _: window.centre.shows_table),
        Command("view.outline", "&Outline", lambda _: outline(window), ("Ctrl+Shift+O",),
                "list-tree", always, checked=lambda _: window.docks["outline"].isVisible()),
    )  # fmt: skip
