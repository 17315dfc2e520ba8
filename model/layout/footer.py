"""What stands below the grid: a legend of what is in use, and the title block."""

from collections.abc import Iterable, Iterator

from model.change import JourneyMap
from model.layout import words
from model.layout.cards import LOOKS
from model.layout.measures import Measures
from model.layout.scene import Bounds, Icon, Node, Path, Primitive, Rect, snap
from model.layout.setting import Setting
from model.layout.shapes import chevron, evidence_mark, outline, polyline
from model.layout.stacks import Feature
from model.records import Evidence, MapInfo, Person, VersionLabel

_ICONS = {kind: look.icon for kind, look in LOOKS.items()} | {
    "touchpoint": "globe", "quote": "message-square-quote", "metric": "gauge",
    "picture": "image", "note": "sticky-note",
}  # fmt: skip


def entries(features: set[Feature], routes: bool) -> list[tuple[str, str, str]]:
    """What the legend explains, in order: (sort, name, words)."""
    kinds = {name for sort, name in features if sort == "kind"}
    weights = {name for sort, name in features if sort == "evidence"}
    result = [("kind", kind, words.KINDS[kind]) for kind in LOOKS if kind in kinds]
    result += [("evidence", w, words.EVIDENCE[w]) for w in words.EVIDENCE if w in weights]
    if ("dotted", "") in features:
        result.append(("border", "dotted", "not heard or measured yet"))
    if ("status", "missing") in features:
        result.append(("border", "dashed", "missing today"))
    if ("moment", "") in features:
        result.append(("moment", "", words.MOMENT_OF_TRUTH))
    if routes:
        width = ", the wider the more customers" if ("share", "") in features else ""
        result.append(("route", "", f"route{width}"))
    marks = {"faces": "for these personas only", "reach": "covers these lanes too",
             "future": "how it shall feel"}  # fmt: skip
    result += [("mark", name, text) for name, text in marks.items() if (name, "") in features]
    return result


def legend(features: set[Feature], routes: bool, width: float, setting: Setting) -> Node:
    """Samples with their names, wrapped to `width` px."""
    m = setting.measures
    shown = [e for e in entries(features, routes) if e[0] != "moment"]
    sample, row = snap(m.icon * 1.6), snap(m.meta.leading * 1.7)
    placed: list[tuple[float, float, str, str, str]] = []
    x = y = 0.0
    for sort, name, text in shown:
        sample_width = m.meta.size if sort == "evidence" else sample
        taken = sample_width + m.pad * 0.6 + setting.wrap(text, m.meta).width
        if x and x + taken > width:
            x, y = 0.0, y + row
        placed.append((x, y, sort, name, text))
        x += taken + m.pad * 2
    height = snap(y + row) if placed else 0.0

    def primitives() -> tuple[Primitive, ...]:
        out: list[Primitive] = []
        for x, y, sort, name, text in placed:
            out += _sample(sort, name, x, y, sample, row, setting)
            sample_width = m.meta.size if sort == "evidence" else sample
            start = x + sample_width + m.pad * 0.6
            out += setting.write(text, start, y + (row - m.meta.leading) / 2, width, m.meta)
        return tuple(out)

    return Node("legend", Bounds(0, 0, width, height), primitives)


def _sample(
    sort: str, name: str, x: float, y: float, width: float, row: float, setting: Setting
) -> list[Primitive]:
    m = setting.measures
    x, middle = snap(x), snap(y + row / 2)
    high = 2 * snap(m.icon * 0.525)
    top = snap(middle - high / 2)
    if sort == "evidence":
        return list(evidence_mark(name, x + m.meta.size / 2, middle, m.meta.size * 0.6))
    if sort == "route":
        tip = x + width
        size = m.icon * 0.32
        return [
            Path((("M", x, middle), ("L", tip, middle)), stroke="route", stroke_width=1.5),
            Path(chevron(tip, middle, 1, 0, size), stroke="route", stroke_width=1.5),
        ]
    if sort == "mark":
        return list(_mark(name, x, middle, width, m))
    if sort == "border":
        dash = (1.5, 2.0) if name == "dotted" else (4.0, 3.0)
        fill = "card.touchpoint.tint" if name == "dotted" else "surface"
        return [Rect(x + 0.5, top, width - 1, high, fill, "card.touchpoint.accent", 1.0,
                     (3, 3, 3, 3), dash)]  # fmt: skip
    accent, look = f"card.{name}.accent", LOOKS[name]
    radii = {"round": (3.0,) * 4, "pill": (high / 2,) * 4, "bubble": (4.0,) * 4,
             "square": (0.0,) * 4, "pain": (3.0, 0.0, 0.0, 3.0)}[look.corner]  # fmt: skip
    out: list[Primitive] = [
        Rect(x + 0.5, top + 0.5, width - 1, high - 1, f"card.{name}.tint", accent, 1.0,
             (radii[0], radii[1], radii[2], radii[3]))
    ]  # fmt: skip
    bar = snap(m.bar * 0.75)
    if look.bar == "left":
        out.append(Rect(x, top, bar, high, accent))
    if look.bar == "right":
        out.append(Rect(x + width - bar, top, bar, high, accent))
    if name == "metric":
        out.append(Rect(x, top, width, 2, accent))
    size = snap(m.icon * 0.7)
    if _ICONS.get(name):
        out.append(
            Icon(_ICONS[name], snap(x + (width - size) / 2), snap(middle - size / 2), size, accent)
        )
    return out


