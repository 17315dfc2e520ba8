import re
import unicodedata
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

import pytest

from model.bitmaps import read_header
from model.change import JourneyMap
from model.files.codec import dumps, loads
from model.records import (
    HEARD_FROM_CUSTOMERS,
    PHASES,
    TABLES,
    Asset,
    Card,
    Conflict,
    Evidence,
    Feeling,
    Lane,
    Link,
    Persona,
    Record,
    Stage,
    Step,
)
from model.rules import check
from model.spelling import check_spelling
from resources import icons, palettes, templates

MAPS = tuple(name for name in templates.names() if name != "blank")
FIRST, LAST = "2025-11", "2026-11"

each_template = pytest.mark.parametrize("name", templates.names())
each_map = pytest.mark.parametrize("name", MAPS)


@cache
def opened(name: str) -> JourneyMap:
    return loads(templates.path(name).read_bytes(), name).map


def everything(record_type: type[Record]) -> Iterator[Any]:
    return (record for name in MAPS for record in opened(name).all(record_type))


def choices(record_type: type[Record], field: str) -> set[Any]:
    """What may stand in a field, but for the empty text."""
    return set(get_args(record_type.model_fields[field].annotation)) - {""}


def scripts(text: str) -> set[str]:
    return {unicodedata.name(c, "").split()[0] for c in text if c.isalpha()}


def test_an_unknown_template_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"garden.*bicycle"):
        templates.path("garden")


def test_every_map_in_the_folder_is_offered_and_has_one_line_of_description() -> None:
    folder = templates.path("blank").parent
    found = {path.name.removesuffix(".journey.json") for path in folder.glob("*.json")}
    assert found == set(templates.names())
    assert templates.DEFAULT in templates.names()
    assert all("\n" not in t.description and t.description for t in templates.TEMPLATES.values())


@each_template
def test_a_template_opens_without_a_remark(name: str) -> None:
    loaded = loads(templates.path(name).read_bytes(), name)
    assert (loaded.problems, loaded.read_only_reason, loaded.migrated_from) == ((), "", None)


@each_template
def test_a_template_is_written_exactly_as_the_program_would_save_it(name: str) -> None:
    assert dumps(opened(name)) == templates.path(name).read_bytes()


@each_template
def test_a_template_breaks_no_rule(name: str) -> None:
    assert check(opened(name)) == ()
    assert check_spelling(opened(name)) == ()


@each_map
def test_a_template_is_offered_by_the_title_of_its_map(name: str) -> None:
    assert templates.TEMPLATES[name].title == opened(name).info.title


def test_the_empty_map_has_stages_and_lanes_and_nothing_else() -> None:
    counts = Counter(r.kind_name for r in opened("blank").records.values())
    assert counts == {"map": 1, "stage": 5, "step": 5, "lane": 9}


def test_there_are_four_maps_to_learn_from_and_one_of_them_is_large() -> None:
    assert len(MAPS) >= 4
    large = opened("service-blueprint")
    assert sum(1 for _ in large.all(Stage)) >= 12
    assert sum(1 for _ in large.all(Lane)) >= 10
    assert sum(1 for _ in large.all(Card)) >= 150


def test_together_the_maps_show_every_kind_of_record() -> None:
    shown = {type(r) for name in MAPS for r in opened(name).records.values()}
    assert set(TABLES.values()) - shown == {Conflict}


@pytest.mark.parametrize(
    ("record_type", "field"),
    [
        (Card, "kind"),
        (Card, "status"),
        (Card, "initiator"),
        (Card, "handled_by"),
        (Card, "opportunity_status"),
        (Lane, "kind"),
        (Lane, "aspect"),
        (Lane, "medium"),
        (Lane, "run_by"),
        (Lane, "measure"),
        (Lane, "visibility"),
        (Persona, "role"),
        (Persona, "face"),
        (Feeling, "curve"),
        (Feeling, "measure"),
        (Evidence, "kind"),
    ],
)
def test_together_the_maps_show_every_choice(record_type: type[Record], field: str) -> None:
    shown = {getattr(record, field) for record in everything(record_type)}
    assert choices(record_type, field) <= shown


def test_together_the_maps_follow_customers_through_every_phase() -> None:
    assert {stage.phase for stage in everything(Stage)} >= set(PHASES)


def test_the_blueprint_speaks_the_customers_own_languages() -> None:
    cards = [c for c in opened("service-blueprint").all(Card) if c.kind in ("touchpoint", "quote")]
    met = Counter(script for c in cards for script in scripts(c.title))
    assert all(met[s] >= 10 for s in ("CJK", "HIRAGANA", "ARABIC", "DEVANAGARI"))


def test_the_blueprint_has_cards_over_several_columns_and_over_several_lanes() -> None:
    cards = list(opened("service-blueprint").all(Card))
    assert sum(bool(c.until_step_id) for c in cards) >= 5
    assert sum(bool(c.until_lane_id) for c in cards) >= 2


def test_pictures_are_small() -> None:
    data = [b64decode(asset.data) for asset in everything(Asset)]
    assert data
    assert all(len(picture) < 20_000 and read_header(picture).width <= 1024 for picture in data)


