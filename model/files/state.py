"""Where what belongs to the user, but to no map, is kept: the user's state folder.

Journals, the last saved states, backups and reports of mishaps stand in it, each in a
folder of its own. Nothing in it is needed to open a map.
"""

import os
from pathlib import Path


def state_folder(*parts: str) -> Path:
    """The user's state folder, or a folder in it; it need not exist yet.

    TOUCHLINE_STATE names another one, for a program on a stick and for tests.
    """
    own = os.environ.get("TOUCHLINE_STATE")
    if own:
        return Path(own, *parts)
    import platformdirs  # it takes time that a start has not

    return Path(platformdirs.user_state_path("touchline"), *parts)


def stem_of(name: str, most: int = 60) -> str:
    """The name of a map's file without its ending, fit for the name of another file.

    `most` is in bytes: that is what disks count, and letters of some scripts have four.
    """
    stem = name.removesuffix(".json").removesuffix(".journey")
    plain = "".join(c if c.isalnum() or c in " -_." else "-" for c in stem)
    return plain.encode()[:most].decode(errors="ignore") or "map"
