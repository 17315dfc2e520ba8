"""What cards say and how many said it, kept through any number of combinations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.change import JourneyMap, apply
from model.edits.combine import combine_cards, combined_title, combining_label
from model.records import Card, create, evolve
from model.wordings import Wording, in_lines, said_by, together
from tests.tools import law


def card(title: str, mentions: int | None = None, body: str = "", number: int = 0) -> Card:
    made: Card = create(Card, id=f"card_{number}", title=title, mentions=mentions, body=body)
    return made


def combined(*cards: Card) -> Card:
    """What becomes of the first of these cards."""
    of = JourneyMap(card.model_copy(update={"id": f"card_{i}"}) for i, card in enumerate(cards))
    after = apply(combine_cards(of, [f"card_{i}" for i in range(len(cards))]), of)
    made = after.get("card_0", Card)
    assert made is not None
    return made


def test_every_wording_is_kept_with_how_many_said_it_most_said_first() -> None:
    made = combined(card("Queue takes ages", 2), card("Waits too long", 3), card("Slow"))
    assert made.title == "Waits too long"
    assert made.body == "Waits too long ×3\nQueue takes ages ×2\nSlow ×1"
    assert made.mentions == 6


def test_wordings_that_differ_in_capitals_accents_and_the_last_mark_are_one() -> None:
    made = combined(card("Zu späte Antwort"), card("zu spate antwort!", 4), card("Zu spät"))
    assert made.title == "zu spate antwort!", "as most people said it"
    assert made.body == "zu spate antwort! ×5\nZu spät ×1"


def test_the_card_that_stays_keeps_its_words_where_as_many_said_them() -> None:
    assert combined_title([card("Slow"), card("Waits"), card("Waits long")]) == "Slow"
    assert combined_title([card("Slow"), card("Waits"), card("waits")]) == "Waits"
    once = card("Queue", 4, "Waits ×2\nQueue ×2")
    assert combined_title([once, card("Late")]) == "Queue", "though it is listed last"
    assert combining_label(card("Slow"), card("Waits", 2)) == "Combine 2 cards into “Waits”"


def test_cards_that_all_say_the_same_need_no_list() -> None:
    made = combined(card("Slow", 2), card("Slow"), card("slow."))
    assert (made.title, made.body, made.mentions) == ("Slow", "", 4)


def test_combining_goes_on_from_what_was_combined_before() -> None:
    once = combined(card("Waits too long", 3), card("Queue takes ages", 2, "At noon"))
    again = combined(card("Queue takes ages", 2, "On Mondays"), once)
    assert again.title == "Queue takes ages", "four said it now"
    assert again.body == "Queue takes ages ×4\nWaits too long ×3\n\nOn Mondays\nAt noon"
    assert again.mentions == 7


def test_a_heading_that_somebody_wrote_over_the_wordings_stays() -> None:
    once = combined(card("Waits too long", 3), card("Queue takes ages", 2))
    headed = card("Waiting", once.mentions, once.body)
    again = combined(headed, card("Slow", 9))
    assert again.title == "Waiting"
    assert again.body == "Slow ×9\nWaits too long ×3\nQueue takes ages ×2"
    assert again.mentions == 14


def test_whoever_was_counted_since_said_what_the_card_is_called() -> None:
    once = combined(card("Waits too long", 3), card("Queue takes ages", 2))
    more = card(once.title, 8, once.body)
    assert said_by(more).wordings == (Wording("Waits too long", 6), Wording("Queue takes ages", 2))


def test_what_only_looks_like_a_list_is_a_text() -> None:
    one = card("Tickets", 4, "Day pass ×2\nMonth pass ×9\nAsk again")
    assert said_by(one) == ((Wording("Tickets", 4),), one.body, False)
    assert said_by(card("Size", 1, "Doors ×4")).rest == "Doors ×4"


def test_a_card_without_a_title_gives_its_text_and_its_count_alone() -> None:
    made = combined(card("Slow"), card("", None, "Only a remark"))
    assert (made.title, made.body, made.mentions) == ("Slow", "Only a remark", 2)
    other = combined(card("", None, "Only a remark"), card("Slow"))
    assert (other.title, other.body, other.mentions) == ("Slow", "Only a remark", 2)


def test_icons_that_differ_are_no_words() -> None:
    phone, bus = card("Calls"), card("Waits")
    made = combined(evolve(phone, icon=""), evolve(bus, icon="bus"), evolve(bus, icon="bike"))
    assert made.icon == "bus"
    assert "bike" not in made.body


def test_nobody_said_it_stays_nobody() -> None:
    assert combined(card("Slow", 0), card("Late", 0)).mentions == 0


@given(
    st.lists(
        st.tuples(st.text(max_size=12).filter(str.strip), st.none() | st.integers(0, 40)),
        min_size=2, max_size=6,
    )
)  # fmt: skip
@law(60)
def test_no_wording_and_nobody_who_said_it_is_lost(told: list[tuple[str, int | None]]) -> None:
    cards = [card(title, mentions) for title, mentions in told]
    made = combined(*cards)
    before = together(w for one in cards for w in said_by(one).wordings)
    after = said_by(made)
    assert made.mentions == sum(1 if n is None else n for _, n in told)
    assert in_lines(before) == in_lines(together(after.wordings)) or len(before) < 2


@pytest.mark.parametrize("n", [1, 12])
def test_one_wording_is_no_list(n: int) -> None:
    assert in_lines([Wording("Slow", n)]) == ""
