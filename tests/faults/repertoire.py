"""All stories by name."""

from tests.faults import stories, stories_journal
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
    )
}
