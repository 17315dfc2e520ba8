"""Looks for accents that stay apart for every kind of colour vision. Run by hand.

    python -m tools.find_palette light cards gain opportunity
    python -m tools.find_palette dark personas

Starting from the colours in resources/palettes it moves one of those named (or any of them)
at a time, by simulated annealing: pairs nearer than the distance wanted cost most, accents
without contrast to their grounds cost much, and the way from where a colour began costs a
little, so that what need not move stays. The tests over the palettes decide.
"""

import random
import sys
from itertools import combinations
from math import exp, sqrt

from resources import palettes
from resources.palettes.colour import VISION, contrast, hexadecimal, lab, rgb, seen

WANTED = 25.6
Look = list[tuple[float, float, float]]


def look(colour: str) -> Look:
    """Where a colour lies in L*a*b*, first as it is, then for each other vision."""
    return [lab(colour), *(lab(seen(colour, vision)) for vision in VISION)]


def apart(one: Look, other: Look) -> float:
    """The least distance (CIE76) between two colours for any vision."""
    return min(
        sqrt(sum((p - q) ** 2 for p, q in zip(a, b, strict=True)))
        for a, b in zip(one, other, strict=True)
    )


def cost_of_pair(one: Look, other: Look) -> float:
    """What it costs that two colours are nearer than wanted."""
    return max(0.0, WANTED - apart(one, other)) ** 2


def cost_alone(colour: str, here: Look, start: Look, grounds: list[str], weight: float) -> float:
    """What it costs to have too little contrast and to be far from where one began."""
    short = max(0.0, 3.05 - min(contrast(colour, ground) for ground in grounds))
    way = sum((p - q) ** 2 for p, q in zip(here[0], start[0], strict=True))
    return 2000 * short + weight * way


def nudged(colour: str, reach: float, chance: random.Random) -> str:
    """A colour nearby; `reach` is the largest step of a channel, 0..1."""
    r, g, b = (part + chance.uniform(-reach, reach) for part in rgb(colour))
    return hexadecimal((r, g, b))


def search(
    start: dict[str, str],
    free: list[str],
    grounds: list[str],
    rounds: int,
    chance: random.Random,
    weight: float = 0.02,
) -> dict[str, str]:
    """The colours after `rounds` small moves of those that are `free`, named as in `start`."""
    home = {name: look(colour) for name, colour in start.items()}
    now, looks = dict(start), dict(home)
    for turn in range(rounds):
        heat = 40 * (1 - turn / rounds) ** 2 + 0.01
        name = chance.choice(free)
        colour = nudged(now[name], 0.12 * (1 - turn / rounds) + 0.01, chance)
        there = look(colour)

        def cost(text: str, place: Look, name: str = name) -> float:
            alone = cost_alone(text, place, home[name], grounds, weight)
            return alone + sum(cost_of_pair(place, looks[o]) for o in looks if o != name)

        worse = cost(colour, there) - cost(now[name], looks[name])
        if worse < 0 or chance.random() < exp(-worse / heat):
            now[name], looks[name] = colour, there
    return now


def worst(colours: dict[str, str]) -> tuple[float, str, str]:
    """The least distance of any pair for any vision, and the pair."""
    looks = {name: look(colour) for name, colour in colours.items()}
    return min((apart(looks[a], looks[b]), a, b) for a, b in combinations(looks, 2))


def main(theme: str, group: str, free: list[str]) -> None:
    """Search three times and print each result with its worst pair."""
    palette = palettes.load(theme)
    start = (
        {kind: palette[f"card.{kind}.accent"] for kind in palettes.CARD_KINDS}
        if group == "cards"
        else {name: palette[f"persona.{name}"] for name in palettes.PERSONAS}
    )
    grounds = [palette["surface"], palette["lane.alternate"], palette["canvas"]]
    for seed in range(3):
        found = search(start, free or list(start), grounds, 20_000, random.Random(seed))
        distance, one, other = worst(found)
        print(f"worst pair {distance:.1f}: {one}, {other}")
        for name, colour in found.items():
            moved = "" if colour == start[name] else f"  was {start[name]}"
            print(f"  {name:12} {colour}{moved}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
