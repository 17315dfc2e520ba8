"""Reports of mistakes of the program's own: text files in the user's state folder, never sent.

A report has three parts: what and where, with the circumstances; the trace; and what the
error said. The last may hold words of a map, so only the file itself has it: what is copied
or shown elsewhere is `without_words`.
"""

import re
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from model.files import atomic
from model.files.state import state_folder

#: How many reports are kept; the oldest go.
MOST = 20
#: How many frames of one trace are shown, at either end, and how many errors of a chain.
_FRAMES, _CHAIN = 40, 8
#: How much of what an error said is kept, in characters.
_SAID = 4000
_TRACE = "The trace, the latest call last:"
_WORDS = "What the error said. It may hold words of a map: read it before you send it to anybody."
_ROOT = Path(__file__).parents[1]
_PROGRAM = ("app/", "widgets/", "export/", "model/", "resources/")
_LIBRARIES = re.compile(r".*[/\\](?:site-packages|dist-packages)[/\\]")
_PYTHON = re.compile(r".*[/\\](?=python3\.\d+[/\\])")
_writing = threading.Lock()


class Mistake(NamedTuple):
    """One error that nobody caught, in text: it holds neither the error nor its frames.

    Attributes:
        error: the name of its class.
        place: where in the program it was raised, as far as possible in Touchline itself.
        trace: all calls, without what the errors said.
        said: what each error of the chain said, which may hold words of a map.
    """

    error: str
    place: str
    trace: str
    said: str


class Report(NamedTuple):
    """What a report that was kept is about, without the map's words."""

    file: Path
    time: str
    error: str
    place: str
    times: int


def mistake(error: BaseException) -> Mistake:
    """What can be said about an error."""
    chain = _chain(error)
    parts: list[str] = []
    said: list[str] = []
    for each, after in chain:
        frames = traceback.extract_tb(each.__traceback__)
        lines = traceback.StackSummary.from_list([_short(frame) for frame in frames]).format()
        if len(lines) > 2 * _FRAMES:
            lines = [*lines[:_FRAMES], "  ...\n", *lines[-_FRAMES:]]
        parts.append(f"{''.join(lines)}{_name(type(each))}\n{after}")
        words = "".join(f"\n{note}" for note in getattr(each, "__notes__", ()))
        said.append(f"{_name(type(each))}: {_said(each)}{words}"[:_SAID])
    return Mistake(_name(type(error)), _place(error), "\n".join(parts).rstrip(), "\n".join(said))


def text(what: Mistake, facts: Mapping[str, str], *, time: datetime, count: int = 1) -> str:
    """A whole report. `facts` are the circumstances, by name."""
    head = {
        "Time": time.astimezone(UTC).isoformat(timespec="seconds"),
        "Error": what.error,
        "Place": what.place,
        "Count": str(count),
        **facts,
    }
    lines = [f"{name}: {' '.join(str(value).split())}" for name, value in head.items()]
    parts = ["\n".join(lines), f"{_TRACE}\n{what.trace}"]
    if what.said:
        parts.append(f"{_WORDS}\n{what.said}")
    return "\n\n".join(parts) + "\n"


def without_words(report: str) -> str:
    """A report without what the error said."""
    return report.partition(f"\n{_WORDS}\n")[0].rstrip() + "\n"


def write(report: str, error: str, *, time: datetime, state: Path | None = None) -> Path:
    """Keep a new report; its file. The oldest give way.

    Raises:
        SaveError, OSError: it cannot be written.
    """
    folder = _folder(state)
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W", "", error.rpartition(".")[2])[:40] or "Error"
    moment = time.astimezone(UTC)
    stem = f"{moment:%Y-%m-%d-%H%M%S}-{moment.microsecond // 1000:03}-{name}"
    with _writing:
        file, number = folder / f"{stem}.txt", 1
        while file.exists():
            number += 1
            file = folder / f"{stem}-{number}.txt"
        rewrite(file, report)
    for old in _files(folder)[MOST:]:
        with suppress(OSError):
            old.unlink()
    return file


def rewrite(file: Path, report: str) -> None:
    """Replace a report, as its count has grown.

    Raises:
        SaveError: it cannot be written.
    """
    atomic.replace_bytes(file, report.encode("utf-8", "backslashreplace"))


def kept(state: Path | None = None) -> Iterator[Report]:
    """The reports that there are, the newest first. What is none is left out."""
    for file in _files(_folder(state)):
        try:
            head = file.read_text("utf-8", "replace").partition("\n\n")[0]
        except OSError:
            continue
        said = dict(line.partition(": ")[::2] for line in head.splitlines())
        count = said.get("Count", "")
        if "Error" in said:
            yield Report(
                file,
                said.get("Time", ""),
                said["Error"],
                said.get("Place", ""),
                int(count) if count.isdecimal() else 1,
            )


def short_path(name: str) -> str:
    """The path of a file of code without what says whose machine it is on."""
    try:
        inside = Path(name).relative_to(_ROOT)
    except ValueError:
        pass
    else:
        if inside.as_posix().startswith(_PROGRAM):
            return inside.as_posix()
    for cut in (_LIBRARIES, _PYTHON):
        if found := cut.match(name):
            return name[found.end() :].replace("\\", "/")
    return name if name.startswith("<") else Path(name).name


def at_home(path: Path) -> str:
    """A path with the home folder as "~"."""
    try:
        return f"~/{path.relative_to(Path.home()).as_posix()}"
    except (ValueError, RuntimeError):
        return str(path)


def is_own(name: str) -> bool:
    """Whether a file of code is Touchline's."""
    return short_path(name).startswith(_PROGRAM)


def _folder(state: Path | None) -> Path:
    return state_folder("reports") if state is None else state / "reports"


def _files(folder: Path) -> list[Path]:
    # Names begin with the time. A dot is a save that was interrupted.
    found = (file for file in folder.glob("*.txt") if not file.name.startswith("."))
    return sorted(found, reverse=True)


def _chain(error: BaseException) -> list[tuple[BaseException, str]]:
    """The errors that led to this one, the first one first, each with what follows it."""
    found: list[tuple[BaseException, str]] = [(error, "")]
    seen = {id(error)}
    while len(found) < _CHAIN:
        last = found[0][0]
        cause, after = last.__cause__, "\nwhich was the reason for:\n"
        if cause is None and not last.__suppress_context__:
            cause, after = last.__context__, "\nand while that was handled:\n"
        if cause is None or id(cause) in seen:
            break
        seen.add(id(cause))
        found.insert(0, (cause, after))
    if isinstance(error, BaseExceptionGroup):
        found[:0] = [(each, "\none of a group:\n") for each in error.exceptions[:_CHAIN]]
    return found


def _short(frame: traceback.FrameSummary) -> traceback.FrameSummary:
    return traceback.FrameSummary(
        short_path(frame.filename), frame.lineno, frame.name, lookup_line=False, line=frame.line
    )


def _place(error: BaseException) -> str:
    """The last call in Touchline's own code, or the last one of all."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if is_own(frame.filename)]
    if not frames:
        return "unknown"
    frame = (own or frames)[-1]
    return f"{short_path(frame.filename)}, line {frame.lineno}, in {frame.name}"


def _name(kind: type[BaseException]) -> str:
    plain = kind.__module__ in ("builtins", "__main__")
    return kind.__qualname__ if plain else f"{kind.__module__}.{kind.__qualname__}"


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception as second:  # an error that cannot even be told is still a mistake to report
        return f"(nothing: {type(second).__name__} while it was asked)"
