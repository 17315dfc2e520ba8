"""Tags: a line for one card; for many, what each of them has, to be added to and taken off."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from widgets.inspector.around import Around
from widgets.inspector.chips import Chip
from widgets.inspector.fields import Field
from widgets.inspector.shares import add_words, shared, shown_of
from widgets.inspector.typed import Typed


class Tags(Typed):
    """A line that holds all tags of one card, or adds some to many cards."""

    added = Signal(tuple)
    removed = Signal(str)

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, "tags", parent)
        #: Whether the line adds to what is there, and does not stand for it.
        self.adds = False
        self.chips: list[Chip] = []

    def show_value(self, value: Any, various: bool) -> None:
        """One card's tags."""
        self.adds = False
        self._show_chips(())
        super().show_value(value, various)

    def show_shares(self, shares: Mapping[str, int], of: int) -> None:
        """The tags of many cards, and how many have each."""
        self.adds = True
        listed = shown_of(shares)
        self._show_chips([(tag, shared(n, of)) for tag, n in listed.items()])
        super().show_value((), False)
        self.line.setPlaceholderText(add_words("tags", shares, of))

    def accepted(self, value: Any) -> None:
        """What was typed is there now."""
        super().accepted(() if self.adds else value)

    def stops(self) -> list[QWidget]:
        """As every field does."""
        return [*(stop for chip in self.chips for stop in (chip.name, chip.remove)), self.line]

    def restyle(self) -> None:
        """As every field does."""
        for chip in self.chips:
            chip.name.setIcon(self.around.icon("tag"))

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        if read_only != self.read_only:
            self._show_chips(())
        super().set_read_only(read_only)

    def _show_chips(self, told: Sequence[tuple[str, str]]) -> None:
        while len(self.chips) > len(told):
            gone = self.chips.pop()
            self.column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        cross = None if self.read_only else self._cross
        while len(self.chips) < len(told):
            chip = Chip(cross, self)
            chip.removed.connect(self.removed)
            chip.opened.connect(self._add_to_all)
            self.column.insertWidget(1 + len(self.chips), chip)
            chip.show()
            self.chips.append(chip)
        for chip, (tag, count) in zip(self.chips, told, strict=True):
            chip.say(tag, tag, self.around.icon("tag"), count)
            if count and not self.read_only:
                chip.name.setToolTip("Add it to all")

    def _add_to_all(self, tag: str) -> None:
        """The name of a tag was pressed that only some have."""
        if not self.read_only:
            self.added.emit((tag,))

    def _cross(self) -> QIcon:
        return self.around.icon("x")
