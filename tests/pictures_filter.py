"""The guide's pictures of what is dimmed: a filter."""

from collections.abc import Callable, Mapping

from tests.album import Album


def take_filter(album: Album) -> None:
    """Pain points and gains stay bright; Mara's line, and not Jonas's."""
    with album.editor(size=(1280, 800)) as editor:
        editor.window.toggle_dock("inspector")
        editor.do("view.minimap")
        editor.canvas.camera.first_look()
        editor.press("Ctrl+Shift+F", "Tab", "Enter")
        editor.press("Down", "Down", "Space", "Down", "Space", "Escape")
        editor.press("Tab", "Enter", "Space", "Escape")
        album.take(editor, "filter")


STORIES: Mapping[str, Callable[[Album], None]] = {"filter": take_filter}
