"""What is done while faults strike: each story prepares files, acts, and knows the law.

The law: afterwards a file is the old one or the new one, what was said to be saved or
kept is there, and once somebody has worked on no litter is left. Nothing of pytest or Qt
is imported here, as the victim process is to start fast.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from model.change import JourneyMap
from model.files.codec import digest, dumps, load, save
from model.files.errors import FileTrouble, SaveError
from model.records import Card, MapInfo

Say = Callable[[str], None]
#: How a story was struck.
How = Literal["killed", "refused", "unplugged"]
OLD_FILES = Path(__file__).parents[1] / "old_files"


def journey(title: str, cards: int = 12) -> JourneyMap:
    """A map of that title with so many cards of some words each."""
    words = "Offers are hard to compare on the way home. " * 4
    made = [Card(id=f"card_{n:04}", title=f"{title} {n}", body=words) for n in range(cards)]
    return JourneyMap([MapInfo(title=title), *made])


ONE, TWO = journey("one"), journey("two", 20)
OLD, NEW = dumps(ONE), dumps(TWO)


@dataclass(frozen=True)
class Place:
    """Where a story plays: a folder with the map's folder and the user's state folder."""

    root: Path

    @property
    def folder(self) -> Path:
        """The folder of the map."""
        return self.root / "maps"

    @property
    def map(self) -> Path:
        """The file of the map."""
        return self.folder / "bike.journey.json"

    @property
    def state(self) -> Path:
        """The user's state folder."""
        return self.root / "state"

    def make(self) -> "Place":
        """Make the folders, empty."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self

    def names(self) -> list[str]:
        """What stands in the folder of the map."""
        return sorted(entry.name for entry in self.folder.iterdir())


class Story:
    """Saving a map over the one that is there; other stories differ from it in parts."""

    name = "a save"
    #: The row of the table of faults that says what must happen, and its words there.
    row, family = "1", "saves"
    #: Whether everything that is written is read back, so that a disk that lies is found out.
    reads_back = True

    def prepare(self, place: Place) -> None:
        """Make what is there before."""
        place.map.write_bytes(OLD)

    def act(self, place: Place, say: Say) -> None:
        """Do what may be struck, and say what can be relied on as soon as it can."""
        save(TWO, place.map, expect=digest(OLD), state=place.state)
        say("saved")

    def check(self, place: Place, said: Sequence[str], how: How = "killed") -> None:
        """Hold the law; `said` is what was said before the fault struck.

        Unplugged, only what the disk had confirmed can be there.
        """
        assert place.map.read_bytes() in ((NEW,) if "saved" in said else (OLD, NEW))
        save(load(place.map).map, place.map, state=place.state)
        assert place.names() == [place.map.name], "litter"

    def mend(self, place: Place, say: Say) -> None:
        """Go on when the disk is well again; most stories have ended."""

    def rehearse(self, place: Place) -> None:
        """Play it once from beginning to end."""
        self.act(place, lambda _words: None)
        self.mend(place, lambda _words: None)
        self.check(place, ["begun 9"])

    def refused(self, place: Place, error: FileTrouble) -> None:
        """Hold the law after an error that was told."""
        told = "the new file is in place" in error.what
        assert place.map.read_bytes() == (NEW if told else OLD), "told an error, but replaced"
        assert error.todo or not isinstance(error, SaveError)


class FirstSave(Story):
    """A map that had no file."""

    name = "a first save"

    def prepare(self, place: Place) -> None:
        """Nothing is there."""

    def act(self, place: Place, say: Say) -> None:
        save(TWO, place.map, state=place.state)
        say("saved")

    def check(self, place: Place, said: Sequence[str], how: How = "killed") -> None:
        if "saved" in said or place.map.exists():
            assert place.map.read_bytes() == NEW
        save(TWO, place.map, state=place.state)
        assert place.names() == [place.map.name], "litter"

    def refused(self, place: Place, error: FileTrouble) -> None:
        told = "the new file is in place" in error.what
        assert place.map.exists() == told
        assert error.todo or not isinstance(error, SaveError)


class SaveThroughLink(Story):
    """The map's name is a symbolic link to a private file elsewhere."""

    name = "a save through a link"

    def prepare(self, place: Place) -> None:
        real = place.folder / "real" / "map.json"
        real.parent.mkdir()
        real.write_bytes(OLD)
        real.chmod(0o640)
        place.map.symlink_to("real/map.json")

    def check(self, place: Place, said: Sequence[str], how: How = "killed") -> None:
        assert place.map.is_symlink()
        # The disk may refuse to give others their rights; nobody ever has more of them.
        assert place.map.stat().st_mode & 0o777 in (0o640, 0o600)
        assert place.map.read_bytes() in ((NEW,) if "saved" in said else (OLD, NEW))
        save(load(place.map).map, place.map, state=place.state)
        assert place.names() == [place.map.name, "real"], "litter"
        assert [entry.name for entry in (place.folder / "real").iterdir()] == ["map.json"], "litter"


class Migration(Story):
    """The first save of an older version's file, which is backed up before."""

    name = "a first save of an older file"
    row, family = "2", "migrations"

    def prepare(self, place: Place) -> None:
        shutil.copy(OLD_FILES / "v0-museum.journey.json", place.map)

    def act(self, place: Place, say: Say) -> None:
        loaded = load(place.map)
        assert loaded.migrated_from == 0
        save(loaded.map, place.map, expect=loaded.digest, state=place.state)
        say("saved")

    def check(self, place: Place, said: Sequence[str], how: How = "killed") -> None:
        before = (OLD_FILES / "v0-museum.journey.json").read_bytes()
        after = dumps(load(OLD_FILES / "v0-museum.journey.json").map)
        present = place.map.read_bytes()
        assert present in ((after,) if "saved" in said else (before, after))
        loaded = load(place.map)
        save(loaded.map, place.map, expect=loaded.digest, state=place.state)
        assert place.map.read_bytes() == after
        copies = list((place.state / "backups").iterdir())
        assert [copy.read_bytes() for copy in copies] == [before], "no backup, or litter"
        assert place.names() == [place.map.name], "litter"

    def refused(self, place: Place, error: FileTrouble) -> None:
        if "the new file is in place" not in error.what or "backed up" in error.what:
            assert load(place.map).migrated_from == 0, "told an error, but replaced"
        assert error.todo or not isinstance(error, SaveError)
