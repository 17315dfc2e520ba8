"""Lines of an SVG as outlines: each glyph drawn once, each word that comes again likewise."""

from collections import Counter
from collections.abc import Iterator

from export.svg_fonts import Outlines
from model.layout.scene import Run, Scene, Text, drawn
from resources import fonts

#: A word is taken to be the same if no glyph is further off than this, in thousandths of an
#: em: positions are rounded to the Scene's grid, a little differently in each place.
_SAME = 4

#: A font and glyphs of it that follow each other, all of them with ink.
_Word = tuple[str, tuple[int, ...]]
#: Where a glyph stands, in font units from the first of its word.
_Place = tuple[int, int]


class OutlinedText:
    """The outlines that the lines of one scene refer to."""

    def __init__(self, scene: Scene) -> None:
        self._fonts: dict[str, Outlines] = {}
        self._glyphs: dict[tuple[str, int], str] = {}
        self._words: dict[_Word, list[tuple[tuple[_Place, ...], str]]] = {}
        self._glyph_elements: list[str] = []
        self._word_elements: list[str] = []
        self._times = Counter(
            (run.font, tuple(run.glyphs[i] for i in word))
            for _, _, primitive in drawn(scene)
            if isinstance(primitive, Text)
            for run in primitive.line.runs
            for word in self._split(run)
        )

    def run(self, run: Run) -> tuple[str, float]:
        """References to the run's outlines, and the px that a font unit is."""
        units = self._outlines(run.font).units
        scale = run.size / units
        uses = "".join(self._word(run, word, scale, units) for word in self._split(run))
        return uses, scale

    def definitions(self) -> list[str]:
        """The glyphs and words that have been referred to."""
        return self._glyph_elements + self._word_elements

    def _word(self, run: Run, word: list[int], scale: float, units: int) -> str:
        first = word[0]
        heights = run.ys or (0.0,) * len(run.xs)
        places = tuple(
            (round((run.xs[i] - run.xs[first]) / scale), round(-heights[i] / scale)) for i in word
        )
        x = round(run.xs[first] / scale)
        key = run.font, tuple(run.glyphs[i] for i in word)
        if len(word) > 1 and self._times[key] > 1:
            return _use(self._known(key, places, _SAME * units / 1000), x, 0)
        return self._spelled(key, tuple((x + dx, dy) for dx, dy in places))

    def _known(self, key: _Word, places: tuple[_Place, ...], tolerance: float) -> str:
        known = self._words.setdefault(key, [])
        for others, name in known:
            if all(
                abs(a[0] - b[0]) <= tolerance and abs(a[1] - b[1]) <= tolerance
                for a, b in zip(places, others, strict=True)
            ):
                return name
        name = f"w{len(self._word_elements)}"
        self._word_elements.append(f'<g id="{name}">{self._spelled(key, places)}</g>')
        known.append((places, name))
        return name

    def _spelled(self, key: _Word, places: tuple[_Place, ...]) -> str:
        font, glyphs = key
        return "".join(
            _use(self._glyph(font, glyph), x, y)
            for glyph, (x, y) in zip(glyphs, places, strict=True)
        )

    def _split(self, run: Run) -> Iterator[list[int]]:
        """The places in the run of the glyphs of each word; glyphs without ink part words."""
        word: list[int] = []
        for i, glyph in enumerate(run.glyphs):
            if self._glyph(run.font, glyph):
                word.append(i)
            elif word:
                yield word
                word = []
        if word:
            yield word

    def _glyph(self, font: str, glyph: int) -> str:
        """The name of a glyph's outline; "" if it has no ink."""
        name = self._glyphs.get((font, glyph))
        if name is None:
            data = self._outlines(font).path(glyph)
            name = f"g{len(self._glyph_elements)}" if data else ""
            if data:
                self._glyph_elements.append(f'<path id="{name}" d="{data}"/>')
            self._glyphs[font, glyph] = name
        return name

    def _outlines(self, font: str) -> Outlines:
        found = self._fonts.get(font)
        if found is None:
            found = self._fonts[font] = Outlines(fonts.path(font))
        return found


def _use(name: str, x: int, y: int) -> str:
    across, up = f' x="{x}"' if x else "", f' y="{y}"' if y else ""
    return f'<use xlink:href="#{name}"{across}{up}/>'
