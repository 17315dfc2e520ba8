"""How many minutes a timer is to run: typed and started with Enter."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
)

from widgets.presenting.timer import LONGEST

if TYPE_CHECKING:
    from app.window import Window

_OFTEN = (5, 10, 15)


class TimerDialog(QDialog):
    """A field for the minutes, and buttons for the usual ones."""

    chosen = Signal(float)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.setWindowTitle("Timer")
        self.minutes = QSpinBox(self)
        self.minutes.setRange(1, LONGEST // 60)
        self.minutes.setValue(_OFTEN[0])
        self.minutes.setSuffix(" min")
        self.minutes.setAccessibleName("Minutes")
        self.minutes.selectAll()
        question = QLabel("How &long is it to run? Everybody sees it.", self)
        question.setBuddy(self.minutes)
        row = QHBoxLayout()
        row.addWidget(self.minutes, 1)
        self.often: list[QPushButton] = []
        for many in _OFTEN:
            button = QPushButton(f"{many} min", self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, many=many: self._start(many))
            row.addWidget(button)
            self.often.append(button)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.begin = buttons.addButton("Start", QDialogButtonBox.ButtonRole.AcceptRole)
        self.begin.setDefault(True)
        buttons.accepted.connect(lambda: self._start(self.minutes.value()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(question)
        column.addLayout(row)
        column.addWidget(buttons)
        self.minutes.setFocus()

    def _start(self, minutes: float) -> None:
        self.chosen.emit(float(minutes))
        self.accept()
