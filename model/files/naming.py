"""What the files of maps are called."""

import os
from pathlib import Path
from typing import Final

#: What the name of every map's file ends in; those of other programs may end in ".json" alone.
SUFFIX: Final = ".journey.json"


def bare_name(file: Path) -> str:
    """The name of a file without what maps end in, as people call it."""
    return file.name.removesuffix(SUFFIX).removesuffix(".json") or file.name


def free_name(beside: Path, mark: str) -> Path:
    """A file beside another for a copy of it, "NAME (mark)" or "NAME (mark 2)", not there yet."""
    number = 1
    while True:
        again = "" if number == 1 else f" {number}"
        proposed = beside.with_name(f"{bare_name(beside)} ({mark}{again}){SUFFIX}")
        if not os.path.lexists(proposed):
            return proposed
        number += 1
