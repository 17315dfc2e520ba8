"""What two people did, brought together by git in a real repository, over and over.

With the driver and, for comparison, without it. `make soak` does it more than a hundred times.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest

from model.files import codec
from model.merge import Labels, merge
from model.records import Conflict
from tests.app.git_edits import meeting, separate
from tests.app.git_repo import RIDES, Repo, alone_with_git, installed
from tests.faults.tally import Tally
from tests.model.test_merge_laws import lost
from tests.model.threes import Three
from tests.tools import SOAK

SEED = int(os.environ.get("TOUCHLINE_SEED", "1"))
#: How often it is done with separate edits and with any, and without the driver.
APART, ANY, PLAIN = (100, 50, 300) if SOAK > 1 else (6, 3, 9)
WAYS = ("merge", "rebase", "cherry-pick")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    alone_with_git(tmp_path, monkeypatch)
    return Repo(tmp_path / "our maps")


@pytest.mark.soak
def test_what_git_brings_together_has_all_that_both_did(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    apart = separate(max(APART, PLAIN), SEED)
    every = [*apart, *meeting(ANY, SEED)]
    _keep(repo, every)
    plain = tally.line("git", "separate edits, by git alone")
    clean = 0
    for number in range(PLAIN):
        with plain.fault(number):
            clean += _merges_alone(repo, number)
    plain.add(**{"without a conflict": clean})
    assert clean >= 0.9 * PLAIN or SOAK == 1

    installed(repo, monkeypatch)
    for number, three in enumerate(every):
        way = WAYS[number % len(WAYS)]
        if number < len(apart):
            if number >= APART:
                continue
            line = tally.line("git", f"separate edits, {way} by the driver")
        else:
            line = tally.line("git", f"edits that meet, {way} by the driver")
        with line.fault(number):
            conflicts = _brought_together(repo, number, way, three)
            assert not (conflicts and number < len(apart))
            line.add(**{"without a conflict": not conflicts})


def _keep(repo: Repo, every: list[Three]) -> None:
    """Commit each map and what both made of it: base/0, ours/0, theirs/0 and so on."""
    said = bytearray()
    for number, three in enumerate(every):
        for place, (name, side) in enumerate(zip(("base", "ours", "theirs"), three, strict=True)):
            data, mark = codec.dumps(side), 3 * number + place + 1
            message = f"{name.title()} {number}".encode()
            said += f"commit refs/heads/{name}/{number}\nmark :{mark}\n".encode()
            said += b"committer Ines <ines@example.org> 1800000000 +0000\n"
            said += b"data %d\n%s\n" % (len(message), message)
            said += b"from :%d\n" % (mark - place) if place else b""
            said += b"M 100644 inline %s\ndata %d\n%s\n" % (RIDES.encode(), len(data), data)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=repo.folder, input=said, check=True)


def _merges_alone(repo: Repo, number: int) -> bool:
    """Whether git merges the two lines by line; what it then makes must open."""
    repo.git("checkout", "--quiet", "--force", "--detach", f"ours/{number}")
    clean = repo.ran("merge", "--no-commit", "--no-ff", f"theirs/{number}").returncode == 0
    assert clean == (repo.unmerged() == [])
    if clean:
        repo.map()
    repo.git("reset", "--quiet", "--hard")
    return clean


def _brought_together(repo: Repo, number: int, way: str, three: Three) -> tuple[Conflict, ...]:
    """The conflicts that are left after git brought both sides of one number together."""
    ours, theirs = f"ours/{number}", f"theirs/{number}"
    repo.git("checkout", "--quiet", "--force", theirs if way == "rebase" else ours)
    before = repo.git("rev-parse", ours).strip()
    ran = repo.ran(way, ours if way == "rebase" else theirs)
    try:
        # git stops for a commit that brings nothing new, too.
        changed = repo.git("diff", "--name-only", before) != ""
        conflicts = _checked(repo, three, ours, None if way == "cherry-pick" else theirs)
        assert ran.returncode == (bool(conflicts) or (way == "cherry-pick" and not changed))
        assert repo.unmerged() == [RIDES] * bool(conflicts)
        return conflicts
    finally:
        if ran.returncode:
            repo.git(way, "--abort")


def _checked(repo: Repo, three: Three, ours: str, theirs: str | None) -> tuple[Conflict, ...]:
    """The conflicts on the map that git left, which must be the right one.

    Without `theirs` the side that comes in is called by its commit; two may have made the same.
    """
    result = repo.map()
    three = Three(*(codec.loads(codec.dumps(side)).map for side in three))
    sides = three.ours.records.keys() | three.theirs.records.keys()
    called = {c.theirs_label for c in result.all(Conflict) if c.id not in sides} - {""}
    if theirs is None and called:
        (theirs,) = called
        assert re.fullmatch(r"(?:Ours|Theirs) \d+ \([0-9a-f]{7}\)", theirs)
    wanted = merge(*three, Labels("before", ours, theirs or ""))
    assert result == wanted.map
    for side, other in ((three.ours, three.theirs), (three.theirs, three.ours)):
        assert lost(three.base, side, other, wanted) == []
    return wanted.conflicts
