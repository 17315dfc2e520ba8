"""Pictures of comparing: both maps in one, and with a handle between them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from model.change import diff
from model.ids import feeling_id
from model.records import Card
from tests.album import Album, wait
from tests.compared import CHAT_NOW, OLD_NAME, new_map, old_map, one
from tests.driver import Driver
from widgets.comparing.swipe import PARTS, SwipeShown


@contextmanager
def _reviewed(album: Album) -> Iterator[Driver]:
    """A window on the map some weeks after its review, compared with that."""
    with album.editor(size=(1280, 800)) as editor:
        document = editor.window.document
        document.commit(diff(document.map, new_map()), "Edit the map")
        editor.window.comparing.open(old_map(), OLD_NAME)
        wait()
        yield editor


def take_overlay(album: Album) -> None:
    """Both maps in one, with the words that differ."""
    with _reviewed(album) as editor:
        editor.window.comparing.show(one(new_map(), Card, CHAT_NOW).id)
        album.take(editor, "comparing")


def take_swipe(album: Album) -> None:
    """The handle half on its way."""
    with _reviewed(album) as editor:
        comparing = editor.window.comparing
        comparing.show(feeling_id("persona_mara", "step_get_help"))
        comparing.show_mode("swipe")
        wait()
        assert comparing.page is not None
        shown = comparing.page.showing
        assert isinstance(shown, SwipeShown)
        shown.handle.setValue(PARTS * 45 // 100)
        album.take(editor, "comparing-swipe")


STORIES: dict[str, Callable[[Album], None]] = {
    "comparing": take_overlay,
    "comparing-swipe": take_swipe,
}
