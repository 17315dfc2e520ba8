"""Cells of the table on the clipboard: copied, cut, emptied, and written by pasting.

They travel as spreadsheets have them: rows of texts with tabs between.
"""

import csv
import io
import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from model.clips import take
from widgets import clips
from widgets.commands import clipboard
from widgets.table import writing
from widgets.table.columns import COLUMNS
from widgets.table.writing import Row

if TYPE_CHECKING:
    from widgets.table.page import TablePage

#: A cell in quotes, and what is in it.
_HELD = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)')
_BARE = re.compile(r"[^\t\n]*")
_NEEDS_QUOTES = re.compile(r'[\t\n]|""')


def empty(page: "TablePage") -> None:
    """Empty the selected cells."""
    found: dict[str, dict[str, str]] = {}
    for row, at in page.view.selected_cells():
        card = page.rows.card(row)
        if card is not None and writing.emptied(page.rows.reading, card, COLUMNS[at]):
            found.setdefault(card.id, {})[COLUMNS[at].name] = ""
    if found:
        page.enter_or_ask([Row(card_id, texts) for card_id, texts in found.items()])


def copy(page: "TablePage") -> None:
    """Put the selected cells on the clipboard, as spreadsheets do."""
    rows, columns = page.view.block()
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    for row in rows:
        table.writerow([page.rows.text(row, at) for at in columns])
    QGuiApplication.clipboard().setText(out.getvalue().removesuffix("\n"))


def cut(page: "TablePage") -> None:
    """Copy the selected cells and empty them."""
    copy(page)
    empty(page)


def copy_rows(page: "TablePage") -> None:
    """Copy whole rows: cards for a map, their cells for other programs."""
    rows, _ = page.view.block()
    ids = [page.rows.ids[row] for row in rows if row < len(page.rows.ids)]
    copy(page)
    text = clips.text()
    clips.put(take(page.document.map, ids), text)


def paste(page: "TablePage") -> None:
    """Write what is on the clipboard into cells, from the first selected one on.

    One value fills all that are selected. What is below the last row becomes cards.
    """
    texts = grid_of(clips.text())
    rows, columns = page.view.block()
    if clips.clip() is not None or not texts or not rows:
        clipboard.paste(page.editor)
        return
    shown = page.view.shown_columns()
    first = shown.index(columns[0]) if columns else 0
    wide = max(len(line) for line in texts)
    if len(texts) == 1 and wide == 1:
        cells = [c for c in page.view.selected_cells() if page.rows.fits(*c)]
        found: dict[int, dict[str, str]] = {}
        for row, at in cells if len(cells) > 1 else [(rows[0], columns[0])]:
            found.setdefault(row, {})[COLUMNS[at].name] = texts[0][0]
        page.enter_or_ask([Row(page.id_of(row), cells_of) for row, cells_of in found.items()])
        return
    if first + wide > len(shown):
        page.document.refused.emit(
            f"There are {len(shown) - first} columns from here on, and {wide} on the clipboard."
        )
        return
    if len(rows) > len(texts) and len(rows) % len(texts) == 0:
        texts = texts * (len(rows) // len(texts))
    # Rows with others between them take a line each; from the last one on it goes on below.
    onto = rows[: len(texts)]
    onto += range(onto[-1] + 1, onto[-1] + 1 + len(texts) - len(onto))
    found_rows = []
    for row, line in zip(onto, texts, strict=True):
        names = [COLUMNS[at].name for at in shown[first : first + len(line)]]
        card_id = page.id_of(row)
        if card_id or any(text.strip() for text in line):
            found_rows.append(Row(card_id, dict(zip(names, line, strict=True))))
    page.enter_or_ask(found_rows)


def grid_of(text: str) -> list[list[str]]:
    """Text with tabs as rows of cells; quotes hold what has line ends or tabs in it.

    Other quotes are what somebody said: spreadsheets set none around words.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\n"):
        return [[text.strip("\n")]] if text else []
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        held = _HELD.match(text, at)
        if held is not None and (not held[1] or _NEEDS_QUOTES.search(held[1])):
            rows[-1].append(held[1].replace('""', '"'))
            at = held.end()
        else:
            bare = _BARE.match(text, at)
            assert bare is not None, "it may be empty"
            rows[-1].append(bare[0])
            at = bare.end()
        if text[at : at + 1] == "\n" and at + 1 < len(text):
            rows.append([])
        elif text[at : at + 1] != "\t":
            break
        at += 1
    return rows
