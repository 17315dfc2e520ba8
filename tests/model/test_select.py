"""A part of a map is a sound map of its own, and says nothing of what was left out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import JourneyMap
from model.files import codec
from model.grid import Grid, lanes, personas
from model.ids import feeling_id
from model.layout.build import build
from model.layout.measures import POSTER
from model.layout.scene import Text, drawn
from model.layout.setting import persona_role
from model.records import (
    Action,
    Asset,
    Attribute,
    Card,
    Comment,
    Conflict,
    Evidence,
    Exemption,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Metric,
    Person,
    Persona,
    SavedView,
    Stage,
    Step,
    Unknown,
    VersionLabel,
    Vote,
    create,
)
from model.rules import check
from model.select import select
from resources import templates
from tests.strategies import broken_maps, maps
from tests.tools import law

BASE = (
    create(Stage, id="stage_1", name="Ride", order="a0"),
    create(Step, id="step_1", stage_id="stage_1", order="a0"),
    create(Lane, id="lane_app", name="App", order="a1"),
    create(Lane, id="lane_shop", name="Shop", order="a2"),
    create(Lane, id="lane_team", name="Team", order="a3", kind="team"),
    create(Persona, id="persona_mara", name="Mara", order="a0"),
    create(Persona, id="persona_jonas", name="Jonas", order="a1"),
)


def journey(*more: Any) -> JourneyMap:
    return JourneyMap((*BASE, *more))


def card(name: str, lane: str = "lane_app", **fields: Any) -> Card:
    made: Card = create(
        Card, id=f"card_{name}", title=name, step_id="step_1", lane_id=lane, **fields
    )
    return made


def feeling(persona: str, at: str, score: float, **fields: Any) -> Feeling:
    place = {"step_id": at} if at.startswith("step") else {"card_id": at}
    made: Feeling = create(
        Feeling, id=feeling_id(persona, at), persona_id=persona, score=score, **place, **fields
    )
    return made


@pytest.fixture(params=templates.names())
def template(request: pytest.FixtureRequest) -> JourneyMap:
    return codec.load(templates.path(request.param)).map


def test_asking_for_everything_gives_the_very_same_map(template: JourneyMap) -> None:
    assert select(template) is template


@given(st.data())
@law(examples=60)
def test_a_part_of_a_sound_map_is_sound(data: st.DataObject) -> None:
    whole = data.draw(maps(largest=14))
    people = data.draw(st.sets(st.sampled_from([p.id for p in personas(whole)] or [""]))) - {""}
    rows = data.draw(st.sets(st.sampled_from([lane.id for lane in lanes(whole)] or [""])))
    part = select(whole, people, rows - {""}, data.draw(st.booleans()))
    assert check(part) == ()


@given(broken_maps(), st.booleans(), st.booleans(), st.booleans())
@law(examples=40)
def test_a_part_of_a_broken_map_can_still_be_made(
    whole: JourneyMap, one: bool, row: bool, redact: bool
) -> None:
    people = [p.id for p in personas(whole)][:1] if one else []
    part = select(whole, people, [lane.id for lane in lanes(whole)][:1] if row else [], redact)
    assert part.info.title == whole.info.title


def test_every_part_of_every_template_is_sound(template: JourneyMap) -> None:
    for persona in personas(template):
        assert check(select(template, [persona.id])) == ()
    for lane in lanes(template):
        assert check(select(template, (), [lane.id], redact=True)) == ()


def test_a_persona_keeps_the_colour_that_it_has_on_the_whole_map() -> None:
    whole = journey(
        create(Persona, id="persona_ben", name="Ben", order="a2", colour="pink"),
        create(Persona, id="persona_ada", name="Ada", order="a3", colour="rust"),
    )
    kept = [p.id for p in personas(whole)][1:]
    before = {p.id: persona_role(p, place) for place, p in enumerate(personas(whole))}
    for some in (kept, *([only] for only in before)):
        shown = personas(select(whole, some))
        after = {p.id: persona_role(p, place) for place, p in enumerate(shown)}
        assert after == {p: before[p] for p in some}


def test_an_unknown_persona_or_lane_is_refused() -> None:
    with pytest.raises(KeyError, match="no persona 'lane_app'"):
        select(journey(), ["lane_app"])
    with pytest.raises(KeyError, match="no lane 'persona_mara'"):
        select(journey(), (), ["persona_mara"])


def test_a_persona_keeps_its_cards_and_those_for_everyone() -> None:
    whole = journey(
        card("everyone"),
        card("hers", persona_ids=("persona_mara",)),
        card("both", persona_ids=("persona_jonas", "persona_mara")),
        card("his", persona_ids=("persona_jonas",)),
    )
    part = select(whole, ["persona_mara"])
    assert {c.title for c in part.all(Card)} == {"everyone", "hers", "both"}
    both = part.get("card_both", Card)
    assert both is not None
    assert both.persona_ids == ("persona_mara",)
    assert [p.name for p in personas(part)] == ["Mara"]
    assert len(Grid(part).lanes) == 3


def test_what_only_the_others_felt_went_through_and_were_measured_by_goes_too() -> None:
    whole = journey(
        card("everyone", metric_ids=("metric_his", "metric_all")),
        card("figure", kind="metric", metric_ids=("metric_his",)),
        card("his", persona_ids=("persona_jonas",)),
        feeling("persona_jonas", "step_1", -1),
        feeling("", "step_1", 1),
        create(Link, id="link_his", source_id="card_everyone", persona_ids=("persona_jonas",)),
        create(Link, id="link_to_his", source_id="card_everyone", target_id="card_his"),
        create(Link, id="link_all", source_id="card_everyone"),
        create(Metric, id="metric_his", persona_id="persona_jonas"),
        create(Metric, id="metric_all"),
        create(Lane, id="lane_his", kind="emotion", persona_ids=("persona_jonas",)),
        card("in_his_lane", "lane_his"),
        create(Vote, id="vote_1", card_id="card_his", count=2),
        create(Comment, id="comment_1", about_id="card_his"),
        create(Action, id="action_1", about_ids=("card_his",)),
        create(Action, id="action_2", about_ids=("card_his", "card_everyone")),
        create(Action, id="action_3"),
    )
    part = select(whole, ["persona_mara"])
    left = {i for i in part.records if i.split("_")[0] not in ("stage", "step")}
    assert left == {
        "map", "lane_app", "lane_shop", "lane_team", "persona_mara", "card_everyone",
        feeling_id("", "step_1"), "link_all", "metric_all", "action_2", "action_3",
    }  # fmt: skip


def test_evidence_goes_with_the_last_card_that_rests_on_it() -> None:
    whole = journey(
        card("his", persona_ids=("persona_jonas",), evidence_ids=("evidence_his",)),
        card("everyone", evidence_ids=("evidence_both",)),
        create(Evidence, id="evidence_his"),
        create(Evidence, id="evidence_both"),
        create(Evidence, id="evidence_unused"),
        create(Metric, id="metric_his", persona_id="persona_jonas", evidence_ids=("evidence_m",)),
        create(Evidence, id="evidence_m"),
    )
    part = select(whole, ["persona_mara"])
    assert {e.id for e in part.all(Evidence)} == {"evidence_both", "evidence_unused"}


def test_lanes_keep_their_cards_and_every_column() -> None:
    whole = journey(
        card("app"), card("shop", "lane_shop"), create(Card, id="card_parked", title="parked")
    )
    part = select(whole, (), ["lane_app"])
    assert [c.title for c in part.all(Card)] == ["app"]
    assert [lane.name for lane in part.all(Lane)] == ["App"]
    assert len(Grid(part).steps) == 1


def test_a_card_over_several_lanes_stays_in_those_that_stay() -> None:
    whole = journey(card("wide", "lane_app", until_lane_id="lane_team"))
    wide = select(whole, (), ["lane_shop", "lane_team"]).get("card_wide", Card)
    assert wide is not None
    assert (wide.lane_id, wide.until_lane_id) == ("lane_shop", "lane_team")
    only = select(whole, (), ["lane_shop"]).get("card_wide", Card)
    assert only is not None
    assert (only.lane_id, only.until_lane_id) == ("lane_shop", "")


def _line(of: JourneyMap) -> dict[tuple[str, str, str, str], tuple[float, Any, Any, str]]:
    """Score, range and words at each step of each line: its own, or its cards' together."""
    own = {(f.persona_id, f.curve, f.measure, f.step_id): [f] for f in of.all(Feeling) if f.step_id}
    cards: dict[tuple[str, str, str, str], list[Feeling]] = {}
    for f in sorted(of.all(Feeling), key=lambda f: f.id):
        at = of.get(f.card_id, Card)
        if at is not None and at.step_id:
            cards.setdefault((f.persona_id, f.curve, f.measure, at.step_id), []).append(f)
    result = {}
    for key, found in {**cards, **own}.items():
        lowest = min(found, key=lambda f: (f.score, f.id))
        at = of.get(lowest.card_id, Card)
        lows = [f.low for f in found if f.low is not None]
        highs = [f.high for f in found if f.high is not None]
        result[key] = (
            sum(f.score for f in found) / len(found),
            min(lows, default=None),
            max(highs, default=None),
            lowest.word or (at.title if at else ""),
        )
    return result


