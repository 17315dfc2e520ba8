"""`touchline export` writes the poster that was asked for, or says why it cannot."""

import os
import pty
import re
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.commands.export import lay_out
from export.formats import FORMATS, Format, Job, Writer
from model.change import JourneyMap
from model.files import codec
from model.files.atomic import replace_bytes
from model.grid import lanes, personas, steps
from model.layout.build import View
from model.layout.scene import Line, Text, drawn
from model.records import Card, Lane, Person, create
from resources import palettes, templates
from tests.app.running import (
    BANK,
    BICYCLE,
    RETAILER,
    ROOT,
    UNREADABLE,
    done,
    noted,
    refused,
    touchline,
)
from tests.export.carried import attached_map
from tests.generator import make
from tests.tools import needs_tool

A4 = (595.28, 841.89)


def pdfinfo(file: Path) -> dict[str, str]:
    ran = subprocess.run([needs_tool("pdfinfo"), file], capture_output=True, text=True, check=True)
    return dict(re.split(r":\s+", line, maxsplit=1) for line in ran.stdout.splitlines())


def words(file: Path) -> str:
    ran = subprocess.run([needs_tool("pdftotext"), file, "-"], capture_output=True, check=True)
    return " ".join(ran.stdout.decode().split())


def png_size(file: Path) -> tuple[int, int]:
    data = file.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def attached(file: Path) -> JourneyMap:
    data = attached_map(file.read_bytes())
    assert data is not None
    return codec.loads(data).map


@pytest.mark.parametrize("name", templates.names())
def test_a_template_becomes_a_pdf_of_the_paper_that_was_asked_for(
    name: str, tmp_path: Path
) -> None:
    out = tmp_path / "poster.pdf"
    said = noted("export", str(templates.path(name)), "-o", str(out), "--paper", "a4")
    assert re.fullmatch(
        rf"{out}: A4 (portrait|landscape), [\d.]+%, words on cards [1-6]\.\d pt\n", said
    )
    info = pdfinfo(out)
    assert info["Pages"] == "1"
    size = sorted(float(n) for n in re.findall(r"[\d.]+", info["Page size"])[:2])
    assert size == pytest.approx(A4, abs=0.01)


@pytest.mark.parametrize("name", templates.names())
def test_a_template_becomes_an_svg_and_a_png(name: str, tmp_path: Path) -> None:
    svg, png = tmp_path / "map.svg", tmp_path / "map.png"
    source = str(templates.path(name))
    noted("export", source, "-o", str(svg), "--paper", "A4")
    root = ElementTree.parse(svg).getroot()
    sides = sorted(float(root.attrib[side].removesuffix("pt")) for side in ("width", "height"))
    assert sides == pytest.approx(A4, abs=0.01)
    said = noted("export", source, "-o", str(png), "--paper", "A4", "--dpi", "72")
    assert sorted(png_size(png)) == [595, 842]
    assert said.endswith(f"{png_size(png)[0]} x {png_size(png)[1]} pixels\n")


