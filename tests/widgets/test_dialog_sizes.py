"""Dialogs fit on their screen, however small it is."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.sample import sample
from widgets.document import Document
from widgets.panels.export import ExportDialog
from widgets.panels.templates import TemplateChooser
from widgets.theme import Theme


@pytest.mark.parametrize("which", ["templates", "export"])
def test_a_dialog_opens_within_a_small_screen(
    which: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = QSize(1000, 650)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: QRect(0, 0, 1000, 650))
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog: QDialog
    if which == "templates":
        dialog = TemplateChooser(Theme("light"), parent)
    else:
        dialog = ExportDialog(Document(sample()), Theme("light"), parent)
    assert dialog.size().boundedTo(small) == dialog.size()
    assert dialog.height() < small.height(), "its title bar has to be seen too"
    assert dialog.minimumSizeHint().boundedTo(dialog.size()) == dialog.minimumSizeHint()
    dialog.done(0)
