"""Pictures of a review: some changes are decided, the next one is looked at."""

from collections.abc import Callable

from model.change import diff
from tests.album import Album, wait
from tests.compared import OLD_NAME, new_map, old_map
from tests.driver import Driver


def take_review(album: Album) -> None:
    """Two changes are agreed, one is a question."""
    with album.editor(size=(1280, 800)) as editor:
        document = editor.window.document
        editor.window.windows.settings.author = "Ines Vogt"
        document.commit(diff(document.map, new_map()), "Edit the map")
        editor.window.comparing.open(old_map(), OLD_NAME)
        wait()
        editor.do("review.start")
        wait()
        _decide(editor)
        wait(600)
        album.take(editor, "review")


def _decide(editor: Driver) -> None:
    editor.press("A", "A", "Q")
    editor.type("Since when, and for everybody?")
    editor.press("Return")


STORIES: dict[str, Callable[[Album], None]] = {"review": take_review}
