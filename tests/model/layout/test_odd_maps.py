"""Maps at the edges: empty, broken, crowded, wordy. All are laid out, and make sense."""

from collections.abc import Callable
from typing import Any, get_args

import pytest

from model.change import JourneyMap
from model.layout.build import View, build
from model.layout.measures import POSTER, SCREEN, Measures
from model.layout.scene import Icon, Picture, Scene, Text, drawn, walk
from model.layout.setting import persona_role
from model.records import (
    Asset,
    Card,
    CardKind,
    Feeling,
    Lane,
    Link,
    MapInfo,
    Persona,
    Stage,
    Step,
    create,
    evolve,
)
from tests.model.layout.dump import dump
from tests.model.layout.everything import PHOTO, everything
from tests.model.layout.geometry import boxes, hops
from tests.model.layout.maps import LANES, numbered
from tests.model.layout.test_layout_geometry import RULES

KINDS = get_args(CardKind)
WORD = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselbund" * 3


def texts(scene: Scene) -> list[str]:
    return [p.line.text for _, _, p in drawn(scene) if isinstance(p, Text)]


def without(*kinds: type) -> JourneyMap:
    """The map that shows everything, without the records of some kinds."""
    return JourneyMap([r for r in everything().records.values() if not isinstance(r, kinds)])


def all_kinds_everywhere() -> JourneyMap:
    lanes = [
        create(Lane, id=f"lane_{i}", order=f"a{i}", **fields) for i, fields in enumerate(LANES)
    ]
    cards = [
        create(
            Card, id=f"card_{i}_{kind}", kind=kind, step_id="step_0", lane_id=f"lane_{i}",
            order=f"a{k:x}", title=kind,
        )
        for i in range(len(lanes))
        for k, kind in enumerate(KINDS)
    ]  # fmt: skip
    return JourneyMap([*numbered(Stage, 1), Step(id="step_0", stage_id="stage_0"), *lanes, *cards])


def unknown_names() -> JourneyMap:
    """The map that shows everything, with icons and colours that do not exist."""
    of = everything()
    odd: list[Any] = [evolve(r, icon="gloeb") for r in of.all(Card)]
    odd += [evolve(r, icon="gloeb") for r in of.all(Lane)]
    colours = ("pink", "#f00", "#12345g", "Teal", "#ff00ff00", "teal\n")
    odd += [evolve(r, colour=colours[i % 6]) for i, r in enumerate(of.all(Persona))]
    return JourneyMap({**of.records, **{r.id: r for r in odd}})


def all_folded() -> JourneyMap:
    of = everything()
    folded = {r.id: evolve(r, collapsed_height=0) for r in of.all(Lane)}
    return JourneyMap({**of.records, **folded})


def wordy() -> JourneyMap:
    of = everything()
    longer = {
        r.id: evolve(r, **{n: WORD for n in ("title", "name") if n in type(r).model_fields})
        for r in of.records.values()
    }
    return JourneyMap({**of.records, **longer})


