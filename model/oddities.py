"""Everything that is odd about a map, for whoever has it open: told in plain sentences.

What the rules find in the map, and what was odd in its file, with its line there. After an
edit only what it touched is looked at again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from model.change import Change, JourneyMap, apply, diff
from model.files.errors import LoadProblem
from model.names import name_of
from model.problems import Problem, Severity, is_accepted
from model.repair import repair
from model.rules import affected, check, touched_by
from model.spelling import check_spelling
from model.twice import is_second, own_ids, spot

#: From what matters most.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_SECOND = re.compile(r"~[0-9]+$")
_WHY_FILE = "Another program would have read something else. The next save writes it right."


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing that is odd.

    Attributes:
        key: the same for the same thing before and after an edit elsewhere.
        record_id: the record that shows it; "" if none does.
        line: where it stands in the file, from 1; 0 if that is not known.
        fixable: whether `mended` mends it.
        passing: whether it is only in the file, which the next save writes right.
    """

    key: tuple[str, ...]
    severity: Severity
    sentence: str
    why: str
    record_id: str = ""
    line: int = 0
    fixable: bool = False
    passing: bool = False


class Oddities:
    """What is odd about one map, as it goes from edit to edit."""

    def __init__(self) -> None:
        self._found: tuple[Problem, ...] | None = None
        self._touched: set[str] = set()
        self._moved: set[str] = set()

    def follow(self, change: Change) -> None:
        """Remember what an edit touched; it is looked at when somebody asks."""
        if self._found is not None:
            self._touched |= touched_by(change)
            self._moved |= {i for i, (a, b) in change.items() if type(a) is not type(b)}

    def of(self, journey: JourneyMap, file: Sequence[LoadProblem] = ()) -> tuple[Oddity, ...]:
        """What is odd now, the most severe first; `file` is what was odd in its file."""
        problems = self._look(journey)
        lines = {spot(odd): odd.line for odd in file}
        told = {(p.about[0], p.field) for p in problems if p.rule == "field-twice"}
        found = [
            _of_map(problem, lines.get((problem.about[0], problem.field), 0))
            for problem in problems
            if not is_accepted(journey, problem)
        ]
        twins = {odd.record_id for odd in file if is_second(journey, odd.record_id)}
        found = [
            odd for odd in found if not (odd.key[0] == "feeling-id" and odd.record_id in twins)
        ]
        for number, odd in enumerate(file):
            if spot(odd) not in told and _still_there(journey, odd):
                found.append(_of_file(journey, odd, number))
        return tuple(sorted(found, key=lambda one: SEVERITIES.index(one.severity)))

    def _look(self, journey: JourneyMap) -> tuple[Problem, ...]:
        found, touched, moved = self._found, self._touched, self._moved
        self._touched, self._moved = set(), set()
        if found is not None and not touched:
            return found
        scope = affected(journey, touched, touched - moved) | touched if found else touched
        if found is None or any(_is_cut(problem, scope) for problem in found):
            self._found = (*check(journey), *check_spelling(journey))
        else:
            kept = [problem for problem in found if scope.isdisjoint(problem.about)]
            new = check(journey, touched, touched - moved)
            self._found = (*kept, *new, *check_spelling(journey, scope))
        return self._found


def mended(of: JourneyMap, file: Iterable[LoadProblem] = ()) -> Change:
    """The change that mends what can be mended without a person; empty if there is nothing."""
    now = apply(own_ids(of, dict.fromkeys(odd.record_id for odd in file)), of)
    return diff(of, apply(repair(now), now))


def _is_cut(problem: Problem, scope: set[str]) -> bool:
    """Whether a circle is touched: what is left of it may be one where nothing was touched."""
    return problem.rule == "circle" and not scope.isdisjoint(problem.about)


def _of_map(of: Problem, line: int) -> Oddity:
    about = of.about[0]
    key = (of.rule, *of.about, of.field, of.value)
    sentence = of.plain or of.message
    return Oddity(key, of.severity, sentence, of.why, about, line, of.fixable)


def _of_file(journey: JourneyMap, odd: LoadProblem, number: int) -> Oddity:
    about = odd.record_id
    twin = is_second(journey, about) and odd.path.count("/") == 1
    if twin:
        name = name_of(journey[about])
        sentence = f"{name[:1].upper()}{name[1:]} had the id of another one; both are on the map."
    else:
        sentence = f"{odd.what[:1].upper()}{odd.what[1:]}."
    about = about if about in journey else ""
    key = ("file", odd.path, str(number))
    return Oddity(key, "warning", sentence, _WHY_FILE, about, odd.line, twin, not twin)


def _still_there(journey: JourneyMap, odd: LoadProblem) -> bool:
    """Whether what reading made of it was not mended since; what left no trace is in the file."""
    about, name = spot(odd)
    depth = odd.path.count("/") + (about == "map")
    if not _SECOND.search(name) or depth not in (1, 2):
        return True
    record = journey.records.get(about)
    return record is not None and (depth == 1 or name in (record.__pydantic_extra__ or {}))
