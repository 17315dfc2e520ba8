"""Whatever error the disk reports at whatever call, nothing is said to be saved that is not."""

import contextlib
from pathlib import Path

import pytest

from model.files.errors import FileTrouble
from tests.faults.repertoire import STORIES
from tests.faults.shim import ERRORS, Fault, Seen, faults, shim
from tests.faults.stories import Place, Story
from tests.faults.striking import Strace, Victim, some
from tests.faults.tally import Missed, Tally

pytestmark = pytest.mark.soak
#: As strace names the calls that write.
_WRITING = frozenset(
    "openat write pwrite64 fsync fdatasync ftruncate close rename unlink mkdir fchmod".split()
)


def play(story: Story, place: Place, fault: Fault | None) -> Seen:
    """Play `story` in this process, with `fault`; hold what it says against the disk."""
    said: list[str] = []
    refused: FileTrouble | None = None
    story.prepare(place.make())
    with shim(place.root, fault) as seen:
        try:
            story.act(place, said.append)
        except FileTrouble as error:
            refused = error
    if refused is not None:
        story.refused(place, refused)
    story.mend(place, said.append)
    story.check(place, said, "refused")
    return seen


@pytest.mark.parametrize("name", STORIES)
def test_no_error_at_any_call_is_a_silent_loss_in(
    name: str, quick_place: Place, tally: Tally
) -> None:
    story = STORIES[name]
    clean = play(story, quick_place, None)
    line = tally.line("3, 4", f"an error at a call (shim): {story.family}")
    for fault in some(faults(clean, lies=story.reads_back), 60):
        with line.fault(fault):
            if not play(story, quick_place, fault).struck:
                raise Missed


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("name", STORIES)
def test_an_error_from_the_system_itself_is_none_either_in(
    name: str, victim: Victim, place: Place, tmp_path: Path, tally: Tally
) -> None:
    story = STORIES[name]
    story.prepare(place)
    recorded = Strace(tmp_path / "calls")
    victim.play(name, place, strace=recorded)
    line = tally.line("3, 4", f"an error at a call (strace): {story.family}")
    points = [(call, number) for call, number, rest in recorded.points()
              if call in _WRITING and not rest.startswith("1,")]  # fmt: skip
    every = [(call, number, what) for call, number in points for what in ERRORS]
    for call, number, what in some(every, 8):
        with line.fault(f"{what} at {call} {number}"):
            story.prepare(place.make())
            outcome = victim.play(
                name, place, strace=Strace(tmp_path / "strace", (call, number, what))
            )
            told = outcome.word("refused")
            if told is not None:
                story.refused(place, FileTrouble(*told))
            story.check(place, outcome.said, "refused")


@pytest.mark.parametrize("name", STORIES)
def test_a_disk_that_is_full_at_any_byte_is_no_loss_in(
    name: str, quick_place: Place, tally: Tally
) -> None:
    story = STORIES[name]
    line = tally.line("3", f"a disk with little room (shim): {story.family}")
    whole = play(story, quick_place, None).written
    for room in (0, 1, 100, whole // 4, whole // 2, whole - 1):
        with line.fault(f"{room} bytes"):
            said: list[str] = []
            story.prepare(quick_place.make())
            with shim(quick_place.root, room=room) as seen, contextlib.suppress(FileTrouble):
                story.act(quick_place, said.append)
            assert seen.struck
            assert "saved" not in said
            story.mend(quick_place, said.append)
            story.check(quick_place, said, "refused")
