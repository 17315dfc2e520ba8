"""One line of what `touchline doctor` says, and what no line may tell."""

import os
import platform
import re
from pathlib import Path
from typing import NamedTuple

#: Names that are nobody's in particular.
_ANYBODY = {"root", "user", "admin", "home", "localhost", "touchline"}


class Fact(NamedTuple):
    """One line of the answer; `fine` is whether Touchline can work with it."""

    name: str
    value: str
    fine: bool = True

    def __str__(self) -> str:
        if not self.name:
            return self.value
        return f"{self.name}: {self.value}" if self.fine else f"{self.name}: MISSING, {self.value}"


def nameless(text: str) -> str:
    """`text` with the home folder as "~", and without the user's and the computer's name."""
    home = _home()
    if home:
        text = re.sub(rf"{re.escape(home)}(?![\w.-])", "~", text)
    users = {os.environ.get(name, "") for name in ("USER", "LOGNAME", "USERNAME")}
    hosts = {platform.node(), platform.node().partition(".")[0]}
    for names, shown in (({*users, Path(home).name}, "(user)"), (hosts, "(computer)")):
        for name in sorted(names, key=len, reverse=True):
            if len(name) > 1 and name.lower() not in _ANYBODY:
                whole = rf"(?<![^\W_]){re.escape(name)}(?![^\W_])"
                text = re.sub(whole, shown, text, flags=re.IGNORECASE)
    return text


def _home() -> str:
    try:
        home = str(Path.home())
    except RuntimeError:
        return ""
    return "" if home in ("/", ".") else home