def test_an_emotion_line_keeps_its_shape_without_the_lanes_whose_cards_were_scored() -> None:
    mood: Lane = create(Lane, id="lane_mood", kind="emotion", order="a0")
    whole = journey(
        mood,
        card("app"),
        card("shop", "lane_shop"),
        feeling("persona_mara", "card_app", -2, low=-2, word="stuck"),
        feeling("persona_mara", "card_shop", 1, high=2),
        feeling("persona_jonas", "step_1", 2),
        feeling("persona_jonas", "card_shop", -2),
        feeling("", "card_shop", 2),
    )
    for kept in (["lane_mood"], ["lane_mood", "lane_shop"]):
        part = select(whole, (), kept)
        assert _line(part) == _line(whole)
        assert check(part) == ()


def test_emotion_lines_of_the_templates_keep_their_shape_alone(template: JourneyMap) -> None:
    for lane in lanes(template):
        if lane.kind == "emotion":
            part = select(template, (), [lane.id])
            assert _line(part) == _line(template)


def test_a_redacted_edition_leaves_out_what_is_private_and_the_teams_talk() -> None:
    whole = journey(
        card("open"),
        card("secret", private=True, asset_ids=("asset_1",), evidence_ids=("evidence_1",)),
        card("pain", kind="pain", about_ids=("card_secret", "card_open")),
        create(Card, id="card_parked", title="not on the picture"),
        feeling("persona_mara", "card_secret", -2),
        create(Link, id="link_1", source_id="card_open", target_id="card_secret"),
        create(Comment, id="comment_1", about_id="card_open", text="Tell nobody"),
        create(Vote, id="vote_1", card_id="card_open", count=3),
        create(Action, id="action_1", title="Tell everybody"),
        create(Conflict, id="conflict_1", about_id="card_open", ours="secret"),
        create(Asset, id="asset_1", data="eA=="),
        create(Asset, id="asset_unused", data="eQ=="),
        create(Evidence, id="evidence_1", title="Interview about the secret"),
        create(Evidence, id="evidence_2", title="Kept", url="https://inside.example"),
        create(Unknown, id="unknown:notes", data='"secret"'),
    )
    part = select(whole, redact=True)
    added = set(part.records) - {record.id for record in BASE}
    assert added == {"map", "card_open", "card_pain", "evidence_2"}
    pain = part.get("card_pain", Card)
    assert pain is not None
    assert pain.about_ids == ("card_open",)
    assert "secret" not in codec.dumps(part).decode()


