"""Run every bench_*.py beside this file, or those whose names are given: `make bench`."""

import importlib
import os
import platform
import sys
from pathlib import Path


def main(wanted: list[str]) -> None:
    """Run the scripts in alphabetical order."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores; ms")
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if not wanted or path.stem.removeprefix("bench_") in wanted:
            importlib.import_module(f"tests.bench.{path.stem}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
