"""Opening the editor: whether there can be a window here, then the application around it."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.system import advice, missing

#: What a shell asks the command line for the words that it could complete with.
_COMPLETING = "_TOUCHLINE_COMPLETE"


def main() -> None:
    """What `touchline` runs: the editor at once where nothing else can be meant.

    The command line takes 20 to 30 ms to come in, so it is only asked for what it must answer.
    """
    files = [Path(word) for word in sys.argv[1:]]
    if _COMPLETING in os.environ or not _plainly_maps(files) or why_no_window():
        from app.cli import main

        main()
    else:
        try:
            code = _stay(files)
        except (Exception, KeyboardInterrupt) as error:
            from app.troubles import ended_by

            code = ended_by(error)
        sys.exit(code)


def _plainly_maps(files: Sequence[Path]) -> bool:
    return all(
        file.suffix == ".json" and not str(file).startswith("-") and file.exists() for file in files
    )


def why_no_window(environment: Mapping[str, str] = os.environ) -> str:
    """One line on why no window can be opened here; "" if one can.

    Only Linux is looked at: elsewhere there is always a desktop.
    """
    if not sys.platform.startswith("linux"):
        return ""
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if platform not in ("", "xcb", "wayland", "wayland-egl"):
        return advice(missing())
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return (
            "there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is "
            "set); `touchline export MAP -o FILE` needs none"
        )
    return advice(missing(window=True))


def run_editor(files: Sequence[str]) -> int:
    """Open a window for each file, or an empty one, and stay until the last is closed.

    Raises:
        Trouble: no window can be opened here, or there is no such file.
    """
    from app.troubles import Trouble

    for name in files:
        if not Path(name).exists():
            todo = f"`touchline new {name}` makes one." if name.endswith(".json") else ""
            raise Trouble("there is no such file", todo, name)
    trouble = why_no_window()
    if trouble:
        raise Trouble(trouble)
    return _stay([Path(name) for name in files])


def _stay(files: list[Path]) -> int:
    from app.handover import hand_over

    if hand_over(files):
        return 0
    from app.application import listen_soon, make

    application, windows = make()
    windows.begin()
    if files:
        windows.open(files)
    else:
        windows.new()
    windows.recover_soon()
    listen_soon(windows)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return application.exec()


def why_nobody_would_see_it(environment: Mapping[str, str] = os.environ) -> str:
    """As `why_no_window`, and also where Qt was told to show its windows to nobody."""
    platform = environment.get("QT_QPA_PLATFORM", "")
    if platform in ("offscreen", "minimal"):
        return f"QT_QPA_PLATFORM is {platform!r}, with which no window is seen"
    return why_no_window(environment)


if __name__ == "__main__":
    sys.exit(f"touchline: {line}" if (line := why_nobody_would_see_it()) else None)
