"""The small rows of a card: severity, evidence, owner, status, faces, entries and exits.

Each row knows its height at once; its text is shaped when it is drawn.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from model.change import JourneyMap
from model.layout import words
from model.layout.measures import Measures
from model.layout.scene import Icon, Path, Primitive, Rect, snap
from model.layout.setting import Setting, persona_role
from model.layout.shapes import evidence_mark, outline
from model.layout.text import Block, TextStyle
from model.records import (
    BEHAVIOUR_DATA,
    HEARD_FROM_CUSTOMERS,
    Card,
    Evidence,
    Lane,
    Link,
    Person,
)

#: Kinds without a box, whose words stand in their lane as they are.
PLAIN = frozenset({"doing", "thought", "need"})


class Row(NamedTuple):
    """One row of a card; plain data, drawn by `put`.

    Attributes:
        place: "above" the card's body, "inside" it under the title, or "below" it.
        height: in px.
        draw: called with `args`, x, y of the row's top, width and setting.
        record: the link that it tells of, for what can be pointed at; "" otherwise.
    """

    place: str
    height: float
    draw: Callable[..., list[Primitive]]
    args: tuple[Any, ...]
    record: str = ""


class End(NamedTuple):
    """What stands at the end of a row: an evidence mark, faces as (shape, colour role)."""

    weight: str = ""
    faces: tuple[tuple[str, str], ...] = ()

    def width(self, m: Measures) -> float:
        """Space that it takes, in px."""
        if not self.weight and not self.faces:
            return 0.0
        mark = m.meta.size * 0.6 + m.pad / 2 if self.weight else 0.0
        return len(self.faces) * m.meta.leading * 0.8 + mark + m.pad / 2


NO_END = End()
#: A card for more personas than this says how many, without faces.
MOST_FACES = 5


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
    room: float,
    setting: Setting,
) -> list[Row]:
    """All rows of a card in the order in which they are drawn, those inside `room` px wide.

    What a card rests on is written out on touchpoints and metrics; elsewhere its mark
    stands at the end of a row that is there anyway.
    """
    m = setting.measures
    rows = [_flow(link, "log-in", "above", journey, setting) for link in links.entries]
    faces = _faces(card, setting)
    missing = card.kind == "touchpoint" and card.status == "missing"
    facts = _facts(card, lane, journey, setting)
    brief = card.kind not in ("touchpoint", "metric") and not card.moment_of_truth
    end = End(weight, faces) if brief and card.kind not in PLAIN else NO_END
    rated = card.severity if card.kind == "pain" else card.strength if card.kind == "gain" else 0
    if rated:
        last = NO_END if facts else end
        rows.append(Row("inside", m.meta.leading, _draw_ticks, (card.kind, rated, last)))
    if facts:
        rows.append(_text(facts, end, room, setting))
    plain = card.kind in PLAIN and not card.moment_of_truth
    if (
        not plain
        and not (brief and (facts or rated))
        and (weight or missing or card.moment_of_truth or faces)
    ):
        rows += _marks(evidence, weight, missing, card, faces, room, setting)
    if links is not NO_LINKS:
        rows += [_flow(link, "arrow-right", "below", journey, setting) for link in links.labelled]
        rows += [_flow(link, "log-out", "below", journey, setting) for link in links.exits]
    return rows


def beside_title(card: Card, weight: str, setting: Setting) -> End:
    """What stands beside the words of a card without a box, where no row below tells it."""
    if card.kind not in PLAIN or card.moment_of_truth:
        return NO_END
    return End(weight, _faces(card, setting))


def put(row: Row, x: float, y: float, width: float, setting: Setting) -> list[Primitive]:
    """The primitives of a row with its top left corner at (x, y), `width` px wide."""
    return row.draw(*row.args, x, y, width, setting)


def _facts(card: Card, lane: Lane, journey: JourneyMap, setting: Setting) -> str:
    """What is said in one line of small text, by the card's kind."""
    owner = journey.get(card.owner_id, Person)
    parts: list[str] = []
    if card.kind == "activity":
        name = owner.name if owner else ""
        # In a redacted edition a person is named by the team.
        parts = [lane.team, words.together(name) if name != lane.team else ""]
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
        parts.append(words.together(f"waits {wait}"))
    if card.duration and (taken := words.duration(card.duration)):
        parts.append(words.together(f"takes {taken}"))
    if card.mentions and card.mentions > 1:
        parts.append(f"×{words.number(card.mentions)}")
    return words.joined(*parts, _crowd(card, setting))


