"""Tables are read from bytes, whatever their encoding and separator; hostile ones are refused."""

import csv
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from xlsxwriter import Workbook as OtherWorkbook

from export.sheets import NotATable, read
from export.sheets_text import decoded, separator_of
from export.tables import as_text, as_workbook
from export.tables_xlsx import workbook
from tests.sample import sample

GERMAN = "Stage;Lane;Titel\nPrüfen;Geschäft;„Günstig“ für Käufer\nKaufen;Web;Größe – 5 €\n"
#: Short tables in the encodings that spreadsheets of their countries write.
WRITTEN = [
    (GERMAN, "utf-8", "UTF-8"),
    (GERMAN, "utf-8-sig", "UTF-8"),
    (GERMAN, "utf-16", "UTF-16"),
    (GERMAN, "utf-16-le", "UTF-16"),
    (GERMAN, "utf-16-be", "UTF-16"),
    (GERMAN, "utf-32", "UTF-32"),
    (GERMAN, "cp1252", "Windows-1252"),
    (GERMAN, "mac_roman", "Mac Roman"),
    ("Étape,Titre\nComparer,Le vendeur répond très tôt\n", "cp1252", "Windows-1252"),
    ("Étape,Titre\nComparer,Le vendeur répond très tôt\n", "mac_roman", "Mac Roman"),
    ("Stage,Title\nCompare,“Can’t find it” – Anna\n", "cp1252", "Windows-1252"),
    ("Stage,Title\nCompare,“Can’t find it” – Anna\n", "mac_roman", "Mac Roman"),
    ("Stage,Title\nBuy,Costs £20 or €25\nUse,Café\n", "mac_roman", "Mac Roman"),
    ("Etapa,Título\nComparação,Não há informação\n", "cp1252", "Windows-1252"),
    ("Etap;Tytuł\nPorównanie;Pyta o cenę, płaci łatwo\n", "cp1250", "Windows-1250"),
    ("Etapă;Titlu\nCumpărare;Plăteşte uşor\n", "cp1250", "Windows-1250"),
    ("этап,описание\nпокупка,заполняет форму\n", "koi8_r", "KOI8-R"),
    ("Aşama;Başlık\nKarşılaştır;Fiyatı öğrenir\n", "cp1254", "Windows-1254"),
    ("Этап,Название\nСравнение,Узнать цену\n", "cp1251", "Windows-1251"),
    ("Этап,Название\nСравнение,Узнать цену\n", "koi8_r", "KOI8-R"),
    ("Στάδιο,Τίτλος\nΣύγκριση,Ρωτά την τιμή\n", "cp1253", "Windows-1253"),
    ("שלב,כותרת\nהשוואה,שואל על המחיר\n", "cp1255", "Windows-1255"),
    ("المرحلة,العنوان\nالمقارنة,يسأل عن السعر\n", "cp1256", "Windows-1256"),
    ("ステージ,タイトル\n比較,価格を調べる\n", "cp932", "Shift-JIS"),
    ("ステージ,タイトル\n比較,価格を調べる\n", "euc_jp", "EUC-JP"),
    ("ステージ,タイトル\n比較,価格を調べる\n", "utf-16-le", "UTF-16"),
    ("阶段,标题\n比较,查看价格\n购买,支付订单\n", "gb18030", "GB 18030"),
    ("階段,標題\n比較,查看價格\n購買,支付訂單\n", "big5", "Big5"),
    ("단계,제목\n비교,가격을 묻는다\n", "cp949", "Windows-949"),
]


def rows_of(data: bytes, name: str = "table.csv") -> tuple[tuple[str, ...], ...]:
    return read(data, name)[0].rows


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("text", "codec", "shown"), WRITTEN)
def test_the_encoding_of_a_short_table_is_found_out(text: str, codec: str, shown: str) -> None:
    assert decoded(text.encode(codec)) == (text, shown)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_one_wrong_letter_does_not_spoil_the_others(mark: bytes) -> None:
    data = mark + ("Stage,Title\n" + "Prüfen,Größe\n" * 20).encode() + b"Kaufen,Caf\xe9\n"
    text, shown = decoded(data)
    assert text.endswith("Prüfen,Größe\nKaufen,Café\n")
    assert shown == "UTF-8"


