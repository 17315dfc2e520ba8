"""What the files of maps are called."""

import os
from pathlib import Path
from typing import Final

#: What the name of every map's file ends in; those of other programs may end in ".json" alone.
SUFFIX: Final = ".journey.json"


def bare_name(file: Path) -> str:
    """The name of a file without what maps end in, as people call it."""
    return file.name.removesuffix(SUFFIX).removesuffix(".json") or file.name


def title_as_name(title: str) -> str:
    """A name for the file of a map with this title: its words, joined so that any disk takes it."""
    words = "".join(c if c.isalnum() else " " for c in title).split()
    return "-".join(words).lower()[:60].strip("-") or "untitled"


def as_file_name(text: str, usual: str) -> str:
    """`text` as the name of a file on any system, without an ending; `usual` if nothing is left."""
    kept = "".join("-" if c in '/\\:*?"<>|' or c < " " else c for c in text)
    return kept.strip(". ")[:100].rstrip(". ") or usual


def free_name(beside: Path, mark: str) -> Path:
    """A file beside another for a copy of it, "NAME (mark)" or "NAME (mark 2)", not there yet."""
    number = 1
    while True:
        again = "" if number == 1 else f" {number}"
        proposed = beside.with_name(f"{bare_name(beside)} ({mark}{again}){SUFFIX}")
        if not os.path.lexists(proposed):
            return proposed
        number += 1
