"""`touchline git mergetool`: maps that git left unmerged, merged after all.

The three versions come out of git's index, so it does not matter what stands in the file:
git's marks from somebody without the driver, or one side alone after a driver that died.
What somebody has done since on the file by hand is not replaced.
"""

import os
import shlex
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import click

from app.commands.git_driver import tell_conflicts, to_do
from app.commands.git_labels import Sides, goes_on, sides_for_stages, sides_of_merge
from app.commands.git_objects import Merge, Stages, blob, last_merge, unmerged, with_marks
from app.commands.git_run import repository
from app.troubles import FINE, FOUND, WRONG, Trouble, say
from model.change import JourneyMap, diff
from model.files import codec
from model.files.atomic import replace_bytes
from model.files.errors import FileProblem, FileTrouble
from model.files.naming import SUFFIX
from model.merge import Labels, Merged
from model.merging.of_files import merge_files
from model.records import Conflict, same

_EARLIER = (
    "Take the map as it was before: `git log -- MAP` lists the commits, and "
    "`git checkout COMMIT -- MAP` takes it from one."
)
_MARKS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


def mergetool(paths: Sequence[str], *, again: bool = False, backup: str = "") -> int:
    """Merge these files of the repository around, or all maps that it has unmerged.

    What somebody has done on a file since git stopped is left alone, or with `again` merged
    like our side. 0 if all of them are merged, so that `git add` is all that is left; 1 if
    there is something to decide.
    `backup` is the copy that `git mergetool` made of the one file; it puts that back for 1.

    Raises:
        Trouble: there is no repository, or nothing to be merged in a file.
    """
    here = repository()
    if here.top is None:
        raise Trouble("a bare repository has no files to merge")
    wanted = [_within(here.top, path) for path in paths]
    found = unmerged(here.top, wanted)
    if not paths:
        found = [stages for stages in found if stages.path.endswith(SUFFIX)]
        left = () if found else with_marks(here.top)
        wanted = [path for path in left if path.endswith(SUFFIX)]
        if not found and not wanted:
            click.echo("git has no maps that are not merged.")
            return FINE
    done = [_committed(here.top, path) for path in wanted if path not in {s.path for s in found}]
    codes = [_tried(here.top, here.git_dir, stages, again) for stages in found]
    codes += [
        _tried(here.top, here.git_dir, merge.stages, again, sides_of_merge(here.git_dir, merge))
        for merge in done
    ]
    if backup and len(found) == 1 and Path(backup).is_file():
        merged = here.top / found[0].path
        replace_bytes(backup, merged.read_bytes())
    return max(codes)


def to_be_told(file: Path) -> list[str]:
    """The commands by which git, which waits for it, is told that a file is merged; or none.

    They are typed in the folder of the file.
    """
    try:
        here = repository(file.parent)
        if here.top is None or not unmerged(here.top, [_within(here.top, str(file))]):
            return []
    except Trouble:
        return []
    then = goes_on(here.git_dir)
    return [f"git add {shlex.quote(file.name)}", *([then] if then else [])]


def can_merge(file: Path) -> bool:
    """Whether git still has both sides of a merge of which it left marks in a file."""
    try:
        top = repository(file.parent).top
        if top is None:
            return False
        path = _within(top, str(file))
        found = unmerged(top, [path])
        if found:
            return bool(found[0].ours and found[0].theirs)
        return last_merge(path, top) is not None
    except Trouble:
        return False


def _committed(top: Path, path: str) -> Merge:
    """The merge of which somebody committed git's marks into a file.

    Raises:
        Trouble: there is nothing to merge, or no merge that could be done again.
    """
    try:
        lines = (top / path).read_bytes().splitlines()
    except OSError:
        lines = []
    if not any(line.startswith(_MARKS[0]) for line in lines):
        raise Trouble("git has nothing to merge here", "", path)
    merge = last_merge(path, top)
    if merge is None:
        raise Trouble(
            "git's marks were committed in it, by no merge of two branches", _EARLIER, path
        )
    return merge


def _tried(
    top: Path, git_dir: Path, stages: Stages, again: bool, sides: Sides | None = None
) -> int:
    """The exit code for one file; what is wrong with it keeps no other from being merged."""
    try:
        return _one(top, git_dir, stages, again, sides)
    except (FileTrouble, Trouble) as error:
        say(str(error))
        return WRONG


