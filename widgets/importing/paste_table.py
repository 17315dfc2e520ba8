"""The small dialog that shows a table that is pasted as it will stand, before it does.

Enter takes it as it is guessed, Esc takes nothing.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from model.change import JourneyMap
from model.edits.paste import Table as Rows
from model.edits.paste import Target
from model.edits.paste_grounds import Head, Names, Scores, grounds, scores_in
from model.edits.paste_guess import guess_names
from model.labels import counted, listed
from model.names import own_name
from model.records import Persona
from widgets.asking import without_icons
from widgets.box import GRID
from widgets.importing.table import HeadWords, Table
from widgets.panels.parts import dialog_column, heading, open_at, primary, words
from widgets.theme import Theme

_PARKED = "The map has no place for them yet: {} for the parking lot."
_MORE_ROWS = "There are more rows than lanes: the last ones are put together in the last lane."


class PasteTable(QDialog):
    """Asks whether the first row and column of a table are names; `then` gets the answer.

    Figures in a row of feelings become the scores of `persona_id`, and it says so.
    """

    def __init__(
        self,
        journey: JourneyMap,
        rows: Rows,
        target: Target,
        theme: Theme,
        parent: QWidget,
        then: Callable[[Names], None],
        persona_id: str = "",
    ) -> None:
        super().__init__(parent)
        self._map, self._rows, self._target, self._then = journey, rows, target, then
        self._persona = persona_id
        self.setWindowTitle("Paste table")
        self.table = Table("The table as it will stand", self)
        self.table.read_as(journey)
        self.stages = QCheckBox("The first &row names stages", self)
        self.lanes = QCheckBox("The first &column names lanes", self)
        self.said = words(parent=self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        self.paste_button = buttons.addButton("&Paste", QDialogButtonBox.ButtonRole.AcceptRole)
        primary(self.paste_button, theme)
        without_icons(self)
        layout = dialog_column(self)
        layout.addWidget(heading("Paste table", self))
        layout.addWidget(self.table, 1)
        ticks = QVBoxLayout()
        ticks.setSpacing(GRID)
        ticks.addWidget(self.stages)
        ticks.addWidget(self.lanes)
        layout.addLayout(ticks)
        layout.addWidget(self.said)
        layout.addWidget(buttons)
        for first, second in (
            (self.stages, self.lanes), (self.lanes, self.table), (self.table, self.paste_button),
        ):  # fmt: skip
            self.setTabOrder(first, second)
        guessed = guess_names(journey, rows)
        self.stages.setChecked(guessed.stages)
        self.lanes.setChecked(guessed.lanes)
        for tick in (self.stages, self.lanes):
            tick.toggled.connect(self._show)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self._then(self.names))
        self.finished.connect(self.deleteLater)
        self._show()
        self.paste_button.setFocus()
        open_at(self, 84 * GRID, 60 * GRID)

    @property
    def names(self) -> Names:
        """What is ticked."""
        return Names(self.stages.isChecked(), self.lanes.isChecked())

    def _show(self) -> None:
        ground = grounds(self._map, self._rows, self._target, self.names)
        parked = not any(self.names) and not (self._target.step_id and self._target.lane_id)
        width = len(ground.body[0]) if ground.body else len(ground.columns)
        if parked:
            self.table.show_table(ground.body, width, lambda _: ("", ""))
            cards = sum(bool(text) for row in ground.body for text in row)
            self.said.setText(_PARKED.format(counted(cards, "card")))
            return
        self.table.show_table(
            ground.body,
            width,
            lambda column: head_words(ground.columns[column]),
            lambda row: head_words(ground.rows[row]),
        )
        new = [
            counted(n, f"new {what}")
            for what in ("stage", "step", "lane")
            if (n := ground.count(what))
        ]
        scores = scores_in(self._map, ground, self._persona)
        new_cards = [counted(ground.cards, "new card")] if ground.cards or not scores else []
        said = [f"{listed([*new_cards, *new])}."] if new_cards or new else []
        said += [_whose(self._map, found) for found in scores]
        lanes = {head.of for head in ground.rows}
        if ground.joins and len(lanes) < len(ground.rows):
            said.append(_MORE_ROWS)
        self.said.setText(" ".join(said))


def _whose(of: JourneyMap, scores: Scores) -> str:
    """Whose scores are set: "Scores of Nadia: 4, 2 of them replace what was there."."""
    persona = of.get(scores.persona_id, Persona)
    whose = f"Scores of {own_name(persona)}" if persona else "Scores of everyone"
    if not scores.replaced:
        return f"{whose}: {scores.given}."
    if scores.given == 1:
        return f"{whose}: 1, which replaces what was there."
    replace = "replaces" if scores.replaced == 1 else "replace"
    return f"{whose}: {scores.given}, {scores.replaced} of them {replace} what was there."


def head_words(head: Head) -> HeadWords:
    """The name of a stage or lane, and its step or whether it is made for the table."""
    second = "scores" if head.scores else head.step
    return head.name or "Unnamed", f"new {head.makes}" if head.makes else second
