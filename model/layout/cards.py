"""One card as a node: its shape, icon, words and marks, by its kind.

Heights are exact as soon as the node exists; icons, marks and the smaller texts are laid
out when the node is first painted.
"""

from functools import partial
from typing import NamedTuple

from model.bitmaps import stored
from model.change import JourneyMap
from model.layout import words
from model.layout.card_rows import (
    Links,
    Row,
    beside_title,
    draw_end,
    evidence_weight,
    put,
    rows_below,
)
from model.layout.measures import Measures
from model.layout.scene import (
    Bounds,
    CardNode,
    Hyperlink,
    Icon,
    Path,
    Picture,
    Primitive,
    Rect,
    snap,
)
from model.layout.setting import Setting
from model.layout.shapes import bubble
from model.layout.text import Block, TextStyle
from model.records import Asset, Card, Evidence, Lane, Metric
from resources import icons


class Look(NamedTuple):
    """How cards of one kind differ: where the bar and the icon stand, what shape."""

    boxed: bool = True
    icon: str = ""
    icon_at: str = "left"
    bar: str = ""
    corner: str = "round"
    italic: bool = False


LOOKS = {
    "touchpoint": Look(icon_at="right", bar="left"),
    "pain": Look(icon="triangle-alert", bar="right", corner="pain"),
    "gain": Look(icon="smile-plus", bar="left"),
    "opportunity": Look(icon="lightbulb", corner="pill"),
    "quote": Look(corner="bubble", italic=True),
    "activity": Look(icon="square-check", corner="square"),
    "metric": Look(corner="square"),
    "question": Look(icon="circle-question-mark", corner="round"),
    "picture": Look(corner="square"),
    "note": Look(corner="square"),
    "doing": Look(boxed=False),
    "thought": Look(boxed=False, italic=True),
    "need": Look(boxed=False),
}


def reads(card: Card, lane: Lane, links: Links, journey: JourneyMap) -> tuple[object, ...]:
    """All that the card's picture depends on: the key it is remembered by.

    Of its lane only what is shown, so that a lane that is renamed keeps its cards.
    """
    here = (lane.icon, lane.team)
    found: list[object] = [card, here, *links.entries, *links.exits, *links.labelled]
    get = journey.records.get
    if card.evidence_ids:
        found.extend(map(get, card.evidence_ids))
    if card.owner_id:
        found.append(get(card.owner_id))
    if card.metric_ids:
        found.append(get(card.metric_ids[0]))
    if card.asset_ids:
        found.append(get(card.asset_ids[0]))
    found.extend(get(link.target_id) for link in links.labelled)
    found.extend(get(link.source_id) for link in links.entries)
    return tuple(found)


def weight(card: Card, journey: JourneyMap) -> str:
    """How strong a card's evidence is; see `card_rows.evidence_weight`."""
    if not card.evidence_ids:
        return ""
    return evidence_weight([e for i in card.evidence_ids if (e := journey.get(i, Evidence))])


class Plan(NamedTuple):
    """A card laid out but not yet drawn; it holds no map, which would be kept alive with it.

    Attributes:
        x, right: where its text starts, and how much is kept free at the right.
        body: height of its body; `top` and `tail` are what stands above and hangs below.
    """

    card: Card
    width: float
    icon: str
    figure: str
    lines: Block
    weight: str
    rows: tuple[Row, ...]
    picture: float
    x: float
    right: float
    top: float
    body: float
    tail: float


def build(
    card: Card, lane: Lane, width: float, links: Links, journey: JourneyMap, setting: Setting
) -> CardNode:
    """The node of one card, `width` px wide, the top left corner of its body at (0, 0)."""
    m = setting.measures
    look = LOOKS[card.kind]
    pad = m.pad if look.boxed else 0.0
    picture = _picture_height(card, width, journey) if card.asset_ids else 0.0
    icon = look.icon
    if card.kind == "touchpoint":
        icon = icons.known(card.icon) or icons.known(lane.icon)
    if card.kind == "picture" and not picture:
        icon = "image"
    indent = m.icon + m.pad * 0.75 if icon else 0.0
    x = pad + (m.bar if look.bar == "left" else 0.0) + (indent if look.icon_at == "left" else 0.0)
    right = pad + (m.bar if look.bar == "right" else 0.0)
    after = indent if look.icon_at == "right" else 0.0

    figure, title = _figure_and_title(card, setting.language, journey)
    evidence = [e for i in card.evidence_ids if (e := journey.get(i, Evidence))]
    weight = evidence_weight(evidence) if evidence else ""
    inside = width - x - right
    if not look.boxed:
        inside = min(inside, m.card_width) - beside_title(card, weight, setting).width(m)
    lines = setting.wrap_evenly(title, _style(card, m), inside - after)
    rows = rows_below(card, lane, evidence, weight, links, journey, inside, setting)

    body, top, below = 2 * pad + picture + lines.height, 0.0, 0.0
    if figure:
        body += m.metric.leading
    for row in rows:
        if row.place == "inside":
            body += row.height
        elif row.place == "above":
            top += row.height
        else:
            below += row.height
    body = max(body, m.card_min if look.boxed else m.card.leading)
    if not look.boxed and width > m.card_width:
        body += m.pad / 2  # down to the line that shows how far it reaches
    tail = m.gap * 0.75 if look.corner == "bubble" else 0.0
    plan = Plan(card, width, icon, figure, lines, weight, tuple(rows), picture, x, right,
                snap(top), snap(body), tail)  # fmt: skip
    bounds = Bounds(0, -plan.top, width, snap(plan.top + body + tail + below))
    title_y = pad + picture + (m.metric.leading if figure else 0.0)
    return CardNode(
        bounds,
        partial(_draw, plan, setting),
        card.id,
        Bounds(0, 0, width, plan.body),
        Bounds(snap(x), snap(title_y), snap(inside - after), max(lines.height, m.card.leading)),
        card.kind,
        _told(plan),
    )


