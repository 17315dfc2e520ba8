"""What stands at a lane's left and at its lower edge: its name, the lines of a blueprint."""

from model.layout import words
from model.layout.marks import headed
from model.layout.scene import Bounds, Icon, Node, Primitive, snap
from model.layout.setting import Setting
from model.records import Lane
from resources import icons

_LEVELS = {"frontstage": 1, "backstage": 2, "support": 3}
_LINES = ("interaction", "visibility", "internal")


def lines_below(lanes: tuple[Lane, ...]) -> list[tuple[str, ...]]:
    """For each lane, the blueprint lines at its lower edge: where visibility changes."""
    found: list[tuple[str, ...]] = [() for _ in lanes]
    level = -1
    for i, lane in enumerate(lanes):
        if lane.kind in ("customer", "channel"):
            here = 0
        elif lane.kind == "team":
            here = _LEVELS[lane.visibility]
        else:
            continue
        if 0 <= level < here and i:
            found[i - 1] = _LINES[level:here]
        level = max(level, here)
    return found


def _header_lines(lane: Lane, setting: Setting) -> tuple[float, float, str]:
    """Where a lane's name starts, how wide it may be, and the small line under it."""
    m = setting.measures
    x = m.pad * 2 + m.icon
    return x, m.lane_header - x - m.pad, subtitle(lane)


def subtitle(lane: Lane) -> str:
    """What is worth knowing about a lane besides its name."""
    sub = ""
    if lane.kind == "team":
        sub = lane.visibility
    elif lane.kind == "channel" and lane.run_by != "us":
        sub = f"run by a {lane.run_by}"
    return words.joined(sub, "folded") if lane.collapsed_height is not None else sub


def header_height(lane: Lane, setting: Setting) -> float:
    """How high a lane must be at least to show its name."""
    m = setting.measures
    _, width, sub = _header_lines(lane, setting)
    name = setting.wrap(lane.name, m.lane, width)
    badge = setting.badge(lane.id)
    below = (m.meta.leading if sub else 0.0) + (badge.height + m.pad / 2 if badge else 0.0)
    return 2 * m.pad + max(name.height, m.icon) + below


def header(lane: Lane, setting: Setting) -> Node:
    """A lane's icon, name and what is worth knowing about it, for the left margin."""
    m = setting.measures
    x, width, sub = _header_lines(lane, setting)
    name = setting.wrap(lane.name, m.lane, width)

    def primitives() -> tuple[Primitive, ...]:
        out: list[Primitive] = []
        if icons.known(lane.icon):
            drop = (m.lane.leading - m.icon) / 2
            out.append(Icon(lane.icon, m.pad, snap(m.pad + drop), m.icon, "muted"))
        out += setting.put(name, x, m.pad, width, m.lane)
        out += setting.write(sub, x, m.pad + name.height, width, m.meta, "muted")
        return headed(out, setting.badge(lane.id), x, height - m.pad / 2)

    height = header_height(lane, setting)
    return Node("lane header", Bounds(0, 0, m.lane_header, height), primitives, record=lane.id)
