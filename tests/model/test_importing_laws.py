"""Tables that come back unchanged change nothing; importing again is no second import."""

from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from export.harmless import as_meant, harmless
from export.sheets import read
from export.tables import as_text, as_workbook
from model.change import JourneyMap, apply
from model.edits.common import EditError
from model.grid import Grid
from model.ids import Ids
from model.importing.fields import FIELDS
from model.importing.importing import Imported, importing
from model.importing.lines import bare
from model.importing.plan import Plan, guess
from model.importing.wording import Wording
from model.importing.writing import grid_of_cards, list_of_cards
from model.records import Card, Stage
from tests.strategies import maps
from tests.tools import law

# fmt: off
_WORDS = st.sampled_from(
    ["", " ", "Compare", "compare ", "Buy", "Shop", "Web", "Feeling", "Pain points", "1", "-2",
     "high", "Anna", "Anna; Ben", "Anna: -1", "3-5 days", "2026-09-14", "pain", "Zitat", "card_a",
     "REQ-1", "=1+1", "'=x", "- a\n- b", "yes", "40%", "a, b", "Idee", "geplant",
     "interview: Talks", '"'],
)
# fmt: on
_FIELDS = st.sampled_from(["", "into text", *(field.name for field in FIELDS)])


def brought(to: JourneyMap, rows: object, plan: Plan, seed: int = 1) -> Imported:
    return importing(to, rows, plan, Ids(Random(seed)))  # type: ignore[arg-type]


def as_read(rows: list[list[str | int | float]], separator: str = ",") -> object:
    return read(as_text(rows, separator), "table.csv")[0].rows


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], Plan]:
    width = draw(st.integers(1, 6))
    row = st.lists(_WORDS, max_size=width)
    rows = draw(st.lists(row, min_size=1, max_size=6))
    columns = draw(
        st.lists(_FIELDS, min_size=width, max_size=width, unique_by=lambda f: f or object())
    )
    plan = Plan(
        draw(st.sampled_from(["list", "matrix"])),
        header=draw(st.booleans()),
        lanes=draw(st.booleans()),
        steps=draw(st.booleans()),
        turned=draw(st.booleans()),
        columns=tuple(columns),
    )
    return rows, plan


@law(50)
@given(maps(), tables())
def test_importing_a_table_again_changes_nothing(
    to: JourneyMap, table: tuple[object, Plan]
) -> None:
    rows, plan = table
    try:
        first = brought(to, rows, plan)
    except EditError:
        assume(False)
    after = apply(first.change, to)
    again = brought(after, rows, plan, seed=2)
    assert again.change == {}
    assert (again.added, again.updated) == (0, 0)
    assert again.unchanged == len(again.card_ids) == len(first.card_ids)


@law(25)
@given(maps())
def test_a_list_that_comes_back_as_it_was_written_changes_nothing(of: JourneyMap) -> None:
    rows = as_read(list_of_cards(of))
    plan = guess(rows)  # type: ignore[arg-type]
    assert plan.shape == "list"
    assert brought(of, rows, plan).change == {}


@law(10)
@given(maps())
def test_a_workbook_that_comes_back_changes_nothing(of: JourneyMap) -> None:
    cards = read(as_workbook(of))[0]
    assert brought(of, cards.rows, guess(cards.rows)).change == {}


@law(25)
@given(maps())
def test_a_grid_that_comes_back_changes_nothing(of: JourneyMap) -> None:
    assume(any(of.all(Stage)))
    rows = as_read(grid_of_cards(of))
    steps = len(rows) > 1 and any(label for label in Wording(Grid(of)).steps.values())  # type: ignore[arg-type]
    assert brought(of, rows, Plan("matrix", steps=steps)).change == {}


@law(25)
@given(maps(), st.data())
def test_what_is_edited_in_a_spreadsheet_is_what_changes(
    of: JourneyMap, data: st.DataObject
) -> None:
    rows = list_of_cards(of)
    assume(len(rows) > 1)
    at = data.draw(st.integers(1, len(rows) - 1))
    title = data.draw(
        st.sampled_from(["New words", "-2", "=now()", 'O\'Brien; "quoted", and more'])
    )
    rows[at][5] = title
    card_id = rows[at][0]
    assert isinstance(card_id, str)
    back = as_read(rows)
    change = brought(of, back, guess(back)).change  # type: ignore[arg-type]
    before = of.get(card_id, Card)
    assert before is not None
    if before.title == title:
        assert change == {}
    else:
        assert list(change) == [card_id]
        after = change[card_id][1]
        assert isinstance(after, Card)
        assert after == before.model_copy(update={"title": title})


@law(25)
@given(maps())
def test_on_an_empty_map_a_list_makes_what_it_was_written_from(of: JourneyMap) -> None:
    assume(all(stage.name.strip() for stage in of.all(Stage)))
    rows = list_of_cards(of)
    back = as_read(rows)
    try:
        made = apply(brought(JourneyMap(), back, guess(back)).change, JourneyMap())  # type: ignore[arg-type]
    except EditError:
        assume(False)
    assert said(made) == said(of)


def said(of: JourneyMap) -> dict[object, dict[object, str]]:
    """What the list says of each card but where it stands, without spaces at the ends.

    Two sources that are called the same are one to whoever reads the list.
    """
    heads, *rows = list_of_cards(of)
    there = [dict(zip(heads, row, strict=True)) for row in rows]
    places = ("Stage", "Step", "Lane")

    def once(heading: object, words: str) -> str:
        return "; ".join(dict.fromkeys(words.split("; "))) if heading == "Evidence" else words

    return {
        row["Id"]: {
            k: once(k, str(v).strip()) for k, v in row.items() if k not in places and str(v).strip()
        }
        for row in there
    }


@law(200)
@given(st.text(st.sampled_from("'=+-@\t\r\n 1a.,%＝\ufeff"), max_size=6))
def test_harmless_text_is_no_formula_and_can_be_read_back(text: str) -> None:
    written = harmless(text)
    assert as_meant(written) == text
    if written[:1] in ("=", "+", "-", "@", "\t", "\r"):
        float(written.rstrip("%").replace(",", "."))  # a figure, and so no formula


@given(st.text(max_size=20))
def test_bare_words_stay_bare(text: str) -> None:
    assert bare(bare(text)) == bare(text) or bare(text)[:1] in "-*•·–0123456789"
