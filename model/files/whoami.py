"""Who works here and on which computer, for those who find a map open elsewhere."""

import getpass
import hashlib
import socket
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Computer(NamedTuple):
    """A computer: the name that people know it by, and what tells it from its namesakes."""

    name: str
    id: str


@cache
def this_computer() -> Computer:
    """The computer that this process runs on."""
    name = socket.gethostname() or "localhost"
    # Many computers are called "localhost" or "laptop". The number is that of the installed
    # system, which must not be given away as it is (man machine-id).
    secret = f"touchline {name} {_number()}"
    return Computer(name, hashlib.sha256(secret.encode()).hexdigest()[:16])


@cache
def owner_name() -> str:
    """The full name of the account, or what it logs in by."""
    if sys.platform != "win32":
        import os
        import pwd

        try:
            account = pwd.getpwuid(os.getuid())
        except KeyError:
            pass
        else:
            # The first field; "&" stands for the login name (man 5 passwd of the BSDs).
            full = account.pw_gecos.partition(",")[0].replace("&", account.pw_name.capitalize())
            return full.strip() or account.pw_name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _number() -> str:
    for file in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            return Path(file).read_text("ascii").strip()
        except (OSError, ValueError):
            continue
    if sys.platform == "linux":
        return ""
    import uuid

    node = uuid.getnode()
    return "" if node >> 40 & 1 else str(node)  # that bit marks one that was made up
