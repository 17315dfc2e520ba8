"""Two maps compared in one window, in the place of its canvas, where they can be looked at only.

What is compared with the map as it is follows every edit. All is as it was when it is left.
"""

from collections.abc import Callable, Iterator
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.comparing_bar import CompareBar, Mode
from app.comparing_panel import ComparePanel
from app.comparison_subject import Subject
from app.in_place import LOOKING, InPlace
from model.change import Change, JourneyMap
from model.compare import Comparison
from model.comparing.digest import Digest
from model.comparing.minus import with_minus
from widgets.comparing.details import BEGIN
from widgets.comparing.page import ComparePage, Maker
from widgets.comparing.shown import Both, OverlayShown, Showing, bright_with, places_of
from widgets.comparing.telling import parts_of
from widgets.editor import Editor

if TYPE_CHECKING:
    from app.window import Window

#: On the map as it is, what was done can be taken back, which is seen at once, and be kept.
_LIVE = frozenset(("edit.undo", "edit.redo", "file.save", "file.save_version"))
#: What goes about on the map itself.
_ON_THE_MAP = frozenset(("review.next_conflict",))
#: s that are worked on the list before keys and pictures have their turn.
_TURN = 0.008
_DONE = object()
#: ms after an edit until the comparison follows: keys come faster than that.
_LAG = 120


