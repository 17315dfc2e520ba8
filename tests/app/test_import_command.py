"""`touchline import` makes a map of a table, or brings one up to date, and says what it did."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from model.files import codec
from model.records import Card, Stage
from model.rules import check
from tests.app.running import BICYCLE, done, refused, touchline

CARDS = "Stage,Lane,Title,Severity\nBuy,Shop,Waits long,4\nUse,App,Unlocks it,high\n"


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    file = tmp_path / "our_workshop.csv"
    file.write_text(CARDS, "utf-8")
    return file


def test_a_table_becomes_a_sound_map_that_is_called_as_its_file(workshop: Path) -> None:
    out = workshop.with_name("map.journey.json")
    result = touchline("import", str(workshop), "-o", str(out))
    assert result.exit_code == 0
    assert result.stdout == f"{out}: 2 cards added\n"
    assert result.stderr == (
        "touchline: Row 3, “Severity”: “high” is not a number from 1 to 5; "
        "it stands in the card's text.\n"
    )
    made = codec.load(out).map
    assert made.info.title == "our workshop"
    assert {card.title: (card.severity, card.body) for card in made.all(Card)} == {
        "Waits long": (4, ""), "Unlocks it": (None, "Severity: high"),
    }  # fmt: skip
    assert check(made) == ()


def test_a_map_that_is_there_is_changed_only_if_one_says_how(workshop: Path) -> None:
    out = workshop.with_name("map.journey.json")
    done("new", str(out), "--template", "bicycle")
    before = out.read_bytes()
    assert refused("import", str(workshop), "-o", str(out)) == (
        f"{out}: the file is already there. Add --update to bring that map up to date, "
        "or --force to replace it."
    )
    assert out.read_bytes() == before
    cards = {card.id for card in codec.load(out).map.all(Card)}
    assert touchline("import", str(workshop), "-o", str(out), "--update").exit_code == 0
    after = {card.id for card in codec.load(out).map.all(Card)}
    assert cards < after
    assert len(after) == len(cards) + 2
    assert touchline("import", str(workshop), "-o", str(out), "--force").exit_code == 0
    assert {card.title for card in codec.load(out).map.all(Card)} == {"Waits long", "Unlocks it"}


def test_importing_again_updates_and_a_file_that_has_all_of_it_is_not_written(
    workshop: Path,
) -> None:
    out = workshop.with_name("map.journey.json")
    touchline("import", str(workshop), "-o", str(out))
    written = out.stat()
    result = touchline("import", str(workshop), "-o", str(out), "--update")
    assert result.stdout == f"{out}: 0 cards added, 2 as before\n"
    assert (out.stat().st_mtime_ns, out.stat().st_ino) == (written.st_mtime_ns, written.st_ino)
    workshop.write_text(CARDS.replace("high", "3"), "utf-8")
    assert done("import", str(workshop), "-o", str(out), "--update") == (
        f"{out}: 0 cards added, 1 changed, 1 as before\n"
    )
    changed = [c for c in codec.load(out).map.all(Card) if c.title == "Unlocks it"]
    assert [card.severity for card in changed] == [3]


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx"])
def test_what_was_exported_edited_and_imported_is_those_edits(kind: str, tmp_path: Path) -> None:
    journey, out = tmp_path / "map.journey.json", tmp_path / f"cards.{kind}"
    done("new", str(journey), "--template", "bicycle")
    whole = codec.load(journey).map
    cards = len(list(whole.all(Card)))
    assert done("export", str(journey), "-o", str(out)) == f"{out}: {cards} cards\n"
    words = ["import", str(out), "-o", str(journey), "--update", "--select", "1"]
    assert done(*words) == f"{journey}: 0 cards added, {cards} as before\n"
    assert codec.load(journey).map == whole


def test_the_grid_goes_out_and_comes_back(tmp_path: Path) -> None:
    out = tmp_path / "grid.csv"
    touchline("export", BICYCLE, "-o", str(out), "--format", "csv-grid")
    with out.open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.reader(file))
    stages = [stage.name for stage in codec.load(BICYCLE).map.all(Stage)]
    assert set(first) - {""} == set(stages)
    journey = tmp_path / "map.journey.json"
    done("new", str(journey), "--template", "bicycle")
    said = done("import", str(out), "-o", str(journey), "--update")
    assert "0 cards added" in said
    assert "changed" not in said


def test_a_table_comes_in_by_standard_input_and_the_map_goes_out_by_standard_output() -> None:
    result = touchline("import", "-", "-o", "-", stdin=CARDS.encode("utf-16"))
    assert result.exit_code == 0
    made = codec.loads(result.stdout_bytes, "it").map
    assert made.info.title == ""
    assert len(list(made.all(Card))) == 2


def test_a_table_goes_to_standard_output() -> None:
    text = done("export", BICYCLE, "-o", "-", "--format", "csv")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows[0][:3] == ["Id", "Kind", "Stage"]
    assert {len(row) for row in rows} == {len(rows[0])}


def test_for_outsiders_a_table_leaves_out_what_a_poster_leaves_out() -> None:
    whole = codec.load(BICYCLE).map
    parked = [card.title for card in whole.all(Card) if not card.step_id]
    text = done("export", BICYCLE, "-o", "-", "--format", "csv", "--redact")
    assert not [title for title in parked if title in text]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "gone.csv", "-o", "a"], "gone.csv: no such file or directory."),
        (["import", "empty.csv", "-o", "a"], "empty.csv: the table is empty."),
        (["import", "noise.bin", "-o", "a"], "neither a table in text (CSV, TSV) nor"),
        (["import", "t.csv", "-o", "a", "--select", "2"], "there is no sheet 2"),
        (["import", "t.csv", "-o", "a", "--update"], "there is no such map to bring up to date"),
        (["import", "t.csv", "-o", "a", "--update", "--force"], "exclude each other"),
        (["import", "t.csv", "-o", "-", "--update"], "needs a map to bring up to date"),
        (["import", "t.csv", "-o", "t.csv"], "the table would be replaced by its map"),
        (["import", "t.csv", "-o", "."], "that is a folder"),
        (["import", "t.csv", "-o", "other.csv"], "Use .journey.json instead of .csv."),
        (["import", "t.csv", "-o", "no/a"], "Choose another place for -o"),
        (["import", "t.csv", "-o", "map.journey.json", "--update"], "map.journey.json"),
        (["import", "t.csv"], "See touchline import --help."),
        (["export", BICYCLE, "-o", "a.csv", "--paper", "A4"], "--paper is about pictures"),
        (["export", BICYCLE, "-o", "a.xlsx", "--dpi", "9"], "--dpi is about pictures"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_one_line_and_nothing_is_written(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text(CARDS, "utf-8")
    (tmp_path / "empty.csv").write_text("", "utf-8")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "map.journey.json").write_text("{", "utf-8")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert said in refused(*words)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_of_several_sheets_the_first_is_taken_and_the_others_are_told(tmp_path: Path) -> None:
    book, out = tmp_path / "cards.xlsx", tmp_path / "map.journey.json"
    touchline("export", BICYCLE, "-o", str(book))
    result = touchline("import", str(book), "-o", str(out))
    assert result.stderr == (
        "touchline: only the first of 2 sheets is imported; --select takes another: "
        "1 'Cards', 2 'Grid'\n"
    )


def test_many_notes_are_told_as_a_few_and_how_many_more(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Title,Severity\n" + "Waits,high\n" * 30, "utf-8")
    result = touchline("import", str(table), "-o", str(tmp_path / "map"))
    lines = result.stderr.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "touchline: and 10 notes more"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize("command", ["import", "export"])
def test_standard_output_without_room_is_told_in_one_line(command: str, workshop: Path) -> None:
    source = str(workshop) if command == "import" else BICYCLE
    form = [] if command == "import" else ["--format", "csv"]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "app", command, source, "-o", "-", *form],
            stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr == b"touchline: there is no room left where this should be written.\n"
