"""A repository that somebody sent may name programs wherever git lets it: none of them is run."""

import ast
import os
import subprocess
from pathlib import Path

import pytest

from app import unmerged
from app.commands import doctor_git, git_run
from model.change import apply
from model.edits.fields import set_fields
from model.files import codec
from model.files.errors import FileProblem
from model.records import Conflict
from tests.app.git_repo import RIDES, Repo, alone_with_git
from tests.app.running import ROOT, touchline
from tests.sample import sample

#: Where a repository's settings name a program, or what makes git go to the network.
_PROGRAMS = (
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.askPass",
    "core.sshCommand",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "sequence.editor",
    "diff.external",
    "diff.evil.textconv",
    "diff.evil.command",
    "diff.touchline.textconv",
    "merge.evil.driver",
    "merge.touchline.driver",
    "mergetool.touchline.cmd",
    "difftool.touchline.cmd",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "credential.helper",
    "gpg.program",
    "interactive.diffFilter",
    "uploadpack.packObjectsHook",
    "remote.origin.uploadpack",
    "trailer.x.command",
    "browser.x.cmd",
    "man.x.cmd",
    "pager.config",
    "pager.ls-files",
    "pager.rev-list",
    "pager.cat-file",
    "pager.grep",
    *(
        f"alias.{name}"
        for name in ("config", "rev-parse", "ls-files", "cat-file", "check-attr", "for-each-ref")
    ),
)
_HOOKS = ("fsmonitor-watchman", "post-index-change", "pre-commit", "reference-transaction")


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Repo, Path]:
    """A repository with a merge to be finished and a trap at every place; what a trap makes."""
    alone_with_git(tmp_path, monkeypatch)
    repo = Repo(tmp_path / "sent")
    for branch, title in (("main", "Chat"), ("pains", "Asks Ina"), ("main", "Calls us")):
        if title != "Chat":
            repo.git("checkout", "--quiet", *(("-b",) if branch == "pains" else ()), branch)
        repo.commit(apply(set_fields(sample(), "card_chat", title=title), sample()), title)
    repo.stops("merge", "pains")
    sprung = tmp_path / "sprung"
    evil = tmp_path / "evil"
    evil.write_text(f'#!/bin/sh\necho "$0 $*" >> "{sprung}"\nexit 0\n')
    evil.chmod(0o755)
    for hook in _HOOKS:
        (repo.folder / ".git/hooks" / hook).write_bytes(evil.read_bytes())
        (repo.folder / ".git/hooks" / hook).chmod(0o755)
    config = repo.folder / ".git/config"
    with config.open("a") as file:
        for key in _PROGRAMS:
            section, _, name = key.rpartition(".")
            head, _, sub = section.partition(".")
            quoted = f'{head} "{sub}"' if sub else head
            shell = "!" if key.startswith("alias.") else ""
            file.write(f'[{quoted}]\n\t{name} = "{shell}{evil}"\n')
        file.write(f'[remote "origin"]\n\turl = "{repo.folder}"\n\tpromisor = true\n')
        file.write("\tpartialCloneFilter = blob:none\n[log]\n\tshowSignature = true\n")
        file.write("[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\tpartialClone = origin\n")
    (repo.folder / ".git/info/attributes").write_text(
        f"* diff=evil merge=evil filter=evil\n{RIDES} diff=evil merge=evil filter=evil\n"
    )
    (repo.folder / ".gitattributes").write_text("* diff=evil merge=evil filter=evil\n")
    monkeypatch.chdir(repo.folder)
    return repo, sprung


def test_the_traps_would_spring(trap: tuple[Repo, Path]) -> None:
    repo, sprung = trap
    repo.ran("diff")
    repo.ran("status")
    assert sprung.exists()


def test_no_command_about_git_runs_anything_that_the_repository_names(
    trap: tuple[Repo, Path],
) -> None:
    repo, sprung = trap
    for name in ("base", "ours", "theirs"):
        (repo.folder.parent / name).write_bytes(
            repo.ran(
                "cat-file", "blob", f":{('base', 'ours', 'theirs').index(name) + 1}:{RIDES}"
            ).stdout
        )
    sprung.unlink(missing_ok=True)
    files = [str(repo.folder.parent / name) for name in ("base", "ours", "theirs")]
    commands: dict[tuple[str, ...], int] = {
        ("git", "mergetool"): 1,
        ("git", "mergetool", "--again", RIDES): 1,
        ("git-driver", "--", *files, RIDES, "7"): 1,
        ("git", "textconv", "--", files[1]): 0,
        ("git", "difftool", "--", files[0], files[1], RIDES): 0,
        ("describe", files[1]): 0,
        ("git", "install"): 0,
        ("git", "install", "--shared"): 0,
        ("git", "install", "--global"): 0,
        ("git", "uninstall", "--global"): 0,
        ("git", "uninstall", "--shared"): 0,
    }
    for words, code in commands.items():
        assert touchline(*words).exit_code == code, words
        assert not sprung.exists(), (words, sprung.read_text())
    assert len(list(doctor_git.facts())) == 3
    assert not sprung.exists()