def draw_end(end: End, x: float, y: float, width: float, m: Measures) -> list[Primitive]:
    """Mark and faces at the right end of a row `width` px wide, from x, its top at y."""
    middle, at = snap(y + m.meta.leading / 2), x + width
    out: list[Primitive] = []
    if end.weight:
        size = m.meta.size * 0.6
        out += evidence_mark(end.weight, snap(at - size / 2), middle, size)
        at -= size + m.pad / 2
    r = m.meta.leading * 0.32
    for face, role in reversed(end.faces):
        out.append(Path(outline(face, snap(at - r), middle, r), fill=role))
        at -= m.meta.leading * 0.8
    return out


def _text(text: str, end: End, room: float, setting: Setting) -> Row:
    """Small text in as many lines as it takes: a poster has no other place for the rest."""
    m = setting.measures
    lines = setting.wrap(text, m.meta, room - end.width(m))
    return Row("inside", lines.height, _draw_text, (lines, end))


def _draw_text(
    lines: Block, end: End, x: float, y: float, width: float, setting: Setting
) -> list[Primitive]:
    m = setting.measures
    return setting.put(lines, x, y, width, m.meta, "muted") + draw_end(end, x, y, width, m)


def _draw_ticks(
    kind: str, count: int, end: End, x: float, y: float, width: float, setting: Setting
) -> list[Primitive]:
    """Five short strokes of which `count` are in the kind's accent."""
    m = setting.measures
    length, gap, thick = m.icon * 0.6, m.icon * 0.2, max(2.5, m.bar * 0.75)
    middle = snap(y + m.meta.leading / 2 - thick / 2)
    out: list[Primitive] = []
    for i in range(5):
        role = f"card.{kind}.accent" if i < count else "border"
        at, opacity = snap(x + i * (length + gap)), 1.0 if i < count else 0.4
        out.append(Rect(at, middle, snap(length), thick, role, opacity=opacity))
    return out + draw_end(end, x, y, width, m)


def _marks(
    evidence: list[Evidence],
    weight: str,
    missing: bool,
    card: Card,
    faces: tuple[tuple[str, str], ...],
    room: float,
    setting: Setting,
) -> list[Row]:
    """Evidence at the left; faces and the moment of truth at the right, or below it."""
    m = setting.measures
    label = ""
    if missing:
        label = "missing"
    elif weight:
        label = words.evidence([item for item in evidence if evidence_weight([item]) == weight])
    mark = "internal" if missing else weight
    end = End("", faces) if faces else NO_END
    pill = _pill(setting) if card.moment_of_truth else None
    if not label:
        return [Row("inside", m.meta.leading, _draw_marks, (None, "", pill, end))]
    style = m.meta._replace(italic=mark == "internal")
    room -= _label_x(m)
    aside = end.width(m) + (_pill_width(pill, m) + m.pad if pill else 0.0)
    lines = setting.wrap(label, style, room - aside)
    if pill and lines.height > m.meta.leading:
        lines = setting.wrap(label, style, room)
        return [
            Row("inside", lines.height, _draw_marks, (lines, mark, None, NO_END)),
            Row("inside", m.meta.leading + 2, _draw_marks, (None, "", pill, end)),
        ]
    return [Row("inside", lines.height, _draw_marks, (lines, mark, pill, end))]


def _label_x(m: Measures) -> float:
    return m.meta.size * 0.6 + m.pad * 0.6


