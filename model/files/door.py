"""From bytes to text: encodings, and whatever was never a map's text at all."""

import codecs
import json

from model.files.errors import FileProblem, line_and_column

BACKUP = "Take an earlier copy of it, for example from git."
CORRECT = "Correct it there; docs/file-format.md says how a map is written."
_MAGIC = (
    (b"PK\x03\x04", "a zip archive, such as an office document"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"<?xml", "an XML file"),
    (b"<svg", "a drawing"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"<mxfile", "a draw.io diagram"),
)
#: What stands in the place of a map that git keeps in a way of its own, and what to do.
_ELSEWHERE = (
    (
        b"version https://git-lfs.github.com/spec/",
        "the map itself is in Git LFS and was not fetched; only a note of it is here",
        "`git lfs pull` fetches it.",
    ),
    (b"\0GITCRYPT\0", "the map is locked by git-crypt", "`git-crypt unlock` unlocks it."),
)
_NO_MAP = "Open a journey map; touchline new makes one."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, name: str = "") -> str:
    """The text in `data`: UTF-8, or UTF-16 and UTF-32 by their mark or their zeros.

    Raises:
        FileProblem: empty, only zeros, some other kind of file, or no text at all.
    """
    if not data.strip():
        raise FileProblem("the file is empty", name, todo=BACKUP)
    if not data.strip(b"\0"):
        raise FileProblem(
            "the file holds only zeros, as after a crash of the computer", name, todo=BACKUP
        )
    for start, what, todo in _ELSEWHERE:
        if data.startswith(start):
            raise FileProblem(what, name, todo=todo)
    begun = data.lstrip()[:16].lower()
    for magic, kind in _MAGIC:
        if begun.startswith(magic.lower()):
            raise FileProblem(f"this is {kind}, not a journey map", name, todo=_NO_MAP)
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        return _decode_again(data, encoding, name, error)


def encoding_of(data: bytes) -> str:
    """The encoding of the text that begins with `data`, as far as its first bytes tell."""
    return next((e for mark, e in _MARKS if data.startswith(mark)), json.detect_encoding(data))


def _decode_again(data: bytes, encoding: str, name: str, error: UnicodeDecodeError) -> str:
    """Some programs write a surrogate as if it were a character: pairs are joined, lone
    ones stay, for the reader to note and take out. Anything else is no text."""
    wide = b""
    if encoding.startswith("utf-8"):
        try:
            wide = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        except UnicodeDecodeError:
            wide = b""
    if wide:
        return wide.decode("utf-16-le", "surrogatepass").removeprefix("\ufeff")
    before = data[: error.start].decode(encoding, "ignore")
    line, column = line_and_column(before, len(before))
    what = f"here the text is not {encoding.removesuffix('-sig').upper()}"
    todo = "The file is damaged or in another encoding: save it as UTF-8."
    if error.end == len(data) and error.reason in ("unexpected end of data", "truncated data"):
        what, todo = "the file is cut off here, within a character", BACKUP
    raise FileProblem(what, name, line=line, column=column, todo=todo) from error
