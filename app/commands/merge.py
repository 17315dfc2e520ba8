"""`touchline merge`: two edited copies of a map become one, with what both changed noted in it."""

import os
import sys
from pathlib import Path

import click

from app.commands.opening import STANDARD
from app.troubles import FINE, FOUND, Trouble, say
from model.files import codec
from model.files.atomic import why_not_writable
from model.files.errors import TooLarge
from model.labels import counted
from model.merge import Labels, Merged
from model.merging.conflicts import in_brief, subject, to_decide, words
from model.merging.kinds import CONFLICT_KINDS, kind_of_conflict
from model.merging.of_files import MergedFile, merge_files


def merge(
    base: str, ours: str, theirs: str, out: str | None, labels: tuple[str, str, str] | None
) -> int:
    """Write the map of both to `out`, or to standard output; 0 if clean, 1 with conflicts.

    The conflicts are told on standard error, one a line. A `base` that is empty (/dev/null)
    is none.

    Raises:
        Trouble: two of them are to be read from standard input, or `out` cannot be.
        FileProblem, SaveError: a file cannot be read or written.
    """
    names = Labels(base, ours, theirs)
    if sum(name == STANDARD for name in names) > 1:
        raise Trouble("only one map can come from standard input")
    out = None if out == STANDARD else out
    if out is not None:
        _look_at(out)
    data = _read(base), _read(ours), _read(theirs)
    made = _merged(data, Labels(*labels) if labels else names, names)
    for note in made.notes:
        say(note)
    if out is None:
        click.echo(made.data, nl=False)
    else:
        there = _same_file(out, ours)  # it may have been edited meanwhile
        codec.save_bytes(made.data, Path(out), expect=codec.digest(data[1]) if there else None)
    for line in told(made.merged):
        say(line)
    if summed := _summed(made.merged, out):
        say(summed)
    return FOUND if made.merged.conflicts else FINE


def told(merged: Merged) -> list[str]:
    """A line for each that is to be decided: what about, its kind, what each side made of it."""
    lines = []
    asked = {conflict.id for conflict in to_decide(merged.map)}
    for conflict in merged.conflicts:
        if conflict.id not in asked:  # it goes with another
            continue
        kind = CONFLICT_KINDS[kind_of_conflict(conflict, merged.map)]
        sides = in_brief(*(words(merged.map, conflict, side) for side in ("ours", "theirs")))
        pairs = zip((conflict.ours_label, conflict.theirs_label), sides, strict=True)
        said = "; ".join(f"{label}: {side}" for label, side in pairs)
        lines.append(f"{subject(merged.map, conflict)}: {kind.word} ({said})")
    return lines


def _summed(merged: Merged, out: str | None) -> str:
    """How many there are to be decided, and where; "" if none is open."""
    asked = [conflict.id for conflict in to_decide(merged.map)]
    new = len({conflict.id for conflict in merged.conflicts} & {*asked})
    before = len(asked) - new
    parts = [counted(new, "conflict")] if new else []
    if before:
        were = "was" if before == 1 else "were"
        kind = "" if new else f" {'conflict' if before == 1 else 'conflicts'}"
        parts.append(f"{before}{kind} that {were} open before")
    if not parts:
        return ""
    it = "it" if len(asked) == 1 else "them"
    where = f"“{out}”" if out is not None else "the map"
    return f"{' and '.join(parts)}. Open {where} in Touchline, settle {it} there, save."


def _merged(data: tuple[bytes, bytes, bytes], labels: Labels, names: Labels) -> MergedFile:
    shown = Labels(*("standard input" if name == STANDARD else name for name in names))
    try:
        return merge_files(*data, labels, shown)
    except TooLarge as error:
        if not sys.stdin.isatty():
            todo = "At a terminal Touchline asks whether to open it."
            raise Trouble(error.what, todo, error.where) from error
        click.confirm(f"{error.where}: {error.what}. Merge it all the same?", abort=True, err=True)
        return merge_files(*data, labels, shown, allow_large=True)


def _look_at(out: str) -> None:
    """What would keep the result from being written, found out before the work."""
    if Path(out).is_dir() or out.endswith(os.sep):
        raise Trouble("that is a folder", "Name a file in it with -o.", out)
    reason = why_not_writable(out)
    if reason:
        raise Trouble(reason, "Choose another place for -o.", out)


def _read(name: str) -> bytes:
    """The bytes of a file, of standard input for "-", none of /dev/null."""
    if name == STANDARD:
        return sys.stdin.buffer.read(codec.LARGEST_BYTES + 1)
    if name == os.devnull:
        return b""
    return codec.read(name, allow_large=True)  # asked about when all three are there


def _same_file(a: str, b: str) -> bool:
    try:
        return Path(a).samefile(b)
    except OSError:
        return False
