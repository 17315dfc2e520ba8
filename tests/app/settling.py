"""A hand for the panel of conflicts, and a map in which two people changed the same."""

from collections.abc import Callable
from functools import cache
from typing import Any

from model.change import Change, JourneyMap, apply
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.files import codec
from model.merge import Labels, merge
from model.records import Conflict
from tests.app.lending import Lend
from tests.driver import LEFT, NONE, Driver
from tests.sample import sample
from widgets.conflicts.choice_box import ChoiceBox
from widgets.conflicts.panel import ConflictsPanel

CHAT = "card_chat"


def both(of: JourneyMap, *edits: tuple[Change, Change]) -> JourneyMap:
    """The map after each of two people made their half of these edits."""
    ours = theirs = of
    for mine, its in edits:
        ours, theirs = apply(mine, ours), apply(its, theirs)
    return merge(of, ours, theirs, Labels("before", "main", "ina")).map


@cache
def contested() -> JourneyMap:
    """A title that two people changed, a place, a card deleted here, a stage named twice."""
    of = sample()
    of = apply({"conflict_1": (of["conflict_1"], None)}, of)
    of = apply(set_fields(of, CHAT, title="Asks"), of)
    return both(
        of,
        (set_fields(of, CHAT, title="Asks Ina"), set_fields(of, CHAT, title="Calls Tom")),
        (set_fields(of, "card_till", severity=2), set_fields(of, "card_till", severity=5)),
        (remove(of, "card_app"), set_fields(of, "card_app", title="An app")),
        (set_fields(of, "stage_buy", name="Order"), set_fields(of, "stage_buy", name="Pay")),
    )


class Hand(Driver):
    """A driver that knows the panel of conflicts."""

    @property
    def panel(self) -> ConflictsPanel:
        """The panel, made if it was not yet."""
        return self.window.conflicts.panel

    @property
    def open(self) -> int:
        """How many conflicts are on the map."""
        return sum(1 for _ in self.map.all(Conflict))

    def rows(self) -> list[str]:
        """What the list says."""
        model = self.panel.model
        return [model.index(row).data() for row in range(model.rowCount())]

    def choose(self, row: str) -> None:
        """Click the row that says so, from the keyboard's place in the list."""
        view, model = self.panel.list, self.panel.model
        index = model.index(self.rows().index(row))
        view.scrollTo(index)
        self.qtbot.mouseClick(view.viewport(), LEFT, NONE, view.visualRect(index).center())
        self.settle()

    def boxes(self) -> dict[str, str]:
        """The choices that are offered, with what they say."""
        return {box.text(): box.says for box in self.panel.sheet.choices.boxes}

    def box(self, title: str) -> ChoiceBox:
        """The choice of that name."""
        (found,) = (b for b in self.panel.sheet.choices.boxes if b.text() == title)
        self.panel.sheet.ensureWidgetVisible(found)
        return found

    def take(self, title: str) -> None:
        """Click a choice."""
        self.qtbot.mouseClick(self.box(title), LEFT)
        self.settle()

    def shown(self, record_id: str) -> Any:
        """A record as the canvas shows it."""
        return self.canvas.shown.records.get(record_id)


#: Opens a map, by default the contested one, in a window of that size.
Opened = Callable[..., Hand]


def opens(lend: Lend) -> Opened:
    """What opens maps."""

    def opened(of: JourneyMap | None = None, size: tuple[int, int] = (1600, 1000)) -> Hand:
        hand: Hand = lend(codec.dumps(of or contested()), Hand)
        if size != (1600, 1000):
            hand.window.resize(*size)
            hand.settle()
        return hand

    return opened
