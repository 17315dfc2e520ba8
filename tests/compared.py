"""The bicycle map as its November review left it, and the same map some fifteen edits later.

Every kind of change is there, made by the edits of the program and always the same, for
tests and pictures of what compares two maps.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from random import Random
from typing import Final, NamedTuple, TypeVar

from model.change import Change, JourneyMap, apply, chain
from model.compare import Comparison
from model.comparing.digest import digest
from model.edits.actions import set_status
from model.edits.cards import add_card, move_cards
from model.edits.details import add_action, add_evidence, add_reading, attach
from model.edits.feelings import set_feeling
from model.edits.fields import set_fields
from model.edits.lanes import move_lane
from model.edits.links import connect
from model.edits.removing import remove
from model.edits.stages import add_stage
from model.files.codec import load
from model.grid import steps_of
from model.ids import Ids
from model.layout.overlay import Overlay, overlay
from model.records import Action, Card, Lane, Metric, Person, Persona, Record, Stage
from resources import templates

R = TypeVar("R", bound=Record)

#: What a comparison of the two calls the old one.
OLD_NAME: Final = "November review"
#: The day on which the two are compared.
TODAY: Final = date(2026, 12, 14)

CHAT: Final = "Asks in chat whether a child seat is allowed"
CHAT_NOW: Final = "Asks on the website whether a child seat fits"
CALLS: Final = "Eleven minutes of waiting, then told to use the app"
STATEMENT: Final = "Reads the monthly statement"
SCAN: Final = "Scan fails three times in low light"
SWAP: Final = "Report in two taps, swap at the next station"
TABLE: Final = "Tariff table does not fit a small screen"
PAUSE: Final = "Looks for the way to pause the pass"
FLAT: Final = "Reports a flat tyre and waits on the line"
LOCK: Final = "The new lock freezes below zero"
ASK: Final = "Ask the telephone line for its waiting times"
SEAT: Final = "Try a child seat at three stations"
WINTER: Final = "Winter rides"


class Edit(NamedTuple):
    """One thing that somebody did, by its label in the history."""

    label: str
    do: Callable[[JourneyMap], Change]


def one(of: JourneyMap, record_type: type[R], text: str) -> R:
    """The one record that reads so."""
    read = [r for r in of.all(record_type) if text in (getattr(r, "title", ""), name_of(r))]
    assert len(read) == 1, f"{len(read)} records read {text!r}"
    return read[0]


def name_of(record: Record) -> str:
    """What it is called, if it has a name."""
    return getattr(record, "name", "")


@cache
def old_map() -> JourneyMap:
    """The bicycle map with two actions, which it does not come with."""
    made = load(templates.path("bicycle")).map
    lena, omar = one(made, Person, "Lena").id, one(made, Person, "Omar").id
    calls, chat = one(made, Card, CALLS).id, one(made, Card, CHAT).id
    actions = chain(
        made,
        lambda to: add_action(
            to, _ids("ask"), ASK, owner_id=lena, due="2026-12-01", about_ids=(calls,)
        ),
        lambda to: add_action(
            to, _ids("seat"), SEAT, owner_id=omar, due="2026-12-10", about_ids=(chat,)
        ),
    )
    return apply(actions, made)


@cache
def new_map() -> JourneyMap:
    """The old map with all the edits."""
    return apply(chain(old_map(), *(edit.do for edit in EDITS)), old_map())


def _ids(seed: str) -> Ids:
    return Ids(Random(seed))


def _first_step(of: JourneyMap, stage: str, number: int = 1) -> str:
    return steps_of(of, one(of, Stage, stage).id)[number - 1].id


def _finish_action(to: JourneyMap) -> Change:
    return set_status(to, one(to, Action, ASK).id, "done", date(2026, 12, 3))


def _finish_opportunity(to: JourneyMap) -> Change:
    measured = "Two of three flats are swapped within ten minutes"
    expected = "Half of all flats are swapped"
    fields = {"opportunity_status": "done", "expected": expected, "measured": measured}
    return set_fields(to, one(to, Card, SWAP).id, **fields)


def _feel_better(to: JourneyMap) -> Change:
    mara, jonas = one(to, Persona, "Mara").id, one(to, Persona, "Jonas").id
    get_help, sign_up = _first_step(to, "Get help"), _first_step(to, "Sign up")
    return chain(
        to,
        lambda to: set_feeling(to, mara, get_help, -0.4, word="swapped at the corner"),
        lambda to: set_feeling(to, mara, sign_up, -1.2),
        lambda to: set_feeling(to, jonas, sign_up, -1.5, word="gives up twice"),
    )


def _measure(to: JourneyMap) -> Change:
    return add_reading(to, one(to, Metric, "found in 2 min").id, 96, "2026-12")


def _solve_pain(to: JourneyMap) -> Change:
    return remove(to, one(to, Card, CALLS).id)


def _add_pain(to: JourneyMap) -> Change:
    at = _first_step(to, "Ride", 2), one(to, Lane, "Station").id
    return add_card(to, _ids("lock"), *at, title=LOCK, kind="pain", severity=3)


def _ease_pain(to: JourneyMap) -> Change:
    return set_fields(to, one(to, Card, TABLE).id, severity=2)


def _change_touchpoint(to: JourneyMap) -> Change:
    chat = one(to, Card, CHAT).id
    place = _first_step(to, "Compare", 2), one(to, Lane, "Website").id
    owner = one(to, Person, "Lena").id
    return chain(
        to,
        lambda to: move_cards(to, [chat], *place),
        lambda to: set_fields(to, chat, title=CHAT_NOW, owner_id=owner),
    )


def _add_evidence(to: JourneyMap) -> Change:
    fields = {"kind": "interview", "title": WINTER, "date": "2026-12", "n": 6}
    found = "Four of six rode through the first frost."
    return add_evidence(to, _ids("winter"), one(to, Card, STATEMENT).id, finding=found, **fields)


def _put_earlier(to: JourneyMap) -> Change:
    statement, before = one(to, Card, STATEMENT), one(to, Card, PAUSE)
    return move_cards(to, [statement.id], statement.step_id, statement.lane_id, before.id)


def _reword(to: JourneyMap) -> Change:
    flat = one(to, Card, FLAT).id
    return set_fields(to, flat, title="Reports a flat tyre in two taps", body="By day and night.")


def _add_link(to: JourneyMap) -> Change:
    ends = one(to, Card, "Unlocks the first bicycle").id, one(to, Card, STATEMENT).id
    return connect(to, *ends, _ids("link"), label="after a month", share=0.4)


def _add_stage(to: JourneyMap) -> Change:
    made = add_stage(to, _ids("stage"), "Come back", customer_goal="Start again in spring")
    after = apply(made, to)
    at = _first_step(after, "Come back"), one(to, Lane, "App").id
    card = add_card(after, _ids("back"), *at, title="Wakes the pass up again")
    return chain(to, lambda _: made, lambda _: card)


def _move_lane(to: JourneyMap) -> Change:
    return move_lane(to, one(to, Lane, "Phone, chat").id, one(to, Lane, "Website").id)


def _remove_lane(to: JourneyMap) -> Change:
    return remove(to, one(to, Lane, "Platform").id)


def _review(to: JourneyMap) -> Change:
    return set_fields(to, "map", business_goals=("Keep 85% of riders through the winter",))


def _support(to: JourneyMap) -> Change:
    """A card rests on evidence that was there before."""
    return attach(to, one(to, Card, TABLE).id, "evidence_ids", "evidence_visits")


#: In the order in which they are made; each can be made without the others.
EDITS: Final[tuple[Edit, ...]] = (
    Edit("Finish an action", _finish_action),
    Edit("Finish an opportunity", _finish_opportunity),
    Edit("Change feelings", _feel_better),
    Edit("Read a metric", _measure),
    Edit("Delete a pain point", _solve_pain),
    Edit("Add a pain point", _add_pain),
    Edit("Change a severity", _ease_pain),
    Edit("Move and rewrite a touchpoint", _change_touchpoint),
    Edit("Add evidence", _add_evidence),
    Edit("Attach evidence", _support),
    Edit("Put a card earlier", _put_earlier),
    Edit("Rewrite a touchpoint", _reword),
    Edit("Connect two cards", _add_link),
    Edit("Add a stage", _add_stage),
    Edit("Move a lane", _move_lane),
    Edit("Delete a lane", _remove_lane),
    Edit("Change a goal", _review),
)


def overlaid(c: Comparison, last: Overlay | None = None) -> Overlay:
    """Both maps in one, as a review on that day numbers the changes."""
    return overlay(c, digest(c, TODAY), last)
