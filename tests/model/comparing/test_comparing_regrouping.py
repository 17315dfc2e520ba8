"""Stages that became one, or several, are one change, if that is what happened."""

from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

import pytest

from export.change_html import change_html
from export.change_text import change_text
from model.change import JourneyMap, apply, chain
from model.compare import Comparison, compare
from model.comparing import regrouping
from model.comparing.digest import digest
from model.comparing.narrowing import Narrowed, Narrowing
from model.comparing.sentence import sentence
from model.comparing.strip import strip
from model.edits.details import add_action, add_comment
from model.edits.fields import set_fields
from model.edits.stages import merge_stage_with_next, move_stage, move_step, split_stage
from model.ids import Ids
from model.records import LONGEST_TEXT, Card, Record, Stage, Step, evolve
from model.reviewing import Scribe, act, question, verdicts
from tests.model.retold import changed, made
from tests.sample import sample

ON = date(2026, 11, 22)
MERGED = "Stages “Compare” and “Buy” are now one: “Compare”"
SPLIT = "Stage “Compare” is now two: “Compare” and “Ask”"


def merged(old: JourneyMap | None = None, **fields: Any) -> Comparison:
    """Compare and Buy made one, which then gets these fields."""
    of = old or sample(step_pay={"moment_of_truth": False})
    now = apply(merge_stage_with_next(of, "stage_compare"), of)
    return compare(of, apply(set_fields(now, "stage_compare", **fields), now) if fields else now)


def split(**fields: Any) -> Comparison:
    """Compare split before its second step, the new one with these fields."""
    of = sample()
    return compare(of, apply(split_stage(of, "step_ask", Ids(), **{"name": "Ask", **fields}), of))


def lines(c: Comparison) -> list[str]:
    """All that is told, but for what is overdue."""
    return [x.text for s in digest(c, ON).sections for x in s.lines if x.news]


def put(of: JourneyMap, step_id: str, stage_id: str) -> JourneyMap:
    """With a step in another stage, also if it was the only one of its own."""
    step = of[step_id]
    return apply({step_id: (step, evolve(step, stage_id=stage_id))}, of)


def three() -> JourneyMap:
    """With a third stage, of two steps."""
    return changed(
        None,
        made(Stage, "stage_ride", name="Ride", order="a2"),
        made(Step, "step_out", stage_id="stage_ride", name="Out", order="a0"),
        made(Step, "step_back", stage_id="stage_ride", name="Back", order="a1"),
    ).new


def test_two_stages_made_one_are_one_change() -> None:
    c = merged()
    assert lines(c) == [MERGED]
    assert sentence(c) == MERGED
    assert [item.id for item in c.told] == ["stage_buy"]
    following = {i.id for i in c.because_of("stage_buy")}
    assert {"stage_compare", "step_pay"} <= following, "also its name, which the stage had"


def test_it_is_told_by_the_name_that_it_has_now_and_with_what_else_became_of_it() -> None:
    c = merged(name="Choose")
    assert lines(c) == ["Stages “Compare” and “Buy” are now one: “Choose”"]
    more = merged(name="Choose", customer_goal="Be sure")
    assert lines(more) == [
        "Stages “Compare” and “Buy” are now one: “Choose”",
        "Stage “Choose”: customer goal added, duration now 2 days, renamed from “Compare”, "
        "description added",
    ]
    assert sentence(more) == "Stages “Compare” and “Buy” now one and one more change"


def test_three_stages_made_one_are_one_change() -> None:
    of = three()
    twice = chain(of, *[lambda to: merge_stage_with_next(to, "stage_compare")] * 2)
    c = compare(of, apply(twice, of))
    assert lines(c) == ["Stages “Compare”, “Buy” and “Ride” are now one: “Compare”"]


def test_many_stages_made_one_or_several_are_counted_and_others_looked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pairs = [(f"stage_{n}{half}", n, half) for n in range(4) for half in "ab"]
    rows = [made(Stage, i, name=i[6:], order=f"b{n}{half}") for i, n, half in pairs]
    rows += [made(Step, f"of_{i}", stage_id=i, order=f"a{half}", name="x") for i, _, half in pairs]
    old = new = changed(None, *rows).new
    for n in range(4):
        new = put(new, f"of_stage_{n}b", f"stage_{n}a")
        new = apply({f"stage_{n}b": (new[f"stage_{n}b"], None)}, new)
    assert sentence(compare(old, new)) == "Stages merged in four places"
    assert sentence(compare(new, old)) == "Stages split in four places"
    looked_at: list[str] = []
    real = regrouping.mentions_any

    def mentions_any(record: Record, ids: AbstractSet[str]) -> bool:
        looked_at.append(record.id)
        return real(record, ids)

    monkeypatch.setattr(regrouping, "mentions_any", mentions_any)
    reworded = {c.id: (c, evolve(c, title=f"{c.title}!")) for c in new.all(Card)}
    compare(old, apply(reworded, new))
    assert [looked_at.count(i) for i in reworded] == [1] * len(reworded)
    assert lines(compare(old, new))[3] == "Stages “3a” and “3b” are now one: “3a”"


def test_what_mentioned_the_one_that_is_gone_follows() -> None:
    of = sample()
    of = apply(add_comment(of, "stage_buy", "Short?", Ids()), of)
    of = apply(add_action(of, Ids(), "Look", about_ids=("stage_buy",)), of)
    assert lines(merged(of)) == [MERGED]


