"""`touchline git mergetool`: what git could not merge is merged from the versions that it keeps."""

import os
from pathlib import Path

import pytest

from model.change import JourneyMap, apply
from model.edits.fields import set_fields
from model.files import codec
from model.merging.conflicts import settle
from model.records import Conflict
from tests.app.git_repo import RIDES, Repo, alone_with_git, in_folder, installed
from tests.app.running import Result, touchline
from tests.sample import sample


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Two branches of the sample map, in a repository that knows nothing of Touchline."""
    alone_with_git(tmp_path, monkeypatch)
    made = Repo(tmp_path / "our maps")
    made.commit(sample(), "Begin")
    made.git("checkout", "--quiet", "-b", "pains")
    made.commit(reworded(sample(), "Asks Ina"), "Ask Ina")
    made.git("checkout", "--quiet", "main")
    made.commit(reworded(sample(), "Calls us"), "Call us")
    monkeypatch.chdir(made.folder)
    return made


def reworded(of: JourneyMap, title: str) -> JourneyMap:
    return apply(set_fields(of, "card_chat", title=title), of)


def new_conflicts(of: JourneyMap) -> list[Conflict]:
    return [c for c in of.all(Conflict) if c.id != "conflict_1"]


def mergetool(*words: str) -> Result:
    return touchline("git", "mergetool", *words)


def test_a_file_with_git_s_marks_is_merged_from_the_three_versions(repo: Repo) -> None:
    repo.stops("merge", "pains")
    assert b"<<<<<<<" in repo.bytes()
    refused = touchline("check", RIDES)
    assert refused.exit_code == 2
    assert "`touchline git mergetool` merges both sides after all" in refused.stderr
    result = mergetool()
    assert (result.exit_code, result.stdout) == (1, "")
    assert "1 conflict between “main” and “pains”. Open the map in Touchline" in result.stderr
    (found,) = new_conflicts(repo.map())
    assert (found.ours, found.theirs) == ('"Calls us"', '"Asks Ina"')
    assert repo.unmerged() == [RIDES]
    assert repo.files() == [RIDES]


def test_of_several_branches_at_once_the_one_where_git_stopped_is_merged(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "tills", "main")
    repo.commit(apply(set_fields(repo.map(), "card_till", title="Desk"), repo.map()), "Rename")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "-m", "Merge", "tills")
    repo.git("checkout", "--quiet", "-b", "signs", "main~1")
    repo.commit(apply(set_fields(repo.map(), "stage_buy", name="Pay"), repo.map()), "Rename it")
    repo.git("checkout", "--quiet", "main")
    repo.stops("merge", "signs", "pains")
    result = mergetool()
    assert result.exit_code == 1
    assert "between “what was merged before” and “pains”" in result.stderr
    merged = repo.map()
    (found,) = new_conflicts(merged)
    assert (found.ours, found.theirs) == ('"Calls us"', '"Asks Ina"')
    assert "Desk" in vars(merged["card_till"]).values()
    assert "Pay" in vars(merged["stage_buy"]).values()
    repo.git("commit", "--quiet", "--all", "-m", "Merged")
    assert len(repo.git("log", "-1", "--format=%P").split()) == 3


def test_marks_that_somebody_committed_are_merged_again_from_the_merge(repo: Repo) -> None:
    repo.stops("merge", "pains")
    repo.git("commit", "--quiet", "--all", "-m", "Merge branch 'pains'")
    result = mergetool()
    assert result.exit_code == 1
    assert "1 conflict between “main” and “pains”" in result.stderr
    (found,) = new_conflicts(repo.map())
    assert (found.ours, found.theirs) == ('"Calls us"', '"Asks Ina"')
    assert repo.files() == [RIDES]
    assert "git has nothing to merge here" in mergetool(RIDES).stderr
    assert mergetool().stdout == "git has no maps that are not merged.\n"


def test_marks_that_came_by_no_merge_are_told_with_a_way_out(repo: Repo) -> None:
    repo.stops("cherry-pick", "pains")
    repo.git("commit", "--quiet", "--all", "-m", "Picked")
    before = repo.bytes()
    result = mergetool(RIDES)
    assert result.exit_code == 2
    assert "`git checkout COMMIT -- MAP` takes it from one" in result.stderr
    assert repo.bytes() == before


def test_in_a_rebase_the_branches_are_named_too(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "pains")
    repo.stops("rebase", "main")
    assert "between “main” and “pains”" in mergetool(RIDES).stderr
    (found,) = new_conflicts(repo.map())
    assert (found.ours_label, found.theirs_label) == ("main", "pains")


@pytest.mark.parametrize(
    ("words", "theirs"), [(("cherry-pick", "pains"), "Ask Ina ("), (("merge", "pains~0"), "pains")]
)
def test_what_comes_in_is_named_by_commit_or_branch(
    repo: Repo, words: tuple[str, ...], theirs: str
) -> None:
    repo.stops(*words)
    mergetool()
    assert new_conflicts(repo.map())[0].theirs_label.startswith(theirs)


def test_edits_that_git_could_not_tell_apart_are_merged_and_git_is_told_by_add(repo: Repo) -> None:
    """Two lines that touch are a conflict of text, and none of the map."""
    repo.git("reset", "--quiet", "--hard", "main~1")
    other = apply(set_fields(sample(), "card_chat", body="By telephone", mentions=4), sample())
    repo.commit(other, "Say more")
    repo.stops("merge", "pains")
    result = mergetool(RIDES)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "rides.journey.json: merged. `git add -- rides.journey.json` says so to git.\n"
    )
    assert new_conflicts(repo.map()) == []
    assert (repo.map()["card_chat"].title, repo.map()["card_chat"].mentions) == ("Asks Ina", 4)


def test_git_mergetool_calls_it_and_takes_its_word(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.stops("merge", "pains")
    installed(repo, monkeypatch)
    tool = ("mergetool", "--no-prompt", "--tool=touchline")
    assert repo.ran(*tool).returncode == 1
    assert repo.unmerged() == [RIDES]
    (found,) = new_conflicts(repo.map())
    settled = apply(settle(repo.map(), found.id, "theirs"), repo.map())
    (repo.folder / RIDES).write_bytes(codec.dumps(settled))
    assert repo.ran(*tool).returncode == 0
    assert repo.unmerged() == []
    assert repo.map()["card_chat"].title == "Asks Ina"


def test_what_was_settled_since_is_not_merged_over(repo: Repo) -> None:
    repo.stops("merge", "pains")
    mergetool()
    assert "1 conflict still to be settled" in mergetool().stderr
    (found,) = new_conflicts(repo.map())
    settled = apply(settle(repo.map(), found.id, "theirs"), repo.map())
    (repo.folder / RIDES).write_bytes(codec.dumps(settled))
    result = mergetool()
    assert (result.exit_code, result.stderr) == (0, "")
    assert "no conflict is open" in result.stdout
    assert repo.map() == settled


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_driver_that_died_leaves_our_side_which_is_merged_then(repo: Repo, ends: bytes) -> None:
    """On Windows git may end lines in another way than the versions that it keeps."""
    ours = repo.bytes()
    repo.stops("merge", "pains")
    (repo.folder / RIDES).write_bytes(ours.replace(b"\n", ends))
    assert mergetool().exit_code == 1
    assert len(new_conflicts(repo.map())) == 1


def test_who_went_on_with_one_side_alone_is_told_that_nothing_of_the_other_is_in_it(
    repo: Repo,
) -> None:
    repo.stops("merge", "pains")
    went_on = apply(set_fields(sample(), "card_chat", title="Calls us", body="By day"), sample())
    (repo.folder / RIDES).write_bytes(codec.dumps(went_on))
    result = mergetool()
    assert (result.exit_code, repo.bytes()) == (1, codec.dumps(went_on))
    assert "nothing of “pains” is in it. If that is what you decided, `git add" in result.stderr
    assert mergetool("--again", "--", RIDES).exit_code == 1
    assert repo.map()["card_chat"].body == "By day"
    assert new_conflicts(repo.map())[0].theirs == '"Asks Ina"'


def test_a_settled_map_that_has_something_of_both_is_left_to_be_added(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "pains")
    more = apply(set_fields(repo.map(), "card_offers", title="Asks at home"), repo.map())
    repo.commit(more, "More")
    repo.git("checkout", "--quiet", "main")
    repo.stops("merge", "pains")
    mergetool()
    (found,) = new_conflicts(repo.map())
    settled = apply(settle(repo.map(), found.id, "ours"), repo.map())
    (repo.folder / RIDES).write_bytes(codec.dumps(settled))
    assert mergetool().exit_code == 0
    assert repo.map()["card_offers"].title == "Asks at home"


def test_what_was_typed_among_the_marks_is_put_aside(repo: Repo) -> None:
    repo.stops("merge", "pains")
    typed = repo.bytes().replace(b'"Asks Ina"', b'"Asks Ina or Ben"')
    (repo.folder / RIDES).write_bytes(typed)
    result = mergetool()
    assert "what was typed into it by hand is in rides.journey.json.orig" in result.stderr
    assert repo.bytes("rides.journey.json.orig") == typed
    assert len(new_conflicts(repo.map())) == 1
    (repo.folder / RIDES).write_bytes(typed + b"more")
    assert "rides.journey.json.orig2" in mergetool().stderr


@pytest.mark.parametrize("here", [True, False], ids=["deleted there", "deleted here"])
def test_a_map_deleted_on_one_side_and_edited_on_the_other_is_kept_until_decided(
    repo: Repo, here: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(repo, monkeypatch)
    repo.git("checkout", "--quiet", "-b", "without", "main~1")
    repo.commit(None, "Leave it")
    if here:
        repo.git("checkout", "--quiet", "main")
    repo.stops("merge", "without" if here else "main")
    (repo.folder / RIDES).unlink()
    result = mergetool()
    assert result.exit_code == 1
    assert "“without” deleted this map, “main” edited it. It is kept as edited" in result.stderr
    assert "`git rm -- rides.journey.json` deletes it" in result.stderr
    assert repo.map()["card_chat"].title == "Calls us"
    assert repo.unmerged() == [RIDES]


def test_names_that_look_like_options_or_are_no_text_are_only_names(repo: Repo) -> None:
    odd = ["--all.journey.json", "two\nlines.journey.json", "sp ace';$(x).journey.json"]
    for branch, title in (("main", "Calls us"), ("pains", "Asks Ina")):
        repo.git("checkout", "--quiet", branch)
        for name in odd:
            repo.commit(reworded(sample(), title), "One more", name)
    repo.stops("merge", "main")
    result = mergetool()
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 8
    for name in odd:
        # Git had nothing to begin from, so all that differs is told.
        assert {c.about_id for c in new_conflicts(repo.map(name))} == {"card_chat"}
        assert "still to be settled" in mergetool("--", name).stderr


def test_a_name_that_is_no_text_at_all_is_merged_too(repo: Repo) -> None:
    name = os.fsdecode(b"caf\xe9.journey.json")
    for branch, title in (("main", "Calls us"), ("pains", "Asks Ina")):
        repo.git("checkout", "--quiet", branch)
        repo.commit(reworded(sample(), title), "One more", name)
    repo.stops("merge", "main")
    assert mergetool("--", name).exit_code == 1
    assert len(new_conflicts(repo.map(name))) == 1


def test_from_a_folder_below_paths_are_as_they_are_typed(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.stops("merge", "pains")
    (repo.folder / "deeper").mkdir()
    monkeypatch.chdir(repo.folder / "deeper")
    assert mergetool("../rides.journey.json").exit_code == 1
    assert len(new_conflicts(repo.map())) == 1


def test_where_there_is_nothing_to_merge_that_is_said(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = mergetool()
    assert (result.exit_code, result.stdout) == (0, "git has no maps that are not merged.\n")
    nothing = mergetool(RIDES)
    assert nothing.exit_code == 2
    assert nothing.stderr == "touchline: rides.journey.json: git has nothing to merge here.\n"
    elsewhere = mergetool(str(tmp_path / "other.journey.json"))
    assert "it is not in the repository of this folder" in elsewhere.stderr
    bare = Repo(tmp_path / "bare.git", "--bare")
    assert "no files to merge" in in_folder(bare, monkeypatch, "git", "mergetool").stderr


def test_a_version_that_cannot_be_read_is_told_and_the_file_stays(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "pains")
    repo.commit(b'{"format": 1}\n', "Break it")
    repo.git("checkout", "--quiet", "main")
    repo.stops("merge", "pains")
    before = repo.bytes()
    result = mergetool()
    assert result.exit_code == 2
    assert "rides.journey.json (pains), line 1" in result.stderr
    assert repo.bytes() == before
