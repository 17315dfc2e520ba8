"""What the capture bar says about a line while it is typed, and how its last word may end."""

from model import fuzzy
from model.capture import Captured
from model.change import JourneyMap
from model.edits.capturing import owner_of, short_name, stage_of
from model.records import Card, Person, Persona
from widgets.capture import where
from widgets.selection import Cell


def understood(of: JourneyMap, said: Captured, cell: Cell, persona_id: str) -> str:
    """What Enter would do, or what is said besides the words."""
    if said.jump is not None:
        found = fuzzy.place(of, said.jump, cell)
        return f"Enter goes to {where.in_words(of, found)}" if found else "Nothing there reads so"
    if said.stage:
        return "Enter goes to this stage" if stage_of(of, said.stage) else "Enter adds a stage"
    parts = [f"#{tag}" for tag in said.tags]
    if said.owner:
        person = of.get(owner_of(of, said.owner), Person)
        parts.append(f"owner {person.name}" if person else f"“{said.owner}” is new")
    if said.scores is not None:
        mean, low, high, n = said.scores
        several = f" ({signed(low)} to {signed(high)}, {n} people)" if n > 1 else ""
        persona = of.get(persona_id, Persona)
        whose = persona.name if persona is not None and persona.name else "feeling"
        parts.append(f"{whose} {signed(mean)}{several}")
    if said.mentions is not None:
        parts.append(f"said by {said.mentions}")
    return "   ".join(parts)


def rest_of(of: JourneyMap, line: str) -> tuple[str, str]:
    """The rest of the tag or the owner that is typed last, and its beginning as the map has it.

    Both are "" if the map knows none.
    """
    word = line[line.rfind(" ") + 1 :]
    if len(word) < 2 or word[0] not in "#@" or line.strip() == word:
        return "", ""
    if word[0] == "#":
        known = {tag for card in of.all(Card) for tag in card.tags if " " not in tag}
    else:
        known = {short_name(of, person) for person in of.all(Person) if person.name.strip()}
    begun, n = word[1:], len(word) - 1
    same = begun.casefold()
    fits = [name for name in known if name != begun and name[:n].casefold() == same]
    # What is written as it is typed comes first.
    best = min(fits, key=lambda name: (name[:n] != begun, name), default="")
    return best[n:], best[:n]


def signed(score: float) -> str:
    """A score with its sign: "+1.5", "−2", "0"."""
    return f"{score:+.2g}".replace("-", "−") if score else "0"
