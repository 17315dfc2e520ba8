"""The end of a review: what came out of it, the day of the next one, a version of the map."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QSpinBox,
)
from shiboken6 import isValid

from app import versions
from app.asking import in_words
from app.commenting import author
from app.comparing_report import KINDS, choose_between
from app.review_ending import away, came_out, since_version, with_weekday
from app.version_dialog import Writing, reason_box
from export.change_sides import Side
from model import due, moments
from model.change import Change, JourneyMap, chain
from model.edits.common import EditError
from model.edits.fields import set_fields
from model.files.versions import dated
from model.history import Entry
from model.records import VersionLabel
from model.reviewing import USUAL_DAYS, done, next_review
from widgets.asking import only_when_pressed, without_icons
from widgets.box import GRID, Box
from widgets.inspector.boxes import Line
from widgets.inspector.combo import Combo
from widgets.panels.parts import dialog_column, dialog_form, heading, primary, words

if TYPE_CHECKING:
    from app.review_walk import Reviewing
    from app.window import Window

_LABEL = "Review done"
_FAR = 3650
#: What is said where the next review is on another day than the rhythm would have it.
_STAYS = "; every {:,} days after that, as before"


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


class ReviewDone(QDialog):
    """Asks when the next review is, and closes this one.

    Attributes:
        said: what came out of it.
        every: days until the next one; `next_day` its day, as people say it.
        version: whether a version is saved; `name` what it is called, `reason` why.
        report: which report is written for those who were not there.
    """

    def __init__(self, window: "Window", review: "Reviewing", now: datetime | None = None) -> None:
        super().__init__(window)
        self._window, self._document, self._review = window, window.document, review
        self._today = (now or _now()).date()
        self._busy = False
        self.setWindowTitle(_LABEL)
        theme = window.windows.theme
        info = self._document.map.info
        self._since = since_version(window)
        self.said = words(parent=self)
        self.every = QSpinBox(self)
        self.every.setRange(1, _FAR)
        self.every.setSuffix(" days")
        self.every.setFrame(False)
        self.every.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.every.setValue(min(info.review_every_days or USUAL_DAYS, _FAR))
        self.every.setAccessibleName("Days until the next review")
        self.next_day = Line(self)
        self.next_day.setAccessibleName("Next review")
        self.next_day.setToolTip("As people say it: friday, 4.12., in 2 weeks, end of month")
        self.wrong = words(parent=self, quiet=True)
        self.version = QCheckBox("&Save a version of the map as it was reviewed", self)
        self.version.setChecked(True)
        self.name = Line(self)
        day = moments.whole(self._today.isoformat(), datetime.min)  # short: it is read in a list
        self.name.show_text(f"Review of {day}")
        self.reason = reason_box(theme, self)
        self.report = self._report_box()
        buttons = QDialogButtonBox(parent=self)
        role = QDialogButtonBox.ButtonRole
        self.done_button = buttons.addButton("&Review done", role.ActionRole)
        self.back_button = buttons.addButton("Cancel", role.RejectRole)
        self.first_button = buttons.addButton("&Go through them first", role.ActionRole)
        self.first_button.setVisible(bool(review.unmarked))
        if len(review.unmarked) == 1:
            self.first_button.setText("&Go through it first")
        self._parts = (
            self.name, self.reason, self.every, self.next_day, self.report, self.done_button,
            self.first_button,
        )  # fmt: skip
        only_when_pressed(buttons)
        without_icons(self)
        primary(self.done_button, theme)
        self.done_button.clicked.connect(self.finish)
        self.first_button.clicked.connect(self._go_on)
        buttons.rejected.connect(self.reject)
        self.every.valueChanged.connect(self._count)
        self.next_day.textEdited.connect(self._read)
        self.version.toggled.connect(self._allow)
        self._lay_out(buttons)
        self._count()
        self._allow(True)

    def _go_on(self) -> None:
        """Back to what nothing was decided about yet."""
        self.reject()
        self._review.go_on()

    def finish(self) -> None:
        """Set both days, and save the version; a map that has no file yet is saved first."""
        if self._busy or self._typed() is None:
            self._read()
            return
        if self._document.read_only:
            self.said.setText(self._document.read_only)
        elif self.version.isChecked() and self._document.path is None:
            self._window.files.save(self._set)
        else:
            self._set()

    def _set(self) -> None:
        """The days go on the map; the version has them too."""
        day, document = self._typed(), self._document
        if day is None or self._busy or not self.isVisible():
            return
        days = self.every.value()

        def edit(to: JourneyMap) -> Change:
            if days != (to.info.review_every_days or USUAL_DAYS):
                return chain(
                    to,
                    lambda of: set_fields(of, "map", review_every_days=days),
                    lambda of: done(of, self._today, day),
                )
            return done(to, self._today, day)

        try:
            change = edit(document.map)
        except EditError as error:
            self.wrong.setText(str(error))
            return
        document.commit(change, _LABEL)
        last = document.done[-1] if document.done else None
        entry = last if last is not None and last.label == _LABEL else None
        if self.version.isChecked():
            self._write(entry)
        else:
            self._close(f"The next review is on {with_weekday(day)}.")

    def _write(self, entry: Entry | None) -> None:
        path = self._document.path
        if path is None:
            return
        self._busy = True
        for part in self._parts:
            part.setEnabled(False)
        label = dated(
            VersionLabel(
                label=" ".join(self.name.text().split()),
                author=author(self._window),
                date=self._today.isoformat(),
                reason=self.reason.currentData(),
            )
        )
        # Encoded here, where nothing changes meanwhile.
        writing = Writing(path, self._document.encoded(label), label)
        writing.then = partial(self._written, writing, entry)
        writing.start()

    def _written(self, writing: Writing, entry: Entry | None) -> None:
        """What was written is what the map is, and is compared with from now on."""
        if not isValid(self):
            return
        self._busy = False
        if writing.made is None:
            for part in self._parts:
                part.setEnabled(True)
            if entry is not None and self._document.done[-1:] == (entry,):
                self._document.undo()  # the review is done with its version, or not at all
            assert writing.error is not None
            self.said.setText(f"No version was saved.\n{in_words(writing.error)}")
            return
        document, file, label = self._document, writing.made.name, writing.label
        if entry is not None:
            document.edit_with(entry, _LABEL, set_fields, "map", baseline=file, version=label)
        else:
            document.edit(_LABEL, set_fields, "map", baseline=file, version=label)
        versions.of(self._window).refresh()
        folder = writing.made.parent.name
        self._close(f"The review is done; its version is in the folder “{folder}”.")

    def _close(self, said: str) -> None:
        self.accept()
        window, report = self._window, self._report()
        window.comparing.close()

        def over(is_saved: bool) -> None:
            if isValid(window):
                window.status.say(said if is_saved else f"{said} The map itself is not saved yet.")
                report()

        window.files.save_if_nothing_asks(over)

    # The report.

    def _report_box(self) -> Combo:
        """None, or one of what the window writes; what was wanted last time is chosen."""
        made = Combo(lambda: self._window.windows.theme.icon("chevron-down", "muted"), self)
        made.addItem("None", -1)
        for nth, kind in enumerate(KINDS):
            made.addItem(f"{kind.words}…", nth)
        last = self._window.windows.settings.review_report
        endings = ["", *(kind.ending for kind in KINDS)]
        made.setCurrentIndex(endings.index(last) if last in endings else 0)
        made.setAccessibleName("Report of what changed")
        return made

    def _report(self) -> Callable[[], None]:
        """What asks for the file of the report, once the map is as it was reviewed."""
        kind: int = self.report.currentData()
        settings, both = self._window.windows.settings, self._window.comparing.both
        ending = KINDS[kind].ending if kind >= 0 else ""
        if ending != settings.review_report:
            settings.review_report = ending
        if kind < 0 or both is None:
            return lambda: None
        new = self._document.map
        named = " ".join(self.name.text().split()) if self.version.isChecked() else ""
        today = self._today.isoformat()
        names = Side(both.old_name), Side(named or "now", today, is_version=bool(named))
        maps = both.comparison.old, new
        return partial(choose_between, self._window, maps, names, kind)

    # The day.

    def _count(self) -> None:
        """So many days from today."""
        day = next_review(self._today, self.every.value())
        self.next_day.show_text(due.in_words(day.isoformat(), self._today), keep_typed=False)
        self._read()

    def _typed(self) -> date | None:
        """The day that is typed, if it is one after today."""
        try:
            day = due.last_day(due.parse(self.next_day.text(), self._today))
        except due.NotADay:
            return None
        return day if day is not None and day > self._today else None

    def _read(self) -> None:
        """Say which day is meant, or why none is."""
        day = self._typed()
        try:
            parsed = due.parse(self.next_day.text(), self._today)
            why = "" if parsed else "Type the day of the next review."
        except due.NotADay as error:
            why = str(error)
        if day is not None:
            days, every = (day - self._today).days, self.every.value()
            stays = "" if next_review(self._today, every) == day else _STAYS.format(every)
            self.wrong.setText(f"{with_weekday(day)}, {away(days)}{stays}")
        else:
            self.wrong.setText(why or "The next review has to be on a later day.")
        self.done_button.setEnabled(day is not None)

    def _allow(self, wanted: bool) -> None:
        self.name.setEnabled(wanted)
        self.reason.setEnabled(wanted)
        self.said.setText(came_out(self._review, self._since, wanted))

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        form = dialog_form()
        form.addRow("&Every", Box(self.every, self))
        form.addRow("Ne&xt review", Box(self.next_day, self))
        form.addRow("", self.wrong)
        form.addRow(self.version)
        form.addRow("&Name", Box(self.name, self))
        form.addRow("Wh&y", self.reason)
        form.addRow("Re&port", self.report)
        self.name.setAccessibleName("Name of the version")
        self.reason.setAccessibleName("Why the map changed")
        column = dialog_column(self)
        column.addWidget(heading(_LABEL, self))
        column.addWidget(self.said)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setMinimumWidth(60 * GRID)


def show(window: "Window", review: "Reviewing") -> ReviewDone:
    """Ask, and end the review."""
    dialog = ReviewDone(window, review)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    dialog.next_day.setFocus()
    dialog.next_day.selectAll()
    return dialog
