"""The end of the log, as it may be shown to others: without words of maps.

Of the program's own lines all is shown, as they are written with that in mind; of Qt's what
is quoted or looks like a path is left out; of what libraries say, everything.
"""

import re
from contextlib import suppress
from pathlib import Path

from app.log import MOST_FILES, OWN, name
from model.files.state import state_folder

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
    elif who == "qt" or who.startswith("qt."):
        shown = _PATH.sub("(a path)", _QUOTED.sub("“…”", message))
    else:
        shown = "(said by a library)"
    return f"{time} {level} {who}: {shown}"
