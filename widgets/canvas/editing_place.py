"""Where typed text lies over the canvas, and in what type: just where it will be painted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget

from model.layout import standing, words
from model.layout.cards import LOOKS
from model.layout.text import TextStyle
from model.records import Card, Lane, Stage, Step
from widgets.canvas.caret import Caret
from widgets.canvas.header_type import header_type
from widgets.canvas.targets import Name, Target

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas

#: Text is never typed smaller than this on the screen, px.
SMALLEST_TYPE = 13.0


def home(canvas: "Canvas", target: Target) -> QWidget:
    """The widget over which the text lies."""
    record = canvas.document.map.records.get(target.record)
    if isinstance(record, Lane):
        return canvas.lane_header
    if isinstance(record, Stage | Step):
        return canvas.stage_header
    return canvas.view.viewport()


def style(canvas: "Canvas", target: Target) -> TextStyle:
    """The type: in px of the Scene on cards, in px of the window on headers."""
    measures = canvas.laid.setting.measures
    record = canvas.document.map.records.get(target.record)
    if isinstance(target, Name):
        kind = header_type(measures, canvas.zoom)
        styles = {"stage": kind.stage, "lane": kind.lane, "step": kind.meta}
        return styles[record.kind_name if record else "step"]
    card = _card(canvas, target)
    return measures.card._replace(italic=card is not None and LOOKS[card.kind].italic)


def quotes(canvas: "Canvas", target: Target, text: str) -> tuple[str, str]:
    """What the Scene puts around the words of a quote."""
    card = _card(canvas, target)
    if card is None or card.kind != "quote":
        return "", ""
    text = text or "-"
    opening, _, closing = words.quoted(text, canvas.document.map.info.language).partition(text)
    return opening, closing


def lay(canvas: "Canvas", caret: Caret, target: Target) -> None:
    """Bring the text widget to where the text stands now."""
    if isinstance(target, Name):
        _lay_name(canvas, caret, target)
        return
    card = canvas.shown.get(target.record, Card)
    if card is None:
        return
    box = standing.title_bounds(canvas.laid, card.id, card.step_id, card.lane_id)
    box = box or standing.free_place(canvas.laid, card.step_id, card.lane_id)
    if box is None:
        return
    at = canvas.view.to_viewport(QPointF(box.x, box.y))
    size = canvas.laid.setting.measures.card.size
    exact = canvas.zoom * size >= SMALLEST_TYPE - 0.01
    scale = canvas.zoom if exact else SMALLEST_TYPE / size
    over = QRectF(at.x(), at.y(), box.w * scale, box.h * scale)
    caret.lie_over(over, scale, canvas.theme, boxed=not exact)


def _card(canvas: "Canvas", target: Target) -> Card | None:
    """The card that is typed, be it on the map or not yet."""
    journey = canvas.document.map
    record = journey.records.get(target.record)
    if target.is_new:
        record = target.change(journey, "")[target.record][1]
    return record if isinstance(record, Card) else None


def _lay_name(canvas: "Canvas", caret: Caret, target: Target) -> None:
    in_lane = target.record in canvas.laid.places.row_of
    header = canvas.lane_header if in_lane else canvas.stage_header
    box = header.name_box(target.record)
    if box is not None:
        wanted = style(canvas, target)
        caret.set_style(wanted)
        caret.lie_over(QRectF(box), max(1.0, SMALLEST_TYPE / wanted.size), canvas.theme, boxed=True)
