"""The pages for those who add something lead to what there is, and to a format that works."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from export import formats
from tests.app.running import BICYCLE, ROOT, done

PAGE = (ROOT / "docs" / "adding-a-format.md").read_text("utf-8")
WHERE = (ROOT / "docs" / "where-it-goes.md").read_text("utf-8")


def test_the_format_of_the_example_can_be_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, entry = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    module = ModuleType("export.lines_txt")
    exec(writer, module.__dict__)
    monkeypatch.setitem(sys.modules, "export.lines_txt", module)
    names = {**vars(formats), "FORMATS": {}}
    exec(entry, names)
    monkeypatch.setitem(formats.FORMATS, "txt", names["FORMATS"]["txt"])
    out = tmp_path / "lines.txt"
    done("export", BICYCLE, "-o", str(out))
    rows = [line.split(" ", 2) for line in out.read_text("utf-8").splitlines()]
    assert "A year with the city bicycle" in [text for _, _, text in rows]
    assert all(float(x) >= 0 and float(y) >= 0 for x, y, _ in rows)


@pytest.mark.parametrize(
    ("page", "made_up"), [(PAGE, {"export/lines_txt.py"}), (WHERE, set())], ids=["format", "where"]
)
def test_a_page_names_only_files_that_there_are(page: str, made_up: set[str]) -> None:
    named = re.findall(r"`((?:app|export|model|resources|tests|docs|widgets)/[\w./]+)`", page)
    assert {name for name in named if not (ROOT / name).exists()} == made_up


def test_every_table_that_the_page_names_is_in_a_file_of_its_row() -> None:
    for row in (line for line in WHERE.splitlines() if line.startswith("| ")):
        files = [ROOT / name for name in re.findall(r"`([\w/]+\.py)`", row)]
        text = "".join(file.read_text("utf-8") for file in files)
        tables = re.findall(r"`([A-Z_]{4,})`", row)
        assert [name for name in tables if f"\n{name}" not in text] == [], row
