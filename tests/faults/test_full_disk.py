"""Disks and accounts with a limit that is really there, not made up by a shim."""

import subprocess
import sys
from pathlib import Path

import pytest

from model.files.errors import FileTrouble
from tests.faults.repertoire import STORIES
from tests.faults.stories import Place
from tests.faults.striking import ROOT, Victim
from tests.faults.tally import Tally

pytestmark = pytest.mark.soak


def test_on_a_full_disk_of_64_kb_nothing_is_lost(tmp_path: Path, tally: Tally) -> None:
    namespace = _own_disks(tmp_path)
    if not namespace:
        why = "no disk of 64 kB may be mounted here"
        tally.remark(f"Only the shim ran out of room: {why}.")
        pytest.skip(why)
    play = f"exec {sys.executable} -m tests.faults.inside {tmp_path}"
    run = subprocess.run(
        [*namespace, f"{_mount(tmp_path)} && {play}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    line = tally.line("3", "a full disk of 64 kB: save, kept state, journal")
    told = run.stdout.splitlines()
    for part in ("a save", "a first save", "a kept state", "a journal"):
        with line.fault(part):
            assert any(words.startswith(f"{part}: ") for words in told), run.stdout + run.stderr


def _mount(folder: Path) -> str:
    return f"mount -t tmpfs -o size=64k touchline {folder}"


def _own_disks(folder: Path) -> list[str]:
    """How a shell is started that may mount disks, which are gone with it; [] if none may."""
    for words in (["unshare", "-m"], ["unshare", "-U", "-r", "-m"]):
        try:
            command = [*words, "sh", "-c", _mount(folder)]
            if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                return [*words, "sh", "-c"]
        except FileNotFoundError:
            break
    return []


@pytest.mark.parametrize("name", STORIES)
def test_an_account_that_may_write_small_files_only_loses_nothing_in(
    name: str, victim: Victim, place: Place, tally: Tally
) -> None:
    story = STORIES[name]
    line = tally.line("3", "a limit on the size of files (RLIMIT_FSIZE)")
    for limit in (0, 50, 700, 2000, 4000):
        with line.fault(f"{limit} bytes, {name}"):
            story.prepare(place.make())
            outcome = victim.play(name, place, limit=limit)
            told = outcome.word("refused")
            if told is not None:
                story.refused(place, FileTrouble(*told))
                assert "larger than" in told[0]
            story.check(place, outcome.said, "refused")
