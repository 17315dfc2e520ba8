"""`touchline git install` sets git up, twice without harm, and `uninstall` takes all of it back."""

import os
import shlex
from pathlib import Path

import pytest

from app.commands import git_run, git_setup
from app.commands.git_attributes import LINE, put_in, taken_out
from model.files.lock import Lock, take
from tests.app.git_repo import RIDES, Repo, alone_with_git, in_folder, installed
from tests.app.running import done, refused, touchline
from tests.sample import sample


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone_with_git(tmp_path, monkeypatch)


@pytest.fixture
def repo(tmp_path: Path, home: Path) -> Repo:
    return Repo(tmp_path / "our maps")


def says(repo: Repo, name: str = RIDES, which: str = "merge") -> str:
    """What git thinks that a file's attribute is."""
    return repo.git("check-attr", which, "--", name).strip().rpartition(" ")[2]


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with what stands in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_it_sets_up_merging_outlines_and_tools_for_one_repository(
    repo: Repo, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = installed(repo, monkeypatch)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "git now compares and merges journey maps with Touchline, in this repo" in result.stdout
    assert (says(repo), says(repo, which="diff")) == ("touchline", "touchline")
    assert says(repo, "notes.json") == "unspecified"
    settings = repo.git("config", "--local", "--get-regexp", "touchline")
    keys = [line.split()[0] for line in settings.splitlines()]
    assert sorted(keys) == [
        "diff.touchline.cachetextconv",
        "diff.touchline.textconv",
        "difftool.touchline.cmd",
        "merge.touchline-base.driver",
        "merge.touchline-base.name",
        "merge.touchline.driver",
        "merge.touchline.name",
        "merge.touchline.recursive",
        "mergetool.touchline.cmd",
        "mergetool.touchline.trustexitcode",
    ]
    assert everything(home) == {}
    assert repo.files() == []


def test_twice_is_as_once_and_uninstall_leaves_every_file_as_it_was(
    repo: Repo, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repo.folder / ".git/info/attributes").write_bytes(b"# ours\n*.psd binary\r\n*.png -text")
    with (repo.folder / ".git/config").open("a") as file:
        file.write("# mine\n[alias]\n\tst = status\n[merge]\n\tff = false\n")
    before = everything(repo.folder)
    assert installed(repo, monkeypatch).exit_code == 0
    once = everything(repo.folder)
    assert installed(repo, monkeypatch).exit_code == 0
    assert everything(repo.folder) == once
    assert says(repo, "a.psd", "diff") == "unset"
    assert in_folder(repo, monkeypatch, "git", "uninstall").exit_code == 0
    assert everything(repo.folder) == before
    again = in_folder(repo, monkeypatch, "git", "uninstall")
    assert (again.exit_code, again.stdout) == (
        0,
        "There was nothing to take back in this repository.\n",
    )


def test_for_all_repositories_it_writes_where_this_user_s_settings_are(
    repo: Repo, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".gitconfig").write_text("[user]\n\tname = Ines\n")
    before = everything(repo.folder), everything(home)
    monkeypatch.chdir(home)
    assert touchline("git", "install", "--global").exit_code == 0
    assert LINE in (home / ".config/git/attributes").read_bytes()
    assert says(repo) == "touchline"
    assert touchline("git", "install", "--global").exit_code == 0
    assert (home / ".config/git/attributes").read_bytes().count(LINE) == 1
    assert everything(repo.folder) == before[0]
    assert touchline("git", "uninstall", "--global").exit_code == 0
    assert (everything(repo.folder), everything(home)) == before


def test_the_file_of_attributes_that_the_user_chose_is_the_one_that_is_written(
    repo: Repo, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".gitconfig").write_text("[core]\n\tattributesFile = ~/my attributes\n")
    (home / "my attributes").write_text("*.docx diff=word\n")
    assert touchline("git", "install", "--global").exit_code == 0
    assert (home / "my attributes").read_text().startswith("*.docx diff=word\n# Journey maps")
    assert says(repo) == "touchline"
    assert touchline("git", "uninstall", "--global").exit_code == 0
    assert (home / "my attributes").read_text() == "*.docx diff=word\n"
    (home / ".gitconfig").write_text("[core]\n\tattributesFile = attributes\n")
    refused = touchline("git", "install", "--global")
    assert refused.exit_code == 2
    assert "core.attributesFile is no whole path" in refused.stderr


def test_shared_attributes_go_with_the_repository_to_the_team(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repo.folder / ".gitattributes").write_text("*.pdf binary\n")
    (repo.folder / "maps").mkdir()
    monkeypatch.chdir(repo.folder / "maps")
    assert touchline("git", "install", "--shared").exit_code == 0
    assert not (repo.folder / ".git/info/attributes").exists()
    assert says(repo) == "touchline"
    still = touchline("git", "uninstall")
    assert ".gitattributes still names Touchline; --shared takes that out too" in still.stderr
    assert touchline("git", "uninstall", "--shared").exit_code == 0
    assert (repo.folder / ".gitattributes").read_text() == "*.pdf binary\n"
    both = touchline("git", "install", "--shared", "--global")
    assert (both.exit_code, both.stdout) == (2, "")


def test_what_somebody_set_before_is_there_again_afterwards(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = 'sh -c \'touchline describe "$1" || cat "$1"\' -'
    repo.git("config", "diff.touchline.textconv", recipe)
    installed(repo, monkeypatch)
    assert "git textconv" in repo.git("config", "diff.touchline.textconv")
    in_folder(repo, monkeypatch, "git", "uninstall")
    assert repo.git("config", "--get-all", "diff.touchline.textconv") == f"{recipe}\n"


def test_another_place_of_the_program_takes_over_from_the_last(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_setup, "program", lambda: "'/opt/old place/touchline'")
    installed(repo, monkeypatch)
    monkeypatch.setattr(git_setup, "program", lambda: "touchline")
    installed(repo, monkeypatch)
    driver = repo.git("config", "--get-all", "merge.touchline.driver")
    assert driver == "touchline git-driver -- %O %A %B %P %L %S %X %Y\n"


def test_worktrees_and_submodules_and_bare_repositories_are_set_up_where_git_looks(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit(sample(), "Begin")
    repo.git("worktree", "add", "--quiet", str(tmp_path / "beside"), "-b", "other")
    monkeypatch.chdir(tmp_path / "beside")
    assert touchline("git", "install").exit_code == 0
    assert (says(repo), repo.git("config", "diff.touchline.cachetextconv")) == (
        "touchline",
        "true\n",
    )
    assert touchline("git", "uninstall").exit_code == 0
    assert says(repo) == "unspecified"
    repo.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repo.folder), "sub"
    )
    monkeypatch.chdir(repo.folder / "sub")
    assert touchline("git", "install").exit_code == 0
    assert says(repo) == "unspecified"
    assert LINE in (repo.folder / ".git/modules/sub/info/attributes").read_bytes()
    bare = Repo(tmp_path / "bare.git", "--bare")
    monkeypatch.chdir(bare.folder)
    assert touchline("git", "install").exit_code == 0
    assert LINE in (bare.folder / "info/attributes").read_bytes()
    assert "no .gitattributes of its own" in touchline("git", "install", "--shared").stderr


def test_a_repository_that_git_dir_names_is_the_one_that_is_set_up(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outside = touchline("git", "install")
    assert (outside.exit_code, outside.stdout) == (2, "")
    assert "not a git repository" in outside.stderr
    assert "Go to a folder of one (cd), or use --global for all of yours." in outside.stderr
    for words in (("uninstall",), ("mergetool",), ("mergetool", RIDES)):
        elsewhere = touchline("git", *words)
        assert (elsewhere.exit_code, elsewhere.stdout) == (2, "")
        assert "Go to a folder of one (cd)" in elsewhere.stderr
        assert ("--global" in elsewhere.stderr) is (words == ("uninstall",))
    monkeypatch.setenv("GIT_DIR", str(repo.folder / ".git"))
    assert touchline("git", "install").exit_code == 0
    monkeypatch.delenv("GIT_DIR")
    assert says(repo) == "touchline"
    (repo.folder / "below").mkdir()
    monkeypatch.chdir(repo.folder / "below")
    monkeypatch.setenv("GIT_DIR", "../.git")
    monkeypatch.setenv("GIT_WORK_TREE", "..")
    merged = touchline("git", "mergetool")
    assert merged.stdout == "git has no maps that are not merged.\n"


def test_attributes_that_say_otherwise_are_told(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repo.folder / ".git/info/attributes").write_bytes(put_in(None) + b"*.json merge=union\n")
    result = installed(repo, monkeypatch)
    assert result.exit_code == 0
    assert "other attributes of this repository say merge=union for maps" in result.stderr


def test_a_link_that_leads_out_of_the_repository_is_not_written_through(
    repo: Repo, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = home / ".profile"
    profile.write_text("umask 077\n")
    before = (repo.folder / ".git/config").read_bytes()
    (repo.folder / ".git/info/attributes").symlink_to(profile)
    (repo.folder / ".gitattributes").symlink_to(profile)
    for option in ((), ("--shared",)):
        result = installed(repo, monkeypatch, *option)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "this is a link to somewhere else" in result.stderr
    assert profile.read_text() == "umask 077\n"
    assert (repo.folder / ".git/config").read_bytes() == before


@pytest.mark.parametrize("options", [(), ("--global",), ("--shared",)])
def test_that_a_map_is_open_is_nothing_to_commit(
    repo: Repo, home: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    repo.commit(sample(), "Begin")
    (home / ".gitconfig").write_text("[user]\n\tname = Ines\n")
    before = everything(repo.folder), everything(home)
    lock = take(repo.folder / RIDES)
    assert isinstance(lock, Lock)
    assert ".lock" in repo.git("status", "--porcelain")
    assert installed(repo, monkeypatch, *options).exit_code == 0
    assert ".lock" not in repo.git("status", "--porcelain")
    in_folder(repo, monkeypatch, "git", "uninstall", *options)
    assert ".lock" in repo.git("status", "--porcelain")
    lock.release()
    after = everything(repo.folder), everything(home)
    assert [{n: d for n, d in found.items() if n != ".git/index"} for found in after] == [
        {n: d for n, d in found.items() if n != ".git/index"} for found in before
    ]


def test_without_git_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = touchline("git", "install")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "touchline: git is not installed, or not on the PATH. Install git, then try again.\n"
    )


def test_a_repository_of_somebody_else_is_told_with_what_trusts_it(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_run, "_KEPT", {*git_run._KEPT, "GIT_TEST_ASSUME_DIFFERENT_OWNER"})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    result = in_folder(repo, monkeypatch, "git", "install")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "dubious ownership" in result.stderr
    assert "If you trust what is in it: `git config --global --add safe.dir" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "before",
    [
        None,
        b"",
        b"\n",
        b"a b\n",
        b"a b",
        b"a\r\nb",
        b"a\r\nb\r\n",
        b"# \xff\xfe\n\n*.x y\n",
        b" \n\n",
    ],
)
def test_lines_are_put_in_once_and_taken_out_to_the_byte(before: bytes | None) -> None:
    once = put_in(before)
    assert once.count(LINE) == 1
    assert put_in(once) == once
    assert taken_out(once) == before


def test_what_is_written_below_our_lines_stays(tmp_path: Path) -> None:
    assert taken_out(put_in(None) + b"*.x y\n") == b"*.x y\n"
    assert taken_out(put_in(b"a b") + b"*.x y\n") == b"a b\n*.x y\n"
    assert taken_out(LINE + b"\n") == LINE + b"\n"


def test_the_program_is_named_as_a_shell_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = tmp_path / "it's 100% here"
    scripts.mkdir()
    command = scripts / "touchline"
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    monkeypatch.setattr(git_setup.sysconfig, "get_path", lambda _: str(scripts))
    monkeypatch.setenv("PATH", f"{scripts}{os.pathsep}/usr/bin{os.pathsep}/bin")
    assert git_setup.program() == "touchline"
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    named = git_setup.program()
    assert shlex.split(named) == [str(command)]
    driver = git_setup.settings(named)["merge.touchline.driver"]
    assert "100%% here" in driver
    assert "100% here" in git_setup.settings(named)["mergetool.touchline.cmd"]
    command.unlink()
    assert git_setup.program().endswith(" -m app")


def test_the_doctor_says_whether_git_is_set_up(
    repo: Repo, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.commands import doctor_git

    monkeypatch.chdir(repo.folder)

    def told() -> list[str]:
        return [str(fact) for fact in doctor_git.facts()][1:]

    nothing = (
        "not set up; `touchline git install` does it, and keeps the locks of open maps "
        "(.MAP.lock) out of `git status`"
    )
    assert told() == [f"All repositories: {nothing}", f"This repository: {nothing}"]
    touchline("git", "install", "--global")
    set_up = "set up to compare and merge maps"
    assert told() == [f"All repositories: {set_up}", "This repository: as all repositories"]
    touchline("git", "uninstall", "--global")
    touchline("git", "install")
    assert told() == [f"All repositories: {nothing}", f"This repository: {set_up}"]
    (repo.folder / ".git/info/attributes").unlink()
    assert "MISSING, set up, but no attributes say for which files" in told()[1]
    repo.git("config", "merge.touchline.driver", "/no/such/touchline git-driver %O")
    assert "MISSING, git is told to run /no/such/touchline, which is not there" in told()[1]


def test_the_command_alone_shows_what_there_is_and_a_slip_of_the_fingers_is_told_as_any() -> None:
    shown = done("git")
    assert "\n  mergetool " in shown, "on lines of its own"
    said = refused("git", "instal")
    assert (
        said
        == "there is no command 'git instal'; did you mean 'git install'? See touchline git --help."
    )
    assert "did you mean" not in refused("git", "xyz")
