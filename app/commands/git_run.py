"""The one door to the git program: whatever a repository's settings say, nothing else is run.

A repository that somebody sent may name programs in its settings (fsmonitor, hooks, pagers,
filters, ssh, helpers for passwords). Each call here turns them off, goes to no network, takes
no locks that it does not need, and ends by itself. No name is ever taken for an option.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from app.troubles import Trouble

#: Seconds that git may take to answer; none of what is asked here takes one.
LONGEST = 20.0
#: What of git's environment is kept: where the repository and its settings are.
_KEPT = {
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_EXEC_PATH",
}
#: What may be told by a path from the current folder; an index is looked for from the top.
_FROM_HERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR")
_OURS = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # a part that is missing is not fetched
    "GIT_PAGER": "cat",
    "GIT_EDITOR": ":",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "LC_ALL": "C",
    "LANGUAGE": "",
}
#: Settings that name a program, and those that begin work in the background.
_OFF = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.editor=:",
    "core.askPass=",
    "core.sshCommand=false",
    "core.gitProxy=",
    "core.alternateRefsCommand=false",
    "credential.helper=",
    "diff.external=",
    "diff.trustExitCode=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "gc.auto=0",
    "maintenance.auto=false",
    "core.untrackedCache=false",
)
_NONE = "not a git repository"
#: What to do about that, to which somebody may add more.
GO_THERE = "Go to a folder of one (cd)"
_NO_GIT = "git is not installed, or not on the PATH"


class GitProblem(Trouble):
    """What git could not do, in words; `code` is its exit code."""

    def __init__(self, what: str, todo: str = "", where: str = "", code: int = 128) -> None:
        super().__init__(what, todo, where)
        self.what, self.code = what, code


class NoRepository(GitProblem):
    """There is no repository around a folder."""


class Repository(NamedTuple):
    """Where a repository keeps things; `top` is None in a bare one, which has no files."""

    git_dir: Path
    common_dir: Path
    top: Path | None


def program() -> str:
    """The git program.

    Raises:
        GitProblem: there is none.
    """
    found = shutil.which("git")
    if found is None:
        raise GitProblem(_NO_GIT, "Install git, then try again.")
    return str(Path(found).absolute())


def git(
    *words: str,
    at: str | os.PathLike[str] | None = None,
    data: bytes = b"",
    fine: int = 0,
    longest: float = LONGEST,
) -> bytes:
    """What `git WORDS` prints, run in the folder `at` and given `data`.

    `fine` is an exit code that is no failure beside 0; `longest` is in seconds.

    Raises:
        GitProblem: git is not there, fails, or takes longer than that.
    """
    switches = [word for setting in _OFF for word in ("-c", setting)]
    try:
        ran = subprocess.run(
            [program(), "--no-pager", "--literal-pathspecs", *switches, *words],
            cwd=at,
            env=_environment(os.environ),
            input=data,
            capture_output=True,
            timeout=longest,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise GitProblem(f"git gave no answer within {longest:g} s") from error
    except (OSError, ValueError) as error:
        raise GitProblem(f"git cannot be run here ({error})") from error
    if ran.returncode not in (0, fine):
        lines = ran.stderr.decode("utf-8", "replace").splitlines()
        said = next((line for line in lines if line.startswith(("fatal:", "error:"))), "")
        what = said.partition(":")[2].strip() or f"it ended with {ran.returncode}"
        trust = next((line.strip() for line in lines if "--add safe.directory" in line), "")
        todo = f"If you trust what is in it: `{trust}`." if trust else ""
        raise GitProblem(f"git says: {what}", todo, code=ran.returncode)
    return ran.stdout


def version() -> str:
    """Which git there is: "2.39.5".

    Raises:
        GitProblem: there is none that works.
    """
    return git("version").decode("utf-8", "replace").removeprefix("git version ").strip()


def repository(at: str | os.PathLike[str] | None = None) -> Repository:
    """The repository that the folder `at` is in, or the one that GIT_DIR names.

    Raises:
        NoRepository: there is none.
        GitProblem: git does not trust it, or git is not there.
    """
    try:
        named = _path(git("rev-parse", "--git-common-dir", at=at))
    except GitProblem as error:
        if _NONE not in str(error):
            raise
        raise NoRepository(f"this folder is {_NONE}", f"{GO_THERE}.") from error
    common = (Path(at or ".") / named).resolve()
    try:
        top = Path(_path(git("rev-parse", "--show-toplevel", at=at)))
    except GitProblem:  # bare, or within .git itself
        top = None
    return Repository(git_dir(at), common, top)


def git_dir(at: str | os.PathLike[str] | None = None) -> Path:
    """Where the repository around the folder `at` keeps what it is doing: one for each worktree.

    Raises:
        GitProblem: as `repository`.
    """
    return (Path(at or ".") / _path(git("rev-parse", "--git-dir", at=at))).resolve()


def _path(printed: bytes) -> str:
    return os.fsdecode(printed.removesuffix(b"\n").removesuffix(b"\r"))


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {k: v for k, v in given.items() if not k.upper().startswith("GIT") or k in _KEPT}
    # They are meant from the folder that the program was called in, and git is run in others.
    here = {name: str(Path.cwd() / kept[name]) for name in _FROM_HERE if kept.get(name)}
    return kept | here | _OURS
