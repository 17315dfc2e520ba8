"""The command line: what can be typed, and what every command promises.

Exit codes: 0 fine; 1 findings; 2 bad usage or bad input, with one message on standard
error. A command's own code is imported when it runs, so that help and `describe` start
without Qt and without the PDF writer.
"""

import sys
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from textwrap import indent, wrap
from typing import Any

import click

from app import cli_git
from app.troubles import FINE, FOUND, READER_GONE, ended_by, nearest, say
from export.change_report import REPORTS
from export.formats import FORMATS, TABLES
from resources import templates


class Program(click.Group):
    """A group of commands that ends every failure in one line and an exit code.

    Words that are no command are maps to open: a command's name is one first.
    """

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names, or the editor if it names a map.

        Raises:
            click.UsageError: it names neither.
        """
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            if not _is_map(word):
                raise click.UsageError(self._neither(ctx, word), ctx)
            return "touchline", _editor, args
        return super().resolve_command(ctx, args)

    def _neither(self, ctx: click.Context, word: str) -> str:
        near = nearest(word, self.list_commands(ctx))
        if near:
            return f"there is no command {word!r}; did you mean {near!r}?"
        return f"{word!r} is neither a command nor a file"

    def main(  # type: ignore[override]  # it always ends in SystemExit
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "touchline",
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> None:
        """Run and leave the process; with TOUCHLINE_TRACEBACK set, mistakes are raised whole."""
        try:
            result = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except SystemExit as error:
            # So click ends where the reader of standard output went away (`| head`).
            sys.exit(READER_GONE if error.code == 1 else error.code)
        except (Exception, KeyboardInterrupt) as error:
            sys.exit(ended_by(error))
        sys.exit(result if isinstance(result, int) else 0)


def _is_map(word: str) -> bool:
    return word.endswith(".json") or Path(word).exists()


@click.command()
@click.argument("maps", metavar="MAP...", nargs=-1)
def _editor(maps: tuple[str, ...]) -> int:
    from app.start import run_editor

    return run_editor(maps)


def _percent(ctx: click.Context, parameter: click.Parameter, text: str | None) -> float | None:
    if text is None:
        return None
    try:
        value = float(text.strip().removesuffix("%"))
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise click.BadParameter(f"{text!r} is no percentage; write 100 or 62.5%")
    return value


def _number(ctx: click.Context, parameter: click.Parameter, text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is not a number") from error


def _tell_version(ctx: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked:
        from app.version import program_version

        click.echo(f"touchline {program_version()}")
        ctx.exit()


@click.group(
    cls=Program,
    name="touchline",
    invoke_without_command=True,
    subcommand_metavar="[MAP... | COMMAND [ARGS]...]",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_tell_version,
    help="Say which version this is.",
)
@click.pass_context
def program(ctx: click.Context) -> int:
    """Customer journey maps: edit, make, check, describe and print them.

    Without a command the editor opens, with each MAP in a window of its own.

    A MAP is a file NAME.journey.json; commands read it from standard input for "-". Exit
    codes: 0 fine, 1 something was found, 2 it could not be done, with one message that says
    why.
    """
    if ctx.invoked_subcommand is None:
        from app.start import run_editor

        return run_editor(())
    return FINE


_TEMPLATES = "\n\n".join(
    f"\b\n  {name}: {about.title}\n" + indent("\n".join(wrap(about.description, 70)), "    ")
    for name, about in templates.TEMPLATES.items()
)


@program.command(epilog=f"Templates:\n\n{_TEMPLATES}")
@click.argument("map", metavar="MAP")
@click.option(
    "--template",
    metavar="NAME",
    default=templates.DEFAULT,
    help=f"What to start from; {templates.DEFAULT} if not said.",
)
@click.option("--title", metavar="TEXT", help="Title of the map.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def new(map: str, template: str, title: str | None, force: bool) -> None:
    """Make a new map from a template; a MAP without an ending gets .journey.json."""
    from app.commands.new import new

    click.echo(new(map, template, title, force))


@program.command("import")
@click.argument("source", metavar="SOURCE")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    metavar="MAP",
    help="The map to write; - for standard output.",
)
@click.option(
    "--from",
    "form",
    type=click.Choice(["csv", "tsv", "xlsx"]),
    help="If the name of SOURCE does not tell.",
)
@click.option(
    "--select", type=click.IntRange(min=1), metavar="N", help="Which sheet of an XLSX file, from 1."
)
@click.option("--update", is_flag=True, help="Bring MAP up to date, which is there already.")
@click.option("--force", is_flag=True, help="Replace MAP if it is there.")
def import_(source: str, out: str, **options: Any) -> None:
    """Make a map from a table: CSV, TSV or XLSX.

    The table is a grid, stages across and lanes down, or has a card a row. SOURCE may be -,
    which is standard input. Encoding, separator and headings are found out; what cannot be
    read is told with its row and column, and goes into the card's text.
    """
    from app.commands.import_table import import_table

    made = import_table(source, out, **options)
    if made.line:
        click.echo(made.line)
    for note in made.notes:
        say(note)


@program.command()
@click.argument("map", metavar="MAP")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    metavar="FILE",
    help="What to write; - for standard output.",
)
@click.option(
    "--format",
    type=click.Choice([*FORMATS, *TABLES]),
    help="If the ending of FILE does not tell; csv-grid and tsv-grid are the map as it is read.",
)
@click.option(
    "--paper",
    metavar="PAPER",
    help="A0 to A5, Letter, Legal, Tabloid or WIDTHxHEIGHTmm. A PDF is fitted to A0 if none is "
    "named; SVG and PNG are then the picture without a sheet.",
)
@click.option(
    "--orientation",
    type=click.Choice(["auto", "portrait", "landscape"]),
    default="auto",
    help="How the paper lies; auto is where the picture gets larger.",
)
@click.option(
    "--scale",
    metavar="PCT",
    callback=_percent,
    help="At this percentage, instead of as large as the paper allows.",
)
@click.option(
    "--color",
    metavar="[rgb|grey]",
    type=click.Choice(["rgb", "grey", "gray"]),
    callback=lambda ctx, parameter, name: "grey" if name == "gray" else name,
    default="rgb",
    help="rgb if not said; grey is for a printer without colour.",
)
@click.option("--theme", metavar="[light|dark|grey]", help="light if not said.")
@click.option(
    "--persona", "personas", multiple=True, metavar="NAME", help="Only this one's journey."
)
@click.option("--lane", "lanes", multiple=True, metavar="NAME", help="Only this lane.")
@click.option("--redact", is_flag=True, help="Leave out what is private; name people by team.")
@click.option(
    "--dpi", metavar="N", callback=_number, help="Pixels an inch of a PNG; 96 if not said."
)
def export(map: str, **options: Any) -> None:
    """Write a map as a PDF poster, an SVG or a PNG, or as a table.

    A table (csv, tsv, xlsx) has a card a row; `touchline import` reads it again.

    --persona and --lane may be given several times.
    """
    from app.commands.export import Options, export

    made = export(Options(map, **options))
    if made.line:
        click.echo(made.line)
    for note in made.notes:
        say(note)


@program.command()
@click.argument("maps", metavar="MAP...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people or for programs; text if not said.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    help="What ends with exit code 1; error if not said.",
)
@click.option("--fix", is_flag=True, help="Mend what can be mended without a decision of yours.")
def check(maps: tuple[str, ...], form: str, fail_on: Any, fix: bool) -> int:
    """Say what is wrong with maps: references and structure."""
    from app.commands.check import check

    return check(maps, form, fail_on, fix)


class _Merge(click.Command):
    """Says what is wrong with the names of the sides, which swallow what comes after them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The same; too few names are told.

        Raises:
            click.UsageError: what is typed cannot be understood.
        """
        typed = [*args]
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            after = typed[typed.index("--labels") + 1 :] if "--labels" in typed else []
            names = [*takewhile(lambda word: not word.startswith("-"), after)]
            if "--labels" in typed and len(names) < 3:
                what = "--labels needs three names: of BASE, of OURS and of THEIRS"
                raise click.UsageError(what, ctx) from error
            raise


@program.command(cls=_Merge)
@click.argument("base", metavar="BASE")
@click.argument("ours", metavar="OURS")
@click.argument("theirs", metavar="THEIRS")
@click.option(
    "-o", "--output", "out", metavar="OUT", help="The map to write; standard output if not said."
)
@click.option(
    "--labels",
    nargs=3,
    metavar="A B C",
    help="What BASE, OURS and THEIRS are called in conflicts, instead of their names.",
)
def merge(
    base: str, ours: str, theirs: str, out: str | None, labels: tuple[str, str, str] | None
) -> int:
    """Bring two edited copies of a map together: OURS and THEIRS, made from BASE.

    What both changed in different ways stays as in OURS, is noted in the map as a conflict, told
    on standard error, and ends with exit code 1. An empty BASE (/dev/null) is none: both
    files are new.
    """
    from app.commands.merge import merge

    return merge(base, ours, theirs, out, labels)


@program.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--format",
    "form",
    type=click.Choice([*REPORTS]),
    help="For people, for programs, as a page or a poster; as the ending of FILE says, else text.",
)
@click.option("-o", "--output", "out", metavar="FILE", help="What to write; - is standard output.")
@click.option("--paper", metavar="PAPER", help="A0 ... A5, Letter, Legal, Tabloid or WxHmm.")
def diff(old: str, new: str, form: str | None, out: str | None, paper: str | None) -> int:
    """Say what changed between two maps: in the order in which a review asks.

    Ends with 0 if nothing changed and with 1 if something did. Either map may be -, which is
    standard input, or /dev/null, which is a map that was not there.
    """
    from app.commands.diff import diff

    return diff(old, new, form, out, paper=paper)


@program.command()
@click.argument("map", metavar="MAP")
def describe(map: str) -> None:
    """Print a map as an outline in text.

    One fact a line, in journey order, without ids: made to be read, heard, and compared.
    """
    from app.commands.opening import open_map
    from model.describe import describe

    # Bytes: git wants the same ones in every language of the system.
    click.echo(describe(open_map(map).map).encode("utf-8"), nl=False)


@program.command()
def schema() -> None:
    """Print the JSON Schema of the file format."""
    import json

    from model.files.schema import schema

    click.echo(json.dumps(schema(), indent=2).encode("ascii"))


@program.command()
def doctor() -> int:
    """Say what is installed, whether it works, and all else that a bug report needs."""
    from app.commands.doctor import sections

    lacking = False
    for heading, facts in sections():
        click.echo(f"--- {heading} ---")
        for fact in facts:
            click.echo(str(fact))
            lacking = lacking or not fact.fine
        click.echo()
    if not lacking:
        click.echo("Everything is here.")
    return FOUND if lacking else FINE


program.add_command(cli_git.git)
program.add_command(cli_git.driver)


def main() -> None:
    """Run the command that the process was started with, and end the process."""
    program()
