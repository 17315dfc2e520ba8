"""Tracks: what runs in one gutter or along one edge, side by side so that none touch.

A stretch turns off at each of its ends, to the low side (left, or up) or the high one.
Where it does, it crosses whatever runs there further out, so stretches are put in an
order with few such crossings first, and each then takes the lowest track that is free.
"""

from typing import NamedTuple, TypeAlias

from model.layout.ways import Place, Way

#: More routes than this side by side share the outermost track.
MOST_TRACKS = 8
#: Among more stretches than this no order can be seen, and looking for one takes long.
MOST_ORDERED = 300
#: A hop's name and which of its stretches it is.
Name: TypeAlias = tuple[str, str, str, int, int]


class Stretch(NamedTuple):
    """A straight part of a hop.

    Positions in a gutter are lanes (a card of lane k is at k + 0.5, edge k at k); along
    an edge they are gutters.

    Attributes:
        kind: "gutter" or "edge".
        which: its number.
        low, high: the positions of its ends.
        start, end: the same as the hop comes by.
        sides: to which side it turns off at start and end, -1 low or 1 high.
    """

    kind: str
    which: int
    low: float
    high: float
    start: float
    end: float
    sides: tuple[int, int]


class Tracks(NamedTuple):
    """Tracks of everything that runs in one gutter or along one edge.

    Attributes:
        of: stretch -> track, from the left or the top.
        width: how many tracks there are.
    """

    of: dict[Name, int]
    width: int


def stretches(way: Way, start: Place, end: Place, nth: float = 0.0) -> list[Stretch]:
    """A way cut into parts, gutters and edges in turn, beginning and ending in a gutter.

    `nth` (-0.5..0.5) tells hops apart that leave and arrive side by side.
    """
    at = start.row + 0.5 + 0.02 * nth
    last = end.row + 0.5 + 0.02 * nth
    side = -1 if way.out_right else 1
    gutter = way.leaves
    result: list[Stretch] = []
    pairs = list(zip(way.turns[::2], way.turns[1::2], strict=True))
    for i, ((left, edge), (right, _)) in enumerate(pairs):
        onward = 1 if right > left else -1
        result.append(_stretch("gutter", left, at, edge, (side, onward)))
        following = pairs[i + 1][0][1] if i + 1 < len(pairs) else last
        up_or_down = (-1 if at < edge else 1, -1 if following < edge else 1)
        result.append(_stretch("edge", edge, left, right, up_or_down))
        at, gutter, side = edge, right, -onward
    result.append(_stretch("gutter", gutter, at, last, (side, 1 if way.from_left else -1)))
    return result


def _stretch(kind: str, which: int, start: float, end: float, sides: tuple[int, int]) -> Stretch:
    return Stretch(kind, which, min(start, end), max(start, end), start, end, sides)


def assign(found: list[tuple[Name, Stretch]]) -> Tracks:
    """Each stretch on the lowest track that is free along its whole length.

    Stretches that are to be further out are placed after those that they go round, as long
    as they are not too many for that.
    """
    found = sorted(found, key=lambda item: (item[1].low, item[1].high, item[0]))
    inner: list[list[int]] = [[] for _ in found]
    outer: list[list[int]] = [[] for _ in found]
    is_ordered = len(found) <= MOST_ORDERED
    for i, (_, p) in enumerate(found if is_ordered else ()):
        for k in range(i):
            q = found[k][1]
            if q.high >= p.low - _NEAR:
                votes = _votes(p, q)
                if votes:
                    low, high = (k, i) if votes > 0 else (i, k)
                    inner[high].append(low)
                    outer[low].append(high)
    unmet = [len(those) for those in inner]
    tracks: dict[int, int] = {}
    taken: list[list[Stretch]] = []
    waiting = list(range(len(found)))
    if not is_ordered:
        waiting.reverse()  # they are taken from the end
    while waiting:
        at = waiting.index(min(waiting, key=unmet.__getitem__)) if is_ordered else -1
        i = waiting.pop(at)
        for other in outer[i]:
            unmet[other] -= 1
        stretch = found[i][1]
        track = max((tracks[k] + 1 for k in inner[i] if k in tracks), default=0)
        while track < len(taken) and any(_touch(stretch, other) for other in taken[track]):
            track += 1
        track = min(track, MOST_TRACKS - 1)
        while track >= len(taken):
            taken.append([])
        taken[track].append(stretch)
        tracks[i] = track
    return Tracks({found[i][0]: track for i, track in tracks.items()}, len(taken))


#: More than what `nth` moves a position by, less than half a lane.
_NEAR = 0.1


def _touch(a: Stretch, b: Stretch) -> bool:
    """Whether two stretches meet in a lane or a gutter, and so cannot share a track."""
    return a.low - _NEAR < b.high and b.low - _NEAR < a.high


def _votes(outer: Stretch, inner: Stretch) -> int:
    """How many crossings are saved with `inner` on the low side of `outer`; touching counts more.

    So it should be where `inner` turns off to the low side, or `outer` to the high side,
    at a place where the other one passes by.
    """
    votes = 0
    for at, side in zip((inner.start, inner.end), inner.sides, strict=True):
        if outer.low < at < outer.high:
            votes -= side
        for there, other in zip((outer.start, outer.end), outer.sides, strict=True):
            if at == there and side != other:
                votes -= 3 * side
    for at, side in zip((outer.start, outer.end), outer.sides, strict=True):
        if inner.low < at < inner.high:
            votes += side
    return votes
