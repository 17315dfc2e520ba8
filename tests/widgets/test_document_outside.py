"""What a document keeps when its file is changed by others, or goes."""

from pathlib import Path

import pytest

from model.change import apply, diff
from model.edits.fields import set_fields
from model.files import codec, recovery
from model.files.recovery import Recovered
from model.merge import merge
from tests.sample import sample
from widgets.document import Document


@pytest.fixture
def ride(tmp_path: Path) -> Path:
    """A map in a file."""
    path = tmp_path / "ride.journey.json"
    codec.save(sample(), path)
    return path


@pytest.fixture
def journals(tmp_path: Path) -> Path:
    return tmp_path / "journals"


def retitle(document: Document, title: str) -> None:
    assert document.edit("Reword", set_fields, "map", title=title)


def others(path: Path, **fields: str) -> codec.Loaded:
    """Somebody else saves the map with other words in it; what the file holds then."""
    of = codec.load(path).map
    codec.save(apply(set_fields(of, "map", **fields), of), path)
    return codec.load(path)


def found_after(document: Document, journals: Path) -> list[Recovered]:
    """What another process can recover once this one is gone."""
    document.let_go()
    found = []
    for left in recovery.left(journals):
        found.append(recovery.recover(left, journals.parent / "state"))
        left.release()
    return found


def test_after_both_are_brought_together_a_crash_loses_neither(ride: Path, journals: Path) -> None:
    document = Document.open(ride)
    document.keep(journals)
    retitle(document, "Mine")
    theirs = others(ride, subtitle="Theirs")
    both = merge(document.on_disk, document.map, theirs.map).map
    document.take_in(theirs, diff(document.map, both), "Bring together", "merge")
    assert document.is_dirty
    (found,) = found_after(document, journals)
    assert found.fits
    assert (found.map.info.title, found.map.info.subtitle) == ("Mine", "Theirs")


def test_following_what_others_saved_leaves_nothing_to_recover(ride: Path, journals: Path) -> None:
    document = Document.open(ride)
    document.keep(journals)
    theirs = others(ride, subtitle="Theirs")
    document.take_in(theirs, diff(document.map, theirs.map), "Changed by somebody else")
    assert not document.is_dirty
    assert found_after(document, journals) == []


def test_a_map_whose_file_is_gone_is_recovered_whole(ride: Path, journals: Path) -> None:
    document = Document.open(ride)
    document.keep(journals)
    ride.unlink()
    document.lose_file()
    before = document.map
    (found,) = found_after(document, journals)
    assert found.map == before
    assert (found.path, found.fits) == (str(ride), False)


@pytest.mark.parametrize("where", ["ride.journey.json", "ride (old).journey.json"])
def test_a_map_that_was_only_lost_for_a_while_or_renamed_needs_no_recovery(
    ride: Path, journals: Path, where: str
) -> None:
    document = Document.open(ride)
    document.keep(journals)
    away = ride.rename(ride.with_name("away.txt"))
    document.lose_file()
    (left,) = found_after(document, journals)
    assert left.change
    there = away.rename(ride.with_name(where))
    (found,) = found_after(document, journals)
    assert found.change == {}
    retitled = Document.open(there)
    retitled.keep(journals.with_name("more"))
    retitle(retitled, "Later")
    now = there.rename(there.with_name("new name.journey.json"))
    (found,) = found_after(retitled, journals.with_name("more"))
    assert (found.path, found.fits, found.change.keys()) == (str(now), True, {"map"})


def test_what_is_done_after_the_file_is_gone_is_recovered_too(ride: Path, journals: Path) -> None:
    document = Document.open(ride)
    document.keep(journals)
    document.lose_file()
    ride.unlink()
    retitle(document, "Later")
    (found,) = found_after(document, journals)
    assert found.map == document.map


def test_undoing_what_came_from_outside_is_something_to_save(ride: Path) -> None:
    document = Document.open(ride)
    before = document.map
    theirs = others(ride, subtitle="Theirs")
    document.take_in(theirs, diff(document.map, theirs.map), "Changed by somebody else")
    assert document.undo()
    assert document.is_dirty
    document.save()
    assert codec.load(ride).map == before
    assert document.redo()
    assert document.map == theirs.map


def test_a_file_that_is_back_as_it_was_is_nothing_to_save_but_what_was_done(ride: Path) -> None:
    document = Document.open(ride)
    document.lose_file()
    assert document.is_dirty
    document.find_file()
    assert not document.is_dirty
    document.lose_file()
    retitle(document, "Later")
    document.find_file()
    assert document.is_dirty