@each_map
def test_icons_and_colours_are_those_that_the_program_has(name: str) -> None:
    records = opened(name).records.values()
    named = {getattr(record, "icon", "") for record in records} - {""}
    assert named <= set(icons.load())
    assert {p.colour for p in opened(name).all(Persona)} <= set(palettes.PERSONAS)


@each_map
def test_no_more_customers_leave_a_card_or_come_in_than_there_are(name: str) -> None:
    leaving: Counter[str] = Counter()
    for link in opened(name).all(Link):
        leaving[link.source_id] += round((link.share or 0) * 1000)
    assert max(leaving.values(), default=0) <= 1000
    customers = [p for p in opened(name).all(Persona) if p.role == "customer"]
    assert not customers or sum(round((p.share or 0) * 1000) for p in customers) == 1000


@each_map
def test_what_has_happened_lies_in_the_year_that_the_maps_tell_of(name: str) -> None:
    for record in opened(name).records.values():
        for field in ("date", "done_on", "reviewed_on"):
            day = getattr(record, field, "")
            assert not day or FIRST <= day[:7] <= LAST, (record.id, field)


@each_map
def test_every_opportunity_on_the_map_answers_something_and_every_activity_supports(
    name: str,
) -> None:
    placed = [c for c in opened(name).all(Card) if c.step_id]
    assert all(c.addresses_ids for c in placed if c.kind == "opportunity")
    assert all(c.supports_ids for c in placed if c.kind == "activity")
    assert all(c.about_ids for c in placed if c.kind in ("pain", "gain"))


@each_map
def test_touchpoints_are_named_in_three_to_nine_words_and_no_two_cards_alike(name: str) -> None:
    cards = [c for c in opened(name).all(Card) if c.kind != "metric"]
    latin = [c.title for c in cards if c.kind == "touchpoint" and c.title.isascii()]
    assert all(3 <= len(title.split()) <= 9 for title in latin)
    assert len({c.title for c in cards}) == len(cards)


def test_the_bicycle_map_is_the_one_that_was_drawn() -> None:
    bicycle = opened("bicycle")
    stages = sorted(bicycle.all(Stage), key=lambda stage: stage.order)
    assert [s.name for s in stages] == [
        "Discover",
        "Compare",
        "Sign up",
        "Ride",
        "Get help",
        "Stay or leave",
    ]
    assert sum(1 for _ in bicycle.all(Step)) == 9
    assert {p.name: p.share for p in bicycle.all(Persona)} == {"Mara": 0.62, "Jonas": 0.38}
    missing = [c.title for c in bicycle.all(Card) if c.status == "missing"]
    assert missing == ["Looks for the way to pause the pass"]
    version = bicycle.info.version
    assert (version.label, version.date) == ("Review 4", "2026-11-21")


def test_the_retailers_three_buyers_have_lines_thoughts_and_needs_of_their_own() -> None:
    retailer = opened("retailer")
    buyers = {p.id for p in retailer.all(Persona)}
    assert len(buyers) == 3
    assert {f.persona_id for f in retailer.all(Feeling) if f.measure == "emotion"} == buyers
    for aspect in ("thinking", "needs"):
        own = {
            lane.persona_ids[0]
            for lane in retailer.all(Lane)
            if lane.kind == "customer" and lane.aspect == aspect
        }
        assert own == buyers


def test_the_retailers_customers_come_in_drop_out_and_go_round() -> None:
    links = list(opened("retailer").all(Link))
    assert sum(not link.source_id for link in links) >= 3
    drop_offs = [link for link in links if not link.target_id]
    assert len(drop_offs) >= 3
    assert all(link.reason and link.share for link in drop_offs)
    pairs = {(link.source_id, link.target_id) for link in links}
    assert any((target, source) in pairs for source, target in pairs)


def test_the_banks_aim_stands_beside_how_it_feels_today() -> None:
    feelings = [f for f in opened("bank").all(Feeling) if f.measure == "emotion"]
    today = {(f.persona_id, f.step_id): f.score for f in feelings if f.curve == "current"}
    aim = {(f.persona_id, f.step_id): f.score for f in feelings if f.curve == "future"}
    assert len(aim) > 20
    assert aim.keys() <= today.keys()
    assert all(aim[key] >= today[key] for key in aim)
    ranges = [f for f in feelings if f.low is not None and f.high is not None]
    assert len(ranges) > 5
    assert all(f.low <= f.score <= f.high for f in ranges)


@each_map
def test_most_touchpoints_are_heard_or_seen_from_customers_but_not_all(name: str) -> None:
    journey = opened(name)
    touchpoints = [c for c in journey.all(Card) if c.kind == "touchpoint" and c.step_id]
    kinds = {e.id: e.kind for e in journey.all(Evidence)}
    heard = sum(
        any(kinds[i] in HEARD_FROM_CUSTOMERS for i in card.evidence_ids) for card in touchpoints
    )
    assert len(touchpoints) / 2 < heard < len(touchpoints)


@each_template
def test_ids_are_readable_but_for_those_that_are_derived(name: str) -> None:
    for record in opened(name).records.values():
        if not isinstance(record, (Feeling, Asset)) and record.id != "map":
            assert re.fullmatch(rf"{record.kind_name}_[a-z0-9_]+", record.id)
