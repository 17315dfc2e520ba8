"""Somebody else at the file of an open map, and what the window says of that."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.window import Window
from app.windows import Windows
from model.change import JourneyMap, apply
from model.edits.stages import add_stage
from model.files import codec
from model.ids import Ids
from model.records import Stage, evolve
from tests.app.pressing import opened


def watched(windows: Windows, file: Path) -> Window:
    """A map, open, with its folder being watched."""
    window = opened(windows, file)
    window.outside.begin()
    return window


def others(file: Path, *names: str) -> None:
    """Somebody else adds stages and saves."""
    of = codec.load(file).map
    for name in names:
        of = apply(add_stage(of, Ids(), name=name), of)
    codec.save(of, file)


def reworded(file: Path, old: str, new: str) -> None:
    """Somebody else calls a stage something else and saves."""
    of = codec.load(file).map
    (stage,) = (stage for stage in of.all(Stage) if stage.name == old)
    codec.save(apply({stage.id: (stage, evolve(stage, name=new))}, of), file)


def stages(of: JourneyMap) -> set[str]:
    """The names of all stages."""
    return {stage.name for stage in of.all(Stage)}


def said(window: Window) -> str:
    """What the line above the map says of the file; "" if it says nothing of it."""
    notice = window.notice
    return notice.words.text() if notice.isVisible() and notice.saying == "outside" else ""


def waits_for(qtbot: QtBot, window: Window, words: str) -> None:
    """Until it says these words."""
    qtbot.waitUntil(lambda: words in said(window), timeout=10_000)
