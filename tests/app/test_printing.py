"""Printing puts the map on one sheet of the paper that the system's dialog names."""

import re
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.printing import ask, print_map, printer_for
from model.change import JourneyMap
from model.files import codec
from resources import templates
from tests.tools import needs_tool

PAPER = QPageSize.PageSizeId
WAY = QPageLayout.Orientation


@pytest.fixture(scope="module")
def bicycle() -> JourneyMap:
    return codec.load(templates.path("bicycle")).map


def to_file(file: Path, paper: PAPER = PAPER.A4, way: WAY = WAY.Landscape) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(paper))
    printer.setPageOrientation(way)
    return printer


def sheet(file: Path) -> tuple[list[float], int]:
    """Width and height of the first page in pt, and how many pages there are."""
    ran = subprocess.run([needs_tool("pdfinfo"), file], capture_output=True, text=True, check=True)
    facts = dict(re.split(r":\s+", line, maxsplit=1) for line in ran.stdout.splitlines())
    size = [float(n) for n in re.findall(r"[\d.]+", facts["Page size"])[:2]]
    return size, int(facts["Pages"])


def ink(file: Path, tmp_path: Path) -> tuple[int, int, int, int]:
    """The box around all that is printed, in pt from the left and the top."""
    from PIL import Image, ImageChops

    stem = tmp_path / "page"
    subprocess.run([needs_tool("pdftoppm"), "-r", "72", "-png", "-singlefile", file, stem],
                   check=True)  # fmt: skip
    page = Image.open(f"{stem}.png").convert("RGB")
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize(
    ("paper", "way", "size"),
    [
        (PAPER.A4, WAY.Landscape, (842, 595)),
        (PAPER.A3, WAY.Portrait, (842, 1191)),
        (PAPER.Letter, WAY.Landscape, (792, 612)),
        (PAPER.B5, WAY.Landscape, (709, 499)),
    ],
)
def test_the_map_fills_one_sheet_and_keeps_its_margins(
    bicycle: JourneyMap, tmp_path: Path, paper: PAPER, way: WAY, size: tuple[int, int]
) -> None:
    file = tmp_path / "printed.pdf"
    assert print_map(bicycle, to_file(file, paper, way)) == ""
    (width, height), pages = sheet(file)
    assert (round(width), round(height)) == pytest.approx(size, abs=1)
    assert pages == 1
    left, top, right, bottom = ink(file, tmp_path)
    margin = 28  # 10 mm
    assert left >= margin - 1
    assert top >= margin - 1
    assert right <= width - margin + 1
    assert bottom <= height - margin + 1
    assert right - left > 0.8 * width or bottom - top > 0.8 * height
    assert abs((left + right) / 2 - width / 2) < 0.03 * width


def test_print_is_made_of_shapes_not_of_pixels(bicycle: JourneyMap, tmp_path: Path) -> None:
    file = tmp_path / "printed.pdf"
    print_map(bicycle, to_file(file))
    ran = subprocess.run([needs_tool("pdfimages"), "-list", file], capture_output=True, text=True,
                         check=True)  # fmt: skip
    assert ran.stdout.splitlines()[2:] == []


def test_margins_of_the_printer_do_not_shift_the_map(bicycle: JourneyMap, tmp_path: Path) -> None:
    boxes = []
    for full in (True, False):
        file = tmp_path / f"printed-{full}.pdf"
        printer = to_file(file)
        printer.setFullPage(full)
        print_map(bicycle, printer)
        boxes.append(ink(file, tmp_path))
    assert boxes[0] == pytest.approx(boxes[1], abs=1)


def test_the_paper_is_turned_to_where_the_map_gets_larger(bicycle: JourneyMap) -> None:
    assert printer_for(bicycle).pageLayout().orientation() == WAY.Landscape
    assert printer_for(bicycle).docName() == "A year with the city bicycle"


def test_what_is_accepted_in_the_dialog_is_printed(
    bicycle: JourneyMap, tmp_path: Path, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ask(bicycle, window)
    name = next(line for line in dialog.findChildren(QLineEdit) if "bicycle.pdf" in line.text())
    name.setText(str(tmp_path / "printed.pdf"))
    dialog.accept()
    assert sheet(tmp_path / "printed.pdf")[1] == 1


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_file_that_cannot_be_written_is_told(
    bicycle: JourneyMap, tmp_path: Path, qtbot: QtBot
) -> None:
    window, told = QWidget(), list[str]()
    qtbot.addWidget(window)
    dialog = ask(bicycle, window, told.append)
    name = next(line for line in dialog.findChildren(QLineEdit) if "bicycle.pdf" in line.text())
    name.setText(str(tmp_path / "gone" / "printed.pdf"))
    dialog.accept()
    assert len(told) == 1
    assert told[0].endswith(".")


def test_paper_that_is_too_small_is_told(bicycle: JourneyMap, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "stamp.pdf")
    printer.setPageSize(QPageSize(QSizeF(20, 30), QPageSize.Unit.Millimeter))
    assert print_map(bicycle, printer) == "The paper is too small for this map."
