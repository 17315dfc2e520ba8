"""What an account may not write is refused at once, with the file as it was."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.stories import NEW, OLD, Place
from tests.faults.stories_beside import Asking
from tests.faults.stories_journal import Editing, Saving, spoken
from tests.faults.striking import Victim
from tests.faults.tally import Tally

pytestmark = pytest.mark.soak
NOBODY = 65534
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def place() -> Iterator[Place]:
    """A place that belongs to the account without rights, where all folders are open to it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        place = Place(Path(folder) / "place").make()
        place.map.write_bytes(OLD)
        place.map.chmod(0o644)
        for path in (place.root, place.folder, place.map):
            _own(path, NOBODY)
        yield place
        place.folder.chmod(0o755)


def _own(path: Path, user: int) -> None:
    if IS_ROOT:
        os.chown(path, user, user)


def _foreign(path: Path, mode: int) -> None:
    _own(path, 0)
    path.chmod(mode)


REFUSED: dict[str, Callable[[Place], object]] = {
    "a file that can only be read": lambda place: place.map.chmod(0o444),
    "a folder that can only be read": lambda place: place.folder.chmod(0o555),
    "a folder that cannot be entered": lambda place: place.folder.chmod(0o000),
}
FOREIGN: dict[str, Callable[[Place], object]] = {
    "somebody else's file": lambda place: _foreign(place.map, 0o644),
    "somebody else's folder": lambda place: _foreign(place.folder, 0o755),
    "a file that only somebody else can read": lambda place: _foreign(place.map, 0o600),
}


def test_what_may_not_be_written_is_refused_at_once_with_the_old_file_intact(
    victim: Victim, place: Place, tally: Tally
) -> None:
    line = tally.line("5", "an account without rights: read-only and foreign files and folders")
    if not IS_ROOT:
        tally.remark("No foreign files were tried: that needs root, to be somebody else.")
    for name, take_away in {**REFUSED, **(FOREIGN if IS_ROOT else {})}.items():
        place.folder.chmod(0o755)
        place.map.chmod(0o644)
        _own(place.folder, NOBODY)
        _own(place.map, NOBODY)
        take_away(place)
        with line.fault(name):
            outcome = victim.play(Asking.name, place, user=NOBODY if IS_ROOT else None)
            place.folder.chmod(0o755)
            assert outcome.word("why"), "it was not said beforehand"
            what, _, todo = outcome.word("refused")
            assert what == outcome.word("why")
            assert todo.startswith("Save a copy"), "no way out was told"
            assert place.map.read_bytes() == OLD
            assert place.names() == [place.map.name], "litter"


@pytest.mark.skipif(not IS_ROOT, reason="only root can make files that belong to somebody else")
def test_a_foreign_file_that_all_may_write_is_saved_with_its_mode(
    victim: Victim, place: Place, tally: Tally
) -> None:
    line = tally.line("6", "an account without rights: a shared file keeps mode and group")
    with line.fault("mode"):
        os.chown(place.map, 0, NOBODY)
        place.map.chmod(0o666)
        outcome = victim.play(Asking.name, place, user=NOBODY)
        assert outcome.said[-1] == "saved"
        assert outcome.word("why") == ""
        about = place.map.stat()
        assert about.st_mode & 0o777 == 0o666
        assert (about.st_uid, about.st_gid) == (NOBODY, NOBODY)
        assert place.map.read_bytes() == NEW


@pytest.mark.skipif(not IS_ROOT, reason="only root can take its rights away")
def test_without_a_state_folder_it_is_told_that_nothing_is_kept_and_the_map_is_saved_all_the_same(
    victim: Victim, place: Place, tally: Tally
) -> None:
    line = tally.line("5", "an account without rights: a state folder that cannot be written to")
    place.state.mkdir()
    _foreign(place.state, 0o755)
    with line.fault("edits"):
        outcome = victim.play(Editing.name, place, user=NOBODY)
        assert spoken(outcome.said, "begun") == Editing.edits
        assert not spoken(outcome.said, "noted"), "told to be kept, but nothing can be"
    with line.fault("saves"):
        outcome = victim.play(Saving.name, place, user=NOBODY)
        assert spoken(outcome.said, "saved") == max(Saving.saves)
        assert not list(place.state.iterdir())
