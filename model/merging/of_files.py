"""Three files merged into one: what git's merge driver and `touchline merge` both do.

Bytes in, bytes out: nothing here reads or writes a disk.
"""

from typing import NamedTuple

from model.change import JourneyMap
from model.files import codec
from model.files.errors import FileProblem
from model.merge import Labels, Merged, merge
from model.records import Stage

#: What to do about a file of a newer Touchline: the one trouble that is not in the file.
NEWER = "Merge it with the newer Touchline."

_STRANGERS = "they have no stage in common, so all of both stands on one map"


class MergedFile(NamedTuple):
    """The file of both, and what there is to say about it.

    Attributes:
        data: the bytes to write; those of a side, untouched, where that side is the result.
        merged: the map in `data`, and the conflicts that this merge put into it.
        notes: what was odd about the three files, a sentence each.
    """

    data: bytes
    merged: Merged
    notes: tuple[str, ...] = ()


def merge_files(
    base: bytes,
    ours: bytes,
    theirs: bytes,
    labels: Labels | None = None,
    names: Labels | None = None,
    *,
    allow_large: bool = False,
) -> MergedFile:
    """`ours` with all that `theirs` changed since `base`; older files are brought up to date.

    An empty `base` is none: both added the file. `labels` stand in the conflicts, `names`
    (the labels if not given) in messages.

    Raises:
        TooLarge: one of them is larger than maps are; ask, then try with `allow_large`.
        FileProblem: one cannot be read, or was written by a newer Touchline.
    """
    labels = labels or Labels()
    called = names or labels
    notes: list[str] = []
    was = _loaded(base, called.base, notes, allow_large) if base.strip() else None
    mine = _loaded(ours, called.ours, notes, allow_large)
    its = _loaded(theirs, called.theirs, notes, allow_large)
    if was is None and _are_strangers(mine.map, its.map):
        notes.append(f"{called.ours} and {called.theirs}: {_STRANGERS}")
    merged = merge(was.map if was else None, mine.map, its.map, labels)
    for data, side in ((ours, mine), (theirs, its)):
        if merged.map is side.map and side.migrated_from is None and not side.problems:
            return MergedFile(data, merged, tuple(notes))
    return MergedFile(codec.dumps(merged.map), merged, tuple(notes))


def _are_strangers(a: JourneyMap, b: JourneyMap) -> bool:
    one, other = ({stage.id for stage in of.all(Stage)} for of in (a, b))
    return bool(one and other) and one.isdisjoint(other)


def _loaded(data: bytes, name: str, notes: list[str], allow_large: bool) -> codec.Loaded:
    loaded = codec.loads(data, name, allow_large=allow_large)
    if codec.newer_version(loaded.map):
        raise FileProblem("it was written by a newer Touchline", name, todo=NEWER)
    if loaded.migrated_from is not None:
        notes.append(f"{name}: of file version {loaded.migrated_from}, brought up to date first")
    notes += (f"{name}: {problem}" for problem in loaded.problems)
    return loaded
