"""A table brings cards and all that they name, keeps what it cannot read, and updates."""

from random import Random

import pytest

from model.change import JourneyMap, apply
from model.edits.common import EditError
from model.grid import Grid
from model.ids import Ids
from model.importing.importing import Imported, importing
from model.importing.plan import Plan, guess
from model.importing.writing import grid_of_cards, list_of_cards
from model.records import Card, Evidence, Feeling, Lane, MapInfo, Person, Persona, Stage, Step
from model.rules import check
from tests.sample import sample

HEADS = ["Id", "Stage", "Step", "Lane", "Title"]


def brought(
    to: JourneyMap, *rows: list[str], plan: Plan | None = None, at: tuple[str, str] = ("", "")
) -> tuple[JourneyMap, Imported]:
    """The map afterwards, which is sound, and does not change when the table comes again."""
    result = importing(to, rows, plan or guess(rows), Ids(Random(len(to))), at)
    after = apply(result.change, to)
    assert check(after) == ()
    again = importing(after, rows, plan or guess(rows), Ids(Random(0)), at)
    assert again.change == {}
    return after, result


def place(of: JourneyMap, card_id: str) -> tuple[str, str, str]:
    card = of[card_id]
    assert isinstance(card, Card)
    step, lane = of.get(card.step_id, Step), of.get(card.lane_id, Lane)
    if step is None or lane is None:
        return "", "", ""
    stage = of[step.stage_id]
    assert isinstance(stage, Stage)
    return stage.name, step.name, lane.name


def card_of(of: JourneyMap, title: str) -> Card:
    (found,) = (card for card in of.all(Card) if card.title == title)
    return found


def edited(of: JourneyMap, card_id: str, heading: str, words: str) -> list[list[str]]:
    """The list of a map with one cell typed over."""
    rows = [[str(cell) for cell in row] for row in list_of_cards(of)]
    row = next(row for row in rows if row[0] == card_id)
    row[rows[0].index(heading)] = words
    return rows


def test_rows_that_name_only_a_lane_or_only_a_step_are_the_same_cards_again() -> None:
    plan = Plan(shape="list", header=False, columns=("lane", "step"))
    after, _ = brought(JourneyMap([MapInfo()]), ["Phone", ""], ["", "Pay"], plan=plan)
    assert sorted(card.body for card in after.all(Card)) == ["Lane: Phone", "Step: Pay"]


def test_all_that_a_row_names_is_found_by_name_or_made() -> None:
    after, result = brought(
        sample(),
        ["Stage", "Lane", "Title", "Kind", "Persona", "Owner", "Tags", "Evidence", "Feeling"],
        ["buy", "SHOP", "Pays", "Pain point", "anna", "mb", "price; trust", "talks", "-1"],
        ["Ride", "Street", "Rides", "", "Cem; Ben", "Ida Ost", "", "survey: Riders", "Cem: 2"],
    )
    pays, rides = (after[i] for i in result.card_ids)
    assert isinstance(pays, Card)
    assert isinstance(rides, Card)
    assert place(after, pays.id) == ("Buy", "", "Shop")
    assert (pays.kind, pays.owner_id) == ("pain", "person_mia")
    assert pays.persona_ids == ("persona_anna",)
    assert pays.tags == ("price", "trust")
    assert pays.evidence_ids == ("evidence_talks",)
    assert place(after, rides.id) == ("Ride", "", "Street")
    assert [p.name for p in Grid(after).personas] == ["Anna", "Ben", "Cem"]
    ida = after.get(rides.owner_id, Person)
    assert ida is not None
    assert (ida.name, ida.initials) == ("Ida Ost", "IO")
    made = after.get(rides.evidence_ids[0], Evidence)
    assert made is not None
    assert (made.kind, made.title) == ("survey", "Riders")
    scores = {(f.persona_id, f.card_id): f.score for f in after.all(Feeling)}
    cem = next(p.id for p in after.all(Persona) if p.name == "Cem")
    assert scores["persona_anna", pays.id] == -1
    assert scores[cem, rides.id] == 2
    assert (result.added, result.notes) == (2, ())


