"""What stands above the grid: title, scenario and goals, personas, stages and steps."""

import math
from typing import NamedTuple

from model.bitmaps import stored
from model.change import JourneyMap
from model.layout import words
from model.layout.index import Column, Index
from model.layout.lanes import Columns
from model.layout.marks import Badge, headed
from model.layout.measures import Measures
from model.layout.scene import (
    Bounds,
    Icon,
    Node,
    Path,
    Picture,
    Placed,
    Primitive,
    Rect,
    snap,
)
from model.layout.setting import Setting, persona_role
from model.layout.shapes import outline
from model.layout.text import Block, TextStyle
from model.records import Asset, Evidence, Metric, Person, Persona, Stage, Step


def title(journey: JourneyMap, heard: int, of: int, width: float, setting: Setting) -> Node:
    """Kind, maturity and evidence; the title; scenario and goals at its right."""
    m, info = setting.measures, journey.info
    state = "Future state" if info.kind == "future" else "Current state"
    share = f"{heard} of {of} touchpoints heard or seen from customers" if of else ""
    maturity = "" if info.maturity == "validated" else info.maturity
    kicker = words.joined(state, maturity, share)
    trigger = " – ".join(filter(None, (info.starts_when, info.ends_when)))
    scenario = info.scenario or info.scope or trigger
    metrics = [x for i in info.metric_ids if (x := journey.get(i, Metric))]
    goals, wishes = info.business_goals, info.customer_goals
    named: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("Scenario", (scenario,)),
        ("Business goals" if len(goals) > 1 else "Business goal", goals),
        ("Customer goals" if len(wishes) > 1 else "Customer goal", wishes),
        ("Measured by", tuple(words.metric(x) for x in metrics)),
    )
    facts = [(name, texts) for name, texts in named if any(texts)]
    name = info.title or "Untitled map"
    gap = m.pad * 3
    # A long map has room beside its title: the facts take of it what spares them lines.
    left_over = width - setting.wrap(name, m.title).width - 2 * gap
    fact_width = min(m.column * 1.6, width * 0.6 / max(1, len(facts)))
    fact_width = max(fact_width, min(m.column * 2.4, left_over / max(1, len(facts))))
    beside = width - len(facts) * fact_width - gap
    stacked = beside < m.title.size * 8 and bool(facts)
    title_width = width if stacked else beside
    heading = setting.wrap(name, m.title, title_width)
    subtitle = setting.wrap(info.subtitle, m.lead, title_width)
    left = m.lead.leading + heading.height + (subtitle.height + m.pad / 2 if info.subtitle else 0)
    bold = m.lead._replace(weight=600)
    apart = m.pad / 2
    blocks = [
        [setting.wrap_evenly(text, m.lead, fact_width - gap) for text in texts if text]
        for _, texts in facts
    ]
    right = max((sum(b.height + apart for b in some) for some in blocks), default=0.0)
    right += m.lead.leading - apart
    if not facts:
        right = 0.0
    badge = setting.badge("map")
    height = snap((left + m.pad + right if stacked else max(left, right)) + 2 * m.pad)

    def primitives() -> tuple[Primitive, ...]:
        room = title_width - (badge.width + m.pad if badge else 0.0)
        out = setting.write(kicker, 0, 0, room, m.lead, "muted", most_lines=1)
        if badge:
            beside = setting.wrap(kicker, m.lead, room, 1).width + m.pad
            out += badge.at(beside, (m.lead.leading - badge.height) / 2)
        out += setting.put(heading, 0, m.lead.leading, title_width, m.title)
        y = m.lead.leading + heading.height + m.pad / 2
        out += setting.put(subtitle, 0, y, title_width, m.lead, "muted")
        x = 0.0 if stacked else width - len(facts) * fact_width
        top = left + m.pad if stacked else max(0.0, left - right)
        for (name, _), texts in zip(facts, blocks, strict=True):
            out += setting.write(name, x, top, fact_width - gap, bold)
            y = top + m.lead.leading
            for lines in texts:
                out += setting.put(lines, x, y, fact_width - gap, m.lead)
                y += lines.height + apart
            x += fact_width
        out.append(
            Path((("M", 0.0, height - 1), ("L", width, height - 1)), stroke="text",
                 stroke_width=2)
        )  # fmt: skip
        return tuple(out)

    return Node("title", Bounds(0, 0, width, height), primitives, record="map")


def _persona_text(persona: Persona, language: str, journey: JourneyMap) -> tuple[str, str, str]:
    """Who a persona is, what it wants, and what it says."""
    facts = [persona.segment] if persona.segment else [a.value for a in persona.attributes]
    evidence = [e for i in persona.evidence_ids if (e := journey.get(i, Evidence))]
    share = f"{words.percent(persona.share)} of customers" if persona.share is not None else ""
    if persona.role != "customer":
        share = persona.role
    who = words.joined(
        ", ".join(filter(None, facts)),
        ", ".join(filter(None, [share, words.evidence(evidence) if evidence else ""])),
    )
    wants = next(iter((*persona.goals, *persona.needs)), "")
    return who, wants, words.quoted(persona.quote, language) if persona.quote else ""


