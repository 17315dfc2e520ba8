"""Hostile places: folders, pipes, devices, links in circles, odd names, files that change."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.hostile import Hostile, Must, opens, refused
from tests.faults.hostile_bytes import GOOD


def files() -> Iterator[Hostile]:
    """All of them; what Windows has not is left out there."""
    group = "places"
    yield Hostile(
        group,
        "a folder",
        "The name is that of a folder.",
        refused("this is a folder"),
        place=lambda folder: str(folder),
    )
    yield Hostile(
        group,
        "nothing",
        "There is no such file.",
        refused("there is no such file"),
        place=lambda folder: str(folder / "none.journey.json"),
    )
    yield Hostile(
        group,
        "a name with NUL",
        "No file can have it.",
        refused("no file can have"),
        place=lambda folder: f"{folder}/a\0b",
    )
    yield Hostile(
        group,
        "a file in a file",
        "A part of the place is a file.",
        refused("there is no such file"),
        place=_inside_a_file,
    )
    yield Hostile(
        group,
        "a name of 2,000 characters",
        "Longer than any disk allows.",
        refused("the name is too long"),
        place=lambda folder: str(folder / ("n" * 2000)),
    )
    yield Hostile(
        group, "an empty file without holes", "0 bytes.", refused("the file is empty"), b""
    )
    if sys.platform != "win32":
        yield from _unix(group)
    for how, words in (("grows", "after the end"), ("shrinks", "cut off"), ("is emptied", "empty")):
        yield Hostile(
            "while it is read",
            f"a file that {how}",
            f"It {how} just when it is read.",
            refused(words),
            GOOD,
            while_read=how,
        )
    yield Hostile(
        "while it is read",
        "a file that vanishes",
        "It is deleted when it is read.",
        opens(),
        GOOD,
        while_read="vanishes",
    )
    yield Hostile(
        "while it is read",
        "a file that grows huge",
        "It is 400 MB when it is read.",
        refused("no map is larger"),
        GOOD,
        while_read="grows huge",
    )


def _unix(group: str) -> Iterator[Hostile]:
    yield Hostile(
        group, "a pipe", "Nobody will ever write to it.", refused("a pipe"), place=_made(os.mkfifo)
    )
    yield Hostile(
        group,
        "a link to a pipe",
        "Nobody will ever write to it.",
        refused("a pipe"),
        place=_linked_pipe,
    )
    yield Hostile(group, "a socket", "No file at all.", refused(""), place=_made(_socket))
    for device in ("null", "zero", "random", "full", "tty"):
        yield Hostile(
            group,
            f"the device {device}",
            "A device, which may never end.",
            refused("a device"),
            place=lambda folder, device=device: f"/dev/{device}",
        )
    yield Hostile(
        group,
        "a link to a device",
        "A map that is /dev/zero.",
        refused("a device"),
        place=_made(lambda path: Path(path).symlink_to("/dev/zero")),
    )
    yield Hostile(
        group,
        "a link to itself",
        "A link in a circle.",
        refused("circle"),
        place=_made(lambda path: Path(path).symlink_to(path)),
    )
    yield Hostile(
        group,
        "a link to nowhere",
        "What it leads to is gone.",
        refused("there is no such file"),
        place=_made(lambda path: Path(path).symlink_to("gone")),
    )
    yield Hostile(
        group,
        "a link to a folder",
        "A link to a folder.",
        refused("this is a folder"),
        place=_made(lambda path: Path(path).symlink_to(".")),
    )
    yield Hostile(
        group,
        "a file that may not be read",
        "Mode 000.",
        refused("you may not read"),
        place=_made(_forbidden),
        unprivileged=True,
    )
    yield Hostile(
        group,
        "a file in a folder that may not be entered",
        "Mode 000 above.",
        refused("you may not read"),
        place=_locked,
        unprivileged=True,
    )
    yield Hostile(
        group,
        "100 MB of holes",
        "A sparse file of 100 MB.",
        Must(("refused",), "only zeros", asks=True),
        place=_made(_sparse(100_000_000)),
    )
    yield Hostile(
        group,
        "4 GB of holes",
        "A sparse file of 4 GB.",
        refused("no map is larger"),
        place=_made(_sparse(4_000_000_000)),
    )
    names = {
        "a line break": "a\nb",
        "quotes": "'\"`$(id)",
        "a blank at both ends": " a ",
        "a dash": "-o",
        "an escape sequence": "\x1b[2J\x1b]0;x\x07",
        "a right-to-left override": "gpj.\u202enosj",
        "bytes that are no text": os.fsdecode(b"\xff\xfe\x80.json"),
        "a percent sign": "%s%n{0}",
        "only dots": "...",
        "an emoji": "\U0001f6b2.json",
        "a bell": "\x07",
        "markup": "<b>[red]&amp;",
        "a backslash": "a\\b",
        "an address": "file:x",
        "half a surrogate": os.fsdecode(b"\xed\xa0\xbd"),
        "255 bytes": "n" * 255,
    }
    for what, name in names.items():
        yield Hostile(
            "names",
            f"a name with {what}",
            f"The file's name holds {what}.",
            opens(),
            place=_named(name, GOOD),
        )
        yield Hostile(
            "names",
            f"a name with {what}, broken",
            f"{what} in the name; it is empty.",
            refused("the file is empty"),
            place=_named(name, b""),
        )


def _made(make: Callable[[str], object]) -> Callable[[Path], str]:
    def place(folder: Path) -> str:
        path = str(folder / "odd.journey.json")
        make(path)
        return path

    return place


def _named(name: str, data: bytes) -> Callable[[Path], str]:
    def place(folder: Path) -> str:
        (folder / name).write_bytes(data)
        return str(folder / name)

    return place


def _inside_a_file(folder: Path) -> str:
    (folder / "map.json").write_bytes(GOOD)
    return str(folder / "map.json" / "map.json")


def _linked_pipe(folder: Path) -> str:
    os.mkfifo(folder / "pipe")
    (folder / "map.journey.json").symlink_to("pipe")
    return str(folder / "map.journey.json")


def _socket(path: str) -> None:
    os.mknod(path, stat.S_IFSOCK | 0o600)


def _forbidden(path: str) -> None:
    Path(path).write_bytes(GOOD)
    Path(path).chmod(0)


def _locked(folder: Path) -> str:
    inner = folder / "locked"
    inner.mkdir()
    (inner / "map.journey.json").write_bytes(GOOD)
    inner.chmod(0)
    return str(inner / "map.journey.json")


def _sparse(size: int) -> Callable[[str], None]:
    def make(path: str) -> None:
        with Path(path).open("wb") as file:
            file.truncate(size)

    return make
