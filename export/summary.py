"""The actions of a map as CSV and Markdown, and its summary as Markdown: text for any script.

What people wrote is never markup and never a formula.
"""

import re
from collections.abc import Iterable, Sequence

from export.tables import as_text
from model.importing.writing import Cells
from model.summary import Decision, Point, Summary, facts_of, facts_of_point, left

#: What would be markup in the middle of a line (CommonMark 0.31, 2.4), and HTML.
_MARKUP = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>&|~"})
#: What would begin a list: "2. Call them".
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?= |$)", re.ASCII)
_HEADERS = ("Action", "Owner", "Due", "Status", "Overdue", "Done on", "About")


def actions_csv(decisions: Sequence[Decision]) -> bytes:
    """A row for each action, for any spreadsheet; days in ISO form."""
    rows: Cells = [
        [d.title, d.owner, d.day, d.status, "yes" if d.overdue else "", d.done_on, d.about]
        for d in decisions
    ]
    return as_text([list(_HEADERS), *rows], ",")


def actions_markdown(summary: Summary) -> str:
    """The actions as a table."""
    lines = [f"# Actions: {plain(summary.title)}", "", summary.said_day, ""]
    if not summary.decisions:
        lines.append("Nothing is to be done yet.")
    else:
        lines += [f"{left(summary.decisions)}.", ""] if left(summary.decisions) else []
        lines += ["| What | Who | By when | Status |", "|---|---|---|---|"]
        lines += [_row(decision) for decision in summary.decisions]
    return "\n".join(lines) + "\n"


def summary_markdown(summary: Summary) -> str:
    """All of the summary. Nothing is left out here; the printed page has less room."""
    lines = [f"# {plain(summary.title)}", ""]
    if summary.subtitle:
        lines += [plain(summary.subtitle), ""]
    lines += [f"Summary of {summary.said_day}", ""]
    for words in (summary.today, f"The map holds {summary.holds}.", summary.evidence):
        lines += [f"- {plain(words)}"] if words else []
    if summary.voted:
        lines += _section("What got the most dots", _points(summary.voted))
    lines += _section("Pain points", _points(summary.pains), "None on the map.")
    lines += _section("Gains", _points(summary.gains), "None on the map.")
    lines += _section("Decisions", _decisions(summary.decisions), "No actions yet.")
    answered = f" ({summary.answered} answered by actions)" if summary.answered else ""
    lines += _section(f"Open questions{answered}", _points(summary.questions), "None.")
    if summary.comments:
        lines += _section("Open comments", _points(summary.comments))
    lines += _section("Parked", _points(summary.parked), "Nothing waits in the parking lot.")
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """`text` as Markdown that shows every sign of it, in one line."""
    line = " ".join(text.split()).translate(_MARKUP)
    line = _NUMBERED.sub(r"\1\\\2", line)
    return f"\\{line}" if line[:1] in ("#", "+", "-", "=", ">") else line


def _row(decision: Decision) -> str:
    due = f"**Overdue:** {decision.due}" if decision.overdue else decision.due
    cells = (plain(decision.title), plain(decision.owner), due, decision.status)
    return f"| {' | '.join(cells)} |"


def _points(points: Iterable[Point]) -> list[str]:
    return [_item(point.text, facts_of_point(point)) for point in points]


def _decisions(decisions: Iterable[Decision]) -> list[str]:
    return [_item(decision.title, facts_of(decision)) for decision in decisions]


def _item(text: str, facts: str) -> str:
    return f"{plain(text)} ({plain(facts)})" if facts else plain(text)


def _section(title: str, items: Sequence[str], none: str = "") -> list[str]:
    shown = [f"{number}. {item}" for number, item in enumerate(items, start=1)]
    return ["", f"## {title}", "", *(shown or [none])]
