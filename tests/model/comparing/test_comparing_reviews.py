"""What a review leaves on the map is told in few lines, and all that is to be done with it."""

import json
from datetime import date
from functools import cache

from export.change_html import change_html
from export.change_json import change_json
from export.change_text import change_text
from model.change import JourneyMap, apply
from model.compare import Comparison, compare
from model.comparing.details import details
from model.comparing.digest import Digest, digest
from model.comparing.numbering import numbers
from model.edits.fields import set_fields
from model.edits.removing import remove
from model.ids import Ids
from model.records import Person
from model.reviewing import Scribe, act, agree, comment, done, question, to_review
from tests.compared import TODAY, new_map, old_map

ROBIN = Scribe("Robin", "2026-12-14T10:00:00+00:00")
FILE = "2026-12-14-Review.journey.json"
NAMES = ("November review", "now")


@cache
def reviewed() -> JourneyMap:
    """The bicycle map after its review: twelve agreed, a question, an action, the days."""
    to, ids, c = new_map(), Ids(), compare(old_map(), new_map())
    items = to_review(c)
    for item in items[:12]:
        to = apply(agree(to, c, item.id, ids, ROBIN), to)
    to = apply(question(to, c, [items[12].id], "Why so late?", ids, ROBIN), to)
    to = apply(act(to, c, [items[13].id], "Watch the queue", ids, ROBIN), to)
    to = apply(done(to, date(2026, 12, 14), date(2027, 1, 14)), to)
    return apply(set_fields(to, "map", baseline=FILE), to)


def told(c: Comparison) -> Digest:
    return digest(c, TODAY)


def lines(c: Comparison) -> list[str]:
    return [line.text for section in told(c).sections for line in section.lines]


def test_what_was_agreed_is_one_line_without_a_number() -> None:
    c = compare(old_map(), reviewed())
    (agreed,) = (x for s in told(c).sections for x in s.lines if "agreed" in x.text.casefold())
    assert agreed.text == "12 changes agreed in a review"
    assert (agreed.number, agreed.stands) == (0, True)
    kinds = {c.by_id[i].record for i in agreed.ids}
    assert kinds == {"comment", "person"}, "Robin came with the marks"


def test_questions_and_actions_of_a_review_are_told() -> None:
    told_lines = lines(compare(old_map(), reviewed()))
    assert any("“Why so late?”" in text and "by Robin" in text for text in told_lines)
    assert any("“Watch the queue”" in text for text in told_lines)


def test_the_days_of_a_review_are_one_plain_part() -> None:
    c = compare(new_map(), reviewed())
    assert "Reviewed on 14 Dec 2026, next review on 14 Jan 2027" in lines(c)
    names = [detail.name for detail in details(c, c.by_id["map"])]
    assert "Baseline" not in names
    both = lines(compare(old_map(), reviewed()))
    (whole,) = (text for text in both if text.startswith("The map: "))
    assert whole.endswith(", reviewed on 14 Dec 2026, next review on 14 Jan 2027")


def test_no_report_repeats_the_marks_or_names_a_file() -> None:
    c = compare(old_map(), reviewed())
    for report in (
        change_text(c, told(c), *NAMES),
        change_html(c, told(c), *NAMES, TODAY),
    ):
        assert "Agreed: " not in report
        assert "12 changes agreed in a review" in report
        assert FILE not in report
        assert "aseline" not in report


def test_programs_find_the_marks_under_a_key_of_their_own() -> None:
    whole = json.loads(change_json(compare(old_map(), reviewed()), *NAMES))
    left = [(change["record"], change["kinds"]) for change in whole["review"]]
    assert left.count(("comment", ["added"])) == 12
    assert left.count(("person", ["added"])) == 1
    (days,) = (change for change in whole["review"] if change["id"] == "map")
    assert [field["field"] for field in days["fields"]] == ["baseline"]
    (own,) = (change for change in whole["changes"] if change["id"] == "map")
    assert "baseline" not in [field["field"] for field in own["fields"]]
    assert not {c["id"] for c in whole["changes"]} & {c["id"] for c in whole["review"]} - {"map"}
    assert "Agreed: " not in json.dumps(whole["changes"])
    assert list(json.loads(change_json(compare(old_map(), new_map()), *NAMES))) == [
        "format", "version", "old", "new", "summary", "changes",
    ]  # fmt: skip


def test_a_map_that_only_was_agreed_upon_says_so() -> None:
    old, now = new_map(), new_map()
    c, ids = compare(old_map(), old), Ids()
    for item in to_review(c)[:2]:
        now = apply(agree(now, c, item.id, ids, ROBIN), now)
    assert told(compare(old, now)).sentence == "2 changes agreed in a review"


def test_somebody_new_who_also_is_to_do_something_is_told() -> None:
    to = reviewed()
    (robin,) = (p for p in to.all(Person) if p.name == "Robin")
    owned = apply(set_fields(to, "map", owner_id=robin.id), to)
    assert any(text == "Person “Robin” added" for text in lines(compare(old_map(), owned)))
    assert not any("Person “Robin”" in text for text in lines(compare(old_map(), to)))


def test_a_change_keeps_its_number_whatever_is_remarked_and_planned_meanwhile() -> None:
    old, new = old_map(), new_map()
    c, ids = compare(old, new), Ids()
    items = to_review(c)
    first, second = items[3].id, items[9].id
    later = apply(question(new, c, [first], "Who said so?", ids, ROBIN), new)
    later = apply(act(later, c, [second], "Ask", ids, ROBIN, "Kim", "2026-01-01"), later)
    there = next(item.id for item in items if item.after is not None)
    later = apply(comment(later, there, "Good", ids, Scribe("Ada", "2026-12-14")), later)
    before, after = (
        numbers(one, (line for s in told(one).sections for line in s.lines))
        for one in (c, compare(old, later))
    )
    assert {i: after[i] for i in before} == before
    assert after == before, "and what was written has none"
    unnumbered = [
        line.text
        for s in told(compare(old, later)).sections
        for line in s.lines
        if line.news and not line.number
    ]
    assert "Person “Ada” added" in unnumbered
    assert any("“Who said so?”" in text for text in unnumbered)
    assert any("“Ask”" in text for text in unnumbered)


def test_what_somebody_owned_who_is_gone_has_the_number_of_that() -> None:
    old = new_map()
    (kim, *_) = old.all(Person)
    c = compare(old, apply(remove(old, kim.id), old))
    (line,) = (x for s in told(c).sections for x in s.lines if kim.id in x.ids)
    assert line.number