def test_people_are_named_by_team_or_initials_even_in_their_ids() -> None:
    whole = journey(
        create(Person, id="person_okafor", name="Lena Okafor", initials="LO", team="Service"),
        create(Person, id="person_zoe", name="Zoë van Dam"),
        create(Person, id="person_1", name="Ann", initials="A."),
        create(Person, id="person_unused", name="Nobody"),
        card("a", owner_id="person_okafor"),
        card("b", owner_id="person_zoe"),
        card("c", owner_id="person_1"),
    )
    part = select(whole, redact=True)
    owners = {
        c.title: person.name
        for c in part.all(Card)
        if (person := part.get(c.owner_id, Person)) is not None
    }
    assert owners == {"a": "Service", "b": "ZVD", "c": "A."}
    text = codec.dumps(part).decode()
    for word in ("Okafor", "okafor", "Zoë", "zoe", "LO", "Ann", "Nobody"):
        assert word not in text
    assert {p.id for p in part.all(Person)} <= {f"person_{i}" for i in range(1, 5)}


def test_a_new_number_never_gives_a_lost_reference_somebody_to_point_to() -> None:
    whole = journey(
        create(Person, id="person_okafor", name="Okafor"),
        card("a", owner_id="person_1"),
        card("b", owner_id="person_okafor"),
    )
    part = select(whole, redact=True)
    assert part.get("person_1", Person) is None
    assert part.get("person_2", Person) is not None


