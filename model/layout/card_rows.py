"""The small rows of a card: severity, evidence, owner, status, faces, entries and exits.

Each row knows its height at once; its text is shaped when it is drawn.
"""

from collections.abc import Callable
from typing import NamedTuple

from model.change import JourneyMap
from model.layout import words
from model.layout.scene import Icon, Path, Primitive, Rect, snap
from model.layout.setting import Setting, persona_role
from model.layout.shapes import evidence_mark, outline
from model.records import (
    BEHAVIOUR_DATA,
    HEARD_FROM_CUSTOMERS,
    Card,
    Evidence,
    Lane,
    Link,
    Person,
)

#: In characters: a text of this length may not fit in one row of a card.
LONG = 18
#: (x, y of the row's top, width) -> primitives.
Draw = Callable[[float, float, float], list[Primitive]]


class Row(NamedTuple):
    """One row of a card.

    Attributes:
        place: "above" the card's body, "inside" it under the title, or "below" it.
        height: in px.
    """

    place: str
    height: float
    draw: Draw


class Links(NamedTuple):
    """Links of one card that are written under or above it rather than drawn only."""

    entries: tuple[Link, ...] = ()
    exits: tuple[Link, ...] = ()
    labelled: tuple[Link, ...] = ()


NO_LINKS = Links()


def evidence_weight(evidence: list[Evidence]) -> str:
    """The strongest kind of evidence: "heard", "behaviour", "internal", or "" for none."""
    kinds = {item.kind for item in evidence}
    if kinds & HEARD_FROM_CUSTOMERS:
        return "heard"
    if kinds & BEHAVIOUR_DATA:
        return "behaviour"
    return "internal" if kinds else ""


def rows_below(
    card: Card,
    lane: Lane,
    evidence: list[Evidence],
    weight: str,
    links: Links,
    journey: JourneyMap,
    setting: Setting,
) -> list[Row]:
    """All rows of a card in the order in which they are drawn.

    What a card rests on is written out on touchpoints and metrics; elsewhere its mark
    stands at the end of a row that is there anyway.
    """
    rows = [_flow(link, "log-in", "above", journey, setting) for link in links.entries]
    faces = _faces(card, setting)
    missing = card.kind == "touchpoint" and card.status == "missing"
    facts = _facts(card, lane, journey, setting)
    brief = card.kind not in ("touchpoint", "metric") and not card.moment_of_truth
    rated = {"pain": card.severity, "gain": card.strength}.get(card.kind)
    if rated:
        alone = brief and not facts
        end = _end(weight if alone else "", faces if alone else [], setting)
        rows.append(_ticks(card.kind, rated, end, setting))
    if facts:
        end = _end(weight if brief else "", faces if brief else [], setting)
        rows.append(_text(facts, end, setting))
    told = brief and (facts or rated)
    if not told and (weight or missing or card.moment_of_truth or faces):
        rows += _marks(evidence, weight, missing, card, faces, setting)
    rows += [_flow(link, "arrow-right", "below", journey, setting) for link in links.labelled]
    rows += [_flow(link, "log-out", "below", journey, setting) for link in links.exits]
    return rows


def _facts(card: Card, lane: Lane, journey: JourneyMap, setting: Setting) -> str:
    """What is said in one line of small text, by the card's kind."""
    owner = journey.get(card.owner_id, Person)
    parts: list[str] = []
    if card.kind == "activity":
        parts = [lane.team, owner.name if owner else ""]
    elif card.kind == "opportunity":
        parts = [
            f"impact {card.impact}" if card.impact else "",
            f"effort {card.effort}" if card.effort else "",
        ]
    elif card.kind == "quote":
        parts = [card.who]
    elif card.kind == "pain" and card.affected is not None:
        parts = [f"{words.percent(card.affected)} affected"]
    elif card.kind == "touchpoint" and setting.planned_actual:
        parts = [
            card.status if card.status != "missing" else "",
            {"customer": "by customer", "provider": "by us", "": ""}[card.initiator],
        ]
    if card.wait and (wait := words.duration(card.wait)):
        parts.append(f"waits {wait}")
    if card.duration and (taken := words.duration(card.duration)):
        parts.append(f"takes {taken}")
    if card.mentions and card.mentions > 1:
        parts.append(f"×{words.number(card.mentions)}")
    return words.joined(*parts)


def _end(weight: str, faces: list[tuple[str, str]], setting: Setting) -> tuple[float, Draw]:
    """Faces and an evidence mark for the end of a row: how wide, and how drawn."""
    m = setting.measures
    step, size = m.meta.leading * 0.8, m.meta.size * 0.6
    wide = len(faces) * step + (size if weight else 0.0)

    def draw(x: float, y: float, width: float) -> list[Primitive]:
        middle, at = snap(y + m.meta.leading / 2), x + width
        out: list[Primitive] = []
        if weight:
            out += evidence_mark(weight, snap(at - size / 2), middle, size)
            at -= size + m.pad / 2
        r = m.meta.leading * 0.32
        for face, role in reversed(faces):
            out.append(Path(outline(face, snap(at - r), middle, r), fill=role))
            at -= step
        return out

    return (wide + m.pad / 2 if wide else 0.0), draw


