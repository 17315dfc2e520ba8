"""What reports put beside a line: a sign, and the words of texts that were written anew."""

import pytest

from model.compare import Comparison
from model.comparing.lines import Line, line
from model.comparing.shown import MOST, shortened, sign, words
from model.comparing.wording import Piece, worded
from tests.model.retold import changed


def about(c: Comparison, record_id: str) -> Line:
    """The line of one item."""
    return line(c, c.by_id[record_id])


@pytest.mark.parametrize(
    ("record_id", "fields", "its"),
    [
        ("card_offers", {"lane_id": "lane_shop", "title": "x"}, "→"),
        ("card_offers", {"title": "x"}, "≠"),
        ("card_offers", None, "-"),
        ("lane_web", {"order": "a9"}, "→"),
    ],
)
def test_a_line_has_the_sign_of_what_happened_first_of_all(
    record_id: str, fields: dict[str, object] | None, its: str
) -> None:
    c = changed(**{record_id: fields})
    assert sign(c, about(c, record_id)) == its


def test_a_line_about_what_stayed_has_a_sign_of_its_own() -> None:
    assert sign(changed(card_offers={"title": "x"}), Line("Overdue", ("action_till",))) == "!"


def test_texts_that_the_line_does_not_quote_are_compared_word_by_word() -> None:
    c = changed(card_offers={"title": "Best offers", "body": "One"}, stage_buy={"name": "Pay"})
    title, body = words(c, about(c, "card_offers"))
    assert title.name == "Title"
    assert [piece.text for piece in title.pieces if piece.state == "new"]
    assert (body.name, body.pieces) == ("Text", (Piece("One", "new"),))
    assert words(c, about(c, "stage_buy")) == ()  # both names stand in the line
    assert words(c, Line("Two of them", ("card_offers", "stage_buy"))) == ()


def test_what_came_or_went_has_no_words_beside_it() -> None:
    c = changed(card_offers=None)
    assert words(c, about(c, "card_offers")) == ()


def test_long_stretches_that_stayed_are_cut_to_what_stands_around_a_difference() -> None:
    start, middle, end = "a " * 100, " b" * 100, " c" * 100
    pieces = shortened(worded(f"{start}one{middle} two{end}", f"{start}1{middle} 2{end}"), 10)
    text = "".join(f"[{p.text}]" if p.state != "same" else p.text for p in pieces)
    assert text == "…a a a a a [one][1] b b b b b…b b b b b [two][2] c c c c c…"


def test_of_a_long_text_that_is_new_the_beginning_is_shown() -> None:
    (piece,) = shortened(worded("", "new " * 1000))
    assert piece.text.endswith("new…")
    assert len(piece.text) <= MOST + 1