def crowd(count: int) -> JourneyMap:
    of = without(Persona, Feeling, Link)
    people = [evolve(p, name=f"Persona {i}") for i, p in enumerate(numbered(Persona, count))]
    feelings = [
        Feeling(id=f"feeling_{i}", persona_id=p.id, step_id="step_print", score=i % 5 - 2)
        for i, p in enumerate(people)
    ]
    half = tuple(p.id for p in people[: count // 2])
    card = evolve(of["card_chooses_a_shop"], persona_ids=half)
    records = {**of.records, card.id: card}
    return JourneyMap([*records.values(), *people, *feelings])


ODD: dict[str, Callable[[], JourneyMap]] = {
    "empty": JourneyMap,
    "title only": lambda: JourneyMap([MapInfo(title="A very long title " * 60)]),
    "one endless word": lambda: JourneyMap([MapInfo(title="x" * 3000)]),
    "no lanes": lambda: without(Lane),
    "no stages": lambda: without(Stage),
    "no steps": lambda: without(Step),
    "no cards": lambda: without(Card),
    "lanes only": lambda: JourneyMap(list(everything().all(Lane))),
    "steps only": lambda: JourneyMap(list(everything().all(Step))),
    "all parked": lambda: without(Lane, Step),
    "every kind everywhere": all_kinds_everywhere,
    "all folded": all_folded,
    "long words": wordy,
    "unknown icons and colours": unknown_names,
    "no personas": lambda: crowd(0),
    "one persona": lambda: crowd(1),
    "200 personas": lambda: crowd(200),
    "no text at all": lambda: JourneyMap(
        [
            evolve(r, **{n: "" for n in ("title", "name", "body") if n in type(r).model_fields})
            for r in everything().records.values()
        ]
    ),
    "broken pictures": lambda: JourneyMap(
        {**everything().records, PHOTO: Asset(id=PHOTO, data="no base64")}
    ),
}


@pytest.mark.parametrize("measures", [POSTER, SCREEN], ids=["poster", "screen"])
@pytest.mark.parametrize("name", ODD)
def test_odd_maps_are_laid_out_like_any_other(name: str, measures: Measures) -> None:
    scene = build(ODD[name](), measures)
    assert scene.width > 0
    assert scene.height > 0
    for rule in RULES:
        rule(scene)


@pytest.mark.parametrize("name", ODD)
def test_odd_maps_are_laid_out_without_furniture_too(name: str) -> None:
    assert build(ODD[name](), SCREEN, View(furniture=False)).width > 0


def test_an_empty_map_says_that_it_has_no_title() -> None:
    assert "Untitled map" in texts(build(JourneyMap()))


def test_steps_whose_stage_is_gone_stand_last_and_say_so() -> None:
    scene = build(everything())
    stages = boxes(scene, "stage")
    assert [s.node.record for s in stages] == ["stage_pack", "stage_send", "stage_wait", ""]
    assert "Stage missing" in texts(scene)


def test_cards_without_a_place_are_not_drawn() -> None:
    of = everything()
    shown = {box.node.record for box in boxes(build(of), "card")}
    assert shown == {c.id for c in of.all(Card)} - {"card_later", "card_letter"}


def test_a_folded_lane_shows_its_name_and_no_card() -> None:
    scene = build(all_folded())
    assert boxes(scene, "card") == []
    assert "Website" in texts(scene)
    assert hops(scene)


def test_every_kind_of_card_is_drawn_in_every_kind_of_lane() -> None:
    assert len(boxes(build(all_kinds_everywhere()), "card")) == len(KINDS) * len(LANES)


def test_without_personas_there_is_one_neutral_route() -> None:
    scene = build(crowd(0))
    assert {hop.line.stroke for hop in hops(scene)} == {"route"}
    assert boxes(scene, "persona") == []


def test_200_personas_are_all_presented() -> None:
    assert len(boxes(build(crowd(200)), "persona")) == 200


def test_a_picture_that_cannot_be_read_is_not_drawn_as_one() -> None:
    scene = build(ODD["broken pictures"]())
    assert scene.assets == {}
    assert not [p for _, _, p in drawn(scene) if isinstance(p, Picture)]


def test_a_touchpoint_takes_the_icon_of_its_lane_unless_it_has_its_own() -> None:
    scene = build(everything())
    icons = {
        node.record: [p.name for p in node.primitives if isinstance(p, Icon)]
        for _, _, node in walk(scene)
        if node.kind == "card"
    }
    assert "globe" in icons["card_looks_it_up"]
    assert "search" in icons["card_finds_the_label"]


def test_a_card_for_a_crowd_says_how_many_they_are() -> None:
    assert any(
        "for 100 of 200 personas" in text.replace("\u00a0", " ")
        for text in texts(build(crowd(200)))
    )


@pytest.mark.parametrize("measures", [POSTER, SCREEN], ids=["poster", "screen"])
def test_an_icon_or_colour_that_does_not_exist_is_as_none(measures: Measures) -> None:
    of = unknown_names()
    plain = {r.id: evolve(r, icon="") for r in (*of.all(Card), *of.all(Lane))}
    plain |= {r.id: evolve(r, colour="") for r in of.all(Persona)}
    expected = build(JourneyMap({**of.records, **plain}), measures)
    assert dump(build(of, measures)) == dump(expected)


def test_a_persona_has_a_colour_of_its_own_by_name_or_by_its_parts() -> None:
    of = [
        create(Persona, id="persona_a", colour=colour)
        for colour in ("olive", "#A0b1C2", "#f00", "")
    ]
    roles = [persona_role(persona, place) for place, persona in enumerate(of)]
    assert roles == ["persona.olive", "#A0b1C2", "persona.blue", "persona.ochre"]


def test_a_touchpoint_with_an_unknown_icon_has_that_of_its_lane() -> None:
    fields = {"step_id": "step_0", "lane_id": "lane_0", "icon": "gloeb"}
    of = JourneyMap(
        [
            *numbered(Stage, 1),
            Step(id="step_0", stage_id="stage_0"),
            create(Lane, id="lane_0", icon="store"),
            create(Card, id="card_0", title="Asks", kind="touchpoint", **fields),
        ]
    )
    shown = [p.name for _, _, p in drawn(build(of)) if isinstance(p, Icon)]
    assert shown.count("store") == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_without_a_word_is_high_enough_to_be_seen_and_hit(kind: CardKind) -> None:
    card = Card(id="card_0", kind=kind, step_id="step_0", lane_id="lane_0")
    records = [*numbered(Stage, 1), *numbered(Lane, 1), Step(id="step_0", stage_id="stage_0")]
    (found,) = boxes(build(JourneyMap([*records, card])), "card")
    assert found.bottom - found.top >= POSTER.card.leading
