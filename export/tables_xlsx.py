"""A workbook of tables, by openpyxl: words are words, figures are figures, nothing is computed.

Equal tables give equal bytes: the times of a ZIP and of its properties are set back.
"""

import io
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from export.harmless import harmless
from model.importing.writing import Cell, Cells
from model.labels import quoted_text

#: What a cell of a workbook can hold, in characters.
_LONGEST = 32_767
_WIDEST, _NARROWEST = 50, 9
#: What XML cannot hold, and what reads like the escape for it (ECMA-376, part 1, 22.9.2.19).
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_DAY = (1980, 1, 1, 0, 0, 0)


def workbook(tables: Mapping[str, Cells]) -> bytes:
    """Sheets by their names; the first row of each is its heading.

    Raises:
        ValueError: a text is longer than a cell can hold.
    """
    for rows in tables.values():
        for row in rows:
            for value in row:
                if isinstance(value, str) and len(_escaped(_guarded(value))) > _LONGEST:
                    start = quoted_text(value)
                    raise ValueError(f"{start} is longer than a cell of a workbook can be")
    book = Workbook(write_only=True)
    for name, rows in tables.items():
        _fill(book.create_sheet(name), rows)
    book.properties.creator = "Touchline"
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _fill(sheet: Any, rows: Cells) -> None:
    sheet.freeze_panes = "B2"
    for at in range(len(rows[0])):
        longest = max((_widest(row[at]) for row in rows), default=0)
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(at + 1)].width = width
    for i, row in enumerate(rows):
        sheet.append([_cell(sheet, cell, heading=not i) for cell in row])


def _cell(sheet: Any, value: Cell, heading: bool) -> BookCell | None:
    if value == "":
        return None
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value = _escaped(_guarded(value))
        cell.data_type = "s"  # whatever it looks like
        cell.quotePrefix = harmless(value) != value
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if heading:
            cell.font = Font(bold=True)
    else:
        cell.value = value
        cell.alignment = Alignment(vertical="top")
    return cell


def _guarded(text: str) -> str:
    """`text` with one apostrophe more where reading takes away the one that it begins with."""
    return harmless(text) if text.startswith("'") else text


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _widest(value: Cell) -> int:
    return max(map(len, str(value).splitlines()), default=0)


def _timeless(data: bytes) -> bytes:
    out = io.BytesIO()
    moment = datetime(*_DAY).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment, content)
            info = ZipInfo(part.filename, _DAY)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()
