"""Killed at any system call of a save, the old file or the new one is there.

Each call is tried in turn, by strace from outside, and by the shim inside where strace
sees no further: in the midst of a write.
"""

from pathlib import Path

import pytest

from tests.faults.shim import CHANGES, KILL, TORN, Fault
from tests.faults.stories import STORIES, Place
from tests.faults.striking import KILLED, Strace, Victim
from tests.faults.tally import Tally
from tests.tools import SOAK

pytestmark = pytest.mark.soak
#: The calls as strace names them that change what is on the disk; `make soak` takes all.
_CHANGING = frozenset(
    "openat write pwrite64 fsync fdatasync ftruncate close rename renameat renameat2 unlink "
    "unlinkat mkdir mkdirat fchmod fchmodat flock fcntl link linkat utimensat".split()
)


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("name", STORIES)
def test_killed_by_strace_at_each_call_of(
    name: str, victim: Victim, place: Place, tmp_path: Path, tally: Tally
) -> None:
    story = STORIES[name]
    story.prepare(place)
    recorded = Strace(tmp_path / "calls")
    outcome = victim.play(name, place, strace=recorded)
    assert outcome.code == 0, outcome
    line = tally.line(story.rows, f"strace: killed at a call of {name}")
    for call, number, rest in recorded.points():
        if SOAK == 1 and call not in _CHANGING:
            continue
        with line.fault(f"{call} {number} ({rest[:80]})"):
            story.prepare(place.make())
            strace = Strace(tmp_path / "strace", (call, number, "kill"))
            outcome = victim.play(name, place, strace=strace)
            assert outcome.code == KILLED, f"it was not struck: {outcome}"
            story.check(place, outcome.said)


@pytest.mark.parametrize("name", STORIES)
def test_killed_by_the_shim_at_each_call_of(
    name: str, victim: Victim, place: Place, tally: Tally
) -> None:
    story = STORIES[name]
    story.prepare(place)
    calls = victim.play(name, place, fault=None).word("calls")
    line = tally.line(story.rows, f"shim: killed at a call of {name}")
    for fault in _kills(calls):
        with line.fault(fault):
            story.prepare(place.make())
            outcome = victim.play(name, place, fault=fault)
            assert outcome.code == KILLED, f"it was not struck: {outcome}"
            story.check(place, outcome.said)


def _kills(calls: list[str]) -> list[Fault]:
    counts: dict[str, int] = {}
    found = []
    for call in calls:
        counts[call] = counts.get(call, 0) + 1
        if SOAK > 1 or call in CHANGES:
            found.append(Fault(call, counts[call], KILL))
        if call == "write":
            found.append(Fault(call, counts[call], TORN))
    return found
