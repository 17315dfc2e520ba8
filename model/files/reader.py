"""The slow, thorough reader of JSON, for files that the fast one found odd.

It keeps what a parser drops without a word (the first of two equal keys), and it knows the
line and column of everything. Where things stand is not stored, which would take more room
than the file, but found by reading again for the few places that somebody asks about.
"""

import json
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from model.files.door import BACKUP, CORRECT
from model.files.encode import DEEPEST, LARGEST, SMALLEST
from model.files.errors import UNMERGED, FileProblem, LoadProblem, line_and_column, short
from model.files.slips import CONFLICT, NO_MAP, named_slip, separator_slip
from model.records import TABLES, same

#: More findings than this about one file are only counted.
MOST_NOTES = 200

_WHITE = re.compile(r"[ \t\n\r]*")
_STRING_BEGUN = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_NOT_A_NUMBER = re.compile(r"[-+]?(?:NaN|Infinity|inf|nan)\b")
_WORDS = {"true": True, "false": False, "null": None}

Path = tuple[str | int, ...]


@dataclass
class Tree:
    """A file's text as plain values, and what was odd about it."""

    text: str
    name: str = ""
    value: Any = None
    #: What is odd, and where: an offset, or the path to something that was moved since.
    notes: list[tuple[str, Path, int | None]] = field(default_factory=list)
    findings: int = 0
    #: A key that stands twice at the top, the name of the later one, and its note's index.
    twice: list[tuple[str, str, int]] = field(default_factory=list)
    #: New path of something moved -> its path in the text.
    moved: dict[Path, Path] = field(default_factory=dict)
    wanted: Container[Path] = frozenset()
    offsets: dict[Path, int] = field(default_factory=dict)

    def note(self, what: str, path: Path, offset: int | None = None) -> None:
        """Remember something odd at `path`; beyond MOST_NOTES it is only counted."""
        self.findings += 1
        if len(self.notes) < MOST_NOTES:
            self.notes.append((what, path, offset))

    def problems(self) -> tuple[LoadProblem, ...]:
        """All that was noted, with places; what goes beyond MOST_NOTES in one line."""
        found = self._find(path for _, path, offset in self.notes if offset is None)
        result = []
        for what, path, offset in self.notes:
            at = found[path] if offset is None else offset
            record_id = str(path[1]) if len(path) > 1 and path[0] in TABLES else ""
            line, column = line_and_column(self.text, at)
            result.append(LoadProblem(what, pointer(path), line, column, record_id))
        if self.findings > MOST_NOTES:
            result.append(LoadProblem(f"{self.findings - MOST_NOTES} more such findings"))
        return tuple(result)

    def problem(self, what: str, path: Path = (), todo: str = "") -> FileProblem:
        """The error to raise about what stands at `path`, or at the nearest part around it."""
        line, column = line_and_column(self.text, self._find([path])[path])
        return FileProblem(what, self.name, path=pointer(path), line=line, column=column, todo=todo)

    def _find(self, paths: Iterable[Path]) -> dict[Path, int]:
        """Where each of `paths`, or the nearest part around it, stands in the text."""
        original = {path: self._original(path) for path in paths}
        if not original:
            return {}
        wanted = {path[:n] for path in original.values() for n in range(len(path) + 1)}
        offsets = read_json(self.text, self.name, wanted).offsets
        result = {}
        for path, known in original.items():
            while known not in offsets:
                known = known[:-1]
            result[path] = offsets[known]
        return result

    def _original(self, path: Path) -> Path:
        for length in range(len(path), 0, -1):
            if path[:length] in self.moved:
                return self._original(self.moved[path[:length]]) + path[length:]
        return path


def read_json(text: str, name: str = "", wanted: Container[Path] = frozenset()) -> Tree:
    """`text` as a Tree, with the offsets of the `wanted` paths. Of equal keys all are kept.

    Raises:
        FileProblem: not JSON (the error names what is wrong and where), a number that is
            not finite or has more than 64 bits, or nesting deeper than DEEPEST.
    """
    tree = Tree(text, name, wanted=wanted)
    tree.value, end = _value(tree, _skip(text, 0), ())
    end = _skip(text, end)
    if end < len(text):
        _stop(tree, end, (), "there is something after the end of the map")
    return tree


def lines_of(text: str, paths: Iterable[Path]) -> dict[Path, int]:
    """The lines, from 1, of those of `paths` whose record is in `text`.

    A path is a table, an id, and perhaps a field and a place in its list; if there is no
    such field, it is the record's line.

    Raises:
        FileProblem: `text` is not JSON.
    """
    asked = list(paths)
    wanted = {path[:n] for path in asked for n in range(1, len(path) + 1)}
    offsets = read_json(text, "", wanted).offsets if wanted else {}
    result = {}
    for path in asked:
        least = 1 if path[:1] == ("map",) else 2
        near = [path[:n] for n in range(len(path), least - 1, -1) if path[:n] in offsets]
        if near:
            result[path] = line_and_column(text, offsets[near[0]])[0]
    return result


def free_name(key: str, *taken: Container[str], number: int = 2) -> tuple[str, int]:
    """The first of "key~2", "key~3"... that is in none of `taken`; the number to try next."""
    while any(f"{key}~{number}" in names for names in taken):
        number += 1
    return f"{key}~{number}", number + 1


