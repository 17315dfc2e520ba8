"""A review that is under way: which changes it goes through, and what is decided about each.

What is decided stands on the map, as comments and actions: a review can be left at any time,
and goes on where it was, on another computer too.
"""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.commenting import author
from model.change import Change, JourneyMap, chain
from model.compare import Comparison, compare
from model.comparing.minus import with_minus
from model.edits.common import EditError
from model.labels import quoted_text
from model.moments import now_text
from model.review_points import Point, points, tally, verdict_on
from model.review_words import asked, understood
from model.reviewing import (
    Scribe,
    Verdict,
    act,
    agree,
    answered,
    question,
    take_back,
    verdicts,
    without_own,
)
from widgets import asking

if TYPE_CHECKING:
    from app.review_bar import ReviewBar
    from app.window import Window

_OTHERS = "Others remarked this: it stands in the comments."


class Reviewing(QObject):
    """The review of one window, as long as its bar is there.

    Attributes:
        points: what it goes through.
        given: what was decided, by record id.
        bar: where it is shown.
    """

    def __init__(self, window: "Window", bar: "ReviewBar") -> None:
        super().__init__(bar)
        self._window, self.bar = window, bar
        self._comparing = window.comparing
        self._compared: Comparison | None = None
        #: What the review is since: another one may be chosen meanwhile.
        self._old: JourneyMap | None = None
        self.points: tuple[Point, ...] = ()
        self.given: dict[str, Verdict] = {}
        #: What the words in the line are about, as long as there are any.
        self._asked: Point | None = None
        self._kind = ""
        #: The ids of what was written since the review was begun, or gone on with.
        self._written: set[str] = set()
        bar.wanted.connect(self.do)
        bar.given.connect(self._give)
        bar.left.connect(self._end)
        bar.line.left.connect(self._say)
        bar.comes_to, bar.reads = self._pending, self._understood
        self._comparing.changed.connect(self._follow)
        self._comparing.turned.connect(self._look)

    @property
    def current(self) -> Point | None:
        """The change that is looked at, if a review goes through it."""
        ids = self._comparing.current
        return next((p for p in self.points if not set(ids).isdisjoint(p.ids)), None)

    @property
    def comparison(self) -> Comparison | None:
        """What is gone through, as the map is now."""
        shown = self._comparing.whole
        return compare(shown.old, self._window.document.map) if shown is not None else None

    @property
    def unmarked(self) -> list[Point]:
        """Nothing was decided about these yet."""
        return [p for p in self.points if verdict_on(p.ids, self.given) is None]

    def begin(self) -> None:
        """Go to the first change that nothing was decided about yet."""
        self.bar.say_author(author(self._window))
        self._compared = None
        self._written = set()
        whole = self._comparing.whole
        self._old = whole.old if whole is not None else None
        self._comparing.leave_out(lambda c: without_own(c, self._written))
        self._look()
        self.go_on()

    def go_on(self) -> None:
        """To the first change that nothing was decided about yet, and keys go to the bar."""
        first = next(iter(self.unmarked), None)
        if first is not None and self.current not in self.unmarked:
            self._comparing.show(first.ids[0])
        self._look()
        self.bar.take_focus()

    def do(self, wish: str) -> None:
        """A `Wish` of the bar's."""
        point = self.current
        if wish in ("next", "previous"):
            self._step(1 if wish == "next" else -1)
        elif wish == "done":
            from app.review_done import show

            show(self._window, self)
        elif wish == "author":
            self._ask_author()
        elif point is None:
            self._window.status.say(self.bar.headline.text())
        elif wish == "agreed":
            self._agree(point)
        elif wish == "take_back":
            self._take_back(point)
        else:
            self._ask(wish, point)

    # What is decided.

    def _scribe(self) -> Scribe:
        now = datetime.now(UTC).astimezone()
        return Scribe(author(self._window), now_text(now))

    def _agree(self, point: Point) -> None:
        c, document = self.comparison, self._window.document
        assert c is not None, "a point is of a comparison"
        by, verdict = self._scribe(), verdict_on(point.ids, self.given)

        def edit(to: JourneyMap) -> Change:
            if verdict == "question":
                own = self._written
                return chain(to, *(lambda of, i=i: answered(of, c, i, by, own) for i in point.ids))
            left = [i for i in point.ids if i not in self.given]
            each = [
                lambda of, i=i: agree(of, c, i, document.ids, by) for i in left or point.ids[:1]
            ]
            return chain(to, *each)

        if verdict == "agreed":
            self._go_on(point)
        elif verdict == "action":
            self._window.status.say("Something is to be done about it: take that back first.")
        elif change := document.edit(f"Agree: {_named(point)}", edit):
            self._note(change)
            if verdict == "question":
                self.given.update(dict.fromkeys(set(point.ids) & self.given.keys(), "agreed"))
            self._mark(point, "agreed")
        elif verdict == "question" and not document.read_only:
            self._window.status.say(_OTHERS)

    def _take_back(self, point: Point) -> None:
        c, document = self.comparison, self._window.document
        if c is None:
            return

        def edit(to: JourneyMap) -> Change:
            by, own = self._scribe(), self._written
            return chain(to, *(lambda of, i=i: take_back(of, c, i, by, own) for i in point.ids))

        if document.edit(f"Take back: {_named(point)}", edit):
            self.given = verdicts(self.comparison or c)
            self._say()
        elif not document.read_only:
            self._window.status.say(_OTHERS)

    def _ask(self, kind: str, point: Point) -> None:
        if self._window.document.read_only:
            self._window.document.refused.emit(self._window.document.read_only)
            return
        if not self.bar.line.text().strip() or self._asked not in self.points:
            self._asked = point
        self._kind = kind
        self.bar.begin_typing(kind, self._asked.text)
        self._say()

    def _give(self, kind: str, words: str) -> None:
        point, document = self._asked, self._window.document
        if point is None:
            return
        what = "Question" if kind == "question" else "Action"
        label = f"{what}: {quoted_text(words)}"
        if change := document.edit(label, self._deciding, kind, words, point):
            self._note(change)
            self.bar.line.setText("")
            self._asked = None
            self.bar.end_typing()
            self._mark(point, "question" if kind == "question" else "action")

    def _deciding(self, to: JourneyMap, kind: str, words: str, point: Point) -> Change:
        c = self._comparing.whole or self._compared  # the words outlive what is shown
        if c is None:
            raise EditError("The review is over.")
        ids, by = self._window.document.ids, self._scribe()
        if kind == "question":
            return question(to, c, point.ids, words, ids, by)
        todo = asked(to, words, self._today())  # nobody is made a person in silence
        return act(to, c, point.ids, todo.title, ids, by, todo.owner, todo.due)

    def _today(self) -> date:
        return datetime.now(UTC).astimezone().date()

    def _understood(self, words: str) -> str:
        today = self._today()
        return understood(asked(self._window.document.map, words, today), today)

    def _as_it_is(self, point: Point | None) -> Point | None:
        """What is told now of what a point was about: others may edit meanwhile."""
        ids = set(point.ids) if point is not None else set()
        found = (p for p in self.points if not ids.isdisjoint(p.ids))
        return next(found, point)

    def _pending(self, to: JourneyMap) -> Change:
        words = self.bar.line.text()
        if self._asked is None or not words.strip() or not self._kind:
            return {}
        try:
            return self._deciding(to, self._kind, words, self._asked)
        except EditError:
            return {}

    def _note(self, change: Change) -> None:
        self._written |= {i for i, (was, _) in change.items() if was is None}

    def _mark(self, point: Point, verdict: Verdict) -> None:
        """Show what was decided at once, and go on to what nothing was decided about."""
        for record_id in point.ids if verdict != "question" else point.ids[:1]:
            if verdict != "agreed" or record_id not in self.given:
                self.given[record_id] = verdict
        self._go_on(point)

    def _go_on(self, point: Point) -> None:
        """To the next change that nothing was decided about, or to the end of the review."""
        at = self.points.index(point) if point in self.points else -1
        order = (*self.points[at + 1 :], *self.points[: max(at, 0)])
        left = set(self.unmarked)
        following = next((p for p in order if p in left), None)
        if following is not None:
            self._comparing.show(following.ids[0])
        self._say()
        if following is None:
            self.bar.buttons["done"].setFocus()

    def _step(self, way: int) -> None:
        if not self.points:
            return
        point = self.current
        at = self.points.index(point) if point is not None else -1 if way > 0 else 0
        self._comparing.show(self.points[(at + way) % len(self.points)].ids[0])

    def _ask_author(self) -> None:
        def take(name: str) -> None:
            self._window.windows.settings.author = name
            self.bar.say_author(name)

        asking.ask_name(self._window, "Who you are", "Your name", author(self._window), take)

    # What is shown.

    def _follow(self) -> None:
        """Only the map as it is can be reviewed; of another older one the review begins anew."""
        if not self.bar.isVisible():
            return
        whole, before = self._comparing.whole, self._old
        if not (self._comparing.is_open and self._comparing.follows):
            self.bar.close_bar()
        elif whole is not None and before is not None and whole.old is not before:
            self._old = whole.old
            self._look()
            self.go_on()

    def _look(self) -> None:
        """Another change is looked at, or the map is another one."""
        if not self.bar.isVisible():
            return
        c, told = self._comparing.comparison, self._comparing.digest
        if c is None or told is None:
            return
        whole = self._comparing.whole
        if whole is not None and whole is not self._compared:
            self._compared = whole
            self.points, self.given = points(c, told), verdicts(whole)
            self._asked = self._as_it_is(self._asked)
        if self.bar.kind and self.current != self._asked and not self.bar.line.text().strip():
            self.bar.end_typing()
        self._say()

    def _say(self) -> None:
        panel = self._comparing.panel
        if panel is None:
            return
        panel.tree.show_verdicts(lambda ids: verdict_on(ids, self.given) or "")
        point = self.current
        if self.bar.kind and self._asked is not None:
            point = self._asked
        total, done = len(self.points), tally(self.points, self.given)
        if point is not None and point in self.points:
            first = f"{point.number:,} of {self._comparing.total:,}"
        else:
            first = f"{total:,} to decide about" if total else ""
        count = " · ".join(filter(None, (first, done)))
        verdict = verdict_on(point.ids, self.given) if point is not None else None
        none = "Choose a change in the list" if total else "Nothing changed since then"
        if point is None and self._comparing.current:
            none = "This is told for information: nothing is to be decided about it"
        text = with_minus(point.text) if point is not None else none
        self.bar.say(count, text, verdict or "", any_left=bool(self.points))

    def _end(self) -> None:
        self._comparing.leave_out(None)
        panel = self._comparing.panel
        if panel is not None:
            panel.tree.show_verdicts(None)
            panel.setFocus()


def _named(point: Point) -> str:
    """A change in the history: without the signs that keep names in other scripts apart."""
    return quoted_text("".join(c for c in point.text if c not in "\u2068\u2069"))
