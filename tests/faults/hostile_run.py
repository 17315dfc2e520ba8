"""Opens hostile files as Touchline does, each in a child process, and tells how it went.

Run as a program: `python -m tests.faults.hostile_run WORK [--soak]`. The parent has everything
loaded once; each file is opened by a fork of it, which keeps the peak memory of one apart
from the next. An audit hook notes every file that is opened outside and every socket.
"""

import gc
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from tests.faults.hostile import Hostile, corpus, write

#: Bytes that they may need at their peak.
MOST_MEMORY = 1_000_000_000
#: Stops a child before the machine suffers: address space, which is more than memory.
_CEILING = 3_000_000_000
#: Drawing is not part of these seconds; a child that takes longer, by the clock, hangs.
_PATIENCE = 40.0
#: A long run draws every map that is small, a short one each so-and-so-many-th, and all of
#: the groups that are about drawing.
_DRAWN, _ALL_DRAWN = 12, frozenset({"pictures", "drawings"})
#: Groups of many files that are much alike: a short run opens a third of each.
_SAMPLED = frozenset(
    {"wrong kinds", "ranges", "references", "ids", "numbers", "nesting", "twice", "words",
     "links", "names", "no versions", "encodings", "other kinds", "very many"}
)  # fmt: skip
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


def run(work: Path, soak: bool, only: str = "") -> Iterator[Result]:
    """Write and open every file, one after the other; `work` is an empty folder."""
    canaries = work / "canaries"
    files = work / "files"
    for folder in (canaries, files, work / "out"):
        folder.mkdir()
        folder.chmod(0o777)
    for name in ("secret.txt", "secret.png", "secret.svg", "secret.css", "secret.json"):
        (canaries / name).write_text("nobody may read this")
    _get_ready(work)
    for number, made in enumerate(corpus()):
        if only not in f"{made.group}: {made.name}":
            continue
        if not soak and (made.soak or (made.group in _SAMPLED and number % 3 and not only)):
            continue
        path = write(files, canaries, number, made)
        drawn = soak or number % _DRAWN == 0 or made.group in _ALL_DRAWN
        yield _opened(made._replace(painted=made.painted and drawn), path, work)
        with suppress(OSError, ValueError):
            if Path(path).stat().st_size > 1_000_000:
                os.truncate(path, 0)


def _opened(made: Hostile, path: str, work: Path) -> Result:
    """Let a child open the file at `path`."""
    report = work / "report.json"
    report.unlink(missing_ok=True)
    child = os.fork()
    if not child:
        code = 1
        with suppress(BaseException):
            _child(made, path, work, report)
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

    bicycle = templates.path("bicycle")
    hostile_steps.open_fully(str(bicycle), work / "out", lambda step: None)
    gc.collect()
    gc.freeze()
    (work / "ready").touch()  # a trace shows that from here on files are opened


def _child(made: Hostile, path: str, work: Path, report: Path) -> None:
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
            made.painted,
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
    only = next((a.removeprefix("--only=") for a in sys.argv if a.startswith("--only=")), "")
    for result in run(work, "--soak" in sys.argv, only):
        print(json.dumps(result._asdict()), flush=True)


if __name__ == "__main__":
    main()
