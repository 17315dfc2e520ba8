"""The outline of a map: complete, in journey order, the same for equal maps, without ids."""

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model.change import JourneyMap
from model.describe import describe
from model.facts import duration, number, percent
from model.files import codec
from model.ids import feeling_id
from model.records import (
    TABLES,
    Action,
    Asset,
    Attribute,
    Card,
    Comment,
    Conflict,
    Duration,
    Evidence,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Metric,
    Person,
    Persona,
    Reading,
    Stage,
    Step,
    Unknown,
    VersionLabel,
    Vote,
    create,
    evolve,
    same,
)
from model.references import reference_fields
from resources import templates
from tests.strategies import broken_maps, records
from tests.tools import law


def journey(*more: Any) -> JourneyMap:
    return JourneyMap(
        (
            create(MapInfo, title="A year with the bicycle"),
            create(Stage, id="stage_ride", name="Ride", order="a1"),
            create(Stage, id="stage_look", name="Look", order="a0"),
            create(Step, id="step_ride", stage_id="stage_ride"),
            create(Step, id="step_look", stage_id="stage_look", name="Look around"),
            create(Lane, id="lane_shop", name="Shop", order="a1", medium="physical"),
            create(Lane, id="lane_app", name="App", order="a0"),
            create(Persona, id="persona_mara", name="Mara"),
            *more,
        )
    )


def card(name: str, step: str = "step_ride", lane: str = "lane_app", **fields: Any) -> Card:
    made: Card = create(Card, id=f"card_{name}", title=name, step_id=step, lane_id=lane, **fields)
    return made


def outline(*more: Any) -> list[str]:
    return describe(journey(*more)).splitlines()


def below(lines: list[str], head: str) -> list[str]:
    """The lines that stand further in, under the line `head`."""
    at = next(i for i, line in enumerate(lines) if line.strip() == head)
    margin = len(lines[at]) - len(lines[at].lstrip())
    found = []
    for line in lines[at + 1 :]:
        if len(line) - len(line.lstrip()) <= margin:
            break
        found.append(line.strip())
    return found


def test_the_whole_outline_of_a_small_map() -> None:
    assert describe(
        journey(
            card("Unlocks a bicycle", order="a0", moment_of_truth=True),
            create(Feeling, id="feeling_1", persona_id="persona_mara", step_id="step_ride",
                   score=1.5, word="free"),
            card("Asks", "step_look", "lane_shop", evidence_ids=("evidence_1",)),
            create(Evidence, id="evidence_1", kind="interview", title="Twelve riders", n=12),
        )
    ) == """\
Journey map (current state, sketch): A year with the bicycle

Personas
  Customer persona: Mara

Lanes
  Channel lane, digital, run by us: App
  Channel lane, physical, run by us: Shop

Stage: Look
  Step: Look around
    Lane: Shop
      Touchpoint: Asks
        Evidence: Twelve riders

Stage: Ride
  Step
    Emotion of Mara: +1.5 “free”
    Lane: App
      Touchpoint: Unlocks a bicycle
        Moment of truth: yes

Evidence
  Interview: Twelve riders
    Sample size: 12
"""  # fmt: skip


@pytest.mark.parametrize("name", templates.names())
def test_no_id_shows(name: str) -> None:
    of = codec.load(templates.path(name)).map
    text = describe(of)
    assert [record_id for record_id in of.records if "_" in record_id and record_id in text] == []


@pytest.mark.parametrize("name", templates.names())
def test_no_line_ends_in_a_space_and_no_two_empty_lines_follow_each_other(name: str) -> None:
    lines = describe(codec.load(templates.path(name)).map).split("\n")
    assert [line for line in lines if line != line.rstrip()] == []
    assert not any(a == b == "" for a, b in pairwise(lines))


@given(broken_maps(), st.randoms(use_true_random=False))
@law(examples=50)
def test_the_same_records_give_the_same_outline_in_whatever_order_they_come(
    of: JourneyMap, chance: random.Random
) -> None:
    records = list(of.records.values())
    chance.shuffle(records)
    assert describe(JourneyMap(records)) == describe(of)


