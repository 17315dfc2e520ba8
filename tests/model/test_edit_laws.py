"""Laws of all edits, under random ones, one after another."""

import re
from contextlib import suppress
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.change import JourneyMap, apply, invert
from model.edits.common import EditError
from model.ids import Ids
from model.records import same
from model.rules import check, touched_by
from tests.edits import EDITS, Hand, edits
from tests.sample import sample
from tests.strategies import maps


@settings(max_examples=150)
@given(st.just(sample()) | maps(), st.data())
def test_after_any_edit_of_a_sound_map_it_is_sound(of: JourneyMap, data: st.DataObject) -> None:
    now = of
    for number in range(6):
        before = check(now)
        change = data.draw(edits(now, number))
        after = apply(change, now)
        assert check(after) == before
        assert check(after, touched_by(change)) == ()
        assert apply(invert(change), after) == now
        assert not any(same(*pair) for pair in change.values())
        now = after


@pytest.mark.parametrize("name", sorted(EDITS))
def test_each_edit_keeps_a_sound_map_sound_and_does_something(name: str) -> None:
    changed: list[bool] = []

    of = sample()

    @settings(max_examples=20)
    @given(st.data())
    def run(data: st.DataObject) -> None:
        with suppress(EditError):
            change = EDITS[name](Hand(data.draw, of, Ids(Random(1))), of)
            assert check(apply(change, of)) == ()
            changed.append(bool(change))

    run()
    assert any(changed)


@settings(max_examples=150)
@given(st.just(sample()) | maps(), st.sampled_from(sorted(EDITS)), st.data())
def test_an_edit_that_cannot_be_made_says_so_in_a_sentence(
    of: JourneyMap, name: str, data: st.DataObject
) -> None:
    try:
        EDITS[name](Hand(data.draw, of, Ids(Random(1))), of)
    except EditError as error:
        said = str(error)
    else:
        return
    assert said[0].isupper()
    assert said.endswith(".")
    assert not re.search(r"[a-z]+_[0-9a-z]+", said), "it speaks of names, not ids"
