"""`touchline diff` tells what changed between two maps: as text, for programs, as a page."""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pytest

from app.commands import diff as command
from export.change_json import change_json
from model.change import JourneyMap
from model.compare import Comparison, compare
from model.files import codec
from model.files.versions import labelled, save_version
from model.records import TABLES, Card, VersionLabel
from tests.app.running import BANK, BICYCLE, alone, refused, touchline
from tests.compared import CHAT, new_map, old_map, one
from tests.export.web_page import Page
from tests.model.retold import changed, made

#: The shape that scripts rely on.
SHAPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["format", "version", "old", "new", "summary", "changes"],
    "properties": {
        "format": {"const": "touchline.diff"},
        "version": {"const": 1},
        "old": {"type": "string"},
        "new": {"type": "string"},
        "summary": {"type": "string", "minLength": 1},
        "changes": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id", "record", "kinds", "place", "fields", "because"],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "record": {"enum": [k.kind_name for k in TABLES.values()] + ["map", "unknown"]},
                    "kinds": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                    "place": {"type": "string"},
                    "fields": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["field", "before", "after"],
                            "properties": {"field": {"type": "string"}, "before": {}, "after": {}},
                        },
                    },
                    "because": {"type": ["string", "null"]},
                },
            },
        },
    },
}


@pytest.fixture
def sides(tmp_path: Path) -> tuple[str, str]:
    """The bicycle map at its review, and a month later."""
    files = tmp_path / "old.journey.json", tmp_path / "new.journey.json"
    for file, of in zip(files, (old_map(), new_map()), strict=True):
        file.write_bytes(codec.dumps(of))
    return str(files[0]), str(files[1])


def told(*words: str, stdin: bytes | None = None) -> str:
    """What `touchline diff` prints of two maps that differ."""
    result = touchline("diff", *words, stdin=stdin)
    assert (result.exit_code, result.stderr) == (1, "")
    return result.stdout


def test_two_maps_that_are_the_same_end_with_0() -> None:
    result = touchline("diff", BICYCLE, BICYCLE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{BICYCLE} → {BICYCLE}\nNothing changed.\n"


def test_a_map_saved_again_is_the_same(tmp_path: Path) -> None:
    again = tmp_path / "again.journey.json"
    codec.save(codec.load(BICYCLE).map, again)
    assert touchline("diff", BICYCLE, str(again)).exit_code == 0
    page = tmp_path / "page.html"
    assert touchline("diff", BICYCLE, str(again), "-o", str(page)).exit_code == 0
    assert "Nothing changed." in page.read_text("utf-8")


def test_what_changed_is_told_in_a_sentence_a_strip_and_sections(sides: tuple[str, str]) -> None:
    text = told(*sides)
    lines = text.splitlines()
    assert lines[:2] == [
        f"{sides[0]} → {sides[1]}",
        "One pain solved, one new pain, Get help +1.4 for Mara, stage “Come back” added "
        "and 14 more changes",
    ]
    assert "    ·    1    2     +0.7   Get help" in lines
    assert (
        "  - Solved: pain point “Eleven minutes of waiting, then told to use the app” removed from "
        in text
    )
    words = "Title: Asks [-in chat-]{+on the website+} whether a child seat [-is allowed-]{+fits+}"
    assert f"      {words}" in lines
    heads = [line for line in lines if line and line[0] not in " /"][1:]
    assert heads[-1] == "Wording and order"
    assert "\x1b" not in text


def test_programs_get_every_difference_in_a_shape_that_stays(sides: tuple[str, str]) -> None:
    whole = json.loads(told(*sides, "--format", "json"))
    jsonschema.validate(whole, SHAPE)
    assert (whole["old"], whole["new"]) == sides
    c = compare(old_map(), new_map())
    assert [change["id"] for change in whole["changes"]] == [item.id for item in c.items]
    by_id = {change["id"]: change for change in whole["changes"]}
    chat = by_id[one(old_map(), Card, CHAT).id]
    assert chat["place"] == "Compare › Ask someone, Website"
    assert [field["field"] for field in chat["fields"]] == ["lane_id", "title", "owner_id"]
    assert chat["fields"][1]["before"] == CHAT


def test_what_came_and_went_lists_what_it_says_for_programs(sides: tuple[str, str]) -> None:
    changes = json.loads(told(*sides, "--format", "json"))["changes"]
    (pain,) = (c for c in changes if c["record"] == "card" and c["kinds"] == ["removed"]
               and not c["because"])  # fmt: skip
    assert all(field["after"] is None for field in pain["fields"])
    assert {"field": "severity", "before": 5, "after": None} in pain["fields"]
    (stage,) = (c for c in changes if c["record"] == "stage" and c["kinds"] == ["added"])
    assert {"field": "name", "before": None, "after": "Come back"} in stage["fields"]
    followers = [c for c in changes if c["because"] == stage["id"]]
    assert {c["record"] for c in followers} == {"step", "card"}


def test_a_unit_is_told_by_the_fields_of_it_that_differ() -> None:
    c = changed(card_visit={"until_step_id": ""}, link_chat={"target_id": "card_visit"})
    assert fields_of(c, "card_visit") == [("until_step_id", "step_pay", "")]
    assert fields_of(c, "link_chat") == [("target_id", "card_chat", "card_visit")]


def fields_of(c: Comparison, record_id: str) -> list[tuple[Any, ...]]:
    from export.change_json import change_json

    whole = json.loads(change_json(c, "a", "b"))
    (change,) = (one for one in whole["changes"] if one["id"] == record_id)
    return [tuple(field.values()) for field in change["fields"]]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.txt", "/"),
        ("r.json", "{"),
        ("r.html", "<!DOCTYPE html>"),
        ("r.HTM", "<!DOCTYPE html>"),
        ("r.md", "## What changed: A year"),
    ],
)
def test_the_ending_of_the_file_tells_the_format(
    sides: tuple[str, str], tmp_path: Path, name: str, begins: str
) -> None:
    assert told(*sides, "-o", str(tmp_path / name)) == ""
    assert (tmp_path / name).read_text("utf-8").startswith(begins)
    assert told(*sides, "-o", "-", "--format", "json").startswith("{")
    assert told(*sides, "-o", "-").startswith("/")


