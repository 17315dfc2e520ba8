"""What the Unicode Standard says about a text, answered by ICU: directions (UAX #9), places
where a line may break (UAX #14, with dictionaries for Thai, Lao, Khmer and Burmese), user-
perceived characters (UAX #29), scripts. All indices are code points of the Python string.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from threading import Lock

import icu  # type: ignore[import-untyped]  # ships no types

#: Right-to-left scripts, and the controls that embed, override and isolate.
_MAY_TURN = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u31ff\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff00-\uffef\U00020000-\U0003ffff]"
)
#: The next ones are compiled when they are first needed, which takes some milliseconds.
_KANA = "[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]"
_HANGUL = "[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]"
_BOPOMOFO = "[\u3105-\u312f\u31a0-\u31bf]"
_HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
#: What ICU takes for a phrase of its own but readers do not: the "do" that makes a verb of a
#: noun, and a particle after a closing bracket.
_CLINGS = (
    "(?<=[\u30a0-\u30ff\u3400-\u9fff])(?:す[るれ]|し[たてなまよ]|され|させ|でき)"
    "|(?<=[」』）】])[とをにはがものでへ]$"
)

_RTL_LANGUAGES = frozenset(("ar", "he", "iw", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"))
_CJK_LANGUAGES = frozenset(("ja", "ko", "zh", "yue"))
#: Han characters alone: the first of these that can write them all (see `han_language`).
_HAN_CHARSETS = (("gb2312", "zh-Hans"), ("shift_jis", "ja"), ("big5", "zh-Hant"))

#: ICU's iterators hold the text that they walk through.
_one_at_a_time = Lock()


def is_rtl_language(language: str) -> bool:
    """Whether a BCP 47 language is written from right to left."""
    primary, *rest = language.lower().split("-")
    return "arab" in rest or "hebr" in rest or (primary in _RTL_LANGUAGES and "latn" not in rest)


def is_rtl(text: str, default: bool) -> bool:
    """Base direction of a paragraph: that of its first strong character outside isolates
    (UAX #9, P2 and P3), or `default` if it has none.
    """
    if not default and not _MAY_TURN.search(text):
        return False
    return bool(_bidi(text, 255 if default else 254).getParaLevel())


def levels(text: str, rtl: bool) -> Sequence[int]:
    """Embedding level of each character of one paragraph; odd ones run from right to left."""
    if not rtl and not _MAY_TURN.search(text):
        return bytes(len(text))
    found: Sequence[int] = _bidi(text, int(rtl)).getLevels() if text else ()
    if len(found) != len(text):
        return [found[unit] for unit in _units(text)[:-1]]
    return found


def visual_order(of_items: Sequence[int]) -> list[int]:
    """Indices of a line's items, given by their levels, from left to right (UAX #9, L2)."""
    order = list(range(len(of_items)))
    for level in range(max(of_items, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and of_items[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def line_breaks(text: str, language: str) -> list[int]:
    """Where a line may begin anew, in ascending order, the end of the text last.

    Spaces stand before the break. Korean breaks at spaces only, Japanese between phrases
    (a word with its particles); see `breaks_in_phrases`.
    """
    if not _is_japanese(language):
        return _ends(_line_iterator(language), text)
    strict = set(breaks_in_phrases(text, language))
    ends = [end for end in _ends(_phrase_iterator(), text) if end in strict]
    return [
        end
        for end, following in pairwise([*ends, len(text)])
        if not re.compile(_CLINGS).match(text, end, following)
    ]


def breaks_in_phrases(text: str, language: str) -> list[int]:
    """All of `line_breaks`, and those where only a phrase wider than its line breaks.

    They are strict: no line begins with a small kana or a prolonged sound mark.
    """
    return _ends(_line_iterator(language), text)


def grapheme_ends(text: str) -> list[int]:
    """Ends of the user-perceived characters."""
    if text.isascii():
        return list(range(1, len(text) + 1))
    return _ends(_grapheme_iterator(), text)


def word_ends(text: str) -> list[int]:
    """Ends of words and of what stands between them, in scripts without spaces by dictionary.

    None is inside a user-perceived character.
    """
    whole = set(grapheme_ends(text))
    return [end for end in _ends(_word_iterator(), text) if end in whole]


@lru_cache(4096)
def script(character: str) -> str:
    """ISO 15924 code; "Zyyy" for what all scripts share, "Zinh" for combining marks."""
    code: str = icu.Script.getScript(character).getShortName()
    return code


@lru_cache(4096)
def is_ignorable(character: str) -> bool:
    """Whether it shows nothing of itself: joiners, variation selectors, bidi controls."""
    return bool(
        icu.Char.hasBinaryProperty(ord(character), icu.UProperty.DEFAULT_IGNORABLE_CODE_POINT)
    )


@lru_cache(4096)
def is_emoji(grapheme: str) -> bool:
    """Whether a user-perceived character asks to be shown as an emoji."""
    return "\ufe0f" in grapheme or (
        "\ufe0e" not in grapheme
        and bool(icu.Char.hasBinaryProperty(ord(grapheme[0]), icu.UProperty.EMOJI_PRESENTATION))
    )


def han_language(text: str, language: str) -> str:
    """`language`; but for Chinese, Japanese or Korean characters in a text of another (or of
    no) language, the one that they look most like: by kana, Hangul or Bopomofo, else by the
    first of the national character sets that can write them all (GB 2312, JIS X 0208, Big5).
    """
    if not _CJK.search(text) or language.lower().split("-")[0] in _CJK_LANGUAGES:
        return language
    if re.search(_KANA, text):
        return "ja"
    if re.search(_HANGUL, text):
        return "ko"
    if re.search(_BOPOMOFO, text):
        return "zh-Hant"
    characters = "".join(re.findall(_HAN, text))
    for charset, found in _HAN_CHARSETS:
        try:
            characters.encode(charset)
        except UnicodeEncodeError:
            continue
        return found
    return "zh-Hans"


def _bidi(text: str, level: int) -> icu.Bidi:
    bidi = icu.Bidi()
    bidi.setPara(icu.UnicodeString(text), level)
    return bidi


def _ends(iterator: icu.BreakIterator, text: str) -> list[int]:
    with _one_at_a_time:
        iterator.setText(text)
        ends = list(iterator)
    if ends and ends[-1] != len(text):
        index = {unit: place for place, unit in enumerate(_units(text))}
        return [index[end] for end in ends]
    return ends


def _units(text: str) -> list[int]:
    """Index of each code point, and of the end, in UTF-16, which is what ICU counts in."""
    units = [0]
    for character in text:
        units.append(units[-1] + (2 if character > "\uffff" else 1))
    return units


@lru_cache(16)
def _line_iterator(language: str) -> icu.BreakIterator:
    manner = "lw=phrase" if language.split("-")[0] == "ko" else "lb=strict"
    return icu.BreakIterator.createLineInstance(icu.Locale(f"{language}@{manner}"))


@lru_cache(1)
def _phrase_iterator() -> icu.BreakIterator:
    return icu.BreakIterator.createLineInstance(icu.Locale("ja@lw=phrase"))


def _is_japanese(language: str) -> bool:
    return language.lower().split("-")[0] == "ja"


@lru_cache(1)
def _word_iterator() -> icu.BreakIterator:
    return icu.BreakIterator.createWordInstance(icu.Locale.getRoot())


@lru_cache(1)
def _grapheme_iterator() -> icu.BreakIterator:
    return icu.BreakIterator.createCharacterInstance(icu.Locale.getRoot())
