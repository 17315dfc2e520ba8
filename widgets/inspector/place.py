"""Where cards stand, as two choices: the step and the lane, for one card or for many."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from model.change import JourneyMap
from model.grid import is_placed, lanes, steps
from model.names import own_name
from model.records import Card, Stage, Step
from widgets.box import GRID
from widgets.inspector import changes
from widgets.inspector.around import Around, short_name
from widgets.inspector.boxes import quiet
from widgets.inspector.combo import Combo
from widgets.inspector.entry import VARIOUS

_PARKED = "Parking lot"

#: What a choice offers: ids and names.
Offered = tuple[tuple[str, str], ...]


class Place(QWidget):
    """The step and the lane of cards. Choosing one moves them and leaves the other as it is."""

    def __init__(self, around: Around, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._ids: tuple[str, ...] = ()
        self._offered: tuple[Offered, Offered] = ((), ())
        self.step = self._choice(f"{label}: step")
        self.lane = self._choice(f"{label}: lane")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.step, 1)
        row.addWidget(self.lane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(quiet(label, self))
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.step.activated.connect(lambda: self._move(step_id=self.step.currentData()))
        self.lane.activated.connect(lambda: self._move(lane_id=self.lane.currentData()))

    def show_records(self, ids: tuple[str, ...]) -> None:
        """Show where these cards stand."""
        of = self._around.map
        self._ids = ids
        offered = (
            tuple((step.id, _column(of, step)) for step in steps(of)),
            tuple((lane.id, short_name(lane)) for lane in lanes(of) if lane.kind != "emotion"),
        )
        if offered != self._offered:
            self._offered = offered
            for combo, items in zip((self.step, self.lane), offered, strict=True):
                combo.clear()
                for record_id, name in items:
                    combo.addItem(name, record_id)
        cards = [card for i in ids if (card := of.get(i, Card))]
        parked = [not is_placed(of, card) for card in cards]
        _show(self.step, [card.step_id for card in cards], parked)
        _show(self.lane, [card.lane_id for card in cards], parked)

    def set_read_only(self, read_only: bool) -> None:
        """As every field does."""
        for combo in (self.step, self.lane):
            combo.setEnabled(not read_only)

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        return [self.step, self.lane]

    def restyle(self) -> None:
        """Take icons and colours from the theme again."""
        for combo in (self.step, self.lane):
            combo.update()

    def _choice(self, name: str) -> Combo:
        combo = Combo(lambda: self._around.icon("chevron-down"), self)
        combo.setAccessibleName(name)
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return combo

    def _move(self, step_id: str = "", lane_id: str = "") -> None:
        changes.place(self._around.document, self._ids, step_id, lane_id)
        self.show_records(self._ids)


def _column(of: JourneyMap, step: Step) -> str:
    """A step as it is read: "Compare › Ask", or its stage alone where it has no name."""
    stage = of.get(step.stage_id, Stage)
    names = [own_name(record) for record in (stage, step) if record and own_name(record)]
    return " › ".join(names) or "A step without a name"


def _show(combo: Combo, ids: Sequence[str], parked: Sequence[bool]) -> None:
    """What all have, or that they differ."""
    same = len(set(ids)) == 1 and not any(parked)
    combo.setPlaceholderText(_PARKED if all(parked) else VARIOUS)
    combo.setCurrentIndex(combo.findData(ids[0]) if same else -1)
