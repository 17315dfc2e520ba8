"""Maps that the painters' tests share."""

from pathlib import Path

import pytest

from model.change import JourneyMap
from model.files.codec import load

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"


@pytest.fixture(scope="session")
def bicycle() -> JourneyMap:
    """The example of the fictional city bicycle."""
    return load(TEMPLATES / "bicycle.journey.json").map
