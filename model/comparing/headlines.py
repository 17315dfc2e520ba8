"""What became of a record in one plain line, as somebody who leads a review would say it."""

from collections import Counter
from collections.abc import Set
from typing import Final

from model.compare import Comparison, Item
from model.comparing.naming import (
    capitalised,
    cell,
    followers,
    grids,
    in_letters,
    isolated,
    signed,
    source_kind,
    subject,
)
from model.comparing.phrases import phrases
from model.comparing.review_traces import is_only_days
from model.comparing.siblings import put
from model.comparing.values import figure, said
from model.edits.actions import owner_name
from model.files.encode import NEWER
from model.grid import Grid, is_placed
from model.labels import counted, listed, quoted
from model.merging.conflicts import subject as conflict_subject
from model.names import own_name
from model.records import (
    Action,
    Asset,
    Card,
    Comment,
    Conflict,
    Evidence,
    Feeling,
    Lane,
    MapInfo,
    Metric,
    Record,
    Stage,
    Step,
    Vote,
)

#: So many changes of one record are told in its line; the rest is counted.
MOST: Final = 4
#: How others follow from a record, and what is said of them.
_WITH: Final = {
    "along": "with {}",
    "parked": "{} now in the parking lot",
    "reach": "changing the reach of {}",
    "about": "changing {}",
}
#: In which order what follows is counted.
_FOLLOWING: Final = ("step", "lane", "card", "link", "feeling", "comment")
#: What goes on a sentence without a colon.
_VERBS: Final = (
    "moved", "renamed", "reworded", "resolved", "opened again", "up ", "down ", "done", "now ",
    "put ", "was ", "led ", "began ", "said by ", "no longer ", "private", "stands ", "from ",
    "solved ",
)  # fmt: skip


def headline(c: Comparison, item: Item, but: Set[str] = frozenset(), most: int = MOST) -> str:
    """One line about what became of a record: 'Lane “Phone” now after “Website”'.

    Without what became of the fields in `but`; of more changes than `most` the last are counted.
    """
    if item.id == NEWER:
        which = "old" if item.after is None else "new"
        return f"The {which} map was written by a newer Touchline"
    if isinstance(item.there, Conflict):
        return _to_settle(c, item, item.there)
    _, new = grids(c)
    if (item.before is None or item.after is None) and c.regrouped.about(item.id):
        names = listed([_called(stage) for stage in regrouped_stages(c, item)[1]])
        return f"{capitalised(regrouped_in_words(c, item))}: {names}{_with(c, item)}"
    if item.before is None and item.after is not None:
        told = f"{_added(new, item.after)}{_with(c, item)}"
        return capitalised(f"{subject(c.new, item.after)} {told}")
    if item.after is None:
        return gone(c, item) + _with(c, item)
    told = changes(c, item, but, most) or ("" if but else "stands as before")
    if isinstance(item.there, MapInfo) and told.startswith("reviewed ") and is_only_days(item):
        return capitalised(told)
    colon = "" if told.startswith(_VERBS) or not told else ":"
    named = item.before if _lost_its_name(item) else None
    whose = subject(c.new, item.there) if named is None else subject(c.old, named)
    return capitalised(f"{whose}{colon} {told}".rstrip()) + _with(c, item)


def regrouped_in_words(c: Comparison, item: Item) -> str:
    """Of a stage that went into another, or came out of one: stages “A” and “B” are now one."""
    old, new = regrouped_stages(c, item)
    names = listed([_called(stage) for stage in old])
    verb = "is" if len(old) == 1 else "are"
    return f"{'stage' if len(old) == 1 else 'stages'} {names} {verb} now {in_letters(len(new))}"


def _called(stage: Stage) -> str:
    return isolated(quoted(stage)) if own_name(stage) else "one without a name"


def regrouped_stages(c: Comparison, item: Item) -> tuple[list[Stage], list[Stage]]:
    """The stages that there were, and those that they are now, each in their order."""
    stayed = c.regrouped.about(item.id)
    gone, made = c.regrouped.into.get(stayed, ()), c.regrouped.out_of.get(stayed, ())
    ids = {stayed, *(gone if item.after is None else made)}
    old, new = ([s for s in grid.stages if s.id in ids] for grid in grids(c))
    return old, new


def _to_settle(c: Comparison, item: Item, conflict: Conflict) -> str:
    """A conflict is no change of the journey, but something to be done, or that was done."""
    of, done = (c.new, "To settle") if item.after is not None else (c.old, "Settled")
    about = conflict_subject(of, conflict)
    return f"{done}: {isolated(about)}".rstrip()


def gone(c: Comparison, item: Item) -> str:
    """How the line about a record that is gone begins, whatever followed from that."""
    assert item.before is not None, "it was there"
    if c.regrouped.about(item.id):
        return capitalised(regrouped_in_words(c, item))
    return capitalised(f"{subject(c.old, item.before)} {_removed(grids(c)[0], item.before)}")


