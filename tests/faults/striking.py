"""Striking the victim process from outside: by strace, by a kill, or by its own shim."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from tests.faults.stories import Place
from tests.tools import SOAK

Item = TypeVar("Item")

ROOT = Path(__file__).parents[2]
KILLED = -signal.SIGKILL
#: Calls that do not touch the disk: being killed there is being killed at the next one.
_ELSEWHERE = re.compile(
    r"brk|mmap|munmap|mremap|mprotect|madvise|futex|rt_sig|getrandom|get[pte]|clock_|nanosleep"
    r"|clone|exit|set_robust|rseq|sched_|restart_syscall|clone3|prctl|sysinfo|poll|select"
)
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)$")


def some(items: Iterable[Item], most: int) -> list[Item]:
    """All of `items` in `make soak`; else at most so many, the same ones each time."""
    found = list(items)
    if SOAK > 1 or len(found) <= most:
        return found
    return [found[n] for n in sorted(Random(most).sample(range(len(found)), most))]


@dataclass
class Outcome:
    """How a child ended: its exit code (-9 if killed), and all that it said before."""

    code: int
    said: list[str] = field(default_factory=list)

    def word(self, first: str) -> Any:
        """What was said after the word `first`, or None."""
        found = [words for words in self.said if words.startswith(f"{first} ")]
        return json.loads(found[0][len(first) + 1 :]) if found else None


class Victim:
    """The warm server of tests/faults/victim.py."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.victim"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def close(self) -> None:
        """End the server."""
        assert self._server.stdin
        assert self._server.stdout
        with contextlib.suppress(BrokenPipeError):  # it is gone already
            self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()

    def play(
        self,
        story: str,
        place: Place,
        *,
        strace: "Strace | None" = None,
        seconds: float | None = None,
        user: int | None = None,
        limit: int | None = None,
        **more: Any,
    ) -> Outcome:
        """Let a child play `story` at `place`.

        It is struck by `strace`; or killed after `seconds`; or by `fault` (a Fault, or
        None to tell what calls it makes). It acts as `user`, and may write files of at
        most `limit` bytes, if that is given.
        """
        order = {"story": story, "place": str(place.root), "wait": strace is not None}
        order |= {"seconds": seconds, "user": user, "limit": limit}
        if "fault" in more:
            order["fault"] = asdict(more["fault"]) if more["fault"] else None
        self._write(json.dumps(order) + "\n")
        said: list[str] = []
        while not (line := self._line()).startswith("ended "):
            if line.startswith("ready ") and strace:
                strace.attach(int(line.removeprefix("ready ")))
                self._write("!")
            said.append(line)
        if strace:
            strace.wait()
        outcome = Outcome(int(line.removeprefix("ended ")), said)
        if (trouble := outcome.word("failed")) is not None:
            raise AssertionError(trouble)
        return outcome

    def _write(self, words: str) -> None:
        assert self._server.stdin
        self._server.stdin.write(words)
        self._server.stdin.flush()

    def _line(self) -> str:
        assert self._server.stdout
        line = self._server.stdout.readline()
        assert line, "the server of victims is gone"
        return line.rstrip("\n")


class Strace:
    """strace on one process: it writes down the calls, and lets one of them fail or kill."""

    def __init__(self, file: Path, inject: tuple[str, int, str] | None = None) -> None:
        self._file = file
        self._words = ["strace", "-f", "-o", str(file)]
        if inject:
            call, number, what = inject
            done = "signal=KILL" if what == "kill" else f"error={what}"
            self._words += ["-e", f"trace={call}", "-e", f"inject={call}:{done}:when={number}"]

    def attach(self, process: int) -> None:
        """Begin; the process has to wait meanwhile."""
        self._run = subprocess.Popen(
            [*self._words, "-p", str(process)], stderr=subprocess.PIPE, text=True
        )
        assert self._run.stderr
        first = self._run.stderr.readline()
        assert "attached" in first, first

    def wait(self) -> None:
        """Wait until the process has ended."""
        assert self._run.stderr
        self._run.stderr.close()
        self._run.wait()

    def points(self) -> list[tuple[str, int, str]]:
        """The calls that concern the disk until the story ended, each with its number.

        Each thread counts its own; what strace counts alike stands here once. The third
        part is what strace wrote of the arguments.
        """
        counts: dict[tuple[str, str], int] = {}
        found: dict[tuple[str, int], str] = {}
        for line in self._file.read_text(errors="replace").splitlines():
            match = _CALL.match(line)
            if match is None:
                continue
            thread, name, rest = match.groups()
            if name == "getppid":
                break
            number = counts[thread, name] = counts.get((thread, name), 0) + 1
            if not _ELSEWHERE.match(name):
                found.setdefault((name, number), rest)
        return [(name, number, rest) for (name, number), rest in found.items()]


@cache
def why_no_strace() -> str:
    """Why this machine cannot strike through strace; "" if it can."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        return "strace is not installed"
    trial = subprocess.run(
        ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=write",
         "-e", "inject=write:error=EIO:when=1", "sh", "-c", "echo there || exit 3"],
        capture_output=True, check=False,
    )  # fmt: skip
    if trial.returncode == 3:
        return ""
    return f"strace may not trace here: {trial.stderr.decode(errors='replace').strip()[:120]}"
