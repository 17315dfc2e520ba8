"""The check of the core modules' coverage finds what no test reaches."""

import json
from pathlib import Path

import pytest

from tools import check_coverage


def report(**files: tuple[list[int], list[list[int]]]) -> dict[str, object]:
    return {
        "files": {
            f"model/{name}.py": {"missing_lines": lines, "missing_branches": branches}
            for name, (lines, branches) in files.items()
        }
    }


def test_full_coverage_leaves_nothing_to_say() -> None:
    assert check_coverage.gaps(report(change=([], [])), ["model/change.py"]) == []


def test_a_line_that_no_test_reaches_is_named() -> None:
    found = check_coverage.gaps(report(order=([3, 9], [])), ["model/order.py"])
    assert found == ["model/order.py: no test reaches line 3, 9"]


def test_a_branch_that_no_test_takes_is_named() -> None:
    found = check_coverage.gaps(report(ids=([], [[4, 7]])), ["model/ids.py"])
    assert found == ["model/ids.py: no test takes branch 4->7"]


def test_a_core_module_that_nobody_imports_is_named() -> None:
    found = check_coverage.gaps(report(ids=([], [])), ["model/merge.py"])
    assert found == ["model/merge.py: no test imports it, or it is gone"]


def test_only_the_core_modules_are_held_to_it() -> None:
    assert check_coverage.gaps(report(ids=([1], [])), []) == []


def test_gaps_fail_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "coverage.json"
    path.write_text(json.dumps(report()))
    assert check_coverage.main(path) == 1
    assert "model/change.py: no test imports it" in capsys.readouterr().out


def test_every_core_module_exists() -> None:
    modules = check_coverage.core_modules()
    assert "model/change.py" in modules
    assert [m for m in modules if not (check_coverage.ROOT / m).exists()] == []
