"""Laws for files that went through bad hands: bytes turned, cut and moved, parts exchanged.

A mutated file is refused with words, or opens to a map that can be checked, told, laid out,
written and read again. `make test` tries a sample, `make soak` very many.
"""

import json
from functools import cache
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from model.change import apply
from model.describe import describe
from model.files import codec
from model.files.errors import FileProblem
from model.layout.build import build
from model.records import same
from model.repair import repair
from model.rules import check
from model.spelling import check_spelling
from tests.sample import sample
from tests.tools import law

_WORDS = (
    *(bytes([each]) for each in b'"{}[],:\\\0\xff'),
    *(b"\xed\xa0\xbd", b"\xef\xbb\xbf", b"1e400", b"null", b"NaN", b"<<<<<<< HEAD\n"),
    *(b'"id": ', b'"map": {}, ', b"~2"),
)


@cache
def _good() -> bytes:
    return codec.dumps(sample())


def _survives(data: bytes) -> None:
    """The file is refused in one line with advice, or everything can be done with its map."""
    try:
        loaded = codec.loads(data, "m.json")
    except FileProblem as caught:
        problem = caught
    else:
        problem = None
    if problem is not None:
        assert problem.what
        assert problem.todo
        assert str(problem).isprintable()
        return
    journey = loaded.map
    check_spelling(journey)
    describe(journey).encode()
    build(journey)
    written = codec.dumps(journey)
    again = codec.loads(written)
    assert not again.problems
    assert again.map.records.keys() == journey.records.keys()
    assert all(same(record, again.map[i]) for i, record in journey.records.items())
    assert codec.dumps(again.map) == written
    assert not [p for p in check(apply(repair(journey), journey)) if p.fixable]


def _mutated(data: bytes, random: Random) -> bytes:
    """One accident: a bit, a piece cut out, put in, doubled, moved or filled with zeros."""
    at = random.randrange(len(data) + 1)
    length = random.choice((1, 1, 2, 8, 100, 4096))
    piece = data[at : at + length]
    rest = data[at + length :]
    match random.randrange(7):
        case 0 if piece:
            return data[:at] + bytes([piece[0] ^ 1 << random.randrange(8)]) + data[at + 1 :]
        case 1:
            return data[:at] + rest
        case 2:
            return data[:at] + random.choice(_WORDS) + data[at:]
        case 3:
            return data[:at] + piece * 2 + rest
        case 4:
            other = random.randrange(len(data) + 1)
            return data[:other] + piece + data[other:]
        case 5:
            return data[:at] + bytes(len(piece)) + rest
        case _:
            return data[:at] + random.randbytes(length) + rest


@given(st.randoms(use_true_random=False), st.integers(1, 4))
@law(examples=150)
def test_bytes_that_were_turned_cut_or_moved_harm_nothing(random: Random, times: int) -> None:
    data = _good()
    for _ in range(times):
        data = _mutated(data, random)
    _survives(data)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every container in parsed JSON with each of its keys or indices."""
    found: list[tuple[Any, Any]] = []
    rest = [value]
    while rest:
        value = rest.pop()
        if isinstance(value, (dict, list)):
            keys = list(value) if isinstance(value, dict) else list(range(len(value)))
            found += [(value, key) for key in keys]
            rest += [value[key] for key in keys]
    return found


@given(st.randoms(use_true_random=False), st.integers(1, 3))
@law(examples=150)
def test_parts_that_were_exchanged_copied_or_renamed_harm_nothing(
    random: Random, times: int
) -> None:
    file = json.loads(_good())
    for _ in range(times):
        places = _places(file)
        (here, key), (there, other) = random.choice(places), random.choice(places)
        copied = json.loads(json.dumps(there[other]))
        if random.random() < 0.4:
            there[other] = json.loads(json.dumps(here[key]))
            here[key] = copied
        elif isinstance(here, dict) and random.random() < 0.5:
            here[random.choice(("id", "map", "", "x", str(other)))] = here.pop(key)
        else:
            here[key] = copied
    _survives(json.dumps(file).encode())
