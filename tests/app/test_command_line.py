"""What every command promises: plain help, one message for a failure, a lean start."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import cli_git
from app.cli import program
from app.commands.progress import Tell
from app.troubles import Trouble, nearest, no_such
from tests.app.running import BANK, BICYCLE, ROOT, alone, done, refused, touchline

COMMANDS = (
    "check", "describe", "diff", "doctor", "export", "git", "import", "merge", "new", "schema",
)  # fmt: skip


def test_help_names_every_command_and_nothing_that_is_not_there_yet() -> None:
    text = done("--help")
    assert sorted(n for n, c in program.commands.items() if not c.hidden) == sorted(COMMANDS)
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", text, re.MULTILINE)
    for later in ("search", "open"):
        assert not re.search(rf"^  {later} ", text, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_is_plain_text_without_what_is_not_there_yet(command: str) -> None:
    text = done(command, "--help")
    assert text.isascii()
    for later in ("tile", "bleed", "marks", "cmyk", "book", "preflight"):
        assert later not in text


@pytest.mark.parametrize(
    "option", ["--tile=A4", "--bleed=3", "--marks", "--book", "--preflight=text"]
)
def test_an_option_that_is_not_there_yet_is_refused(option: str, tmp_path: Path) -> None:
    assert "no such option" in refused("export", BICYCLE, "-o", str(tmp_path / "a.pdf"), option)
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_told() -> None:
    assert done("--version").startswith("touchline ")


def test_a_mistyped_command_is_told_the_nearest() -> None:
    assert refused("exprot") == (
        "there is no command 'exprot'; did you mean 'export'? See touchline --help."
    )
    assert refused("xyz") == "'xyz' is neither a command nor a file. See touchline --help."


def test_a_command_says_which_help_tells_more() -> None:
    assert refused("export").endswith("See touchline export --help.")
    assert refused("describe", BICYCLE, "--nothing").endswith("See touchline describe --help.")
    assert refused("--nothing").endswith("See touchline --help.")


@pytest.mark.parametrize("command", ["describe", "check"])
def test_a_missing_or_broken_file_is_told_with_its_place(command: str, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.journey.json")
    assert refused(command, missing) == (
        f"{missing}: there is no such file. Check the name and the folder."
    )
    assert refused(command, str(tmp_path)).startswith(f"{tmp_path}: this is a folder.")
    broken = tmp_path / "broken.journey.json"
    broken.write_text('{"format": "touchline.journey-map",\n "schema_version": x}')
    assert f"{broken}, line 2, column 20" in refused(command, str(broken))


def test_a_message_stays_one_line_that_no_terminal_obeys(tmp_path: Path) -> None:
    said = refused("describe", str(tmp_path / "a\n\x1b[31mb"))
    assert said.isprintable()


def test_a_map_can_come_from_standard_input() -> None:
    data = Path(BICYCLE).read_bytes()
    assert done("describe", "-", stdin=data) == done("describe", BICYCLE)
    assert refused("describe", "-", stdin=b"{").startswith("standard input, line 1")


def test_a_map_of_a_newer_version_is_shown_with_a_note(tmp_path: Path) -> None:
    newer = tmp_path / "newer.journey.json"
    text = Path(BICYCLE).read_text("utf-8")
    newer.write_text(text.replace('"schema_version": 1', '"schema_version": 9'), "utf-8")
    result = touchline("describe", str(newer))
    assert result.exit_code == 0
    assert result.stdout.startswith(done("describe", BICYCLE))
    assert "newer Touchline" in result.stderr


def test_a_very_large_file_is_opened_only_if_somebody_says_so(tmp_path: Path) -> None:
    large = tmp_path / "large.journey.json"
    with large.open("wb") as file:
        file.truncate(60_000_000)
    said = refused("describe", str(large))
    assert said.startswith(f"{large}: the file is 60 MB")
    assert "terminal" in said


def test_a_mistake_of_the_program_is_one_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(of: object) -> str:
        raise KeyError("card_1")

    monkeypatch.setattr("model.describe.describe", wrong)
    said = refused("describe", BICYCLE)
    assert said.startswith("this is a mistake in Touchline: KeyError, 'card_1' (app/test_comm")
    monkeypatch.setenv("TOUCHLINE_TRACEBACK", "1")
    assert isinstance(touchline("describe", BICYCLE).exception, KeyError)


def test_running_out_of_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(of: object) -> str:
        raise MemoryError

    monkeypatch.setattr("model.describe.describe", wrong)
    assert refused("describe", BICYCLE) == "there is not enough memory for this."


def test_names_are_matched_whatever_their_case_and_half_typed() -> None:
    assert nearest("LIHGT", ["light", "dark"]) == "light"
    assert nearest("Ines", ["Ines Carvalho", "Priya Nair"]) == "Ines Carvalho"
    assert nearest("p", ["Priya", "Petra"]) == ""
    assert nearest("", ["Priya"]) == ""
    assert str(no_such("persona", "x", ["", ""])) == "there is no persona 'x': the map has none."
    assert str(Trouble("why?", "So.", "here")) == "here: why? So."


def test_python_m_app_is_the_command_line() -> None:
    ran = alone("--help")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.split() == done("--help").encode().split()
    ran = alone("exprot")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.count(b"\n") == 1


def test_the_outline_is_utf_8_whatever_the_system_speaks() -> None:
    ran = alone("describe", BANK, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.returncode == 0
    assert ran.stdout.decode("utf-8") == done("describe", BANK)


def test_a_message_can_be_told_where_the_system_speaks_ascii_only() -> None:
    ran = alone("describe", "Fürth.json", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"touchline: F")
    assert ran.stderr.isascii()


@pytest.mark.parametrize(
    "words",
    [("--help",), ("export", "--help"), ("--version",), ("describe", BICYCLE), ("check", BICYCLE)],
)
def test_a_start_that_draws_nothing_loads_no_qt_no_pdf_writer_and_no_graphs(
    words: tuple[str, ...],
) -> None:
    probe = (
        "import sys\nfrom app.cli import program\n"
        f"try:\n    program({list(words)!r})\nexcept SystemExit as end:\n"
        "    assert end.code == 0\n"
        "print('\\n' + ' '.join(sorted(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in ran.stdout.splitlines()[-1].split()}
    heavy = {"PySide6", "reportlab", "networkx", "pikepdf", "uharfbuzz", "fontTools", "rich", "PIL"}
    assert loaded & heavy == set()
    if "--help" in words:
        assert "pydantic" not in loaded


def test_a_reader_that_goes_away_leaves_no_complaint() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "app", "describe", BANK],
            cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert (ran.returncode, ran.stderr) == (141, b"")


def test_ctrl_c_stops_with_one_line_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def pressed() -> Iterator[Tell]:
        def tell(what: str, part: float) -> None:
            if part:
                raise KeyboardInterrupt

        yield tell

    monkeypatch.setattr("app.commands.progress.shown", pressed)
    result = touchline("export", BICYCLE, "-o", str(tmp_path / "map.png"))
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.strip() == "touchline: stopped; no file is left half-written."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("document", ["README.md", "docs/command-line.md", "docs/git.md"])
def test_the_documents_name_only_commands_and_options_that_there_are(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    commands = {*program.commands.values(), *cli_git.git.commands.values()}
    known = {o for c in commands for p in c.params for o in p.opts} | {"--help"}
    known |= {"--no-textconv"}  # git's
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) <= known
    named = set(re.findall(r"(?:^ +|`)touchline ([a-z]+)\b", text, re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("document", ["README.md", "docs/command-line.md"])
def test_the_documents_lead_to_what_a_team_does_in_git(document: str) -> None:
    assert "git.md)" in (ROOT / document).read_text("utf-8")
