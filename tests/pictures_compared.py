"""The picture of a change poster for the guide to printing."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from export.change_poster import change_poster
from model.compare import compare
from tests.album import Album
from tests.compared import OLD_NAME, TODAY, new_map, old_map

_WIDE = 1000


def take_poster(album: Album) -> None:
    """The bicycle map a review later, as a poster."""
    names = OLD_NAME, "December review"
    poster = QPixmap()
    poster.loadFromData(change_poster(compare(old_map(), new_map()), "png", names, TODAY).data)
    shown = QLabel()
    smooth = Qt.TransformationMode.SmoothTransformation
    shown.setPixmap(poster.scaledToWidth(_WIDE, smooth))
    shown.setFixedSize(shown.pixmap().size())
    album.take(shown, "change-poster")


STORIES: Mapping[str, Callable[[Album], None]] = {"change-poster": take_poster}
