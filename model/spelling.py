"""Names that nothing on the map goes by: icons, colours and fields that were misspelt.

None of it breaks a map: an unknown icon is not drawn, an unknown colour is replaced, and an
unknown field is kept. So no edit is refused for it, and nothing is mended by guessing.
"""

import re
from collections.abc import Iterable, Iterator

from model.change import JourneyMap
from model.files.errors import short
from model.lost import nearest_name
from model.names import name_of
from model.problems import Problem, problem
from model.records import Card, Lane, Persona, Record, Unknown
from resources import icons, palettes

_HEXADECIMAL = re.compile(r"#[0-9A-Fa-f]{6}")
#: Made by opening a file in which a field stands twice ("title~2").
_SECOND = re.compile(r"~[0-9]+$")


def check_spelling(of: JourneyMap, among: Iterable[str] | None = None) -> tuple[Problem, ...]:
    """Icons and colours that there are not, and fields that are nearly known ones.

    Of all records, or of those `among` that are on the map. Sorted by record, rule and field.
    """
    found: list[Problem] = []
    records = of.records.values() if among is None else (of[i] for i in among if i in of)
    for record in records:
        if isinstance(record, (Lane, Card)) and record.icon:
            found += _of_icon(record, record.icon)
        elif isinstance(record, Persona) and record.colour:
            found += _of_colour(record)
        if record.__pydantic_extra__ and not isinstance(record, Unknown):
            found += _of_fields(record)
    return tuple(sorted(found, key=lambda p: (p.about, p.rule, p.field)))


def _of_icon(record: Record, icon: str) -> Iterator[Problem]:
    if icon not in icons.load():
        hint = _hint(nearest_name(icon, list(icons.load())))
        message = f"There is no icon '{short(icon)}' (of {name_of(record)}){hint}"
        yield problem("unknown-icon", record, message, "icon", value=icon)


def _of_colour(persona: Persona) -> Iterator[Problem]:
    colour = persona.colour
    if colour in palettes.PERSONAS or _HEXADECIMAL.fullmatch(colour):
        return
    near = nearest_name(colour, list(palettes.PERSONAS))
    hint = _hint(near) if near else f"; there are {', '.join(palettes.PERSONAS)}, and #rrggbb."
    message = f"There is no colour '{short(colour)}' (of {name_of(persona)}){hint}"
    yield problem("unknown-colour", persona, message, "colour", value=colour)


def _of_fields(record: Record) -> Iterator[Problem]:
    known = list(type(record).model_fields)
    for name in record.__pydantic_extra__ or {}:
        near = "" if _SECOND.search(name) else nearest_name(name, known)
        if near:
            message = (
                f"{name_of(record)} has a field '{short(name)}' that Touchline does not know "
                f"(it is kept); did you mean '{near}'?"
            )
            yield problem("unknown-field", record, message[0].upper() + message[1:], name)


def _hint(near: str) -> str:
    return f"; did you mean '{near}'?" if near else "."