def test_marks_that_were_committed_are_looked_for_without_running_anything(
    tmp_path: Path, trap: tuple[Repo, Path]
) -> None:
    repo, sprung = trap
    config = (repo.folder / ".git/config").read_bytes()
    aside = [repo.folder / ".git/hooks", repo.folder / ".git/info/attributes"]
    for path in aside:
        path.rename(tmp_path / path.name)
    (repo.folder / ".git/config").write_text("[core]\n\tbare = false\n")
    (repo.folder / ".gitattributes").unlink()
    repo.git("checkout", "--quiet", "--merge", "--", RIDES)
    repo.git("commit", "--quiet", "--all", "-m", "With marks")
    (repo.folder / ".git/config").write_bytes(config)
    for path in aside:
        (tmp_path / path.name).rename(path)
    sprung.unlink(missing_ok=True)
    assert b"<<<<<<<" in repo.bytes()
    result = touchline("git", "mergetool")
    assert result.exit_code == 1
    assert "1 conflict between" in result.stderr
    assert not sprung.exists(), sprung.read_text()


def test_a_part_that_is_missing_is_not_fetched(trap: tuple[Repo, Path]) -> None:
    repo, sprung = trap
    gone = repo.git("rev-parse", f":3:{RIDES}").strip()
    sprung.unlink(missing_ok=True)
    (repo.folder / ".git/objects" / gone[:2] / gone[2:]).unlink()
    result = touchline("git", "mergetool")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "git says: " in result.stderr
    assert not sprung.exists()


def test_a_map_that_leads_out_of_the_repository_is_not_written_through(
    trap: tuple[Repo, Path],
) -> None:
    repo, _ = trap
    profile = repo.folder.parent / "home" / ".profile"
    profile.write_text("umask 077\n")
    (repo.folder / RIDES).unlink()
    (repo.folder / RIDES).symlink_to(profile)
    result = touchline("git", "mergetool")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "rides.journey.json: this is a link to somewhere else" in result.stderr
    (repo.folder / RIDES).unlink()
    (repo.folder / RIDES).write_text("<<<<<<< typed by hand\n{ typed }\n")
    (repo.folder / f"{RIDES}.orig").symlink_to(profile.with_name("new"))
    assert touchline("git", "mergetool").exit_code == 1
    assert profile.read_text() == "umask 077\n"
    assert not profile.with_name("new").exists()
    assert repo.bytes(f"{RIDES}.orig2").endswith(b"{ typed }\n")


def test_where_this_user_s_attributes_stand_is_not_asked_of_the_repository(
    trap: tuple[Repo, Path],
) -> None:
    repo, _ = trap
    other = repo.folder.parent / "home" / ".profile"
    other.write_text("umask 077\n")
    with (repo.folder / ".git/config").open("a") as file:
        file.write(f'[core]\n\tattributesFile = "{other}"\n')
    assert touchline("git", "install", "--global").exit_code == 0
    assert other.read_text() == "umask 077\n"


def test_what_the_environment_says_of_git_is_kept_only_as_far_as_it_names_the_repository(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_CONFIG_COUNT", "GIT_TRACE2_EVENT"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    seen: dict[str, str] = {}

    def run(words: list[str], **options: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
        seen.update(options["env"])
        assert options["timeout"]
        return subprocess.CompletedProcess(words, 0, b"", b"")

    monkeypatch.setattr(git_run.subprocess, "run", run)
    git_run.git("version")
    given = {name for name in seen if name.startswith("GIT") and name in os.environ}
    assert "GIT_DIR" in given
    assert not given & {"GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_CONFIG_COUNT"}
    assert "GIT_TRACE2_EVENT" not in seen
    assert seen["GIT_OPTIONAL_LOCKS"] == "0"


def test_nothing_else_in_the_program_starts_git() -> None:
    """Every call goes through git_run.git, which turns off what a repository could name."""
    starters = {"which", "run", "Popen", "call", "check_call", "check_output", "system", "popen"}
    found = set()
    for part in ("app", "model", "export", "widgets"):
        for file in (ROOT / part).rglob("*.py"):
            text = file.read_text("utf-8")
            for node in ast.walk(ast.parse(text)) if '"git"' in text else ():
                words = node.elts if isinstance(node, ast.List) else []
                if isinstance(node, ast.Call) and _name(node.func) in starters:
                    words = node.args
                if any(isinstance(w, ast.Constant) and w.value == "git" for w in words[:1]):
                    found.add(file.name)
    assert found == {"git_run.py"}


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", "") or getattr(function, "id", "")


def test_nor_does_the_window_that_merges_both_sides(trap: tuple[Repo, Path]) -> None:
    repo, sprung = trap
    file = repo.folder / RIDES
    with pytest.raises(FileProblem) as told:
        codec.load(file)
    sprung.unlink(missing_ok=True)
    assert unmerged.can_merge(file, told.value)
    assert unmerged.merge_now(file) == ""
    assert not sprung.exists()
    assert any(conflict.about_id == "card_chat" for conflict in repo.map().all(Conflict))
