"""A process that edits, keeps and saves as fast as it can, until it is killed, again and again."""

from collections.abc import Sequence

from model.files.lock import Lock, take
from tests.faults.stories import Place, Say
from tests.faults.stories_journal import Editing, edit, edits_in, own_state, spoken

#: How many edits there are from one save to the next.
RUN = 6
#: What was said, where nothing is known of it.
_ANY = ["begun 1000000"]


class Hectic(Editing):
    """Each start recovers what the killed process before it left, saves it and goes on."""

    name = "editing and saving without a pause"
    #: More than anybody can do until the kill comes.
    most = 100_000

    def act(self, place: Place, say: Say) -> None:
        with own_state(place):
            lock = take(place.map)
            assert isinstance(lock, Lock), f"the map is locked by {lock}"
            assert lock.is_held
            found, recovered, best = self.look(place, _ANY, 0)
            self._go_on(place, found, recovered, best)
            document = self.open(place)
            first = edits_in(document.map) + 1
            for number in range(first, first + self.most):
                say(f"begun {number}")
                document.commit(edit(number), "Edit")
                say(f"noted {number}")
                if number % RUN == 0:
                    document.save()
                    say(f"saved {number}")
            document.let_go()
            lock.release()

    def rehearse(self, place: Place) -> None:
        self.most = RUN + 2
        self.act(place, lambda _words: None)
        self.finish("journal")
        self.play_out(place)
        del self.most

    def play_out(self, place: Place) -> None:
        """Start once more, and end in peace: nothing is left behind."""
        with own_state(place):
            lock = take(place.map)
            assert isinstance(lock, Lock), f"the map is locked by {lock}"
            found, recovered, best = self.look(place, _ANY, 0)
            lock.release()
            self._go_on(place, found, recovered, best)
            self.check_litter(place)

    def survived(self, place: Place, said: Sequence[str], before: int) -> int:
        """Hold the law after a kill; how many edits there are, of which `before` were there."""
        with own_state(place):
            begun = max(spoken(said, "begun"), before + 1)
            sure = max(spoken(said, "noted"), spoken(said, "saved"), before)
            self.check_offers(place)
            found, _, best = self.look(place, [*said, f"begun {begun}"], sure)
            for one in found:
                one.release()
            return best

    def may_be_saved(self, edits: int) -> bool:
        """Each start saves too, after one more edit."""
        return edits >= 0
