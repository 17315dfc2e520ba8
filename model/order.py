"""Fractional index strings: where a record stands among its siblings, in one text field.

A key can always be made between two others, so a move writes one record. The form is
that of rocicorp/fractional-indexing (CC0; after David Greenspan, "Implementing
Fractional Indexing"): base 62 in ASCII order, an integer part whose first letter tells
its length ("a0" has one digit, "b00" two, "Zz" one below zero), then a fraction without
trailing zeros. Siblings are sorted by (order, id): equal keys are valid, and are
re-keyed only where an edit needs room between them.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#: Keys longer than this are re-keyed by the next edit beside them.
LONGEST_KEY = 40
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_SMALLEST = "A" + "0" * 26


class OrderError(ValueError):
    """A key is malformed, or two keys leave no room between them."""


class Ordered(Protocol):
    """What can be sorted among siblings."""

    @property
    def id(self) -> str:
        """The record's id, which breaks ties."""

    @property
    def order(self) -> str:
        """The record's key."""


class Placement(NamedTuple):
    """Keys for what is inserted, and new keys for siblings that had to make room."""

    keys: tuple[str, ...]
    rekeyed: dict[str, str]


def sort_key(record: Ordered) -> tuple[str, str]:
    """What siblings are sorted by."""
    return (record.order, record.id)


def is_key(text: str) -> bool:
    """Whether `text` is a key that others can be made beside."""
    if not text or any(digit not in _VALUE for digit in text) or text == _SMALLEST:
        return False
    length = _integer_length(text[0])
    return length is not None and len(text) >= length and not text[length:].endswith("0")


def between(a: str, b: str) -> str:
    """A key after `a` and before `b`; an empty text stands for the very start or end.

    Raises:
        OrderError: a key is malformed, or `a` does not come before `b`.
    """
    for key in (a, b):
        if key and not is_key(key):
            raise OrderError(f"{key!r} is not an order key")
    if a and b and a >= b:
        raise OrderError(f"there is no room between {a!r} and {b!r}")
    if not a:
        return "a0" if not b else _before(b)
    integer, fraction = _split(a)
    following = _next_integer(integer)
    if not b:
        return following or integer + _midpoint(fraction, "")
    upper_integer, upper_fraction = _split(b)
    if integer == upper_integer:
        return integer + _midpoint(fraction, upper_fraction)
    if following and following < b:
        return following
    return integer + _midpoint(fraction, "")


def several(a: str, b: str, n: int) -> tuple[str, ...]:
    """`n` keys in ascending order after `a` and before `b`, as short as evenly possible.

    Raises:
        OrderError: as `between`.
    """
    if n <= 0:
        return ()
    if not b:
        keys = [between(a, "")]
        while len(keys) < n:
            keys.append(between(keys[-1], ""))
        return tuple(keys)
    if not a:
        keys = [between("", b)]
        while len(keys) < n:
            keys.append(between("", keys[-1]))
        return tuple(reversed(keys))
    middle = between(a, b)
    left = n // 2
    return (*several(a, middle, left), middle, *several(middle, b, n - left - 1))


def place(siblings: Sequence[Ordered], at: int, n: int = 1) -> Placement:
    """Keys for `n` records inserted before `siblings[at]`; `siblings` are in order.

    Siblings around the gap are re-keyed only if they leave no room (equal or malformed
    keys), or if a new key would pass `LONGEST_KEY` characters; and then as few as will do.
    """
    low, high = at, at
    step = 1
    while True:
        a = siblings[low - 1].order if low > 0 else ""
        b = siblings[high].order if high < len(siblings) else ""
        bad_low = low > 0 and not is_key(a)
        bad_high = high < len(siblings) and not is_key(b)
        if bad_low or bad_high or (a and b and a >= b):
            low, high = low - bad_low, high + (bad_high or not bad_low)
            continue
        keys = several(a, b, high - low + n)
        if max(map(len, keys), default=0) <= LONGEST_KEY or (low, high) == (0, len(siblings)):
            break
        low, high = max(low - step, 0), min(high + step, len(siblings))
        step *= 2
    first = at - low
    kept = (*keys[:first], *keys[first + n :])
    moved = siblings[low:high]
    return Placement(
        keys[first : first + n],
        {s.id: key for s, key in zip(moved, kept, strict=True) if s.order != key},
    )


def _before(b: str) -> str:
    integer, fraction = _split(b)
    if integer == _SMALLEST:
        return integer + _midpoint("", fraction)
    if fraction:
        return integer
    preceding = _previous_integer(integer)
    # the smallest integer is no key by itself, or nothing could come before it
    return preceding + _midpoint("", "") if preceding == _SMALLEST else preceding


def _integer_length(head: str) -> int | None:
    if "a" <= head <= "z":
        return ord(head) - ord("a") + 2
    if "A" <= head <= "Z":
        return ord("Z") - ord(head) + 2
    return None


def _split(key: str) -> tuple[str, str]:
    length = _integer_length(key[0])
    return key[:length], key[length:]


def _midpoint(a: str, b: str) -> str:
    """A fraction between fractions `a` < `b`; an empty `b` stands for one."""
    if b:
        shared = 0
        while shared < len(b) and (a[shared] if shared < len(a) else "0") == b[shared]:
            shared += 1
        if shared:
            return b[:shared] + _midpoint(a[shared:], b[shared:])
    low = _VALUE[a[0]] if a else 0
    high = _VALUE[b[0]] if b else len(DIGITS)
    if high - low > 1:
        return DIGITS[(low + high + 1) // 2]
    if len(b) > 1:
        return b[0]
    return DIGITS[low] + _midpoint(a[1:], "")


def _next_integer(integer: str) -> str:
    """The integer part after `integer`, or "" after the largest."""
    head, digits = integer[0], list(integer[1:])
    for i in range(len(digits) - 1, -1, -1):
        if digits[i] != "z":
            digits[i] = DIGITS[_VALUE[digits[i]] + 1]
            return head + "".join(digits)
        digits[i] = "0"
    if head == "z":
        return ""
    if head == "Z":
        return "a0"
    longer = head >= "a"
    return chr(ord(head) + 1) + "".join([*digits, "0"] if longer else digits[1:])


def _previous_integer(integer: str) -> str:
    """The integer part before `integer`, which is not the smallest."""
    head, digits = integer[0], list(integer[1:])
    for i in range(len(digits) - 1, -1, -1):
        if digits[i] != "0":
            digits[i] = DIGITS[_VALUE[digits[i]] - 1]
            return head + "".join(digits)
        digits[i] = "z"
    if head == "a":
        return "Zz"
    longer = head <= "Z"
    return chr(ord(head) - 1) + "".join([*digits, "z"] if longer else digits[1:])