def _lost_its_name(item: Item) -> bool:
    """Whether it is best known by the name that it had."""
    old, new = item.before, item.after
    if not isinstance(new, (Card, Step)) or not isinstance(old, type(new)):
        return False
    return bool(own_name(old)) and not own_name(new)


def changes(c: Comparison, item: Item, but: Set[str] = frozenset(), most: int = MOST) -> str:
    """What became of the fields of a record that is in both maps; "" if nothing is left to say."""
    found = list(dict.fromkeys(phrases(c, item, but)))
    names = {"reworded", "renamed"}
    found.sort(key=lambda text: text in names)  # what it says comes after where it went
    if len(found) > most:
        found = [*found[: most - 1], f"and {counted(len(found) - most + 1, 'more change')}"]
    return ", ".join(found)


def _added(grid: Grid, record: Record) -> str:
    match record:
        case Card():
            return f"added in {cell(grid, record)}"
        case Step(name=str(name)) if name:
            stage = grid.map.get(record.stage_id, Stage)
            return f"added in stage {isolated(quoted(stage))}" if stage else "added"
        case Stage() | Lane():
            return f"added {put(grid, record).removeprefix('now ')}"
        case Feeling():
            return f"added: {said(grid, record, 'scores')}"
        case Action():
            owner = isolated(owner_name(grid.map, record))
            by = said(grid, record, "due")
            told = [f"for {owner}" if owner else "", f"by {by}" if by else ""]
            return ", ".join(filter(None, ("added", *told)))
        case Comment():
            about = grid.map.records.get(record.about_id)
            return f"added about {subject(grid.map, about)}" if about is not None else "added"
        case Evidence():
            return f"added: {source_kind(record)}"
        case Metric() if record.value is not None:
            return f"added: {figure(record)}"
        case Vote():
            return f"added: {record.count}"
        case _:
            return "added"


def _removed(grid: Grid, record: Record) -> str:
    match record:
        case Card():
            return f"removed from {cell(grid, record)}"
        case Step(name=str(name)) if name:
            stage = grid.map.get(record.stage_id, Stage)
            return f"removed from stage {isolated(quoted(stage))}" if stage else "removed"
        case Feeling():
            return f"removed (was {signed(record.score)})"
        case Evidence():
            return f"removed: {source_kind(record)}"
        case _:
            return "removed"


def _with(c: Comparison, item: Item) -> str:
    """What came, went or was changed with it: ", with 14 cards and 3 links"."""
    others = followers(c).get(item.id)
    if not others:
        return ""
    counts: dict[str, Counter[str]] = {way: Counter() for way in _WITH}
    regrouped = item.record == "stage" and bool(c.regrouped.about(item.id))
    for other in others:
        if isinstance(other.there, Asset) and None not in (item.before, item.after):
            continue  # its picture, which is told of already
        if regrouped and (other.record == "stage" or None not in (other.before, other.after)):
            continue  # that is what being one, or several, means
        kind = "score" if other.record == "feeling" else other.record
        n = 1
        if isinstance(other.there, Vote):
            kind, n = "dot", other.there.count
        counts[_way(c, item, other)][kind] += n
    if item.record == "stage" and counts["along"]["step"] == 1 and not regrouped:
        del counts["along"]["step"]  # every stage has one
    told = []
    for way, found in counts.items():
        if found:
            order = sorted(found, key=_rank)
            names = listed([_counted(found[kind], kind) for kind in order])
            told.append(f", {_words_for(way, item, found.total()).format(names)}")
    return "".join(told)


def _way(c: Comparison, item: Item, other: Item) -> str:
    """How one follows from another: it came or went along, was parked, or had to do with it."""
    way = (item.before is None, item.after is None)
    if any(way) and way == (other.before is None, other.after is None):
        return "along"
    before, after = other.before, other.after
    if isinstance(before, Card) and isinstance(after, Card) and "place" in other.fields:
        parked = is_placed(c.old, before) and not is_placed(c.new, after)
        return "parked" if parked else "reach"
    return "about"


def _words_for(way: str, item: Item, n: int) -> str:
    if way != "about":
        return _WITH[way]
    if item.record == "evidence":
        return "which was behind {}" if item.after is None else "behind {}"
    if item.after is None:
        whom = "them" if item.record in ("person", "persona") else "it"
        if item.record in ("stage", "step", "lane"):
            whom = "what stood there"
        return f"{{}} no longer {'refers' if n == 1 else 'refer'} to {whom}"
    return "referred to by {}" if item.before is None else _WITH[way]


def _counted(n: int, kind: str) -> str:
    return "the map" if kind == "map" else counted(n, kind)


def _rank(kind: str) -> tuple[int, str]:
    at = _FOLLOWING.index(kind) if kind in _FOLLOWING else len(_FOLLOWING)
    return at, kind
