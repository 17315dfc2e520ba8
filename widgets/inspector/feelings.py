"""The section of feelings: for each persona a slider, its figure and its word.

What it edits is a card's own score, or its step's where the step has one: on the emotion
line a step's own score wins, and a slider that moves nothing would be a riddle.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from model import grid
from model.change import Change, JourneyMap, chain
from model.edits.feelings import clear_feeling, set_feeling
from model.ids import feeling_id
from model.labels import feeling_of, where
from model.layout.words import LEVELS
from model.records import Card, Feeling, Measure, Persona, Step
from widgets.edited import refusals
from widgets.inspector.around import Around
from widgets.inspector.boxes import quiet, small
from widgets.inspector.changes import subject
from widgets.inspector.chips import LEADS_TO, Name
from widgets.inspector.fields import words_for
from widgets.inspector.slider import ScoreSlider
from widgets.inspector.values import signed
from widgets.tips import plain_tip

#: Room for a persona's name, px.
_NAME = 104


class Line(NamedTuple):
    """One slider: whose, which curve and measure."""

    persona: str
    curve: str
    measure: Measure


def lines_for(of: JourneyMap, ids: Sequence[str]) -> tuple[Line, ...]:
    """The sliders for these cards and steps: those whom they concern, what lanes measure.

    Lines of the future are among them where one of the records has a score on it.
    """
    cards = [card for card in (of.get(i, Card) for i in ids) if card]
    named = {p for card in cards for p in card.persona_ids}
    everyone = len(cards) < len(ids) or any(not card.persona_ids for card in cards)
    people = [p.id for p in grid.personas(of) if everyone or p.id in named] or [""]
    measures: list[Measure] = []
    for lane in grid.lanes(of):
        if lane.kind == "emotion" and lane.measure not in measures:
            measures.append(lane.measure)
    at = places(of, ids)
    if any(feeling_id("", i, "current") in of for i in at) and "" not in people:
        people.append("")
    found = []
    for measure in measures or ["emotion"]:
        for persona in people:
            found.append(Line(persona, "current", measure))
            if any(feeling_id(persona, i, "future", measure) in of for i in at):
                found.append(Line(persona, "future", measure))
    return tuple(found)


def places(of: JourneyMap, ids: Sequence[str]) -> list[str]:
    """The cards, their steps and the steps among `ids`, each once."""
    steps = [card.step_id for card in (of.get(i, Card) for i in ids) if card and card.step_id]
    return list(dict.fromkeys([*(i for i in ids if isinstance(of.records.get(i), (Card, Step))),
                               *steps]))  # fmt: skip


def target(of: JourneyMap, record_id: str, line: Line) -> str:
    """Where a score of this line is kept: the card, or its step if that has one itself."""
    card = of.get(record_id, Card)
    if card and card.step_id and feeling_id(line.persona, card.step_id, *line[1:]) in of:
        return card.step_id
    return record_id


class Feelings(QWidget):
    """The sliders, and under each the word, to press for everything else of the feeling."""

    def __init__(self, around: Around, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._ids: tuple[str, ...] = ()
        self._lines: tuple[Line, ...] | None = None
        self._read_only = False
        self.rows: list[_Row] = []
        self._captions: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = label
        self.heading = quiet(label, self)
        column.addWidget(self.heading)
        self._error = quiet("", self, wrap=True)
        self._error.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        column.addWidget(self._error)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_records(self, ids: tuple[str, ...]) -> None:
        """Show the feelings at these cards and steps."""
        if ids != self._ids:
            self._error.hide()
        self._ids = ids
        lines = lines_for(self._around.map, ids)
        if lines != self._lines:
            self._lines = lines
            self._make()
        self._fill()

    @property
    def is_empty(self) -> bool:
        """Whether this is about parked cards alone that nobody felt anything at."""
        of = self._around.map
        cards = [of.get(i, Card) for i in self._ids]
        if not all(card is not None and not card.step_id for card in cards):
            return False
        parked = set(self._ids)
        return not any(feeling.card_id in parked for feeling in of.all(Feeling))

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be moved."""
        self._read_only = read_only
        for row in self.rows:
            row.set_read_only(read_only)

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        return [stop for row in self.rows for stop in (row.slider, row.clear, row.word)]

    def restyle(self) -> None:
        """Take icons and colours from the theme again."""
        self._lines = None
        self.show_records(self._ids)

    def commit(self, line: Line, score: float | None) -> None:
        """One entry of the history: this score at all that is selected, or none there."""
        of, ids = self._around.map, self._ids

        def make(to: JourneyMap) -> Change:
            at = dict.fromkeys(target(to, i, line) for i in ids if i in to)
            return chain(to, *(_setting(i, line, score) for i in at))

        document = self._around.document
        whose = feeling_of(of, line.persona, line.measure)
        at = where(of, ids[0]) if len(ids) == 1 else subject(of, ids)
        done = "Clear" if score is None else "Change"
        with refusals(document) as said:
            document.edit(f"{done} {whose} at {at}", make)
        self._error.setText(" ".join(said))
        self._error.setVisible(bool(said))
        self._fill()

    def _fill(self) -> None:
        """Say once what holds for every score: that it is the whole step's."""
        for row in self.rows:
            row.show_records(self._ids)
        scored = [row for row in self.rows if row.has_score]
        whole = bool(scored) and all(row.inherited for row in scored)
        self.heading.setText(f"{self._label} of the whole step" if whole else self._label)
        for row in self.rows:
            row.say_word(whole)

    def _make(self) -> None:
        for row in self.rows:
            row.drop()
        for caption in self._captions:
            caption.hide()
            caption.deleteLater()
        self.rows, self._captions = [], []
        many = len({line.measure for line in self._lines or ()}) > 1
        at, before = 0, ""
        for line in self._lines or ():
            if many and line.measure != before:
                caption = quiet(words_for(Feeling, "measure", line.measure), self)
                caption.setContentsMargins(0, 8 if at else 0, 0, 0)
                self._captions.append(caption)
                self._grid.addWidget(caption, at, 0, 1, 4)
                at, before = at + 1, line.measure
            row = _Row(self, self._around, line, many)
            row.place(self._grid, at)
            row.set_read_only(self._read_only)
            self.rows.append(row)
            at += 2


