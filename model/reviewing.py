"""A review: the changes since the last one gone through, each agreed, questioned or acted upon.

What a review comes to stands on the map like everything else, so that it is compared, merged
and kept across versions: a question is a comment, what is agreed a comment that is dealt
with, an action an action. Nothing else remembers how far a review went.
"""

from collections.abc import Iterable, Iterator, Set
from datetime import date, timedelta
from functools import partial
from typing import Literal, NamedTuple, TypeAlias

from model.change import Change, JourneyMap, Pair, apply, chain
from model.compare import Comparison, Item
from model.comparing.headlines import gone, headline
from model.comparing.review_traces import ACTION, AGREED, is_made, is_only_days
from model.edits.common import EditError, changing
from model.edits.details import add_action, add_comment, find_or_make_person
from model.edits.removing import remove
from model.ids import Ids
from model.labels import counted
from model.records import Action, Card, Comment, Feeling, Link, Person, Record, Step, evolve
from model.remarks import settle

#: What a change can be marked as; the first is what most of them are.
Verdict: TypeAlias = Literal["agreed", "question", "action"]
VERDICTS: tuple[Verdict, ...] = ("agreed", "question", "action")
#: Days until the next review where nothing else is known: a month or so.
USUAL_DAYS = 30
#: Kinds of record that the review is made of itself: they are not gone through.
_OF_REVIEWS = ("comment", "action", "vote", "person", "conflict")


class Scribe(NamedTuple):
    """Who writes, and when.

    Attributes:
        name: of the author, who becomes a person of the map with the first words; "" for nobody.
        moment: ISO 8601, day or day and time.
    """

    name: str
    moment: str


def to_review(c: Comparison) -> tuple[Item, ...]:
    """The changes that a review goes through, in journey order."""
    return tuple(
        item for item in c.told if item.record not in _OF_REVIEWS and not is_only_days(item)
    )


def verdicts(c: Comparison) -> dict[str, Verdict]:
    """What was decided since the old map about each change of `to_review`, by record id.

    An open comment is a question, whatever else was said; then counts an action; then a
    comment that is dealt with.
    """
    found: dict[str, set[Verdict]] = {}
    left = _gone(c)
    for item in c.items:
        for about, verdict in _said_by(item, left):
            found.setdefault(about, set()).add(verdict)
    rank: tuple[Verdict, ...] = ("question", "action", "agreed")
    return {
        item.id: next(v for v in rank if v in found[item.id])
        for item in to_review(c)
        if item.id in found
    }


def agree(to: JourneyMap, c: Comparison, item_id: str, ids: Ids, by: Scribe) -> Change:
    """A change marked as agreed: a comment that is dealt with says so.

    Raises:
        EditError: nothing changed there any more.
    """
    item = _need(c, item_id)
    return _note(to, item, AGREED + headline(c, item), ids, by)


def question(
    to: JourneyMap, c: Comparison, about: Iterable[str], text: str, ids: Ids, by: Scribe
) -> Change:
    """An open question about a change, or about several that are told in one line.

    It stands at the first of them. Of several, and of what is gone, it says so itself.

    Raises:
        EditError: it says nothing, or nothing changed there any more.
    """
    items = [_need(c, item_id) for item_id in about]
    words = text.strip()
    if not words:
        raise EditError("A question needs words.")
    if items[0].after is None or len(items) > 1:
        words = f"{_together(c, items)}: {words}"
    return _remark(to, items[0], words, ids, by, False)


def act(
    to: JourneyMap,
    c: Comparison,
    about: Iterable[str],
    title: str,
    ids: Ids,
    by: Scribe,
    owner: str = "",
    day: str = "",
) -> Change:
    """Something to be done about changes, by `owner` (a name, "" for nobody yet) and a day.

    The day is ISO text, "" for none.

    Raises:
        EditError: it says nothing, or nothing changed there any more.
    """
    items = [_need(c, item_id) for item_id in about]
    words = title.strip()
    if not words:
        raise EditError("An action needs words.")
    owner_id, made = find_or_make_person(to, owner, ids) if owner.strip() else ("", {})
    places = dict.fromkeys(_place_of(to, item) for item in items)
    fields = {"about_ids": tuple(i for i in places if i != "map"), "owner_id": owner_id, "due": day}
    edits = [lambda _: made, lambda of: add_action(of, ids, words, **fields)]
    # Nothing else would lead back to what is gone, or to the map.
    edits += [
        partial(_note, item=item, text=ACTION + headline(c, item), ids=ids, by=by)
        for item in items
        if item.after is None or item.id == "map"
    ]
    return chain(to, *edits)


def take_back(
    to: JourneyMap, c: Comparison, item_id: str, by: Scribe, written: Set[str] = frozenset()
) -> Change:
    """What was decided about a change since the old map, taken off the map again.

    That is what was `written` in this review, if anything of it is about that change. Else it
    is what an earlier part of the review left: not what others remarked there.
    """
    return remove(to, *(r.id for r in _decided(to, c, item_id, by, written)))


def answered(
    to: JourneyMap, c: Comparison, item_id: str, by: Scribe, written: Set[str] = frozenset()
) -> Change:
    """The questions of this review about a change dealt with: it is agreed after all."""
    found = _decided(to, c, item_id, by, written)
    asked = (r for r in found if isinstance(r, Comment) and not r.resolved)
    return chain(to, *(partial(settle, comment_id=r.id, resolved=True) for r in asked))


