"""Two people work on one file at the same time: what both did is there, or is listed."""

from pathlib import Path
from random import Random

import pytest

from model.change import diff
from model.edits import cards
from model.edits.fields import set_fields
from model.files import codec
from model.files.errors import ChangedOnDisk
from model.ids import Ids
from model.merge import Labels, merge
from model.records import Card
from resources import templates
from widgets.document import Document

INTERLEAVINGS = 100


class Writer:
    """One of the two: edits what it sees, saves, and takes in what the other has saved.

    Attributes:
        wrote: the words that it put on the map.
        replaced: words that it saw there and wrote others over.
    """

    def __init__(self, name: str, file: Path, dice: Random) -> None:
        self.name, self.file, self.dice = name, file, dice
        self.document = Document.loaded(codec.load(file), file)
        self.document.ids = Ids(Random(name))
        self.wrote: list[str] = []
        self.replaced: set[str] = set()

    def edit(self) -> None:
        """Reword a card, write into its text, add one beside it, or take one away."""
        of = self.document.map
        word = f"{self.name}{len(self.wrote)}"
        card = self.dice.choice(sorted(of.all(Card), key=lambda c: c.id)[:6])
        done = self.dice.randrange(5)
        if done == 0:
            fresh = {"title": word, "kind": "note"}
            self.document.edit(
                "Add", cards.add_card, self.document.ids, card.step_id, card.lane_id, **fresh
            )
        elif done == 1 and len(self.wrote) > 2:
            self.replaced |= {card.title, card.body}
            self.document.edit("Delete", cards.delete_cards, card.id)
            return
        else:
            field = "title" if done < 4 else "body"
            self.replaced.add(getattr(card, field))
            self.document.edit("Reword", set_fields, card.id, **{field: word})
        self.wrote.append(word)

    def save(self) -> None:
        """Save; where the other was quicker, bring both together and save again."""
        try:
            self.document.save()
        except ChangedOnDisk:
            self.look()
            self.document.save()

    def look(self) -> None:
        """Read what is in the file now."""
        document, loaded = self.document, codec.load(self.file)
        if loaded.digest != document.digest:
            names = Labels("before", self.name, "file")
            both = merge(document.on_disk, document.map, loaded.map, names).map
            document.take_in(loaded, diff(document.map, both), "Bring together", "merge")


@pytest.mark.parametrize("seed", range(INTERLEAVINGS))
def test_what_both_did_is_in_the_file_or_listed_there(tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    file = tmp_path / "ride.journey.json"
    codec.save(codec.load(templates.path("blank")).map, file)
    first = Writer("anna", file, dice)
    for title in ("Asks", "Waits", "Pays", "Rides", "Returns", "Tells"):
        step = next(i for i in first.document.map.records if i.startswith("step_"))
        lane = next(i for i in first.document.map.records if i.startswith("lane_"))
        first.document.edit("Add", cards.add_card, first.document.ids, step, lane, title=title)
    first.save()
    second = Writer("ben", file, dice)
    for _ in range(12):
        writer = dice.choice((first, second))
        dice.choice((writer.edit, writer.edit, writer.save, writer.look))()
    first.save()
    second.save()
    text = file.read_text("utf-8")
    replaced = first.replaced | second.replaced
    lost = [w for w in (*first.wrote, *second.wrote) if w not in text and w not in replaced]
    assert not lost
    first.look()
    assert first.document.map == codec.load(file).map == second.document.map
