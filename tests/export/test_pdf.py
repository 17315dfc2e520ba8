"""PDF files: sound, whole, the same each time, and without anything from outside."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from export.colours import UnknownRole
from export.pdf import pdf_bytes, write_pdf
from model.files.errors import SaveError
from model.layout.pages import fit
from model.layout.scene import (
    Bounds,
    Hyperlink,
    Icon,
    Line,
    Node,
    Picture,
    Placed,
    Rect,
    Run,
    Scene,
    Text,
)
from tests.export.carried import attached_map
from tests.export.rasters import by_pdfium, by_qt, share_that_differs, whole_pdf
from tests.export.scenes import (
    GREY,
    PALETTE,
    everything,
    jpeg,
    line,
    odd_line,
    scene,
    see_through_png,
    texts,
)
from tests.tools import needs_tool

PAGE = fit((420, 240), "A4")


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(pdf_bytes(everything(), PALETTE, PAGE))) as opened:
        yield opened


def content(data: bytes) -> str:
    with pikepdf.open(BytesIO(data)) as opened:
        return opened.pages[0].Contents.read_bytes().decode("ascii")


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    write_pdf(everything(), PALETTE, file, PAGE, b"{}")
    done = subprocess.run([needs_tool("qpdf"), "--check", str(file)], capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert b"WARNING" not in done.stdout + done.stderr


def test_every_font_is_embedded_and_can_be_read_as_text(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    drawn, _ = texts()
    write_pdf(drawn, PALETTE, file, fit((drawn.width, drawn.height), "A3"))
    done = subprocess.run(
        [needs_tool("pdffonts"), str(file)], capture_output=True, text=True, check=True
    )
    listed = done.stdout.splitlines()[2:]
    assert len(listed) >= 7
    for font in listed:
        assert re.fullmatch(r"[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes.*", font), font
    assert "Helvetica" not in file.read_bytes().decode("latin-1")


def test_the_same_scene_gives_the_same_bytes_in_two_runs_of_python(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from export.pdf import write_pdf\n"
        "from model.layout.pages import fit\n"
        "from tests.export.scenes import PALETTE, everything\n"
        "write_pdf(everything(), PALETTE, Path(sys.argv[1]), fit((420, 240), 'A4'), b'{}')\n"
    )
    found = []
    for seed in ("1", "2"):
        file = tmp_path / seed / "map.pdf"
        file.parent.mkdir()
        subprocess.run(
            [sys.executable, "-c", program, str(file)],
            check=True, cwd=Path(__file__).parents[2], env={"PYTHONHASHSEED": seed},
        )  # fmt: skip
        found.append(file.read_bytes())
    assert found[0] == found[1]


def test_the_page_is_the_sheet(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    assert [float(side) for side in page.MediaBox] == pytest.approx([0, 0, 841.89, 595.276])
    assert page.TrimBox == page.MediaBox


def test_a_fitted_picture_keeps_its_margins() -> None:
    drawn = scene(Rect(0, 0, 200, 100, "#000000"))
    page = fit((200, 100), "A5", "landscape")
    data = pdf_bytes(drawn, PALETTE, page)
    document = pypdfium2.PdfDocument(data)
    grey = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    left, top, right, bottom = grey.point(lambda level: 255 - level).getbbox()
    assert (left / 2, top / 2) == pytest.approx((page.x, page.y), abs=0.6)
    assert right / 2 == pytest.approx(page.x + 200 * page.scale, abs=1.1)
    assert bottom / 2 == pytest.approx(page.y + 100 * page.scale, abs=1.1)
    assert min(left, top) / 2 >= page.margin - 0.6


def test_title_author_and_language_are_said(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo.Title) == "A (short) map"
    assert str(pdf.docinfo.Author) == "L. Okafor"
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "A (short) map"
        assert metadata["dc:creator"] == ["L. Okafor"]


def test_no_date_is_made_up(pdf: pikepdf.Pdf) -> None:
    assert "/CreationDate" not in pdf.docinfo
    assert "/ModDate" not in pdf.docinfo
    assert b"Date" not in pdf.Root.Metadata.read_bytes()


def test_a_scene_without_title_author_and_language_says_none() -> None:
    with pikepdf.open(BytesIO(whole_pdf(scene(), PALETTE))) as bare:
        assert "/Title" not in bare.docinfo
        assert "/Author" not in bare.docinfo
        assert "/Lang" not in bare.Root


@pytest.mark.parametrize(
    "title", ["null\0 bell\7", "half \ud800 pair", "<&>()\\", "日本\U0001f6b2"]
)
def test_a_title_of_any_kind_is_harmless(title: str) -> None:
    data = whole_pdf(scene(title=title, author=title), PALETTE)
    with pikepdf.open(BytesIO(data)) as opened, opened.open_metadata() as metadata:
        kept = "".join(c for c in title if c >= " " and c != "\ud800")
        assert metadata["dc:title"] == kept
        assert str(opened.docinfo.Title) == kept


def test_a_poster_carries_its_map(tmp_path: Path) -> None:
    file = tmp_path / "Mein Plan.pdf"
    journey = json.dumps({"title": "Größe"}).encode()
    write_pdf(everything(), PALETTE, file, PAGE, journey)
    assert attached_map(file.read_bytes()) == journey
    with pikepdf.open(file) as opened:
        assert list(opened.attachments) == ["Mein Plan.journey.json"]
        (found,) = opened.Root.AF
        assert found.AFRelationship == pikepdf.Name.Source


def test_a_pdf_carries_no_map_unless_it_is_given_one() -> None:
    assert attached_map(whole_pdf(scene(), PALETTE)) is None


def test_links_lead_where_they_may_and_stand_where_the_scene_says() -> None:
    drawn = scene(
        Hyperlink(20, 10, 40, 30, "https://example.org/(a)\\b?ü"),
        Hyperlink(0, 0, 9, 9, "javascript:alert(1)"),
        Hyperlink(0, 0, 9, 9, "file:///etc/passwd"),
        Hyperlink(0, 0, 9, 9, "mailto:lena@example.org"),
    )
    page = fit((200, 100), "A4", "landscape", scale_percent=200)
    with pikepdf.open(BytesIO(pdf_bytes(drawn, PALETTE, page))) as opened:
        first, second = opened.pages[0].Annots
        assert str(first.A.URI) == "https://example.org/(a)%5Cb?%C3%BC"
        assert str(second.A.URI) == "mailto:lena@example.org"
        left, bottom, right, top = (float(side) for side in first.Rect)
        assert (left, right) == pytest.approx((page.x + 40, page.x + 120), abs=0.01)
        assert page.height - top == pytest.approx(page.y + 20, abs=0.01)
        assert page.height - bottom == pytest.approx(page.y + 80, abs=0.01)


def test_a_picture_that_is_shown_twice_is_embedded_once() -> None:
    drawn = scene(
        Picture("a", 0, 0, 20, 20), Picture("a", 30, 0, 50, 50), Picture("b", 90, 0, 50, 50),
        assets={"a": see_through_png(), "b": jpeg()},
    )  # fmt: skip
    with pikepdf.open(BytesIO(whole_pdf(drawn, PALETTE))) as opened:
        found = opened.pages[0].Resources.XObject
        assert len(found) == 2
        see_through, photograph = found.P0, found.P1
        assert see_through.SMask.ColorSpace == pikepdf.Name.DeviceGray
        assert photograph.Filter == pikepdf.Name.DCTDecode
        assert photograph.read_raw_bytes() == jpeg()
        assert "/SMask" not in photograph


def test_one_form_serves_an_icon_in_every_colour() -> None:
    drawn = scene(
        Icon("phone", 0, 0, 20, "accent"), Icon("phone", 30, 0, 40, "muted"),
        Icon("mail", 80, 0, 20, "muted"),
    )  # fmt: skip
    data = whole_pdf(drawn, PALETTE)
    with pikepdf.open(BytesIO(data)) as opened:
        forms = opened.pages[0].Resources.XObject
        assert len(forms) == 2
        for form in forms.values():
            assert not re.search(rb"\b(rg|RG|g|G|k|K|cs|CS|sc|SC)\b", form.read_bytes())
    assert share_that_differs(by_qt(drawn, PALETTE), by_pdfium(drawn, PALETTE)) < 0.0005


def test_state_is_written_only_when_it_changes() -> None:
    rects = [Rect(i * 10, 0, 8, 8, "tint", "border", 2.0, dash=(2, 1)) for i in range(10)]
    written = content(whole_pdf(scene(*rects), PALETTE))
    assert written.count(" re B") == 10
    for operator in (r" w\b", r" d\b", r" RG\b"):
        assert len(re.findall(operator, written)) == 1, operator
    assert len(re.findall(r" rg\b", written)) == 2  # the ground's and the rectangles'


def test_the_font_is_named_only_when_it_changes() -> None:
    one, two = line("One two"), line("Three", 13, "", 700)
    drawn = scene(*(Text(5, 20.0 + 15 * i, "text", s) for i, s in enumerate((one, one, two, one))))
    written = content(whole_pdf(drawn, PALETTE))
    assert re.findall(r"^/F\d \S+ Tf$", written, re.M) == ["/F0 13 Tf", "/F1 13 Tf", "/F0 13 Tf"]
    assert written.count("BT") == 1


def test_equal_cards_are_equal_bytes() -> None:
    with pikepdf.open(BytesIO(pdf_bytes(everything(), PALETTE, PAGE))) as opened:
        written = opened.pages[0].Contents.read_bytes().decode("ascii")
    cards = re.findall(r"\n6 0 m.*?ET", written, re.S)
    assert len(cards) == 2
    assert cards[0] == cards[1]


def test_errors_of_rounding_do_not_add_up() -> None:
    step = 1 / 3
    nodes = tuple(
        Placed(i * step, 0, Node("card", Bounds(0, 0, 1, 1), (Rect(0, 0, 1, 1, "text"),)))
        for i in range(900)
    )
    written = content(whole_pdf(Scene(400, 10, "surface", nodes, {}), PALETTE))
    across = sum(float(x) for x in re.findall(r"^1 0 0 1 (\S+) 0 cm$", written, re.M))
    assert across == pytest.approx(899 * step, abs=0.006)


def test_a_grey_poster_has_no_colour_in_its_content() -> None:
    written = content(whole_pdf(everything(), GREY))
    assert " rg" not in written
    assert " RG" not in written


@pytest.mark.parametrize(
    "text", ["(a) \\ (b", ")Tj ET Q", "<&>\"'", "%PDF-1.4", "null\0bell\7esc\x1b", "]TJ\n1 0 0 rg"]
)
def test_text_of_any_kind_is_drawn_and_harms_nothing(text: str) -> None:
    data = whole_pdf(scene(Text(5, 50, "text", odd_line(text)), width=300), PALETTE)
    for operator in re.findall(r"\[.*?\]TJ", content(data)):
        assert re.fullmatch(r"\[(<[0-9A-F]+>|-?\d+)*\]TJ", operator)
    document = pypdfium2.PdfDocument(data)
    found = document[0].get_textpage().get_text_range()
    document.close()
    assert re.sub(r"\s", "", found) == re.sub(r"[\x00-\x20]", "", text)


def test_a_role_that_the_palette_lacks_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"old")
    with pytest.raises(UnknownRole, match="'nobody'"):
        write_pdf(scene(Rect(0, 0, 9, 9, "nobody")), PALETTE, file, PAGE)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_glyph_that_the_font_lacks_is_refused() -> None:
    run = Run("inter-400", 13, 0, (65_000,), (0.0,), (), (0,), "x", 8.0, False)
    strange = Line("x", 8.0, False, lambda: (run,))
    with pytest.raises(ValueError, match="inter-400 has no glyph 65000"):
        whole_pdf(scene(Text(0, 20, "text", strange)), PALETTE)


def test_a_disk_that_refuses_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(SaveError):
        write_pdf(scene(), PALETTE, tmp_path / "no" / "a.pdf", PAGE)
    assert list(tmp_path.iterdir()) == []


def test_fonts_hold_only_the_glyphs_in_use() -> None:
    data = whole_pdf(scene(Text(5, 50, "text", line("月額パスの価格を調べる", 13, "ja"))), PALETTE)
    assert len(data) < 12_000
