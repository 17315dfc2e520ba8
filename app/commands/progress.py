"""How far long work has come, on standard error, where that is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

#: Called with what is being done and how much of it is done, 0..1.
Tell: TypeAlias = Callable[[str, float], None]


@contextmanager
def shown() -> Iterator[Tell]:
    """A line that tells and goes when the work is done; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda what, part: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    console = Console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn()
    with Progress(*columns, console=console, transient=True) as line:
        task = line.add_task("", total=None)

        def tell(what: str, part: float) -> None:
            line.update(task, description=what, total=1.0 if part else None, completed=part)
            line.refresh()  # the work itself may leave the drawing thread no time

        yield tell
