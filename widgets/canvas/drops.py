"""What is dragged in from elsewhere: new cards, lanes and personas, parked cards, pictures.

While it hangs over the canvas, the map is shown as if it had been dropped.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData, QPointF, QRectF
from PySide6.QtGui import QDropEvent

from model.change import Change, chain
from model.edits.assets import add_asset
from model.edits.cards import WORDLESS, add_card, move_cards
from model.edits.common import EditError, new_ids
from model.edits.details import attach
from model.edits.lanes import add_lane
from model.edits.personas import add_persona
from model.edits.stages import add_stage
from model.ids import Ids, asset_id
from model.layout import hit, standing
from model.records import Record
from widgets.canvas.gesture import called, end_preview
from widgets.canvas.marks import Mark
from widgets.panels.card_mime import MIME as CARDS
from widgets.panels.card_mime import cards_in
from widgets.pictures import PICTURES, Unreadable, shrunk

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

NEW = "application/x-touchline-new"


class Landing(NamedTuple):
    """What a drop here would do.

    Attributes:
        goal: the same for two places that mean the same.
        rename: whether what is made is to be named at once.
        typed: where a card goes that is only made by typing its words.
    """

    goal: object
    change: Change
    label: str
    rename: bool = False
    typed: hit.Slot | None = None


class Drops:
    """The drops of one canvas."""

    def __init__(self, canvas: "Canvas") -> None:
        self._canvas = canvas
        self._landing: Landing | None = None
        self._picture: tuple[str, bytes] | None = None

    def takes(self, data: QMimeData) -> bool:
        """Whether this could be dropped somewhere on the canvas."""
        if self._canvas.document.read_only:
            return False
        wanted = data.hasFormat(NEW) or bool(cards_in(data, self._canvas.document))
        return wanted or picture_file(data) is not None

    def move(self, event: QDropEvent, at: QPointF) -> bool:
        """Show the map as if it were dropped here; whether it can be."""
        canvas = self._canvas
        try:
            landing = self._land(event.mimeData(), at)
        except EditError as error:
            canvas.hint.emit(str(error))
            landing = None
        self._landing = landing
        canvas.preview(landing.change if landing else None)
        return landing is not None and bool(landing.change)

    def leave(self) -> None:
        """It went away again."""
        self._landing = None
        self._picture = None
        self._canvas.hint.emit("")
        end_preview(self._canvas, {}, "")

    def let_go(self) -> None:
        """The map became another one: what a drop would do is asked anew."""
        self._landing = None

    def drop(self, event: QDropEvent, at: QPointF) -> bool:
        """Do it; whether anything came of it."""
        canvas = self._canvas
        self.move(event, at)
        landing, self._landing = self._landing, None
        self._picture = None
        canvas.hint.emit("")
        if landing is not None and landing.typed is not None:
            return self._begin(landing.typed, event.mimeData())
        if landing is None or not end_preview(canvas, landing.change, landing.label):
            end_preview(canvas, {}, "")
            return False
        made = new_ids(landing.change, Record)
        shown = made or tuple(i for i, (_, after) in landing.change.items() if after)
        named = [i for i in shown if not i.startswith(("step_", "asset_"))][:1]
        canvas.view.setFocus()
        if landing.rename and named:
            canvas.begin_edit(named[0], fresh=True)
            return True
        canvas.selection.set(*named)
        canvas.reveal(*named)
        return True

    def _begin(self, slot: hit.Slot, data: QMimeData) -> bool:
        """Type a new card where it was dropped; without a word it comes to nothing."""
        canvas = self._canvas
        end_preview(canvas, {}, "")
        canvas.view.setFocus()
        kind = json.loads(bytes(data.data(NEW).data())).get("kind") or None
        canvas.begin_card(slot.step, slot.lane, slot.before, kind)
        return canvas.editing.is_on

    def _land(self, data: QMimeData, at: QPointF) -> Landing | None:
        if data.hasFormat(NEW):
            return self._new(data, at)
        cards = cards_in(data, self._canvas.document)
        if data.hasFormat(CARDS) and cards:
            return self._parked(cards, at)
        file = picture_file(data)
        return self._onto(file, at) if file is not None else None

    def _same(self, goal: object) -> Landing | None:
        before = self._landing
        return before if before is not None and before.goal == goal else None

    def _new(self, data: QMimeData, at: QPointF) -> Landing | None:
        try:
            wanted = json.loads(bytes(data.data(NEW).data()))
        except ValueError:
            return None
        canvas = self._canvas
        journey, laid, ids = canvas.document.map, canvas.laid, canvas.document.ids
        what, kind = wanted.get("what"), wanted.get("kind", "")
        places = laid.places
        goal: object
        if what == "card":
            slot = hit.slot_at(laid, at.x(), at.y(), self._made())
            if slot is None:
                return None
            goal = (what, kind, slot)
            self._mark(slot)
            fields = {"kind": kind} if kind else {}
            return self._same(goal) or Landing(
                goal,
                add_card(journey, ids, slot.step, slot.lane, slot.before or None, **fields),
                f"Add {kind or 'card'}",
                typed=None if kind in WORDLESS else slot,
            )
        if what == "lane":
            row = hit.gap_between_lanes(laid, at.y())
            before = places.lanes[row].id if row < len(places.lanes) else None
            if before in self._made():
                return self._landing
            goal = (what, kind, before)
            lane_kind = kind or "channel"
            return self._same(goal) or Landing(
                goal,
                add_lane(journey, ids, "", before, kind=lane_kind),
                "Add lane",
                rename=True,
            )
        if what == "stage":
            column = hit.gap_between_columns(laid, at.x())
            stage = places.columns[column].stage if column < len(places.columns) else None
            if stage is not None and stage.id in self._made():
                return self._landing
            goal = (what, stage and stage.id)
            return self._same(goal) or Landing(
                goal,
                add_stage(journey, ids, "", stage.id if stage else None),
                "Add stage",
                rename=True,
            )
        if what == "persona":
            return self._same(what) or Landing(
                what, add_persona(journey, ids, "New persona"), "Add persona"
            )
        return None

    def _parked(self, cards: tuple[str, ...], at: QPointF) -> Landing | None:
        canvas = self._canvas
        slot = hit.slot_at(canvas.laid, at.x(), at.y(), cards)
        if slot is None:
            return None
        goal = ("cards", slot)
        self._mark(slot)
        return self._same(goal) or Landing(
            goal,
            move_cards(canvas.document.map, cards, slot.step, slot.lane, slot.before or None),
            f"Move {called(canvas.document.map, *cards)}",
        )

    def _onto(self, file: Path, at: QPointF) -> Landing | None:
        """A picture goes onto the card under the pointer, or becomes a card of its own."""
        canvas = self._canvas
        journey = canvas.document.map
        try:
            if self._picture is None or self._picture[0] != str(file):
                self._picture = (str(file), shrunk(file.read_bytes()))
        except (OSError, Unreadable) as error:
            raise EditError(f"{file.name} cannot be used as a picture: {error}.") from error
        data = self._picture[1]
        picture = asset_id(data)
        found = hit.at(canvas.scene, canvas.laid, at.x(), at.y(), canvas.zoom)
        if found.kind == "card" and found.record not in self._made():
            goal: object = ("picture", found.record)
            name = called(journey, found.record)
            return self._same(goal) or Landing(
                goal,
                chain(
                    journey,
                    lambda m: add_asset(m, data),
                    lambda m: attach(m, found.record, "asset_ids", picture),
                ),
                f"Add a picture to {name}",
            )
        slot = hit.slot_at(canvas.laid, at.x(), at.y(), self._made())
        if slot is None:
            return None
        goal = ("picture", slot)
        ids: Ids = canvas.document.ids
        return self._same(goal) or Landing(
            goal,
            chain(
                journey,
                lambda m: add_asset(m, data),
                lambda m: add_card(
                    m, ids, slot.step, slot.lane, slot.before or None,
                    kind="picture", title=file.stem, asset_ids=(picture,),
                ),
            ),
            "Add picture",
        )  # fmt: skip

    def _made(self) -> tuple[str, ...]:
        """What the drop would make: it is looked through."""
        return new_ids(self._landing.change, Record) if self._landing else ()

    def _mark(self, slot: hit.Slot) -> None:
        box = standing.cell_bounds(self._canvas.laid, slot.step, slot.lane)
        if box is not None:
            self._canvas.marks.put("drag", [Mark("cell", QRectF(*box).adjusted(-8, 2, 8, -2))])


def picture_file(data: QMimeData) -> Path | None:
    """The one picture among the files that are dragged."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(files) == 1 and files[0].suffix.lower() in PICTURES:
        return files[0]
    return None
