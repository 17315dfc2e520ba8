"""Records within a sentence: what undo entries, questions and hints call them."""

from collections.abc import Sequence

from model.change import JourneyMap
from model.grid import steps_of
from model.names import LONGEST_NAME, kind_name, name_of, own_name, with_article
from model.records import Card, Persona, Record, Stage, Step

_PLURALS = {"person": "people", "evidence": "sources", "thing they do": "things they do"}


def quoted_text(text: str) -> str:
    """What somebody typed, on one line and not too long: “Compare offers”."""
    text = " ".join(text.split())
    if len(text) > LONGEST_NAME:
        text = text[: LONGEST_NAME - 1].rstrip() + "…"
    return f"“{text}”"


def quoted(*records: Record) -> str:
    """Cards and the like: “Compare offers”, a touchpoint, 3 cards."""
    if len(records) == 1:
        name = own_name(records[0])
        return f"“{name}”" if name else without_a_name(records[0])
    kinds = {record.kind_name for record in records} or {"card"}
    return counted(len(records), kinds.pop() if len(kinds) == 1 else "record")


def titled(record: Record) -> str:
    """As `quoted`, with its kind: stage “Compare”."""
    return name_of(record) if own_name(record) else without_a_name(record)


def without_a_name(record: Record) -> str:
    """Its kind, as one of its sort: a touchpoint, an activity."""
    return with_article(kind_name(record))


def feeling_of(of: JourneyMap, persona_id: str, measure: str = "emotion") -> str:
    """Whose feeling it is: the feeling of Mara, the trust of Mara; the feeling, if everyone's."""
    persona = of.get(persona_id, Persona)
    what = "the feeling" if measure == "emotion" else f"the {measure}"
    name = own_name(persona) if persona else ""
    return f"{what} of {name}" if name else what


def where(of: JourneyMap, at_id: str) -> str:
    """A step with its stage, “Compare › Ask”, or a card: what somebody feels something at."""
    card, step = of.get(at_id, Card), of.get(at_id, Step)
    if card is not None:
        return quoted(card)
    if step is None:
        return "a step"
    stage = of.get(step.stage_id, Stage)
    own = own_name(stage) if stage is not None else ""
    names = [name for name in (own, own_name(step) or nth(of, step)) if name]
    return f"“{' › '.join(names)}”" if names else without_a_name(step)


def nth(of: JourneyMap, step: Step) -> str:
    """What tells a step without a name from its siblings, "step 2"; "" if it has none."""
    row = [one.id for one in steps_of(of, step.stage_id)]
    return f"step {row.index(step.id) + 1}" if len(row) > 1 else ""


def counted(n: int, kind: str) -> str:
    """A number of things: 1 card, 7 cards, 2 pain points."""
    return f"{n} {kind if n == 1 else plural(kind)}"


def plural(kind: str) -> str:
    """Many of a kind: "cards", "opportunities", "people"."""
    if kind in _PLURALS:
        return _PLURALS[kind]
    if kind.endswith("y") and kind[-2:-1] not in "aeiou":
        return f"{kind[:-1]}ies"
    return f"{kind}s"


def listed(parts: Sequence[str]) -> str:
    """Several things in a row: a, b and c."""
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)
