"""The first edit of an empty map: what was answered to "who, in what situation, from where
to where", its stages, and the lanes that nearly every map has.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from model.change import Change, JourneyMap, chain
from model.edits.fields import set_many
from model.edits.lanes import add_lane
from model.edits.personas import add_persona
from model.edits.stages import add_stage
from model.ids import Ids
from model.records import Lane, Phase, Stage

#: Stages that fit most journeys, to be reworded, with the phase that each stands for.
SUGGESTED: Mapping[str, Phase] = MappingProxyType(
    {
        "Become aware": "aware",
        "Consider": "consider",
        "Buy": "buy",
        "Use": "use",
        "Stay or leave": "loyal",
    }
)

#: From the top: how it feels, what people do and think, where, and what follows from it.
LANES: tuple[Mapping[str, Any], ...] = (
    {"name": "Feeling", "icon": "heart-pulse", "kind": "emotion"},
    {
        "name": "What they do",
        "icon": "footprints",
        "kind": "customer",
        "default_card_kind": "doing",
    },
    {
        "name": "What they think",
        "icon": "cloud",
        "kind": "customer",
        "aspect": "thinking",
        "default_card_kind": "thought",
    },
    {"name": "Online", "icon": "globe", "default_card_kind": "touchpoint"},
    {
        "name": "In person, phone",
        "icon": "message-circle",
        "medium": "human",
        "default_card_kind": "touchpoint",
    },
    {
        "name": "Pain points",
        "icon": "triangle-alert",
        "kind": "insight",
        "default_card_kind": "pain",
    },
    {
        "name": "Opportunities",
        "icon": "lightbulb",
        "kind": "insight",
        "default_card_kind": "opportunity",
    },
)


class Answers(NamedTuple):
    """What was answered, as it was typed; "" for what was not.

    Attributes:
        who: the persona; what follows a comma describes them ("Mara, 34, commutes").
        situation: the scenario.
        starts, ends: when the journey does.
        stages: their names, separated by commas, or one a line.
    """

    who: str = ""
    situation: str = ""
    starts: str = ""
    ends: str = ""
    stages: str = ""


def begin(to: JourneyMap, ids: Ids, answers: Answers) -> Change:
    """A map set up from the answers: persona, scenario, start and end, stages, lanes.

    Nothing that is there already is replaced: a title stays, and stages and lanes are
    only made where there are none. Without any answer nothing changes.

    Raises:
        EditError: an answer is longer than a field can be.
    """
    name, segment = persona_of(answers.who)
    stages = stage_names(answers.stages)
    fields = {
        "title": "" if to.info.title else title_of(answers),
        "scenario": answers.situation.strip(),
        "starts_when": answers.starts.strip(),
        "ends_when": answers.ends.strip(),
    }
    if not any((name, stages, *fields.values())):
        return {}
    answered = {field: text for field, text in fields.items() if text}
    edits: list[Callable[[JourneyMap], Change]] = [partial(set_many, values={"map": answered})]
    if name:
        edits.append(partial(add_persona, ids=ids, name=name, segment=segment))
    if not any(to.all(Stage)):
        edits += (
            partial(add_stage, ids=ids, name=stage, phase=SUGGESTED.get(stage, ""))
            for stage in stages
        )
    if not any(to.all(Lane)):
        edits += (partial(add_lane, ids=ids, **lane) for lane in LANES)
    return chain(to, *edits)


def stage_names(text: str) -> tuple[str, ...]:
    """The names in a line with commas, or one a line; empty ones and repeats are left out.

    Lines win: a name on a line of its own may have a comma in it.
    """
    parts = text.splitlines() if "\n" in text.strip() else re.split(r"[,;،，、]", text)
    names = (" ".join(re.sub(r"^\s*(?:[-*•–]|\d+[.)])\s+", "", part).split()) for part in parts)
    return tuple(dict.fromkeys(filter(None, names)))


def persona_of(who: str) -> tuple[str, str]:
    """The name of a persona, and what was said about them after the first comma."""
    name, _, about = (" ".join(part.split()) for part in who.strip().partition(","))
    return (name, about) if name else (about, "")


def title_of(answers: Answers) -> str:
    """A title to begin with, from whom the map is about, or else from the situation."""
    name, _ = persona_of(answers.who)
    if name:
        return f"The journey of {name}"
    return " ".join(answers.situation.split()) if len(answers.situation) <= 80 else ""
