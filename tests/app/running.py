"""Typing commands, as tests do it: in this process, or in one of their own."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli import program
from resources import templates

ROOT = Path(__file__).parents[2]
BICYCLE = str(templates.path("bicycle"))
RETAILER = str(templates.path("retailer"))
BANK = str(templates.path("bank"))
UNREADABLE = (
    "touchline: words this small cannot be read; "
    "try a larger --paper, or a part with --lane or --persona\n"
)


def touchline(*words: str, stdin: bytes | None = None) -> Result:
    """The outcome of `touchline WORDS` in this process."""
    return CliRunner().invoke(program, list(words), input=stdin)


def done(*words: str, stdin: bytes | None = None) -> str:
    """What `touchline WORDS` prints; it must succeed without a word on standard error."""
    result = touchline(*words, stdin=stdin)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def noted(*words: str, stdin: bytes | None = None) -> str:
    """Like `done`, for what makes more notes than the caller cares for."""
    result = touchline(*words, stdin=stdin)
    assert result.exit_code == 0
    assert all(line.startswith("touchline: ") for line in result.stderr.splitlines())
    return result.stdout


def refused(*words: str, stdin: bytes | None = None) -> str:
    """The one message with which `touchline WORDS` ends, with exit code 2."""
    result = touchline(*words, stdin=stdin)
    assert result.exit_code == 2, result.stderr
    assert result.stdout == ""
    assert result.stderr.startswith("touchline: ")
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith("\n")
    return result.stderr.removeprefix("touchline: ").removesuffix("\n")


def alone(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`python -m app WORDS` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
    )