def _mark(name: str, x: float, middle: float, width: float, m: Measures) -> Iterator[Primitive]:
    """A sample of what is no card and no border."""
    half = snap(m.icon * 0.4)
    if name == "faces":
        for nth, face in enumerate(("circle", "square")):
            steps = outline(face, snap(x + half * (0.9 + 2.2 * nth)), middle, half * 0.75)
            yield Path(steps, fill="muted")
    elif name == "reach":
        corners = [(x + half, middle - half), (x, middle - half), (x, middle + half),
                   (x + half, middle + half)]  # fmt: skip
        yield Path(polyline(corners, 2), stroke="card.activity.accent", stroke_width=2)
    else:
        dash = (m.bar * 2.25, m.bar * 1.5)
        ends = (("M", x, middle), ("L", x + width, middle))
        yield Path(ends, stroke="muted", stroke_width=m.bar * 0.75, dash=dash)


def _last_version(info: MapInfo) -> tuple[VersionLabel, str]:
    """What the title block names as the version, and its day.

    A map that was reviewed later without a name for it is no longer that version: it came after.
    """
    last, reviewed = info.version, info.reviewed_on
    # Days may be months or years: "2026-11" is not after "2026-11-21".
    if not last.date or reviewed[: len(last.date)] <= last.date[: len(reviewed)]:
        return last, last.date or reviewed
    return VersionLabel(label=f"after {last.label}" if last.label else ""), reviewed


def title_block(
    journey: JourneyMap,
    evidence: Iterable[Evidence],
    sheet: str,
    shown: str,
    width: float,
    setting: Setting,
) -> Node:
    """Version, persona, evidence, owner and scale in a frame, at most `width` px wide.

    Its cells keep their width whatever percentage `sheet` names, so that fitting the
    picture to its paper does not change the picture.
    """
    m, info = setting.measures, journey.info
    owner = journey.get(info.owner_id, Person)
    version, date = _last_version(info)
    parts = [
        ("Map", info.title),
        ("Persona", shown),
        ("Scope", info.scope),
        ("Version", ", ".join(filter(None, (version.label, date)))),
        ("Author", version.author),
        ("Evidence", words.heard(evidence)),
        ("Owner", owner.name if owner else ""),
        ("Sheet", sheet),
    ]
    cells = [(name, text) for name, text in parts if text]
    bold = m.meta._replace(weight=600)
    pad = m.pad
    widths, blocks = [], []
    for name, text in cells:
        most = m.column * 1.1
        lines = setting.wrap(text, bold, most)
        least = setting.wrap(name, m.meta).width
        if name == "Sheet":
            least = max(least, setting.wrap("Tabloid landscape, 1000%", bold).width)
        widths.append(snap(max(lines.width, least) + 2 * pad))
        blocks.append(lines)
    rows: list[list[int]] = [[]]
    for i, w in enumerate(widths):
        if rows[-1] and sum(widths[k] for k in rows[-1]) + w > width:
            rows.append([])
        rows[-1].append(i)
    heights = [
        max((blocks[i].height for i in row), default=0.0) + m.meta.leading + 2 * pad for row in rows
    ]
    wide = snap(max((sum(widths[i] for i in row) for row in rows), default=0.0))
    height = snap(sum(heights))

    def primitives() -> tuple[Primitive, ...]:
        if not cells:
            return ()
        out: list[Primitive] = [Rect(0.5, 0.5, wide - 1, height - 1, "surface", "border")]
        y = 0.0
        for row, high in zip(rows, heights, strict=True):
            x = 0.0
            if y:
                out.append(Rect(0, snap(y), wide, 1, "border"))
            for nth, i in enumerate(row):
                if nth:
                    out.append(Rect(snap(x), snap(y), 1, snap(high), "border"))
                out += setting.write(cells[i][0], x + pad, y + pad, widths[i], m.meta, "muted")
                out += setting.put(
                    blocks[i], x + pad, y + pad + m.meta.leading, widths[i] - 2 * pad, bold
                )
                x += widths[i]
            y += high
        return tuple(out)

    return Node("title block", Bounds(0, 0, wide, height), primitives, record="map")
