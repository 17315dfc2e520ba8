"""Printing through the system's dialog: the map on one sheet of the printer's paper.

The Scene is painted by the same painter as on screen, at the printer's resolution and as
shapes, so it is as sharp as the printer. It is fitted to the paper that the dialog names.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from export import poster
from export.poster import Laid, part_of
from export.qt import Tools, paint
from model.change import JourneyMap
from model.files.naming import as_file_name
from model.layout import pages
from model.layout.pages import Orientation
from resources import palettes
from widgets.asking import without_icons

#: Papers that Qt calls otherwise than `model.layout.pages`.
_NAMES = {QPageSize.PageSizeId.Tabloid: "Tabloid", QPageSize.PageSizeId.Ledger: "Tabloid"}
#: Paper is white, whatever the screen looks like.
_THEME = "light"


def ask(
    journey: JourneyMap, parent: QWidget, failed: Callable[[str], None] = lambda why: None
) -> QPrintDialog:
    """Open the system's dialog; what is accepted there is printed.

    `failed` is told in one sentence why nothing came out.
    """
    usual = printer_for(journey)
    dialog = QPrintDialog(usual, parent)
    dialog.destroyed.connect(lambda: usual)  # kept as long: the dialog does not own it
    dialog.setWindowTitle("Print")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def accepted(printer: QPrinter) -> None:
        with _waiting():
            trouble = print_map(journey, printer)
        if trouble:
            failed(trouble)

    dialog.accepted.connect(lambda: accepted(dialog.printer()))
    if sys.platform == "win32":
        dialog.exec()  # Windows has its own dialog, which nothing else opens
    else:
        QDialog.open(dialog)
        without_icons(dialog)
    return dialog


def printer_for(journey: JourneyMap) -> QPrinter:
    """The usual printer, its paper turned to where the map gets larger."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    name = journey.info.title or "Journey map"
    printer.setDocName(name)
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:  # there is no printer
        file = Path.home() / f"{as_file_name(name, 'Journey map')}.pdf"
        printer.setOutputFileName(str(file))
    printer.setCreator("Touchline")
    with _waiting():
        laid = _lay_out(journey, printer, "auto")
    if laid is not None and laid.page is not None:
        wide = laid.page.width > laid.page.height
        way = QPageLayout.Orientation
        printer.setPageOrientation(way.Landscape if wide else way.Portrait)
    return printer


def print_map(journey: JourneyMap, printer: QPrinter) -> str:
    """Paint the map on the printer's page, fitted to it; why it did not work, or ""."""
    way = printer.pageLayout().orientation()
    wide = way == QPageLayout.Orientation.Landscape
    laid = _lay_out(journey, printer, "landscape" if wide else "portrait")
    if laid is None or laid.page is None:
        return "The paper is too small for this map."
    painter = QPainter()
    if not painter.begin(printer):
        return "The printer does not answer; choose another one, or print to a file."
    try:
        _paint(laid, printer, painter)
    finally:
        painter.end()
    if printer.printerState() == QPrinter.PrinterState.Error:
        return "The printer reports an error."
    return ""


@contextmanager
def _waiting() -> Iterator[None]:
    """Show that something takes a moment: a large map is laid out for its paper."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


def _paint(laid: Laid, printer: QPrinter, painter: QPainter) -> None:
    page = laid.page
    assert page is not None
    dots = printer.resolution() / 72
    if not printer.fullPage():
        corner = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
        painter.translate(-corner)
    painter.scale(dots, dots)
    painter.translate(page.x, page.y)
    painter.scale(page.scale, page.scale)
    paint(laid.scene, painter, Tools(palettes.load(_THEME)))


def _lay_out(journey: JourneyMap, printer: QPrinter, orientation: Orientation) -> Laid | None:
    """The map on the printer's paper; None if that is too small for it."""
    shown = part_of(journey)
    size = printer.pageLayout().pageSize()
    try:
        return poster.lay_out(
            shown.journey, _paper(size, orientation), orientation, view=shown.view
        )
    except ValueError:
        return None


def _paper(size: QPageSize, orientation: Orientation) -> str:
    """The paper's name if it is a known one, otherwise its sides."""
    name = _NAMES.get(size.id(), size.key())
    if name in pages.PAPERS:
        return name
    sides = size.size(QPageSize.Unit.Millimeter)
    return poster.paper_name(f"{sides.width():.1f}x{sides.height():.1f}mm")
