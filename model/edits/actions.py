"""Actions: what somebody will do, by when, made from what stands on the map.

The card that an action is made from stays as it is and where it is: the action is about it.
That a question is answered, or a parked card dealt with, is never typed: it is so as long as
an action that was not dropped is about it.
"""

from collections.abc import Sequence
from datetime import date

from model.change import Change, JourneyMap
from model.due import last_day
from model.edits.capturing import owner_of
from model.edits.common import EditError, changing, made, need, with_fields
from model.edits.details import add_action, find_or_make_person
from model.edits.fields import set_fields
from model.edits.guard import fitting
from model.ids import Ids
from model.names import kind_name
from model.records import Action, Card, Person

#: In the order in which one goes on to the next.
STATUSES = ("open", "in progress", "done", "dropped")
_OVER = frozenset({"done", "dropped"})


def actions_from(to: JourneyMap, card_ids: Sequence[str], ids: Ids) -> Change:
    """An action for each of these cards: its words, its owner, and when it is due if it says so.

    Raises:
        EditError: a card is gone, or there is none.
    """
    cards = [need(to, card_id, Card) for card_id in dict.fromkeys(card_ids)]
    if not cards:
        raise EditError("Choose the cards that something is to be done about.")
    return fitting(
        to,
        changing(
            to,
            *(
                made(
                    Action,
                    id=ids.new(Action),
                    title=title_of(card),
                    about_ids=(card.id,),
                    owner_id=card.owner_id if to.get(card.owner_id, Person) else "",
                    due=card.due,
                )
                for card in cards
            ),
        ),
    )


def about_already(of: JourneyMap, card_ids: Sequence[str]) -> dict[str, Action]:
    """The first action about each of these cards that has one which was not dropped."""
    wanted, found = set(card_ids), dict[str, Action]()
    for action in ordered(of):
        if action.status != "dropped":
            for card_id in wanted.intersection(action.about_ids):
                found.setdefault(card_id, action)
    return found


def title_of(card: Card) -> str:
    """The words of a card as an action's title, in one line."""
    words = card.title.strip() or next(iter(card.body.strip().splitlines()), "")
    return " ".join(words.split()) or f"See to a {kind_name(card)}"


def typed_action(to: JourneyMap, line: str, ids: Ids) -> Change:
    """An action as it is typed in one line; "@lena" at its end gives it to Lena.

    What stands there and is nobody's name stays a word: nobody is made a person in silence.

    Raises:
        EditError: there are no words, or too many.
    """
    words, _, name = line.strip().rpartition(" @")
    owner_id = owner_of(to, name) if words.strip() and name.strip() else ""
    title = " ".join((words if owner_id else line).split())
    if not title:
        raise EditError("An action needs words.")
    return add_action(to, ids, title, **({"owner_id": owner_id} if owner_id else {}))


def set_status(to: JourneyMap, action_id: str, status: str, today: date) -> Change:
    """An action with another status; what is done was done today, unless it says when.

    Raises:
        EditError: it is gone, or there is no such status.
    """
    action = need(to, action_id, Action)
    done_on = (action.done_on or today.isoformat()) if status == "done" else ""
    return changing(to, with_fields(action, status=status, done_on=done_on))


def set_owner(to: JourneyMap, action_id: str, name: str, ids: Ids) -> Change:
    """An action with the owner of that name, who is made if nobody is called so; "" for nobody.

    Whoever calls this has asked before: nobody is made a person in silence.

    Raises:
        EditError: the action is gone, or the name is too long.
    """
    need(to, action_id, Action)
    found = owner_of(to, name) if name.strip() else ""
    if found or not name.strip():
        return set_fields(to, action_id, owner_id=found)
    person_id, change = find_or_make_person(to, name, ids)
    action = with_fields(need(to, action_id, Action), owner_id=person_id)
    return {**change, **changing(to, action)}


def is_over(action: Action) -> bool:
    """Whether nothing is left to do."""
    return action.status in _OVER


def is_overdue(action: Action, today: date) -> bool:
    """Whether it should have been done by now; a month lasts until its last day."""
    last = last_day(action.due)
    return last is not None and last < today and not is_over(action)


def ordered(of: JourneyMap) -> list[Action]:
    """All actions: what is left by when it is due, what has no day after it, what is over last."""

    def key(action: Action) -> tuple[bool, date, str, str]:
        return is_over(action), last_day(action.due) or date.max, action.title, action.id

    return sorted(of.all(Action), key=key)


def owner_name(of: JourneyMap, action: Action) -> str:
    """Who does it, or ""."""
    person = of.get(action.owner_id, Person)
    return " ".join(person.name.split()) if person is not None else ""


def dealt_with(of: JourneyMap) -> frozenset[str]:
    """The ids of all that an action is about that was not dropped."""
    return frozenset(
        record_id
        for action in of.all(Action)
        if action.status != "dropped"
        for record_id in action.about_ids
    )
