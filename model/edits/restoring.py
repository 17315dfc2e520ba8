"""Going back to an earlier version of a map, as one edit like any other.

The journey becomes what it was. What is about the work on the map stays as it is now: when it
was reviewed, what it is compared with, and what was said about what is still there.
"""

from collections.abc import Iterator

from model.change import Change, JourneyMap, diff
from model.records import Comment, Person, Record, evolve

#: Fields of the map that stay as they are now.
KEPT = ("version", "baseline", "reviewed_on", "next_review", "review_every_days")


def restore(journey: JourneyMap, version: JourneyMap) -> Change:
    """What makes `journey` like `version`, but for KEPT and comments.

    Comments stay as they are now, where what they are about is there in both; those of a card
    that comes back come back with it.
    """
    return diff(journey, restored(journey, version))


def restored(journey: JourneyMap, version: JourneyMap) -> JourneyMap:
    """`version` as it would stand in place of `journey`."""
    info = evolve(version.info, **{name: getattr(journey.info, name) for name in KEPT})
    records: dict[str, Record] = {
        i: record
        for i, record in version.records.items()
        if not isinstance(record, Comment) or record.about_id not in journey
    }
    records["map"] = info
    comments = list(_staying(journey, version))
    authors = {comment.author_id for comment in comments}
    for person in journey.all(Person):
        if person.id in authors:
            records.setdefault(person.id, person)
    return JourneyMap({**records, **{comment.id: comment for comment in comments}})


def _staying(journey: JourneyMap, version: JourneyMap) -> Iterator[Comment]:
    """The comments of now about what there still is."""
    for comment in journey.all(Comment):
        if comment.about_id in version or not comment.about_id:
            yield comment
