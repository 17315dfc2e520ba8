"""Whether the lines of a page are found again by somebody who searches its PDF."""

import unicodedata
from collections import Counter
from itertools import pairwise

from tests.export.test_pdf_text import by_poppler, folded

_JAPANESE = ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA")


def script(text: str) -> str:
    """The script of a line's letters; Arabic and Hebrew wherever there is any of it."""
    seen = Counter(unicodedata.name(c, "").split()[0] for c in text if c.isalpha())
    for turned in ("ARABIC", "HEBREW"):
        if seen[turned]:
            return turned
    first = seen.most_common(1)[0][0] if seen else "LATIN"
    return "JAPANESE" if first in _JAPANESE else first


def lost(lines: list[str], data: bytes) -> tuple[list[str], list[str]]:
    """The lines that poppler does not find as lines of their own, and what it finds.

    It takes a hyphen at a line's end for a division and undoes it: of two such lines the
    letters are looked for.
    """
    read = by_poppler(data)
    found, letters = set(read), "".join("".join(read).split())
    missed = []
    for before, text in pairwise(["", *map(folded, lines)]):
        whole = before[:-1] + text if before.endswith("-") else text
        divided = whole != text or text.endswith("-")
        if text not in found and not (
            divided and "".join(whole.removesuffix("-").split()) in letters
        ):
            missed.append(text)
    return missed, read
