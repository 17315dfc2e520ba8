"""Actions: made from cards that stay, done, overdue, and in the order in which they are due."""

from datetime import date

import pytest

from model.change import Change, JourneyMap, apply
from model.edits.actions import (
    actions_from,
    dealt_with,
    is_overdue,
    ordered,
    owner_name,
    set_owner,
    set_status,
    typed_action,
)
from model.edits.cards import delete_cards
from model.edits.common import EditError, new_ids
from model.edits.fields import set_many
from model.ids import Ids
from model.records import Action, Card, Person, create
from model.rules import check
from tests.sample import sample

TODAY = date(2026, 11, 22)


def done(change: Change, of: JourneyMap) -> JourneyMap:
    return apply(change, of)


def plain() -> JourneyMap:
    """The sample without the actions of its own."""
    return JourneyMap(r for r in sample().records.values() if not isinstance(r, Action))


def with_actions(*due: tuple[str, str, str]) -> JourneyMap:
    """Actions with a title, a day and a status."""
    made = (create(Action, id=f"action_{n}", title=t, due=d, status=s)
            for n, (t, d, s) in enumerate(due))  # fmt: skip
    return JourneyMap((*plain().records.values(), *made))


def test_an_action_takes_the_words_over_and_the_card_stays() -> None:
    question = create(Card, id="card_q", kind="question", title="Who answers\n the phone?")
    of = done({"card_q": (None, question)}, plain())
    change = actions_from(of, ["card_q", "card_till"], Ids())
    first, second = (done(change, of).get(i, Action) for i in new_ids(change, Action))
    assert first is not None
    assert second is not None
    assert (first.title, first.about_ids, first.owner_id, first.status) == (
        "Who answers the phone?", ("card_q",), "", "open"
    )  # fmt: skip
    assert (second.title, second.owner_id) == ("Till", "person_mia"), "the card's owner"
    assert done(change, of).get("card_q", Card) == question
    assert check(done(change, of)) == check(of)


def test_an_opportunity_brings_its_day_and_a_parked_card_stays_parked() -> None:
    of = done(set_many(plain(), {"card_app": {"due": "2026-12"}}), plain())
    change = actions_from(of, ["card_app", "card_app"], Ids())
    (made,) = new_ids(change, Action)
    action = done(change, of).get(made, Action)
    assert action is not None
    assert action.due == "2026-12"
    card = done(change, of).get("card_app", Card)
    assert card is not None
    assert (card.step_id, card.lane_id) == ("", "")


def test_a_card_without_words_gives_an_action_with_some() -> None:
    picture = create(Card, id="card_p", kind="picture")
    of = done({"card_p": (None, picture)}, plain())
    change = actions_from(of, ["card_p"], Ids())
    assert [a.title for a in done(change, of).all(Action)] == ["See to a picture"]


def test_nothing_comes_of_no_card_or_one_that_is_gone() -> None:
    for ids in ([], ["card_gone"], ["lane_web"]):
        with pytest.raises(EditError):
            actions_from(plain(), ids, Ids())


def test_a_question_is_answered_as_long_as_an_action_is_about_it() -> None:
    change = actions_from(plain(), ["card_queue"], Ids())
    of = done(change, plain())
    (action_id,) = new_ids(change, Action)
    assert dealt_with(of) == {"card_queue"}
    assert dealt_with(done(set_status(of, action_id, "dropped", TODAY), of)) == frozenset()
    of = done(delete_cards(of, "card_queue"), of)
    assert action_id in of, "the action outlives its card"
    assert dealt_with(of) == frozenset()


def test_what_is_done_says_when_and_what_is_open_again_does_not() -> None:
    of = with_actions(("Train staff", "", "open"))
    of = done(set_status(of, "action_0", "done", TODAY), of)
    assert of.get("action_0", Action).done_on == "2026-11-22"  # type: ignore[union-attr]
    assert set_status(of, "action_0", "done", date(2027, 1, 1)) == {}
    of = done(set_status(of, "action_0", "in progress", TODAY), of)
    assert of.get("action_0", Action).done_on == ""  # type: ignore[union-attr]
    with pytest.raises(EditError):
        set_status(of, "action_0", "perhaps", TODAY)


def test_an_owner_is_found_by_first_name_or_initials_and_made_by_name() -> None:
    of = with_actions(("Train staff", "", "open"))
    for typed in ("mia", "Mia Berg", " mia  berg"):
        found = done(set_owner(of, "action_0", typed, Ids()), of)
        assert found["action_0"].owner_id == "person_mia"
        assert len(list(found.all(Person))) == len(list(of.all(Person)))
    made = done(set_owner(of, "action_0", "Noor  Haddad", Ids()), of)
    action = made.get("action_0", Action)
    assert action is not None
    assert owner_name(made, action) == "Noor Haddad"
    nobody = done(set_owner(made, "action_0", " ", Ids()), made)
    assert owner_name(nobody, nobody.get("action_0", Action)) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "title", "owner"),
    [
        ("Call them @mia", "Call them", "person_mia"),
        ("Call  them @Mia Berg ", "Call them", "person_mia"),
        ("Call them @noor", "Call them @noor", ""),
        ("Write to a@b.org", "Write to a@b.org", ""),
        (" @mia", "@mia", ""),
    ],
)
def test_a_typed_line_names_its_owner_and_makes_nobody(line: str, title: str, owner: str) -> None:
    of = done(typed_action(plain(), line, Ids()), plain())
    (action,) = of.all(Action)
    assert (action.title, action.owner_id) == (title, owner)
    assert len(list(of.all(Person))) == len(list(plain().all(Person)))
    with pytest.raises(EditError):
        typed_action(plain(), "  ", Ids())


@pytest.mark.parametrize(
    ("due", "status", "late"),
    [
        ("2026-11-21", "open", True),
        ("2026-11-22", "open", False),
        ("2026-11", "in progress", False),
        ("2026-10", "in progress", True),
        ("2025", "open", True),
        ("2025", "done", False),
        ("2025", "dropped", False),
        ("", "open", False),
    ],
)
def test_an_action_is_overdue_after_its_last_day_unless_it_is_over(
    due: str, status: str, late: bool
) -> None:
    (action,) = with_actions(("Train staff", due, status)).all(Action)
    assert is_overdue(action, TODAY) is late


def test_what_is_due_first_stands_first_and_what_is_over_last() -> None:
    of = with_actions(
        ("Later", "2027", "open"),
        ("Some day", "", "open"),
        ("Over", "2020-01-01", "done"),
        ("First", "2026-11-01", "in progress"),
        ("This month", "2026-11", "open"),
        ("Dropped", "", "dropped"),
    )
    titles = [action.title for action in ordered(of)]
    assert titles == ["First", "This month", "Later", "Some day", "Over", "Dropped"]
