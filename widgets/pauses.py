"""What is being typed, kept at every pause: text that is in no map yet.

Whatever has the keys and holds text is listened to. When it rests for a moment, or has not
rested for long, those who know what the text would become are asked.
"""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QMetaObject, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from model.change import Change, JourneyMap
from widgets.document import Document

#: ms without a key that are a pause, and after which it is kept even without one.
PAUSE = 300
LONGEST = 1500

#: What committing what is typed now would do to a map.
Pending = Callable[[JourneyMap], Change]


class Pauses(QObject):
    """Keeps what is typed in the texts of one window; `pending` knows what would come of it."""

    def __init__(self, document: Document, window: QWidget, pending: Pending) -> None:
        super().__init__(window)
        self._document, self._window, self._pending = document, window, pending
        #: To the text that has the keys.
        self._listening: QMetaObject.Connection | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.keep)
        self._since = QElapsedTimer()
        # What is typed is no longer the last that is kept once something else was done, or the
        # map was saved. At once is too early: an edit may just be what was typed.
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.keep)
        document.changed.connect(lambda _change: self._again.start())
        document.state_changed.connect(self._again.start)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def keep(self) -> None:
        """Keep what is typed now."""
        self._timer.stop()
        self._again.stop()
        self._since.invalidate()
        self._document.note_typing(self._pending(self._document.map))

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._listening is not None:
            # What was typed is committed by now, or was not wanted. The text may be gone.
            self.disconnect(self._listening)  # type: ignore[call-overload]  # unknown to the stubs
            self._listening = None
            self._timer.start()
        texts = QLineEdit | QPlainTextEdit | QTextEdit
        if isinstance(new, texts) and self._window.isAncestorOf(new):
            self._listening = new.textChanged.connect(self._typed)

    def _typed(self) -> None:
        if not self._since.isValid():
            self._since.start()
        if self._since.elapsed() < LONGEST:
            self._timer.start()
