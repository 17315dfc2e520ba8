"""What a comparison says of a record, and how that looks: badges, frames, strokes, pale cards.

Everything is told by a sign and a shape first; colour comes on top. A ghost is a card drawn
once more where it stood before; its id can never be that of a record.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

from model.layout.measures import Measures
from model.layout.scene import (
    Bounds,
    CardNode,
    Hyperlink,
    Icon,
    Path,
    Picture,
    Primitive,
    Primitives,
    Rect,
    Text,
    snap,
)

State: TypeAlias = Literal["added", "removed", "changed", "moved", "ghost"]

_GHOST: Final = "ghost:"
#: Colour roles of what a mark draws.
ROLES: Final[Mapping[State, str]] = {
    "added": "change.added",
    "removed": "change.removed",
    "changed": "change.changed",
    "moved": "change.moved",
    "ghost": "change.moved",
}
#: A ghost's border; longer than the dashes of a missing touchpoint.
_DASH: Final = (7.0, 4.0)


class Mark(NamedTuple):
    """What became of one record.

    Attributes:
        state: "ghost" is the place that something moved away from.
        sign: "+", "−", "≠", "→", or "→≠" for what was moved and changed at once.
        number: of the difference, in journey order from 1; what follows from another
            difference has that one's. None where nobody counts.
        came_from: id of the ghost at its old place; "" if it has none.
        note: what no arrow can show: "parked", or "was parked".
    """

    state: State
    sign: str
    number: int | None = None
    came_from: str = ""
    note: str = ""

    @property
    def role(self) -> str:
        """The colour role of its badge, frame and arrow."""
        return ROLES[self.state]

    @property
    def text(self) -> str:
        """What the badge says: "+ 12", "→ 3 parked"."""
        number = "" if self.number is None else str(self.number)
        return "\u00a0".join(filter(None, (self.sign, number, self.note.replace(" ", "\u00a0"))))

    @property
    def gone(self) -> bool:
        """Whether it stands on the map no more: no route, curve or count knows of it."""
        return self.state in ("removed", "ghost")


Marks: TypeAlias = Mapping[str, Mark]
NO_MARKS: Final[Marks] = MappingProxyType({})


def ghost_id(record_id: str) -> str:
    """The id of a record's ghost."""
    return _GHOST + record_id


def original(record_id: str) -> str:
    """The record that an id stands for: a ghost's own record, or the record itself."""
    return record_id.removeprefix(_GHOST)


def gone_among(marks: Marks) -> frozenset[str]:
    """Ids of what is shown and does not stand on the map any more."""
    return frozenset(i for i, mark in marks.items() if mark.gone) if marks else frozenset()


def differing(a: Marks, b: Marks) -> list[str]:
    """Ids that two comparisons mark differently."""
    if a is b:
        return []
    return [i for i in a.keys() | b.keys() if a.get(i) != b.get(i)]


def restated(a: Marks, b: Marks, ids: Iterable[str]) -> list[str]:
    """Those of the ids of which two comparisons say more than another number."""

    def said(marks: Marks, record_id: str) -> tuple[str, str] | None:
        mark = marks.get(record_id)
        return (mark.state, mark.came_from) if mark else None

    return [i for i in ids if said(a, i) != said(b, i)]


def renumbered(a: Marks, b: Marks, ids: Iterable[str]) -> list[str]:
    """Those of the ids that two comparisons mark alike, but for the number."""
    return [i for i in ids if i in a and i in b and a[i]._replace(number=b[i].number) == b[i]]


def marked(card: CardNode, badge: "Badge", m: Measures) -> CardNode:
    """A card with its badge on its upper edge and the frame of its state, room made for both."""
    mark = badge.mark
    boxed = card.card_kind not in ("doing", "thought", "need")
    bounds, body = card.bounds, card.body
    overlap = snap(m.pad * 0.5) if boxed and not bounds.y else 0.0
    top = bounds.y - badge.height + overlap - (0.0 if overlap else 3.0)
    below = snap(_FRAME_ROOM if mark.state != "removed" else 0.0)
    whole = Bounds(bounds.x, top, bounds.w, bounds.y + bounds.h + below - top)

    def primitives() -> Primitives:
        drawn = card.primitives
        if mark.gone:
            drawn = tuple(_paled(drawn, mark, body, boxed))
        frame = _frames(drawn, mark, body, boxed, m)
        return (*frame, *drawn, *badge.at(m.pad if boxed else 0.0, top))

    return CardNode(
        whole, primitives, card.record, body, card.title, card.card_kind, card.told, mark.role
    )


#: How far frames reach out of a card, px.
_FRAME_ROOM = 4.0


