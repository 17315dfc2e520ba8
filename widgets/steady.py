"""Errors in event handlers that reach the user's screen instead of ending the program.

PySide 6.11 crashes on an error that C code raised (a division by zero, an index out of range)
in a handler that Qt called from within another handler, as `super().event(event)` makes it.
An error that Python has caught once is whole, and such a one is handed on.
"""

from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any, TypeVar

C = TypeVar("C", bound=type)


def steady(of: C) -> C:
    """Let every event handler that a class defines hand its errors on whole; a decorator."""
    for name, member in list(vars(of).items()):
        if name.endswith("Event") and isinstance(member, FunctionType):
            setattr(of, name, _whole(member))
    return of


def _whole(handler: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(handler)
    def run(*args: Any) -> Any:
        try:
            return handler(*args)
        except Exception:
            raise  # it is an instance now, and no longer a type with some words

    return run
