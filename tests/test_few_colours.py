"""Pictures for the guide lose no colour that one would miss."""

import random

from PIL import Image, ImageChops

from tests.few_colours import in_few_colours


def _window() -> Image.Image:
    """A flat ground, and a small corner with thousands of colours."""
    made = Image.new("RGB", (400, 300), (247, 248, 250))
    draw = random.Random(7)
    for x in range(60):
        for y in range(60):
            made.putpixel((x, y), (draw.randrange(120, 200), draw.randrange(60, 140), 30))
    made.paste((178, 123, 0), (390, 290, 392, 292))
    return made


def test_grounds_keep_their_colour_and_small_things_their_hue() -> None:
    window = _window()
    few = in_few_colours(window)
    assert few.mode == "P"
    shown = few.convert("RGB")
    assert shown.getpixel((200, 200)) == (247, 248, 250)
    assert max(high for _, high in ImageChops.difference(window, shown).getextrema()) <= 16


def test_a_picture_of_few_colours_stays_as_it_is() -> None:
    window = Image.new("RGB", (20, 20), (255, 255, 255))
    window.putpixel((3, 3), (1, 2, 3))
    assert in_few_colours(window).convert("RGB").tobytes() == window.tobytes()
