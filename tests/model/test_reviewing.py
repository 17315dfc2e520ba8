"""A review goes through what changed; what it decides stands on the map."""

from datetime import date
from random import Random

import pytest

from model.change import Change, JourneyMap, apply
from model.compare import Comparison, Item, compare
from model.edits.common import EditError
from model.edits.details import resolve_comment
from model.edits.fields import set_fields
from model.ids import Ids
from model.records import Action, Card, Comment, Person
from model.reviewing import (
    Scribe,
    act,
    agree,
    comment,
    done,
    open_comments,
    question,
    take_back,
    to_review,
    verdicts,
)
from model.rules import check
from tests.compared import new_map, old_map

BY = Scribe("Ines Vogt", "2026-12-14T10:30:00+01:00")
IDS = Ids(Random(5))


def since(of: JourneyMap) -> Comparison:
    return compare(old_map(), of)


def with_kind(c: Comparison, kind: str) -> Item:
    return next(item for item in to_review(c) if kind in item.kinds and item.record == "card")


def after(change: Change, of: JourneyMap) -> JourneyMap:
    return apply(change, of)


@pytest.mark.parametrize("kind", ["added", "removed", "moved"])
def test_a_change_that_is_agreed_is_told_so_from_then_on(kind: str) -> None:
    now = new_map()
    c = since(now)
    item = with_kind(c, kind)
    assert item.id not in verdicts(c)
    decided = after(agree(now, c, item.id, IDS, BY), now)
    assert verdicts(since(decided)) == {**verdicts(c), item.id: "agreed"}
    (said,) = (r for r in decided.all(Comment) if r.id not in now)
    assert said.text.startswith("Agreed: ")
    assert (said.resolved, said.date) == (True, BY.moment)
    assert isinstance(author := decided[said.author_id], Person)
    assert author.name == "Ines Vogt"


@pytest.mark.parametrize("kind", ["added", "removed", "moved"])
def test_a_question_stays_one_until_somebody_deals_with_it(kind: str) -> None:
    now = new_map()
    c = since(now)
    item = with_kind(c, kind)
    decided = after(question(now, c, item.id, " Who said so? ", IDS, BY), now)
    assert verdicts(since(decided))[item.id] == "question"
    (said,) = (r for r in open_comments(decided) if r.id not in now)
    assert said.text.endswith("Who said so?")
    settled = after(resolve_comment(decided, said.id), decided)
    assert verdicts(since(settled))[item.id] == "agreed"


@pytest.mark.parametrize("kind", ["added", "removed", "moved"])
def test_an_action_is_one_of_the_map_and_counts_for_the_change(kind: str) -> None:
    now = new_map()
    c = since(now)
    item = with_kind(c, kind)
    decided = after(act(now, c, item.id, "Ask the riders", IDS, BY, "Ines Vogt"), now)
    assert verdicts(since(decided))[item.id] == "action"
    (made,) = (r for r in decided.all(Action) if r.id not in now)
    assert made.title == "Ask the riders"
    assert made.owner_id
    questioned = after(question(decided, since(decided), item.id, "Why?", IDS, BY), decided)
    assert verdicts(since(questioned))[item.id] == "question", "an open question counts more"


def test_what_a_review_decides_leaves_a_sound_map() -> None:
    now = new_map()
    before = {(p.rule, p.about) for p in check(now)}
    for item in to_review(since(now)):
        now = after(agree(now, since(now), item.id, IDS, BY), now)
        now = after(question(now, since(now), item.id, "Why?", IDS, BY), now)
        now = after(act(now, since(now), item.id, "Look", IDS, BY), now)
    assert {(p.rule, p.about) for p in check(now)} == before
    c = since(now)
    assert set(verdicts(c).values()) == {"question"}
    assert len(verdicts(c)) == len(to_review(c))


@pytest.mark.parametrize("kind", ["added", "removed", "moved"])
def test_a_decision_can_be_taken_back(kind: str) -> None:
    now = new_map()
    c = since(now)
    item = with_kind(c, kind)
    decided = after(act(now, c, item.id, "Look", IDS, BY), now)
    decided = after(question(decided, since(decided), item.id, "Why?", IDS, BY), decided)
    back = after(take_back(decided, since(decided), item.id), decided)
    assert verdicts(since(back)) == verdicts(c)


def test_a_review_does_not_go_through_its_own_words() -> None:
    now = new_map()
    c = since(now)
    first = to_review(c)
    for item in first[:4]:
        now = after(question(now, since(now), item.id, "Why?", IDS, BY), now)
    assert [item.id for item in to_review(since(now))] == [item.id for item in first]


def test_the_review_being_done_sets_its_day_and_the_next_ones() -> None:
    now = new_map()
    now = after(set_fields(now, "map", review_every_days=90), now)
    over = after(done(now, date(2026, 12, 14)), now).info
    assert (over.reviewed_on, over.next_review) == ("2026-12-14", "2027-03-14")
    chosen = after(done(now, date(2026, 12, 14), date(2027, 1, 11)), now).info
    assert chosen.next_review == "2027-01-11"
    with pytest.raises(EditError, match="later day"):
        done(now, date(2026, 12, 14), date(2026, 12, 14))
    far = after(set_fields(now, "map", review_every_days=10**9), now)
    assert after(done(far, date(2026, 12, 14)), far).info.next_review == "9999-12-31"


def test_nothing_is_said_without_words_or_of_what_did_not_change() -> None:
    now = new_map()
    c = since(now)
    item = to_review(c)[0]
    same = next(card.id for card in now.all(Card) if card.id not in c.by_id)
    for make in (
        lambda: question(now, c, item.id, " ", IDS, BY),
        lambda: act(now, c, item.id, "", IDS, BY),
        lambda: comment(now, item.id, "\n", IDS, BY),
        lambda: agree(now, c, same, IDS, BY),
        lambda: comment(now, "card_gone", "Why?", IDS, BY),
    ):
        with pytest.raises(EditError):
            make()


def test_somebody_who_writes_twice_is_one_person() -> None:
    now = old_map()
    card = next(now.all(Card)).id
    for text in ("First", "Second"):
        now = after(comment(now, card, text, IDS, BY), now)
    assert len([p for p in now.all(Person) if p.name == "Ines Vogt"]) == 1
    nobody = after(comment(now, card, "Third", IDS, Scribe("", "2026-12-14")), now)
    assert any(c.text == "Third" and not c.author_id for c in nobody.all(Comment))
