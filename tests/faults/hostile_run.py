"""Opens hostile files as Touchline does, each in a child process, and tells how it went.

Run as a program: `python -m tests.faults.hostile_run WORK [--soak | --traced | --rest]`. The
parent has everything loaded once; each file is opened by a fork of it, which keeps the peak
memory of one apart from the next. An audit hook notes every file that is opened outside and
every socket.
"""

import gc
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple

from tests.faults.hostile import Hostile, corpus, write

#: Bytes that they may need at their peak.
MOST_MEMORY = 1_000_000_000
#: Stops a child before the machine suffers: address space, which is more than memory.
_CEILING = 3_000_000_000
#: Drawing is not part of these seconds; a child that takes longer, by the clock, hangs.
_PATIENCE = 40.0
#: A short run draws every so-and-so-many-th map, and all of the groups about drawing, the
#: latter in one format each; a long one draws every map, and those groups in all formats.
_DRAWN, _ALL_DRAWN = 12, frozenset({"pictures", "drawings"})
_FORMATS = ("pdf", "svg", "png")
#: Bytes of a file that a short run draws.
_DRAWN_IN_SHORT = 1_000_000
#: Of each group a short run opens the first few, and then every so-and-so-many-th.
_FIRST, _SHARE = 6, 7
#: Groups about amounts, of which it opens the first only, and then every so-and-so-many-th.
_AMOUNTS = frozenset({"very many", "very large"})
#: Of what a short run opens, every so-and-so-many-th is traced.
_TRACED = 4
Part = Literal["all", "traced", "rest"]
#: Bytes of a file that is small enough to be drawn, too.
_SMALL = 60_000


class Result(NamedTuple):
    """How one file went.

    Attributes:
        outcome: clean, problems, read-only, refused, crashed or hung.
        words: what was said, or the exception.
        seconds: of computing, for all but the drawing.
        peak: bytes in memory at most.
        outside: files and sockets that nobody should have opened.
        faults: what else went wrong, one sentence each.
    """

    group: str
    name: str
    outcome: str
    words: str
    seconds: float
    peak: int
    outside: tuple[str, ...]
    faults: tuple[str, ...]


def run(work: Path, soak: bool, part: Part = "all", only: str = "") -> Iterator[Result]:
    """Write and open every file, one after the other; `work` is an empty folder.

    `part` of a short run: its traced files, or the others. `only` opens those whose group
    and name hold these words.
    """
    canaries = work / "canaries"
    files = work / "files"
    for folder in (canaries, files, work / "out"):
        folder.mkdir()
        folder.chmod(0o777)
    for name in ("secret.txt", "secret.png", "secret.svg", "secret.css", "secret.json"):
        (canaries / name).write_text("nobody may read this")
    _get_ready(work)
    for number, made in enumerate(_chosen(soak, only)):
        if part != "all" and (number % _TRACED == 0) != (part == "traced"):
            continue
        path = write(files, canaries, number, made)
        painted = _formats(made, number, path, soak)
        yield _opened(made, path, work, painted)
        with suppress(OSError, ValueError):
            if Path(path).stat().st_size > 1_000_000:
                os.truncate(path, 0)


def _chosen(soak: bool, only: str) -> Iterator[Hostile]:
    of_group: Counter[str] = Counter()
    for made in corpus():
        if only:
            if only in f"{made.group}: {made.name}":
                yield made
        elif soak:
            yield made
        elif not made.soak:
            number = of_group[made.group]
            of_group[made.group] += 1
            first = 1 if made.group in _AMOUNTS else _FIRST
            if number < first or number % _SHARE == 0:
                yield made


