"""Buttons of dialogs have no icons, also on desktops that would put some there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app import asking as files
from app import printing
from tests.sample import sample
from widgets import asking
from widgets.document import Document
from widgets.inspector.pictures import ask_for_picture
from widgets.panels.export import ExportDialog
from widgets.panels.templates import TemplateChooser
from widgets.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class _Icons(QProxyStyle):
    """A desktop whose dialogs have icons on their buttons."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget, data)


@pytest.fixture(autouse=True)
def _with_icons() -> Iterator[None]:
    usual = QApplication.style().objectName()
    QApplication.setStyle(_Icons("Fusion"))
    yield
    QApplication.setStyle(usual)


def _nothing(*_: object) -> None:
    """What is answered does not matter here."""


def _opened(dialog: QDialog) -> QDialog:
    dialog.open()
    return dialog


ASKED: dict[str, Callable[[QWidget], QDialog]] = {
    "name": lambda w: asking.ask_name(w, "Persona", "Whose journey is it?", "", _nothing),
    "choice": lambda w: asking.choose(w, "Delete?", "", asking.Choice("Delete", _nothing)),
    "question": lambda w: files.save_changes(w, "Map", _nothing, _nothing),
    "open": lambda w: files.files_to_open(w, Path.home(), _nothing),
    "save": lambda w: files.file_to_save(w, "Save", Path.home() / "a.journey.json", _nothing),
    "picture": lambda w: ask_for_picture(w, _nothing),
    "print": lambda w: printing.ask(sample(), w),
    "templates": lambda w: _opened(TemplateChooser(Theme("light"), w)),
    "export": lambda w: _opened(ExportDialog(Document(sample()), Theme("light"), w)),
}


@pytest.mark.parametrize("which", ASKED)
def test_no_button_of_a_dialog_has_an_icon(which: str, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = ASKED[which](window)
    buttons = dialog.findChildren(QPushButton)
    assert buttons
    assert not [button.text() for button in buttons if not button.icon().isNull()]
    dialog.done(0)
