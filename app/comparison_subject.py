"""What is compared in one window, and what was found: the list of it is made when it is wanted."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cached_property

from model.change import JourneyMap
from model.compare import Comparison, compare, compare_again
from model.comparing.alike import made_of
from model.comparing.digest import Digest, digested
from model.comparing.narrowing import Narrowed
from model.layout.marks import NO_MARKS
from model.layout.overlay import Overlay, overlay
from widgets.comparing.shown import Both


class Subject:
    """Two maps.

    Attributes:
        follows: whether the newer one is the map as it is.
        whole: what was found.
        both: what of it is shown. After an edit badges keep their numbers until it is told.
    """

    def __init__(
        self,
        old: JourneyMap,
        new: JourneyMap,
        names: tuple[str, str],
        *,
        follows: bool,
        but: Callable[[Comparison], JourneyMap] | None = None,
    ) -> None:
        """`but` makes the newer map that is shown, if something of it is left out."""
        self._old, self._names, self.follows = made_of(old, new), names, follows
        self._but = but
        self.whole = compare(self._old, new)
        found = self._shown()
        self._digest: Digest | None = None
        self.both = Both(found, Overlay(found.new, NO_MARKS), *names)
        self._finish()

    @property
    def digest(self) -> Digest:
        """All that a review reads of what is shown, as of today."""
        self._finish()
        assert self._digest is not None, "it is told"
        return self._digest

    def telling(self) -> Iterator[None]:
        """Tell of it, if that is still to be done, a part at a time.

        From then on badges have the numbers of its lines.
        """
        if self._digest is not None:
            return
        found = self.both.comparison
        today = datetime.now(UTC).astimezone().date()
        told = yield from digested(found, today)
        if self.both.comparison is found:
            self._digest = told
            self.both = Both(found, overlay(found, told, self.both.overlay), *self._names)

    def _finish(self) -> None:
        for _ in self.telling():
            pass

    def follow(self, now: JourneyMap) -> None:
        """The newer one is another now."""
        self.whole = compare_again(self.whole, now)
        self._show_again()

    def leave_out(self, but: Callable[[Comparison], JourneyMap] | None) -> None:
        """Show the newer map as `but` makes it, or all of it."""
        self._but = but
        self._show_again()

    def _show_again(self) -> None:
        found = self._shown()
        if found is self.both.comparison:
            return
        self._digest = None
        self.both = Both(found, overlay(found, None, self.both.overlay), *self._names)
        self.__dict__.pop("narrowed", None)

    def _shown(self) -> Comparison:
        if self._but is None:
            return self.whole
        new = self._but(self.whole)
        return self.whole if new is self.whole.new else compare(self._old, new)

    @cached_property
    def narrowed(self) -> Narrowed:
        """The changes by what they can be narrowed by."""
        return Narrowed(self.both.comparison)

    @property
    def total(self) -> int:
        """How many lines have a number: the last one's."""
        return sum(line.number > 0 for section in self.digest.sections for line in section.lines)
