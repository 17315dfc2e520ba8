"""Which version of the program this is."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The version that was installed; words for a checkout that is not installed."""
    try:
        return version("touchline")
    except PackageNotFoundError:
        return "(a checkout that is not installed)"
