"""What holds for every test: no display, and nothing unexpected said on the side.

A Python warning fails a test by pytest's `filterwarnings`, a message of Qt's by pytest-qt's
`qt_log_level_fail` (both in pyproject.toml), a log record by the fixture here.
"""

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Here, as the process that only hands out the tests reads no other conftest.py.
pytest_plugins = ["tests.faults.tally", "tests.reached"]

# A busy machine is not a fault, so nothing is timed. `make test` takes the profile that
# tries the same examples each time; by hand and in `make soak` they are new ones.
settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("same", settings.get_profile("default"), derandomize=True)
settings.load_profile("default")


@pytest.fixture(scope="session", autouse=True)
def _state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test touches what the user's own Touchline keeps; programs that it starts neither."""
    before = os.environ.get("TOUCHLINE_STATE")
    os.environ["TOUCHLINE_STATE"] = str(tmp_path_factory.mktemp("state"))
    yield
    if before is None:
        del os.environ["TOUCHLINE_STATE"]
    else:
        os.environ["TOUCHLINE_STATE"] = before


@pytest.fixture(scope="session", autouse=True)
def _one_application(qapp: QApplication) -> Iterator[None]:
    """Qt allows one application a process, and the exporters make a lesser one if there is none."""
    yield
    # What a test copied would otherwise outlive Python, and crash where it is let go.
    qapp.clipboard().clear()


class _Unexpected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_log_records(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log fails the test, unless it asks for `caplog` and so expects it."""
    handler = _Unexpected()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.said and "caplog" not in request.fixturenames:
        pytest.fail("logged: " + "; ".join(handler.said), pytrace=False)
