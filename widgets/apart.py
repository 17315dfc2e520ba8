"""Work in a process of its own: another Python with the same modules as this one."""

import os
import sys

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment


def process_apart(parent: QObject, **environment: str) -> QProcess:
    """A process that is not started yet; what it logs is seen here."""
    process = QProcess(parent)
    around = QProcessEnvironment.systemEnvironment()
    # The same modules as here, and none from the folder that happens to be open.
    around.insert("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    for name, value in environment.items():
        around.insert(name, value)
    process.setProcessEnvironment(around)
    process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
    return process


def start(process: QProcess, module: str) -> None:
    """Let it run a module of Touchline."""
    process.start(sys.executable, ["-P", "-m", module])
