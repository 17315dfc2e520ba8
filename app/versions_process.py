"""The process that reads versions and commits for the window, and says what changed in each.

Comparing two states of a large map takes a second in which nothing else could be done. It
gets a JSON object a line on standard input and answers likewise on standard output; paths
are in base64, for they need not be text. It ends when standard input does.
"""

import json
import os
import sys
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from model.change import JourneyMap
from model.compare import compare
from model.comparing.sentence import sentence
from model.files import codec
from model.files.commit import from_fields
from model.files.errors import FileTrouble, TooLarge
from model.files.versions import labelled
from model.records import VersionLabel

#: So many maps are kept between one question and the next: neighbours share one of theirs.
_KEPT = 3
#: Commits in one answer: the first ones are shown at once.
_SLICE = 20
_lock = Lock()


def main() -> None:
    """Answer until there is nothing more to be read."""
    if hasattr(os, "nice"):
        os.nice(10)  # keys and the pointer come first
    answers = Answers()
    for line in sys.stdin.buffer:
        answers.take(json.loads(line))


class Answers:
    """What was read so far, to answer from."""

    def __init__(self) -> None:
        self._now = b""
        self._maps: dict[str, JourneyMap] = {}

    def take(self, wish: Mapping[str, Any]) -> None:
        """Do one thing and answer it; what goes wrong is the answer too."""
        do: Callable[[Mapping[str, Any]], None] = getattr(self, f"_{wish['op']}")
        try:
            do(wish)
        except FileTrouble as trouble:
            _send({"id": wish["id"], "trouble": str(trouble)})

    def _map(self, wish: Mapping[str, Any]) -> None:
        """The map as it is now follows."""
        self._now = sys.stdin.buffer.read(wish["size"])
        self._maps.pop("", None)

    def _say(self, wish: Mapping[str, Any]) -> None:
        """What changed from one state to another."""
        maps = []
        for of in ("old", "new"):
            try:
                maps.append(self._read(wish[of]))
            except FileTrouble as trouble:
                wrong = "" if isinstance(trouble, TooLarge) else of  # that one can be opened
                _send({"id": wish["id"], "trouble": trouble.what, "of": wrong})
                return
        found = compare(*maps)
        _send({"id": wish["id"], "said": sentence(found), "same": not found.told})

    def _take(self, wish: Mapping[str, Any]) -> None:
        """Write what a map was in a commit into a file."""
        from model.files import commits

        data = commits.bytes_at(_path(wish["map"]), from_fields(wish["commit"]))
        try:
            _path(wish["to"]).write_bytes(data)
        except OSError as error:
            raise FileTrouble(f"it cannot be put aside to be read ({error})") from error
        _send({"id": wish["id"]})

    def _log(self, wish: Mapping[str, Any]) -> None:
        """The commits that touched a map; other questions are answered meanwhile."""
        Thread(target=_log, args=(wish["id"], _path(wish["map"])), daemon=True).start()

    def _read(self, source: Mapping[str, Any]) -> JourneyMap:
        """A state of the map, without the name that it has as a version."""
        key = json.dumps(source) if source else ""
        found = self._maps.pop(key, None)
        if found is None:
            found = labelled(self._load(source), VersionLabel(), "")
        self._maps[key] = found  # the last one used is forgotten last
        while len(self._maps) > _KEPT:
            del self._maps[next(iter(self._maps))]
        return found

    def _load(self, source: Mapping[str, Any]) -> JourneyMap:
        if "commit" in source:
            from model.files import commits

            return commits.map_at(_path(source["map"]), from_fields(source["commit"])).map
        if "file" in source:
            return codec.load(_path(source["file"])).map
        return codec.loads(self._now, allow_large=True).map


def _log(number: int, path: Path) -> None:
    from model.files import commits

    found: list[list[str]] = []
    for count, commit in enumerate(commits.walk(path), 1):
        found.append(commit.fields)
        if len(found) == _SLICE or count == commits.MOST:
            _send({"id": number, "commits": found, "more": count < commits.MOST})
            found = []
        if count == commits.MOST:
            return
    _send({"id": number, "commits": found, "more": False})


def _path(name: str) -> Path:
    return Path(os.fsdecode(b64decode(name)))


def _send(answer: Mapping[str, Any]) -> None:
    with _lock, suppress(BrokenPipeError):
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
