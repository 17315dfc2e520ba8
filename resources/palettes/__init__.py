"""The palettes: for each theme, the colour that every role of the Scene stands for.

A palette is a flat table of role and "#rrggbb". All have the same roles; the tests over
these tables hold the contrast and the distance for every kind of colour vision.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

THEMES = ("light", "dark", "grey")

#: Kinds of card with a colour of their own; the others are plain text on the surface.
CARD_KINDS = ("touchpoint", "pain", "gain", "quote", "opportunity", "activity", "metric")
PLAIN_CARD_KINDS = ("doing", "thought", "need", "picture", "question", "note")

#: The personas' hues, in the order in which a map without colours of its own takes them.
PERSONAS = ("teal", "plum", "blue", "ochre", "olive", "rust", "slate", "violet")

_OWN = re.compile(r"#[0-9A-Fa-f]{6}")


def is_persona_colour(name: str) -> bool:
    """Whether a persona can have this colour: one of `PERSONAS`, or "#rrggbb"."""
    return name in PERSONAS or _OWN.fullmatch(name) is not None


@cache
def load(name: str) -> Mapping[str, str]:
    """The palette "light", "dark" or "grey"; raises ValueError for another name."""
    if name not in THEMES:
        raise ValueError(f"no palette {name!r}; there are {', '.join(THEMES)}")
    text = Path(__file__).with_name(f"{name}.json").read_text("utf-8")
    colours: dict[str, str] = json.loads(text)
    return MappingProxyType(colours)