def test_addresses_authors_and_fields_that_nobody_knows_are_taken_out() -> None:
    info = create(
        MapInfo,
        title="Rides",
        baseline="old.journey.json",
        version=VersionLabel(label="3", author="L. Okafor", note="n", reason="r", date="2026-01"),
        saved_views=(SavedView(name="For L. Okafor"),),
        rule_exemptions=(Exemption(rule="x", reason="L. Okafor says so"),),
        unheard_of="L. Okafor",
    )
    mara = create(
        Persona, id="persona_ada", name="Ada", attributes=(Attribute(name="a", mail="L. Okafor"),)
    )
    whole = journey(
        info,
        mara,
        card("a", url="https://inside.example", who="Mara, 34"),
        card("b", who="L. Okafor, 51"),
        create(Evidence, id="evidence_1", url="https://inside.example", source="Telephone"),
    )
    part = select(whole, redact=True)
    text = codec.dumps(part).decode()
    for word in ("Okafor", "inside.example", "old.journey.json"):
        assert word not in text
    assert part.info.version == VersionLabel(label="3", date="2026-01")
    assert part.info.rule_exemptions == (Exemption(rule="x"),)
    quote = part.get("card_a", Card)
    assert quote is not None
    assert quote.who == "Mara, 34"
    evidence = part.get("evidence_1", Evidence)
    assert evidence is not None
    assert evidence.source == "Telephone"


def test_a_redacted_map_can_be_laid_out(template: JourneyMap) -> None:
    scene = build(select(template, redact=True), POSTER)
    assert scene.width > 0


def test_nothing_refers_any_more_to_a_part_of_the_file_that_nobody_knows() -> None:
    whole = journey(
        card("idea", kind="opportunity", addresses_ids=("unknown:notes", "step_1")),
        create(Unknown, id="unknown:notes"),
    )
    assert check(whole) == ()
    assert check(select(whole, redact=True)) == ()


def test_an_owner_who_is_named_by_the_lanes_team_is_not_named_twice() -> None:
    lane = create(Lane, id="lane_vans", kind="team", team="Vans", order="a9")
    omar = create(Person, id="person_omar", name="Omar", team="Vans")
    work = card("Moves", "lane_vans", kind="activity", owner_id="person_omar")
    whole = journey(lane, omar, work)

    def texts(of: JourneyMap) -> set[str]:
        scene = build(of, POSTER)
        said = (p.line.text for _, _, p in drawn(scene) if isinstance(p, Text))
        return {text.replace("\u00a0", " ") for text in said}

    assert "Vans · Omar" in texts(whole)
    assert "Vans" in texts(select(whole, redact=True))
    assert not any("Omar" in t or "Vans · " in t for t in texts(select(whole, redact=True)))
