"""What the command line says when it cannot do what was asked: one line, and exit code 2.

A message says what is wrong, where, and what to do. Nothing else goes to standard error,
so that scripts and git can show it as it is.
"""

import errno
import os
import sys
import traceback
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from unicodedata import category

import click

from model.files.errors import FileTrouble

FINE, FOUND, WRONG = 0, 1, 2
#: What shells report for a program ended by Ctrl-C, and by a reader that went away.
INTERRUPTED, READER_GONE = 130, 141
#: Control characters and ends of lines, as Unicode calls them.
_NOT_SHOWN = ("Cc", "Zl", "Zp")


class Trouble(Exception):
    """Bad usage or bad input, in words for whoever typed the command."""

    def __init__(self, what: str, todo: str = "", where: str = "") -> None:
        place = f"{where}: " if where else ""
        end = "" if what.endswith((".", "?", "!")) else "."
        super().__init__(f"{place}{what}{end}" + (f" {todo}" if todo else ""))


def no_such(sort: str, wanted: str, there: Iterable[str]) -> Trouble:
    """The trouble that there is no `sort` ("theme", "persona") of that name, with what there is."""
    names = [name for name in dict.fromkeys(there) if name]
    if not names:
        return Trouble(f"there is no {sort} {wanted!r}: the map has none")
    near = nearest(wanted, names)
    hint = f"Did you mean {near!r}? " if near else ""
    shown = ", ".join(map(repr, names))
    return Trouble(f"there is no {sort} {wanted!r}", f"{hint}There are: {shown}.")


def nearest(wanted: str, names: Iterable[str]) -> str:
    """The name that was probably meant, whatever its case; "" if none is close."""
    by_key = {name.casefold(): name for name in names}
    found = get_close_matches(wanted.casefold(), by_key, n=1)
    if found:
        return by_key[found[0]]
    begun = [name for key, name in by_key.items() if key.startswith(wanted.casefold())]
    return begun[0] if wanted and len(begun) == 1 else ""


def in_words(error: BaseException) -> tuple[str, int] | None:
    """The message and the exit code for what went wrong; None for what is nobody's message."""
    match error:
        case click.UsageError():
            return _usage(error), WRONG
        case click.Abort() | KeyboardInterrupt():
            return "stopped; no file is left half-written.", INTERRUPTED
        case click.ClickException():
            return _sentence(error.format_message()), WRONG
        case Trouble() | FileTrouble():
            return str(error), WRONG
        case OSError(errno=errno.ENOSPC | errno.EDQUOT | errno.EFBIG):
            return "there is no room left where this should be written.", WRONG
        case MemoryError():
            return "there is not enough memory for this.", WRONG
        case _:
            return None


def ended_by(error: BaseException) -> int:
    """Say what ended the program, and return its exit code.

    With TOUCHLINE_TRACEBACK set, mistakes of the program's own are raised again, whole.
    """
    known = in_words(error)
    if known is None:
        if os.environ.get("TOUCHLINE_TRACEBACK"):
            raise error
        known = of_a_mistake(error), WRONG
    say(known[0])
    return known[1]


def of_a_mistake(error: BaseException) -> str:
    """One line about an error that Touchline should not have made, with its place in the code."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = "/".join(Path(last.filename).parts[-2:])
    what = " ".join(str(error).split()) or "no reason given"
    return (
        f"this is a mistake in Touchline: {type(error).__name__}, {what} ({place}, line "
        f"{last.lineno}). No file is left half-written. Please report it."
    )


def say(message: str) -> None:
    """One line on standard error; what a terminal would obey or could not show is escaped."""
    line = "".join(repr(c)[1:-1] if category(c) in _NOT_SHOWN else c for c in message)
    encoding = sys.stderr.encoding or "utf-8"
    shown = line.encode(encoding, "backslashreplace").decode(encoding)
    click.echo(f"touchline: {shown}", err=True)


def _usage(error: click.UsageError) -> str:
    program = error.ctx.command_path if error.ctx else "touchline"
    return f"{_sentence(error.format_message())} See {program} --help."


def _sentence(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return f"{text[:1].lower()}{text[1:]}" + ("" if text.endswith("?") else ".")
