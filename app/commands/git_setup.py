"""`touchline git install` and `uninstall`: the settings and attributes by which git uses Touchline.

Settings are added below what somebody set before, where git takes the last one; taking ours
away brings theirs back. Nothing else is written, and nothing twice.
"""

import os
import shlex
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

from app.commands.git_attributes import IGNORED, LINE, holds, put_in, taken_out
from app.commands.git_run import (
    GO_THERE,
    GitProblem,
    NoRepository,
    Repository,
    git,
    repository,
)
from app.troubles import Trouble
from model.files.atomic import replace_bytes

#: How outlines are made; git remembers them until this is another number.
OUTLINE = 1
#: The ref in which git remembers outlines.
REMEMBERED = "refs/notes/textconv/touchline"

_LINKED = "Take the link away, or write the attributes yourself; docs/git.md says which."


class Done(NamedTuple):
    """What was done, in lines for the terminal, and what there is to note beside it."""

    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()


class _Place(NamedTuple):
    """Where something is installed: how git calls its settings, and the files of lines.

    `ignored` is the file that says what git says nothing of.
    """

    scope: str
    name: str
    attributes: tuple[Path, ...]
    ignored: Path
    within: Repository | None

    @property
    def lines(self) -> tuple[tuple[Path, bytes], ...]:
        """Each file, and which line of ours stands in it."""
        return (*((file, LINE) for file in self.attributes), (self.ignored, IGNORED))


def install(*, everywhere: bool = False, shared: bool = False) -> Done:
    """Set git up: for this repository, or `everywhere` for this user.

    `shared` writes the attributes into the repository's own `.gitattributes`, which others
    get with it, instead of into a file that only this copy has.

    Raises:
        Trouble: git is not there or there is no repository; or a file cannot be written.
    """
    place = _place(everywhere, shared)
    for file, _ in place.lines:
        _read(file, place)  # refused before anything is written
    standing = _standing(place.scope)
    for key, value in settings(program()).items():
        if standing[key][-1:] != [value]:
            _unset(place.scope, key, standing[key])  # of another place or version of the program
            git("config", place.scope, "--add", key, value)
    for file, line in place.lines:
        data = _read(file, place)
        if not holds(data, line):
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_bytes(file, put_in(data, line))
    where = ", ".join(str(file) for file in place.attributes)
    return Done(
        (
            f"git now compares and merges journey maps with Touchline, {place.name}.",
            f"Which files are maps stands in {where}.",
            f"That git says nothing of maps being open stands in {place.ignored}.",
        ),
        tuple(_overruled(place)),
    )


def uninstall(*, everywhere: bool = False, shared: bool = False) -> Done:
    """Take back what `install` wrote, and nothing else; `shared` from `.gitattributes` too.

    Raises:
        Trouble: as `install`.
    """
    place = _place(everywhere, shared, removing=True)
    was = [_unset(place.scope, key, values) for key, values in _standing(place.scope).items()]
    for file, line in place.lines:
        data = _read(file, place)
        if data is None or not holds(data, line):
            continue
        was.append(True)
        left = taken_out(data, line)
        if left is None:
            file.unlink()
        else:
            replace_bytes(file, left)
    if place.within is not None:
        git("update-ref", "-d", REMEMBERED)
    lines = [f"git compares and merges journey maps as any text again, {place.name}."]
    if not any(was):
        lines = [f"There was nothing to take back {place.name}."]
    return Done(tuple(lines), tuple(_still_shared(place, shared)))


def settings(touchline: str) -> dict[str, str]:
    """What git is told, by key; `touchline` is the program as a shell calls it.

    The names of the sides (%S, %X, %Y) come from git 2.44 on; older ones hand the signs over
    as they stand.
    """
    driver = touchline.replace("%", "%%")  # the one value in which git replaces such signs
    return {
        "merge.touchline.name": "Touchline, which merges journey maps record by record",
        "merge.touchline.driver": f"{driver} git-driver -- %O %A %B %P %L %S %X %Y",
        "merge.touchline.recursive": "touchline-base",
        "merge.touchline-base.name": "Touchline, for what two histories have in common",
        "merge.touchline-base.driver": f"{driver} git-driver --base -- %O %A %B %P",
        "diff.touchline.textconv": f"{touchline} git textconv --outline {OUTLINE} --",
        "diff.touchline.cachetextconv": "true",
        "difftool.touchline.cmd": f'{touchline} git difftool -- "$LOCAL" "$REMOTE" "$MERGED"',
        "mergetool.touchline.cmd": f'{touchline} git mergetool --backup "$BACKUP" -- "$MERGED"',
        "mergetool.touchline.trustExitCode": "true",
    }


def program() -> str:
    """The program that is running, as git's shell can call it from any folder.

    By its name where that finds it on the PATH, so that the settings outlive a move.
    """
    scripts = Path(sysconfig.get_path("scripts"))
    found = shutil.which("touchline")
    if found and Path(os.path.realpath(found)).parent == Path(os.path.realpath(scripts)):
        return "touchline"
    own = shutil.which("touchline", path=str(scripts))
    if own:
        return _quoted(own)
    return f"{_quoted(sys.executable)} -m app"


