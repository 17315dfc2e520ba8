"""What a captured line does to a map."""

import pytest

from model import fuzzy
from model.capture import read
from model.change import JourneyMap, apply
from model.edits.capturing import (
    add_stage_after,
    capture,
    line_of,
    owner_of,
    reword,
    short_name,
    stage_of,
    words_of,
)
from model.edits.common import EditError, new_ids
from model.edits.fields import set_fields
from model.grid import stages
from model.ids import Ids, feeling_id
from model.records import Card, Feeling, Lane, Person, Persona, Stage, Step, create

STEP, LANE = "step_1", "lane_web"


@pytest.fixture
def of() -> JourneyMap:
    """Two stages, a channel and a lane of pains, two personas, three people."""
    return JourneyMap(
        (
            create(Stage, id="stage_1", name="Compare", order="a"),
            create(Stage, id="stage_2", name="Get help", order="b"),
            create(Step, id=STEP, stage_id="stage_1", order="a"),
            create(Step, id="step_2", stage_id="stage_2", order="a", name="On the phone"),
            create(Lane, id=LANE, name="Website", order="a", kind="channel"),
            create(Lane, id="lane_pains", name="Pains", order="b", kind="insight",
                   default_card_kind="pain"),
            create(Persona, id="persona_mara", name="Mara", order="a"),
            create(Persona, id="persona_jonas", name="Jonas", order="b"),
            create(Person, id="person_1", name="Sun-hee Park", initials="SP"),
            create(Person, id="person_2", name="Tomasz Wilk", initials="TW"),
            create(Person, id="person_3", name="Tomasz Bak", initials="TB"),
        )
    )  # fmt: skip


def captured(of: JourneyMap, line: str, **more: str) -> tuple[JourneyMap, Card]:
    cell = (STEP, more.pop("lane", LANE))
    change = capture(of, Ids(), cell, read(line), persona_id=more.get("persona", ""))
    (card_id,) = new_ids(change, Card)
    after = apply(change, of)
    card = after.get(card_id, Card)
    assert card is not None
    return after, card


def test_a_line_becomes_a_card_of_its_lane(of: JourneyMap) -> None:
    _, card = captured(of, "Compares offers")
    assert (card.title, card.kind) == ("Compares offers", "touchpoint")
    _, card = captured(of, "Waits", lane="lane_pains")
    assert card.kind == "pain"


def test_the_line_says_the_kind_the_tags_the_owner_and_how_many_said_it(of: JourneyMap) -> None:
    _, card = captured(of, "+Knows the price #web #price @sp x4")
    assert card.kind == "gain"
    assert card.tags == ("web", "price")
    assert card.owner_id == "person_1"
    assert card.mentions == 4


def test_a_kind_that_is_kept_gives_way_to_what_the_line_says(of: JourneyMap) -> None:
    for line, kind in (("Waits", "question"), ("!Waits", "pain")):
        change = capture(of, Ids(), (STEP, LANE), read(line), kind="question")
        (card_id,) = new_ids(change, Card)
        assert apply(change, of).get(card_id, Card).kind == kind  # type: ignore[union-attr]


def test_scores_are_the_personas_and_nobody_elses(of: JourneyMap) -> None:
    after, card = captured(of, "Waits =-2,-1,0", persona="persona_mara")
    (feeling,) = after.all(Feeling)
    assert feeling.id == feeling_id("persona_mara", card.id)
    assert (feeling.score, feeling.low, feeling.high, feeling.n) == (-1.0, -2.0, 0.0, 3)
    after, card = captured(of, "Waits =-2", persona="persona_jonas")
    (feeling,) = after.all(Feeling)
    assert (feeling.score, feeling.low, feeling.n) == (-2.0, None, None)


def test_a_line_without_a_cell_is_parked(of: JourneyMap) -> None:
    change = capture(of, Ids(), ("", ""), read("Ask the bank"))
    (card_id,) = new_ids(change, Card)
    card = apply(change, of).get(card_id, Card)
    assert card is not None
    assert (card.step_id, card.lane_id, card.kind) == ("", "", "note")


@pytest.mark.parametrize("line", ["", "!", "   "])
def test_a_line_without_words_is_refused(of: JourneyMap, line: str) -> None:
    with pytest.raises(EditError, match="needs words"):
        capture(of, Ids(), (STEP, LANE), read(line))


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("sp", "person_1"),
        ("Sun-hee", "person_1"),
        ("sunheepark", ""),
        ("sun-heepark", "person_1"),
        ("sun", "person_1"),
        ("tomasz", ""),
        ("tw", "person_2"),
        ("tomaszb", "person_3"),
        ("fred", ""),
    ],
)
def test_a_person_is_known_by_initials_first_name_or_beginning(
    of: JourneyMap, typed: str, person: str
) -> None:
    assert owner_of(of, typed) == person


