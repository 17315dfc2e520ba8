"""The summary of a workshop as one upright sheet of A4: what matters most, and how much more.

However much there is, it stays one page: each list is cut to as many as there is room for,
and says how many it leaves out. The Markdown beside it has them all.
"""

from collections.abc import Sequence
from typing import NamedTuple

from model.layout import pages
from model.layout.measures import POSTER
from model.layout.memo import Memo
from model.layout.mirror import mirrored
from model.layout.pages import Page
from model.layout.scene import Bounds, Icon, Node, Placed, Primitive, Rect, Scene, snap
from model.layout.setting import Setting
from model.layout.text import TextStyle
from model.layout.text_unicode import is_rtl_language
from model.summary import Decision, Point, Summary, facts_of, facts_of_point, left

#: Lengths in pt.
_MARGIN, _GUTTER, _MARK, _AFTER = 42.0, 28.0, 16.0, 10.0
_KICKER, _TITLE = TextStyle(10, 14), TextStyle(22, 28, 700)
_HEADING, _TEXT, _FACTS = TextStyle(12, 17, 600), TextStyle(10, 14), TextStyle(8.5, 12)
_ICONS = {"open": "circle", "in progress": "circle-dot", "done": "circle-check",
          "dropped": "circle-x"}  # fmt: skip
#: A list shows at most so many; fewer where there is no room. Those with the most dots are
#: few, as they stand in the lists of their kinds too.
_MOST, _MOST_VOTED = 18, 5


class Item(NamedTuple):
    """One entry of a list, and the sign before it."""

    text: str
    facts: str
    icon: str
    role: str


class Section(NamedTuple):
    """One list, of which at most so many entries are shown."""

    title: str
    items: Sequence[Item]
    none: str
    at_most: int = _MOST


def summary_sheet(summary: Summary) -> tuple[Scene, Page]:
    """The page, in points; mirrored where the map's language reads from the right."""
    rtl = is_rtl_language(summary.language)
    setting = Setting(POSTER, summary.language, rtl, (), False)
    width, height = pages.paper_size("A4")
    primitives: list[Primitive] = []
    top = _head(primitives, summary, width - 2 * _MARGIN, setting)
    column = (width - 2 * _MARGIN - _GUTTER) / 2
    for number, sections in enumerate(_columns(summary)):
        at = (_MARGIN + number * (column + _GUTTER), column)
        primitives += _fitting(sections, top, height - _MARGIN, at, setting)
    node = Node("summary", Bounds(0, 0, width, height), tuple(primitives))
    title = f"{summary.title}, {summary.said_day}"
    scene = Scene(width, height, "surface", (Placed(0.0, 0.0, node),), {}, title)
    return mirrored(scene, Memo()) if rtl else scene, Page(width, height, 1.0, 0.0, 0.0, 0.0)


def _head(out: list[Primitive], summary: Summary, room: float, setting: Setting) -> float:
    """What the map is, and what was done; where the lists begin."""
    at, y = (_MARGIN, room), _MARGIN
    y = _put(out, f"Summary of {summary.said_day}", y, at, _KICKER, setting, "muted", 1)
    y = _put(out, summary.title, y, at, _TITLE, setting, "text", 2)
    y = _put(out, summary.subtitle, y, at, _KICKER, setting, "muted", 1) + 4
    holds = f"The map holds {summary.holds}."
    for text in (summary.today, holds, f"{summary.evidence}." if summary.evidence else ""):
        y = _put(out, text, y, at, _TEXT, setting, "text", 3)
    y += 8
    out.append(Rect(_MARGIN, snap(y), room, 1.5, fill="text"))
    return y + 10


def _fitting(
    sections: Sequence[Section],
    top: float,
    bottom: float,
    at: tuple[float, float],
    setting: Setting,
) -> list[Primitive]:
    """A column with as many entries a list as there is room for."""
    for most in range(_MOST, 0, -1):
        out: list[Primitive] = []
        y = top
        for section in sections:
            y = _section(out, section, y, at, setting, most)
        if y - _AFTER <= bottom:
            break
    return out


def _columns(summary: Summary) -> tuple[list[Section], list[Section]]:
    """What is felt at the left, what follows at the right."""
    voted = _points(summary.voted, "vote", "text")
    dots = Section("What got the most dots", voted, "", _MOST_VOTED)
    first = [
        *([dots] if voted else []),
        Section(
            "Pain points",
            _points(summary.pains, "triangle-alert", "card.pain.accent"),
            "None on the map.",
        ),
        Section("Gains", _points(summary.gains, "smile-plus", "card.gain.accent"),
                "None on the map."),
    ]  # fmt: skip
    counts = left(summary.decisions)
    answered = f", {summary.answered} answered" if summary.answered else ""
    second = [
        Section(
            f"Decisions: {counts}" if counts else "Decisions",
            [_decision(d) for d in summary.decisions],
            "No actions yet.",
        ),
        Section(
            f"Open questions{answered}",
            _points(summary.questions, "circle-question-mark", "muted"),
            "None.",
        ),
        Section(
            "Parked",
            _points(summary.parked, "square-parking", "muted"),
            "Nothing waits in the parking lot.",
        ),
    ]
    return first, second


def _points(points: Sequence[Point], icon: str, role: str) -> list[Item]:
    return [Item(point.text, facts_of_point(point), icon, role) for point in points]


def _decision(decision: Decision) -> Item:
    icon = "alarm-clock" if decision.overdue else _ICONS.get(decision.status, "circle")
    return Item(decision.title, facts_of(decision), icon, "text")


def _section(
    out: list[Primitive],
    section: Section,
    y: float,
    at: tuple[float, float],
    setting: Setting,
    most: int,
) -> float:
    """One list from `y` on; where it ends."""
    y = _put(out, section.title, y, at, _HEADING, setting, "text", 2) + 2
    inner = (at[0] + _MARK, at[1] - _MARK)
    lines = 3 if most > 4 else 2
    most = min(most, section.at_most)
    for item in section.items[:most]:
        out.append(Icon(item.icon, snap(at[0]), snap(y + 2), 10.0, item.role))
        y = _put(out, item.text, y, inner, _TEXT, setting, "text", lines)
        y = _put(out, item.facts, y, inner, _FACTS, setting, "muted", 1) + 3
    more = len(section.items) - most
    if more > 0:
        y = _put(out, f"And {more:,} more", y, inner, _FACTS, setting, "muted", 1)
    elif not section.items:
        y = _put(out, section.none, y, at, _TEXT, setting, "muted", 1)
    return y + _AFTER


def _put(
    out: list[Primitive],
    text: str,
    y: float,
    at: tuple[float, float],
    style: TextStyle,
    setting: Setting,
    role: str,
    most_lines: int,
) -> float:
    """Words between `at[0]` and `at[0] + at[1]`; where they end."""
    if not text:
        return y
    lines = setting.wrap(text, style, at[1], most_lines)
    align = "start" if setting.rtl else "reading"  # the program's own words are English
    out += setting.put(lines, at[0], y, at[1], style, role, align)
    return y + lines.height
