"""A review goes through what changed; what it decides stands on the map."""

from datetime import date
from random import Random

import pytest

from model.change import Change, JourneyMap, apply
from model.compare import Comparison, Item, compare
from model.comparing.digest import digest
from model.comparing.headlines import headline
from model.comparing.sentence import sentence
from model.edits.common import EditError
from model.edits.details import resolve_comment
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.ids import Ids
from model.records import Action, Card, Comment, Person, VersionLabel, evolve
from model.review_points import points
from model.reviewing import (
    Scribe,
    act,
    agree,
    comment,
    done,
    question,
    take_back,
    to_review,
    verdicts,
    without_own,
)
from model.rules import check
from tests.compared import TODAY, new_map, old_map

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
    decided = after(question(now, c, [item.id], " Who said so? ", IDS, BY), now)
    assert verdicts(since(decided))[item.id] == "question"
    (said,) = (c for c in decided.all(Comment) if not c.resolved and c.id not in now)
    assert said.text.endswith("Who said so?")
    settled = after(resolve_comment(decided, said.id), decided)
    assert verdicts(since(settled))[item.id] == "agreed"


@pytest.mark.parametrize("kind", ["added", "removed", "moved"])
def test_an_action_is_one_of_the_map_and_counts_for_the_change(kind: str) -> None:
    now = new_map()
    c = since(now)
    item = with_kind(c, kind)
    decided = after(act(now, c, [item.id], "Ask the riders", IDS, BY, "Ines Vogt"), now)
    assert verdicts(since(decided))[item.id] == "action"
    (made,) = (r for r in decided.all(Action) if r.id not in now)
    assert made.title == "Ask the riders"
    assert made.owner_id
    questioned = after(question(decided, since(decided), [item.id], "Why?", IDS, BY), decided)
    assert verdicts(since(questioned))[item.id] == "question", "an open question counts more"


def test_what_a_review_decides_leaves_a_sound_map() -> None:
    now = new_map()
    before = {(p.rule, p.about) for p in check(now)}
    for item in to_review(since(now)):
        now = after(agree(now, since(now), item.id, IDS, BY), now)
        now = after(question(now, since(now), [item.id], "Why?", IDS, BY), now)
        now = after(act(now, since(now), [item.id], "Look", IDS, BY), now)
    assert {(p.rule, p.about) for p in check(now)} == before
    c = since(now)
    assert set(verdicts(c).values()) == {"question"}
    assert len(verdicts(c)) == len(to_review(c))


@pytest.mark.parametrize("kind", ["added", "removed", "moved"])
def test_a_decision_can_be_taken_back(kind: str) -> None:
    now = new_map()
    c = since(now)
    item = with_kind(c, kind)
    decided = after(act(now, c, [item.id], "Look", IDS, BY), now)
    decided = after(question(decided, since(decided), [item.id], "Why?", IDS, BY), decided)
    back = after(take_back(decided, since(decided), item.id, BY), decided)
    assert verdicts(since(back)) == verdicts(c)


def test_a_review_does_not_go_through_its_own_words() -> None:
    now = new_map()
    c = since(now)
    first = to_review(c)
    for item in first[:4]:
        now = after(question(now, since(now), [item.id], "Why?", IDS, BY), now)
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


def test_changes_keep_their_numbers_when_the_review_is_done() -> None:
    old, now = old_map(), new_map()
    now = after(set_fields(now, "map", title=f"{now.info.title} again"), now)
    over = after(done(now, date(2026, 12, 14)), now)
    held = VersionLabel(label="December", date="2026-12-14")
    over = after(set_fields(over, "map", baseline="b.journey.json", version=held), over)
    alone = after(set_fields(old, "map", reviewed_on="2026-12-14", version=held), old)
    before, reviewed = since(now), since(over)
    texts = [{p.ids: p.number for p in points(c, digest(c, TODAY))} for c in (before, reviewed)]
    assert texts[0] == texts[1]
    assert ("map",) in texts[0], "it has another title too"
    assert sentence(before) == sentence(reviewed)
    only = compare(old, alone)
    assert to_review(only) == ()
    (line,) = (one for s in digest(only, TODAY).sections for one in s.lines if "map" in one.ids)
    assert (line.text, line.number, line.news) == ("Reviewed on 14 Dec 2026", 0, True)
    assert sentence(only) == "Reviewed on 14 Dec 2026"
    cards = [c for c in old.all(Card) if c.title][:2]
    edited = after(set_fields(alone, cards[0].id, title="Another title"), alone)
    assert "map" not in sentence(compare(old, edited)), "the days are no change to be counted"


