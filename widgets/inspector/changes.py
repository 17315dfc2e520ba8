"""What the inspector does to the map: each a named entry of the history, or a refusal.

Every function returns the sentence with which the edit was refused, or "".
"""

from collections.abc import Sequence
from typing import Any

from model.change import Change, JourneyMap, chain
from model.edits import details, personas
from model.edits.assets import add_asset
from model.edits.common import new_ids, with_fields
from model.edits.fields import set_many
from model.edits.lanes import change_lanes
from model.edits.many import attach_to_all, detach_from_all, place_all, tag_all
from model.ids import asset_id
from model.labels import listed, quoted, quoted_text
from model.records import Action, Evidence, Lane, Metric, Persona, Record
from widgets.document import Document
from widgets.edited import refusals
from widgets.inspector.fields import Field

#: Kinds that can be made from a few words.
MAKEABLE = ("person", "evidence", "metric", "persona")


def subject(of: JourneyMap, ids: Sequence[str]) -> str:
    """What is edited, in an undo label: "“Waits on hold”", "a stage", "3 cards"."""
    there = [of.records[i] for i in ids if i in of]
    return quoted(*there) if there else "what is gone"


def set_value(document: Document, ids: Sequence[str], field: Field, value: Any) -> str:
    """One field of all these records; nothing is entered where nothing changes."""
    label = f"Change {_named(field)} of {subject(document.map, ids)}"
    with refusals(document) as said:
        document.edit(label, setting, ids, field, value)
    return " ".join(said)


def setting(to: JourneyMap, ids: Sequence[str], field: Field, value: Any) -> Change:
    """The change that `set_value` makes.

    Raises:
        EditError: the records cannot have that value.
    """
    name, _, part = field.name.partition(".")
    values = {}
    for record_id in ids:
        if record_id in to:
            new = _with_part(getattr(to[record_id], name), part, value) if part else value
            values[record_id] = {name: new}
    lanes = all(isinstance(to[i], Lane) for i in values)
    return (change_lanes if lanes else set_many)(to, values)


def add_ids(document: Document, ids: Sequence[str], field: Field, target_id: str) -> str:
    """One more id in the tuple of each of these records."""
    label = f"Add {_target(document, target_id)} to {subject(document.map, ids)}"
    with refusals(document) as said:
        document.edit(label, attach_to_all, _there(document, ids), field.name, target_id)
    return " ".join(said)


def remove_ids(document: Document, ids: Sequence[str], field: Field, target_id: str) -> str:
    """One id less in the tuple of each of these records."""
    label = f"Take {_target(document, target_id)} off {subject(document.map, ids)}"
    with refusals(document) as said:
        document.edit(label, detach_from_all, _there(document, ids), field.name, target_id)
    return " ".join(said)


def add_tags(document: Document, ids: Sequence[str], field: Field, tags: Sequence[str]) -> str:
    """More tags for each of these cards, which keep their own."""
    label = f"Tag {subject(document.map, ids)} {listed([quoted_text(tag) for tag in tags])}"
    with refusals(document) as said:
        document.edit(label, tag_all, _there(document, ids), add=tuple(tags))
    return " ".join(said)


def remove_tag(document: Document, ids: Sequence[str], field: Field, tag: str) -> str:
    """One tag less on each of these cards."""
    label = f"Take {quoted_text(tag)} off {subject(document.map, ids)}"
    with refusals(document) as said:
        document.edit(label, tag_all, _there(document, ids), remove=(tag,))
    return " ".join(said)


def place(document: Document, ids: Sequence[str], step_id: str = "", lane_id: str = "") -> str:
    """These cards moved to a step or a lane; which of both is not given stays for each."""
    label = f"Move {subject(document.map, ids)}"
    with refusals(document) as said:
        document.edit(label, place_all, _there(document, ids), step_id, lane_id)
    return " ".join(said)


def make_for(document: Document, ids: Sequence[str], field: Field, kind: str, text: str) -> str:
    """A new person, persona, source or metric, and named in that field of these records."""

    def make(to: JourneyMap) -> Change:
        made_id, made = _made(to, document, kind, text)
        if field.name.endswith("_ids"):
            there = [i for i in ids if i in to]
            return chain(to, lambda _: made, lambda m: attach_to_all(m, there, field.name, made_id))
        values = {i: {field.name: made_id} for i in ids}
        return chain(to, lambda _: made, lambda m: set_many(m, values))

    label = f"Add {kind} {quoted_text(text)} to {subject(document.map, ids)}"
    with refusals(document) as said:
        document.edit(label, make)
    return " ".join(said)


def make_alone(document: Document, kind: str, text: str) -> str:
    """A new person, persona, source, metric or action that nothing refers to yet."""
    label = f"Add {kind} {quoted_text(text)}"
    with refusals(document) as said:
        document.edit(label, lambda to: _made(to, document, kind, text)[1])
    return " ".join(said)


def add_picture(document: Document, ids: Sequence[str], field: Field, data: bytes) -> str:
    """A bitmap taken into the map and shown by these records."""

    def make(to: JourneyMap) -> Change:
        picture = asset_id(data)
        if field.name.endswith("_ids"):
            return chain(
                to,
                lambda m: add_asset(m, data),
                lambda m: attach_to_all(m, [i for i in ids if i in m], field.name, picture),
            )
        values = {i: {field.name: picture} for i in ids}
        return chain(to, lambda m: add_asset(m, data), lambda m: set_many(m, values))

    label = f"Add a picture to {subject(document.map, ids)}"
    with refusals(document) as said:
        document.edit(label, make)
    return " ".join(said)


def _made(to: JourneyMap, document: Document, kind: str, text: str) -> tuple[str, Change]:
    words = " ".join(text.split())
    if kind == "person":
        return details.find_or_make_person(to, words, document.ids)
    types: dict[str, type[Record]] = {
        "evidence": Evidence,
        "metric": Metric,
        "persona": Persona,
        "action": Action,
    }
    if kind == "action":
        change = details.add_action(to, document.ids, words)
    elif kind == "evidence":
        change = details.add_evidence(to, document.ids, title=words)
    elif kind == "metric":
        change = details.add_metric(to, document.ids, name=words)
    else:
        change = personas.add_persona(to, document.ids, words)
    return new_ids(change, types[kind])[0], change


def _there(document: Document, ids: Sequence[str]) -> list[str]:
    return [i for i in ids if i in document.map]


def _with_part(whole: Any, part: str, value: Any) -> Any:
    """A value without an id, with one of its parts changed; unknown parts stay.

    Raises:
        EditError: the part cannot have that value.
    """
    return with_fields(whole, **{part: value})


def _named(field: Field) -> str:
    return field.label[:1].lower() + field.label[1:]


def _target(document: Document, target_id: str) -> str:
    return subject(document.map, (target_id,))
