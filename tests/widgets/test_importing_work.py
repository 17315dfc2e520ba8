from threading import Event, get_ident

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from model.ids import Ids
from model.records import Card
from widgets.importing.work import Piece, Unwanted, WantedIds, Work


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_it_is_done_elsewhere_and_told_here(qtbot: QtBot, owner: QObject) -> None:
    work, told = Work(owner), []
    work.do(lambda _: get_ident(), lambda made: told.append((made, get_ident())), told.append)
    assert work.is_busy
    qtbot.waitUntil(lambda: bool(told))
    ((there, here),) = told
    assert there != here == get_ident()
    assert not work.is_busy


def test_what_goes_wrong_is_told_here(qtbot: QtBot, owner: QObject) -> None:
    work, told = Work(owner), []
    work.do(lambda _: 1 // 0, told.append, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], ZeroDivisionError)


def test_of_what_is_asked_for_meanwhile_the_newest_is_done(qtbot: QtBot, owner: QObject) -> None:
    told, done, go = [], [], Event()
    work = Work(owner)

    def first(piece: Piece) -> str:
        assert go.wait(20)
        try:
            WantedIds(Ids(), piece).new(Card)
        except Unwanted:
            done.append("stopped")
            raise
        return "first"

    work.do(first, told.append, told.append)
    for n in (2, 3, 4):
        work.do(lambda _, n=n: done.append(n) or n, told.append, told.append)
    go.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [4]
    assert done == ["stopped", 4]


def test_work_that_is_stopped_is_not_heard_of(qtbot: QtBot, owner: QObject) -> None:
    told, pieces, go = [], [], Event()
    work = Work(owner)

    def slow(piece: Piece) -> None:
        pieces.append(piece)
        assert go.wait(20)
        piece.check()

    work.do(slow, told.append, told.append)
    qtbot.waitUntil(lambda: bool(pieces))
    work.stop()
    go.set()
    pieces[0].join(20)
    QCoreApplication.processEvents()
    assert not told
    with pytest.raises(Unwanted):
        pieces[0].check()
