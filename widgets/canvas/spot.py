"""What is looked at on the canvas while the rest is dimmed: a filter, a spotlight.

Nothing is hidden and nothing laid out again: what is not looked at is painted faintly. Each
source says which records stay bright; where there are several, what all of them name does.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from model.layout.scene import Node, TiedNode

#: How opaque what is dimmed is painted. Text on its ground has a contrast of about 1.7 in
#: both: enough to see what it is and to find the way, and too little to draw the eye.
OPACITY = {"light": 0.26, "dark": 0.22}

Ids = frozenset[str]


class Spot(QObject):
    """The records of one canvas that stay bright.

    They are cards, stages, steps, lanes and personas: whatever else is drawn is as bright as
    those that it speaks of.
    """

    #: Other records are bright than before.
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sources: dict[str, Ids] = {}
        self._bright: Ids | None = None

    @property
    def bright(self) -> Ids | None:
        """Ids of what stays bright; None where nothing is dimmed."""
        return self._bright

    def of(self, source: str) -> Ids | None:
        """What one source keeps bright; None where it restricts nothing."""
        return self._sources.get(source)

    def put(self, source: str, bright: Ids | None) -> None:
        """Keep these bright for that source ("filter", "spotlight"); None restricts nothing."""
        if bright is None:
            if self._sources.pop(source, None) is None:
                return
        elif self._sources.get(source) is bright:
            return
        else:
            self._sources[source] = bright
        now = _common(self._sources.values())
        if now != self._bright:
            self._bright = now
            self.changed.emit()


def is_bright(node: Node, bright: Ids) -> bool:
    """Whether a part of an emotion line or a route speaks only of what is bright."""
    if isinstance(node, TiedNode):
        return all(any(i in bright for i in group) for group in node.ties)
    return True


def _common(sources: Iterable[Ids]) -> Ids | None:
    """What all sources name, the smallest one looked through; None without a source."""
    found = sorted(sources, key=len)
    return found[0].intersection(*found[1:]) if found else None
