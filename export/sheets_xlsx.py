"""The sheets of an XLSX workbook, by openpyxl.

A workbook is a ZIP of XML files from anywhere: how large it becomes is looked at before
anything is unpacked, no file outside of it is read, and rows are read one by one, whatever
size the sheet says it has.
"""

import io
import re
import warnings
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import BadZipFile, ZipFile

from export.harmless import as_meant
from export.sheets import MOST_ROWS, NotATable, Sheet, trimmed

#: What a workbook may take when it is unpacked, in bytes, and how many parts it may have.
_MOST_UNPACKED = 200 * 2**20
_MOST_PARTS = 10_000
#: So many empty rows in succession end a table: some programs write a million of them.
_MOST_EMPTY = 20_000
#: Sheets after these are left alone.
_MOST_SHEETS = 50
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook, hidden ones and charts left out.

    Raises:
        NotATable: it is damaged, protected, too large, or no workbook.
    """
    _look_into(data)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep; nothing is kept here
            book = load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=False
            )
            found = []
            for sheet in book.worksheets[:_MOST_SHEETS]:
                if sheet.sheet_state == "visible":
                    found.append(Sheet(sheet.title, trimmed(_rows(sheet)), "XLSX"))
            return tuple(found)
    except NotATable:
        raise
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsing stumbles over
        raise NotATable(f"The workbook is damaged ({type(error).__name__}).") from error


def _look_into(data: bytes) -> None:
    """Refuse what is no workbook, or would take too much.

    Unpacking stops at the size that the ZIP states for a part, so that these sizes hold.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError) as error:
        raise NotATable("The workbook is damaged: it is no whole ZIP file.") from error
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names:
        if "mimetype" in names and "content.xml" in names:
            raise NotATable("This is an OpenDocument table; save it as XLSX or CSV.")
        raise NotATable("The file is neither a table in text (CSV, TSV) nor an XLSX workbook.")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise NotATable(f"The workbook takes more than {_MOST_UNPACKED >> 20} MB when unpacked.")
    if any(part.flag_bits & 1 for part in parts):
        raise NotATable("The workbook is protected by a password.")


def _rows(sheet: Any) -> list[tuple[str, ...]]:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    rows: list[tuple[str, ...]] = []
    filled = empty = 0
    for row in sheet.iter_rows(values_only=True):
        cells = tuple(map(_words, row)) if row else ()
        rows.append(cells)
        empty = 0 if any(cells) else empty + 1
        filled += not empty
        if filled > MOST_ROWS or empty > _MOST_EMPTY:
            break
    return rows


def _words(value: Any) -> str:
    """What a cell holds, in words: figures without needless zeros, days as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, str):
        # The apostrophe of a CSV stays where that was opened and saved as a workbook.
        return as_meant(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        day, hour = value.date().isoformat(), value.time()
        return day if hour == time() else f"{day}T{hour.isoformat('seconds')}"
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes = value.total_seconds() / 60
        return f"{minutes:g} minutes"
    return str(value)
