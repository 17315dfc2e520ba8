"""Conflicts of a merge are told in words, and one side of them is taken."""

import json

import pytest

from model.change import JourneyMap, apply
from model.edits.cards import delete_cards
from model.edits.common import EditError
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.labels import where
from model.merge import merge
from model.merging.conflicts import in_brief, settle, subject, words
from model.names import own_name
from model.records import Card, Conflict, Feeling, Link, Vote, create, evolve
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


def test_a_place_that_is_gone_is_not_taken() -> None:
    of, conflict = clash(step_id="step_pay")
    without = apply(remove(of, "step_pay"), of)
    with pytest.raises(EditError, match="not on the map any more"):
        settle(without, conflict.id, "theirs")


def test_a_conflict_that_somebody_wrote_by_hand_is_told_as_it_is() -> None:
    of = sample()
    odd = create(Conflict, id="conflict_9", about_id="gone_1", field="title", ours="{", theirs="")
    assert subject(of, odd) == "Something that is gone: title"
    assert (words(of, odd, "ours"), words(of, odd, "theirs")) == ("{", "nothing")


def two_sides(of: JourneyMap, about: str, field: str, ours: object, theirs: object) -> list[str]:
    conflict = create(
        Conflict, id="conflict_9", about_id=about, field=field,
        ours=json.dumps(ours), theirs=json.dumps(theirs),
    )  # fmt: skip
    return [words(of, conflict, side) for side in ("ours", "theirs")]


def test_lists_of_parts_are_told_part_by_part() -> None:
    of = sample()
    assert two_sides(of, "map", "saved_views", [{"name": "Pains", "tags": ["queue"]}], []) == [
        "name Pains, tags queue", "nothing",
    ]  # fmt: skip
    assert two_sides(of, "card_chat", "zz", {"deep": [[1, None, "x"]]}, [{"a": {}}]) == [
        "deep 1, x", "nothing",
    ]  # fmt: skip
    assert two_sides(of, "card_chat", "private", True, False) == ["yes", "no"]


def test_a_score_and_dots_are_told_with_whose_and_where_they_are() -> None:
    of = sample()
    feeling = next(f for f in of.all(Feeling) if f.step_id)
    said = subject(of, create(Conflict, id="c", about_id=feeling.id, field="scores"))
    assert own_name(of[feeling.persona_id]) in said
    assert where(of, feeling.step_id) in said
    vote = create(Vote, id="vote_9", card_id="card_chat", round="Noon", count=3)
    of = apply({vote.id: (None, vote)}, of)
    said = subject(of, create(Conflict, id="c", about_id=vote.id, field="count"))
    assert said == "Dots on “Chat”: count"
    link = create(Link, id="link_9", source_id="card_chat")
    of = apply({link.id: (None, link)}, of)
    said = subject(of, create(Conflict, id="c", about_id=link.id, field="share"))
    assert said == "Link from “Chat” to outside: share"


def test_long_texts_are_cut_where_they_can_still_be_told_apart() -> None:
    same = "word " * 300
    one, other = in_brief(f"{same}but here {same}", f"{same}and there\nis {same}")
    assert "but here" in one
    assert "and there ↵ is" in other
    assert max(len(one), len(other)) < 420
    assert in_brief("short", "x" * 1000) == ("short", "x" * 400 + "…")
