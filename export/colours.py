"""From a role in the Scene to a colour on the surface, the same for every painter.

A palette is a table from role to "#rrggbb". A literal "#rrggbb" in the Scene is the map's
own colour and stays as it is, except in a palette of greys, where it becomes the grey of
the same luminance.
"""

import re
from collections.abc import Mapping

_LITERAL = re.compile(r"#[0-9a-fA-F]{6}")


class UnknownRole(LookupError):
    """The palette has no colour for a role that the Scene names."""

    def __init__(self, role: str) -> None:
        super().__init__(f"the palette has no colour for the role {role!r}")


class Colours:
    """A palette that answers for literal colours too, and remembers."""

    def __init__(self, palette: Mapping[str, str]) -> None:
        self._palette = palette
        self._known: dict[str, tuple[int, int, int]] = {}
        self.grey = bool(palette) and all(_is_grey(value) for value in palette.values())

    def rgb(self, role: str) -> tuple[int, int, int]:
        """Red, green and blue, 0..255. Raises UnknownRole."""
        found = self._known.get(role)
        if found is None:
            found = self._known[role] = self._look_up(role)
        return found

    def hex(self, role: str) -> str:
        """The colour as "#rrggbb". Raises UnknownRole."""
        return "#{:02x}{:02x}{:02x}".format(*self.rgb(role))

    def _look_up(self, role: str) -> tuple[int, int, int]:
        literal = role.startswith("#")
        value = role if literal else self._palette.get(role, "")
        if not _LITERAL.fullmatch(value):
            raise UnknownRole(role)
        rgb = _parts(value)
        return grey_of(rgb) if literal and self.grey else rgb


def grey_of(rgb: tuple[int, int, int]) -> tuple[int, int, int]:
    """The grey of the same relative luminance (WCAG 2.2, sRGB of IEC 61966-2-1)."""
    r, g, b = (_linear(part / 255) for part in rgb)
    level = round(_encoded(0.2126 * r + 0.7152 * g + 0.0722 * b) * 255)
    return level, level, level


def _parts(value: str) -> tuple[int, int, int]:
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def _is_grey(value: str) -> bool:
    return bool(_LITERAL.fullmatch(value)) and len(set(_parts(value))) == 1


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)
