"""What git shows of maps: outlines in `git diff`, `git log -p` and `git show`; `git difftool`."""

import sys
from pathlib import Path

import click

from app.commands.git_setup import OUTLINE
from app.troubles import FINE, in_words, say


def textconv(file: str, outline: int) -> None:
    """Print the outline of the map in a file that git made for this; else the file as it is.

    Without anything printed, or with a failure, git would stop and show nothing at all. What
    cannot be read (git's marks of a conflict in it, say) is compared as text.
    """
    from model.describe import describe
    from model.files import codec

    data = Path(file).read_bytes()
    try:
        # Nobody is there to be asked about a large map, and git has it already.
        shown = describe(codec.loads(data, "a map", allow_large=True).map).encode("utf-8")
    except Exception as error:  # a mistake of ours must not hide what changed either
        known = in_words(error)
        say(f"{known[0] if known else 'a map has no outline'} It is shown as it stands.")
        shown = data
    if outline != OUTLINE:
        say("git shows outlines of another version; `touchline git install` brings it up to date.")
    click.echo(shown, nl=False, file=sys.stdout)


def difftool(old: str, new: str, path: str) -> int:
    """Tell what changed between two files of git's, one of them perhaps /dev/null."""
    from app.commands.diff import diff

    diff(old, new, "text", labels=(f"{path}, before", f"{path}, after"))
    return FINE  # that they differ is no failure to git
