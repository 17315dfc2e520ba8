"""`touchline check`: what is wrong with a map, for people and for scripts.

Structure, references, misspelt names and open conflicts. What a file held that no map should,
such as two equal keys, is told as the rule "file": saving what was kept of it mends it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from app.commands.check_lines import lines
from app.commands.check_mended import mended
from app.commands.opening import STANDARD, open_map
from app.troubles import FINE, FOUND, WRONG, Trouble, in_words, say
from model.change import JourneyMap, apply
from model.files import codec
from model.files.errors import FileProblem, FileTrouble, LoadProblem
from model.grid import Grid
from model.merging.conflicts import check_conflicts
from model.places import place_of
from model.problems import Problem, Severity, is_accepted
from model.repair import repair
from model.rules import check as problems_of
from model.spelling import check_spelling
from model.twice import spot

#: From what matters most.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_WHY_UNREAD = "A map that cannot be read cannot be shown, printed or checked."
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
    #: In the file, from 1; None where it has no line there.
    line: int | None = None


@dataclass(frozen=True)
class Checked:
    """What is wrong with one map, and what was mended before, a line each."""

    findings: list[Finding]
    mended: list[str] = field(default_factory=list)


def check(names: Iterable[str], form: str, fail_on: Severity, fix: bool) -> int:
    """Tell what is wrong with each map; the exit code.

    Maps that cannot be read are told on standard error (in the JSON form as a finding, too),
    and the others are checked all the same.
    """
    found: list[tuple[str, list[Finding]]] = []
    wrong = False
    for name in names:
        try:
            checked = check_one(name, fix)
        except (FileTrouble, Trouble) as error:
            known = in_words(error)
            say(known[0] if known else str(error))
            wrong = True
            found.append((name, [_unread(error)]))
            continue
        found.append((name, checked.findings))
        if form == "text":
            for line in _text(name, checked):
                click.echo(line)
    if form == "json":
        click.echo(json.dumps(_json(found), indent=2, ensure_ascii=False))
    serious = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    worst = any(f.severity in serious for _, findings in found for f in findings)
    return WRONG if wrong else FOUND if worst else FINE


def check_one(name: str, fix: bool = False) -> Checked:
    """What is wrong with the map in a file, and with `fix` what of it was mended first.

    Raises:
        FileTrouble, Trouble: the file cannot be read, or with `fix` not be written.
    """
    if fix and name == STANDARD:
        raise Trouble("--fix mends a file, and standard input is none")
    loaded = open_map(name)
    before = _findings(name, loaded.map, loaded.problems, loaded.digest)
    if not fix or not any(finding.fixable for finding in before):
        return Checked(before)
    if loaded.read_only_reason:
        raise Trouble(loaded.read_only_reason, where=name)
    change = repair(loaded.map)
    journey = apply(change, loaded.map)
    digest = codec.save(journey, Path(name), expect=loaded.digest)
    done = [finding.message for finding in before if finding.rule == "file"]
    return Checked(_findings(name, journey, (), digest), [*done, *mended(change)])


def _findings(
    name: str, journey: JourneyMap, odd: Iterable[LoadProblem], digest: str
) -> list[Finding]:
    grid = Grid(journey)
    odd = tuple(odd)
    told = {spot(one) for one in odd}
    problems = [
        problem
        for problem in (*problems_of(journey), *check_spelling(journey), *check_conflicts(journey))
        if (problem.about[0], problem.field) not in told and not is_accepted(journey, problem)
    ]
    at = lines(name, digest, journey, problems)
    found = [_of_file(grid, problem) for problem in odd]
    found += [_of_map(grid, problem, at.get(problem)) for problem in problems]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


def _unread(error: FileTrouble | Trouble) -> Finding:
    line = (error.line or None) if isinstance(error, FileProblem) else None
    return Finding("file", "error", str(error), _WHY_UNREAD, (), "", fixable=False, line=line)


def _of_file(grid: Grid, odd: LoadProblem) -> Finding:
    message = f"{str(odd)[:1].upper()}{str(odd)[1:]}."
    about = (odd.record_id,) if odd.record_id in grid.map else ()
    place = place_of(grid, odd.record_id)
    return Finding(
        "file", "warning", message, _WHY_FILE, about, place, fixable=True, line=odd.line or None
    )


def _of_map(grid: Grid, of: Problem, line: int | None) -> Finding:
    place = place_of(grid, of.about[0])
    return Finding(of.rule, of.severity, of.message, of.why, of.about, place, of.fixable, line)


def _text(name: str, checked: Checked) -> Iterator[str]:
    findings = checked.findings
    for done in checked.mended:
        yield f"{name}: mended: {done}"
    for finding in findings:
        place = f" ({finding.place})" if finding.place else ""
        where = f"{name}:{finding.line}" if finding.line else name
        yield f"{where}: {finding.severity}: {finding.message}{place} [{finding.rule}]"
    counts = [
        _count(sum(f.severity == severity for f in findings), severity) for severity in SEVERITIES
    ]
    said = ", ".join(filter(None, counts)) or "nothing found"
    if checked.mended:
        said += f"; {len(checked.mended)} mended"
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
