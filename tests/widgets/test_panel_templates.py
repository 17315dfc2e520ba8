"""The dialog for a new map shows every template and tells which one was chosen."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from model.layout.build import View, build
from model.layout.scene import Scene
from resources import templates
from tests.sample import sample
from widgets.panels.template_pictures import scene_of
from widgets.panels.templates import TemplateChooser
from widgets.theme import Theme

ROLE = Qt.ItemDataRole.UserRole


@pytest.fixture
def theme() -> Theme:
    return Theme("light")


@pytest.fixture
def chooser(theme: Theme, qtbot: QtBot) -> TemplateChooser:
    small = build(sample(), view=View(furniture=False))
    chooser = TemplateChooser(theme, scene=lambda name: small)
    qtbot.addWidget(chooser)
    chooser.open()
    return chooser


def offered(chooser: TemplateChooser) -> list[str]:
    return [chooser.list.item(row).data(ROLE) for row in range(chooser.list.count())]


def all_drawn(chooser: TemplateChooser) -> bool:
    return all(chooser.picture(name) is not None for name in offered(chooser))


def test_every_template_is_offered_the_blank_one_first_and_selected(
    chooser: TemplateChooser,
) -> None:
    assert offered(chooser)[:2] == ["blank", ""]
    assert set(offered(chooser)) == {*templates.names(), ""}
    item = chooser.list.currentItem()
    assert item.data(ROLE) == "blank"
    assert item.text() == templates.TEMPLATES["blank"].title


def test_enter_creates_what_is_selected(chooser: TemplateChooser, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chooser.chosen) as told:
        qtbot.keyClick(chooser.list, Qt.Key.Key_Return)
    assert told.args == ["blank"]
    assert not chooser.isVisible()


def test_arrows_choose_another_one(chooser: TemplateChooser, qtbot: QtBot) -> None:
    qtbot.keyClick(chooser.list, Qt.Key.Key_Right)
    with qtbot.waitSignal(chooser.chosen) as told:
        qtbot.keyClick(chooser.list, Qt.Key.Key_Return)
    assert told.args == [""], "the empty map with its questions"


def test_a_double_click_creates(chooser: TemplateChooser, qtbot: QtBot) -> None:
    row = offered(chooser).index("bicycle")
    view = chooser.list
    place = view.visualItemRect(view.item(row)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(chooser.chosen) as told:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["bicycle"]


def test_the_button_creates_and_escape_does_not(chooser: TemplateChooser, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(chooser.chosen):
        qtbot.keyClick(chooser, Qt.Key.Key_Escape)
    assert not chooser.isVisible()
    chooser.open()
    with qtbot.waitSignal(chooser.chosen):
        qtbot.mouseClick(chooser.create_button, Qt.MouseButton.LeftButton)


def test_the_dialog_is_there_before_the_pictures(theme: Theme, qtbot: QtBot) -> None:
    laid: list[str] = []

    def slow(name: str) -> Scene:
        laid.append(name)
        return build(sample(), view=View(furniture=False))

    chooser = TemplateChooser(theme, scene=slow)
    qtbot.addWidget(chooser)
    chooser.open()
    assert laid == []
    qtbot.waitUntil(lambda: all_drawn(chooser))
    assert sorted(laid) == sorted(templates.names()), "each is laid out once"


def test_another_theme_draws_the_pictures_anew(
    chooser: TemplateChooser, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "apply", lambda: None)  # the application's palette is others' too
    qtbot.waitUntil(lambda: all_drawn(chooser))
    before = chooser.picture("bicycle")
    theme.choose("dark")
    after = chooser.picture("bicycle")
    assert before is not None
    assert after is not None
    assert before.toImage() != after.toImage()


@pytest.mark.parametrize("name", templates.names())
def test_every_template_can_be_laid_out_for_its_picture(name: str) -> None:
    assert scene_of(name).width > 272 / 0.3
