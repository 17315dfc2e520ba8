"""A comparison as a web page, as whoever opens it finds it."""

import pytest

from export.change_html import change_html
from model.change import apply
from model.compare import Comparison, compare
from model.comparing.digest import digest
from model.edits.fields import set_fields
from model.records import Card
from tests.compared import CHAT, TODAY, new_map, old_map, one
from tests.export.web_page import Page
from tests.model.retold import changed


def html(c: Comparison, old: str = "old", new: str = "new") -> str:
    return change_html(c, digest(c, TODAY), old, new, TODAY)


@pytest.fixture(scope="module")
def page() -> Page:
    """The bicycle map at its review, and a month later."""
    return Page(html(compare(old_map(), new_map())))


def test_the_page_has_the_sentence_the_strip_and_sections_of_which_wording_is_folded(
    page: Page,
) -> None:
    assert page.of("title") == ["What changed: A year with the city bicycle"]
    assert page.of("bdi")[0] == "A year with the city bicycle"
    assert page.of("h2")[-1] == "Wording and order"
    assert any("Get help +1.4 for Mara" in words for words in page.of("p"))
    assert {"▲ +0.7", "−1"} <= set(page.of("td"))
    assert any("from −1.8 to −0.4" in words for words in page.of("div"))
    opened = [name for tag, name, _ in page.attributes if tag == "details" and name == "open"]
    assert len(opened) == len(page.of("h2")) - 1


def test_the_page_says_by_signs_what_its_colours_say(page: Page) -> None:
    assert {"in chat", "is allowed"} <= set(page.of("del"))
    assert {"on the website", "fits"} <= set(page.of("ins"))
    assert {"−", "+"} == set(page.of("i"))
    labels = {value for _, name, value in page.attributes if name == "aria-label"}
    assert labels <= {"added", "removed", "moved", "changed", "as before"}


def test_the_page_loads_and_runs_nothing(page: Page) -> None:
    assert {tag for tag, _, _ in page.attributes} & {"script", "img", "link", "iframe"} == set()
    assert {name for _, name, _ in page.attributes} & {"src", "href", "style"} == set()
    policy = [value for _, name, value in page.attributes if name == "content"]
    assert any("default-src 'none'" in value for value in policy)


def test_what_people_wrote_is_no_markup() -> None:
    old = old_map()
    evil = "<script>alert(1)</script> & <b>\u2067\x07"
    chat = one(old, Card, CHAT).id
    new = apply(set_fields(old, chat, title=evil, body=evil), old)
    new = apply(set_fields(new, "map", title=evil), new)
    text = html(compare(old, new), "<b>")
    assert "<script" not in text
    assert "\x07" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in text
    assert Page(text).of("bdi")[:2] == ["<script>alert(1)</script> & <b>", "<b>"]


def test_a_page_says_in_which_language_and_direction_words_are_read() -> None:
    old = changed(map={"language": "ar", "title": "بطاقة"}, card_offers={"title": "عروض"}).new
    c = changed(old, card_offers={"title": "عروض جديدة"})
    page = Page(html(c))
    assert ("html", "lang", "en") in page.attributes
    assert {("bdi", "lang", "ar"), ("bdi", "dir", "rtl")} <= set(page.attributes)
    assert "“عروض جديدة”" in page.of("bdi")
