"""What stands for a character that no font has: a box with its hexadecimal code point."""

from functools import cache
from typing import NamedTuple

from model.layout.scene import Run, snap
from model.layout.text_fonts import EM, font
from resources import fonts

_FRAME = "\u25a1"


class _Digits(NamedTuple):
    text: str
    size: int
    glyphs: tuple[int, ...]
    xs: tuple[int, ...]
    ys: tuple[int, ...]


def box_advance() -> int:
    """Width of a box, in units of `EM` an em."""
    advance: int = font(_key()).get_glyph_h_advance(_frame())
    return advance


def box_runs(character: str, size: float, dx: float) -> tuple[Run, Run]:
    """The frame, which carries the text, and the digits within."""
    em = size / EM
    width = snap(box_advance() * em)
    frame = Run(_key(), size, dx, (_frame(),), (0.0,), (), (0,), character, width, False)
    inside = _digits(ord(character))
    digits = Run(
        _key(),
        snap(inside.size * em),
        dx,
        inside.glyphs,
        tuple([snap(x * em) for x in inside.xs]),
        tuple([snap(y * em) for y in inside.ys]),
        tuple(range(len(inside.text))),
        inside.text,
        width,
        False,
    )
    return frame, digits


@cache
def _digits(code: int) -> _Digits:
    """Two rows of two or three digits, each centred in its part of the frame."""
    face = font(_key())
    text = f"{code:04X}" if code <= 0xFFFF else f"{code:06X}"
    across = len(text) // 2
    frame = face.get_glyph_extents(_frame())
    scale = 0.36 if across == 2 else 0.26
    glyphs = tuple([face.get_nominal_glyph(ord(digit)) for digit in text])
    xs, ys = [], []
    for place, glyph in enumerate(glyphs):
        row, column = divmod(place, across)
        ink = face.get_glyph_extents(glyph)
        middle = frame.x_bearing + frame.width * (0.12 + 0.76 * (column + 0.5) / across)
        centre = frame.y_bearing + frame.height * (0.09 + 0.82 * (row + 0.5) / 2)
        xs.append(round(middle - scale * (ink.x_bearing + ink.width / 2)))
        ys.append(round(-centre + scale * (ink.y_bearing + ink.height / 2)))
    return _Digits(text, round(scale * EM), glyphs, tuple(xs), tuple(ys))


def _key() -> str:
    return fonts.chain()[0]


def _frame() -> int:
    glyph: int = font(_key()).get_nominal_glyph(ord(_FRAME))
    return glyph
