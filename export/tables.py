"""A map as CSV, TSV or XLSX: a list of its cards, or its grid.

The files open in any spreadsheet and come back by `touchline import`. Nothing in them is
computed: in CSV and TSV an apostrophe makes a formula text (`export.harmless`), in XLSX cells
are of the kind "text".
"""

import csv
import io

from export.harmless import harmless
from model.change import JourneyMap
from model.importing.writing import Cells, grid_of_cards, list_of_cards


def as_text(rows: Cells, separator: str) -> bytes:
    """Rows as CSV or the like: UTF-8 with the mark by which spreadsheets know it, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_workbook(of: JourneyMap) -> bytes:
    """The list and the grid of a map as XLSX.

    Raises:
        ValueError: a text is longer than a cell can hold.
    """
    from export.tables_xlsx import workbook

    return workbook({"Cards": list_of_cards(of), "Grid": grid_of_cards(of)})
