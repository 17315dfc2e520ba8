"""What is done while nobody waits: texts for the next save, and rubbish."""

from PySide6.QtCore import QObject, Qt, QTimer

from model import collector
from widgets.document import Document

#: How long, in ms, a map must have been left alone: longer than a pause between words.
SETTLED = 1500
#: How many records are encoded at once: some milliseconds of work.
MOST = 500


class Idle(QObject):
    """Keeps one document ready to be saved within a frame."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._timer = QTimer(self, singleShot=True, interval=SETTLED)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.work)
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self.work)
        document.changed.connect(self._settle)
        self._timer.start()

    def _settle(self) -> None:
        self._more.stop()
        self._timer.start()

    def work(self) -> None:
        """Encode what is new, a little at a time, and collect what is garbage."""
        if self._document.warm(MOST):
            collector.collect()
        else:
            self._more.start()
