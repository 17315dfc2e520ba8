"""`touchline check` tells what is wrong, for people and for scripts, and mends on request."""

import json
from pathlib import Path
from typing import Any

import pytest

from model.change import Change, JourneyMap, apply
from model.files import codec
from model.names import own_name
from model.records import Card, Exemption, evolve
from model.repair import repair
from tests.app.running import BANK, BICYCLE, refused, touchline

DANGLING = '"step_id": "step_see"'


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The bicycle map, one of its cards in a column that is gone."""
    text = Path(BICYCLE).read_text("utf-8")
    assert DANGLING in text
    path = tmp_path / "broken.journey.json"
    path.write_text(text.replace(DANGLING, '"step_id": "step_gone"', 1), "utf-8")
    return path


@pytest.fixture
def doubled(tmp_path: Path) -> Path:
    """The bicycle map with two titles: odd, but nothing is lost."""
    text = Path(BICYCLE).read_text("utf-8")
    path = tmp_path / "doubled.journey.json"
    path.write_text(text.replace('"title":', '"title": "Another",\n    "title":', 1), "utf-8")
    return path


def findings(*words: str) -> list[dict[str, Any]]:
    answer = json.loads(touchline("check", "--format", "json", *words).stdout)
    assert (answer["format"], answer["version"]) == ("touchline.check", 1)
    return answer["maps"]  # type: ignore[no-any-return]  # JSON


def line_of(path: Path, text: str) -> int:
    """The line of the only place where `text` stands in the file."""
    lines = path.read_text("utf-8").splitlines()
    (line,) = (number for number, found in enumerate(lines, 1) if text in found)
    return line


def test_a_sound_map_is_said_to_be_sound() -> None:
    result = touchline("check", BICYCLE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{BICYCLE}: nothing found\n"


def test_a_finding_is_one_line_with_its_place_and_ends_with_1(broken: Path) -> None:
    result = touchline("check", str(broken))
    assert (result.exit_code, result.stderr) == (1, "")
    first, *_, last = result.stdout.splitlines()
    line = line_of(broken, '"step_id": "step_gone"')
    assert first.startswith(f"{broken}:{line}: error: The step_id 'step_gone' of touchpoint “")
    assert first.endswith("” is no step of this map. (parking lot) [dangling-reference]")
    assert last == f"{broken}: 1 error; --fix mends all of it"


def test_the_json_form_has_every_field_and_nothing_else_on_standard_output(broken: Path) -> None:
    sound, wrong = findings(BICYCLE, str(broken))
    assert sound == {"map": BICYCLE, "findings": []}
    assert wrong["map"] == str(broken)
    (finding,) = wrong["findings"]
    keys = ["rule", "severity", "message", "why", "about", "place", "fixable", "line"]
    assert list(finding) == keys
    assert finding["rule"] == "dangling-reference"
    assert finding["about"][0].startswith("card_")
    assert finding["place"] == "parking lot"
    assert finding["fixable"] is True
    assert finding["line"] == line_of(broken, '"step_id": "step_gone"')


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_what_fails_can_be_chosen(doubled: Path, fail_on: str, code: int) -> None:
    result = touchline("check", str(doubled), "--fail-on", fail_on)
    assert result.exit_code == code
    assert result.stdout.endswith(f"{doubled}: 1 warning; --fix mends all of it\n")


def test_what_is_odd_in_the_file_is_a_finding_with_its_line(doubled: Path) -> None:
    (only,) = findings(str(doubled))
    (finding,) = only["findings"]
    assert (finding["rule"], finding["severity"]) == ("file", "warning")
    assert finding["message"].startswith("Line 6, column 5 (map")
    assert finding["line"] == 6
    assert finding["fixable"] is True


@pytest.mark.parametrize("kind", ["broken", "doubled"])
def test_fix_mends_the_file(kind: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(kind)
    result = touchline("check", str(path), "--fix")
    assert (result.exit_code, result.stderr) == (0, "")
    *done, last = result.stdout.splitlines()
    assert done
    assert all(line.startswith(f"{path}: mended: ") for line in done)
    assert last == f"{path}: nothing found; {len(done)} mended"
    assert findings(str(path)) == [{"map": str(path), "findings": []}]
    titles = {card.title for card in codec.load(path).map.records.values() if hasattr(card, "body")}
    assert "Sees the blue bicycles outside the station" in titles


def test_what_the_map_accepts_is_neither_a_finding_nor_mended(broken: Path) -> None:
    of = codec.load(broken).map
    about = findings(str(broken))[0]["findings"][0]["about"][0]
    accepted = (Exemption(rule="dangling-reference", about=about, reason="on purpose"),)
    info = evolve(of.info, rule_exemptions=accepted)
    codec.save(apply({"map": (of.info, info)}, of), broken)
    assert findings(str(broken)) == [{"map": str(broken), "findings": []}]
    before = broken.read_bytes()
    assert touchline("check", "--fix", str(broken)).exit_code == 0
    assert broken.read_bytes() == before


def test_fix_does_not_write_over_what_somebody_else_saved_meanwhile(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def repaired(of: JourneyMap) -> Change:
        broken.write_text("theirs")
        return repair(of)

    monkeypatch.setattr("app.commands.check.repair", repaired)
    assert "changed since it was opened" in refused("check", str(broken), "--fix")
    assert broken.read_text() == "theirs"


def test_fix_leaves_a_sound_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "compact.journey.json"
    path.write_text(json.dumps(json.loads(Path(BICYCLE).read_text("utf-8"))), "utf-8")
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert touchline("check", str(path), "--fix").exit_code == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_what_cannot_be_mended_stays_a_finding(broken: Path) -> None:
    text = broken.read_text("utf-8")
    broken.write_text(
        text.replace('"assets": {}', '"assets": {"asset_x": {"data": "eHl6"}}'), "utf-8"
    )
    result = touchline("check", str(broken), "--fix")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == f"{broken}: 1 error; 1 mended"
    assert "[asset-not-bitmap]" in result.stdout
    assert "--fix" not in result.stdout


def test_one_map_that_cannot_be_read_does_not_hide_the_others(broken: Path, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.journey.json")
    result = touchline("check", missing, str(broken), BANK)
    assert result.exit_code == 2
    assert result.stderr == (
        f"touchline: {missing}: there is no such file. Check the name and the folder.\n"
    )
    assert f"{broken}: 1 error" in result.stdout
    assert f"{BANK}: nothing found" in result.stdout
    assert [m["map"] for m in findings(missing, BANK)] == [missing, BANK]


def test_fix_needs_a_file_and_one_of_this_version(broken: Path) -> None:
    assert "standard input" in refused("check", "-", "--fix", stdin=b"{}")
    text = broken.read_text("utf-8").replace('"schema_version": 1', '"schema_version": 2')
    broken.write_text(text, "utf-8")
    result = touchline("check", str(broken), "--fix")
    assert result.exit_code == 2
    assert broken.read_text("utf-8") == text


def test_a_map_from_standard_input_is_checked_too(broken: Path) -> None:
    result = touchline("check", "-", stdin=broken.read_bytes())
    assert result.exit_code == 1
    assert result.stdout.endswith("-: 1 error; --fix mends all of it\n")


def test_a_wrong_choice_is_answered_with_the_right_ones() -> None:
    assert "'error', 'warning', 'info'" in refused("check", BICYCLE, "--fail-on", "fatal")
    assert refused("check").startswith("missing argument 'MAP...'")


def test_fix_tells_what_each_card_was_before(broken: Path) -> None:
    before = codec.load(broken).map
    (card,) = (r for r in before.records.values() if getattr(r, "step_id", "") == "step_gone")
    assert isinstance(card, Card)
    done = touchline("check", str(broken), "--fix").stdout.splitlines()[0]
    assert done == (
        f"{broken}: mended: touchpoint “{own_name(card)}” ({card.id}): step_id was "
        f"'step_gone', is now empty; lane_id was '{card.lane_id}', is now empty"
    )


def test_fix_tells_what_it_added_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "small.journey.json"
    tables = {
        "steps": {"step_a": {"stage_id": "stage_gone"}},
        "links": {"link_a": {"share": 0.5, "label": "Away"}},
    }
    head = {"format": "touchline.journey-map", "schema_version": 1}
    path.write_text(json.dumps(head | tables), "utf-8")
    *done, last = touchline("check", str(path), "--fix").stdout.splitlines()
    assert f"{path}: mended: added stage “Recovered stage” (stage_gone)" in done
    removed = f"{path}: mended: removed link “Away” (link_a): it was label 'Away', share 0.5"
    assert removed in done
    assert last.endswith(f"nothing found; {len(done)} mended")


def test_a_misspelt_step_is_told_with_its_line_and_left_alone_by_fix(broken: Path) -> None:
    text = broken.read_text("utf-8").replace('"step_gone"', '"step_seee"')
    broken.write_text(text, "utf-8")
    line = line_of(broken, '"step_id": "step_seee"')
    result = touchline("check", str(broken), "--fix")
    assert result.exit_code == 1
    first, last = result.stdout.splitlines()
    assert first.startswith(f"{broken}:{line}: error: The step_id 'step_seee' of touchpoint “")
    assert "” is no step of this map; did you mean 'step_see'?" in first
    assert last == f"{broken}: 1 error"
    assert broken.read_text("utf-8") == text


def test_a_lost_id_in_a_list_is_told_with_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "list.journey.json"
    path.write_text(
        '{"format": "touchline.journey-map", "schema_version": 1,\n"cards": {"card_a": {\n'
        '"about_ids": [\n"card_zz",\n"map",\n"lost"]}}}',
        "utf-8",
    )
    (only,) = findings(str(path))
    assert {f["message"].split("'")[1]: f["line"] for f in only["findings"]} == {
        "card_zz": 4,
        "lost": 6,
    }


def test_misspelt_icons_and_fields_are_found_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "odd.journey.json"
    path.write_text(
        '{"format": "touchline.journey-map", "schema_version": 1,\n"cards": {"card_a": {\n'
        '"icon": "gloeb",\n"severty": 4}}}',
        "utf-8",
    )
    (only,) = findings(str(path))
    assert [(f["rule"], f["severity"], f["line"]) for f in only["findings"]] == [
        ("unknown-icon", "warning", 3),
        ("unknown-field", "info", 4),
    ]


def test_a_map_that_cannot_be_read_is_a_finding_in_the_json_form(tmp_path: Path) -> None:
    path = tmp_path / "comma.journey.json"
    path.write_text('{"format": "touchline.journey-map"\n"schema_version": 1}', "utf-8")
    result = touchline("check", str(path), "--format", "json")
    assert result.exit_code == 2
    assert "a comma is missing at the end of this line" in result.stderr
    (finding,) = json.loads(result.stdout)["maps"][0]["findings"]
    assert (finding["rule"], finding["severity"], finding["line"]) == ("file", "error", 1)
    assert "a comma is missing at the end of this line" in finding["message"]
    assert finding["about"] == []
    assert finding["fixable"] is False
