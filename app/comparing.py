"""Commands of comparing the map with what it was; what they do is in `app.comparison`."""

from typing import TYPE_CHECKING

from widgets.commands.command import Command
from widgets.editor import Editor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.bars import Bar
    from app.window import Window


def is_open(window: "Window") -> bool:
    """Whether two maps are compared in a window now; nothing is made for the question."""
    return window.bars.is_open("compare")


def make_bar(window: "Window", parent: "QWidget") -> "Bar":
    """The bar above a comparison."""
    from app.comparing_bar import CompareBar

    return CompareBar(window.windows.theme, parent)


def commands(window: "Window") -> tuple[Command, ...]:
    """The commands of one window."""

    def may_compare(_: Editor) -> bool:
        return not hasattr(window, "centre") or window.centre.invitation is None

    def shows(_: Editor) -> bool:
        return is_open(window)

    def report(_: Editor) -> None:
        from app.comparing_report import choose

        choose(window)

    return (
        Command("review.compare", "&Compare with the last review",
                lambda _: window.comparing.toggle(), ("Ctrl+Shift+C",), "git-compare",
                may_compare, checked=shows),
        Command("review.compare_with", "Compare &with…",
                lambda _: window.comparing.choose(), (), "git-compare", may_compare),
        Command("review.next", "&Next change", lambda _: window.comparing.next(), ("F8",),
                "chevron-right", shows),
        Command("review.previous", "&Previous change", lambda _: window.comparing.previous(),
                ("Shift+F8",), "chevron-left", shows),
        Command("review.report", "Change &report…", report, (), "file-output", shows),
    )  # fmt: skip
