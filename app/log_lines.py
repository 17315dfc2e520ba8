"""The end of the log, as it may be shown to others: without words of maps.

Of the lines that are written with that in mind all is shown; of Qt's and of what else the
program says what is quoted or looks like a path is left out; of what libraries say, everything.
"""

import re
from contextlib import suppress
from pathlib import Path

from app.log import MOST_FILES, OWN, name
from model.files.state import state_folder

_OURS = ("qt", "app", "widgets", "export", "model", "resources")
_LINE = re.compile(r"(\S+) ([A-Z]+) (\S+) \| (.*)")
#: What is quoted, and what looks like the name of a file or a place in the network.
_QUOTED = re.compile(r"\"[^\"]*(?:\"|$)|“[^”]*(?:”|$)|(?<!\w)'[^']*(?:'|$)")
_PATH = re.compile(r"(?:[A-Za-z][\w+.-]*:)?[\w.~%-]*[/\\]\S.*|\S*\.json\b")


def last_lines(most: int, folder: Path | None = None) -> list[str]:
    """The last lines, the oldest first; none if there is no log."""
    folder = folder or state_folder("log")
    lines: list[str] = []
    for number in range(MOST_FILES):
        with suppress(OSError):
            older = (folder / name(number)).read_text("utf-8", "replace").splitlines()
            lines = [*older, *lines]
        if len(lines) >= most:
            break
    return [_harmless(line) for line in lines[-most:]]


def _harmless(line: str) -> str:
    parts = _LINE.fullmatch(line)
    if parts is None:
        return "(a line that cannot be read)"
    time, level, who, message = parts.groups()
    if who == OWN:
        shown = message
    elif who.partition(".")[0] in _OURS:
        shown = _PATH.sub("(a path)", _QUOTED.sub("“…”", message))
    else:
        shown = "(said by a library)"
    return f"{time} {level} {who}: {shown}"
