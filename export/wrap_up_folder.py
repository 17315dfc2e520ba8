"""Where what a workshop leaves is written: a hidden folder that gets its name at the end."""

import os
import shutil
from datetime import date
from itertools import count
from pathlib import Path

from model.files.state import stem_of


def folder_for(map_path: Path, today: date) -> Path:
    """Where it will all stand: beside the map, named by map and date, with a number if taken."""
    stem = stem_of(map_path.name)
    for number in count(1):
        again = f" ({number})" if number > 1 else ""
        folder = map_path.with_name(f"{stem} {today.isoformat()}{again}")
        if not os.path.lexists(folder):
            break
    return folder


def making_folder(map_path: Path) -> Path:
    """Where it stands as long as it is not whole."""
    return map_path.with_name(f".touchline-{stem_of(map_path.name)}-wrap-up")


def clear_leftover(map_path: Path) -> None:
    """Remove what a wrap-up left that was killed in the middle."""
    shutil.rmtree(making_folder(map_path), ignore_errors=True)
