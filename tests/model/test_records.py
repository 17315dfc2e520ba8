from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from model.records import (
    LARGEST_NUMBER,
    TABLES,
    Asset,
    Attribute,
    Card,
    Comment,
    Duration,
    Feeling,
    Link,
    MapInfo,
    Metric,
    Persona,
    Reading,
    Record,
    Stage,
    Step,
    Unknown,
    create,
    evolve,
    same,
)
from model.references import reference_fields
from tests.strategies import KINDS, field_values, records

ALL: tuple[type[Record], ...] = (MapInfo, *KINDS)
POOL = {kind.kind_name: [f"{kind.kind_name}_{n}" for n in range(2)] for kind in ALL}


def own_id(kind: type[Record]) -> str:
    return {"map": "map", "unknown": "unknown:x"}.get(kind.kind_name, f"{kind.kind_name}_9")


def any_record() -> st.SearchStrategy[Record]:
    return st.sampled_from(ALL).flatmap(lambda kind: records(kind, own_id(kind), POOL))


def test_every_table_is_named_after_the_records_in_it() -> None:
    irregular = {"people": "person", "evidence": "evidence"}
    for table, kind in TABLES.items():
        assert kind.kind_name == irregular.get(table, table.removesuffix("s"))


@pytest.mark.parametrize("kind", ALL)
def test_every_field_that_names_ids_says_what_it_may_point_to(kind: type[Record]) -> None:
    named = {n for n in kind.model_fields if n.endswith(("_id", "_ids"))}
    told = set(reference_fields(kind))
    assert named - told == ({"about_id"} if kind.kind_name == "conflict" else set())
    assert told <= set(kind.model_fields)
    kinds = {k.kind_name for k in ALL} | {"*"}
    assert all(set(targets) <= kinds for targets in reference_fields(kind).values())


@pytest.mark.parametrize("kind", ALL)
def test_every_field_but_those_that_place_a_record_may_be_empty(kind: type[Record]) -> None:
    place = {"stage_id": "stage_1"} if kind is Step else {}
    kind.model_validate({"id": own_id(kind), **place})


@pytest.mark.parametrize("kind", ALL)
def test_drawn_records_reach_every_field_and_unknown_ones(kind: type[Record]) -> None:
    first = settings(max_examples=200, phases=[Phase.generate])
    drawn = records(kind, own_id(kind), POOL)
    for name, field in kind.model_fields.items():
        if name in reference_fields(kind):
            find(drawn, lambda r, name=name: getattr(r, name) not in ("", ()), settings=first)
        elif name != "id":
            values = field_values(kind, name)
            find(values, lambda v, field=field: not same(v, field.default), settings=first)
    find(drawn, lambda r: bool(r.__pydantic_extra__), settings=first)


@given(any_record())
def test_a_record_is_the_same_as_one_made_of_its_fields(record: Record) -> None:
    again = type(record).model_validate({**record.__dict__, **(record.__pydantic_extra__ or {})})
    assert same(record, again)


@given(any_record(), st.data())
def test_evolving_sets_the_field_and_no_other(record: Record, data: st.DataObject) -> None:
    other = data.draw(records(type(record), record.id, POOL))
    name = data.draw(st.sampled_from(list(type(record).model_fields)))
    new = evolve(record, **{name: getattr(other, name)})
    for field in type(record).model_fields:
        wanted = other if field == name else record
        assert same(getattr(new, field), getattr(wanted, field))
    assert same(new.__pydantic_extra__, record.__pydantic_extra__)


