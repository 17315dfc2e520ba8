"""Every file of the hostile corpus is opened as Touchline opens it, in a process of its own.

None may crash it, hang it (5 s of computing), take 1 GB, look outside or open a socket, and
each must come out as it says. `make soak` opens every one under strace and draws every one
that is small. `make test` opens a share: the first few of every group and then each seventh,
one in four of them under strace (an audit hook watches all), one in twelve drawn as PDF, and
those with pictures in one format each.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.faults.hostile_watch import is_outside
from tests.tools import SOAK

ROOT = Path(__file__).parents[2]
#: Opened because the corpus asks for them by name, and refused.
_DEVICES = ("/dev/zero", "/dev/random", "/dev/full", "/dev/tty")
_TRACED = "open,openat,openat2,connect,socket"


def _run(work: Path, trace: Path | None, part: str) -> list[dict[str, Any]]:
    work.mkdir()
    command = [sys.executable, "-m", "tests.faults.hostile_run", str(work)]
    command += [part] if part else []
    if trace is not None:
        watch = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "signal=none"]
        command = [*watch, "-e", f"trace={_TRACED}", "-o", str(trace), *command]
    errors = work.with_name(f"{work.name}-errors.txt")
    with errors.open("w") as said:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=said, text=True, cwd=ROOT)
    assert done.returncode == 0, errors.read_text()[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def _outside(trace: Path, work: Path) -> list[str]:
    """What the trace shows to have been opened outside since the first file was opened."""
    found = []
    begun = False
    own = os.path.realpath(work)
    allowed = tuple(f"{own}/{name}" for name in ("files/", "out/", "report.json", "ready"))
    for line in trace.read_text(errors="replace").splitlines():
        begun = begun or f"{work}/ready" in line
        if not begun:
            continue
        if "socket(" in line or "connect(" in line:
            found.append(line)
        elif '"' in line and "resumed" not in line:
            path = line.split('"')[1]
            named = path in _DEVICES or path.startswith(f"{work}/files/")  # links are named, too
            if path.startswith("/") and not named and is_outside(path, allowed):
                found.append(line)
    assert begun, "the trace does not show where the corpus begins"
    return found


def _table(results: list[dict[str, Any]], traced: str) -> str:
    groups = list(dict.fromkeys(result["group"] for result in results))
    head = (
        "group",
        "files",
        "clean",
        "told",
        "read-only",
        "refused",
        "crashed",
        "hung",
        "outside",
        "slowest s",
        "peak MB",
    )
    rows = []
    for group in [*groups, "all"]:
        of_group = [r for r in results if group in (r["group"], "all")]
        outcomes = Counter(r["outcome"] for r in of_group)
        shown = ("clean", "problems", "read-only", "refused", "crashed", "hung")
        rows.append(
            (
                group,
                str(len(of_group)),
                *(str(outcomes[name]) for name in shown),
                str(sum(len(r["outside"]) for r in of_group)),
                f"{max(r['seconds'] for r in of_group):.2f}",
                f"{max(r['peak'] for r in of_group) / 1e6:.0f}",
            )
        )
    lines = [f"{row[0]:<20}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in (head, *rows)]
    return "\n".join([*lines, traced])


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="each file is opened by a fork")
def test_no_file_of_the_hostile_corpus_harms_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work = tmp_path / "work"
    tmp_path.chmod(0o755)
    trace = tmp_path / "trace" if shutil.which("strace") else None
    results = _run(work, trace, "--soak" if SOAK > 1 else "--traced")
    outside = _outside(trace, work) if trace else []
    traced = f"{len(results)} watched by strace: {len(outside)} outside"
    traced = traced if trace else "strace is not installed"
    if SOAK == 1:
        results += _run(tmp_path / "rest", None, "--rest")
    with capsys.disabled():
        print("\n" + _table(results, traced))
    wrong = [
        f"{r['group']}: {r['name']}: {fault}"
        for r in results
        for fault in (*r["faults"], *r["outside"])
    ]
    assert not wrong, "\n".join(wrong[:40])
    assert not outside, "\n".join(outside[:20])
    assert len(results) > 300
