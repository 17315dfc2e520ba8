"""What a line of the capture bar means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.capture import PREFIXES, Captured, Scores, read


@pytest.mark.parametrize(
    ("line", "text", "kind"),
    [
        ("Compare offers", "Compare offers", None),
        ("  Compare   offers ", "Compare offers", None),
        ("!Waits on hold", "Waits on hold", "pain"),
        ("! Waits on hold", "Waits on hold", "pain"),
        ("+Eleven minutes faster", "Eleven minutes faster", "gain"),
        ("*Say what it costs", "Say what it costs", "opportunity"),
        ('"I could not tell', "I could not tell", "quote"),
        (">Answers the chat", "Answers the chat", "activity"),
        ("%Calls a week", "Calls a week", "metric"),
        ("?Who pays for the lock", "Who pays for the lock", "question"),
        ("? Who pays? #money", "Who pays?", "question"),
        ("??", "?", None),
        ("??? they asked", "?? they asked", None),
        ("!!important", "!important", None),
        ('""Quoted"', '"Quoted"', None),
        ("++", "+", None),
        ("Waits! On hold", "Waits! On hold", None),
        ("", "", None),
        ("!", "", "pain"),
    ],
)
def test_the_first_character_says_the_kind_and_twice_it_is_itself(
    line: str, text: str, kind: str | None
) -> None:
    read_ = read(line)
    assert (read_.text, read_.kind) == (text, kind)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('"My dough will not wait"', "My dough will not wait"),
        ('" My dough will not wait " #price', "My dough will not wait"),
        ('"My dough will not wait".', "My dough will not wait."),
        ("“My dough will not wait”", "My dough will not wait"),
        ("„Mein Teig wartet nicht“", "Mein Teig wartet nicht"),
        ("”Degen väntar inte”", "Degen väntar inte"),
        ("«\N{NO-BREAK SPACE}Attendez\N{NO-BREAK SPACE}!\N{NO-BREAK SPACE}»", "Attendez !"),
        ("»Mein Teig wartet nicht«", "Mein Teig wartet nicht"),
        ("“My dough will not wait", "My dough will not wait"),
        ('"She said "no""', 'She said "no"'),
        ('"She said “no”', "She said “no”"),
        ('"A "quick" look', 'A "quick" look'),
        ('"', ""),
    ],
)
def test_a_quote_loses_the_marks_around_it_and_no_others(line: str, text: str) -> None:
    read_ = read(line)
    assert (read_.text, read_.kind) == (text, "quote")


def test_a_mark_of_length_and_a_doubled_quotation_mark_stay() -> None:
    for line, text in (('!The screen is 6"', 'The screen is 6"'), ("““Quoted”", "“Quoted”")):
        assert read(line).text == text


def test_tags_owner_scores_and_counts_stand_at_the_end() -> None:
    said = read("!Waits on hold #phone #evening @mara =-2,-1,0 x3")
    assert (said.text, said.kind) == ("Waits on hold", "pain")
    assert said.tags == ("phone", "evening")
    assert said.owner == "mara"
    assert said.scores == Scores(-1.0, -2.0, 0.0, 3)
    assert said.mentions == 3


@pytest.mark.parametrize(
    ("typed", "scores"),
    [
        ("=-2", Scores(-2.0, -2.0, -2.0, 1)),
        ("=+1.5", Scores(1.5, 1.5, 1.5, 1)),
        ("=−1", Scores(-1.0, -1.0, -1.0, 1)),
        ("=2,1", Scores(1.5, 1.0, 2.0, 2)),
    ],
)
def test_scores_of_several_people_have_a_mean_a_range_and_a_number(
    typed: str, scores: Scores
) -> None:
    assert read(f"Waits {typed}").scores == scores


@pytest.mark.parametrize(
    "line",
    [
        "Pays =3",
        "Pays =-2.1",
        "Pays =",
        "Pays =,",
        "Pays =1,,2",
        "Pays x0",
        "Pays x1000",
        pytest.param(f"Pays x{'9' * 5000}", id="no figure that long is a count"),
        "Pays #",
        "Pays @",
        "Pays @?",
        "Room 4x3",
        "Mail@home",
        "C#",
        "a=1",
        "#phone",
        "@mara",
        "x3",
        "#phone x3",
    ],
)
def test_what_is_no_mark_stays_in_the_words(line: str) -> None:
    said = read(line)
    assert (said.text, said.marks) == (line, ())


def test_a_line_of_thousands_of_marks_is_read_at_once() -> None:
    """Each word is looked at once: this took ten seconds for every key that was pressed."""
    assert len(read("Waits" + " =1 #phone" * 9_000).marks) == 18_000


def test_a_mark_within_the_words_is_a_word() -> None:
    said = read("Waits x3 times for #phone support")
    assert (said.text, said.marks) == ("Waits x3 times for #phone support", ())


def test_a_mark_that_was_turned_back_is_a_word_and_so_is_what_stands_before_it() -> None:
    said = read("Calls room #4 #evening", plain=frozenset({"#4"}))
    assert (said.text, said.tags) == ("Calls room #4", ("evening",))


def test_a_mark_says_where_it_stands() -> None:
    line = "Waits  #phone  x3 "
    assert [line[mark.start : mark.end] for mark in read(line).marks] == ["#phone", "x3"]


@pytest.mark.parametrize(
    ("line", "stage", "text"),
    [
        ("Compare:", "Compare", ""),
        (" Get help : ", "Get help", ""),
        ("Note::", "", "Note:"),
        (":", "", ":"),
        ("Compare: offers", "", "Compare: offers"),
        ("!Compare:", "", "Compare:"),
        ("Compare: #x", "", "Compare:"),
    ],
)
def test_a_name_with_a_colon_alone_is_a_stage(line: str, stage: str, text: str) -> None:
    said = read(line)
    assert (said.stage, said.text) == (stage, text)


@pytest.mark.parametrize(("line", "jump"), [("@?co ph", "co ph"), (" @? ", ""), ("a @?b", None)])
def test_a_question_leads_elsewhere(line: str, jump: str | None) -> None:
    assert read(line).jump == jump


@given(st.text(st.sampled_from('ab x3=-2,1#@?!+*">%: ,.1'), max_size=20))
def test_no_word_is_lost(line: str) -> None:
    """What is read, put together again, has every character that is not a space."""
    said = read(line)
    if said.jump is not None:
        assert line.lstrip() == f"@?{line.lstrip()[2:]}"
        return
    begun = "".join(line.split())
    if said.stage:
        assert begun == f"{''.join(said.stage.split())}:"
        return
    marks = "".join(line[mark.start : mark.end] for mark in said.marks)
    words = "".join(said.text.split())
    if said.kind == "quote" and begun != f'"{words}{marks}':
        # The mark that closes a quote went the way of the one that begins it.
        assert begun in (f'"{words}"{marks}', f'"{words[:-1]}"{words[-1:]}{marks}')
        return
    sign = next((sign for sign, kind in PREFIXES.items() if kind == said.kind), "")
    assert begun in (
        f"{sign}{words}{marks}",
        f"{words[:1]}{words}{marks}",
        f"{words}:{marks}",
        f"{words[:1]}{words}:{marks}",
    )


def test_nothing_is_nothing() -> None:
    assert read("   ") == Captured()
