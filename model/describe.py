"""A map as an outline in plain text, for people who read or hear it, and for git.

One fact a line, in journey order, the same for equal maps; no ids, no keys of order. Every
field that says something is in it, so that a comparison of two outlines shows every edit.
"""

from collections.abc import Iterable, Iterator

from model.change import JourneyMap
from model.facts import facts, labelled, number, picture, reference
from model.grid import Grid
from model.names import kind_name, name_on, own_name
from model.records import (
    Action,
    Asset,
    Card,
    Comment,
    Conflict,
    Evidence,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Metric,
    Person,
    Persona,
    Record,
    Stage,
    Step,
    Unknown,
    Vote,
)

_IN = "  "
#: How deep remarks are told below one another.
_DEEPEST = 20
#: In which order things are told below the record that they belong to; feelings come first.
_AFTER: dict[type[Record], int] = {Link: 1, Vote: 2, Comment: 3, Conflict: 4}


def describe(of: JourneyMap) -> str:
    """The outline of a map, ending in a line break."""
    return "".join(f"{line}\n" for line in _Outline(of).lines())


class _Outline:
    """One pass over a map; it remembers what it has told, so that nothing is told twice."""

    def __init__(self, of: JourneyMap) -> None:
        self.map = of
        self.grid = Grid(of)
        self._told: set[str] = set()
        self._attached = _attached(self.grid)

    def lines(self) -> Iterator[str]:
        """The map, its personas and lanes, the journey, then what stands behind it."""
        yield from self._record(self.map.info)
        yield from self._section("Personas", self.grid.personas)
        yield from self._section("Lanes", self.grid.lanes)
        for stage in self.grid.stages:
            yield ""
            yield from self._stage(stage)
        yield from self._section("Parking lot", self.grid.parked)
        for title, kind in (
            ("Evidence", Evidence),
            ("Metrics", Metric),
            ("Actions", Action),
            ("People", Person),
            ("Pictures", Asset),
        ):
            yield from self._section(title, self._by_id(kind))
        rest = [r for i, r in sorted(self.map.records.items()) if i not in self._told]
        yield from self._section("Without a place", rest)

    def _by_id(self, kind: type[Record]) -> list[Record]:
        return sorted(self.map.all(kind), key=lambda record: record.id)

    def _section(self, title: str, records: Iterable[Record]) -> Iterator[str]:
        lines = [line for record in records for line in self._record(record)]
        if lines:
            yield ""
            yield title
            yield from _indented(lines)

    def _stage(self, stage: Stage) -> Iterator[str]:
        yield from self._record(stage)
        for step in self.grid.steps_in(stage.id):
            yield from _indented(self._step(step))

    def _step(self, step: Step) -> Iterator[str]:
        yield from self._record(step, "stage_id")
        met = [c for c in self.grid.cards_at(step.id) if c.kind == "touchpoint"]
        if len({card.lane_id for card in met}) > 1:
            names = ", then ".join(own_name(card) or "(no title)" for card in met)
            yield from _indented(labelled("In this order", names))
        for lane in self.grid.lanes:
            cards = self.grid.cards_in(step.id, lane.id)
            if cards:
                yield from _indented(labelled("Lane", lane.name))
                for card in cards:
                    lines = self._record(card, "step_id", "lane_id")
                    yield from _indented(_indented(lines))

    def _record(self, record: Record, *shown: str, depth: int = 0) -> Iterator[str]:
        """A record's head, its facts, and what is attached to it: once.

        A remark about a remark about a remark... is told on its own where it gets too deep.
        """
        if record.id in self._told:
            return
        self._told.add(record.id)
        label, text, told = self._head(record)
        yield from labelled(label[:1].upper() + label[1:], text)
        yield from _indented(facts(self.map, record, (*shown, *told)))
        if depth < _DEEPEST:
            for other, fields in self._attached.get(record.id, ()):
                yield from _indented(self._record(other, *fields, depth=depth + 1))

    def _head(self, record: Record) -> tuple[str, str, tuple[str, ...]]:
        """Label and text of a record's first line, and the fields that it tells."""
        match record:
            case MapInfo():
                what = f"Journey map ({record.kind} state, {record.maturity})"
                return what, record.title, ("title", "kind", "maturity")
            case Lane():
                return _lane_head(record)
            case Persona():
                return f"{record.role} persona", record.name, ("name", "role")
            case Card():
                return kind_name(record), record.title, ("title", "kind")
            case Feeling():
                return self._feeling_head(record)
            case Link(source_id=""):
                return "entered from outside", record.label, ("label",)
            case Link(target_id=""):
                return "dropped out", record.label, ("label",)
            case Link():
                return "leads to", name_on(self.map, record.target_id), ("target_id",)
            case Evidence():
                return record.kind, record.title, ("title", "kind")
            case Action():
                return f"action ({record.status})", record.title, ("title", "status")
            case Vote():
                return f"votes in round “{record.round}”", str(record.count), ("round", "count")
            case Comment():
                return "comment", record.text, ("text",)
            case Asset():
                return "picture", picture(record), ("media_type", "data")
            case Conflict():
                return "conflict about", record.field or "the whole record", ("field",)
            case Unknown():
                key = record.id.removeprefix("unknown:")
                return f"unknown part {key!r}", record.data, ("data",)
            case _:
                return kind_name(record), getattr(record, "name", ""), ("name",)

    def _feeling_head(self, feeling: Feeling) -> tuple[str, str, tuple[str, ...]]:
        whose = reference(self.map, feeling.persona_id, ("persona",))
        aim = "future " if feeling.curve == "future" else ""
        score = number(feeling.score, sign=True)
        return (
            f"{aim}{feeling.measure} of {whose if feeling.persona_id else 'everyone'}",
            f"{score} “{feeling.word}”" if feeling.word else score,
            ("persona_id", "curve", "measure", "score", "word"),
        )