@given(st.data())
@law(examples=100)
def test_every_field_that_is_edited_shows(data: st.DataObject) -> None:
    of = data.draw(broken_maps(largest=6))
    record = data.draw(st.sampled_from(sorted(of.records.values(), key=lambda r: r.id)))
    assume(not isinstance(record, Unknown))
    other = data.draw(records(type(record), record.id, {}))
    fields = type(record).model_fields.keys() - reference_fields(type(record)).keys()
    names = [
        name
        for name in sorted(fields - {"id", "order"})
        if not same(getattr(record, name), getattr(other, name))
    ]
    assume(names)
    name = data.draw(st.sampled_from(names))
    value = getattr(other, name)
    assume(not (isinstance(value, str) and "\\" in value))  # may be an escape written out
    new = evolve(record, **{name: value})
    changed = JourneyMap({**of.records, record.id: new})
    assert describe(changed) != describe(of)


@pytest.mark.parametrize("kind", [*TABLES.values(), Unknown])
def test_every_record_is_told_exactly_once_even_without_a_place(kind: type) -> None:
    fields: dict[type, dict[str, Any]] = {
        Step: {"stage_id": "stage_gone", "when": "XYZ"},
        Vote: {"round": "XYZ", "card_id": "card_gone"},
        Comment: {"text": "XYZ", "about_id": "card_gone"},
        Feeling: {"word": "XYZ"},
        Link: {"label": "XYZ"},
        Evidence: {"title": "XYZ"},
        Action: {"title": "XYZ"},
        Card: {"title": "XYZ", "step_id": "step_gone"},
        Asset: {"data": "eHl6", "note": "XYZ"},
        Conflict: {"ours": "XYZ"},
        Unknown: {"id": "unknown:x", "data": '"XYZ"'},
    }
    made = create(kind, **{"id": f"{kind.__name__}_1", **fields.get(kind, {"name": "XYZ"})})
    assert describe(journey(made)).count("XYZ") == 1


def test_what_belongs_to_a_record_stands_below_it() -> None:
    lines = outline(
        card("Unlocks", order="a0"),
        card("Rides", order="a1"),
        create(Link, id="link_1", source_id="card_Unlocks", target_id="card_Rides", share=0.07),
        create(Link, id="link_2", target_id="card_Unlocks", label="From the street"),
        create(Link, id="link_3", source_id="card_Unlocks", label="Walks", reason="Rain"),
        create(Vote, id="vote_1", card_id="card_Unlocks", round="first", count=3),
        create(Comment, id="comment_1", about_id="card_Unlocks", text="Really?"),
        create(Comment, id="comment_2", about_id="comment_1", text="Really."),
        create(Conflict, id="conflict_1", about_id="card_Unlocks", field="title", ours='"U"'),
        create(Feeling, id="feeling_1", card_id="card_Unlocks", score=-2, curve="future",
               measure="trust"),
    )  # fmt: skip
    assert below(lines, "Touchpoint: Unlocks") == [
        "Future trust of everyone: -2",
        "Leads to: touchpoint “Rides”",
        "Share: 7%",
        "Entered from outside: From the street",
        "Dropped out: Walks",
        "Reason: Rain",
        "Votes in round “first”: 3",
        "Comment: Really?",
        "Comment: Really.",
        "Conflict about: title",
        'Ours: "U"',
    ]


def test_comments_about_each_other_are_told_once() -> None:
    lines = outline(
        create(Comment, id="comment_1", about_id="comment_2", text="One"),
        create(Comment, id="comment_2", about_id="comment_1", text="Two"),
    )
    assert below(lines, "Without a place") == [
        "Comment: One", "Subject: comment “Two”", "Comment: Two",
    ]  # fmt: skip


def test_feelings_stand_in_the_order_of_the_personas_not_of_their_ids() -> None:
    people = [create(Persona, id=f"persona_{i}", name=f"P{i}", order=f"a{9 - i}") for i in (1, 2)]
    scores = [
        create(Feeling, id=feeling_id(p.id, "step_ride"), persona_id=p.id, step_id="step_ride")
        for p in people
    ]
    assert below(outline(*people, *scores), "Step") == ["Emotion of P2: 0", "Emotion of P1: 0"]


