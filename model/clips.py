"""What is copied: cards with their places relative to each other, and what belongs to them.

A clip is text of its own (JSON), so that it can be pasted into another map, in another
window or another run of the program; for other programs the cards are lines or a table.
"""

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, TypeVar

import orjson
from pydantic import BaseModel, Field, ValidationError

from model.change import JourneyMap
from model.files.encode import NotPlain, clean, count_keys, plain
from model.grid import Grid, is_placed
from model.records import (
    Asset,
    Card,
    Evidence,
    Feeling,
    Link,
    Metric,
    Person,
    Persona,
    Record,
    evolve,
)
from model.references import mentions

R = TypeVar("R", bound=Record)

#: What clips are called on the clipboard.
MIME = "application/x-touchline-clip"
#: No map has more steps or lanes than this that anybody could read.
_FARTHEST = 10_000
_NOWHERE = {"step_id": "", "lane_id": "", "until_step_id": "", "until_lane_id": "", "order": ""}


class NotAClip(ValueError):
    """The bytes are no clip, or not one that this version reads."""


class Place(NamedTuple):
    """Where a card stands: steps and lanes from the first of all, and how many it covers.

    Lanes of emotion lines are not counted, so that a clip keeps its shape in a map whose
    emotion line stands elsewhere.
    """

    column: int
    row: int
    wide: int = 1
    high: int = 1


