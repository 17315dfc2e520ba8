"""Finding on a map: what is looked for, the hits, the one that is shown, the way to the next.

It knows nothing of lines and buttons: the bar above the canvas and the keys that work without
it speak to it.
"""

from bisect import bisect_left

from PySide6.QtCore import QObject, QTimer, Signal

from model.edits.replacing import Replaced, replace_words
from model.grid import is_placed
from model.labels import counted, quoted, quoted_text
from model.records import Card, Lane, Persona, Record
from model.searching import Query, Searching, hits_in
from widgets.canvas.found import Found
from widgets.editor import Editor
from widgets.selection import Cell

#: What a hit that is not in a name or a title is in.
_IN = {
    "body": "in its details",
    "who": "in who said it",
    "tags": "in its tags",
    "expected": "in its expected effect",
    "measured": "in its measured effect",
}


#: A hit that is nearer to the border of what is seen than this, px, is brought further in.
_NEAR = 16.0


class Finder(QObject):
    """Looks through one window's map.

    Attributes:
        query: what is looked for.
        hits: ids of the records that say it, as the map is read.
        current: the id of the hit that is shown, or "".
        wrapped: 1 if the way to it led over the end of the map, -1 if over its start.
        searching: looks through the map; counts its work.
    """

    #: The hits, or the one that is shown, are others.
    changed = Signal()
    #: The hit that is shown waits in the parking lot.
    parked = Signal(str)

    def __init__(self, editor: Editor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.query = Query()
        self.hits: tuple[str, ...] = ()
        self.current = ""
        self.wrapped = 0
        self.searching = Searching()
        self.found = Found(editor.canvas)
        self._marking = False
        self._moving = False
        self._origin: tuple[str, Cell | None] = ("", None)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._catch_up)
        editor.document.changed.connect(self._follow_map)
        editor.selection.changed.connect(self._follow_selection)
        self._follow_selection()

    def begin(self) -> None:
        """Mark all hits on the canvas from now on, and begin from what is selected."""
        self._marking = True
        self._follow_selection()
        self._later.start()  # what texts are compared by is made before the first key

    def stop(self) -> None:
        """Mark no hits any more; what is looked for stays for the next time.

        Where the search ended at a persona, hers is the line that is worked on: not before, as
        letters on the way to other words may well be those of a name.
        """
        self._marking = False
        if self._editor.document.map.get(self.current, Persona) is not None:
            self._editor.canvas.persona = self.current
        self.found.show_hits(frozenset(), Query())

    def look_for(self, query: Query) -> None:
        """Show the first hit from where the search began."""
        self.query = query
        self._look()
        self._show_from(self.searching.place(self._editor.document.map, *self._origin))

    def go(self, by: int) -> None:
        """Show the next hit (1) or the one before (-1); after the last one comes the first."""
        self._look()
        if self.current in self.hits:
            at = self.hits.index(self.current) + by
        else:
            here = self.searching.place(self._editor.document.map, *self._origin)
            before = bisect_left(self.hits, here, key=self.searching.at)
            at = before if by > 0 else before - 1
        self._show_nth(at)

    def reveal(self) -> None:
        """Bring the hit that is shown into view again, as what is around the canvas grew."""
        if self.number:
            self._reveal(self.current)

    @property
    def number(self) -> int:
        """Which of the hits is shown, from 1; 0 for none."""
        return self.hits.index(self.current) + 1 if self.current in self.hits else 0

    @property
    def times(self) -> int:
        """How often the words stand on the map."""
        return self.searching.count(self._editor.document.map, self.query, self.hits)

    def said(self) -> str:
        """How many hits there are, and which of them is shown: "3 of 17"."""
        if not self.query.needle:
            return ""
        if not self.hits:
            return "Nothing found"
        of = f"{len(self.hits):,}"
        return f"{self.number:,} of {of}" if self.number else f"{of} found"

    def remark(self) -> str:
        """Where the hit that is shown is, if that cannot be seen, and how one came there."""
        parts = []
        journey = self._editor.document.map
        record = journey.records.get(self.current)
        if record is not None and self.number:
            parts = [self._where(record), self._wrapped_in_words()]
        line = " · ".join(part for part in parts if part)
        return line[:1].upper() + line[1:]

    # Replacing.

    def replace_one(self, by: str) -> None:
        """Replace the words in the hit that is shown, and show the next; first of all show one."""
        self._look()
        if not self.number:
            self.go(1)
            return
        document = self._editor.document
        record = document.map.records[self.current]
        made = replace_words(document.map, (self.current,), self.query, by)
        if made.too_long:
            document.refused.emit(f"{_capital(quoted(record))} would become too long.")
            return
        if not made.times:  # only half of what is one character says it: "s" in "ß"
            self._editor.canvas.hint.emit(self._told(made))
            self.go(1)
            return
        here = self.searching.at(self.current)
        if self._commit(f"{self._label(by)} in {quoted(record)}", made):
            self._look()
            self._show_from(here + 1)

    def replace_all(self, by: str) -> None:
        """Replace the words everywhere, as one step."""
        self._look()
        document = self._editor.document
        made = replace_words(document.map, self.hits, self.query, by)
        done = self._commit(f"{self._label(by)}, {times(made.times)}", made)
        self._look()
        self.changed.emit()
        if done or made.too_long or not made.times:
            self._editor.canvas.hint.emit(self._told(made))

    def _told(self, made: Replaced) -> str:
        """What replacing everywhere came to, and what was left alone."""
        records = [pair[1] for pair in made.change.values()]
        all_cards = all(isinstance(record, Card) for record in records)
        on = f"on {counted(made.records, 'card')}" if all_cards else in_places(made.records)
        said = f"Replaced {times(made.times)} {on}" if made.times else "Nothing was replaced"
        if made.too_long:
            n = len(made.too_long)
            said += f"; {counted(n, 'card')} would become too long and "
            said += "stays as it is" if n == 1 else "stay as they are"
        return said

    def _label(self, by: str) -> str:
        words = quoted_text(self.query.words)
        return f"Replace {words} with {quoted_text(by)}" if by.strip() else f"Take out {words}"

    def _commit(self, label: str, made: Replaced) -> bool:
        self._moving = True
        try:
            return bool(self._editor.document.edit(label, lambda _: made.change))
        finally:
            self._moving = False

    # What is shown.

    def _look(self) -> None:
        """Take the hits from the map as it is."""
        self.hits = self.searching.find(self._editor.document.map, self.query)
        if self._marking:
            self.found.show_hits(frozenset(self.hits), self.query)

    def _show_from(self, place: int) -> None:
        """Show the first hit that has at least this place among all that is looked through."""
        self._show_nth(bisect_left(self.hits, place, key=self.searching.at))

    def _show_nth(self, at: int) -> None:
        if not self.hits:
            self.current, self.wrapped = "", 0
            self.changed.emit()
            return
        self.wrapped = 1 if at >= len(self.hits) else -1 if at < 0 else 0
        self.current = record_id = self.hits[at % len(self.hits)]
        canvas, journey = self._editor.canvas, self._editor.document.map
        self._moving = True
        try:
            self._editor.selection.set(record_id)
        finally:
            self._moving = False
        record = journey.records[record_id]
        if isinstance(record, Card) and not is_placed(journey, record):
            self.parked.emit(record_id)
        elif isinstance(record, Card) and canvas.box_of(record_id) is None:
            canvas.reveal_cell(record.step_id, record.lane_id)
        else:
            self._reveal(record_id)
        self.changed.emit()

    def _reveal(self, record_id: str) -> None:
        """Bring a hit into view; one that was not gets some of what is around it as well."""
        canvas = self._editor.canvas
        box = canvas.box_of(record_id)
        if box is None or not isinstance(canvas.shown.records.get(record_id), Card):
            canvas.reveal(record_id)
            return
        seen = canvas.view.visible()
        if not seen.contains(box.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)):
            canvas.view.bring_in(box, min(seen.width(), seen.height()) * canvas.zoom / 4)

    def _where(self, record: Record) -> str:
        journey = self._editor.document.map
        fields = [name for name, _, _ in hits_in(record, self.query)]
        parts = []
        if isinstance(record, Card):
            parts.append("" if "title" in fields[:1] else _IN.get("".join(fields[:1]), ""))
            lane = journey.get(record.lane_id, Lane)
            if not is_placed(journey, record):
                parts.append("in the parking lot")
            elif lane is not None and lane.collapsed_height is not None:
                parts.append(f"in {quoted(lane)}, which is folded")
        elif record.kind_name in ("stage", "step", "lane", "persona", "link", "feeling"):
            parts.append(f"a {record.kind_name}")
        return ", ".join(part for part in parts if part)

    def _wrapped_in_words(self) -> str:
        return {1: "went on from the start", -1: "went on from the end", 0: ""}[self.wrapped]

    def _follow_selection(self) -> None:
        """Somebody went elsewhere: the search goes on from there."""
        if self._moving:
            return
        selection = self._editor.selection
        before = self.current
        self.wrapped = 0
        self.current = selection.anchor if selection.anchor in self.hits else ""
        self._origin = (selection.anchor, selection.cell)
        if before != self.current:
            self.changed.emit()

    def _follow_map(self, _change: object) -> None:
        if self._marking:
            self._later.start()

    def _catch_up(self) -> None:
        """The map is another one: so may the hits be."""
        self.searching.prepare(self._editor.document.map)
        self._look()
        if self.current not in self.hits:
            self.current = ""
        self.changed.emit()


def times(n: int) -> str:
    """ "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")


def in_places(n: int) -> str:
    """ "in 1 place", "in 3 places"."""
    return "in 1 place" if n == 1 else f"in {n:,} places"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
