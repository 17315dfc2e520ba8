"""Every icon is drawn as its SVG is, and every name leads to one."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPainterPath, QPen
from PySide6.QtSvg import QSvgRenderer

from resources import icons
from resources.icons import make_icons

ORIGINALS: dict[str, str] = json.loads(
    Path(__file__).with_name("lucide_originals.json").read_text("utf-8")
)
SCALE = 4
SIDE = 24 * SCALE


def _blank() -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    return image


def _painter(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def drawn_from_svg(inner: str) -> bytes:
    """The original markup, drawn by Qt's own SVG renderer."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="black"'
        f' stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{inner}</svg>'
    )
    image = _blank()
    painter = _painter(image)
    QSvgRenderer(QByteArray(svg.replace("currentColor", "black").encode())).render(painter)
    painter.end()
    return bytes(image.constBits())


def drawn_from_steps(steps: tuple[icons.PathStep, ...]) -> bytes:
    """The steps of icons.json, stroked as the painters stroke them."""
    path = QPainterPath()
    for operator, *numbers in steps:
        points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if operator == "M":
            path.moveTo(*points)
        elif operator == "L":
            path.lineTo(*points)
        elif operator == "C":
            path.cubicTo(*points)
        else:
            path.closeSubpath()
    image = _blank()
    painter = _painter(image)
    painter.scale(SCALE, SCALE)
    pen = QPen(QColor("black"), icons.STROKE_WIDTH)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.end()
    return bytes(image.constBits())


def _share_that_differs(one: bytes, other: bytes) -> float:
    return sum(abs(a - b) > 48 for a, b in zip(one, other, strict=True)) / len(one)


def test_every_icon_looks_like_the_svg_that_it_was_made_from(qapp: QGuiApplication) -> None:
    steps = icons.load()
    assert tuple(ORIGINALS) == icons.names()
    worst = {
        name: share
        for name, inner in ORIGINALS.items()
        if (share := _share_that_differs(drawn_from_svg(inner), drawn_from_steps(steps[name])))
        > 0.001
    }
    assert worst == {}


def test_the_comparison_notices_an_icon_that_lacks_a_stroke(qapp: QGuiApplication) -> None:
    whole = icons.load()["globe"]
    svg = drawn_from_svg(ORIGINALS["globe"])
    assert _share_that_differs(svg, drawn_from_steps(whole[:-2])) > 0.001


def test_icons_stay_on_their_square() -> None:
    for name, steps in icons.load().items():
        numbers = [number for _, *rest in steps for number in rest]
        assert min(numbers) >= 0, name
        assert max(numbers) <= icons.SQUARE, name


def test_each_icon_begins_with_a_move() -> None:
    assert {steps[0][0] for steps in icons.load().values()} == {"M"}


def test_an_alias_gives_the_same_steps_as_the_name_it_stands_for() -> None:
    for alias, name in icons.ALIASES.items():
        assert icons.load()[alias] is icons.load()[name]


def test_an_alias_never_hides_an_icon() -> None:
    assert set(icons.ALIASES).isdisjoint(icons.names())


def test_the_list_of_chosen_icons_is_what_is_shipped() -> None:
    assert make_icons.chosen() == list(icons.names())


def test_making_an_icon_gives_what_is_shipped() -> None:
    for name in ("globe", "id-card", "heart-pulse", "tag"):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg">{ORIGINALS[name]}</svg>'
        assert tuple(map(tuple, make_icons.steps_of(svg))) == icons.load()[name]


@pytest.mark.parametrize("name", ["globe", "website", "triangle-alert", "circle-help"])
def test_an_icon_is_found_by_its_name(name: str) -> None:
    assert icons.load()[name]
