"""What can be typed after `touchline git`, and what git itself calls."""

from typing import TYPE_CHECKING

import click

from app.troubles import FINE, nearest, say

if TYPE_CHECKING:
    from app.commands.git_setup import Done

_GLOBAL = click.option(
    "--global", "everywhere", is_flag=True, help="For all repositories of yours, not just this one."
)
_SHARED = "The attributes stand in the repository's own .gitattributes, for the whole team."


class Commands(click.Group):
    """A group within the program, which tells a slip of the fingers as the program does."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names.

        Raises:
            click.UsageError: it names none.
        """
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            near = nearest(word, self.list_commands(ctx))
            meant = f"; did you mean '{self.name} {near}'?" if near else ""
            raise click.UsageError(f"there is no command '{self.name} {word}'{meant}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, invoke_without_command=True)
@click.pass_context
def git(ctx: click.Context) -> int:
    """Let git compare and merge maps as maps, not as lines of text."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    return FINE


@git.command()
@_GLOBAL
@click.option("--shared", is_flag=True, help=_SHARED)
def install(everywhere: bool, shared: bool) -> None:
    """Set git up for the maps of this repository.

    It merges them record by record, shows outlines where it shows changes, and knows Touchline
    as a tool for both. Nothing that you set is lost.
    """
    from app.commands.git_setup import install

    _tell(install(everywhere=everywhere, shared=shared))


@git.command()
@_GLOBAL
@click.option("--shared", is_flag=True, help="Out of the repository's own .gitattributes, too.")
def uninstall(everywhere: bool, shared: bool) -> None:
    """Take back what install wrote, and nothing else."""
    from app.commands.git_setup import uninstall

    _tell(uninstall(everywhere=everywhere, shared=shared))


def _tell(done: "Done") -> None:
    for line in done.lines:
        click.echo(line)
    for note in done.notes:
        say(note)


@git.command()
@click.argument("maps", metavar="[MAP]...", nargs=-1)
@click.option("--again", is_flag=True, help="Merge what you have done on the files since.")
@click.option("--backup", default="", hidden=True)
def mergetool(maps: tuple[str, ...], again: bool, backup: str) -> int:
    """Merge maps that git left unmerged, whatever stands in their files.

    Without MAP, all of them. What is to be decided stands on the map afterwards: open it in
    Touchline. Exit code 1 says that there is something to decide.
    """
    from app.commands.git_mergetool import mergetool

    return mergetool(maps, again=again, backup=backup)


@git.command(hidden=True)
@click.argument("file")
@click.option("--outline", type=int, default=0)
def textconv(file: str, outline: int) -> None:
    """Print the outline of a map, or the file as it stands; git calls this."""
    from app.commands.git_show import textconv

    textconv(file, outline)


@git.command(hidden=True)
@click.argument("old")
@click.argument("new")
@click.argument("path", default="the map")
def difftool(old: str, new: str, path: str) -> int:
    """Tell what changed between two files; git calls this."""
    from app.commands.git_show import difftool

    return difftool(old, new, path)


@click.command("git-driver", hidden=True)
@click.option("--base", "common", is_flag=True, help="For what two histories have in common.")
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.argument("path", default="the map")
@click.argument("marks", default="7")
@click.argument("names", nargs=-1)
def driver(
    base: str,
    ours: str,
    theirs: str,
    path: str,
    marks: str,
    names: tuple[str, ...],
    common: bool,
) -> int:
    """Merge THEIRS into OURS; git calls this.

    MARKS is the length of git's marks, which are never written. NAMES are what git calls the
    three sides.
    """
    from app.commands.git_driver import drive, make_base

    if common:
        return make_base(base, ours, theirs)
    was, mine, its = (*names, "", "", "")[:3]
    return drive(base, ours, theirs, path, (was, mine, its))
