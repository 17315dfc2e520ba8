"""The bundled fonts: which file stands behind a key, and in what order they are tried.

`fonts.json` lists the families in the order of fallback. All files are static TrueType
outlines under the SIL Open Font License, each licence beside its font.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent


class Font(NamedTuple):
    """One font file.

    Attributes:
        file: its name in this folder.
        family: "Inter", "Noto Sans Arabic" ...
        weight: 400, 600 or 700.
        italic: whether it is the slanted design.
        scripts: ISO 15924 codes of what it is bundled for (it may hold more).
        languages: BCP 47 prefixes for which it goes before its siblings (Han characters
            look different in Japanese, Chinese and Korean).
        package: the npm package that the file comes from, unchanged.
        version: of that package.
        licence: name of the licence's file in this folder.
    """

    file: str
    family: str
    weight: int
    italic: bool
    scripts: tuple[str, ...]
    languages: tuple[str, ...]
    package: str
    version: str
    licence: str


@cache
def manifest() -> dict[str, Font]:
    """Every bundled font by key, in the order of fallback."""
    listed = json.loads((_HERE / "fonts.json").read_text(encoding="utf-8"))
    return {
        key: Font._make(
            tuple(entry[name]) if name in ("scripts", "languages") else entry[name]
            for name in Font._fields
        )
        for key, entry in listed.items()
    }


def path(key: str) -> Path:
    """The file of a font. Raises KeyError if none has that key."""
    return _HERE / manifest()[key].file


@cache
def chain(language: str = "", weight: int = 400, italic: bool = False) -> tuple[str, ...]:
    """Keys of the fonts to try for a character, first choice first: one of each family.

    A family that lacks the style gives its nearest: italic before weight, then the nearest
    weight, the lighter of two. `language` (BCP 47, or "") moves the family made for it to
    the front of its siblings, so that Han characters take the forms of that language.
    """
    families: dict[str, list[str]] = {}
    for key, font in manifest().items():
        families.setdefault(font.family, []).append(key)

    def distance(key: str) -> tuple[bool, int, int]:
        font = manifest()[key]
        return font.italic != italic, abs(font.weight - weight), font.weight

    nearest = [min(keys, key=distance) for keys in families.values()]
    siblings = [key for key in nearest if manifest()[key].languages]
    siblings.sort(key=lambda key: -_fit(manifest()[key].languages, language))
    return (*(key for key in nearest if not manifest()[key].languages), *siblings)


def _fit(prefixes: tuple[str, ...], language: str) -> int:
    """Length of the longest of `prefixes` that `language` begins with."""
    wanted = language.lower() + "-"
    return max((len(each) for each in prefixes if wanted.startswith(each.lower() + "-")), default=0)
