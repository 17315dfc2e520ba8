"""A comparison as Markdown: what a site that shows it makes of it."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from export.change_markdown import change_markdown
from model.compare import Comparison, compare
from model.comparing.digest import digest
from tests.compared import TODAY, new_map, old_map
from tests.model.retold import changed
from tests.tools import law

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
#: All that stands within a line.
SEEN = {"text", "text_special", "strong_open", "strong_close"}
OURS = {"<del>", "</del>", "<ins>", "</ins>", "<!-- -->"}


def read(c: Comparison, old: str = "old", new: str = "new") -> list[Token]:
    return READER.parse(change_markdown(c, digest(c, TODAY), old, new))


def texts(tokens: list[Token], after: str) -> list[str]:
    """What can be read in the lines behind the opening of an element."""
    return [
        "".join(part.content for part in line.children or () if part.type.startswith("text"))
        for mark, line in pairwise(tokens)
        if mark.tag == after and line.type == "inline"
    ]


def test_headings_a_table_of_stages_and_lists_tell_what_changed_and_wording_is_folded() -> None:
    tokens = read(compare(old_map(), new_map()))
    assert texts(tokens, "h2") == ["What changed: A year with the city bicycle"]
    assert texts(tokens, "h3")[0] == "Actions and opportunities"
    assert "Wording and order" not in texts(tokens, "h3")
    assert texts(tokens, "th") == ["Stage", "+", "−", "≠", "Feeling"]
    row = texts(tokens, "td").index("Get help")
    assert texts(tokens, "td")[row : row + 5] == ["Get help", "·", "1", "2", "+0.7"]
    blocks = [token.content.strip() for token in tokens if token.type == "html_block"]
    assert blocks == ["<details><summary>Wording and order (2 lines)</summary>", "</details>"]
    page = READER.renderer.render(tokens, READER.options, {})
    assert "Title: Asks <del>in chat</del><ins>on the website</ins> whether" in page
    assert "<strong>−</strong> Solved: pain point “Eleven minutes" in page


def test_nothing_that_changed_and_new_keys_alone_are_said() -> None:
    same = compare(old_map(), old_map())
    assert texts(read(same), "p")[1:] == ["Nothing changed."]
    c = changed(card_chat={"order": "a1V"})
    assert texts(read(c), "p")[1:] == ["Nothing changed.", "1 key of order renewed."]


@law(100)
@given(st.text(st.sampled_from("a1 \\`*_[]()<>#+-.!|~&;$@:/=^\"'{}ا\u202e\n"), min_size=1))
@example("@a #1")
def test_what_people_wrote_is_no_markup_and_calls_nobody(words: str) -> None:
    c = changed(map={"title": f"x {words} x"}, card_chat={"title": f"x {words} x"})
    text = change_markdown(c, digest(c, TODAY), f"x {words} x", "new")
    tokens = READER.parse(text)
    for line in (token for token in tokens if token.type == "inline"):
        for part in line.children or ():
            assert part.type in SEEN or part.content in OURS
    (title,) = texts(tokens, "h2")
    heard = "".join(letter for letter in title if letter not in "\u2068\u2069")
    written = " ".join(f"x {words} x".replace("\u202e", "").split())
    assert " ".join(heard.split()) == f"What changed: {written}"
    assert "@a" not in text
    assert "#1" not in text.replace("&#1", "")
