"""Maps that try layout hard: crowded cells, spans over spans, links every way, long words."""

from typing import Any

from hypothesis import strategies as st

from model.change import JourneyMap
from model.ids import feeling_id
from model.order import several
from model.records import (
    Card,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Persona,
    Record,
    Stage,
    Step,
    create,
    evolve,
)
from tests import generator

TITLES = st.sampled_from(
    [
        "",
        "Pays",
        "Scans the identity card and adds a bank account",
        "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel",
        "يطلب الدراجة عبر الهاتف",
        "駅で自転車を予約する",
        "one\n\ntwo\nthree",
        "word " * 40,
    ]
)
LANES: tuple[dict[str, Any], ...] = (
    {"kind": "channel"},
    {"kind": "channel"},
    {"kind": "emotion"},
    {"kind": "customer", "aspect": "thinking"},
    {"kind": "team", "visibility": "frontstage"},
    {"kind": "team", "visibility": "backstage"},
    {"kind": "team", "visibility": "support"},
    {"kind": "insight"},
    {"kind": "metric"},
    {"kind": "picture"},
)
KINDS = st.sampled_from(
    ["touchpoint"] * 6 + ["pain", "gain", "quote", "doing", "opportunity", "activity", "metric"]
)


def generated(most: int = 40, **fixed: Any) -> st.SearchStrategy[JourneyMap]:
    """Maps of the generator's, small ones."""
    arguments: dict[str, Any] = {
        "cards": st.integers(0, most),
        "steps": st.integers(1, 6),
        "lanes": st.integers(1, 14),
        "seed": st.integers(1, 30),
        "personas": st.integers(0, 3),
        "language": st.sampled_from(["en", "mixed"]),
    }
    return st.builds(generator.make, **{**arguments, **fixed})


def numbered(kind: type[Record], count: int, **fields: Any) -> list[Any]:
    """That many records of one kind, in order: "lane_0", "lane_1" ..."""
    name = kind.kind_name
    return [
        create(kind, id=f"{name}_{i}", order=key, **{"name": f"{name} {i}", **fields})
        for i, key in enumerate(several("", "", count))
    ]


@st.composite
def crowded(draw: st.DrawFn, folded: bool = False) -> JourneyMap:
    """A small grid with touchpoints everywhere, spans over spans, and links every way."""
    number = st.integers
    columns, rows = draw(number(1, 6)), draw(number(1, 5))
    stages = numbered(Stage, 2)
    steps = [
        create(Step, id=f"step_{i}", stage_id=f"stage_{i * 2 // columns}", order=key)
        for i, key in enumerate(several("", "", columns))
    ]
    lanes = [
        evolve(lane, **draw(st.sampled_from(LANES[: 10 if row else 2])))
        for row, lane in enumerate(numbered(Lane, rows))
    ]
    if folded:
        lanes = [
            evolve(lane, collapsed_height=draw(st.sampled_from([None, None, 40.0])))
            for lane in lanes
        ]
    personas = numbered(Persona, draw(st.sampled_from([0, 1, 2, 3, 3, 10])))
    who = st.lists(st.sampled_from([p.id for p in personas]), max_size=2, unique=True)
    for_some = st.just(()) | who.map(tuple) if personas else st.just(())
    count = draw(number(0, 14))
    cards = []
    for i, key in enumerate(several("", "", count)):
        first = draw(number(0, columns - 1))
        last = draw(st.just(first) | number(first, columns - 1))
        cards.append(
            create(
                Card,
                id=f"card_{i}",
                kind=draw(KINDS),
                step_id=f"step_{first}",
                lane_id=f"lane_{draw(number(0, rows - 1))}",
                until_step_id=f"step_{last}" if last > first else "",
                order=key,
                title=draw(TITLES),
                persona_ids=draw(for_some),
                status=draw(st.sampled_from(["", "", "", "missing", "completed"])),
            )
        )
    ends = st.sampled_from([card.id for card in cards]) if cards else st.just("")
    links = [
        create(
            Link,
            id=f"link_{i}",
            source_id=draw(ends | st.just("")),
            target_id=draw(ends | st.just("")),
            label=draw(st.sampled_from(["", "", "by phone"])),
            share=draw(st.none() | st.floats(0, 1)),
            persona_ids=draw(for_some),
        )
        for i in range(draw(number(0, 5)))
    ]
    feelings = [
        create(Feeling, id=feeling_id(p.id, s.id), persona_id=p.id, step_id=s.id, score=score)
        for p in personas
        for s in steps
        if (score := draw(st.none() | st.sampled_from([-2, -1.5, 0, 0.3, 2]))) is not None
    ]
    info = MapInfo(title="Crowded", language=draw(st.sampled_from(["en", "en", "ar"])))
    return JourneyMap([info, *stages, *steps, *lanes, *personas, *cards, *links, *feelings])
