"""Fields that name other records: one, or several; picked, made there, taken off."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from model.names import field_name
from model.records import Asset, Record
from model.references import reference_fields
from resources import icons
from widgets.box import GRID, box_height, paint_box
from widgets.inspector.around import Around, short_name
from widgets.inspector.changes import MAKEABLE
from widgets.inspector.chips import LEADS_TO, Chip, Name
from widgets.inspector.combo import paint_choice
from widgets.inspector.entry import VARIOUS, Entry
from widgets.inspector.fields import Field
from widgets.inspector.offers import offers
from widgets.inspector.picklist import Offer, PickList
from widgets.inspector.pictures import ask_for_picture, thumbnail
from widgets.inspector.shares import add_words, shared, shown_of
from widgets.tips import plain_tip


class PickButton(QAbstractButton):
    """Looks like a field, opens a list: what is picked, or in grey that nothing is."""

    def __init__(self, chevron: Callable[[], QIcon], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chevron = chevron
        self.given = False
        self.read_only = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_read_only(self, read_only: bool) -> None:
        """Only show what was picked."""
        self.read_only = read_only
        self.setEnabled(not read_only)

    def sizeHint(self) -> QSize:
        """What it likes to have, px."""
        return QSize(12 * GRID, box_height(self))

    def minimumSizeHint(self) -> QSize:
        """What it can do with, px."""
        return QSize(4 * GRID, box_height(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of its own come first."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the palette's colours."""
        with QPainter(self) as painter:
            paint_box(painter, self, self.hasFocus(), flat=self.read_only)
            chevron = None if self.read_only else self._chevron()
            paint_choice(painter, self, self.text(), self.given, self.icon(), chevron)


class _Picking(Entry):
    """What One and Many share: the list, and what can be made in it."""

    #: Words typed for a new record, with its kind; a picture's content.
    made = Signal(str, str)
    picture = Signal(bytes)

    def __init__(
        self,
        field: Field,
        around: Around,
        record_type: type[Record],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, around, parent)
        self.kinds = reference_fields(record_type)[field.name]
        self._only = self.kinds[0] if len(self.kinds) == 1 else ""

    def open_list(
        self, below: QWidget, without: set[str], picked: Callable[[str], None], none: str = ""
    ) -> None:
        """Let the user pick; `none` is what picking nobody is called."""
        if self._only == "asset":
            ask_for_picture(self, self.picture.emit)
            return
        found = offers(self.around, self.kinds, without)
        if none:
            found.insert(0, Offer("", none))
        make = self._only if self._only in MAKEABLE else ""
        window = PickList(found, below, make, self.around.icon("plus"))
        window.picked.connect(picked)
        window.made.connect(lambda text: self.made.emit(self._only, text))
        window.open_below(below)

    def icon_for(self, record: Record | None) -> QIcon:
        """The record's icon; a picture is its own."""
        if isinstance(record, Asset):
            return QIcon(thumbnail(record.data))
        return self.around.icon_of(record)


class One(_Picking):
    """One record or none."""

    def __init__(
        self,
        field: Field,
        around: Around,
        record_type: type[Record],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, around, record_type, parent)
        self._id = ""
        self._various = False
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.button = PickButton(lambda: around.icon("chevron-down"), row)
        self.look = QToolButton(row)
        self.look.setAutoRaise(True)
        self.look.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout.addWidget(self.button)
        layout.addWidget(self.look)
        self.hold(row, self.button)
        self.button.clicked.connect(self._open)
        self.look.clicked.connect(lambda: around.look_into(self._id))
        self.restyle()

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        self._id, self._various = ("" if various else value), various
        self.look.setProperty(LEADS_TO, self._id)
        record = self.around.map.records.get(self._id)
        self.button.given = bool(self._id)
        none = "Nobody" if self._only in ("person", "persona") else "Nothing"
        name = short_name(record, self.kinds) if self._id else none
        self.button.setText(VARIOUS if various else name)
        self.button.setIcon(self.icon_for(record) if self._id else QIcon())
        self.button.setAccessibleDescription(self.button.text())
        self.look.setVisible(record is not None)
        words = f"Look at {self.button.text()}"
        self.look.setToolTip(plain_tip(words))
        self.look.setAccessibleName(words)
        self.button.update()

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        super().set_read_only(read_only)
        self.button.set_read_only(read_only)

    def restyle(self) -> None:
        """As every field does."""
        self.look.setIcon(self.around.icon("chevron-right"))
        self.show_value(self._id, self._various)

    def _open(self) -> None:
        none = "Nobody" if self._only in ("person", "persona") else "Nothing"
        if self._only == "asset" and self._id:
            self.committed.emit("")
            return
        given = self._id or self._various  # by some, where it is not by all
        self.open_list(self.button, {self._id}, self.committed.emit, none if given else "")


