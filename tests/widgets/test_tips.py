"""Tips show what a user wrote, sign by sign."""

from PySide6.QtGui import QTextDocument, QTextDocumentFragment
from pytestqt.qtbot import QtBot

from widgets.tips import plain_tip


def test_a_tip_that_looks_like_html_is_shown_as_it_was_typed(qtbot: QtBot) -> None:
    text = "Compare <b>offers</b> & <img src='file:///etc/passwd'>"
    shown = QTextDocumentFragment.fromHtml(plain_tip(text)).toPlainText()
    assert shown == text


def test_a_tip_names_no_file_to_load(qtbot: QtBot) -> None:
    asked: list[str] = []

    class Watching(QTextDocument):
        def loadResource(self, kind: int, name: object) -> object:
            asked.append(str(name))
            return None

    document = Watching()
    document.setHtml(plain_tip("<img src='file:///tmp/x.png'>"))
    document.adjustSize()
    assert asked == []


def test_no_text_is_no_tip(qtbot: QtBot) -> None:
    assert plain_tip("") == ""
