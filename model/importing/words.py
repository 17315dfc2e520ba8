"""The words of tables, in several languages: what headings, kinds and states are called.

They stand in `words.json`, each with the spellings that mean it; adding one there is all that
a new language takes. Spellings are compared by their `key`: case, accents, punctuation and
what stands in brackets do not count ("Schweregrad (1-5)" is "schweregrad").
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """What is compared of a word or two: letters and digits, single spaces."""
    bare = _BRACKETS.sub(" ", text)
    spelt = unicodedata.normalize("NFKD", bare if bare.strip() else text).casefold()
    return " ".join(
        "".join(
            c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in spelt
        ).split()
    )


@cache
def meanings(subject: str) -> Mapping[str, str]:
    """Key of a spelling -> what it means, of one subject ("headings", "kind", "unit"...)."""
    found: dict[str, str] = {}
    for meaning, spellings in _table()[subject].items():
        found.setdefault(key(meaning.replace("_", " ")), meaning)
        for spelling in spellings:
            found.setdefault(key(spelling), meaning)
    return found


def meaning(subject: str, text: str) -> str:
    """What `text` means; "" if it is no word of that subject."""
    return meanings(subject).get(key(text), "")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = json.loads(
        Path(__file__).with_name("words.json").read_text("utf-8")
    )
    return table
