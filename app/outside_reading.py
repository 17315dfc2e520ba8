"""What the file of an open map is by now: looked at in a thread, read without holding the window.

A large file is read by a process of its own, as checking it holds Python in one piece. What
is as it was here is the same record, so that comparing the two costs next to nothing.
"""

import logging
import os
import pickle
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from app.opening import HEAD
from app.unmerged import can_merge
from model.change import JourneyMap, apply, diff
from model.files import codec
from model.files.codec import Loaded
from model.files.errors import FileProblem
from model.files.signs import Sign, renamed, sign
from model.records import Record

#: Bytes from which on a file is read by another process: some 2,000 cards.
LARGE = 800_000

_log = logging.getLogger(__name__)


class Seen(NamedTuple):
    """What was found.

    Attributes:
        found: what the file holds; None if that is what it held before.
        sign: how it looks from outside; None if it is gone.
        elsewhere: what it is called now, if it is gone and was only renamed.
        has_folder: whether its folder can be reached.
        can_merge: whether git left its marks in it, and still has both sides of that merge.
    """

    found: Loaded | FileProblem | None
    sign: Sign | None
    elsewhere: Path | None
    has_folder: bool
    can_merge: bool = False


def see(path: Path, was: str, sign_was: Sign | None, base: JourneyMap) -> Seen:
    """What there is at `path`, in any thread; it may take as long as a disk does to answer.

    `was` is the digest of the file when it held `base`, `sign_was` how it looked from outside.
    Nobody is asked whether a large file is to be read: one that was large already may be.
    """
    found: Loaded | FileProblem | None = None
    try:
        is_large = _was_large(path, sign_was)
        data = codec.read(path, allow_large=is_large)
        if codec.digest(data) != was:
            if not is_large:
                codec.refuse_large(data, str(path))
            found = _shared(read(path, data), base)
    except FileProblem as problem:
        found = problem
    except Exception as error:  # whoever waits for it must not wait for ever
        _log.exception("a file that changed could not be read")
        found = FileProblem(
            f"something went wrong in Touchline ({type(error).__name__})", str(path)
        )
    now = sign(path)
    elsewhere = renamed(path, sign_was) if now is None and sign_was is not None else None
    mergeable = isinstance(found, FileProblem) and can_merge(path, found)
    return Seen(found, now, elsewhere, now is not None or path.parent.is_dir(), mergeable)


def _was_large(path: Path, before: Sign | None) -> bool:
    """Whether a file is at most twice what it was `before`: whoever opened that has agreed."""
    now = sign(path)
    return before is not None and now is not None and now.size <= 2 * before.size


def is_quickly_read(path: Path) -> bool:
    """Whether nobody notices that it is read, or that it cannot be."""
    now = sign(path)
    return now is None or now.size <= LARGE


def read(path: Path, data: bytes) -> Loaded:
    """The map in a file that holds `data`, or something newer by now.

    Raises:
        FileProblem: it cannot be read or understood.
    """
    if len(data) > LARGE:
        loaded = _read_apart(path)
        if loaded is not None:
            return loaded
    return codec.loads(data, str(path), allow_large=True)


def _read_apart(path: Path) -> Loaded | None:
    """As a process of its own reads it; None if there is none to be had."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "app.opening_process"],
            input=b64encode(os.fsencode(path.absolute())) + b"\n",
            stdout=subprocess.PIPE,
            env=environment,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    about: dict[str, Any] = {}
    records: dict[str, Record] = {}
    rest = memoryview(done.stdout)
    while rest:
        size = int.from_bytes(rest[:HEAD], "big")
        message = pickle.loads(rest[HEAD : HEAD + size])
        rest = rest[HEAD + size :]
        if "problem" in message:
            raise FileProblem(**message["problem"])
        about = message.get("about", about)
        records |= message.get("records", {})
    return Loaded(JourneyMap(records), **about)


def _shared(loaded: Loaded, base: JourneyMap) -> Loaded:
    """The same, in which what is as in `base` is the very same record."""
    return replace(loaded, map=apply(diff(base, loaded.map), base))
