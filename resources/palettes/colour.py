"""How colours are seen: contrast, distance, and what colour-blind readers make of them.

Only the tests and the tool that looks for palettes need this; painting does not.

Sources: relative luminance and contrast ratio as WCAG 2.2 defines them; the sRGB transfer
function and its D65 matrix from IEC 61966-2-1; CIE 1976 L*a*b* and the distance CIE76
(CIE 15:2004); CIEDE2000 after Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference
Formula" (2005); colour vision after Machado, Oliveira and Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.0.
"""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

#: Red, green and blue, each 0..1.
Rgb: TypeAlias = tuple[float, float, float]
Matrix: TypeAlias = tuple[Rgb, Rgb, Rgb]


class Lab(NamedTuple):
    """A colour in CIE L*a*b*, D65: lightness 0..100, red against green, yellow against blue."""

    lightness: float
    a: float
    b: float


#: Seen without red (protan), green (deutan) or blue (tritan) cones; applied to linear light.
VISION: MappingProxyType[str, Matrix] = MappingProxyType(
    {
        "protan": (
            (0.152286, 1.052583, -0.204868),
            (0.114503, 0.786281, 0.099216),
            (-0.003882, -0.048116, 1.051998),
        ),
        "deutan": (
            (0.367322, 0.860646, -0.227968),
            (0.280085, 0.672501, 0.047413),
            (-0.011820, 0.042940, 0.968881),
        ),
        "tritan": (
            (1.255528, -0.076749, -0.178779),
            (-0.078411, 0.930809, 0.147602),
            (0.004733, 0.691367, 0.303900),
        ),
    }
)
TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE: Rgb = (0.95047, 1.0, 1.08883)


def rgb(text: str) -> Rgb:
    """The colour "#rrggbb"; raises ValueError for anything else."""
    if len(text) != 7 or text[0] != "#":
        raise ValueError(f"not a colour: {text!r}")
    return (int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255)


def hexadecimal(colour: Rgb) -> str:
    """The colour as "#rrggbb", in capitals."""
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02X}" for part in colour)


def linear(colour: Rgb) -> Rgb:
    """The light that an sRGB colour stands for."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return r, g, b


def encoded(light: Rgb) -> Rgb:
    """The sRGB colour of some light, clipped to what a screen can show."""
    clipped = (min(max(part, 0.0), 1.0) for part in light)
    r, g, b = (c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in clipped)
    return r, g, b


def times(matrix: Matrix, vector: Rgb) -> Rgb:
    """The product of a matrix and a vector."""
    x, y, z = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def luminance(text: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    r, g, b = linear(rgb(text))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21; the order does not matter."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(text: str, vision: str) -> str:
    """The colour as somebody with the vision "protan", "deutan" or "tritan" sees it."""
    return hexadecimal(encoded(times(VISION[vision], linear(rgb(text)))))


def lab(text: str) -> Lab:
    """The colour "#rrggbb" in CIE L*a*b*."""

    def bent(t: float) -> float:
        return float(t ** (1 / 3)) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116

    x, y, z = times(TO_XYZ, linear(rgb(text)))
    fx, fy, fz = (bent(part / white) for part, white in zip((x, y, z), WHITE, strict=True))
    return Lab(116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


def cie76(one: str, other: str) -> float:
    """How far apart two colours look: the plain distance in L*a*b*."""
    return sqrt(sum((p - q) ** 2 for p, q in zip(lab(one), lab(other), strict=True)))


def ciede2000(one: str, other: str) -> float:
    """How far apart two colours look, with the corrections of CIEDE2000."""
    return ciede2000_of(lab(one), lab(other))


def ciede2000_of(one: Lab, other: Lab) -> float:
    """CIEDE2000 between two colours in L*a*b*, with kL = kC = kH = 1."""
    mean_chroma = (hypot(one.a, one.b) + hypot(other.a, other.b)) / 2
    g = 0.5 * (1 - sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7)))
    a1, a2 = (1 + g) * one.a, (1 + g) * other.a
    c1, c2 = hypot(a1, one.b), hypot(a2, other.b)
    h1, h2 = degrees(atan2(one.b, a1)) % 360, degrees(atan2(other.b, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    step_l, step_c = other.lightness - one.lightness, c2 - c1
    step_h = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    mean_l, mean_c = (one.lightness + other.lightness) / 2, (c1 + c2) / 2
    if c1 * c2 == 0:
        mean_h = h1 + h2
    elif abs(h1 - h2) <= 180:
        mean_h = (h1 + h2) / 2
    else:
        mean_h = (h1 + h2 + 360) / 2 if h1 + h2 < 360 else (h1 + h2 - 360) / 2
    t = (
        1
        - 0.17 * cos(radians(mean_h - 30))
        + 0.24 * cos(radians(2 * mean_h))
        + 0.32 * cos(radians(3 * mean_h + 6))
        - 0.20 * cos(radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    spread = 30 * exp(-(((mean_h - 275) / 25) ** 2))
    r_t = -sin(radians(2 * spread)) * 2 * sqrt(mean_c**7 / (mean_c**7 + 25**7))
    dl, dc, dh = step_l / s_l, step_c / s_c, step_h / s_h
    return sqrt(dl * dl + dc * dc + dh * dh + r_t * dc * dh)