def pointer(path: Path) -> str:
    """`path` in one line, shortened where a key is very long."""
    return "/".join(short(str(part), 60) for part in path)


def _skip(text: str, at: int) -> int:
    match = _WHITE.match(text, at)
    assert match  # it matches nothing, too
    return match.end()


def _value(tree: Tree, at: int, path: Path) -> tuple[Any, int]:
    text = tree.text
    if path in tree.wanted:
        tree.offsets.setdefault(path, at)
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
    match = _STRING_BEGUN.match(tree.text, at)
    end = match.end() if match else at
    if not tree.text.startswith('"', end):
        _stop(tree, end, path, "a text is not closed with a double quote on its line")
    raw = tree.text[at + 1 : end]
    try:
        value = json.loads(tree.text[at : end + 1]) if "\\" in raw else raw
    except json.JSONDecodeError as error:
        _stop(tree, at + error.pos, path, "a backslash is followed by something unknown here")
    cleaned = value.encode("utf-8", "ignore").decode("utf-8")
    if cleaned != value:
        tree.note("half a character (a lone surrogate) was left out", path, at)
    return cleaned, end + 1


def _object(tree: Tree, at: int, path: Path) -> tuple[dict[str, Any], int]:
    text = tree.text
    result: dict[str, Any] = {}
    again: dict[str, int] = {}
    end = _skip(text, at + 1)
    if text.startswith("}", end):
        return result, end + 1
    while True:
        if not text.startswith('"', end):
            _stop_at_item(tree, end, path, "}", "a name in double quotes is needed here")
        start = end
        key, end = _string(tree, start, path)
        end = _skip(text, end)
        if not text.startswith(":", end):
            _stop(tree, end, path, f'a colon is needed after "{short(key)}"')
        name = key
        if key in result:
            name, again[key] = free_name(key, result, number=again.get(key, 2))
        inner = (*path, name)
        if inner in tree.wanted:
            tree.offsets[inner] = start
        result[name], end = _value(tree, _skip(text, end + 1), inner)
        if name != key:
            _note_twice(tree, result, path, key, name, start)
        end = _skip(text, end)
        if text.startswith("}", end):
            return result, end + 1
        if not text.startswith(",", end):
            _stop_after(tree, end, path, "}", "a comma or a closing brace is needed here")
        end = _skip(text, end + 1)


def _note_twice(
    tree: Tree, result: dict[str, Any], path: Path, key: str, name: str, offset: int
) -> None:
    """Say that `key` came a second time, now kept as `name` if it says something else."""
    what = f'"{short(key)}" stands here twice'
    if same(result[key], result[name]):
        del result[name]
        tree.note(f"{what}, both times the same", (*path, key), offset)
    else:
        if not path:
            tree.twice.append((key, name, len(tree.notes)))
        tree.note(f'{what}; the later one is kept as "{short(name)}"', (*path, name), offset)


def _list(tree: Tree, at: int, path: Path) -> tuple[list[Any], int]:
    text = tree.text
    result: list[Any] = []
    end = _skip(text, at + 1)
    if text.startswith("]", end):
        return result, end + 1
    while True:
        if result and text.startswith("]", end):
            _stop_at_item(tree, end, path, "]", "a value is needed here")
        value, end = _value(tree, end, (*path, len(result)))
        result.append(value)
        end = _skip(text, end)
        if text.startswith("]", end):
            return result, end + 1
        if not text.startswith(",", end):
            _stop_after(tree, end, path, "]", "a comma or a closing bracket is needed here")
        end = _skip(text, end + 1)


def _stop_after(tree: Tree, at: int, path: Path, closing: str, what: str) -> NoReturn:
    """Raise that a value is followed by neither a comma nor `closing`, where it ends."""
    missing = separator_slip(tree.text, at, closing)
    if missing and not named_slip(tree.text, at):
        what, at = missing
    _stop(tree, at, path, what)


def _stop_at_item(tree: Tree, at: int, path: Path, closing: str, what: str) -> NoReturn:
    """Raise that a list or object goes on with no item; at the comma, if that is too many."""
    if tree.text.startswith(closing, at):
        # An empty list or object is no fault, so a comma stands before.
        what, at = f"one comma too many before {closing}", tree.text.rindex(",", 0, at)
    _stop(tree, at, path, what)


def _stop(tree: Tree, at: int, path: Path, what: str) -> NoReturn:
    """Raise what is wrong at `at`; the commonest accidents have words of their own."""
    todo = CORRECT
    conflict = CONFLICT.search(tree.text)
    rest = tree.text[at:]
    if conflict:
        at, path = conflict.start(), ()
        what = f"{UNMERGED}: git left a conflict here ({conflict[0]})"
        todo = (
            "`touchline git mergetool` merges both sides after all; or choose between them by "
            "hand, and remove git's marker lines."
        )
    elif rest.strip() in ("", "\\"):
        what, todo = "the file is cut off here; the rest of it is missing", BACKUP
    elif not rest.strip("\0"):
        what, todo = "from here on the file holds only zeros", BACKUP
    elif slip := named_slip(tree.text, at):
        what, at = slip
        if what == NO_MAP:
            todo = "Open a journey map; touchline new makes one."
    line, column = line_and_column(tree.text, at)
    raise FileProblem(what, tree.name, path=pointer(path), line=line, column=column, todo=todo)
