"""What is played inside a small disk of its own: python -m tests.faults.inside FOLDER.

The folder holds 64 kB. A map fills much of it, so that neither the next save nor a long
journal finds room; afterwards room is made. What was held is printed as one line each.
"""

import os
import sys
from pathlib import Path

from model.files import kept
from model.files.codec import digest, dumps, load, save
from model.files.errors import SaveError
from model.files.journal import Journal
from model.files.recovery import left, recover
from tests.faults.stories import Place, journey
from tests.faults.stories_journal import PATIENCE, after, edit, edits_in, finish, journals

#: Some 20 kB and 45 kB.
SMALL, LARGE = journey("small", 90), journey("large", 200)


def main(root: Path) -> None:
    """Play all of it; an assertion ends it."""
    size = os.statvfs(root)
    assert size.f_blocks * size.f_frsize <= 64 * 1024, "this is no small disk"
    place = Place(root / "place").make()
    _save(place)
    _first_save(place)
    _keep(place)
    _journal(place)


def _save(place: Place) -> None:
    held = save(SMALL, place.map, state=place.state)
    before = place.map.read_bytes()
    assert "full" in _refusal(place, held)
    assert place.map.read_bytes() == before
    assert place.names() == [place.map.name]
    print("a save: refused, the old file is whole")
    place.map.unlink()


def _first_save(place: Place) -> None:
    filler = _fill(place, 8192)
    assert "full" in _refusal(place, None)
    assert place.names() == [filler.name]
    filler.unlink()
    save(LARGE, place.map, state=place.state)
    assert load(place.map).map == LARGE
    print("a first save: refused, and done when there was room")
    place.map.unlink()


def _keep(place: Place) -> None:
    data = dumps(SMALL)
    assert kept.keep(place.map, data, digest(data), place.state)
    filler = _fill(place, 4096)
    more = dumps(LARGE)
    assert not kept.keep(place.map, more, digest(more), place.state)
    assert [kept.read(state) for state in kept.states(place.map, place.state)] == [data]
    print("a kept state: not kept, the older one is whole")
    filler.unlink()
    for state in kept.states(place.map, place.state):
        state.file.unlink()


def _journal(place: Place) -> None:
    before = dumps(after(0))
    save(after(0), place.map, state=place.state)
    filler = _fill(place, 12288)
    journal = Journal(journals(place), path=str(place.map), digest=digest(before))
    number = 0
    while not journal.trouble:
        number += 1
        journal.note(edit(number), "Edit")
        assert number < 1000, "the disk is never full"
    assert "full" in journal.trouble
    for _ in range(3):
        number += 1
        journal.note(edit(number), "Edit")
    assert journal.trouble
    filler.unlink()
    assert journal.retry()
    assert journal.wait(PATIENCE)
    journal.close()
    finish("journal")
    (one,) = left(journals(place))
    assert edits_in(recover(one, place.state).map) == number
    print(f"a journal: told after {number - 3} edits, and {number} are there when there was room")


def _refusal(place: Place, expect: str | None) -> str:
    try:
        save(LARGE, place.map, expect=expect, state=place.state)
    except SaveError as error:
        return error.what
    raise AssertionError("said to be saved on a full disk")


def _fill(place: Place, room: int) -> Path:
    """A file that leaves so many bytes of room."""
    filler = place.folder / "filler"
    free = os.statvfs(place.root)
    filler.write_bytes(bytes(free.f_bavail * free.f_frsize - room))
    return filler


if __name__ == "__main__":
    main(Path(sys.argv[1]))
