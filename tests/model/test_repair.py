"""What repair does about each fault, and that nothing written is lost by it."""

from base64 import b64encode
from typing import Any

import pytest

from model import repair as repair_module
from model.change import JourneyMap, apply, diff
from model.ids import asset_id, derived_id, feeling_id
from model.order import LONGEST_KEY
from model.records import (
    Asset,
    Card,
    Comment,
    Feeling,
    Lane,
    Link,
    Persona,
    Record,
    Stage,
    Step,
    create,
    evolve,
)
from model.repair import repair
from model.rules import check
from tests.sample import PICTURE, sample
from tests.strategies import BITMAPS

SCORE = feeling_id("persona_anna", "step_look")


def mended(of: JourneyMap) -> JourneyMap:
    after = apply(repair(of), of)
    assert [p for p in check(after) if p.fixable] == []
    return after


def with_(*records: Record, without: tuple[str, ...] = (), **fields: Any) -> JourneyMap:
    changed = {**sample(**fields).records, **{r.id: r for r in records}}
    return JourneyMap({i: r for i, r in changed.items() if i not in without})


def fields_of(record: Record, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in names)


def notes(of: JourneyMap) -> list[Card]:
    return [card for card in of.all(Card) if card.title.startswith("Recovered")]


def test_a_sound_map_needs_no_repair() -> None:
    assert repair(sample()) == {}


def test_a_step_whose_stage_is_gone_gets_it_back_empty() -> None:
    after = mended(with_(without=("stage_buy",)))
    stage = after["stage_buy"]
    assert fields_of(stage, "name", "order") == ("Recovered stage", "a1")
    assert after["step_pay"] == sample()["step_pay"]


def test_steps_that_lost_the_same_stage_meet_in_one() -> None:
    after = mended(with_(without=("stage_compare",)))
    assert [s.name for s in after.all(Stage)].count("Recovered stage") == 1


@pytest.mark.parametrize("stage_id", ["", "lane_web", "somewhere"])
def test_a_step_in_no_stage_at_all_gets_a_new_one(stage_id: str) -> None:
    of = sample(step_look={"stage_id": stage_id}, step_ask={"stage_id": stage_id})
    after = mended(of)
    recovered = derived_id("stage", "recovered", stage_id)
    assert fields_of(after[recovered], "name") == ("Recovered stage",)
    assert fields_of(after["step_look"], "stage_id") == (recovered,)
    assert fields_of(after["step_ask"], "stage_id") == (recovered,)
    assert fields_of(after["step_look"], "name") == ("Look",)


def test_scores_of_a_persona_that_is_gone_get_it_back_empty() -> None:
    after = mended(with_(without=("persona_anna",)))
    assert fields_of(after["persona_anna"], "name") == ("Recovered persona",)
    assert after[SCORE] == sample()[SCORE]
    assert fields_of(after["card_chat"], "persona_ids") == (("persona_anna",),)


def test_a_card_whose_lane_or_step_is_gone_waits_in_the_parking_lot() -> None:
    for gone in ("lane_shop", "step_ask"):
        card = mended(with_(without=(gone,)))["card_visit"]
        places = fields_of(card, "step_id", "lane_id", "until_step_id", "until_lane_id")
        assert places == ("", "", "", "")
        assert fields_of(card, "title", "asset_ids") == ("Visit", (PICTURE,))


def test_a_card_with_half_a_place_waits_in_the_parking_lot() -> None:
    card = mended(sample(card_chat={"lane_id": ""}))["card_chat"]
    assert fields_of(card, "step_id", "lane_id") == ("", "")


def test_a_span_whose_end_is_gone_or_that_has_no_start_is_no_span() -> None:
    card = mended(sample(card_visit={"until_step_id": "step_gone"}))["card_visit"]
    assert fields_of(card, "step_id", "until_step_id") == ("step_ask", "")
    card = mended(sample(card_app={"until_lane_id": "lane_web"}))["card_app"]
    assert fields_of(card, "until_lane_id") == ("",)


