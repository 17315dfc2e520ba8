"""Fonts inside a PDF: one Type0 font for each font file, holding the glyphs in use only.

Codes are given out by shape *and* text: a glyph that stands for "a" here and for "b" there
gets two, so that copying and searching find the right words (ISO 32000-2, 9.7 and 9.10).
A shape may be several glyphs put together, which then are one composite glyph.
"""

import hashlib
import re
import zlib
from io import BytesIO
from math import atan2, degrees
from pathlib import Path
from typing import NamedTuple, TypeAlias

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)

#: A glyph, and how far it is moved to the right and upwards, in font units.
Part: TypeAlias = tuple[int, int, int]


class Together(NamedTuple):
    """Several glyphs as one shape, or none at all, that takes `width` font units."""

    parts: tuple[Part, ...]
    width: int


#: A glyph of the font file, or several put together.
Shape: TypeAlias = int | Together

#: What a PDF reader needs of a TrueType font; the rest is shaping, names and hinting.
_NEEDED = ("glyf", "loca", "head", "hhea", "hmtx", "maxp")
_MOST_CODES = 0xFFFF
#: Words and arguments of a component are as wide as they need to be; x and y are offsets.
_OFFSETS = 0x0002

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
    """A font file in the making of one PDF: which shapes are used, and for which text."""

    def __init__(self, file: Path, name: str) -> None:
        self.name = name
        data = BytesIO(file.read_bytes())
        self._font = TTFont(data, lazy=True, recalcTimestamp=False, recalcBBoxes=False)
        if "glyf" not in self._font:
            raise ValueError(f"{file} has no TrueType outlines: it cannot go into a PDF")
        self.units = int(self._font["head"].unitsPerEm)
        # Names of our own: reading the font's takes longer than all the rest.
        self._order = [f"g{glyph}" for glyph in range(self._font["maxp"].numGlyphs)]
        self._font.setGlyphOrder(self._order)
        metrics = self._font["hmtx"].metrics
        self._widths = [metrics[glyph][0] for glyph in self._order]
        # Read now: the tables that they are in do not go into the PDF.
        self._metrics = _metrics(self._font, self.units)
        self._style = _style(self._font)
        self._codes: dict[tuple[Shape, str], tuple[str, float]] = {}
        self._together: dict[tuple[int, ...], list[Together]] = {}

    def advance(self, glyph: int) -> int:
        """The width of a glyph in font units. Raises ValueError if the font has none such."""
        if not 0 <= glyph < len(self._widths):
            raise ValueError(f"{self.name} has no glyph {glyph}")
        return int(self._widths[glyph])

    def code(self, shape: Shape, text: str) -> tuple[str, float]:
        """Four hex digits for `shape` where it stands for `text`, and its advance in em.

        The advance is in whole thousandths: PDFium cuts off what is finer.
        An empty text says that the shape stands for nothing. Raises ValueError for a glyph
        that the font does not have, or more shapes than a font can hold.
        """
        found = self._codes.get((shape, text))
        if found is None:
            if len(self._codes) >= _MOST_CODES:
                raise ValueError(f"{self.name} is used with more than {_MOST_CODES} shapes")
            code = f"{len(self._codes) + 1:04X}"
            advance = round(self.width(shape) * 1000 / self.units) / 1000
            found = self._codes[shape, text] = code, advance
        return found

    def together(self, parts: tuple[Part, ...], tolerance: float) -> Shape:
        """One shape of several glyphs: a known one if all its parts are within `tolerance`.

        Positions are rounded to the Scene's grid, so that the same mark comes a little
        differently in each word; `tolerance` is in font units.
        """
        known = self._together.setdefault(tuple(part[0] for part in parts), [])
        for other in known:
            if all(
                abs(a[1] - b[1]) <= tolerance and abs(a[2] - b[2]) <= tolerance
                for a, b in zip(parts, other.parts, strict=True)
            ):
                return other
        made = Together(parts, max(x + self.advance(glyph) for glyph, x, _ in parts))
        known.append(made)
        return made

    def blank(self, width: int) -> Shape:
        """A shape that draws nothing and is `width` font units wide."""
        return Together((), width)

    def shifted(self, shape: Shape, left: int) -> Shape:
        """`shape` drawn further left by so many font units, and as much less wide."""
        parts = ((shape, 0, 0),) if isinstance(shape, int) else shape.parts
        moved = tuple((glyph, x - left, y) for glyph, x, y in parts)
        return Together(moved, self.width(shape) - left)

    def width(self, shape: Shape) -> int:
        """The width of a shape in font units."""
        return self.advance(shape) if isinstance(shape, int) else shape.width

    def add_to(self, document: PDFDocument) -> PDFObjectReference:
        """Put the finished font into the document and say where it is."""
        data, places = self._subset()
        label = f"{_tag(data)}+{self._style}"
        reference = document.Reference
        file = reference(compressed(data, Length1=len(data)))
        descriptor = PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(label),
                "Flags": 4,
                "StemV": 80,
                "FontFile2": file,
                **self._metrics,
            }
        )
        ids = b"\0\0" + b"".join(places[shape].to_bytes(2, "big") for shape, _ in self._codes)
        system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity")}
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(label),
                "CIDSystemInfo": PDFDictionary({**system, "Supplement": 0}),
                "FontDescriptor": reference(descriptor),
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
        return [str(round(advance * 1000)) for _, advance in self._codes.values()]

    def _subset(self) -> tuple[bytes, dict[Shape, int]]:
        """The font file with the glyphs in use, and where each shape went."""
        shapes = list(dict.fromkeys(shape for shape, _ in self._codes))
        single = {shape for shape in shapes if isinstance(shape, int)}
        parts = {part[0] for shape in shapes if not isinstance(shape, int) for part in shape.parts}
        font = self._font
        for tag in list(font.keys()):
            if tag not in (*_NEEDED, "GlyphOrder"):
                del font[tag]
        options = Options()
        options.hinting = False
        options.notdef_outline = True
        options.recalc_bounds = False
        options.recalc_timestamp = False
        subsetter = Subsetter(options)
        subsetter.populate(gids=sorted(single | parts))
        subsetter.subset(font)
        places: dict[Shape, int] = {glyph: font.getGlyphID(self._order[glyph]) for glyph in single}
        for shape in shapes:
            if not isinstance(shape, int):
                places[shape] = self._add_composite(font, shape)
        out = BytesIO()
        font.save(out, reorderTables=False)
        return out.getvalue(), places

    def _add_composite(self, font: TTFont, shape: Together) -> int:
        """Give the font a glyph made of others (OpenType 1.9, table glyf); its place."""
        order: list[str] = font.getGlyphOrder()
        name, place, glyf, maxp = f"together{len(order)}", len(order), font["glyf"], font["maxp"]
        glyph = Glyph()
        if shape.parts:
            glyph.numberOfContours = -1
            glyph.components = [_component(self._order[g], x, y) for g, x, y in shape.parts]
        glyf[name] = glyph
        font.setGlyphOrder([*order, name] if name not in order else order)
        if shape.parts:
            glyph.recalcBounds(glyf)
            limits = glyph.getCompositeMaxpValues(glyf)
            maxp.maxCompositePoints = max(maxp.maxCompositePoints, limits.nPoints)
            maxp.maxCompositeContours = max(maxp.maxCompositeContours, limits.nContours)
            maxp.maxComponentDepth = max(maxp.maxComponentDepth, limits.maxComponentDepth)
            maxp.maxComponentElements = max(maxp.maxComponentElements, len(shape.parts))
        # The left side bearing must be where the ink begins: readers shift by the difference.
        font["hmtx"][name] = (shape.width, getattr(glyph, "xMin", 0))
        return place

    def _to_unicode(self) -> bytes:
        lines = [
            f"<{code}> <{text.encode('utf-16-be').hex().upper()}>\n"
            for (_, text), (code, _) in self._codes.items()
            if text
        ]
        blocks = [
            f"{len(lines[i : i + 100])} beginbfchar\n{''.join(lines[i : i + 100])}endbfchar\n"
            for i in range(0, len(lines), 100)
        ]
        return _CMAP.format(blocks="".join(blocks)).encode("ascii")


def compressed(data: bytes, **entries: object) -> PDFStream:
    """A stream of `data` with these entries in its dictionary."""
    packed = zlib.compress(data)
    return PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode"), **entries}), packed)


def _component(name: str, x: int, y: int) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName, component.x, component.y, component.flags = name, x, y, _OFFSETS
    return component


def _metrics(font: TTFont, units: int) -> dict[str, object]:
    head, hhea, os2 = font["head"], font["hhea"], font.get("OS/2")

    def em(value: float) -> int:
        return round(value * 1000 / units)

    return {
        "FontBBox": PDFArrayCompact([em(head.xMin), em(head.yMin), em(head.xMax), em(head.yMax)]),
        "ItalicAngle": round(-degrees(atan2(hhea.caretSlopeRun, hhea.caretSlopeRise))),
        "Ascent": em(hhea.ascent),
        "Descent": em(hhea.descent),
        "CapHeight": em(getattr(os2, "sCapHeight", 0) or hhea.ascent),
    }


def _style(font: TTFont) -> str:
    """The PostScript name, which may hold letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9-]", "", font["name"].getDebugName(6) or "") or "Font"


def _tag(data: bytes) -> str:
    """Six capitals that name a subset, drawn from its content: equal files agree."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
