"""Stories of what stands beside a map: its lock, and the states of it that are kept."""

import json
from collections.abc import Sequence

from model.files import kept
from model.files.atomic import why_not_writable
from model.files.codec import digest, dumps, save
from model.files.errors import FileTrouble
from model.files.lock import Lock, take
from tests.faults.stories import NEW, OLD, TWO, How, Place, Say, Story
from tests.faults.stories_journal import after


class Locking(Story):
    """A map is opened, saved and closed; its lock is free as soon as its process is gone."""

    name = "a lock"
    row, family = "8", "the lock of a map"
    _lock: Lock | None = None

    def act(self, place: Place, say: Say) -> None:
        lock = take(place.map)
        assert isinstance(lock, Lock), lock
        self._lock = lock
        save(TWO, place.map, expect=digest(OLD), state=place.state)
        say("saved")
        lock.release()
        self._lock = None

    def mend(self, place: Place, say: Say) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()

    def check(self, place: Place, said: Sequence[str], how: How = "killed") -> None:
        again = take(place.map)
        assert isinstance(again, Lock), f"the lock of a dead process is in the way: {again}"
        assert again.is_held
        try:
            other = take(place.map)
            assert not isinstance(other, Lock), "two have the map"
        finally:
            again.release()
        super().check(place, said, how)


class Asking(Story):
    """Whoever may not save hears it before there is anything to save, and again when saving."""

    name = "a save, and whether it can be done"

    def act(self, place: Place, say: Say) -> None:
        say(f"why {json.dumps(why_not_writable(place.map))}")
        super().act(place, say)


class Keeping(Story):
    """The eleventh state of a map is kept; nothing of that may ever be told as a failure."""

    name = "a kept state"
    row, family = "9", "kept states"

    def prepare(self, place: Place) -> None:
        """Ten states."""
        place.map.write_bytes(OLD)
        for number in range(10):
            data = dumps(after(number))
            assert kept.keep(place.map, data, digest(data), place.state)

    def act(self, place: Place, say: Say) -> None:
        if kept.keep(place.map, NEW, digest(NEW), place.state):
            say("kept")

    def check(self, place: Place, said: Sequence[str], how: How = "killed") -> None:
        there = [kept.read(state) for state in kept.states(place.map, place.state)]
        whole = [data for data in there if data is not None]
        wanted = [dumps(after(number)) for number in range(9, 0, -1)]
        if "kept" in said:
            assert whole[:1] == [NEW], "told to be kept, but not there"
        assert [data for data in whole if data != NEW][:9] == wanted, "an older state is lost"
        data = dumps(after(11))
        assert kept.keep(place.map, data, digest(data), place.state)
        folder = kept.folder_of(place.map, place.state)
        names = {state.file.name for state in kept.states(place.map, place.state)}
        assert len(names) == kept.NEWEST
        assert {path.name for path in folder.iterdir()} - names == {kept.NOTE}, "litter"
        assert place.map.read_bytes() == OLD
        assert place.names() == [place.map.name], "litter"

    def refused(self, place: Place, error: FileTrouble) -> None:
        raise AssertionError("keeping a state must tell nothing") from error
