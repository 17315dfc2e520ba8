"""`touchline doctor`: whether all that Touchline needs is here, to be read or sent on.

It says nothing about any map, the home folder is written as "~", and neither the user nor
the computer is named.
"""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from app.commands import doctor_desktop as desktop
from app.commands import doctor_git as git
from app.commands import doctor_kept as kept
from app.commands.facts import Fact
from app.start import why_no_window
from app.system import advice, explain, missing
from app.version import program_version
from resources import fonts

_LIBRARIES = (
    ("PySide6-Essentials", "Qt for Python"),
    ("reportlab", "ReportLab"),
    ("pikepdf", "pikepdf"),
    ("uharfbuzz", "HarfBuzz, by uharfbuzz"),
    ("fonttools", "fontTools"),
    ("pydantic", "pydantic"),
)
#: ISO 15924 codes of what the bundled fonts are for.
_SCRIPTS = {
    "Latn": "Latin",
    "Grek": "Greek",
    "Cyrl": "Cyrillic",
    "Arab": "Arabic",
    "Hebr": "Hebrew",
    "Deva": "Devanagari",
    "Thai": "Thai",
    "Jpan": "Japanese",
    "Hans": "Chinese (simplified)",
    "Hant": "Chinese (traditional)",
    "Kore": "Korean",
    "Zsye": "emoji",
    "Zsym": "symbols",
}


def sections() -> Iterator[tuple[str, Iterator[Fact]]]:
    """All that there is to say, under headings."""
    yield "Installed", _installed()
    yield "Settings and desktop", desktop.facts()
    yield "git", git.facts()
    yield "State folder", kept.folder()
    yield "Mistakes that were reported", kept.mistakes()
    yield "End of the log", kept.log()


def _installed() -> Iterator[Fact]:
    """What there is, program first."""
    yield Fact("Touchline", program_version())
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    yield Fact("Python", f"{platform.python_version()} on {system}")
    for package, name in _LIBRARIES:
        yield _library(package, name)
    yield _qt()
    yield _window()
    yield from _fonts()


def _library(package: str, name: str) -> Fact:
    try:
        return Fact(name, version(package))
    except PackageNotFoundError:
        return Fact(name, "install Touchline again with its dependencies", fine=False)


def _qt() -> Fact:
    """Whether Qt can paint here, which PNG files need; nothing else of the command line does."""
    name = "Qt"
    lacking = missing()
    if lacking:
        return Fact(name, advice(lacking), fine=False)
    try:
        from PySide6.QtCore import qVersion
        from PySide6.QtGui import QImage
    except ImportError as error:
        return Fact(name, explain(error), fine=False)
    if QImage(1, 1, QImage.Format.Format_RGB32).isNull():
        return Fact(name, f"{qVersion()} is here, but makes no picture", fine=False)
    return Fact(name, f"{qVersion()}, with all that it needs of the system")


def _window() -> Fact:
    """Whether the editor can open here. Without a display nobody expects it to."""
    name = "Editor"
    why = why_no_window()
    if not why:
        return Fact(name, "a window can be opened")
    return Fact(name, why, fine=why.startswith("there is no display"))


def _fonts() -> Iterator[Fact]:
    scripts: dict[str, bool] = {}
    gone: list[str] = []
    for key, font in fonts.manifest().items():
        there = fonts.path(key).is_file()
        if not there:
            gone.append(font.file)
        for code in font.scripts:
            scripts[code] = scripts.get(code, False) or there
    if gone:
        todo = "install Touchline again"
        yield Fact("Fonts", f"{', '.join(gone)}; {todo}", fine=False)
    else:
        yield Fact("Fonts", f"{len(fonts.manifest())} files, all here")
    here = [_SCRIPTS.get(code, code) for code, there in scripts.items() if there]
    yield Fact("Scripts", ", ".join(here))