def test_what_else_became_of_the_map_stands_where_it_stood_when_the_review_is_done() -> None:
    old = old_map()
    (card, *_) = (c for c in old.all(Card) if c.title)
    now = after(set_fields(old, "map", title="Renamed"), old)
    now = after(set_fields(now, card.id, title=f"{card.title}!"), now)
    over = after(done(now, date(2026, 12, 14)), now)
    for of in (now, over):
        c = compare(old, of)
        rooms = [s.name for s in digest(c, TODAY).sections for one in s.lines if "map" in one.ids]
        assert rooms == ["wording"]
        assert sentence(c) == "Two things reworded"


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ("", "December", "The map now named as the version “December”"),
        ("December", "", "The map no longer named as a version"),
    ],
)
def test_another_name_of_the_version_is_told_in_words(was: str, now: str, line: str) -> None:
    of = new_map()
    maps = [
        after(set_fields(of, "map", version=VersionLabel(label=label)), of) for label in (was, now)
    ]
    c = compare(*maps)
    (item,) = c.told
    assert headline(c, item) == line


def test_nothing_is_said_without_words_or_of_what_did_not_change() -> None:
    now = new_map()
    c = since(now)
    item = to_review(c)[0]
    same = next(card.id for card in now.all(Card) if card.id not in c.by_id)
    for make in (
        lambda: question(now, c, [item.id], " ", IDS, BY),
        lambda: act(now, c, [item.id], "", IDS, BY),
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


def test_a_question_about_a_line_of_several_changes_says_so_and_an_action_is_about_all() -> None:
    now = new_map()
    c = since(now)
    ids = [item.id for item in to_review(c) if item.record == "card" and item.after][:3]
    asked = after(question(now, c, ids, "Why?", IDS, BY), now)
    (said,) = (r for r in asked.all(Comment) if r.id not in now)
    assert said.about_id == ids[0]
    assert said.text == f"{headline(c, c.by_id[ids[0]])}, and 2 more changes: Why?"
    done_so = after(act(now, c, ids, "Look", IDS, BY), now)
    (todo,) = (r for r in done_so.all(Action) if r.id not in now)
    assert todo.about_ids == tuple(ids)
    assert {verdicts(since(done_so))[i] for i in ids} == {"action"}


def test_what_is_gone_stays_decided_whatever_else_is_edited_later() -> None:
    old = old_map()
    card = next(
        card for card in old.all(Card) if any(card.id in a.about_ids for a in old.all(Action))
    )
    now = after(remove(old, card.id), old)
    c = compare(old, now)
    decided = after(agree(now, c, card.id, IDS, BY), now)
    todo = next(a for a in old.all(Action) if card.id in a.about_ids)
    later = after(remove(decided, todo.id), decided)
    c = compare(old, later)
    assert headline(c, c.by_id[card.id]) not in " ".join(r.text for r in later.all(Comment))
    assert verdicts(c)[card.id] == "agreed"


def test_two_that_are_gone_and_read_alike_are_decided_together() -> None:
    old = old_map()
    one, other = [card for card in old.all(Card) if card.kind == "touchpoint"][:2]
    fields = {"title": "Slow", "step_id": one.step_id, "lane_id": one.lane_id}
    old = apply({c.id: (c, evolve(c, **fields)) for c in (one, other)}, old)
    now = after(remove(old, one.id, other.id), old)
    for gone in (one.id, other.id):
        c = compare(old, now)
        if gone not in verdicts(c):
            now = after(agree(now, c, gone, IDS, BY), now)
    assert {verdicts(compare(old, now)).get(i) for i in (one.id, other.id)} == {"agreed"}


def test_taking_back_leaves_what_others_remarked() -> None:
    now = new_map()
    item = with_kind(since(now), "moved")
    lena = Scribe("Lena", "2026-12-10")
    now = after(comment(now, item.id, "Mind the price", IDS, lena), now)
    (theirs,) = (r for r in now.all(Comment) if r.text == "Mind the price")
    decided = after(agree(now, since(now), item.id, IDS, BY), now)
    back = after(take_back(decided, since(decided), item.id, BY), decided)
    assert back.records.keys() - now.records.keys() == {
        p.id for p in back.all(Person) if p.name == "Ines Vogt"
    }
    assert theirs.id in back
    assert take_back(back, since(back), item.id, BY) == {}
    assert theirs.id not in after(take_back(back, since(back), item.id, lena), back)


def test_what_a_review_writes_is_not_reviewed() -> None:
    now = new_map()
    item = with_kind(since(now), "moved")
    decided = after(agree(now, since(now), item.id, IDS, BY), now)
    asked = after(question(decided, since(decided), [item.id], "Why?", IDS, BY), decided)
    fresh = asked.records.keys() - now.records.keys()
    assert without_own(since(asked), fresh).records == now.records
    later = without_own(since(asked), frozenset())
    assert [r.text for r in later.all(Comment) if r.id not in now] == ["Why?"], "by others too"
