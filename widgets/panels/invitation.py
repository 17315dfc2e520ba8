"""What an empty map shows instead of a grid: three questions, then the stages.

Enter goes on, every question can be left open, and at the end one entry of the history
makes the map that was described.
"""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from model.change import Change, JourneyMap
from model.edits.beginning import SUGGESTED, Answers, begin, stage_names
from model.records import LONGEST_TEXT, Card, Lane, Persona, Stage
from widgets.box import GRID, Box
from widgets.document import Document
from widgets.edited import refusals
from widgets.panels.parts import heading, primary, words
from widgets.scrollbar import thin
from widgets.theme import Theme

_WIDTH = 560
_LINES = 4


class Asked(NamedTuple):
    """One field of a question: the answer that it gives, its label and an example."""

    answer: str
    label: str
    example: str


class Question(NamedTuple):
    """One page."""

    title: str
    why: str
    fields: tuple[Asked, ...]


QUESTIONS = (
    Question(
        "Who is it about?",
        "One person, as concrete as you can. More can be added later.",
        (Asked("who", "Name, and a few words", "For example: Mara, 34, moved here in spring"),),
    ),
    Question(
        "In what situation?",
        "What this person is trying to get done, and why now.",
        (
            Asked(
                "situation",
                "Situation",
                "For example: looks for a way to get to work without a car",
            ),
        ),
    ),
    Question(
        "Where does it start and end?",
        "The journey is longer than your part in it: think of before and after.",
        (
            Asked("starts", "It starts when…", "For example: the old bicycle is stolen"),
            Asked("ends", "It ends when…", "For example: the first year is over"),
        ),
    ),
    Question(
        "Through which stages?",
        "Reword these, leave some out, add others: with commas, or one on each line.",
        (Asked("stages", "Stages", ", ".join(SUGGESTED)),),
    ),
)


def is_empty(journey: JourneyMap) -> bool:
    """Whether there is nothing on the map yet, so that the questions can be asked."""
    return not any(isinstance(r, (Stage, Lane, Card, Persona)) for r in journey.records.values())


