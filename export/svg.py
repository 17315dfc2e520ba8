"""The Scene as an SVG file that needs nothing but itself.

Text is drawn as outlines, so that it looks right in every viewer, with the words beside it
for screen readers and for searching the file; or, if asked for, as real text with the font
inside, to be edited (see docs/decisions). `xlink:href` and plain attributes are what older
viewers understand too.
"""

import base64
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path as File
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from export.colours import Colours
from export.links import safe_url
from export.outlines import rounded, unreadable
from export.pictures import BadPicture, flattened, open_picture, transparency
from export.plain import plain
from export.svg_fonts import data_uri
from export.svg_text import OutlinedText
from model.files.atomic import replace_bytes
from model.layout.pages import Page
from model.layout.scene import (
    Hyperlink,
    Icon,
    Path,
    PathStep,
    Picture,
    Placed,
    Rect,
    Run,
    Scene,
    Text,
)
from resources import fonts, icons

TextAs: TypeAlias = Literal["outlines", "text"]


def write_svg(
    scene: Scene,
    palette: Mapping[str, str],
    file: File,
    page: Page | None = None,
    text: TextAs = "outlines",
) -> None:
    """Write the scene, or the sheet of paper with the scene on it, as an SVG file.

    Raises SaveError, UnknownRole for a role that the palette lacks, and ValueError for a
    glyph that its font does not have; the old file then stands.
    """
    replace_bytes(file, svg(scene, palette, page, text).encode("utf-8"))


def svg(
    scene: Scene,
    palette: Mapping[str, str],
    page: Page | None = None,
    text: TextAs = "outlines",
) -> str:
    """The SVG document. Raises like `write_svg`, but for SaveError."""
    drawing = _Drawing(scene, palette, text)
    for layer in scene.layers:
        drawing.node(layer)
    width, height, unit, inner = scene.width, scene.height, "", drawing.out
    if page is not None:
        width, height, unit = page.width, page.height, "pt"
        place = f"translate({_n(page.x)} {_n(page.y)}) scale({page.scale:.6g})"
        inner = [f'<g transform="{place}">', *drawing.out, "</g>"]
    language = f" xml:lang={quoteattr(plain(scene.language))}" if scene.language else ""
    background = drawing.colours.hex(scene.background)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'version="1.1" width="{_n(width)}{unit}" height="{_n(height)}{unit}" '
            f'viewBox="0 0 {_n(width)} {_n(height)}"{language}>',
            f"<title>{escape(plain(scene.title))}</title>",
            *drawing.definitions(),
            f'<rect width="{_n(width)}" height="{_n(height)}" fill="{background}"/>',
            *inner,
            "</svg>\n",
        ]
    )


