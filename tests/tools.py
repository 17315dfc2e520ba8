"""Programs and laws that tests share: `needs_tool("qpdf")` and `law(examples=50)`.

A test that needs a program that is not there is skipped and says so. Where
TOUCHLINE_TOOLS_REQUIRED is set, as in .ci/run, it fails instead: a suite that skips what
it should have checked is not green.
"""

import os
import shutil
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import settings

Test = TypeVar("Test", bound=Callable[..., None])

#: `make soak` tries this many times as many examples of each law.
SOAK = int(os.environ.get("TOUCHLINE_SOAK", "1"))


def needs_tool(name: str) -> str:
    """Path of the program `name`; without it the calling test is skipped, or fails."""
    return found(name, shutil.which(name))


def found(name: str, path: str | None) -> str:
    """`path`; if it is None the calling test is skipped, or fails, for want of `name`."""
    if path is not None:
        return path
    reason = f"{name} is not installed"
    if os.environ.get("TOUCHLINE_TOOLS_REQUIRED"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def law(examples: int = 100) -> Callable[[Test], Test]:
    """A Hypothesis test with so many examples, and many more of them in `make soak`."""
    return settings(max_examples=examples * SOAK)
