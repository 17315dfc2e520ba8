"""What the panel of versions says of each state, in its few words."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from app.versions_reader import InFile, Said
from model.due import MONTHS
from model.files.commit import Commit
from model.files.version_list import Version, day_of
from widgets.panels.versions_rows import Mark, Row

#: The reasons that are offered for a version, as they stand in its file.
REASONS = ("Experience changed", "New evidence", "Correction", "Plan changed")


def state_of(version: Version) -> InFile:
    """A version as the reader knows it."""
    return InFile(version.path, version.size, version.time)


class RowOf(NamedTuple):
    """What the row of a version or commit is made of; `first` if there is none before it."""

    saved: Version | Commit
    said: Said | None
    today: date
    first: bool
    marked: Mark
    trouble: str

    def made(self) -> Row:
        """The row."""
        if isinstance(self.saved, Version):
            return version_row(
                self.saved, self.said, self.today,
                first=self.first, marked=self.marked, trouble=self.trouble,
            )  # fmt: skip
        return commit_row(self.saved, self.said, self.today, first=self.first, trouble=self.trouble)


def version_row(
    version: Version, said: Said | None, today: date, *, first: bool, marked: Mark, trouble: str
) -> Row:
    """The row of a version; `first` if there is none before it."""
    label = version.label
    newer = "Newer Touchline" if version.is_newer else ""
    by = " · ".join(filter(None, (_line(label.author), _line(label.reason), newer)))
    return Row(
        str(version.path),
        "version",
        version.name,
        short_day(date_of(version), today),
        by,
        _told(said, "The first version." if first else ""),
        label.note.strip(),
        capitalised(version.trouble or trouble),
        marked,
    )


def commit_row(commit: Commit, said: Said | None, today: date, *, first: bool, trouble: str) -> Row:
    """The row of a commit; `first` if none before it is known."""
    told = "The first commit of the map." if commit.is_first else "The oldest commit listed here."
    return Row(
        commit.hash,
        "commit",
        commit.summary or f"Commit {commit.short}",
        short_day(commit.when.astimezone().date(), today),
        " · ".join(filter(None, (commit.author, f"git {commit.short}"))),
        _told(said, told if first else ""),
        trouble=capitalised(trouble),
    )


def now_row(safety: str, said: Said | None, before: str, why: str | None) -> Row:
    """The row of the map as it is; `before` is what it is compared with, "" if with nothing.

    `why` is why no versions can be listed, "" if they can, None if that is not known yet.
    """
    none = f"Its versions cannot be listed: {why}." if why else "No version was saved yet."
    none = "" if why is None else none
    note = f"Compared with “{before}”." if before and said and not said.wrong else ""
    return Row("now", "now", "Now", "", safety, _told(said, "" if before else none), note)


def order(version: Version) -> tuple[str, float]:
    """When a version was saved, to stand among commits; the end of its day if that is all."""
    same = day_of(version.time) == version.day
    return version.day, version.time / 1e9 if same else float("inf")


def order_of_commit(commit: Commit) -> tuple[str, float]:
    """The same of a commit."""
    return f"{commit.when.astimezone():%Y-%m-%d}", commit.when.timestamp()


def date_of(version: Version) -> date | None:
    """The day of a version; None if there is no such day."""
    try:
        return date.fromisoformat(version.day)
    except ValueError:
        return None


def short_day(day: date | None, today: date) -> str:
    """A day in as little room as it takes: "Today", "22 Nov", "3 May 2025"."""
    if day is None:
        return ""
    if day == today:
        return "Today"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1][:3].capitalize()}{year}"


def month(day: date) -> str:
    """A month with its year: "November 2026"."""
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"


def offered_name(today: date, due: str, taken: Sequence[str]) -> str:
    """What a version may be called: the month, or its review if one is `due` by today."""
    name = month(today)
    if due and due <= today.isoformat()[: len(due)]:
        name = f"Review of {name}"
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def capitalised(text: str) -> str:
    """`text` with a capital letter in front, and as a sentence."""
    return text[:1].upper() + text[1:] + ("" if not text or text[-1] in ".!?…" else ".")


def _told(said: Said | None, otherwise: str) -> str:
    if otherwise or said is None:
        return otherwise
    return "Nothing changed." if said.same else capitalised(said.text)


def _line(text: str) -> str:
    return " ".join(text.split())
