"""Laws of what is told of a comparison, over random maps and what became of them."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.commands.diff_text import in_text
from export.change_html import change_html
from export.change_json import change_json
from model.change import JourneyMap
from model.compare import Comparison, compare
from model.comparing.details import details, where
from model.comparing.digest import Digest, digest
from model.comparing.fates import fates
from model.comparing.headlines import headline
from model.comparing.points import points
from model.comparing.review_traces import traces
from model.comparing.sentence import NOTHING, sentence
from model.comparing.strip import strip
from model.grid import is_placed, stages
from model.records import TABLES, Card, same
from model.units import MISSING, value_of
from tests.model.test_compare_laws import pairs
from tests.strategies import days
from tests.tools import law

TODAYS = st.dates(date(1990, 1, 1), date(2050, 1, 1))
#: Ids that drawn maps refer to and do not have.
GONE = frozenset({"gone_1", *(f"{kind.kind_name}_gone" for kind in TABLES.values())})
#: Elements that have no end.
VOID = frozenset({"meta", "br"})


@law(40)
@given(pairs(), TODAYS)
def test_what_is_told_of_a_comparison_is_whole_and_plain(
    pair: tuple[JourneyMap, JourneyMap], today: date
) -> None:
    c = compare(*pair)
    of = digest(c, today)
    every_told_item_is_in_a_line(c, of)
    names_stand_for_ids(c, of)
    one_line_tells_each_item(c)
    the_strip_counts_every_card_that_differs(c)
    a_line_that_runs_elsewhere_is_told(c, of)
    nothing_is_solved_that_is_still_said(c)
    the_text_has_nothing_that_a_terminal_obeys(in_text(c, of, "old", "new"))
    what_is_isolated_is_so_in_each_line(in_text(c, of, "old", "new", 40))
    the_page_is_well_formed(change_html(c, of, "old <b>", "new & co", today))
    programs_read_every_difference(c)


def every_told_item_is_in_a_line(c: Comparison, of: Digest) -> None:
    lines = [line for section in of.sections for line in section.lines]
    told = {record_id for line in lines for record_id in line.ids}
    assert {item.id for item in c.told} <= told
    assert told <= c.old.records.keys() | c.new.records.keys()
    assert all(line.ids for line in lines)
    assert (of.sentence == NOTHING) == (not c.told)
    assert sentence(c) == of.sentence


def names_stand_for_ids(c: Comparison, of: Digest) -> None:
    ids = re.compile("|".join(map(re.escape, {*c.old.records, *c.new.records, *GONE} - {"map"})))
    lines = [line.text for section in of.sections for line in section.lines]
    lines += [f"{headline(c, item)} {where(c, item)}" for item in c.items]
    lines += [f"{d.name} {d.before} {d.after}" for i in c.items for d in details(c, i)]
    lines += [of.sentence, *(stage.name for stage in of.strip)]
    assert [line for line in lines[: sum(len(s.lines) for s in of.sections)] if "\n" in line] == []
    assert [line for line in lines if ids.search(line)] == []


def one_line_tells_each_item(c: Comparison) -> None:
    for item in c.items:
        line = headline(c, item)
        assert line.strip() == line
        assert "\n" not in line
        assert line[0] == line[0].upper()
        found = details(c, item)
        assert found or None in (item.before, item.after) or item.kinds == ("rekeyed",)
        for detail in found:
            if detail.pieces:
                assert "".join(p.text for p in detail.pieces if p.state != "new") == detail.before
                assert "".join(p.text for p in detail.pieces if p.state != "gone") == detail.after


def the_strip_counts_every_card_that_differs(c: Comparison) -> None:
    shown = strip(c)
    assert {s.stage_id for s in shown} == {s.id for of in (c.old, c.new) for s in stages(of)}
    in_order = [s.stage_id for s in shown if s.stage_id in c.new]
    assert in_order == [s.id for s in stages(c.new)]
    cards = sum(isinstance(i.there, Card) and i.kinds != ("rekeyed",) for i in c.items)
    assert sum(s.added + s.removed + s.changed for s in shown) <= cards


def a_line_that_runs_elsewhere_is_told(c: Comparison, of: Digest) -> None:
    told = {i for s in of.sections if s.name == "feelings" for line in s.lines for i in line.ids}
    before, after = points(c)
    for where_ in before.keys() & after.keys():
        was, now = before[where_], after[where_]
        if (
            where_.step_id in c.old
            and where_.step_id in c.new
            and abs(was.score - now.score) > 0.01
        ):
            near = {i for f in (*was.of, *now.of) for i in (f.id, f.card_id)}
            assert told & {*near, where_.step_id}


def nothing_is_solved_that_is_still_said(c: Comparison) -> None:
    said = {card.title.casefold() for card in c.new.all(Card) if card.kind == "pain"}
    for record_id, its in fates(c).items():
        item = c.by_id[record_id]
        if its == "solved pain" and item.after is None:
            assert isinstance(item.before, Card)
            assert not item.because
            assert item.before.title.casefold() not in said - {""}
        if item.after is not None and not is_placed(c.new, item.after):
            assert its != "gone with its place"


def the_text_has_nothing_that_a_terminal_obeys(text: str) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", text)


def what_is_isolated_is_so_in_each_line(text: str) -> None:
    for line in text.splitlines():
        assert line.count("\u2068") == line.count("\u2069")


class Checker(HTMLParser):
    """Whether each element ends where it should, and what a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert tag not in ("script", "img", "link", "iframe", "object")
        for name, _ in attrs:
            assert name not in ("src", "href", "style")
            assert not name.startswith("on")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def the_page_is_well_formed(page: str) -> None:
    checker = Checker()
    checker.feed(page)
    checker.close()
    assert checker.open == []
    assert "url(" not in page
    assert "@import" not in page


def programs_read_every_difference(c: Comparison) -> None:
    whole = json.loads(change_json(c, "old", "new"))
    left = {item.id for item in traces(c)}
    told = [change["id"] for change in whole["changes"]]
    assert told == [item.id for item in c.items if item.id not in left]
    by_review = {change["id"]: change for change in whole.get("review", ())}
    assert left <= by_review.keys() <= {*left, "map"}
    for change in (*whole["changes"], *(by_review[i] for i in left)):
        item = c.by_id[change["id"]]
        assert (change["record"], tuple(change["kinds"])) == (item.record, item.kinds)
        names = [field["field"] for field in change["fields"]]
        if item.id == "map" and "map" in by_review:
            names += [field["field"] for field in by_review["map"]["fields"]]
        if item.before is None or item.after is None or type(item.before) is not type(item.after):
            continue
        sides = (item.before, item.after)
        fields = {n for r in sides for n in (*r.__dict__, *(r.__pydantic_extra__ or {}))}
        differing = {n for n in fields if not same(*(value_of(r, n) for r in sides))}
        assert sorted(names) == sorted(differing)
        for field in change["fields"]:
            before, after = (value_of(r, field["field"]) for r in (item.before, item.after))
            assert (field["before"] is None) >= (before is MISSING)
            if isinstance(after, (str, int, bool)):
                assert same(field["after"], after)


@law(20)
@given(st.data(), days)
def test_a_map_beside_itself_has_nothing_to_tell_but_what_is_left_to_do(
    data: st.DataObject, day: str
) -> None:
    of, _ = data.draw(pairs())
    c = compare(of, of)
    found = digest(c, date(2026, 11, 22))
    assert found.sentence == NOTHING
    assert {section.name for section in found.sections} <= {"work", "evidence"}
    assert in_text(c, found, "a", "b") == "a → b\nNothing changed.\n"
