"""Conflicts that somebody wrote by hand, or another program: told and settled all the same."""

import json
from contextlib import suppress
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import JourneyMap, apply, diff
from model.edits.common import EditError
from model.edits.fields import set_fields
from model.files import codec
from model.merging.conflicts import (
    Choice,
    about,
    check_conflicts,
    label,
    offers,
    open_note,
    pieces,
    stands,
    subject,
    take,
    take_all,
    told,
    what_happened,
    why,
    words,
    write,
)
from model.records import Conflict, create, evolve
from tests.sample import sample
from tests.tools import law

TEXTS = (
    "", "{", "null", "[]", "{}", '""', '"A title"', "3", "1e999", "NaN", "9" * 5000, "[" * 3000,
    "[" * 300 + "]" * 300, '{"id": "map"}', '{"title": [1]}', '{"title": "T", "step_id": "x"}',
    '{"step_id": "step_pay", "lane_id": "lane_web", "id": "card_9"}', '"\\ud800"', "[[1]]",
    '["a", "b"]', '{"score": 99}', '{"\\ud800": 1}', "true", '{"stage_id": "", "name": 3}',
)  # fmt: skip
ABOUT = (
    "", "map", "card_chat", "metric_sales", "card_gone", "step_pay", "stage_buy", "persona_anna",
    "conflict_9", "conflict_8", "unknown:plans", "asset_x", "nothing", "feeling_x", "vote_x",
    "step_gone",
)  # fmt: skip
FIELDS = (
    "", "title", "id", "place", "scores", "ends", "reading", "kind_name", "x-other", "persona_ids",
    "order", "severity", "tags", "duration", "model_fields", "__dict__", "t" * 9000, "stage_id",
    "data",
)  # fmt: skip


def with_conflict(**fields: str) -> tuple[JourneyMap, Conflict]:
    of = sample()
    other = create(Conflict, id="conflict_8", about_id="conflict_9", field="title")
    conflict = create(Conflict, id="conflict_9", **fields)
    return apply({c.id: (None, c) for c in (conflict, other)}, of), conflict


def is_handled(of: JourneyMap, conflict: Conflict) -> None:
    """It is told in words, and whatever is offered leaves a map that can be saved."""
    for tell in (subject, about, what_happened, why, stands):
        tell(of, conflict)
    for side in ("ours", "theirs", "base", "both"):
        told(of, conflict, side)  # type: ignore[arg-type]  # one of them
        pieces(of, conflict, side)  # type: ignore[arg-type]  # one of them
        assert label(conflict, side)  # type: ignore[arg-type]  # one of them
        if side != "both":
            words(of, conflict, side)  # type: ignore[arg-type]  # one of them
    assert check_conflicts(of)
    offered = offers(of, conflict)
    assert offered[-1] == "leave"
    for choice in offered:
        if choice not in ("write", "leave"):
            now = apply(take(of, conflict.id, choice), of)
            saved = codec.loads(codec.dumps(now))
            assert not saved.problems
            assert diff(saved.map, now).keys() <= {"unknown:plans"}  # its spaces
            assert "map" in now
    for typed in ("", "5", "words\nin lines"):
        with suppress(EditError):
            write(of, conflict.id, typed)
    for both in ("ours", "theirs"):
        apply(take_all(of, both), of)  # type: ignore[arg-type]  # one of them


@pytest.mark.parametrize("record_id", ABOUT[1::3])
def test_whatever_a_conflict_is_about_it_does_no_harm(record_id: str) -> None:
    for field, text in product(FIELDS[:8], TEXTS[1::7]):
        is_handled(*with_conflict(about_id=record_id, field=field, ours=text, theirs='"x"'))


@law(60)
@given(
    about_id=st.sampled_from(ABOUT), field=st.sampled_from(FIELDS), base=st.sampled_from(TEXTS),
    ours=st.sampled_from(TEXTS), theirs=st.sampled_from(TEXTS),
)  # fmt: skip
def test_no_conflict_is_too_odd(**fields: str) -> None:
    is_handled(*with_conflict(**fields))


def test_odd_texts_in_a_field_that_nobody_knows_are_kept_or_refused() -> None:
    of, conflict = with_conflict(about_id="card_chat", field="x-mood", theirs="1e999", ours="[1]")
    offered: tuple[Choice, ...] = offers(of, conflict)
    assert offered == ("ours", "leave")
    now = apply(take(of, conflict.id, "ours"), of)
    assert (now["card_chat"].__pydantic_extra__ or {})["x-mood"] == [1]
    now = apply(take(of, with_conflict(about_id="card_chat", field="x")[1].id, "ours"), of)
    assert "x-mood" in (now["card_chat"].__pydantic_extra__ or {})


