"""A second start hands its files to the Touchline that is running, which opens them.

It asks through a socket in the user's own folder for such things, and ends. Whoever was
asked opens nothing before it is told that the other one relies on it: should it be too busy
to answer, the second start opens its files itself, and nothing is open twice.
"""

import hashlib
import json
import os
import stat
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from socket import socket

_FORMAT = "touchline.open"
#: What the running Touchline answers, and what the other says to that.
YES, GO = b"ok\n", b"go\n"
#: s that the running Touchline has for its answer.
_PATIENCE = 1.0
#: What tells displays and state folders apart.
_ABOUT = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY", "TOUCHLINE_STATE", "XDG_STATE_HOME",
          "HOME", "USERPROFILE")  # fmt: skip
#: Bytes of a message at most, its end included.
MOST = 64 * 1024
#: Bytes of a socket's name at most: Linux takes 107, macOS 103.
_LONGEST = 100


class Wish(NamedTuple):
    """What a second start wants: files, and the sign by which its desktop lets windows forward."""

    files: list[Path]
    token: str = ""


def address(environment: Mapping[str, str] = os.environ) -> str:
    """Where a Touchline of this user, display and state folder listens; "" if none can."""
    about = "\0".join(environment.get(name, "") for name in _ABOUT)
    name = hashlib.sha256(os.fsencode(about)).hexdigest()[:16]
    if sys.platform == "win32":
        return f"touchline-{name}"  # a named pipe
    folder = environment.get("XDG_RUNTIME_DIR", "")
    if sys.platform == "darwin":
        folder = environment.get("TMPDIR", "")
    file = str(Path(folder, f"touchline-{name}.sock"))
    return file if folder and _is_private(folder) and len(os.fsencode(file)) <= _LONGEST else ""


def hand_over(files: Sequence[Path], environment: Mapping[str, str] = os.environ) -> bool:
    """Have the running Touchline open `files`, or a new map if there are none.

    False: there is none, or it does not answer, which is said on standard error.
    """
    where = address(environment)
    message = _message(files, environment.get("XDG_ACTIVATION_TOKEN", ""))
    if not where or len(message) > MOST:
        return False
    if sys.platform == "win32":
        from app.handover_pipe import ask

        return ask(where, message, int(_PATIENCE * 1000))
    if not Path(where).exists():
        return False
    import socket  # takes time that a first start has not

    until = time.monotonic() + _PATIENCE
    try:
        with socket.socket(socket.AF_UNIX) as asked:
            asked.settimeout(_PATIENCE)
            asked.connect(where)
            asked.sendall(message)
            if _answer(asked, until) == YES:
                asked.sendall(GO)
                return True
    except (ConnectionRefusedError, FileNotFoundError):
        return False  # it is gone, and was not able to clean up
    except OSError:
        pass
    with suppress(OSError, AttributeError):
        sys.stderr.write("touchline: the Touchline that is running does not answer\n")
    return False


def read(message: bytes) -> Wish | None:
    """What a whole message asks for; None if it is none."""
    try:
        said = json.loads(message)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("format") != _FORMAT:
        return None
    files, token = said.get("files"), said.get("token", "")
    if not isinstance(files, list) or not isinstance(token, str) or "\0" in token:
        return None
    if not all(isinstance(f, str) and Path(f).is_absolute() and "\0" not in f for f in files):
        return None
    return Wish([Path(file) for file in files], token)


def _message(files: Sequence[Path], token: str) -> bytes:
    # What of a name is no text stands as surrogates in it, and as escapes in JSON.
    said = {"format": _FORMAT, "files": [str(Path(f).absolute()) for f in files], "token": token}
    return json.dumps(said).encode() + b"\n"


def _answer(asked: "socket", until: float) -> bytes:
    answer = b""
    while len(answer) < len(YES):
        left = until - time.monotonic()
        if left <= 0:
            return b""
        asked.settimeout(left)
        more = asked.recv(len(YES) - len(answer))
        if not more:
            return b""
        answer += more
    return answer


def _is_private(folder: str) -> bool:
    """Whether nobody else can put a socket there."""
    if sys.platform == "win32":
        return True
    try:
        about = Path(folder).stat()
    except (OSError, ValueError):
        return False
    return stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not about.st_mode & 0o022