def test_a_letter_that_stands_far_down_decides_too() -> None:
    text = "Stage,Title\n" + "Buy,Pays\n" * 20_000 + "Use,Café\n"
    assert decoded(text.encode("cp1252")) == (text, "Windows-1252")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_out_though_others_stand_in_the_cells(separator: str) -> None:
    out = io.StringIO()
    written = [["Stage", "Title"], ["Buy; pay", "Well, she said, no"], ["Use", "a|b\tc"]]
    csv.writer(out, delimiter=separator).writerows(written)
    assert rows_of(out.getvalue().encode(), "") == tuple(map(tuple, written))


def test_commas_within_sentences_are_no_separator() -> None:
    lines = "She waits, long\nThen, well, she leaves\nOn her bicycle\nHome, at last, late, tired\n"
    assert separator_of(lines) == ""
    assert rows_of(lines.encode(), "notes.txt") == tuple((line,) for line in lines.splitlines())
    for words in ("Title\n" + lines, "Title\nFast; cheap\nSlow\n"):
        assert rows_of(words.encode()) == tuple((line,) for line in words.splitlines())


def test_a_file_says_its_separator_itself() -> None:
    assert rows_of(b"sep=;\r\nStage;Title\r\nBuy;a,b\r\n") == (("Stage", "Title"), ("Buy", "a,b"))


def test_rows_may_end_in_any_way_and_differ_in_length() -> None:
    data = b'Stage,Title,Text\rBuy,Pays\r\n\nUse,"Rides\r\nfar",,,\n\n\n'
    assert rows_of(data) == (
        ("Stage", "Title", "Text"), ("Buy", "Pays"), (), ("Use", "Rides\r\nfar"),
    )  # fmt: skip


def test_a_quote_that_is_never_closed_takes_nothing_with_it() -> None:
    data = b'Stage,Title\nBuy,"Screen of 7" is small\nUse,Rides\nLeave,"Ends\n'
    assert rows_of(data)[2] == ("Use", "Rides")


def test_formulas_that_were_made_harmless_are_read_as_they_were_meant() -> None:
    assert rows_of(b"Stage,Title\nBuy,'=1+1\nUse,'tis\nLeave,-2\n") == (
        ("Stage", "Title"), ("Buy", "=1+1"), ("Use", "'tis"), ("Leave", "-2"),
    )  # fmt: skip


def test_a_workbook_gives_words_figures_and_days_and_what_formulas_came_to() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Title", 4, 4.5, True, date(2026, 9, 14), datetime(2026, 9, 14, 8, 30), "007"])
    sheet.append(["=1+1", None, 1e20])
    sheet["B2"] = "a_x000D_b"
    assert rows_of(saved(book)) == (
        ("Title", "4", "4.5", "yes", "2026-09-14", "2026-09-14T08:30:00", "007"),
        ("", "a\rb", "1e+20"),
    )


def test_what_another_writer_saved_is_read_with_the_results_of_its_formulas() -> None:
    out = io.BytesIO()
    with OtherWorkbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Karten")
        sheet.write_row(0, 0, ["Stufe", "Titel", "Schwere"])
        sheet.write_row(1, 0, ["Kaufen", "Zahlt", 3])
        sheet.write_formula(2, 2, "=C2+1", value=4)
        book.add_worksheet("Leer")
        book.add_worksheet("Versteckt").hide()
    sheets = read(out.getvalue())
    assert [sheet.name for sheet in sheets] == ["Karten"]
    assert sheets[0].rows == (
        ("Stufe", "Titel", "Schwere"),
        ("Kaufen", "Zahlt", "3"),
        ("", "", "4"),
    )


def test_thousands_of_empty_rows_are_no_rows() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Title"
    sheet["A2"] = "Pays"
    parts = parts_of(saved(book))
    data = parts["xl/worksheets/sheet1.xml"]
    empty = b"".join(b'<row r="%d"></row>' % row for row in range(3, 30_003))
    parts["xl/worksheets/sheet1.xml"] = data.replace(b"</sheetData>", empty + b"</sheetData>")
    assert rows_of(packed(parts)) == (("Title",), ("Pays",))


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Title"
    parts = parts_of(saved(book))
    data = parts["xl/worksheets/sheet1.xml"].replace(b'ref="A1:A1"', b'ref="A1:XFD1048576"')
    parts["xl/worksheets/sheet1.xml"] = data
    assert rows_of(packed(parts)) == (("Title",),)


