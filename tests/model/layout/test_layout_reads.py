"""Nothing that layout reads is forgotten: each field of each record changed, one at a time.

The random runs of `test_layout_memo` meet what many edits do together; here every single
thing that a piece is made from is changed alone, and back again, under one memo.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Literal, get_args, get_origin

import pytest
from pydantic import ValidationError

from model.change import JourneyMap
from model.layout.build import build
from model.layout.measures import SCREEN
from model.layout.memo import Memo
from model.records import (
    Attribute,
    Card,
    Duration,
    Lane,
    MapInfo,
    Persona,
    Record,
    Stage,
    Step,
    VersionLabel,
    evolve,
)
from model.references import reference_fields
from tests.model.layout.everything import PICTURE, everything
from tests.tools import SOAK

START = everything()
#: Tried on every field until one fits and differs.
VALUES: tuple[object, ...] = (
    "Quite another text", "zz", "2026-12-24", "2026-12-24T10:00:00", 4, 0.25, 1.5, True, False,
    ("more", "of them"), (), Duration(typical=7, unit="weeks"), VersionLabel(label="other"),
    (Attribute(name="Car", value="none"),), "", None,
)  # fmt: skip


def other_values(record: Record, name: str) -> Iterator[object]:
    """A few values that the field could have instead."""
    kinds = reference_fields(type(record)).get(name)
    annotation = type(record).model_fields[name].annotation
    if kinds is not None:
        ids = [r.id for r in START.records.values() if r.kind_name in kinds or "*" in kinds]
        others = [*[i for i in ids if i != record.id][-2:], "gone_1"]
        yield from others if annotation is str else [(i,) for i in others]
        yield "" if annotation is str else ()
    elif name == "data":
        yield from ("no base64", PICTURE[::-1])
    else:
        if get_origin(annotation) is Literal:
            yield from get_args(annotation)
        yield from VALUES


def variants(record: Record) -> Iterator[Record]:
    """The record with each of its fields changed, in two ways at most (a card's in one)."""
    for name in type(record).model_fields:
        found: list[Record] = []
        for value in other_values(record, name) if name != "id" else ():
            try:
                changed = evolve(record, **{name: value})
            except ValidationError:
                continue
            if changed is not record:
                found.append(changed)
        yield from found[:1]
        if len(found) > 1 and not isinstance(record, Card):
            yield found[-1]


KINDS = sorted({type(r) for r in START.records.values()}, key=lambda kind: kind.kind_name)


def tried(kind: type[Record]) -> list[Record]:
    """One card and one lane of each kind, all records of other types; in `make soak` all."""
    every = list(START.all(kind))
    return every if SOAK > 1 else list({getattr(r, "kind", r.id): r for r in every}.values())


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind_name)
def test_each_field_that_is_read_is_remembered(kind: type[Record]) -> None:
    memo = Memo()
    for record in tried(kind):
        for changed in variants(record):
            journey = JourneyMap({**START.records, record.id: changed})
            assert build(journey, SCREEN, memo=memo) == build(journey, SCREEN), changed
    assert build(START, SCREEN, memo=memo) == build(START, SCREEN)


def test_each_record_can_be_missed_and_come_back() -> None:
    memo = Memo()
    first = build(START, SCREEN, memo=memo)
    for record in START.records.values():
        if not isinstance(record, MapInfo):
            rest = {i: r for i, r in START.records.items() if i != record.id}
            journey = JourneyMap(rest)
            assert build(journey, SCREEN, memo=memo) == build(journey, SCREEN), record
    assert build(START, SCREEN, memo=memo) == first


@pytest.mark.parametrize("kind", [Stage, Step, Lane, Persona], ids=lambda kind: kind.kind_name)
def test_whatever_changes_places_takes_along_what_it_holds(kind: type[Record]) -> None:
    memo = Memo()
    for a, b in combinations(START.all(kind), 2):
        swapped = {a.id: evolve(a, order=b.order), b.id: evolve(b, order=a.order)}
        if kind is Step:
            swapped = {
                a.id: evolve(swapped[a.id], stage_id=b.stage_id),
                b.id: evolve(swapped[b.id], stage_id=a.stage_id),
            }
        journey = JourneyMap({**START.records, **swapped})
        assert build(journey, SCREEN, memo=memo) == build(journey, SCREEN), (a, b)
        assert build(START, SCREEN, memo=memo) == build(START, SCREEN), (a, b)