def test_the_sequence_of_touchpoints_is_told_where_it_crosses_lanes() -> None:
    two = card("Pays", lane="lane_app", order="a1"), card("Chooses", lane="lane_shop", order="a0")
    assert "In this order: Chooses, then Pays" in below(outline(*two), "Step")
    same_lane = card("Pays", order="a1"), card("Chooses", order="a0")
    lines = below(outline(*same_lane), "Step")
    assert [line for line in lines if line.startswith("In this order")] == []
    assert lines.index("Touchpoint: Chooses") < lines.index("Touchpoint: Pays")


def test_a_text_of_several_lines_stays_below_its_label() -> None:
    lines = outline(card("Rides", body="First\n\nLast\x1b[2J"))
    at = lines.index("        Body: First")
    assert lines[at : at + 3] == ["        Body: First", "", "            Last\\x1b[2J"]


def test_other_ends_of_lines_and_control_characters_are_written_out() -> None:
    text = describe(journey(card("Rides", body="a\rb\u2028c\x85d\u200dé\u00a0f")))
    assert "Body: a\\rb\\u2028c\\x85d\u200dé\u00a0f\n" in text


def test_values_are_told_with_their_units() -> None:
    lines = outline(
        create(Evidence, id="evidence_1", kind="sensor", source="Docks"),
        create(Metric, id="metric_1", name="found", value=0.5, evidence_ids=("evidence_1",),
               series=(Reading(date="2026-04", value=88), Reading(value=2.5))),
        create(Action, id="action_1", title="Mend it", about_ids=("metric_1", "card_gone"),
               owner_id="person_1", status="done"),
        create(Person, id="person_1", name="Omar"),
        create(Asset, id="asset_1", data="eHl6"),
        create(Persona, id="persona_2", role="employee", attributes=(Attribute(name="Age",
               value="34"),)),
        card("Waits", wait=Duration(low=2, high=5), kind="pain", affected=0.5, severity=4),
    )  # fmt: skip
    assert below(lines, "Metric: found") == [
        "Value: 0.5", "Reading: 2026-04, 88", "Reading: no date, 2.5", "Evidence: sensor, Docks",
    ]  # fmt: skip
    assert below(lines, "Action (done): Mend it") == [
        "Subject: metric “found”", "Subject: something that is not on the map", "Owner: Omar",
    ]  # fmt: skip
    assert below(lines, "Employee persona") == ["Attribute: Age, 34"]
    assert below(lines, "Pain point: Waits") == [
        "Wait: 2 to 5 minutes", "Severity: 4", "Affected: 50%",
    ]  # fmt: skip
    assert "  Picture: image/png, 3 bytes, content 018ed0a15614" in lines


def test_each_part_of_the_version_has_a_line_of_its_own() -> None:
    info = create(MapInfo, title="B", version=VersionLabel(label="Review 4", date="2026-11-21"))
    lines = describe(JourneyMap((info,))).splitlines()
    assert lines[1:] == ["  Version, label: Review 4", "  Version, date: 2026-11-21"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Duration(typical=3), "3 minutes"),
        (Duration(low=2, typical=3, high=5, unit="days"), "2 to 5 days, typically 3"),
        (Duration(low=2), "from 2 minutes"),
        (Duration(high=2, typical=1), "up to 2 minutes, typically 1"),
        (Duration(), "minutes"),
    ],
)
def test_durations_in_words(value: Duration, text: str) -> None:
    assert duration(value) == text


def test_figures_are_told_in_full() -> None:
    assert [number(v) for v in (3.0, 0.1, -2, 1e15)] == ["3", "0.1", "-2", "1000000000000000"]
    assert [number(v, sign=True) for v in (1.5, 0, -1)] == ["+1.5", "0", "-1"]
    assert [percent(v) for v in (0.07, 1, 0, 0.12345678901)] == [
        "7%",
        "100%",
        "0%",
        "12.345678901%",
    ]


def test_remarks_about_remarks_are_all_told_however_many_there_are() -> None:
    remarks = [Comment(id=f"c{n}", about_id=f"c{n + 1}", text=f"No. {n}.") for n in range(3000)]
    told = describe(JourneyMap(remarks))
    assert all(f"Comment: No. {n}.\n" in told for n in range(3000))
