"""The stories by name."""

from tests.faults import stories, stories_beside, stories_hectic, stories_journal
from tests.faults.stories import Story

STORIES: dict[str, Story] = {
    story.name: story
    for story in (
        stories.Story(),
        stories.FirstSave(),
        stories.SaveThroughLink(),
        stories.Migration(),
        stories_journal.Editing(),
        stories_journal.Saving(),
        stories_journal.Meanwhile(),
        stories_journal.Untitled(),
        stories_journal.Recovering(),
        stories_journal.Unwanted(),
        stories_beside.Locking(),
        stories_beside.Keeping(),
    )
}
_OTHERS = (stories_hectic.Hectic(), stories_beside.Asking())
#: Also those that are not tried call by call.
ALL = {**STORIES, **{story.name: story for story in _OTHERS}}
