"""Fonts inside a PDF: one Type0 font for each font file, holding the glyphs in use only.

Codes are given out by glyph *and* text: a glyph that stands for "a" here and for "b" there
gets two, so that copying and searching find the right words (ISO 32000-2, 9.7 and 9.10).
"""

import hashlib
import re
import zlib
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)

#: What a PDF reader needs of a TrueType font; the rest is shaping, names and hinting.
_NEEDED = ("glyf", "loca", "head", "hhea", "hmtx", "maxp")
_MOST_CODES = 0xFFFF

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class PdfFont:
    """A font file in the making of one PDF: which glyphs are used, and for which text."""

    def __init__(self, file: Path, name: str) -> None:
        self.name = name
        self.font = TTFont(file, lazy=True, recalcTimestamp=False)
        if "glyf" not in self.font:
            raise ValueError(f"{file} has no TrueType outlines: it cannot go into a PDF")
        self.units = int(self.font["head"].unitsPerEm)
        self._widths: dict[str, tuple[int, int]] = self.font["hmtx"].metrics
        self._order: list[str] = self.font.getGlyphOrder()
        # Read now: the tables that they are in do not go into the PDF.
        self._metrics = _metrics(self.font, self.units)
        self._style = re.sub(r"[^A-Za-z0-9-]", "", str(self.font["name"].getDebugName(6))) or "Font"
        #: (glyph, text) -> code as four hex digits, and its advance in em.
        self.codes: dict[tuple[int, str], tuple[str, float]] = {}

    def code(self, glyph: int, text: str) -> tuple[str, float]:
        """The code of `glyph` where it stands for `text` ("" for nothing), and its advance.

        Raises ValueError for a glyph that the font does not have.
        """
        found = self.codes.get((glyph, text))
        if found is None:
            if not 0 <= glyph < len(self._order):
                raise ValueError(f"{self.name} has no glyph {glyph}")
            if len(self.codes) >= _MOST_CODES:
                raise ValueError(f"{self.name} is used with more than {_MOST_CODES} glyphs")
            advance = self._widths[self._order[glyph]][0] / self.units
            found = self.codes[glyph, text] = f"{len(self.codes) + 1:04X}", advance
        return found

    def add_to(self, document: PDFDocument) -> PDFObjectReference:
        """Put the finished font into the document and say where it is."""
        data, places = self._subset()
        label = f"{_tag(data)}+{self._style}"
        reference = document.Reference
        descriptor = reference(
            self._descriptor(label, reference(compressed(data, Length1=len(data))))
        )
        ids = b"\0\0" + b"".join(places[glyph].to_bytes(2, "big") for glyph, _ in self.codes)
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(label),
                "CIDSystemInfo": PDFDictionary(
                    {
                        "Registry": PDFString("Adobe"),
                        "Ordering": PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": descriptor,
                "W": PDFArrayCompact([1, PDFArrayCompact(self._advances())]),
                "CIDToGIDMap": reference(compressed(ids)),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(label),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArrayCompact([reference(descendant)]),
                "ToUnicode": reference(compressed(self._to_unicode())),
            }
        )
        return reference(font)

    def _advances(self) -> list[str]:
        return [
            f"{advance * 1000:.2f}".rstrip("0").rstrip(".") for _, advance in self.codes.values()
        ]

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """The font file with the glyphs in use, and where each glyph went."""
        font = self.font
        used = sorted({glyph for glyph, _ in self.codes})
        for tag in list(font.keys()):
            if tag not in (*_NEEDED, "GlyphOrder"):
                del font[tag]
        options = Options()
        options.hinting = False
        options.notdef_outline = True
        options.recalc_bounds = False
        options.recalc_timestamp = False
        subsetter = Subsetter(options)
        subsetter.populate(gids=used)
        subsetter.subset(font)
        out = BytesIO()
        font.save(out, reorderTables=False)
        kept = {name: place for place, name in enumerate(font.getGlyphOrder())}
        return out.getvalue(), {glyph: kept[self._order[glyph]] for glyph in used}

    def _descriptor(self, label: str, file: PDFObjectReference) -> PDFDictionary:
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(label),
                "Flags": 4,
                "StemV": 80,
                "FontFile2": file,
                **self._metrics,
            }
        )

    def _to_unicode(self) -> bytes:
        lines = [
            f"<{code}> <{text.encode('utf-16-be').hex().upper()}>\n"
            for (_, text), (code, _) in self.codes.items()
            if text
        ]
        blocks = [
            f"{len(lines[i : i + 100])} beginbfchar\n{''.join(lines[i : i + 100])}endbfchar\n"
            for i in range(0, len(lines), 100)
        ]
        return _CMAP.format(blocks="".join(blocks)).encode("ascii")


def _metrics(font: TTFont, units: int) -> dict[str, object]:
    head, hhea = font["head"], font["hhea"]
    os2, post = font.get("OS/2"), font.get("post")

    def em(value: float) -> int:
        return round(value * 1000 / units)

    return {
        "FontBBox": PDFArrayCompact([em(head.xMin), em(head.yMin), em(head.xMax), em(head.yMax)]),
        "ItalicAngle": round(getattr(post, "italicAngle", 0)),
        "Ascent": em(hhea.ascent),
        "Descent": em(hhea.descent),
        "CapHeight": em(getattr(os2, "sCapHeight", 0) or hhea.ascent),
    }


def _tag(data: bytes) -> str:
    """Six capitals that name a subset, drawn from its content: equal files agree."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])


def compressed(data: bytes, **entries: object) -> PDFStream:
    """A stream of `data` with these entries in its dictionary."""
    packed = zlib.compress(data, 9)
    return PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode"), **entries}), packed)
