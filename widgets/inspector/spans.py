"""The field of a duration: least, typical and most, and their unit."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.records import Duration
from widgets.box import Box
from widgets.inspector.around import Around
from widgets.inspector.boxes import Line
from widgets.inspector.combo import Combo
from widgets.inspector.entry import EMPTY_ALL, Entry
from widgets.inspector.fields import Field
from widgets.inspector.values import Unfit, number_text, to_duration

_UNITS = ("seconds", "minutes", "hours", "days", "weeks", "months", "years")
_PARTS = (("low", "from"), ("typical", "about"), ("high", "to"))


class Span(Entry):
    """Three figures and a unit. Empty figures are not given; none at all is no duration."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self._value: Duration | None = None
        self._various = False
        self.lines: list[Line] = []
        self.boxes: list[Box] = []
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for _, word in _PARTS:
            line = Line(row)
            line.setPlaceholderText(word)
            line.setMinimumWidth(line.fontMetrics().horizontalAdvance(word) + 4)
            box = Box(line, row)
            box.set_inset(6)  # the four stand in a row of a narrow panel
            layout.addWidget(box, 3)
            self.lines.append(line)
            self.boxes.append(box)
        self.unit = Combo(lambda: around.icon("chevron-down"), row)
        for unit in _UNITS:
            self.unit.addItem(unit, unit)
        self.unit.setCurrentIndex(_UNITS.index("minutes"))
        self.unit.setMinimumWidth(self.unit.fontMetrics().horizontalAdvance("minutes") + 36)
        layout.addWidget(self.unit, 1)
        self.hold(row, self.lines[1])
        for line, (_, word) in zip(self.lines, _PARTS, strict=True):
            line.setAccessibleName(f"{field.label}, {word}")
            line.done.connect(self.flush)
            line.emptied.connect(self._empty_all)
        self.unit.setAccessibleName(f"{field.label}, unit")
        self.unit.activated.connect(self._unit_chosen)

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        self._value, self._various = value, various
        for line, (name, word) in zip(self.lines, _PARTS, strict=True):
            line.setPlaceholderText("…" if various else word)  # "Various" has no room there
            line.setToolTip(EMPTY_ALL if various else word.capitalize())
            line.show_text(number_text(getattr(value, name, None)))
        if value is not None:
            self.unit.setCurrentIndex(self.unit.findData(value.unit))
        if not self._typed():
            self.show_error("")

    def flush(self) -> None:
        """As every field does."""
        if not self.read_only and self._typed():
            self._read()

    def forget(self) -> None:
        """As every field does."""
        super().forget()
        for line in self.lines:
            line.restore()
        self.unit.setCurrentIndex(self.unit.findData("minutes"))

    def accepted(self, value: Any) -> None:
        """What was typed is the value now."""
        for line, (name, _) in zip(self.lines, _PARTS, strict=True):
            line.show_text(number_text(getattr(value, name, None)), keep_typed=False)

    def mark(self, wrong: bool) -> None:
        """As every field does."""
        for box in self.boxes:
            box.set_edge(self.around.error_colour() if wrong else None)

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        super().set_read_only(read_only)
        for line, box in zip(self.lines, self.boxes, strict=True):
            line.setReadOnly(read_only)
            box.flat = read_only
        self.unit.setEnabled(not read_only)

    def _typed(self) -> bool:
        return any(line.is_typed for line in self.lines)

    def _empty_all(self) -> None:
        """Delete where many have various durations takes them from all."""
        if self._various and not self.read_only and not self._typed():
            self.committed.emit(None)

    def _unit_chosen(self) -> None:
        if self._value is not None or self._typed():
            self._read()

    @property
    def pending(self) -> tuple[Any, ...]:
        """As every field does."""
        try:
            return (self._now(),) if not self.read_only and self._typed() else ()
        except Unfit:
            return ()

    def _read(self) -> None:
        try:
            value = self._now()
        except Unfit as unfit:
            self.show_error(str(unfit))
            return
        self.show_error("")
        self.committed.emit(value)

    def _now(self) -> Duration | None:
        """The duration as it stands in the lines.

        Raises:
            Unfit: it is none.
        """
        low, typical, high = (line.text() for line in self.lines)
        value = to_duration(low, typical, high, self.unit.currentData())
        if value is not None and self._value is not None:
            unknown = self._value.__pydantic_extra__ or {}
            value = Duration.model_validate({**unknown, **dict(value)})
        return value