def test_what_does_not_fit_its_column_is_told_and_kept_in_the_text() -> None:
    after, result = brought(
        JourneyMap(),
        ["Stage", "Lane", "Title", "Text", "Type", "Severity", "Due", "Owner", "Mood", "Rank"],
        ["Buy", "Shop", "Waits", "Long.", "Risk", "high", "soon", "Mia; Ben", "awful", "7"],
    )
    card = card_of(after, "Waits")
    assert card.body == (
        "Long.\nKind: Risk\nSeverity: high\nDue: soon\nOwner: Mia; Ben\nFeeling: awful"
    )
    assert result.notes == (
        "Row 2, “Type”: “Risk” is not a kind of card; it stands in the card's text.",
        "Row 2, “Severity”: “high” is not a number from 1 to 5; it stands in the card's text.",
        "Row 2, “Due”: “soon” is not a day, such as 2026-09-14; it stands in the card's text.",
        "Row 2, “Owner”: “Mia; Ben” is not one person; it stands in the card's text.",
        "Row 2, “Mood”: “awful” is not a score from -2 to +2; it stands in the card's text.",
        "1 column is left out: “Rank”.",
    )


def test_a_column_may_go_into_the_text_with_its_heading() -> None:
    rows = [["Title", "Rank"], ["Waits", "7"], ["Pays", ""]]
    plan = Plan("list", columns=("title", "into text"))
    after, result = brought(JourneyMap(), *rows, plan=plan)
    assert [card_of(after, name).body for name in ("Waits", "Pays")] == ["Rank: 7", ""]
    assert result.notes == ()


def test_a_row_may_be_wider_than_the_headings() -> None:
    plan = Plan("list", columns=("title", "into text", "into text"))
    after, _ = brought(JourneyMap(), ["Title"], ["Waits", "long", "7"], plan=plan)
    assert card_of(after, "Waits").body == "long\n7"


def test_text_that_is_too_long_for_a_card_is_left_out_and_told() -> None:
    _, result = brought(
        JourneyMap(), ["Title", "Text", "Who"], ["Waits", "a" * 20_001, "b" * 20_001]
    )
    assert len(result.notes) == 2
    assert "left out" in result.notes[1]


def test_ids_are_kept_where_they_can_be() -> None:
    after, result = brought(
        sample(),
        HEADS,
        ["card_mine-1", "Buy", "", "Shop", "Pays"],
        ["REQ-7", "Buy", "", "Shop", "Leaves"],
        ["stage_buy", "Buy", "", "Shop", "Waves"],
        ["card_mine-1", "Buy", "", "Shop", "Comes back"],
    )
    assert result.card_ids[0] == "card_mine-1"
    assert len(set(result.card_ids)) == 4
    assert all(card_id.startswith("card_") for card_id in result.card_ids)
    assert after["stage_buy"] == sample()["stage_buy"]


def test_an_id_of_another_program_finds_its_card_when_title_or_place_has_changed() -> None:
    first, result = brought(sample(), HEADS, ["REQ-7", "Buy", "", "Shop", "Leaves"])
    (card_id,) = result.card_ids
    renamed, result = brought(first, HEADS, ["REQ-7", "Buy", "", "Shop", "Leaves early"])
    assert (result.card_ids, result.updated) == ((card_id,), 1)
    moved, result = brought(renamed, HEADS, ["REQ-7", "Ride", "", "Shop", "Leaves early"])
    assert (result.card_ids, result.updated) == ((card_id,), 1)
    assert place(moved, card_id) == ("Ride", "", "Shop")
    # Another table that happens to count from 7, too, is about something else.
    _, result = brought(moved, HEADS, ["REQ-7", "Compare", "", "Web", "Reads"])
    assert (result.added, result.updated) == (1, 0)


def test_without_ids_a_card_is_known_by_stage_lane_and_title() -> None:
    heads = ["Stage", "Lane", "Title", "Severity"]
    after, result = brought(
        sample(), heads, ["buy", "shop", " queue", "5"], ["Buy", "Web", "Queue", ""]
    )
    assert (result.added, result.updated) == (1, 1)
    assert result.card_ids[0] == "card_queue"
    queue = after["card_queue"]
    assert isinstance(queue, Card)
    assert queue.severity == 5


def test_a_row_that_says_no_place_takes_no_other_rows_card() -> None:
    rows = [["Lane", "Title"], ["", "Waits"], ["Shop", "Waits"]]
    after, result = brought(JourneyMap(), *rows)
    assert result.added == 2
    first, second = (after[i] for i in result.card_ids)
    assert isinstance(first, Card)
    assert isinstance(second, Card)
    assert (first.body, second.body) == ("", "Lane: Shop")


