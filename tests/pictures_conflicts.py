"""The guide's picture of a conflict that is being settled."""

from collections.abc import Callable, Mapping

from model.change import Change, apply, diff
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.merge import Labels, merge
from model.records import Card, Conflict, Lane, Step
from tests.album import Album, wait

_FLAT = "Reports a flat tyre and waits on the line"
_TARIFFS = "Compares three tariffs on the phone"
_CHILD = "Asks in chat whether a child seat is allowed"
_PAUSE = "Looks for the way to pause the pass"


def take_conflicts(album: Album) -> None:
    """A card that two people reworded, looked at as the other one has it."""
    with album.editor(size=(1300, 760)) as editor:
        base = editor.map
        titles = {card.title: card for card in base.all(Card)}
        first = min(base.all(Step), key=lambda step: step.id).id
        lane = next(lane for lane in base.all(Lane) if lane.name == "Website")

        def words(title: str, body: str) -> Change:
            return set_fields(base, titles[title].id, body=body)

        def said(title: str) -> Change:
            return set_fields(base, titles[_FLAT].id, title=title)

        edits = (
            (said("Reports a flat tyre in the app"),
             said("Reports a flat tyre and is called back")),
            (words(_TARIFFS, "On the way home."), words(_TARIFFS, "Mostly in the evening.")),
            (set_fields(base, titles[_CHILD].id, lane_id=lane.id),
             set_fields(base, titles[_CHILD].id, step_id=first)),
            (remove(base, titles[_PAUSE].id), words(_PAUSE, "Nobody finds it.")),
            (set_fields(base, lane.id, name="Web"), set_fields(base, lane.id, name="Internet")),
        )  # fmt: skip
        ours = theirs = base
        for mine, its in edits:
            ours, theirs = apply(mine, ours), apply(its, theirs)
        merged = merge(base, ours, theirs, Labels("before", "main", "ina")).map
        editor.window.document.edit("Merge", diff, merged)
        editor.window.docks["inspector"].hide()
        panel = editor.window.conflicts.panel
        flat = next(c for c in merged.all(Conflict) if c.about_id == titles[_FLAT].id)
        panel.choose(flat.id)
        editor.press("2")
        wait()
        album.take(editor, "conflicts")


STORIES: Mapping[str, Callable[[Album], None]] = {"conflicts": take_conflicts}
