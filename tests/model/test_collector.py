"""Garbage is looked for when nobody waits, and not among what a map is made of."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from model import collector


class Round:
    """A cycle with itself, which only the collector frees."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_nothing_is_collected_while_paused_and_again_afterwards() -> None:
    with collector.paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collecting_frees_what_only_refers_to_itself() -> None:
    seen = weakref.ref(Round())
    collector.collect()
    assert seen() is None


def test_what_was_set_aside_is_left_alone_until_it_is_taken_back() -> None:
    with collector.paused():
        seen = weakref.ref(Round())
        collector.set_aside()
    collector.collect()
    assert seen() is not None
    collector.take_back()
    assert seen() is None


def test_once_calm_old_objects_are_not_looked_at_unasked() -> None:
    collector.calm()
    assert gc.get_threshold()[2] >= 1_000_000