def test_a_span_that_ends_before_its_start_is_turned_round() -> None:
    fields = {"until_step_id": "step_look", "until_lane_id": "lane_web"}
    card = mended(sample(card_till=fields))["card_till"]
    assert fields_of(card, "step_id", "until_step_id") == ("step_look", "step_pay")
    assert fields_of(card, "lane_id", "until_lane_id") == ("lane_web", "lane_shop")


def test_a_backward_span_of_a_card_without_a_lane_goes() -> None:
    fields = {"until_step_id": "step_look", "lane_id": "lane_gone"}
    card = mended(sample(card_till=fields))["card_till"]
    assert fields_of(card, "step_id", "until_step_id", "lane_id") == ("", "", "")


def test_mentions_of_what_is_gone_are_taken_out_and_others_stay() -> None:
    after = mended(
        sample(
            card_offers={"owner_id": "person_gone", "evidence_ids": ("x", "evidence_talks")},
            card_queue={"about_ids": ("card_queue", "card_till", "card_till", "nothing")},
        )
    )
    assert fields_of(after["card_offers"], "owner_id", "evidence_ids") == (
        "",
        ("evidence_talks",),
    )
    assert fields_of(after["card_queue"], "about_ids") == (("card_till",),)


def test_a_comment_about_nothing_is_about_the_map() -> None:
    for about in ("", "card_gone", "comment_1"):
        after = mended(sample(comment_1={"about_id": about}))
        assert fields_of(after["comment_1"], "about_id", "text") == ("map", "Really?")


def test_a_comment_whose_author_is_gone_is_still_about_the_same() -> None:
    after = mended(sample(comment_1={"author_id": "person_gone"}))
    assert fields_of(after["comment_1"], "about_id", "author_id") == ("card_queue", "")


def test_one_word_or_a_note_or_a_reason_alone_is_kept() -> None:
    for fields in ({"word": "keen"}, {"note": "So many!"}):
        assert len(notes(mended(sample(**{SCORE: {"step_id": "", **fields}})))) == 1
    assert len(notes(mended(sample(link_out={"source_id": ""})))) == 1
    assert len(notes(mended(sample(link_in={"target_id": ""})))) == 1


def test_a_vote_for_nothing_goes() -> None:
    assert "vote_1" not in mended(sample(vote_1={"card_id": ""}))
    assert "vote_1" not in mended(with_(without=("card_app",)))


def test_a_link_that_lost_one_end_is_an_entry_or_a_drop_off() -> None:
    after = mended(with_(without=("card_chat",)))
    assert fields_of(after["link_chat"], "source_id", "target_id", "share") == (
        "card_offers",
        "",
        0.5,
    )


def test_a_link_that_lost_its_only_end_leaves_its_words_in_the_parking_lot() -> None:
    of = sample(link_out={"source_id": "card_gone", "label": "Away", "share": 0.25})
    after = mended(of)
    assert "link_out" not in after
    (note,) = notes(after)
    assert note.title == "Recovered link"
    assert note.body == "Label: Away\nReason: Too long\nShare: 0.25"
    assert note.persona_ids == ("persona_ben",)
    assert fields_of(note, "kind", "step_id", "lane_id") == ("note", "", "")
    assert note.order > "a1", "after every other card"


def test_a_link_that_says_nothing_and_leads_nowhere_goes() -> None:
    after = mended(sample(link_chat={"source_id": "card_chat", "label": ""}))
    assert "link_chat" not in after
    assert notes(after) == []


def test_a_link_from_a_step_to_itself_goes_at_once() -> None:
    after = mended(sample(link_chat={"source_id": "step_look", "target_id": "step_look"}))
    assert "link_chat" not in after


