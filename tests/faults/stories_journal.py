"""Stories of edits that are not saved yet: they are in the journal, and found there again.

They are played with the program's own `Document`, so in the order in which the program does
things. Each edit is one step from the map before it, so a map tells how much is in it.
"""

import contextlib
import os
import threading
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.change import Change, JourneyMap, apply, diff
from model.files import kept
from model.files.codec import digest, dumps, load, loads, save_bytes
from model.files.errors import FileTrouble
from model.files.journal import Journal
from model.files.recovery import Left, Recovered, left, recover
from model.records import Card, MapInfo
from tests.faults.stories import OLD, ONE, How, Place, Say, Story

if TYPE_CHECKING:
    from widgets.document import Document

#: s until the disk must have confirmed something.
PATIENCE = 20.0


_MADE = [ONE]


def after(edits: int) -> JourneyMap:
    """The map ONE after so many edits."""
    while len(_MADE) <= edits:
        number, before = len(_MADE), _MADE[-1]
        title = MapInfo(title=f"edit {number}")
        card = Card(id=f"card_{number % 40:04}", title=title.title, body="Words of a day. " * 6)
        change = {"map": (before.info, title), card.id: (before.records.get(card.id), card)}
        _MADE.append(apply(change, before))
    return _MADE[edits]


def edit(number: int) -> Change:
    """The edit of that number, from 1."""
    return diff(after(number - 1), after(number))


def edits_in(journey: JourneyMap) -> int:
    """How many edits are in a map; it must be exactly what they make."""
    title = journey.info.title
    count = int(title.removeprefix("edit ")) if title.startswith("edit ") else 0
    assert journey == after(count), f"not what {count} edits make"
    return count


def spoken(said: Sequence[str], word: str) -> int:
    """The highest number that was said after `word`; 0 if none was."""
    return max([int(words.split()[1]) for words in said if words.startswith(f"{word} ")] or [0])


@contextlib.contextmanager
def own_state(place: Place) -> Iterator[None]:
    """The state folder of `place` is the user's."""
    before = os.environ.get("TOUCHLINE_STATE")
    os.environ["TOUCHLINE_STATE"] = str(place.state)
    try:
        yield
    finally:
        if before is None:
            del os.environ["TOUCHLINE_STATE"]
        else:
            os.environ["TOUCHLINE_STATE"] = before


def finish(name: str, strangers: Collection[threading.Thread] = ()) -> None:
    """Wait until the threads of that name have ended, but for `strangers`."""
    for thread in threading.enumerate():
        if thread.name == name and thread not in strangers:
            thread.join(PATIENCE)
            assert not thread.is_alive(), f"a thread that should end does not: {name}"


def journals(place: Place) -> Path:
    """The folder of the journals."""
    return place.state / "journals"


def try_again(journal: Journal) -> None:
    """As the program does every few seconds; the disk is well again."""
    for _ in range(5):  # the disk may not have told yet of its last failure
        journal.retry()
        if journal.is_empty or journal.wait(PATIENCE):
            return
    raise AssertionError(f"still not kept: {journal.trouble}")


