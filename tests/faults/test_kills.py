"""Killed at any system call of a save, the old file or the new one is there.

Each call is tried in turn, by strace from outside, and by the shim inside where strace
sees no further: in the midst of a write.
"""

from pathlib import Path

import pytest

from tests.faults.repertoire import STORIES
from tests.faults.shim import CHANGES, KILL, TORN, Fault
from tests.faults.stories import Place
from tests.faults.striking import KILLED, Outcome, Strace, Victim, some
from tests.faults.tally import Missed, Tally
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
    line = tally.line(story.row, f"killed at a call (strace): {story.family}")
    points = [point for point in recorded.points() if SOAK > 1 or point[0] in _CHANGING]
    for call, number, rest in some(points, 12):
        with line.fault(f"{call} {number} ({rest[:80]})"):
            story.prepare(place.make())
            strace = Strace(tmp_path / "strace", (call, number, "kill"))
            outcome = victim.play(name, place, strace=strace)
            _struck(outcome)
            story.check(place, outcome.said)


@pytest.mark.parametrize("name", STORIES)
def test_killed_by_the_shim_at_each_call_of(
    name: str, victim: Victim, place: Place, tally: Tally
) -> None:
    story = STORIES[name]
    story.prepare(place)
    calls = victim.play(name, place, fault=None).word("calls")
    line = tally.line(story.row, f"killed at a call (shim): {story.family}")
    for fault in some(_kills(calls), 14):
        with line.fault(fault):
            story.prepare(place.make())
            outcome = victim.play(name, place, fault=fault)
            _struck(outcome)
            story.check(place, outcome.said)


def _struck(outcome: Outcome) -> None:
    if outcome.code == 0:
        raise Missed
    assert outcome.code == KILLED, outcome


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
