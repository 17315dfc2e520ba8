"""Emotion lines on their way from one map to another: each score part of the way, nothing else.

A face that is in one of the maps only grows out of the other's line. No map is laid out for
it: the lines are drawn anew on the ground that a layout left for them.
"""

from collections.abc import Iterable
from typing import NamedTuple

from model.change import JourneyMap
from model.layout import emotion
from model.layout import index as places
from model.layout.build import Laid
from model.layout.mirror import flipped
from model.layout.scene import Node, Scene
from model.records import Card, Feeling, evolve

#: persona, curve, measure; and a step or a card.
_Line = tuple[str, str, str]


class _Way(NamedTuple):
    """One score: what it is made of at either end."""

    feeling: Feeling
    start: float
    end: float
    after: Feeling


class Morph:
    """The lines of two maps on the ground of one of them.

    Attributes:
        lines: which ones differ, by (persona id, curve, measure).
    """

    def __init__(
        self, laid: Laid, scene: Scene, shown: JourneyMap, old: JourneyMap, new: JourneyMap
    ) -> None:
        """The ground is that of `shown`, one of the two, laid out as `laid` in `scene`."""
        self._laid, self._shown = laid, shown
        body = scene.layers[0].node.children
        self._heights = {p.node.record: p.node.bounds.h for p in body if p.node.kind == "curves"}
        before, after = _by_line(old), _by_line(new)
        self._ways: dict[_Line, list[_Way]] = {}
        for line in sorted(before.keys() | after.keys()):
            was, now = before.get(line, {}), after.get(line, {})
            if was != now:
                self._ways[line] = list(self._between(was, now))

    @property
    def lines(self) -> frozenset[_Line]:
        """Which lines differ."""
        return frozenset(self._ways)

    def at(self, part: float, active: str = "") -> dict[str, Node]:
        """The lines of each emotion lane with any that differ, from the old (0) to the new (1)."""
        measures = {measure for _, _, measure in self._ways}
        index = self._laid.places._replace(feelings=self._feelings(part))
        found = {}
        for lane in self._laid.places.lanes:
            if lane.id in self._heights and lane.measure in measures:
                node = emotion.build(
                    lane, self._heights[lane.id], self._laid.columns, active, index,
                    self._shown, self._laid.setting,
                )  # fmt: skip
                found[lane.id] = flipped(node) if self._laid.rtl else node
        return found

    def _feelings(self, part: float) -> dict[places.Curve, tuple[Feeling, ...]]:
        feelings = dict(self._laid.places.feelings)
        for line, ways in self._ways.items():
            made = []
            for way in ways:
                score = way.start + (way.end - way.start) * part
                words = way.after if part >= 0.5 else way.feeling
                made.append(evolve(way.feeling, score=score, word=words.word, low=None, high=None))
            feelings[line] = tuple(made)
        return feelings

    def _between(self, was: dict[str, Feeling], now: dict[str, Feeling]) -> Iterable[_Way]:
        """Every score that has a place in the layout; one that is missing lies on its line."""
        starts, ends = self._scores(was), self._scores(now)
        for at in dict.fromkeys((*was, *now)):
            column = self._column(at)
            if column is None:
                continue
            old, new = was.get(at), now.get(at)
            either = old or new
            assert either is not None, "it is in one of them"
            yield _Way(
                old or either,
                old.score if old else _on(starts, column, either.score),
                new.score if new else _on(ends, column, either.score),
                new or either,
            )

    def _scores(self, feelings: dict[str, Feeling]) -> list[tuple[int, float]]:
        """A line's scores by column, those of cards too."""
        found = [(c, f.score) for at, f in feelings.items() if (c := self._column(at)) is not None]
        return sorted(found)

    def _column(self, at: str) -> int | None:
        card = self._shown.get(at, Card)
        return self._laid.places.column_of.get(card.step_id if card is not None else at)


def _by_line(of: JourneyMap) -> dict[_Line, dict[str, Feeling]]:
    found: dict[_Line, dict[str, Feeling]] = {}
    for feeling in of.all(Feeling):
        line = (feeling.persona_id, feeling.curve, feeling.measure)
        found.setdefault(line, {})[feeling.step_id or feeling.card_id] = feeling
    return found


def _on(scores: list[tuple[int, float]], column: int, otherwise: float) -> float:
    """How high a line is at a column where it has no score."""
    if not scores:
        return otherwise
    left = [s for s in scores if s[0] <= column]
    right = [s for s in scores if s[0] >= column]
    if not left or not right:
        return (left[-1] if left else right[0])[1]
    (a, b), (c, d) = left[-1], right[0]
    return b + (d - b) * (column - a) / (c - a) if c > a else b
