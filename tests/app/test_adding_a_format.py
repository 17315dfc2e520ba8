"""The page about adding a format leads to one that works."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from export import formats
from tests.app.running import BICYCLE, ROOT, done

PAGE = (ROOT / "docs" / "adding-a-format.md").read_text("utf-8")


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


def test_the_page_names_only_files_that_there_are() -> None:
    named = re.findall(r"`((?:app|export|model|resources|tests|docs)/[\w./]+)`", PAGE)
    gone = {name for name in named if not (ROOT / name).exists()}
    assert gone == {"export/lines_txt.py"}
