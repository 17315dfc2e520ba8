"""The system's clipboard: a clip of cards, text for other programs, pictures small enough."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from model.bitmaps import LARGEST_FILE, LARGEST_SIDE
from model.clips import MIME, Clip, NotAClip, dumps, loads

#: JPEG qualities, in percent, for pictures that are too large as PNG.
_QUALITIES = (90, 75, 60)
#: Below this many px a side, no picture is made smaller still.
_SMALLEST = 64


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
    """The picture on the clipboard as a map can hold it; b"" if there is none."""
    data = _data()
    if not data.hasImage():
        return b""
    image = data.imageData()
    return encoded(image) if isinstance(image, QImage) and not image.isNull() else b""


def encoded(image: QImage) -> bytes:
    """A picture as PNG of at most 1024 px a side and 512 KB; as JPEG, or smaller, if it must be."""
    side = LARGEST_SIDE
    while True:
        small = image
        if max(image.width(), image.height()) > side:
            small = image.scaled(
                side,
                side,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        data = _written(small, "PNG")
        for quality in _QUALITIES:
            if len(data) > LARGEST_FILE:
                data = _written(_opaque(small), "JPEG", quality)
        if len(data) <= LARGEST_FILE or side <= _SMALLEST:
            return data
        side = side * 3 // 4


def _data() -> QMimeData:
    held = QGuiApplication.clipboard().mimeData()
    # Qt's types promise one, but an empty clipboard has none
    return held or QMimeData()


def _written(image: QImage, form: str, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form, quality)  # type: ignore[call-overload]  # str is what Qt takes here
    return bytes(buffer.data().data())


def _opaque(image: QImage) -> QImage:
    """The picture on white: JPEG knows no transparency."""
    if not image.hasAlphaChannel():
        return image
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground
