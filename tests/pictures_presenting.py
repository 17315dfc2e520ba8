"""The guide's pictures of what people see, and of what the lead sees meanwhile."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from model.edits.fields import set_fields
from tests.album import Album, wait

_TARIFFS = "Compares three tariffs on the phone"
_TABLE = "Tariff table does not fit a small screen"


def take_audience(album: Album) -> None:
    """A line is typed, a timer runs, and the lead points at a card."""
    with album.editor() as editor:
        live = editor.window.live
        editor.do("view.audience")
        people = live.audience
        assert people is not None
        people.resize(1440, 860)
        editor.click(_TARIFFS)
        live.start_timer(10)
        editor.press("Ctrl+J")
        editor.type("!Nobody says where the deposit goes")
        editor.do("view.laser")
        glass = live.laser.glass(editor.canvas)
        at = editor.viewport.mapTo(editor.canvas, editor.where(_TABLE))
        for step in range(10):
            here = at + QPoint(8 * step - 40, 24 - 2 * step)
            editor.move_on(glass, here, buttons=Qt.MouseButton.NoButton)
            QTest.qWait(10)
        wait()
        editor.move_on(glass, at + QPoint(44, 2), buttons=Qt.MouseButton.NoButton)
        album.take(people, "audience")


def take_notes(album: Album) -> None:
    """The third picture of a presentation."""
    with album.editor() as editor:
        document = editor.window.document
        document.edit(
            "Describe",
            set_fields,
            editor.stage("Compare").id,
            description="Ask who has compared offers on the phone. Read out the quote, and wait.",
            business_goal="Be one of the three offers that are compared",
        )
        editor.do("view.audience")
        people = editor.window.live.audience
        assert people is not None
        people.resize(1280, 720)
        editor.window.live.start_timer(15)
        editor.do("view.present")
        presenting = editor.window.live.presenting
        assert presenting is not None
        assert presenting.console is not None
        presenting.console.resize(1200, 720)
        wait()
        while presenting.show.stage != editor.stage("Compare"):
            presenting.do("next")
        wait(800)
        album.take(presenting.console, "notes")
        presenting.end()


STORIES: Mapping[str, Callable[[Album], None]] = {
    "audience": take_audience,
    "notes": take_notes,
}