class _Row:
    """One slider with its name, figure, word and the x that takes the score back."""

    def __init__(self, section: Feelings, around: Around, line: Line, many: bool) -> None:
        self._section, self._around, self.line = section, around, line
        self._one = self._word = ""
        self.inherited = False
        persona = around.map.get(line.persona, Persona)
        name = (persona.name or "Persona without a name") if persona else "Everyone"
        shown = f"{name}, future" if line.curve == "future" else name
        whose = f"{shown}, {line.measure}" if many else shown
        self._whose = whose
        self.name = QLabel(section)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        metrics = self.name.fontMetrics()
        if line.curve == "future":  # it stands below the same persona's line of now
            self.name.setText("future")
            self.name.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        else:
            self.name.setText(metrics.elidedText(shown, Qt.TextElideMode.ElideRight, _NAME))
        if self.name.text() != shown:
            self.name.setToolTip(plain_tip(shown))
        role = around.role_of(persona) if persona else "text"
        self.slider = ScoreSlider(around, role, section)
        self.slider.setAccessibleName(f"Feeling of {whose}, −2 to +2")
        self.name.setBuddy(self.slider)
        self.figure = QLabel(section)
        self.figure.setTextFormat(Qt.TextFormat.PlainText)
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.figure.setMinimumWidth(self.figure.fontMetrics().horizontalAdvance("−1.8 "))
        self.clear = QToolButton(section)
        self.clear.setAutoRaise(True)
        self.clear.setIcon(around.icon("x", "border"))
        self.clear.setIconSize(QSize(12, 12))
        self.clear.setFixedSize(20, 20)
        self.clear.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clear.setToolTip("Not given")
        self.clear.setAccessibleName(f"Take back the feeling of {whose}")
        self.word = Name(section, quiet=True)
        self.word.setFont(small(self.word.font()))
        self.slider.moved.connect(self._say)
        self.slider.scored.connect(lambda score: section.commit(line, score))
        self.clear.clicked.connect(self._take_back)
        self.word.clicked.connect(self._look)

    def place(self, layout: QGridLayout, i: int) -> None:
        """Stand in the section's i-th row and the one below."""
        layout.addWidget(self.name, i, 0)
        layout.addWidget(self.slider, i, 1)
        layout.addWidget(self.figure, i, 2)
        layout.addWidget(self.clear, i, 3)
        layout.addWidget(self.word, i + 1, 1, 1, 3)
        for widget in (self.name, self.slider, self.figure):
            widget.show()

    def drop(self) -> None:
        """Be gone."""
        for widget in (self.name, self.slider, self.figure, self.clear, self.word):
            widget.hide()
            widget.deleteLater()

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be moved."""
        self.slider.setEnabled(not read_only)
        self.clear.setEnabled(not read_only)

    def show_records(self, ids: tuple[str, ...]) -> None:
        """Show the score that these have in common, or that there is none."""
        of, line = self._around.map, self.line
        at = [target(of, i, line) for i in ids]
        found = [of.get(feeling_id(line.persona, i, *line[1:]), Feeling) for i in at]
        scores = {feeling.score if feeling else None for feeling in found}
        one = found[0] if len(found) == 1 else None
        self._one = one.id if one else ""
        self.word.setProperty(LEADS_TO, self._one)
        score = next(iter(scores)) if len(scores) == 1 else None
        self.slider.show_score(score)
        if not self.slider.isSliderDown():
            self._say_score(score, various=len(scores) > 1)
        self.clear.setVisible(score is not None or len(scores) > 1)
        self.inherited = one is not None and at[0] != ids[0]
        self._word = one.word or level(one.score, line.measure) if one else ""
        self.word.setVisible(self.has_score)

    @property
    def has_score(self) -> bool:
        """Whether one score is shown here, and not several or none."""
        return bool(self._word)

    def say_word(self, said: bool) -> None:
        """The score in a word; whose it is, unless that is `said` already."""
        self.word.say(f"{self._word} · whole step" if self.inherited and not said else self._word)
        self.word.setAccessibleName(f"More about the feeling of {self._whose}")

    def _say(self, score: float) -> None:
        self._say_score(score)

    def _say_score(self, score: float | None, various: bool = False) -> None:
        text = "Various" if various else "–" if score is None else signed(score)
        self.figure.setText(text)
        said = "not given" if score is None else level(score, self.line.measure)
        self.slider.setAccessibleDescription(f"{text}, {said}")
        self.slider.setToolTip("Not given yet" if score is None else said)

    def _take_back(self) -> None:
        self.slider.setFocus(Qt.FocusReason.OtherFocusReason)  # the x goes with the score
        self._section.commit(self.line, None)

    def _look(self) -> None:
        if self._one in self._around.map:
            self._around.look_into(self._one)


def level(score: float, measure: Measure) -> str:
    """A score in a word: "delighted" at +2, "rather angry" at −1."""
    high, neutral, low = LEVELS[measure]
    if abs(score) < 0.5:
        return neutral
    word = high if score > 0 else low
    return word if abs(score) > 1.25 else f"rather {word}"


def _setting(at: str, line: Line, score: float | None) -> Callable[[JourneyMap], Change]:
    if score is None:
        return lambda to: clear_feeling(to, line.persona, at, line.curve, line.measure)
    return lambda to: set_feeling(to, line.persona, at, score, line.curve, line.measure)