class Editing(Story):
    """Edits of a map that is not saved."""

    name = "edits that are not saved"
    row, family = "2", "journal and recovery"
    reads_back = False
    #: How many edits there are, and after which the map is saved.
    edits = 4
    saves: tuple[int, ...] = ()
    #: How many edits were there before it began.
    before = 0
    _document: "Document | None" = None
    #: Threads of other tests in this process.
    _strangers: Collection[threading.Thread] = ()

    def prepare(self, place: Place) -> None:
        self._strangers = threading.enumerate()
        super().prepare(place)

    def finish(self, name: str) -> None:
        """Wait until the threads of that name have ended which this story has started."""
        finish(name, self._strangers)

    def open(self, place: Place) -> "Document":
        """The map, with a journal."""
        from widgets.document import Document  # Qt, which most stories do without

        document = Document.open(place.map)
        document.keep(journals(place))
        return document

    def act(self, place: Place, say: Say) -> None:
        """Edit, and save now and then."""
        with own_state(place):
            self._document = document = self.open(place)
            for number in range(1, self.edits + 1):
                say(f"begun {number}")
                document.commit(edit(number), "Edit")
                self._tell(document, number, say)
                if number == 1:
                    self.finish("keep")  # the state as it was opened, kept by a thread of its own
                if number in self.saves:
                    self.save(document, place)
                    say(f"saved {number}")
            self.leave(document)
            self.finish("keep")

    def save(self, document: "Document", place: Place) -> None:
        """Save the map as the program does."""
        document.save()

    def leave(self, document: "Document") -> None:
        """What the user does at last."""
        last = after(self.edits)
        card = Card(id="card_0001", title="half a w")
        document.note_typing({card.id: (last[card.id], card)}, "Type")
        self._journal(document).wait(PATIENCE)

    def _journal(self, document: "Document") -> Journal:
        journal = document._keeping.journal
        assert journal is not None
        return journal

    def _tell(self, document: "Document", number: int, say: Say) -> None:
        journal = self._journal(document)
        if not journal.trouble:
            say(f"noted {number}")
        if journal.wait(PATIENCE):
            say(f"confirmed {number}")

    def mend(self, place: Place, say: Say) -> None:
        """The disk is well again: nothing that was edited was lost."""
        document, self._document = self._document, None
        if document is None:
            return
        with own_state(place):
            journal = self._journal(document)
            try_again(journal)
            edits = edits_in(document.map)
            say(f"noted {edits}")
            say(f"confirmed {edits}")
            journal.close()
            self.finish("journal")

    def check(self, place: Place, said: Sequence[str], how: How = "killed") -> None:
        with own_state(place):
            sure = spoken(said, "confirmed" if how == "unplugged" else "noted")
            if how == "killed":
                self.check_offers(place)
            self._check(place, said, max(sure, spoken(said, "saved")))

    def check_offers(self, place: Place) -> None:
        """Nothing is offered to be recovered that is in the saved map."""
        on_disk = edits_in(load(place.map).map) if place.map.exists() else 0
        for one in left(journals(place)):
            recovered = recover(one, place.state)
            useless = bool(recovered.change) and _count(recovered) <= on_disk
            one.release()
            assert not useless, "what is saved would be offered once more"

    def _check(self, place: Place, said: Sequence[str], sure: int) -> None:
        found, recovered, best = self.look(place, said, sure)
        self._go_on(place, found, recovered, best)
        self.check_litter(place)

    def look(
        self, place: Place, said: Sequence[str], sure: int
    ) -> tuple[list[Left], list[Recovered], int]:
        """Hold the law about file and journals, which are read only; what was found."""
        on_disk = edits_in(load(place.map).map) if place.map.exists() else 0
        assert on_disk >= spoken(said, "saved"), "said to be saved, but not in the file"
        assert self.may_be_saved(on_disk), f"edit {on_disk} was not to be saved"
        found = _left(place)
        recovered = [_recovered_twice(one, place) for one in found]
        best = max([on_disk, *(_count(each) for each in recovered)])
        assert best >= sure, f"{sure} edits were kept, {best} are there"
        assert best <= max(spoken(said, "begun"), sure, self.before), "more than was done"
        return found, recovered, best

    def may_be_saved(self, edits: int) -> bool:
        """Whether the map was to be saved after so many edits."""
        return edits in (0, *self.saves)

    def _go_on(
        self, place: Place, found: list[Left], recovered: list[Recovered], best: int
    ) -> None:
        """Start again: edit the map with the most in it, save it, and leave nothing behind."""
        journey = after(best)
        journal = Journal(journals(place), path=str(place.map), digest="", title="")
        for one, each in zip(found, recovered, strict=True):
            if _count(each) == best and each.change and journal.is_empty:
                one.go_on(journal, fits=each.fits)
            else:
                one.forget()
        journal.note(diff(journey, after(best + 1)), "Edit")
        data = dumps(after(best + 1))
        mark = journal.mark()

        def saving() -> None:
            journal.saving(mark, str(place.map), digest(data))

        save_bytes(data, place.map, state=place.state, before_replace=saving)
        journal.saved(mark, str(place.map), digest(data))
        kept.keep(place.map, data, digest(data), place.state)
        self.finish("journal")
        assert not left(journals(place)), "a journal of what is saved"

    def check_litter(self, place: Place) -> None:
        """Nothing is left of what was going on."""
        assert place.names() == [place.map.name], f"litter: {place.names()}"
        there = [path.name for path in journals(place).iterdir() if path.is_file()]
        assert not there, f"litter: {there}"
        states = kept.states(place.map, place.state)
        assert states
        assert all(kept.read(state) is not None for state in states), "a kept state is damaged"
        for state in states:
            loads(kept.read(state) or b"")
        folder = kept.folder_of(place.map, place.state)
        extra = {p.name for p in folder.iterdir()} - {state.file.name for state in states}
        assert extra <= {kept.NOTE, kept.BEGINNING}, f"litter: {extra}"

    def refused(self, place: Place, error: FileTrouble) -> None:
        assert error.todo or error.what


class Saving(Editing):
    """Edits, two saves, and edits after them."""

    name = "edits and saves"
    edits, saves = 4, (2, 3)


