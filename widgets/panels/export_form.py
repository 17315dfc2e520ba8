"""What can be chosen about a poster: format, paper, size, colours, and what is on it."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from export.worker import Sheet
from model.change import JourneyMap
from model.grid import lanes, personas
from model.layout import pages
from model.records import Lane, Persona
from widgets.box import GRID
from widgets.scrollbar import thin
from widgets.theme import outlined

_KINDS = {
    "pdf": "PDF, to print or send",
    "svg": "SVG, for drawing programs",
    "png": "PNG, a picture",
}
_ORIENTATIONS = {"auto": "Whichever is larger", "landscape": "Landscape", "portrait": "Portrait"}
_THEMES = {"light": "Light", "dark": "Dark", "grey": "Shades of grey"}
_OWN = "own"
_ALONE = "none"
_MOST_ROWS = 6


class ExportForm(QWidget):
    """The choices as fields; `sheet` is what they come to."""

    changed = Signal()

    def __init__(
        self, journey: JourneyMap, choices: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = _choice(_KINDS, "Format")
        self.paper = _choice(
            {name: f"{name}, {w:g} × {h:g} mm" for name, (w, h) in pages.PAPERS.items()}, "Paper"
        )
        self.paper.addItem("Another size", _OWN)
        self.across, self.down = _side("Width of the paper"), _side("Height of the paper")
        self.orientation = _choice(_ORIENTATIONS, "Orientation")
        self.fit = QCheckBox("As large as it fits", self)
        self.percent = QDoubleSpinBox(self)
        self.percent.setRange(1, 1000)
        self.percent.setDecimals(1)
        self.percent.setSuffix(" %")
        self.percent.setAccessibleName("Percentage")
        self.colours = _choice(_THEMES, "Colours")
        self.dpi = QSpinBox(self)
        self.dpi.setRange(10, 2400)
        self.dpi.setSuffix(" dpi")
        self.dpi.setAccessibleName("Resolution")
        self.personas = _Ticks("Personas", personas(journey), self)
        self.lanes = _Ticks("Lanes", lanes(journey), self)
        self.redact = QCheckBox("For outsiders: leave out what is internal", self)
        self.redact.setToolTip(
            "Private cards, the parking lot, comments, votes and people's names stay here"
        )
        self._lay_out()
        self._take(choices)
        self._follow()
        self._connect()

    @property
    def sheet(self) -> Sheet:
        """What is chosen now."""
        kind: str = self.kind.currentData()
        paper: str = self.paper.currentData()
        own = f"{self.across.value():g}x{self.down.value():g}mm"
        paper = {_OWN: own, _ALONE: ""}.get(paper, paper)
        orientation: Literal["auto", "portrait", "landscape"] = self.orientation.currentData()
        return Sheet(
            kind,
            paper,
            orientation if paper else "auto",
            None if self.fit.isChecked() or not paper else round(self.percent.value(), 1),
            self.colours.currentData(),
            self.personas.chosen,
            self.lanes.chosen,
            self.redact.isChecked(),
            float(self.dpi.value()),
        )

    @property
    def choices(self) -> dict[str, Any]:
        """What is worth remembering for the next poster, of whatever map."""
        return {
            "kind": self.kind.currentData(),
            "paper": self.paper.currentData(),
            "width": self.across.value(),
            "height": self.down.value(),
            "orientation": self.orientation.currentData(),
            "fit": self.fit.isChecked(),
            "percent": self.percent.value(),
            "theme": self.colours.currentData(),
            "redact": self.redact.isChecked(),
            "dpi": self.dpi.value(),
        }

    def _take(self, choices: Mapping[str, Any]) -> None:
        """Remembered choices, those left out that make no sense here."""
        self._set(self.kind, choices.get("kind", "pdf"))
        self._follow()
        self._set(self.paper, choices.get("paper", "A0"))
        self._set(self.orientation, choices.get("orientation", "auto"))
        self._set(self.colours, choices.get("theme", "light"))
        self.across.setValue(_number(choices.get("width"), 1200))
        self.down.setValue(_number(choices.get("height"), 900))
        self.percent.setValue(_number(choices.get("percent"), 100))
        self.dpi.setValue(round(_number(choices.get("dpi"), 150)))
        self.fit.setChecked(choices.get("fit") is not False)
        self.redact.setChecked(choices.get("redact") is True)

    def _set(self, box: QComboBox, value: object) -> None:
        at = box.findData(value)
        if at >= 0:
            box.setCurrentIndex(at)

    def _lay_out(self) -> None:
        own = QHBoxLayout()
        own.setSpacing(GRID)
        for part in (self.across, QLabel("×", self), self.down):
            own.addWidget(part)
        own.addStretch(1)
        size = QHBoxLayout()
        size.setSpacing(2 * GRID)
        size.addWidget(self.fit)
        size.addWidget(self.percent)
        size.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        form = self._form = QFormLayout()
        whole.addLayout(form)
        whole.addStretch(1)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(GRID)
        form.setHorizontalSpacing(2 * GRID)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._own = own
        for label, field in (
            ("&Format", self.kind),
            ("&Resolution", self.dpi),
            ("&Paper", self.paper),
            ("", own),
            ("&Orientation", self.orientation),
            ("Size", size),
            ("&Colours", self.colours),
            ("Personas", self.personas),
            ("&Lanes", self.lanes),
            ("", self.redact),
        ):
            form.addRow(label, field)
        self._size = size
        form.setRowVisible(self.personas, self.personas.count() > 1)
        form.setRowVisible(self.lanes, self.lanes.count() > 1)

    def _connect(self) -> None:
        for box in (self.kind, self.paper, self.orientation, self.colours):
            box.currentIndexChanged.connect(self._tell)
        for number in (self.across, self.down, self.percent, self.dpi):
            number.valueChanged.connect(self._tell)
        for tick in (self.fit, self.redact):
            tick.toggled.connect(self._tell)
        for ticks in (self.personas, self.lanes):
            ticks.itemChanged.connect(self._tell)

    def _tell(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Only fields that mean something with the others are there."""
        bare = self.kind.currentData() != "pdf"
        at = self.paper.findData(_ALONE)
        if bare and at < 0:
            self.paper.addItem("No paper, the map alone", _ALONE)
        elif not bare and at >= 0:
            self.paper.removeItem(at)
        paper = self.paper.currentData()
        self._form.setRowVisible(self.dpi, self.kind.currentData() == "png")
        self._form.setRowVisible(self._own, paper == _OWN)
        self._form.setRowVisible(self.orientation, paper != _ALONE)
        self._form.setRowVisible(self._size, paper != _ALONE)
        self.percent.setEnabled(not self.fit.isChecked())


class _Ticks(QListWidget):
    """Names to tick; `chosen` are the ids of those that are, () if that is all."""

    def __init__(self, name: str, records: Iterable[Persona | Lane], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        thin(self)
        high = self.fontMetrics().height() + GRID
        for record in records:
            item = QListWidgetItem(record.name or f"Unnamed {record.kind_name}", self)
            item.setData(Qt.ItemDataRole.UserRole, record.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setSizeHint(QSize(0, high))
        self.setPalette(outlined(self.palette()))
        rows = max(1, min(self.count(), _MOST_ROWS))
        self.setFixedHeight(rows * high + 2 * self.frameWidth())

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of what is ticked."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of what is ticked; empty for all."""
        ticked = self.ticked
        return () if len(ticked) == self.count() else ticked


def _choice(offered: Mapping[str, str], name: str) -> QComboBox:
    box = QComboBox()
    for value, text in offered.items():
        box.addItem(text, value)
    box.setAccessibleName(name)
    return box


def _side(name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(26, 5080)
    box.setDecimals(0)
    box.setSuffix(" mm")
    box.setAccessibleName(name)
    return box


def _number(value: object, usual: float) -> float:
    return float(value) if isinstance(value, (int, float)) else usual
