"""What all painting items of one canvas have in common."""

from collections.abc import Mapping

from export.qt import Tools
from model.layout.scene import CardNode, Text
from widgets.canvas.display import Displays

#: Below this zoom cards are blocks of colour, and routes are left out.
FAR = 0.25
#: Below this one the faces on emotion lines, of 20 px, would be dots of three.
TINY = 0.15


class Surface:
    """What all items of one canvas paint with.

    Attributes:
        lifted: ids of cards that are being dragged: where they stood is a gap.
        editing: id of the card whose title is being typed: it is painted without.
        chosen: ids of selected cards, where so many are that marks over them would be slow.
        bright: ids of what is looked at while the rest is dimmed; None where nothing is.
        dim: how opaque what is dimmed is, 0..1.
        dim_columns: where dimmed steps stand, from x to x in the Scene, from the left.
        found: ids of what a search found: headers tint the names of theirs.
        assets: the bytes of the map's pictures by their ids.
        painted: how often an item was painted, for tests.
    """

    def __init__(self, tools: Tools) -> None:
        self.lifted: frozenset[str] = frozenset()
        self.editing = ""
        self.chosen: frozenset[str] = frozenset()
        self.bright: frozenset[str] | None = None
        self.dim = 1.0
        self.dim_columns: tuple[tuple[float, float], ...] = ()
        self.found: frozenset[str] = frozenset()
        self.assets: Mapping[str, bytes] = {}
        self.painted = 0
        self._untitled: tuple[CardNode, CardNode] | None = None
        self.use(tools)

    def begin(self) -> None:
        """An item is about to be painted: its pictures are those of this canvas."""
        self.painted += 1
        self.tools.assets = self.assets  # other windows have others, and the same tools

    def use(self, tools: Tools) -> None:
        """Paint with the colours of another palette from now on."""
        self.tools = tools
        self.displays = Displays(tools)

    def untitled(self, card: CardNode) -> CardNode:
        """The card as it looks while its title is typed over it."""
        if self._untitled is None or self._untitled[0] is not card:
            self._untitled = (card, without_title(card))
        return self._untitled[1]


def without_title(card: CardNode) -> CardNode:
    """A card with everything but the lines of its title."""
    top, bottom = card.title.y, card.title.y + card.title.h
    left = tuple(p for p in card.primitives if not (isinstance(p, Text) and top < p.y <= bottom))
    return CardNode(card.bounds, left, card.record, card.body, card.title, card.card_kind)
