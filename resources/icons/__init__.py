"""The icons: Lucide's, as drawing steps on a square of 24 by 24.

They are stroked 2 wide with round caps and joins, never filled. `make_icons.py` makes
icons.json; LICENSE.txt is Lucide's.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

SQUARE = 24.0
STROKE_WIDTH = 2.0

#: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",).
PathStep: TypeAlias = tuple[str | float, ...]

#: Words that people and imported files use, and names that Lucide has given up.
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "alert-circle": "circle-alert",
        "alert-triangle": "triangle-alert",
        "app": "smartphone",
        "bank": "landmark",
        "bar-chart": "chart-column",
        "branch": "landmark",
        "call-centre": "headset",
        "chat": "message-circle",
        "circle-help": "circle-question-mark",
        "delivery": "truck",
        "email": "mail",
        "gain": "smile-plus",
        "help-circle": "circle-question-mark",
        "home": "house",
        "idea": "lightbulb",
        "kiosk": "monitor",
        "letter": "mail-open",
        "metric": "gauge",
        "note": "sticky-note",
        "opportunity": "lightbulb",
        "pain": "triangle-alert",
        "partner": "handshake",
        "picture": "image",
        "question": "circle-question-mark",
        "scales": "scale",
        "shop": "store",
        "social": "share-2",
        "station": "map-pin",
        "support": "headset",
        "thought": "cloud",
        "train": "train-front",
        "unlock": "lock-open",
        "web": "globe",
        "website": "globe",
        "workshop": "wrench",
    }
)


@cache
def _own() -> Mapping[str, tuple[PathStep, ...]]:
    text = Path(__file__).with_name("icons.json").read_text("utf-8")
    icons: dict[str, list[list[str | float]]] = json.loads(text)["icons"]
    return {name: tuple(map(tuple, steps)) for name, steps in icons.items()}


@cache
def load() -> Mapping[str, tuple[PathStep, ...]]:
    """Drawing steps of every icon, by its own name and by its aliases."""
    own = _own()
    return MappingProxyType({**own, **{alias: own[name] for alias, name in ALIASES.items()}})


def known(name: str) -> str:
    """`name` if there is such an icon or alias, otherwise "": no icon."""
    return name if name in load() else ""


def names() -> tuple[str, ...]:
    """The icons' own names, in alphabetical order."""
    return tuple(_own())
