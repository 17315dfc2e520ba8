"""One map out of the records of another, as far as they are equal."""

from model.change import JourneyMap, apply, diff, invert


def made_of(old: JourneyMap, new: JourneyMap) -> JourneyMap:
    """A map equal to `old` out of the very records of `new`, wherever these are the same.

    Two maps from different files share no record. Whatever is the same object is compared at
    once, and laid out once for both.
    """
    return apply(invert(diff(old, new)), new)
