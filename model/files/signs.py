"""How a file looks from outside: enough to see, without reading it, that it is another."""

import os
from pathlib import Path
from typing import NamedTuple


class Sign(NamedTuple):
    """What a disk says of a file; one that was replaced, rewritten or moved has another."""

    device: int
    inode: int
    size: int
    changed: int


def sign(path: Path) -> Sign | None:
    """The sign of the file at `path`; None if there is none, or it cannot be reached."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Sign(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def renamed(path: Path, was: Sign) -> Path | None:
    """Where the file of that sign is called something else now, in the same folder."""
    try:
        with os.scandir(path.parent) as entries:
            for entry in entries:
                if entry.name.endswith(".json") and entry.inode() == was.inode:
                    found = Path(entry.path)
                    if found != path and sign(found) == was:
                        return found
    except OSError:
        pass
    return None
