from collections import Counter
from typing import get_args

import pytest

from model.change import JourneyMap
from model.records import Card, CardKind, Feeling, Lane, Step
from model.rules import check
from tests.generator import make


def words(of: JourneyMap) -> Counter[str]:
    return Counter(
        word for card in of.all(Card) for word in f"{card.title} {card.body}".lower().split()
    )


@pytest.mark.parametrize(
    ("cards", "steps", "lanes"), [(0, 1, 1), (7, 3, 2), (5, 60, 20), (1000, 61, 20)]
)
def test_a_map_has_the_size_that_was_asked_for(cards: int, steps: int, lanes: int) -> None:
    made = make(cards, steps, lanes, personas=3, language="mixed")
    assert sum(1 for _ in made.all(Card)) == cards
    assert sum(1 for _ in made.all(Step)) == steps
    assert sum(1 for _ in made.all(Lane)) == lanes
    assert check(made) == ()


def test_the_same_arguments_make_the_same_map_and_another_seed_another() -> None:
    assert make(200) == make(200)
    assert make(200) != make(200, seed=2)


def test_a_large_map_has_every_kind_of_card_and_the_words_of_a_real_text() -> None:
    large = make(10_000, steps=200, lanes=40)
    assert {card.kind for card in large.all(Card)} == set(get_args(CardKind))
    assert len({feeling.persona_id for feeling in large.all(Feeling)}) == 2
    used = words(large)
    assert len(used) > 4000
    most_used = sum(count for _, count in used.most_common(20))
    assert 0.2 < most_used / used.total() < 0.5


def test_a_mixed_map_is_written_in_four_scripts() -> None:
    text = "".join(words(make(300, language="mixed")))
    assert all(any(low <= c <= high for c in text) for low, high in ("az", "ぁ龯", "ءي", "अह"))
    assert "".join(words(make(300))).isascii()
