"""A hand for the panel of comments, and a map that nobody has remarked anything on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model.change import JourneyMap, apply
from model.files import codec
from model.records import Comment
from tests.driver import LEFT, NONE, Driver, opened
from tests.sample import sample
from widgets.comments.badges import CommentBadges
from widgets.comments.panel import CommentsPanel
from widgets.comments.rows import ROW, Row

#: Opens a map, by default the sample without its comment.
Opened = Callable[..., "Hand"]
NOW = datetime(2026, 11, 22, 10, 32, tzinfo=UTC)


class Hand(Driver):
    """A driver that knows the panel of comments."""

    @property
    def panel(self) -> CommentsPanel:
        """The panel, made if it was not yet."""
        return self.window.commenting.panel

    @property
    def badges(self) -> CommentBadges:
        """The bubbles on the map."""
        found = self.window.commenting.badges
        assert found is not None, "there was no comment yet"
        return found

    def rows(self) -> list[Row]:
        """What the list shows, headings too."""
        model = self.panel.model
        return [model.index(i).data(ROW) for i in range(model.rowCount())]

    def texts(self) -> list[str]:
        """What the list reads."""
        return [row.text for row in self.rows()]

    def comments(self) -> list[Comment]:
        """All of the map."""
        return list(self.map.all(Comment))

    def on(self, what: str) -> None:
        """Select a record as a click would."""
        self.window.editor.selection.set(what)
        self.settle()

    def write(self, what: str, words: str) -> None:
        """Write a comment about a record, "" for the map."""
        self.on(what)
        self.do("comments.add")
        self.type(words)
        self.press("Return")

    def row_at(self, text: str) -> QPoint:
        """The middle of the row that reads so, in the list."""
        view = self.panel.list
        index = self.panel.model.index(self.texts().index(text))
        view.scrollTo(index)
        self.settle()
        return view.visualRect(index).center()

    def click_row(self, text: str) -> None:
        """Click that row."""
        self.qtbot.mouseClick(self.panel.list.viewport(), LEFT, NONE, self.row_at(text))
        self.settle()


def bare() -> JourneyMap:
    """The sample without its own comment."""
    of = sample()
    return apply({c.id: (c, None) for c in of.all(Comment)}, of)


def opens(qtbot: QtBot, windows: Windows, folder: Path) -> Opened:
    """What opens maps in `folder`."""
    windows.settings.author = "Ines Vogt"

    def opens_it(of: JourneyMap | None = None) -> Hand:
        file = folder / "shop.journey.json"
        codec.save(of or bare(), file)
        driver = opened(qtbot, windows, file)
        made = Hand(qtbot, driver.window)
        made.panel.clock = lambda: NOW + timedelta(seconds=len(made.comments()))
        return made

    return opens_it