def test_cards_of_one_name_in_one_cell_stay_as_many_as_they_are() -> None:
    rows = [["Stage", "Lane", "Title"], *[["Buy", "Shop", "Waits"]] * 3]
    after, result = brought(sample(), *rows)
    assert result.added == 3
    _, result = brought(after, *rows, ["Buy", "Shop", "Waits"])
    assert (result.added, result.unchanged) == (1, 3)


@pytest.mark.parametrize(
    ("heading", "words", "field", "value"),
    [
        ("Title", "Till 2", "title", "Till 2"),
        ("Kind", "Schmerzpunkt", "kind", "pain"),
        ("Owner", "", "owner_id", ""),
        ("Tags", "slow; dear", "tags", ("slow", "dear")),
        ("Persona", "Ben; Anna", "persona_ids", ("persona_ben", "persona_anna")),
        ("Severity", "5", "severity", 5),
        ("Mentions", "12", "mentions", 12),
        ("Status", "fehlt", "status", "missing"),
        ("Evidence", "Talks", "evidence_ids", ("evidence_talks",)),
        ("Text", "Two\nlines", "body", "Two\nlines"),
        ("Link", "https://example.org", "url", "https://example.org"),
        ("Due", "14.9.2026", "due", "2026-09-14"),
        ("Lane", "Web", "lane_id", "lane_web"),
    ],
)
def test_one_cell_that_was_edited_is_one_field_that_changes(
    heading: str, words: str, field: str, value: object
) -> None:
    of = sample()
    after, result = brought(of, *edited(of, "card_till", heading, words))
    assert list(result.change) == ["card_till"]
    before = of["card_till"]
    assert after["card_till"] == before.model_copy(update={field: value})
    assert (result.added, result.updated, result.unchanged) == (0, 1, len(result.card_ids) - 1)


def test_a_stage_that_was_emptied_parks_the_card_and_a_stage_brings_it_back() -> None:
    of = sample()
    rows = edited(of, "card_visit", "Stage", "")
    parked, _ = brought(of, *rows)
    assert place(parked, "card_visit") == ("", "", "")
    back = edited(parked, "card_visit", "Stage", "Buy")
    next(row for row in back if row[0] == "card_visit")[4] = "Shop"
    again, _ = brought(parked, *back)
    assert place(again, "card_visit") == ("Buy", "", "Shop")


def test_a_card_that_moves_to_another_step_reaches_over_that_one_only() -> None:
    rows = edited(sample(), "card_visit", "Stage", "Buy")
    row = next(row for row in rows if row[0] == "card_visit")
    row[rows[0].index("Step")] = "Collect"
    after, _ = brought(sample(), *rows)
    visit = after["card_visit"]
    assert isinstance(visit, Card)
    assert place(after, visit.id) == ("Buy", "Collect", "Shop")
    assert visit.until_step_id == ""


def test_scores_of_a_card_are_those_of_its_cell() -> None:
    of = sample()
    two, _ = brought(of, *edited(of, "card_till", "Feeling", "Anna: -1; Ben: +2"))
    assert {f.persona_id: f.score for f in two.all(Feeling) if f.card_id == "card_till"} == {
        "persona_anna": -1, "persona_ben": 2,
    }  # fmt: skip
    none, result = brought(two, *edited(two, "card_till", "Feeling", ""))
    assert not [f for f in none.all(Feeling) if f.card_id == "card_till"]
    assert result.updated == 1


def test_a_row_without_a_stage_waits_in_the_parking_lot_with_all_its_words() -> None:
    heads = ["Stage", "Lane", "Title", "Text"]
    after, result = brought(sample(), heads, ["", "Shop", "Later", ""], ["", "Web", "Idea", "New."])
    assert place(after, result.card_ids[0]) == ("", "", "")
    assert card_of(after, "Later").body == "Lane: Shop"
    assert card_of(after, "Idea").body == "New.\nLane: Web"
    assert result.notes[0] == (
        "Row 2, “Stage”: The row names no stage: the card is in the parking lot."
    )


def test_a_row_without_a_lane_goes_where_cards_of_its_kind_are() -> None:
    after, result = brought(
        sample(),
        ["Stage", "Title", "Kind"],
        ["Buy", "Restocks", "activity"],
        ["Buy", "Ouch", "pain"],
    )
    assert place(after, result.card_ids[0]) == ("Buy", "", "Sales")
    assert place(after, result.card_ids[1]) == ("Buy", "", "Pain points")


