"""Maps of any size for tests and benchmarks, the same ones for the same arguments.

The words are made from parts, but come up as often as those of a real text do (Zipf):
10,000 cards hold more than 4,000 different ones.
"""

from base64 import b64decode
from collections.abc import Sequence
from itertools import accumulate, product
from random import Random
from typing import Any, Literal

from model.change import JourneyMap
from model.ids import Ids, asset_id, feeling_id
from model.order import several
from model.records import (
    PHASES,
    Action,
    Asset,
    Card,
    CardKind,
    Comment,
    Duration,
    Evidence,
    EvidenceKind,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Metric,
    Person,
    Persona,
    Reading,
    Record,
    Stage,
    Step,
    Vote,
    create,
)
from tests.words import ENDINGS, FIRST, OTHER_LANGUAGES, SECOND, SMALL, STEMS

Language = Literal["en", "mixed"]

_LONG = [
    *(a + b for a, b in product(STEMS, ENDINGS)),
    *(a + b for a, b in product(FIRST, SECOND) if a != b),
]
Random(0).shuffle(_LONG)
_WORDS = [*SMALL, *_LONG]
_COMMON = list(accumulate(1 / (rank + 3) for rank in range(len(_WORDS))))
_LANE_KINDS = (
    "emotion", "doing", "thinking", "digital", "physical", "human", "digital", "frontstage",
    "backstage", "support", "insight", "metric", "needs", "picture",
)  # fmt: skip
_KINDS_IN: dict[str, tuple[CardKind, ...]] = {
    "doing": ("doing",),
    "thinking": ("thought", "quote"),
    "needs": ("need",),
    "emotion": ("note",),
    "channel": ("touchpoint", "touchpoint", "touchpoint", "pain", "gain", "quote"),
    "team": ("activity", "activity", "activity", "pain", "question"),
    "insight": ("opportunity", "opportunity", "question", "note"),
    "metric": ("metric",), "picture": ("picture",),
}  # fmt: skip
#: A grey pixel.
_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGPoAAAAigCJ/xNBzgAAAABJRU5ErkJggg=="
)
_EVIDENCE: tuple[EvidenceKind, ...] = (
    "interview",
    "survey",
    "observation",
    "support",
    "analytics",
    "workshop",
    "assumption",
)
_STATUSES = ("", "", "planned", "completed", "completed", "missing", "failing", "ad hoc")


def make(
    cards: int = 1000,
    steps: int = 60,
    lanes: int = 20,
    seed: int = 1,
    personas: int = 2,
    language: Language = "en",
) -> JourneyMap:
    """A map with that many cards, steps and lanes (at least one of the last two).

    `language` "mixed" writes every fourth card in Japanese, Arabic or Hindi.
    """
    return _Maker(seed, language).map(cards, steps, lanes, personas)


