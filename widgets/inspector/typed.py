"""Fields that are typed: lines, texts, numbers, shares, dates, tags and lists of lines."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from model.records import PHASES
from widgets.box import Box
from widgets.inspector.around import Around
from widgets.inspector.boxes import Line, Text
from widgets.inspector.entry import EMPTY_ALL, VARIOUS, Entry
from widgets.inspector.fields import Field
from widgets.inspector.offered import OfferingLine
from widgets.inspector.values import (
    Unfit,
    number_text,
    percent_text,
    to_day,
    to_lines,
    to_moment,
    to_number,
    to_share,
    to_tags,
)

Read = Callable[[str], Any]
Write = Callable[[Any], str]

#: How what is typed becomes a value and back, and what an empty field says.
_FORMS: dict[str, tuple[Read, Write, str]] = {
    "line": (str.strip, str, ""),
    "suggest": (str.strip, str, ""),
    "text": (str.rstrip, str, ""),
    "number": (to_number, number_text, "Not given"),
    "count": (lambda text: to_number(text, whole=True), number_text, "Not given"),
    "percent": (to_share, percent_text, "Not given"),
    "date": (to_day, str, "2026-09-14"),
    "moment": (to_moment, str, "2026-09-14 08:30"),
    "lines": (to_lines, "\n".join, "One a line"),
    "tags": (to_tags, ", ".join, "With commas between"),
}
_LONG = {"text", "lines"}
_OFFERED = {"phase": PHASES, "language": ("en", "de", "fr", "es", "it", "nl", "pt", "ar", "ja")}


def _line(form: str) -> Line | Text:
    """What is typed into."""
    if form in _LONG:
        return Text()
    return OfferingLine() if form == "suggest" else Line()


class Typed(Entry):
    """A line or a text, read when the user leaves it or presses Enter."""

    def __init__(
        self, field: Field, around: Around, form: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, around, parent)
        self._read, self._write, self._empty = _FORMS[form]
        self.line: Line | Text = _line(form)
        self.box = Box(self.line, self)
        self.line.setPlaceholderText(self._empty)
        if isinstance(self.line, OfferingLine):
            self.line.offer(_OFFERED.get(field.name, ()))
        self.hold(self.box, self.line)
        self.line.done.connect(self.flush)
        self.line.emptied.connect(self._empty_all)
        self.line.textChanged.connect(self._look_again)

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        self.line.setPlaceholderText(VARIOUS if various else self._empty)
        self.line.setToolTip(EMPTY_ALL if various else self.field.help)
        self.line.show_text("" if various else self._write(value))
        if not self.line.is_typed:
            self.show_error("")

    @property
    def pending(self) -> tuple[Any, ...]:
        """As every field does."""
        try:
            return self._pending()
        except Unfit:
            return ()

    def flush(self) -> None:
        """As every field does."""
        if self.read_only:
            return
        try:
            value = self._pending()
        except Unfit as unfit:
            self.show_error(str(unfit))
            return
        self.show_error("")
        if value:
            self.committed.emit(*value)
        elif self.line.is_typed:
            self.line.restore()

    def _pending(self) -> tuple[Any, ...]:
        """What was typed, if it is another value than what was there.

        Raises:
            Unfit: it is no value for this field.
        """
        if self.read_only or not self.line.is_typed:
            return ()
        value = self._read(self.line.typed())
        various = self.line.placeholderText() == VARIOUS
        return (value,) if various or self._write(value) != self.line.shown else ()

    def accepted(self, value: Any) -> None:
        """What was typed is the value now: show it as it is written from now on."""
        self.line.show_text(self._write(value), keep_typed=False)

    def forget(self) -> None:
        """As every field does."""
        super().forget()
        self.line.restore()

    def _empty_all(self) -> None:
        """Delete where many have various values takes them from all."""
        if self.line.placeholderText() == VARIOUS and not self.read_only:
            self.committed.emit(self._read(""))

    def _look_again(self) -> None:
        if self.error and not self.line.is_typed:
            self.show_error("")

    def mark(self, wrong: bool) -> None:
        """As every field does."""
        self.box.set_edge(self.around.error_colour() if wrong else None)

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        super().set_read_only(read_only)
        self.line.setReadOnly(read_only)
        self.box.flat = read_only
        self.box.update()
