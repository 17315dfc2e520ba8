"""One choice as a large button: who says what, and whether it stands on the map now.

What became of the words before is struck or underlined, and never told by colour alone.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from model.comparing.wording import Piece
from model.merging.settling import Choice
from widgets.box import GRID, RADIUS
from widgets.inspector.boxes import small
from widgets.theme import Theme
from widgets.wrapped import in_lines

_ICON = 14
NOW = "On the map now"


class ChoiceBox(QAbstractButton):
    """One choice: its name, the figure that marks it, and what it comes to.

    Attributes:
        choice: which one it is.
        marked: whether Enter takes it.
    """

    #: The pointer, or the keyboard, came to it or left it.
    pointed = Signal(bool)
    reached = Signal(bool)
    #: The keyboard goes back to where it came from.
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.choice: Choice = "leave"
        self.marked = self.stands = False
        self._number = ""
        self._pieces: tuple[Piece, ...] = ()
        self._spaced: tuple[Piece, ...] = ()
        self._laid: tuple[int, QTextLayout] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(1)
        theme.changed.connect(self._recolour)

    def show_choice(
        self, choice: Choice, title: str, number: int, pieces: tuple[Piece, ...], stands: bool
    ) -> None:
        """Be this one."""
        self.choice, self._pieces, self.stands = choice, pieces, stands
        self._spaced = tuple(_spaced(pieces))
        self._number = str(number)
        self._laid = None
        self.setText(title)
        said = "".join(text for text, state in pieces if state != "gone")
        now = f"{NOW}. " if stands else ""
        self.setAccessibleName(f"{title}. {now}{said}".rstrip())
        self.setAccessibleDescription(f"{number} shows it on the map")
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def mark(self, marked: bool) -> None:
        """Whether Enter takes it."""
        if marked != self.marked:
            self.marked = marked
            self.update()

    @property
    def says(self) -> str:
        """What it comes to, without what is gone."""
        return "".join(text for text, state in self._pieces if state != "gone")

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What its words need, px."""
        high = self._head_height() + self._mark_height(width) + 2 * GRID - 2
        if self._pieces:
            high += round(self._body(width).boundingRect().height()) + GRID // 4
        return high

    def sizeHint(self) -> QSize:
        """As high as its words need, px."""
        return QSize(20 * GRID, self.heightForWidth(max(20 * GRID, self.width())))

    def minimumSizeHint(self) -> QSize:
        """It gives way in width alone, px."""
        return QSize(1, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines need another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Another font, other lines."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._laid = None
            self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what it comes to."""
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Show no more of it."""
        super().leaveEvent(event)
        self.pointed.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show what it comes to."""
        super().focusInEvent(event)
        self.reached.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no more of it."""
        super().focusOutEvent(event)
        self.reached.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame, what it is called, and what it says."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, strong = self._theme, self.marked or self.hasFocus()
        width = 2.0 if self.hasFocus() else 1.5 if strong else 1.0  # the ring is where keys go
        lit = strong or self.underMouse() or self.isDown()
        painter.setPen(QPen(theme.colour("focus" if strong else "border"), width))
        painter.setBrush(theme.colour("lane.alternate" if lit else "surface"))
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        self._paint_head(painter)
        if self._pieces:
            top = 1.25 * GRID + self._head_height() + self._mark_height(self.width())
            self._body(self.width()).draw(painter, QPointF(GRID, top))
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        whole = self.rect().adjusted(GRID, GRID, -GRID, -GRID)
        whole.setHeight(self._head_height())
        theme, way = self._theme, self.layoutDirection()
        flag = Qt.AlignmentFlag
        quiet, bold = small(self.font()), self._title_font()
        painter.setFont(quiet)
        painter.setPen(theme.colour("muted"))
        metrics = QFontMetrics(quiet)
        end = metrics.horizontalAdvance(self._number)
        painter.drawText(whole, flag.AlignTrailing | flag.AlignVCenter, self._number)
        if self.stands:
            wide = metrics.horizontalAdvance(NOW)
            below = self._mark_height(self.width())
            if below:
                square = whole.translated(0, whole.height())
                room = square.adjusted(_ICON + GRID // 2, 0, 0, 0)
                side = flag.AlignLeading
            else:
                room = whole.adjusted(0, 0, -(end + GRID + (GRID // 2)), 0)
                side = flag.AlignTrailing
                end += wide + GRID // 2
                square = whole.adjusted(whole.width() - end - GRID - _ICON - GRID // 2, 0, 0, 0)
                end += _ICON + GRID
            turned = QStyle.visualRect(way, self.rect(), room)
            painter.drawText(turned, side | flag.AlignVCenter, NOW)
            square.setWidth(_ICON)
            turned = QStyle.visualRect(way, self.rect(), square)
            theme.icon("check", "muted").paint(painter, turned)
        painter.setFont(bold)
        painter.setPen(theme.colour("text"))
        room = whole.adjusted(0, 0, -(end + GRID), 0)
        fitting = QFontMetrics(bold).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        turned = QStyle.visualRect(way, self.rect(), room)
        painter.drawText(turned, flag.AlignLeading | flag.AlignVCenter, fitting)

    def _title_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _head_height(self) -> int:
        return QFontMetrics(self._title_font()).height()

    def _mark_height(self, width: int) -> int:
        """How much higher it is, px, as its name leaves no room for the mark beside it."""
        if not self.stands:
            return 0
        quiet = QFontMetrics(small(self.font()))
        marks = quiet.horizontalAdvance(NOW) + quiet.horizontalAdvance(self._number) + _ICON
        title = QFontMetrics(self._title_font()).horizontalAdvance(self.text())
        return 0 if title + marks + 4 * GRID <= width - 2 * GRID else self._head_height()

    def _body(self, width: int) -> QTextLayout:
        """Its words in lines of that width."""
        if self._laid is not None and self._laid[0] == width:
            return self._laid[1]
        text = "".join(piece.text for piece in self._spaced).replace("\n", "\u2028")
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        # Here left is left, whichever way a text or a window is read.
        align = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        laid = in_lines(
            text, self.font(), width - 2 * GRID, Qt.LayoutDirection.LayoutDirectionAuto,
            align=align, formats=self._formats(),
        )  # fmt: skip
        self._laid = (width, laid)
        return laid

    def _formats(self) -> list[QTextLayout.FormatRange]:
        found, at = [], 0
        for text, state in self._spaced:
            size = len(text.encode("utf-16-le")) // 2
            if state != "same":
                span = QTextLayout.FormatRange()
                span.start, span.length = at, size
                how = QTextCharFormat()
                if state == "gone":
                    how.setFontStrikeOut(True)
                    how.setForeground(self._theme.colour("muted"))
                else:
                    how.setFontUnderline(True)
                    how.setFontWeight(QFont.Weight.DemiBold)
                span.format = how
                found.append(span)
            at += size
        return found

    def _recolour(self) -> None:
        self._laid = None
        self.update()


def _spaced(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The pieces, with a space between what is gone and what came in its place."""
    before = ""
    for text, state in pieces:
        if before == "gone" and state == "new":
            yield Piece("\u2006", "same")
        before = state
        yield Piece(text, state)