def _frames(
    drawn: Primitives, mark: Mark, body: Bounds, boxed: bool, m: Measures
) -> list[Primitive]:
    """The frame round a card: strong for what is new, double for what differs, none if it went."""
    if mark.gone:
        return []
    first = drawn[0] if drawn and boxed else None
    radii = first.radii if isinstance(first, Rect) else (m.radius,) * 4

    wide = 0.0 if boxed else 2.5  # words without a box keep a distance; arrows end outside

    def frame(out: float, width: float) -> Rect:
        r = tuple(snap(radius + out) if radius else 0.0 for radius in radii)
        return Rect(
            body.x - out - wide, body.y - out, body.w + 2 * (out + wide), body.h + 2 * out,
            "" if boxed else "surface", mark.role, width, (r[0], r[1], r[2], r[3]),
        )  # fmt: skip

    if mark.state == "added":
        return [frame(2.0, 3.0)]
    if "≠" in mark.sign:
        return [frame(4.0, 1.0), frame(1.5, 1.0)]
    return [frame(2.0, 1.5)]


def _paled(drawn: Primitives, mark: Mark, body: Bounds, boxed: bool) -> "list[Primitive]":
    """A card that stands here no more: outlined and without colour, its words struck if it went."""
    ghost = mark.state == "ghost"
    out: list[Primitive] = []
    if not boxed and ghost:
        out.append(Rect(-4, -1.5, body.w + 8, body.h + 3, "", mark.role, 1.0, (4.0,) * 4, _DASH))
    for p in drawn:
        match p:
            case Rect(stroke=stroke) | Path(stroke=stroke, fill=_) if p.fill and stroke:
                dash = _DASH if ghost else p.dash
                out.append(p._replace(fill="surface", stroke=mark.role, dash=dash))
            case Rect() | Path():
                # A label's ground stays dark enough for the words on it.
                pale = "muted" if isinstance(p, Rect) and p.w > 3 * p.h > 12 else "border"
                out.append(p._replace(fill=p.fill and pale, stroke=p.stroke and pale))
            case Text(role=role):
                out.append(p if role == "on.accent" else p._replace(role="muted"))
            case Icon():
                out.append(p._replace(role="border"))
            case Picture(_, x, y, w, h):
                out += [p, Rect(x, y, w, h, "surface", opacity=0.6)]
            case Hyperlink():
                pass
    return out if ghost else out + struck(out, mark.role)


def sample(state: State, x: float, y: float, w: float, h: float, m: Measures) -> Primitives:
    """A little card as a legend shows it: its border and, for what is gone, a line through it."""
    box = Bounds(x, y, w, h)
    card: Primitives = (Rect(*box, "card.touchpoint.tint", "border", 1.0, (3.0,) * 4),)
    mark = Mark(state, "≠" if state == "changed" else "")
    if mark.gone:
        card = tuple(_paled(card, mark, box, True))
    if state == "removed":
        middle = snap(y + h / 2)
        line = (("M", x + 4, middle), ("L", x + w - 4, middle))
        card = (*card, Path(line, stroke=mark.role, stroke_width=1.5))
    return (*_frames(card, mark, box, True, m), *card)


def headed(drawn: "list[Primitive]", badge: "Badge | None", x: float, bottom: float) -> Primitives:
    """A header with a badge that stands on `bottom`; its words are struck if it is gone."""
    if badge is None:
        return tuple(drawn)
    lines = struck(drawn, badge.mark.role) if badge.mark.gone else []
    return (*drawn, *lines, *badge.at(x, bottom - badge.height))


def struck(drawn: "Primitives | list[Primitive]", role: str) -> list[Primitive]:
    """A line through each line of words among `drawn`."""
    lines: list[Primitive] = []
    for p in drawn:
        if isinstance(p, Text) and p.line.width:
            size = max((run.size for run in p.line.runs), default=0.0)
            y, right = snap(p.y - size * 0.32), snap(p.x + p.line.width + 1)
            lines.append(
                Path((("M", p.x - 1, y), ("L", right, y)), stroke=role,
                     stroke_width=max(1.0, snap(size / 12)))
            )  # fmt: skip
    return lines


class Badge(NamedTuple):
    """The sign and the number of a difference in a lozenge, laid out but standing nowhere yet.

    Filled for what stands on the map, hollow for what does not any more.
    """

    mark: Mark
    words: tuple[Primitive, ...]
    width: float
    height: float

    def at(self, x: float, y: float) -> tuple[Primitive, ...]:
        """What it draws with its top left corner at (x, y)."""
        r = self.height / 2
        x, y = snap(x), snap(y)
        hollow = self.mark.gone
        ground = Rect(
            x + 0.75, y + 0.75, self.width - 1.5, self.height - 1.5,
            "surface" if hollow else self.mark.role, self.mark.role, 1.5, (r, r, r, r),
        )  # fmt: skip
        return (ground, *(_moved(p, x, y) for p in self.words))


def _moved(p: Primitive, x: float, y: float) -> Primitive:
    assert isinstance(p, Text)
    return p._replace(x=p.x + x, y=p.y + y)
