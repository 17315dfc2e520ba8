"""The summary of a workshop as one upright sheet of A4: what matters most, and how much more.

However much there is, it stays one page: a list is cut where no room is left in either
column, and says how many it leaves out. The Markdown beside it has them all.
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
#: Those with the most dots are few as long as others need the room: they stand in the lists
#: of their kinds too.
_MOST_VOTED = 5
#: Lines of an entry; and where there is room for fewer than so many entries a list.
_LINES, _FEW_LINES, _FEW = 3, 2, 4


class Item(NamedTuple):
    """One entry of a list, and the sign before it."""

    text: str
    facts: str
    icon: str
    role: str


class Section(NamedTuple):
    """One list, of which at most so many entries are shown while others are cut."""

    title: str
    items: Sequence[Item]
    none: str
    at_most: int | None = None


def summary_sheet(summary: Summary) -> tuple[Scene, Page]:
    """The page, in points; mirrored where the map's language reads from the right."""
    rtl = is_rtl_language(summary.language)
    setting = Setting(POSTER, summary.language, rtl, (), False)
    width, height = pages.paper_size("A4")
    primitives: list[Primitive] = []
    top = _head(primitives, summary, width - 2 * _MARGIN, setting)
    column = (width - 2 * _MARGIN - _GUTTER) / 2
    for number, fitted in enumerate(_columns(summary, height - _MARGIN - top, column, setting)):
        at = (_MARGIN + number * (column + _GUTTER), column)
        y = top
        for section, most in zip(fitted.sections, fitted.counts, strict=True):
            y = _section(primitives, section, y, at, setting, most, fitted.lines)
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


class Fitted(NamedTuple):
    """A column: its lists, how many entries of each are shown, and in how many lines each."""

    sections: Sequence[Section]
    counts: Sequence[int]
    lines: int

    @property
    def cut(self) -> int:
        """How many entries are left out."""
        return sum(len(s.items) - n for s, n in zip(self.sections, self.counts, strict=True))


def _columns(
    summary: Summary, room: float, width: float, setting: Setting
) -> tuple[Fitted, Fitted]:
    """What is felt at the left, what follows at the right; another list there if that shows more.

    `room` is the height of a column, and `width` its width.
    """
    sections = _sections(summary)
    usual = len(sections) - 3
    best: tuple[Fitted, Fitted] | None = None
    for split in (usual, usual - 1, usual + 1):
        left_, right = (
            _fitting(part, room, width, setting) for part in (sections[:split], sections[split:])
        )
        if best is None or left_.cut + right.cut < best[0].cut + best[1].cut:
            best = (left_, right)
        if not best[0].cut + best[1].cut:
            break
    assert best is not None, "there are three ways"
    return best


def _fitting(sections: Sequence[Section], room: float, width: float, setting: Setting) -> Fitted:
    """A column with as many entries of its lists as there is room for, and as even as can be."""
    found = _filled(sections, room, width, setting, _LINES)
    few = any(n < min(_FEW, len(s.items)) for s, n in zip(sections, found.counts, strict=True))
    return _filled(sections, room, width, setting, _FEW_LINES) if few else found


def _filled(
    sections: Sequence[Section], room: float, width: float, setting: Setting, lines: int
) -> Fitted:
    """Entries are taken in turn, one of each list, until none fits any more."""
    at = (0.0, width)
    heights: list[list[float]] = []  # of the first n entries of a list
    for section in sections:
        of_one: list[float] = [0.0]
        for item in section.items:
            of_one.append(of_one[-1] + _entry([], item, 0.0, at, setting, lines))
            if of_one[-1] > room:
                break
        heights.append(of_one)
    bare = [_section([], s._replace(items=()), 0.0, at, setting, 0, lines) for s in sections]
    none = [_put([], s.none, 0.0, at, _TEXT, setting, "muted", 1) for s in sections]
    more = _put([], "And 9 more", 0.0, at, _FACTS, setting, "muted", 1)

    def height(counts: Sequence[int]) -> float:
        high = 0.0
        for section, n, of_one, alone, empty in zip(
            sections, counts, heights, bare, none, strict=True
        ):
            high += alone - (empty if section.items else 0.0) + of_one[n]
            high += more if n < len(section.items) else 0.0
        return high - _AFTER

    counts = [min(1, len(s.items)) for s in sections]
    for limits in ([s.at_most or len(s.items) for s in sections], [len(s.items) for s in sections]):
        growing = True
        while growing:
            growing = False
            for i, limit in enumerate(limits):
                if counts[i] >= min(limit, len(heights[i]) - 1):
                    continue
                counts[i] += 1
                if height(counts) <= room:
                    growing = True
                else:
                    counts[i] -= 1
    return Fitted(sections, counts, lines)


def _sections(summary: Summary) -> list[Section]:
    """All lists in the order in which they are read."""
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
    remarks = _points(summary.comments, "message-square", "muted")
    comments = [Section("Open comments", remarks, "")] if remarks else []
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
        *comments,
        Section(
            "Parked",
            _points(summary.parked, "square-parking", "muted"),
            "Nothing waits in the parking lot.",
        ),
    ]
    return first + second


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
    lines: int,
) -> float:
    """One list from `y` on, with so many entries; where it ends."""
    y = _put(out, section.title, y, at, _HEADING, setting, "text", 2) + 2
    for item in section.items[:most]:
        y = _entry(out, item, y, at, setting, lines)
    inner = (at[0] + _MARK, at[1] - _MARK)
    more = len(section.items) - most
    if more > 0:
        y = _put(out, f"And {more:,} more", y, inner, _FACTS, setting, "muted", 1)
    elif not section.items:
        y = _put(out, section.none, y, at, _TEXT, setting, "muted", 1)
    return y + _AFTER


def _entry(
    out: list[Primitive],
    item: Item,
    y: float,
    at: tuple[float, float],
    setting: Setting,
    lines: int,
) -> float:
    """One entry of a list; where it ends."""
    inner = (at[0] + _MARK, at[1] - _MARK)
    out.append(Icon(item.icon, snap(at[0]), snap(y + 2), 10.0, item.role))
    y = _put(out, item.text, y, inner, _TEXT, setting, "text", lines)
    return _put(out, item.facts, y, inner, _FACTS, setting, "muted", 1) + 3


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
