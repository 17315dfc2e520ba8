"""git merges maps through Touchline: in real repositories, with nobody's settings but their own."""

import re
import sys
from pathlib import Path

import pytest

from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.files import codec
from model.records import Conflict
from tests.app.git_repo import RIDES, Repo, alone_with_git, installed
from tests.app.running import touchline
from tests.sample import sample

pytestmark = pytest.mark.usefixtures("_home")


@pytest.fixture(name="_home")
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return alone_with_git(tmp_path, monkeypatch)


@pytest.fixture
def repo(tmp_path: Path, _home: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """The sample map on main, in a repository that was set up."""
    made = Repo(tmp_path / "our maps")
    assert installed(made, monkeypatch).exit_code == 0
    made.commit(sample(), "Begin")
    return made


def reworded(of: JourneyMap, title: str, card: str = "card_chat") -> JourneyMap:
    return apply(set_fields(of, card, title=title), of)


def two_branches(repo: Repo, card: str = "card_chat") -> None:
    """`main` and `pains`, which is checked out, have another title for a card each."""
    repo.git("checkout", "--quiet", "-b", "pains")
    repo.commit(reworded(sample(), "Asks Ina"), "Ask Ina")
    repo.git("checkout", "--quiet", "main")
    repo.commit(reworded(sample(), "Calls us", card), "Call us")


def conflict(repo: Repo) -> Conflict:
    """The one that the merge put on the map, beside the one that the sample has."""
    (found,) = (c for c in repo.map().all(Conflict) if c.id != "conflict_1")
    return found


def test_separate_edits_are_merged_without_a_word_and_what_a_killed_driver_left_is_cleared(
    repo: Repo,
) -> None:
    (repo.folder / ".touchline-0123456789ab-0123456789ab.tmp").write_bytes(b"{")
    two_branches(repo, "card_offers")
    repo.git("merge", "pains")
    titles = [repo.map()[card].title for card in ("card_chat", "card_offers")]
    assert titles == ["Asks Ina", "Calls us"]
    assert repo.git("status", "--porcelain") == ""


def test_a_merge_with_a_conflict_stops_with_words_and_a_map_that_opens(repo: Repo) -> None:
    two_branches(repo)
    said = repo.stops("merge", "pains")
    assert "rides.journey.json: Touchpoint “Calls us”: title" in said
    assert "1 conflict between “main” and “pains”. Open the map in Touchline" in said
    assert "`git add -- rides.journey.json`, and `git commit`." in said
    found = conflict(repo)
    assert (found.ours, found.theirs) == ('"Calls us"', '"Asks Ina"')
    assert (found.ours_label, found.theirs_label) == ("main", "pains")
    assert repo.unmerged() == [RIDES]
    assert b"<<<<<<<" not in repo.bytes()
    assert repo.files() == [RIDES]


def test_in_a_rebase_the_sides_are_called_by_their_branches(repo: Repo) -> None:
    two_branches(repo)
    repo.git("checkout", "--quiet", "pains")
    said = repo.stops("rebase", "main")
    assert "1 conflict between “main” and “pains”" in said
    assert "and `git rebase --continue`" in said
    found = conflict(repo)
    assert (found.ours, found.ours_label) == ('"Calls us"', "main")
    assert (found.theirs, found.theirs_label) == ('"Asks Ina"', "pains")
    repo.git("add", RIDES)
    repo.git("rebase", "--continue")
    assert repo.git("log", "--format=%s").splitlines() == ["Ask Ina", "Call us", "Begin"]


@pytest.mark.parametrize("ids", ["sha1", "sha256"])
def test_a_picked_and_a_reverted_commit_are_called_by_what_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ids: str
) -> None:
    repo = Repo(tmp_path / "maps", f"--object-format={ids}")
    assert installed(repo, monkeypatch).exit_code == 0
    repo.commit(sample(), "Begin")
    two_branches(repo)
    repo.stops("cherry-pick", "pains")
    assert re.fullmatch(r"Ask Ina \([0-9a-f]{7}\)", conflict(repo).theirs_label)
    repo.git("cherry-pick", "--abort")
    repo.commit(reworded(repo.map(), "Writes to us"), "Write to us")
    said = repo.stops("revert", "--no-edit", "HEAD~1")
    found = conflict(repo)
    assert (found.ours_label, found.theirs) == ("main", '"Chat"')
    assert re.fullmatch(r"before Call us \([0-9a-f]{7}\)", found.theirs_label)
    assert "git revert --continue" in said


def test_a_map_whose_name_has_two_lines_is_merged_without_asking_for_that_name(repo: Repo) -> None:
    name = "two\nlines.journey.json"
    repo.commit(sample(), "Another", name)
    repo.git("checkout", "--quiet", "-b", "pains")
    repo.commit(reworded(sample(), "Asks Ina"), "Ask Ina", name)
    repo.git("checkout", "--quiet", "main")
    repo.commit(reworded(sample(), "Calls us"), "Call us", name)
    assert "mistake" not in repo.stops("cherry-pick", "pains")
    (found,) = (c for c in repo.map(name).all(Conflict) if c.ours == '"Calls us"')
    assert (found.theirs, found.theirs_label) == ('"Asks Ina"', "what comes in")


def test_what_was_stashed_comes_back_beside_what_was_done_since(repo: Repo) -> None:
    (repo.folder / RIDES).write_bytes(codec.dumps(reworded(sample(), "Asks Ina")))
    repo.git("stash", "--quiet")
    repo.commit(reworded(sample(), "Calls us"), "Call us")
    repo.ran("stash", "pop")
    found = conflict(repo)
    assert (found.theirs, found.theirs_label) == ('"Asks Ina"', "what was stashed")
    assert repo.git("stash", "list") != ""


