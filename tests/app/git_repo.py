"""A git repository of a test's own, with nobody's settings but its own, and maps in it."""

import os
import subprocess
from pathlib import Path

import pytest

from model.change import JourneyMap
from model.files import codec
from tests.app.running import ROOT, Result, touchline
from tests.tools import needs_tool

RIDES = "rides.journey.json"


class Repo:
    """A repository in a folder, used as people do: by typing git and touchline."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *options)

    def ran(self, *words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        """What came of `git WORDS`."""
        return subprocess.run(
            ["git", *words],
            cwd=self.folder,
            capture_output=True,
            check=False,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
        )

    def git(self, *words: str) -> str:
        """What `git WORDS` prints; it must succeed."""
        ran = self.ran(*words)
        assert ran.returncode == 0, ran.stderr.decode()
        return ran.stdout.decode()

    def stops(self, *words: str) -> str:
        """What `git WORDS` says on standard error; it must end with something to be done."""
        ran = self.ran(*words)
        assert ran.returncode != 0, ran.stdout.decode()
        return ran.stderr.decode()

    def commit(self, what: JourneyMap | bytes | None, message: str, name: str = RIDES) -> None:
        """Commit a map, some bytes, or that the file is gone."""
        file = self.folder / name
        if what is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(what if isinstance(what, bytes) else codec.dumps(what))
        self.git("add", "--all", "--", name)
        self.git("commit", "--quiet", "-m", message)

    def head(self) -> str:
        """The commit that is checked out."""
        return self.git("rev-parse", "HEAD").strip()

    def bytes(self, name: str = RIDES) -> bytes:
        return (self.folder / name).read_bytes()

    def map(self, name: str = RIDES) -> JourneyMap:
        """The map in a file of the folder, which must open without a finding."""
        loaded = codec.loads(self.bytes(name))
        assert loaded.problems == ()
        return loaded.map

    def unmerged(self) -> list[str]:
        """The files that git still has to be told about."""
        listed = self.git("diff", "--name-only", "--diff-filter=U", "-z")
        return listed.split("\0")[:-1]

    def files(self) -> list[str]:
        """What is in the folder, but for git's own."""
        return sorted(path.name for path in self.folder.iterdir() if path.name != ".git")


def alone_with_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let git know nothing but what the test says; the home folder that it has."""
    needs_tool("git")
    home = folder / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("GIT")]:
        monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ines",
        "GIT_AUTHOR_EMAIL": "ines@example.org",
        "GIT_COMMITTER_NAME": "Ines",
        "GIT_COMMITTER_EMAIL": "ines@example.org",
        "GIT_EDITOR": "true",
        "PYTHONPATH": str(ROOT),
    }.items():
        monkeypatch.setenv(name, value)
    return home


def installed(repo: Repo, monkeypatch: pytest.MonkeyPatch, *options: str) -> Result:
    """`touchline git install` in a repository's folder; the program runs as it does here."""
    return in_folder(repo, monkeypatch, "git", "install", *options)


def in_folder(repo: Repo, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    """The outcome of `touchline WORDS` in a repository's folder."""
    with monkeypatch.context() as there:
        there.chdir(repo.folder)
        return touchline(*words)