class _Maker:
    def __init__(self, seed: int, language: Language) -> None:
        self.random = Random(seed)
        self.ids = Ids(Random(seed + 1))
        self.mixed = language == "mixed"
        self.records: dict[str, Record] = {}

    def add(self, record_type: type[Record], **fields: Any) -> str:
        record_id = fields.pop("id", None) or self.ids.new(record_type)
        self.records[record_id] = create(record_type, id=record_id, **fields)
        return record_id

    def words(self, low: int, high: int) -> str:
        count = self.random.randint(low, high)
        if self.mixed and self.random.random() < 0.25:
            script = self.random.choice(("ja", "ar", "hi"))
            return ("" if script == "ja" else " ").join(
                self.random.choices(OTHER_LANGUAGES[script], k=min(count, 7))
            )
        return " ".join(self.random.choices(_WORDS, cum_weights=_COMMON, k=count)).capitalize()

    def some(self, ids: Sequence[str], chance: float) -> tuple[str, ...]:
        return (self.random.choice(ids),) if ids and self.random.random() < chance else ()

    def map(self, cards: int, steps: int, lanes: int, personas: int) -> JourneyMap:
        people = [
            self.add(Person, name=self.words(2, 2).title(), initials="AB", team=self.words(1, 2))
            for _ in range(1 + cards // 250)
        ]
        self.evidence = [
            self.add(
                Evidence,
                kind=_EVIDENCE[i % len(_EVIDENCE)],
                title=self.words(1, 3),
                date=f"2026-{i % 11 + 1:02}",
                n=self.random.randint(4, 900),
                finding=self.words(6, 14),
            )
            for i in range(len(_EVIDENCE) + cards // 200)
        ]
        self.metrics = [
            self.add(
                Metric,
                name=self.words(2, 4),
                unit="%",
                value=float(i % 100),
                target=95.0,
                date="2026-10",
                series=(Reading(date="2026-07", value=i % 90 + 0.5),),
            )
            for i in range(2 + cards // 300)
        ]
        self.personas = [
            self.add(
                Persona,
                name=self.words(1, 1),
                segment=self.words(3, 6),
                order=key,
                goals=(self.words(5, 9),),
                quote=self.words(6, 10),
                share=round(1 / personas, 4),
                face=("circle", "square", "hexagon")[i % 3],
                evidence_ids=(self.evidence[0],),
                colour=("teal", "plum", "blue")[i % 3],
            )
            for i, key in enumerate(several("", "", personas))
        ]
        self.people = people
        self.asset = asset_id(b64decode(_PIXEL))
        self.add(Asset, id=self.asset, data=_PIXEL)
        columns = self.columns(max(1, steps))
        self.cards(cards, columns, self.lanes(max(1, lanes)))
        self.feelings(columns)
        self.talk()
        info = create(
            MapInfo,
            title=self.words(3, 5),
            scenario=self.words(8, 14),
            language="en",
            owner_id=people[0],
            business_goals=(self.words(5, 8),),
            customer_goals=(self.words(5, 8),),
            metric_ids=tuple(self.metrics[:1]),
        )
        return JourneyMap({"map": info, **self.records})

    def columns(self, steps: int) -> list[str]:
        stages = several("", "", -(-steps // 3))
        made: list[str] = []
        for i, key in enumerate(stages):
            stage = self.add(
                Stage,
                name=self.words(1, 2),
                order=key,
                customer_goal=self.words(3, 6),
                phase=PHASES[i * len(PHASES) // len(stages)],
                owner_id=self.people[i % len(self.people)],
            )
            for step_key in several("", "", min(3, steps - len(made))):
                name = self.words(1, 2) if self.random.random() < 0.7 else ""
                made.append(self.add(Step, stage_id=stage, name=name, order=step_key))
        return made

    def lanes(self, lanes: int) -> list[tuple[str, str]]:
        made: list[tuple[str, str]] = []
        names = [_LANE_KINDS[(i + (lanes < 4)) % len(_LANE_KINDS)] for i in range(lanes)]
        names.sort(key=_LANE_KINDS.index)  # emotions, customers, channels, teams, insights
        for key, name in zip(several("", "", lanes), names, strict=True):
            fields: dict[str, Any] = {"kind": name}
            if name in ("doing", "thinking", "needs"):
                fields = {"kind": "customer", "aspect": name}
            elif name in ("digital", "physical", "human"):
                fields = {"kind": "channel", "medium": name}
            elif name in ("frontstage", "backstage", "support"):
                fields = {"kind": "team", "visibility": name, "team": self.words(1, 2)}
            lane = self.add(Lane, name=self.words(1, 2), order=key, **fields)
            made.append((lane, fields.get("aspect") or fields["kind"]))
        return made

    def cards(self, cards: int, columns: list[str], rows: list[tuple[str, str]]) -> None:
        places = [(step, lane) for step in range(len(columns)) for lane in range(len(rows))]
        rest = self.random.sample(places, cards % len(places))
        places = sorted(places * (cards // len(places)) + rest)
        self.placed: dict[CardKind, list[str]] = {}
        keys = several("", "", -(-cards // len(columns)) + len(rows))
        taken = [0] * len(columns)
        for step, row in places:
            lane, sort = rows[row]
            kind = self.random.choice(_KINDS_IN[sort])
            fields: dict[str, Any] = {"step_id": columns[step], "lane_id": lane}
            if self.random.random() < 0.02 and step + 1 < len(columns):
                fields["until_step_id"] = columns[step + 1]
            elif self.random.random() < 0.01:
                fields = {}  # waits in the parking lot
            card = self.add(
                Card,
                kind=kind,
                order=keys[taken[step]],
                title=self.words(3, 9),
                body=self.words(8, 18) if self.random.random() < 0.3 else "",
                tags=(self.words(1, 1),) if self.random.random() < 0.1 else (),
                persona_ids=self.some(self.personas, 0.15),
                owner_id=self.people[row % len(self.people)],
                evidence_ids=self.some(self.evidence, 0.7),
                **fields,
                **self.special(kind),
            )
            taken[step] += 1
            self.placed.setdefault(kind, []).append(card)
        self.links()

    def special(self, kind: CardKind) -> dict[str, Any]:
        number, touchpoints = self.random.randint, self.placed.get("touchpoint", [])
        match kind:
            case "touchpoint":
                wait = Duration(low=1, typical=number(2, 5), high=9, unit="days")
                return {
                    "status": self.random.choice(_STATUSES),
                    "initiator": "customer",
                    "handled_by": "person",
                    "moment_of_truth": self.random.random() < 0.05,
                    "wait": wait if self.random.random() < 0.05 else None,
                }
            case "pain":
                return {"severity": number(1, 5), "about_ids": self.some(touchpoints, 0.8)}
            case "gain":
                return {"strength": number(1, 5), "about_ids": self.some(touchpoints, 0.8)}
            case "quote":
                return {"who": self.words(1, 2)}
            case "opportunity":
                pains = self.placed.get("pain", [])
                return {
                    "impact": number(1, 5),
                    "effort": number(1, 5),
                    "due": "2026-12-18",
                    "addresses_ids": self.some(pains, 0.8),
                    "opportunity_status": "idea",
                }
            case "activity":
                return {"supports_ids": self.some(touchpoints, 0.8)}
            case "metric":
                return {"metric_ids": self.some(self.metrics, 1)}
            case "picture":
                return {"asset_ids": (self.asset,)}
        return {}

    def links(self) -> None:
        touchpoints = self.placed.get("touchpoint", [])
        for i in range(5, len(touchpoints), 12):
            target = touchpoints[min(i + self.random.randint(1, 9), len(touchpoints) - 1)]
            if target == touchpoints[i]:
                continue
            self.add(Link, source_id=touchpoints[i], target_id=target, share=0.7)
            if i % 5 == 0:  # the rest drop out
                self.add(Link, source_id=touchpoints[i], reason=self.words(3, 6), share=0.3)

    def feelings(self, columns: list[str]) -> None:
        scored = [{"step_id": step} for step in columns]
        scored += [{"card_id": card} for card in self.placed.get("touchpoint", [])[::20]]
        for persona in self.personas:
            for place in scored:
                if self.random.random() < 0.15:
                    continue
                self.add(
                    Feeling,
                    id=feeling_id(persona, *place.values()),
                    persona_id=persona,
                    **place,
                    score=self.random.randint(-20, 20) / 10,
                    evidence_ids=self.some(self.evidence, 0.6),
                    word=self.words(2, 4) if self.random.random() < 0.2 else "",
                )

    def talk(self) -> None:
        """Comments, votes and actions about what is there."""
        opportunities = self.placed.get("opportunity", [])
        for i, card in enumerate(opportunities[::3]):
            self.add(Vote, round="first", card_id=card, count=i % 7)
            self.add(
                Action,
                title=self.words(4, 8),
                about_ids=(card,),
                due="2026-12-18",
                owner_id=self.people[i % len(self.people)],
            )
            self.add(
                Comment,
                about_id=card,
                author_id=self.people[0],
                date="2026-11-02",
                text=self.words(5, 20),
                resolved=i % 2 == 0,
            )
