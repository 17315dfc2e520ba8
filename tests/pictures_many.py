"""The guide's picture of finding."""

from collections.abc import Callable, Mapping

from tests.album import Album


def take_find_bar(album: Album) -> None:
    """A word in seven places, the fifth of them shown, with the line that replaces it."""
    with album.editor(size=(1280, 720)) as editor:
        editor.window.toggle_dock("inspector")
        editor.do("view.minimap")
        editor.canvas.camera.first_look()
        editor.press("Ctrl+F")
        editor.type("bicycle")
        editor.press("Ctrl+H", "Ctrl+F", "F3", "F3", "F3", "F3")
        album.take(editor, "find-bar")


STORIES: Mapping[str, Callable[[Album], None]] = {"find-bar": take_find_bar}
