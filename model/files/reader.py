"""The door for bytes: what is no readable JSON stops here, with its line and column.

This is the slow, thorough reader. It runs only on files that the fast one found odd: it
keeps what a JSON parser would drop without a word (the first of two equal keys), and it
knows where everything stands.
"""

import codecs
import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn

from model.files.encode import DEEPEST, LARGEST, SMALLEST
from model.files.errors import FileProblem, LoadProblem
from model.records import TABLES

_LINE_END = re.compile(r"\r\n?|\n")
_WHITE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"([^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+)"')
_STRING_BEGUN = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_NOT_A_NUMBER = re.compile(r"[-+]?(?:NaN|Infinity|inf|nan)\b")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?:[ \r\n]|$)", re.MULTILINE)
_WORDS = {"true": True, "false": False, "null": None}
_BACKUP = "Open one of its saved versions or backups."
_MAGIC = (
    (b"PK\x03\x04", "a zip archive, such as an office document"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"<", "an XML or HTML file"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Path = tuple[str | int, ...]


@dataclass
class Tree:
    """A file's text as plain values, where each stands, and what was odd about it."""

    text: str
    name: str
    value: Any = None
    offsets: dict[Path, int] = field(default_factory=dict)
    problems: list[LoadProblem] = field(default_factory=list)
    #: Path of an object, the key that it has twice, and the name of the later one.
    twice: list[tuple[Path, str, str]] = field(default_factory=list)

    @cached_property
    def line_ends(self) -> list[int]:
        """Where each line ends, just behind its LF, CRLF or CR."""
        return [match.end() for match in _LINE_END.finditer(self.text)]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`, both from 1."""
        line = bisect_right(self.line_ends, offset)
        return line + 1, offset - (self.line_ends[line - 1] if line else 0) + 1

    def place(self, path: Path) -> tuple[str, int, int]:
        """`path` as text, with the line and column of it or of the nearest part around it."""
        known = path
        while known and known not in self.offsets:
            known = known[:-1]
        line, column = self.position(self.offsets[known]) if self.offsets else (0, 0)
        return pointer(path), line, column

    def note(self, what: str, path: Path) -> None:
        """Remember something odd at `path`, and which record it is in."""
        where, line, column = self.place(path)
        record_id = str(path[1]) if len(path) > 1 and path[0] in TABLES else ""
        self.problems.append(LoadProblem(what, where, line, column, record_id))

    def problem(self, what: str, path: Path = (), todo: str = "") -> FileProblem:
        """The error to raise about what stands at `path`."""
        where, line, column = self.place(path)
        return FileProblem(what, self.name, path=where, line=line, column=column, todo=todo)


def decode(data: bytes, name: str = "") -> str:
    """The text in `data`: UTF-8, or UTF-16 and UTF-32 by their mark or their zeros.

    Raises:
        FileProblem: empty, only zeros, some other kind of file, or no text at all.
    """
    if not data.strip():
        raise FileProblem("the file is empty", name, todo=_BACKUP)
    if not data.strip(b"\0"):
        raise FileProblem(
            "the file holds only zeros, as after a crash of the computer", name, todo=_BACKUP
        )
    for magic, kind in _MAGIC:
        if data.lstrip().startswith(magic):
            raise FileProblem(f"this is {kind}, not a journey map", name, todo="Import it instead.")
    encoding = next((e for mark, e in _MARKS if data.startswith(mark)), "")
    encoding = encoding or json.detect_encoding(data)
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        return _decode_again(data, encoding, name, error)


def read_json(text: str, name: str = "") -> Tree:
    """`text` as a Tree. Of two equal keys both are kept.

    Raises:
        FileProblem: not JSON (the error names what is wrong and where), a number that is
            not finite or has more than 64 bits, or nesting deeper than DEEPEST.
    """
    tree = Tree(text, name)
    start = _skip(text, 0)
    tree.value, end = _value(tree, start, ())
    end = _skip(text, end)
    if end < len(text):
        _stop(tree, end, (), "there is something after the end of the map")
    return tree


def free_name(key: str, taken: Any, number: int = 2) -> tuple[str, int]:
    """The first of "key~2", "key~3"... that is not in `taken`, and the number to try next."""
    while f"{key}~{number}" in taken:
        number += 1
    return f"{key}~{number}", number + 1


def pointer(path: Path) -> str:
    """`path` in one line, shortened where a key is very long."""
    return "/".join(short(str(part), 60) for part in path)


def short(text: str, most: int = 40) -> str:
    """`text` in one line of at most `most` characters, without control characters."""
    text = "".join(c if c.isprintable() else "·" for c in text[: most + 1])
    return text if len(text) <= most else text[: most - 1] + "…"


def _decode_again(data: bytes, encoding: str, name: str, error: UnicodeDecodeError) -> str:
    if encoding == "utf-8-sig":
        # Some programs write a surrogate as if it were a character: pairs are joined,
        # lone ones taken out.
        try:
            wide = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
            return wide.decode("utf-16-le", "ignore").removeprefix("\ufeff")
        except UnicodeDecodeError:
            pass
    before = data[: error.start].decode(encoding, "ignore")
    line, column = Tree(before, name).position(len(before))
    raise FileProblem(
        f"here the text is not {encoding.removesuffix('-sig').upper()}",
        name,
        line=line,
        column=column,
        todo="The file is damaged, or was saved in another encoding: save it as UTF-8.",
    ) from error


def _skip(text: str, at: int) -> int:
    match = _WHITE.match(text, at)
    return match.end() if match else at


def _value(tree: Tree, at: int, path: Path) -> tuple[Any, int]:
    text = tree.text
    tree.offsets[path] = at
    first = text[at : at + 1]
    if first in ("{", "["):
        if len(path) >= DEEPEST:
            _stop(tree, at, path[:6], f"lists and objects stand more than {DEEPEST} deep here")
        return _object(tree, at, path) if first == "{" else _list(tree, at, path)
    if first == '"':
        return _string(tree, at, path)
    for word, value in _WORDS.items():
        if text.startswith(word, at):
            return value, at + len(word)
    if _NOT_A_NUMBER.match(text, at):
        _stop(tree, at, path, "NaN and Infinity are no numbers that a map can hold")
    number = _NUMBER.match(text, at)
    if number:
        return _number(tree, number, path), number.end()
    _stop(tree, at, path, "a value is needed here")


def _number(tree: Tree, match: re.Match[str], path: Path) -> int | float:
    token = match[0]
    if match[1] or match[2]:
        value = float(token)
        if abs(value) != float("inf"):
            return value
    elif len(token) <= 20 and SMALLEST <= int(token) <= LARGEST:
        return int(token)
    _stop(tree, match.start(), path, f"the number {short(token, 24)} is too large")


def _string(tree: Tree, at: int, path: Path) -> tuple[str, int]:
    match = _STRING.match(tree.text, at)
    if not match:
        _stop_in_string(tree, at, path)
    raw = match[1]
    if "\\" not in raw:
        return raw, match.end()
    try:
        value = json.loads(match[0])
    except ValueError as error:
        offset = error.pos if isinstance(error, json.JSONDecodeError) else 0
        _stop(tree, at + offset, path, "a backslash is followed by something unknown here")
    cleaned = value.encode("utf-8", "ignore").decode("utf-8")
    if cleaned != value:
        tree.note("half a character (a lone surrogate) was left out", path)
    return cleaned, match.end()


def _object(tree: Tree, at: int, path: Path) -> tuple[dict[str, Any], int]:
    text = tree.text
    result: dict[str, Any] = {}
    again: dict[str, int] = {}
    end = _skip(text, at + 1)
    if text[end : end + 1] == "}":
        return result, end + 1
    while True:
        if text[end : end + 1] != '"':
            _stop(tree, end, path, "a name in double quotes is needed here")
        key_at = end
        key, end = _string(tree, end, path)
        end = _skip(text, end)
        if text[end : end + 1] != ":":
            _stop(tree, end, path, f'a colon is needed after "{short(key)}"')
        name = key
        if key in result:
            name, again[key] = free_name(key, result, again.get(key, 2))
        value, end = _value(tree, _skip(text, end + 1), (*path, name))
        tree.offsets[(*path, name)] = key_at
        result[name] = value
        if name != key:
            _note_twice(tree, result, path, key, name)
        end = _skip(text, end)
        mark = text[end : end + 1]
        if mark == "}":
            return result, end + 1
        if mark != ",":
            _stop(tree, end, path, "a comma or a closing brace is needed here")
        end = _skip(text, end + 1)


def _note_twice(tree: Tree, result: dict[str, Any], path: Path, key: str, name: str) -> None:
    """Say that `key` came a second time, now kept as `name` if it says something else."""
    what = f'"{short(key)}" stands here twice'
    if repr(result[key]) == repr(result[name]):
        del result[name]
        tree.note(f"{what}, both times the same", (*path, name))
    else:
        tree.note(f'{what}; the later one is kept as "{short(name)}"', (*path, name))
        tree.twice.append((path, key, name))


def _list(tree: Tree, at: int, path: Path) -> tuple[list[Any], int]:
    text = tree.text
    result: list[Any] = []
    end = _skip(text, at + 1)
    if text[end : end + 1] == "]":
        return result, end + 1
    while True:
        value, end = _value(tree, end, (*path, len(result)))
        result.append(value)
        end = _skip(text, end)
        mark = text[end : end + 1]
        if mark == "]":
            return result, end + 1
        if mark != ",":
            _stop(tree, end, path, "a comma or a closing bracket is needed here")
        end = _skip(text, end + 1)


def _stop_in_string(tree: Tree, at: int, path: Path) -> NoReturn:
    begun = _STRING_BEGUN.match(tree.text, at)
    stop = begun.end() if begun else at
    if tree.text[stop : stop + 1] in ("", "\0"):
        _stop(tree, stop, path, "the file is cut off in the middle of a text")
    _stop(tree, stop, path, "a text is not closed with a double quote on its line")


def _stop(tree: Tree, at: int, path: Path, what: str) -> NoReturn:
    """Raise what is wrong at `at`; the commonest accidents have words of their own."""
    todo = _BACKUP
    conflict = _CONFLICT.search(tree.text)
    rest = tree.text[at:]
    if conflict:
        at, path = conflict.start(), ()
        what = f"git left a conflict here ({conflict[0].strip()})"
        todo = "Take one side with git checkout --ours or --theirs, or merge the two maps."
    elif not rest.strip():
        what = "the file is cut off here; the rest of it is missing"
    elif not rest.strip("\0"):
        what = "from here on the file holds only zeros"
    line, column = tree.position(at)
    raise FileProblem(what, tree.name, path=pointer(path), line=line, column=column, todo=todo)
