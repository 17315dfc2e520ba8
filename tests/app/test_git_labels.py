"""The sides of a merge are called as people call them, whatever git was doing."""

from pathlib import Path

import pytest

from app.commands.git_labels import sides_for_driver, sides_for_stages
from model.files import codec
from model.merge import Labels
from tests.app.git_repo import RIDES, Repo, alone_with_git
from tests.sample import sample

UNTOLD = ("%S", "%X", "%Y")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """The sample map on `main`, and nothing under way."""
    alone_with_git(tmp_path, monkeypatch)
    made = Repo(tmp_path / "maps")
    made.commit(sample(), "Begin")
    monkeypatch.chdir(made.folder)
    return made


def write(repo: Repo, **files: str) -> None:
    """Write files of git's, "__" for "/"."""
    for name, text in files.items():
        file = repo.folder / ".git" / name.replace("__", "/").replace("_dash_", "-")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def labels(repo: Repo, given: tuple[str, str, str] = UNTOLD) -> Labels:
    """What a driver calls the sides of a map that is nowhere in the repository."""
    return sides_for_driver(repo.folder / ".git", given, RIDES, b"{", b"[").labels


def test_a_rebase_onto_what_was_pulled_names_the_branch_over_there(repo: Repo) -> None:
    here = repo.head()
    repo.git("update-ref", "refs/remotes/origin/plans", here)
    repo.git("checkout", "--quiet", "--detach")
    repo.git("branch", "--quiet", "--delete", "--force", "main")
    write(
        repo,
        rebase_dash_merge__onto=here,
        rebase_dash_merge__head_dash_name="refs/heads/pains",
        logs__HEAD=f"0 1 Ines <i@example.org> 1 +0000\tpull --rebase (start): checkout {here}\n",
    )
    assert labels(repo) == Labels("before", "origin/plans", "pains")


@pytest.mark.parametrize("folder", ["rebase_dash_merge", "rebase_dash_apply"])
def test_both_ways_to_rebase_name_what_was_typed(repo: Repo, folder: str) -> None:
    here = repo.head()
    head = {f"{folder}__onto": here, f"{folder}__head_dash_name": "refs/heads/pains"}
    write(repo, **head, logs__HEAD="0 1 I <i@x> 1 +0\trebase -i (start): checkout release/2\n")
    # Newer git tells "HEAD" and the commit, which says less.
    assert labels(repo, ("parent", "HEAD", "1a2b3c4 (Ask Ina)")) == Labels(
        "before", "release/2", "pains"
    )
    assert sides_for_stages(repo.folder / ".git", RIDES, b"", b"[").labels.theirs == "pains"


def test_without_a_branch_the_commit_is_named(repo: Repo) -> None:
    here = repo.head()
    write(
        repo,
        rebase_dash_merge__onto="0" * 40,
        rebase_dash_merge__head_dash_name="detached HEAD",
        rebase_dash_merge__orig_dash_head=here,
    )
    assert labels(repo) == Labels("before", "0000000", f"Begin ({here[:7]})")


def test_patches_are_named_by_their_first_line(repo: Repo) -> None:
    write(
        repo,
        rebase_dash_apply__applying="",
        rebase_dash_apply__final_dash_commit="Ask Ina\n\nBecause.\n",
    )
    assert labels(repo) == Labels("before", "main", "Ask Ina")


def test_several_commits_in_a_row_are_named_one_by_one(repo: Repo) -> None:
    write(repo, sequencer__todo="pick 1a2b3c4 Ask Ina\npick 2b3c4d5 More\n")
    assert labels(repo).theirs == "Ask Ina (1a2b3c4)"
    write(repo, sequencer__todo="revert 1a2b3c4 Ask Ina\n")
    assert labels(repo) == Labels("Ask Ina (1a2b3c4)", "main", "before Ask Ina (1a2b3c4)")


def test_branches_of_two_people_are_called_by_who_wrote_them_last_as_well(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    for branch, author in (("ours", "Anna Roth"), ("theirs", "Ben Olsen")):
        repo.git("checkout", "--quiet", "-b", branch)
        by = f"--author={author} <x@example.org>"
        repo.git("commit", "--quiet", "--allow-empty", "-m", "Goes on", by)
    its = repo.head()
    repo.git("checkout", "--quiet", "ours")
    monkeypatch.setenv(f"GITHEAD_{its}", "origin/plans")
    told = labels(repo)
    assert told == Labels("before", "ours (Anna Roth)", "origin/plans (Ben Olsen)")
    monkeypatch.delenv(f"GITHEAD_{its}")
    names = {"rebase_dash_merge__head_dash_name": "refs/heads/theirs"}
    write(repo, rebase_dash_merge__onto=repo.head(), rebase_dash_merge__orig_dash_head=its, **names)
    assert labels(repo) == Labels("before", "ours (Anna Roth)", "theirs (Ben Olsen)")


def test_a_merge_names_the_branch_and_never_an_address(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "1" * 40
    monkeypatch.setenv(f"GITHEAD_{other}", "pains")
    assert labels(repo) == Labels("before", "main", "pains")
    monkeypatch.setenv(f"GITHEAD_{other}", other)  # so after git pull
    write(repo, FETCH_HEAD=f"{other}\t\tbranch 'plans' of https://ines:secret@example.org/maps\n")
    assert labels(repo).theirs == "plans"
    monkeypatch.setenv(f"GITHEAD_{other}", "main")
    assert labels(repo) == Labels("before", "main", "main (coming in)")


def test_what_newer_git_tells_is_taken_where_nothing_better_is_known(repo: Repo) -> None:
    told = labels(repo, ("Begin", "Updated upstream", "Stashed changes"))
    assert told == Labels("Begin", "Updated upstream", "Stashed changes")
    assert labels(repo) == Labels("before", "main", "what comes in")


def test_a_name_is_one_short_line_without_what_a_terminal_obeys(repo: Repo) -> None:
    told = labels(repo, ("", "a\n\x1b[31mb\udcff", "x" * 500)).ours
    assert told.isprintable()
    assert told.startswith("a [31mb")
    assert len(labels(repo, ("", "", "x" * 500)).theirs) == 60


def test_a_stopped_merge_is_named_from_what_git_left(repo: Repo) -> None:
    git = repo.folder / ".git"
    here = repo.head()
    data = codec.dumps(sample())
    write(repo, MERGE_HEAD=f"{'2' * 40}\n", MERGE_MSG="Merge remote-tracking branch 'o/plans'\n")
    assert sides_for_stages(git, RIDES, data, data).labels.theirs == "o/plans"
    write(repo, MERGE_MSG="Bring it together\n")
    assert sides_for_stages(git, RIDES, data, data).labels.theirs == "2222222"
    write(repo, REVERT_HEAD=here)
    assert sides_for_stages(git, RIDES, data, data).labels.theirs == f"before Begin ({here[:7]})"
    write(repo, CHERRY_PICK_HEAD=here)
    assert sides_for_stages(git, RIDES, data, data).labels.theirs == f"Begin ({here[:7]})"
