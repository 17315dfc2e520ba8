"""Emotion lines as data: what each persona scored at which step, and where its face stands.

A step's own score wins; otherwise the mean of its cards' scores counts.
"""

from collections.abc import Callable
from typing import NamedTuple

from model.change import JourneyMap
from model.layout import words
from model.layout.card_rows import evidence_weight
from model.layout.index import Index
from model.layout.lanes import Columns
from model.layout.marks import ghost_id
from model.layout.scene import snap
from model.layout.setting import Setting, persona_role
from model.records import Card, Evidence, Feeling, Lane

#: A hexagon is this much higher than a circle of the same radius.
TALLEST = 1.1
#: Between faces side by side, and the smallest radius of a face, px.
BETWEEN, SMALLEST = 3.0, 4.0


class Point(NamedTuple):
    """One step of one line.

    Attributes:
        feeling: the step's own record, or the only card's; "" where several were averaged.
        supported: whether anything heard or seen from customers stands behind it.
        r: radius of its face; 0 where so many meet that it has none.
        members: the feelings that it is made of.
    """

    column: int
    score: float
    low: float | None
    high: float | None
    word: str
    feeling: str
    supported: bool
    x: float = 0.0
    y: float = 0.0
    r: float = 0.0
    members: tuple[str, ...] = ()


class Curve(NamedTuple):
    """One persona's line, or everybody's where the persona is empty."""

    name: str
    face: str
    role: str
    record: str
    future: bool
    points: list[Point]


def reads(lane: Lane, index: Index, journey: JourneyMap, setting: Setting) -> tuple[object, ...]:
    """Every record that the lines of an emotion lane depend on."""
    found: list[object] = [lane, setting.marks.get(lane.id)]
    for key in sorted(index.feelings):
        if key[2] == lane.measure:
            for feeling in index.feelings[key]:
                found.append(feeling)
                found.append(journey.records.get(feeling.card_id))
                found += [journey.records.get(i) for i in feeling.evidence_ids]
    for key, feelings in index.before.items():
        if key[2] == lane.measure:
            for feeling in feelings:
                found.append(feeling)
                found.append(_card_before(feeling, journey))
    if setting.marks:
        found += [setting.marks.get(f.id) for fs in index.feelings.values() for f in fs]
        found += [setting.marks.get(f.id) for fs in index.before.values() for f in fs]
    return (*found, *index.personas, *index.gone_personas)


def collect(lane: Lane, index: Index, journey: JourneyMap, setting: Setting) -> list[Curve]:
    """The lines of a lane: each persona's current one, then its future one."""
    result = []
    shown = [p for p in setting.personas if not lane.persona_ids or p.id in lane.persona_ids]
    places = {p.id: i for i, p in enumerate(setting.personas)}
    sources = [(p.id, p.name, p.face, persona_role(p, places[p.id])) for p in shown]
    if not lane.persona_ids:
        sources.append(("", "", "circle", "text"))
    for persona, name, face, role in sources:
        for curve in ("current", "future"):
            feelings = index.feelings.get((persona, curve, lane.measure), ())
            points = _points(feelings, index, journey)
            if points:
                label = line_name(name, curve == "future")
                result.append(Curve(label, face, role, persona, curve == "future", points))
    return result


def collect_before(lane: Lane, index: Index, journey: JourneyMap, setting: Setting) -> list[Curve]:
    """The lines of a lane that a comparison found to differ, as they were."""
    personas = (*setting.personas, *index.gone_personas)
    places = {p.id: i for i, p in enumerate(personas)}
    by_id = {p.id: p for p in personas}
    result = []
    for (persona, curve, measure), feelings in index.before.items():
        if measure != lane.measure or (lane.persona_ids and persona not in lane.persona_ids):
            continue
        of = by_id.get(persona)
        if persona and of is None:
            continue
        points = _points(feelings, index, journey, _card_before)
        face, role = (of.face, persona_role(of, places[persona])) if of else ("circle", "text")
        name = f"{line_name(of.name, curve == 'future')}, before" if of and of.name else "before"
        if points:
            result.append(Curve(name, face, role, persona, curve == "future", points))
    return result