def test_a_field_that_one_side_took_out_is_taken_out() -> None:
    of, conflict = with_conflict(about_id="card_chat", field="x-mood", ours='"warm"')
    now = apply(take(of, conflict.id, "ours"), of)
    now = apply({conflict.id: (None, conflict)}, now)
    now = apply(take(now, conflict.id, "theirs"), now)
    assert not now["card_chat"].__pydantic_extra__
    of, conflict = with_conflict(about_id="card_chat", field="id", ours='"card_9"', theirs='"x"')
    assert offers(of, conflict) == ("leave",), "it would be another record"
    of, conflict = with_conflict(about_id="card_chat", field="place", ours="[]", theirs="3")
    assert offers(of, conflict) == ("leave",)


def test_texts_and_lists_of_another_program_can_be_both() -> None:
    sides: dict[str, Any] = {"ours": "warm", "theirs": "cold"}
    of, conflict = with_conflict(
        about_id="card_chat", field="x-mood", **{k: json.dumps(v) for k, v in sides.items()}
    )
    assert offers(of, conflict) == ("ours", "theirs", "both", "leave")
    now = apply(take(of, conflict.id, "ours"), of)
    assert "write" in offers(now, conflict), "once it is there its kind is known"
    with_both = apply(take(of, conflict.id, "both"), of)
    assert (with_both["card_chat"].__pydantic_extra__ or {})["x-mood"] == "warm\ncold"


def test_two_sides_of_one_name_are_told_apart() -> None:
    _, conflict = with_conflict(about_id="map", ours_label="main", theirs_label=" main ")
    assert (label(conflict, "ours"), label(conflict, "theirs")) == ("main, here", "main, there")
    _, conflict = with_conflict(about_id="map")
    assert [label(conflict, side) for side in ("base", "ours", "theirs")] == [  # type: ignore[arg-type]  # sides
        "before", "this map", "the other map",
    ]  # fmt: skip
    _, conflict = with_conflict(about_id="map", ours_label="b\nranch " * 20)
    assert len(label(conflict, "ours")) <= 40
    assert "\n" not in label(conflict, "ours")


def test_long_texts_are_shown_around_what_changed() -> None:
    page = "one word after another, " * 60
    of = apply(set_fields(sample(), "card_chat", body=f"{page}and here {page}"), sample())
    conflict = create(
        Conflict, id="conflict_9", about_id="card_chat", field="body",
        base=json.dumps(f"{page}and there {page}"), ours=json.dumps(f"{page}and here {page}"),
    )  # fmt: skip
    of = apply({conflict.id: (None, conflict)}, of)
    found = pieces(of, conflict, "ours")
    assert [(text, state) for text, state in found if state != "same"] == [
        ("there", "gone"), ("here", "new"),
    ]  # fmt: skip
    assert sum(len(text) for text, _ in found) < 200
    assert found[0].text.startswith("…")
    assert found[-1].text.endswith("…")
    now = json.dumps(" ".join(f"then {n}" for n in range(200)))
    many = evolve(conflict, base=json.dumps("then " * 200), ours=now)
    of = apply({conflict.id: (conflict, many)}, of)
    assert sum(len(text) for text, _ in pieces(of, many, "ours")) < 450


def test_what_happened_is_said_of_every_kind_of_whole_record() -> None:
    card = '{"kind": "note", "title": "A", "body": "B", "tags": ["c"], "who": "D", "url": "E"}'
    other = '{"kind": "note"}'
    for sides, expected in (
        ({"base": card}, "Deleted on both sides"),
        ({"ours": card, "theirs": other}, "Added on both sides"),
        ({"base": other, "ours": card, "theirs": card}, "Changed on both sides"),
        ({"base": other, "ours": card}, "Deleted in the other map, changed in this map"),
        ({"base": card, "theirs": card}, "Deleted in this map, needed in the other map"),
    ):
        of, conflict = with_conflict(about_id="card_chat", **sides)
        assert what_happened(of, conflict) == expected
    card = card.replace("note", "quote").replace("}", ', "device": "F"}')
    of, conflict = with_conflict(about_id="card_chat", base=other, ours=card)
    lines = told(of, conflict, "ours").splitlines()
    assert lines[0] == "Quote “A”"
    assert lines[-1] == "and 1 field more"
    deep = "[" * 900 + "]" * 900
    of, conflict = with_conflict(about_id="card_chat", field="x-deep", ours=deep)
    assert words(of, conflict, "ours") in (deep, "nothing")


def test_whoever_sends_it_out_hears_how_many_are_open() -> None:
    of = sample()
    assert open_note(of).startswith("1 conflict is open on this map")
    without = apply({"conflict_1": (of["conflict_1"], None)}, of)
    assert open_note(without) == ""
    assert check_conflicts(without) == ()
    (found,) = check_conflicts(of)
    assert (found.rule, found.severity, found.fixable) == ("conflict", "warning", False)
    assert found.message == (
        "Touchpoint “Till”: title is in conflict: “Till” in this map, “nothing” in the other map."
    )
