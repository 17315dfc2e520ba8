"""A comparison as Markdown, to be pasted into a pull request or a wiki: GitHub's form, which
GitLab, Gitea and others read too. What people wrote is never markup.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from export.change_text import one_line, stage_cells
from model.compare import Comparison
from model.comparing.digest import Digest, Section
from model.comparing.minus import with_minus
from model.comparing.naming import isolated
from model.comparing.shown import Words, sign, words
from model.comparing.strip import StageCount
from model.comparing.wording import Piece
from model.labels import counted

#: What would be markup within a line.
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~&$]")
#: What would call somebody or lead to an issue, but for an empty comment behind it.
_CALLS: Final = re.compile("[@#]")
_TAGS: Final = {"gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>"), "same": ("", "")}


def change_markdown(c: Comparison, of: Digest, old: str, new: str) -> str:
    """The report, ending in a line break."""
    return "".join(f"{line}\n" for line in _lines(c, of, old, new))


def _lines(c: Comparison, of: Digest, old: str, new: str) -> Iterator[str]:
    title = " ".join(c.new.info.title.split()) or " ".join(c.old.info.title.split())
    yield f"## What changed: {_text(isolated(title))}" if title else "## What changed"
    yield ""
    yield f"From {_text(isolated(old))} to {_text(isolated(new))}."
    yield ""
    yield f"**{_told(of.sentence)}**"
    if not c.told:
        if c.items:
            yield from ("", f"{counted(len(c.items), 'key')} of order renewed.")
        return
    yield from _strip(of.strip)
    for section in of.sections:
        yield from _section(c, section)


def _strip(stages: Sequence[StageCount]) -> Iterator[str]:
    if not stages:
        return
    yield ""
    yield "| Stage | + | − | ≠ | Feeling |"
    yield "|:--|--:|--:|--:|--:|"
    for stage in stages:
        yield f"| {' | '.join(_told(cell) for cell in stage_cells(stage))} |"


def _section(c: Comparison, section: Section) -> Iterator[str]:
    yield ""
    if section.folded:
        n = counted(len(section.lines), "line")
        yield f"<details><summary>{_text(section.title)} ({n})</summary>"
    else:
        yield f"### {_text(section.title)}"
    yield ""
    for line in section.lines:
        yield f"- **{sign(c, line).replace('-', '−')}** {_told(line.text)}"
        yield from (f"  - {_worded(text)}" for text in words(c, line))
    if section.folded:
        yield from ("", "</details>")


def _worded(text: Words) -> str:
    return f"{_text(text.name)}: {isolated(''.join(map(_piece, text.pieces)))}"


def _piece(piece: Piece) -> str:
    first, last = _TAGS[piece.state]
    return f"{first}{_text(piece.text)}{last}"


def _told(text: str) -> str:
    return _text(with_minus(text))


def _text(text: str) -> str:
    """`text` in one line that means just what it says."""
    quiet = _CALLS.sub(r"\g<0>\0", one_line(text))  # no line has a NUL
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", quiet).replace("\0", "<!-- -->")