def test_steps_are_found_made_and_named() -> None:
    heads = ["Stage", "Step", "Lane", "Title"]
    after, _ = brought(
        sample(),
        heads,
        ["Compare", "ask", "Web", "Chats more"],
        ["Compare", "Test", "Web", "Tries"],
        ["Ride", "Unlock", "Web", "Scans"],
        ["Ride", "", "Web", "Rides"],
    )
    grid = Grid(after)
    names = {stage.name: [s.name for s in grid.steps_in(stage.id)] for stage in grid.stages}
    assert names == {"Compare": ["Look", "Ask", "Test"], "Buy": [""], "Ride": ["Unlock"]}


def test_a_grid_makes_stages_where_they_stand_and_a_card_a_line() -> None:
    after, result = brought(
        sample(),
        ["", "Compare", "Try", "Buy"],
        ["Shop", "Visit", "- Sits on it\n• Rides it", "Till"],
        ["Garden", "", "", ""],
        ["Feelings", "1", "", "Ben: -2"],
    )
    grid = Grid(after)
    assert [stage.name for stage in grid.stages] == ["Compare", "Try", "Buy"]
    # In the table's order, as far as there is one; the map's other lanes keep theirs.
    assert [lane.name for lane in grid.lanes] == ["Web", "Shop", "Garden", "Feelings", "Sales"]
    assert (result.added, result.unchanged) == (2, 2)
    rides = card_of(after, "Rides it")
    assert place(after, rides.id) == ("Try", "", "Shop")
    scores = [(f.persona_id, f.score) for f in after.all(Feeling) if f.step_id == "step_pay"]
    assert scores == [("persona_ben", -2)]


def test_words_in_a_row_of_feelings_become_thoughts_and_are_not_lost() -> None:
    first, _ = brought(JourneyMap(), ["", "Buy"], ["Feeling", "1"])
    after, result = brought(first, ["", "Buy"], ["Feeling", "Finally!"])
    assert result.added == 1
    assert card_of(after, "Finally!").kind == "thought"


def test_a_turned_grid_is_the_same_grid() -> None:
    after, _ = brought(
        JourneyMap(), ["Phase", "Touchpoints", "Pain points"], ["Buy", "Till", "Queue"]
    )
    assert place(after, card_of(after, "Queue").id) == ("Buy", "", "Pain points")
    assert card_of(after, "Queue").kind == "pain"


def test_a_grid_without_headings_lies_on_the_map_from_a_cell_on() -> None:
    plan = Plan(header=False, lanes=False)
    rows = [["Gets help", "Pays cash", "Rides"], ["Restocks", "", ""]]
    after, result = brought(sample(), *rows, plan=plan, at=("step_ask", "lane_shop"))
    assert [place(after, i) for i in result.card_ids] == [
        ("Compare", "Ask", "Shop"), ("Buy", "", "Shop"), ("Buy", "", "Shop"),
        ("Compare", "Ask", "Sales"),
    ]  # fmt: skip
    assert len(Grid(after).steps) == 4
    with pytest.raises(EditError, match="not on the map any more"):
        importing(sample(), rows, plan, Ids(Random(1)), ("step_gone", "lane_shop"))


def test_two_lanes_of_one_name_keep_their_cards_when_the_grid_comes_back() -> None:
    of = sample(lane_web={"name": "Shop"}, step_ask={"name": "Look"})
    rows = [[str(cell) for cell in row] for row in grid_of_cards(of)]
    assert importing(of, rows, Plan(steps=True), Ids(Random(1))).change == {}


def test_a_grid_leaves_titles_of_several_lines_and_cards_without_one_as_they_are() -> None:
    of = sample(card_queue={"title": "", "body": "- Waits\nlong"}, card_till={"title": "Till\ntwo"})
    after, result = brought(of, *[[str(cell) for cell in row] for row in grid_of_cards(of)])
    assert (after, result.added, result.updated) == (of, 0, 0)
    after, result = brought(of, ["", "Buy"], ["Shop", "waits\nTILL TWO"])
    assert result.updated == 2
    assert [card.title for card in Grid(after).cards_at("step_pay")] == ["TILL TWO", "waits"]


def test_nothing_is_ever_removed() -> None:
    of = sample()
    after, _ = brought(of, ["Stage", "Lane", "Title"], ["New", "New", "New"])
    assert all(after[record_id] == record for record_id, record in of.records.items())


def test_lone_halves_of_letters_do_not_stop_a_table() -> None:
    after, _ = brought(JourneyMap(), ["Stage", "Lane", "Title"], ["Buy", "Shop", "Pays\ud800"])
    assert card_of(after, "Pays").title == "Pays"