def _text(text: str, end: tuple[float, Draw], setting: Setting) -> Row:
    """A row of small text; only a long one is wrapped, in two lines at most."""
    m = setting.measures
    room = m.card_width - 2 * m.pad - m.icon - m.bar - end[0]
    lines = setting.wrap(text, m.meta, room, 2) if len(text) > LONG else None

    def draw(x: float, y: float, width: float) -> list[Primitive]:
        out: list[Primitive] = []
        shown = lines or setting.wrap(text, m.meta, width - end[0], 1)
        out += setting.put(shown, x, y, width - end[0], m.meta, "muted")
        return out + end[1](x, y, width)

    return Row("inside", lines.height if lines else m.meta.leading, draw)


def _ticks(kind: str, count: int, end: tuple[float, Draw], setting: Setting) -> Row:
    """Five short strokes of which `count` are in the kind's accent."""
    m = setting.measures
    length, gap, thick = m.icon * 0.6, m.icon * 0.2, max(2.5, m.bar * 0.75)
    height = m.meta.leading

    def draw(x: float, y: float, width: float) -> list[Primitive]:
        out: list[Primitive] = []
        middle = snap(y + height / 2 - thick / 2)
        for i in range(5):
            role = f"card.{kind}.accent" if i < count else "border"
            at, opacity = snap(x + i * (length + gap)), 1.0 if i < count else 0.4
            out.append(Rect(at, middle, snap(length), thick, role, opacity=opacity))
        return out + end[1](x, y, width)

    return Row("inside", height, draw)


def _marks(
    evidence: list[Evidence],
    weight: str,
    missing: bool,
    card: Card,
    faces: list[tuple[str, str]],
    setting: Setting,
) -> list[Row]:
    """Evidence at the left; faces and the moment of truth at the right, or below it."""
    m = setting.measures
    label = ""
    if missing:
        label = "missing"
    elif weight:
        label = words.evidence([item for item in evidence if evidence_weight([item]) == weight])
    italic = m.meta._replace(italic=missing or weight == "internal")
    size = m.meta.size * 0.6
    label_x = size + m.pad * 0.6
    faces_width, draw_faces = _end("", faces, setting)
    bold = m.meta._replace(size=m.meta.size * 0.86, weight=600)
    pill = setting.wrap(words.MOMENT_OF_TRUTH, bold) if card.moment_of_truth else None
    pill_width = snap(pill.width + m.pad * 1.5) if pill else 0.0
    room = m.card_width - 2 * m.pad - m.bar
    beside = not label or (
        label_x + setting.wrap(label, italic).width + m.pad + pill_width + faces_width <= room
        if pill
        else True
    )

    def draw_label(x: float, y: float, width: float) -> list[Primitive]:
        if not label:
            return []
        mark = "internal" if missing else weight
        out: list[Primitive] = list(
            evidence_mark(mark, snap(x + size / 2), snap(y + m.meta.leading / 2), size)
        )
        out += setting.write(label, x + label_x, y, width - label_x, italic, "muted")
        return out

    def draw_right(x: float, y: float, width: float) -> list[Primitive]:
        out = draw_faces(x, y, width)
        end = x + width - faces_width
        if pill:
            high = m.meta.leading - 1
            start = snap(end - pill_width) if beside and label else snap(x)
            radius = high / 2
            out.append(
                Rect(start, snap(y), pill_width, high, "card.touchpoint.accent",
                     radii=(radius, radius, radius, radius))
            )  # fmt: skip
            out += setting.put(pill, start, y - 0.5, pill_width, bold, "on.accent", "middle")
        return out

    def draw_both(x: float, y: float, width: float) -> list[Primitive]:
        taken = faces_width + (pill_width + m.pad if pill else 0.0)
        return draw_label(x, y, width - taken) + draw_right(x, y, width)

    height = m.meta.leading
    if beside:
        return [Row("inside", height, draw_both)]
    return [Row("inside", height, draw_label), Row("inside", height + 2, draw_right)]


def _faces(card: Card, setting: Setting) -> list[tuple[str, str]]:
    """Shape and colour of the personas a card is for, where that is not everybody."""
    if not card.persona_ids or len(setting.personas) < 2:
        return []
    shown: list[tuple[str, str]] = [
        (persona.face, persona_role(persona, place))
        for place, persona in enumerate(setting.personas)
        if persona.id in card.persona_ids
    ]
    return [] if len(shown) == len(setting.personas) else shown


def _flow(link: Link, icon: str, place: str, journey: JourneyMap, setting: Setting) -> Row:
    """An entry, a drop-off or a labelled branch: share, words, reason, wait."""
    m = setting.measures
    parts = [words.percent(link.share) if link.share is not None else "", link.label]
    reason = link.reason
    if not link.label and icon != "arrow-right":
        parts, reason = [*parts, reason], ""
    if icon == "arrow-right":
        target = journey.get(link.target_id, Card)
        parts.append(f"to “{target.title}”" if target and not link.label else "")
    wait = words.duration(link.wait) if link.wait else ""
    text = words.joined(" ".join(filter(None, parts)), reason, wait and f"waits {wait}")
    default = {"log-in": "come in here", "log-out": "leave here"}.get(icon, "")
    lines = setting.wrap(text or default, m.meta, m.card_width - m.icon - m.pad, 3)
    height = max(lines.height, m.icon) + m.pad / 2

    def draw(x: float, y: float, width: float) -> list[Primitive]:
        top = y if place == "above" else y + m.pad / 2
        small = m.icon * 0.85
        mark = Icon(icon, snap(x), snap(top + (m.meta.leading - small) / 2), snap(small), "route")
        start = x + m.icon + m.pad * 0.5
        return [mark, *setting.put(lines, start, top, width - m.icon - m.pad, m.meta, "muted")]

    return Row(place, height, draw)
