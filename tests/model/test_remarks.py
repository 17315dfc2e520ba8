"""Comments are told along the journey, answers below what they answer; moments as people say."""

from datetime import date, datetime, timedelta, timezone
from random import Random

import pytest

from export.summary import summary_markdown
from model.change import Change, JourneyMap, apply, diff
from model.compare import compare
from model.describe import describe
from model.edits.cards import move_cards
from model.edits.removing import remove
from model.edits.restoring import restore
from model.ids import Ids
from model.merge import Labels, merge
from model.moments import order, said, whole
from model.records import Comment, create
from model.remarks import DEEPEST, open_about, settle, talks
from model.reviewing import Scribe, comment
from model.summary import summarise
from tests.sample import sample

NOW = datetime(2026, 11, 22, 10, 32, tzinfo=timezone(timedelta(hours=1)))
IDS = Ids(Random(3))


def bare() -> JourneyMap:
    """The sample without its own comment."""
    of = sample()
    return apply({c.id: (c, None) for c in of.all(Comment)}, of)


def told(of: JourneyMap, about: str, text: str, resolved: bool = False) -> tuple[JourneyMap, str]:
    """The map with one more comment, and its id."""
    day = f"2026-11-{10 + sum(1 for _ in of.all(Comment)):02}"
    change: Change = comment(of, about, text, IDS, Scribe("Ines Vogt", day), resolved)
    (made,) = (i for i, pair in change.items() if isinstance(pair[1], Comment))
    return apply(change, of), made


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-11-22T10:05:00+01:00", "today 10:05"),
        ("2026-11-22T00:05:00+02:00", "yesterday 23:05"),
        ("2026-11-21T09:00:00Z", "yesterday 10:00"),
        ("2026-11-12T09:00:00", "12 Nov"),
        ("2025-11-12", "12 Nov 2025"),
        ("2026-11-22", "today"),
        ("2026-11", "Nov 2026"),
        ("", ""),
    ],
)
def test_a_moment_is_said_as_people_say_it(text: str, words: str) -> None:
    assert said(text, NOW) == words


def test_a_moment_is_told_in_full_and_sorts_by_when_it_was() -> None:
    assert whole("2026-11-22T10:05:00+01:00", NOW) == "22 Nov 2026, 10:05"
    assert whole("2026-11-22", NOW) == "22 Nov 2026"
    texts = ["2026-11-22T10:00:00+02:00", "2026-11-22T09:00:00Z", "2026-11-21", "", "0001-01-01"]
    assert sorted(texts, key=order) == ["", "0001-01-01", "2026-11-21", texts[0], texts[1]]


def test_open_comments_come_first_along_the_journey_and_answers_below() -> None:
    of = bare()
    of, done = told(of, "card_offers", "Dealt with", resolved=True)
    of, till = told(of, "card_till", "About the till")
    of, stage = told(of, "stage_compare", "About the stage")
    of, chat = told(of, "card_chat", "About the chat")
    of, late = told(of, "card_chat", "Later")
    of, answer = told(of, chat, "An answer")
    of, deeper = told(of, answer, "To that")
    of, whole_map = told(of, "map", "About all")
    found = talks(of)
    assert [t.about_id for t in found] == [
        "map", "stage_compare", "card_chat", "card_till", "card_offers",
    ]  # fmt: skip
    assert [t.open for t in found] == [True, True, True, True, False]
    assert [(s.comment.id, s.depth) for s in found[2].said] == [
        (chat, 0), (answer, 1), (deeper, 2), (late, 0),
    ]  # fmt: skip
    assert open_about(of) == {"map": 1, "stage_compare": 1, "card_chat": 4, "card_till": 1}
    assert {stage, till, done, whole_map} <= {s.comment.id for t in found for s in t.said}


def test_settling_takes_the_answers_along_and_opening_does_not() -> None:
    of, chat = told(bare(), "card_chat", "Why?")
    of, answer = told(of, chat, "So")
    settled = apply(settle(of, chat, True), of)
    assert open_about(settled) == {}
    again = apply(settle(settled, chat, False), settled)
    assert [c.id for c in again.all(Comment) if not c.resolved] == [chat]
    assert apply(remove(of, chat), of).get(answer, Comment) is None


def test_answers_that_go_round_in_a_circle_or_are_endless_are_all_told() -> None:
    round_ = {
        f"comment_{i}": create(Comment, id=f"comment_{i}", about_id=f"comment_{(i + 1) % 3}")
        for i in range(3)
    }
    long = {
        f"comment_l{i}": create(
            Comment, id=f"comment_l{i}", about_id=f"comment_l{i - 1}" if i else "card_gone"
        )
        for i in range(DEEPEST + 30)
    }
    of = JourneyMap({**bare().records, **round_, **long})
    shown = {said.comment.id for talk in talks(of) for said in talk.said}
    assert round_.keys() <= shown
    assert long.keys() <= shown
    assert sum(open_about(of).values()) == 3 + len(long)


def test_comments_are_kept_by_versions_merges_and_descriptions() -> None:
    base = bare()
    ours, mine = told(base, "card_chat", "From us")
    theirs, its = told(apply(move_cards(base, ["card_chat"], "step_pay", "lane_web"), base),
                       "card_chat", "From them")  # fmt: skip
    merged = merge(base, ours, theirs, Labels("base", "ours", "theirs"))
    assert not merged.conflicts
    assert {mine, its} <= {c.id for c in merged.map.all(Comment)}
    assert open_about(merged.map) == {"card_chat": 2}
    back = apply(restore(merged.map, base), merged.map)
    assert {mine, its} <= {c.id for c in back.all(Comment)}
    assert "From them" in describe(merged.map)
    asked = [item.id for item in compare(base, merged.map).told if item.record == "comment"]
    assert set(asked) == {mine, its}
    assert diff(base, base) == {}


def test_the_summary_of_a_map_tells_open_comments_only_where_there_are_any() -> None:
    of = bare()
    without = summarise(of, date(2026, 11, 22))
    assert without.comments == ()
    assert "Open comments" not in summary_markdown(without)
    of, _ = told(of, "card_chat", "Who says so?")
    of, _ = told(of, "card_till", "Settled", resolved=True)
    found = summarise(of, date(2026, 11, 22))
    assert [(p.text, p.place, p.facts) for p in found.comments] == [
        ("Who says so?", "Compare › Ask, Web", "Ines Vogt, Tue 10 Nov")
    ]
    assert "## Open comments\n\n1. Who says so?" in summary_markdown(found)