def test_a_comment_about_a_link_that_goes_is_about_what_is_left_of_it() -> None:
    fields: dict[str, Any] = {"comment_1": {"about_id": "link_in"}}
    after = mended(sample(link_in={"target_id": ""}, **fields))
    assert fields_of(after["comment_1"], "about_id") == (notes(after)[0].id,)
    after = mended(sample(link_in={"target_id": "", "label": ""}, **fields))
    assert fields_of(after["comment_1"], "about_id") == ("map",)


def test_a_score_that_belongs_nowhere_leaves_its_words_in_the_parking_lot() -> None:
    of = sample(**{SCORE: {"step_id": "step_gone", "word": "curious", "note": "So many!"}})
    after = mended(of)
    assert SCORE not in after
    (note,) = notes(after)
    assert note.title == "Recovered feeling"
    assert note.body == "Score: 1\nWord: curious\nNote: So many!"


def test_a_score_without_words_that_belongs_nowhere_goes() -> None:
    after = mended(sample(**{SCORE: {"step_id": ""}}))
    assert SCORE not in after
    assert notes(after) == []


def test_words_longer_than_a_field_are_kept_in_several_notes() -> None:
    text = "".join(f"{n:05}" for n in range(4000))
    after = mended(sample(**{SCORE: {"step_id": "", "word": "x", "note": text}}))
    first, second = sorted(notes(after), key=lambda card: card.order)
    assert first.body + second.body == f"Score: 1\nWord: x\nNote: {text}"


def test_a_score_at_two_places_stays_at_the_one_that_it_is_filed_under() -> None:
    after = mended(sample(**{SCORE: {"card_id": "card_chat"}}))
    assert fields_of(after[SCORE], "step_id", "card_id") == ("step_look", "")
    at_card = feeling_id("persona_anna", "card_till")
    after = mended(sample(**{at_card: {"step_id": "step_ask"}}))
    assert fields_of(after[at_card], "step_id", "card_id") == ("", "card_till")


def test_a_score_at_two_places_one_of_which_is_gone_stays_at_the_other() -> None:
    after = mended(sample(**{SCORE: {"step_id": "step_gone", "card_id": "card_chat"}}))
    right = feeling_id("persona_anna", "card_chat")
    assert fields_of(after[right], "step_id", "card_id") == ("", "card_chat")


def test_a_score_filed_wrong_is_filed_right_and_mentions_follow() -> None:
    wrong = create(Feeling, id="feeling_x", persona_id="persona_ben", step_id="step_pay", score=2)
    about = create(Comment, id="comment_9", about_id="feeling_x", text="Sure?")
    after = mended(with_(wrong, about))
    right = feeling_id("persona_ben", "step_pay")
    assert "feeling_x" not in after
    assert fields_of(after[right], "score") == (2.0,)
    assert fields_of(after["comment_9"], "about_id") == (right,)


def test_two_scores_of_one_key_become_one_that_tells_both() -> None:
    other = create(
        Feeling,
        id="feeling_x",
        persona_id="persona_anna",
        step_id="step_look",
        score=-1,
        word="lost",
        evidence_ids=("evidence_talks",),
    )
    after = mended(with_(other, **{SCORE: {"word": "curious", "note": "So many!"}}))
    joined = after[SCORE]
    assert fields_of(joined, "score", "word", "evidence_ids") == (
        1.0,
        "curious",
        ("evidence_talks",),
    )
    assert fields_of(joined, "note") == ("So many!\nScore: -1\nWord: lost",)


def test_two_scores_whose_words_do_not_fit_together_keep_them_in_a_note() -> None:
    fields = {"persona_id": "persona_anna", "step_id": "step_look", "score": -1.0}
    other = create(Feeling, id="feeling_x", **fields, note="y" * 15_000)
    after = mended(with_(other, **{SCORE: {"note": "x" * 15_000}}))
    assert fields_of(after[SCORE], "note") == ("x" * 15_000,)
    assert [card.body for card in notes(after)] == ["Score: -1\nNote: " + "y" * 15_000]


