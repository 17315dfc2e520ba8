"""The Scene as PDF operators: the page's content and what it refers to.

Only what changes is written: colour, width, dash, font. Nodes are reached by moving the
origin, never by saving and restoring, so that equal cards are equal bytes and compress
away. y grows downwards in the whole stream, as in the Scene; text and pictures are
flipped back where they stand.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from export.colours import Colours
from export.links import safe_url
from export.outlines import rounded, unreadable
from export.pdf_fonts import PdfFont
from export.pdf_text import direction_marks, tj
from model.layout.pages import Page
from model.layout.scene import (
    Hyperlink,
    Icon,
    Path,
    PathStep,
    Picture,
    Primitives,
    Rect,
    Scene,
    Text,
    walk,
)
from resources import fonts, icons


class Link(NamedTuple):
    """A clickable area: left, bottom, right and top in pt on the sheet."""

    box: tuple[float, float, float, float]
    url: str


#: Thinner lines than this, in pt on paper, are lost on some printers.
HAIRLINE = 0.5
#: In px: where the picture is so small that a hairline would be thicker than this, routes side
#: by side would run together.
_THICKEST_HAIRLINE = 1.5


class Numbers(dict[float, str]):
    """Numbers as short text, two decimals at most: 1/200 of a px is below any printer's dot."""

    def __missing__(self, value: float) -> str:
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        text = self[value] = "0" if text == "-0" else text
        return text


class Content:
    """Operators of one page in the making, and the resources that they name."""

    def __init__(
        self, colours: Colours, pictures: Callable[[str], str], thinnest: float = 0.0
    ) -> None:
        """Lines are drawn at least `thinnest` px wide."""
        self.colours = colours
        self._thinnest = thinnest
        self.out: list[str] = []
        self.fonts: dict[str, tuple[str, PdfFont]] = {}
        self.icons: dict[str, str] = {}
        self.alphas: dict[str, float] = {}
        self._pictures = pictures
        self._number = Numbers()
        self._x = self._y = 0.0
        self._fills: dict[str, str] = {}
        self._strokes: dict[str, str] = {}
        # What the reader has set now; PDF's own defaults to begin with.
        self._fill = self._stroke = ""
        self._width, self._cap, self._join = 1.0, 0, 0
        self._dash: tuple[float, ...] = ()
        self._alpha = 1.0
        self._font: tuple[str, float] = ("", 0.0)

    def origin(self, x: float, y: float) -> None:
        """Go to a node that stands at (x, y) in the scene."""
        # To the rounded place, from the rounded place: errors do not add up.
        x, y = round(x, 2), round(y, 2)
        if x != self._x or y != self._y:
            n = self._number
            self.out.append(f"1 0 0 1 {n[round(x - self._x, 2)]} {n[round(y - self._y, 2)]} cm")
            self._x, self._y = x, y

    def draw(self, primitives: Primitives) -> None:
        """Write a node's own primitives, at the origin that was gone to."""
        texts: list[Text] = []
        for primitive in primitives:
            if isinstance(primitive, Text):
                texts.append(primitive)
                continue
            if texts:
                self._texts(texts)
                texts = []
            if isinstance(primitive, Rect):
                self._rect(primitive)
            elif isinstance(primitive, Path):
                self._path(primitive)
            elif isinstance(primitive, Icon):
                self._icon(primitive)
            elif isinstance(primitive, Picture):
                self._picture(primitive)
        if texts:
            self._texts(texts)

    def _rect(self, rect: Rect) -> None:
        n = self._number
        if any(rect.radii):
            shape = path_operators(rounded(rect), n)
        else:
            shape = f"{n[rect.x]} {n[rect.y]} {n[rect.w]} {n[rect.h]} re"
        self._paint(shape, rect.fill, rect.stroke, rect.opacity, rect.stroke_width, rect.dash, 0, 0)

    def _path(self, path: Path) -> None:
        cap = 1 if path.round_cap else 0
        self._paint(
            path_operators(path.steps, self._number),
            path.fill, path.stroke, path.opacity, path.stroke_width, path.dash, cap, 1,
        )  # fmt: skip

    def _paint(
        self,
        shape: str,
        fill: str,
        stroke: str,
        opacity: float,
        width: float,
        dash: tuple[float, ...],
        cap: int,
        join: int,
    ) -> None:
        if not fill and not stroke:
            return
        self._set_alpha(opacity)
        if fill:
            self._set_fill(fill)
        if stroke:
            self._set_stroke(stroke)
            self._set_pen(width, dash, cap, join)
        if fill and stroke and opacity != 1.0:
            # Readers disagree on whether "B" blends once or twice; two operators always
            # blend each, as Qt does.
            self.out.append(f"{shape} f {shape} S")
        else:
            self.out.append(f"{shape} {'B' if fill and stroke else 'f' if fill else 'S'}")

    def _icon(self, icon: Icon) -> None:
        name = self.icons.setdefault(icon.name, f"I{len(self.icons)}")
        self._set_alpha(1.0)
        self._set_stroke(icon.role)
        n, scale = self._number, f"{icon.size / icons.SQUARE:.4f}".rstrip("0").rstrip(".")
        self.out.append(f"q {scale} 0 0 {scale} {n[icon.x]} {n[icon.y]} cm /{name} Do Q")

    def _picture(self, picture: Picture) -> None:
        name = self._pictures(picture.asset_id)
        if not name:
            self._path(unreadable(picture))
            return
        self._set_alpha(1.0)
        n = self._number
        self.out.append(
            f"q {n[picture.w]} 0 0 {n[-picture.h]} {n[picture.x]} {n[picture.y + picture.h]} cm "
            f"/{name} Do Q"
        )

    def _texts(self, texts: list[Text]) -> None:
        n, out = self._number, self.out
        self._set_alpha(1.0)
        out.append("BT")
        x = y = 0.0
        first = True
        for text in texts:
            self._set_fill(text.role)
            for run, marks in zip(text.line.runs, direction_marks(text.line), strict=True):
                to_x, to_y = round(text.x + run.dx, 2), round(text.y, 2)
                if first:
                    out.append(f"1 0 0 -1 {n[to_x]} {n[to_y]} Tm")
                    first = False
                else:
                    out.append(f"{n[round(to_x - x, 2)]} {n[round(y - to_y, 2)]} Td")
                x, y = to_x, to_y
                name, font = self._use_font(run.font)
                if self._font != (name, run.size):
                    out.append(f"/{name} {n[run.size]} Tf")
                    self._font = (name, run.size)
                out.append(tj(run, font, marks))
        out.append("ET")

    def _use_font(self, key: str) -> tuple[str, PdfFont]:
        found = self.fonts.get(key)
        if found is None:
            font = PdfFont(fonts.path(key), key)
            found = self.fonts[key] = f"F{len(self.fonts)}", font
        return found

    def _set_fill(self, role: str) -> None:
        if role != self._fill:
            operator = self._fills.get(role)
            if operator is None:
                operator = self._fills[role] = self._colour(role, "rg", "g")
            self.out.append(operator)
            self._fill = role

    def _set_stroke(self, role: str) -> None:
        if role != self._stroke:
            operator = self._strokes.get(role)
            if operator is None:
                operator = self._strokes[role] = self._colour(role, "RG", "G")
            self.out.append(operator)
            self._stroke = role

    def _colour(self, role: str, colour: str, grey: str) -> str:
        rgb = self.colours.rgb(role)
        parts = [f"{part / 255:.3f}".rstrip("0").rstrip(".") for part in rgb]
        return f"{parts[0]} {grey}" if self.colours.grey else f"{' '.join(parts)} {colour}"

    def _set_pen(self, width: float, dash: tuple[float, ...], cap: int, join: int) -> None:
        n = self._number
        width = max(width, self._thinnest)
        if width != self._width:
            self.out.append(f"{n[width]} w")
            self._width = width
        if dash != self._dash:
            self.out.append(f"[{' '.join(n[length] for length in dash)}] 0 d")
            self._dash = dash
        if cap != self._cap:
            self.out.append(f"{cap} J")
            self._cap = cap
        if join != self._join:
            self.out.append(f"{join} j")
            self._join = join

    def _set_alpha(self, alpha: float) -> None:
        if alpha != self._alpha:
            name = f"A{round(alpha * 1000)}"
            self.alphas[name] = alpha
            self.out.append(f"/{name} gs")
            self._alpha = alpha


