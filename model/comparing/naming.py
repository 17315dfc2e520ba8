"""What the two maps of a comparison call their records, so that a sentence can name them.

Names in scripts that run from the right are isolated (UAX #9), so that the signs and figures
beside them stay where they belong.
"""

import re
from typing import Final
from unicodedata import bidirectional
from weakref import WeakKeyDictionary

from model.change import JourneyMap
from model.compare import Comparison, Item
from model.grid import Grid
from model.labels import feeling_of, nth, quoted, quoted_text
from model.labels import where as at
from model.merging.conflicts import subject as conflict_subject
from model.names import kind_name, own_name, with_article
from model.places import PARKING_LOT, place_of
from model.records import (
    Card,
    Comment,
    Conflict,
    Evidence,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Persona,
    Record,
    Stage,
    Step,
    Unknown,
    Vote,
)

#: As in `model.layout.text_unicode`: what may turn the direction of a line.
_TURNS: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CONTROLS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
OUTSIDE: Final = "outside"
#: Letters of a title that a line of its own shows: there is room for most of them.
LONGEST_TITLE: Final = 100
#: Kinds of sources by other words than the file has.
_SOURCES: Final = {
    "support": "support contact", "social": "social posts", "sensor": "sensor data",
    "transaction": "transactions",
}  # fmt: skip
_NUMBERS: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip

_followers: WeakKeyDictionary[Comparison, dict[str, list[Item]]] = WeakKeyDictionary()


def grids(c: Comparison) -> tuple[Grid, Grid]:
    """Both maps as they are read, the old one first; built once for a comparison."""
    return c.rows.grids


def followers(c: Comparison) -> dict[str, list[Item]]:
    """Id -> the items that follow from what became of that record; built once."""
    found = _followers.get(c)
    if found is None:
        found = _followers[c] = {}
        for item in c.items:
            if item.because:
                found.setdefault(item.because, []).append(item)
    return found


def isolated(text: str) -> str:
    """`text`, kept from turning what stands beside it; as it is if it cannot."""
    if not _TURNS.search(text):
        return text
    return f"\u2068{bare(text)}\u2069"


def bare(text: str) -> str:
    """`text` without what embeds, overrides and isolates."""
    return _CONTROLS.sub("", text)


def runs_from_the_right(text: str) -> bool:
    """Whether its first letter is one of a script that does (UAX #9, P2)."""
    strong = (bidirectional(c) for c in text)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)


def quotation(text: str) -> str:
    """What somebody wrote, short and in quotation marks."""
    return isolated(quoted_text(text))


def subject(of: JourneyMap, record: Record) -> str:
    """A record by kind and name, or by what it stands at: the feeling of Mara at “Get help”."""
    match record:
        case Feeling():
            persona = of.get(record.persona_id, Persona)
            name = own_name(persona) if persona is not None else ""
            whose = feeling_of(of, record.persona_id, record.measure)
            whose = whose.replace(name, isolated(name)) if name else whose
            future = " in the future" if record.curve == "future" else ""
            return f"{whose}{future} at {isolated(at(of, record.step_id or record.card_id))}"
        case Vote():
            card = of.get(record.card_id, Card)
            dots = f"dots on {isolated(quoted(card))}" if card is not None else "dots"
            return f"{dots} in round {quotation(record.round)}" if record.round else dots
        case Link():
            name = f"link {quotation(record.label)}" if record.label else "link"
            return f"{name} {ends(of, record)}"
        case MapInfo():
            return "the map"
        case Conflict():
            about = conflict_subject(of, record)
            return f"conflict about {isolated(about[:1].lower() + about[1:])}"
        case Unknown():
            return f"part {quotation(record.id.removeprefix('unknown:'))} of another program"
        case Comment():
            return f"comment {quotation(record.text)}" if record.text else "comment"
        case Card(kind="question"):
            return f"question {_named(record)}" if own_name(record) else "question"
        case Card(kind="doing"):
            return _named(record) if own_name(record) else "card without a name"
        case _ if own_name(record):
            return f"{kind_name(record)} {_named(record)}"
        case Evidence():
            return f"source without a name ({source_kind(record)})"
        case Step():
            stage = of.get(record.stage_id, Stage)
            name = quoted(stage) if stage is not None else "a stage that is gone"
            return f"{nth(of, record) or 'a step'} of {isolated(name)}"
        case Card():
            return f"{kind_name(record)} without a name"
        case _:
            return with_article(kind_name(record))


def _named(record: Record) -> str:
    return isolated(f"“{own_name(record, LONGEST_TITLE)}”")


def source_kind(source: Evidence) -> str:
    """What kind of source it is, in words that stand by themselves."""
    return _SOURCES.get(source.kind, source.kind)


def ends(of: JourneyMap, link: Link) -> str:
    """From where to where a link leads: from “A” to “B”."""
    first, last = (link_end(of, card_id) for card_id in (link.source_id, link.target_id))
    return f"from {first} to {last}"


def link_end(of: JourneyMap, card_id: str) -> str:
    """One end of a link: a card, or outside of the map."""
    card = of.get(card_id, Card)
    return isolated(quoted(card)) if card is not None else OUTSIDE


def column(grid: Grid, step_id: str) -> str:
    """A step with its stage: "Compare › Ask"."""
    return isolated(place_of(grid, step_id))


def row(grid: Grid, lane_id: str) -> str:
    """A lane by its name."""
    lane = grid.map.get(lane_id, Lane)
    return isolated(own_name(lane) or "a lane without a name") if lane is not None else ""


def cell(grid: Grid, card: Card, whole: bool = True) -> str:
    """Where a card stands: "Compare › Ask ▸ Shop"; if `whole`, with how far it reaches."""
    there = column(grid, card.step_id), row(grid, card.lane_id)
    if not all(there):
        return f"the {PARKING_LOT}"
    until = [column(grid, card.until_step_id), row(grid, card.until_lane_id)]
    last = " ▸ ".join(filter(None, until))
    return f"{' ▸ '.join(there)}, up to {last}" if last and whole else " ▸ ".join(there)


def capitalised(text: str) -> str:
    """A sentence's beginning."""
    return text[:1].upper() + text[1:]


def in_letters(n: int) -> str:
    """A number as people write it: in letters up to twelve."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else f"{n:,}"


def signed(difference: float) -> str:
    """A difference with its sign and at most two decimals: "+1.4", "-0.25", "0"."""
    text = f"{difference:+.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("+0", "-0", "+", "-") else text
