"""How a table is to be understood: its sheet, its shape, where it begins, what its names are."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from model.importing.plan import Plan
from widgets.box import GRID

_SHAPES = {
    "list": "A list: a card in each row",
    "matrix": "A grid: stages across, lanes down",
    "turned": "A grid: lanes across, stages down",
}
#: The farthest row in which a table is said to begin.
_FARTHEST = 1000


class ImportForm(QWidget):
    """The choices above the table; `plan` is what they come to."""

    #: Another sheet was chosen.
    sheet_changed = Signal(int)
    #: The table has another shape, or begins elsewhere.
    shape_changed = Signal()
    #: Something else about it is otherwise.
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self.sheet = QComboBox(self)
        self.sheet.setAccessibleName("Sheet")
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sheet.setMaximumWidth(36 * GRID)
        self.sheet.setMinimumWidth(12 * GRID)
        self.shape = QComboBox(self)
        self.shape.setAccessibleName("The table is")
        self.shape.setMinimumWidth(16 * GRID)
        for value, text in _SHAPES.items():
            self.shape.addItem(text, value)
        self.begins = QSpinBox(self)
        self.begins.setAccessibleName("Begins in row")
        self.header = QCheckBox(self)
        self.steps = QCheckBox(self)
        self.lanes = QCheckBox(self)
        self._of_sheet = _labelled("S&heet", self.sheet, self)
        self._of_sheet.hide()
        self.begins.setMinimum(1)
        first = QHBoxLayout()
        first.setSpacing(3 * GRID)
        for part in (
            self._of_sheet,
            _labelled("The &table is", self.shape, self),
            _labelled("Begins in ro&w", self.begins, self),
        ):
            first.addWidget(part)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(3 * GRID)
        for tick in (self.header, self.steps, self.lanes):
            second.addWidget(tick)
        second.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2 * GRID)
        whole.addLayout(first)
        whole.addLayout(second)
        self.sheet.currentIndexChanged.connect(self.sheet_changed)
        self.shape.currentIndexChanged.connect(self._reshape)
        self.begins.valueChanged.connect(self.shape_changed)
        for tick in (self.header, self.steps, self.lanes):
            tick.toggled.connect(self._tell)
        self._follow()

    @property
    def plan(self) -> Plan:
        """What is chosen."""
        shape = self.shape.currentData()
        header = self.header.isChecked()
        if shape == "list":
            return Plan("list", header, columns=self._columns, top=self.begins.value() - 1)
        return Plan(
            "matrix",
            header,
            self.lanes.isChecked(),
            header and self.steps.isChecked(),
            shape == "turned",
            top=self.begins.value() - 1,
        )

    def take(self, plan: Plan) -> None:
        """Show a plan, without a word to anybody."""
        shape = "turned" if plan.turned else plan.shape
        parts = (self.shape, self.begins, self.header, self.steps, self.lanes)
        blocked = [QSignalBlocker(part) for part in parts]
        self.shape.setCurrentIndex(self.shape.findData(shape))
        self.begins.setValue(plan.top + 1)
        self.header.setChecked(plan.header)
        self.steps.setChecked(plan.steps)
        self.lanes.setChecked(plan.lanes)
        self._columns = plan.columns
        for blocker in blocked:
            blocker.unblock()
        self._follow()

    def map_columns(self, columns: tuple[str, ...]) -> None:
        """What each column of a list is from now on."""
        self._columns = columns
        self.changed.emit()

    def offer(self, sheets: Sequence[str], chosen: int) -> None:
        """Let one of these sheets be chosen; there is no choice where there is but one."""
        blocked = QSignalBlocker(self.sheet)
        self.sheet.addItems([name or f"Sheet {at}" for at, name in enumerate(sheets, 1)])
        self.sheet.setCurrentIndex(chosen)
        blocked.unblock()
        self._of_sheet.setVisible(len(sheets) > 1)

    def set_height(self, rows: int) -> None:
        """So many rows the sheet has."""
        blocked = QSignalBlocker(self.begins)
        self.begins.setRange(1, max(1, min(rows, _FARTHEST)))
        blocked.unblock()

    def _reshape(self) -> None:
        self._follow()
        self.shape_changed.emit()

    def _tell(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """The ticks say what they mean for this shape."""
        shape = self.shape.currentData()
        across, down = ("lanes", "stages") if shape == "turned" else ("stages", "lanes")
        side = "column" if shape == "turned" else "row"
        other = "row" if shape == "turned" else "column"
        if shape == "list":
            self.header.setText("The first row has hea&dings")
        else:
            names = down if shape == "turned" else across
            self.header.setText(f"The first {side} &names {names}")
            self.steps.setText(f"The second {side} names ste&ps")
            self.lanes.setText(f"The first {other} names &lanes")
        self.steps.setVisible(shape != "list")
        self.steps.setEnabled(self.header.isChecked())
        self.lanes.setVisible(shape != "list")


def _labelled(text: str, field: QWidget, parent: QWidget) -> QWidget:
    both = QWidget(parent)
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    label = QLabel(text, both)
    label.setBuddy(field)
    row.addWidget(label)
    row.addWidget(field)
    return both
