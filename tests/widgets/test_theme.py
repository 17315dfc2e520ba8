"""The theme's palettes: what Qt's own widgets are drawn with can be told apart."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.theme import Choice, Theme

LOOKS: tuple[Choice, ...] = ("light", "dark")


@pytest.fixture(autouse=True)
def _palette_back() -> Iterator[None]:
    before = QApplication.palette()
    yield
    QApplication.setPalette(before)


def contrast(a: QColor, b: QColor) -> float:
    """The ratio of WCAG 2, 1 to 21."""

    def light(colour: QColor) -> float:
        parts = [
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
            for c in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, bright = sorted((light(a), light(b)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", LOOKS)
def test_icons_of_menus_can_be_read_on_the_highlight(look: Choice, qtbot: QtBot) -> None:
    theme = Theme(look)
    theme.apply()
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.ensurePolished()
    tint = menu.palette().color(QPalette.ColorRole.Highlight)
    assert contrast(theme.colour("text"), tint) > 7
    assert contrast(menu.palette().color(QPalette.ColorRole.HighlightedText), tint) > 7
    assert tint != menu.palette().color(QPalette.ColorRole.Base)


def test_another_look_is_that_of_menus_too(qtbot: QtBot) -> None:
    theme = Theme("light")
    theme.apply()
    theme.choose("dark")
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.ensurePolished()
    assert menu.palette().color(QPalette.ColorRole.Highlight) == theme.colour("grid")


@pytest.mark.parametrize(("look", "kind"), list(product(LOOKS, (QCheckBox, QLineEdit))))
def test_fields_and_empty_boxes_have_an_outline_that_is_seen(
    look: Choice, kind: type[QWidget], qtbot: QtBot
) -> None:
    theme = Theme(look)
    theme.apply()
    window = QWidget()
    qtbot.addWidget(window)
    field = kind()
    column = QVBoxLayout(window)
    column.addWidget(field)
    window.resize(120, 60)
    window.show()
    seen = window.grab(field.geometry()).toImage()
    ground = window.palette().color(QPalette.ColorRole.Window)
    middle = seen.height() // 2
    drawn = [seen.pixelColor(x, middle) for x in range(4)]
    assert max(contrast(ground, colour) for colour in drawn) > 2.9
