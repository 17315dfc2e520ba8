"""All that is left of a workshop, written into one folder beside its map: whole, or not at all.

The poster, the actions, the summary go into a folder that gets its name at the end; then the
map's named version is saved. Nothing that is there is ever replaced.
"""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from export.pdf import write_pdf
from export.summary import actions_csv, actions_markdown, summary_markdown
from export.wrap_up_folder import clear_leftover, folder_for, making_folder
from model.change import JourneyMap
from model.files.atomic import replace_bytes
from model.files.errors import save_error
from model.files.versions import remove_version, save_version
from model.layout.summary_sheet import summary_sheet
from model.records import VersionLabel
from model.summary import summarise
from resources import palettes

#: How much of the work the poster is.
_POSTER = 0.8


class Wrapped(NamedTuple):
    """What was written: the folder, its files by name, the version; and what was not, in words."""

    folder: str
    files: tuple[str, ...]
    version: str
    trouble: str = ""


class Poster(NamedTuple):
    """How the poster is written to a file, and how an error of it is said."""

    write: Callable[[Path, Callable[[float], None]], object]
    sentence: Callable[[Exception], str]


def wrap_up(
    journey: JourneyMap,
    map_path: Path,
    label: VersionLabel,
    today: date,
    poster: Poster | None = None,
    before: JourneyMap | None = None,
    tell: Callable[[float], None] = lambda _: None,
    since: str = "",
) -> Wrapped:
    """Write everything; `before` is the map as the day began, or as it was
    `since`; `poster` writes the poster.

    A poster that is not possible is left out and told of. Whatever else goes wrong, or ends
    the program, leaves nothing behind.

    Raises:
        SaveError: it cannot be written.
    """
    tell(0.0)
    clear_leftover(map_path)  # of a time that ended suddenly
    making = making_folder(map_path)
    try:
        making.mkdir()
        trouble = _write(journey, making, today, poster, before, tell, since)
        version = save_version(map_path, journey, label)
        try:
            folder = folder_for(map_path, today)
            making.rename(folder)
        except BaseException:  # being cancelled too
            remove_version(version)
            raise
    except (OSError, ValueError) as error:
        raise save_error(error, str(making.parent)) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    tell(1.0)
    files = tuple(sorted(file.name for file in folder.iterdir()))
    return Wrapped(str(folder), files, str(version), trouble)


def _write(
    journey: JourneyMap,
    folder: Path,
    today: date,
    poster: Poster | None,
    before: JourneyMap | None,
    tell: Callable[[float], None],
    since: str,
) -> str:
    """All files into the folder; why there is no poster, or ""."""
    trouble = ""
    if poster is not None:
        try:
            poster.write(folder / "poster.pdf", lambda part: tell(part * _POSTER))
        except (ValueError, KeyError, ImportError, MemoryError) as error:
            trouble = poster.sentence(error)
    tell(_POSTER)
    summary = summarise(journey, today, before, since)
    scene, page = summary_sheet(summary)
    write_pdf(scene, palettes.load("light"), folder / "summary.pdf", page)
    for name, data in (
        ("summary.md", summary_markdown(summary).encode()),
        ("actions.md", actions_markdown(summary).encode()),
        ("actions.csv", actions_csv(summary.decisions)),
    ):
        replace_bytes(folder / name, data)
    tell(0.95)
    return trouble