def test_a_poster_is_fitted_to_a0_and_says_so_in_its_title_block(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    said = done("export", BICYCLE, "-o", str(out))
    percent = said.split(", ")[1]
    assert f"A0, {percent}" in words(out)
    assert pdfinfo(out)["Title"] == "A year with the city bicycle"


@pytest.mark.parametrize(
    ("options", "sheet"),
    [
        (("--paper", "tabloid", "--orientation", "landscape"), (1224, 792)),
        (("--paper", "Letter", "--orientation", "portrait"), (612, 792)),
        (("--paper", "900 x 300 mm"), (2551.18, 850.39)),
    ],
)
def test_papers_and_their_orientation(
    options: tuple[str, ...], sheet: tuple[float, float], tmp_path: Path
) -> None:
    out = tmp_path / "poster.pdf"
    noted("export", BICYCLE, "-o", str(out), *options)
    size = [float(n) for n in re.findall(r"[\d.]+", pdfinfo(out)["Page size"])[:2]]
    assert size == pytest.approx(sheet, abs=0.01)


def test_a_percentage_is_kept_and_one_that_does_not_fit_is_answered_with_the_largest(
    tmp_path: Path,
) -> None:
    out = tmp_path / "poster.pdf"
    said = done("export", BICYCLE, "-o", str(out), "--scale", "50%")
    assert said.endswith(", 50%, words on cards 9.0 pt\n")
    assert "A0, 50%" in words(out)
    out.unlink()
    told = refused("export", BICYCLE, "-o", str(out), "--scale", "100", "--paper", "A4")
    largest = re.search(r"100% does not fit on A4: the largest that does is ([\d.]+)%", told)
    assert largest
    assert not out.exists()
    assert "tile" not in told
    noted("export", BICYCLE, "-o", str(out), "--scale", largest[1], "--paper", "A4")


@pytest.mark.parametrize(("percent", "words", "readable"), [("32.3", "5.8", 1), ("31.9", "5.7", 0)])
def test_words_that_cannot_be_read_from_half_a_metre_are_told(
    percent: str, words: str, readable: bool, tmp_path: Path
) -> None:
    out = str(tmp_path / "poster.pdf")
    result = touchline("export", BICYCLE, "-o", out, "--scale", percent)
    assert result.stdout == f"{out}: A0 portrait, {percent}%, words on cards {words} pt\n"
    assert result.stderr == ("" if readable else UNREADABLE)


def test_a_picture_without_paper_says_nothing_of_the_size_of_words(tmp_path: Path) -> None:
    assert "words" not in done("export", BICYCLE, "-o", str(tmp_path / "map.svg"))


@pytest.mark.parametrize(
    ("lost", "parked", "told"),
    [
        (
            *(1, 0),
            ["1 card is not on the poster: its step or lane is not on the map; "
             "`touchline check` says which"],
        ),
        (
            *(2, 1),
            ["2 cards are not on the poster: their step or lane is not on the map; "
             "`touchline check` says which",
             "1 card waits in the parking lot and is not on the poster"],
        ),
        (0, 3, ["3 cards wait in the parking lot and are not on the poster"]),
    ],
)  # fmt: skip
def test_cards_that_are_not_on_the_poster_are_told(
    lost: int, parked: int, told: list[str], tmp_path: Path
) -> None:
    whole = codec.load(BICYCLE).map
    lane, step = lanes(whole)[0], steps(whole)[0]
    places = [("", lane.id), (step.id, "lane_gone"), ("step_gone", lane.id)][:lost]
    places += [("", "")] * parked
    extra = [
        create(Card, id=f"card_extra_{i}", step_id=at, lane_id=row)
        for i, (at, row) in enumerate(places)
    ]
    source = tmp_path / "map.journey.json"
    codec.save(JourneyMap([*whole.records.values(), *extra]), source)
    result = touchline("export", str(source), "-o", str(tmp_path / "map.svg"))
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [f"touchline: {note}" for note in told]


def test_a_new_format_is_one_entry_of_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def titles(job: Job) -> Writer:
        return Writer(lambda file: replace_bytes(file, job.journey.info.title.encode()), "a title")

    monkeypatch.setitem(FORMATS, "txt", Format(titles, readable=True))
    out = tmp_path / "title.txt"
    assert done("export", BICYCLE, "-o", str(out)) == f"{out}: a title\n"
    assert out.read_text("utf-8") == codec.load(BICYCLE).map.info.title


def test_a_map_that_is_far_too_large_for_its_paper_is_told(tmp_path: Path) -> None:
    wide = tmp_path / "wide.journey.json"
    codec.save(make(cards=120, steps=120, lanes=2), wide)
    said = refused("export", str(wide), "-o", str(tmp_path / "a.pdf"), "--paper", "26x26mm")
    assert "is too large for 26x26mm" in said
    assert said.endswith("Choose a larger --paper.")


def test_naming_the_sheet_does_not_change_the_picture() -> None:
    for name in templates.names():
        journey = codec.load(templates.path(name)).map
        names = ", ".join(persona.name for persona in personas(journey))
        for paper in ("A5", "Tabloid", "1189x841mm"):
            laid = lay_out(journey, paper, view=View(shown=names))
            assert laid.page is not None
            texts = [p.line for _, _, p in drawn(laid.scene) if isinstance(p, Text)]
            assert f"{paper}, {laid.page.percent:g}%" in _text(texts)


def _text(lines: list[Line]) -> str:
    return " ".join(line.text for line in lines)


def test_a_map_without_anything_on_it_makes_a_poster_too(tmp_path: Path) -> None:
    empty = tmp_path / "empty.journey.json"
    codec.save(JourneyMap(), empty)
    for ending in ("pdf", "svg", "png"):
        done("export", str(empty), "-o", str(tmp_path / f"empty.{ending}"))


def test_the_poster_carries_its_map(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    noted("export", BANK, "-o", str(out))
    assert attached(out) == codec.load(BANK).map


def test_one_personas_poster_shows_and_carries_that_journey_only(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    done("export", RETAILER, "-o", str(out), "--persona", "  ines CARVALHO")
    text = words(out)
    assert "Persona" in text
    assert "Ines Carvalho" in text
    assert "Haldor Brekke" not in text
    assert [p.name for p in personas(attached(out))] == ["Ines Carvalho"]


def test_several_personas_and_lanes_can_be_named(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    done(
        "export", RETAILER, "-o", str(out), "--persona", "Priya Nair", "--persona",
        "Haldor Brekke", "--lane", "feeling", "--lane", "Shop",
    )  # fmt: skip
    kept = attached(out)
    assert [lane.name for lane in lanes(kept)] == ["Feeling", "Shop"]
    assert {p.name for p in personas(kept)} == {"Priya Nair", "Haldor Brekke"}
    assert "Priya Nair, Haldor Brekke" in words(out)


def test_a_redacted_poster_names_nobody_and_carries_nothing_private(tmp_path: Path) -> None:
    whole = codec.load(BANK).map
    names = {person.name for person in whole.all(Person)}
    private = [card for card in whole.all(Card) if card.private]
    assert names
    assert private
    out = tmp_path / "poster.pdf"
    noted("export", BANK, "-o", str(out), "--redact")
    text = words(out) + pdfinfo(out)["Author"]
    carried = codec.dumps(attached(out)).decode()
    for name in names:
        assert name not in text
        assert name not in carried
    for card in private:
        assert card.title not in text
        assert card.title not in carried


def _pixels(file: Path) -> set[tuple[int, int, int]]:
    from PIL import Image

    with Image.open(file) as image:
        return {color for _, color in image.convert("RGB").getcolors(1 << 24) or ()}


def test_themes_and_grey_choose_the_colours(tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    seen = {}
    greys = ("--color", "grey"), ("--theme", "grey"), ("--color", "gray")
    for options in ((), ("--theme", "dark"), *greys):
        done("export", BICYCLE, "-o", str(out), "--dpi", "30", *options)
        seen[options] = _pixels(out), out.read_bytes()
    assert any(len({*color}) > 1 for color in seen[()][0])
    assert all(len({*color}) == 1 for color in seen["--color", "grey"][0])
    assert seen["--color", "grey"] == seen["--theme", "grey"] == seen["--color", "gray"]
    surface = palettes.load("dark")["surface"]
    assert tuple(bytes.fromhex(surface[1:])) in seen["--theme", "dark"][0]


def test_the_same_map_gives_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("pdf", "svg", "png"):
        a, b = tmp_path / f"a.{ending}", tmp_path / "other" / f"a.{ending}"
        b.parent.mkdir(exist_ok=True)
        done("export", BICYCLE, "-o", str(a))
        done("export", BICYCLE, "-o", str(b))
        assert a.read_bytes() == b.read_bytes()


def test_a_png_without_paper_is_the_picture_at_its_resolution(tmp_path: Path) -> None:
    small, large = tmp_path / "small.png", tmp_path / "large.png"
    done("export", BICYCLE, "-o", str(small), "--dpi", "48")
    done("export", BICYCLE, "-o", str(large))
    assert png_size(large) == pytest.approx([2 * side for side in png_size(small)], abs=1)


def test_the_format_can_be_named_and_standard_output_used(tmp_path: Path) -> None:
    out = tmp_path / "poster"
    done("export", BICYCLE, "-o", str(out), "--format", "pdf")
    assert out.read_bytes().startswith(b"%PDF-")
    result = touchline("export", BICYCLE, "-o", "-", "--format", "svg")
    assert (result.exit_code, result.stderr) == (0, "")
    done("export", BICYCLE, "-o", str(tmp_path / "map.svg"))
    assert result.stdout_bytes == (tmp_path / "map.svg").read_bytes()
    assert "Add --format" in refused("export", BICYCLE, "-o", "-")


def test_a_map_from_standard_input_can_be_exported(tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    done("export", "-", "-o", str(out), stdin=Path(BICYCLE).read_bytes())
    assert attached(out) == codec.load(BICYCLE).map


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-o", "a.pdf", "--paper", "A44"), "there is no paper 'A44'. Did you mean 'A4'? There "
         "are: 'A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'Letter', 'Legal', 'Tabloid', "
         "'WIDTHxHEIGHTmm'."),
        (("-o", "a.pdf", "--paper", "5x5mm"), "'5x5mm' is not possible"),
        (("-o", "a.pdf", "--theme", "dork"), "there is no theme 'dork'. Did you mean 'dark'?"),
        (("-o", "a.pdf", "--persona", "Maria"), "there is no persona 'Maria'. Did you mean "
         "'Mara'? There are: 'Mara', 'Jonas'."),
        (("-o", "a.pdf", "--lane", "Appp"), "there is no lane 'Appp'. Did you mean 'App'?"),
        (("-o", "a.pdf", "--persona", ""), "there is no persona ''. There are: 'Mara', 'Jonas'."),
        (("-o", "a.docx"), "names no format. Use .pdf, .svg, .png, .csv, .tsv or .xlsx"),
        (("-o", "a"), "the name has no ending"),
        (("-o", "a.pdf", "--format", "doc"), "is not one of 'pdf', 'svg', 'png'"),
        (("-o", "a.pdf", "--orientation", "flat"), "'auto', 'portrait', 'landscape'"),
        (("-o", "a.pdf", "--scale", "big"), "'big' is no percentage"),
        (("-o", "a.pdf", "--scale", "nan"), "'nan' is no percentage"),
        (("-o", "a.pdf", "--scale", "0"), "'0' is no percentage"),
        (("-o", "a.svg", "--scale", "50"), "--scale is about paper"),
        (("-o", "a.png", "--orientation", "portrait"), "--orientation is about paper"),
        (("-o", "a.pdf", "--dpi", "300"), "--dpi is for PNG"),
        (("-o", "a.png", "--dpi", "5"), "5 dpi is not possible: use 10 to 2400"),
        (("-o", "a.png", "--dpi", "2400"), "pixels are too many"),
        (("-o", "a.png", "--dpi", "nan"), "dpi is not possible"),
        (("-o", "a.png", "--dpi", "fine"), "'fine' is not a number"),
        (("-o", "a.pdf", "--color", "grey", "--theme", "dark"), "exclude each other"),
        (("-o", "a.pdf", "--color", "cmyk"), "is not one of 'rgb', 'grey'"),
        (("-o", "none/a.pdf"), "the folder is not there"),
        (("-o", "other.journey.json", "--format", "pdf"), "replaced by its own picture"),
        ((), "missing option '-o' / '--output'"),
    ],
)  # fmt: skip
def test_what_is_not_possible_is_told_in_one_line_and_nothing_is_written(
    options: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in refused("export", BICYCLE, *options)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_name_does_not_mean_a_lane_without_one(tmp_path: Path) -> None:
    source = tmp_path / "map.journey.json"
    codec.save(JourneyMap((create(Lane, id="lane_1"),)), source)
    said = refused("export", str(source), "-o", str(tmp_path / "a.pdf"), "--lane", " ")
    assert said == "there is no lane ' ': the map has none."


@pytest.mark.parametrize("way", ["same", "link", "hard link"])
def test_a_map_is_never_replaced_by_its_own_poster(way: str, tmp_path: Path) -> None:
    source, out = tmp_path / "map.json", tmp_path / "out.pdf"
    source.write_bytes(Path(BICYCLE).read_bytes())
    if way == "link":
        out.symlink_to(source)
    elif way == "hard link":
        out.hardlink_to(source)
    else:
        out = source
    said = refused("export", str(source), "-o", str(out), "--format", "pdf")
    assert said.startswith(f"{out}: a map would be replaced by its own picture.")
    assert source.read_bytes() == Path(BICYCLE).read_bytes()


def test_a_file_that_may_not_be_written_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "old.pdf"
    out.write_text("old")
    out.chmod(0o444)
    monkeypatch.setattr("app.commands.export.open_map", None)
    assert refused("export", BICYCLE, "-o", str(out)) == (
        f"{out}: the file can only be read. Choose another place for -o."
    )
    assert out.read_text() == "old"


def test_an_older_poster_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "old.pdf"
    out.write_text("old")
    done("export", BICYCLE, "-o", str(out))
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_missing_system_library_of_qt_is_told_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "export.png", raising=False)
    monkeypatch.setitem(sys.modules, "PySide6.QtGui", None)
    said = refused("export", BICYCLE, "-o", str(tmp_path / "map.png"))
    assert "Qt" in said
    assert list(tmp_path.iterdir()) == []
    done("export", BICYCLE, "-o", str(tmp_path / "map.pdf"))


def test_what_cannot_be_drawn_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object, **__: object) -> None:
        raise ValueError("glyph 7 of inter-400 cannot be embedded")

    monkeypatch.setattr("export.pdf.write_pdf", wrong)
    said = refused("export", BICYCLE, "-o", str(tmp_path / "map.pdf"))
    assert said == "the PDF cannot be written: glyph 7 of inter-400 cannot be embedded."


def test_a_terminal_is_not_sent_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.commands.export._is_terminal", lambda: True)
    assert "a terminal cannot show a PDF" in refused(
        "export", BICYCLE, "-o", "-", "--format", "pdf"
    )


def test_a_terminal_shows_how_far_the_work_has_come(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    out = tmp_path / "map.png"
    ran = subprocess.Popen(
        [sys.executable, "-m", "app", "export", BICYCLE, "-o", str(out)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    told = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        told += chunk
    os.close(master)
    said, _ = ran.communicate()
    assert (ran.returncode, said.count(b"\n")) == (0, 1)
    assert b"Laying out" in told
    assert b"Writing PNG" in told


def test_no_part_of_the_export_needs_a_display_or_widgets(tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    probe = (
        "import sys\nfrom app.cli import program\n"
        f"try:\n    program(['export', {BICYCLE!r}, '-o', {str(out)!r}])\n"
        "except SystemExit as end:\n    assert end.code == 0\n"
        "assert 'PySide6.QtGui' in sys.modules\nassert 'PySide6.QtWidgets' not in sys.modules"
    )
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=True, env=environment)
    assert out.exists()


def test_a_name_that_a_terminal_would_obey_is_written_out(tmp_path: Path) -> None:
    assert "a\\x1b[31m.doc: the ending" in refused("export", BICYCLE, "-o", "a\x1b[31m.doc")