def _formats(made: Hostile, number: int, path: str, soak: bool) -> tuple[str, ...]:
    """What the file is drawn as."""
    about_drawing = made.group in _ALL_DRAWN
    if not made.painted:
        return ()
    if soak:
        return _FORMATS if about_drawing else _FORMATS[:1]
    with suppress(OSError, ValueError):
        if Path(path).stat().st_size > _DRAWN_IN_SHORT:
            return ()
    if about_drawing:
        return (_FORMATS[number // _TRACED % 3],)
    return _FORMATS[:1] if number % _DRAWN == 0 else ()


def _opened(made: Hostile, path: str, work: Path, painted: tuple[str, ...]) -> Result:
    """Let a child open the file at `path`."""
    report = work / "report.json"
    report.unlink(missing_ok=True)
    child = os.fork()
    if not child:
        code = 1
        with suppress(BaseException):
            _child(made, path, work, report, painted)
            code = 0
        os._exit(code)
    deadline = time.monotonic() + 5 * made.patience + _PATIENCE
    while True:
        done, status, usage = os.wait4(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            _, status, usage = os.wait4(child, 0)
            break
        time.sleep(0.002)
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    told: dict[str, Any] = {}
    with suppress(OSError, ValueError):
        told = json.loads(report.read_text())
    if "outcome" not in told:
        late = time.monotonic() > deadline
        told["outcome"] = "hung" if late else "crashed"
        told["words"] = f"at {told.get('step', 'the start')}, exit {status}"
    if told.get("seconds", 0.0) > made.patience:
        told["outcome"] = "hung"
    faults = [*told.get("faults", ()), *_judged(made, told["outcome"], told["words"])]
    if peak > MOST_MEMORY:
        faults.append(f"{peak / 1e6:.0f} MB of memory")
    return Result(
        made.group,
        made.name,
        told["outcome"],
        told["words"],
        told.get("seconds", 0.0),
        peak,
        tuple(told.get("outside", ())),
        tuple(faults),
    )


def _judged(made: Hostile, outcome: str, words: str) -> Iterator[str]:
    """What is not as the file says that it must be."""
    if outcome not in made.must.outcome:
        yield f"{outcome} instead of {' or '.join(made.must.outcome)}: {words[:300]}"
    elif made.must.words not in words:
        yield f"says {words[:300]!r}, not {made.must.words!r}"


def _get_ready(work: Path) -> None:
    """Load everything that opening and drawing need, so that no child has to."""
    from resources import templates
    from tests.faults import hostile_steps

    bicycle = str(templates.path("bicycle"))
    hostile_steps.open_fully(bicycle, work / "out", lambda step: None, painted=("pdf", "svg"))
    # Qt is loaded but not begun: a fork of a process with its threads may wait for ever
    import_module("export.png")
    gc.collect()
    gc.freeze()
    (work / "ready").touch()  # a trace shows that from here on files are opened


def _child(made: Hostile, path: str, work: Path, report: Path, painted: tuple[str, ...]) -> None:
    from tests.faults import hostile_steps, hostile_watch

    hostile_watch.interrupt_reading(made.while_read, path)
    resource.setrlimit(resource.RLIMIT_AS, (_CEILING, _CEILING))
    answer = report.open("w")  # before this process may no longer write there
    if made.unprivileged and not os.getuid():
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    told: dict[str, Any] = {"faults": []}

    def tell(step: str) -> None:
        told["step"] = step
        answer.seek(0)
        answer.truncate()
        answer.write(json.dumps(told))
        answer.flush()

    tell("opening")
    watch = hostile_watch.Watch((work / "files", work / "out", *_named(path)))
    began = time.process_time()
    try:
        opened = hostile_steps.open_fully(
            path,
            work / "out",
            tell,
            made.must.asks,
            painted,
            made.canonical,
            _SMALL,
            made.patience,
        )
        told.update(opened._asdict())
    except BaseException as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        told["outcome"] = "crashed"
        told["words"] = f"{type(error).__name__} at {told['step']}, {where.name}: {error}"[:500]
        told["seconds"] = time.process_time() - began
    told["outside"] = watch.outside
    tell("the end")


def _named(path: str) -> tuple[Path, ...]:
    """The file itself: a link or a name given by the user may lead anywhere."""
    return () if "\0" in path else (Path(path),)


def main() -> None:
    """Print one JSON object a file."""
    work = Path(sys.argv[1])
    part: Part = "all"
    part = "traced" if "--traced" in sys.argv else "rest" if "--rest" in sys.argv else part
    only = next((a.removeprefix("--only=") for a in sys.argv if a.startswith("--only=")), "")
    for result in run(work, "--soak" in sys.argv, part, only):
        print(json.dumps(result._asdict()), flush=True)


if __name__ == "__main__":
    main()
