"""Laws for merging files that went through bad hands: refused with words, or a map with no harm."""

import json
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from model.files import codec
from model.files.errors import FileProblem
from model.merging.conflicts import subject, words
from model.merging.kinds import kind_of_conflict
from model.merging.of_files import merge_files
from tests.sample import sample
from tests.tools import law


def _exchanged(file: Any, random: Random) -> None:
    """One accident within a table: a record, or a field of one, becomes that of another."""
    tables = [key for key, rows in file.items() if isinstance(rows, dict) and rows and key != "map"]
    rows = file[random.choice(tables)]
    here, there = random.choice(list(rows)), random.choice(list(rows))
    one, other = rows[here], file[random.choice(tables)]
    match random.randrange(5):
        case 0:
            del rows[here]
        case 1:
            rows[f"{here}x"[: random.randrange(1, 12)]] = rows[there]
        case 2 if isinstance(one, dict) and one and isinstance(rows[there], dict) and rows[there]:
            name = random.choice(list(rows[there]))
            one[name] = rows[there][name]
        case 3 if isinstance(one, dict) and one:
            name = random.choice(list(one))
            wrong = [
                None,
                3,
                "",
                "x" * 30,
                [],
                ["card_till"],
                {"a": [1]},
                random.choice(list(other)),
            ]
            one[name if random.random() < 0.5 else "x" * random.choice((1, 30_000))] = (
                random.choice(wrong)
            )
        case _:
            other[random.choice(list(other))] = one


@law(60)
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_three_files_of_which_parts_were_exchanged_harm_nothing(random: Random, times: int) -> None:
    three = [json.loads(codec.dumps(sample())) for _ in range(3)]
    for _ in range(times):
        _exchanged(random.choice(three), random)
    base, ours, theirs = (json.dumps(file).encode() for file in three)
    try:
        made = merge_files(random.choice((base, b"")), ours, theirs)
    except FileProblem as problem:
        refused = problem
    else:
        refused = None
    if refused is not None:
        assert refused.what
        assert refused.todo
        return
    again = codec.loads(made.data)
    assert not again.problems or made.data in (ours, theirs)
    assert {c.id for c in made.merged.conflicts} <= again.map.records.keys()
    for conflict in made.merged.conflicts:
        assert kind_of_conflict(conflict, again.map)
        assert subject(again.map, conflict)
        assert words(again.map, conflict, "ours") or words(again.map, conflict, "theirs")
