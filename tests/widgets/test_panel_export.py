"""The export dialog shows the poster that its choices make, and writes it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from model.files import codec
from resources import templates
from tests.export.carried import attached_map
from tests.generator import make
from widgets.document import Document
from widgets.panels.export import ExportDialog
from widgets.panels.poster_process import PosterProcess
from widgets.theme import Theme


@pytest.fixture
def document(tmp_path: Path) -> Document:
    source = tmp_path / "city.journey.json"
    source.write_bytes(templates.path("bicycle").read_bytes())
    return Document.open(source)


class Dialogs:
    """Opens dialogs and closes them, so that no process outlives its test."""

    def __init__(self, document: Document, qtbot: QtBot) -> None:
        self._document, self._qtbot = document, qtbot
        self.opened: list[ExportDialog] = []

    def __call__(self, document: Document | None = None, **choices: Any) -> ExportDialog:
        dialog = ExportDialog(document or self._document, Theme("light"), choices=choices)
        self._qtbot.addWidget(dialog)
        self.opened.append(dialog)
        dialog.open()
        return dialog


@pytest.fixture
def dialogs(document: Document, qtbot: QtBot) -> Iterator[Dialogs]:
    made = Dialogs(document, qtbot)
    yield made
    for dialog in made.opened:
        dialog.done(0)


def choose(box: QComboBox, value: str) -> None:
    at = box.findData(value)
    assert at >= 0
    box.setCurrentIndex(at)


def untick(ticks: Any, name: str) -> None:
    (item,) = ticks.findItems(name, Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Unchecked)


def test_the_preview_and_its_facts_follow_the_choices(dialogs: Dialogs, qtbot: QtBot) -> None:
    dialog = dialogs()
    qtbot.waitUntil(lambda: dialog.facts.text().startswith("A0 landscape"))
    assert dialog.picture.has_picture
    assert dialog.advice.text() == ""
    choose(dialog.form.paper, "A5")
    choose(dialog.form.orientation, "portrait")
    qtbot.waitUntil(lambda: dialog.facts.text().startswith("A5 portrait"))
    assert "cannot be read" in dialog.advice.text()
    dialog.form.fit.setChecked(False)
    dialog.form.percent.setValue(500)
    qtbot.waitUntil(lambda: dialog.facts.text().startswith("At most"))
    assert not dialog.picture.has_picture
    dialog.file.setText(dialog.file.text().replace("city", "wall"))
    assert not dialog.export_button.isEnabled()
    dialog.form.percent.setValue(10)
    qtbot.waitUntil(lambda: "10%" in dialog.facts.text())
    assert dialog.export_button.isEnabled()


def test_export_writes_the_poster_and_says_so(
    dialogs: Dialogs, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = dialogs(paper="A4")
    assert dialog.file.text() == str(tmp_path / "city.pdf")
    with qtbot.waitSignal(dialog.exported, timeout=20_000) as told:
        qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    assert told.args == [str(tmp_path / "city.pdf")]
    assert not dialog.isVisible()
    carried = attached_map((tmp_path / "city.pdf").read_bytes())
    assert carried is not None
    assert codec.loads(carried).map == document.map


def test_personas_and_lanes_that_are_not_ticked_stay_out(
    dialogs: Dialogs, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = dialogs()
    choose(dialog.form.kind, "svg")
    choose(dialog.form.paper, "none")
    untick(dialog.form.personas, "Jonas")
    untick(dialog.form.lanes, "Website")
    with qtbot.waitSignal(dialog.exported, timeout=20_000):
        qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    text = (tmp_path / "city.svg").read_text()
    assert "Mara" in text
    assert "Jonas" not in text
    assert "Tariff table" not in text


def test_nothing_ticked_is_no_poster(dialogs: Dialogs, qtbot: QtBot) -> None:
    dialog = dialogs()
    for name in ("Mara", "Jonas"):
        untick(dialog.form.personas, name)
    qtbot.waitUntil(lambda: dialog.facts.text() == "Tick at least one persona.")
    assert not dialog.export_button.isEnabled()


def test_the_work_can_be_cancelled_and_leaves_the_old_file(
    dialogs: Dialogs, qtbot: QtBot, tmp_path: Path
) -> None:
    large = Document(make(cards=3000, steps=60, lanes=12))
    dialog = dialogs(large, folder=str(tmp_path), kind="png", dpi=300, paper="A2")
    target = Path(dialog.file.text())
    target.write_text("old")
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.bar.isVisible())
    assert not dialog.form.isEnabled()
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible(), "the first Cancel ends the work, not the dialog"
    assert dialog.state.text() == "Cancelled; no file was changed."
    worker = dialog.findChild(PosterProcess)
    assert worker is not None
    assert not worker.running
    assert dialog.form.isEnabled()
    assert target.read_text() == "old"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert {file.name for file in tmp_path.iterdir()} == {target.name, "city.journey.json"}


def test_the_ending_follows_the_format_and_only_its_own_fields_are_there(
    dialogs: Dialogs,
) -> None:
    dialog = dialogs()
    form = dialog.form
    assert not form.dpi.isVisible()
    choose(form.kind, "png")
    assert dialog.file.text().endswith("city.png")
    assert form.dpi.isVisible()
    choose(form.paper, "own")
    assert form.across.isVisible()
    choose(form.paper, "none")
    assert not form.orientation.isVisible()
    assert form.sheet.paper == ""
    choose(form.kind, "pdf")
    assert form.paper.currentData() != "none", "a PDF always has a sheet"
    assert dialog.file.text().endswith("city.pdf")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Name the file."),
        ("poster", "Name the folder too, or browse for it."),
        ("{folder}/city.journey.json", "A map would be replaced by its own picture"),
        ("{folder}/gone/poster.pdf", "choose another place."),
        ("{folder}/old.pdf", "it will be replaced"),
    ],
)
def test_what_is_wrong_with_the_file_is_said_while_it_is_named(
    dialogs: Dialogs, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "old.pdf").write_text("old")
    dialog = dialogs()
    dialog.file.setText(name.format(folder=tmp_path))
    assert said in dialog.state.text()
    assert dialog.export_button.isEnabled() == ("replaced" in said and "old.pdf" in name)


def test_browse_asks_for_a_name_and_takes_it(
    dialogs: Dialogs, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = dialogs()
    qtbot.mouseClick(dialog.browse, Qt.MouseButton.LeftButton)
    asking = dialog.findChild(QFileDialog)
    assert asking is not None
    asking.fileSelected.emit(str(tmp_path / "wall.pdf"))
    asking.reject()
    assert dialog.file.text() == str(tmp_path / "wall.pdf")


def test_choices_come_back_the_next_time(dialogs: Dialogs, tmp_path: Path) -> None:
    first = dialogs()
    choose(first.form.kind, "png")
    choose(first.form.paper, "own")
    choose(first.form.colours, "grey")
    first.form.across.setValue(900)
    first.form.fit.setChecked(False)
    first.form.percent.setValue(42.5)
    first.form.dpi.setValue(200)
    first.form.redact.setChecked(True)
    (tmp_path / "posters").mkdir()
    first.file.setText(str(tmp_path / "posters" / "a.png"))
    second = dialogs(**first.choices)
    assert second.form.sheet == first.form.sheet
    assert second.form.sheet.paper.startswith("900x")
    assert Path(second.file.text()).parent == tmp_path / "posters"


def test_remembered_choices_that_make_no_sense_are_ignored(dialogs: Dialogs) -> None:
    odd = {"kind": "gif", "paper": 7, "percent": "x", "theme": None, "folder": "/nowhere/at all"}
    dialog = dialogs(**odd)
    assert dialog.form.sheet == dialogs().form.sheet
