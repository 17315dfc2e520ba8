"""What a table is gets guessed from its headings, in several languages, and from what was said."""

import pytest

from model.importing.plan import Plan, guess, guess_columns, to_remember
from model.importing.words import key, meaning

LISTS = [
    (["Stage", "Lane", "Title", "Severity"], ("stage", "lane", "title", "severity")),
    (["ID", "Phase", "Channel", "Card title", "Owner", "Due date"],
     ("id", "stage", "lane", "title", "owner", "due")),
    (["Kennung", "Abschnitt", "Bahn", "Titel", "Schweregrad (1-5)", "Fällig am"],
     ("id", "stage", "lane", "title", "severity", "due")),
    (["étape", "canal", "titre", "étiquettes", "responsable"],
     ("stage", "lane", "title", "tags", "owner")),
    (["Etapa", "Carril", "Título", "Gravedad"], ("stage", "lane", "title", "severity")),
    (["Fase", "Corsia", "Titolo", "Responsabile"], ("stage", "lane", "title", "owner")),
    (["Этап", "Дорожка", "Название", "Описание"], ("stage", "lane", "title", "text")),
    (["ステージ", "レーン", "タイトル", "担当者"], ("stage", "lane", "title", "owner")),
    (["阶段", "泳道", "标题", "备注"], ("stage", "lane", "title", "text")),
    (["المرحلة", "المسار", "العنوان", "المسؤول"], ("stage", "lane", "title", "owner")),
    (["STAGE ", "lane:", "\ufeffTitle", "Created at"], ("stage", "lane", "title", "")),
    (["Stage", "Touchpoint", "Owner"], ("stage", "title", "owner")),
    (["Stage", "Lane", "Description"], ("stage", "lane", "title")),
    (["Issue key", "Issue id", "Summary"], ("id", "", "title")),
    (["Priority", "Summary", "Reporter"], ("", "title", "")),
    (["Title", "Title", "Notes", "Comments"], ("title", "", "text", "text")),
]  # fmt: skip


@pytest.mark.parametrize(("heads", "fields"), LISTS)
def test_headings_of_a_list_are_known_in_many_languages(
    heads: list[str], fields: tuple[str, ...]
) -> None:
    assert guess([heads, ["x"] * len(heads)]) == Plan("list", columns=fields)


def test_a_list_may_begin_further_down_and_be_wider_than_its_headings() -> None:
    rows = [["Workshop in May"], [], ["Stage", "Title"], ["Buy", "Pays", "more"]]
    assert guess(rows) == Plan("list", columns=("stage", "title", ""), top=2)


def test_one_column_is_a_list_of_titles() -> None:
    assert guess([["Pays"], ["Waits"]]) == Plan("list", header=False, columns=("title",))
    assert guess([["Title"], ["Waits"]]) == Plan("list", columns=("title",))


def test_an_empty_corner_makes_a_grid_of_stages_and_lanes() -> None:
    assert guess([["", "Compare", "Buy"], ["Shop", "Asks", "Pays\nWaits"]]) == Plan()


def test_a_heading_over_several_columns_has_steps_below_it() -> None:
    rows = [["", "Compare", "", "Buy"], ["", "Look", "Ask", "Pay"], ["Shop", "a", "b", "c"]]
    assert guess(rows) == Plan(steps=True)


def test_a_grid_with_stages_down_and_kinds_across_is_turned() -> None:
    rows = [["Phase", "Touchpoints", "Pain points", "Feeling"], ["Buy", "Web", "Slow", "-1"]]
    assert guess(rows) == Plan(turned=True)


def test_cells_without_any_headings_are_no_stages_and_lanes() -> None:
    rows = [["Asks in the shop", "Asks in the shop"], ["Pays", "Pays"]]
    plan = guess(rows)
    assert (plan.shape, plan.header, plan.lanes) == ("matrix", False, False)


def test_an_empty_table_is_guessed_too() -> None:
    assert guess([]).columns == ("title",)
    assert guess([[], [" "]]).shape == "list"


def test_what_somebody_said_of_a_heading_is_remembered() -> None:
    rows = [["Schritt der Reise", "Was genau", "Interne Nr"], ["Kaufen", "Zahlt", "7"]]
    assert guess(rows).shape == "matrix"
    plan = Plan("list", columns=("stage", "title", ""))
    remembered = to_remember(rows, plan)
    assert remembered == {"schritt der reise": "stage", "was genau": "title", "interne nr": ""}
    assert guess(rows, remembered) == plan
    # It wins over the words that are known, and a field that is gone is no field.
    assert guess_columns(["Title", "Lane"], {"title": "who", "lane": "gone"}) == ("who", "")
    assert to_remember(rows, Plan()) == {}


def test_spellings_are_compared_without_case_accents_signs_and_brackets() -> None:
    assert key(" Schweregrad (1–5) ") == "schweregrad"
    assert key("(1-5)") == "1 5"
    assert meaning("kind", "PAIN-POINTS") == "pain"
    assert meaning("kind", "Schmerzpunkt") == "pain"
    assert meaning("unit", "Std.") == "hours"
    assert meaning("kind", "risk") == ""
