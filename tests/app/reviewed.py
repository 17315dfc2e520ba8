"""A hand for reviews: a map with its last review as a version, and the bar above it."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.review_bar import ReviewBar
from app.review_done import ReviewDone
from app.review_walk import Reviewing
from app.reviewing import reviewing
from app.windows import Windows
from model.files import codec
from model.files.versions import save_version
from model.records import VersionLabel
from tests.compared import OLD_NAME, new_map, old_map
from tests.driver import Driver, opened

Opened = Callable[..., "Hand"]


class Hand(Driver):
    """A driver that knows the bar of a review."""

    @property
    def review(self) -> Reviewing:
        """The one that is on."""
        found = reviewing(self.window)
        assert found is not None, "no review is on"
        return found

    @property
    def bar(self) -> ReviewBar:
        """Its bar."""
        return self.review.bar

    def begin(self) -> None:
        """Begin one, or go on with it."""
        self.do("review.start")
        self.qtbot.waitUntil(lambda: reviewing(self.window) is not None)
        self.settle()

    def follow(self) -> None:
        """Wait until the comparison is that of the map as it is."""
        comparing = self.window.comparing
        self.qtbot.waitUntil(
            lambda: comparing.whole is not None and comparing.whole.new is self.map
        )
        self.settle()

    def signs(self) -> list[str]:
        """What the list shows beside its lines, of those that are decided."""
        panel = self.window.comparing.panel
        assert panel is not None
        found = (panel.tree.lines.decided(row) for row in panel.tree.lines.rows)
        return [decided for decided in found if decided]

    def done(self) -> ReviewDone:
        """The dialog that ends it."""
        (dialog,) = (w for w in self.window.findChildren(ReviewDone) if w.isVisible())
        return dialog


def opens(qtbot: QtBot, windows: Windows, folder: Path) -> Opened:
    """What opens the map in `folder`."""
    windows.settings.author = "Ines Vogt"
    file = folder / "ride.journey.json"
    save_version(file, old_map(), VersionLabel(label=OLD_NAME, date="2026-11-14"))
    codec.save(new_map(), file)

    def opens_it(size: tuple[int, int] = (1600, 1000)) -> Hand:
        driver = opened(qtbot, windows, file)
        return Hand(qtbot, driver.window, size)

    return opens_it
