"""`touchline check`: what is wrong with a map, for people and for scripts.

Structure and references so far. What a file held that no map should, such as two equal
keys, is told as the rule "file": saving what was kept of it mends it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from app.commands.opening import STANDARD, open_map
from app.troubles import FINE, FOUND, WRONG, Trouble, in_words, say
from model.change import JourneyMap, apply
from model.files import codec
from model.files.errors import FileTrouble, LoadProblem
from model.grid import Grid
from model.places import place_of
from model.problems import Problem, Severity
from model.repair import repair
from model.rules import check as problems_of

#: From what matters most.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_WHY_FILE = "Another program would have read something else, or lost it."


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong; the fields are those of the JSON form, in its order."""

    rule: str
    severity: Severity
    message: str
    why: str
    about: tuple[str, ...]
    place: str
    fixable: bool


def check(names: Iterable[str], form: str, fail_on: Severity, fix: bool) -> int:
    """Tell what is wrong with each map; the exit code.

    Maps that cannot be read are told on standard error, and the others are checked all the
    same.
    """
    found: list[tuple[str, list[Finding]]] = []
    wrong = False
    for name in names:
        try:
            findings, fixed = check_one(name, fix)
        except (FileTrouble, Trouble) as error:
            known = in_words(error)
            say(known[0] if known else str(error))
            wrong = True
            continue
        found.append((name, findings))
        if form == "text":
            for line in _text(name, findings, fixed):
                click.echo(line)
    if form == "json":
        click.echo(json.dumps(_json(found), indent=2, ensure_ascii=False))
    serious = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    worst = any(f.severity in serious for _, findings in found for f in findings)
    return WRONG if wrong else FOUND if worst else FINE


def check_one(name: str, fix: bool = False) -> tuple[list[Finding], int]:
    """What is wrong with the map in a file, and with `fix` how much of it was mended first.

    Raises:
        FileTrouble, Trouble: the file cannot be read, or with `fix` not be written.
    """
    if fix and name == STANDARD:
        raise Trouble("--fix mends a file, and standard input is none")
    loaded = open_map(name)
    before = _findings(loaded.map, loaded.problems)
    if not fix or not any(finding.fixable for finding in before):
        return before, 0
    if loaded.read_only_reason:
        raise Trouble(loaded.read_only_reason, where=name)
    journey = apply(repair(loaded.map), loaded.map)
    codec.save(journey, Path(name), expect=loaded.digest)
    after = _findings(journey, ())
    return after, len(before) - len(after)


def _findings(journey: JourneyMap, odd: Iterable[LoadProblem]) -> list[Finding]:
    grid = Grid(journey)
    found = [_of_file(grid, problem) for problem in odd]
    found += [_of_map(grid, problem) for problem in problems_of(journey)]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


def _of_file(grid: Grid, odd: LoadProblem) -> Finding:
    message = f"{str(odd)[:1].upper()}{str(odd)[1:]}."
    about = (odd.record_id,) if odd.record_id in grid.map else ()
    place = place_of(grid, odd.record_id)
    return Finding("file", "warning", message, _WHY_FILE, about, place, fixable=True)


def _of_map(grid: Grid, of: Problem) -> Finding:
    place = place_of(grid, of.about[0])
    return Finding(of.rule, of.severity, of.message, of.why, of.about, place, of.fixable)


def _text(name: str, findings: list[Finding], fixed: int) -> Iterator[str]:
    for finding in findings:
        place = f" ({finding.place})" if finding.place else ""
        yield f"{name}: {finding.severity}: {finding.message}{place} [{finding.rule}]"
    counts = [
        _count(sum(f.severity == severity for f in findings), severity) for severity in SEVERITIES
    ]
    said = ", ".join(filter(None, counts)) or "nothing found"
    if fixed:
        said += f"; {fixed} mended"
    mendable = sum(finding.fixable for finding in findings)
    if mendable:
        said += f"; --fix mends {mendable if mendable < len(findings) else 'all'} of it"
    yield f"{name}: {said}"


def _count(n: int, severity: Severity) -> str:
    if not n:
        return ""
    return f"{n} {severity}" + ("s" if n > 1 and severity != "info" else "")


def _json(found: list[tuple[str, list[Finding]]]) -> dict[str, object]:
    maps = [{"map": name, "findings": [vars(f) for f in findings]} for name, findings in found]
    return {"format": "touchline.check", "version": 1, "maps": maps}
