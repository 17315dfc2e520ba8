"""What is read from a repository's objects: stages of the index, commits, who has which file.

Everything is asked of git by id or by name, in one call for all; filters and text conversions
that the repository names are never run.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from app.commands.git_run import GitProblem, git

#: Commits of one file that are looked through, newest first.
_MOST_COMMITS = 2000
#: Seconds for which that is worth waiting for.
_PATIENCE = 2.0
_COMMIT = re.compile(r"HEAD|[0-9a-f]{40}|[0-9a-f]{64}")


class Stages(NamedTuple):
    """Ids of what the index holds of a file that git could not merge; "" for none.

    `path` is the file's name within the repository.
    """

    path: str
    base: str = ""
    ours: str = ""
    theirs: str = ""


def unmerged(top: Path, paths: Sequence[str] = ()) -> list[Stages]:
    """The files below `top` that git has not merged; of `paths` (from there) if any are given.

    Raises:
        GitProblem: git cannot say.
    """
    listed = git("ls-files", "-u", "-z", "--full-name", "--", *paths, at=top)
    found: dict[str, dict[str, str]] = {}
    for entry in listed.split(b"\0"):
        about, _, name = entry.partition(b"\t")
        words = about.decode("ascii", "replace").split()
        if len(words) == 3 and words[0][:2] == "10":  # files, no links or submodules
            side = {"1": "base", "2": "ours", "3": "theirs"}.get(words[2])
            if side:
                found.setdefault(os.fsdecode(name), {})[side] = words[1]
    return [Stages(path, **sides) for path, sides in found.items()]


class Merge(NamedTuple):
    """A merge that was committed, and what it made of a file: the commits of it and its sides."""

    commit: str
    ours: str
    theirs: str
    stages: Stages


def with_marks(at: Path) -> list[str]:
    """The files below `at`, by their names from there, in which git left marks of a conflict.

    Raises:
        GitProblem: git cannot say.
    """
    listed = git("grep", "-l", "-z", "--no-recurse-submodules", "-e", "^<<<<<<< ", at=at, fine=1)
    return [os.fsdecode(name) for name in listed.split(b"\0")[:-1]]


def last_merge(path: str, at: Path) -> Merge | None:
    """The merge of two branches in which a file became what it is; None if that was none.

    Raises:
        GitProblem: git cannot say.
    """
    listed = git("rev-list", "--max-count=1", "--parents", "HEAD", "--", path, at=at)
    commits = listed.decode("ascii", "replace").split()
    if len(commits) != 3:
        return None
    commit, ours, theirs = commits
    try:
        base = git("merge-base", ours, theirs, at=at).decode("ascii", "replace").split()[0]
    except GitProblem:  # they have nothing in common
        base = ""
    names = [f"{side}:{path}" for side in (base, ours, theirs) if side]
    ids = same_blobs(names, at)
    stages = Stages(path, *(ids if base else ["", *ids]))
    return Merge(commit, ours, theirs, stages) if stages.ours and stages.theirs else None


def blob(object_id: str, at: Path) -> bytes:
    """The content of a file in the repository; b"" for the id "".

    Raises:
        GitProblem: it is not there.
    """
    return git("cat-file", "blob", object_id, at=at) if object_id else b""


def blob_id(data: bytes, like: str) -> str:
    """The id of a file of this content in a repository that has the id `like`."""
    kind = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return kind(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def same_blobs(names: Iterable[str], at: Path | None = None) -> list[str]:
    """The ids of what stands at names such as "HEAD:a.json", in their order; "" for nothing.

    They are of the repository around the folder `at`, or around the current one.
    """
    # A name of two lines cannot be asked for, and stands for nothing.
    asked = [b"" if "\n" in name else os.fsencode(name) for name in names]
    if not any(asked):
        return [""] * len(asked)
    try:
        told = git("cat-file", "--batch-check=%(objectname)", at=at, data=b"\n".join(asked) + b"\n")
    except GitProblem:
        return [""] * len(asked)
    lines = told.decode("utf-8", "replace").split("\n")[:-1]
    ids = [line if " " not in line else "" for line in lines]
    return ids if len(ids) == len(asked) else [""] * len(asked)


def commits_of(path: str) -> list[str]:
    """The commits of all branches that changed a file, newest first; empty if git cannot say."""
    try:
        listed = git(
            "rev-list", "--all", "--topo-order", f"--max-count={_MOST_COMMITS}", "--", path
        )
    except GitProblem:
        return []
    return listed.decode("ascii", "replace").split()


def names_at(commit: str) -> list[str]:
    """Full names of the branches that end in a commit, those of other copies last."""
    try:
        listed = git(
            "for-each-ref", f"--points-at={commit}", "--format=%(refname)",
            "refs/heads", "refs/remotes",
        )  # fmt: skip
    except GitProblem:
        return []
    names = listed.decode("utf-8", "replace").splitlines()
    return [name for name in names if not name.endswith("/HEAD")]


def author_of(commit: str) -> str:
    """The name of who wrote a commit (its id, or HEAD); "" if git does not have it."""
    if not _COMMIT.fullmatch(commit):
        return ""
    try:
        told = git("cat-file", "commit", commit).decode("utf-8", "replace")
    except GitProblem:
        return ""
    lines = told.partition("\n\n")[0].splitlines()
    said = next((line for line in lines if line.startswith("author ")), "")
    return said.removeprefix("author ").rpartition(" <")[0].strip()


def subject_of(commit: str) -> str:
    """The first line of a commit's message; "" if git does not have it."""
    try:
        told = git("cat-file", "commit", commit).decode("utf-8", "replace")
    except GitProblem:
        return ""
    message = told.partition("\n\n")[2].strip()
    return message.partition("\n")[0]
