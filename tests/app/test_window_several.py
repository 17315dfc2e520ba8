"""Several windows at once: each shows its own map, and takes what it needed when it closes."""

import weakref
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.windows import Windows
from model import collector
from model.change import JourneyMap, apply, chain
from model.edits.assets import add_asset
from model.edits.cards import add_card
from model.files import codec
from model.ids import Ids, asset_id
from model.layout.scene import Rect
from tests.app.odd_maps import template
from tests.driver import Driver, opened
from widgets.panels.export import ExportDialog
from widgets.panels.poster_process import PosterProcess

COLOURS = ("#c02020", "#2020c0")


def with_picture(colour: str) -> JourneyMap:
    """The bicycle map with a card that is a picture of one colour."""
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    data, ids, of = bytes(buffer.data().data()), Ids(), template("bicycle")
    change = chain(
        of,
        lambda m: add_asset(m, data),
        lambda m: add_card(
            m, ids, "step_look_around", "lane_website",
            kind="picture", title="Seen", asset_ids=(asset_id(data),),
        ),
    )  # fmt: skip
    return apply(change, of)


def has(editor: Driver, colour: str) -> bool:
    """Whether a picture of that colour is seen on the canvas."""
    editor.settle()
    image = editor.viewport.grab().toImage()
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted
        for x in range(0, image.width(), 5)
        for y in range(0, image.height(), 5)
    )


def test_each_window_paints_the_pictures_of_its_own_map(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    editors = []
    for nth, colour in enumerate(COLOURS):
        file = tmp_path / f"ride{nth}.journey.json"
        codec.save(with_picture(colour), file)
        editors.append(opened(qtbot, windows, file))
    windows.theme.choose("dark")
    for editor in editors:
        editor.show("Seen")
    assert [has(editors[0], colour) for colour in COLOURS] == [True, False]
    assert [has(editors[1], colour) for colour in COLOURS] == [False, True]


def test_nothing_is_left_of_windows_that_were_closed(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "ride.journey.json"
    codec.save(template("bicycle"), file)
    windows.new()
    left = []
    for _ in range(3):
        window = opened(qtbot, windows, file).window
        left += [weakref.ref(part) for part in (window, window.document, window.editor.canvas)]
        window.close_without_asking()
        del window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    collector.take_back()
    assert [ref() for ref in left] == [None] * 9


def test_nothing_is_left_of_a_table_and_an_outline_that_were_closed(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "ride.journey.json"
    codec.save(template("bicycle"), file)
    windows.new()
    editor = opened(qtbot, windows, file)
    window = editor.window
    editor.press("Ctrl+Shift+O", "Ctrl+Shift+T")
    editor.type("Half a word")
    table = window.centre.table
    assert table is not None
    assert table.view.typing is not None
    left = [weakref.ref(part) for part in (window, window.document, table, table.view)]
    left.append(weakref.ref(window.docks["outline"].content))
    window.close_without_asking()
    del window, editor, table
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    collector.take_back()
    assert [ref() for ref in left] == [None] * 5


def test_what_was_kept_ready_to_draw_goes_with_the_window(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "ride.journey.json"
    codec.save(template("bicycle"), file)
    windows.new()
    window = opened(qtbot, windows, file).window
    tools, box = windows.theme.tools, Rect(0.0, 0.0, 8.0, 8.0, radii=(2.0, 2.0, 2.0, 2.0))
    kept = tools.shape(box)
    assert tools.shape(box) is kept
    window.close_without_asking()
    qtbot.waitUntil(lambda: tools.shape(box) is not kept)


def test_a_window_that_closes_behind_its_export_dialog_ends_the_work(
    qtbot: QtBot, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "ride.journey.json"
    codec.save(template("bicycle"), file)
    editor = opened(qtbot, windows, file)
    editor.do("file.export")
    dialog = editor.window.findChild(ExportDialog)
    process = dialog.findChild(PosterProcess)
    qtbot.waitUntil(lambda: process.running)
    editor.window.close_without_asking()
    assert not process.running