def path_operators(steps: tuple[PathStep, ...], number: Mapping[float, str]) -> str:
    """The steps of a path as PDF path construction operators (ISO 32000-2, table 58)."""
    return " ".join(
        "h"
        if step[0] == "Z"
        else f"{' '.join([number[float(value)] for value in step[1:]])} {str(step[0]).lower()}"
        for step in steps
    )


def page_content(
    scene: Scene, page: Page, palette: Mapping[str, str], pictures: Callable[[str], str]
) -> tuple[Content, tuple[Link, ...]]:
    """The scene on its sheet. `pictures` gives an asset's resource name, "" if unreadable."""
    content = Content(Colours(palette), pictures, min(HAIRLINE / page.scale, _THICKEST_HAIRLINE))
    links: list[Link] = []
    sheet = Rect(0, 0, page.width, page.height, fill=scene.background)
    content.draw((sheet,))
    scale = f"{page.scale:.6f}"
    content.out.append(f"{scale} 0 0 -{scale} {page.x:.3f} {page.height - page.y:.3f} cm")
    for x, y, node in walk(scene):
        primitives = node.primitives
        if not primitives:
            continue
        content.origin(x, y)
        content.draw(primitives)
        links.extend(
            _link(primitive, x, y, page)
            for primitive in primitives
            if isinstance(primitive, Hyperlink) and safe_url(primitive.url)
        )
    return content, tuple(links)


def _link(link: Hyperlink, x: float, y: float, page: Page) -> Link:
    left = page.x + (x + link.x) * page.scale
    top = page.height - page.y - (y + link.y) * page.scale
    box = (left, top - link.h * page.scale, left + link.w * page.scale, top)
    return Link(box, safe_url(link.url))
