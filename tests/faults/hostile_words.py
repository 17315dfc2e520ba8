"""Hostile words: texts that no shaper, line breaker or terminal likes, and texts as markup."""

from collections.abc import Iterator
from typing import Any

from model.records import LONGEST_TEXT
from tests.faults.hostile import Hostile, clean, grid, of_tables, opens, refused

_ARABIC = "\u0633\u0644\u0627\u0645"
_FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
#: A text's name, the text itself.
_TEXTS: tuple[tuple[str, str], ...] = (
    ("one word without a break", "x" * LONGEST_TEXT),
    ("one word of wide letters", "W" * LONGEST_TEXT),
    ("one word of soft hyphens", "a\u00ad" * (LONGEST_TEXT // 2)),
    ("one word joined by word joiners", "a\u2060" * (LONGEST_TEXT // 2)),
    ("ideographs without end", "\u81ea" * LONGEST_TEXT),
    ("thousands of short words", "a " * (LONGEST_TEXT // 2)),
    ("blanks only", " " * LONGEST_TEXT),
    ("no-break spaces only", "\u00a0" * LONGEST_TEXT),
    ("line breaks only", "\n" * LONGEST_TEXT),
    ("paragraph separators", "a\u2029" * 5000),
    ("tabs", "\t" * 5000),
    ("returns", "a\rb\r\nc\n\rd" * 1000),
    ("combining marks", "o" + "\u0301" * 10_000),
    ("combining marks without a letter", "\u0301" * 10_000),
    ("many sorts of combining marks", "Z" + "".join(map(chr, range(0x300, 0x370))) * 80),
    ("enclosing marks", "a\u20dd\u20de\u20df" * 1000),
    ("zero-width spaces", "\u200b" * LONGEST_TEXT),
    ("zero-width joiners", "\u200d" * LONGEST_TEXT),
    ("zero-width non-joiners", ("\u0645\u200c" * 10_000)[:LONGEST_TEXT]),
    ("byte order marks", "\ufeff" * 5000),
    ("right-to-left overrides", "\u202e" * LONGEST_TEXT),
    ("overrides around letters", "\u202eab\u202dcd" * 2000),
    ("embeddings that never end", "\u202b\u202a" * 5000 + "end"),
    ("isolates that never end", "\u2067\u2066\u2068" * 3000 + "end"),
    ("ends without a beginning", "\u202c\u2069" * 5000),
    ("both directions in turn", f"abc {_ARABIC} 123 " * 1000),
    ("both directions without a blank", f"a{_ARABIC}1" * 2000),
    ("Arabic without a blank", (_ARABIC * LONGEST_TEXT)[:LONGEST_TEXT]),
    ("Arabic with every mark", "\u0628\u0651\u0650\u064e\u064f" * 2000),
    ("one Arabic ligature", "\ufdfd" * 3000),
    ("Devanagari clusters", "\u0915\u094d" * 5000),
    ("Thai without a blank", "\u0e01\u0e33" * 5000),
    ("Tibetan stacks", "\u0f40" + "\u0f90" * 5000),
    ("conjoining Hangul", "\u1100\u1161\u11a8" * 3000),
    ("a chain of emoji", "\u200d".join(["\U0001f469"] * 5000)),
    ("families", _FAMILY * 500),
    ("flags that pair oddly", "\U0001f1e9" * 5001),
    ("skin tones", "\U0001f44d" + "\U0001f3ff" * 3000),
    ("tags of flags", "\U0001f3f4" + "\U000e0067" * 5000),
    ("variation selectors", "\u2764\ufe0f\ufe0e" * 3000),
    ("selectors of ideographs", "\u845b\U000e0100" * 3000),
    ("private use", "\ue000\uf8ff\U000f0000\U0010fffd" * 2000),
    ("unassigned", "\u0378\u2fe0\U000e0fff\U0003ffff" * 2000),
    ("noncharacters", "\ufdd0\ufffe\uffff\U0001fffe" * 2000),
    ("replacement characters", "\ufffd" * 5000),
    ("control characters", "".join(map(chr, range(1, 32))) * 300),
    ("NUL", "a\x00b" * 3000),
    ("C1 controls", "".join(map(chr, range(0x7F, 0xA0))) * 200),
    ("escape sequences of a terminal", "\x1b]0;x\x07\x1b[2J\x1b[31m" * 500),
    ("interlinear annotation", "\ufff9a\ufffab\ufffb" * 2000),
    ("musical symbols", "\U0001d157\U0001d165" * 2000),
    ("cuneiform", "\U00012000" * 3000),
    ("mathematical letters", "\U0001d4d0" * 3000),
    ("every plane", "".join(chr(n) for n in range(0x20, 0x2FFFF, 97) if not 0xD800 <= n < 0xE000)),
    ("a line of 20,000 hyphens", "-" * LONGEST_TEXT),
    ("slashes", "/a" * 10_000),
    ("an address without end", "https://example.org/" + "a/" * 9000),
    ("brackets", "((((" * 5000),
)
_SECRET = "/CANARIES-STAND-HERE/secret"
#: Texts that are instructions to something that shows or reads them.
_MARKUP: tuple[tuple[str, str], ...] = (
    ("img with a path", f"<img src='{_SECRET}.png'>"),
    ("img with file:", f'<img src="file://{_SECRET}.png" width=99999 height=99999>'),
    ("img with a climb", "<img src='../../canaries/secret.png'>"),
    ("img with a UNC name", r"<img src='\\host.invalid\share\secret.png'>"),
    ("img with http", "<img src='http://127.0.0.1:9/secret.png'>"),
    ("img with qrc", "<img src='qrc:/secret.png'>"),
    ("img with data", "<img src='data:image/svg+xml;base64,PHN2Zy8+'>"),
    ("a style sheet", f"<link rel=stylesheet href='file://{_SECRET}.css'>"),
    ("an import", f"<style>@import url(file://{_SECRET}.css); a {{x: y}}</style>"),
    ("a background", f"<table background='file://{_SECRET}.png'><tr><td>x</table>"),
    ("a script", "<script>fetch('http://127.0.0.1:9')</script>"),
    ("a frame", f"<iframe src='file://{_SECRET}.txt'></iframe>"),
    ("an object", f"<object data='file://{_SECRET}.svg'></object>"),
    ("an event", "<b onclick=alert(1) onload=alert(2)>x</b>"),
    ("entities", "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>&b;&b;&lt;"),
    ("an outside entity", f"<!DOCTYPE x [<!ENTITY a SYSTEM 'file://{_SECRET}.txt'>]>&a;"),
    ("the end of a CDATA", "]]>]]&gt;<![CDATA["),
    ("the end of a PDF text", ")) Tj ET Q endstream endobj (((\\"),
    ("a PDF action", f"<< /S /Launch /F ({_SECRET}.txt) >>"),
    ("paragraph tags of a report", f"<para><img src='{_SECRET}.png'/><font name='x'>a</para>"),
    ("Markdown", f"![x](file://{_SECRET}.png) [y](javascript:alert(1)) <{_SECRET}.txt>"),
    ("rich markup of a terminal", f"[link=file://{_SECRET}.txt]x[/link] [/] [bold"),
    ("braces of a format", "{0} {x.__class__} %s %(x)s ${y}"),
    ("LaTeX", f"\\input{{{_SECRET}.txt}} \\write18{{id}}"),
)
_LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " java\nscript:alert(1)",
    "data:text/html,<b>",
    f"file://{_SECRET}.txt",
    f"{_SECRET}.txt",
    r"\\host.invalid\share",
    "//host.invalid/x",
    "http://",
    "http://[::1",
    "http://a b",
    "http://\u202egro.elpmaxe",
    "https://user:pw@x.invalid",
    "mailto:",
    "mailto:a@example.org?attach=/etc/passwd",
    "mailto:a@example.org%0aBcc:b",
    "vbscript:x",
    "smb://host.invalid/x",
    "ldap://host.invalid",
    "tel:1",
    "about:blank",
    "http:" + "/" * 10_000,
    "http://x.invalid/" + "%41" * 5000,
    "https://\ud7ff\ue000/",
    "\x00",
    "http://example.org/)>>/S/Launch(",
    "http://example.org/\"'><script>",
    "ms-msdt:/id",
    "a:" * 999,
)


def files() -> Iterator[Hostile]:
    """All of them."""
    for name, text in _TEXTS:
        yield Hostile("words", name, f"A card says: {name}.", opens(), _said(text))
    yield Hostile(
        "words",
        "one word of 100,000 characters",
        "More than a text may have.",
        refused("longer than 20000"),
        grid({"c": {"title": "x" * 100_000}}),
    )
    yield Hostile(
        "words",
        "1 MB in a title",
        "More than a text may have.",
        refused("longer than 20000"),
        grid({"c": {"title": "word " * 200_000}}),
    )
    yield Hostile(
        "words",
        "1 MB in an unknown field",
        "A text that no version knows.",
        clean(),
        grid({"c": {"essay": "word " * 200_000}}),
    )
    yield Hostile(
        "words",
        "1 MB in goals",
        "A persona has 50 goals of 20,000 characters.",
        opens(),
        grid({}, personas={"p": {"goals": ["goal " * 4000] * 50}}),
    )
    yield Hostile(
        "words",
        "1 MB in tags",
        "A card has 50 tags of 20,000 characters.",
        opens(),
        grid({"c": {"tags": ["tag" * 6000] * 50}}),
    )
    yield Hostile(
        "words",
        "20,000 tags",
        "A card has 20,000 tags.",
        opens(),
        grid({"c": {"tags": [f"tag {n}" for n in range(20_000)]}}),
    )
    yield Hostile(
        "words",
        "10,000 saved views",
        "Views with texts like regular expressions.",
        opens(),
        grid(
            {},
            map={"saved_views": [{"name": f"v{n}", "text": "(a+)+$" * 9} for n in range(10_000)]},
        ),
    )
    for language in ("ar", "he", "zz", "zh-Hant-x1", "abc-" + "abcdefgh-" * 500 + "ab"):
        yield Hostile(
            "words",
            f"the language {language[:20]}",
            "An unusual language.",
            opens(),
            grid({"c": {"title": f"abc {_ARABIC} 12.5%"}}, map={"language": language}),
        )
    for name, text in _MARKUP:
        yield Hostile(
            "markup", name, "A text that would make a viewer look outside.", opens(), _said(text)
        )
    for link in _LINKS:
        shown = ascii(link)[1:-1][:36]
        yield Hostile(
            "links",
            f"the link {shown}",
            "An address that nobody should follow.",
            opens(),
            _linked(link),
        )


def _said(text: str) -> bytes:
    """The text wherever a map shows one."""
    tables: dict[str, Any] = {
        "map": {"title": text, "subtitle": text[:300], "scenario": text[:3000]},
        "stages": {"s": {"name": text}},
        "steps": {"t": {"stage_id": "s", "name": text[:300], "when": text[:300]}},
        "lanes": {"l": {"name": text[:3000]}, "e": {"kind": "emotion", "name": "E", "order": "a1"}},
        "cards": {"c": {"step_id": "t", "lane_id": "l", "title": text, "body": text[:3000]}},
        "personas": {"p": {"name": text[:300], "quote": text[:3000]}},
        "feelings": {"f": {"persona_id": "p", "step_id": "t", "score": 1, "word": text[:300]}},
        "links": {"k": {"source_id": "c", "label": text[:300]}},
        "comments": {"r": {"about_id": "c", "text": text}},
    }
    return of_tables(**tables)


def _linked(link: str) -> bytes:
    return grid(
        {"c": {"title": "A link", "url": link, "evidence_ids": ["e"]}},
        evidence={"e": {"kind": "survey", "url": link, "source": link}},
        map={"baseline": link[:200]},
    )
