"""Named versions of a map: whole map files in `NAME.versions/` beside it, never replaced.

A version is the map as it was when somebody gave that state a name, with the name, its
author and its reason inside. It is opened like any other map.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from model.change import JourneyMap, apply
from model.files import codec
from model.files.atomic import replace_bytes
from model.files.errors import save_error
from model.files.naming import SUFFIX
from model.files.state import stem_of
from model.records import VersionLabel, evolve

#: Bytes of a label that its file's name may have: disks take 255 for all of it.
_MOST = 120


def folder_of(map_path: str | os.PathLike[str]) -> Path:
    """Where the versions of the map at `map_path` stand; it need not exist."""
    path = Path(os.path.abspath(map_path))  # noqa: PTH100 - `absolute` keeps ".."
    # Only that ending goes: "ride.json" and "ride.journey.json" are two maps.
    return path.with_name(f"{path.name.removesuffix(SUFFIX) or path.name}.versions")


def save_version(
    map_path: str | os.PathLike[str], journey: JourneyMap, label: VersionLabel
) -> Path:
    """Write `journey`, named by `label`, beside its file; where it is now.

    The file is called `<date>-<label>.journey.json`, with a number where there is one of
    that name: no version ever replaces another. Without a date it is of today.

    Raises:
        SaveError: it cannot be written; nothing is left of it.
    """
    label = dated(label)
    codec.refuse_newer(journey, os.fspath(map_path))
    return write_version(map_path, codec.dumps(labelled(journey, label)), label)


def write_version(map_path: str | os.PathLike[str], data: bytes, label: VersionLabel) -> Path:
    """As `save_version`, for a map that is encoded with its dated label: any thread may.

    Raises:
        SaveError: as `save_version`.
    """
    folder = folder_of(map_path)
    try:
        folder.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        raise save_error(error, str(folder)) from error
    names = _names(folder, label)
    while True:
        path = next(names)
        try:
            replace_bytes(path, data, is_new=True)
        except FileExistsError:
            continue
        except BaseException:
            _remove_empty(folder)
            raise
        return path


def labelled(journey: JourneyMap, label: VersionLabel, baseline: str | None = None) -> JourneyMap:
    """`journey` with that name inside; the one with none is as any map that was never named.

    With `baseline`, that is what it is compared with by itself: neither is a change of a map.
    """
    info = journey.info
    other = evolve(info, version=label, baseline=info.baseline if baseline is None else baseline)
    if other == info:
        return journey
    return apply({"map": (info, other)}, journey)


def dated(label: VersionLabel) -> VersionLabel:
    """`label` with the day of today, unless it has one."""
    if label.date:
        return label
    return with_fields(label, date=f"{datetime.now(UTC).astimezone():%Y-%m-%d}")


def remove_version(path: Path) -> None:
    """Take back a version that was just saved, and its folder if that was the first one.

    Raises:
        OSError: it cannot be removed.
    """
    path.unlink(missing_ok=True)
    _remove_empty(path.parent)


def versions_of(map_path: str | os.PathLike[str]) -> tuple[Path, ...]:
    """The files of the versions of a map, oldest first: by the days in their names.

    Those of one day stand in the order in which they were written, as far as disks know it.
    """
    found = []
    with suppress(OSError, ValueError):
        for path in folder_of(map_path).iterdir():
            if path.name.endswith(SUFFIX):
                with suppress(FileNotFoundError):  # it was removed just now
                    found.append((_age(path), path))
    return tuple(path for _, path in sorted(found))


def _age(path: Path) -> tuple[str, int, str, int]:
    """Its day, when it was written, and its name without and with its number."""
    name = path.name.removesuffix(SUFFIX)
    words, _, number = name.rpartition("-")
    again = int(number) if number.isdecimal() and number.isascii() and len(number) < 9 else 0
    return name[:10], path.lstat().st_mtime_ns, words if again else name, again


def with_fields(label: VersionLabel, **fields: str) -> VersionLabel:
    """`label` with other fields, validated.

    Raises:
        pydantic.ValidationError: a value does not fit.
    """
    return VersionLabel.model_validate({**label.__dict__, **fields})


def _names(folder: Path, label: VersionLabel) -> Iterator[Path]:
    words = " ".join(label.label.split())
    stem = stem_of(words, _MOST).strip(" .-") if words else "version"
    for number in count(1):
        again = f"-{number}" if number > 1 else ""
        yield folder / f"{label.date}-{stem or 'version'}{again}{SUFFIX}"


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):  # it is not empty
        folder.rmdir()
