"""The commits of a repository that touched a map: found in every kind of it, and nothing run."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dulwich import porcelain

from model.change import JourneyMap
from model.files import codec, commits
from model.files.commits import bytes_at, history_of, map_at
from model.files.errors import FileProblem
from model.records import MapInfo, create

git_is_here = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
Git = Callable[..., str]


def a_map(title: str) -> bytes:
    return codec.dumps(JourneyMap((create(MapInfo, title=title),)))


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Runs git in a repository; each commit is a minute later than the one before."""
    minutes = iter(range(1000))
    root = tmp_path / "work"
    root.mkdir()

    def run(*words: str | Path, where: Path = root) -> str:
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Mara Lind",
            "GIT_COMMITTER_NAME": "Somebody",
            "GIT_AUTHOR_EMAIL": "mara@example.org",
            "GIT_COMMITTER_EMAIL": "somebody@example.org",
            "GIT_COMMITTER_DATE": f"{1_760_000_000 + 60 * next(minutes)} +0200",
        }
        line = ["git", "-c", "protocol.file.allow=always", *map(str, words)]
        ran = subprocess.run(line, cwd=where, env=env, capture_output=True, text=True, check=False)
        assert not ran.returncode, ran.stderr
        return ran.stdout

    run("init", "-q", "-b", "main")
    return run


@pytest.fixture
def ride(tmp_path: Path) -> Path:
    return tmp_path / "work" / "maps" / "ride.journey.json"


