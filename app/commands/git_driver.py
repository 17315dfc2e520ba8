"""`touchline git-driver`: what git calls for each map that both sides changed.

Git hands over three temporary files and takes the result out of the second. Exit code 0 is
a clean merge; every other one leaves the file unmerged, with all three versions in git. Up to
2.43 git tells nobody why, so each failure is also told here.
"""

import shlex
from contextlib import suppress
from pathlib import Path

from app.troubles import FINE, FOUND, WRONG, ended_by, say
from model.files.atomic import clear_folder, replace_bytes
from model.files.errors import FileProblem
from model.merge import Labels, Merged

#: So many conflicts are told one by one.
_TOLD = 5


def drive(base: str, ours: str, theirs: str, path: str, given: tuple[str, str, str]) -> int:
    """Merge the files `ours` and `theirs` into `ours`; the exit code for git.

    `path` is what the map is called in the repository, `given` what git calls the three
    sides, as "%S" and so on where it does not say.
    """
    try:
        return _drive(base, ours, theirs, path, given)
    except Exception as error:  # whatever it is: ours stays, and somebody must hear of it
        ended_by(error)
        say(
            f"{path}: not merged. It stands there as on your side, and git keeps both; "
            f"{_next(error, path)}"
        )
        return WRONG


def _next(error: Exception, path: str) -> str:
    """What to do about a merge that failed, in half a sentence."""
    from model.merging.of_files import NEWER

    quoted = shlex.quote(path)
    if isinstance(error, FileProblem) and error.todo != NEWER:
        return (
            "take this back (`git merge --abort`, `git rebase --abort`), correct the map where it "
            "came from and try again; or take one side whole: `git checkout --ours -- "
            f"{quoted}`, or `--theirs`."
        )
    return f"`touchline git mergetool -- {quoted}` tries again."


def _drive(base: str, ours: str, theirs: str, path: str, given: tuple[str, str, str]) -> int:
    from app.commands.git_labels import sides_for_driver
    from app.commands.git_run import git_dir
    from model.merging.of_files import merge_files

    was, mine, its = (Path(name).read_bytes() for name in (base, ours, theirs))
    sides = sides_for_driver(git_dir(), given, path, was, its)
    labels = sides.labels
    names = Labels(*(f"{path} ({label})" for label in labels))
    # Nobody is there to be asked about a large map, and git has it already.
    made = merge_files(was, mine, its, labels, names, allow_large=True)
    if made.data != mine:
        replace_bytes(ours, made.data)
        with suppress(OSError):
            clear_folder(Path(ours).absolute().parent)  # what a killed one left
    for note in made.notes:
        say(note)
    if not made.merged.conflicts:
        return FINE
    tell_conflicts(path, made.merged, labels, sides.go_on)
    return FOUND


def make_base(base: str, ours: str, theirs: str) -> int:
    """Make of the files `ours` and `theirs` what their histories have in common, in `ours`.

    git asks for this where two branches were merged into each other before: the result is
    only what the merge itself begins from, and nobody sees it. What was decided differently
    then must be neither side's, or the other's decision would be lost: so it is as it was.
    """
    was, mine, its = (Path(name).read_bytes() for name in (base, ours, theirs))
    try:
        replace_bytes(ours, _common(was, mine, its))
    except Exception as error:
        ended_by(error)
        replace_bytes(ours, was)  # the merge itself will tell what is wrong with it
        return WRONG
    return FINE


def _common(was: bytes, mine: bytes, its: bytes) -> bytes:
    from model.change import JourneyMap, apply
    from model.edits.common import EditError
    from model.files import codec
    from model.merging.of_files import merge_files
    from model.merging.settling import take

    merged = merge_files(was, mine, its, allow_large=True).merged
    made = merged.map
    for conflict in merged.conflicts:
        if conflict.id in made:  # or it was settled with another
            try:
                made = apply(take(made, conflict.id, "base"), made)
            except EditError:
                return was or codec.dumps(JourneyMap())
    return codec.dumps(made)


def tell_conflicts(path: str, merged: Merged, labels: Labels, go_on: str) -> None:
    """Say which conflicts a merge left on a map, and what to do about them."""
    from app.commands.merge import told

    lines = told(merged)
    for line in lines[:_TOLD]:
        say(f"{path}: {line}")
    if len(lines) > _TOLD:
        say(f"{path}: and {len(lines) - _TOLD} more")
    many = f"{len(lines)} conflict{'s' if len(lines) > 1 else ''}"
    say(f"{path}: {many} between “{labels.ours}” and “{labels.theirs}”. {to_do(path, go_on)}")


def to_do(path: str, go_on: str) -> str:
    """What to do with a map that has conflicts, in a sentence."""
    then = f", and `{go_on}`" if go_on else ""
    return (
        f"Open the map in Touchline, settle them there, save; then "
        f"`git add -- {shlex.quote(path)}`{then}."
    )
