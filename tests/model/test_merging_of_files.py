"""Three files become one: bytes in, bytes out."""

import json
from random import Random

import pytest

from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.files.codec import dumps, loads
from model.files.errors import FileProblem
from model.ids import Ids
from model.merge import Labels
from model.merging.of_files import merge_files
from model.renewed import renewed
from tests.sample import sample

NAMES = Labels("base.json", "ours.json", "theirs.json")


def titled(title: str) -> bytes:
    of = sample()
    return dumps(apply(set_fields(of, "card_chat", title=title), of))


def older(title: str) -> bytes:
    columns = [{"id": "col", "title": title}]
    return json.dumps(
        {"format": "touchline.journey-map", "schema_version": 0, "columns": columns}
    ).encode()


def test_a_side_that_is_the_result_keeps_its_bytes() -> None:
    ours = json.dumps(json.loads(titled("Asks Ina"))).encode()
    assert merge_files(dumps(sample()), ours, dumps(sample())).data == ours
    assert merge_files(dumps(sample()), dumps(sample()), ours).data == ours


def test_conflicts_have_the_labels_and_the_result_is_a_file() -> None:
    labels = Labels("merge base", "main", "shop")
    made = merge_files(dumps(sample()), titled("Asks Ina"), titled("Asks Tom"), labels, NAMES)
    (conflict,) = made.merged.conflicts
    assert (conflict.base_label, conflict.ours_label, conflict.theirs_label) == labels
    assert loads(made.data).map == made.merged.map
    assert made.notes == ()


def test_two_new_files_have_no_base() -> None:
    made = merge_files(b"\n", dumps(sample()), dumps(JourneyMap()))
    assert made.data == dumps(sample())
    assert merge_files(b"", titled("A"), titled("B")).merged.conflicts[0].base == ""


def test_older_files_are_brought_up_to_date_before_they_are_merged() -> None:
    made = merge_files(older("Buy"), older("Buy"), older("Pay"), NAMES)
    assert loads(made.data).migrated_from is None
    assert b'"Pay"' in made.data
    assert made.notes[2] == "theirs.json: of file version 0, brought up to date first"
    mixed = merge_files(older("Buy"), dumps(loads(older("Look")).map), older("Buy"), NAMES)
    assert b'"Look"' in mixed.data
    assert mixed.merged.conflicts == ()


def test_two_new_files_that_have_nothing_in_common_are_told_so() -> None:
    one, other = (dumps(renewed(sample(), Ids(Random(n)))) for n in (1, 2))
    told = (
        "ours.json and theirs.json: they have no stage in common, so all of both stands on one map"
    )
    assert told in merge_files(b"", one, other, names=NAMES).notes
    assert merge_files(b"", one, one, names=NAMES).notes == ()
    assert merge_files(b"", one, dumps(JourneyMap()), names=NAMES).notes == ()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_newer_file_is_refused_by_name(place: int) -> None:
    three = [dumps(sample())] * 3
    three[place] = three[place].replace(b'"schema_version": 1', b'"schema_version": 2')
    with pytest.raises(FileProblem, match=rf"^{NAMES[place]}: .*newer Touchline"):
        merge_files(three[0], three[1], three[2], Labels(), NAMES)


def test_what_is_odd_about_a_file_is_noted_and_mended() -> None:
    twice = titled("Asks Ina").replace(b'"votes": {', b'"votes": {}, "votes": {')
    made = merge_files(dumps(sample()), twice, dumps(sample()), NAMES)
    assert made.data != twice
    assert made.notes
    assert made.notes[0].startswith("ours.json: ")
