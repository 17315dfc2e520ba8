"""The plug is pulled: what the disk had not confirmed may be gone, and nothing else is."""

import contextlib

import pytest

from model.files.errors import FileTrouble
from tests.faults.plug import FLUSHES, Plug
from tests.faults.repertoire import STORIES
from tests.faults.shim import Fault, Seen, shim
from tests.faults.stories import Place, Story
from tests.faults.striking import some
from tests.faults.tally import Tally

pytestmark = pytest.mark.soak


def pull(story: Story, place: Place, fault: Fault | None = None) -> tuple[Plug, Seen]:
    """Play `story`, and remember every state that the disk may have been in."""
    story.prepare(place.make())
    plug = Plug(place.root)
    with contextlib.closing(plug), shim(place.root, fault, watcher=plug) as seen:
        with contextlib.suppress(FileTrouble):
            story.act(place, plug.say)
        story.mend(place, plug.say)
    return plug, seen


@pytest.mark.parametrize("name", STORIES)
def test_no_moment_at_which_the_power_may_go_loses_what_was_saved_in(
    name: str, quick_place: Place, tally: Tally
) -> None:
    story = STORIES[name]
    _, seen = pull(story, quick_place)
    line = tally.line(story.row, f"the plug is pulled (simulated): {story.family}")
    flushes = [point for point in seen.points() if point[0] in FLUSHES]
    failing = [Fault(call, number, "EIO") for call, number in flushes]
    for fault in (None, *some(failing, 3)):
        plug, _ = pull(story, quick_place, fault)
        for world in some(plug.worlds(), 40):
            with line.fault(f"{fault or 'no error'}, then {world.after}"):
                world.make(quick_place.root)
                story.check(quick_place, plug.said[: world.said], "unplugged")
