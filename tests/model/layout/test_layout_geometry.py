"""What holds for every map, however it is: nothing overlaps, sticks out or gets lost."""

from collections.abc import Callable
from functools import cache
from itertools import combinations, pairwise
from typing import TypeAlias

import pytest
from hypothesis import given, settings

from model.change import JourneyMap
from model.layout.build import View, build
from model.layout.measures import POSTER, SCREEN, Measures
from model.layout.scene import GRID, Scene, Text, walk
from tests import generator
from tests.model.layout.geometry import (
    NAMES,
    box,
    boxes,
    extent,
    lanes_with_cards,
    lengths,
    template,
)
from tests.model.layout.maps import crowded, generated
from tests.sample import sample
from tests.strategies import broken_maps, maps

#: A stroke reaches half its width beyond its line, an arrow head a little more.
STROKE = 3.0


def cards_keep_apart(scene: Scene) -> None:
    for lane, cards in lanes_with_cards(scene):
        for a, b in combinations(cards, 2):
            assert not a.overlaps(b, 0.01), (a, b)
        for card in cards:
            assert card.inside(lane), (card, lane)


def texts_stay_in_their_cards(scene: Scene) -> None:
    for x, y, node in walk(scene):
        for primitive in node.primitives if node.kind == "card" else ():
            bounds = extent(primitive)
            if isinstance(primitive, Text) and bounds:
                text, card = box(x, y, node, bounds), box(x, y, node)
                assert text.inside(card, 0.02), (primitive, card)


def nothing_sticks_out(scene: Scene) -> None:
    for x, y, node in walk(scene):
        here = box(x, y, node)
        for primitive in node.primitives:
            bounds = extent(primitive)
            if bounds:
                assert box(x, y, node, bounds).inside(here, STROKE), (primitive, here)
        for child in node.children:
            there = box(x + child.x, y + child.y, child.node)
            assert there.inside(here, STROKE), (there, here)


def all_is_on_the_scene(scene: Scene) -> None:
    for x, y, node in walk(scene):
        for primitive in node.primitives:
            bounds = extent(primitive)
            if bounds:
                left, top, right, bottom, _ = box(x, y, node, bounds)
                slack = 0.02 if isinstance(primitive, Text) else STROKE
                assert left >= -slack, primitive
                assert top >= -slack, primitive
                assert right <= scene.width + slack, primitive
                assert bottom <= scene.height + slack, primitive


def lengths_are_64ths(scene: Scene) -> None:
    def check(*values: float) -> None:
        for value in values:
            assert (value * GRID).is_integer(), (value, node, primitive)

    node = primitive = None
    check(float(scene.width), float(scene.height))
    for layer in scene.layers:
        check(float(layer.x), float(layer.y))
    for _, _, node in walk(scene):
        check(*map(float, node.bounds))
        for child in node.children:
            check(float(child.x), float(child.y))
        for primitive in node.primitives:
            check(*map(float, lengths(primitive)))
        primitive = None


def lanes_tile(scene: Scene) -> None:
    lanes = boxes(scene, "lane")
    for upper, lower in pairwise(lanes):
        assert upper.bottom == lower.top
        assert (upper.left, upper.right) == (lower.left, lower.right)


Rule: TypeAlias = Callable[[Scene], None]
RULES: tuple[Rule, ...] = (
    cards_keep_apart,
    texts_stay_in_their_cards,
    nothing_sticks_out,
    all_is_on_the_scene,
    lengths_are_64ths,
    lanes_tile,
)
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)


@cache
def built(name: str, measures: Measures) -> Scene:
    return build(template(name), measures)


@each_rule
@pytest.mark.parametrize("measures", [POSTER, SCREEN], ids=["poster", "screen"])
@pytest.mark.parametrize("name", NAMES)
def test_in_the_templates(name: str, measures: Measures, rule: Rule) -> None:
    rule(built(name, measures))


@each_rule
def test_in_a_large_map_of_many_scripts(rule: Rule) -> None:
    rule(build(generator.make(300, 12, 14, language="mixed"), SCREEN, View(furniture=False)))


@each_rule
def test_in_a_map_with_every_kind_of_record(rule: Rule) -> None:
    rule(build(sample()))


@settings(max_examples=100)
@given(crowded(folded=True) | generated() | maps() | broken_maps())
def test_in_any_map(journey: JourneyMap) -> None:
    scene = build(journey)
    for rule in RULES:
        rule(scene)
