"""What `touchline doctor` says about the settings and the desktop.

Qt ends a process whose display it cannot reach, and reads settings as the window does, so
another process is asked: `python -m app.commands.doctor_desktop` answers with one JSON object.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from app.commands.facts import Fact, nameless
from app.handover import address
from app.start import why_no_window
from app.system import missing

#: How long, in s, the answer may take: a display that is far away may never give one.
_LONGEST = 30


def facts() -> Iterator[Fact]:
    """The settings that matter, and the screens if there are any."""
    if missing():
        yield Fact("", "Without Qt neither can be told.")
        return
    seen = not why_no_window()
    told = _ask({} if seen else {"QT_QPA_PLATFORM": "offscreen"})
    if isinstance(told, str) and seen:
        yield Fact("Desktop", told)
        told = _ask({"QT_QPA_PLATFORM": "offscreen"})
        seen = False
    if isinstance(told, str):
        yield Fact("Settings", told)
        return
    names = ["Theme", "Language", "Own shortcuts", *(["Desktop"] if seen else [])]
    for name in names:
        yield Fact(name, nameless(str(told.get(name, "unknown"))))
    if not address():
        variable = "TMPDIR" if sys.platform == "darwin" else "XDG_RUNTIME_DIR"
        yield Fact(
            "Second start",
            f"does not join the Touchline that is running, as {variable} names no folder of "
            "yours alone with a short name; open maps from the window's own menu",
        )


def _ask(environment: dict[str, str]) -> dict[str, Any] | str:
    """What the other process answers, or why there is no answer."""
    path = os.pathsep.join(filter(None, sys.path))
    try:
        ran = subprocess.run(
            [sys.executable, "-P", "-m", __name__],
            env={**os.environ, "PYTHONPATH": path, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST,
            check=True,
        )
        told = json.loads(ran.stdout)
    except subprocess.TimeoutExpired:
        return f"gave no answer within {_LONGEST} s"
    except subprocess.CalledProcessError as error:
        return f"cannot be reached (exit code {error.returncode})"
    except (OSError, ValueError) as error:
        return f"cannot be asked ({type(error).__name__})"
    return told if isinstance(told, dict) else "gave an answer that cannot be read"


def _answer() -> dict[str, str]:
    from importlib import import_module

    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    # By name, as the command line itself must not reach for widgets.
    circumstances = import_module("app.circumstances")
    settings = import_module("app.settings").Settings()
    answer = {
        "Theme": settings.theme,
        "Language": circumstances.language(),
        "Own shortcuts": str(len(settings.keys)),
        "Desktop": circumstances.desktop(),
    }
    del application
    return answer


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_answer()))
