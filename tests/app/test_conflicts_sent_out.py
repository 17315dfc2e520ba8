"""A map with open conflicts may be sent out, but not in silence; check names them."""

import json
from pathlib import Path

import pytest

from model.files import codec
from tests.app.lending import Lend
from tests.app.running import touchline
from tests.app.settling import contested, opens
from widgets.panels.export import ExportDialog

NOTE = "4 conflicts are open on this map; it goes out as it stands now"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "contested.journey.json"
    codec.save(contested(), path)
    return path


def test_check_names_each_conflict_with_both_values(file: Path) -> None:
    result = touchline("check", "--format", "json", str(file))
    (found,) = (
        finding for finding in json.loads(result.stdout)["maps"][0]["findings"]
        if finding["rule"] == "conflict" and "title" in finding["message"]
    )  # fmt: skip
    assert found["message"] == (
        "Touchpoint “Asks Ina”: title is in conflict: “Asks Ina” in main, “Calls Tom” in ina."
    )
    assert (found["severity"], found["fixable"]) == ("warning", False)
    assert "Compare" in found["place"]
    assert touchline("check", str(file), "--fail-on", "warning").exit_code == 1
    assert touchline("check", str(file)).exit_code == 0


@pytest.mark.parametrize("name", ["map.svg", "map.csv"])
def test_an_export_says_in_one_line_what_is_open(file: Path, tmp_path: Path, name: str) -> None:
    result = touchline("export", str(file), "-o", str(tmp_path / name))
    assert result.exit_code == 0
    assert f"touchline: {NOTE}\n" in result.stderr


def test_the_export_dialog_says_so_too(lend: Lend) -> None:
    editor = opens(lend)()
    editor.do("file.export")
    (dialog,) = editor.window.findChildren(ExportDialog)
    assert dialog.undecided.isVisible()
    assert dialog.undecided.text() == f"{NOTE}."
    dialog.done(0)
    editor.panel.take_all("ours")
    editor.do("file.export")
    dialog = editor.window.findChildren(ExportDialog)[-1]
    assert not dialog.undecided.isVisible()
    dialog.done(0)
