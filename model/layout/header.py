"""What stands above the grid: title, scenario and goals, personas, stages and steps."""

from model.change import JourneyMap
from model.layout import words
from model.layout.index import Index
from model.layout.lanes import Columns
from model.layout.scene import Bounds, Icon, Node, Path, Picture, Placed, Primitive, Rect, snap
from model.layout.setting import Setting, persona_role
from model.layout.shapes import outline
from model.records import Asset, Evidence, Person, Persona, Stage


def title(journey: JourneyMap, heard: int, of: int, width: float, setting: Setting) -> Node:
    """Kind, maturity and evidence; the title; scenario and goals at its right."""
    m, info = setting.measures, journey.info
    state = "Future state" if info.kind == "future" else "Current state"
    share = f"{heard} of {of} touchpoints heard or seen from customers" if of else ""
    maturity = "" if info.maturity == "validated" else info.maturity
    kicker = words.joined(state, maturity, share)
    trigger = " – ".join(filter(None, (info.starts_when, info.ends_when)))
    scenario = info.scenario or info.scope or trigger
    facts = [
        (name, text)
        for name, text in (
            ("Scenario", scenario),
            (
                "Business goal" + "s" * (len(info.business_goals) > 1),
                "\n".join(info.business_goals),
            ),
            (
                "Customer goal" + "s" * (len(info.customer_goals) > 1),
                "\n".join(info.customer_goals),
            ),
        )
        if text
    ]
    fact_width = min(m.column * 1.6, width * 0.6 / max(1, len(facts)))
    gap = m.pad * 3
    beside = width - len(facts) * fact_width - gap
    stacked = beside < m.title.size * 8 and bool(facts)
    title_width = width if stacked else beside
    heading = setting.wrap(info.title or "Untitled map", m.title, title_width)
    subtitle = setting.wrap(info.subtitle, m.lead, title_width)
    left = m.lead.leading + heading.height + (subtitle.height + m.pad / 2 if info.subtitle else 0)
    bold = m.lead._replace(weight=600)
    blocks = [setting.wrap(text, m.lead, fact_width - gap) for _, text in facts]
    right = max((b.height for b in blocks), default=0.0) + m.lead.leading
    if not facts:
        right = 0.0
    height = snap((left + m.pad + right if stacked else max(left, right)) + 2 * m.pad)

    def primitives() -> tuple[Primitive, ...]:
        out: list[Primitive] = list(
            setting.write(kicker, 0, 0, title_width, m.lead, "muted", most_lines=1)
        )
        out += setting.put(heading, 0, m.lead.leading, title_width, m.title)
        y = m.lead.leading + heading.height + m.pad / 2
        out += setting.put(subtitle, 0, y, title_width, m.lead, "muted")
        x = 0.0 if stacked else width - len(facts) * fact_width
        top = left + m.pad if stacked else max(0.0, left - right)
        for (name, _), text in zip(facts, blocks, strict=True):
            out += setting.write(name, x, top, fact_width - gap, bold)
            out += setting.put(text, x, top + m.lead.leading, fact_width - gap, m.lead)
            x += fact_width
        out.append(
            Path((("M", 0.0, height - 1), ("L", width, height - 1)), stroke="text",
                 stroke_width=2)
        )  # fmt: skip
        return tuple(out)

    return Node("title", Bounds(0, 0, width, height), primitives, record="map")


def persona_text(persona: Persona, journey: JourneyMap) -> tuple[str, str, str]:
    """Who a persona is, what it wants, and what it says."""
    facts = [persona.segment] if persona.segment else [a.value for a in persona.attributes]
    evidence = [e for i in persona.evidence_ids if (e := journey.get(i, Evidence))]
    share = f"{words.percent(persona.share)} of customers" if persona.share is not None else ""
    if persona.role != "customer":
        share = persona.role
    who = words.joined(
        ", ".join(filter(None, facts)),
        ", ".join(filter(None, [share, *(words.evidence(e) for e in evidence[:1])])),
    )
    wants = next(iter((*persona.goals, *persona.needs)), "")
    return who, wants, f"“{persona.quote}”" if persona.quote else ""


