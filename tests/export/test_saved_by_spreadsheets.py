"""Files that LibreOffice saved (tests/files/tables) are read as what was typed there."""

from pathlib import Path
from random import Random

import pytest

from export.sheets import NotATable, read
from model.change import JourneyMap, apply
from model.grid import Grid
from model.ids import Ids
from model.importing.importing import Imported, importing
from model.importing.plan import guess
from model.records import Card, Feeling, Persona, Step
from tests.sample import sample

FILES = Path(__file__).parents[1] / "files" / "tables"
LISTS = ("list.xlsx", "list-windows-1252.csv", "list-utf-16.tsv", "list-mac-roman.csv")


def brought(name: str, to: JourneyMap) -> Imported:
    rows = read((FILES / name).read_bytes(), name)[0].rows
    return importing(to, rows, guess(rows), Ids(Random(1)))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_same_cards_in_whatever_form_it_was_saved(name: str) -> None:
    result = brought(name, JourneyMap())
    made = apply(result.change, JourneyMap())
    by_title = {card.title: card for card in made.all(Card)}
    form = by_title["„Formular“ lädt nicht – 3 Versuche"]
    assert (form.id, form.kind, form.severity) == ("card_form", "pain", 4)
    assert [stage.name for stage in Grid(made).stages] == ["Compare", "Buy", "Use"]
    assert by_title["Asks the shop for a price"].body == "Two lines\nof text"
    assert by_title["Asks the shop for a price"].tags == ("price", "trust")
    assert by_title["Schloss öffnet per App (größer als 5 €)"].due == "2026-09-14"
    said = by_title["2+3 is what she said"]
    assert said.body == "Severity: high"
    mara = next(made.all(Persona))
    assert all(card.persona_ids == (mara.id,) for card in (form, said))
    assert {f.card_id: f.score for f in made.all(Feeling)} == {"card_ask": 1, "card_form": -2}
    assert result.notes == (
        "Row 5, “Severity”: “high” is not a number from 1 to 5; it stands in the card's text.",
    )


def test_a_grid_of_a_workbook_makes_stages_lanes_cards_and_feelings() -> None:
    made = apply(brought("grid.xlsx", JourneyMap()).change, JourneyMap())
    grid = Grid(made)
    assert [(lane.name, lane.kind) for lane in grid.lanes] == [
        ("Online", "channel"), ("Shop", "channel"), ("Feeling", "emotion"),
        ("Pain points", "insight"),
    ]  # fmt: skip
    compare, buy, use = grid.steps
    titles = [card.title for card in grid.cards_in(compare.id, grid.lanes[0].id)]
    assert titles == ["Reads reviews", "Compares prices"]
    pains = grid.cards_in(buy.id, grid.lanes[3].id)
    assert [(card.kind, card.title) for card in pains] == [
        ("pain", "Form is too long"), ("pain", "Password is lost"),
    ]  # fmt: skip
    assert {f.step_id: f.score for f in made.all(Feeling)} == {
        compare.id: 1,
        buy.id: -2,
        use.id: 0.5,
    }


@pytest.mark.parametrize(
    "name", ["sample-saved-again.xlsx", "sample-from-xlsx.csv", "sample-from-csv.csv"]
)
def test_what_touchline_wrote_and_a_spreadsheet_saved_again_changes_nothing(name: str) -> None:
    of = sample(
        card_offers={"title": "=1+1", "body": "-\tnot a formula\nsecond line"},
        card_till={"title": "Kasse „zwei“ – 5 €"},
    )
    result = brought(name, of)
    assert result.change == {}
    assert (result.unchanged, result.notes) == (len(list(of.all(Card))), ())
    assert any(of.all(Step))


def test_an_opendocument_table_is_refused_with_what_to_do() -> None:
    with pytest.raises(NotATable, match="save it as XLSX or CSV"):
        read((FILES / "list.ods").read_bytes(), "list.ods")
