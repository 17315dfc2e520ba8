"""Where an arrow key leads on the grid: from card to card and from cell to cell, as it is seen.

A stop is a card as it stands, or a cell without cards. The free place after the last card
of a cell is no stop. Folded lanes show no cards, so each of their cells is one stop.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from model.layout import hit, standing
from model.layout.build import Laid
from model.layout.standing import Standing

Way: TypeAlias = Literal["left", "right", "up", "down"]


class Stop(NamedTuple):
    """What has the focus: a cell, and the card in it or "". A spanning card is in many cells."""

    step: str
    lane: str
    card: str = ""


class _Place(NamedTuple):
    """A stop as numbers: column, row, and the card's own node."""

    column: int
    row: int
    card: Standing | None = None


def first(laid: Laid) -> Stop | None:
    """Where the focus begins; None on a map without a cell."""
    return corner(laid, last=False)


def corner(laid: Laid, last: bool) -> Stop | None:
    """The first stop of the first cell, or the last one of the last cell."""
    if not (laid.grounds and laid.columns.xs):
        return None
    row = len(laid.grounds) - 1 if last else 0
    column = len(laid.columns.xs) - 1 if last else 0
    return _stop(laid, _entered(laid, column, row, from_below=last))


def at_cell(laid: Laid, step: str, lane: str) -> Stop | None:
    """The first stop of a cell; None if there is no such cell."""
    place = _place(laid, Stop(step, lane))
    return _stop(laid, _entered(laid, place.column, place.row, from_below=False)) if place else None


def neighbour(laid: Laid, at: Stop, way: Way, height: float | None = None) -> Stop | None:
    """The next stop that way; None at the border.

    Up and down walk the cards of a cell, then those of the next lane. Left and right, as
    seen on the screen, lead to the card of the next column whose middle is nearest to
    `height` (a y of the body), or to that of where one is.
    """
    here = _place(laid, at)
    if here is None:
        return first(laid)
    if way in ("left", "right"):
        by = 1 if (way == "right") != laid.rtl else -1
        column = here.column
        if here.card is not None:
            # From a spanning card on to what is beyond it: it would only lead to itself.
            low, high = _columns_of(laid, here)
            column = high if by > 0 else low
        column += by
        if not 0 <= column < len(laid.columns.xs):
            return None
        wanted = middle(laid, at) if height is None else height
        return _stop(laid, _nearest(laid, column, here.row, wanted))
    by = 1 if way == "down" else -1
    cards = _cards(laid, here.column, here.row)
    if here.card is not None:
        ids = [card.node.record for card in cards]
        nth = ids.index(here.card.node.record) + by
        if 0 <= nth < len(cards):
            return _stop(laid, _Place(here.column, here.row, cards[nth]))
    row = here.row + by
    if not 0 <= row < len(laid.grounds):
        return None
    return _stop(laid, _entered(laid, here.column, row, from_below=by < 0))


def jump(laid: Laid, at: Stop, way: Way) -> Stop | None:
    """The first step of the next stage, or the first card of the next lane, that way.

    Against the journey it leads to the beginning of the own stage first.
    """
    here = _place(laid, at)
    if here is None:
        return first(laid)
    if way in ("up", "down"):
        row = here.row + (1 if way == "down" else -1)
        if not 0 <= row < len(laid.grounds):
            return None
        return _stop(laid, _entered(laid, here.column, row, from_below=False))
    on = (way == "right") != laid.rtl
    starts = [i for i, starts in enumerate(laid.columns.stage_starts) if starts]
    found = (
        next((i for i in starts if i > here.column), None)
        if on
        else next((i for i in reversed(starts) if i < here.column), None)
    )
    if found is None:
        return None
    return _stop(laid, _nearest(laid, found, here.row, middle(laid, at)))


def end_of_lane(laid: Laid, at: Stop, last: bool) -> Stop | None:
    """The last or the first step of the lane, in reading order."""
    here = _place(laid, at)
    if here is None:
        return first(laid)
    column = len(laid.columns.xs) - 1 if last else 0
    return _stop(laid, _nearest(laid, column, here.row, middle(laid, at)))