def personas(journey: JourneyMap, width: float, setting: Setting) -> Node:
    """All personas side by side, in as many rows as they need."""
    m = setting.measures
    shown = setting.personas
    least = m.column * 2
    per_row = max(1, min(len(shown), int(width // least)))
    rows = -(-len(shown) // per_row)
    per_row = -(-len(shown) // rows)
    each = width / per_row
    r = m.persona.leading * 1.5
    parts: list[tuple[float, float, Persona, float]] = []
    y = m.pad
    for start in range(0, len(shown), per_row):
        heights = []
        for k, persona in enumerate(shown[start : start + per_row]):
            height = _persona_height(persona, journey, each, r, setting)
            parts.append((k * each, y, persona, each))
            heights.append(height)
        y += max(heights) + m.pad
    total = snap(y + m.pad)
    children = tuple(
        Placed(snap(x), snap(top), _persona(persona, i, journey, w, r, setting))
        for i, (x, top, persona, w) in enumerate(parts)
    )
    return Node("personas", Bounds(0, 0, width, total), (), children)


def _persona_blocks(persona: Persona, journey: JourneyMap, width: float, setting: Setting):  # type: ignore[no-untyped-def]  # see below
    m = setting.measures
    who, wants, quote = persona_text(persona, journey)
    return (
        (setting.wrap(persona.name, m.persona, width), m.persona, "text"),
        (setting.wrap(who, m.meta, width), m.meta, "muted"),
        (
            setting.wrap(wants and f"Wants {wants[:1].lower()}{wants[1:]}", m.lead, width),
            m.lead,
            "text",
        ),
        (
            setting.wrap(quote, m.lead._replace(italic=True), width),
            m.lead._replace(italic=True),
            "muted",
        ),
    )


def _persona_height(
    persona: Persona, journey: JourneyMap, each: float, r: float, setting: Setting
) -> float:
    width = each - 2 * r - setting.measures.pad * 4
    blocks = _persona_blocks(persona, journey, width, setting)
    return max(2 * r, sum(b.height for b, _, _ in blocks))


def _persona(
    persona: Persona, nth: int, journey: JourneyMap, each: float, r: float, setting: Setting
) -> Node:
    m = setting.measures
    role = persona_role(persona, nth)
    tint = f"{role}.tint" if role.startswith("persona.") else "surface"
    x = 2 * r + m.pad * 1.5
    width = each - 2 * r - m.pad * 4
    blocks = _persona_blocks(persona, journey, width, setting)
    height = max(2 * r, sum(b.height for b, _, _ in blocks))

    def primitives() -> tuple[Primitive, ...]:
        out: list[Primitive] = [
            Path(outline(persona.face, r, r, r - 1), fill=tint, stroke=role, stroke_width=2)
        ]
        if journey.get(persona.asset_id, Asset):
            side = r * 1.1
            out.append(Picture(persona.asset_id, r - side / 2, r - side / 2, side, side))
        else:
            side = r * 0.9
            out.append(Icon("user-round", snap(r - side / 2), snap(r - side / 2), snap(side), role))
        y = 0.0
        for lines, style, colour in blocks:
            out += setting.put(lines, x, y, width, style, colour)
            y += lines.height
        return tuple(out)

    return Node("persona", Bounds(0, 0, each, height), primitives, record=persona.id)


def _stage_text(stage: Stage | None, journey: JourneyMap) -> tuple[str, str, str]:
    """A stage's name, its goal, and its owner with how long it takes."""
    if stage is None:
        return "Stage missing", "", ""
    owner = journey.get(stage.owner_id, Person)
    length = words.duration(stage.duration) if stage.duration else ""
    facts = words.joined(length, f"owner {owner.name}" if owner else "")
    return stage.name, stage.customer_goal or stage.description, facts


def stages(journey: JourneyMap, index: Index, columns: Columns, setting: Setting) -> Node:
    """Names of stages over the names of their steps, as wide as the grid."""
    m = setting.measures
    groups: list[tuple[int, int]] = []
    for i, starts in enumerate(columns.stage_starts):
        if starts:
            groups.append((i, i))
        else:
            groups[-1] = (groups[-1][0], i)
    blocks = []
    for first, last in groups:
        width = columns.xs[last] + columns.card - columns.xs[first]
        name, goal, facts = _stage_text(index.columns[first].stage, journey)
        blocks.append(
            (
                width,
                (setting.wrap(name, m.stage, width), m.stage, "text"),
                (setting.wrap(goal, m.meta, width), m.meta, "muted"),
                (setting.wrap(facts, m.meta, width), m.meta, "muted"),
            )
        )
    upper = max((sum(b.height for b, _, _ in parts) for _, *parts in blocks), default=0.0)
    steps = [_step_text(column.step) for column in index.columns]
    step_blocks = [
        setting.wrap(text, m.meta, columns.card - (m.meta.leading if truth else 0))
        for text, truth in steps
    ]
    lower = max((b.height for b in step_blocks), default=0.0)
    lower = max([lower] + [m.meta.leading for _, truth in steps if truth])
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
    for (first, _), (width, *parts) in zip(groups, blocks, strict=True):

        def stage(parts=parts, width: float = width) -> tuple[Primitive, ...]:  # type: ignore[no-untyped-def]  # bound now
            out: list[Primitive] = []
            y = 0.0
            for lines, style, role in parts:
                out += setting.put(lines, 0, y, width, style, role)
                y += lines.height
            return tuple(out)

        record = index.columns[first].stage
        node = Node("stage", Bounds(0, 0, width, upper), stage, record=record.id if record else "")
        children.append(Placed(columns.xs[first], m.pad, node))
    for i, (lines, (_, truth)) in enumerate(zip(step_blocks, steps, strict=True)):
        if not lines.lines and not truth:
            continue

        def step(lines=lines, truth: bool = truth) -> tuple[Primitive, ...]:  # type: ignore[no-untyped-def]  # bound now
            out: list[Primitive] = []
            x = 0.0
            if truth:
                size = m.meta.size
                out.append(
                    Icon(
                        "star", 0, snap((m.meta.leading - size) / 2), size, "card.touchpoint.accent"
                    )
                )
                x = m.meta.leading
            out += setting.put(lines, x, 0, columns.card - x, m.meta)
            return tuple(out)

        node = Node(
            "step", Bounds(0, 0, columns.card, lower), step, record=index.columns[i].step.id
        )
        children.append(Placed(columns.xs[i], step_y, node))
    return Node("stages", Bounds(0, 0, columns.right, height), ground, tuple(children))


def _step_text(step) -> tuple[str, bool]:  # type: ignore[no-untyped-def]  # see below
    length = words.duration(step.duration) if step.duration else ""
    return words.joined(step.name, step.when, length), step.moment_of_truth