def _decided(
    of: JourneyMap, c: Comparison, item_id: str, by: Scribe, written: Set[str]
) -> list[Record]:
    """The records of this review about a change: those `written`, or else of an earlier part."""
    left = _gone(c)
    found = [
        item.after
        for item in c.items
        if item.before is None
        and item.after is not None
        and of.records.get(item.id) is item.after
        and any(about == item_id for about, _ in _said_by(item, left))
    ]
    return [r for r in found if r.id in written] or [r for r in found if _is_own(of, r, by)]


def without_own(c: Comparison, written: Set[str]) -> JourneyMap:
    """The newer map without what its review wrote: nobody reviews that.

    Left out is what was `written` since the review went on, and the remarks that nobody typed.
    """
    of = c.new
    own: dict[str, Pair] = {i: (of[i], None) for i in written if i in of and i in c.by_id}
    for item in c.items:
        if item.before is None and isinstance(item.after, Comment) and is_made(item.after):
            own[item.id] = (item.after, None)
    return apply(own, of)


def comment(
    to: JourneyMap, about_id: str, text: str, ids: Ids, by: Scribe, resolved: bool = False
) -> Change:
    """A remark about a record, by somebody who is a person of the map from then on.

    Raises:
        EditError: it says nothing, or what it is about is gone.
    """
    if not text.strip():
        raise EditError("A comment needs words.")
    author_id, made = find_or_make_person(to, by.name, ids) if by.name.strip() else ("", {})

    def add(of: JourneyMap) -> Change:
        added = add_comment(of, about_id, text.strip(), ids, author_id, by.moment)
        if not resolved:
            return added
        return {i: (was, evolve(now, resolved=True)) for i, (was, now) in added.items()}

    return chain(to, lambda _: made, add)


def done(to: JourneyMap, today: date, next_day: date | None = None) -> Change:
    """The review is over: its day and the next one's stand on the map.

    Without `next_day` that is as many days later as the map says between two reviews.

    Raises:
        EditError: the next one would not be later.
    """
    days = to.info.review_every_days or USUAL_DAYS
    following = next_day or next_review(today, days)
    if following <= today:
        raise EditError("The next review has to be on a later day.")
    fields = {"reviewed_on": today.isoformat(), "next_review": following.isoformat()}
    return changing(to, evolve(to.info, **fields))


def next_review(today: date, days: int) -> date:
    """The day of the next review so many days later, or the last day that calendars know."""
    return today + timedelta(days=min(days, (date.max - today).days))


def _remark(to: JourneyMap, item: Item, text: str, ids: Ids, by: Scribe, resolved: bool) -> Change:
    return comment(to, _place_of(to, item), text, ids, by, resolved)


def _note(to: JourneyMap, item: Item, text: str, ids: Ids, by: Scribe) -> Change:
    return _remark(to, item, text, ids, by, True)


def _place_of(to: JourneyMap, item: Item) -> str:
    """What a remark about a change stands at: the record, or where it stood if it is gone."""
    if item.id in to:
        return item.id
    record = item.there
    match record:
        case Card():
            near: tuple[str, ...] = (record.step_id, record.lane_id)
        case Step():
            near = (record.stage_id,)
        case Feeling():
            near = (record.card_id, record.step_id, record.persona_id)
        case Link():
            near = (record.source_id, record.target_id)
        case _:
            near = ()
    return next((i for i in near if i in to), "map")


class _Gone(NamedTuple):
    """A change whose record is gone: its line, and what of it stays whatever else is edited."""

    id: str
    line: str
    begins: str


def _gone(c: Comparison) -> tuple[_Gone, ...]:
    """The changes whose record is gone, by the words that remarks about them begin with."""
    return tuple(
        _Gone(item.id, headline(c, item), gone(c, item))
        for item in to_review(c)
        if item.after is None
    )


def _meant(text: str, left: tuple[_Gone, ...]) -> list[str]:
    """Which of these a remark is about: all that read alike, if nothing tells them apart."""
    found = [one for one in left if one.begins in text]
    longest = max((len(one.begins) for one in found), default=0)
    found = [one for one in found if len(one.begins) == longest]
    whole = [one for one in found if one.line in text]
    longest = max((len(one.line) for one in whole), default=0)
    return [one.id for one in whole if len(one.line) == longest] or [one.id for one in found]


def _said_by(item: Item, left: tuple[_Gone, ...]) -> Iterator[tuple[str, Verdict]]:
    """What a comment or an action that is new or changed says of which changes."""
    match item.after:
        case Comment(text=text, resolved=resolved):
            verdict: Verdict = "agreed"
            if not resolved:
                verdict = "question"
            elif text.startswith(ACTION):
                verdict = "action"
            for about in _meant(text, left) or [item.after.about_id]:
                yield about, verdict
        case Action(about_ids=about_ids) if item.before is None:
            yield from ((about, "action") for about in about_ids)


def _together(c: Comparison, items: list[Item]) -> str:
    """What a remark begins with that is about several changes, or about what is gone."""
    more = f", and {counted(len(items) - 1, 'more change')}" if len(items) > 1 else ""
    return f"{headline(c, items[0])}{more}"


def _is_own(of: JourneyMap, record: Record, by: Scribe) -> bool:
    """Whether it may be of an earlier part of the review, as far as a record tells."""
    if not isinstance(record, Comment) or is_made(record):
        return True
    author = of.get(record.author_id, Person)
    return author is not None and " ".join(author.name.split()) == " ".join(by.name.split())


def _need(c: Comparison, item_id: str) -> Item:
    item = c.by_id.get(item_id)
    if item is None:
        raise EditError("Nothing is different there any more.")
    return item
