"""Text that no spreadsheet takes for a formula, and the way back.

Programs that open CSV compute a cell that begins with one of = + - @, whoever wrote it (OWASP,
"CSV Injection"). An apostrophe in front makes it text; where text began with apostrophes
already it gets one more, so that reading takes away what writing put there and nothing else.
Figures stay figures: -2 is no formula.
"""

import re

_STARTS = re.compile(r"'*[\s\ufeff\u200b]*[=+\-@＝＋－＠]|'*[\t\r\n]")
_FIGURE = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")


def harmless(text: str) -> str:
    """`text` as it is written into a CSV file."""
    if not text or text[0].isalnum() or not _STARTS.match(text) or _FIGURE.fullmatch(text):
        return text
    return f"'{text}"


def as_meant(text: str) -> str:
    """What was meant by a cell of a CSV file."""
    return text[1:] if text.startswith("'") and _STARTS.match(text) else text
