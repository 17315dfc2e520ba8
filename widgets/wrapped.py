"""Text in lines of a given width, for rows and buttons that paint their words themselves."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption


def in_lines(
    text: str,
    font: QFont,
    width: int,
    way: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
    most: int | None = None,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
    formats: Sequence[QTextLayout.FormatRange] = (),
) -> QTextLayout:
    """A text in lines of at most `width` px; words that are longer are broken.

    What is too much for `most` lines is left out.
    """
    laid = QTextLayout(text, font)
    how = QTextOption(align)
    how.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    how.setTextDirection(way)
    laid.setTextOption(how)
    laid.setFormats(formats)
    laid.beginLayout()
    y = 0.0
    while laid.lineCount() != most and (line := laid.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, y))
        y += line.height()
    laid.endLayout()
    return laid
