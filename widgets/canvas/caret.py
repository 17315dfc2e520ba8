"""The text widget that lies over a title while it is typed: plain text only, nothing corrected.

It is a QTextEdit, as a QPlainTextEdit cannot set its lines as far apart as the Scene does.
What leaves it and what comes into it is plain text all the same.
"""

from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from model.layout.text import TextStyle, baseline, block
from model.records import LONGEST_TEXT
from widgets.canvas import caret_lines, editing_fonts
from widgets.canvas.caret_keys import ENDINGS, is_for_text
from widgets.steady import steady
from widgets.theme import Theme

#: Around text that stands in a box of its own, as it is larger than what it lies over; px.
_PAD = 5
_FRAME = QFrame.Shape.Box.value | QFrame.Shadow.Plain.value
#: Room for the caret after the last letter of a full line, px.
_CARET = 3


@steady
class Caret(QTextEdit):
    """Text being typed. It knows nothing of maps."""

    #: The text, or what an input method is composing in it, is another one.
    typed = Signal()
    #: Typing ended (an `Ending`).
    ended = Signal(str)
    #: One line on why something was not taken over.
    said = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = TextStyle(13, 18)
        self._language = ""
        self._scale = 1.0
        self._one_line = False
        self._quotes = ("", "")
        self._preedit = ""
        self._own_menu = False
        self._filling = False
        self._lying = False
        self.hide()
        self.setAcceptRichText(False)
        self.setFrameStyle(QFrame.Shape.NoFrame)
        self.setLineWidth(2)
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.setAccessibleName("Text on the map")
        self.textChanged.connect(self._tell)

    @property
    def text(self) -> str:
        """What is typed so far, as it was typed."""
        raw = self.document().toRawText()
        raw = raw.encode("utf-8", "ignore").decode()  # without halves of characters
        return raw.replace("\u2029", "\n").replace("\u2028", "\n")

    @property
    def text_shown(self) -> str:
        """The text with what an input method is composing in it."""
        if not self._preedit:
            return self.text
        at = len(caret_lines.units(self.text, 0, self.textCursor().position()))
        return self.text[:at] + self._preedit + self.text[at:]

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or deleted since `fill`."""
        return self.document().isModified()

    def fill(
        self,
        text: str,
        style: TextStyle,
        language: str,
        one_line: bool = False,
        quotes: tuple[str, str] = ("", ""),
    ) -> None:
        """Begin with this text, the caret at its end; nothing before can be undone.

        `quotes` are what the Scene puts around it: room is left for them.
        """
        self._filling = True
        self._preedit = ""
        self._style, self._language, self._one_line = style, language, one_line
        self._quotes = quotes
        self.setUndoRedoEnabled(False)
        self.clear()
        self._expect(text)
        self.setPlainText(text)
        self._set_type()
        self.setUndoRedoEnabled(True)
        self.document().setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._filling = False

    def set_style(self, style: TextStyle) -> None:
        """Type in another style from now on."""
        if style != self._style:
            self._style = style
            self._set_type()

    def settle(self) -> None:
        """Take over what an input method is still composing."""
        if self._preedit:
            QGuiApplication.inputMethod().commit()

    def lie_over(self, box: QRectF, scale: float, theme: Theme, boxed: bool) -> None:
        """Lie over a box of the parent, in type `scale` times the style's.

        `boxed`: on a ground of its own, kept within the parent. Otherwise what is below
        shines through, and the text stands just where the Scene would put it.
        """
        if self._lying:  # wrapping elsewhere changes the size, which asks for this again
            return
        self._lying = True
        self._colour(theme, boxed)
        if scale != self._scale:
            self._scale = scale
            self._set_type()
        across = _PAD if boxed else 0
        down = min(across, 2) if self._one_line else across
        self.setViewportMargins(across, down, across, down)
        self.setFrameStyle(_FRAME if boxed else QFrame.Shape.NoFrame)
        across, down = across + self.frameWidth(), down + self.frameWidth()
        wrap = max(20, round(box.width()))
        if self._one_line:
            self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
            wrap = max(wrap, ceil(self.document().idealWidth()))
        else:
            self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
            self._wrap_at(wrap, box.width() / scale)
        # Both painters round the baseline to whole px.
        top = round(box.y() + baseline(self._style) * scale) - round(self._baseline())
        high = max(box.height(), self.document().size().height()) + 1
        x, y = round(box.x()) - across, top - down
        wide, tall = wrap + _CARET + 2 * across, round(high) + 2 * down
        over = self.parentWidget()
        if boxed and over is not None:
            room = over.rect()
            wide = min(wide, room.width())
            x = max(0, min(x, room.width() - wide))
            y = max(0, min(y, room.height() - tall))
        if self.geometry().getRect() != (x, y, wide, tall):
            self.setGeometry(x, y, wide, tall)
        self._lying = False

    # Qt asks these of every text widget.

    def event(self, event: QEvent) -> bool:
        """Keys that mean something in a text are no shortcuts of the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if is_for_text(event):
                event.accept()
                return True
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Tab and Esc end typing; Shift+Enter begins a new line."""
        ending = ENDINGS.get(event.key())
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if ending == "enter" and shifted:
            if not self._one_line:
                self._insert("\n")
        elif ending == "tab" and shifted:
            self.ended.emit("backtab")
        elif ending is not None:
            self.ended.emit(ending)
        elif event.text().isprintable() and event.text() and self._is_full():
            self.said.emit(f"A text holds at most {LONGEST_TEXT:,} characters")
        else:
            self._expect(self.text + event.text())
            super().keyPressEvent(event)
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Nothing that is typed is for the canvas below."""
        super().keyReleaseEvent(event)
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is being composed wraps as it will when it is done."""
        self._preedit = event.preeditString()
        self._expect(self.text + self._preedit + event.commitString())
        super().inputMethodEvent(event)
        self.typed.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on to the next cell, not to the next widget."""
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Typing ends when the user goes elsewhere in the window, not with the window itself."""
        super().focusOutEvent(event)
        reason = event.reason()
        stays = reason == Qt.FocusReason.ActiveWindowFocusReason or (
            reason == Qt.FocusReason.PopupFocusReason and self._own_menu
        )
        if not stays and self.isVisible():
            self.ended.emit("leave")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls and zooms the map, here as beside the text."""
        below = self.parentWidget()
        if below is not None:
            at = QPointF(self.viewport().mapTo(below, event.position().toPoint()))
            passed = QWheelEvent(
                at, event.globalPosition(), event.pixelDelta(), event.angleDelta(),
                event.buttons(), event.modifiers(), event.phase(), event.inverted(),
            )  # fmt: skip
            QApplication.sendEvent(below, passed)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu of a text."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._own_menu = True
        menu.aboutToHide.connect(self._forget_menu)
        menu.popup(event.globalPos())
        event.accept()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only text."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only the text of what is pasted, as far as there is room."""
        text = source.text().replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if self._one_line:
            text = " ".join(text.split())
        cursor = self.textCursor()
        room = LONGEST_TEXT - len(self.text) + len(cursor.selectedText())
        if len(text) > room:
            self.said.emit(f"A text holds at most {LONGEST_TEXT:,} characters")
        self._insert(text[:room])

    def createMimeDataFromSelection(self) -> QMimeData:
        """Only text: what is copied has no font."""
        data = QMimeData()
        text = self.textCursor().selectedText()
        data.setText(text.replace("\u2029", "\n").replace("\u2028", "\n"))
        return data

    def _insert(self, text: str) -> None:
        """Text at the caret; only the first line of all is set in for a quotation mark."""
        self._expect(self.text + text)
        cursor = self.textCursor()
        first, *others = text.split("\n")
        cursor.beginEditBlock()
        cursor.insertText(first)
        for line in others:
            below = QTextBlockFormat(cursor.blockFormat())
            below.setTextIndent(0)
            cursor.insertBlock(below)
            cursor.insertText(line)
        cursor.endEditBlock()
        self.ensureCursorVisible()

    def _forget_menu(self) -> None:
        self._own_menu = False

    def _is_full(self) -> bool:
        return len(self.text) >= LONGEST_TEXT and not self.textCursor().hasSelection()

    def _baseline(self) -> float:
        """From the top of the text to the baseline of its first line, px."""
        line = self.document().begin().layout().lineAt(0)
        return line.y() + line.ascent() if line.isValid() else 0.0

    def _wrap_at(self, width: int, in_scene: float) -> None:
        """Wrap as the Scene does at `in_scene` px: rounding may take a px more or less."""
        wanted = caret_lines.printed(self.text, self._quotes, self._style, in_scene, self._language)
        for each in (width, width + 1, width - 1, width + 2, width - 2):
            if self.lineWrapColumnOrWidth() != each:
                self.setLineWrapColumnOrWidth(each)
            if self._preedit or caret_lines.typed(self.document()) == wanted:
                return
        self.setLineWrapColumnOrWidth(width)

    def _tell(self) -> None:
        if not self._filling:
            self.typed.emit()

    def _colour(self, theme: Theme, boxed: bool) -> None:
        palette = QPalette(QApplication.palette())
        ground = theme.colour("surface")
        ground.setAlphaF(1.0 if boxed else 0.0)
        palette.setColor(QPalette.ColorRole.Base, ground)
        palette.setColor(QPalette.ColorRole.Window, ground)
        self.setAutoFillBackground(boxed)
        palette.setColor(QPalette.ColorRole.Text, theme.colour("text"))
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour("focus"))
        palette.setColor(QPalette.ColorRole.Highlight, theme.colour("focus"))
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.colour("on.accent"))
        if palette != self.palette():
            self.setPalette(palette)

    def _expect(self, text: str) -> None:
        """Have the fonts of a text before it comes: Qt complains of letters that it lacks."""
        font = editing_fonts.font(self._style, text, self._language, self._scale)
        if font != self.font():
            self.setFont(font)

    def _set_type(self) -> None:
        """Fonts and lines at the size of now, without an entry in what can be undone."""
        self._expect(self.text)
        height = self._style.leading * self._scale
        lines = QTextBlockFormat()
        lines.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.joinPreviousEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)
        if self._quotes[0]:
            cursor.movePosition(QTextCursor.MoveOperation.Start)
            lines.setTextIndent(block(self._quotes[0], self._style).width * self._scale)
            cursor.mergeBlockFormat(lines)
        cursor.endEditBlock()
