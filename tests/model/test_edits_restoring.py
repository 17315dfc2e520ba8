"""Going back to a version: the journey is as it was, what is about the work stays."""

from model.change import JourneyMap, apply
from model.edits.restoring import restore
from model.records import Card, Comment, MapInfo, Person, VersionLabel, create


def card(card_id: str, title: str = "") -> Card:
    return create(Card, id=card_id, kind="note", title=title)


def test_the_journey_is_as_it_was() -> None:
    version = JourneyMap((card("card_a", "Before"), card("card_gone")))
    now = JourneyMap((card("card_a", "Now"), card("card_new")))
    there = apply(restore(now, version), now)
    assert set(there.records) == {"map", "card_a", "card_gone"}
    assert there.records["card_a"] == version.records["card_a"]


def test_when_it_was_reviewed_and_what_it_is_compared_with_stays() -> None:
    winter = VersionLabel(label="Winter")
    before = create(
        MapInfo, title="Before", reviewed_on="2026-01-01", review_every_days=90, version=winter
    )
    kept = {"reviewed_on": "2026-11-01", "next_review": "2026-12-01", "baseline": "x.journey.json"}
    now = JourneyMap((create(MapInfo, title="Now", **kept),))
    info = apply(restore(now, JourneyMap((before,))), now).info
    assert info == create(MapInfo, title="Before", **kept)


def test_comments_stay_on_what_there_still_is_and_come_back_with_what_comes_back() -> None:
    mara, jun = create(Person, id="person_m", name="Mara"), create(Person, id="person_j")
    gone = create(Comment, id="comment_gone", about_id="card_gone", text="Of what comes back")
    asked = create(Comment, id="comment_a", about_id="card_a", text="Really?")
    deleted = create(Comment, id="comment_d", about_id="card_a", text="Taken away since")
    version = JourneyMap((card("card_a"), card("card_gone"), gone, asked, deleted))
    answered = create(
        Comment, id="comment_a", about_id="card_a", text="Really?", resolved=True, author_id=mara.id
    )
    later = create(Comment, id="comment_l", about_id="map", text="Well done")
    loose = create(Comment, id="comment_o", text="Of nothing in particular")
    lost = create(Comment, id="comment_n", about_id="card_new", text="Going", author_id=jun.id)
    now = JourneyMap((card("card_a"), card("card_new"), answered, later, loose, lost, mara, jun))
    there = apply(restore(now, version), now)
    assert {comment.id: comment for comment in there.all(Comment)} == {
        "comment_gone": gone, "comment_a": answered, "comment_l": later,
        "comment_o": loose,
    }  # fmt: skip
    assert list(there.all(Person)) == [mara]


def test_going_back_to_what_is_there_changes_nothing() -> None:
    now = JourneyMap((card("card_a"), create(Comment, id="comment_a", about_id="card_a")))
    same = JourneyMap((card("card_a"), create(Comment, id="comment_a", about_id="card_a")))
    assert restore(now, same) == {}
