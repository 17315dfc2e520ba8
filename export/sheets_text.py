"""CSV, TSV and other text with a table in it: its encoding and what parts its cells.

An encoding is taken where it is certain (a mark at the start, zeros of UTF-16, UTF-8 that
holds); else it is guessed (`export.encodings`). The separator is the one that gives the most
rows of equal length.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePath
from threading import Lock
from typing import Any

from export.encodings import likeliest
from export.harmless import as_meant
from export.sheets import NotATable, Sheet, trimmed

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_BY_ENDING = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
#: Text in which the separator and the encoding are looked for, in characters and bytes.
_SAMPLE = 100_000
#: The longest text of a cell, in characters.
_LONGEST_CELL = 10 * 2**20
#: How many of the first characters may be control characters: more, and it is no text.
_MOST_ODD = 0.01
#: UTF-8 with at most one wrong letter among so many that are no ASCII.
_MOST_WRONG = 20
_EXCEL_SAYS = re.compile(r"sep=([,;\t|])\r?\n", re.I)
_limit = Lock()


def sheet_of(data: bytes, name: str = "") -> Sheet:
    """The table in a text file.

    Raises:
        NotATable: it is no text, or its encoding or its quotes cannot be made out.
    """
    text, encoding = decoded(data)
    told = _EXCEL_SAYS.match(text)
    if told:
        text, separator = text[told.end() :], told[1]
    else:
        separator = separator_of(text, _BY_ENDING.get(PurePath(name.lower()).suffix, ""))
    if not separator:
        return Sheet("", trimmed([(line,) for line in text.splitlines()]), encoding)
    rows = trimmed([tuple(map(as_meant, row)) for row in _rows(text, separator)])
    return Sheet("", rows, f"{encoding}, {_SEPARATORS[separator]}")


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and its encoding in words.

    Raises:
        NotATable: it is no text.
    """
    for mark, codec, shown in _MARKS:
        if data.startswith(mark):
            return _marked(data, mark, codec), shown
    if codec := _without_mark(data):
        with suppress(UnicodeDecodeError):
            return _checked(data.decode(codec)), "UTF-16"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if mended := _mended(data):
            return mended, "UTF-8"
        found = likeliest(data)
        return _checked(data.decode(found.codec)), found.name
    return _checked(text), "UTF-8"


def separator_of(text: str, likely: str = "") -> str:
    """What parts the cells: the sign by which the most rows are equally long.

    "" where none does so for half of them. If the name of the file says which it is, that
    one needs to be in the first row only, as rows may be of any length in such files.
    """
    sample = text[:_SAMPLE]
    best, most = likely, 0.0
    for sign in _SEPARATORS:
        if sign not in sample:
            continue
        lengths = Counter(len(row) for row in _rows(sample, sign)[:200] if row)
        length, n = max(lengths.items(), key=lambda x: (x[1] * (x[0] > 1), x[0]), default=(1, 0))
        share = n / max(sum(lengths.values()), 1)
        # Commas within sentences part rows too, but seldom all of them alike.
        score = share * min(length, 4) * (1.5 if sign == likely or sign == "\t" else 1.0)
        if length > 1 and score > most and (share >= 0.5 or _begins(sample, sign, likely)):
            best, most = sign, score
    within = sample.count(f"{likely} ") if likely else 0
    if within and within == sample.count(likely) and not most and '"' not in sample:
        return ""  # all of them stand within sentences, and none between cells
    return best


def _begins(sample: str, sign: str, likely: str) -> bool:
    """Whether `sign` is the likely one, and the first row that says something has it."""
    return sign == likely and sign in sample.lstrip().partition("\n")[0]


def _marked(data: bytes, mark: bytes, codec: str) -> str:
    """The text of a file whose first bytes say what it is, so that it certainly is text."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        if mark == codecs.BOM_UTF8 and (text := _mended(data[len(mark) :])):
            return text
        raise NotATable("The file is damaged: its text breaks off or is mixed up.") from error


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    odd = sum(c < " " and c not in "\t\n\r\f\v\x1a" for c in sample) if sample else 0
    if odd > 3 and odd > _MOST_ODD * len(sample):
        raise NotATable("The file is neither a table in text (CSV, TSV) nor an XLSX workbook.")
    return text


def _mended(data: bytes) -> str:
    """UTF-8 into which a few letters of Windows-1252 were put by hand; "" for anything else."""
    wrong: list[int] = []

    def as_western(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        wrong.append(error.start)
        return error.object[error.start : error.end].decode("cp1252", "replace"), error.end

    codecs.register_error("touchline-western", as_western)
    text = data.decode("utf-8", "touchline-western")
    letters = sum(c > "\x7f" for c in text)
    return _checked(text) if wrong and letters > _MOST_WRONG * len(wrong) else ""


def _without_mark(data: bytes) -> str:
    """UTF-16 that does not say so: its signs have a zero, always on the same side."""
    low, high = data[1::2].count(0), data[0::2].count(0)
    if len(data) % 2 or (low and high) or low + high < 2:
        return ""
    return "utf-16-le" if low else "utf-16-be"


def _reader(text: str, separator: str, **more: Any) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, **more)


def _rows(text: str, separator: str) -> list[list[str]]:
    """The cells of each row. A quote that is never closed is taken for a letter."""
    with _limit:  # one figure for all of Python
        before = csv.field_size_limit(_LONGEST_CELL)
        try:
            return list(_reader(text, separator, strict=True))
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                return list(_reader(text, separator, quoting=csv.QUOTE_NONE))
            try:
                return list(_reader(text, separator))
            except csv.Error as error:
                raise NotATable(f"The table cannot be read: {error}.") from error
        finally:
            csv.field_size_limit(before)