def _told(plan: Plan) -> tuple[tuple[str, float, float], ...]:
    """Where the links are that the rows above and below the body tell of."""
    found = []
    above, below = -plan.top, plan.body + plan.tail
    for row in plan.rows:
        if row.place == "above":
            found.append((row.record, above, above + row.height))
            above += row.height
        elif row.place == "below":
            found.append((row.record, below, below + row.height))
            below += row.height
    return tuple(each for each in found if each[0])


def _style(card: Card, m: Measures) -> TextStyle:
    return m.card._replace(italic=True) if LOOKS[card.kind].italic else m.card


def _draw(plan: Plan, setting: Setting) -> tuple[Primitive, ...]:
    m, card, width = setting.measures, plan.card, plan.width
    look = LOOKS[card.kind]
    pad = m.pad if look.boxed else 0.0
    room = width - plan.x - plan.right
    out: list[Primitive] = []
    if look.boxed:
        out += _body(plan, look, m)
    elif width > m.card_width:
        # A box shows how far a card reaches; plain text needs a line for it.
        out.append(Path((("M", 0.0, plan.body), ("L", width, plan.body)), stroke="border"))
    if plan.picture:
        out.append(Picture(card.asset_ids[0], 1, 1, width - 2, snap(plan.picture - 1)))
    if plan.icon:
        left = plan.x - m.icon - m.pad * 0.75
        icon_x = left if look.icon_at == "left" else width - plan.right - m.icon
        drop = pad + (m.card.leading - m.icon) / 2
        out.append(Icon(plan.icon, snap(icon_x), snap(drop), m.icon, f"card.{card.kind}.accent"))
    y = pad + plan.picture
    if not look.boxed:
        end = beside_title(card, plan.weight, setting)
        room = min(room, m.card_width)
        out += draw_end(end, plan.x, y + (m.card.leading - m.meta.leading) / 2, room, m)
        room -= end.width(m)
    if plan.figure:
        out += setting.write(plan.figure, plan.x, y, room, m.metric)
        y += m.metric.leading
    beside = m.icon + m.pad * 0.75 if plan.icon and look.icon_at == "right" else 0.0
    role = "muted" if plan.figure else "text"
    text_width = room - beside
    out += setting.put(plan.lines, plan.x, y, text_width, _style(card, m), role, "reading")
    y += plan.lines.height
    above, below = -plan.top, plan.body + plan.tail
    for row in plan.rows:
        if row.place == "inside":
            out += put(row, plan.x, y, room, setting)
            y += row.height
        elif row.place == "above":
            out += put(row, 0.0, above, width, setting)
            above += row.height
        else:
            out += put(row, 0.0, below, width, setting)
            below += row.height
    if card.url.startswith(("http://", "https://", "mailto:")):
        out.append(Hyperlink(0, 0, width, plan.body, card.url))
    return tuple(out)


def _figure_and_title(card: Card, language: str, journey: JourneyMap) -> tuple[str, str]:
    """A metric card's big figure, and the words of any card."""
    if card.kind == "quote" and card.title:
        return "", words.quoted(card.title, language)
    metric = journey.get(card.metric_ids[0], Metric) if card.metric_ids else None
    if card.kind != "metric" or metric is None:
        return "", card.title
    title = ", ".join(filter(None, (card.title or metric.name, words.target(metric))))
    return words.metric_value(metric), title


def _picture_height(card: Card, width: float, journey: JourneyMap) -> float:
    """Height of the first bitmap at the card's width, at most as high as wide."""
    asset = journey.get(card.asset_ids[0], Asset)
    bitmap = stored(asset.data).bitmap if asset else None
    return snap(min(width, width * bitmap.height / bitmap.width)) if bitmap else 0.0


def _body(plan: Plan, look: Look, m: Measures) -> list[Primitive]:
    """Ground, border and bar of a boxed card."""
    card, width, height = plan.card, plan.width, plan.body
    accent, tint = f"card.{card.kind}.accent", f"card.{card.kind}.tint"
    y, h = 0.5, height - 1
    dash: tuple[float, ...] = ()
    if card.kind == "touchpoint" and card.status == "missing":
        tint, dash = "surface", (4, 3)
    elif plan.weight == "internal" or (card.kind == "touchpoint" and not plan.weight):
        dash = (1.5, 2)
    if look.corner == "bubble":
        steps = bubble(0.5, y, width - 1, h, m.radius, plan.tail)
        return [Path(steps, fill=tint, stroke=accent, dash=dash)]
    r = m.radius
    radii = {
        "round": (r, r, r, r),
        "pill": (16.0, 16.0, 16.0, 16.0),
        "square": (0.0, 0.0, 0.0, 0.0),
        "pain": (r, 0.0, 0.0, r),
    }[look.corner]
    if look.bar == "left":
        radii = (m.bar, r, r, m.bar)
    out: list[Primitive] = [Rect(0.5, y, width - 1, h, tint, accent, m.hairline, radii, dash)]
    hollow = card.status == "missing" and card.kind == "touchpoint"
    if look.bar == "left" and not hollow:
        out.append(Rect(0, 0, m.bar, height, accent, radii=(m.bar, 0, 0, m.bar)))
    if look.bar == "right":
        out.append(Rect(width - m.bar, 0, m.bar, height, accent))
    if card.kind == "metric":
        out.append(Rect(0, 0, width, 2, accent))
        out.append(Rect(0, 3.5, width, 1, accent))
    return out
