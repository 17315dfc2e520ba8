"""A comparison as text on a terminal and in a pipe."""

import re

import pytest

from app.commands.diff_text import in_text
from model.change import JourneyMap
from model.compare import compare
from model.comparing.digest import digest
from model.records import Card
from tests.compared import TODAY, new_map, old_map
from tests.model.retold import changed


def test_words_that_run_from_the_right_are_compared_in_reading_order() -> None:
    old = changed(card_offers={"title": "عروض المتجر"}).new
    c = changed(old, card_offers={"title": "عروض الموقع"})
    text = in_text(c, digest(c, TODAY), "old", "new")
    assert "Title: \u2068عروض [-المتجر-]{+الموقع+}\u2069\n" in text


def test_a_terminal_gets_colours_and_its_own_width_unless_it_wants_none() -> None:
    c = compare(old_map(), new_map())
    text = in_text(c, digest(c, TODAY), "old", "new", width=60, colour=True)
    assert "\x1b[32m+" in text
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    plain = in_text(c, digest(c, TODAY), "old", "new", width=60)
    assert "\x1b" not in plain
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()
    assert max(map(len, plain.splitlines())) <= 60
    whole = in_text(c, digest(c, TODAY), "old", "new")
    assert plain.split() == whole.split()  # wrapped, and nothing lost


def test_what_a_terminal_obeys_is_written_out() -> None:
    c = changed(card_offers={"title": "\x1b[31mred\x07 [bold]no[/bold]\u202e"})
    for width in (None, 70):
        text = in_text(c, digest(c, TODAY), "old\x1b[2J", "new", width)
        assert "\\x1b[31mred\\x07 [bold]no[/bold]" in text
        assert "\x1b" not in text
        assert "\u202e" not in text.replace("\u202e\u2069", "")


def test_a_thousand_changes_are_told_one_by_one() -> None:
    cards = {f"card_{i}": Card(id=f"card_{i}", title=f"Card {i}", order="a0") for i in range(1000)}
    old = JourneyMap({**changed().new.records, **cards})
    other = {i: card.model_copy(update={"title": f"{card.title}!"}) for i, card in cards.items()}
    c = compare(old, JourneyMap({**old.records, **other}))
    text = in_text(c, digest(c, TODAY), "old", "new")
    assert text.count("!” reworded\n") == 1000
    assert "1,000 touchpoints reworded\n" in text


def test_a_new_key_of_order_alone_is_said_to_be_that() -> None:
    c = changed(card_chat={"order": "a1V"})
    text = in_text(c, digest(c, TODAY), "old", "new")
    assert text == "old → new\nNothing changed.\n1 key of order renewed.\n"


@pytest.mark.parametrize("colour", [True, False])
def test_a_name_from_the_right_is_isolated_in_each_line_that_it_is_broken_into(
    colour: bool,
) -> None:
    name = " ".join(["تبحث عن كتاب لابنتها"] * 4)
    c = changed(card_chat={"title": name, "lane_id": "lane_shop", "body": f"{name} {name}"})
    lines = in_text(c, digest(c, TODAY), "old", "new", 50, colour).splitlines()
    broken = [line for line in lines if "كتاب" in line]
    assert len(broken) > 6
    assert all("\u2068" in line for line in broken)
    assert all(line.count("\u2068") == line.count("\u2069") for line in lines)
