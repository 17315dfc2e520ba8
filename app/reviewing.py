"""Commands of a review: the changes since the last one, gone through one by one.

What they show is imported when it is first wanted: a start needs none of it.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from model import due
from widgets.commands.command import Command
from widgets.editor import Editor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.bars import Bar
    from app.review_bar import ReviewBar
    from app.review_walk import Reviewing
    from app.window import Window


def make_bar(window: "Window", parent: "QWidget") -> "Bar":
    """The bar of the reviews of a window."""
    from app.review_bar import ReviewBar
    from app.review_walk import Reviewing

    bar = ReviewBar(window.windows.theme, parent)
    Reviewing(window, bar)
    return bar


def reviewing(window: "Window") -> "Reviewing | None":
    """The review that is on in a window; nothing is made for the question."""
    if not hasattr(window, "bars") or not window.bars.is_open("review"):
        return None
    from app.review_walk import Reviewing

    return cast("ReviewBar", window.bars.made("review")).findChild(Reviewing)


def start(window: "Window") -> None:
    """Compare the map with its last review, and go through what changed."""
    from app.comparing_choice import compare_usual

    def go() -> None:
        window.bars.open("review")
        found = reviewing(window)
        assert found is not None, "it was just opened"
        found.begin()

    comparing = window.comparing
    if comparing.is_open and comparing.follows:
        go()
    else:
        compare_usual(window, go)


def commands(window: "Window") -> tuple[Command, ...]:
    """The commands of one window."""

    def may_start(_: Editor) -> bool:
        return not hasattr(window, "centre") or window.centre.invitation is None

    def is_on(_: Editor) -> bool:
        return reviewing(window) is not None

    def says(editor: Editor) -> str:
        today = datetime.now(UTC).astimezone().date()
        since = due.past(editor.document.map.info.next_review, today)
        return f"Re&view changes… (due since {since})" if since else "Re&view changes…"

    def do(wish: str) -> None:
        found = reviewing(window)
        if found is not None:
            found.do(wish)

    return (
        Command("review.start", "Re&view changes…", lambda _: start(window), (), "list-checks",
                may_start, says=says),
        Command("review.agree", "A&greed", lambda _: do("agreed"), ("F9",), "circle-check", is_on),
        Command("review.question", "&Question…", lambda _: do("question"), ("Shift+F9",),
                "circle-question-mark", is_on),
        Command("review.action", "&Action…", lambda _: do("action"), ("Ctrl+F9",),
                "clipboard-check", is_on),
        Command("review.take_back", "&Take back", lambda _: do("take_back"), (), "undo-2", is_on),
        Command("review.done", "Review &done…", lambda _: do("done"), (), "flag", is_on),
    )  # fmt: skip
