"""When things were done, as a line that can be played: long pauses are made short.

A position is between 0, the first moment, and 1, the last.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate, pairwise

#: s that the longest pause between two moments counts, and the shortest.
LONGEST, SHORTEST = 20.0, 0.4


class Timeline:
    """The positions of moments."""

    def __init__(self, times: Sequence[datetime]) -> None:
        """The moments in order; a clock that was put back stands still."""
        gaps = (
            min(LONGEST, max(SHORTEST, (later - earlier).total_seconds()))
            for earlier, later in pairwise(times)
        )
        passed = [0.0, *accumulate(gaps)]
        whole = passed[-1] or 1.0
        self._positions = [each / whole for each in passed]
        self._positions[-1] = 1.0 if len(times) > 1 else 0.0

    def __len__(self) -> int:
        return len(self._positions)

    def position(self, index: int) -> float:
        """Where a moment is."""
        return self._positions[index]

    def index_at(self, position: float) -> int:
        """The last moment that is not after a position."""
        return max(0, bisect_right(self._positions, position) - 1)

    def nearest(self, position: float) -> int:
        """The moment nearest to a position."""
        before = self.index_at(position)
        after = min(before + 1, len(self) - 1)
        near = position - self.position(before) <= self.position(after) - position
        return before if near else after
