"""What can go wrong with a file, always told the same way: what, where, and what to do."""

import errno
from dataclasses import dataclass

#: How the message begins about a file with git's marks in it.
UNMERGED = "a merge was not finished"


class FileTrouble(Exception):
    """Anything that keeps a file from being opened or saved. Nothing has been lost by it."""

    def __init__(self, what: str, where: str = "", todo: str = "") -> None:
        self.what = what
        self.where = where = short(where, 300)
        self.todo = todo
        place = f"{where}: " if where else ""
        super().__init__(f"{place}{what}." + (f" {todo}" if todo else ""))


class FileProblem(FileTrouble):
    """A file cannot be opened; its bytes were left as they are.

    `path` leads to the place like a JSON pointer ("cards/card_1/severity"); `line` and
    `column` count from 1 and are 0 where the trouble has no place in the text.
    """

    def __init__(
        self,
        what: str,
        name: str = "",
        *,
        path: str = "",
        line: int = 0,
        column: int = 0,
        todo: str = "",
    ) -> None:
        self.name = name
        self.path = path
        self.line = line
        self.column = column
        super().__init__(what, place(name, path, line, column), todo)

    @property
    def is_unmerged(self) -> bool:
        """Whether git left its marks in the file."""
        return self.what.startswith(UNMERGED)


class TooLarge(FileProblem):
    """A file is larger than one opens without asking. Asked, one may open it all the same."""

    def __init__(self, what: str, name: str = "") -> None:
        super().__init__(
            what, name, todo="Open it all the same only if you know where it comes from."
        )


class SaveError(FileTrouble):
    """Saving failed. The file that was there is as it was, unless `what` says otherwise."""


class ChangedOnDisk(SaveError):
    """Somebody else wrote the file since it was read, so it was not replaced."""


@dataclass(frozen=True)
class LoadProblem:
    """Something odd that did not keep a file from being opened, with its place in the text.

    `record_id` is the record that shows it, if there is one.
    """

    what: str
    path: str = ""
    line: int = 0
    column: int = 0
    record_id: str = ""

    def __str__(self) -> str:
        where = place("", self.path, self.line, self.column)
        return f"{where}: {self.what}" if where else self.what


def place(name: str, path: str, line: int, column: int) -> str:
    """One readable place: "bike.journey.json, line 12, column 5 (cards/card_1/severity)"."""
    parts = [name] if name else []
    if line:
        parts += [f"line {line}", f"column {column}"]
    text = ", ".join(parts)
    if path:
        text = f"{text} ({path})" if text else path
    return text


def short(text: str, most: int = 40) -> str:
    """`text` in one line of at most `most` characters, without control characters."""
    text = "".join(c if c.isprintable() else "·" for c in text[: most + 1])
    return text if len(text) <= most else text[: most - 1] + "…"


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of `offset`, both from 1. LF, CRLF and CR all end a line."""
    ends = text.count("\n", 0, offset) + text.count("\r", 0, offset)
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return ends - text.count("\r\n", 0, offset) + 1, offset - start + 1


def save_error(error: OSError | ValueError, where: str) -> SaveError:
    """The system's `error` in words for whoever pressed Save."""
    if isinstance(error, ValueError):
        return SaveError(_NO_NAME[0], where, _NO_NAME[1])
    what, todo = _WORDS.get(
        error.errno or 0, (error.strerror or str(error), "Save a copy in another folder.")
    )
    return SaveError(what, where, todo)


def open_problem(error: OSError | ValueError, name: str) -> FileProblem:
    """The system's `error` in words for whoever wanted to open the file."""
    if isinstance(error, ValueError):
        return FileProblem(_NO_NAME[0], name, todo=_NO_NAME[1])
    what, todo = _OPENING.get(
        error.errno or 0, (error.strerror or str(error), "Open another copy.")
    )
    return FileProblem(what, name, todo=todo)


_NO_NAME = ("no file can have such a name", "Choose another name.")
_ELSEWHERE = "Save a copy in another folder."
_WORDS = {
    errno.ENOSPC: ("the disk is full", "Free some space, or save a copy on another disk."),
    errno.EDQUOT: ("your share of the disk is used up", "Free some space, or save elsewhere."),
    errno.EFBIG: ("the file would be larger than this disk or account allows", _ELSEWHERE),
    errno.EIO: (
        "the disk reported an error while writing",
        "Save a copy on another disk, and have this one looked at.",
    ),
    errno.EROFS: ("the disk can only be read", "Save a copy on another disk."),
    errno.EACCES: ("you may not write there", "Save a copy in a folder of your own."),
    errno.EPERM: ("you may not write there", "Save a copy in a folder of your own."),
    errno.EXDEV: ("the file cannot be replaced within its folder", _ELSEWHERE),
    errno.EBUSY: ("the file is held by the system or another program", _ELSEWHERE),
    errno.EMFILE: ("too many files are open", "Close some windows and save again."),
    errno.ENFILE: ("too many files are open on this computer", "Close some programs, save again."),
    errno.ENOENT: ("the folder is not there", "Make the folder first, or save elsewhere."),
    errno.ENOTDIR: ("a part of that place is not a folder", _ELSEWHERE),
    errno.EISDIR: ("there is a folder of that name", "Choose another name."),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "Choose a shorter name."),
    errno.ELOOP: ("the link leads round in a circle", "Choose another name."),
    errno.ESTALE: ("the network folder is gone", "Connect it again, or save elsewhere."),
    errno.ETIMEDOUT: ("the network folder does not answer", "Try again, or save elsewhere."),
}
_OPENING = {
    errno.ENOENT: ("there is no such file", "Check the name and the folder."),
    errno.ENOTDIR: ("there is no such file", "Check the name and the folder."),
    errno.EISDIR: ("this is a folder", "Choose a file in it."),
    errno.EACCES: ("you may not read this file", "Ask its owner, or open a copy."),
    errno.EIO: ("the disk reported an error while reading", "Open another copy."),
    errno.EMFILE: ("too many files are open", "Close some windows and try again."),
    errno.ENFILE: ("too many files are open on this computer", "Close some programs, try again."),
    errno.EPERM: ("you may not read this file", "Ask its owner, or open a copy."),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "Check the name and the folder."),
    errno.ELOOP: ("the link leads round in a circle", "Open the file itself."),
    errno.ENXIO: ("this is a device, not a file", "Choose a file."),
    errno.ENODEV: ("this is a device, not a file", "Choose a file."),
    errno.ESTALE: ("the network folder is gone", "Connect it again, or open another copy."),
    errno.ETIMEDOUT: ("the network folder does not answer", "Try again, or open another copy."),
}
