"""The text of a file around a place in it, as much as is needed to see what is wrong there.

However long the file or its lines are, only the surroundings are kept; what is not text is
shown as escapes.
"""

from codecs import getincrementaldecoder
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.folders import show_folder
from model.files.door import encoding_of
from widgets.asking import without_icons
from widgets.box import GRID
from widgets.panels.parts import dialog_column, heading, open_at, words
from widgets.scrollbar import thin
from widgets.theme import Theme

#: Lines shown before and after the place, and characters before and after it on its line.
AROUND, ASIDE = 12, 240
_MOST = 2 * ASIDE
_BLOCK = 1 << 16


class Line(NamedTuple):
    """One line, without what cannot be shown; `mark` is where the place is in it, or -1."""

    number: int
    text: str
    mark: int = -1


def around(file: Path, line: int, column: int) -> list[Line]:
    """The lines of a file around a place, both counted from 1; 0, 0 is the beginning.

    Raises:
        OSError: it cannot be read.
    """
    line, column = max(line, 1), max(column, 1)
    found = []
    for number, start, text in _parts(file, line, column):
        at = column - 1 - start if number == line else -1
        mark = len(_shown(text[:at])) if at >= 0 else -1
        before = "…" if start else ""
        found.append(Line(number, before + _shown(text), mark + len(before) if at >= 0 else -1))
    return found


def _parts(file: Path, line: int, column: int) -> Iterator[tuple[int, int, str]]:
    """Number, first column (from 0) and text of the lines near the place."""
    first, last = line - AROUND, line + AROUND
    begin = max(column - 1 - ASIDE, 0)
    number, at, kept = 1, 0, ""
    for text in _texts(file):
        ends = text.count("\n")
        if number + ends < first:
            number += ends
            continue
        for i, piece in enumerate(text.split("\n")):
            if i:
                if number >= first:
                    yield _cut(number, begin if number == line else 0, kept)
                number, at, kept = number + 1, 0, ""
                if number > last:
                    return
            skip = (begin if number == line else 0) - at
            kept += piece[max(skip, 0) : max(skip + _MOST + 1, 0)]
            at += len(piece)
    if number >= first:
        yield _cut(number, begin if number == line else 0, kept)


def _cut(number: int, start: int, kept: str) -> tuple[int, int, str]:
    return number, start, kept[:_MOST] + ("…" if kept[_MOST:] else "")


def _texts(file: Path) -> Iterator[str]:
    """The text of a file in pieces, every end of a line made "\\n"."""
    with file.open("rb") as source:
        block = source.read(_BLOCK)
        decoder = getincrementaldecoder(encoding_of(block))("backslashreplace")
        held = ""
        while block:
            text = held + decoder.decode(block)
            block = source.read(_BLOCK)
            # A CR at the end of a piece may belong to an LF at the beginning of the next.
            held = "\r" if block and text.endswith("\r") else ""
            text = text[: len(text) - len(held)]
            yield text.replace("\r\n", "\n").replace("\r", "\n")
        yield held + decoder.decode(b"", True)


def _shown(text: str) -> str:
    """Text as it can be shown: control characters and the like as escapes."""
    return "".join(c if c.isprintable() else " " if c == "\t" else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


class Place(QDialog):
    """Shows the text of a file around a place, with the numbers of its lines."""

    def __init__(
        self, parent: QWidget, theme: Theme, file: Path, line: int, column: int, what: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(file.name)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName("The text of the file around the place")
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        thin(self.text)
        self._theme = theme
        self._at: tuple[int, int] | None = None
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        folder = buttons.addButton("Show in &folder", QDialogButtonBox.ButtonRole.ActionRole)
        folder.clicked.connect(lambda: show_folder(file))
        buttons.rejected.connect(self.reject)
        folder.setAutoDefault(False)
        without_icons(self)
        title = f"Line {line:,}, column {column:,}" if line else "How the file begins"
        layout = dialog_column(self, GRID)
        layout.addWidget(heading(title, self, 1.25))
        layout.addWidget(words(what, self))
        layout.addSpacing(GRID)
        layout.addWidget(self.text, 1)
        layout.addSpacing(GRID)
        layout.addWidget(buttons)
        self._fill(file, line, column)
        theme.changed.connect(self._mark)
        self.finished.connect(self.deleteLater)
        open_at(self, 96 * GRID, 60 * GRID)
        self.text.setFocus()

    def _fill(self, file: Path, line: int, column: int) -> None:
        try:
            lines = around(file, line, column)
        except OSError as error:
            self.text.setPlainText(f"It cannot be read: {error.strerror}")
            return
        width = len(f"{lines[-1].number}") if lines else 1
        texts = []
        for index, (number, text, mark) in enumerate(lines):
            if line and mark >= 0:
                self._at = index, width + 2 + mark
                text = text if mark < len(text) else f"{text} "
            texts.append(f"{number:>{width}}  {text}")
        self.text.setPlainText("\n".join(texts))
        self._mark()

    def _mark(self) -> None:
        """Tint the line of the place, and stress the character there."""
        if self._at is None:
            return
        block = self.text.document().findBlockByNumber(self._at[0])
        cursor = QTextCursor(block)
        whole = QTextEdit.ExtraSelection()
        whole.cursor = cursor
        tinted = QTextCharFormat()
        tinted.setBackground(self._theme.colour("grid"))
        tinted.setProperty(QTextFormat.Property.FullWidthSelection, True)
        whole.format = tinted
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + self._at[1])
        there = QTextEdit.ExtraSelection()
        there.cursor = QTextCursor(cursor)
        there.cursor.movePosition(
            QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor
        )
        stressed = QTextCharFormat()
        stressed.setBackground(self.palette().color(QPalette.ColorRole.Highlight))
        stressed.setForeground(QColor(self.palette().color(QPalette.ColorRole.HighlightedText)))
        there.format = stressed
        self.text.setExtraSelections([whole, there])
        self.text.setTextCursor(cursor)
        self.text.centerCursor()