def hostile() -> dict[str, tuple[bytes, str]]:
    """Files that mean harm or are broken: what is said of each."""
    book = saved(Workbook())
    parts = parts_of(book)
    sheet = "xl/worksheets/sheet1.xml"
    bomb = {**parts, "xl/sharedStrings.xml": b"<x>" + b" " * (5 * 2**20) + b"</x>"}
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (c, (b"&%c;" % (c - 1)) * 10) for c in range(ord("b"), ord("k"))
    ) + b"]>"  # fmt: skip
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
    laughs = re.sub(
        rb"<sheetData(?: ?/>|></sheetData>)", b"<sheetData>" + cell + b"</sheetData>", parts[sheet]
    )
    assert cell in laughs
    return {
        "too large": (b"a,b\n" * 300_000, "larger than 1 MB"),
        "too many rows": (b"a,b\n" * 1_001, "more than 1,000 rows"),
        "unpacks to too much": (packed(bomb), "4 MB when unpacked"),
        "laughs": (packed({**parts, sheet: entity + laughs}), "damaged"),
        "cut off": (book[:-200], "no whole ZIP"),
        "no workbook": (packed({"a.txt": b"a"}), "neither"),
        "no sheet in it": (packed({"[Content_Types].xml": b"<Types/>"}), "damaged"),
        "noise": (bytes(range(256)) * 40, "neither"),
        "half a letter": (b"\xff\xfea\x00b", "breaks off"),
        "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "neither"),
        "a map": (b'\xef\xbb\xbf{\n  "format": "touchline.journey-map",\n  "x": 1\n}', "open it"),
        "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "save it as XLSX"),
        "a web page": (b"\n<HTML><table><tr><td>x</td></tr></table></HTML>", "web page"),
        "nothing": (b"", "empty"),
        "only commas": (b",,,\n,,\n", "empty"),
        "only a mark": (b"\xef\xbb\xbf", "empty"),
    }


HOSTILE = hostile()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_table_is_refused_in_one_sentence(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As the limits are, but smaller: files of that size take their time to make.
    monkeypatch.setattr("export.sheets.MOST_BYTES", 2**20)
    monkeypatch.setattr("export.sheets.MOST_ROWS", 1_000)
    monkeypatch.setattr("export.sheets_xlsx._MOST_UNPACKED", 4 * 2**20)
    data, said = HOSTILE[name]
    with pytest.raises(NotATable, match=said) as told:
        read(data, "table")
    assert str(told.value).endswith(".")
    assert "\n" not in str(told.value)


def test_a_workbook_reads_no_file_beside_it(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Title"
    parts = parts_of(saved(book))
    page = parts["xl/worksheets/sheet1.xml"]
    (tmp_path / "secret.txt").write_text("Secret")
    address = (tmp_path / "secret.txt").as_uri().encode()
    outside = b'<!DOCTYPE x [<!ENTITY out SYSTEM "' + address + b'">]>'
    page = page.replace(b"<t>Title</t>", b"<t>&out;</t>").replace(b"<v>0</v>", b"<v>&out;</v>")
    parts["xl/worksheets/sheet1.xml"] = outside + page
    with pytest.raises(NotATable, match="damaged"):
        read(packed(parts))


def test_nothing_in_a_written_workbook_is_a_formula_and_figures_are_figures() -> None:
    of = sample(card_offers={"title": "=HYPERLINK(1)", "body": "@x"}, card_till={"title": "#N/A"})
    book = load_workbook(io.BytesIO(as_workbook(of)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    formula = next(cell for cell in cells if cell.value == "=HYPERLINK(1)")
    assert formula.quotePrefix
    assert any(cell.value == 4 for cell in cells)  # the severity of the queue
    assert any(cell.value == "#N/A" for cell in cells)


def test_equal_maps_give_equal_workbooks() -> None:
    assert as_workbook(sample()) == as_workbook(sample())


def test_a_workbook_holds_every_letter_that_a_map_can_hold() -> None:
    odd = "a\x00b\x0b\rc_x0041_\ufffe\t\nd"
    assert rows_of(workbook({"Cards": [["Title"], [odd]]})) == (("Title",), (odd,))


def test_text_longer_than_a_cell_of_a_workbook_is_refused_and_not_cut() -> None:
    with pytest.raises(ValueError, match="longer than a cell of a workbook"):
        workbook({"Cards": [["Title"], ["x" * 40_000]]})


def test_a_written_text_table_opens_in_spreadsheets_and_computes_nothing() -> None:
    data = as_text([["Title", "Score"], ["=1+1", -2], ["-3", 0.5], ["+49 30", 1]], ",")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines() == [
        "Title,Score", "'=1+1,-2", "-3,0.5", "'+49 30,1",
    ]  # fmt: skip
