import pytest

from model.change import JourneyMap
from model.names import LONGEST_NAME, field_name, name_of, name_on, own_name, with_article
from model.records import TABLES, MapInfo, Unknown, create
from model.references import reference_fields
from tests.sample import PICTURE, sample


@pytest.mark.parametrize(
    ("record_id", "name"),
    [
        ("map", "the map “A bicycle for the city”"),
        ("stage_buy", "stage “Buy”"),
        ("step_look", "step “Look”"),
        ("step_pay", "a step without a name"),
        ("lane_web", "lane “Web”"),
        ("card_chat", "touchpoint “Chat”"),
        ("card_queue", "pain point “Queue”"),
        ("card_stock", "activity “Stock”"),
        ("persona_anna", "persona “Anna”"),
        ("link_in", "link “Advert”"),
        ("link_out", "a link"),
        ("evidence_talks", "evidence “Talks”"),
        ("metric_sales", "metric “Sales”"),
        ("action_till", "action “Open a till”"),
        ("vote_1", "vote “1”"),
        ("comment_1", "comment “Really?”"),
        ("person_mia", "person “Mia Berg”"),
        (PICTURE, "a picture"),
        ("conflict_1", "a conflict"),
        ("unknown:plans", "an unknown without a name"),
        ("card_gone", "something that is not on the map"),
    ],
)
def test_records_are_called_by_kind_and_name(record_id: str, name: str) -> None:
    assert name_on(sample(), record_id) == name


def test_what_has_no_name_is_called_so() -> None:
    assert name_of(MapInfo()) == "the map"
    of = sample(card_stock={"title": ""}, evidence_talks={"title": ""})
    assert name_on(of, "card_stock") == "an activity without a name"
    assert name_on(of, "evidence_talks") == "evidence without a name"
    assert name_on(sample(card_stock={"title": "", "body": "Fill up"}), "card_stock") == (
        "activity “Fill up”"
    )
    feeling = next(r for r in sample().records.values() if r.kind_name == "feeling")
    assert name_of(feeling) == "a feeling"


def test_a_long_name_is_cut_and_its_line_breaks_are_spaces() -> None:
    long = create(TABLES["cards"], id="card_a", title="  Compare\n offers " + "x" * 60)
    name = own_name(long)
    assert name.startswith("Compare offers xxx")
    assert name.endswith("x…")
    assert len(name) == LONGEST_NAME
    exact = create(TABLES["cards"], id="card_a", title="y" * LONGEST_NAME)
    assert own_name(exact) == "y" * LONGEST_NAME
    spaced = create(TABLES["cards"], id="card_a", title="y" * (LONGEST_NAME - 2) + " zz")
    assert own_name(spaced) == "y" * (LONGEST_NAME - 2) + "…", "no space before the dots"


def test_every_field_that_refers_to_something_has_a_name_in_words() -> None:
    for kind in (MapInfo, *TABLES.values(), Unknown):
        for name in reference_fields(kind):
            assert "_" not in field_name(name)
            assert not field_name(name).endswith((" id", " ids"))
    assert field_name("customer_goal") == "customer goal"


def test_kinds_take_the_article_that_they_need() -> None:
    kinds = ["map", "evidence", "action", "opportunity", "stage"]
    assert [with_article(kind) for kind in kinds] == [
        "the map",
        "evidence",
        "an action",
        "an opportunity",
        "a stage",
    ]


def test_an_empty_map_has_no_names_to_tell() -> None:
    assert name_on(JourneyMap(), "map") == "the map"
