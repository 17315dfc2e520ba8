"""The guide's pictures of voting, and of the actions that come of it."""

from collections.abc import Callable, Mapping
from typing import cast

from app.deciding import actions_panel
from tests.album import Album, wait
from widgets.voting.bar import VotesBar

_DOTS = (
    ("Eleven minutes of waiting, then told to use the app", 12),
    ("Scan fails three times in low light", 9),
    ("Tariff table does not fit a small screen", 4),
    ("One price a minute, shown first", 6),
)


def take_voting(album: Album) -> None:
    """Dots that are revealed on their cards, and the next one being counted."""
    with album.editor(size=(1300, 800)) as editor:
        editor.window.toggle_dock("inspector")
        editor.do("view.minimap")
        editor.press("Ctrl+Shift+D")
        bar = cast(VotesBar, editor.window.bars.made("votes"))
        bar.people.setValue(8)
        bar.each.setValue(5)
        editor.press("Return")
        for title, dots in _DOTS:
            editor.click(title)
            editor.type(str(dots))
            editor.press("Return")
        editor.do("votes.reveal")
        editor.canvas.camera.zoom_to(0.6)
        editor.canvas.reveal(*(editor.card(title).id for title, _ in _DOTS))
        editor.click("Eleven minutes faster than the bus")
        editor.type("3")
        wait()
        album.take(editor, "voting")


def take_actions(album: Album) -> None:
    """The panel of the actions, one of them overdue."""
    with album.editor(size=(1200, 640)) as editor:
        editor.do("view.inspector")
        for title, owner, due in (
            ("Scan fails three times in low light", "Jun", "in 2 weeks"),
            ("Eleven minutes of waiting, then told to use the app", "Lena", "2026-11-02"),
            ("Pause button in the app", "Lena", "end of next month"),
        ):
            editor.click(title)
            editor.press("Ctrl+Shift+A", "Tab")
            for words in (owner, due):
                editor.type(words)
                editor.press("Return")
            editor.canvas.setFocus()
        actions_panel(editor.window).list.setFocus()
        editor.press("Home")
        album.take(editor.window.docks["actions"], "actions")


STORIES: Mapping[str, Callable[[Album], None]] = {"voting": take_voting, "actions": take_actions}