def _attached(grid: Grid) -> dict[str, list[tuple[Record, tuple[str, ...]]]]:
    """Id -> what is told below that record, with the fields that standing there tells."""
    found: dict[str, list[tuple[Record, tuple[str, ...]]]] = {}
    persona_at = {persona.id: i for i, persona in enumerate(grid.personas)}

    def rank(record: Record) -> tuple[int, str, int, str, str]:
        if isinstance(record, Feeling):
            at = persona_at.get(record.persona_id, len(persona_at))
            return (0, record.measure, at, record.curve, record.id)
        return (_AFTER.get(type(record), 0), "", 0, "", record.id)

    for record in sorted(grid.map.records.values(), key=rank):
        field = _place_field(record)
        if field:
            found.setdefault(getattr(record, field), []).append((record, (field,)))
    return found


def _place_field(record: Record) -> str:
    """The field that says below which record this one is told; "" if it has a place of its own."""
    match record:
        case Feeling():
            return "step_id" if record.step_id else "card_id"
        case Link():
            return "source_id" if record.source_id else "target_id"
        case Vote():
            return "card_id"
        case Comment() | Conflict():
            return "about_id"
        case _:
            return ""


def _lane_head(lane: Lane) -> tuple[str, str, tuple[str, ...]]:
    """What kind of lane it is, with what matters for that kind."""
    match lane.kind:
        case "customer":
            told: tuple[str, ...] = ("aspect",)
        case "channel":
            told = ("medium", "run_by")
        case "emotion":
            told = ("measure",)
        case "team":
            told = ("visibility",)
        case _:
            told = ()
    values = [f"run by {lane.run_by}" if n == "run_by" else getattr(lane, n) for n in told]
    return ", ".join((f"{lane.kind} lane", *values)), lane.name, ("name", "kind", *told)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (_IN + line if line else "" for line in lines)
