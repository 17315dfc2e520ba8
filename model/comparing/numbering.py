"""The numbers of changes: one for each line that a review reads, in its order, for the list, the
map and the poster alike.

What is remarked and planned anew has none, so that a change keeps its number all through a review,
in which people do just that, and in its report: the days that its end sets have none either.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from model.compare import Comparison, Item
from model.comparing.lines import Line
from model.comparing.review_traces import is_only_days

#: Kinds of record that come with what people remark and plan.
_COME: Final = frozenset(("action", "person"))


def numbered(c: Comparison, sections: Sequence[Sequence[Line]]) -> list[tuple[Line, ...]]:
    """The lines with the numbers of those that tell of a change that no other line tells of.

    Those that tell only of comments, of actions and people that are new, and of the days of reviews
    are news without one.

    What is told twice has the number of the line that tells all of it.
    """
    places = [(s, n) for s, lines in enumerate(sections) for n in range(len(lines))]
    owner: dict[str, tuple[int, int]] = {}
    for brief in (False, True):
        for s, n in places:
            one = sections[s][n]
            if one.brief == brief and not one.stands:
                for record_id in one.ids:
                    if _is_change(c, record_id):
                        owner.setdefault(record_id, (s, n))
    telling = set(owner.values())
    counted = {place for record_id, place in owner.items() if has_a_number(c.by_id[record_id])}
    number = {place: nth for nth, place in enumerate(filter(counted.__contains__, places), start=1)}
    return [
        tuple(
            one._replace(number=number.get((s, n), 0), news=(s, n) in telling)
            for n, one in enumerate(lines)
        )
        for s, lines in enumerate(sections)
    ]


def numbers(c: Comparison, lines: Iterable[Line]) -> dict[str, int]:
    """The number of each difference, and of all that follows from it, by record id.

    `lines` are those of a digest of this comparison.
    """
    told = sorted((one for one in lines if one.number), key=lambda one: (one.brief, one.number))
    found: dict[str, int] = {}
    for one in told:
        for record_id in one.ids:
            if _is_change(c, record_id):
                found.setdefault(record_id, one.number)
    own = set(found)
    for item in c.items:
        seen = {item.id}
        cause = item.because
        while cause and cause not in seen and cause not in own:
            seen.add(cause)
            above = c.by_id.get(cause)
            cause = above.because if above else ""
        if cause in own:
            found.setdefault(item.id, found[cause])
    return found


def has_a_number(item: Item) -> bool:
    """Whether it is a change of what stood, not what people say to it, nor when they review it."""
    if is_only_days(item):
        return False
    return item.record != "comment" and (item.before is not None or item.record not in _COME)


def _is_change(c: Comparison, record_id: str) -> bool:
    item = c.by_id.get(record_id)
    return item is not None and item.kinds != ("rekeyed",)