def _pill_style(m: Measures) -> TextStyle:
    return m.meta._replace(weight=600)


def _pill(setting: Setting) -> Block:
    return setting.wrap(words.MOMENT_OF_TRUTH, _pill_style(setting.measures))


def _pill_width(pill: Block, m: Measures) -> float:
    return snap(pill.width + m.pad * 1.5)


def _draw_marks(
    label: Block | None,
    mark: str,
    pill: Block | None,
    end: End,
    x: float,
    y: float,
    width: float,
    setting: Setting,
) -> list[Primitive]:
    m = setting.measures
    out = draw_end(end, x, y, width, m)
    room = width - end.width(m)
    if pill:
        wide, high = _pill_width(pill, m), m.meta.leading - 1
        start = snap(x + room - wide) if label else snap(x)
        radii = (high / 2, high / 2, high / 2, high / 2)
        out.append(Rect(start, snap(y), wide, high, "card.touchpoint.accent", radii=radii))
        out += setting.put(pill, start, y - 0.5, wide, _pill_style(m), "on.accent", "middle")
    if label:
        size = m.meta.size * 0.6
        style = m.meta._replace(italic=mark == "internal")
        out += evidence_mark(mark, snap(x + size / 2), snap(y + m.meta.leading / 2), size)
        out += setting.put(label, x + _label_x(m), y, label.width, style, "muted")
    return out


def _faces(card: Card, setting: Setting) -> tuple[tuple[str, str], ...]:
    """Shape and colour of the personas a card is for, where that is neither all nor a crowd."""
    if not card.persona_ids or len(setting.personas) < 2:
        return ()
    shown: tuple[tuple[str, str], ...] = tuple(
        (persona.face, persona_role(persona, place))
        for place, persona in enumerate(setting.personas)
        if persona.id in card.persona_ids
    )
    return shown if len(shown) <= MOST_FACES and len(shown) < len(setting.personas) else ()


def _crowd(card: Card, setting: Setting) -> str:
    """How many personas a card is for, where they are too many to show."""
    if len(card.persona_ids) <= MOST_FACES:
        return ""
    count, of = sum(p.id in card.persona_ids for p in setting.personas), len(setting.personas)
    return f"for {count} of {of} personas" if MOST_FACES < count < of else ""


def _flow(link: Link, icon: str, place: str, journey: JourneyMap, setting: Setting) -> Row:
    """An entry, a drop-off or a labelled branch: share, words, reason, wait."""
    m = setting.measures
    parts = [words.percent(link.share) if link.share is not None else "", link.label]
    reason = link.reason
    if not link.label and icon != "arrow-right":
        parts, reason = [*parts, reason], ""
    word, other = {
        "arrow-right": ("to", link.target_id), "log-in": ("from", link.source_id)
    }.get(icon, ("", ""))  # fmt: skip
    card = journey.get(other, Card)
    if other and not (card and link.label):
        title = words.quoted(card.title, setting.language) if card else "a card that is gone"
        parts.append(f"{word} {title}")
    wait = words.duration(link.wait) if link.wait else ""
    text = words.joined(
        " ".join(filter(None, parts)), reason, wait and words.together(f"waits {wait}")
    )
    default = {"log-in": "come in here", "log-out": "leave here"}.get(icon, "")
    lines = setting.wrap(text or default, m.meta, m.card_width - m.icon - m.pad)
    height = max(lines.height, m.icon) + m.pad / 2
    return Row(place, height, _draw_flow, (lines, icon, place), link.id)


def _draw_flow(
    lines: Block, icon: str, place: str, x: float, y: float, width: float, setting: Setting
) -> list[Primitive]:
    m = setting.measures
    top = y if place == "above" else y + m.pad / 2
    small = m.icon * 0.85
    mark = Icon(icon, snap(x), snap(top + (m.meta.leading - small) / 2), snap(small), "route")
    start = x + m.icon + m.pad * 0.5
    return [mark, *setting.put(lines, start, top, width - m.icon - m.pad, m.meta, "muted")]
