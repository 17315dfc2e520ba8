"""The suite itself: what is said on the side fails, and so does a skip where tools must be."""

from pathlib import Path

import pytest

from tests.tools import found, needs_tool

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).with_name("conftest.py").read_text("utf-8")
ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _plugins_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def _outcomes(pytester: pytest.Pytester, body: str) -> dict[str, int]:
    pytester.makeconftest(CONFTEST)
    pytester.makepyprojecttoml((ROOT / "pyproject.toml").read_text("utf-8"))
    file = pytester.makepyfile(body)
    return pytester.runpytest_subprocess(file, "-p", "no:cacheprovider").parseoutcomes()


def test_a_warning_in_the_log_fails_a_test_that_does_not_expect_it(
    pytester: pytest.Pytester,
) -> None:
    outcomes = _outcomes(
        pytester,
        """
        import logging
        def test_silent(): logging.info("fine")
        def test_expected(caplog): logging.warning("expected")
        def test_unexpected(): logging.warning("unexpected")
        """,
    )
    assert outcomes == {"passed": 3, "errors": 1}


def test_a_python_warning_and_a_message_of_qt_fail_a_test(pytester: pytest.Pytester) -> None:
    outcomes = _outcomes(
        pytester,
        """
        import warnings
        from PySide6.QtCore import qDebug, qWarning
        def test_silent(): qDebug("fine")
        def test_python(): warnings.warn("unexpected")
        def test_qt(): qWarning("unexpected")
        """,
    )
    assert outcomes == {"passed": 1, "failed": 2}


def test_a_missing_tool_skips_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOUCHLINE_TOOLS_REQUIRED", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        needs_tool("no-such-program")


def test_a_missing_tool_fails_a_test_where_tools_are_required(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOUCHLINE_TOOLS_REQUIRED", "1")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not installed"):
        needs_tool("no-such-program")


def test_a_tool_that_is_there_is_named_by_its_path() -> None:
    assert found("qpdf", "/usr/bin/qpdf") == "/usr/bin/qpdf"
