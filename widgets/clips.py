"""The system's clipboard: a clip of cards, text for other programs, pictures small enough."""

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from model.clips import MIME, Clip, NotAClip, dumps, loads
from widgets.pictures import shrunk_image


def put(clip: Clip, text: str) -> None:
    """Put a clip on the clipboard, and its text for other programs."""
    data = QMimeData()
    data.setData(MIME, QByteArray(dumps(clip)))
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def clip() -> Clip | None:
    """The clip on the clipboard; None if there is none, or none that holds together."""
    data = _data()
    if not data.hasFormat(MIME):
        return None
    try:
        return loads(bytes(data.data(MIME).data()))
    except NotAClip:
        return None


def text() -> str:
    """The plain text on the clipboard, or ""."""
    return _data().text()


def picture() -> bytes:
    """The picture on the clipboard, small enough for a map; b"" if there is none.

    Raises:
        Unreadable: it cannot be made small enough.
    """
    data = _data()
    image = data.imageData() if data.hasImage() else None
    return shrunk_image(image) if isinstance(image, QImage) and not image.isNull() else b""


def _data() -> QMimeData:
    held = QGuiApplication.clipboard().mimeData()
    # Qt's types promise one, but an empty clipboard has none
    return held or QMimeData()