def settings_in(scope: str) -> dict[str, str]:
    """Which of our settings stand in a scope ("--global", "--local"), with the last value."""
    try:
        standing = _standing(scope, "--includes")
    except GitProblem:
        return {}
    return {key: values[-1] for key, values in standing.items() if values}


def attributes_for_user() -> Path:
    """The file of attributes for all repositories of this user.

    Raises:
        Trouble: the user's settings name one that is no whole path.
    """
    return _for_user("core.attributesFile", "attributes")


def _for_user(key: str, usual: str) -> Path:
    """The file that a setting of this user names, or the usual one.

    Raises:
        Trouble: it is no whole path.
    """
    # Never asked of the repository around, which would say where to write.
    for scope in ("--global", "--system"):
        try:
            named = git("config", scope, "--includes", "-z", "--type=path", "--get", key)
        except GitProblem:
            continue
        path = Path(os.fsdecode(named.rstrip(b"\0")))
        if not path.is_absolute():
            raise Trouble(
                f"git's setting {key} is no whole path",
                f"Set it to one: git config --global {key} ~/.git{usual}",
            )
        return path
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "git" / usual


def attributes_of(of: Repository) -> Path:
    """The file of attributes that only this copy of a repository has."""
    return of.common_dir / "info" / "attributes"


def _place(everywhere: bool, shared: bool, *, removing: bool = False) -> _Place:
    if everywhere and shared:
        raise Trouble(
            "--global and --shared do not go together",
            "--shared is for one repository, whose .gitattributes it changes.",
        )
    if everywhere:
        name, ignored = "in all repositories of yours", _for_user("core.excludesFile", "ignore")
        return _Place("--global", name, (attributes_for_user(),), ignored, None)
    try:
        here = repository()
    except NoRepository as error:
        raise Trouble(error.what, f"{GO_THERE}, or use --global for all of yours.") from error
    own, ignored = attributes_of(here), here.common_dir / "info" / "exclude"
    if not shared:
        return _Place("--local", "in this repository", (own,), ignored, here)
    if here.top is None:
        raise Trouble("a bare repository has no .gitattributes of its own", "Leave --shared.")
    tracked = here.top / ".gitattributes"
    files = (own, tracked) if removing else (tracked,)
    return _Place("--local", "in this repository", files, ignored, here)


def _read(file: Path, place: _Place) -> bytes | None:
    """What stands in a file of attributes; None if it is not there.

    Raises:
        Trouble: it cannot be read; or a repository leads out of itself by a link.
    """
    if place.within is not None:
        home = place.within.top if file.name == ".gitattributes" else place.within.common_dir
        if home is None or file.resolve() != home.resolve() / file.relative_to(home):
            raise Trouble("this is a link to somewhere else", _LINKED, str(file))
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Trouble(f"it cannot be read ({error.strerror})", "", str(file)) from error


def _standing(scope: str, *options: str) -> dict[str, list[str]]:
    """All values of each of our settings in a scope, the one that counts last."""
    ours = r"\.touchline(-base)?\."
    listed = git("config", scope, *options, "-z", "--get-regexp", ours, fine=1)
    found: dict[str, list[str]] = {key: [] for key in settings("")}
    by_name = {key.lower(): values for key, values in found.items()}
    for entry in listed.split(b"\0")[:-1]:
        key, _, value = entry.partition(b"\n")
        values = by_name.get(os.fsdecode(key).lower())
        if values is not None:
            values.append(os.fsdecode(value))
    return found


def _unset(scope: str, key: str, values: list[str]) -> bool:
    """Take away what we set under a key that has these values; whether there was any."""
    ours = [value for value in dict.fromkeys(values) if _is_ours(value, settings("")[key])]
    for value in ours:
        git("config", scope, "--fixed-value", "--unset-all", key, value)
    return bool(ours)


def _is_ours(value: str, pattern: str) -> bool:
    """Whether some version of `install` wrote a value; it writes `pattern` behind the program."""
    words = pattern.split()
    if pattern.startswith(" "):
        called = words[0] if words[0] == "git-driver" else " ".join(words[:2])
        return f" {called} " in value and not value.startswith("sh -c")
    return value == pattern or (words[0] == "Touchline," and value.startswith("Touchline,"))


def _overruled(place: _Place) -> list[str]:
    """What the repository says otherwise, in a sentence."""
    if place.within is None:
        return []
    said = git("check-attr", "-z", "merge", "diff", "--", "a.journey.json").split(b"\0")
    others = [
        f"{os.fsdecode(name)}={os.fsdecode(value)}"
        for name, value in zip(said[1::3], said[2::3], strict=False)
        if value != b"touchline"
    ]
    if not others:
        return []
    return [
        f"other attributes of this repository say {' and '.join(others)} for maps; see docs/git.md"
    ]


def _still_shared(place: _Place, shared: bool) -> list[str]:
    if shared or place.within is None or place.within.top is None:
        return []
    file = place.within.top / ".gitattributes"
    if file.is_symlink() or not file.is_file() or not holds(file.read_bytes()):
        return []
    return ["the repository's .gitattributes still names Touchline; --shared takes that out too"]


def _quoted(path: str) -> str:
    """A path as git's shell reads it; on Windows, too, that is a shell of Unix."""
    return shlex.quote(path.replace("\\", "/") if sys.platform == "win32" else path)
