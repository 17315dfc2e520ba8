"""`touchline merge` brings two copies of a map together, and says what both changed."""

import json
import os
from pathlib import Path
from typing import Any

import click
import pytest

from app.commands.merge import merge
from model.change import apply
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.files import codec
from model.records import Card, Conflict, Step
from tests.app.running import done, refused, touchline
from tests.sample import sample


@pytest.fixture
def copies(tmp_path: Path) -> Any:
    """Writes base, ours and theirs: the sample with fields of its card about a chat set."""

    def write(ours: dict[str, Any], theirs: dict[str, Any]) -> tuple[str, str, str]:
        base = sample()
        base = apply({"conflict_1": (base["conflict_1"], None)}, base)
        names = []
        for name, fields in (("base", {}), ("ours", ours), ("theirs", theirs)):
            path = tmp_path / f"{name}.journey.json"
            codec.save(apply(set_fields(base, "card_chat", **fields), base), path)
            names.append(str(path))
        return names[0], names[1], names[2]

    return write


def test_two_copies_become_one_on_standard_output(copies: Any) -> None:
    names = copies({"title": "Asks Ina"}, {"body": "At lunch"})
    made = codec.loads(done("merge", *names).encode()).map.get("card_chat", Card)
    assert made is not None
    assert (made.title, made.body) == ("Asks Ina", "At lunch")


def test_what_both_changed_is_told_in_a_line_and_noted_under_the_names_given(copies: Any) -> None:
    names = copies({"title": "Asks Ina"}, {"title": "Asks Tom"})
    out = Path(names[0]).with_name("both.journey.json")
    result = touchline("merge", *names, "-o", str(out), "--labels", "start", "main", "shop")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "touchline: Touchpoint “Asks Ina”: title: both edited (main: Asks Ina; shop: Asks Tom)\n"
        f"touchline: 1 conflict. Open “{out}” in Touchline, settle it there, save.\n"
    )
    (conflict,) = codec.load(out).map.all(Conflict)
    assert (conflict.base_label, conflict.ours_label, conflict.theirs_label) == (
        "start", "main", "shop",
    )  # fmt: skip
    again = touchline("merge", *names)
    (conflict,) = codec.loads(again.stdout.encode()).map.all(Conflict)
    assert (conflict.base_label, conflict.ours_label, conflict.theirs_label) == names


def test_what_was_open_before_is_counted_beside_what_came(copies: Any) -> None:
    base, ours, theirs = copies({"title": "Asks Ina"}, {"title": "Asks Tom"})
    old = sample()["conflict_1"]
    for name in (base, ours, theirs):
        of = codec.load(name).map
        codec.save(apply({"conflict_1": (None, old)}, of), Path(name))
    last = touchline("merge", base, ours, theirs).stderr.splitlines()[-1]
    assert last.startswith("touchline: 1 conflict and 1 that was open before. Open the map")
    assert last.endswith("settle them there, save.")
    clean = touchline("merge", base, base, theirs)
    assert clean.exit_code == 0
    assert "touchline: 1 conflict that was open before." in clean.stderr


def test_names_that_are_too_few_are_told_as_such(copies: Any) -> None:
    names = copies({}, {})
    said = refused("merge", *names, "--labels", "main", "shop", "-o", "both.journey.json")
    assert "--labels needs three names: of BASE, of OURS and of THEIRS." in said
    assert "unexpected extra argument" in refused("merge", *names, "one more")


def test_a_side_that_is_the_result_is_written_byte_for_byte(copies: Any) -> None:
    base, ours, theirs = copies({"title": "Asks Ina"}, {})
    text = json.dumps(json.loads(Path(ours).read_text("utf-8")))
    Path(ours).write_text(text, "utf-8")
    assert done("merge", base, ours, theirs) == text
    assert done("merge", base, theirs, ours) == text


def test_two_who_added_one_file_have_no_base(copies: Any) -> None:
    base, ours, theirs = copies({"title": "Asks Ina"}, {"body": "At lunch"})
    result = touchline("merge", os.devnull, ours, theirs)
    assert result.exit_code == 1
    assert result.stderr == (
        f"touchline: Touchpoint “Asks Ina”: title: added twice ({ours}: Asks Ina; {theirs}: Chat)\n"
        "touchline: 1 conflict. Open the map in Touchline, settle it there, save.\n"
    )
    Path(base).write_bytes(b"")
    assert touchline("merge", base, ours, theirs).stdout.count('"At lunch"') == 1


