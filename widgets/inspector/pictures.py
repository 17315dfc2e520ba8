"""Pictures in the inspector: a file asked for, a bitmap of the map made small."""

import base64
import binascii
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from model.bitmaps import LARGEST_FILE, stored
from widgets.asking import without_icons


def ask_for_picture(parent: QWidget, take: Callable[[bytes], object]) -> QFileDialog:
    """Ask for a PNG or JPEG file, without holding anything else up, and hand on its content."""
    dialog = QFileDialog(parent, "Add a picture", "", "Pictures (*.png *.jpg *.jpeg)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: take(_content(Path(path))))
    dialog.open()
    without_icons(dialog)
    return dialog


@lru_cache(maxsize=64)
def thumbnail(data: str, side: int = 64) -> QPixmap:
    """The bitmap of an asset's base64 text, at most `side` px large; empty if it is none.

    Only what its header says to be a bitmap of a size that a map may hold is decoded.
    """
    pixmap = QPixmap()
    try:
        if stored(data).bitmap is not None:
            pixmap.loadFromData(base64.b64decode(data, validate=True))
    except binascii.Error:
        return QPixmap()
    if pixmap.isNull():
        return pixmap
    return pixmap.scaled(
        QSize(side, side),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _content(path: Path) -> bytes:
    """A file's first bytes, one more than a picture may have: the edit says if it is too long."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError:
        return b""
