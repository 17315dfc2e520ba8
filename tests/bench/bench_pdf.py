"""An A0 poster of 1,000 cards as a PDF, beside the same primitives by plain ReportLab calls."""

from functools import cache
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from export.colours import Colours
from export.pdf import pdf_bytes, raw_pdf
from export.pdf_finish import finish
from export.png import render
from export.svg import svg
from model.change import JourneyMap
from model.layout.build import View, build
from model.layout.pages import Page, fit
from model.layout.scene import Icon, Path, PathStep, Rect, Scene, Text, drawn
from model.layout.text import forget
from resources import fonts, icons, palettes
from tests.bench.harness import heading, in_turns, measure, report, size
from tests.generator import make

CARDS = 1_000


@cache
def _registered(key: str) -> str:
    pdfmetrics.registerFont(TTFont(key, str(fonts.path(key))))
    return key


def plain_reportlab(scene: Scene, colours: Colours, page: Page) -> bytes:
    """The scene drawn call by call, as ReportLab's manual shows it."""
    out = BytesIO()
    canvas = Canvas(out, (page.width, page.height), pageCompression=1)
    canvas.translate(page.x, page.height - page.y)
    canvas.scale(page.scale, page.scale)
    for x, y, primitive in drawn(scene):
        if isinstance(primitive, Rect):
            _rect(canvas, primitive, x, y, colours)
        elif isinstance(primitive, Path):
            _path(canvas, primitive, x, y, colours)
        elif isinstance(primitive, Icon):
            _icon(canvas, primitive, x, y, colours)
        elif isinstance(primitive, Text):
            canvas.setFillColor(HexColor(colours.hex(primitive.role)))
            for run in primitive.line.runs:
                canvas.setFont(_registered(run.font), run.size)
                canvas.drawString(x + primitive.x + run.dx, -(y + primitive.y), run.text)
    canvas.save()
    return out.getvalue()


def _rect(canvas: Canvas, rect: Rect, x: float, y: float, colours: Colours) -> None:
    _colours(canvas, rect, colours)
    where = (x + rect.x, -(y + rect.y + rect.h), rect.w, rect.h)
    if any(rect.radii):
        canvas.roundRect(*where, max(rect.radii), stroke=bool(rect.stroke), fill=bool(rect.fill))
    else:
        canvas.rect(*where, stroke=bool(rect.stroke), fill=bool(rect.fill))


def _path(canvas: Canvas, path: Path, x: float, y: float, colours: Colours) -> None:
    _colours(canvas, path, colours)
    canvas.setLineCap(1 if path.round_cap else 0)
    canvas.setLineJoin(1)
    outline = _outline(canvas, path.steps, x, y)
    canvas.drawPath(outline, stroke=bool(path.stroke), fill=bool(path.fill))


def _icon(canvas: Canvas, icon: Icon, x: float, y: float, colours: Colours) -> None:
    canvas.saveState()
    canvas.translate(x + icon.x, -(y + icon.y))
    canvas.scale(icon.size / icons.SQUARE, icon.size / icons.SQUARE)
    canvas.setStrokeColor(HexColor(colours.hex(icon.role)))
    canvas.setLineWidth(icons.STROKE_WIDTH)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.drawPath(_outline(canvas, icons.load()[icon.name], 0, 0))
    canvas.restoreState()


def _colours(canvas: Canvas, shape: Rect | Path, colours: Colours) -> None:
    if shape.fill:
        canvas.setFillColor(HexColor(colours.hex(shape.fill)))
        canvas.setFillAlpha(shape.opacity)
    if shape.stroke:
        canvas.setStrokeColor(HexColor(colours.hex(shape.stroke)))
        canvas.setStrokeAlpha(shape.opacity)
        canvas.setLineWidth(shape.stroke_width)
        canvas.setDash(list(shape.dash))


def _outline(canvas: Canvas, steps: tuple[PathStep, ...], x: float, y: float) -> object:
    path = canvas.beginPath()
    for kind, *numbers in steps:
        points = [x + float(n) if i % 2 == 0 else -(y + float(n)) for i, n in enumerate(numbers)]
        match kind:
            case "M":
                path.moveTo(*points)
            case "L":
                path.lineTo(*points)
            case "C":
                path.curveTo(*points)
            case _:
                path.close()
    return path


def poster() -> JourneyMap:
    """A map of 1,000 cards."""
    return make(CARDS, steps=40, lanes=40)


def main() -> None:
    """Print how long the parts of an export take, and how large the file gets."""
    heading("A0 poster, 1,000 cards")
    light = palettes.load("light")
    made = poster()
    scene = build(made, view=View(sheet="A0"))
    page = fit((scene.width, scene.height), "A0")
    raw = raw_pdf(scene, light, page)

    def laid_out() -> Scene:
        forget()
        return build(made, view=View(sheet="A0"))

    report("layout, nothing remembered", measure(laid_out, 5))
    pair = in_turns(
        lambda: raw_pdf(scene, light, page),
        lambda: plain_reportlab(scene, Colours(light), page),
        10,
    )
    report("Scene to PDF", *pair, baseline="plain ReportLab calls", target=1.5)
    report("pass with pikepdf", measure(lambda: finish(raw, scene), 10))
    report("Scene to SVG", measure(lambda: svg(scene, light, page), 5))
    report("Scene to pixels, 96 dpi", measure(lambda: render(scene, light), 5))
    size("PDF", len(pdf_bytes(scene, light, page)), 200_000)
    size("PDF by plain ReportLab calls", len(plain_reportlab(scene, Colours(light), page)))
    size("SVG, outlines", len(svg(scene, light, page).encode()))
