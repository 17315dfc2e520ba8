"""500 versions of a map of 10,000 cards, and its commits among 1,000: listing, reading, showing."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from model.files import codec
from model.files.commits import history_of
from model.files.version_list import listed
from model.files.versions import folder_of, save_version
from model.records import VersionLabel
from tests.bench.harness import heading, in_turns, measure, report
from tests.generator import make

VERSIONS, COMMITS = 500, 1000


def main() -> None:
    """Print the figures."""
    heading(f"versions: 10,000 cards, {VERSIONS} versions, {COMMITS:,} commits")
    with TemporaryDirectory() as name:
        file = Path(name, "map.journey.json")
        journey = make(10_000)
        codec.save(journey, file)
        first = save_version(file, journey, VersionLabel(label="First", date="2025-01-01"))
        folder = folder_of(file)
        for number in range(1, VERSIONS):
            os.link(first, folder / f"2025-{number % 12 + 1:02d}-02-No {number}.journey.json")

        def look() -> None:
            for entry in os.scandir(folder):
                Path(entry.path).read_bytes()[:16_384]

        report("listing them by their first lines", *in_turns(lambda: listed(file), look, repeat=5),
               baseline="reading all of each")  # fmt: skip
        known = tuple(listed(file))
        report("listing them again", measure(lambda: listed(file, known)))
    with TemporaryDirectory() as name:
        _bench_commits(Path(name))


def _bench_commits(folder: Path) -> None:
    """A map that every fifth commit touches, packed."""
    if shutil.which("git") is None:
        return
    file = folder / "map.journey.json"
    lines = []
    for number in range(COMMITS):
        of = file.name if number % 5 == 0 else f"other-{number % 50}.txt"
        words = f'{{"number": {number}}}\n'
        who = f"Jun <jun@example.org> {1_700_000_000 + number} +0000"
        lines += ["commit refs/heads/main", f"committer {who}", "data 4", "work"]
        lines += [f"M 644 inline {of}", f"data {len(words)}", words]
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    stream = "\n".join(lines).encode()
    subprocess.run([*git, "fast-import", "--quiet"], input=stream, check=True)
    found = history_of(file, COMMITS)
    assert len(found) == COMMITS // 5, len(found)

    def log() -> None:
        subprocess.run(
            [*git, "log", "--format=%H", "--", file.name], capture_output=True, check=True
        )

    report("the commits of a map", *in_turns(lambda: history_of(file, COMMITS), log, repeat=5),
           baseline="git log")  # fmt: skip


if __name__ == "__main__":
    main()
