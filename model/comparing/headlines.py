"""What became of a record in one plain line, as somebody who leads a review would say it."""

from collections import Counter
from typing import Final

from model.compare import Comparison, Item
from model.comparing.naming import capitalised, cell, followers, grids, isolated, signed, subject
from model.comparing.phrases import phrases, put
from model.comparing.values import said
from model.edits.actions import owner_name
from model.grid import Grid
from model.labels import counted, listed, quoted
from model.records import (
    Action,
    Card,
    Comment,
    Evidence,
    Feeling,
    Lane,
    Metric,
    Record,
    Stage,
    Step,
    Vote,
)

#: So many changes of one record are told in its line; the rest is counted.
_MOST: Final = 4
#: In which order what follows is counted.
_FOLLOWING: Final = ("step", "lane", "card", "link", "feeling", "comment")
#: What goes on a sentence without a colon.
_VERBS: Final = (
    "moved", "renamed", "reworded", "resolved", "opened again", "up ", "down ", "done", "now ",
    "put ", "was ", "led ", "private", "stands ",
)  # fmt: skip


def headline(c: Comparison, item: Item) -> str:
    """One line about what became of a record: 'Lane “Phone” now after “Website”'."""
    old, new = grids(c)
    if item.before is None and item.after is not None:
        told = f"{_added(new, item.after)}{_with(c, item)}"
        return capitalised(f"{subject(c.new, item.after)} {told}")
    if item.after is None and item.before is not None:
        told = f"{_removed(old, item.before)}{_with(c, item)}"
        return capitalised(f"{subject(c.old, item.before)} {told}")
    told = _changed(c, item)
    colon = "" if told.startswith(_VERBS) else ":"
    return capitalised(f"{subject(c.new, item.there)}{colon} {told}")


def _changed(c: Comparison, item: Item) -> str:
    found = list(dict.fromkeys(phrases(c, item))) or ["stands as before"]
    names = {"reworded", "renamed"}
    found.sort(key=lambda text: text in names)  # what it says comes after where it went
    if len(found) > _MOST:
        found = [*found[: _MOST - 1], f"and {counted(len(found) - _MOST + 1, 'more change')}"]
    return ", ".join(found) + _with(c, item)


def _added(grid: Grid, record: Record) -> str:
    match record:
        case Card():
            return f"added in {cell(grid, record)}"
        case Step():
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
            return f"added: {record.kind}"
        case Metric() if record.value is not None:
            return f"added: {said(grid, record, 'value')} {record.unit}".rstrip()
        case Vote():
            return f"added: {record.count}"
        case _:
            return "added"


def _removed(grid: Grid, record: Record) -> str:
    match record:
        case Card():
            return f"removed from {cell(grid, record)}"
        case Step():
            stage = grid.map.get(record.stage_id, Stage)
            return f"removed from stage {isolated(quoted(stage))}" if stage else "removed"
        case Feeling():
            return f"removed (was {signed(record.score)})"
        case _:
            return "removed"


def _with(c: Comparison, item: Item) -> str:
    """What came, went or was changed with it: ", with 14 cards and 3 links"."""
    counts: dict[str, Counter[str]] = {"with": Counter(), "changing": Counter()}
    way = (item.before is None, item.after is None)
    for other in followers(c).get(item.id, ()):
        alike = any(way) and way == (other.before is None, other.after is None)
        kind = "score" if other.record == "feeling" else other.record
        counts["with" if alike else "changing"][kind] += 1
    if item.record == "stage" and counts["with"]["step"] == 1:
        del counts["with"]["step"]  # every stage has one
    told = []
    for word, found in counts.items():
        if found:
            order = sorted(found, key=_rank)
            word = "behind" if item.record == "evidence" and word == "changing" else word
            told.append(f", {word} {listed([_counted(found[kind], kind) for kind in order])}")
    return "".join(told)


def _counted(n: int, kind: str) -> str:
    return "the map" if kind == "map" else counted(n, kind)


def _rank(kind: str) -> tuple[int, str]:
    at = _FOLLOWING.index(kind) if kind in _FOLLOWING else len(_FOLLOWING)
    return at, kind
