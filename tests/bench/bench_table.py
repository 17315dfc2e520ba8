"""The table and the outline of a map, and the palette, at 1,000 and 10,000 cards.

The baseline of the table is a QTableWidget that holds the same texts: Qt's own table with
nothing to work out. A step is an event and everything until it is painted.
"""

from collections.abc import Callable, Iterator
from itertools import cycle

from PySide6.QtCore import QEvent, QModelIndex
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QTableView,
    QTableWidget,
    QWidget,
)
from PySide6.QtWidgets import QTableWidgetItem as Item

from model.edits.fields import set_fields
from model.fuzzy import rank
from model.grid import Grid
from model.records import Card
from tests.bench.frames import HEIGHT, WIDTH, Shown
from tests.bench.harness import figure, heading, in_turns, report, timed
from tests.generator import make
from widgets.editor import Editor
from widgets.outline.panel import OutlinePanel
from widgets.table.columns import AT, COLUMNS
from widgets.table.page import TablePage

MEDIAN, P95 = 16.7, 33.0


def _paint() -> None:
    QApplication.processEvents()


def _opened(editor: Editor) -> TablePage:
    page = TablePage(editor, {})
    page.resize(WIDTH, HEIGHT)
    page.show()
    _paint()
    return page


def _plain(texts: list[list[str]]) -> QTableWidget:
    """Qt's own table of the same texts."""
    table = QTableWidget(len(texts), len(COLUMNS))
    for row, line in enumerate(texts):
        for at, text in enumerate(line):
            table.setItem(row, at, Item(text))
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.resize(WIDTH, HEIGHT)
    table.show()
    _paint()
    return table


def _scrolls(view: QTableView, by: int) -> Callable[[], None]:
    bar = view.verticalScrollBar()

    def scroll() -> None:
        bar.setValue(bar.value() + by if bar.value() + by < bar.maximum() else 0)
        _paint()

    return scroll


def _tell(what: str, steps: Iterator[Callable[[], object]], many: int) -> None:
    times = [timed(next(steps)) for _ in range(many + 1)][1:]
    report(what, figure(times), target_ms=MEDIAN, target_p95=P95)


def _titles(shown: Shown, card: Card) -> Iterator[Callable[[], None]]:
    def name(title: str) -> None:
        shown.document.edit("Edit", set_fields, card.id, title=title)
        _paint()

    for title in cycle(("Another title", card.title)):
        yield lambda title=title: name(title)  # type: ignore[misc]


def _moves(page: TablePage, card: Card) -> Iterator[Callable[[], None]]:
    def move(lane: str) -> None:
        page.write([(page.rows.row_of(card.id), AT["lane"])], lane, False)
        _paint()

    lanes = page.rows.reading.offers(card, COLUMNS[AT["lane"]])
    for lane in cycle(lanes):
        yield lambda lane=lane: move(lane)  # type: ignore[misc]


def _sorts(page: TablePage) -> Iterator[Callable[[], None]]:
    def sort(at: int) -> None:
        page.view.sort_by(at, False)
        _paint()

    for at in cycle((AT["title"], AT["severity"], -1)):
        yield lambda at=at: sort(at)  # type: ignore[misc]


def _branches(panel: OutlinePanel) -> Iterator[Callable[[], None]]:
    view = panel.view

    def turn(at: int) -> None:
        index = panel.tree.index(at, 0, QModelIndex())
        view.setExpanded(index, not view.isExpanded(index))
        _paint()

    for at in cycle(range(4)):
        yield lambda at=at: turn(at)  # type: ignore[misc]


def _open_and_close(editor: Editor) -> None:
    _away(_opened(editor))


def _away(widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
    QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)


def _table(shown: Shown, editor: Editor) -> None:
    page = _opened(editor)
    rows = page.rows
    across = range(len(COLUMNS))
    texts = [[rows.text(row, at) for at in across] for row in range(len(rows.ids))]
    plain = _plain(texts)
    same = "a QTableWidget of the same texts"
    opened = in_turns(lambda: _open_and_close(editor), lambda: _away(_plain(texts)), 6)
    report("table: open", *opened, same, target=1.0)
    for name, by in (("a few rows", 120), ("a page", HEIGHT)):
        report(
            f"table: scroll {name}",
            *in_turns(_scrolls(page.view, by), _scrolls(plain, by), 40),
            same, target_ms=MEDIAN, target_p95=P95,
        )  # fmt: skip
    _away(plain)
    cards = Grid(shown.document.map).cards
    card = cards[len(cards) // 2]
    page.view.go(rows.row_of(card.id), AT["title"])
    _tell("table: a title changed, the canvas too", _titles(shown, card), 30)
    _tell("table: a card moved to another lane", _moves(page, card), 30)
    _tell("table: sorted by a column", _sorts(page), 15)
    _away(page)


def _outline(shown: Shown, editor: Editor) -> None:
    panel = OutlinePanel(editor)
    panel.resize(300, HEIGHT)
    panel.show()
    _paint()
    _tell("outline: a branch opened or closed", _branches(panel), 40)
    card = Grid(shown.document.map).cards[0]
    _tell("outline: a title changed, the canvas too", _titles(shown, card), 30)
    _away(panel)


def _palette(shown: Shown) -> None:
    names = [" ".join(one.title.split()) for one in shown.document.map.all(Card)]
    found = in_turns(
        lambda: [rank("tar", name) for name in names], lambda: [n.casefold() for n in names]
    )
    report("palette: three letters on every card", *found, "casefold of titles", target_ms=50.0)


def main() -> None:
    """Print the figures for both sizes."""
    QApplication.instance() or QApplication(["bench"])
    for cards in (1_000, 10_000):
        heading(f"table, outline and palette: {cards:,} cards")
        shown = Shown(make(cards))
        canvas = shown.canvas
        editor = Editor(shown.document, shown.selection, canvas, shown.theme, canvas)
        _table(shown, editor)
        _outline(shown, editor)
        _palette(shown)
        shown.close()
