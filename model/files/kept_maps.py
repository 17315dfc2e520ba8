"""The maps in the kept states of a file: what a map is known to have been."""

from contextlib import suppress
from pathlib import Path

from model.change import JourneyMap
from model.files import codec, kept
from model.files.errors import FileProblem

#: States are looked at as far as this many bytes of them, newest first: three large maps.
MOST_BYTES = 13_000_000


def newest(path: Path | None, digest: str) -> tuple[list[JourneyMap], JourneyMap | None]:
    """The maps as they were saved before, the newest first, and the last of them.

    That one is None where nothing was saved before it, so far as is known. `digest` is that
    of the file as it was opened.
    """
    found: list[JourneyMap] = []
    if path is None:
        return found, None
    room = MOST_BYTES
    states = kept.states(path, digest=digest)
    for state in states:
        room -= state.size
        data = kept.read(state) if room >= 0 else None
        if data is not None:
            with suppress(FileProblem):  # of a newer version; it only tells less
                found.append(codec.loads(data).map)
    whole = len(found) == len(states) and min((s.number for s in states), default=1) == 1
    return found, None if whole or not found else found[-1]