def test_a_poster_is_written_to_a_file_and_carries_the_new_map(
    sides: tuple[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "changes.pdf"
    assert told(*sides, "-o", str(out)) == ""
    with pikepdf.open(out) as pdf:
        (name,) = pdf.attachments
        assert name == "changes.journey.json"
        assert codec.loads(pdf.attachments[name].get_file().read_bytes()).map == new_map()
    assert told(*sides, "-o", str(tmp_path / "changes.svg"), "--paper", "A4") == ""
    assert b"<svg" in (tmp_path / "changes.svg").read_bytes()[:200]
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".pdf"] == ["changes.pdf"]
    assert "Name a file with -o." in refused("diff", *sides, "--format", "pdf")


def test_a_poster_stands_on_the_paper_that_is_named(sides: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "changes.pdf"
    assert told(*sides, "-o", str(out), "--paper", "a3") == ""
    with pikepdf.open(out) as pdf:
        box = sorted(float(side) for side in pdf.pages[0].mediabox[2:])
    assert box == pytest.approx([297 / 25.4 * 72, 420 / 25.4 * 72], abs=0.01)
    assert "there is no paper" in refused("diff", *sides, "-o", str(out), "--paper", "A33")
    assert "--paper is for a poster" in refused("diff", *sides, "--paper", "A3")


def test_a_map_comes_from_standard_input_and_only_one(sides: tuple[str, str]) -> None:
    data = Path(sides[1]).read_bytes()
    assert told(sides[0], "-", stdin=data).splitlines()[0].endswith("→ standard input")
    assert refused("diff", "-", "-", stdin=data) == "only one map can come from standard input."


def test_a_side_that_is_not_there_is_an_empty_map() -> None:
    added = json.loads(told(os.devnull, BICYCLE, "--format", "json"))
    assert (added["old"], added["new"]) == ("nothing", BICYCLE)
    assert {kind for c in added["changes"] if c["id"] != "map" for kind in c["kinds"]} == {"added"}
    assert "removed" in told(BICYCLE, os.devnull)
    assert touchline("diff", os.devnull, os.devnull).exit_code == 0


def test_files_are_maps_whatever_their_names(sides: tuple[str, str], tmp_path: Path) -> None:
    file = tmp_path / "a1b2c3_rides"
    file.write_bytes(Path(sides[1]).read_bytes())
    assert "Get help +1.4 for Mara" in told(sides[0], str(file))


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_name_that_is_no_text_is_written_out(tmp_path: Path, form: str) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xffde.json"))
    try:
        file.write_bytes(Path(BANK).read_bytes())
    except OSError:
        pytest.skip("this disk takes no such names")
    assert "r\\udcffde" in told(BICYCLE, str(file), "--format", form).replace("\\\\", "\\")


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("r.docx", "r.docx: the ending .docx names no format. Use .txt, .md, .json,"),
        ("r.hmtl", "Did you mean .html?"),
        ("r", "r: the name has no ending."),
        ("r.journey.json", "a map would be replaced by a report."),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert message in refused("diff", BICYCLE, BANK, "-o", out)
    assert list(tmp_path.iterdir()) == []


def test_no_map_is_replaced_by_its_own_report(tmp_path: Path) -> None:
    file = tmp_path / "map.json"
    file.write_bytes(Path(BICYCLE).read_bytes())
    assert "a map would be replaced by a report" in refused(
        "diff", str(file), BANK, "-o", str(file)
    )
    assert codec.load(file).map == codec.load(BICYCLE).map


def test_bad_input_ends_with_one_message(tmp_path: Path) -> None:
    broken = tmp_path / "broken.journey.json"
    broken.write_text('{"format": "touchline.journey-map",', "utf-8")
    assert str(broken) in refused("diff", BICYCLE, str(broken))
    assert "gone.json" in refused("diff", str(tmp_path / "gone.json"), BICYCLE)


def test_a_page_calls_versions_by_their_names_and_the_map_by_its_file(tmp_path: Path) -> None:
    label = VersionLabel(label="October review", date="2026-11-22")
    came_from = VersionLabel(label="Review 4", date="2026-11-21")
    now = tmp_path / "rides.journey.json"
    codec.save(labelled(new_map(), came_from), now)
    version = save_version(now, old_map(), label)
    page = Page(told(str(version), str(now), "--format", "html"))
    names = page.of("bdi")[1:3]
    assert names[0] == "October review (22 Nov 2026)"
    assert names[1].startswith("rides (")
    assert "2026-11-21" not in page.of("bdi")
    back = Page(told(str(now), str(version), "--format", "html")).of("bdi")[1:3]
    assert back == names[::-1]
    copy = tmp_path / "november.journey.json"
    codec.save(labelled(old_map(), came_from), copy)
    assert Page(told(str(copy), str(now), "--format", "html")).of("bdi")[1:3] == [
        "november", "rides",
    ]  # fmt: skip


def test_the_command_starts_without_qt_and_without_the_pdf_writer() -> None:
    result = alone("diff", BICYCLE, BANK, "--format", "json", PYTHONPROFILEIMPORTTIME="1")
    assert result.returncode == 1
    assert b"PySide6" not in result.stderr
    assert b"reportlab" not in result.stderr


def test_a_terminal_is_asked_for_its_width(
    sides: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert command.diff(*sides, labels=("November", "now")) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "November → now"
    assert max(map(len, lines)) <= 50
    assert not any("\x1b" in line for line in lines)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm")
    command.diff(*sides)
    assert "\x1b[" in capsys.readouterr().out


def test_numbers_of_any_size_are_told_to_programs() -> None:
    old = JourneyMap([made(Card, "card_a", title="Ask")])
    huge = Card.model_validate({**old["card_a"].__dict__, "sparkle": 10**30, "shine": 0.5})
    found = json.loads(change_json(compare(old, JourneyMap([huge])), "old", "new"))
    values = {f["field"]: f["after"] for f in found["changes"][0]["fields"]}
    assert values == {"sparkle": 10**30, "shine": 0.5}


def test_a_link_to_a_map_is_not_replaced_by_a_report(sides: tuple[str, str]) -> None:
    other = Path(sides[0]).with_name("other.journey.json")
    other.write_bytes(Path(sides[0]).read_bytes())
    link = other.with_name("link.json")
    link.symlink_to(other.name)
    assert "a map would be replaced by a report" in refused("diff", *sides, "-o", str(link))
    assert other.read_bytes() == Path(sides[0]).read_bytes()