def test_a_stage_whose_texts_do_not_fit_into_one_is_told_besides() -> None:
    long = {"description": "x" * LONGEST_TEXT}
    of = sample(stage_compare=long, stage_buy=long)
    now = put(of, "step_pay", "stage_compare")
    now = apply({"stage_buy": (now["stage_buy"], None)}, now)
    now = apply(set_fields(now, "stage_compare", description="Short"), now)
    told = lines(compare(of, now))
    assert MERGED in told
    assert "Stage “Compare”: description reworded" in told


def test_a_stage_split_into_two_or_three_is_one_change() -> None:
    c = split()
    assert lines(c) == [SPLIT]
    assert sentence(c) == SPLIT
    (stage,) = c.told
    assert {i.id for i in c.because_of(stage.id)} == {"step_ask"}
    of = three()
    ids = Ids()
    step = made(Step, "step_far", stage_id="stage_ride", order="a2", name="Far")
    of = apply({"step_far": (None, step)}, of)
    once = apply(split_stage(of, "step_back", ids, "Home"), of)
    twice = apply(split_stage(once, "step_far", ids, "Away"), once)
    renamed = apply(set_fields(twice, "stage_ride", name="Set out"), twice)
    assert lines(compare(of, renamed)) == [
        "Stage “Ride” is now three: “Set out”, “Home” and “Away”"
    ]


def test_what_is_new_in_a_stage_that_was_split_off_is_counted() -> None:
    c = split()
    (stage,) = c.told
    step = made(Step, "step_more", stage_id=stage.id, order="a5", name="More")
    new = apply({"step_more": (None, step)}, c.new)
    assert lines(compare(c.old, new)) == [f"{SPLIT}, with 1 step"]
    told = sentence(compare(c.old, apply(set_fields(new, "card_queue", severity=5), new)))
    assert told == "One pain worse, stage “Compare” now two"


def test_what_was_made_one_and_is_taken_back_is_one_change_too() -> None:
    of = sample(stage_buy={"description": "Quickly"}, step_pay={"name": ""})
    c = merged(of, name="Choose")
    back = compare(c.new, c.old)
    assert lines(back) == ["Stage “Choose” is now two: “Compare” and “Buy”"]
    nameless = sample(stage_buy={"name": ""})
    assert lines(merged(nameless)) == [
        "Stages “Compare” and one without a name are now one: “Compare”"
    ]


def test_only_what_nothing_else_fits_is_told_so() -> None:
    of = three()
    others = lines(compare(of, apply(move_step(of, "step_out", "stage_buy"), of)))
    assert others == ["Step “Out” moved from stage “Ride” to “Buy”"]
    apart = apply(move_step(of, "step_out", "stage_buy"), of)
    apart = put(apart, "step_back", "stage_compare")
    apart = JourneyMap(r for i, r in apart.records.items() if i != "stage_ride")
    assert "Stage “Ride” removed" in lines(compare(of, apart)), "its steps went two ways"
    other = apply({"stage_new": (None, made(Stage, "stage_new", name="New", order="a3"))}, of)
    other = put(other, "step_pay", "stage_new")
    other = JourneyMap(r for i, r in other.records.items() if i != "stage_buy")
    told = lines(compare(of, other))
    assert told[:2] == ["Stage “Buy” removed", "Stage “New” added after “Ride”"]
    lost = apply(move_step(of, "step_out", "stage_buy"), of)
    lost = JourneyMap(r for i, r in lost.records.items() if i not in ("stage_ride", "step_back"))
    assert any(text.startswith("Stage “Ride” removed") for text in lines(compare(of, lost)))
    mixed = apply(split_stage(of, "step_ask", Ids(), "Both"), of)
    (new,) = set(mixed.records) - set(of.records)
    mixed = apply(move_step(mixed, "step_back", new), mixed)
    assert any(text.startswith("Stage “Both” added") for text in lines(compare(of, mixed)))


def test_a_stage_that_was_put_elsewhere_besides_is_told_so() -> None:
    of = three()
    now = apply(merge_stage_with_next(of, "stage_compare"), of)
    now = apply(move_stage(now, "stage_compare"), now)
    told = lines(compare(of, now))
    assert MERGED in told
    assert told[1:] == ["Stage “Compare”: duration now 2 days, now after “Ride”, description added"]
    step = apply(set_fields(merged().new, "step_pay", when="at noon"), merged().new)
    assert len(lines(compare(merged().old, step))) == 2


def test_the_row_of_stages_says_where_a_stage_went_or_came_from() -> None:
    c = merged(name="Choose <b>")
    told = {s.name: (s.state, s.also) for s in strip(c)}
    assert told["Buy"] == ("removed", ("now in “Choose <b>”",))
    assert told["Choose <b>"] == ("", ("renamed", "steps differ"))
    assert "Buy (now in “Choose <b>”)" in change_text(c, digest(c, ON), "a", "b")
    assert "(now in “Choose &lt;b&gt;”)" in change_html(c, digest(c, ON), "a", "b", ON)
    assert {s.name: s.also for s in strip(split())}["Ask"] == ("was in “Compare”",)
    both = Narrowed(c)
    assert both.fitting(Narrowing(stages=frozenset({"stage_compare"}))) == {"stage_buy"}


def test_a_review_finds_what_it_said_about_a_merged_stage() -> None:
    c, by = merged(), Scribe("Robin", "2026-11-22")
    now = apply(question(c.new, c, ["stage_buy"], "Why?", Ids(), by), c.new)
    assert verdicts(compare(c.old, now)) == {"stage_buy": "question"}
    renamed = apply(set_fields(now, "stage_compare", name="Choose"), now)
    assert verdicts(compare(c.old, renamed)) == {"stage_buy": "question"}
    acted = apply(act(c.new, c, ["stage_buy"], "Look", Ids(), by), c.new)
    assert verdicts(compare(c.old, acted)) == {"stage_buy": "action"}