def test_scores_filed_under_each_others_ids_change_places() -> None:
    ben = feeling_id("persona_ben", "card_queue")
    first, second = sample()[SCORE], sample()[ben]
    swapped = with_(evolve(first, id=ben), evolve(second, id=SCORE))
    after = mended(swapped)
    assert after[SCORE] == first
    assert after[ben] == second


def test_something_else_under_a_scores_id_makes_room() -> None:
    squatter = create(Card, id=SCORE, title="Squatter")
    score = evolve(sample()[SCORE], id="feeling_x")
    about = create(Comment, id="comment_9", about_id=SCORE, text="This card")
    after = mended(with_(squatter, score, about))
    moved = derived_id("card", "moved", SCORE)
    assert fields_of(after[moved], "title") == ("Squatter",)
    assert fields_of(after["comment_9"], "about_id") == (moved,)
    assert isinstance(after[SCORE], Feeling)


def test_a_stage_without_a_step_gets_an_unnamed_one() -> None:
    after = mended(with_(create(Stage, id="stage_after", name="After", order="a2")))
    step = after[derived_id("step", "first", "stage_after")]
    assert fields_of(step, "stage_id", "name") == ("stage_after", "")


def test_a_first_step_finds_an_id_that_is_free() -> None:
    taken = create(Lane, id=derived_id("step", "first", "stage_after"), name="Odd", order="a9")
    after = mended(with_(create(Stage, id="stage_after", order="a2"), taken))
    assert after[taken.id] == taken
    assert sum(step.stage_id == "stage_after" for step in after.all(Step)) == 1


def test_a_recovered_parent_finds_an_id_that_is_free() -> None:
    taken = create(Lane, id=derived_id("stage", "recovered", ""), order="a9")
    after = mended(with_(taken, step_look={"stage_id": ""}, step_ask={"stage_id": ""}))
    assert after[taken.id] == taken
    step = after["step_look"]
    assert isinstance(step, Step)
    assert fields_of(after[step.stage_id], "name") == ("Recovered stage",)


def test_a_circle_is_opened_where_it_comes_back() -> None:
    after = mended(
        sample(
            card_till={"about_ids": ("card_app", "stage_buy")},
            card_app={"about_ids": ("card_queue",)},
        )
    )
    kept = {i: fields_of(after[i], "about_ids")[0] for i in ("card_app", "card_queue", "card_till")}
    assert kept == {
        "card_app": ("card_queue",),
        "card_queue": ("card_till",),
        "card_till": ("stage_buy",),
    }


def test_comments_in_a_circle_end_at_the_map() -> None:
    after = mended(sample(comment_1={"about_id": "comment_2"}))
    assert fields_of(after["comment_1"], "about_id") == ("comment_2",)
    assert fields_of(after["comment_2"], "about_id") == ("map",)


def test_a_picture_of_another_type_says_its_own() -> None:
    after = mended(sample(**{PICTURE: {"media_type": "image/jpeg"}}))
    assert fields_of(after[PICTURE], "media_type") == ("image/png",)


def test_a_picture_filed_wrong_is_filed_by_its_content() -> None:
    data = b64encode(BITMAPS[2]).decode()
    odd = create(Asset, id="asset_x", data=data, media_type="image/jpeg", credit="Mia")
    after = mended(with_(odd, card_till={"asset_ids": ("asset_x",)}))
    right = asset_id(BITMAPS[2])
    assert "asset_x" not in after
    assert fields_of(after["card_till"], "asset_ids") == ((right,),)
    assert after[right].__pydantic_extra__ == {"credit": "Mia"}


