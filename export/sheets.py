"""Tables out of files: CSV, TSV and the like in any usual encoding, and XLSX.

Everything comes out as words, as it stands in the cells; what they mean is for
`model.importing`. Formulas are never computed: of a spreadsheet's formulas the results are
read that it saved. Whatever is wrong with a file ends in one `NotATable`.
"""

from typing import NamedTuple

#: Files beyond this are refused, in bytes.
MOST_BYTES = 50 * 2**20
#: Rows that say something; more are refused.
MOST_ROWS = 100_000
#: How many of the first bytes tell that a file is something else.
_BEGINNING = 300
_WEB_PAGE = "This is a web page; open it in a spreadsheet, and save it as XLSX or CSV."
#: What files of other kinds begin with, in small letters, and what is said of them.
_NO_TABLES = (
    (b"\xd0\xcf\x11\xe0", "This is an old workbook (XLS) or has a password; save it as XLSX."),
    (b"%pdf-", "This is a PDF, not a table."),
    (b"{\\rtf", "This is a text document, not a table; save it as CSV."),
    (b"<html", _WEB_PAGE),
    (b"<!doctype html", _WEB_PAGE),
    (b"<table", _WEB_PAGE),
)


class NotATable(ValueError):
    """The bytes cannot be read as a table; the message says why, in a sentence."""


class Sheet(NamedTuple):
    """One table.

    Attributes:
        name: of the sheet in a workbook; "" in a file with one table.
        rows: the cells of each row as words; rows may differ in length.
        told: how the file was read, in a few words, to be shown: "Windows-1252, semicolons".
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    told: str = ""


def read(data: bytes, name: str = "") -> tuple[Sheet, ...]:
    """The sheets of a file that say something; `name` helps to tell what it is.

    Raises:
        NotATable: it is no table, or one too large.
    """
    if len(data) > MOST_BYTES:
        raise NotATable(f"The file is larger than {MOST_BYTES >> 20} MB.")
    start = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for beginning, why in _NO_TABLES:
        if start.startswith(beginning):
            raise NotATable(why)
    if start.startswith(b"{") and b'"touchline.' in start:
        raise NotATable("This is a map, not a table: open it instead.")
    if data.startswith(b"PK\x03\x04"):
        from export.sheets_xlsx import sheets_of

        found = sheets_of(data)
    else:
        from export.sheets_text import sheet_of

        found = (sheet_of(data, name),)
    found = tuple(sheet for sheet in found if sheet.rows)
    if not found:
        raise NotATable("The table is empty.")
    return found


def trimmed(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """`rows` without empty cells at their ends, and without the empty ones at the bottom.

    Raises:
        NotATable: there are more than `MOST_ROWS` that say something.
    """
    filled = 0
    last = 0
    result: list[tuple[str, ...]] = []
    for row in rows:
        end = len(row)
        while end and not row[end - 1]:
            end -= 1
        result.append(row if end == len(row) else row[:end])
        if end:
            filled += 1
            last = len(result)
    if filled > MOST_ROWS:
        raise NotATable(f"The table has more than {MOST_ROWS:,} rows.")
    return tuple(result[:last])