def test_a_map_that_both_added_becomes_one_map(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "pains")
    repo.commit(reworded(sample(), "Asks Ina"), "Another", "new.journey.json")
    repo.git("checkout", "--quiet", "main")
    repo.commit(reworded(sample(), "Calls us"), "One", "new.journey.json")
    repo.stops("merge", "pains")
    records = repo.map("new.journey.json")
    both = [c for c in records.all(Conflict) if c.about_id == "card_chat"]
    assert [(c.ours, c.theirs) for c in both] == [('"Calls us"', '"Asks Ina"')]


def test_a_map_that_was_renamed_takes_the_other_side_s_edits_along(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "pains")
    repo.git("mv", RIDES, "a ride's map.journey.json")
    repo.git("commit", "--quiet", "-m", "Rename")
    repo.git("checkout", "--quiet", "main")
    repo.commit(reworded(sample(), "Calls us"), "Call us")
    repo.git("merge", "pains")
    assert repo.map("a ride's map.journey.json")["card_chat"].title == "Calls us"
    assert repo.files() == ["a ride's map.journey.json"]


def test_more_than_two_branches_at_once_are_left_to_git_which_refuses(repo: Repo) -> None:
    two_branches(repo)
    repo.git("checkout", "--quiet", "-b", "third", "main~1")
    repo.commit(reworded(sample(), "Goes there"), "Go there")
    repo.stops("merge", "main", "pains")
    repo.git("reset", "--quiet", "--hard")
    assert repo.map()["card_chat"].title == "Goes there"


def test_what_two_branches_decided_differently_before_is_asked_again(repo: Repo) -> None:
    """git first merges what their histories have in common; that must be no side's decision."""
    titles = {"main": "Calls us", "pains": "Asks Ina"}
    begin = repo.head()
    first = {}
    for branch, title in titles.items():
        repo.git("checkout", "--quiet", "-B", branch, begin)
        repo.commit(reworded(sample(), title), title)
        first[branch] = repo.head()
    for branch, other in (("main", "pains"), ("pains", "main")):
        tree = repo.git("rev-parse", f"{first[branch]}^{{tree}}").strip()
        parents = ("-p", first[branch], "-p", first[other])
        merged = repo.git("commit-tree", tree, *parents, "-m", "Merge, decided here").strip()
        repo.git("update-ref", f"refs/heads/{branch}", merged)
    repo.git("checkout", "--quiet", "--force", "main")
    repo.stops("merge", "pains")
    found = conflict(repo)
    assert (found.base, found.ours, found.theirs) == ('"Chat"', '"Calls us"', '"Asks Ina"')


def test_what_cannot_be_brought_together_begins_from_what_was_before(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("base", "ours", "theirs")]
    before, calls, asks = (
        codec.dumps(reworded(sample(), title)) for title in ("Chat", "Calls us", "Asks Ina")
    )
    for theirs, code in ((b"{", 2), (asks, 0)):
        for file, data in zip(files, (before, calls, theirs), strict=True):
            file.write_bytes(data)
        result = touchline("git-driver", "--base", "--", *map(str, files))
        assert result.exit_code == code
        assert files[1].read_bytes() == before


def test_a_side_that_cannot_be_read_leaves_the_other_whole_and_unmerged(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "pains")
    repo.commit(b'{"format": "touchline.journey-map", x', "Something")
    repo.git("checkout", "--quiet", "main")
    repo.commit(reworded(sample(), "Calls us"), "Call us")
    before = repo.bytes()
    said = repo.stops("merge", "pains")
    assert "rides.journey.json (pains), line 1" in said
    assert "rides.journey.json: not merged. It stands there as on your side" in said
    assert "take this back (`git merge --abort`" in said  # to try again alone would not help
    assert "tries again" not in said
    assert repo.bytes() == before
    assert repo.unmerged() == [RIDES]


def test_a_side_of_a_newer_touchline_and_a_mistake_of_ours_leave_the_other_whole(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.folder)
    files = [tmp_path / name for name in ("base", "ours", "theirs")]
    ours = codec.dumps(reworded(sample(), "Calls us"))
    newer = codec.dumps(sample()).replace(b'"schema_version": 1', b'"schema_version": 9')
    for file, data in zip(files, (codec.dumps(sample()), ours, newer), strict=True):
        file.write_bytes(data)
    words = ("git-driver", "--", *map(str, files), RIDES, "7", "%S", "%X", "%Y")
    result = touchline(*words)
    assert result.exit_code == 2
    assert "it was written by a newer Touchline" in result.stderr
    monkeypatch.setattr("model.merging.of_files.merge_files", lambda *_, **__: 1 / 0)
    result = touchline(*words)
    assert result.exit_code == 2
    assert "this is a mistake in Touchline: ZeroDivisionError" in result.stderr
    assert "rides.journey.json: not merged. It stands there as on your side" in result.stderr
    assert files[1].read_bytes() == ours


@pytest.mark.parametrize(
    "driver",
    [
        "sh -c 'kill -9 $$' %A",
        "no-such-program %O %A %B",
        # No file may be larger than 1 kB.
        'sh -c \'ulimit -f 1; exec "$0" -m app git-driver "$@"\' PYTHON %O %A %B %P',
    ],
    ids=["killed", "missing", "no room"],
)
def test_a_driver_that_dies_leaves_git_knowing_that_it_did(repo: Repo, driver: str) -> None:
    two_branches(repo)
    before = repo.bytes()
    repo.git("config", "merge.touchline.driver", driver.replace("PYTHON", f"'{sys.executable}'"))
    said = repo.stops("merge", "pains")
    if "ulimit" in driver:
        assert "larger than this disk or account allows" in said
    assert repo.bytes() == before
    assert repo.unmerged() == [RIDES]
    assert repo.files() == [RIDES]
