"""What became of one field, as a part of a sentence: "moved from Compare to Buy", "severity
from 4 to 2", "for Mara instead of everyone".
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from model.change import JourneyMap
from model.compare import Comparison, Item
from model.comparing.entries import from_to, is_references, references, texts
from model.comparing.kinds import KINDS, kind_of
from model.comparing.naming import (
    OUTSIDE,
    cell,
    column,
    grids,
    isolated,
    link_end,
    quotation,
    row,
    signed,
)
from model.comparing.review_traces import is_only_days
from model.comparing.rows import IN_ROWS
from model.comparing.siblings import put
from model.comparing.values import figure, in_unit, label, reading, readings, said
from model.grid import Grid, is_placed
from model.labels import quoted
from model.names import LONGEST_NAME, kind_name, with_article
from model.records import (
    Action,
    Card,
    Comment,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Metric,
    Record,
    Stage,
    Step,
    Vote,
    same,
)
from model.references import reference_fields
from model.units import value_of

#: What a record is called; a card's words are no name.
_NAMES = frozenset({"name", "title"})
#: Texts that are told as they are, if not at length.
_TOLD = frozenset("measured expected word unit phase team segment who label group".split())
#: Yes-or-no fields as one reads them.
_FLAGS = {
    "moment_of_truth": ("now a moment of truth", "no moment of truth any more"),
    "private": ("now private", "private no more"),
    "resolved": ("resolved", "opened again"),
}
#: Fields that are told by others beside them.
_SHOWN_BY: dict[type[Record], frozenset[str]] = {Metric: frozenset({"series"})}
#: What is written as text and is no words: days, and what is chosen from a list.
_NO_TEXTS = frozenset(
    {
        "due",
        "date",
        "done_on",
        "reviewed_on",
        "next_review",
        "baseline",
        "occurred_at",
        "icon",
        "colour",
        "language",
        "unit",
    }
)
#: What a lane shows of customers.
_SHOWS = {"doing": "what they do", "thinking": "what they think", "needs": "what they need"}
#: What the end of a review sets on the map.
_REVIEW = frozenset({"reviewed_on", "next_review", "baseline", "version"})
#: Longer texts than this, in characters, are told as "reworded".
_LONGEST = 60


def phrases(c: Comparison, item: Item, but: AbstractSet[str] = frozenset()) -> Iterator[str]:
    """What became of each field of a record that is in both maps, in the order of kinds.

    `but` are fields, or units of them, that are told otherwise.
    """
    old, new = item.before, item.after
    assert old is not None, "it is in both maps"
    assert new is not None, "it is in both maps"
    if type(old) is not type(new):
        yield f"was {with_article(kind_name(old))} before"
        return
    fields = [name for name in item.fields if name not in but and not is_mere_key(item, name)]
    names = sorted(fields, key=lambda name: _rank(new, name))
    told = [name for name in names if name not in _SHOWN_BY.get(type(new), ())] or names
    reviewed = [n for n in told if n in _REVIEW] if isinstance(new, MapInfo) else []
    told = [n for n in told if n not in reviewed]
    told_days = _reviewed(grids(c)[1], new, reviewed) if isinstance(new, MapInfo) else ""
    if told_days and is_only_days(item):
        yield told_days
    alone = () if but else told  # where nothing else is told, that is
    for name in [n for n in told if not only_lost(c, old, new, n)] or alone:
        text = _phrase(c, old, new, name)
        if text:
            yield text
    if told_days and not is_only_days(item):
        yield told_days


def _reviewed(grid: Grid, info: MapInfo, names: Sequence[str]) -> str:
    """The days of the reviews in one part; what the version is called is no news beside them."""
    words = {"reviewed_on": "reviewed", "next_review": "next review"}
    parts = []
    for name in words:
        day = getattr(info, name)
        if name in names and day:  # on a day, but in a month or a year
            on = "on" if len(day) == len("2026-11-22") else "in"
            parts.append(f"{words[name]} {on} {said(grid, info, name)}")
        elif name in names:
            parts.append(f"{label(name)} gone")
    if parts or not names:
        return ", ".join(parts)
    if "version" not in names:
        return "now compared with another version"
    name = " ".join(info.version.label.split())
    return f"now named as the version {quotation(name)}" if name else "no longer named as a version"


def is_mere_key(item: Item, name: str) -> bool:
    """Whether a field is the key of a record that stands in its row as before, or has moved."""
    return name == "order" and type(item.there) in IN_ROWS and "reordered" not in item.kinds


def _rank(record: Record, name: str) -> tuple[int, int, bool]:
    """Its place in the line: what it is comes first, its words and place in the row last."""
    kind = kind_of(type(record), name)
    end = 2 if kind in ("reworded", "reordered") else 0 if name in ("kind", "place") else 1
    return end, list(KINDS).index(kind), name == "mentions"


def only_lost(c: Comparison, old: Record, new: Record, name: str) -> bool:
    """Whether a list of references only lost what is no more on the map, which is told itself."""
    before, after = value_of(old, name), value_of(new, name)
    if not is_references(new, name) or isinstance(after, str):
        return False
    return set(after) <= set(before) and not any(i in c.new for i in set(before) - set(after))


def _phrase(c: Comparison, old: Record, new: Record, name: str) -> str:
    match new, name:
        case Card(), "place":
            assert isinstance(old, Card)
            return _moved(c, old, new)
        case Step(), "stage_id":
            assert isinstance(old, Step)
            stages = (c.old.get(old.stage_id, Stage), c.new.get(new.stage_id, Stage))
            first, last = (isolated(quoted(s)) if s else "a stage that is gone" for s in stages)
            return f"moved from stage {first} to {last}"
        case Feeling(), "scores":
            assert isinstance(old, Feeling)
            return ", ".join((*_felt(old, new), *ranges(old, new)))
        case Link(), "ends":
            assert isinstance(old, Link)
            return _led(c.old, old, new)
        case Card(kind="pain", severity=None), "severity":
            return f"solved (severity was {said(grids(c)[0], old, name)})"
        case Card(), "kind":
            is_doing = isinstance(old, Card) and old.kind == "doing"
            return f"was {'something they do' if is_doing else with_article(kind_name(old))} before"
        case Card(), "mentions" if new.mentions is not None:
            assert isinstance(old, Card)
            was = f" instead of {old.mentions}" if old.mentions is not None else ""
            return f"said by {new.mentions}{was}"
        case MapInfo(), "kind":
            return f"now shows the journey {said(grids(c)[1], new, name)}"
        case Vote(), "count":
            assert isinstance(old, Vote)
            return f"{new.count} instead of {old.count}"
        case Comment(text=str(now)), "text" if now:
            return "reworded"
        case Action(status="done"), "status":
            return "done"
        case Action(), "done_on" if new.done_on:
            done = "" if isinstance(old, Action) and old.status != new.status else "done "
            return f"{done}on {said(grids(c)[1], new, name)}"
        case Action(), "done_on":
            return "" if new.status != "done" else "without the day on which it was done"
        case Metric(), "reading":
            assert isinstance(old, Metric)
            return _measured(c, old, new)
        case Metric(), "target" if None not in (value_of(old, name), value_of(new, name)):
            was, now = (in_unit(m, value_of(m, name)) for m in (old, new) if isinstance(m, Metric))
            return f"target from {was} to {now}"
        case Lane(), "aspect":
            return f"now shows {_SHOWS[new.aspect]}"
        case Lane(run_by=whom), "run_by":
            return f"now run by {whom if whom == 'us' else with_article(whom)}"
        case Lane(), "collapsed_height":
            return "now unfolded" if value_of(new, name) is None else "now folded"
        case Metric(), "better":
            return f"now better when {new.better}"
        case _, "order" if type(new) in IN_ROWS:
            return put(grids(c)[1], new)
    before, after = value_of(old, name), value_of(new, name)
    if isinstance(after, bool) and name in _FLAGS and name in type(new).model_fields:
        return _FLAGS[name][0 if after else 1]
    if is_references(new, name):
        return references(c, new, name, before, after)
    return _plain(c, old, new, name)


def _measured(c: Comparison, old: Metric, new: Metric) -> str:
    """What a metric was and is, with their days if these differ; its day if that alone does."""
    if same(old.value, new.value):
        return _plain(c, old, new, "date")
    if None not in (old.value, new.value):
        return readings(old, new)
    words = figure if old.date == new.date else reading
    return from_to("value", *("" if m.value is None else words(m) for m in (old, new)))


def _plain(c: Comparison, old: Record, new: Record, name: str) -> str:
    """Any field by its words before and after."""
    what, raw = label(name), (value_of(old, name), value_of(new, name))
    before, after = (said(g, r, name) for g, r in zip(grids(c), (old, new), strict=True))
    if name not in type(new).model_fields:
        what = quotation(name)
    if name == "icon":
        return "another icon" if before and after else _written(what, new, name, before, after)
    if name in _NAMES and not isinstance(new, Card | Action) and before and after:
        was = quotation(before)
        return f"renamed from {was}" if was != quotation(after) else "renamed"
    if any(isinstance(v, tuple) and v and not isinstance(v[0], str) for v in raw):
        return f"{what} changed"
    if isinstance(raw[1], tuple) and all(isinstance(item, str) for item in (*raw[0], *raw[1])):
        return texts(what, raw[0], raw[1])
    written = is_text(new, name)
    if written and not (name in _TOLD and all(map(_is_short, (before, after)))):
        return _written(what, new, name, before, after)
    if name in _NO_TEXTS:
        before, after = (isolated(" ".join(text.split())) for text in (before, after))
    if any(len(text) > _LONGEST for text in (before, after)) or before == after:
        return f"{what} changed"
    if written:
        before, after = (quotation(text) if text else "" for text in (before, after))
    return from_to(what, before, after)


def _is_short(text: str) -> bool:
    """Whether it is told in full where it is quoted."""
    return len(" ".join(text.split())) <= LONGEST_NAME


def _written(what: str, new: Record, name: str, before: str, after: str) -> str:
    """What became of a text that is not told at length."""
    if before and after:
        if name == "url":
            return f"{what} changed"
        is_whole = name in _NAMES or (isinstance(new, Card) and name == "body")
        return "reworded" if is_whole else f"{what} reworded"
    return f"{what} added" if after else f"{what} taken away"


def is_text(record: Record, name: str) -> bool:
    """Whether a field holds what somebody wrote: no day, no id, not one of a few words."""
    field = type(record).model_fields.get(name)
    if field is None or name in _NO_TEXTS:
        return False
    return field.annotation is str and name not in reference_fields(type(record))


def _led(of: JourneyMap, old: Link, new: Link) -> str:
    """Where a link led before, by that of its ends that is another one."""
    first, last = (link_end(of, card_id) for card_id in (old.source_id, old.target_id))
    if old.target_id == new.target_id:
        return f"began {'' if first == OUTSIDE else 'at '}{first} before"
    if old.source_id == new.source_id:
        return f"led {'' if last == OUTSIDE else 'to '}{last} before"
    return f"led from {first} to {last} before"


def _moved(c: Comparison, old: Card, new: Card) -> str:
    """From one cell to another, told by what differs of the two."""
    was, now = grids(c)
    before, after = is_placed(c.old, old), is_placed(c.new, new)
    if before and after:
        places = [(column(was, old.step_id), row(was, old.lane_id)),
                  (column(now, new.step_id), row(now, new.lane_id))]  # fmt: skip
        same_step, same_lane = old.step_id == new.step_id, old.lane_id == new.lane_id
        if same_step and same_lane:
            return _reaching(now, new)
        if same_lane:
            return f"moved from {places[0][0]} to {places[1][0]}"
        if same_step:
            return f"moved from {places[0][1]} to {places[1][1]}"
    return f"moved from {cell(was, old, False)} to {cell(now, new, False)}"


def _reaching(grid: Grid, card: Card) -> str:
    until = [column(grid, card.until_step_id), row(grid, card.until_lane_id)]
    last = " ▸ ".join(filter(None, until))
    return f"now reaching to {last}" if last else "now within one cell"


def _felt(old: Feeling, new: Feeling) -> Iterator[str]:
    """How a score changed, with the difference."""
    if old.score != new.score:
        difference = new.score - old.score
        ways = f"from {signed(old.score)} to {signed(new.score)}"
        by = signed(abs(difference))[1:] or "a little"
        yield f"{'up' if difference > 0 else 'down'} {by}, {ways}"


def ranges(old: Feeling, new: Feeling) -> Iterator[str]:
    """What else is known of a score: of how many it is, and how far they differ."""
    if (old.low, old.high) != (new.low, new.high):
        yield "range changed"
    if old.n != new.n:
        yield from_to("sample size", *("" if n is None else str(n) for n in (old.n, new.n)))
