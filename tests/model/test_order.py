from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.order import (
    DIGITS,
    LONGEST_KEY,
    OrderError,
    between,
    is_key,
    place,
    several,
    sort_key,
)

SMALLEST = "A" + "0" * 26
LARGEST = "z" * 27


@dataclass(frozen=True)
class Sibling:
    id: str
    order: str


def made(*orders: str) -> list[Sibling]:
    return sorted((Sibling(f"card_{i}", order) for i, order in enumerate(orders)), key=sort_key)


def put_in(siblings: list[Sibling], at: int, name: str) -> list[Sibling]:
    keys, rekeyed = place(siblings, at)
    after = [Sibling(s.id, rekeyed.get(s.id, s.order)) for s in siblings]
    return sorted([*after, Sibling(name, keys[0])], key=sort_key)


@st.composite
def keys(draw: st.DrawFn) -> str:
    head = draw(st.sampled_from("AYZabz"))
    length = ord(head) - ord("a") + 1 if head >= "a" else ord("Z") - ord(head) + 1
    digits = draw(st.text(DIGITS, min_size=length, max_size=length))
    key = head + digits + draw(st.text(DIGITS, max_size=4)).rstrip("0")
    return key if is_key(key) else "a0"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # the examples that rocicorp/fractional-indexing is tested with
        ("", "", "a0"),
        ("", "a0", "Zz"),
        ("", "Zz", "Zy"),
        ("a0", "", "a1"),
        ("a1", "", "a2"),
        ("a0", "a1", "a0V"),
        ("a1", "a2", "a1V"),
        ("a0V", "a1", "a0l"),
        ("Zz", "a0", "ZzV"),
        ("Zz", "a1", "a0"),
        ("Zz", "", "a0"),
        ("a01", "a02", "a01V"),
        ("a01", "a1", "a0W"),
        ("a0z", "a1", "a0zV"),
        ("a01", "a021", "a02"),
        ("", "Y00", "Xzzz"),
        ("bzz", "", "c000"),
        ("a0", "a0V", "a0G"),
        ("a0", "a0G", "a08"),
        ("b125", "b129", "b127"),
        ("a0", "a1V", "a1"),
        ("Zz", "a01", "a0"),
        ("", "a0V", "a0"),
        ("", "b999", "b99"),
        ("", SMALLEST + "1", SMALLEST + "0V"),
        (LARGEST[:-1] + "y", "", LARGEST),
        (LARGEST, "", LARGEST + "V"),
    ],
)
def test_a_key_between_two_is_the_one_that_the_format_gives(a: str, b: str, expected: str) -> None:
    assert between(a, b) == expected


def test_before_the_first_whole_number_there_is_still_a_key() -> None:
    key = between("", "A" + "0" * 25 + "1")
    assert key == SMALLEST + "V"
    assert between("", key) < key


@given(keys(), keys())
def test_a_key_between_two_others_is_strictly_between(a: str, b: str) -> None:
    low, high = sorted((a, b))
    if low != high:
        middle = between(low, high)
        assert low < middle < high
        assert is_key(middle)


@given(keys())
def test_there_is_always_a_key_before_and_after(key: str) -> None:
    assert between("", key) < key < between(key, "")
    assert is_key(between("", key))
    assert is_key(between(key, ""))


@given(st.one_of(st.just(""), keys()), st.one_of(st.just(""), keys()), st.integers(0, 70))
def test_several_keys_ascend_strictly_within_their_bounds(a: str, b: str, n: int) -> None:
    if a and b:
        a, b = sorted((a, b))
    if a == b != "":
        return
    found = several(a, b, n)
    assert len(found) == n
    bounded = [*([a] if a else []), *found, *([b] if b else [])]
    assert bounded == sorted(set(bounded))


def test_several_keys_in_one_gap_stay_as_short_as_their_number_asks() -> None:
    assert max(map(len, several("a0", "a1", 61))) == 3
    assert max(map(len, several("", "", 62))) == 2


@pytest.mark.parametrize("text", ["", "1", "a", "b0", "a00", "a0-", "ä0", SMALLEST, "B" * 5])
def test_a_malformed_key_is_told_from_a_key(text: str) -> None:
    assert not is_key(text)


@pytest.mark.parametrize(("a", "b"), [("a0", "a0"), ("a1", "a0"), ("1", ""), ("", "a00")])
def test_no_key_is_made_where_there_is_no_room(a: str, b: str) -> None:
    with pytest.raises(OrderError, match=r"no room|not an order key"):
        between(a, b)


def test_what_has_room_is_inserted_without_touching_siblings() -> None:
    assert place(made("a0", "a1"), 1) == (("a0V",), {})
    assert place(made("a0", "a1"), 2, 2) == (("a2", "a3"), {})
    assert place([], 0) == (("a0",), {})


def test_equal_keys_are_rekeyed_only_where_something_comes_between_them() -> None:
    siblings = made("a0", "a1", "a1", "a2")
    assert place(siblings, 0).rekeyed == {}
    assert place(siblings, 4).rekeyed == {}
    keys_, rekeyed = place(siblings, 2)
    assert set(rekeyed) == {"card_2"}
    assert "a1" < keys_[0] < rekeyed["card_2"] < "a2"


@pytest.mark.parametrize("at", range(5))
def test_siblings_with_malformed_keys_keep_their_sequence(at: int) -> None:
    siblings = made("", "1", "10", "zz")
    after = put_in(siblings, at, "new")
    names = [s.id for s in siblings]
    assert [s.id for s in after] == [*names[:at], "new", *names[at:]]


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(["", "0", "a0", "a0V", "a1", "a1" + "0" * 45 + "1", "zz"])),
    st.data(),
)
def test_insertion_puts_a_sibling_where_it_was_asked_for(
    orders: list[str], data: st.DataObject
) -> None:
    siblings = made(*orders)
    at = data.draw(st.integers(0, len(siblings)))
    after = put_in(siblings, at, "new")
    names = [s.id for s in siblings]
    assert [s.id for s in after] == [*names[:at], "new", *names[at:]]
    assert len(after[at].order) <= LONGEST_KEY


def test_a_thousand_insertions_at_one_place_keep_keys_short_and_rekey_seldom() -> None:
    siblings = made("a0", "a1")
    rekeyed = 0
    for number in range(1000):
        keys_, moved = place(siblings, 1)
        rekeyed += len(moved)
        kept = [Sibling(s.id, moved.get(s.id, s.order)) for s in siblings]
        siblings = [kept[0], Sibling(f"new_{number:04}", keys_[0]), *kept[1:]]
        assert siblings == sorted(siblings, key=sort_key)
    assert max(len(s.order) for s in siblings) <= LONGEST_KEY
    assert rekeyed < 100


def test_siblings_with_equal_keys_are_sorted_by_id() -> None:
    assert [s.id for s in made("a1", "a0", "a0")] == ["card_1", "card_2", "card_0"]
