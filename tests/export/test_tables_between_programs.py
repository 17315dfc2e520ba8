"""Tables that go through other programs on their way: nothing is added to what they say."""

import io

import pytest
from openpyxl import Workbook

from export.sheets import read
from export.tables import as_text
from export.tables_xlsx import workbook

WORDS = ["=1+1", "'=1+1", "''=x", "'quoted", "-3 of 5", "'", "\ttab", "'\ttab", "@all", "+"]


def saved_as_workbook(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """What a spreadsheet saves: the cells of a CSV file are words as they stand."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_csv_that_is_saved_as_a_workbook_has_no_apostrophes_more() -> None:
    text = as_text([["Title", "Stage"], ["=1+1", "-Before"], ["'+tip", "Buy"]], ",").decode("utf-8")
    cells = tuple(tuple(line.split(",")) for line in text.lstrip("\ufeff").splitlines())
    assert cells[1] == ("'=1+1", "'-Before")
    back = read(saved_as_workbook(cells), "x.xlsx")[0].rows
    assert back == (("Title", "Stage"), ("=1+1", "-Before"), ("'+tip", "Buy"))


@pytest.mark.parametrize("words", WORDS)
def test_apostrophes_that_somebody_typed_stay_in_a_workbook(words: str) -> None:
    assert read(workbook({"Cards": [["Title"], [words]]}))[0].rows == (("Title",), (words,))