def personas(
    journey: JourneyMap, width: float, setting: Setting, gone: tuple[Persona, ...] = ()
) -> Node:
    """All personas side by side, in as many rows as they need; those that are gone last."""
    m = setting.measures
    shown = (*setting.personas, *gone)
    least = m.column * 2
    per_row = max(1, min(len(shown), int(width // least)))
    rows = -(-len(shown) // per_row)
    per_row = -(-len(shown) // rows)
    each = math.floor(width / per_row)
    r = m.persona.leading * 1.5
    children: list[Placed] = []
    y = m.pad * 2
    for start in range(0, len(shown), per_row):
        heights = []
        for k, persona in enumerate(shown[start : start + per_row]):
            node = _persona(persona, start + k, journey, each, r, setting)
            children.append(Placed(snap(k * each), snap(y), node))
            heights.append(node.bounds.h)
        y += max(heights) + m.pad
    total = snap(y)
    return Node("personas", Bounds(0, 0, width, total), (), tuple(children))


class Part(NamedTuple):
    """Lines that stand under each other, in one style and colour role."""

    lines: Block
    style: TextStyle
    role: str


def _persona_parts(
    persona: Persona, journey: JourneyMap, width: float, setting: Setting
) -> list[Part]:
    m = setting.measures
    who, wants, quote = _persona_text(persona, setting.language, journey)
    wish = wants
    if wants and setting.language.split("-")[0].lower() in ("", "en"):
        wish = f"Wants {wants[:1].lower()}{wants[1:]}"
    parts = [
        (persona.name, m.persona, "text"),
        (who, m.meta, "muted"),
        (wish, m.lead, "text"),
        (quote, m.lead._replace(italic=True), "muted"),
    ]
    return [Part(setting.wrap(text, style, width), style, role) for text, style, role in parts]


def _height(parts: list[Part]) -> float:
    return sum(part.lines.height for part in parts)


def _put(parts: list[Part], x: float, y: float, width: float, setting: Setting) -> list[Primitive]:
    """The parts from y downwards, those that read the other way no further off than the rest."""
    out: list[Primitive] = []
    width = min(width, max(part.lines.width for part in parts))
    for lines, style, role in parts:
        out += setting.put(lines, x, y, width, style, role)
        y += lines.height
    return out


def _persona(
    persona: Persona, nth: int, journey: JourneyMap, each: float, r: float, setting: Setting
) -> Node:
    m = setting.measures
    role = persona_role(persona, nth)
    tint = f"{role}.tint" if role.startswith("persona.") else "surface"
    x = 2 * r + m.pad * 1.5
    width = each - 2 * r - m.pad * 4
    badge = setting.badge(persona.id)
    parts = _persona_parts(persona, journey, width, setting)
    text_top = badge.height + m.pad / 2 if badge else 0.0
    height = max(2 * r, text_top + _height(parts))
    portrait = journey.get(persona.asset_id, Asset)
    reach = (r - 1) / (1.1 if persona.face == "hexagon" else 1)  # a hexagon is higher than wide

    def primitives() -> tuple[Primitive, ...]:
        out: list[Primitive] = [
            Path(outline(persona.face, r, r, reach), fill=tint, stroke=role, stroke_width=2)
        ]
        if portrait and stored(portrait.data).bitmap:
            side = snap(r * 1.1)
            corner = snap(r - side / 2)
            out.append(Picture(persona.asset_id, corner, corner, side, side))
        else:
            side = r * 0.9
            out.append(Icon("user-round", snap(r - side / 2), snap(r - side / 2), snap(side), role))
        out += _put(parts, x, text_top, width, setting)
        return headed(out, badge, x, text_top - m.pad / 2)

    return Node("persona", Bounds(0, 0, each, height), primitives, record=persona.id)


def stage_texts(stage: Stage | None, journey: JourneyMap) -> list[str]:
    """A stage's name, its goals, how long it takes and its owner."""
    if stage is None:
        return ["Stage missing"]
    owner = journey.get(stage.owner_id, Person)
    length = words.duration(stage.duration) if stage.duration else ""
    return [
        stage.name,
        stage.customer_goal or stage.description,
        stage.business_goal and f"Business goal: {stage.business_goal}",
        words.joined(length, f"owner {owner.name}" if owner else ""),
    ]


def stages(journey: JourneyMap, index: Index, columns: Columns, setting: Setting) -> Node:
    """Names of stages over the names of their steps, as wide as the grid."""
    m = setting.measures
    groups: list[tuple[int, int]] = []
    for i, starts in enumerate(columns.stage_starts):
        if starts:
            groups.append((i, i))
        else:
            groups[-1] = (groups[-1][0], i)
    blocks: list[tuple[float, list[Part]]] = []
    for first, last in groups:
        width = columns.xs[last] + columns.card - columns.xs[first]
        stage = index.columns[first].stage
        name, *rest = stage_texts(stage, journey)
        beside = _beside(setting.badge(stage.id) if stage else None, m)
        parts = [Part(setting.wrap(name, m.stage, width - beside), m.stage, "text")]
        parts += [Part(setting.wrap_evenly(text, m.meta, width), m.meta, "muted") for text in rest]
        blocks.append((width, parts))
    upper = max((_height(parts) for _, parts in blocks), default=0.0)
    steps = [step_text(column.step) for column in index.columns]
    badges = [
        None if _said_above(column, setting) else setting.badge(column.step.id)
        for column in index.columns
    ]
    step_blocks = [
        setting.wrap(
            text, m.meta,
            columns.card - (m.meta.leading if truth else 0) - _beside(badge, m),
        )
        for (text, truth), badge in zip(steps, badges, strict=True)
    ]  # fmt: skip
    lower = max((b.height for b in step_blocks), default=0.0)
    lower = max([lower] + [m.meta.leading for _, truth in steps if truth])
    lower = max([lower] + [badge.height for badge in badges if badge])
    step_y = m.pad + upper + (m.pad * 0.75 if lower else 0)
    height = snap(step_y + lower + m.pad)

    def ground() -> tuple[Primitive, ...]:
        out: list[Primitive] = []
        for i, starts in enumerate(columns.stage_starts):
            x = columns.border(i)
            if i and starts:
                out.append(Rect(x - 0.5, 0, 1, height, "grid"))
            elif i and lower:
                out.append(Rect(x - 0.5, step_y, 1, height - step_y, "grid"))
        return tuple(out)

    children = []
    for (first, _), (width, parts) in zip(groups, blocks, strict=True):
        record = index.columns[first].stage
        node = _stage(record.id if record else "", parts, width, setting)
        children.append(Placed(columns.xs[first], m.pad, node))
    for i, (lines, (_, truth)) in enumerate(zip(step_blocks, steps, strict=True)):
        if lines.lines or truth or badges[i]:
            node = _step(index.columns[i].step.id, lines, truth, columns.card, setting)
            children.append(Placed(columns.xs[i], snap(step_y), node))
    return Node("stages", Bounds(0, 0, columns.right, height), ground, tuple(children))


def _said_above(column: Column, setting: Setting) -> bool:
    """Whether all there is to say of a step stands over its stage: nobody sees the word."""
    if not setting.marks or column.stage is None or step_text(column.step)[0]:
        return False
    mark, above = (setting.marks.get(of.id) for of in column if of is not None)
    return bool(mark and above and mark.number == above.number)


def _beside(badge: Badge | None, m: Measures) -> float:
    """The room that a badge takes before a name."""
    return snap(badge.width + m.pad / 2) if badge else 0.0


def _stage(record: str, parts: list[Part], width: float, setting: Setting) -> Node:
    badge = setting.badge(record)

    def primitives() -> tuple[Primitive, ...]:
        if badge is None:
            return tuple(_put(parts, 0.0, 0.0, width, setting))
        beside, name = _beside(badge, setting.measures), parts[0].lines
        out = _put(parts[:1], beside, 0.0, width - beside, setting)
        out += _put(parts[1:], 0.0, name.height, width, setting)
        middle = (parts[0].style.leading + badge.height) / 2
        return headed(out, badge, 0.0, middle)

    return Node("stage", Bounds(0, 0, width, _height(parts)), primitives, record=record)


def _step(record: str, lines: Block, truth: bool, width: float, setting: Setting) -> Node:
    """A step's name, after a star where it is a moment of truth."""
    m = setting.measures
    badge = setting.badge(record)
    beside = _beside(badge, m)
    indent = beside + (m.meta.leading if truth else 0.0)

    def primitives() -> tuple[Primitive, ...]:
        size = m.meta.size
        top = snap((m.meta.leading - size) / 2)
        star = [Icon("star", beside, top, size, "card.touchpoint.accent")] if truth else []
        out = [*star, *setting.put(lines, indent, 0, width - indent, m.meta)]
        return headed(out, badge, 0.0, badge.height - 1 if badge else 0.0)

    height = max(lines.height, m.meta.leading if truth else 0.0, badge.height if badge else 0.0)
    return Node("step", Bounds(0, 0, width, height), primitives, record=record)


def step_text(step: Step) -> tuple[str, bool]:
    """What stands over a step's column, and whether it is a moment of truth."""
    length = words.duration(step.duration) if step.duration else ""
    text = words.joined(step.name, step.when, length)
    return text or (words.MOMENT_OF_TRUTH if step.moment_of_truth else ""), step.moment_of_truth
