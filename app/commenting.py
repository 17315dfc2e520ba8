"""The comments of a window's map: its panel, the bubbles on the map, the commands.

What shows them is imported when there is a comment for the first time: many maps have none.
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from model.records import Comment
from widgets.commands.command import Command, always
from widgets.editor import Editor

if TYPE_CHECKING:
    from app.window import Window
    from model.change import Change
    from widgets.comments.badges import CommentBadges
    from widgets.comments.panel import CommentsPanel


class Commenting(QObject):
    """Watches one window's map for comments.

    Attributes:
        badges: those on the canvas, once there was a comment.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.badges: CommentBadges | None = None
        window.document.changed.connect(self._follow)

    @property
    def panel(self) -> "CommentsPanel":
        """The panel, made if it was not yet."""
        return cast("CommentsPanel", self._window.docks["comments"].fill())

    def begin(self) -> None:
        """The map was opened."""
        if next(self._window.document.map.all(Comment), None) is not None:
            self._make()

    def open(self) -> "CommentsPanel":
        """Show the panel."""
        panel, dock = self.panel, self._window.docks["comments"]
        if not dock.isVisible():
            dock.open()
            inspector = self._window.docks["inspector"]
            if inspector.isVisible():  # words need more room than fields
                self._window.resizeDocks([inspector, dock], [1, 2], Qt.Orientation.Vertical)
        dock.raise_()
        return panel

    def write(self) -> None:
        """Let a comment be typed about what is selected."""
        self.open().begin()

    def show(self, record_id: str) -> None:
        """Show the panel at the first open comment that is seen at a record."""
        if self._window.actions_["view.comments"].isEnabled():
            self.open().show_about(record_id)

    def _follow(self, change: "Change") -> None:
        if self.badges is None and any(
            isinstance(record, Comment) for pair in change.values() for record in pair
        ):
            self._make()

    def _make(self) -> None:
        from widgets.comments.badges import CommentBadges

        self.badges = CommentBadges(self._window.editor.canvas)
        self.badges.pressed.connect(self.show)


def author(window: "Window") -> str:
    """Who writes here, as they said last ("": nobody); until then, whose account it is."""
    from model.files.whoami import owner_name

    settings = window.windows.settings
    return settings.author if settings.is_author_said else owner_name()


def make_panel(editor: Editor) -> QWidget:
    """What stands in the dock."""
    from app.window import Window
    from widgets.comments.panel import CommentsPanel

    window = editor.window
    if not isinstance(window, Window):
        return CommentsPanel(editor)
    panel = CommentsPanel(editor, lambda: author(window))

    def keep(name: str) -> None:
        window.windows.settings.author = name

    panel.named.connect(keep)
    panel.left.connect(window.centre.take_focus)
    return panel


def commands(window: "Window") -> tuple[Command, ...]:
    """The commands of one window."""

    def says(editor: Editor) -> str:
        return "Co&mment on this" if editor.selection.ids else "Co&mment on the map"

    return (
        Command("view.comments", "Comm&ents", lambda _: window.toggle_dock("comments"), (),
                "message-square", always, checked=lambda _: window.docks["comments"].isVisible()),
        Command("comments.add", "Co&mment", lambda _: window.commenting.write(),
                ("Ctrl+Shift+N",), "message-square-plus", always, says=says),
    )  # fmt: skip
