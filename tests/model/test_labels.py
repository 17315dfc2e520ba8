"""What things are called in sentences, one and several."""

import pytest

from model.labels import counted, quoted, titled
from model.names import kind_name
from model.records import Card, Persona, create


@pytest.mark.parametrize(
    ("kind", "many"),
    [
        ("opportunity", "3 opportunities"),
        ("activity", "3 activities"),
        ("doing", "3 things they do"),
        ("pain", "3 pain points"),
        ("touchpoint", "3 touchpoints"),
    ],
)
def test_several_of_a_kind_have_the_plural_that_people_use(kind: str, many: str) -> None:
    card = create(Card, id="card_a", kind=kind)
    assert counted(3, kind_name(card)) == many


def test_what_they_do_is_one_thing_in_a_sentence() -> None:
    assert titled(create(Card, id="card_a", kind="doing", title="Waits")) == "“Waits”"
    assert quoted(create(Card, id="card_a", kind="doing")) == "a thing they do"


def test_people_are_counted_as_people() -> None:
    assert counted(2, "person") == "2 people"
    assert counted(1, "person") == "1 person"
    assert quoted(*(create(Persona, id=f"persona_{i}") for i in "ab")) == "2 personas"