def keep(git: Git, file: Path, title: str, said: str = "") -> None:
    """Commit a map under that title."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(a_map(title))
    git("add", "-A", where=file.parent)
    git("commit", "-qm", said or title, where=file.parent)


def told(file: Path) -> list[str]:
    return [commit.summary for commit in history_of(file)]


def title_at(file: Path, number: int) -> str:
    return map_at(file, history_of(file)[number]).map.info.title


@git_is_here
def test_the_commits_that_touched_a_map_are_listed_newest_first(git: Git, ride: Path) -> None:
    keep(git, ride, "One", "First draft\n\nwith more words")
    (ride.parent / "notes.txt").write_text("nothing of the map")
    git("add", "-A")
    git("commit", "-qm", "Notes")
    keep(git, ride, "Two")
    newest, oldest = history_of(ride)
    assert (newest.summary, oldest.summary) == ("Two", "First draft")
    assert newest.author == "Mara Lind"
    assert newest.when == datetime.fromtimestamp(1_760_000_000 + 60 * 6, UTC)
    assert git("rev-parse", "HEAD").strip() == newest.hash
    assert newest.hash.startswith(newest.short)
    assert [title_at(ride, 0), title_at(ride, 1)] == ["Two", "One"]
    assert told(ride.with_name("new.journey.json")) == []
    assert history_of(ride, limit=1) == (newest,)


def test_without_git_installed_a_repository_is_read_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "ride.journey.json"
    assert history_of(file) == ()
    file.write_bytes(a_map("One"))
    who = b"Mara Lind <mara@example.org>"
    with porcelain.init(tmp_path) as repo:
        porcelain.add(repo, [str(file)])
        porcelain.commit(repo, message=b"Caf\xe9", author=who, committer=who, encoding=b"latin-1")
    (found,) = history_of(file)
    assert (found.author, found.summary) == ("Mara Lind", "Café")


@git_is_here
def test_a_renamed_map_is_followed(git: Git, ride: Path) -> None:
    keep(git, ride, "One")
    other = ride.with_name("trip.journey.json")
    git("mv", ride, other)
    git("commit", "-qm", "Renamed")
    git("mv", other, ride.parents[1] / "end.journey.json")
    end = ride.parents[1] / "end.journey.json"
    keep(git, end, "Moved and edited")
    assert told(end) == ["Moved and edited", "Renamed", "One"]
    assert [title_at(end, n) for n in (0, 1, 2)] == ["Moved and edited", "One", "One"]
    keep(git, ride, "Another map of the old name")
    assert told(ride) == ["Another map of the old name"]


@git_is_here
def test_maps_that_move_together_are_told_apart_by_what_they_hold(git: Git, ride: Path) -> None:
    other = ride.with_name("trip.journey.json")
    keep(git, other, "Trip")
    keep(git, ride, "Ride")
    git("mv", ride.parent, ride.parents[1] / "old")
    git("commit", "-qm", "Moved")
    assert told(ride.parents[1] / "old" / ride.name) == ["Moved", "Ride"]
    assert told(ride.parents[1] / "old" / other.name) == ["Moved", "Trip"]


@git_is_here
def test_both_sides_of_a_merge_that_changed_the_map_are_gone_back_once(
    git: Git, ride: Path
) -> None:
    keep(git, ride, "One")
    git("switch", "-qc", "side")
    keep(git, ride, "Side")
    git("switch", "-q", "main")
    keep(git, ride, "Main")
    git("merge", "-q", "--no-commit", "-X", "ours", "side")
    keep(git, ride, "Both")
    assert told(ride) == ["Both", "Main", "Side", "One"]


@git_is_here
def test_only_the_side_of_a_merge_that_made_the_map_is_gone_back(git: Git, ride: Path) -> None:
    keep(git, ride, "One")
    git("switch", "-qc", "side")
    keep(git, ride, "Side")
    git("switch", "-q", "main")
    (ride.parent / "notes.txt").write_text("elsewhere")
    git("add", "-A")
    git("commit", "-qm", "Notes")
    git("merge", "-q", "--no-edit", "side")
    assert told(ride) == ["Side", "One"]


@git_is_here
def test_packed_detached_shallow_and_further_working_trees(
    git: Git, ride: Path, tmp_path: Path
) -> None:
    for title in ("One", "Two", "Three"):
        keep(git, ride, title)
    git("gc", "-q")
    assert told(ride) == ["Three", "Two", "One"]
    assert title_at(ride, 2) == "One"
    git("worktree", "add", "-q", "--detach", tmp_path / "beside", "HEAD~1")
    assert told(tmp_path / "beside" / "maps" / ride.name) == ["Two", "One"]
    git("clone", "-q", "--depth", "1", f"file://{tmp_path / 'work'}", tmp_path / "shallow")
    assert told(tmp_path / "shallow" / "maps" / ride.name) == ["Three"]
    # What is the first one there came from elsewhere; nobody says that the map began with it.
    assert not history_of(tmp_path / "shallow" / "maps" / ride.name)[-1].is_first
    assert [commit.is_first for commit in history_of(ride)][-2:] == [False, True]
    git("checkout", "-q", "--detach", "HEAD~2")
    assert told(ride) == ["One"]


@git_is_here
def test_a_map_in_a_submodule_has_the_commits_of_that(git: Git, ride: Path, tmp_path: Path) -> None:
    keep(git, ride, "Inside")
    outer = tmp_path / "outer"
    outer.mkdir()
    git("init", "-q", where=outer)
    git("submodule", "--quiet", "add", tmp_path / "work", "inner", where=outer)
    git("commit", "-qm", "Outside", where=outer)
    assert (outer / "inner" / ".git").is_file()
    assert told(outer / "inner" / "maps" / ride.name) == ["Inside"]


@git_is_here
def test_nothing_of_a_repository_is_run_and_nothing_written(
    git: Git, ride: Path, tmp_path: Path
) -> None:
    keep(git, ride, "One")
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path / 'sprung'}\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.sshCommand", "diff.external", "filter.x.smudge",
                "filter.x.clean", "core.pager", "core.hooksPath", "core.editor"):  # fmt: skip
        git("config", key, trap)
    (ride.parents[1] / ".gitattributes").write_text("*.json filter=x diff=x\n")
    (ride.parents[1] / ".git" / "config").write_bytes(b"[core\nbroken = \xff [[ =\n")
    before = {f: f.stat().st_mtime_ns for f in (tmp_path / "work").rglob("*")}
    assert told(ride) == ["One"]
    assert title_at(ride, 0) == "One"
    assert {f: f.stat().st_mtime_ns for f in (tmp_path / "work").rglob("*")} == before
    assert not (tmp_path / "sprung").exists()


@git_is_here
def test_what_is_damaged_only_makes_the_list_shorter(git: Git, ride: Path) -> None:
    for title in ("One", "Two", "Three"):
        keep(git, ride, title)
    store = ride.parents[1] / ".git" / "objects"
    newest, middle, _ = history_of(ride)
    damage(store / middle.hash[:2] / middle.hash[2:])
    assert told(ride)[:1] in ([], ["Three"])
    blob = git("rev-parse", f"HEAD:maps/{ride.name}").strip()
    damage(store / blob[:2] / blob[2:])
    with pytest.raises(FileProblem, match="cannot be read"):
        map_at(ride, newest)
    (ride.parents[1] / ".git" / "HEAD").write_text("ref: ../../../nowhere\n")
    assert told(ride) == []


@pytest.mark.parametrize(
    "pointer", ["", "nonsense", "gitdir: ", "gitdir: \\\\host\\share", "gitdir: //host/share",
                "gitdir: /nowhere/at/all", "gitdir: a\0b", "gitdir: ."],
)  # fmt: skip
def test_a_file_that_leads_to_no_repository_is_passed_over(tmp_path: Path, pointer: str) -> None:
    (tmp_path / ".git").write_text(pointer)
    assert history_of(tmp_path / "ride.journey.json") == ()


@git_is_here
def test_what_git_lfs_keeps_elsewhere_is_said(git: Git, ride: Path) -> None:
    ride.parent.mkdir()
    ride.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n")
    git("add", "-A")
    git("commit", "-qm", "Large")
    with pytest.raises(FileProblem, match="Git LFS"):
        bytes_at(ride, history_of(ride)[0])


@git_is_here
def test_a_link_to_a_map_is_no_map_and_a_huge_history_ends(
    git: Git, ride: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("One", "Two", "Three"):
        keep(git, ride, title)
    link = ride.with_name("link.journey.json")
    link.symlink_to(ride)
    assert told(link) == ["Three", "Two", "One"]
    git("add", "-A")
    git("commit", "-qm", "A link")
    link.unlink()
    keep(git, link, "A file of its own")
    assert told(link) == ["A file of its own"]
    monkeypatch.setattr(commits, "MOST_VISITED", 3)
    assert told(ride) == ["Three"]


def damage(file: Path) -> None:
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-8] + b"\0" * 8)
