"""Which screen an audience looks at: another one than the lead's, the largest of them."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QRect


class Screen(Protocol):
    """What is asked of a screen (QScreen has it)."""

    def geometry(self) -> QRect:
        """Where it stands on the desktop, in px."""


S = TypeVar("S", bound=Screen)


def for_audience(screens: Sequence[S], own: S | None) -> S | None:
    """The screen for people to look at; None if the lead's `own` is the only one.

    A screen that shows the same as the lead's, as a mirrored projector does, is no other one.
    """
    here = own.geometry() if own is not None else QRect()
    others = [s for s in screens if s is not own and not s.geometry().intersects(here)]
    return max(others, key=lambda s: s.geometry().width() * s.geometry().height(), default=None)