class Meanwhile(Editing):
    """A map that is edited on while it is being saved, as in the window."""

    name = "an edit during a save"
    edits, saves = 3, (1,)

    def act(self, place: Place, say: Say) -> None:
        with own_state(place):
            self._document = document = self.open(place)
            say("begun 1")
            document.commit(edit(1), "Edit")
            self.finish("keep")
            self._tell(document, 1, say)

            def then(error: FileTrouble | None) -> None:
                if error is None:
                    say("saved 1")

            document.save_soon(then=then)
            say("begun 2")
            document.commit(edit(2), "Edit")
            self._tell(document, 2, say)
            document.finish_saving()
            say("begun 3")
            document.commit(edit(3), "Edit")
            self._tell(document, 3, say)


class Untitled(Editing):
    """A map that has no file until its first save."""

    name = "edits of a map without a file"
    edits, saves = 3, (2,)

    def prepare(self, place: Place) -> None:
        """Nothing is there."""
        super().prepare(place)
        place.map.unlink()

    def open(self, place: Place) -> "Document":
        from widgets.document import Document

        document = Document(ONE)
        document.keep(journals(place))
        return document

    def save(self, document: "Document", place: Place) -> None:
        document.save(place.map)


class Recovering(Editing):
    """A start after a crash: what the journal holds is taken up, edited and saved."""

    name = "a recovery"
    edits, saves, before = 4, (4,), 3
    _taken: Journal | None = None

    def prepare(self, place: Place) -> None:
        """Three edits that were not saved, and the torn beginning of a fourth."""
        super().prepare(place)
        kept.keep(place.map, OLD, digest(OLD), place.state)
        journal = Journal(
            journals(place), path=str(place.map), digest=digest(OLD), title=ONE.info.title
        )
        for number in (1, 2, 3):
            journal.note(edit(number), "Edit")
        assert journal.wait(PATIENCE)
        file = journal.file
        assert file
        journal.close()
        self.finish("journal")
        whole = file.read_bytes()
        with file.open("ab") as stream:
            stream.write(whole[whole.rindex(b" edit\n") - 17 :][:100])

    def act(self, place: Place, say: Say) -> None:
        with own_state(place):
            found = left(journals(place))
            if not found:
                return  # the disk gives nothing; it is there at the next start
            (one,) = found
            try:
                recovered = recover(one)
            except FileTrouble:  # the map cannot be read just now: it is told and kept
                one.release()
                return
            if not recovered.fits:  # nor was it there: it is offered as a copy
                one.release()
                return
            assert edits_in(recovered.map) == 3
            self._taken = journal = Journal(journals(place), path=str(place.map))
            one.go_on(journal, fits=recovered.fits)
            say("begun 4")
            journal.note(edit(4), "Edit")
            if not journal.trouble:
                say("noted 4")
            if journal.wait(PATIENCE):
                say("confirmed 4")
            data, mark = dumps(after(4)), journal.mark()

            def saving() -> None:
                journal.saving(mark, str(place.map), digest(data))

            save_bytes(
                data, place.map, expect=digest(OLD), state=place.state, before_replace=saving
            )
            say("saved 4")
            journal.saved(mark, str(place.map), digest(data))

    def mend(self, place: Place, say: Say) -> None:
        journal, self._taken = self._taken, None
        if journal is not None:
            try_again(journal)
            journal.close()
            self.finish("journal")

    def _check(self, place: Place, said: Sequence[str], sure: int) -> None:
        super()._check(place, said, max(sure, self.before))


class Unwanted(Editing):
    """A map that is closed without saving: what was done is put aside, not thrown away."""

    name = "closing without saving"
    edits = 2

    def leave(self, document: "Document") -> None:
        document.let_go(unwanted=True)

    def mend(self, place: Place, say: Say) -> None:
        self._document = None
        self.finish("journal")

    def _check(self, place: Place, said: Sequence[str], sure: int) -> None:
        aside = left(journals(place), aside=True)
        counts = [_count(_recovered_twice(one, place)) for one in aside]
        for one in aside:
            one.release()
        if counts:
            assert max(counts) >= sure
        super()._check(place, said, 0 if counts else sure)


def _left(place: Place) -> list[Left]:
    """The journals in which something was done; the others are let go."""
    found = []
    for one in left(journals(place)):
        if any(frame.kind in ("edit", "typing") for frame in one.frames):
            found.append(one)
        else:
            one.forget()
    return found


def _recovered_twice(one: Left, place: Place) -> Recovered:
    """What is in a journal; reading it must change nothing."""
    first, second = recover(one, place.state), recover(one, place.state)
    assert first.map == second.map
    assert first.change == second.change
    return first


def _count(recovered: Recovered) -> int:
    """How many edits are in a recovered map; what was being typed aside."""
    journey = recovered.map
    if recovered.has_typing:
        card = journey["card_0001"]
        assert isinstance(card, Card)
        assert card.title == "half a w"
        whole = after(int(journey.info.title.removeprefix("edit ")))
        journey = apply({card.id: (card, whole[card.id])}, journey)
    return edits_in(journey)
