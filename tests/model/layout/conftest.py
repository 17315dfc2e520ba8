"""Layout is among none of the core modules whose coverage is held, and measured it takes twice."""

import pytest


@pytest.fixture(autouse=True)
def _unmeasured(no_cover: None) -> None:
    """Lets pytest-cov pause while the test runs."""
