"""The minus of figures for people: as wide as the plus, and the one that stands on the map."""

import re

#: Words of the map, which stay as they are, or a minus as a keyboard has it.
_MINUS = re.compile(r"“[^”]*”|(?<![^\s(])-(?=\d)")


def with_minus(text: str) -> str:
    """What is told of a comparison, with real minus signs before figures."""
    return _MINUS.sub(lambda found: "−" if found[0] == "-" else found[0], text)