def test_evolving_to_what_is_there_gives_the_same_object() -> None:
    card = create(Card, id="card_a", title="Offers", tags=["x"], affected=0)
    assert evolve(card, title="Offers") is card
    assert evolve(card, tags=["x"]) is card, "a list is stored as a tuple"
    assert evolve(card, affected=0) is card, "a whole number is stored as a float"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Card, {"severity": 6}),
        (Card, {"severity": 0}),
        (Card, {"affected": 1.01}),
        (Card, {"kind": "sticker"}),
        (Card, {"title": 7}),
        (Card, {"title": "x" * 20_001}),
        (Card, {"order": "a-0"}),
        (Card, {"mentions": -1}),
        (Card, {"due": "2026-13"}),
        (Card, {"due": "2026-02-30"}),
        (Card, {"due": "२०२६"}),
        (Card, {"due": "14.9.2026"}),
        (Card, {"occurred_at": "noon"}),
        (Comment, {"date": "noon"}),
        (Comment, {"date": "2026-02-30"}),
        (Card, {"tags": "price"}),
        (Card, {"id": ""}),
        (Feeling, {"score": 2.5}),
        (Feeling, {"score": float("nan")}),
        (Metric, {"value": float("inf")}),
        (Metric, {"value": LARGEST_NUMBER * 2}),
        (MapInfo, {"language": "english please"}),
        (MapInfo, {"id": "map_2"}),
        (Unknown, {"id": "plans"}),
    ],
)
def test_a_value_that_does_not_fit_is_refused(kind: type[Record], fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        evolve(create(kind, id=own_id(kind)), **fields)


@pytest.mark.parametrize("day", ["", "2026", "2026-09", "2026-09-14", "2024-02-29", "0001"])
def test_a_day_may_be_as_precise_as_it_is_known(day: str) -> None:
    assert create(Card, id="card_a", due=day).due == day


@pytest.mark.parametrize("moment", ["", "2026-09-14", "2026-09-14T10:30", "2026-09-14T10:30:00Z"])
def test_a_moment_is_an_iso_date_and_time(moment: str) -> None:
    assert create(Card, id="card_a", occurred_at=moment).occurred_at == moment


@pytest.mark.parametrize("when", ["", "2026", "2026-09-14", "2026-09-14T10:30:00+02:00"])
def test_a_comment_is_dated_by_the_day_or_the_moment(when: str) -> None:
    assert create(Comment, id="comment_a", date=when).date == when


def test_a_field_that_a_record_does_not_have_cannot_be_set() -> None:
    with pytest.raises(AttributeError, match="a link has no field 'title'"):
        evolve(Link(id="link_a"), title="x")


def test_records_never_change_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Stage(id="stage_a").name = "Compare"


def test_unknown_fields_stay_through_edits() -> None:
    card = Card.model_validate({"id": "card_a", "mood": [1, {"a": None}]})
    after = evolve(card, title="Offers")
    assert after.__pydantic_extra__ == {"mood": [1, {"a": None}]}


def test_text_loses_what_no_file_could_hold_at_the_door() -> None:
    card = create(
        Card, id="card_a", title="a\ud800b", tags=["\udfff", "ok"], mood={"\ud800k": ["\ud800v"]}
    )
    assert card.title == "ab"
    assert card.tags == ("", "ok")
    assert card.__pydantic_extra__ == {"mood": {"k": ["v"]}}
    assert evolve(card, body="😀\ud83d").body == "😀"


def test_a_new_record_may_have_fields_of_any_name() -> None:
    card = create(Card, id="card_a", record_type="x", record="y")
    assert card.__pydantic_extra__ == {"record_type": "x", "record": "y"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1, 1.0),
        (1, True),
        (0.0, False),
        ("1", 1),
        (None, ""),
        ((1,), [1]),
        ([1, 2], [1]),
        ([[1]], [[True]]),
        ({"a": 1}, {"a": 1.0}),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 1, "b": 2}),
        (Duration(low=1), Duration(low=2)),
        (Duration(), Attribute()),
        (Card(id="card_a"), Card(id="card_b")),
        (
            Card.model_validate({"id": "card_a", "x": 1}),
            Card.model_validate({"id": "card_a", "x": True}),
        ),
        (Card.model_validate({"id": "card_a", "x": 1}), Card(id="card_a")),
    ],
)
def test_things_that_a_file_tells_apart_are_not_the_same(a: object, b: object) -> None:
    assert not same(a, b)
    assert not same(b, a)


@pytest.mark.parametrize(
    "made",
    [
        lambda: {"a": [1, (2.0, None)], "b": {"c": "x"}},
        lambda: create(Persona, id="persona_a", attributes=(Attribute(name="Age"),)),
        lambda: create(Metric, id="metric_a", series=(Reading(value=1),), x=[1]),
        lambda: create(Asset, id="asset_a", data="AAAA"),
    ],
)
def test_equal_things_are_the_same(made: Any) -> None:
    assert same(made(), made())
    assert same(made(), made()) is True


def test_a_part_of_a_record_is_frozen_too() -> None:
    part: BaseModel = Duration(low=1)
    with pytest.raises(ValidationError, match="frozen"):
        part.low = 2.0  # type: ignore[attr-defined]  # that is what is tried
