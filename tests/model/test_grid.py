from model import grid
from model.change import JourneyMap
from model.grid import Grid
from model.ids import feeling_id
from model.records import Card, Lane, Persona, Stage, Step, create
from tests.generator import make
from tests.sample import sample


def ids_of(records: object) -> list[str]:
    return [record.id for record in records]  # type: ignore[attr-defined]  # any records


def test_steps_come_by_stage_and_then_by_their_own_order() -> None:
    of = sample(stage_buy={"order": "Zz"}, step_look={"order": "a5"})
    assert ids_of(grid.stages(of)) == ["stage_buy", "stage_compare"]
    assert ids_of(grid.steps(of)) == ["step_pay", "step_ask", "step_look"]
    assert ids_of(grid.steps_of(of, "stage_compare")) == ["step_ask", "step_look"]


def test_steps_whose_stage_is_gone_come_last_by_that_stage() -> None:
    of = sample(
        step_look={"stage_id": "stage_z", "order": "a0"},
        step_pay={"stage_id": "stage_y", "order": "a9"},
    )
    assert ids_of(grid.steps(of)) == ["step_ask", "step_pay", "step_look"]
    assert ids_of(Grid(of).steps_in("stage_y")) == ["step_pay"]


def test_equal_orders_are_told_apart_by_id() -> None:
    of = sample(stage_buy={"order": "a0"}, lane_team={"order": "a0"}, persona_ben={"order": "a0"})
    assert ids_of(grid.stages(of)) == ["stage_buy", "stage_compare"]
    assert ids_of(grid.lanes(of))[:2] == ["lane_team", "lane_web"]
    assert ids_of(grid.personas(of)) == ["persona_anna", "persona_ben"]


def test_cards_of_a_step_run_over_all_lanes() -> None:
    assert ids_of(grid.cards_of_step(sample(), "step_ask")) == [
        "card_stock",
        "card_chat",
        "card_visit",
    ]
    assert ids_of(Grid(sample()).cards_at("step_ask")) == ["card_stock", "card_chat", "card_visit"]
    assert Grid(sample()).cards_at("step_gone") == ()


def test_a_cell_holds_the_cards_of_its_step_and_lane() -> None:
    of = Grid(sample())
    assert ids_of(of.cards_in("step_pay", "lane_shop")) == ["card_till", "card_queue"]
    assert ids_of(of.cards_in("step_ask", "lane_shop")) == ["card_visit"]
    assert list(of.cards_in("step_pay", "lane_web")) == []


def test_cards_whose_step_or_lane_is_gone_stand_in_the_parking_lot() -> None:
    of = sample(
        card_chat={"step_id": "step_gone"},
        card_till={"lane_id": "lane_gone", "order": "Zz"},
        card_stock={"lane_id": ""},
    )
    waiting = ["card_till", "card_app", "card_stock", "card_chat"]
    assert ids_of(Grid(of).parked) == waiting
    assert ids_of(grid.cards_of_step(of, "")) == waiting
    assert not grid.is_placed(of, Card(id="card_x", step_id="step_ask", lane_id="step_ask"))


def test_the_touchpoints_come_in_journey_sequence() -> None:
    assert ids_of(Grid(sample()).touchpoints) == [
        "card_offers",
        "card_chat",
        "card_visit",
        "card_till",
    ]
    assert ids_of(Grid(sample()).cards)[-2:] == ["card_till", "card_queue"]


def test_a_persona_passes_its_own_touchpoints_and_everyones() -> None:
    of = Grid(sample())
    assert ids_of(of.route("persona_anna")) == ids_of(of.touchpoints)
    assert ids_of(of.route("persona_ben")) == ["card_offers", "card_visit", "card_till"]


def test_a_card_covers_the_cells_that_it_reaches_over() -> None:
    of = sample(card_visit={"until_lane_id": "lane_team"})
    assert Grid(of).span(_card(of, "card_visit")) == (range(1, 3), range(1, 3))
    assert Grid(of).span(_card(of, "card_till")) == (range(2, 3), range(1, 2))


def test_a_span_that_ends_nowhere_or_backwards_covers_its_first_cell() -> None:
    for until in ("step_gone", "step_look"):
        of = sample(card_till={"until_step_id": until, "until_lane_id": "lane_web"})
        assert Grid(of).span(_card(of, "card_till")) == (range(2, 3), range(1, 2))


def test_steps_are_found_by_their_stage() -> None:
    of = JourneyMap([*sample().records.values(), Stage(id="stage_empty", order="a9")])
    assert ids_of(Grid(of).steps_in("stage_compare")) == ["step_look", "step_ask"]
    assert Grid(of).steps_in("stage_empty") == ()
    assert Grid(of).steps_in("stage_gone") == ()
    assert Grid(of).step_at == {"step_look": 0, "step_ask": 1, "step_pay": 2}
    assert Grid(of).lane_at == {"lane_web": 0, "lane_shop": 1, "lane_team": 2}


def test_scores_and_links_are_found_by_what_they_are_at() -> None:
    of = Grid(sample())
    assert ids_of(of.feelings["step_look"]) == [feeling_id("persona_anna", "step_look")]
    assert "card_chat" not in of.feelings
    assert ids_of(of.links["card_offers"]) == ["link_chat", "link_in"]
    assert ids_of(of.links["card_queue"]) == ["link_out"]
    assert "" not in of.links
    assert "" not in of.feelings


def test_a_grid_of_nothing_is_empty() -> None:
    of = Grid(JourneyMap())
    assert (of.stages, of.steps, of.lanes, of.cards, of.parked, of.personas) == ((),) * 6
    assert of.steps_by_stage == {}


def test_every_card_of_a_large_map_stands_in_one_cell_or_is_parked() -> None:
    made = make(cards=300, steps=12, lanes=8)
    of = Grid(made)
    in_cells = [
        card.id for step in of.steps for lane in of.lanes for card in of.cards_in(step.id, lane.id)
    ]
    assert sorted([*in_cells, *ids_of(of.parked)]) == sorted(ids_of(made.all(Card)))
    assert ids_of(of.steps) == ids_of(grid.steps(made))
    for step in of.steps:
        assert list(of.cards_at(step.id)) == grid.cards_of_step(made, step.id)


def _card(of: JourneyMap, card_id: str) -> Card:
    found = of.get(card_id, Card)
    assert found is not None
    return found


def test_rows_and_columns_of_any_keys_are_sorted_as_text() -> None:
    made = JourneyMap(
        create(kind, id=f"{kind.kind_name}_{i}", order=order)
        for kind in (Stage, Lane, Persona)
        for i, order in enumerate(["b00", "a9", "Zz", "", "aZ"])
    )
    wanted = ["3", "2", "1", "4", "0"]
    for found in (grid.stages(made), grid.lanes(made), grid.personas(made)):
        assert [i.rpartition("_")[2] for i in ids_of(found)] == wanted
    assert list(made.all(Step)) == []
