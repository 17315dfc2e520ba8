from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from model.change import Change, JourneyMap, apply, diff
from model.history import Entry, History
from model.records import MapInfo
from tests.strategies import changes, maps

NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)


def titled(before: str, after: str) -> Change:
    return {"map": (MapInfo(title=before), MapInfo(title=after))}


def entry(change: Change, label: str = "Edit") -> Entry:
    return Entry(change, label, NOON)


def history(*titles: str) -> History:
    """A history of renaming the map from the first title to the last."""
    made = History()
    for before, after in pairwise(titles):
        made.enter(entry(titled(before, after), f"Rename to {after}"))
    return made


def labels(of: History) -> list[str]:
    return [e.label for e in of.done]


def test_a_change_that_changes_nothing_enters_no_history() -> None:
    made = history("a", "b")
    made.undo()
    assert made.enter(entry({})) is False
    assert made.done == ()
    assert len(made.undone) == 1, "and what was undone can still be redone"


def test_undo_hands_out_the_change_that_takes_the_last_entry_back() -> None:
    made = history("a", "b", "c")
    assert made.undo() == titled("c", "b")
    assert labels(made) == ["Rename to b"]
    assert [e.label for e in made.undone] == ["Rename to c"]


def test_redo_hands_out_the_last_undone_change_again() -> None:
    made = history("a", "b", "c")
    made.undo()
    made.undo()
    assert [e.label for e in made.undone] == ["Rename to b", "Rename to c"]
    assert made.redo() == titled("a", "b")
    assert labels(made) == ["Rename to b"]


def test_with_nothing_to_undo_or_redo_nothing_changes() -> None:
    made = History()
    assert made.undo() == {}
    assert made.redo() == {}
    assert not made.is_dirty


def test_a_new_entry_forgets_what_was_undone() -> None:
    made = history("a", "b")
    made.undo()
    assert made.enter(entry(titled("a", "c")))
    assert made.undone == ()
    assert made.redo() == {}


def test_a_map_is_dirty_from_its_first_entry_until_it_is_saved() -> None:
    made = history("a", "b")
    assert made.is_dirty
    made.saved()
    assert not made.is_dirty


def test_undoing_back_to_the_saved_state_makes_the_map_clean() -> None:
    made = history("a", "b")
    made.saved()
    made.enter(entry(titled("b", "c")))
    assert made.is_dirty
    made.undo()
    assert not made.is_dirty
    made.undo()
    assert made.is_dirty
    made.redo()
    assert not made.is_dirty


def test_a_saved_state_that_was_undone_and_overwritten_is_never_reached_again() -> None:
    made = history("a", "b")
    made.saved()
    made.undo()
    made.enter(entry(titled("a", "b")))
    assert made.is_dirty


def test_squashing_makes_one_entry_of_a_drag() -> None:
    made = history("a", "b")
    mark = made.mark()
    made.enter(entry(titled("b", "c"), "Move"))
    made.enter(entry(titled("c", "d"), "Move a little"))
    assert made.squash(mark)
    assert labels(made) == ["Rename to b", "Move a little"]
    assert made.undo() == titled("d", "b")


def test_squashing_can_name_the_entry() -> None:
    made = history("a", "b", "c")
    assert made.squash(History().mark(), "Rename twice")
    assert labels(made) == ["Rename twice"]


def test_what_is_squashed_to_nothing_leaves_no_entry() -> None:
    made = history("a", "b")
    mark = made.mark()
    made.enter(entry(titled("b", "c")))
    made.enter(entry(titled("c", "b")))
    assert made.squash(mark)
    assert labels(made) == ["Rename to b"]


def test_squashing_to_nothing_keeps_a_clean_map_clean_and_a_dirty_one_dirty() -> None:
    clean = history("a", "b")
    clean.saved()
    mark = clean.mark()
    clean.enter(entry(titled("b", "c")))
    clean.enter(entry(titled("c", "b")))
    clean.squash(mark)
    assert not clean.is_dirty
    saved_after = history("a", "b")
    mark = saved_after.mark()
    saved_after.enter(entry(titled("b", "c")))
    saved_after.enter(entry(titled("c", "b")))
    saved_after.saved()
    saved_after.squash(mark)
    assert not saved_after.is_dirty
    dirty = history("a", "b")
    mark = dirty.mark()
    dirty.enter(entry(titled("b", "c")))
    dirty.saved()
    dirty.enter(entry(titled("c", "b")))
    dirty.squash(mark)
    assert dirty.is_dirty, "the state that was saved is the one that vanished"


def test_there_is_nothing_to_squash_right_after_the_mark() -> None:
    made = history("a", "b")
    assert not made.squash(made.mark())
    assert labels(made) == ["Rename to b"]


def test_a_mark_that_was_undone_squashes_nothing() -> None:
    made = history("a", "b")
    mark = made.mark()
    made.undo()
    assert not made.squash(mark)
    made.enter(entry(titled("a", "x")))
    made.enter(entry(titled("x", "y")))
    assert not made.squash(mark)
    assert len(made.done) == 2


def test_an_entry_says_who_did_what_when_and_why() -> None:
    made = Entry({}, "Move “Compare offers”", NOON, author="Mia", origin="merge")
    assert (made.label, made.time, made.author, made.origin) == (
        "Move “Compare offers”",
        NOON,
        "Mia",
        "merge",
    )
    assert Entry({}, "", NOON).origin == "user"


@settings(max_examples=60)
@given(maps(), st.data())
def test_all_the_way_back_and_forth_leads_to_the_same_maps(
    of: JourneyMap, data: st.DataObject
) -> None:
    made, now = History(), of
    states = [of]
    for _ in range(4):
        change = data.draw(changes(now))
        now = apply(change, now)
        if made.enter(entry(diff(states[-1], now))):
            states.append(now)
    for state in reversed(states[:-1]):
        now = apply(made.undo(), now)
        assert now == state
    assert made.undo() == {}
    for state in states[1:]:
        now = apply(made.redo(), now)
        assert now == state
    assert made.redo() == {}


@settings(max_examples=60)
@given(maps(), st.data())
def test_a_squashed_history_undoes_and_redoes_to_the_same_maps(
    of: JourneyMap, data: st.DataObject
) -> None:
    made, now = History(), of
    marked = of
    mark = made.mark()
    for number in range(4):
        if number == data.draw(st.integers(0, 3)):
            mark, marked = made.mark(), now
        after = apply(data.draw(changes(now)), now)
        made.enter(entry(diff(now, after)))
        now = after
    made.squash(mark)
    back = now
    while len(made.done) > mark.depth:
        back = apply(made.undo(), back)
    assert back == marked
    while made.undone:
        back = apply(made.redo(), back)
    assert back == now
