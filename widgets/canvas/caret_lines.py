"""The lines of a text: as a text widget breaks them, and as the Scene does."""

from PySide6.QtGui import QTextDocument

from model.layout.text import TextStyle, block


def typed(document: QTextDocument) -> list[str]:
    """What is in each line of a text widget, without the spaces between them."""
    found = []
    paragraph = document.begin()
    while paragraph.isValid():
        layout = paragraph.layout()
        for nth in range(layout.lineCount()):
            line = layout.lineAt(nth)
            found.append(units(paragraph.text(), line.textStart(), line.textLength()).strip())
        paragraph = paragraph.next()
    return [line for line in found if line]


def printed(
    text: str, quotes: tuple[str, str], style: TextStyle, width: float, language: str
) -> list[str]:
    """What is in each line of the Scene, `width` px wide, without the quotes around it all."""
    opening, closing = quotes
    whole = f"{opening}{text}{closing}" if text else ""
    found = [line.text.strip() for line in block(whole, style, width, language).lines]
    if found and opening:
        found[0] = found[0].removeprefix(opening)
        found[-1] = found[-1].removesuffix(closing)
    return [line for line in found if line]


def units(text: str, start: int, length: int) -> str:
    """A part of a text, counted as Qt does: in units of UTF-16."""
    return text.encode("utf-16-le")[2 * start :][: 2 * length].decode("utf-16-le", "ignore")