@dataclass(frozen=True)
class Clip:
    """Cards without step, lane and order, in journey order, and what they refer to.

    Attributes:
        places: card id -> its place; cards of the parking lot have none.
        feelings: the cards' own scores.
        links: those among the cards.
        evidence, metrics, assets: what these mention.
        personas, people: who is mentioned, id -> name.
    """

    cards: tuple[Card, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    feelings: tuple[Feeling, ...] = ()
    links: tuple[Link, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    metrics: tuple[Metric, ...] = ()
    assets: tuple[Asset, ...] = ()
    personas: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    @property
    def records(self) -> tuple[Record, ...]:
        """Everything in it that refers to something."""
        return (*self.cards, *self.feelings, *self.links, *self.metrics)


def take(of: JourneyMap, card_ids: Collection[str]) -> Clip:
    """These cards as a clip; ids that are no cards of the map are passed over."""
    grid = Grid(of)
    cards = _in_journey_order(grid, card_ids)
    wanted = {card.id for card in cards}
    feelings = _sorted(f for f in of.all(Feeling) if f.card_id in wanted and not f.step_id)
    links = _sorted(k for k in of.all(Link) if k.source_id in wanted and k.target_id in wanted)
    metrics = _mentioned(of, Metric, cards)
    about = (*cards, *feelings, *links, *metrics)
    return Clip(
        cards=tuple(evolve(card, **_NOWHERE) for card in cards),
        places=_places(grid, cards),
        feelings=feelings,
        links=links,
        evidence=_mentioned(of, Evidence, about),
        metrics=metrics,
        assets=_mentioned(of, Asset, cards),
        personas={persona.id: persona.name for persona in _mentioned(of, Persona, about)},
        people={person.id: person.name for person in _mentioned(of, Person, about)},
    )


def dumps(clip: Clip) -> bytes:
    """The clip as JSON."""
    value = {
        "format": "touchline.clip",
        "version": 1,
        "cards": [
            {"record": _plain(card), "place": clip.places.get(card.id)} for card in clip.cards
        ],
        "feelings": [_plain(feeling) for feeling in clip.feelings],
        "links": [_plain(link) for link in clip.links],
        "evidence": [_plain(evidence) for evidence in clip.evidence],
        "metrics": [_plain(metric) for metric in clip.metrics],
        "assets": [_plain(asset) for asset in clip.assets],
        "personas": dict(clip.personas),
        "people": dict(clip.people),
    }
    try:
        return orjson.dumps(value)
    except TypeError:  # a lone surrogate came in with a file
        return orjson.dumps(clean(value))


def loads(data: bytes) -> Clip:
    """The clip in `data`, which anybody may have put on the clipboard.

    Raises:
        NotAClip: it is something else, of a newer version, or does not hold together.
    """
    try:
        value = orjson.loads(data)
        count_keys(value)  # what a map's file could not hold does not come in here
        form = _Form.model_validate(value)
    except (orjson.JSONDecodeError, NotPlain, ValidationError) as error:
        raise NotAClip("this is no clip of cards") from error
    clip = Clip(
        cards=tuple(evolve(item.record, **_NOWHERE) for item in form.cards),
        places={i.record.id: Place(*i.place) for i in form.cards if i.place is not None},
        feelings=tuple(form.feelings),
        links=tuple(form.links),
        evidence=tuple(form.evidence),
        metrics=tuple(form.metrics),
        assets=tuple(form.assets),
        personas=form.personas,
        people=form.people,
    )
    ids = [record.id for record in (*clip.records, *clip.evidence, *clip.assets)]
    if not clip.cards or len(set(ids)) < len(ids):
        raise NotAClip("a clip holds cards, each with an id of its own")
    return clip


def text_of(of: JourneyMap, card_ids: Collection[str]) -> str:
    """The cards for other programs: what they say, one a line, in journey order.

    Where they fill every cell of several columns, a table with tabs instead: a row a lane,
    a column a step, several cards of one cell one under the other.
    """
    grid = Grid(of)
    cards = _in_journey_order(grid, card_ids)
    cells: dict[tuple[str, str], list[str]] = {}
    for card in cards:
        cells.setdefault((card.step_id, card.lane_id), []).append(_words(card))
    steps = sorted({c.step_id for c in cards}, key=lambda i: grid.step_at.get(i, -1))
    lanes = sorted({c.lane_id for c in cards}, key=lambda i: grid.lane_at.get(i, -1))
    whole = all(is_placed(of, card) for card in cards) and len(cells) == len(steps) * len(lanes)
    if not whole or len(steps) < 2:
        return "\n".join(" ".join(_words(card).split()) for card in cards)
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    for lane_id in lanes:
        table.writerow(["\n".join(cells[step_id, lane_id]) for step_id in steps])
    return out.getvalue().removesuffix("\n")


_Position: TypeAlias = Annotated[int, Field(ge=0, le=_FARTHEST)]
_Extent: TypeAlias = Annotated[int, Field(ge=1, le=_FARTHEST)]


class _CardForm(BaseModel, defer_build=True):
    record: Card
    place: tuple[_Position, _Position, _Extent, _Extent] | None = None


class _Form(BaseModel, defer_build=True):
    """What a clip's JSON must be."""

    format: Literal["touchline.clip"]
    version: Literal[1]
    cards: list[_CardForm]
    feelings: list[Feeling] = []
    links: list[Link] = []
    evidence: list[Evidence] = []
    metrics: list[Metric] = []
    assets: list[Asset] = []
    personas: dict[str, str] = {}
    people: dict[str, str] = {}


def _plain(record: Record) -> dict[str, Any]:
    return {"id": record.id, **plain(record)}


def _sorted(records: Iterable[R]) -> tuple[R, ...]:
    return tuple(sorted(records, key=lambda record: record.id))


def _mentioned(of: JourneyMap, kind: type[R], by: Iterable[Record]) -> tuple[R, ...]:
    """The records of one kind that these mention."""
    ids = {record_id for record in by for _, record_id in mentions(record)}
    found = (of.get(record_id, kind) for record_id in ids)
    return _sorted(record for record in found if record is not None)


def _in_journey_order(grid: Grid, card_ids: Collection[str]) -> list[Card]:
    wanted = set(card_ids)
    return [card for card in (*grid.cards, *grid.parked) if card.id in wanted]


def _places(grid: Grid, cards: Iterable[Card]) -> dict[str, Place]:
    rows = {lane.id: row for row, lane in enumerate(grid.card_lanes)}
    last = max(len(rows) - 1, 0)
    found: dict[str, Place] = {}
    for card in cards:
        if is_placed(grid.map, card):
            across, down = grid.span(card)
            above = sum(grid.lane_at[lane.id] < down.start for lane in grid.card_lanes)
            row = rows.get(card.lane_id, min(above, last))
            found[card.id] = Place(across.start, row, len(across), len(down))
    left = min((place.column for place in found.values()), default=0)
    top = min((place.row for place in found.values()), default=0)
    return {
        card_id: place._replace(column=place.column - left, row=place.row - top)
        for card_id, place in found.items()
    }


def _words(card: Card) -> str:
    return card.title or card.body
