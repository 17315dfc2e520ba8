"""Actions and summaries as text: every sign that was written, none of it markup or a formula."""

import csv
import io
from datetime import date
from pathlib import Path

import pikepdf

from export.pdf import pdf_bytes
from export.summary import actions_csv, actions_markdown, plain, summary_markdown
from model.change import JourneyMap, apply
from model.edits.actions import actions_from, set_owner
from model.edits.common import new_ids
from model.edits.details import add_action
from model.edits.fields import set_fields
from model.ids import Ids
from model.layout.summary_sheet import summary_sheet
from model.records import Action, MapInfo, create
from model.summary import Summary, summarise
from resources import palettes
from tests.sample import sample

TODAY = date(2026, 11, 22)
IDS = Ids()
ODD = "=1+1 | **bold** <b>x</b> [a](b) `c` دراجة 自転車 🚲"


def told(*titles: str, title: str = "A year") -> Summary:
    of = JourneyMap((create(MapInfo, title=title),))
    for each in titles:
        of = apply(add_action(of, IDS, each, due="2026-11-01"), of)
    return summarise(of, TODAY)


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheets know it for UTF-8"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_actions_are_rows_with_days_in_iso_form() -> None:
    of = sample()
    change = actions_from(of, ["card_queue"], IDS)
    of = apply(change, of)
    (action_id,) = new_ids(change, Action)
    of = apply(set_owner(of, action_id, "mia", IDS), of)
    of = apply(set_fields(of, action_id, due="2026-11-01", title="Open a second till"), of)
    (row,) = [r for r in rows(actions_csv(summarise(of, TODAY).decisions)) if "second" in r[0]]
    assert row == ["Open a second till", "Mia Berg", "2026-11-01", "open", "yes", "", "Queue"]


def test_the_card_that_an_action_is_about_is_named_also_where_both_read_alike() -> None:
    of = sample()
    of = apply(actions_from(of, ["card_queue"], IDS), of)
    (row,) = [r for r in rows(actions_csv(summarise(of, TODAY).decisions)) if r[0] == "Queue"]
    assert row[-1] == "Queue"


def test_no_cell_is_a_formula_and_every_script_comes_through() -> None:
    cells = [row[0] for row in rows(actions_csv(told(ODD, "@sum", "-2+3").decisions))[1:]]
    assert sorted(cells) == sorted([f"'{ODD}", "'@sum", "'-2+3"])


def test_nothing_that_people_wrote_is_markup() -> None:
    summary = told(ODD, "# not a heading", title="<script>")
    for text in (summary_markdown(summary), actions_markdown(summary)):
        assert "<" not in text.replace("\\<", "")
        assert "**bold**" not in text
        assert "دراجة 自転車 🚲" in text
    assert plain("# not a heading") == "\\# not a heading"
    assert plain("2. Call them") == "2\\. Call them", "no list in a list"
    assert plain("1986) was 2.5 better") == "1986\\) was 2.5 better"
    assert plain("2.5 bars") == "2.5 bars"
    table = [line for line in actions_markdown(summary).splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in table} == {5}, "no cell breaks a row"


def test_overdue_is_a_word_in_the_table() -> None:
    assert "| **Overdue:** Sun 1 Nov |" in actions_markdown(told("Call them"))
    assert "Nothing is to be done yet." in actions_markdown(told())


def test_the_summary_has_all_its_parts_even_where_there_is_nothing() -> None:
    headings = [line for line in summary_markdown(told()).splitlines() if line.startswith("#")]
    assert headings == [
        "# A year", "## Pain points", "## Gains", "## Decisions", "## Open questions", "## Parked",
    ]  # fmt: skip


def test_the_sheet_is_a_pdf_of_one_page_whose_words_can_be_found(tmp_path: Path) -> None:
    scene, page = summary_sheet(told(*(f"Action {n} دراجة" for n in range(80))))
    file = tmp_path / "s.pdf"
    file.write_bytes(pdf_bytes(scene, palettes.load("light"), page))
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]) == "A year, 22 November 2026"