class Many(_Picking):
    """Several records as rows, and a button to add one."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(
        self,
        field: Field,
        around: Around,
        record_type: type[Record],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, around, record_type, parent)
        #: What is named, and by how many of how many records.
        self._shares: dict[str, int] = {}
        self._of = 1
        self.chips: list[Chip] = []
        self.add = Name(self, quiet=True)
        self.hold(self.add)
        self.column.setSpacing(2)
        self.add.clicked.connect(self._add)
        self.restyle()

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        self.show_shares(dict.fromkeys(value or (), 1), 1)

    def show_shares(self, shares: Mapping[str, int], of: int) -> None:
        """What many records name, and how many of them do."""
        self._shares, self._of = dict(shares), of
        listed = shown_of(self._shares) if of > 1 else self._shares
        cross = None if self.read_only else lambda: self.around.icon("x")
        while len(self.chips) > len(listed):
            gone = self.chips.pop()
            self.column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.chips) < len(listed):
            chip = Chip(cross, self)
            chip.opened.connect(self.around.look_into)
            chip.removed.connect(self.removed)
            self.column.insertWidget(1 + len(self.chips), chip)
            chip.show()
            self.chips.append(chip)
        for chip, (record_id, n) in zip(self.chips, listed.items(), strict=True):
            record = self.around.map.records.get(record_id)
            name = short_name(record, self.kinds)
            chip.say(record_id, name, self.icon_for(record), shared(n, of))
        self._say_add()

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        if read_only != self.read_only:
            super().set_read_only(read_only)
            shown, of = self._shares, self._of
            self.show_shares({}, 1)
            self.show_shares(shown, of)
        self.add.setVisible(not read_only)

    def stops(self) -> list[QWidget]:
        """As every field does."""
        chips = [stop for chip in self.chips for stop in (chip.name, chip.remove)]
        return [*chips, self.add]

    def restyle(self) -> None:
        """As every field does."""
        self.show_shares(self._shares, self._of)

    def _add(self) -> None:
        """What all have already is not offered."""
        everywhere = {i for i, n in self._shares.items() if n == self._of}
        self.open_list(self.add, everywhere, self.added.emit)

    def _say_add(self) -> None:
        thing = _ONE_OF.get(self.field.name) or field_name(self._only or self.field.name)
        words = add_words(thing, self._shares if self._of > 1 else {}, self._of)
        self.add.say(words, self.around.icon("plus"))
        self.add.setAccessibleName(f"{self.field.label}: {words}")


#: What one more of a field is called, where the kind's name would not do.
_ONE_OF = {"about_ids": "what it is about", "addresses_ids": "what it addresses",
           "supports_ids": "what it supports", "asset_ids": "a picture"}  # fmt: skip


class IconPick(Entry):
    """A bundled icon, found by its name."""

    def __init__(self, field: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self._name = ""
        self.button = PickButton(lambda: around.icon("chevron-down"), self)
        self.hold(self.button)
        self.button.clicked.connect(self._open)

    def show_value(self, value: Any, various: bool) -> None:
        """As every field does."""
        self._name = "" if various else value
        known = icons.known(self._name)
        self.button.given = bool(self._name)
        plain = self._name.replace("-", " ").capitalize()
        self.button.setText(VARIOUS if various else plain or "None")
        self.button.setIcon(self.around.icon(known, "text") if known else QIcon())
        self.button.update()

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        super().set_read_only(read_only)
        self.button.set_read_only(read_only)

    def restyle(self) -> None:
        """As every field does."""
        self.show_value(self._name, self.button.text() == VARIOUS)

    def _open(self) -> None:
        found = [Offer("", "No icon", self._empty)]
        found += [Offer(n, n.replace("-", " "), self._drawn(n)) for n in icons.names()]
        window = PickList(found, self.button, tiles=True)
        window.picked.connect(self.committed.emit)
        window.open_below(self.button, 300)

    def _drawn(self, name: str) -> Callable[[], QIcon]:
        return lambda: self.around.icon(name, "text")

    def _empty(self) -> QIcon:
        made = QPixmap(40, 40)
        made.fill(Qt.GlobalColor.transparent)
        with QPainter(made) as painter:
            painter.setPen(self.around.theme.colour("border"))
            painter.drawRoundedRect(QRectF(8, 8, 24, 24), 4, 4)
        return QIcon(made)
