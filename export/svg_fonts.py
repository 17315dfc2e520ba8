"""Glyphs for an SVG: as outlines, or as a font that travels inside the file."""

import base64
from io import BytesIO
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont


class Outlines:
    """The glyphs of one font file as SVG paths, in font units, y upwards."""

    def __init__(self, file: Path) -> None:
        self._font = TTFont(BytesIO(file.read_bytes()), lazy=True)
        # Names of our own: reading the font's takes longer than all the rest.
        self._order = [f"g{glyph}" for glyph in range(self._font["maxp"].numGlyphs)]
        self._font.setGlyphOrder(self._order)
        self._glyphs = self._font.getGlyphSet()
        self.units = int(self._font["head"].unitsPerEm)

    def path(self, glyph: int) -> str:
        """The path data of a glyph; "" if it has no ink. Raises ValueError for no such glyph."""
        if not 0 <= glyph < len(self._order):
            raise ValueError(f"the font has no glyph {glyph}")
        pen = SVGPathPen(self._glyphs, ntos=lambda value: f"{value:g}")
        self._glyphs[self._order[glyph]].draw(pen)
        return str(pen.getCommands())


def data_uri(file: Path, text: str) -> str:
    """A WOFF of the font file with what `text` needs, shaping included, as a data: address.

    WOFF and not WOFF2: the latter asks for another library and saves a quarter.
    """
    font = TTFont(BytesIO(file.read_bytes()), lazy=True, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.recalc_timestamp = False
    options.flavor = "woff"
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    font.flavor = "woff"
    out = BytesIO()
    font.save(out)
    return f"data:font/woff;base64,{base64.b64encode(out.getvalue()).decode('ascii')}"