def test_the_result_may_take_the_place_of_a_copy(copies: Any) -> None:
    base, ours, theirs = copies({"title": "Asks Ina"}, {"body": "At lunch"})
    assert done("merge", base, ours, theirs, "-o", ours) == ""
    assert done("merge", base, ours, theirs) == Path(ours).read_text("utf-8")


def test_older_files_are_brought_up_to_date_first(copies: Any) -> None:
    base, *_ = copies({}, {})
    old = {"format": "touchline.journey-map", "schema_version": 0, "title": "Rides"}
    old["columns"] = [{"id": "col", "title": "Buy"}]
    Path(base).write_text(json.dumps(old), "utf-8")
    theirs = base.replace("base", "late")
    old["columns"] = [{"id": "col", "title": "Buy a bicycle"}]
    Path(theirs).write_text(json.dumps(old), "utf-8")
    result = touchline("merge", base, base, theirs)
    assert result.exit_code == 0
    assert '"schema_version": 1' in result.stdout
    assert "Buy a bicycle" in result.stdout
    assert f"touchline: {theirs}: of file version 0, brought up to date first\n" in result.stderr


def test_what_cannot_be_merged_is_refused_and_nothing_is_written(copies: Any) -> None:
    base, ours, theirs = copies({"title": "Asks Ina"}, {"body": "At lunch"})
    out = Path(base).with_name("both.journey.json")
    newer = Path(theirs).read_text("utf-8").replace('"schema_version": 1', '"schema_version": 2')
    Path(theirs).write_text(newer, "utf-8")
    assert refused("merge", base, ours, theirs, "-o", str(out)) == (
        f"{theirs}: it was written by a newer Touchline. Merge it with the newer Touchline."
    )
    Path(theirs).write_text("{\n<<<<<<< ours\n", "utf-8")
    assert refused("merge", base, ours, theirs, "-o", str(out)).startswith(theirs)
    assert refused("merge", base, ours, f"{theirs}.gone").startswith(f"{theirs}.gone: there is no")
    assert refused("merge", "-", "-", theirs) == "only one map can come from standard input."
    assert "that is a folder" in refused("merge", base, ours, ours, "-o", str(out.parent))
    assert "the folder is not there" in refused("merge", base, ours, ours, "-o", "/gone/x.json")
    assert "MB" in refused("merge", base, ours, _large(out.with_name("large.json")))
    assert not out.exists()


def _large(path: Path) -> str:
    with path.open("wb") as file:
        file.truncate(codec.MOST_BYTES + 1)
    return str(path)


def test_one_of_the_three_may_come_from_standard_input(copies: Any) -> None:
    base, ours, theirs = copies({"title": "Asks Ina"}, {"body": "At lunch"})
    wanted = done("merge", base, ours, theirs)
    data = Path(theirs).read_bytes()
    assert done("merge", base, ours, "-", "-o", "-", stdin=data) == wanted


def test_a_file_larger_than_maps_are_is_merged_if_somebody_says_so(
    copies: Any, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    names = copies({"title": "Asks Ina"}, {"body": "At lunch"})
    wanted = done("merge", *names)
    monkeypatch.setattr(codec, "MOST_BYTES", 100)
    assert "Touchline asks whether to open it" in refused("merge", *names)
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "confirm", lambda text, **_: asked.append(text))
    assert merge(*names, None, None) == 0
    assert capsysbinary.readouterr().out.decode() == wanted
    assert len(asked) == 1
    assert "Merge it all the same?" in asked[0]


def test_a_stage_that_one_deleted_and_the_other_filled_is_told_once(tmp_path: Path) -> None:
    base = sample()
    step = next(step for step in base.all(Step) if step.stage_id == "stage_buy")
    lane_id = next(card.lane_id for card in base.all(Card) if card.step_id == step.id)
    new = Card(id="card_new", title="Asks", step_id=step.id, lane_id=lane_id, order="a9")
    maps = (base, apply(remove(base, "stage_buy"), base), apply({new.id: (None, new)}, base))
    files = [tmp_path / f"{name}.journey.json" for name in ("base", "ours", "theirs")]
    for file, of in zip(files, maps, strict=True):
        codec.save(of, file)
    result = touchline("merge", *map(str, files), "-o", str(tmp_path / "out.journey.json"))
    assert result.exit_code == 1
    assert result.stderr.count("deleted and filled") == 1