class Comparing(QObject):
    """The comparison of one window.

    Attributes:
        comparison: what is shown; None while there is none.
        panel, page: its parts, while it is shown.
    """

    #: Something else is compared, it follows an edit, or it is over.
    changed = Signal()
    #: Another change is looked at: `current` tells which.
    turned = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._in_place = InPlace(window, self.close, self)
        self._subject: Subject | None = None
        #: Whether what is selected on a map was selected from here.
        self._wanting = False
        self._but: Callable[[Comparison], JourneyMap] | None = None
        self._bar: CompareBar | None = None
        self.page: ComparePage | None = None
        self.panel: ComparePanel | None = None
        #: The maps are seen before their list is made, and others have their turn meanwhile.
        self._listing = QTimer(self, interval=0)
        self._listing.timeout.connect(self._list_on)
        self._left: Iterator[None] = iter(())
        self._soon = QTimer(self, singleShot=True, interval=_LAG)
        self._soon.timeout.connect(self._follow)
        window.document.changed.connect(self._edited)

    # What the program asks of it.

    @property
    def is_open(self) -> bool:
        """Whether two maps are compared now."""
        return self.page is not None

    @property
    def is_listing(self) -> bool:
        """Whether the list of what is seen is still being made."""
        return self._listing.isActive()

    @property
    def comparison(self) -> Comparison | None:
        """What is shown; None while nothing is."""
        return self._subject.both.comparison if self._subject is not None else None

    @property
    def both(self) -> Both | None:
        """What is shown, and what its maps are called; None while nothing is."""
        return self._subject.both if self._subject is not None else None

    @property
    def whole(self) -> Comparison | None:
        """The same with what is left out of the newer map; None while nothing is shown."""
        return self._subject.whole if self._subject is not None else None

    @property
    def digest(self) -> Digest | None:
        """What a review reads of it; None while nothing is compared."""
        return self._subject.digest if self._subject is not None else None

    @property
    def total(self) -> int:
        """How many changes have a number in the list and on the map."""
        return self._subject.total if self._subject is not None else 0

    @property
    def follows(self) -> bool:
        """Whether the newer one is the map as it is."""
        return self._subject is not None and self._subject.follows

    @property
    def current(self) -> tuple[str, ...]:
        """The ids of the records that the change is about that is looked at; () for none."""
        row = self.panel.tree.row if self.panel is not None else None
        return row.ids if row is not None else ()

    def open(
        self,
        old: JourneyMap,
        old_name: str,
        new: JourneyMap | None = None,
        new_name: str = "now",
    ) -> None:
        """Compare two maps; without `new`, with the map of the window, which is followed."""
        if not self.is_open:
            self._in_place.note_focus()
            self._window.commit_typing()
        follows = new is None
        newer = self._window.document.map if new is None else new
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # thousands of changes take long
        try:
            names = (old_name, new_name)
            subject = self._subject = Subject(old, newer, names, follows=follows, but=self._but)
            if not self.is_open:
                self._enter(subject)
            assert self._bar is not None, "it was just made"
            self._bar.say(old_name, new_name)
            self._lend()
            self._show_all()
        finally:
            QApplication.restoreOverrideCursor()
        self.changed.emit()

    def leave_out(self, but: Callable[[Comparison], JourneyMap] | None) -> None:
        """Show the newer map as `but` makes it from a comparison; None shows all of it."""
        self._but = but
        if self._subject is not None:
            self._subject.leave_out(but)
            self._show_all()
            self._list()

    def close(self) -> None:
        """Back to the map as it was left."""
        if self._bar is not None and self.is_open:
            self._bar.close_bar()

    def show(self, record_id: str) -> None:
        """Look at the change of a record, if it is in the list."""
        self._list()
        if self.panel is not None:
            nth = self.panel.tree.nth_about((record_id,))
            if nth < 0 and self.panel.narrowing.is_on:
                self.panel.want_all()
                nth = self.panel.tree.nth_about((record_id,))
            self.panel.tree.go_to(nth)

    def next(self) -> None:
        """Look at the next change; after the last one at the first."""
        self._step(1)

    def previous(self) -> None:
        """Look at the change before; before the first one at the last."""
        self._step(-1)

    def show_mode(self, mode: Mode) -> None:
        """Show the comparison on the map ("overlay"), side by side, or with a handle ("swipe")."""
        if self.page is not None and self._bar is not None:
            self._bar.modes[mode].setChecked(True)
            self.page.show_mode(mode).begin()
            self._lend()

    def toggle(self) -> None:
        """Compare with the last review, or no longer."""
        from app.comparing_choice import compare_usual

        if self.is_open:
            self.close()
        else:
            compare_usual(self._window)

    def choose(self) -> None:
        """Ask what is to be compared with what."""
        from app.comparing_choice import CompareChooser

        CompareChooser(self._window).open()

    def _compare_opened(self) -> None:
        from app.comparing_choice import compare_opened

        compare_opened(self._window)
        if self.panel is not None:
            self.panel.tree.setFocus()  # the button goes

    def _offer_others(self, panel: ComparePanel, wanted: bool) -> None:
        from app.comparing_choice import may_compare_opened

        panel.offer(wanted, wanted and may_compare_opened(self._window))

    # In the place of the canvas, and back.

    def _enter(self, subject: Subject) -> None:
        window, theme = self._window, self._window.windows.theme
        bar = window.bars.made("compare")
        if bar is None or not bar.isVisible():
            bar = window.bars.open("compare")
        assert isinstance(bar, CompareBar)
        if self._bar is None:
            self._bar = bar
            bar.leaving.connect(self._leave)
            bar.left.connect(self._in_place.give_focus_back)
            bar.mode_chosen.connect(self.show_mode)
            bar.choice_wanted.connect(self.choose)
            bar.forth_wanted.connect(self.next)
            bar.back_wanted.connect(self.previous)
            bar.report_wanted.connect(window.actions_["review.report"].trigger)
        middle = window.centralWidget()
        assert middle is not None, "the window is filled"
        panel = self.panel = ComparePanel(theme, middle)
        page = self.page = ComparePage(subject.both, self._makers(), panel, theme, middle)
        page.left.connect(self.close)
        page.picked.connect(self._pick)
        page.refused.connect(window.status.refuse)
        page.hint.connect(window.status.say)
        page.strip.toggled.connect(self._press_stage)
        panel.narrowed.connect(self._narrow)
        panel.choice_wanted.connect(self.choose)
        panel.opened_wanted.connect(self._compare_opened)
        panel.tree.chosen.connect(self._turn)
        page.show_mode(bar.mode)
        self._in_place.enter(page, bar)
        page.showing.look_as(window.editor.canvas)
        panel.tree.setFocus()

    def _leave(self) -> None:
        self._soon.stop()
        self._listing.stop()
        self._left = iter(())
        self.page = self.panel = None
        self._subject = None
        self._in_place.leave()
        self._window.actions_.lend(self._window.editor)
        self.changed.emit()

    def _makers(self) -> dict[str, Maker]:
        lead, theme = self._window.editor.canvas, self._window.windows.theme

        def overlaid(both: Both, parent: QWidget) -> Showing:
            return OverlayShown(both, lead, theme, parent)

        def beside(both: Both, parent: QWidget) -> Showing:
            from widgets.comparing.beside import BesideShown

            return BesideShown(both, lead, theme, parent)

        def swiped(both: Both, parent: QWidget) -> Showing:
            from widgets.comparing.swipe import SwipeShown

            return SwipeShown(both, lead, theme, parent)

        return {"overlay": overlaid, "beside": beside, "swipe": swiped}

    def _lend(self) -> None:
        """Commands look around on the map that is shown; some act on the window's own."""
        if self.page is None:
            return
        window, canvas = self._window, self.page.showing.canvas
        editor = Editor(window.document, canvas.selection, canvas, window.windows.theme, window)
        review = {i for i in window.actions_.commands if i.startswith("review.")} - _ON_THE_MAP
        allowed = LOOKING | review | (_LIVE if self.follows else frozenset())
        self._in_place.lend(editor, frozenset(allowed))

    # What is compared.

    def _edited(self, _change: Change) -> None:
        if self.follows:
            self._listing.stop()  # it is made anew then
            self._soon.start()

    def _follow(self) -> None:
        if self.follows and self._subject is not None:
            self._subject.follow(self._window.document.map)
            self._show_all()
            self.changed.emit()

    def _show_all(self) -> None:
        if self.page is not None and self._subject is not None:
            self.page.show_both(self._subject.both)
            self._left = self._made_list(self.page, self._subject)
            self._listing.start()

    def _list(self) -> None:
        """Make the list, if that is still to be done."""
        for _ in self._left:
            pass

    def _list_on(self) -> None:
        """Some of it, so much that nobody waits for it."""
        end = monotonic() + _TURN
        while monotonic() < end:
            if next(self._left, _DONE) is _DONE:
                self._listing.stop()
                return

    def _made_list(self, page: ComparePage, subject: Subject) -> Iterator[None]:
        yield from subject.telling()
        yield
        page.show_both(subject.both)  # with the numbers of the list
        yield
        self._left = iter(())
        if self.panel is not None:
            self.panel.take(subject.narrowed)
            self._narrow()

    def _press_stage(self, stage_id: str) -> None:
        """Only the changes of that stage, which is then in view; or all again."""
        if self.panel is None or self.page is None:
            return
        self.panel.toggle("stages", stage_id)
        if stage_id in self.panel.narrowing.stages:
            self.page.showing.bring_stage(stage_id)

    def _narrow(self) -> None:
        """Show what is wanted of it."""
        page, panel, subject = self.page, self.panel, self._subject
        if page is None or panel is None or subject is None:
            return
        narrowing, keep = panel.narrowing, self.current
        wanted = subject.narrowed.fitting(narrowing) if narrowing.is_on else None
        right = page.showing.canvas.laid.rtl
        page.strip.show_stages(subject.digest.strip, narrowing.stages, right)
        panel.sentence.setText(with_minus(subject.digest.sentence))
        found = subject.both.comparison
        nothing = "No change fits what is chosen above." if found.told else "Nothing differs."
        panel.tree.empty = nothing
        self._offer_others(panel, not found.told)
        panel.tree.show_parts(parts_of(subject.digest, subject.both, wanted), keep)
        page.dim(bright_with(found, wanted) if wanted is not None else None)
        if not self.current:
            page.want()
        self._tell()

    # What is looked at.

    def _changes(self) -> list[int]:
        """Where the lines are that tell what is new, not of what stands, nor once more."""
        if self.panel is None:
            return []
        return [n for n, row in enumerate(self.panel.tree.lines.rows) if row.news]

    def _step(self, way: int) -> None:
        self._list()
        if self.panel is None:
            return
        tree, found = self.panel.tree, self._changes()
        say, here = self._window.status.say, tree.current
        if not found:
            say(tree.empty)
            return
        say("")
        if way > 0:
            nth = next((n for n in found if n > here), found[0])
            if here >= nth:
                say("That was the last change. This is the first one again.")
        else:
            nth = next((n for n in reversed(found) if 0 <= n < here), found[-1])
            if 0 <= here <= nth:
                say("That was the first change. This is the last one.")
        tree.go_to(nth)

    def _turn(self, enter: bool) -> None:
        """Another line is looked at: show where that is; with Enter, keys go there."""
        if self.page is None:
            return
        self._want()
        self._tell()
        if enter:
            self.page.showing.canvas.setFocus()

    def _want(self) -> None:
        if self.page is not None and self.comparison is not None:
            self._wanting = True
            self.page.want(*places_of(self.comparison, self.current))
            self._wanting = False

    def _pick(self, record_id: str) -> None:
        """A record was chosen on a map: its line is looked at, if there is one."""
        if self.panel is not None and not self._wanting and record_id not in self.current:
            nth = self.panel.tree.nth_about((record_id,))
            if nth >= 0:
                self.panel.tree.go_to(nth)

    def _tell(self) -> None:
        panel, bar = self.panel, self._bar
        if panel is None or bar is None:
            return
        found, rows = self._changes(), panel.tree.lines.rows
        numbered = sum(rows[n].number is not None for n in found)
        row = panel.tree.row
        here = row.number or 0 if row is not None else 0
        panel.details.setPlaceholderText(BEGIN if found else "")
        # Who leaves something out has its own.
        for part in (bar.count, bar.back, bar.forth, bar.close_button):
            part.setVisible(self._but is None)
        bar.say_count(here, numbered, self.total, len(found))
        panel.tell(self.comparison, self.current)
        self.turned.emit()
