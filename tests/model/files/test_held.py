"""A file is held by one opening of it, and by nobody as soon as its process is gone."""

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import filelock
import pytest

from model.files.held import hold

_HOLDS = """
import os, sys
from model.files.held import hold
print(hold(os.open(sys.argv[1], os.O_RDWR)), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "journal"
    path.write_bytes(b"words")
    return path


@pytest.fixture
def other(file: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process, which holds the file."""
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "True\n"
    yield child
    child.kill()
    child.communicate()


def opened(file: Path) -> int:
    return os.open(file, os.O_RDWR)


def test_a_file_is_held_until_it_is_closed(file: Path) -> None:
    one, two = opened(file), opened(file)
    assert hold(one) is True
    assert hold(one) is True  # asking again changes nothing
    assert hold(two) is False
    os.close(one)
    assert hold(two) is True
    os.close(two)
    assert file.read_bytes() == b"words"


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_file_that_another_process_holds_is_free_as_soon_as_that_is_killed(
    file: Path, other: "subprocess.Popen[str]", end: int
) -> None:
    handle = opened(file)
    assert hold(handle) is False
    other.send_signal(end)
    assert other.wait() == -end
    assert hold(handle) is True
    os.close(handle)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EIO])
def test_a_disk_that_cannot_lock_is_told_from_one_where_somebody_did(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(_handle: int, *, blocking: bool) -> bool:
        raise OSError(number, os.strerror(number))

    handle = opened(file)
    monkeypatch.setattr(filelock, "lock_descriptor", refuse)
    assert hold(handle) is None
    os.close(handle)


def test_of_many_threads_one_holds_the_file(file: Path) -> None:
    handles = [opened(file) for _ in range(16)]
    start = threading.Barrier(len(handles))
    outcomes: list[bool | None] = []

    def try_it(handle: int) -> None:
        start.wait()
        outcomes.append(hold(handle))

    threads = [threading.Thread(target=try_it, args=(handle,)) for handle in handles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["False"] * 15 + ["True"]
    for handle in handles:
        os.close(handle)
