"""Which of the old encodings a text is in, as spreadsheets still write them.

UTF-8 and UTF-16 are certain and known before this is asked. Of the others none is, so each is
tried, and the one whose letters are the usual ones of its languages, standing as letters do in
words, is taken. Libraries that guess for any text were measured and erred more often on the few
short words of a table (see docs/decisions/026).
"""

from functools import cache
from typing import NamedTuple
from unicodedata import category

#: Signs of print that every language uses.
_SIGNS = frozenset("ªº“”‘’„‚«»‹›–—…•€£°§·¿¡´©®™×±½¼ \u00ad\u200e\u200f،؛؟")
#: Signs that may stand between two letters.
_WITHIN_WORDS = frozenset("’‘–—·\u00ad\u200e\u200f")
#: How much of a file is looked at, in bytes.
_SAMPLE = 100_000


class Encoding(NamedTuple):
    """An encoding: Python's name for it, its own, and the letters that its languages use.

    `first_bytes` is where an encoding of ideographs has its usual ones, which count `ideograph`:
    Japanese without any kana is seldom, so that there they count less.
    """

    codec: str
    name: str
    letters: str
    first_bytes: range = range(0)
    ideograph: float = 0.95


_WESTERN = "äöüÄÖÜßéèêëàâçîïôùûñáíóúãõåæøœÅÆØÉÈÊÀÂÇÎÔÑÁÍÓÚÃÕìòÌÒÙ"
_EASTERN = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽőűŐŰäöüÄÖÜßôľĺŕăâîşţđĂÂÎŞŢĐ"
_CYRILLIC = "".join(map(chr, range(0x410, 0x450))) + "ёЁіІїЇєЄґҐўЎ№"
_KANA = "".join(map(chr, (*range(0x3041, 0x30FF), *range(0xFF61, 0xFFA0))))
_WIDE = "、。「」『』・ー？！（）：；，．〜～％＋－＝／　【】《》“”"
#: Of two that fit equally well the first one is taken.
ENCODINGS = (
    Encoding("cp1252", "Windows-1252", _WESTERN),
    Encoding("mac_roman", "Mac Roman", _WESTERN),
    Encoding("cp1254", "Windows-1254", "çğıöşüÇĞİÖŞÜâîû"),
    Encoding("cp1250", "Windows-1250", _EASTERN),
    Encoding("cp1255", "Windows-1255", "".join(map(chr, range(0x5D0, 0x5EB))) + "₪"),
    Encoding("cp1251", "Windows-1251", _CYRILLIC),
    Encoding("koi8_r", "KOI8-R", _CYRILLIC),
    Encoding("cp1253", "Windows-1253", "".join(map(chr, range(0x386, 0x3CF)))),
    Encoding("cp1256", "Windows-1256", "".join(map(chr, range(0x621, 0x653))) + "پچژگکی"),
    Encoding("cp1257", "Windows-1257", "āčēģīķļņšūžąęėįųĀČĒĢĪĶĻŅŠŪŽĄĘĖĮŲõäöüÕÄÖÜ"),
    Encoding("cp932", "Shift-JIS", _KANA + _WIDE, range(0x88, 0x98)),
    Encoding("euc_jp", "EUC-JP", _KANA + _WIDE, range(0xB0, 0xD0), 0.85),
    Encoding("gb18030", "GB 18030", _WIDE, range(0xB0, 0xD8), 0.92),
    Encoding("big5", "Big5", _WIDE, range(0xA4, 0xC7), 0.93),
    Encoding("cp949", "Windows-949", _WIDE, range(0xB0, 0xC9)),
)  # fmt: skip
#: Letters that are usual in few languages only: they count a little less.
_SELDOM = frozenset("þðýÞÐÝ")


def likeliest(data: bytes) -> Encoding:
    """The encoding that `data` probably is in; one in which it can be read whole if any is."""
    sample = data[:_SAMPLE]
    if len(data) > _SAMPLE:  # not within a letter of several bytes
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    best, most = Encoding("latin-1", "Latin-1", ""), -9.0
    for encoding in ENCODINGS:
        try:
            text = sample.decode(encoding.codec)
            data.decode(encoding.codec)
        except UnicodeDecodeError:
            continue
        score = _score(text, encoding)
        if score > most + 1e-9:
            best, most = encoding, score
    return best


def _score(text: str, encoding: Encoding) -> float:
    """How much a text looks like one of that encoding: 1 at best."""
    usual = _letters(encoding)
    total = 0.0
    n = 0
    before = " "
    for c, after in zip(text, text[1:] + " ", strict=True):
        if c > "\x7f":
            n += 1
            total += _of_letter(c, before, after, usual, encoding)
        before = c
    return total / n if n else 0.0


def _of_letter(c: str, before: str, after: str, usual: frozenset[str], encoding: Encoding) -> float:
    """How usual one letter is where it stands."""
    if c in _SIGNS and c not in usual:
        within = before.isalpha() and after.isalpha() and c not in _WITHIN_WORDS
        return -1.0 if within else 1.0
    shape = 0.0
    if c.isupper() and not before.isspace():
        shape = -1.0 if before.islower() else -0.1 * before.isupper()
    if c < "\u0250" and _is_marked(before) and _is_marked(after):
        shape -= 0.3  # Latin letters with marks seldom stand three in a row
    if "\u0250" < c < "\u1000" and (_is_latin(before) or _is_latin(after)):
        shape = -1.0  # two scripts in one word
    if c in usual:
        return 1.0 + shape
    if encoding.first_bytes and c.encode(encoding.codec)[0] in encoding.first_bytes:
        return encoding.ideograph if category(c) == "Lo" else -0.5
    if c in _SELDOM:
        return 0.8 + shape
    if not c.isalpha() and before.isalpha() and after.isalpha():
        shape = -1.0
    return shape - 0.5


def _is_marked(c: str) -> bool:
    return c > "\x7f" and c.isalpha()


def _is_latin(c: str) -> bool:
    return c < "\x7f" and c.isalpha()


@cache
def _letters(encoding: Encoding) -> frozenset[str]:
    return frozenset(encoding.letters)
