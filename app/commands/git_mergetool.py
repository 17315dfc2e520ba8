"""`touchline git mergetool`: maps that git left unmerged, merged after all.

The three versions come out of git's index, so it does not matter what stands in the file:
git's marks from somebody without the driver, or one side alone after a driver that died.
What somebody has done since on the file by hand is not replaced.
"""

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

import click

from app.commands.git_driver import tell_conflicts, to_do
from app.commands.git_labels import Sides, sides_for_stages
from app.commands.git_objects import Stages, blob, unmerged
from app.commands.git_run import Repository, repository
from app.troubles import FINE, FOUND, Trouble, say
from model.files import codec
from model.files.atomic import replace_bytes
from model.files.errors import FileProblem
from model.files.versions import SUFFIX
from model.merge import Labels, Merged
from model.merging.of_files import MergedFile, merge_files
from model.records import Conflict

_MARKS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


def mergetool(paths: Sequence[str], *, again: bool = False, backup: str = "") -> int:
    """Merge these files of the repository around, or all maps that it has unmerged.

    `again` replaces what somebody has done on a file since git stopped. 0 if all of them are
    merged, so that `git add` is all that is left; 1 if there is something to decide.
    `backup` is the copy that `git mergetool` made of the one file; it puts that back for 1.

    Raises:
        Trouble: there is no repository, a file is merged already, or cannot be read.
    """
    here = repository()
    if here.top is None:
        raise Trouble("a bare repository has no files to merge")
    wanted = [_within(here.top, path) for path in paths]
    found = unmerged(here.top, wanted)
    if not paths:
        found = [stages for stages in found if stages.path.endswith(SUFFIX)]
        if not found:
            click.echo("git has no maps that are not merged.")
            return FINE
    for path in wanted:
        if not any(stages.path == path for stages in found):
            raise Trouble("git has nothing to merge here", "", path)
    codes = [_one(here, stages, again) for stages in found]
    if backup and len(found) == 1 and Path(backup).is_file():
        merged = here.top / found[0].path
        replace_bytes(backup, merged.read_bytes())
    return max(codes)


def _one(here: Repository, stages: Stages, again: bool) -> int:
    assert here.top is not None
    was, mine, its = (blob(i, here.top) for i in (stages.base, stages.ours, stages.theirs))
    sides = sides_for_stages(here.git_dir, stages.path, was, its)
    file = here.top / stages.path
    if not (stages.ours and stages.theirs):
        return _deleted(file, stages, mine or its, sides.labels)
    names = Labels(*(f"{stages.path} ({label})" for label in sides.labels))
    made = merge_files(was, mine, its, sides.labels, names, allow_large=True)
    if not again:
        since = _since(file, (was, mine, its), made)
        if since is not None:
            return _told_since(stages.path, since, sides)
    replace_bytes(file, made.data)
    if not made.merged.conflicts:
        click.echo(
            f"{stages.path}: merged. `git add -- {shlex.quote(stages.path)}` says so to git."
        )
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


def _since(file: Path, sides: tuple[bytes, bytes, bytes], made: MergedFile) -> Merged | None:
    """The map in the file, if somebody has worked on it since git stopped; else None.

    What was typed into a file with git's marks is put aside, as `NAME.orig`.
    """
    try:
        data = file.read_bytes()
    except OSError:
        return None
    if data == sides[1]:  # so a driver leaves it that died; or somebody settled all that way
        return None
    try:
        loaded = codec.loads(data, allow_large=True)
    except FileProblem:
        _put_aside(file, data, sides)
        return None
    if data == made.data:
        return made.merged
    left = {conflict.id for conflict in made.merged.conflicts}
    open_ = tuple(c for c in loaded.map.all(Conflict) if c.id in left)
    return Merged(loaded.map, open_)


def _told_since(path: str, since: Merged, sides: Sides) -> int:
    if since.conflicts:
        many = f"{len(since.conflicts)} conflict{'s' if len(since.conflicts) > 1 else ''}"
        say(f"{path}: {many} still to be settled. {to_do(path, sides.go_on)}")
        return FOUND
    click.echo(f"{path}: no conflict is open. `git add -- {shlex.quote(path)}` says so to git.")
    return FINE


def _put_aside(file: Path, data: bytes, sides: tuple[bytes, bytes, bytes]) -> None:
    """Keep a copy of a file with lines that no side has: somebody typed them."""
    known = {line.strip() for side in sides for line in side.splitlines()}
    typed = any(
        line.strip() not in known and not line.startswith(_MARKS) for line in data.splitlines()
    )
    if typed:
        copy = file.with_name(f"{file.name}.orig")
        replace_bytes(copy, data)
        say(f"{file.name}: what was typed into it by hand is in {copy.name}.")


def _within(top: Path, path: str) -> str:
    """A path as it is called in the repository, whatever the current folder."""
    whole = Path(os.path.realpath(Path(path).parent)) / Path(path).name
    try:
        return whole.relative_to(top.resolve()).as_posix()
    except ValueError as error:
        raise Trouble("it is not in the repository of this folder", "", path) from error
