"""The commonest slips in JSON that was written by hand, in words of their own."""

import re

#: The lines by which git marks a conflict that nobody has settled.
CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)", re.MULTILINE)
NO_MAP = "this is text, not a map"

_CURLY = re.compile("[\u201c\u201d\u201e\u201f\u2033]")
_WORD = re.compile(r"(True|False|None|TRUE|FALSE|NULL|Null|nil|undefined)\b")
_RIGHT = {"true": "true", "false": "false"}


def named_slip(text: str, at: int) -> tuple[str, int] | None:
    """What went wrong at the offset `at`, where no parser can go on, and its offset.

    None if it is none of the known slips.
    """
    line_end = re.compile(r"[\r\n]|$").search(text, at)
    on_line = text[text.rfind("\n", 0, at) + 1 : line_end.start() if line_end else len(text)]
    first = text[at : at + 1]
    if not text[:at].strip() and first == "#" and not _has_map_below(text[at:]):
        return NO_MAP, at  # as Markdown begins
    if text.startswith(("//", "/*", "#"), at):
        return "JSON has no comments", at
    if _CURLY.match(first) or (first in "\r\n" and _CURLY.search(on_line)):
        return '\u201c and \u201d are curly quotes; JSON needs straight ones: "', at
    word = _WORD.match(text, at)
    if word:
        right = _RIGHT.get(word[0].lower(), "null")
        return f"{word[0]} is not JSON: write {right}", at
    if not text[:at].strip() and (first.isalpha() or first in "-*=_.<>!|("):
        return NO_MAP, at
    return None


def _has_map_below(text: str) -> bool:
    """Whether an object begins below lines that begin with "#"."""
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line and line[0] != "#"), "").startswith("{")


def separator_slip(text: str, at: int, closing: str) -> tuple[str, int] | None:
    """That a comma is missing before `at`, and the offset where it belongs; or None.

    `closing` is what could stand at `at` instead, "}" or "]".
    """
    opens_item = '"' if closing == "}" else '"{[-0123456789tfn'
    before = text[:at].rstrip(" \t\r\n")
    gap = text[len(before) : at]
    if at >= len(text) or text[at] not in opens_item or (not gap and text[at] != '"'):
        return None
    ends_line = "\n" in gap or "\r" in gap
    where = "at the end of this line" if ends_line else "here"
    return f"a comma is missing {where}", len(before)
