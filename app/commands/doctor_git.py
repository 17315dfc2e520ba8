"""What `touchline doctor` says about git: whether it is there, and whether it uses Touchline."""

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from app.commands.facts import Fact, nameless
from app.commands.git_attributes import holds
from app.commands.git_run import GitProblem, repository, version
from app.commands.git_setup import (
    attributes_for_user,
    attributes_of,
    program,
    settings,
    settings_in,
)
from app.troubles import Trouble

_NOT_YET = (
    "not set up; `touchline git install` does it, and keeps the locks of open maps "
    "(.MAP.lock) out of `git status`"
)
_AGAIN = "run `touchline git install` again"


def facts() -> Iterator[Fact]:
    """Which git there is, and what it was told; for this user and for the repository here."""
    try:
        yield Fact("git", version())
    except GitProblem:
        yield Fact("git", "not there; only `touchline git` and merging in git need it")
        return
    yield _told("All repositories", "--global", _for_user())
    try:
        here = repository()
    except GitProblem:
        return
    attributes = [attributes_of(here)]
    if here.top is not None:
        attributes.append(here.top / ".gitattributes")
    name = "This repository"
    if "merge.touchline.driver" not in settings_in("--local") and settings_in("--global"):
        yield Fact(name, "as all repositories")
    else:
        yield _told(name, "--local", any(map(_has, attributes)) or _for_user())


def _told(name: str, scope: str, marked: bool) -> Fact:
    """Whether the settings of a scope let git use Touchline; `marked` by attributes, too."""
    found = settings_in(scope)
    driver = found.get("merge.touchline.driver", "")
    if not driver:
        return Fact(name, _NOT_YET)
    words = _words(driver)
    if not words or shutil.which(words[0]) is None:
        shown = nameless(words[0] if words else driver)
        return Fact(name, f"git is told to run {shown}, which is not there; {_AGAIN}", fine=False)
    if not marked:
        return Fact(name, f"set up, but no attributes say for which files; {_AGAIN}", fine=False)
    if found != settings(program()):
        return Fact(name, f"set up, by another Touchline or in part; {_AGAIN}")
    return Fact(name, "set up to compare and merge maps")


def _for_user() -> bool:
    return any(map(_has, _for_user_files()))


def _for_user_files() -> list[Path]:
    try:
        return [attributes_for_user()]
    except Trouble:
        return []


def _has(file: Path) -> bool:
    try:
        return holds(file.read_bytes())
    except OSError:
        return False


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command.replace("%%", "%"))
    except ValueError:
        return []
