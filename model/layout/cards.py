"""One card as a node: its shape, icon, words and marks, by its kind.

Heights are exact as soon as the node exists; icons, marks and the smaller texts are laid
out when the node is first painted.
"""

from typing import NamedTuple

from model.bitmaps import stored
from model.change import JourneyMap
from model.layout import words
from model.layout.card_rows import Links, Row, evidence_weight, rows_below
from model.layout.scene import (
    Bounds,
    Hyperlink,
    Icon,
    Node,
    Path,
    Picture,
    Primitive,
    Rect,
    snap,
)
from model.layout.setting import Setting
from model.layout.shapes import bubble
from model.records import Asset, Card, Evidence, Lane, Metric


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
    """Every record that the card's picture depends on: the key it is remembered by."""
    found: list[object] = [card, lane, *links.entries, *links.exits, *links.labelled]
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
    return tuple(found)


def weight(card: Card, journey: JourneyMap) -> str:
    """How strong a card's evidence is; see `card_rows.evidence_weight`."""
    if not card.evidence_ids:
        return ""
    return evidence_weight([e for i in card.evidence_ids if (e := journey.get(i, Evidence))])


def build(
    card: Card, lane: Lane, width: float, links: Links, journey: JourneyMap, setting: Setting
) -> Node:
    """The node of one card, `width` px wide, its top left corner at (0, 0)."""
    m = setting.measures
    look = LOOKS[card.kind]
    style = m.card._replace(italic=True) if look.italic else m.card
    pad = m.pad if look.boxed else 0.0
    left = pad + (m.bar if look.bar == "left" else 0)
    right = pad + (m.bar if look.bar == "right" else 0)
    icon = look.icon or (card.icon or lane.icon if card.kind == "touchpoint" else "")
    indent = m.icon + m.pad * 0.75
    before = indent if icon and look.icon_at == "left" else 0.0
    after = indent if icon and look.icon_at == "right" else 0.0
    text_x = left + before
    text_width = width - text_x - right - after

    figure, title = _figure_and_title(card, journey)
    picture_height = _picture_height(card, width, journey)
    head_height = picture_height + (m.metric.leading if figure else 0.0)
    if look.italic and card.kind == "quote" and title:
        title = f"“{title}”"
    lines = setting.wrap(title, style, text_width)
    evidence = [e for i in card.evidence_ids if (e := journey.get(i, Evidence))]
    weight = evidence_weight(evidence)
    rows = rows_below(card, lane, evidence, weight, links, journey, setting)
    inside = [row for row in rows if row.place == "inside"]
    above = [row for row in rows if row.place == "above"]
    below = [row for row in rows if row.place == "below"]

    top = sum(row.height for row in above)
    text_y = pad + head_height
    body = pad + head_height + lines.height + sum(row.height for row in inside) + pad
    if look.boxed:
        body = max(body, m.card_min)
    tail = m.gap * 0.75 if look.corner == "bubble" else 0.0
    height = body + tail + sum(row.height for row in below)

    def primitives() -> tuple[Primitive, ...]:
        out: list[Primitive] = []
        if look.boxed:
            out.extend(_body(card, look, weight, width, body, tail, setting))
        if picture_height:
            out.append(Picture(card.asset_ids[0], 1, 1, width - 2, snap(picture_height - 1)))
        accent = f"card.{card.kind}.accent"
        if icon:
            icon_x = left if look.icon_at == "left" else width - right - m.icon
            drop = (m.card.leading - m.icon) / 2
            out.append(Icon(icon, snap(icon_x), snap(pad + drop), m.icon, accent))
        if figure:
            out += setting.write(figure, text_x, pad + picture_height, text_width, m.metric)
        muted = card.kind == "metric" and figure
        out += setting.put(lines, text_x, text_y, text_width, style, "muted" if muted else "text")
        y = text_y + lines.height
        rows_width = width - text_x - right
        if not look.boxed and width > m.card_width:
            # A box shows how far a card reaches; plain text needs a line for it.
            rows_width = m.card_width
            foot = snap(body)
            out.append(Path((("M", 0.0, foot), ("L", width, foot)), stroke="border"))
        for row in inside:
            out += row.draw(text_x, y, rows_width)
            y += row.height
        _stack(out, above, -top, width)
        _stack(out, below, body + tail, width)
        if card.url.startswith(("http://", "https://", "mailto:")):
            out.append(Hyperlink(0, 0, width, snap(body), card.url))
        return tuple(out)

    return Node(
        "card", Bounds(0, -snap(top), width, snap(height + top)), primitives, record=card.id
    )


def _stack(out: list[Primitive], rows: list[Row], y: float, width: float) -> None:
    for row in rows:
        out += row.draw(0, y, width)
        y += row.height


def _figure_and_title(card: Card, journey: JourneyMap) -> tuple[str, str]:
    """A metric card's big figure, and the words of any card."""
    metric = journey.get(card.metric_ids[0], Metric) if card.metric_ids else None
    if card.kind != "metric" or metric is None:
        return "", card.title
    target = ""
    if metric.target is not None:
        target = f"target {words.with_unit(metric.target, metric.unit)}"
    title = card.title or metric.name
    return words.metric_value(metric), f"{title}, {target}" if title and target else title or target


def _picture_height(card: Card, width: float, journey: JourneyMap) -> float:
    """Height of the first bitmap at the card's width, at most as high as wide."""
    asset = journey.get(card.asset_ids[0], Asset) if card.asset_ids else None
    if asset is None:
        return 0.0
    bitmap = stored(asset.data).bitmap
    return snap(min(width, width * bitmap.height / bitmap.width)) if bitmap else 0.0


def _body(
    card: Card,
    look: Look,
    weight: str,
    width: float,
    height: float,
    tail: float,
    setting: Setting,
) -> list[Primitive]:
    """Ground, border and bar of a boxed card."""
    m = setting.measures
    accent, tint = f"card.{card.kind}.accent", f"card.{card.kind}.tint"
    y, h = 0.5, snap(height - 1)
    dash: tuple[float, ...] = ()
    if card.kind == "touchpoint" and card.status == "missing":
        tint, dash = "surface", (4, 3)
    elif weight == "internal" or (card.kind == "touchpoint" and not weight):
        dash = (1.5, 2)
    if look.corner == "bubble":
        steps = bubble(0.5, y, width - 1, h, m.radius, tail)
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
