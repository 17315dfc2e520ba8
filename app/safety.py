"""The mark at the bottom that says what is safe: saved, kept, or neither."""

from types import MappingProxyType

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.notice import Notice
from widgets.document import Document
from widgets.keeping import Safety
from widgets.theme import Theme
from widgets.tips import plain_tip

_ICON = 16
_WORDS = MappingProxyType(
    {
        "saved": ("Saved", "check", "All that is on this map is in its file."),
        "new": ("Nothing to save yet", "", "What you do will be kept as you do it."),
        "saving": ("Saving…", "save", "The map is being written to its file."),
        "kept": (
            "Kept, not saved yet",
            "shield-check",
            "What you do is kept on this computer as you do it, and is there again after a "
            "crash or a power cut. It is not in the file yet.",
        ),
        "unkept": (
            "Not kept",
            "triangle-alert",
            "What you did last is nowhere but in this window.",
        ),
    }
)


class SafetyMark(QWidget):
    """A small sign and a word or two; the whole sentence in the tooltip."""

    def __init__(self, document: Document, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._theme = document, theme
        self._sign = QLabel(self)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addWidget(self.words)
        document.safety_changed.connect(self._show)
        document.state_changed.connect(self._show)
        theme.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        safety = self._document.safety
        is_new = safety.state == "saved" and self._document.path is None
        said, icon, meaning = _WORDS["new" if is_new else safety.state]
        warns = safety.state == "unkept"
        if warns and safety.why:
            meaning = f"{meaning} It could not be kept: {safety.why}."
        if icon:
            colour = "feeling.below" if warns else "muted"
            sign = self._theme.icon(icon, colour).pixmap(
                QSize(_ICON, _ICON), self.devicePixelRatioF()
            )
            self._sign.setPixmap(sign)
        self._sign.setVisible(bool(icon))
        role = QPalette.ColorRole
        self.words.setForegroundRole(role.WindowText if warns else role.PlaceholderText)
        self.words.setText(said)
        self.setToolTip(plain_tip(meaning))
        self.setAccessibleName(f"{said}. {meaning}")


def warn(document: Document, notice: Notice) -> None:
    """Say above the canvas when what is done is not kept, for as long as that is so."""

    def look() -> None:
        safety: Safety = document.safety
        sentence = ""
        if safety.state == "unkept" and safety.why:
            sentence = (
                f"What you do now is not kept: {safety.why}. It is tried again every few "
                "seconds. Save the map, or save it elsewhere."
            )
        notice.say(sentence, "unkept")

    document.safety_changed.connect(look)
    look()
