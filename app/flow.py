"""A row of widgets that goes on in the next line where there is no more room."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Lines of widgets, each as wide as it likes to be.

    What follows `push` stands at the far end of its line.
    """

    def __init__(self, parent: QWidget, gap: int, line_gap: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._far: int | None = None
        self._gap, self._line_gap = gap, line_gap

    def push(self) -> None:
        """What is added from now on stands at the far end of its line."""
        self._far = len(self._items)

    # Qt asks these of every layout.

    def addItem(self, item: QLayoutItem) -> None:
        """One more."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """One of them, which is no longer laid out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is in this width, px."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """All in one line."""
        m = self.contentsMargins()
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() + self._gap for size in sizes)
        high = max((size.height() for size in sizes), default=0)
        return QSize(wide + m.left() + m.right(), high + m.top() + m.bottom())

    def minimumSize(self) -> QSize:
        """Room for the widest of them."""
        m = self.contentsMargins()
        wide = max((item.minimumSize().width() for item in self._shown()), default=0)
        high = max((item.minimumSize().height() for item in self._shown()), default=0)
        return QSize(wide + m.left() + m.right(), high + m.top() + m.bottom())

    def setGeometry(self, rect: QRect) -> None:
        """Put all in their places."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        m: QMargins = self.contentsMargins()
        inside = rect.marginsRemoved(m)
        far = set(map(id, self._items[self._far :])) if self._far is not None else set[int]()
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            wide = min(size.width(), max(inside.width(), item.minimumSize().width()))
            if lines[-1] and used + wide > inside.width():
                lines.append([])
                used = 0
            lines[-1].append((item, QSize(wide, size.height())))
            used += wide + self._gap
        y = inside.y()
        for line in lines:
            high = max((size.height() for _, size in line), default=0)
            if move:
                self._put(line, inside, y, high, far)
            y += high + self._line_gap
        return y - self._line_gap + m.bottom() - rect.y()

    def _put(
        self,
        line: list[tuple[QLayoutItem, QSize]],
        inside: QRect,
        y: int,
        high: int,
        far: set[int],
    ) -> None:
        spare = inside.width() - sum(s.width() + self._gap for _, s in line) + self._gap
        x, widget = inside.x(), self.parentWidget()
        for item, size in line:
            if id(item) in far:
                x, spare = x + max(0, spare), 0
            box = QRect(QPoint(x, y + (high - size.height()) // 2), size)
            way = widget.layoutDirection() if widget else Qt.LayoutDirection.LeftToRight
            item.setGeometry(QStyle.visualRect(way, inside, box))
            x += size.width() + self._gap
