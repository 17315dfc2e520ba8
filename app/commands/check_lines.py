"""Where in a map's file the findings of `touchline check` stand, line by line."""

from collections.abc import Iterable
from pathlib import Path

from model.change import JourneyMap
from model.files import codec
from model.files.door import decode
from model.files.errors import FileProblem
from model.files.reader import Path as JsonPath
from model.files.reader import lines_of
from model.problems import Problem
from model.records import TABLES

_TABLE_OF = {record_type: table for table, record_type in TABLES.items()}


def lines(
    name: str, digest: str, of: JourneyMap, problems: Iterable[Problem]
) -> dict[Problem, int]:
    """The line in the file `name`, from 1, of each problem that has one.

    Empty if the file can no longer be read, or is no longer the one of `digest`.
    """
    paths = {problem: _path(of, problem) for problem in problems}
    if not paths:
        return {}
    try:
        data = Path(name).read_bytes()
        if codec.digest(data) != digest:
            return {}
        found = lines_of(decode(data), paths.values())
    except (OSError, ValueError, FileProblem):
        return {}
    return {problem: found[path] for problem, path in paths.items() if path in found}


def _path(of: JourneyMap, problem: Problem) -> JsonPath:
    """Where in the file a problem stands: table, id, field and place in the field's list."""
    record = of[problem.about[0]]
    table = _TABLE_OF.get(type(record))
    path: JsonPath = (table, record.id) if table else ("map",)
    if not problem.field:
        return path
    path = (*path, problem.field)
    value = getattr(record, problem.field, None)
    if isinstance(value, tuple) and problem.value in value:
        return (*path, value.index(problem.value))
    return path
