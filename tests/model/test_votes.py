"""Dots in rounds: counted, ranked, merged, and true to their cards whatever becomes of those."""

import pytest

from model.change import Change, JourneyMap, apply, diff, invert
from model.edits.cards import delete_cards, duplicate_cards, move_cards, park_cards
from model.edits.combine import combine_cards
from model.edits.common import EditError
from model.edits.votes import (
    add_votes,
    clear_round,
    ranking,
    rounds,
    set_votes,
    tally,
    vote_id,
    votes_for,
)
from model.ids import Ids
from model.merge import merge
from model.records import Card, Conflict, Vote, create
from tests.sample import sample

ROUND = "What hurts most"


def done(change: Change, of: JourneyMap) -> JourneyMap:
    return apply(change, of)


def given(of: JourneyMap, name: str) -> int:
    return sum(tally(of, name).values())


def voted(**dots: int) -> JourneyMap:
    """The sample without its own vote, and with dots on these cards."""
    of = done(clear_round(sample(), "1"), sample())
    for name, count in dots.items():
        of = done(set_votes(of, ROUND, f"card_{name}", count), of)
    return of


def test_a_count_is_what_a_card_has_and_not_what_is_added() -> None:
    of = voted(queue=3)
    of = done(set_votes(of, ROUND, "card_queue", 5), of)
    assert votes_for(of, "card_queue", ROUND) == 5
    assert set_votes(of, ROUND, "card_queue", 5) == {}
    assert given(of, ROUND) == 5


def test_dots_are_added_and_taken_back_one_by_one_until_none_is_left() -> None:
    of = done(add_votes(voted(), ROUND, "card_queue"), voted())
    of = done(add_votes(of, ROUND, "card_queue"), of)
    assert votes_for(of, "card_queue", ROUND) == 2
    of = done(add_votes(of, ROUND, "card_queue", -2), of)
    assert list(of.all(Vote)) == []
    with pytest.raises(EditError, match="not that many dots"):
        add_votes(of, ROUND, "card_queue", -1)
    with pytest.raises(EditError, match="fewer than no dots"):
        set_votes(of, ROUND, "card_queue", -1)
    with pytest.raises(EditError):
        set_votes(of, ROUND, "lane_web", 1)


def test_rounds_are_apart_and_a_name_is_the_same_in_any_case() -> None:
    of = voted(queue=3)
    of = done(set_votes(of, "Round 10", "card_queue", 1), of)
    of = done(set_votes(of, "Round 9", "card_queue", 1), of)
    of = done(set_votes(of, " round  9 ", "card_queue", 2), of)
    assert rounds(of) == ("Round 9", "Round 10", ROUND)
    assert votes_for(of, "card_queue", "ROUND 9") == 2
    assert votes_for(of, "card_queue") == 6
    assert tally(of, ROUND) == {"card_queue": 3}


def test_cards_with_as_many_dots_share_a_place() -> None:
    found = ranking(voted(queue=4, chat=7, till=4, app=1), ROUND)
    assert [(r.place, r.card.title, r.dots) for r in found] == [
        (1, "Chat", 7),
        (2, "Till", 4),
        (2, "Queue", 4),
        (4, "App", 1),
    ]


def test_a_round_is_cleared_alone_and_can_be_had_back() -> None:
    of = done(set_votes(voted(queue=3, chat=1), "Two", "card_chat", 2), voted(queue=3, chat=1))
    change = clear_round(of, ROUND.upper())
    after = done(change, of)
    assert (given(after, ROUND), given(after, "Two")) == (0, 2)
    assert diff(done(invert(change), after), of) == {}


def test_two_scribes_who_count_the_same_card_meet_in_one_record() -> None:
    ours, theirs = voted(queue=3), voted(queue=3)
    assert diff(ours, theirs) == {}
    other = voted(queue=4)
    (record_id,) = diff(ours, other)
    assert record_id == vote_id(ROUND, "card_queue"), "a conflict about one count, and no sum"


