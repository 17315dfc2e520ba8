"""PNG files: the right size, in bands, and never a half one."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from export import png
from export.png import pixel_size, render, write_png
from model.files.errors import SaveError
from model.layout.pages import fit
from tests.export.rasters import from_qt
from tests.export.scenes import PALETTE, everything, scene


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "map.png"


def test_one_px_is_one_pixel_at_96_dpi(file: Path) -> None:
    write_png(everything(), PALETTE, file)
    with Image.open(file) as image:
        assert image.size == (420, 240)
        assert image.info["dpi"] == pytest.approx((96, 96), abs=0.02)


def test_a_file_is_the_picture_itself(file: Path) -> None:
    write_png(everything(), PALETTE, file, 192)
    with Image.open(file) as image:
        assert image.tobytes() == from_qt(render(everything(), PALETTE, 192)).tobytes()


@pytest.mark.parametrize("rows", [1, 7, 100, 10_000])
def test_bands_leave_no_seams(file: Path, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = from_qt(render(everything(), PALETTE, 120)).tobytes()
    monkeypatch.setattr(png, "_BAND_BYTES", 4 * 525 * rows)
    write_png(everything(), PALETTE, file, 120)
    with Image.open(file) as image:
        assert image.size == (525, 300)
        assert image.tobytes() == whole


def test_a_sheet_of_paper_has_its_size_at_every_resolution(file: Path) -> None:
    page = fit((420, 240), "A5", "landscape")
    write_png(everything(), PALETTE, file, 150, page)
    with Image.open(file) as image:
        assert image.size == (round(210 / 25.4 * 150), round(148 / 25.4 * 150))
        assert image.info["dpi"] == pytest.approx((150, 150), abs=0.02)


def test_the_picture_stands_on_the_sheet_where_the_page_says(file: Path) -> None:
    page = fit((100, 100), "A5", "portrait", scale_percent=200)
    write_png(scene(width=100, height=100, background="accent"), PALETTE, file, 72, page)
    with Image.open(file) as image:
        assert image.getcolors() == [(image.width * image.height, (0x17, 0x4E, 0x83))]


def test_title_and_author_go_with_the_file(file: Path) -> None:
    write_png(scene(title="Ein Jahr – été", author="L. Okafor"), PALETTE, file)
    with Image.open(file) as image:
        assert image.text == {"Title": "Ein Jahr – été", "Author": "L. Okafor"}


def test_the_same_scene_gives_the_same_bytes(tmp_path: Path) -> None:
    files = [tmp_path / "a.png", tmp_path / "b.png"]
    for file in files:
        write_png(everything(), PALETTE, file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_side_beyond_what_qt_can_paint_is_refused_with_what_is_possible() -> None:
    with pytest.raises(ValueError, match="699 dpi"):
        pixel_size(scene(), 1200, fit((100, 100), "A0"))
    assert max(pixel_size(scene(), 699, fit((100, 100), "A0"))) <= 32_767


@pytest.mark.parametrize("dpi", [0, -1, 9, 5000, float("nan"), float("inf")])
def test_an_impossible_resolution_is_refused(dpi: float) -> None:
    with pytest.raises(ValueError, match="dpi"):
        pixel_size(scene(), dpi)


def test_progress_ends_at_one_and_never_falls(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[float] = []
    monkeypatch.setattr(png, "_BAND_BYTES", 4 * 420 * 50)
    write_png(everything(), PALETTE, file, progress=seen.append)
    assert len(seen) == 5
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_cancelled_export_leaves_the_old_file(file: Path) -> None:
    class Cancelled(Exception):
        pass

    def cancel(_done: float) -> None:
        raise Cancelled

    file.write_bytes(b"old")
    with pytest.raises(Cancelled):
        write_png(everything(), PALETTE, file, progress=cancel)
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SaveError):
        write_png(scene(), PALETTE, tmp_path / "no" / "map.png")


def test_a_program_without_an_application_or_a_display_can_write_a_png(file: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from export.png import write_png\n"
        "from tests.export.scenes import PALETTE, everything\n"
        "write_png(everything(), PALETTE, Path(sys.argv[1]))\n"
        "assert 'PySide6.QtWidgets' not in sys.modules\n"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(file)],
        check=True, capture_output=True, cwd=Path(__file__).parents[2], env={"PATH": ""},
    )  # fmt: skip
    assert Image.open(BytesIO(file.read_bytes())).size == (420, 240)
