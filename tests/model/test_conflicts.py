"""Conflicts of a merge are told in words, and one side of them is taken."""

import pytest

from model.change import JourneyMap, apply
from model.conflicts import settle, subject, words
from model.edits.cards import delete_cards
from model.edits.common import EditError
from model.edits.fields import set_fields
from model.merge import merge
from model.records import Card, Conflict, create, evolve
from tests.sample import sample


def clash(**theirs: object) -> tuple[JourneyMap, Conflict]:
    """The sample after two people changed the same of its card about a chat."""
    base = sample()
    base = apply({"conflict_1": (base["conflict_1"], None)}, base)
    mine = {"title": "Asks Ina", "step_id": "step_look", "persona_ids": (), "severity": 2,
            "moment_of_truth": True}  # fmt: skip
    ours = set_fields(base, "card_chat", **{name: mine[name] for name in theirs})
    merged = merge(base, apply(ours, base), apply(set_fields(base, "card_chat", **theirs), base))
    (conflict,) = merged.conflicts
    return merged.map, conflict


def test_each_side_is_told_in_words() -> None:
    of, conflict = clash(title="Asks Tom")
    assert subject(of, conflict) == "Touchpoint “Asks Ina”: title"
    assert (words(of, conflict, "ours"), words(of, conflict, "theirs")) == ("Asks Ina", "Asks Tom")
    of, conflict = clash(persona_ids=("persona_ben",))
    assert (words(of, conflict, "ours"), words(of, conflict, "theirs")) == ("everyone", "Ben")
    of, conflict = clash(step_id="step_pay")
    assert (words(of, conflict, "ours"), words(of, conflict, "theirs")) == (
        "Compare ▸ Look ▸ Web", "Buy ▸ Web",
    )  # fmt: skip


@pytest.mark.parametrize("side", ["ours", "theirs"])
@pytest.mark.parametrize(
    "theirs",
    [
        {"title": "Asks Tom"},
        {"persona_ids": ("persona_ben",)},
        {"step_id": "step_pay"},
        {"severity": 5},
    ],
)
def test_the_side_that_is_taken_stands_on_the_map_and_nothing_is_open(
    theirs: dict[str, object], side: str
) -> None:
    of, conflict = clash(**theirs)
    now = apply(settle(of, conflict.id, side), of)  # type: ignore[arg-type]  # one of both
    assert [*now.all(Conflict)] == []
    card = now.get("card_chat", Card)
    assert card is not None
    name, value = next(iter(theirs.items()))
    mine = of.get("card_chat", Card)
    assert getattr(card, name) == (value if side == "theirs" else getattr(mine, name))


def test_a_deletion_is_taken_or_not() -> None:
    base = sample()
    base = apply({"conflict_1": (base["conflict_1"], None)}, base)
    gone = apply(delete_cards(base, "card_app"), base)
    merged = merge(base, gone, apply(set_fields(base, "card_app", title="An app"), base))
    conflict = next(c for c in merged.conflicts if c.about_id == "card_app")
    assert [words(merged.map, conflict, side) for side in ("ours", "theirs")] == ["deleted", "kept"]
    assert "card_app" not in apply(settle(merged.map, conflict.id, "ours"), merged.map)
    kept = apply(settle(merged.map, conflict.id, "theirs"), merged.map)
    assert kept["card_app"].title == "An app"  # type: ignore[attr-defined]  # a card


def test_what_fits_no_more_is_refused_in_a_sentence() -> None:
    of, conflict = clash(title="Asks Tom")
    odd = evolve(conflict, theirs='{"not": "a title"}')
    with pytest.raises(EditError, match="fits the map no more"):
        settle(apply({conflict.id: (conflict, odd)}, of), conflict.id, "theirs")
    without = apply(delete_cards(of, "card_chat"), of)
    if conflict.id in without:
        with pytest.raises(EditError, match="not on the map any more"):
            settle(without, conflict.id, "theirs")


def test_a_conflict_that_somebody_wrote_by_hand_is_told_as_it_is() -> None:
    of = sample()
    odd = create(Conflict, id="conflict_9", about_id="gone_1", field="title", ours="{", theirs="")
    assert subject(of, odd) == "Something that is gone: title"
    assert (words(of, odd, "ours"), words(of, odd, "theirs")) == ("{", "nothing")
