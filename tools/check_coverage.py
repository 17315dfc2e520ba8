"""Holds the core modules at full branch coverage: python -m tools.check_coverage REPORT.

The core modules are those that pyproject.toml lists under [tool.coverage.run]; a file that
is listed but was never imported is as bad as one with a line that no test reaches.
REPORT is what `coverage json` writes.
"""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def core_modules(root: Path = ROOT) -> list[str]:
    """The paths that are held at full coverage."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    return list(settings["tool"]["coverage"]["run"]["include"])


def gaps(report: dict[str, Any], modules: list[str]) -> list[str]:
    """One line for each core module that is not fully covered."""
    found = []
    for module in modules:
        file = report["files"].get(module)
        if file is None:
            found.append(f"{module}: no test imports it, or it is gone")
            continue
        lines = ", ".join(str(line) for line in file["missing_lines"])
        branches = ", ".join(f"{a}->{b}" for a, b in file["missing_branches"])
        if lines:
            found.append(f"{module}: no test reaches line {lines}")
        if branches:
            found.append(f"{module}: no test takes branch {branches}")
    return found


def main(path: Path) -> int:
    """Print the gaps; 1 if there are any."""
    modules = core_modules()
    found = gaps(json.loads(path.read_text("utf-8")), modules)
    print("\n".join(found) or f"{len(modules)} core modules are fully covered, branches included")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
