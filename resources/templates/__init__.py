"""The maps that Touchline brings along, to start from and to learn from.

All firms, people and figures in them are invented. Their ids are readable words, which
git shows well. What a card rests on is named by its evidence: the title of a survey or a
set of interviews is a name, the title of anything else the short phrase that follows its
kind under a card ("support, 310 calls"). Quotes are kept without quotation marks.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

#: What `touchline new` starts from when no other template is named.
DEFAULT = "blank"

_SUFFIX = ".journey.json"


class Template(NamedTuple):
    """A template's title and, in one line, what it is good for."""

    title: str
    description: str


#: In the order in which they are offered.
TEMPLATES: Mapping[str, Template] = MappingProxyType(
    {
        "blank": Template(
            "An empty map",
            "Five stages and the usual lanes, from feelings down to opportunities; no cards.",
        ),
        "bicycle": Template(
            "A year with the city bicycle",
            "One page for the wall: two riders, nine steps, the teams behind, four opportunities.",
        ),
        "retailer": Template(
            "One winter jacket, three buyers",
            "Retail: first-time, occasional and loyal buyers, in shops and online; repairs.",
        ),
        "software": Template(
            "From free trial to the tenth invoice",
            "Software as a service: the office tries and buys, the crew has to like it.",
        ),
        "public-service": Template(
            "Fourteen weeks to a place in day care",
            "A public service: parents, a town's offices and the centres, and the long wait.",
        ),
        "bank": Template(
            "Nine days to a business account",
            "The planned journey beside the actual one, the adviser's own line, and today's "
            "feelings beside the aim.",
        ),
        "day-in-the-life": Template(
            "A Tuesday behind the counter",
            "A day in the life: what fills it from dawn to night, before anybody offers anything.",
        ),
        "employee-journey": Template(
            "A first year at the tram works",
            "An employee's journey, from the advertisement to the talk about what comes next.",
        ),
        "service-blueprint": Template(
            "A first year in Ostvik",
            "A large blueprint of a university's service for students from abroad, in four "
            "languages.",
        ),
    }
)


def names() -> tuple[str, ...]:
    """The templates' names, in the order in which they are offered."""
    return tuple(TEMPLATES)


def path(name: str) -> Path:
    """The map file of the template `name`.

    Raises:
        KeyError: there is no such template.
    """
    if name not in TEMPLATES:
        raise KeyError(f"there is no template {name!r}; there are {', '.join(TEMPLATES)}")
    return Path(__file__).with_name(name + _SUFFIX)
