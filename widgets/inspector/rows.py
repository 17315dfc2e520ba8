"""Fields that are small tables of values without ids, and fields that are only shown."""

from typing import Any, get_args

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from model.records import Asset, Reading, Record, Value
from model.references import reference_fields
from widgets.box import GRID, Box
from widgets.inspector.around import Around, short_name
from widgets.inspector.boxes import Line
from widgets.inspector.chips import Name
from widgets.inspector.entry import VARIOUS, Entry
from widgets.inspector.fields import Field, words_for
from widgets.inspector.pictures import thumbnail
from widgets.inspector.values import Unfit, number_text, to_day, to_number

#: The columns of each table; one may be too special to be made here, only edited.
_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "attributes": (("name", "Name"), ("value", "Value")),
    "series": (("date", "Date"), ("value", "Value")),
    "score_weights": (("criterion", "Criterion"), ("weight", "Weight")),
    "rule_exemptions": (("rule", "Check"), ("reason", "Reason")),
    "saved_views": (("name", "Name"), ("text", "Text")),
}


class Rows(Entry):
    """A row of lines for each value, an x to take it out, a button for one more."""

    def __init__(
        self,
        field: Field,
        around: Around,
        record_type: type[Record],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, around, parent)
        self._type: type[Value] = get_args(record_type.model_fields[field.name].annotation)[0]
        self._values: tuple[Value, ...] = ()
        self._rows: list[tuple[QWidget, list[Line]]] = []
        self.add = Name(self, quiet=True)
        self.hold(self.add)
        self.add.clicked.connect(self._add)
        self.restyle()

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        values = () if various else tuple(value)
        if len(values) != len(self._rows):
            self._make_rows(len(values))
        self._values = values
        for i, (item, (_, lines)) in enumerate(zip(values, self._rows, strict=True)):
            for line, (name, word) in zip(lines, _COLUMNS[self.field.name], strict=True):
                shown = getattr(item, name)
                line.show_text(shown if isinstance(shown, str) else number_text(shown))
                line.setPlaceholderText(word)
                line.setAccessibleName(f"{self.field.label} {i + 1}, {word}")
        self.add.setVisible(not self.read_only)
        self.add.setEnabled(not various)
        self.add.say(VARIOUS if various else "Add one", self.around.icon("plus"))
        self.add.setAccessibleName(f"{self.field.label}: {self.add.text()}")

    def flush(self) -> None:
        """As every field does."""
        if not self.read_only:
            for i, (_, lines) in enumerate(self._rows):
                if any(line.is_typed for line in lines):
                    self._read(i)
                    return

    def forget(self) -> None:
        """As every field does."""
        super().forget()
        for _, lines in self._rows:
            for line in lines:
                line.restore()

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        if read_only != self.read_only:
            super().set_read_only(read_only)
            values = self._values
            self._make_rows(0)
            self.show_value(values, False)

    def restyle(self) -> None:
        """As every field does."""
        self.add.setIcon(self.around.icon("plus"))

    def _make_rows(self, n: int) -> None:
        for row, _ in self._rows[n:]:
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        del self._rows[n:]
        while len(self._rows) < n:
            self._rows.append(self._row(len(self._rows)))

    def _row(self, i: int) -> tuple[QWidget, list[Line]]:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        lines = []
        for _ in _COLUMNS[self.field.name]:
            line = Line(row)
            line.setReadOnly(self.read_only)
            line.done.connect(lambda: self._read(i))
            box = Box(line, row)
            box.flat = self.read_only
            layout.addWidget(box)
            lines.append(line)
        if not self.read_only:
            cross = QToolButton(row)
            cross.setAutoRaise(True)
            cross.setIcon(self.around.icon("x"))
            cross.setIconSize(QSize(14, 14))
            cross.setFixedSize(3 * GRID, 3 * GRID)
            cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            cross.setAccessibleName(f"Take out {self.field.label.lower()} {i + 1}")
            cross.setToolTip("Take out")
            cross.clicked.connect(lambda: self._take_out(i))
            layout.addWidget(cross)
        self.column.insertWidget(1 + i, row)
        row.show()
        return row, lines

    @property
    def pending(self) -> tuple[Any, ...]:
        """As every field does."""
        try:
            return next(filter(None, map(self._now, range(len(self._rows)))), ())
        except Unfit:
            return ()

    def _read(self, i: int) -> None:
        try:
            now = self._now(i)
        except Unfit as unfit:
            self.show_error(str(unfit))
            return
        if now:
            self.show_error("")
            for line in self._rows[i][1]:
                line.shown = line.text()
            self.committed.emit(*now)

    def _now(self, i: int) -> tuple[Any, ...]:
        """All rows with what was typed in the i-th; () if nothing was.

        Raises:
            Unfit: it is no value.
        """
        _, lines = self._rows[i]
        if self.read_only or not any(line.is_typed for line in lines):
            return ()
        now = self._values[i]
        fields = {
            name: self._parsed(name, line.text())
            for line, (name, _) in zip(lines, _COLUMNS[self.field.name], strict=True)
        }
        new = type(now).model_validate({**(now.__pydantic_extra__ or {}), **dict(now), **fields})
        return ((*self._values[:i], new, *self._values[i + 1 :]),)

    def _parsed(self, name: str, text: str) -> Any:
        if isinstance(self._type.model_fields[name].default, float):
            return to_number(text) or 0.0
        if name == "date" and self._type is Reading:
            return to_day(text)
        return text.strip()

    def _take_out(self, i: int) -> None:
        self.forget()
        self.committed.emit((*self._values[:i], *self._values[i + 1 :]))

    def _add(self) -> None:
        self.flush()
        self.committed.emit((*self._values, self._type()))
        if self._rows:
            self._rows[-1][1][0].setFocus(Qt.FocusReason.OtherFocusReason)


class Fixed(Entry):
    """A value that is what the record is, and so is shown but not changed here."""

    def __init__(
        self,
        field: Field,
        around: Around,
        record_type: type[Record],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, around, parent)
        self._type = record_type
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setMinimumWidth(1)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.hold(self.text)

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        if various:
            self.text.setText(VARIOUS)
        elif self._type is Asset and self.field.name == "data":
            picture = thumbnail(value, 240)
            self.text.setPixmap(picture)
            if picture.isNull():
                self.text.setText("This cannot be shown as a picture.")
        elif self.field.name in reference_fields(self._type):
            kinds = reference_fields(self._type)[self.field.name]
            known = self.around.map.records.get(value)
            self.text.setText(short_name(known, kinds) if value else "–")
        elif self.field.name in ("measure", "curve", "media_type"):
            self.text.setText(words_for(self._type, self.field.name, value))
        else:
            self.text.setText(str(value)[:2000] or "–")
