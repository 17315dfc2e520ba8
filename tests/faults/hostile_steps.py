"""What Touchline does with a map file, one step after the other, as window and commands do."""

import json
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, NamedTuple

from model.change import JourneyMap, apply
from model.describe import describe
from model.files import codec
from model.files.door import decode
from model.files.encode import shape
from model.files.errors import FileProblem, TooLarge
from model.layout.build import build
from model.records import TABLES, MapInfo, Value, same
from model.repair import repair
from model.rules import check
from model.spelling import check_spelling


class Opened(NamedTuple):
    """How it went: the outcome, what was said, what was wrong, and seconds without drawing."""

    outcome: str
    words: str
    faults: list[str]
    seconds: float


def open_fully(
    path: str,
    out: Path,
    tell: Callable[[str], None],
    asks: bool = False,
    painted: Collection[str] = (),
    canonical: bool = False,
    small: int = 1_000_000,
    patience: float = 5.0,
) -> Opened:
    """Load the file, check and describe the map, lay it out, write and read it, draw it.

    Anything that is raised here is a crash. `tell` hears the name of each step. A repair,
    which is a command of its own, may take `patience` seconds of computing, too. A map that
    is not much to draw is written in the formats `painted`.
    """
    faults: list[str] = []
    began = time.process_time()
    try:
        if asks:
            faults += _asked(path)
            began = time.process_time()
        loaded = codec.load(path, allow_large=asks)
    except FileProblem as problem:
        faults += _of_message(problem)
        return Opened("refused", str(problem), faults, time.process_time() - began)
    journey = loaded.map
    tell("checking")
    problems = (*check(journey), *check_spelling(journey))
    words = " ".join([*map(str, loaded.problems[:5]), *(p.message for p in problems[:5])])
    tell("describing")
    describe(journey).encode()
    tell("laying out")
    scene = build(journey)
    seconds = time.process_time() - began
    tell("writing")
    if not asks:
        data = Path(path).read_bytes() if Path(path).exists() else b""
        if codec.digest(data) == loaded.digest:
            faults += _of_writing(loaded, data, canonical)
    tell("repairing")
    faults += _of_repair(journey, patience)
    length = sum(map(len, scene.assets.values()))
    if painted and len(journey) < 300 and len(codec.dumps(journey)) - 2 * length < small:
        tell("drawing")
        _draw(journey, out, painted)
    outcome = "problems" if problems or loaded.problems else "clean"
    if loaded.read_only_reason:
        outcome, words = "read-only", loaded.read_only_reason
    return Opened(outcome, words, faults, seconds)


def _asked(path: str) -> list[str]:
    try:
        codec.load(path)
    except TooLarge as question:
        return _of_message(question)
    return ["opened without asking"]


def _of_message(problem: FileProblem) -> list[str]:
    """What is wrong with the words of a refusal."""
    text = str(problem)
    faults = []
    if not problem.what or not problem.todo:
        faults.append(f"does not say what to do: {text}")
    if not text.isprintable() or len(text) > 1500:
        faults.append(f"cannot be shown in one line: {ascii(text)[:300]}")
    if (problem.line < 1) != (problem.column < 1):
        faults.append(f"has half a place: {text}")
    return faults


def _of_writing(loaded: codec.Loaded, data: bytes, canonical: bool) -> list[str]:
    """What is lost when the map is written and read again; `data` is the file as it was."""
    journey = loaded.map
    written = codec.dumps(journey)
    again = codec.loads(written, allow_large=True)
    faults = []
    if len(again.map) != len(journey) or not all(
        same(record, again.map.records.get(i)) for i, record in journey.records.items()
    ):
        faults.append("is another map when it has been written and read")
    if again.problems:
        faults.append(f"is odd when it has been written: {again.problems[0]}")
    if codec.dumps(again.map) != written:
        faults.append("is written in two ways")
    if canonical and data != written:
        faults.append("was in good order, and is written otherwise")
    if loaded.migrated_from is None and not loaded.problems:
        lost = _leaves(json.loads(decode(data))) - _leaves(json.loads(written)) - {*_DEFAULTS, "id"}
        if lost:
            faults.append(f"lost {sorted(map(repr, lost))[0][:80]}")
    return faults


def _leaves(value: Any) -> set[Any]:
    """Every key and plain value in parsed JSON that says something."""
    found: set[Any] = set()
    rest = [value]
    while rest:
        value = rest.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, (dict, list)) or inner not in _DEFAULTS:
                    found.add(key)
                    rest.append(inner)
        elif isinstance(value, list):
            rest += value
        else:
            found.add(value)
    return found


def _defaults() -> set[Any]:
    """The plain values that a field has when it is left out of a file."""
    kinds = [MapInfo, *TABLES.values(), *Value.__subclasses__()]
    values = [default for kind in kinds for _, default in shape(kind)[0]]
    return {value for value in values if isinstance(value, (str, int, float, type(None)))}


_DEFAULTS = _defaults()


def _of_repair(journey: JourneyMap, patience: float) -> list[str]:
    began = time.process_time()
    mended = apply(repair(journey), journey)
    seconds = time.process_time() - began
    left = [problem for problem in check(mended) if problem.fixable]
    faults = [f"is not mended by a repair: {left[0].message}"] if left else []
    if seconds > patience:
        faults.append(f"is repaired in {seconds:.1f} s")
    return faults


def _draw(journey: JourneyMap, out: Path, kinds: Collection[str]) -> None:
    from export import poster
    from export.formats import FORMATS, Job
    from resources import palettes

    palette = palettes.load("light")
    laid = poster.lay_out(journey, "A0")
    for kind in kinds:
        job = Job(laid.scene, laid.page, palette, journey, 20, lambda part: None)
        try:
            FORMATS[kind].writer(job).write(out / f"drawn.{kind}")
        except ValueError:
            continue  # what the command line tells as "cannot be written"
