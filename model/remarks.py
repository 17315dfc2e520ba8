"""The comments of a map as a list is read: by what they are about, along the journey."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from model.change import Change, JourneyMap
from model.comparing.sequence import in_journey_order
from model.edits.common import changing, need
from model.moments import order
from model.records import Comment, Record, evolve

#: Answers to answers to ...: so deep they are followed, and shown further in.
DEEPEST = 20


class Said(NamedTuple):
    """One comment, and how many answers deep it stands."""

    comment: Comment
    depth: int


class Talk(NamedTuple):
    """What is said about one thing, oldest first, with answers below what they answer.

    Attributes:
        about_id: the record; "map" for the map. It may be one that is gone.
        open: whether anything in it is still to be dealt with.
    """

    about_id: str
    said: tuple[Said, ...]
    open: bool


class _About(NamedTuple):
    id: str
    there: Record


def talks(of: JourneyMap) -> tuple[Talk, ...]:
    """All comments: what is open in journey order, then what is dealt with.

    A comment is dealt with together with its answers; about one thing there can be both.
    """
    comments = sorted(of.all(Comment), key=lambda c: (order(c.date), c.id))
    known = {comment.id: comment for comment in comments}
    answers: dict[str, list[Comment]] = {}
    roots: dict[str, list[Comment]] = {}
    for comment in comments:
        if _answers(comment, known):
            answers.setdefault(comment.about_id, []).append(comment)
        else:
            roots.setdefault(_about(comment), []).append(comment)
    there = [_About(i, of[i]) for i in roots if i in of]
    ordered = [about.id for about in in_journey_order(of, of, there)]
    ordered += sorted(i for i in roots if i not in of)
    found: dict[bool, list[Talk]] = {True: [], False: []}
    for about_id in ordered:
        threads: dict[bool, list[Said]] = {True: [], False: []}
        for root in roots[about_id]:
            thread = list(_thread(root, answers))
            threads[any(not s.comment.resolved for s in thread)] += thread
        for is_open, said in threads.items():
            if said:
                found[is_open].append(Talk(about_id, tuple(said), is_open))
    return (*found[True], *found[False])


def open_about(of: JourneyMap) -> dict[str, int]:
    """How many open comments there are about each thing, answers counted with it."""
    comments = list(of.all(Comment))
    known = {comment.id: comment for comment in comments}
    return dict(Counter(_about(_root(c, known)) for c in comments if not c.resolved))


def settle(to: JourneyMap, comment_id: str, resolved: bool) -> Change:
    """A comment and its answers dealt with, or open again; opening opens no answer.

    Raises:
        EditError: it is gone.
    """
    comment = need(to, comment_id, Comment)
    if not resolved:
        return changing(to, evolve(comment, resolved=False))
    answers: dict[str, list[Comment]] = {}
    for other in to.all(Comment):
        answers.setdefault(other.about_id, []).append(other)
    whole = {said.comment.id: said.comment for said in _thread(comment, answers)}
    return changing(to, *(evolve(c, resolved=True) for c in whole.values() if not c.resolved))


def _answers(comment: Comment, known: dict[str, Comment]) -> bool:
    """Whether it stands below another comment; not where answers go round in a circle."""
    return comment.about_id in known and _root(comment, known) is not comment


def _root(comment: Comment, known: dict[str, Comment]) -> Comment:
    """What it answers in the end; itself if that is nothing, or itself again."""
    found = comment
    for _ in range(DEEPEST):
        above = known.get(found.about_id)
        if above is None:
            return found
        if above is comment:
            return comment
        found = above
    return comment


def _about(comment: Comment) -> str:
    return comment.about_id or "map"


def _thread(root: Comment, answers: dict[str, list[Comment]]) -> Iterable[Said]:
    waiting, seen = [Said(root, 0)], {root.id}
    while waiting:
        said = waiting.pop()
        yield said
        if said.depth < DEEPEST:
            below = [c for c in answers.get(said.comment.id, ()) if c.id not in seen]
            seen.update(c.id for c in below)
            waiting += [Said(c, said.depth + 1) for c in reversed(below)]
