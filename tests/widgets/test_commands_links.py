import pytest
from pytestqt.qtbot import QtBot

from model.records import Link
from tests.widgets.commands_hand import Hand


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def ways(hand: Hand) -> set[tuple[str, str]]:
    return {(link.source_id, link.target_id) for link in hand.map.all(Link)}


def test_two_cards_are_connected_in_the_order_in_which_they_were_selected(hand: Hand) -> None:
    hand.select("card_till", "card_chat").do("link.connect")
    assert ("card_till", "card_chat") in ways(hand)
    hand.one_undo("Connect “Till” to “Chat”")


def test_several_cards_are_connected_one_to_the_next(hand: Hand) -> None:
    hand.select("card_chat", "card_visit", "card_till").do("link.connect")
    assert {("card_chat", "card_visit"), ("card_visit", "card_till")} <= ways(hand)
    hand.one_undo("Connect 3 cards")


def test_with_one_card_alone_connecting_is_taken_up_by_the_pointer_and_laid_down(
    hand: Hand,
) -> None:
    hand.select("card_till").do("link.connect")
    assert hand.canvas.connecting
    hand.do("link.connect")
    assert not hand.canvas.connecting
    assert hand.labels == []


def test_cards_that_are_connected_already_are_not_connected_twice(hand: Hand) -> None:
    hand.select("card_offers", "card_chat").do("link.connect")
    assert hand.said == ["They are connected already."]
    assert hand.labels == []


@pytest.mark.parametrize(
    ("command", "way", "label"),
    [
        ("link.entry", ("", "card_chat"), "Add entry at “Chat”"),
        ("link.drop_off", ("card_chat", ""), "Add drop-off after “Chat”"),
    ],
)
def test_customers_come_in_and_leave_at_a_card(
    hand: Hand, command: str, way: tuple[str, str], label: str
) -> None:
    hand.select("card_chat").do(command)
    assert way in ways(hand)
    (link,) = hand.selection.of(Link)
    assert (link.source_id, link.target_id) == way
    hand.one_undo(label)


def test_the_links_of_the_selection_are_removed(hand: Hand) -> None:
    hand.select("card_offers").do("link.remove")
    assert ways(hand) == {("card_queue", "")}
    hand.one_undo("Remove 2 links")
    hand.select("link_out").do("link.remove")
    assert ways(hand) == set()
    assert hand.labels[-1] == "Remove a link"


def test_a_card_without_links_has_none_to_remove(hand: Hand) -> None:
    hand.select("card_stock").do("link.remove")
    assert hand.said == ["No link leaves or reaches what is selected."]
