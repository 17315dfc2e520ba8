"""Feelings by hand: one face moved up and down, or a whole line drawn in one stroke."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath

from model.change import Change
from model.edits.common import EditError
from model.edits.feelings import draw_line, set_feeling
from model.ids import feeling_id
from model.labels import feeling_of, where
from model.layout import hit, standing
from model.records import Feeling, Lane, Persona
from widgets.canvas.gesture import Modifiers, end_preview
from widgets.canvas.marks import Mark

if TYPE_CHECKING:
    from widgets.canvas.canvas import Canvas


def persona_of_line(canvas: "Canvas", lane: Lane) -> str:
    """Whose line is drawn in a lane: the active persona's, else the lane's first one's."""
    shown = [
        p.id for p in canvas.laid.setting.personas
        if not lane.persona_ids or p.id in lane.persona_ids
    ]  # fmt: skip
    if canvas.persona in shown:
        return canvas.persona
    return shown[0] if shown else ""


def score_in_words(score: float) -> str:
    """+1.5, 0, −2: with a true minus sign."""
    return f"{score:+g}".replace("-", "−") if score else "0"


class MoveFeeling:
    """One face that follows the pointer up and down; Shift snaps to half points."""

    cursor = Qt.CursorShape.SizeVerCursor

    def __init__(self, canvas: "Canvas", record: str, row: int) -> None:
        self._canvas, self._row = canvas, row
        self._feeling = canvas.document.map.get(record, Feeling)
        self._change: Change = {}
        self._score: float | None = None

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Show the line through the pointer."""
        canvas, feeling = self._canvas, self._feeling
        if feeling is None:
            return
        score = hit.score_at(canvas.scene, canvas.laid, self._row, at.y())
        if modifiers & Modifiers.ShiftModifier:
            score = round(score * 2) / 2
        if score == self._score:
            return
        self._score = score
        fields = {}
        if feeling.low is not None and feeling.low > score:
            fields["low"] = score
        if feeling.high is not None and feeling.high < score:
            fields["high"] = score
        try:
            self._change = set_feeling(
                canvas.document.map, feeling.persona_id, feeling.step_id or feeling.card_id,
                score, feeling.curve, feeling.measure, **fields,
            )  # fmt: skip
        except EditError:
            self._change = {}
        canvas.preview(self._change)
        canvas.hint.emit(f"{self._whose()}: {score_in_words(score)}")

    def drop(self) -> None:
        """It feels like this."""
        self._canvas.hint.emit("")
        feeling, journey = self._feeling, self._canvas.document.map
        label = ""
        if feeling is not None:
            whose = feeling_of(journey, feeling.persona_id, feeling.measure)
            label = f"Change {whose} at {where(journey, feeling.step_id or feeling.card_id)}"
        end_preview(self._canvas, self._change, label)

    def cancel(self) -> None:
        """As before."""
        self._canvas.hint.emit("")
        end_preview(self._canvas, {}, "")

    def _whose(self) -> str:
        persona = self._canvas.document.map.get(
            self._feeling.persona_id if self._feeling else "", Persona
        )
        return persona.name if persona and persona.name else "Everybody"


class Stroke:
    """A line drawn across an emotion lane: it gives each step that it crosses a score.

    It begins and ends where the pointer did: drawn backwards it is the same line, and what
    is crossed twice has the later score. Begun with Shift, it is the line aimed at.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: "Canvas", lane: Lane, at: QPointF, future: bool = False) -> None:
        self._canvas, self._lane = canvas, lane
        self._curve = "future" if future else "current"
        self._row = canvas.laid.places.row_of[lane.id]
        self._persona = persona_of_line(canvas, lane)
        self._points = [at]
        self._scores: dict[str, float] = {}
        self._change: Change = {}

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Draw on to the pointer."""
        canvas = self._canvas
        last = self._points[-1]
        self._points.append(at)
        before = dict(self._scores)
        for x, step_id in self._middles():
            low, high = sorted((last.x(), at.x()))
            if not low <= x <= high:
                continue
            share = (x - last.x()) / (at.x() - last.x()) if at.x() != last.x() else 1.0
            y = last.y() + share * (at.y() - last.y())
            self._scores[step_id] = hit.score_at(canvas.scene, canvas.laid, self._row, y)
        path = QPainterPath(self._points[0])
        for point in self._points[1:]:
            path.lineTo(point)
        canvas.marks.put("drag", [Mark("line", path.boundingRect(), path)])
        if self._scores != before:
            self._aim(self._scores)

    def drop(self) -> None:
        """The points stand at their steps. A stroke within one step means that step."""
        if not self._scores:
            column = hit.column_at(self._canvas.laid, self._points[-1].x())
            if column >= 0:
                step = self._canvas.laid.places.columns[column].step.id
                y = self._points[-1].y()
                score = hit.score_at(self._canvas.scene, self._canvas.laid, self._row, y)
                self._aim({step: score})
        persona = self._canvas.document.map.get(self._persona, Persona)
        line = "future line" if self._curve == "future" else "line"
        whose = f"{persona.name}’s {line}" if persona and persona.name else f"an emotion {line}"
        drawn = list(self._scores)
        if end_preview(self._canvas, self._change, f"Draw {whose}") and drawn:
            self._canvas.selection.set(
                feeling_id(self._persona, drawn[-1], self._curve, self._lane.measure),
                cell=(drawn[-1], self._lane.id),
            )

    def cancel(self) -> None:
        """Nothing was drawn."""
        end_preview(self._canvas, {}, "")

    def _aim(self, scores: dict[str, float]) -> None:
        self._scores = scores
        try:
            self._change = draw_line(
                self._canvas.document.map,
                self._persona,
                scores,
                self._curve,
                self._lane.measure,
            )
        except EditError:
            self._change = {}
        self._canvas.preview(self._change)

    def _middles(self) -> list[tuple[float, str]]:
        laid = self._canvas.laid
        boxes = [
            (standing.cell_bounds(laid, c.step.id, self._lane.id), c.step.id)
            for c in laid.places.columns
        ]
        return [(box.x + box.w / 2, step) for box, step in boxes if box]