def test_a_merge_unites_what_two_scribes_counted_and_adds_nothing_up() -> None:
    base = voted(chat=1)
    ours = done(set_votes(base, ROUND, "card_queue", 3), base)
    ours = done(set_votes(ours, ROUND, "card_till", 2), ours)
    theirs = done(set_votes(base, ROUND, "card_queue", 3), base)
    theirs = done(set_votes(theirs, ROUND, "card_app", 4), theirs)
    merged = merge(base, ours, theirs).map
    assert tally(merged, ROUND) == {"card_chat": 1, "card_queue": 3, "card_till": 2, "card_app": 4}
    assert list(merged.all(Conflict)) == list(base.all(Conflict))


def test_where_two_scribes_differ_a_merge_says_so() -> None:
    base = voted()
    ours = done(set_votes(base, ROUND, "card_queue", 3), base)
    theirs = done(set_votes(base, ROUND, "card_queue", 5), base)
    merged = merge(base, ours, theirs).map
    (conflict,) = [c for c in merged.all(Conflict) if c not in list(base.all(Conflict))]
    assert conflict.about_id == vote_id(ROUND, "card_queue")
    assert given(merged, ROUND) in (3, 5)


def test_what_was_counted_apart_is_told_together_and_becomes_one_when_counted_next() -> None:
    foreign = create(Vote, id="vote_old", round=ROUND, card_id="card_queue", count=2)
    of = done({"vote_old": (None, foreign)}, voted(queue=3))
    assert votes_for(of, "card_queue", ROUND) == 5
    of = done(set_votes(of, ROUND, "card_queue", 6), of)
    assert [v.id for v in of.all(Vote)] == [vote_id(ROUND, "card_queue")]
    assert votes_for(of, "card_queue", ROUND) == 6


def test_dots_stay_with_a_card_that_is_moved_or_parked() -> None:
    of = voted(queue=3)
    of = done(park_cards(of, "card_queue"), of)
    of = done(move_cards(of, ["card_queue"], "step_look", "lane_web"), of)
    assert votes_for(of, "card_queue", ROUND) == 3


def test_dots_of_combined_cards_are_those_of_both_and_can_be_counted_on() -> None:
    of = voted(queue=3, chat=4)
    of = done(combine_cards(of, ["card_queue", "card_chat"]), of)
    assert votes_for(of, "card_queue", ROUND) == 7
    assert [r.dots for r in ranking(of, ROUND)] == [7]
    of = done(add_votes(of, ROUND, "card_queue", -1), of)
    assert votes_for(of, "card_queue", ROUND) == 6


def test_a_card_that_takes_another_one_in_has_that_ones_record_and_frees_no_id() -> None:
    """The dots of a combined card may stand under the id of the card that went."""
    of = voted(chat=4)
    of = done(combine_cards(of, ["card_queue", "card_chat"]), of)
    chat = create(Card, id="card_chat", title="Chat again", kind="note")
    of = done({"card_chat": (None, chat)}, of)
    of = done(set_votes(of, ROUND, "card_chat", 1), of)
    assert tally(of, ROUND) == {"card_queue": 4, "card_chat": 1}


def test_dots_go_with_a_card_that_is_deleted_and_come_back_with_it() -> None:
    of = voted(queue=3)
    change = delete_cards(of, "card_queue")
    assert given(done(change, of), ROUND) == 0
    assert votes_for(done(invert(change), done(change, of)), "card_queue", ROUND) == 3


def test_a_copy_of_a_card_has_no_dots() -> None:
    of = voted(queue=3)
    of = done(duplicate_cards(of, ["card_queue"], Ids()), of)
    assert given(of, ROUND) == 3


def test_a_vote_for_a_card_that_is_gone_counts_for_nothing() -> None:
    lost = create(Vote, id="vote_lost", round=ROUND, card_id="card_gone", count=9)
    of = done({"vote_lost": (None, lost)}, voted(queue=1))
    assert given(of, ROUND) == 1
    assert [r.card.id for r in ranking(of, ROUND)] == ["card_queue"]