class Invitation(QWidget):
    """The questions, one after the other, in the middle of the ground that they stand on."""

    #: The questions were answered or skipped; the map is as it will be.
    finished = Signal()

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self.setAutoFillBackground(True)
        self._steps = QLabel(self)
        self._steps.setForegroundRole(self._steps.foregroundRole().PlaceholderText)
        self._pages = QStackedWidget(self)
        for question in QUESTIONS:
            self._pages.addWidget(self._page(question))
        self.leave = QToolButton(self)
        self.leave.setText("Skip the questions")
        self.leave.setToolTip("Go to the map with what was answered so far")
        self.leave.setAutoRaise(True)
        self.back = QPushButton("&Back", self)
        self.skip = QPushButton("&Skip", self)
        self.skip.setToolTip("Leave this question open")
        self.next = QPushButton(self)
        primary(self.next, theme)
        self.leave.clicked.connect(self._finish)
        self.back.clicked.connect(self._go_back)
        self.skip.clicked.connect(self._skip)
        self.next.clicked.connect(self._go_on)
        for button in (self.back, self.skip, self.next):
            button.setMinimumHeight(4 * GRID)
        self._lay_out()
        self._show(0)

    @property
    def answers(self) -> Answers:
        """What is written in the fields now."""
        return Answers(**{name: _text(field) for name, field in self._fields.items()})

    def field(self, answer: str) -> QLineEdit | QPlainTextEdit:
        """Where an answer ("who", "situation"...) is typed."""
        return self._fields[answer]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, also where a text may have several lines: Shift+Enter makes those."""
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._enter(watched)
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """The first question waits for its answer."""
        super().showEvent(event)
        self._first_field().setFocus()

    def _page(self, question: Question) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(heading(question.title, page, 2.0))
        column.addWidget(words(question.why, page, quiet=True))
        column.addSpacing(2 * GRID)
        for asked in question.fields:
            if len(question.fields) > 1:
                column.addWidget(words(asked.label, page))
            column.addWidget(self._field(asked, page))
            column.addSpacing(GRID)
        if question is QUESTIONS[-1]:
            self.preview = words(parent=page, quiet=True)
            column.addWidget(self.preview)
            stages = self._fields["stages"]
            assert isinstance(stages, QPlainTextEdit)
            stages.setPlainText(", ".join(SUGGESTED))
            stages.moveCursor(QTextCursor.MoveOperation.End)
            stages.textChanged.connect(self._count)
            self._count()
        column.addStretch(1)
        return page

    def _field(self, asked: Asked, page: QWidget) -> QWidget:
        field: QLineEdit | QPlainTextEdit
        if asked.answer in ("situation", "stages"):
            field = QPlainTextEdit(page)
            field.setTabChangesFocus(True)
            thin(field)
            field.document().setDocumentMargin(0)
            field.setFrameShape(QFrame.Shape.NoFrame)
            field.viewport().setAutoFillBackground(False)
            field.setFixedHeight(round(field.fontMetrics().lineSpacing() * 1.2 * (_LINES + 1)))
        else:
            field = QLineEdit(page)
            field.setMaxLength(LONGEST_TEXT)
            field.setFrame(False)
        font = field.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        field.setFont(font)
        field.setPlaceholderText(asked.example)
        field.setAccessibleName(asked.label)
        field.installEventFilter(self)
        self._fields[asked.answer] = field
        box = Box(field, page)
        box.setMinimumHeight(5 * GRID)
        return box

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._steps)
        top.addStretch(1)
        top.addWidget(self.leave)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.skip)
        buttons.addWidget(self.next)
        sheet = QFrame(self)
        sheet.setMaximumWidth(_WIDTH + 8 * GRID)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(top)
        column.addWidget(self._pages)
        column.addLayout(buttons)
        around = QHBoxLayout()
        around.addStretch(1)
        around.addWidget(sheet, 1000)
        around.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addLayout(around)
        whole.addStretch(3)

    def _show(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        last = page == len(QUESTIONS) - 1
        asked = len(QUESTIONS) - 1  # the stages are suggested rather than asked for
        self._steps.setText("Then the stages" if last else f"Question {page + 1} of {asked}")
        self.back.setVisible(page > 0)
        self.skip.setVisible(not last)
        self.next.setText("&Start the map" if last else "&Next")
        self._first_field().setFocus()

    def _first_field(self) -> QWidget:
        asked = QUESTIONS[self._pages.currentIndex()].fields[0]
        return self._fields[asked.answer]

    def _enter(self, field: QObject) -> None:
        """From the first field of a page to its second; from the last one on."""
        here = [self._fields[a.answer] for a in QUESTIONS[self._pages.currentIndex()].fields]
        at = next((i for i, other in enumerate(here) if other is field), len(here) - 1)
        if at + 1 < len(here):
            here[at + 1].setFocus()
        else:
            self._go_on()

    def _go_on(self) -> None:
        page = self._pages.currentIndex()
        if page + 1 < len(QUESTIONS):
            self._show(page + 1)
        else:
            self._finish()

    def _go_back(self) -> None:
        self._show(self._pages.currentIndex() - 1)

    def _skip(self) -> None:
        for asked in QUESTIONS[self._pages.currentIndex()].fields:
            field = self._fields[asked.answer]
            field.clear()
        self._go_on()

    def pending(self, to: JourneyMap) -> Change:
        """The map that the answers up to now would start; nothing as long as there are none."""
        answers = Answers(*(text[:LONGEST_TEXT] for text in self.answers))
        return begin(to, self._document.ids, answers) if any(answers[:-1]) else {}

    def _finish(self) -> None:
        answers = self.answers
        if self._pages.currentIndex() + 1 < len(QUESTIONS) and not any(answers[:-1]):
            answers = Answers()  # nothing was answered: the suggested stages are no answer
        with refusals(self._document) as said:
            self._document.edit("Start the map", begin, self._document.ids, answers)
        if not said:
            self.finished.emit()

    def _count(self) -> None:
        names = stage_names(_text(self._fields["stages"]))
        many = "1 stage" if len(names) == 1 else f"{len(names)} stages"
        self.preview.setText(f"{many}: {'  →  '.join(names)}" if names else "No stages yet")


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
