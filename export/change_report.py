"""The formats of a report about what changed, in one table: a new one is a writer in export/ and
a line here.

The window and the command line ask here, so that they write the same. What a format needs is
loaded when something is written in it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from export.change_poster import PosterForm
    from export.change_sides import Side
    from model.compare import Comparison
    from model.comparing.digest import Digest


class Job(NamedTuple):
    """What is to be told.

    Attributes:
        old, new: what the two maps are called.
        today: the day on which it is told, for what is overdue or stale.
        paper: of a poster, as `export.poster.paper_name` gives it; None for what is usual.
        name: of the file without its ending; so is the map called that a PDF carries.
    """

    comparison: "Comparison"
    old: "Side"
    new: "Side"
    today: "date"
    paper: str | None = None
    name: str = "changes"

    @property
    def digest(self) -> "Digest":
        """The comparison in the order in which a review reads it."""
        from model.comparing.digest import digest

        return digest(self.comparison, self.today)


class Report(NamedTuple):
    """A format of reports.

    Attributes:
        endings: of its files, with the dot; the first one is offered.
        made: what its file holds. Raises ValueError if this job cannot be written so, and
            ImportError if the system lacks what the format needs.
        words: how the window offers it; "" where it does not.
        is_poster: whether it is a drawing, which a terminal cannot show, on a paper.
        names_files: whether the command line calls the maps by the names that were typed, and
            not by what people call them.
    """

    endings: tuple[str, ...]
    made: Callable[[Job], bytes]
    words: str = ""
    is_poster: bool = False
    names_files: bool = False

    @property
    def ending(self) -> str:
        """The ending that is offered."""
        return self.endings[0]


def _text(job: Job) -> bytes:
    from export.change_text import change_text

    return change_text(job.comparison, job.digest, job.old.told, job.new.told).encode()


def _markdown(job: Job) -> bytes:
    from export.change_markdown import change_markdown

    return change_markdown(job.comparison, job.digest, job.old.told, job.new.told).encode()


def _json(job: Job) -> bytes:
    from export.change_json import change_json

    return change_json(job.comparison, job.old.told, job.new.told).encode()


def _html(job: Job) -> bytes:
    from export.change_html import change_html

    names = job.old.told, job.new.told
    return change_html(job.comparison, job.digest, *names, job.today).encode()


def _poster(form: "PosterForm") -> Callable[[Job], bytes]:
    def made(job: Job) -> bytes:
        from export.change_poster import change_poster
        from model.records import VersionLabel

        version = None if job.new.is_version else VersionLabel(date=job.new.day)
        names = job.old.told, job.new.told
        return change_poster(
            job.comparison, form, names, job.today, job.paper,
            carried_as=job.name, version=version,
        ).data  # fmt: skip

    return made


#: By the name that `touchline diff --format` has for it. What stands last the window offers first.
REPORTS: Final = {
    "text": Report((".txt", ".text"), _text, "Text", names_files=True),
    "markdown": Report((".md", ".markdown"), _markdown, "Markdown, for a pull request or a wiki"),
    "json": Report((".json",), _json, names_files=True),
    "html": Report((".html", ".htm"), _html, "Page for a browser"),
    "svg": Report((".svg",), _poster("svg"), is_poster=True),
    "png": Report((".png",), _poster("png"), is_poster=True),
    "pdf": Report(
        (".pdf",), _poster("pdf"), "Change poster, the map with what changed", is_poster=True
    ),
}


def format_of(file: str) -> str:
    """The name of the format that the ending of a file says, in whatever case; "" for none."""
    ending = Path(file).suffix.lower()
    return next((name for name, report in REPORTS.items() if ending in report.endings), "")