def page(laid: Laid, at: Stop, down: bool, height: float) -> Stop | None:
    """The stop of the same column about `height` px of the Scene further down or up."""
    here = _place(laid, at)
    if here is None:
        return first(laid)
    now = middle(laid, at)
    wanted = now + (height if down else -height)
    row = hit.row_at(laid, wanted + laid.y)
    place = _nearest(laid, here.column, row, wanted)
    found = _stop(laid, place)
    ahead = _middle(laid, place) > now if down else _middle(laid, place) < now
    return found if ahead else neighbour(laid, at, "down" if down else "up")


def next_cell(laid: Laid, step: str, lane: str, forward: bool) -> tuple[str, str] | None:
    """The cell that Tab leads to: the next step of the lane, then the next lane's first one.

    Lanes that nothing can be typed in are passed over: folded ones, and those of emotion
    lines. None at the end of the map, or where there is no such cell.
    """
    here = _place(laid, Stop(step, lane))
    if here is None:
        return None
    column, row = here.column + (1 if forward else -1), here.row
    if not 0 <= column < len(laid.columns.xs):
        column = 0 if forward else len(laid.columns.xs) - 1
        row += 1 if forward else -1
        while 0 <= row < len(laid.grounds) and not is_writable(laid, row):
            row += 1 if forward else -1
        if not 0 <= row < len(laid.grounds):
            return None
    return laid.places.columns[column].step.id, laid.grounds[row].lane.id


def is_writable(laid: Laid, row: int) -> bool:
    """Whether new cards can be typed into the cells of a lane."""
    lane = laid.grounds[row].lane
    return lane.kind != "emotion" and lane.collapsed_height is None


def middle(laid: Laid, at: Stop) -> float:
    """The height of a stop's middle: a y of the body."""
    place = _place(laid, at)
    return _middle(laid, place) if place else 0.0


def _place(laid: Laid, at: Stop) -> _Place | None:
    column, row = laid.places.column_of.get(at.step), laid.places.row_of.get(at.lane)
    if column is None or row is None:
        return None
    cards = _cards(laid, column, row)
    return _Place(column, row, next((c for c in cards if c.node.record == at.card), None))


def _stop(laid: Laid, place: _Place) -> Stop:
    return Stop(
        laid.places.columns[place.column].step.id,
        laid.grounds[place.row].lane.id,
        place.card.node.record if place.card else "",
    )


def _cards(laid: Laid, column: int, row: int) -> list[Standing]:
    """The cards that are seen in a cell, from the top."""
    if laid.grounds[row].lane.collapsed_height is not None:
        return []
    return list(standing.cards_of(laid, row, column))


def _entered(laid: Laid, column: int, row: int, from_below: bool) -> _Place:
    cards = _cards(laid, column, row)
    return _Place(column, row, cards[-1 if from_below else 0] if cards else None)


def _nearest(laid: Laid, column: int, row: int, wanted: float) -> _Place:
    cards = _cards(laid, column, row)
    card = min(cards, key=lambda card: abs(_middle_of(card) - wanted), default=None)
    return _Place(column, row, card)


def _middle(laid: Laid, place: _Place) -> float:
    if place.card is not None:
        return _middle_of(place.card)
    step, lane = laid.places.columns[place.column].step.id, laid.grounds[place.row].lane
    free = standing.free_place(laid, step, lane.id)
    if free is None or lane.collapsed_height is not None:
        return (laid.tops[place.row] + laid.tops[place.row + 1]) / 2
    return free.y + free.h / 2 - laid.y


def _middle_of(card: Standing) -> float:
    return card.y + card.node.body.h / 2


def _columns_of(laid: Laid, place: _Place) -> tuple[int, int]:
    for span in _spans(laid, place):
        return span
    return place.column, place.column


def _spans(laid: Laid, place: _Place) -> Iterator[tuple[int, int]]:
    for span in laid.grounds[place.row].spans:
        if place.card is not None and span.node is place.card.node:
            yield span.first, span.last