def _card_now(feeling: Feeling, journey: JourneyMap) -> Card | None:
    return journey.get(feeling.card_id, Card)


def _card_before(feeling: Feeling, journey: JourneyMap) -> Card | None:
    """The card that a feeling is about, where it stood in the old map of a comparison."""
    return journey.get(ghost_id(feeling.card_id), Card) or journey.get(feeling.card_id, Card)


def _points(
    feelings: tuple[Feeling, ...],
    index: Index,
    journey: JourneyMap,
    card_of: Callable[[Feeling, JourneyMap], Card | None] = _card_now,
) -> list[Point]:
    own: dict[int, Feeling] = {}
    of_cards: dict[int, list[tuple[Feeling, Card]]] = {}
    for feeling in feelings:
        if feeling.step_id in index.column_of:
            own[index.column_of[feeling.step_id]] = feeling
            continue
        card = card_of(feeling, journey)
        if card and card.step_id in index.column_of and card.lane_id in index.row_of:
            of_cards.setdefault(index.column_of[card.step_id], []).append((feeling, card))
    points = []
    for column in sorted(own.keys() | of_cards.keys()):
        if column in own:
            members = [own[column]]
            word = own[column].word
        else:
            members = [feeling for feeling, _ in of_cards[column]]
            lowest = min(of_cards[column], key=lambda pair: (pair[0].score, pair[0].id))
            word = lowest[0].word or lowest[1].title
        score = sum(f.score for f in members) / len(members)
        lows, highs = [f.low for f in members], [f.high for f in members]
        evidence = [e for f in members for i in f.evidence_ids if (e := journey.get(i, Evidence))]
        points.append(
            Point(
                column, score,
                min((v for v in lows if v is not None), default=None),
                max((v for v in highs if v is not None), default=None),
                word, members[0].id if len(members) == 1 else "",
                evidence_weight(evidence) == "heard",
                members=tuple(f.id for f in members),
            )
        )  # fmt: skip
    return points


def line_name(persona: str, future: bool) -> str:
    """What stands at the end of a persona's line."""
    return words.joined(persona, "future") if future else persona


def placed(
    lines: list[Curve], columns: Columns, middle: float, half: float, r: float
) -> list[Curve]:
    """The lines with x, y and a face for each point; faces that would touch stand side by side.

    They keep within their column, so that a line always goes on to the right: where too
    many meet they become smaller, and in the end those that come last have none.
    """
    at: dict[int, list[tuple[float, int]]] = {}
    for i, curve in enumerate(lines):
        for point in curve.points:
            at.setdefault(point.column, []).append((middle - point.score / 2 * half, i))
    faces: dict[tuple[int, int], tuple[float, float]] = {}
    for column, there in at.items():
        for group in _meeting(sorted(there), 2 * r * TALLEST + 2):
            shifts, size = _side_by_side(len(group), columns.card, r)
            for k, i in enumerate(sorted(group)):
                faces[column, i] = (shifts[k], size) if k < len(shifts) else (0.0, 0.0)

    def stands(point: Point, i: int) -> Point:
        shift, size = faces[point.column, i]
        x = columns.xs[point.column] + columns.card / 2 + shift
        return point._replace(x=snap(x), y=snap(middle - point.score / 2 * half), r=size)

    return [
        curve._replace(points=[stands(point, i) for point in curve.points])
        for i, curve in enumerate(lines)
    ]


def _meeting(there: list[tuple[float, int]], apart: float) -> list[list[int]]:
    """Those whose y, in order, are less than `apart` from the next one's, together."""
    groups: list[list[int]] = []
    last = float("-inf")
    for y, i in there:
        if y - last >= apart:
            groups.append([])
        groups[-1].append(i)
        last = y
    return groups


def _side_by_side(count: int, width: float, r: float) -> tuple[list[float], float]:
    """Shifts from the middle and the radius for faces in a row, as many as there is room for."""
    shown = min(count, int((width + BETWEEN) // (2 * SMALLEST + BETWEEN)))
    each = min(2 * r + BETWEEN, (width + BETWEEN) / shown)
    return [(k - (shown - 1) / 2) * each for k in range(shown)], snap((each - BETWEEN) / 2)