def test_a_person_without_a_name_is_in_nobodys_way(of: JourneyMap) -> None:
    blank = apply({"person_9": (None, Person(id="person_9", name="  "))}, of)
    assert owner_of(blank, "tw") == "person_2"
    assert owner_of(blank, "fred") == ""


def test_what_is_typed_for_a_person_means_that_person(of: JourneyMap) -> None:
    for person in of.all(Person):
        assert owner_of(of, short_name(of, person)) == person.id


@pytest.mark.parametrize(
    "line",
    [
        "Compares offers",
        "!Waits on hold #phone #evening @Sun-hee =-1 x3",
        "%Calls a week",
        "?Who pays",
        "??",
        "!!important",
        "++",
        "Note::",
        "Mind this:: and that::",
        "!Note:",
        "Note: #phone",
    ],
)
def test_the_line_of_a_card_is_the_line_that_made_it(of: JourneyMap, line: str) -> None:
    after, card = captured(of, line, persona="persona_mara")
    assert line_of(after, card.id, "persona_mara") == line
    assert reword(after, Ids(), card.id, read(line), persona_id="persona_mara") == {}


def felt(of: JourneyMap) -> tuple[float, float | None, float | None, int | None]:
    (feeling,) = of.all(Feeling)
    return feeling.score, feeling.low, feeling.high, feeling.n


def test_rewording_keeps_the_range_of_scores_unless_another_score_is_typed(of: JourneyMap) -> None:
    after, card = captured(of, "Waits =-2,-1,-1", persona="persona_mara")
    line = line_of(after, card.id, "persona_mara").replace("Waits", "Waits long")

    def reworded(typed: str) -> JourneyMap:
        said = read(typed)
        return apply(reword(after, Ids(), card.id, said, persona_id="persona_mara"), after)

    assert felt(reworded(line)) == felt(after) == (-4 / 3, -2, -1, 3)
    assert felt(reworded("Waits =2")) == (2, None, None, None)
    assert felt(reworded("Waits =0,2")) == (1, 0, 2, 2)


def test_a_title_of_several_lines_keeps_them_when_only_its_marks_change(of: JourneyMap) -> None:
    after, card = captured(of, "Waits")
    after = apply(set_fields(after, card.id, title="Waits\non hold"), after)
    for line, title in (("Waits on hold x3", "Waits\non hold"), ("Waits on", "Waits on")):
        now = apply(reword(after, Ids(), card.id, read(line)), after).get(card.id, Card)
        assert now is not None
        assert now.title == title


@pytest.mark.parametrize("title", ['The wheel has 26"', "“Sorry” is a page", 'All "of it"'])
def test_quotation_marks_of_a_title_outlast_another_wording(of: JourneyMap, title: str) -> None:
    for kind in ("quote", "touchpoint"):
        after, card = captured(of, "Says so")
        after = apply(set_fields(after, card.id, title=title, kind=kind), after)
        said = read(line_of(after, card.id), words_of(after, card.id))
        assert reword(after, Ids(), card.id, said) == {}


def test_rewording_takes_back_what_the_line_no_longer_says(of: JourneyMap) -> None:
    after, card = captured(of, "!Waits #phone @sp =-1 x3", persona="persona_mara")
    change = reword(after, Ids(), card.id, read("+Waits no more"), persona_id="persona_mara")
    now = apply(change, after)
    reworded = now.get(card.id, Card)
    assert reworded is not None
    assert (reworded.title, reworded.kind, reworded.tags) == ("Waits no more", "gain", ())
    assert (reworded.owner_id, reworded.mentions) == ("", None)
    assert list(now.all(Feeling)) == []


def test_a_stage_comes_after_the_one_that_is_worked_on(of: JourneyMap) -> None:
    now = apply(add_stage_after(of, Ids(), "Pay", "stage_1"), of)
    assert [stage.name for stage in stages(now)] == ["Compare", "Pay", "Get help"]
    assert stage_of(now, "get HELP") == "stage_2"
    assert stage_of(now, "Leave") == ""


@pytest.mark.parametrize(
    ("letters", "place"),
    [
        ("comp web", (STEP, LANE)),
        ("help", ("step_2", LANE)),
        ("pains", (STEP, "lane_pains")),
        ("get help pai", ("step_2", "lane_pains")),
        ("phone web", ("step_2", LANE)),
        ("zzz", None),
        ("", None),
    ],
)
def test_a_few_letters_of_stage_and_lane_find_a_place(
    of: JourneyMap, letters: str, place: tuple[str, str] | None
) -> None:
    assert fuzzy.place(of, letters, (STEP, LANE)) == place
