"""What Qt needs of the system, and which package brings what is missing.

A wheel of PySide6 carries Qt but not the libraries below Qt. On a small machine the import
of QtGui then fails with the name of one file, which tells nobody what to install.
"""

import ctypes
import re
import sys
from collections.abc import Callable
from types import MappingProxyType
from typing import NamedTuple


class Packages(NamedTuple):
    """Who brings a library, in Debian and Ubuntu, and in Fedora."""

    debian: str
    fedora: str


#: Read with objdump from the libraries of PySide6-Essentials 6.11: Core, Gui, Svg, DBus and
#: the offscreen platform.
ALWAYS = MappingProxyType(
    {
        "libEGL.so.1": Packages("libegl1", "libglvnd-egl"),
        "libGL.so.1": Packages("libgl1", "libglvnd-glx"),
        "libX11.so.6": Packages("libx11-6", "libX11"),
        "libxkbcommon.so.0": Packages("libxkbcommon0", "libxkbcommon"),
        "libfontconfig.so.1": Packages("libfontconfig1", "fontconfig"),
        "libfreetype.so.6": Packages("libfreetype6", "freetype"),
        "libdbus-1.so.3": Packages("libdbus-1-3", "dbus-libs"),
        "libglib-2.0.so.0": Packages("libglib2.0-0", "glib2"),
        "libgthread-2.0.so.0": Packages("libglib2.0-0", "glib2"),
        "libz.so.1": Packages("zlib1g", "zlib-ng-compat"),
        "libzstd.so.1": Packages("libzstd1", "libzstd"),
    }
)

#: What the platform xcb needs on top, for a window on X11.
WINDOW = MappingProxyType(
    {
        "libxcb-cursor.so.0": Packages("libxcb-cursor0", "xcb-util-cursor"),
        "libxcb-icccm.so.4": Packages("libxcb-icccm4", "xcb-util-wm"),
        "libxcb-image.so.0": Packages("libxcb-image0", "xcb-util-image"),
        "libxcb-keysyms.so.1": Packages("libxcb-keysyms1", "xcb-util-keysyms"),
        "libxcb-render-util.so.0": Packages("libxcb-render-util0", "xcb-util-renderutil"),
        "libxcb-util.so.1": Packages("libxcb-util1", "xcb-util"),
        "libxkbcommon-x11.so.0": Packages("libxkbcommon-x11-0", "libxkbcommon-x11"),
        "libX11-xcb.so.1": Packages("libx11-xcb1", "libX11-xcb"),
        "libxcb.so.1": Packages("libxcb1", "libxcb"),
        "libxcb-randr.so.0": Packages("libxcb-randr0", "libxcb"),
        "libxcb-render.so.0": Packages("libxcb-render0", "libxcb"),
        "libxcb-shape.so.0": Packages("libxcb-shape0", "libxcb"),
        "libxcb-shm.so.0": Packages("libxcb-shm0", "libxcb"),
        "libxcb-sync.so.1": Packages("libxcb-sync1", "libxcb"),
        "libxcb-xfixes.so.0": Packages("libxcb-xfixes0", "libxcb"),
        "libxcb-xkb.so.1": Packages("libxcb-xkb1", "libxcb"),
    }
)

_FILE = re.compile(r"(lib[\w.+-]+?\.so(?:\.\d+)*): cannot open shared object file")


def missing(window: bool = False, load: Callable[[str], object] = ctypes.CDLL) -> list[str]:
    """The libraries that Qt needs and the system lacks; with `window`, for X11 too.

    Only Linux is looked at: elsewhere the wheel and the system have all there is. `load`
    raises OSError for a library that is not there.
    """
    if not sys.platform.startswith("linux"):
        return []
    wanted = [*ALWAYS, *(WINDOW if window else ())]
    return [name for name in wanted if not _loads(name, load)]


def _loads(name: str, load: Callable[[str], object]) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True


def advice(libraries: list[str]) -> str:
    """One line that says what to install for `libraries`; "" if there are none."""
    if not libraries:
        return ""
    known = {**ALWAYS, **WINDOW}
    names = ", ".join(libraries)
    debian = " ".join(dict.fromkeys(known[n].debian for n in libraries if n in known))
    fedora = " ".join(dict.fromkeys(known[n].fedora for n in libraries if n in known))
    if not debian:
        return f"Qt needs {names}, which this system lacks; install the package that brings it"
    return (
        f"Qt needs {names}, which this system lacks; install it with "
        f"`apt install {debian}` (Debian, Ubuntu) or `dnf install {fedora}` (Fedora)"
    )


def explain(error: ImportError, load: Callable[[str], object] = ctypes.CDLL) -> str:
    """One line on why PySide6 could not be imported and what to do about it.

    The loader names one file only, so the others that Qt needs are looked for as well.
    """
    found = _FILE.search(str(error))
    if found:
        named = found.group(1)
        return advice([named, *(name for name in missing(load=load) if name != named)])
    if isinstance(error, ModuleNotFoundError):
        return f"{error.name} is not installed; install Touchline again with its dependencies"
    return f"Qt cannot be loaded: {' '.join(str(error).split())}"


if __name__ == "__main__":
    sys.exit(advice(missing()) or None)
