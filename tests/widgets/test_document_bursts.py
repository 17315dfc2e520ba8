"""Edits that go on: presses of a key that come one after another are one entry to undo."""

from datetime import UTC, datetime, timedelta

from model.change import Change, JourneyMap
from model.edits.fields import set_fields
from tests.sample import sample
from widgets.document import Document


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def titled(title: str) -> tuple[Clock, Document]:
    clock = Clock()
    document = Document(sample(map={"title": title}), clock=clock)
    return clock, document


def retitle(to: JourneyMap, title: str) -> Change:
    return set_fields(to, "map", title=title)


def labels(document: Document) -> list[str]:
    return [entry.label for entry in document.done]


def test_edits_that_follow_one_another_are_one_entry() -> None:
    clock, document = titled("a")
    for title in "bcd":
        document.edit_on("Title", retitle, title)
        clock.wait(1)
    assert labels(document) == ["Title"]
    document.undo()
    assert document.map.info.title == "a"
    document.redo()
    assert document.map.info.title == "d"


def test_after_a_pause_another_entry_begins() -> None:
    clock, document = titled("a")
    document.edit_on("Title", retitle, "b")
    clock.wait(2)
    document.edit_on("Title", retitle, "c")
    assert labels(document) == ["Title", "Title"]


def test_another_label_begins_another_entry() -> None:
    _, document = titled("a")
    document.edit_on("Title", retitle, "b")
    document.edit_on("Heading", retitle, "c")
    assert labels(document) == ["Title", "Heading"]


def test_what_was_done_in_between_stays_an_entry_of_its_own() -> None:
    _, document = titled("a")
    document.edit_on("Title", retitle, "b")
    document.edit("Other", retitle, "c")
    document.edit("Title", retitle, "d")
    document.edit_on("Title", retitle, "e")
    assert labels(document) == ["Title", "Other", "Title", "Title"]


def test_after_an_undo_a_new_entry_begins() -> None:
    _, document = titled("a")
    document.edit_on("Title", retitle, "b")
    document.undo()
    document.edit_on("Title", retitle, "c")
    document.edit_on("Title", retitle, "d")
    assert labels(document) == ["Title"]
    document.undo()
    assert document.map.info.title == "a"


def test_an_edit_that_does_nothing_changes_no_entry() -> None:
    _, document = titled("a")
    document.edit_on("Title", retitle, "b")
    assert document.edit_on("Title", retitle, "b") == {}
    assert labels(document) == ["Title"]
