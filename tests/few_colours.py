"""Pictures of windows in 256 colours that nobody can tell from the original.

The grounds, which are most of it, keep their exact colours; edges of letters share the rest.
Pillow's own ways either shift the grounds or lose the hues of small icons.
"""

from typing import TypeAlias, cast

from PIL import Image

Colour: TypeAlias = tuple[int, int, int]

_MOST, _EXACT = 256, 64


def in_few_colours(picture: Image.Image) -> Image.Image:
    """The same RGB picture with a palette."""
    counted = picture.getcolors(picture.width * picture.height) or []
    colours = [cast(Colour, colour) for _, colour in sorted(counted, key=lambda c: -c[0])]
    kept, rest = colours[:_EXACT], colours[_EXACT:]
    if rest:
        once = Image.frombytes("RGB", (len(rest), 1), b"".join(map(bytes, rest)))
        shared = once.quantize(_MOST - len(kept), Image.Quantize.MAXCOVERAGE).getpalette() or []
        kept = [*kept, *zip(shared[::3], shared[1::3], shared[2::3], strict=True)][:_MOST]
    place = {colour: at for at, colour in reversed(list(enumerate(kept)))}
    for colour in rest:
        if colour not in place:
            place[colour] = min(range(len(kept)), key=lambda at: _apart(kept[at], colour))
    raw = picture.tobytes()
    pixels = zip(raw[::3], raw[1::3], raw[2::3], strict=True)
    few = Image.frombytes("P", picture.size, bytes(place[pixel] for pixel in pixels))
    few.putpalette([part for colour in kept for part in colour])
    return few


def _apart(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
