"""What the tests of faults share: a victim process, and a place where a story plays."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.stories import Place
from tests.faults.striking import Victim, why_no_strace
from tests.faults.tally import Tally
from tests.tools import needs_tool

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # what is tried here are POSIX calls


@pytest.fixture(scope="session")
def victim() -> Iterator[Victim]:
    """A process whose children are struck."""
    victim = Victim()
    yield victim
    victim.close()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty place for a story."""
    return Place(tmp_path / "place").make()


@pytest.fixture
def quick_place(tmp_path: Path) -> Iterator[Place]:
    """As `place`, in memory where there is such a disk: the errors are made up anyway."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield Place(tmp_path / "place").make()
        return
    with tempfile.TemporaryDirectory(prefix="touchline-", dir=memory) as folder:
        yield Place(Path(folder) / "place").make()


@pytest.fixture
def strace(tally: Tally) -> None:
    """Skip what needs strace where it is missing, or may trace nothing: the shim stands in."""
    why = why_no_strace()
    if why:
        tally.remark(f"Only the shim was used: {why}.")
        needs_tool("strace")
        pytest.skip(why)
