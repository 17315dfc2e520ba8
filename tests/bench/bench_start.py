"""Starting: from the process's first instruction to a window, and to a painted map.

Each start is a process of its own, in turns with one that only opens a QMainWindow with a
QGraphicsView in it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from model.files.codec import dumps
from resources import templates
from tests.bench.harness import figure, heading, report
from tests.generator import make

_REPEAT = 9

_BARE = """
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QMainWindow
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QGraphicsView(QGraphicsScene()))
window.resize(1600, 1000)
window.show()
application.processEvents()
print("painted", flush=True)
"""
#: As `touchline FILE` does it, with settings of its own.
_OURS = """
import sys
from pathlib import Path
import app.start
from app.application import make
application, windows = make(Path(sys.argv[1]))
windows.begin()
if sys.argv[2] == "seen":
    assert windows.begun.is_seen
else:
    windows.open([Path(sys.argv[2])]) if sys.argv[2] else windows.new()
    windows.all[-1].resize(1600, 1000)
    application.processEvents()
print("painted", flush=True)
"""


def _started(code: str, arguments: Sequence[str], folder: str) -> float:
    """How long until the process says that its window is painted, in ms.

    Python keeps what it compiled in `folder`, as an installed program has it.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", code + "import os; os._exit(0)", *arguments]
    start = time.perf_counter_ns()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        took = (time.perf_counter_ns() - start) / 1e6
        process.wait()
    if said != "painted\n":
        raise RuntimeError("the process ended before it had painted a window")
    return took


def main() -> None:
    """Print the figures for no map and for both sizes."""
    heading("start, until it is painted")
    with TemporaryDirectory() as folder:
        settings = str(Path(folder, "settings.ini"))
        bicycle = Path(folder, "bicycle.journey.json")  # a lock is left beside what ends suddenly
        bicycle.write_bytes(templates.path("bicycle").read_bytes())
        runs: list[tuple[str, list[str], float | None]] = [
            ("the first window is seen, empty yet", [settings, "seen"], 2.5),
            ("a whole window with no map", [settings, ""], None),
            ("the map of the bicycle shop", [settings, str(bicycle)], 4.0),
        ]
        for cards in (1_000, 10_000):
            file = Path(folder, f"{cards}.journey.json")
            file.write_bytes(dumps(make(cards)))
            runs.append((f"a map of {cards:,} cards", [settings, str(file)], None))
        for what, arguments, target in runs:
            pairs = [
                (_started(_OURS, arguments, folder), _started(_BARE, [], folder))
                for _ in range(_REPEAT + 1)
            ][1:]
            ours, bare = (figure([pair[side] for pair in pairs]) for side in (0, 1))
            report(what, ours, bare, "a bare QMainWindow with a QGraphicsView", target=target)
