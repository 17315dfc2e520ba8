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
        stories_journal.Untitled(),
        stories_journal.Recovering(),
        stories_journal.Unwanted(),
        stories_beside.Locking(),
        stories_beside.Keeping(),
    )
}
#: Those too that end only when they are killed, so that no call can be counted.
ALL = {**STORIES, stories_hectic.Hectic.name: stories_hectic.Hectic()}
