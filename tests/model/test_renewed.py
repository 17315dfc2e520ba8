"""What is made from a template has ids of its own, and says the same."""

import pytest

from model.change import JourneyMap
from model.describe import describe
from model.files import codec
from model.ids import Ids
from model.merging.ancestry import is_copy
from model.records import Unknown
from model.renewed import renewed
from model.rules import check
from resources import templates
from tests.sample import PICTURE, sample


def said(of: JourneyMap) -> list[str]:
    """The outline without its order, where ids derived from others decide it."""
    return sorted(describe(of).splitlines())


@pytest.mark.parametrize("name", templates.names())
def test_a_map_of_a_template_says_the_same_and_is_sound(name: str) -> None:
    was = codec.load(templates.path(name)).map
    now = renewed(was, Ids())
    assert said(now) == said(was)
    assert check(now) == check(was) == ()


def test_two_maps_of_one_template_are_no_copies_of_one_another() -> None:
    was = codec.load(templates.path("bicycle")).map
    one, other = renewed(was, Ids()), renewed(was, Ids())
    assert not is_copy(one, other, {})
    assert is_copy(one, one, {})


def test_every_kind_of_record_comes_along() -> None:
    was = sample()
    now = renewed(was, Ids())
    assert said(now) == said(was)
    kept = {i for i in was.records if i in now}
    assert kept == {"map", PICTURE, *(r.id for r in was.all(Unknown))}
    problems = [p for p in check(now) if p.severity == "error"]
    assert problems == []
