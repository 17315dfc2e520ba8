"""What the two sides of a merge are called: by branch, also where git swaps them.

While git rebases, "ours" is what one rebases onto and "theirs" is one's own branch: names say
what sides cannot. They are read from what git keeps of its work under way; before 2.44 it
tells a driver none.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from app.commands.git_objects import (
    Merge,
    author_of,
    blob_id,
    commits_of,
    names_at,
    same_blobs,
    subject_of,
)
from model.merge import Labels

#: A label longer than this, in characters, is cut.
_LONGEST = 60
_START = re.compile(r" \(start\): checkout (.+)$")
_BRANCH = re.compile(r"Merge [\w -]*branch '([^'\n]+)'")
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?$")


class Sides(NamedTuple):
    """What the sides are called, and the command that goes on with what is under way."""

    labels: Labels
    go_on: str = ""


def sides_for_driver(
    git_dir: Path, given: tuple[str, str, str], path: str, base: bytes, theirs: bytes
) -> Sides:
    """The sides of a merge that git just does; `given` are what it says: base, ours, theirs."""
    named = Labels(*(("" if text.startswith("%") else text) for text in given))
    known = _merge(os.environ, git_dir) or _rebase(git_dir) or _picks(git_dir)
    if known is None and named.theirs:
        known = Sides(named)
    if known is None:
        known = _by_content(path, base, theirs)
    return _complete(known, git_dir)


def sides_for_stages(git_dir: Path, path: str, base: bytes, theirs: bytes) -> Sides:
    """The sides of a merge that git has left to be finished."""
    known = _rebase(git_dir) or _several(git_dir, path, theirs) or _left(git_dir)
    if known is None:
        known = _by_content(path, base, theirs)
    return _complete(known, git_dir)


def goes_on(git_dir: Path) -> str:
    """The command that goes on with what is under way, once all is settled; "" for none."""
    known = _rebase(git_dir) or _left(git_dir)
    return known.go_on if known is not None else ""


def sides_of_merge(git_dir: Path, merge: Merge) -> Sides:
    """The sides of a merge that was committed."""
    said = _BRANCH.match(subject_of(merge.commit))
    theirs = said[1] if said else _name(git_dir, merge.theirs)
    ours = branch(git_dir)
    labels = _with_people(Labels("", ours, theirs), merge.ours, merge.theirs)
    return _complete(Sides(labels, "git commit"), git_dir)


def branch(git_dir: Path) -> str:
    """The branch that is checked out, or the first figures of the commit."""
    head = _text(git_dir / "HEAD")
    return _short(head.removeprefix("ref: "))


def _rebase(git_dir: Path) -> Sides | None:
    for folder in (git_dir / "rebase-merge", git_dir / "rebase-apply"):
        onto, head = _text(folder / "onto"), _text(folder / "head-name")
        if onto:
            mine = "" if head in ("", "detached HEAD") else _short(head)
            tip = _text(folder / "orig-head")
            labels = Labels("", _onto(git_dir, onto), mine or _commit(tip))
            return Sides(_with_people(labels, onto, tip), "git rebase --continue")
        if (folder / "applying").exists():  # patches sent by mail
            subject = _text(folder / "final-commit").partition("\n")[0]
            return Sides(Labels("", branch(git_dir), subject or "the patch"), "git am --continue")
    return None


def _onto(git_dir: Path, onto: str) -> str:
    """What one rebases onto, as it was typed."""
    for line in reversed(_text(git_dir / "logs" / "HEAD").splitlines()):
        started = _START.search(line)
        if started:
            name = started[1]
            return _name(git_dir, onto) if _HASH.match(name) else _short(name)
    return _name(git_dir, onto)


def _merge(environment: Mapping[str, str], git_dir: Path) -> Sides | None:
    """From what `git merge` tells the programs that it starts."""
    heads = {k[8:]: v for k, v in environment.items() if k.startswith("GITHEAD_")}
    if not heads:
        return None
    ((commit, name), *_) = heads.items()
    theirs = _name(git_dir, commit) if _HASH.match(name) or name == "FETCH_HEAD" else _short(name)
    labels = _with_people(Labels("", branch(git_dir), theirs), "HEAD", commit)
    return Sides(labels, "git commit")


def _picks(git_dir: Path) -> Sides | None:
    """From the list of several commits that are picked or reverted one by one."""
    todo = _text(git_dir / "sequencer" / "todo").partition("\n")[0].split(" ", 2)
    if len(todo) < 3:
        return None
    what = f"{todo[2]} ({todo[1]})"
    if todo[0] == "revert":
        return Sides(Labels(what, "", f"before {what}"), "git revert --continue")
    return Sides(Labels("", "", what), "git cherry-pick --continue")


def _left(git_dir: Path) -> Sides | None:
    """From what git leaves where it stopped."""
    if picked := _text(git_dir / "CHERRY_PICK_HEAD"):
        return Sides(Labels("", "", _commit(picked)), "git cherry-pick --continue")
    if reverted := _text(git_dir / "REVERT_HEAD"):
        what = _commit(reverted)
        return Sides(Labels(what, "", f"before {what}"), "git revert --continue")
    if merged := _text(git_dir / "MERGE_HEAD").partition("\n")[0]:
        said = _BRANCH.match(_text(git_dir / "MERGE_MSG"))
        theirs = said[1] if said else _name(git_dir, merged)
        labels = _with_people(Labels("", branch(git_dir), theirs), "HEAD", merged)
        return Sides(labels, "git commit")
    return None


def _several(git_dir: Path, path: str, theirs: bytes) -> Sides | None:
    """Where several branches were merged at once, the one at which git stopped, by its file.

    git merges these as text, without a driver; ours is what came together until then.
    """
    heads = _text(git_dir / "MERGE_HEAD").split()
    if len(heads) < 2:
        return None
    theirs_id = blob_id(theirs, heads[0])
    blobs = same_blobs([f"{head}:{path}" for head in heads])
    which = [head for head, blob in zip(heads, blobs, strict=False) if blob == theirs_id]
    name = _name(git_dir, which[-1] if which else heads[-1])
    return Sides(Labels("", "what was merged before", name), "git commit")


def _by_content(path: str, base: bytes, theirs: bytes) -> Sides:
    """By which commit the other side's file came; git names none before 2.44.

    A stash, a commit that is picked, or one that is reverted: then the file becomes what it
    was before.
    """
    (stashed,) = same_blobs([f"refs/stash:{path}"]) or ("",)
    if stashed == blob_id(theirs, stashed):
        return Sides(Labels("", "", "what was stashed"))
    commits = commits_of(path)
    theirs_id, base_id = (blob_id(data, "".join(commits[:1])) for data in (theirs, base))
    found = same_blobs([f"{commit}{before}:{path}" for commit in commits for before in ("", "^")])
    for commit, new, old in zip(commits, found[::2], found[1::2], strict=True):
        if new == theirs_id and (old == base_id or not base):
            return Sides(Labels("", "", _commit(commit)), "git cherry-pick --continue")
        if new == base_id and old == theirs_id:
            what = _commit(commit)
            return Sides(Labels(what, "", f"before {what}"), "git revert --continue")
    return Sides(Labels("", "", "what comes in"))


def _with_people(labels: Labels, ours: str, theirs: str) -> Labels:
    """Branches with who wrote the last commit of each, where that tells them apart."""
    people = author_of(ours), author_of(theirs)
    if not all(people) or people[0] == people[1]:
        return labels
    # A commit has something in brackets behind its name already.
    named = (
        label if label.endswith(")") else f"{label} ({person})"
        for label, person in zip((labels.ours, labels.theirs), people, strict=True)
    )
    return Labels(labels.base, *named)


def _complete(sides: Sides, git_dir: Path) -> Sides:
    base, ours, theirs = (_cut(label) for label in sides.labels)
    ours = ours if ours not in ("", "HEAD") else _cut(branch(git_dir))
    theirs = theirs or "what comes in"
    if theirs == ours:
        theirs += " (coming in)"
    return Sides(Labels(base or "before", ours or "here", theirs), sides.go_on)


def _name(git_dir: Path, commit: str) -> str:
    """A commit by a branch that ends in it, here or elsewhere; else its own first figures."""
    for name in names_at(commit):
        return _short(name)
    for line in _text(git_dir / "FETCH_HEAD").splitlines():
        fetched = re.match(r"([0-9a-f]+)\t[^\t]*\tbranch '([^']+)'", line)
        if fetched and fetched[1] == commit:
            return fetched[2]  # never the address, which may hold a password
    return _commit(commit)


def _commit(commit: str) -> str:
    subject = subject_of(commit) if commit else ""
    return f"{subject} ({commit[:7]})" if subject else commit[:7]


def _short(name: str) -> str:
    """A ref as people write it; of a commit the first figures."""
    if _HASH.match(name):
        return name[:7]
    for prefix in ("refs/heads/", "refs/remotes/", "refs/tags/"):
        name = name.removeprefix(prefix)
    return name


def _cut(label: str) -> str:
    label = "".join(c if c.isprintable() else " " for c in label)
    label = " ".join(label.split())
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"


def _text(file: Path) -> str:
    """What a small file of git's says; "" if it is not there."""
    with suppress(OSError):
        if file.stat().st_size < 10_000_000:
            return file.read_bytes().decode("utf-8", "replace").strip()
    return ""
