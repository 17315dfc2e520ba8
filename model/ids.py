"""Ids: short, random and typed, or derived from what a record stands for.

"card_k3v9..." names its table in front. Feelings, assets, and whatever repair and merge
make, have derived ids, so that two people who do the same meet in one record.
"""

import random
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol

from model.records import Feeling, Record

#: Crockford's base 32: no letter that is mistaken for a digit.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_RANDOM_LENGTH = 12  # 60 bits: 10,000 records meet by chance once in 20 billion maps
_DERIVED_LENGTH = 16


class _Random(Protocol):
    def choices(self, population: str, *, k: int) -> list[str]:
        """`k` characters of `population`, each at random."""


class Ids:
    """Makes random ids; give it a seeded `random.Random` to make the same ones again."""

    __slots__ = ("_random",)

    def __init__(self, source: _Random | None = None) -> None:
        self._random: _Random = source or random.SystemRandom()

    def new(self, kind: type[Record] | str) -> str:
        """A new id for a record of that class or kind name."""
        name = kind if isinstance(kind, str) else kind.kind_name
        return f"{name}_{''.join(self._random.choices(_ALPHABET, k=_RANDOM_LENGTH))}"


@lru_cache(maxsize=4096)
def derived_id(kind: type[Record] | str, *parts: str) -> str:
    """The id that always stands for these parts."""
    digest = blake2b(digest_size=10)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    name = kind if isinstance(kind, str) else kind.kind_name
    return f"{name}_{_base32(digest.digest())}"


def feeling_id(
    persona_id: str, at_id: str, curve: str = "current", measure: str = "emotion"
) -> str:
    """The id of the one score of a persona at a step or card, on one curve and measure."""
    return derived_id("feeling", persona_id, at_id, curve, measure)


def id_of_feeling(feeling: Feeling) -> str:
    """The id that `feeling` should have, from its own key."""
    return feeling_id(
        feeling.persona_id, feeling.step_id or feeling.card_id, feeling.curve, feeling.measure
    )


def asset_id(data: bytes) -> str:
    """The id of a bitmap with this content."""
    return f"asset_{_base32(blake2b(data, digest_size=10).digest())}"


def _base32(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    return "".join(
        _ALPHABET[number >> (5 * place) & 31] for place in range(_DERIVED_LENGTH - 1, -1, -1)
    )
