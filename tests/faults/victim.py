"""The process that is struck: a warm server that forks a child for each order.

An order is one line of JSON on standard input; the child says "ready" and its id, waits
for "go" (so that strace can be attached) and acts. What it says stands on standard
output, each line written after what it tells of was done; the server adds how it ended.
"""

import json
import os
import resource
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from model.files.errors import FileTrouble
from tests.faults.repertoire import ALL
from tests.faults.shim import Fault, shim
from tests.faults.stories import Place

#: How a child ends that was refused, and one that failed in another way.
REFUSED, FAILED = 77, 99


def serve() -> None:
    """Take orders until standard input ends."""
    warm: set[str] = set()
    for line in _lines():
        order = json.loads(line.lstrip(b"!"))  # a child killed early has not taken its "go"
        if order["story"] not in warm:
            warm.add(order["story"])
            _warm_up(order["story"])
        child = os.fork()
        if not child:
            _work(order)
        if order.get("seconds") is not None:
            time.sleep(order["seconds"])
            os.kill(child, 9)
        _say(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")


def _warm_up(story: str) -> None:
    """Play `story` once in this process: imports made late are no part of what is struck."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "place").make()
        ALL[story].prepare(place)
        ALL[story].rehearse(place)


def _work(order: dict[str, Any]) -> None:
    code = FAILED
    try:
        _say(f"ready {os.getpid()}")
        if order.get("wait"):
            os.read(0, 1)
        place = Place(Path(order["place"]))
        fault = Fault(**order["fault"]) if order.get("fault") else None
        inside = shim(place.root, fault) if "fault" in order else nullcontext()
        with inside as seen:
            try:
                if order.get("limit") is not None:
                    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
                    resource.setrlimit(resource.RLIMIT_FSIZE, (order["limit"], most))
                if order.get("user"):
                    os.setgroups([])
                    os.setgid(order["user"])
                    os.setuid(order["user"])
                ALL[order["story"]].act(place, _say)
                code = 0
            finally:
                os.getppid()  # where a trace ends that is taken from outside
        if seen is not None:
            _say("calls " + json.dumps(seen.calls))
    except FileTrouble as error:
        _say("refused " + json.dumps([error.what, error.where, error.todo]))
        code = REFUSED
    except BaseException:
        _say("failed " + json.dumps(traceback.format_exc()))
    finally:
        os._exit(code)


def _say(words: str) -> None:
    os.write(1, words.encode() + b"\n")


def _lines() -> Iterator[bytes]:
    # Byte by byte: what follows a line is for the child.
    line = b""
    while byte := os.read(0, 1):
        line += byte
        if byte == b"\n":
            yield line
            line = b""


if __name__ == "__main__":
    serve()
