"""Our lines in files of git's, put in and taken out without touching the others.

A line of attributes says for which files the merge driver and the outlines of Touchline are
used; one of what git ignores, that it says nothing of the small file beside a map that is
open. Above each stands a comment, by which it is found again; both go together.
"""

#: What the line says: git calls the settings `merge.touchline` and `diff.touchline`.
LINE = b"*.journey.json merge=touchline diff=touchline"
#: What git says nothing of: who has a map open.
IGNORED = b".*.journey.json.lock"
_COMMENT = b"# Journey maps, by Touchline. `touchline git uninstall` removes this and the next line"
#: What the comment adds, so that the file can be made again exactly as it was.
_ADDED = {
    b".": "nothing",
    b", and the file, which was not there before.": "file",
    b", and the end of the line above, which had none.": "end",
}
_SUFFIX = {sort: suffix for suffix, sort in _ADDED.items()}


def holds(data: bytes | None, line: bytes = LINE) -> bool:
    """Whether our line is in the file whose content is `data` (None: there is no file)."""
    return data is not None and any(_ours(data.splitlines(keepends=True), line))


def put_in(data: bytes | None, line: bytes = LINE) -> bytes:
    """The content with our line at its end, once; what was there before stays as it was."""
    if data is not None and holds(data, line):
        return data
    if data is None:
        return _COMMENT + _SUFFIX["file"] + b"\n" + line + b"\n"
    end = b"\r\n" if b"\r\n" in data else b"\n"
    whole = not data or data.endswith(b"\n")
    comment = _COMMENT + _SUFFIX["nothing" if whole else "end"]
    return data + (b"" if whole else end) + comment + end + line + end


def taken_out(data: bytes, line: bytes = LINE) -> bytes | None:
    """The content without our line; None if the file was made for them and holds no more."""
    lines = data.splitlines(keepends=True)
    kept: list[bytes] = []
    made = False
    marks = _ours(lines, line)
    for other, sort in zip(lines, marks, strict=True):
        if not sort:
            kept.append(other)
        elif sort == "end" and kept:
            kept[-1] = kept[-1].rstrip(b"\r\n")
        made = made or sort == "file"
    # What somebody wrote below our lines must not be joined to the line above them.
    for number, other in enumerate(kept[:-1]):
        if not other.endswith((b"\n", b"\r")):
            kept[number] = other + b"\n"
    left = b"".join(kept)
    return None if made and not left.strip() else left


def _ours(lines: list[bytes], ours: bytes) -> list[str]:
    """For each line "" if it is not ours, else what the comment above or in it added."""
    found = [""] * len(lines)
    for number, line in enumerate(lines):
        text = line.rstrip(b"\r\n")
        sort = _ADDED.get(text.removeprefix(_COMMENT)) if text.startswith(_COMMENT) else None
        if sort is None:
            continue
        found[number] = sort
        if number + 1 < len(lines) and lines[number + 1].rstrip(b"\r\n") == ours:
            found[number + 1] = sort if sort == "file" else "nothing"
    return found
