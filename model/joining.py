"""Two records made one without a word lost: for merged stages, combined cards, double scores."""

from collections.abc import Collection
from typing import Any, TypeVar

from pydantic import BaseModel

from model.change import JourneyMap
from model.names import field_name, own_name
from model.records import Card, Feeling, Record, Stage, evolve, same

R = TypeVar("R", bound=Record)

#: What says where a record stands or what it is: the first one's counts alone.
_PLACES: dict[type[Record], Collection[str]] = {
    Stage: ("order",),
    Card: ("order", "step_id", "lane_id", "until_step_id", "until_lane_id"),
    Feeling: ("persona_id", "step_id", "card_id", "curve", "measure"),
}
#: Where one record's words are written down that cannot stand beside the other's.
_TEXT_INTO: dict[type[Record], str] = {Stage: "description", Card: "body", Feeling: "note"}
_SUMMED = frozenset({"mentions"})
_EMPTY = ("", None, ())


def joined(of: JourneyMap, first: R, second: R) -> R:
    """`first` with all that `second` says besides; `of` knows the names of what they mention.

    Ids and other tuples are united, counts added, marks kept that one of them has. Empty
    fields take the other's value, but for personas, where none means everyone. Where both
    differ the first one's stays, and the other's is written into the text field.

    Raises:
        pydantic.ValidationError: both together are more than one field holds.
    """
    kind = type(first)
    text_into = _TEXT_INTO.get(kind, "")
    fields: dict[str, Any] = {}
    names: list[str] = []
    lines: list[str] = []
    for name in kind.model_fields:
        if name == "id" or name == text_into or name in _PLACES.get(kind, ()):
            continue
        one, other = getattr(first, name), getattr(second, name)
        if name == "persona_ids" and () in (one, other):
            fields[name] = ()
        elif name in _SUMMED and None not in (one, other):
            fields[name] = one + other
        elif other in _EMPTY or same(one, other):
            continue
        elif one in _EMPTY:
            fields[name] = other
        elif isinstance(one, tuple):
            fields[name] = (*one, *(item for item in other if item not in one))
        elif isinstance(one, bool):
            fields[name] = True
        elif name in ("title", "name"):
            names.append(other)
        else:
            lines.append(f"{_heading(name)}: {value_in_words(of, name, other)}")
    mine, theirs = first.__pydantic_extra__ or {}, second.__pydantic_extra__ or {}
    extras = {key: value for key, value in theirs.items() if key not in mine}
    lines += [f"{k}: {v}" for k, v in theirs.items() if k in mine and not same(v, mine[k])]
    if text_into:
        texts = [*names, getattr(second, text_into), *lines]
        fields[text_into] = _with_lines(getattr(first, text_into), texts)
    new: R = evolve(first, **fields)
    return with_extras(new, extras)


def with_extras(record: R, extras: dict[str, Any]) -> R:
    """`record` with fields that this version does not know."""
    if not extras:
        return record
    mine = record.__pydantic_extra__ or {}
    result: R = type(record).model_validate({**record.__dict__, **mine, **extras})
    return result


def words_of(of: JourneyMap, record: Record, *names: str) -> str:
    """What these fields say, one a line, each under its heading; empty ones left out."""
    return "\n".join(
        f"{_heading(name)}: {value_in_words(of, name, getattr(record, name))}"
        for name in names
        if getattr(record, name) not in _EMPTY
    )


def _heading(name: str) -> str:
    return field_name(name).capitalize()


def value_in_words(of: JourneyMap, name: str, value: Any) -> str:
    """A field's value as a sentence shows it; what it refers to by name."""
    if name.endswith("_id") and value in of:
        return own_name(of[value]) or value
    if isinstance(value, BaseModel):
        parts = ((k, v) for k, v in value.__dict__.items() if v not in _EMPTY)
        return ", ".join(f"{k} {value_in_words(of, k, v)}" for k, v in parts)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _with_lines(text: str, lines: list[str]) -> str:
    """`text`, then each of `lines` that it does not say already."""
    result = text
    for line in lines:
        if line and line != text and line not in result.split("\n"):
            result = f"{result}\n{line}" if result else line
    return result
