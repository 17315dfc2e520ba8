"""Our lines in a file of git's attributes, put in and taken out without touching the others.

A line of attributes says for which files the merge driver and the outlines of Touchline are
used. Above it stands a comment, by which it is found again; both go together.
"""

#: What the line says: git calls the settings `merge.touchline` and `diff.touchline`.
LINE = b"*.journey.json merge=touchline diff=touchline"
_COMMENT = b"# Journey maps, by Touchline. `touchline git uninstall` removes this and the next line"
#: What the comment adds, so that the file can be made again exactly as it was.
_ADDED = {
    b".": "nothing",
    b", and the file, which was not there before.": "file",
    b", and the end of the line above, which had none.": "end",
}
_SUFFIX = {sort: suffix for suffix, sort in _ADDED.items()}


def holds(data: bytes | None) -> bool:
    """Whether our lines are in the file whose content is `data` (None: there is no file)."""
    return data is not None and any(_ours(data.splitlines(keepends=True)))


def put_in(data: bytes | None) -> bytes:
    """The content with our lines at its end, once; what was there before stays as it was."""
    if data is not None and holds(data):
        return data
    if data is None:
        return _COMMENT + _SUFFIX["file"] + b"\n" + LINE + b"\n"
    end = b"\r\n" if b"\r\n" in data else b"\n"
    whole = not data or data.endswith(b"\n")
    comment = _COMMENT + _SUFFIX["nothing" if whole else "end"]
    return data + (b"" if whole else end) + comment + end + LINE + end


def taken_out(data: bytes) -> bytes | None:
    """The content without our lines; None if the file was made for them and holds no more."""
    lines = data.splitlines(keepends=True)
    kept: list[bytes] = []
    made = False
    marks = _ours(lines)
    for line, sort in zip(lines, marks, strict=True):
        if not sort:
            kept.append(line)
        elif sort == "end" and kept:
            kept[-1] = kept[-1].rstrip(b"\r\n")
        made = made or sort == "file"
    # What somebody wrote below our lines must not be joined to the line above them.
    for number, line in enumerate(kept[:-1]):
        if not line.endswith((b"\n", b"\r")):
            kept[number] = line + b"\n"
    left = b"".join(kept)
    return None if made and not left.strip() else left


def _ours(lines: list[bytes]) -> list[str]:
    """For each line "" if it is not ours, else what the comment above or in it added."""
    found = [""] * len(lines)
    for number, line in enumerate(lines):
        text = line.rstrip(b"\r\n")
        sort = _ADDED.get(text.removeprefix(_COMMENT)) if text.startswith(_COMMENT) else None
        if sort is None:
            continue
        found[number] = sort
        if number + 1 < len(lines) and lines[number + 1].rstrip(b"\r\n") == LINE:
            found[number + 1] = sort if sort == "file" else "nothing"
    return found