def _one(top: Path, git_dir: Path, stages: Stages, again: bool, sides: Sides | None) -> int:
    was, mine, its = (blob(i, top) for i in (stages.base, stages.ours, stages.theirs))
    sides = sides or sides_for_stages(git_dir, stages.path, was, its)
    file = top / stages.path
    if file.resolve() != top.resolve() / stages.path:
        raise Trouble("this is a link to somewhere else", "Remove it, then try again.", stages.path)
    if not (stages.ours and stages.theirs):
        return _deleted(file, stages, mine or its, sides.labels)
    names = Labels(*(f"{stages.path} ({label})" for label in sides.labels))
    made = merge_files(was, mine, its, sides.labels, names, allow_large=True)
    here = _worked_on(file, was, mine, its)
    if here is not None:
        left = sum(conflict.id in here for conflict in made.merged.conflicts)
        if left or not again:
            return _told_since(stages.path, here, left, mine, its, made.merged, sides)
        made = merge_files(was, codec.dumps(here), its, sides.labels, names, allow_large=True)
    replace_bytes(file, made.data)
    for note in made.notes:
        say(note)
    if not made.merged.conflicts:
        click.echo(f"{stages.path}: merged. {_say_so(stages.path)}")
        return FINE
    tell_conflicts(stages.path, made.merged, sides.labels, sides.go_on)
    return FOUND


def _deleted(file: Path, stages: Stages, edited: bytes, labels: Labels) -> int:
    """One side deleted the map and the other edited it: the edited one stays until decided."""
    by, other = labels.theirs, labels.ours
    if not stages.ours:
        by, other = other, by
    if not file.exists() and edited:
        replace_bytes(file, edited)
    quoted = shlex.quote(stages.path)
    if not stages.ours and not stages.theirs:
        say(
            f"{stages.path}: both sides deleted or renamed it. `git rm -- {quoted}` says so to git."
        )
        return FOUND
    if not stages.base:
        # Git found the other half under another name.
        say(
            f"{stages.path}: only one side has it under this name. `git add -- {quoted}` keeps "
            f"it, `git rm -- {quoted}` does not."
        )
        return FOUND
    say(
        f"{stages.path}: “{by}” deleted this map, “{other}” edited it. It is kept as edited; "
        f"`git add -- {quoted}` keeps it for good, `git rm -- {quoted}` deletes it."
    )
    return FOUND


def _worked_on(file: Path, was: bytes, mine: bytes, its: bytes) -> JourneyMap | None:
    """The map in the file, unless it is our side's, as a driver leaves it that died.

    None, too, if it cannot be opened. What was typed among git's marks is put aside.
    """
    try:
        data = file.read_bytes()
    except OSError:
        return None
    try:
        here = codec.loads(data, allow_large=True).map
    except FileProblem:
        _put_aside(file, data, was, mine, its)
        return None
    return None if here == codec.loads(mine, allow_large=True).map else here


def _told_since(
    path: str, here: JourneyMap, left: int, mine: bytes, its: bytes, merged: Merged, sides: Sides
) -> int:
    """What there is to say of a map that is neither ours alone nor has marks: it is left alone.

    `left` of the conflicts of the merge are still open on it.
    """
    if left:
        many = f"{left} conflict{'s' if left > 1 else ''}"
        say(f"{path}: {many} still to be settled. {to_do(path, sides.go_on)}")
        return FOUND
    ours = codec.loads(mine, allow_large=True).map
    brought = [
        record_id
        for record_id, (before, after) in diff(ours, merged.map).items()
        if not isinstance(before or after, Conflict)
    ]
    taken = any(same(here.records.get(i), merged.map.records.get(i)) for i in brought)
    if taken or here == codec.loads(its, allow_large=True).map:
        click.echo(f"{path}: no conflict is open. {_say_so(path)}")
        return FINE
    # Perhaps a driver died and somebody went on with our side: then theirs would be lost.
    say(
        f"{path}: nothing of “{sides.labels.theirs}” is in it. If that is what you decided, "
        f"`git add -- {shlex.quote(path)}`; `touchline git mergetool --again -- "
        f"{shlex.quote(path)}` brings it into what you have done."
    )
    return FOUND


def _say_so(path: str) -> str:
    return f"`git add -- {shlex.quote(path)}` says so to git."


def _put_aside(file: Path, data: bytes, *sides: bytes) -> None:
    """Keep a copy of a file with lines that no side has: somebody typed them."""
    known = {line.strip() for side in sides for line in side.splitlines()}
    lines = data.splitlines()
    if all(line.strip() in known or line.startswith(_MARKS) for line in lines):
        return
    copy = file.with_name(f"{file.name}.orig")
    for number in count(2):
        if not os.path.lexists(copy) or (not copy.is_symlink() and copy.read_bytes() == data):
            break
        copy = file.with_name(f"{file.name}.orig{number}")
    replace_bytes(copy, data)
    say(f"{file.name}: what was typed into it by hand is in {copy.name}.")


def _within(top: Path, path: str) -> str:
    """A path as it is called in the repository, whatever the current folder."""
    whole = Path(os.path.realpath(Path(path).parent)) / Path(path).name
    try:
        return whole.relative_to(top.resolve()).as_posix()
    except ValueError as error:
        raise Trouble("it is not in the repository of this folder", "", path) from error