def test_a_picture_that_is_there_twice_is_kept_once() -> None:
    twin = create(Asset, id="asset_x", data=b64encode(BITMAPS[0]).decode(), credit="Mia")
    after = mended(with_(twin, card_till={"asset_ids": (PICTURE, "asset_x")}))
    assert fields_of(after["card_till"], "asset_ids") == ((PICTURE,),)
    assert after[PICTURE].__pydantic_extra__ == {"credit": "Mia"}


def test_what_is_no_picture_is_told_and_kept() -> None:
    of = sample(**{PICTURE: {"data": "%%"}})
    assert repair(of) == {}


@pytest.mark.parametrize("record_id", ["lane_web", "step_ask", "card_chat", "persona_ben"])
def test_long_keys_are_made_short_and_the_sequence_stays(record_id: str) -> None:
    of = sample(**{record_id: {"order": "a0" + "V" * 60}})
    kind = type(of[record_id])
    before = sorted(of.all(kind), key=lambda r: (r.order, r.id))
    after = mended(of)
    assert all(len(r.order) <= LONGEST_KEY for r in after.all(kind))
    parent = {Step: "stage_id", Card: "step_id"}.get(kind)
    for group in {getattr(r, parent) if parent else "" for r in before}:
        was = [r.id for r in before if not parent or getattr(r, parent) == group]
        now = sorted((after[i] for i in was), key=lambda r: (r.order, r.id))
        assert [r.id for r in now] == was


def test_siblings_of_other_parents_keep_their_keys_when_long_ones_are_shortened() -> None:
    change = repair(sample(step_ask={"order": "a0" + "V" * 60}))
    assert set(change) <= {"step_look", "step_ask"}


def test_two_long_keys_among_siblings_are_shortened_at_once() -> None:
    after = mended(sample(lane_web={"order": "a" * 60}, lane_shop={"order": "a" * 61}))
    assert [fields_of(after[i], "order")[0] for i in ("lane_team", "lane_web", "lane_shop")] == [
        "a0",
        "a1",
        "a2",
    ]


def test_what_repair_makes_comes_after_keys_of_any_form() -> None:
    of = with_(without=("stage_buy",), stage_compare={"order": "9"})
    assert fields_of(mended(of)["stage_buy"], "order") == ("a0",)


def test_two_people_who_repair_the_same_map_do_the_same() -> None:
    of = with_(
        without=("stage_buy", "persona_ben", "card_queue"),
        link_in={"target_id": ""},
        step_look={"stage_id": ""},
    )
    assert repair(of) == repair(JourneyMap(dict(reversed(of.records.items()))))


def test_repair_that_does_not_settle_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair_module, "ROUNDS", 1)
    of = sample(link_in={"target_id": "card_gone"})
    change = repair(of)
    assert diff(of, apply(change, of)) == change
    assert [p.rule for p in check(apply(change, of))] == ["link-without-ends"]
    assert isinstance(apply(change, of)["link_in"], Link)


def test_a_recovered_persona_of_another_kind_gets_an_id_of_its_own() -> None:
    score = create(Feeling, id="feeling_x", persona_id="step_pay", step_id="step_pay", score=1)
    after = mended(with_(score))
    persona_id = derived_id("persona", "recovered", "step_pay")
    assert isinstance(after[persona_id], Persona)
    assert fields_of(after[feeling_id(persona_id, "step_pay")], "score") == (1.0,)


def test_a_misspelt_place_is_left_for_its_writer_to_correct() -> None:
    for of in (
        sample(card_chat={"step_id": "step_lok"}),
        sample(step_pay={"stage_id": "stage_buyy"}),
        sample(**{SCORE: {"step_id": "step_lokk"}}),
        sample(card_till={"persona_ids": ("persona_annna",)}),
    ):
        assert repair(of) == {}


def test_a_misspelt_mention_stays_where_a_lost_one_goes() -> None:
    of = sample(card_queue={"about_ids": ("card_tlil", "nowhere", "card_app")})
    assert fields_of(mended(of)["card_queue"], "about_ids") == (("card_tlil", "card_app"),)
