"""What became of one record, field by field: as it was, as it is, and which words differ.

Words that are gone are struck through with a "−" before them, new ones are underlined with a
"+": nothing is told by colour alone. It is all plain text, whatever users wrote.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from model.compare import Comparison
from model.comparing.details import Detail, details, where
from model.comparing.headlines import headline
from model.comparing.minus import with_minus
from model.comparing.wording import Piece
from model.records import Card
from widgets.box import GRID
from widgets.scrollbar import thin
from widgets.theme import Theme

#: Items of one line that are told of in full.
_MOST = 30
#: Said as long as no change is looked at.
BEGIN = "F8 goes to the first change."
_SIGNS = {"gone": "−", "new": "+"}  # a minus sign: as wide as the plus


class Details(QTextEdit):
    """The text below the list of changes: the fields of one record, or all of several."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Comparison | None, tuple[str, ...]] = (None, ())
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAccessibleName("What changed there")
        self.document().setDocumentMargin(2 * GRID)
        self.setPlaceholderText(BEGIN)
        thin(self)
        theme.changed.connect(self._show_again)

    def show_items(self, comparison: Comparison | None, ids: tuple[str, ...]) -> None:
        """Tell of these records of a comparison."""
        self._shown = (comparison, ids)
        self._show_again()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is told but how to begin."""
        return self.document().isEmpty()

    def sizeHint(self) -> QSize:
        """Room for a few fields, px."""
        return QSize(300, 28 * GRID)

    def minimumSizeHint(self) -> QSize:
        """A line or two, px."""
        return QSize(120, 8 * GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is not for a text that is only read."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and a ring while arrows scroll it."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(self.viewport().rect().adjusted(5, 3, -5, -3), 4, 4)
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is drawn."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The ring stays where it is while the words move."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Headings keep their size beside other words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show_again()

    def _show_again(self) -> None:
        comparison, ids = self._shown
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if comparison is not None:
            alone = len(ids) == 1
            for number, record_id in enumerate(ids[:_MOST]):
                self._tell(cursor, comparison, record_id, number == 0, alone)
            if len(ids) > _MOST:
                self._write(cursor, f"and {len(ids) - _MOST:,} more", self._plain("muted"), 1.5)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _tell(
        self, cursor: QTextCursor, comparison: Comparison, of: str, first: bool, alone: bool
    ) -> None:
        item = comparison.by_id.get(of)
        if item is None:
            return
        whole = item.before is None or item.after is None
        told = [
            detail
            for detail in details(comparison, item)
            # The headline begins with the kind of a card.
            if not (whole and detail.name == "Kind" and isinstance(item.there, Card))
        ]
        if not (alone and told):  # or the line above says the same
            headed = with_minus(headline(comparison, item))
            self._write(cursor, headed, self._strong(), 0 if first else 2)
            if place := where(comparison, item):
                self._write(cursor, place, self._plain("muted"))
        for detail in told:
            self._write(cursor, detail.name, self._plain("muted"), 1)
            self._write(cursor, "", self._plain("text"))
            self._tell_words(cursor, _pieces(detail, whole))

    def _tell_words(self, cursor: QTextCursor, pieces: Iterable[Piece]) -> None:
        was_gone = False
        for piece in pieces:
            form = self._plain("text")
            if piece.state == "same":
                cursor.insertText(piece.text, form)
                was_gone = False
                continue
            if piece.state == "gone":
                form.setFontStrikeOut(True)
                form.setForeground(self._theme.colour("muted"))
            else:
                form.setFontUnderline(True)
                form.setFontWeight(QFont.Weight.DemiBold)
            space = " " if was_gone and not piece.text[:1].isspace() else ""
            cursor.insertText(f"{space}{_SIGNS[piece.state]}", self._plain("muted"))
            cursor.insertText(piece.text, form)
            was_gone = piece.state == "gone"

    def _write(
        self, cursor: QTextCursor, text: str, form: QTextCharFormat, above: float = 0
    ) -> None:
        """Begin a line, `above` half steps of the grid below the one before."""
        block = QTextBlockFormat()
        # Words in other scripts keep their direction, but stand at the edge of all the others.
        edge = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        block.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute)
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            block.setTopMargin(above * GRID)
            cursor.insertBlock(block)
        cursor.setCharFormat(form)
        cursor.insertText(text, form)

    def _plain(self, role: str) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(self._theme.colour(role))
        return form

    def _strong(self) -> QTextCharFormat:
        form = self._plain("text")
        form.setFontWeight(QFont.Weight.DemiBold)
        return form


def _pieces(detail: Detail, whole: bool) -> tuple[Piece, ...]:
    """What is shown of a field: its words compared, or both values; of a `whole` record the one."""
    if detail.pieces:
        return detail.pieces
    before, after = with_minus(detail.before), with_minus(detail.after)
    if whole:
        return (Piece(before or after, "same"),)
    if _is_figure(before or after):  # struck through behind a "−", 5 is minus five
        return (Piece(f"{before or 'none'} → {after or 'none'}", "same"),)
    if before and after:
        return (Piece(f"{before} → {after}", "same"),)
    return (Piece(before, "gone"),) if before else (Piece(after, "new"),)


def _is_figure(text: str) -> bool:
    return text.lstrip("+−")[:1].isdecimal()