class _Drawing:
    """The elements of one SVG in the making, and what they refer to."""

    def __init__(self, scene: Scene, palette: Mapping[str, str], text: TextAs) -> None:
        self.colours = Colours(palette)
        self.out: list[str] = []
        self._assets = scene.assets
        self._icons: dict[str, str] = {}
        self._outlined = OutlinedText(scene) if text == "outlines" else None
        self._characters: dict[str, set[str]] = {}

    def node(self, placed: Placed) -> None:
        """Write a node and its children, at its place."""
        x, y, node = placed
        if not node.primitives and not node.children:
            return
        self.out.append(f'<g transform="translate({_n(x)} {_n(y)})">' if x or y else "<g>")
        for primitive in node.primitives:
            match primitive:
                case Text():
                    self._text(primitive)
                case Rect():
                    self._rect(primitive)
                case Path():
                    self._path(primitive)
                case Icon():
                    self._icon(primitive)
                case Picture():
                    self._picture(primitive)
                case Hyperlink():
                    self._link(primitive)
        for child in node.children:
            self.node(child)
        self.out.append("</g>")

    def definitions(self) -> list[str]:
        """Fonts, glyphs and icons that the elements refer to."""
        found = [
            f'<path id="{name}" d="{_steps(icons.load()[icon])}" fill="none" '
            f'stroke-width="{_n(icons.STROKE_WIDTH)}" stroke-linecap="round" '
            'stroke-linejoin="round"/>'
            for icon, name in self._icons.items()
        ]
        if self._outlined is not None:
            found += self._outlined.definitions()
        faces = [
            f'@font-face{{font-family:"{_family(key)}";'
            f'src:url("{data_uri(fonts.path(key), "".join(sorted(characters)))}")}}'
            for key, characters in sorted(self._characters.items())
        ]
        style = [f"<style>{''.join(faces)}</style>"] if faces else []
        return ["<defs>", *style, *found, "</defs>"] if found or style else []

    def _rect(self, rect: Rect) -> None:
        look = self._look(rect.fill, rect.stroke, rect.stroke_width, rect.dash, rect.opacity)
        if len(set(rect.radii)) > 1:
            self.out.append(f'<path d="{_steps(rounded(rect))}"{look}/>')
        else:
            box = f'x="{_n(rect.x)}" y="{_n(rect.y)}" width="{_n(rect.w)}" height="{_n(rect.h)}"'
            corner = min(rect.radii[0], rect.w / 2, rect.h / 2)
            box += f' rx="{_n(corner)}"' if corner else ""
            self.out.append(f"<rect {box}{look}/>")

    def _path(self, path: Path) -> None:
        look = self._look(path.fill, path.stroke, path.stroke_width, path.dash, path.opacity)
        if path.stroke:
            look += ' stroke-linejoin="round"' + ' stroke-linecap="round"' * path.round_cap
        self.out.append(f'<path d="{_steps(path.steps)}"{look}/>')

    def _look(
        self, fill: str, stroke: str, width: float, dash: tuple[float, ...], opacity: float
    ) -> str:
        parts = [f' fill="{self.colours.hex(fill) if fill else "none"}"']
        if stroke:
            parts.append(f' stroke="{self.colours.hex(stroke)}" stroke-width="{_n(width)}"')
            if dash:
                parts.append(f' stroke-dasharray="{" ".join(map(_n, dash))}"')
        if opacity != 1.0:
            # Each for itself, as on the other surfaces; "opacity" would blend both at once.
            parts.append(f' fill-opacity="{_n(opacity)}"' if fill else "")
            parts.append(f' stroke-opacity="{_n(opacity)}"' if stroke else "")
        return "".join(parts)

    def _icon(self, icon: Icon) -> None:
        name = self._icons.setdefault(icon.name, f"i{len(self._icons)}")
        place = f"translate({_n(icon.x)} {_n(icon.y)}) scale({icon.size / icons.SQUARE:.4g})"
        colour = self.colours.hex(icon.role)
        self.out.append(f'<use xlink:href="#{name}" transform="{place}" stroke="{colour}"/>')

    def _picture(self, picture: Picture) -> None:
        try:
            address = _picture_uri(self._assets.get(picture.asset_id, b""), self.colours.grey)
        except BadPicture:
            self._path(unreadable(picture))
            return
        self.out.append(
            f'<image x="{_n(picture.x)}" y="{_n(picture.y)}" width="{_n(picture.w)}" '
            f'height="{_n(picture.h)}" preserveAspectRatio="none" xlink:href="{address}"/>'
        )

    def _link(self, link: Hyperlink) -> None:
        url = safe_url(link.url)
        if url:
            box = f'x="{_n(link.x)}" y="{_n(link.y)}" width="{_n(link.w)}" height="{_n(link.h)}"'
            self.out.append(
                f'<a xlink:href={quoteattr(url)} target="_blank">'
                f'<rect {box} fill="#000000" fill-opacity="0"/></a>'
            )

    def _text(self, text: Text) -> None:
        colour = self.colours.hex(text.role)
        if self._outlined is None:
            for run in text.line.runs:
                self.out.append(self._run_as_text(run, text.x + run.dx, text.y, colour))
            return
        runs = []
        for run in text.line.runs:
            uses, scale = self._outlined.run(run)
            if uses:
                place = f"{scale:.6g} 0 0 {-scale:.6g} {_n(text.x + run.dx)} {_n(text.y)}"
                runs.append(f'<g transform="matrix({place})">{uses}</g>')
        # Screen readers say a picture's label; without one they would find nothing here.
        label = f'fill="{colour}" role="img" aria-label={quoteattr(plain(text.line.text))}'
        if len(runs) == 1:
            self.out.append(runs[0].replace("<g", f"<g {label}", 1))
        elif runs:
            self.out.extend((f"<g {label}>", *runs, "</g>"))

    def _run_as_text(self, run: Run, x: float, y: float, colour: str) -> str:
        shown = plain(run.text)
        self._characters.setdefault(run.font, set()).update(shown)
        font = fonts.manifest()[run.font]
        style = f'font-family="{_family(run.font)},{font.family}" font-size="{_n(run.size)}"'
        style += f' font-weight="{font.weight}"' + ' font-style="italic"' * font.italic
        one_to_one = run.clusters == tuple(range(len(shown))) and max(shown) < "\U00010000"
        if run.rtl:
            place = f'x="{_n(x + run.width)}" direction="rtl"'
        elif one_to_one:
            place = f'x="{" ".join(_n(x + dx) for dx in run.xs)}"'
        else:
            place = f'x="{_n(x)}"'
        return (
            f'<text {place} y="{_n(y)}" fill="{colour}" {style} xml:space="preserve">'
            f"{escape(shown)}</text>"
        )


def _family(key: str) -> str:
    """A name that no installed font has, so that the one in the file is taken."""
    return f"Touchline {key}"


def _picture_uri(data: bytes, grey: bool) -> str:
    image = open_picture(data)
    kind = image.format
    if grey or kind not in ("PNG", "JPEG"):
        alpha, image = transparency(image), flattened(image, grey)
        if alpha is not None:
            image.putalpha(alpha)
        out = BytesIO()
        image.save(out, "PNG")
        kind, data = "PNG", out.getvalue()
    return f"data:image/{kind.lower()};base64,{base64.b64encode(data).decode('ascii')}"


def _steps(steps: tuple[PathStep, ...]) -> str:
    return "".join(
        str(step[0]) + " ".join([_n(float(value)) for value in step[1:]]) for step in steps
    )


def _n(value: float) -> str:
    """A number of px, two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
